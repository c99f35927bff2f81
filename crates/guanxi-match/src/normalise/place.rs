//! Names of cities and regions.

/// The name that all forms of a place share, such as `beijing`. `None` for placeholders and empty text.
pub fn parse(text: &str) -> Option<String> {
    let folded = super::fold::text(text);
    (!folded.is_empty()).then_some(folded)
}
