use std::io::{self, Read};

use proptest::prelude::*;

use super::*;
use crate::progress::CancelToken;

/// An entry as a value of its own.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Row { number: u64, line: u64, offset: u64, raw: String, cells: Vec<String> },
    Reject { line: u64, code: String, row: String },
}

fn found(entry: Entry<'_>) -> Found {
    match entry {
        Entry::Row(row) => Found::Row {
            number: row.number(),
            line: row.line(),
            offset: row.offset(),
            raw: row.raw().to_owned(),
            cells: row.iter().map(str::to_owned).collect(),
        },
        Entry::Reject(reject) => {
            Found::Reject { line: reject.line, code: reject.code.into_owned(), row: reject.row }
        }
    }
}

fn open(bytes: &[u8]) -> Table<&[u8]> {
    Table::open(bytes, Options::new("test.csv")).unwrap()
}

fn rest<R: Read>(table: &mut Table<R>) -> Vec<Found> {
    iter(table).map(Result::unwrap).collect()
}

fn iter<R: Read>(table: &mut Table<R>) -> impl Iterator<Item = crate::error::Result<Found>> {
    std::iter::from_fn(|| table.read().map(|entry| entry.map(found)).transpose())
}

/// Lines and cells of rows; lines and codes of rejects.
fn brief(bytes: &[u8]) -> Vec<(u64, String)> {
    let brief = |found| match found {
        Found::Row { line, cells, .. } => (line, cells.join("|")),
        Found::Reject { line, code, .. } => (line, format!("!{code}")),
    };
    rest(&mut open(bytes)).into_iter().map(brief).collect()
}

fn check(bytes: &[u8], expected: &[(u64, &str)]) {
    let found = brief(bytes);
    let found: Vec<_> = found.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
}

