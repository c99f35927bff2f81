//! Rows that were not taken, written down with the reason.
//!
//! The rejects file is CSV in UTF-8 with a byte order mark (so that spreadsheets read it right) and the columns
//! `line,column,code,reason,row`. `row` is the row as it came: it holds personal data; the other columns do not.

use std::{
    borrow::Cow,
    fmt,
    io::{Read, Write},
};

use crate::error::{Error, Result};

const COLUMNS: [&str; 5] = ["line", "column", "code", "reason", "row"];

/// A row that was not taken.
#[derive(Clone, PartialEq, Eq)]
pub struct Reject {
    /// The physical line on which it begins, from 1.
    pub line: u64,
    /// The header of the column at fault; `None` if the row as a whole is.
    pub column: Option<String>,
    /// What is wrong, for programs: a stable text such as `too_few_cells`.
    pub code: Cow<'static, str>,
    /// What is wrong, for people. Holds no personal data.
    pub reason: String,
    /// The row as it came, without its line end. Holds personal data.
    pub row: String,
}

/// Leaves the row out.
impl fmt::Debug for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, code, reason, .. } = self;
        write!(f, "Reject {{ line: {line}, column: {column:?}, code: {code}, reason: {reason:?} }}")
    }
}

/// Writes a rejects file.
pub struct RejectWriter<W: Write> {
    csv: csv::Writer<W>,
    name: String,
    count: u64,
}

impl<W: Write> RejectWriter<W> {
    /// Begins a file and writes its header; messages call it `name`.
    ///
    /// # Errors
    /// `io`, `disk_full`.
    pub fn begin(mut to: W, name: impl Into<String>) -> Result<Self> {
        let name = name.into();
        to.write_all("\u{FEFF}".as_bytes()).map_err(|e| Error::io(&name, e))?;
        let mut writer = Self::go_on(to, name);
        writer.record(COLUMNS)?;
        Ok(writer)
    }

    /// Goes on at the end of a file that was begun before.
    pub fn go_on(to: W, name: impl Into<String>) -> Self {
        Self { csv: csv::Writer::from_writer(to), name: name.into(), count: 0 }
    }

    /// Writes a reject.
    ///
    /// # Errors
    /// `io`, `disk_full`.
    pub fn write(&mut self, reject: &Reject) -> Result<()> {
        let Reject { line, column, code, reason, row } = reject;
        self.record([&line.to_string(), column.as_deref().unwrap_or(""), code, reason, row])?;
        self.count += 1;
        Ok(())
    }

    /// How many rejects were written.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Hands everything to the file: to be called before a checkpoint is kept, and at the end.
    ///
    /// # Errors
    /// `io`, `disk_full`.
    pub fn flush(&mut self) -> Result<()> {
        self.csv.flush().map_err(|e| Error::io(&self.name, e))
    }

    fn record(&mut self, cells: [&str; 5]) -> Result<()> {
        self.csv.write_record(cells).map_err(|e| csv_error(&self.name, e))
    }
}

impl<W: Write> fmt::Debug for RejectWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RejectWriter {{ count: {} }}", self.count)
    }
}

/// Reads what a [`RejectWriter`] wrote, one reject after the other.
pub struct RejectReader<R> {
    csv: csv::StringRecordsIntoIter<R>,
    name: String,
}

impl<R: Read> RejectReader<R> {
    /// Opens a rejects file; messages call it `name`.
    ///
    /// # Errors
    /// `io`; `invalid_file` when it is no rejects file.
    pub fn open(from: R, name: impl Into<String>) -> Result<Self> {
        let (mut csv, name) = (csv::Reader::from_reader(from), name.into());
        let found = csv.headers().map_err(|e| csv_error(&name, e))?;
        if found != COLUMNS[..] {
            return Err(Error::file(
                name,
                format_args!("not a file of rejects: its columns should be {}", COLUMNS.join(",")),
            ));
        }
        Ok(Self { csv: csv.into_records(), name })
    }

    fn reject(&self, record: csv::Result<csv::StringRecord>) -> Result<Reject> {
        let record = record.map_err(|e| csv_error(&self.name, e))?;
        let cell = |at| record.get(at).unwrap_or_default().to_owned();
        let line = cell(0).parse().map_err(|_| Error::file(&self.name, "a line number is no number"))?;
        let column = Some(cell(1)).filter(|name| !name.is_empty());
        Ok(Reject { line, column, code: cell(2).into(), reason: cell(3), row: cell(4) })
    }
}

impl<R: Read> Iterator for RejectReader<R> {
    type Item = Result<Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.csv.next()?;
        Some(self.reject(record))
    }
}

impl<R> fmt::Debug for RejectReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RejectReader")
    }
}

fn csv_error(name: &str, error: csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(e) => Error::io(name, e),
        _ => Error::file(format_args!("{name}, line {line}"), "not UTF-8, or a wrong number of cells"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(rejects: &[Reject]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = RejectWriter::begin(&mut bytes, "rejects.csv").unwrap();
        rejects.iter().for_each(|reject| writer.write(reject).unwrap());
        writer.flush().unwrap();
        drop(writer);
        bytes
    }

    #[test]
    fn the_file_as_it_looks() {
        let reject = Reject {
            line: 7,
            column: Some("出生日期".to_owned()),
            code: "bad_date".into(),
            reason: "no such day".to_owned(),
            row: "张三,\"2023-02-30\"".to_owned(),
        };
        let text = String::from_utf8(written(std::slice::from_ref(&reject))).unwrap();
        let expected = "\u{FEFF}line,column,code,reason,row\n7,出生日期,bad_date,no such day,\"张三,\"\"2023-02-30\"\"\"\n";
        assert_eq!(text, expected);
        assert!(!format!("{reject:?}").contains("张三"));
    }

    #[test]
    fn another_file_is_refused() {
        assert_eq!(RejectReader::open(&b"a,b\n1,2\n"[..], "x").unwrap_err().code(), "invalid_file");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rejects in prop::collection::vec(
            (any::<u64>(), prop::option::of("\\PC{1,9}"), "[a-z_]{1,9}", "\\PC{0,9}", any::<String>()), 0..9,
        )) {
            let rejects: Vec<_> = rejects
                .into_iter()
                .map(|(line, column, code, reason, row)| Reject { line, column, code: code.into(), reason, row })
                .collect();
            let bytes = written(&rejects);
            let read: Result<Vec<_>> = RejectReader::open(&bytes[..], "x").unwrap().collect();
            prop_assert_eq!(read.unwrap(), rejects);
        }
    }
}
