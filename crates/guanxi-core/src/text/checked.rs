//! Short texts that name something.

use crate::error::{Error, Result};

/// Bytes that a name has at most.
const NAME_MAX: usize = 256;

/// A short text that names something, such as a source, a code, an external id: trimmed, 1 to 256 bytes, without
/// control characters.
///
/// # Errors
/// `invalid_field`, naming the field.
pub(crate) fn checked_text(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > NAME_MAX || text.chars().any(char::is_control) {
        return Err(Error::invalid(
            field,
            format_args!("expected 1 to {NAME_MAX} bytes without control characters"),
        ));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(checked_text("source", "  till ").unwrap(), "till");
        for bad in ["", "  ", "a\nb", &"x".repeat(257)] {
            assert_eq!(checked_text("source", bad).unwrap_err().field("field").as_deref(), Some("source"));
        }
    }
}
