//! Codes: twelve letters and digits that cannot be mistaken for one another.

use crate::{
    error::{Error, Result},
    scope::{Keyed, Tx, look::get},
};

use super::rows::Pointer;

/// Crockford's base 32: no I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: 60 bits.
const LETTERS: usize = 12;

/// A code as it is compared and looked up: its letters alone.
pub(super) struct Code(String);

impl Code {
    /// A code that nobody has.
    pub(super) fn fresh(tx: &Tx<'_>) -> Result<Self> {
        loop {
            let mut bytes = [0; 8];
            tx.engine.ids.fill(&mut bytes);
            let code = Self::from_number(u64::from_le_bytes(bytes));
            if get::<Pointer>(tx.rows(), &code.hash(&tx.engine.keyed))?.is_none() {
                return Ok(code);
            }
        }
    }

    fn from_number(number: u64) -> Self {
        let letter = |place: usize| char::from(ALPHABET[(number >> (5 * place)) as usize & 31]);
        Self((0..LETTERS).map(letter).collect())
    }

    /// Reads a code as somebody typed it.
    pub(super) fn read(text: &str) -> Result<Self> {
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

    /// What it is looked up by.
    pub(super) fn hash(&self, keyed: &Keyed) -> [u8; 16] {
        keyed.hash("reward_code", &[&self.0])
    }

    /// As people read it: in groups of four.
    pub(super) fn shown(&self) -> String {
        format!("{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
