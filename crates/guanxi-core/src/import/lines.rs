//! Physical lines of a source, with the byte where each begins.
//!
//! The source is cut into lines *before* it is decoded. In every encoding read here a line end is the same bytes
//! wherever it stands and no decoder carries state across it, so a row's place in the source is exact, one line is
//! decoded at a time, and memory is bounded by the longest row allowed.

use std::{
    io::{Read, copy, sink},
    ops::Range,
};

use memchr::memchr2_iter;

use crate::{
    error::{Error, Result},
    progress::CancelToken,
};

/// How much is read at a time, and how much of a file is looked at to know its encoding and delimiter.
pub(super) const BLOCK_BYTES: usize = 256 * 1024;

/// How the units of the source's text are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// ASCII is one byte, and such a byte is never part of another character's line end.
    Byte,
    /// UTF-16, low byte first.
    Little,
    /// UTF-16, high byte first.
    Big,
}

impl Unit {
    const fn bytes(self) -> usize {
        match self {
            Self::Byte => 1,
            Self::Little | Self::Big => 2,
        }
    }
}

/// One physical line, as ranges counted from the start of the record that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes without the line end.
    pub(super) text: Range<usize>,
    /// Where the next line begins.
    pub(super) end: usize,
}

/// What the next line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A line that fits.
    Line(Line),
    /// A line that together with the record before it is longer than allowed. It was not taken.
    TooLong,
    /// The source is at its end.
    End,
}

/// Cuts a source into lines. A *record* is one or more lines that are kept together until [`take`](Self::take).
pub(super) struct Lines<R> {
    source: R,
    name: String,
    cancel: CancelToken,
    pub(super) unit: Unit,
    record_bytes_max: usize,
    buffer: Vec<u8>,
    /// Where `buffer` begins in the source.
    base: u64,
    /// Where the record begins in `buffer`.
    record: usize,
    /// Where the next line begins in `buffer`.
    next: usize,
    at_end: bool,
}

enum Found {
    /// The line's end, and the next line's beginning.
    End(usize, usize),
    /// More must be read; nothing before this place needs to be looked at again.
    More(usize),
}

impl<R: Read> Lines<R> {
    pub(super) fn new(source: R, name: String, record_bytes_max: usize, cancel: CancelToken) -> Self {
        let (buffer, unit) = (Vec::new(), Unit::Byte);
        Self {
            source,
            name,
            cancel,
            unit,
            record_bytes_max,
            buffer,
            base: 0,
            record: 0,
            next: 0,
            at_end: false,
        }
    }

    /// Where the source comes from, for messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Where the record begins in the source.
    pub(super) fn offset(&self) -> u64 {
        self.base + self.record as u64
    }

