//! Any bytes as a spreadsheet.
//!
//! Nothing may panic or run for ever, and: the size of the blocks in which a file arrives changes nothing; going on
//! from a checkpoint gives what reading on would have given; rows are counted and numbered without gaps; a rejects
//! file says what was put into it.

#![no_main]

use std::io::Read;

use guanxi_core::import::{
    Checkpoint, Delimiter, Encoding, Entry, Options, Reject, RejectReader, RejectWriter, Table, value,
};
use libfuzzer_sys::fuzz_target;

/// How a run reads; the first bytes of the input.
struct Settings {
    encoding: Option<Encoding>,
    delimiter: Option<Delimiter>,
    row_bytes_max: usize,
    block: usize,
    cut_after: usize,
}

fuzz_target!(|data: &[u8]| {
    let Some(([encoding, delimiter, longest, block, cut_after], file)) = data.split_first_chunk() else {
        return;
    };
    let settings = Settings {
        encoding: pick(
            *encoding,
            [
                Encoding::UTF_8,
                Encoding::UTF_16LE,
                Encoding::UTF_16BE,
                Encoding::GB18030,
                Encoding::WINDOWS_1252,
            ],
        ),
        delimiter: pick(
            *delimiter,
            [Delimiter::COMMA, Delimiter::SEMICOLON, Delimiter::TAB, Delimiter::FULL_WIDTH_COMMA],
        ),
        row_bytes_max: 1 << (longest % 16),
        block: usize::from(*block).max(1),
        cut_after: usize::from(*cut_after),
    };
    table(file, &settings);
    strange_checkpoint(file, &settings);
});

fn pick<T: Copy, const N: usize>(byte: u8, from: [T; N]) -> Option<T> {
    from.get(usize::from(byte) % (N + 1)).copied()
}

/// A source that gives at most so many bytes at a time.
struct Blocks<'a>(&'a [u8], usize);

impl Read for Blocks<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let end = into.len().min(self.1);
        self.0.read(&mut into[..end])
    }
}

/// What an entry says, to be compared.
#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Row { number: u64, line: u64, raw: String, cells: Vec<String> },
    Reject(Reject),
}

fn open<'a>(file: &'a [u8], block: usize, settings: &Settings) -> Option<Table<Blocks<'a>>> {
    let mut options = Options::new("fuzzed.csv").row_bytes_max(settings.row_bytes_max);
    options.encoding = settings.encoding;
    options.delimiter = settings.delimiter;
    Table::open(Blocks(file, block), options).ok()
}

/// Reads on, up to so many entries; and whether it ended without an error.
fn read<R: Read>(table: &mut Table<R>, at_most: usize) -> (Vec<Seen>, Option<&'static str>) {
    let mut seen = Vec::new();
    while seen.len() < at_most {
        match table.read() {
            Ok(None) => break,
            Err(error) => return (seen, Some(error.code())),
            Ok(Some(Entry::Row(row))) => seen.push(Seen::Row {
                number: row.number(),
                line: row.line(),
                raw: row.raw().to_owned(),
                cells: row.iter().map(|cell| value(cell).to_owned()).collect(),
            }),
            Ok(Some(Entry::Reject(reject))) => seen.push(Seen::Reject(reject)),
        }
    }
    (seen, None)
}

fn table(file: &[u8], settings: &Settings) {
    let mut whole = open(file, usize::MAX, settings);
    let Some(whole) = &mut whole else {
        return assert!(open(file, settings.block, settings).is_none());
    };
    let all = read(whole, usize::MAX);
    counts(whole, &all.0);
    rejects_come_back(&all.0);
    goes_on(file, settings, whole.headers(), &all);
}

fn counts<R: Read>(table: &Table<R>, seen: &[Seen]) {
    let rejects = seen.iter().filter(|entry| matches!(entry, Seen::Reject(_))).count();
    assert_eq!((table.rows(), table.rejected()), (seen.len() as u64, rejects as u64));
    let mut last = 0;
    for (entry, expected) in seen.iter().zip(1..) {
        let line = match entry {
            Seen::Row { number, line, cells, .. } => {
                assert_eq!((*number, cells.len()), (expected, table.headers().len()));
                *line
            }
            Seen::Reject(reject) => reject.line,
        };
        assert!(line > last, "line {line} after line {last}");
        last = line;
    }
}

/// Reads a part in blocks, and the rest, from a checkpoint on, in one go.
fn goes_on(file: &[u8], settings: &Settings, headers: &[String], all: &(Vec<Seen>, Option<&'static str>)) {
    let mut first = open(file, settings.block, settings).expect("blocks change nothing");
    assert_eq!(first.headers(), headers);
    let (before, failed) = read(&mut first, settings.cut_after);
    assert_eq!(&all.0[..before.len()], &before[..]);
    if failed.is_some() {
        return assert_eq!((before.len(), failed), (all.0.len(), all.1));
    }
    let bytes = first.checkpoint().to_bytes();
    let place = Checkpoint::from_bytes(&bytes).expect("a checkpoint reads what it wrote");
    assert_eq!(place, first.checkpoint());
    let mut second = open(file, usize::MAX, settings).expect("it opened before");
    second.resume(&place).expect("the same file goes on");
    let (after, failed) = read(&mut second, usize::MAX);
    assert_eq!((&all.0[before.len()..], all.1), (&after[..], failed));
}

/// A checkpoint out of the bytes of the file: it may be refused or lead astray, not more.
fn strange_checkpoint(file: &[u8], settings: &Settings) {
    let (checkpoint, file) = file.split_at(file.len() / 2);
    let Ok(place) = Checkpoint::from_bytes(checkpoint) else { return };
    let Some(mut table) = open(file, settings.block, settings) else { return };
    if table.resume(&place).is_ok() {
        read(&mut table, usize::MAX);
    }
}

fn rejects_come_back(seen: &[Seen]) {
    let rejects = seen.iter().filter_map(|entry| match entry {
        Seen::Reject(reject) => Some(reject.clone()),
        Seen::Row { .. } => None,
    });
    let rejects: Vec<_> = rejects.collect();
    if rejects.is_empty() {
        return;
    }
    let mut file = Vec::new();
    let mut writer = RejectWriter::begin(&mut file, "rejects.csv").expect("memory takes it");
    rejects.iter().for_each(|reject| writer.write(reject).expect("memory takes it"));
    writer.flush().expect("memory takes it");
    drop(writer);
    let back = RejectReader::open(&file[..], "rejects.csv").expect("it has its header");
    assert_eq!(back.map(|read| read.expect("it reads")).collect::<Vec<_>>(), rejects);
}
