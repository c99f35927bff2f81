//! One way of writing a text.

use unicode_normalization::UnicodeNormalization;

/// Folds width, case, accents, Chinese variants and white space.
pub fn text(text: &str) -> String {
    let folded: String = super::cap(text).nfkc().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}
