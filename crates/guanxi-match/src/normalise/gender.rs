//! Gender.

/// What a cell says about gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Another one.
    Other,
}

/// Reads what people and systems write, titles too. `None` where nothing is told; numbers tell nothing, since systems
/// disagree about them.
pub fn parse(text: &str) -> Option<Gender> {
    let folded = super::fold::text(text);
    match folded.trim_matches(['.', '(', ')', ' ']) {
        "f" | "female" | "fem" | "woman" | "girl" | "w" | "weiblich" | "frau" | "femme" | "feminin"
        | "femenino" | "mujer" | "femminile" | "donna" | "mrs" | "ms" | "miss" | "mme" | "mlle" | "sra"
        | "signora" | "女" | "女性" | "女士" | "小姐" | "太太" | "여" | "여자" | "여성" | "おんな" => {
            Some(Gender::Female)
        }
        "m" | "male" | "man" | "boy" | "mannlich" | "herr" | "mann" | "homme" | "masculin" | "masculino"
        | "hombre" | "maschile" | "uomo" | "maschio" | "mr" | "monsieur" | "sr" | "signor" | "男"
        | "男性" | "先生" | "남" | "남자" | "남성" | "おとこ" => Some(Gender::Male),
        "d" | "divers" | "x" | "nb" | "nonbinary" | "non-binary" | "non binary" | "other" | "diverse"
        | "其他" | "その他" => Some(Gender::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gender, parse};

    #[test]
    fn table() {
        for (text, gender) in [
            ("F", Some(Gender::Female)),
            ("Female", Some(Gender::Female)),
            ("Mrs.", Some(Gender::Female)),
            ("weiblich", Some(Gender::Female)),
            ("女", Some(Gender::Female)),
            ("여자", Some(Gender::Female)),
            ("M", Some(Gender::Male)),
            ("männlich", Some(Gender::Male)),
            ("Homme", Some(Gender::Male)),
            ("男", Some(Gender::Male)),
            ("divers", Some(Gender::Other)),
            ("", None),
            ("unknown", None),
            ("1", None),
            ("保密", None),
        ] {
            assert_eq!(parse(text), gender, "{text}");
        }
    }
}
