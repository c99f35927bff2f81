//! Names of people.
//!
//! | written | given | family | keys |
//! | --- | --- | --- | --- |
//! | `Smith, John A.` | `john` | `smith` | `john` `smith`, middle `a` |
//! | `Dr. Bob van der Berg Jr.` | `bob` | `van der berg` | `robert` `vanderberg` |
//! | `张伟`, `張偉`, `Wei ZHANG`, `zhangwei` | `伟`, `wei` | `张`, `zhang` | `wei` `zhang` |
//! | `欧阳娜娜`, `Ouyang Nana` | `娜娜`, `nana` | `欧阳`, `ouyang` | `nana` `ouyang` |
//! | `王先生`, `Mr Smith` | | `王`, `smith` | family name only |
//! | `小伟`, `阿强` | `伟`, `强` | | given name in part |
//! | `ヤマダ タロウ`, `山田太郎`, `Taro Yamada` | | | `taro` `yamada` |
//! | `김민준`, `Min-jun Kim` | | | `minjun` `kim` |

mod chinese;
mod japanese;
mod korean;
mod latin;

use super::{
    Hints, Script, fold, phonetic,
    placeholder::{self, Kind},
};

pub(super) use chinese::readings_of as han_readings;
pub use latin::{are_related, resolve_nickname};

/// A name in parts that compare. What is not known is empty.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Name {
    /// Given name, folded, as it was written.
    pub given: String,
    /// Family name, folded, as it was written; particles stand before it.
    pub family: String,
    /// Names and initials between them.
    pub middle: String,
    /// The given name that all its forms share: nicknames are resolved, Chinese is pinyin.
    pub given_key: String,
    /// The family name that all its forms share: Chinese is pinyin, with the readings of surnames.
    pub family_key: String,
    /// How the given name sounds, roughly.
    pub given_sound: String,
    /// How the family name sounds, roughly; without its particles.
    pub family_sound: String,
    /// What it is written in.
    pub script: Script,
    /// Only the family name is known: `张先生`, `Mr Smith`.
    pub family_only: bool,
    /// The given name is known in part: `小伟`, `阿强`.
    pub nickname: bool,
}

impl std::fmt::Debug for Name {
    /// Shows nothing of the name itself.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Name").field("script", &self.script).finish_non_exhaustive()
    }
}

/// Bytes of a name that are looked at.
const LOOKED_AT: usize = 160;

/// Reads a name that stands in one cell. `None` for empty text, placeholders, and text without a letter.
///
/// Order is told by commas, capitals (`DUPONT Marie`), and the family names of languages that put them first; without
/// any of these the last word is the family name.
pub fn full(text: &str, hints: &Hints) -> Option<Name> {
    let raw = super::cap_at(text, LOOKED_AT);
    let folded = fold::text(raw);
    if placeholder::is_folded(Kind::Name, &folded) {
        return None;
    }
    match Letters::of(&folded) {
        Letters::Hangul => korean::hangul(&folded),
        Letters::Kana => japanese::kana(&folded),
        Letters::Han => japanese::kanji(&folded, hints).or_else(|| chinese::full(&folded)),
        Letters::Latin => latin::full(raw, &folded, hints),
        Letters::Other => latin::other(&folded),
        Letters::None => None,
    }
}

/// Reads a name that stands in two cells; one of them may be empty or a placeholder.
pub fn parts(given: &str, family: &str, hints: &Hints) -> Option<Name> {
    let [given, family] = [given, family].map(|part| {
        let folded = fold::text(super::cap_at(part, LOOKED_AT));
        if placeholder::is_folded(Kind::Name, &folded) { String::new() } else { folded }
    });
    if given.is_empty() && family.is_empty() {
        return None;
    }
    match Letters::of(if family.is_empty() { &given } else { &family }) {
        Letters::Hangul => korean::parts(&given, &family),
        Letters::Kana => japanese::parts(&given, &family),
        Letters::Han => {
            japanese::kanji_parts(&given, &family, hints).or_else(|| chinese::parts(&given, &family))
        }
        Letters::Latin => latin::parts(&given, &family, hints),
        Letters::Other => latin::other(format!("{given} {family}").trim()),
        Letters::None => None,
    }
}

