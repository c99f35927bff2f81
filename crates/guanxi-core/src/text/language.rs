//! Languages.

use std::{fmt, str::FromStr};

use guanxi_macros::model;

use super::leaf::text_leaf;
use crate::error::{Error, Result};

/// The longest tag kept, in bytes (RFC 5646, 4.4.1 asks for at least 35).
const MAX: usize = 35;

#[model(text)]
/// A language tag of BCP 47 in its usual case: `de`, `zh-CN`, `zh-Hant-TW`.
///
/// Its form is checked, not whether such a language is registered.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(Box<str>);

impl Language {
    /// The tag: `zh-CN`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = Error;

    /// Reads a tag in any case, also with the underscores and the encodings of locales (`zh_CN.UTF-8`).
    ///
    /// # Errors
    /// `invalid_field`.
    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let tag = text.split(['.', '@']).next().unwrap_or(text).replace('_', "-");
        let mut parts = tag.split('-').enumerate();
        let sound = tag.len() <= MAX && parts.all(|(at, part)| is_subtag(at, part));
        match sound {
            true => Ok(Self(usual_case(&tag).into_boxed_str())),
            false => Err(Error::invalid("language", "expected a tag of BCP 47 such as zh-CN")),
        }
    }
}

/// Two or three letters first, then up to eight letters and digits (RFC 5646, 2.1).
fn is_subtag(at: usize, part: &str) -> bool {
    match at {
        0 => (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()),
        _ => (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()),
    }
}

/// Small letters, save for regions (`CN`) and scripts (`Hant`) before any extension (RFC 5646, 2.1.1).
fn usual_case(tag: &str) -> String {
    let mut extension = false;
    let mut parts = Vec::new();
    for (at, part) in tag.split('-').enumerate() {
        let lower = part.to_ascii_lowercase();
        parts.push(match part.len() {
            2 if at > 0 && !extension => lower.to_ascii_uppercase(),
            4 if at > 0 && !extension => lower[..1].to_ascii_uppercase() + &lower[1..],
            _ => lower,
        });
        extension |= part.len() == 1;
    }
    parts.join("-")
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_leaf!(Language);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags() {
        for (text, tag) in [
            ("de", "de"),
            ("ZH-cn", "zh-CN"),
            ("zh_cn", "zh-CN"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("en_US.UTF-8", "en-US"),
            (" pt-BR ", "pt-BR"),
            ("es-419", "es-419"),
            ("yue", "yue"),
            ("en-u-CA-gregory", "en-u-ca-gregory"),
        ] {
            assert_eq!(text.parse::<Language>().unwrap().as_str(), tag, "{text}");
        }
        for bad in ["", "c", "1a", "english please", "zh-", "中文", "zh-toolongtag", "en--US", "english"] {
            assert_eq!(bad.parse::<Language>().unwrap_err().code(), "invalid_field", "{bad}");
        }
    }

    #[test]
    fn json_and_storage() {
        let language: Language = "zh_cn".parse().unwrap();
        assert_eq!(serde_json::to_string(&language).unwrap(), r#""zh-CN""#);
        assert_eq!(serde_json::from_str::<Language>(r#""zh-cn""#).unwrap(), language);
        assert_eq!(minicbor::decode::<Language>(&minicbor::to_vec(&language).unwrap()).unwrap(), language);
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in ".*|[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{1,9}){0,4}") {
            if let Ok(language) = text.parse::<Language>() {
                prop_assert_eq!(language.as_str().parse::<Language>().unwrap(), language);
            }
        }
    }
}
