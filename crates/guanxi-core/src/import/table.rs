//! Rows of a delimited text file, one after the other, in bounded memory.
//!
//! ```
//! use guanxi_core::import::{Entry, Options, Table};
//!
//! let file = "姓名;电话\n张三;13800000001\n李四\n";
//! let mut table = Table::open(file.as_bytes(), Options::new("customers.csv"))?;
//! assert_eq!(table.headers(), ["姓名", "电话"]);
//! let Some(Entry::Row(row)) = table.read()? else { panic!() };
//! assert_eq!((row.line(), row.cell(1), row.raw()), (2, "13800000001", "张三;13800000001"));
//! let Some(Entry::Reject(reject)) = table.read()? else { panic!() };
//! assert_eq!((reject.line, reject.code.as_ref()), (3, "too_few_cells"));
//! assert!(table.read()?.is_none());
//! # Ok::<(), guanxi_core::error::Error>(())
//! ```

use std::{borrow::Cow, fmt, io::Read, ops::Range};

use super::{
    cells::{Cells, is_well_quoted},
    checkpoint::{Checkpoint, Head},
    delimiter::{self, Delimiter},
    encoding::{self, Encoding},
    lines::{Line, Lines, Step},
    options::Options,
    rejects::Reject,
    row::{Row, value},
};
use crate::{
    error::{Error, Result},
    progress::{Progress, Stage},
};

/// A delimited text file whose first row names the columns.
///
/// - A row ends with LF, CRLF or CR; inside quotes these are text. A doubled quote is a quote. Blank lines and rows
///   of empty cells are passed over, the latter unless [they are asked for](Options::empty_rows). Excel's first line
///   `sep=;` is obeyed. Title lines above the header are not recognised: the first row that is not blank is the header.
/// - A row with fewer cells than the header, or with more that are not empty, is rejected, and so is one with bytes
///   that its encoding does not have, with NUL, or longer than allowed. Reading goes on behind it.
/// - A quote that is opened and closed nowhere, or only by the quote of a later row, costs the line on which it
///   stands; reading goes on at the next line. Where that happens so often that the file would be read many times
///   over, everything looked at in search of the closing quote is rejected as one row.
/// - A file that is ASCII so far has no encoding yet; it is decided at the first byte that is not.
/// - Memory is bounded by the longest row allowed, not by the file.
pub struct Table<R> {
    lines: Lines<R>,
    cells: Cells,
    encoding: Option<Encoding>,
    head: Head,
    size_bytes: Option<u64>,
    empty_rows: bool,
    headers: Vec<String>,
    rows: u64,
    rejected: u64,
    reread_bytes: u64,
    /// The physical line on which the record in hand begins.
    line: u64,
    record: Record,
    /// The byte and the line where the next entry begins.
    next: (u64, u64),
    failed: bool,
}

/// The record in hand: one or more lines. Its bytes lie in [`Lines`] until the next is read.
#[derive(Default)]
struct Record {
    lines: u64,
    first: Option<Line>,
    /// Where its text ends, and where its last line ends.
    text_end: usize,
    end: usize,
    /// What it says, if its encoding is not UTF-8; with its last line end.
    decoded: String,
    /// Places that could not be decoded.
    undecodable: u64,
}

/// What [`Table::read`] found.
#[derive(Debug)]
pub enum Entry<'a> {
    /// A row with as many cells as the header.
    Row(Row<'a>),
    /// A row that could not be read.
    Reject(Reject),
}

/// Where reading a record ended.
enum Scan {
    Complete,
    /// Its first line is longer than a row may be.
    LongLine,
    /// A quote is open at the end of the source, or as far as a row may reach.
    OpenQuote,
    /// There is none.
    End,
}

/// How much may be read a second time however short the file is, and how often each of its bytes on the average.
const REREAD_BYTES_FREE: u64 = 16 << 20;
const REREAD_TIMES: u64 = 4;

