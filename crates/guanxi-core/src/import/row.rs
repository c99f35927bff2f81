//! One row of a table, and what its cells say.

use std::fmt;

use super::rejects::Reject;

/// One row of a [`Table`](super::Table), borrowed until the next is read.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub(super) number: u64,
    pub(super) line: u64,
    pub(super) offset: u64,
    pub(super) raw: &'a str,
    /// The cells, one after the other, and where each ends.
    pub(super) text: &'a str,
    pub(super) ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// Its number among the rows, good and bad, from 1; the header does not count.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The physical line on which it begins, from 1; the header counts.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The byte of the source at which it begins, from 0.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The row as it came, without its line end.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The cell of this column, counted from 0, as it stands; empty behind the last. See also [`value`].
    pub fn cell(&self, column: usize) -> &'a str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        &self.text[start..*end]
    }

    /// This row as a reject: `column` is the header of the cell at fault, `reason` holds no personal data.
    pub fn reject(&self, column: Option<&str>, code: &'static str, reason: impl Into<String>) -> Reject {
        let (column, row) = (column.map(str::to_owned), self.raw.to_owned());
        Reject { line: self.line, column, code: code.into(), reason: reason.into(), row }
    }

    /// Every cell.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..self.ends.len()).map(move |column| row.cell(column))
    }
}

/// Shows where the row stands, not what it says.
impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, line, offset, ends, .. } = self;
        write!(f, "Row {{ number: {number}, line: {line}, offset: {offset}, cells: {} }}", ends.len())
    }
}

/// What a cell means to say: without blanks around it, and without the two ways in which spreadsheets are told that
/// something is text: `="00123"`, and `'+4930123` (an apostrophe before a sign, a digit or `@`).
pub fn value(cell: &str) -> &str {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if let Some(text) = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return text.trim();
    }
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(|c: char| c.is_ascii_digit() || "=+-@".contains(c)) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let cases = [
            ("  张三\u{3000}", "张三"),
            ("=\"00123\"", "00123"),
            ("=\" 7 \"", "7"),
            ("'+49 30 1", "+49 30 1"),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
            ("'", "'"),
            ("=1+1", "=1+1"),
            ("\u{FEFF}a\u{A0}", "a"),
            ("", ""),
        ];
        for (cell, expected) in cases {
            assert_eq!(value(cell), expected, "{cell}");
        }
    }

    #[test]
    fn cells_and_no_more() {
        let row = Row { number: 1, line: 2, offset: 3, raw: "a,,b", text: "ab", ends: &[1, 1, 2] };
        assert_eq!(row.iter().collect::<Vec<_>>(), ["a", "", "b"]);
        assert_eq!(row.cell(3), "");
        assert_eq!(format!("{row:?}"), "Row { number: 1, line: 2, offset: 3, cells: 3 }");
    }
}
