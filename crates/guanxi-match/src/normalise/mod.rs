//! Comparable values of raw customer fields.
//!
//! Pure functions: text in, values whose equality means something out. Everything known about languages stands as
//! data in `data/`; where it comes from, and under which licence, stands in `data/NOTICE`.

pub mod address;
pub mod column;
pub mod date;
pub mod email;
pub mod fold;
pub mod gender;
pub mod hints;
pub mod name;
pub mod phone;
pub mod phonetic;
pub mod place;
pub mod placeholder;
pub mod postcode;
mod words;

/// What the table as a whole tells about each of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Where values without a country of their own are at home: ISO 3166-1 alpha-2, such as `CN`.
    pub country: Option<String>,
    /// How dates such as `3/4/1990` are meant.
    pub order: date::Order,
    /// Whether the table holds names in Chinese characters: Latin ones that read as pinyin are Chinese then.
    pub han: bool,
}

impl Hints {
    /// The country as the functions here take it.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }
}

/// What a text is written in, as far as comparing names asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters, and Cyrillic and Greek ones brought to them.
    #[default]
    Latin,
    /// A Chinese name, in characters.
    Han,
    /// A Chinese name, in pinyin.
    Pinyin,
    /// A Japanese name, in any script.
    Japanese,
    /// A Korean name, in any script.
    Korean,
    /// Anything else.
    Other,
}

/// Bytes of a cell that are looked at: no name, number or address is longer.
pub(crate) const LOOKED_AT: usize = 512;

/// The beginning of a text that is looked at.
pub(crate) fn cap(text: &str) -> &str {
    cap_at(text, LOOKED_AT)
}

/// The same with another limit.
pub(crate) fn cap_at(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
