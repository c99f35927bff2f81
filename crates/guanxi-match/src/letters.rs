//! Which characters a text has: what tells most pairs of texts apart, in a fraction of the time that a comparison takes.

/// What a text looks like, kept by what points at it: most texts are told apart without a look at where they lie.
#[derive(Clone, Copy)]
pub(crate) struct Letters {
    /// Its characters, told apart roughly: a bit for those of ASCII that are the same but for multiples of 64, and the
    /// last one for what is not ASCII.
    seen: u64,
    /// Its first bytes, the very first in the lowest place; 0 beyond its end.
    start: u32,
    /// How many bytes it has.
    len: u32,
}

const NOT_ASCII: u64 = 1 << 63;

/// Bytes of a common start that Jaro-Winkler counts.
const START: usize = 4;

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        let bit = |byte: u8| if byte < 0x80 { 1 << (byte & 63) } else { NOT_ASCII };
        let seen = text.bytes().fold(0, |all, byte| all | bit(byte));
        let start = text.bytes().take(START).rev().fold(0, |all, byte| all << 8 | u32::from(byte));
        Self { seen, start, len: text.len() as u32 }
    }

    /// Whether no character is beyond ASCII. Never said in error; a question mark is taken for one.
    pub(crate) fn is_ascii(self) -> bool {
        self.seen & NOT_ASCII == 0
    }

    /// How many characters of each text the other one lacks, or fewer.
    fn lone(self, other: Self) -> (u32, u32) {
        ((self.seen & !other.seen).count_ones(), (other.seen & !self.seen).count_ones())
    }

    /// Whether the Jaro-Winkler similarity of two texts, both of ASCII, may reach `least`: it would if all characters but
    /// the [lone](Self::lone) ones had a partner, in the same order.
    pub(crate) fn may_reach(self, other: Self, least: f64) -> bool {
        let (left, right) = self.lone(other);
        let partners = f64::from((self.len - left).min(other.len - right));
        let start = ((self.start ^ other.start).trailing_zeros() / 8).min(self.len).min(other.len);
        let start = 0.1 * f64::from(start);
        let least_jaro = (least - start) / (1.0 - start);
        // Jaro is a third of partners ÷ a + partners ÷ b + 1.
        let (a, b) = (f64::from(self.len), f64::from(other.len));
        partners * (a + b) >= (3.0 * least_jaro - 1.0 - ROUNDING) * a * b
    }

    /// Whether two texts, both of ASCII, may be at most so many edits apart: each edit mends one lone character of each
    /// side.
    pub(crate) fn may_be_within(self, other: Self, most: usize) -> bool {
        let (left, right) = self.lone(other);
        left.max(right).max(self.len.abs_diff(other.len)) as usize <= most
    }

    /// Whether another text may lie in this one.
    pub(crate) fn may_hold(self, other: Self) -> bool {
        self.len >= other.len && self.lone(other).1 == 0
    }
}

/// A text with its letters.
#[derive(Clone, Copy)]
pub(crate) struct Spelled<'a> {
    pub(crate) text: &'a str,
    pub(crate) letters: Letters,
}

impl<'a> Spelled<'a> {
    #[cfg(test)]
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, letters: Letters::of(text) }
    }

    pub(crate) fn is_ascii(self) -> bool {
        self.letters.is_ascii() || self.text.is_ascii()
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
            let (left, right) = (Letters::of(&a), Letters::of(&b));
            let alike = jaro_winkler::similarity(a.bytes(), b.bytes());
            prop_assert!(left.may_reach(right, alike), "{alike}");
            prop_assert!(left.may_reach(right, least) || alike < least);
            let apart = osa::distance(a.bytes(), b.bytes());
            prop_assert!(left.may_be_within(right, apart));
        }

        #[test]
        fn what_lies_in_another_text_may(before in "\\PC{0,6}", text in "\\PC{0,6}", after in "\\PC{0,6}") {
            let whole = [&*before, &*text, &*after].concat();
            prop_assert!(Letters::of(&whole).may_hold(Letters::of(&text)));
        }

        #[test]
        fn other_characters_are_seen(a in "\\PC{0,6}") {
            prop_assert_eq!(Spelled::of(&a).is_ascii(), a.is_ascii());
        }
    }
}
