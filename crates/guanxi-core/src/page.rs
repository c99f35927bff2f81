//! Pages: how many at once, and from where to go on.

use std::fmt;

use guanxi_macros::model;

use crate::error::{Error, Result};

/// How many things to give out, and from where on.
#[model(spread, default)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageRequest {
    /// At most this many, 1 to 1,000; 50 when left out.
    pub limit: Option<u32>,
    /// What the page before gave as its `next_cursor`.
    pub cursor: Option<String>,
}

/// Things of a page when no limit is given.
const LIMIT: u32 = 50;
/// Things of a page at most.
const LIMIT_MAX: u32 = 1000;

impl PageRequest {
    /// The first page.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many at most.
    #[must_use]
    pub fn with_limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Sets from where to go on.
    #[must_use]
    pub fn with_cursor(mut self, cursor: impl Into<String>) -> Self {
        self.cursor = Some(cursor.into());
        self
    }

    /// The limit in force.
    pub(crate) fn limit(&self) -> Result<usize> {
        match self.limit.unwrap_or(LIMIT) {
            limit @ 1..=LIMIT_MAX => Ok(limit as usize),
            _ => Err(Error::invalid("limit", format_args!("expected 1 to {LIMIT_MAX}"))),
        }
    }

    /// The cursor, which must be one of the things named by `tag`.
    pub(crate) fn cursor(&self, tag: &'static str) -> Result<Option<Cursor>> {
        self.cursor.as_deref().map(|text| Cursor::read(tag, text)).transpose()
    }
}

/// A place in a list, as text that means something only to the call that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    tag: &'static str,
    place: Vec<u8>,
}

impl Cursor {
    pub(crate) fn new(tag: &'static str, place: Vec<u8>) -> Self {
        Self { tag, place }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.place
    }

    fn read(tag: &'static str, text: &str) -> Result<Self> {
        let (found, hex) = text.split_once('-').ok_or_else(|| Error::cursor("it is no cursor"))?;
        if found != tag {
            return Err(Error::cursor(format_args!("it is not one of {tag}")));
        }
        let pairs = hex.as_bytes().chunks(2).map(|pair| {
            let text = std::str::from_utf8(pair).ok().filter(|t| t.len() == 2)?;
            u8::from_str_radix(text, 16).ok()
        });
        let place = pairs.collect::<Option<_>>().ok_or_else(|| Error::cursor("it is damaged"))?;
        Ok(Self { tag, place })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.tag)?;
        self.place.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_is_told_from_others() {
        let text = Cursor::new("orders", vec![0, 255, 7]).to_string();
        assert_eq!(text, "orders-00ff07");
        let page = PageRequest::new().with_cursor(&text);
        assert_eq!(page.cursor("orders").unwrap().unwrap().into_bytes(), [0, 255, 7]);
        assert_eq!(page.cursor("feed").unwrap_err().code(), "invalid_cursor");
        for bad in ["", "orders", "orders-0", "orders-0g", "orders-é"] {
            assert!(PageRequest::new().with_cursor(bad).cursor("orders").is_err(), "{bad}");
        }
    }

    #[test]
    fn limits() {
        assert_eq!(PageRequest::new().limit().unwrap(), 50);
        assert!(PageRequest::new().with_limit(0).limit().is_err());
        assert!(PageRequest::new().with_limit(1001).limit().is_err());
    }
}