#[test]
fn rows_of_empty_cells_are_rows_where_they_are_asked_for() {
    let numbers = |bytes: &[u8]| {
        let mut table = Table::open(bytes, Options::new("test.csv").empty_rows(true)).unwrap();
        let found = rest(&mut table);
        assert_eq!(table.rows(), found.len() as u64);
        found
            .into_iter()
            .map(|found| match found {
                Found::Row { number, line, .. } => (number, line),
                Found::Reject { line, .. } => (0, line),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(b"a,b\n1,2\n,\n\n  \n3,4\n\"\",\"\"\n"), [(1, 2), (2, 3), (3, 6), (4, 7)]);
    assert_eq!(numbers(b"a\tb\n\t\n1\t2\n"), [(1, 2), (2, 3)]);
    assert_eq!(
        numbers(b"a\n1\n\"\"\n\n2\n"),
        [(1, 2), (2, 3), (3, 5)],
        "one column: quotes say that it is empty"
    );
    assert_eq!(numbers(b"a,b,c\n,\n"), [(0, 2)], "short, and so no row that can be read");
}

#[test]
fn rows_lines_and_blank_lines() {
    check(b"a,b\n1,2\n\n3,4", &[(2, "1|2"), (4, "3|4")]);
    check(b"\r\na,b\r\n1,2\r\n\r\n3,4\r\n", &[(3, "1|2"), (5, "3|4")]);
    check(b"a,b\r1,2\r\r3,4\r", &[(2, "1|2"), (4, "3|4")]);
    check(b"a,b\n,\n  \n\"\",\" \"\n1,\n", &[(5, "1|")]);
    check(b"a,b\n", &[]);
    check(b"a\n1\n2\n", &[(2, "1"), (3, "2")]);
}

#[test]
fn quotes() {
    check(b"a,b\n\"1\n2\",\"3 \"\"x\"\"\"\n4,5\n", &[(2, "1\n2|3 \"x\""), (4, "4|5")]);
    check(b"a,b\r\n\"1\r\n\r\n2\",3\r\n4,5\r\n", &[(2, "1\r\n\r\n2|3"), (5, "4|5")]);
    check(b"a,b\n5\" pipe,\"x\" y\n", &[(2, "5\" pipe|x y")]);
}

#[test]
fn an_open_quote_costs_its_line_only() {
    check(b"a,b\n1,\"x\n2,y\n3,z\n", &[(2, "!open_quote"), (3, "2|y"), (4, "3|z")]);
    // The quote of a later row must not make two rows one.
    let found = rest(&mut open(b"a,b,c\n1,\"Anna,a@x\n2,\"Bert\",b@x\n3,C,c@x\n"));
    assert_eq!(
        found[0],
        Found::Reject { line: 2, code: "stray_quote".to_owned(), row: "1,\"Anna,a@x".to_owned() }
    );
    assert!(matches!(&found[1], Found::Row { line: 3, cells, .. } if cells == &["2", "Bert", "b@x"]));
    assert!(matches!(&found[2], Found::Row { number: 3, line: 4, .. }));
    // One that never closes, in a file longer than a row may be.
    let mut file = b"a,b\n1,\"x\n".to_vec();
    (0..300_000).for_each(|i| file.extend_from_slice(format!("{i},y\n").as_bytes()));
    let mut table = open(&file);
    let found = rest(&mut table);
    assert_eq!((found.len(), table.rejected()), (300_001, 1));
}

#[test]
fn quotes_left_open_again_and_again_take_bounded_time() {
    // Each line leaves a quote open, also when begun inside one; each would be searched a mebibyte far.
    let file = [&b"a,b\n"[..], &b"x\",\"\"\",y\n".repeat(150_000)].concat();
    let mut table = open(&file);
    let found = rest(&mut table);
    assert_eq!(found.len() as u64, table.rejected());
    let reread = table.checkpoint().reread_bytes;
    assert!(reread <= (16 << 20) + 4 * file.len() as u64, "{reread}");
}

#[test]
fn ragged_rows() {
    check(
        b"a,b\n1\n1,2,\n1,2, ,\n1,2,3\n4,5\n",
        &[(2, "!too_few_cells"), (3, "1|2"), (4, "1|2"), (5, "!too_many_cells"), (6, "4|5")],
    );
}

#[test]
fn damaged_rows() {
    check("a,b\n1,é\n2,\u{FFFD}\n".as_bytes(), &[(2, "1|é"), (3, "2|\u{FFFD}")]);
    check(
        b"a,b\n1,\xC3\xA9\n2,\xFF\n3,\xC3\xA9\n4,\xC3\xA9\n5,\xC3\xA9\n",
        &[(2, "1|é"), (3, "!undecodable"), (4, "3|é"), (5, "4|é"), (6, "5|é")],
    );
    check(b"a,b\n1,\0\n2,3\n", &[(2, "!nul"), (3, "2|3")]);
}

#[test]
fn long_rows() {
    let mut file = b"a,b\n1,".to_vec();
    file.extend(std::iter::repeat_n(b'x', 3 << 20));
    file.extend_from_slice(b"\n2,3\n4,\"");
    file.extend(std::iter::repeat_n(b'y', 2 << 20));
    let mut table = open(&file);
    let found = rest(&mut table);
    let codes: Vec<_> = found
        .iter()
        .map(|f| match f {
            Found::Reject { line, code, row } => (*line, code.as_str(), row.len()),
            Found::Row { line, .. } => (*line, "", 0),
        })
        .collect();
    assert_eq!(codes, [(2, "row_too_long", 4096), (3, "", 0), (4, "row_too_long", 4096)]);
    assert_eq!(table.progress().done, file.len() as u64);
}

#[test]
fn a_field_without_end_is_no_matter_of_memory() {
    let source = (&b"a,b\n1,\""[..]).chain(io::repeat(b'x').take(100 << 20)).chain(&b"\n2,3\n"[..]);
    let mut table = Table::open(source, Options::new("test.csv")).unwrap();
    let found = rest(&mut table);
    assert!(matches!(&found[..], [Found::Reject { line: 2, .. }, Found::Row { line: 3, .. }]));
}

#[test]
fn excel_says_its_delimiter() {
    check(b"sep=;\r\na;b\r\n1,5;2,5\r\n", &[(3, "1,5|2,5")]);
    check(b"\xEF\xBB\xBF\"sep=|\"\na|b\n1|2\n", &[(3, "1|2")]);
    let table = open(b"sep=\t\na,x\tb\n");
    assert_eq!(
        (table.delimiter(), table.headers()),
        (Delimiter::TAB, &["a,x".to_owned(), "b".to_owned()][..])
    );
}

#[test]
fn ascii_until_late() {
    // The first byte that is not ASCII comes long after the sample.
    let ascii = "1,x\n".repeat(70_000);
    for (tail, encoding, cell) in [
        (&b"2,M\xFCller\n"[..], Encoding::WINDOWS_1252, "Müller"),
        ("2,Müller\n".as_bytes(), Encoding::UTF_8, "Müller"),
        (b"2,\xD5\xC5\xC8\xFD\n", Encoding::GB18030, "张三"),
        (b"\"1\n2\",\"\xC0\xEE\xCB\xC4\"\n", Encoding::GB18030, "李四"),
    ] {
        let file = [b"a,b\n", ascii.as_bytes(), tail].concat();
        let mut table = open(&file);
        assert_eq!(table.encoding(), None);
        iter(&mut table).take(30_000).for_each(drop);
        let early = table.checkpoint();
        let found = rest(&mut table);
        assert_eq!(table.encoding(), Some(encoding));
        let mut again = open(&file);
        again.resume(&early).unwrap();
        assert_eq!(again.encoding(), None);
        assert_eq!(rest(&mut again), found);
        let Some(Found::Row { cells, line, offset, .. }) = found.last() else { panic!("{found:?}") };
        assert_eq!((cells[1].as_str(), *line, *offset), (cell, 70_002, 4 + ascii.len() as u64));
    }
}

#[test]
fn said_by_hand() {
    let options = Options::new("x").encoding(Encoding::GB18030).delimiter(Delimiter::SEMICOLON);
    let mut table = Table::open(&b"a,b;c\n\xD5\xC5,1;2\n"[..], options).unwrap();
    assert_eq!(table.headers(), ["a,b", "c"]);
    let Found::Row { cells, .. } = &rest(&mut table)[0] else { panic!() };
    assert_eq!(cells, &["张,1", "2"]);
}

#[test]
fn what_is_no_table() {
    for (bytes, part) in [
        (&b""[..], "empty"),
        (b"\n \n,,\n", "empty"),
        (b"a,\"b\nc", "line 1: this row should name the columns: a quote"),
        (b"a,\xFF\xFE\x81\n1,2\n", "line 1"),
        (b"\xFF\xFE\0\0a\0\0\0", "UTF-32"),
    ] {
        let error = Table::open(bytes, Options::new("x.csv").encoding(Encoding::UTF_8)).unwrap_err();
        assert_eq!(error.code(), "invalid_file");
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[test]
fn resuming_in_another_file_or_manner_is_refused() {
    let mut table = open(b"a;b\n1;2\n");
    rest(&mut table);
    let at = table.checkpoint();
    assert_eq!(open(b"a;b\n1;3\n").resume(&at).unwrap_err().code(), "invalid_file");
    let options = Options::new("x").delimiter(Delimiter::COMMA);
    assert_eq!(
        Table::open(&b"a;b\n1;2\n"[..], options).unwrap().resume(&at).unwrap_err().code(),
        "invalid_file"
    );
    let mut beyond = at.clone();
    beyond.offset = 1000;
    assert_eq!(open(b"a;b\n1;2\n").resume(&beyond).unwrap_err().code(), "invalid_file");
    assert!(open(b"a;b\n1;2\n").resume(&at).is_ok());
}

/// Fails after so many bytes.
struct Broken<'a>(&'a [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(io::ErrorKind::ConnectionReset.into()) } else { self.0.read(to) }
    }
}

#[test]
fn after_an_error_the_checkpoint_stands_before_the_row() {
    let file = [b"a,b\n".to_vec(), b"1,2\n".repeat(200_000), b"3,4\n".to_vec()].concat();
    let cut = file.len() - 6;
    let mut table = Table::open(Broken(&file[..cut]), Options::new("x")).unwrap();
    let mut rows = 0;
    let error =
        iter(&mut table).inspect(|found| rows += u64::from(found.is_ok())).find_map(Result::err).unwrap();
    assert_eq!(error.code(), "io");
    assert!(table.read().is_err());
    let at = table.checkpoint();
    assert_eq!(at.rows, rows);
    let mut table = open(&file);
    table.resume(&Checkpoint::from_bytes(&at.to_bytes()).unwrap()).unwrap();
    let found = rest(&mut table);
    assert_eq!((rows + found.len() as u64, table.rows()), (200_001, 200_001));
    assert!(matches!(found.last(), Some(Found::Row { number: 200_001, line: 200_002, .. })));
}

#[test]
fn cancelling() {
    let cancel = CancelToken::new();
    let source = (&b"a,b\n"[..]).chain(io::repeat(b'\n'));
    let mut table = Table::open(source, Options::new("x").cancel(cancel.clone())).unwrap();
    cancel.cancel();
    assert_eq!(table.read().unwrap_err().code(), "cancelled");
}

#[test]
fn nothing_personal_is_shown() {
    let mut table = open(b"name,b\nAnna,1\nBert\n");
    let mut shown = format!("{table:?}");
    while let Some(entry) = table.read().unwrap() {
        shown.push_str(&format!("{entry:?}"));
    }
    assert!(!shown.contains("Anna") && !shown.contains("Bert"), "{shown}");
}

const fn assert_send_sync<T: Send + Sync>() {}
const _: () = {
    assert_send_sync::<Table<std::fs::File>>();
    assert_send_sync::<Row<'static>>();
    assert_send_sync::<Reject>();
    assert_send_sync::<Checkpoint>();
    assert_send_sync::<Options>();
};

/// Text of many scripts that GB18030 and UTF-16 hold; blank cells and NUL are other rules' matter.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z0-9 ,;|\t\"'=，；]{0,6}x",
        2 => "[\u{4E00}-\u{9FA5}，\"\r\n]{0,5}姓",
        1 => "[ -~é€𠮷\r\n]{0,9}y",
    ]
}

