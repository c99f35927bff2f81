//! Postal codes.

/// The code without blanks and dashes, in lower case. `None` for placeholders and empty text.
pub fn parse(text: &str, _country: Option<&str>) -> Option<String> {
    let mut folded = super::fold::text(text);
    folded.retain(char::is_alphanumeric);
    (!folded.is_empty()).then_some(folded)
}
