//! Names of people.

use super::{Hints, Script, fold};

/// A name in parts that compare. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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
    /// How the family name sounds, roughly.
    pub family_sound: String,
    /// What it is written in.
    pub script: Script,
    /// Only the family name is known: `张先生`, `Mr Smith`.
    pub family_only: bool,
    /// The given name is known in part: `小伟`, `阿强`.
    pub nickname: bool,
}

/// Reads a name that stands in one cell.
pub fn full(text: &str, _hints: &Hints) -> Option<Name> {
    let folded = fold::text(text);
    let (given, family) = folded.rsplit_once(' ').unwrap_or(("", &folded));
    made(given, family)
}

/// Reads a name that stands in two cells.
pub fn parts(given: &str, family: &str, _hints: &Hints) -> Option<Name> {
    made(&fold::text(given), &fold::text(family))
}

fn made(given: &str, family: &str) -> Option<Name> {
    (!given.is_empty() || !family.is_empty()).then(|| Name {
        given: given.to_owned(),
        family: family.to_owned(),
        given_key: given.to_owned(),
        family_key: family.to_owned(),
        given_sound: given.to_owned(),
        family_sound: family.to_owned(),
        family_only: given.is_empty(),
        ..Name::default()
    })
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
            ..self.clone()
        }
    }
}
