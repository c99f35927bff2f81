//! Lines of text into the cells of one record.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::delimiter::Delimiter;

/// Stands for a delimiter of several bytes while the record is taken apart: no UTF-8 text holds this byte.
const STAND_IN: u8 = 0xFF;

/// Takes records apart, one after the other.
pub(super) struct Cells {
    delimiter: Delimiter,
    core: Reader,
    /// The cells' text, one after the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    text_len: usize,
    ends_len: usize,
    replaced: Vec<u8>,
}

impl Cells {
    pub(super) fn new(delimiter: Delimiter) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter.byte().unwrap_or(STAND_IN)).build();
        let (text, ends) = (vec![0; 1024], vec![0; 64]);
        let mut cells = Self { delimiter, core, text, ends, text_len: 0, ends_len: 0, replaced: Vec::new() };
        cells.begin();
        cells
    }

    pub(super) fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// Forgets the record before, finished or not.
    pub(super) fn begin(&mut self) {
        (self.text_len, self.ends_len) = (0, 0);
        self.core.reset();
        // A fresh reader would drop a byte order mark, which in the midst of a file is text.
        self.core.read_record(b"\n", &mut [0], &mut [0]);
    }

    /// Takes one more line with its line end, or the bare line end of a last line that lacks it. Says whether the
    /// record is complete; else a quote is open.
    pub(super) fn feed(&mut self, line: &[u8]) -> bool {
        if self.delimiter.byte().is_some() {
            return self.feed_bytes(line);
        }
        let mut replaced = std::mem::take(&mut self.replaced);
        self.delimiter.replace(line, STAND_IN, &mut replaced);
        let complete = self.feed_bytes(&replaced);
        self.replaced = replaced;
        if complete {
            self.restore();
        }
        complete
    }

    /// The text of all cells and the places where each ends. Valid UTF-8 if the lines were.
    pub(super) fn cells(&self) -> (&[u8], &[usize]) {
        (&self.text[..self.text_len], &self.ends[..self.ends_len])
    }

    fn feed_bytes(&mut self, mut input: &[u8]) -> bool {
        while !input.is_empty() {
            // Room for one byte more than can come, so that only `input` ends a round.
            grow(&mut self.text, self.text_len + input.len() + 1);
            grow(&mut self.ends, self.ends_len + 1);
            let (result, read, text, ends) = self.core.read_record(
                input,
                &mut self.text[self.text_len..],
                &mut self.ends[self.ends_len..],
            );
            input = &input[read..];
            self.text_len += text;
            self.ends_len += ends;
            if result == ReadRecordResult::Record {
                return true;
            }
        }
        false
    }

    /// Puts delimiters back that stood inside quotes.
    fn restore(&mut self) {
        if memchr::memchr(STAND_IN, &self.text[..self.text_len]).is_none() {
            return;
        }
        let mut text = Vec::with_capacity(self.text_len * 2);
        let mut start = 0;
        for end in &mut self.ends[..self.ends_len] {
            for byte in &self.text[start..*end] {
                if *byte == STAND_IN { self.delimiter.write(&mut text) } else { text.push(*byte) }
            }
            start = std::mem::replace(end, text.len());
        }
        self.text_len = text.len();
        self.text = text;
    }
}

fn grow<T: Default + Clone>(list: &mut Vec<T>, len: usize) {
    if list.len() < len {
        list.resize(len * 2, T::default());
    }
}

/// Whether every quote of a record opens a cell, closes it or is doubled inside one (RFC 4180).
///
/// Records over several lines must be so. Where a quote was left open, the next quote of a later row closes it and
/// its row's text spills out behind: without this check two rows would silently become one.
pub(super) fn is_well_quoted(record: &str, delimiter: Delimiter) -> bool {
    let after_cell = |rest: &str| rest.is_empty() || delimiter.starts(rest) || rest.starts_with(['\r', '\n']);
    let mut rest = record;
    loop {
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let Some((_, after)) = quoted.split_once('"') else { return false };
                match after.strip_prefix('"') {
                    Some(after) => quoted = after,
                    None if after_cell(after) => break rest = after,
                    None => return false,
                }
            }
        } else {
            let end = rest.find(delimiter.char()).unwrap_or(rest.len());
            if rest[..end].contains('"') {
                return false;
            }
            rest = &rest[end..];
        }
        match rest.strip_prefix(delimiter.char()) {
            Some(after) => rest = after,
            None => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(record: &str, delimiter: char) -> Option<Vec<String>> {
        let mut cells = Cells::new(Delimiter::new(delimiter).unwrap());
        if !record.split_inclusive('\n').fold(false, |_, line| cells.feed(line.as_bytes())) {
            return None;
        }
        let (text, ends) = cells.cells();
        let starts = std::iter::once(&0).chain(ends);
        Some(starts.zip(ends).map(|(a, b)| String::from_utf8(text[*a..*b].to_vec()).unwrap()).collect())
    }

    #[test]
    fn cells_of_a_record() {
        assert_eq!(split("a,\"b, \"\"c\"\"\",\n", ',').unwrap(), ["a", "b, \"c\"", ""]);
        assert_eq!(split("a\t\"b\nc\"\r\n", '\t').unwrap(), ["a", "b\nc"]);
        assert_eq!(split("5\" pipe,\"x\"y\n", ',').unwrap(), ["5\" pipe", "xy"], "stray quotes on one line");
        assert_eq!(split("a,\"b\n", ','), None);
        assert_eq!(split("\u{FEFF}a,b\n", ',').unwrap(), ["\u{FEFF}a", "b"]);
    }

    #[test]
    fn a_delimiter_of_several_bytes() {
        assert_eq!(split("张三，\"北京，朝阳\"，a,b\n", '，').unwrap(), ["张三", "北京，朝阳", "a,b"]);
        assert_eq!(split("，\n", '，').unwrap(), ["", ""]);
    }

    #[test]
    fn well_quoted() {
        let comma = Delimiter::new(',').unwrap();
        for record in ["a,b", "\"a\nb\",\"c\"\"\"\r\n", "\"\"", "a,\"\"", ""] {
            assert!(is_well_quoted(record, comma), "{record}");
        }
        for record in ["1,\"Anna,a@x\n2,\"Bert\",b@x", "a,b\"c", "\"a", "\"a\"b", "\"a\"\"", "\"a\" ,b"] {
            assert!(!is_well_quoted(record, comma), "{record}");
        }
    }
}