/// Writes a table with any delimiter, line end and encoding.
fn write(table: &[Vec<String>], delimiter: char, line_end: &str, quote_all: bool) -> String {
    let mut text = String::new();
    for row in table {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                text.push(delimiter);
            }
            if quote_all || cell.contains([delimiter, '"', '\r', '\n']) {
                text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(line_end);
    }
    text
}

fn encode(text: &str, encoding: Encoding, mark: bool) -> Vec<u8> {
    let text = format!("{}{text}", if mark { "\u{FEFF}" } else { "" });
    match encoding.name() {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        name => encoding_rs::Encoding::for_label(name.as_bytes()).unwrap().encode(&text).0.into_owned(),
    }
}

prop_compose! {
    fn table()(columns in 1usize..5, rows in 1usize..12)
        (rows in prop::collection::vec(prop::collection::vec(cell(), columns), rows)) -> Vec<Vec<String>> { rows }
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop::sample::select(vec![Encoding::UTF_8, Encoding::UTF_16LE, Encoding::UTF_16BE, Encoding::GB18030])
}

/// Bytes that look like a table often enough to go deep.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let tokens = [
        "\n", "\r", "\r\n", ",", "\"", "\"\"", "a", "x,y\n", "\0", "é", "张", "\u{FEFF}", " ", "sep=;\n",
        ";", "\t",
    ];
    let token = prop_oneof![
        8 => prop::sample::select(tokens.to_vec()).prop_map(|t| t.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

proptest! {
    #[test]
    fn any_table_reads_back(
        rows in table(), delimiter in prop::sample::select(vec![',', ';', '\t', '|', '，', '；', '^']),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]), encoding in encoding(), mark: bool, quote_all: bool,
    ) {
        let bytes = encode(&write(&rows, delimiter, line_end, quote_all), encoding, mark);
        let options = Options::new("x").encoding(encoding).delimiter(Delimiter::new(delimiter).unwrap());
        let mut table = Table::open(&bytes[..], options.clone()).unwrap();
        let header: Vec<_> = rows[0].iter().map(|cell| value(cell).to_owned()).collect();
        prop_assert_eq!(table.headers(), &header[..]);
        let cells = |found| match found { Found::Row { cells, .. } => cells, reject => vec![format!("{reject:?}")] };
        for read in 1..=rows.len() {
            let at = table.checkpoint();
            let mut resumed = Table::open(&bytes[..], options.clone()).unwrap();
            resumed.resume(&at).unwrap();
            prop_assert_eq!(rest(&mut resumed).into_iter().map(cells).collect::<Vec<_>>(), &rows[read..]);
            prop_assert_eq!(table.read().unwrap().map(found).map(cells), rows.get(read).cloned());
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic_and_resuming_is_reading_on(
        bytes in any_bytes(), row_bytes_max in prop::sample::select(vec![3usize, 20, 1 << 20]),
        forced in prop::option::of(encoding()),
    ) {
        let open = || {
            let mut options = Options::new("x").row_bytes_max(row_bytes_max);
            options.encoding = forced;
            Table::open(&bytes[..], options)
        };
        let Ok(mut table) = open() else { return Ok(()) };
        let mut places = vec![table.checkpoint()];
        let mut entries = Vec::new();
        while let Some(entry) = table.read().unwrap() {
            entries.push(found(entry));
            places.push(table.checkpoint());
        }
        prop_assert!(places.windows(2).all(|pair| pair[0].offset < pair[1].offset && pair[0].line < pair[1].line));
        for (read, place) in places.iter().enumerate() {
            let mut table = open().unwrap();
            table.resume(place).unwrap();
            prop_assert_eq!(&rest(&mut table)[..], &entries[read..]);
        }
    }
}
