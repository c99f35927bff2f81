//! Which characters a text has: what tells most pairs of texts apart, in a fraction of the time that a comparison takes.

/// The characters of a text, told apart roughly: a bit for those of ASCII that are the same but for multiples of 64, and
/// the last one for what is not ASCII.
#[derive(Clone, Copy)]
pub(crate) struct Letters(u64);

const NOT_ASCII: u64 = 1 << 63;

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |all, byte| all | if byte < 0x80 { 1 << (byte & 63) } else { NOT_ASCII }))
    }

    /// Whether no character is beyond ASCII. Never said in error; a question mark is taken for one.
    fn is_ascii(self) -> bool {
        self.0 & NOT_ASCII == 0
    }

    /// How many characters of each text the other one lacks, or fewer.
    fn lone(self, other: Self) -> (usize, usize) {
        ((self.0 & !other.0).count_ones() as usize, (other.0 & !self.0).count_ones() as usize)
    }
}

/// A text with its letters.
#[derive(Clone, Copy)]
pub(crate) struct Spelled<'a> {
    pub(crate) text: &'a str,
    pub(crate) letters: Letters,
}

impl<'a> Spelled<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, letters: Letters::of(text) }
    }

    pub(crate) fn is_ascii(self) -> bool {
        self.letters.is_ascii() || self.text.is_ascii()
    }

    /// Whether the Jaro-Winkler similarity to another text, both of ASCII, may reach `least`: it would if all
    /// characters but the [lone](Letters::lone) ones had a partner, in the same order.
    pub(crate) fn may_reach(self, other: Self, least: f64) -> bool {
        let (a, b) = (self.text.as_bytes(), other.text.as_bytes());
        let (left, right) = self.letters.lone(other.letters);
        let partners = (a.len() - left).min(b.len() - right) as f64;
        let start = 0.1 * a.iter().zip(b).take(4).take_while(|(a, b)| a == b).count() as f64;
        let least_jaro = (least - start) / (1.0 - start);
        // Jaro is a third of partners ÷ a + partners ÷ b + 1.
        let (a, b) = (a.len() as f64, b.len() as f64);
        partners * (a + b) >= (3.0 * least_jaro - 1.0 - ROUNDING) * a * b
    }

    /// Whether another text, both of ASCII, may be at most so many edits away: each edit mends one lone character of
    /// each side.
    pub(crate) fn may_be_within(self, other: Self, most: usize) -> bool {
        let (left, right) = self.letters.lone(other.letters);
        left.max(right).max(self.text.len().abs_diff(other.text.len())) <= most
    }
}

/// More than what is lost in rounding.
const ROUNDING: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rapidfuzz::distance::{jaro_winkler, osa};

    use super::*;

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof!["[a-e!`?]{0,9}", "[a-z .0-9]{0,20}", "[ -~]{0,12}"]
    }

    proptest! {
        #[test]
        fn what_is_told_apart_at_once_is_not_alike(a in texts(), b in texts(), least in 0.3_f64..1.0) {
            let (left, right) = (Spelled::of(&a), Spelled::of(&b));
            let alike = jaro_winkler::similarity(a.bytes(), b.bytes());
            prop_assert!(left.may_reach(right, alike), "{alike}");
            prop_assert!(left.may_reach(right, least) || alike < least);
            let apart = osa::distance(a.bytes(), b.bytes());
            prop_assert!(left.may_be_within(right, apart));
        }

        #[test]
        fn other_characters_are_seen(a in "\\PC{0,6}") {
            prop_assert_eq!(Spelled::of(&a).is_ascii(), a.is_ascii());
        }
    }
}
