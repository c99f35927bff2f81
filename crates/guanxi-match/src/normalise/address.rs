//! Postal addresses.
//!
//! | written | street | numbers | place |
//! | --- | --- | --- | --- |
//! | `广东省深圳市罗湖区东门路10号京基大厦3栋2单元501室` | `东门路` | `10 3 2 501` | `京基大厦` |
//! | `东门路10号京基大厦3-2-501` | `东门路` | `10 3 2 501` | `京基大厦` |
//! | `12 Main Street, Apt 5`, `Apt. 5, 12 Main St` | `main st` | `12 5` | |
//! | `Hauptstraße 12`, `Hauptstr. 12` | `haupt str` | `12` | |
//! | `神南一丁目2番3号`, `神南1-2-3` | | `1 2 3` | `神南` |

mod han;
mod western;

use super::{
    Hints, cap_at, fold,
    placeholder::{self, Kind},
};

/// An address in parts that compare. What is not known is empty.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Address {
    /// The street's name, its kind in one form: `中山路`, `main st`.
    pub street: String,
    /// House number first, then building, staircase and room, as far as written.
    pub numbers: Vec<String>,
    /// The flat or room, which is the last of the numbers.
    pub unit: String,
    /// Estate, building or locality by name.
    pub place: String,
    /// Street, place and numbers word by word, sorted, each once.
    pub tokens: Vec<String>,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Address")
    }
}

/// Bytes of an address that are looked at.
const LOOKED_AT: usize = 400;

/// Reads an address: a street line, or all of it. Provinces, cities and districts of China and Japan before the
/// street are left out, since half of the writers leave them out. `None` for placeholders and empty text.
pub fn parse(text: &str, hints: &Hints) -> Option<Address> {
    let folded = fold::text(cap_at(text, LOOKED_AT));
    if placeholder::is_folded(Kind::Address, &folded) {
        return None;
    }
    let mut address = if folded.chars().any(|c| fold::is_han(c) || fold::is_kana(c)) {
        han::parse(&folded)
    } else {
        western::parse(&folded, hints)
    };
    address.tokens.extend(address.numbers.iter().cloned());
    address.tokens.sort_unstable();
    address.tokens.dedup();
    (!address.tokens.is_empty()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::{Hints, parse};

    /// Each row: writings of one address, and `street; numbers; place` of all of them.
    #[test]
    fn writings_of_one_address() {
        let mut wrong = Vec::new();
        for line in
            include_str!("data/tests/addresses.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (raws, expected) = line.split_once(" -> ").unwrap();
            for raw in raws.split(" = ") {
                let got = parse(raw, &Hints::default()).map_or("none".to_owned(), |address| {
                    format!("{}; {}; {}", address.street, address.numbers.join(" "), address.place)
                });
                if got != expected {
                    wrong.push(format!("{raw}: {got}, not {expected}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn flats() {
        for (raw, unit) in [
            ("12 Main Street, Apt 5", "5"),
            ("12 Main Street #5b", "5b"),
            ("5/12 Main Street", "5"),
            ("12 Main Street", ""),
            ("东门路10号", ""),
            ("东门路10号3栋2单元501", "501"),
        ] {
            assert_eq!(parse(raw, &Hints::default()).unwrap().unit, unit, "{raw}");
        }
    }
}
