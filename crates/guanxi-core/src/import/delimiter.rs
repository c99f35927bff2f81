//! What separates the cells of a row: guessed from the first rows, or said by hand.

use guanxi_macros::model;

use std::{fmt, str::FromStr};

use super::cells::Cells;
use crate::error::{Error, Result};

#[model(text)]
/// What separates the cells of a row: any character that is no letter, digit, quote or line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(char);

impl Delimiter {
    /// `,`
    pub const COMMA: Self = Self(',');
    /// `;`
    pub const SEMICOLON: Self = Self(';');
    /// The tabulator.
    pub const TAB: Self = Self('\t');
    /// `|`
    pub const PIPE: Self = Self('|');
    /// `，`, the comma of Chinese text.
    pub const FULL_WIDTH_COMMA: Self = Self('，');

    /// Those that are recognised, the likelier first.
    pub(super) const GUESSED: [Self; 5] =
        [Self::COMMA, Self::SEMICOLON, Self::TAB, Self::PIPE, Self::FULL_WIDTH_COMMA];

    /// This character.
    ///
    /// # Errors
    /// `invalid_field` for a letter, digit, quote, line end, zero or U+FFFD.
    pub fn new(delimiter: char) -> Result<Self> {
        if delimiter.is_alphanumeric()
            || matches!(delimiter, '"' | '\r' | '\n' | '\0' | char::REPLACEMENT_CHARACTER)
        {
            return Err(Error::invalid(
                "delimiter",
                "letters, digits, quotes and line ends cannot separate cells",
            ));
        }
        Ok(Self(delimiter))
    }

    /// The character.
    pub const fn char(self) -> char {
        self.0
    }

    pub(super) fn byte(self) -> Option<u8> {
        self.0.is_ascii().then_some(self.0 as u8)
    }

    pub(super) fn starts(self, text: &str) -> bool {
        text.starts_with(self.0)
    }

    pub(super) fn write(self, to: &mut Vec<u8>) {
        to.extend_from_slice(self.0.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Writes `line` with `byte` in place of each delimiter.
    pub(super) fn replace(self, line: &[u8], byte: u8, to: &mut Vec<u8>) {
        let mut buffer = [0; 4];
        let delimiter = self.0.encode_utf8(&mut buffer).as_bytes();
        to.clear();
        let mut rest = line;
        while let Some(at) = memchr::memmem::find(rest, delimiter) {
            to.extend_from_slice(&rest[..at]);
            to.push(byte);
            rest = &rest[at + delimiter.len()..];
        }
        to.extend_from_slice(rest);
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            '\t' => f.write_str("tab"),
            other => write!(f, "{other}"),
        }
    }
}

impl FromStr for Delimiter {
    type Err = Error;

    /// Takes the character itself, or its name: `comma`, `semicolon`, `tab`, `pipe`.
    fn from_str(text: &str) -> Result<Self> {
        let mut chars = text.chars();
        match (text, chars.next(), chars.next()) {
            ("comma", ..) => Ok(Self::COMMA),
            ("semicolon", ..) => Ok(Self::SEMICOLON),
            ("tab" | "\\t", ..) => Ok(Self::TAB),
            ("pipe", ..) => Ok(Self::PIPE),
            (_, Some(one), None) => Self::new(one),
            _ => Err(Error::invalid(
                "delimiter",
                "expected one character, or one of comma, semicolon, tab, pipe",
            )),
        }
    }
}

impl serde::Serialize for Delimiter {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Delimiter {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Rows that are looked at.
const ROWS_MAX: usize = 200;

/// The delimiter of the table that begins so: the one under which most rows have as many cells as the first, and
/// among equals the one with more cells. A table of one column gets the comma. `whole`: nothing comes after `head`.
pub(super) fn detect(head: &str, whole: bool) -> Delimiter {
    let mut best = (Delimiter::COMMA, 0, 1);
    for delimiter in Delimiter::GUESSED {
        let (alike, cells) = evenness(head, whole, delimiter);
        // In tenths, so that a ragged row does not outweigh columns.
        if cells > 1 && (alike, cells) > (best.1, best.2) {
            best = (delimiter, alike, cells);
        }
    }
    best.0
}

/// How many tenths of the rows have as many cells as the first, and how many cells that is.
fn evenness(head: &str, whole: bool, delimiter: Delimiter) -> (usize, usize) {
    let counts = cell_counts(head, whole, delimiter);
    let Some(first) = counts.first() else { return (0, 0) };
    let alike = counts.iter().filter(|n| *n == first).count();
    (alike * 10 / counts.len(), *first)
}

fn cell_counts(head: &str, whole: bool, delimiter: Delimiter) -> Vec<usize> {
    let mut cells = Cells::new(delimiter);
    let mut counts = Vec::new();
    for line in head.split_inclusive(['\n', '\r']) {
        let ended = line.ends_with(['\n', '\r']);
        if !ended && !whole {
            break;
        }
        // A bare line end outside quotes gives no record, so blank lines and the second half of CRLF count nothing.
        if cells.feed(line.as_bytes()) || !ended && cells.feed(b"\n") {
            counts.push(cells.cells().1.len());
            cells.begin();
        }
        if counts.len() == ROWS_MAX {
            break;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognised() {
        let cases = [
            ("a,b,c\n1,2,3\n", ','),
            ("a;b\n1,5;2,5\n", ';'),
            ("a;b\r\n1,5;2,5\r\n", ';'),
            ("a\tb\n1, 2\t\"x,y,z\"\n", '\t'),
            ("a|b|c\n1|2|3\n", '|'),
            ("姓名，电话\n张三，138\n", '，'),
            ("姓名,备注\n张三,好，很好\n李四,行\n", ','),
            ("name,note\nx,\"a;b;c\nd;e;f\"\ny,\"g;h\"\n", ','),
            ("name;note\n\"x\";\"a, b, c\"\n\"y\";\"d\"\n", ';'),
            ("email\na@x\n", ','),
            ("a,b\n1,2\n1,2,3\n", ','),
            ("a,b", ','),
            ("a;b", ';'),
            ("", ','),
        ];
        for (head, expected) in cases {
            assert_eq!(detect(head, true).char(), expected, "{head}");
        }
    }

    #[test]
    fn a_cut_last_row_does_not_count() {
        assert_eq!(detect("a;b\n1;2\n3", false).char(), ';');
        assert_eq!(detect("a;b\n", false).char(), ';');
    }

    #[test]
    fn by_name_or_character() {
        for delimiter in Delimiter::GUESSED {
            assert_eq!(delimiter.to_string().parse::<Delimiter>().unwrap(), delimiter);
        }
        assert_eq!("；".parse::<Delimiter>().unwrap().char(), '；');
        for wrong in ["", "ab", "a", "\"", "\n", "1"] {
            assert_eq!(wrong.parse::<Delimiter>().unwrap_err().code(), "invalid_field", "{wrong:?}");
        }
    }
}
