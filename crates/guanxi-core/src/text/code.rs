//! Codes that are read off paper and typed: letters and digits that cannot be mistaken for one another.

use crate::error::{Error, Result};

/// Crockford's base 32: no I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of so many letters, no more than 12 (5 bits each), as it is compared and looked up: its letters alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code<const LETTERS: usize>(String);

impl<const LETTERS: usize> Code<LETTERS> {
    /// The code of a number's lowest bits.
    pub(crate) fn from_number(number: u64) -> Self {
        let letter = |place: usize| char::from(ALPHABET[(number >> (5 * place)) as usize & 31]);
        Self((0..LETTERS).map(letter).collect())
    }

    /// Reads a code as somebody typed it.
    ///
    /// # Errors
    /// `invalid_field` (`code`).
    pub(crate) fn read(text: &str) -> Result<Self> {
        let letters =
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| match c.to_ascii_uppercase() {
                'O' => Some('0'),
                'I' | 'L' => Some('1'),
                c => u8::try_from(c).is_ok_and(|b| ALPHABET.contains(&b)).then_some(c),
            });
        let letters: Option<String> = letters.take(LETTERS + 1).collect();
        let code = letters.filter(|letters| letters.len() == LETTERS).map(Self);
        code.ok_or_else(|| Error::invalid("code", format_args!("expected {LETTERS} letters and digits")))
    }

    /// Its letters alone.
    pub(crate) fn letters(&self) -> &str {
        &self.0
    }

    /// As people read it: in groups of four.
    pub(crate) fn shown(&self) -> String {
        let groups: Vec<_> = (0..LETTERS).step_by(4).map(|at| &self.0[at..LETTERS.min(at + 4)]).collect();
        groups.join("-")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    type Code = super::Code<12>;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = Code::read("7K2M-9QXD-40TB").unwrap();
        assert_eq!(code.shown(), "7K2M-9QXD-40TB");
        for text in ["7k2m9qxd4otb", " 7K2M 9QXD 40TB ", "7k2m-9qxd-4OTB"] {
            assert_eq!(Code::read(text).unwrap().0, code.0, "{text}");
        }
        assert_eq!(Code::read("IL11-0oO0-0000").unwrap().shown(), "1111-0000-0000");
        for bad in ["", "7K2M", "7K2M-9QXD-40TBB", "7K2M-9QXD-40TU", "7K2M-9QXD-40T!", "７K2M9QXD40TB"] {
            let err = Code::read(bad).err().unwrap();
            assert_eq!((err.code(), err.field("field").as_deref()), ("invalid_field", Some("code")), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_as_the_same(number: u64) {
            let code = Code::from_number(number);
            prop_assert_eq!(Code::read(&code.shown()).unwrap().0, code.0);
        }

        #[test]
        fn no_text_panics(text: String) {
            drop(Code::read(&text));
        }
    }
}
