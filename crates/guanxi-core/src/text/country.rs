//! Countries.

use std::{collections::HashMap, fmt, str::FromStr, sync::LazyLock};

use guanxi_macros::model;

use super::{fold, leaf::text_leaf};
use crate::error::{Error, Result};

#[model(text)]
/// A country of ISO 3166-1, by its two letters. Its text is `GB`; it is read from much more: see
/// [`from_str`](Self::from_str).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// Its two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The country of these two capital letters, without a look at names.
    pub(crate) fn from_alpha2(code: &str) -> Option<Self> {
        let code = code.as_bytes().try_into().ok()?;
        ALPHA_2.binary_search(&code).is_ok().then_some(Self(code))
    }
}

/// One line a country: two letters, three letters, names. The names are those of Unicode CLDR in English, French,
/// German, Spanish and Chinese, those of ISO 3166, and what people write.
const TABLE: &str = include_str!("country.txt");

static ALPHA_2: LazyLock<Vec<[u8; 2]>> =
    LazyLock::new(|| rows().filter_map(|(code, ..)| code.as_bytes().try_into().ok()).collect());

/// Folded names, and codes of three letters.
static NAMES: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (code, alpha_3, others) in rows() {
        if let Some(country) = Country::from_alpha2(code) {
            names.extend(others.split('|').chain([alpha_3, code]).map(|name| (key(name), country)));
        }
    }
    names
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter_map(|line| {
        let (alpha_2, rest) = line.split_once(' ')?;
        let (alpha_3, names) = rest.split_once(' ')?;
        Some((alpha_2, alpha_3, names))
    })
}

/// A name without what its spellings differ in: also `and` and `&`, articles, full stops, dashes.
fn key(name: &str) -> String {
    let plain = fold(name).replace('&', " and ").replace(['.', ',', '-', '\'', '(', ')', '_', '/'], " ");
    let key: String = plain.split_whitespace().filter(|word| !matches!(*word, "and" | "the")).collect();
    // `AND` alone is Andorra.
    if key.is_empty() { plain.trim().to_owned() } else { key }
}

impl FromStr for Country {
    type Err = Error;

    /// Reads a code of ISO 3166-1 with two or three letters, or a name in English, French, German, Spanish or Chinese,
    /// whatever its case, accents and punctuation. The Channel Islands, which have no code as one, are Jersey.
    ///
    /// # Errors
    /// `invalid_field`.
    fn from_str(text: &str) -> Result<Self> {
        Self::from_alpha2(text).or_else(|| NAMES.get(&key(text)).copied()).ok_or_else(|| {
            Error::invalid("country", "expected a code of ISO 3166-1 such as GB, or a country's name")
        })
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

text_leaf!(Country);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn codes_and_names() {
        for (code, texts) in [
            (
                "US",
                "US|us|USA|U.S.|U.S.A.|United States|united states of america|美国|Vereinigte Staaten|États-Unis|Estados Unidos|EE.UU.",
            ),
            ("GB", "GB|UK|U.K.|United Kingdom|England|Great Britain|英国|Royaume-Uni|ＵＫ| uk "),
            ("CN", "CN|CHN|China|中国|中国大陆|P.R. China|Volksrepublik China|中國"),
            ("DE", "Germany|Deutschland|Allemagne|Alemania|德国|DEU"),
            ("ES", "España|Espana|SPAIN|西班牙|Spanien"),
            ("IE", "EIRE|Ireland|Irland"),
            ("JE", "Channel Islands|Jersey"),
            ("ZA", "RSA|South Africa"),
            ("KR", "South Korea|Korea, Republic of|韩国"),
            ("CZ", "Czech Republic|Czechia"),
            ("BA", "Bosnia & Herzegovina|Bosnia and Herzegovina"),
            ("AD", "AND|Andorra"),
            ("HK", "Hong Kong|香港|中国香港"),
            ("NL", "The Netherlands|Netherlands|Holland"),
            ("CI", "Côte d'Ivoire|Cote d’Ivoire|Ivory Coast"),
        ] {
            for text in texts.split('|') {
                assert_eq!(text.parse::<Country>().map(|c| c.to_string()).unwrap(), code, "{text}");
            }
        }
        for bad in ["", "  ", "ZZ", "Unspecified", "European Community", "X", "火星"] {
            assert_eq!(bad.parse::<Country>().unwrap_err().code(), "invalid_field", "{bad}");
        }
    }

    #[test]
    fn the_table_is_sound() {
        let codes: Vec<_> = rows().map(|(code, ..)| code).collect();
        assert!(codes.is_sorted() && codes.len() == TABLE.lines().count() && codes.len() == 250);
        let mut names = HashMap::new();
        for (code, alpha_3, others) in rows() {
            assert!(
                code.len() == 2 && alpha_3.len() == 3 && others.split('|').all(|name| !key(name).is_empty())
            );
            for name in others.split('|').chain([code, alpha_3]) {
                let before = names.insert(key(name), code);
                assert!(before.is_none_or(|before| before == code), "{name} is {before:?} and {code}");
            }
        }
    }

    #[test]
    fn json_and_storage() {
        let country: Country = "英国".parse().unwrap();
        assert_eq!(serde_json::to_string(&country).unwrap(), r#""GB""#);
        assert_eq!(serde_json::from_str::<Country>(r#""England""#).unwrap(), country);
        let bytes = minicbor::to_vec(country).unwrap();
        assert_eq!(minicbor::decode::<Country>(&bytes).unwrap(), country);
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in ".*") {
            if let Ok(country) = text.parse::<Country>() {
                prop_assert_eq!(country.as_str().parse::<Country>().unwrap(), country);
            }
        }
    }
}