/// How much of rejected rows longer than allowed is shown, in bytes.
const SHOWN_BYTES: usize = 4096;

impl<R: Read> Table<R> {
    /// Reads the beginning: recognises encoding and delimiter, and takes the header.
    ///
    /// # Errors
    /// `io`; `cancelled`; `invalid_file` when the source is empty, or its header cannot be read.
    pub fn open(source: R, options: Options) -> Result<Self> {
        let Options { name, size_bytes, encoding, delimiter, row_bytes_max, empty_rows, cancel } = options;
        let mut lines = Lines::new(source, name, row_bytes_max, cancel);
        let (sample, whole) = lines.sample(0)?;
        let head = Head::of(sample);
        let encoding = encoding.or_else(|| encoding::detect(sample, whole));
        let mark = encoding.map_or(0, |encoding| encoding.mark_bytes(sample));
        let utf_32 = sample.starts_with(&[0xFF, 0xFE, 0, 0]) || sample.starts_with(&[0, 0, 0xFE, 0xFF]);
        let text = decode(encoding, &sample[mark..]).into_owned();
        if utf_32 {
            return Err(Error::file(lines.name(), "it is UTF-32, which is not read; save it as UTF-8"));
        }
        let declared = declared_delimiter(&text);
        let delimiter = delimiter.or(declared).unwrap_or_else(|| delimiter::detect(&text, whole));
        lines.take(mark);
        let (cells, record, headers) = (Cells::new(delimiter), Record::default(), Vec::new());
        let (rows, rejected, reread_bytes, line, next, failed) = (0, 0, 0, 1, (0, 1), false);
        let mut table = Self {
            lines,
            cells,
            encoding: None,
            head,
            size_bytes,
            empty_rows,
            headers,
            rows,
            rejected,
            reread_bytes,
            line,
            record,
            next,
            failed,
        };
        table.set_encoding(encoding);
        table.read_headers(declared.is_some())?;
        Ok(table)
    }

    /// The names of the columns, without blanks around them. Some may be empty or equal.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The encoding; `None` while everything read was ASCII.
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// What separates the cells.
    pub fn delimiter(&self) -> Delimiter {
        self.cells.delimiter()
    }

    /// How many rows were read, good and bad.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many rows [`read`](Self::read) rejected.
    pub fn rejected(&self) -> u64 {
        self.rejected
    }

    /// How far reading is, in bytes of the source.
    pub fn progress(&self) -> Progress {
        Progress { stage: Stage::Import, done: self.next.0, total: self.size_bytes, rows: self.rows }
    }

