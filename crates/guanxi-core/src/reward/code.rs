//! Codes of redemptions.

use super::rows::Pointer;
use crate::{
    error::Result,
    scope::{Keyed, Tx, look::get},
    text,
};

/// Twelve letters: 60 bits.
pub(super) struct Code(text::Code<12>);

impl Code {
    /// A code that nobody has.
    pub(super) fn fresh(tx: &Tx<'_>) -> Result<Self> {
        loop {
            let mut bytes = [0; 8];
            tx.engine.ids.fill(&mut bytes);
            let code = Self(text::Code::from_number(u64::from_le_bytes(bytes)));
            if get::<Pointer>(tx.rows(), &code.hash(&tx.engine.keyed))?.is_none() {
                return Ok(code);
            }
        }
    }

    /// Reads a code as somebody typed it.
    pub(super) fn read(text: &str) -> Result<Self> {
        text::Code::read(text).map(Self)
    }

    /// What it is looked up by.
    pub(super) fn hash(&self, keyed: &Keyed) -> [u8; 16] {
        keyed.hash("reward_code", &[self.0.letters()])
    }

    /// As people read it: in groups of four.
    pub(super) fn shown(&self) -> String {
        self.0.shown()
    }
}