/// Whether a cell is one plain word that reads the same whatever other such word stands in the other cell of a name, or
/// none: it is of no language that looks at both.
pub(crate) fn stands_alone(part: &str) -> bool {
    let folded = fold::text(super::cap_at(part, LOOKED_AT));
    // `of` is no part of the key of a family name, so it says something beside a given name alone.
    let is_word = folded.len() > 1 && folded != "of" && folded.bytes().all(|b| b.is_ascii_lowercase());
    is_word && !placeholder::is_folded(Kind::Name, &folded) && !latin::is_family_elsewhere(&folded)
}

/// Whether a folded word is a given name of the West, or a form of one.
pub(crate) fn is_known_given(word: &str) -> bool {
    latin::is_known(word)
}

/// Whether a folded word in characters, kana or Hangul is a family name.
pub(crate) fn is_known_family(word: &str) -> bool {
    match Letters::of(word) {
        Letters::Hangul => korean::is_family(word),
        Letters::Kana | Letters::Han => japanese::is_family(word) || chinese::is_surname(word),
        _ => false,
    }
}

/// Whether folded characters begin with a Japanese family name of two characters or more.
pub(crate) fn begins_japanese(folded: &str) -> bool {
    japanese::begins_with_family(folded)
}

/// Whether folded Chinese characters read as a name: a surname and one or two characters.
pub(crate) fn is_han_name(folded: &str) -> bool {
    chinese::is_name(folded)
}

impl Name {
    /// The name with given and family name in each other's place.
    pub fn swapped(&self) -> Self {
        Self {
            given: self.family.clone(),
            family: self.given.clone(),
            given_key: self.family_key.clone(),
            family_key: self.given_key.clone(),
            given_sound: self.family_sound.clone(),
            family_sound: self.given_sound.clone(),
            family_only: self.family.is_empty() && !self.given.is_empty(),
            nickname: false,
            ..self.clone()
        }
    }

    /// Fills in the sounds, and says whether the family name stands alone.
    fn finished(mut self) -> Option<Self> {
        if self.given_key.is_empty() && self.family_key.is_empty() {
            return None;
        }
        let sound = match self.script {
            Script::Han | Script::Pinyin => chinese::sound,
            Script::Korean => korean::sound,
            _ => phonetic::key,
        };
        if self.given_sound.is_empty() {
            self.given_sound = sound(&self.given_key);
        }
        if self.family_sound.is_empty() {
            self.family_sound = sound(&self.family_key);
        }
        self.family_only = self.given.is_empty();
        Some(self)
    }
}

/// What a text is written in by its most telling letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Letters {
    Latin,
    Han,
    Kana,
    Hangul,
    Other,
    None,
}

impl Letters {
    fn of(folded: &str) -> Self {
        if folded.is_ascii() {
            let any = folded.bytes().any(|b| b.is_ascii_alphabetic());
            return if any { Self::Latin } else { Self::None };
        }
        let (mut han, mut latin, mut other) = (false, false, false);
        for c in folded.chars() {
            match c {
                _ if fold::is_hangul(c) => return Self::Hangul,
                _ if fold::is_kana(c) => return Self::Kana,
                _ if fold::is_han(c) => han = true,
                _ if c.is_ascii_alphabetic() => latin = true,
                '\u{370}'..='\u{52F}' => latin = true,
                _ => other |= c.is_alphabetic(),
            }
        }
        match (han, latin, other) {
            (true, ..) => Self::Han,
            (_, true, _) => Self::Latin,
            (.., true) => Self::Other,
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests;
