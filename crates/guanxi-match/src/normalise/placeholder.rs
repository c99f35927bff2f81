//! Values that stand for the lack of a value.

/// What a value is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A name or a part of one.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A date.
    Date,
    /// A postal address or a part of one.
    Address,
    /// Anything else.
    Other,
}

/// Whether a value is a known placeholder for its kind.
pub fn is(_kind: Kind, text: &str) -> bool {
    matches!(
        super::fold::text(text).as_str(),
        "" | "n/a" | "none" | "null" | "test" | "unknown" | "无" | "未知"
    )
}

/// Whether a value is so common for its kind that it must be a placeholder: `count` of `rows` filled cells in a
/// column of `distinct` values.
pub fn by_count(kind: Kind, count: u64, rows: u64, distinct: u64) -> bool {
    let _ = (kind, distinct);
    count > 20 && count > rows / 100
}
