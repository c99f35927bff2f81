//! Postal addresses.

use super::{Hints, fold};

/// An address in parts that compare. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Address {
    /// The street's name, its kind in one form: `中山路`, `main st`.
    pub street: String,
    /// House number first, then building, staircase and room, as far as written.
    pub numbers: Vec<String>,
    /// The flat or room.
    pub unit: String,
    /// Estate, building or locality by name.
    pub place: String,
    /// All words and numbers of it, folded, sorted, each once.
    pub tokens: Vec<String>,
}

/// Reads an address line.
pub fn parse(text: &str, _hints: &Hints) -> Option<Address> {
    let folded = fold::text(text);
    let mut tokens: Vec<String> = folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    tokens.retain(|token| !token.is_empty());
    tokens.sort();
    tokens.dedup();
    (!tokens.is_empty()).then(|| Address { street: folded, tokens, ..Address::default() })
}