    /// Bytes of the record.
    pub(super) fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.buffer[self.record..][range]
    }

    /// Up to a block of what lies `skip` bytes after the record's beginning, taken or not, for guessing; and whether
    /// the source ends there.
    pub(super) fn sample(&mut self, skip: usize) -> Result<(&[u8], bool)> {
        let from = self.record + skip;
        self.fill(from + BLOCK_BYTES + 1)?;
        let rest = &self.buffer[from..];
        let sample = &rest[..rest.len().min(BLOCK_BYTES)];
        Ok((sample, sample.len() == rest.len()))
    }

    /// The next line of the record.
    pub(super) fn line(&mut self) -> Result<Step> {
        let mut from = self.next;
        loop {
            match self.find_end(from) {
                Found::End(..) if self.next == self.buffer.len() => return Ok(Step::End),
                Found::End(end, _) if end - self.record > self.record_bytes_max => return Ok(Step::TooLong),
                Found::End(end, next) => {
                    let text = self.next - self.record..end - self.record;
                    self.next = next;
                    return Ok(Step::Line(Line { text, end: next - self.record }));
                }
                Found::More(resume) if resume - self.record > self.record_bytes_max => {
                    return Ok(Step::TooLong);
                }
                Found::More(resume) => {
                    let resume = resume - self.record;
                    self.compact();
                    self.fill(self.buffer.len() + BLOCK_BYTES)?;
                    from = self.record + resume;
                }
            }
        }
    }

    /// Lets go of the record's first bytes; what follows them is the next line, whether or not it was read already.
    pub(super) fn take(&mut self, bytes: usize) {
        self.record += bytes;
        self.next = self.record;
    }

    /// Lets go of the record and of the rest of the line after it, however long it is.
    pub(super) fn skip_line(&mut self) -> Result<()> {
        self.record = self.next;
        loop {
            match self.find_end(self.next) {
                Found::End(_, next) => {
                    self.take(next - self.record);
                    return Ok(());
                }
                Found::More(resume) => {
                    self.take(resume - self.record);
                    self.compact();
                    self.fill(self.buffer.len() + BLOCK_BYTES)?;
                }
            }
        }
    }

    /// Goes forward to a place in the source.
    pub(super) fn skip_to(&mut self, offset: u64) -> Result<()> {
        let held = self.base + self.buffer.len() as u64;
        let Some(ahead) = offset.checked_sub(self.offset()) else { return Err(self.cut_short()) };
        if offset <= held {
            self.take(ahead as usize);
            return Ok(());
        }
        let missing = offset - held;
        let skipped =
            copy(&mut (&mut self.source).take(missing), &mut sink()).map_err(|e| Error::io(&self.name, e))?;
        if skipped < missing {
            return Err(self.cut_short());
        }
        self.buffer.clear();
        (self.base, self.record, self.next) = (offset, 0, 0);
        Ok(())
    }

    fn cut_short(&self) -> Error {
        Error::file(&self.name, "the place to go on from does not lie in this file")
    }

    fn find_end(&self, from: usize) -> Found {
        let (width, buffer) = (self.unit.bytes(), &self.buffer[..]);
        for at in memchr2_iter(b'\r', b'\n', &buffer[from..]).map(|at| from + at) {
            let Some(at) = self.unit_at(at) else { continue };
            let next = at + width;
            if self.is(at, b'\n') {
                return Found::End(at, next);
            }
            if next + width <= buffer.len() {
                return Found::End(at, if self.is(next, b'\n') { next + width } else { next });
            }
            return if self.at_end { Found::End(at, buffer.len().min(next)) } else { Found::More(at) };
        }
        if self.at_end {
            return Found::End(buffer.len(), buffer.len());
        }
        Found::More(buffer.len() - (buffer.len() - self.next) % width)
    }

    /// Where the unit begins that this byte is the ASCII half of; `None` if it is the half of something else.
    fn unit_at(&self, at: usize) -> Option<usize> {
        let odd = (at - self.next) % 2 == 1;
        match self.unit {
            Unit::Byte => Some(at),
            Unit::Little => (!odd && self.buffer.get(at + 1) == Some(&0)).then_some(at),
            Unit::Big => (odd && self.buffer[at - 1] == 0).then(|| at - 1),
        }
    }

    fn is(&self, at: usize, letter: u8) -> bool {
        match self.unit {
            Unit::Byte => self.buffer[at] == letter,
            Unit::Little => self.buffer[at..at + 2] == [letter, 0],
            Unit::Big => self.buffer[at..at + 2] == [0, letter],
        }
    }

    /// Forgets what lies before the record.
    fn compact(&mut self) {
        self.buffer.drain(..self.record);
        self.base += self.record as u64;
        self.next -= self.record;
        self.record = 0;
    }

    /// Reads until the buffer holds so many bytes or the source ends.
    fn fill(&mut self, bytes: usize) -> Result<()> {
        while self.buffer.len() < bytes && !self.at_end {
            self.cancel.check()?;
            let wanted = (bytes - self.buffer.len()) as u64;
            let read = (&mut self.source).take(wanted).read_to_end(&mut self.buffer);
            self.at_end = (read.map_err(|e| Error::io(&self.name, e))? as u64) < wanted;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line's text and offset.
    fn all(bytes: &[u8], unit: Unit) -> Vec<(u64, Vec<u8>)> {
        let mut lines = Lines::new(bytes, "test".to_owned(), 1 << 20, CancelToken::new());
        lines.unit = unit;
        let mut found = Vec::new();
        while let Step::Line(line) = lines.line().unwrap() {
            found.push((lines.offset(), lines.bytes(line.text).to_vec()));
            lines.take(line.end);
        }
        found
    }

    #[test]
    fn three_line_ends() {
        let lines = all(b"a\nb\r\nc\rd\n\ne", Unit::Byte);
        let expected = [(0, "a"), (2, "b"), (5, "c"), (7, "d"), (9, ""), (10, "e")];
        assert_eq!(lines, expected.map(|(at, text)| (at, text.as_bytes().to_vec())));
        assert_eq!(all(b"a\r", Unit::Byte), [(0, b"a".to_vec())]);
        assert!(all(b"", Unit::Byte).is_empty());
    }

    #[test]
    fn utf_16_line_ends_are_whole_units() {
        // U+0A00 and U+0D0A hold the bytes of a line end without being one; the last byte is half a unit.
        let units = [0x0A00, 0x0D0A, 0x0D, 0x0A, 0x0A0D, 0x0D, 0x61, 0x0A];
        for (unit, to) in
            [(Unit::Little, u16::to_le_bytes as fn(u16) -> [u8; 2]), (Unit::Big, u16::to_be_bytes)]
        {
            let mut bytes: Vec<u8> = units.iter().flat_map(|u| to(*u)).collect();
            bytes.push(0x61);
            let lines = all(&bytes, unit);
            assert_eq!(
                lines.iter().map(|(at, text)| (*at, text.len())).collect::<Vec<_>>(),
                [(0, 4), (8, 2), (12, 2), (16, 1)]
            );
        }
    }

    #[test]
    fn line_ends_across_blocks() {
        for pad in BLOCK_BYTES - 3..BLOCK_BYTES + 3 {
            let text = [vec![b'x'; pad], b"\r\nb\r\n".to_vec()].concat();
            assert_eq!(all(&text, Unit::Byte)[1], (pad as u64 + 2, b"b".to_vec()), "{pad}");
        }
    }

    #[test]
    fn a_line_without_end_is_skipped_in_bounded_memory() {
        let source = std::io::repeat(b'x').take(20 << 20).chain(&b"\r\nnext"[..]);
        let mut lines = Lines::new(source, "test".to_owned(), 1 << 20, CancelToken::new());
        assert_eq!(lines.line().unwrap(), Step::TooLong);
        lines.skip_line().unwrap();
        assert!(lines.buffer.capacity() < 4 << 20);
        assert_eq!(lines.offset(), (20 << 20) + 2);
        assert_eq!(lines.line().unwrap(), Step::Line(Line { text: 0..4, end: 4 }));
    }

    #[test]
    fn cancelling_stops_reading() {
        let cancel = CancelToken::new();
        let mut lines = Lines::new(&b"a\n"[..], "test".to_owned(), 9, cancel.clone());
        cancel.cancel();
        assert_eq!(lines.line().unwrap_err().code(), "cancelled");
    }
}