    /// The place behind the entry read last, also after an error.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            rows: self.rows,
            rejected: self.rejected,
            offset: self.next.0,
            line: self.next.1,
            head: self.head,
            encoding: self.encoding.map(|e| e.name().to_owned()),
            delimiter: self.delimiter().char(),
            reread_bytes: self.reread_bytes,
        }
    }

    /// Goes on from a place in the same file, to be called before the first [`read`](Self::read). The source is read
    /// up to there without looking at it.
    ///
    /// # Errors
    /// In this order: `corrupt` when the checkpoint holds nonsense; `invalid_file` when this is another file than
    /// the one the checkpoint was made in, or its encoding or delimiter is another now; `io`; `invalid_file` when the
    /// file ends before the place.
    pub fn resume(&mut self, at: &Checkpoint) -> Result<()> {
        let nonsense = |e: Error| {
            Error::corrupt("a checkpoint of an import", "it names what does not exist").with_source(e)
        };
        let (encoding, delimiter) = (at.encoding().map_err(nonsense)?, at.delimiter().map_err(nonsense)?);
        if at.head != self.head {
            let reason = "this is not the file that the import began with: its beginning differs; start anew";
            return Err(Error::file(self.lines.name(), reason));
        }
        if delimiter != self.delimiter() || self.encoding.is_some() && encoding != self.encoding {
            let reason = "the import began with another encoding or delimiter; go on with the same";
            return Err(Error::file(self.lines.name(), reason));
        }
        self.release();
        self.lines.skip_to(at.offset)?;
        self.set_encoding(encoding);
        (self.rows, self.rejected, self.reread_bytes, self.line) =
            (at.rows, at.rejected, at.reread_bytes, at.line);
        self.next = (at.offset, at.line);
        Ok(())
    }

    /// The next row, or why it could not be read; `None` at the end. One bad row never stops the rest.
    ///
    /// # Errors
    /// `io`; `cancelled`. Reading then goes on by opening the source anew and [resuming](Self::resume) from the
    /// [checkpoint](Self::checkpoint); this table gives only errors from there on.
    pub fn read(&mut self) -> Result<Option<Entry<'_>>> {
        if self.failed {
            return Err(Error::file(
                self.lines.name(),
                "reading it failed before; open it anew and go on from the checkpoint",
            ));
        }
        self.failed = true;
        let found = self.find()?;
        self.failed = false;
        let Some(reject) = found else { return Ok(None) };
        self.rows += 1;
        self.next = (self.lines.offset() + self.record.end as u64, self.line + self.record.lines);
        if let Some(reject) = reject {
            self.rejected += 1;
            return Ok(Some(Entry::Reject(reject)));
        }
        match self.row() {
            Some(row) => Ok(Some(Entry::Row(row))),
            None => Err(Error::internal("a row that was checked does not read")),
        }
    }

    /// Takes the next record in hand: `Some(None)` if it is a row.
    fn find(&mut self) -> Result<Option<Option<Reject>>> {
        loop {
            self.release();
            return Ok(Some(match self.scan()? {
                Scan::End => return Ok(None),
                Scan::LongLine => Some(self.reject_long_line()?),
                Scan::OpenQuote => {
                    Some(self.reject_quote("open_quote", "a quote is opened on this line and closed nowhere"))
                }
                Scan::Complete if self.is_blank() && !(self.empty_rows && self.has_cells()) => continue,
                Scan::Complete if self.record.lines > 1 && !is_well_quoted(&self.raw(), self.delimiter()) => {
                    Some(self.reject_quote(
                        "stray_quote",
                        "a quote is opened on this line and closed amid the text of a later one",
                    ))
                }
                Scan::Complete => {
                    self.flaw().or_else(|| self.raggedness()).map(|(code, why)| self.reject(code, why))
                }
            }));
        }
    }

    fn read_headers(&mut self, pass_first_line: bool) -> Result<()> {
        let reason = loop {
            self.release();
            match self.scan()? {
                Scan::End => {
                    return Err(Error::file(self.lines.name(), "it is empty: no row names the columns"));
                }
                Scan::Complete if self.is_blank() || pass_first_line && self.line == 1 => {}
                Scan::Complete => break self.flaw().map(|(_, reason)| reason),
                Scan::LongLine => break Some("it is longer than a row may be".to_owned()),
                Scan::OpenQuote => break Some("a quote is opened and not closed".to_owned()),
            }
        };
        if let Some(reason) = reason {
            let place = format!("{}, line {}", self.lines.name(), self.line);
            return Err(Error::file(place, format_args!("this row should name the columns: {reason}")));
        }
        let (text, ends) = self.cells.cells();
        let cells =
            Row { number: 0, line: 0, offset: 0, raw: "", text: &String::from_utf8_lossy(text), ends };
        self.headers = cells.iter().map(|cell| value(cell).to_owned()).collect();
        self.release();
        self.next = (self.lines.offset(), self.line);
        Ok(())
    }

    /// Lets go of the record in hand.
    fn release(&mut self) {
        self.lines.take(self.record.end);
        self.line += self.record.lines;
        self.begin();
    }

    /// Begins a record where the last one was let go.
    fn begin(&mut self) {
        self.cells.begin();
        let mut decoded = std::mem::take(&mut self.record.decoded);
        decoded.clear();
        self.record = Record { decoded, ..Record::default() };
    }

    /// Reads lines until the record is complete.
    fn scan(&mut self) -> Result<Scan> {
        loop {
            let line = match self.lines.line()? {
                Step::Line(line) => line,
                Step::End if self.record.lines == 0 => return Ok(Scan::End),
                Step::TooLong if self.record.lines == 0 => return Ok(Scan::LongLine),
                Step::End | Step::TooLong => return Ok(Scan::OpenQuote),
            };
            if line.text.is_empty() && self.record.lines == 0 {
                self.lines.take(line.end);
                self.line += 1;
            } else if self.decides(&line)? {
                self.lines.take(0);
                self.begin();
            } else if self.add(line) {
                return Ok(Scan::Complete);
            }
        }
    }

    /// Decides the encoding at the first byte that is not ASCII, if that was left open, and says whether it did. The
    /// sample begins at that byte wherever blocks end, so that reading in one go and going on later decide alike.
    fn decides(&mut self, line: &Line) -> Result<bool> {
        if self.encoding.is_some() {
            return Ok(false);
        }
        let Some(at) = self.lines.bytes(line.text.clone()).iter().position(|b| !b.is_ascii()) else {
            return Ok(false);
        };
        let (sample, whole) = self.lines.sample(line.text.start + at)?;
        let encoding = encoding::detect_after_ascii(sample, whole);
        self.set_encoding(Some(encoding));
        Ok(true)
    }

    fn set_encoding(&mut self, encoding: Option<Encoding>) {
        self.encoding = encoding;
        self.lines.unit = encoding.map_or(self.lines.unit, Encoding::unit);
    }

    /// The encoding, if its text must be translated.
    fn foreign(&self) -> Option<Encoding> {
        self.encoding.filter(|encoding| *encoding != Encoding::UTF_8)
    }

    /// Adds a line to the record; says whether the record is complete.
    fn add(&mut self, line: Line) -> bool {
        let bytes = self.lines.bytes(line.text.start..line.end);
        let complete = match self.foreign() {
            None => self.cells.feed(bytes),
            Some(encoding) => {
                let start = self.record.decoded.len();
                self.record.undecodable += encoding.decode(bytes, &mut self.record.decoded);
                self.cells.feed(&self.record.decoded.as_bytes()[start..])
            }
        };
        let last = line.end == line.text.end;
        (self.record.text_end, self.record.end) = (line.text.end, line.end);
        self.record.lines += 1;
        self.record.first.get_or_insert(line);
        complete || last && self.cells.feed(b"\n")
    }

    fn is_blank(&self) -> bool {
        self.cells.cells().0.trim_ascii().is_empty()
    }

    /// Whether more than white space was written, be it only to say that a cell is empty.
    fn has_cells(&self) -> bool {
        self.cells.cells().1.len() > 1 || !self.raw().trim().is_empty()
    }

    /// What is wrong with the text of the record: code and reason.
    fn flaw(&self) -> Option<(&'static str, String)> {
        let bytes = self.lines.bytes(0..self.record.text_end);
        let (undecodable, text) = match self.foreign() {
            Some(_) => (self.record.undecodable, self.record.decoded.as_bytes()),
            None if std::str::from_utf8(bytes).is_ok() => (0, bytes),
            None => (bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count() as u64, bytes),
        };
        if undecodable > 0 {
            let encoding = self.encoding.unwrap_or(Encoding::UTF_8);
            return Some(("undecodable", format!("{undecodable} places cannot be read as {encoding}")));
        }
        let nul = memchr::memchr(0, text).is_some();
        nul.then(|| ("nul", "the row holds NUL characters: the file is damaged or not text".to_owned()))
    }

    /// Whether the record has another number of cells than the header: code and reason.
    fn raggedness(&self) -> Option<(&'static str, String)> {
        let (text, ends) = self.cells.cells();
        let (found, expected) = (ends.len(), self.headers.len());
        let reason = || format!("{found} cells, the header has {expected}");
        if found < expected {
            return Some(("too_few_cells", reason()));
        }
        // Spreadsheets write delimiters up to the widest row.
        let surplus = ends.get(expected.wrapping_sub(1)).map_or(text, |end| &text[*end..]);
        (!surplus.trim_ascii().is_empty()).then(|| ("too_many_cells", reason()))
    }

    fn row(&self) -> Option<Row<'_>> {
        let raw = match self.foreign() {
            None => std::str::from_utf8(self.lines.bytes(0..self.record.text_end)).ok()?,
            Some(_) => self.record.decoded.trim_end_matches(['\r', '\n']),
        };
        let (text, ends) = self.cells.cells();
        let (text, ends) = (std::str::from_utf8(text).ok()?, &ends[..self.headers.len()]);
        Some(Row { number: self.rows, line: self.line, offset: self.lines.offset(), raw, text, ends })
    }

    /// The record as it came, as well as it can be shown.
    fn raw(&self) -> Cow<'_, str> {
        self.shown(0..self.record.text_end)
    }

    fn shown(&self, bytes: Range<usize>) -> Cow<'_, str> {
        decode(self.encoding, self.lines.bytes(bytes))
    }

    fn reject(&self, code: &'static str, reason: String) -> Reject {
        Reject { line: self.line, column: None, code: code.into(), reason, row: self.raw().into_owned() }
    }

    /// Rejects the record's first line and leaves its other lines to be read anew, while that may be afforded.
    fn reject_quote(&mut self, code: &'static str, reason: &str) -> Reject {
        let first = self.record.first.clone().unwrap_or(Line { text: 0..0, end: 0 });
        let again = (self.record.end - first.end) as u64;
        let source = self.lines.offset() + self.record.end as u64;
        if self.reread_bytes + again > REREAD_BYTES_FREE + REREAD_TIMES * source {
            let row = self.shown(0..self.record.text_end.min(SHOWN_BYTES)).into_owned();
            let reason = format!("{reason}; the {} lines looked at are rejected with it", self.record.lines);
            return Reject { line: self.line, column: None, code: code.into(), reason, row };
        }
        self.reread_bytes += again;
        (self.record.text_end, self.record.end, self.record.lines) = (first.text.end, first.end, 1);
        self.reject(code, reason.to_owned())
    }

    /// Rejects a line longer than a row may be and passes over it.
    fn reject_long_line(&mut self) -> Result<Reject> {
        let shown = self.lines.sample(0)?.0;
        let row = decode(self.encoding, &shown[..shown.len().min(SHOWN_BYTES)]).into_owned();
        let reason = "the line is longer than a row may be; its beginning is shown".to_owned();
        let reject = Reject { line: self.line, column: None, code: "row_too_long".into(), reason, row };
        self.lines.skip_line()?;
        self.line += 1;
        Ok(reject)
    }
}

impl<R> fmt::Debug for Table<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { encoding, rows, rejected, next, .. } = self;
        write!(f, "Table {{ encoding: {encoding:?}, rows: {rows}, rejected: {rejected}, next: {next:?} }}")
    }
}

/// What bytes say, with U+FFFD where they say nothing.
fn decode(encoding: Option<Encoding>, bytes: &[u8]) -> Cow<'_, str> {
    match encoding.filter(|encoding| *encoding != Encoding::UTF_8) {
        None => String::from_utf8_lossy(bytes),
        Some(encoding) => {
            let mut text = String::new();
            encoding.decode(bytes, &mut text);
            text.into()
        }
    }
}

/// The delimiter that a first line `sep=;` declares.
fn declared_delimiter(head: &str) -> Option<Delimiter> {
    let line = head.split(['\r', '\n']).next()?.trim_matches('"');
    let mut chars = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?.chars();
    let delimiter = Delimiter::new(chars.next()?).ok()?;
    chars.next().is_none().then_some(delimiter)
}
