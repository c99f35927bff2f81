//! Keyed hashes: look-ups that show nothing of what is looked for to who has the files but not the key.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::text::fold;

/// Hashes under the shop's key: HMAC-SHA-256 (RFC 2104), cut to 16 bytes.
#[derive(Clone)]
pub(crate) struct Keyed(Hmac<Sha256>);

/// Letters of a word that a name index tells apart by prefix.
pub(crate) const PREFIX_LETTERS: usize = 6;

impl Keyed {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        // An HMAC takes keys of every length.
        Self(Hmac::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes every key")))
    }

    /// The hash of a value of some kind, such as an e-mail. Parts are told apart by their lengths.
    pub(crate) fn hash(&self, kind: &str, parts: &[&str]) -> [u8; 16] {
        let mut mac = self.0.clone();
        mac.update(kind.as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        first(&mac.finalize().into_bytes())
    }

    /// The place of a word in the name index: for each of its first six letters, two bytes of the hash of the word up
    /// to there, then four bytes of the hash of the whole word. So all words that start with the same n letters lie
    /// in one range, that of 2n bytes, and one entry per word serves every length.
    pub(crate) fn word(&self, folded: &str) -> [u8; 16] {
        let mut place = [0; 16];
        let ends = folded.char_indices().map(|(at, letter)| at + letter.len_utf8());
        for (i, end) in ends.take(PREFIX_LETTERS).enumerate() {
            place[2 * i..2 * i + 2].copy_from_slice(&self.hash("name", &[&folded[..end]])[..2]);
        }
        place[12..].copy_from_slice(&self.hash("word", &[folded])[..4]);
        place
    }

    /// The bytes that the places of all words with this prefix start with.
    pub(crate) fn word_prefix(&self, folded: &str) -> Vec<u8> {
        let letters = folded.chars().count().min(PREFIX_LETTERS);
        self.word(folded)[..2 * letters].to_vec()
    }
}

/// The words of a name as the index has them: folded, cut at blanks and dashes. Chinese, Japanese and Korean names
/// have no blanks: each of their characters but the first starts a word too, so that given names are found.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in fold(name).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        words.push(word.to_owned());
        if word.chars().all(is_ideograph) {
            words.extend(word.char_indices().skip(1).map(|(at, _)| word[at..].to_owned()));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{AC00}'..='\u{D7AF}')
}

fn first(bytes: &[u8]) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&bytes[..16]);
    out
}

/// A digest of content, to tell whether the same came in again. Keyed, as content is personal.
impl Keyed {
    pub(crate) fn digest(&self, bytes: &[u8]) -> [u8; 16] {
        let mut mac = self.0.clone();
        mac.update(b"digest");
        mac.update(bytes);
        first(&mac.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range() {
        let keyed = Keyed::new(&[7; 32]);
        for (word, prefix) in [
            ("moreau", "m"),
            ("moreau", "more"),
            ("moreau", "moreau"),
            ("bonaparte", "bonapa"),
            ("伟", "伟"),
            ("lee", "lee"),
        ] {
            assert!(keyed.word(word).starts_with(&keyed.word_prefix(prefix)), "{word} {prefix}");
        }
        assert!(!keyed.word("moreau").starts_with(&keyed.word_prefix("mores")));
        assert_ne!(keyed.word("moreau"), keyed.word("moreaux"));
    }

    #[test]
    fn parts_and_kinds_are_told_apart() {
        let keyed = Keyed::new(&[7; 32]);
        assert_ne!(keyed.hash("record", &["ab", "c"]), keyed.hash("record", &["a", "bc"]));
        assert_ne!(keyed.hash("email", &["a"]), keyed.hash("phone", &["a"]));
        assert_ne!(Keyed::new(&[8; 32]).hash("email", &["a"]), keyed.hash("email", &["a"]));
    }

    #[test]
    fn words_of_names() {
        assert_eq!(words("Jean-Luc Lefèvre"), ["jean", "lefevre", "luc"]);
        assert_eq!(words("欧阳娜娜"), ["娜", "娜娜", "欧阳娜娜", "阳娜娜"]);
    }
}
