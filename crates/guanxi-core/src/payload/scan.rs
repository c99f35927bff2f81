//! The objects of a JSON text, one by one, without reading the whole.
//!
//! What is looked for is where an object begins and ends: brackets are counted outside of strings, and nothing else is
//! understood. So an object that is no JSON inside is given out like any other, for its reader to refuse, and the next
//! one is not lost with it.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use super::{
    bulk::{self, Parts, Place},
    json::LISTS,
};
use crate::error::{Error, Result};

/// Bytes that one object has at most.
pub(super) const OBJECT_MAX: usize = 8 << 20;
/// Envelopes that a list stands in at most: `{"data": {"orders": {"edges": […]}}}`.
const ENVELOPES_MAX: u32 = 4;
/// Levels of parts of parts; the platform has two.
const LEVELS_MAX: u32 = 8;
/// Bytes of a key that are looked at.
const KEY_MAX: usize = 64;

/// What stands between the objects.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// They are the elements of a list, which stands at this path.
    List(String),
    /// There is one, or several one behind the other.
    Values,
    /// Each has a line of its own.
    Lines,
}

/// One object as it stands in the text.
pub(super) struct Element {
    /// Where it begins, in bytes.
    pub(super) offset: u64,
    /// Its number, from 0.
    pub(super) index: u64,
    /// Its path: `$.orders[3]`.
    pub(super) path: String,
    pub(super) found: std::result::Result<Found, Broken>,
}

/// What an object is made of.
pub(super) struct Found {
    pub(super) bytes: Vec<u8>,
    /// Its parts that have lines of their own: see [`bulk`].
    pub(super) parts: Vec<Vec<u8>>,
}

/// Why an object cannot be given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The text ends inside of it.
    Truncated,
    /// It is longer than [`OBJECT_MAX`].
    TooLarge,
    /// It is a part of an object that is not in the text.
    NoParent,
}

/// Gives out the objects of a text.
pub(super) struct Elements<R> {
    text: Text<R>,
    shape: Shape,
    /// Of lines of a bulk export.
    parts: Option<Parts>,
    /// Parts without a parent, once all else was given out.
    left: Option<std::vec::IntoIter<(u64, u64)>>,
    next: u64,
    given: u64,
    ended: bool,
}

impl<R: Read + Seek> Elements<R> {
    /// Looks how the text is made and goes to its first object.
    pub(super) fn open(from: R, name: &str) -> Result<Self> {
        let mut text =
            Text { from: BufReader::with_capacity(1 << 16, from), offset: 0, name: name.to_owned() };
        let (shape, offset) = text.shape()?;
        text.go_to(offset)?;
        let parts = if shape == Shape::Lines { text.parts()? } else { None };
        text.go_to(offset)?;
        if matches!(shape, Shape::List(_)) {
            text.bump()?;
        }
        Ok(Self { text, shape, parts, left: None, next: 0, given: 0, ended: false })
    }

    /// The next object; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Element>> {
        loop {
            if self.ended || !self.text.begins(matches!(self.shape, Shape::List(_)))? {
                self.ended = true;
                return Ok(self.next_left());
            }
            let (offset, index) = (self.text.offset, self.next);
            let bytes = if self.shape == Shape::Lines { self.text.line()? } else { self.text.value()? };
            self.ended = matches!(bytes, Err(Broken::Truncated));
            self.next += 1;
            let path = self.path(index);
            let place = self.parts.as_ref().zip(bytes.as_ref().ok()).map(|(_, bytes)| Place::of(bytes));
            if place.as_ref().is_some_and(|place| place.part_of().is_some()) {
                continue; // given out with what it is a part of
            }
            let found = match (bytes, place.and_then(|place| place.id)) {
                (Ok(bytes), Some(id)) => self.with_parts(bytes, id)?,
                (bytes, _) => bytes.map(|bytes| Found { bytes, parts: Vec::new() }),
            };
            self.given += found.as_ref().map_or(0, |found| found.bytes.len() as u64);
            return Ok(Some(Element { offset, index, path, found }));
        }
    }

    /// An object of a bulk export with its parts, and theirs.
    fn with_parts(&mut self, bytes: Vec<u8>, id: String) -> Result<std::result::Result<Found, Broken>> {
        let Some(known) = &mut self.parts else { return Ok(Ok(Found { bytes, parts: Vec::new() })) };
        let (mut parts, mut size, back) = (Vec::new(), bytes.len(), self.text.offset);
        let mut parents = vec![(id, 0)];
        while let Some((parent, level)) = parents.pop() {
            for (at, offset) in known.of(&parent) {
                self.text.seek(offset)?;
                let Ok(line) = self.text.line()? else { continue };
                let place = Place::of(&line);
                if place.part_of() != Some(&parent) {
                    continue; // of another parent, whose id has the same hash
                }
                known.take(at);
                size += line.len();
                if size <= OBJECT_MAX {
                    parts.push(line);
                }
                parents.extend(place.id.filter(|_| level < LEVELS_MAX).map(|id| (id, level + 1)));
            }
        }
        self.text.seek(back)?;
        self.given += size as u64 - bytes.len() as u64;
        Ok(if size > OBJECT_MAX { Err(Broken::TooLarge) } else { Ok(Found { bytes, parts }) })
    }

    fn next_left(&mut self) -> Option<Element> {
        let parts = &self.parts;
        let left =
            self.left.get_or_insert_with(|| parts.as_ref().map(Parts::left).unwrap_or_default().into_iter());
        let (offset, index) = left.next()?;
        Some(Element { offset, index, path: self.path(index), found: Err(Broken::NoParent) })
    }
}

impl<R: Read> Elements<R> {
    /// Where reading stands, in bytes.
    pub(super) fn offset(&self) -> u64 {
        self.text.offset
    }

    /// Bytes that were given out.
    pub(super) fn given(&self) -> u64 {
        self.given
    }

    /// The name of the list that the objects stand in, if they do.
    pub(super) fn list(&self) -> Option<&str> {
        match &self.shape {
            Shape::List(path) => Some(path),
            Shape::Values | Shape::Lines => None,
        }
    }

    fn path(&self, index: u64) -> String {
        match &self.shape {
            Shape::List(path) => format!("{path}[{index}]"),
            Shape::Values if index == 0 => "$".to_owned(),
            Shape::Values | Shape::Lines => format!("$[{index}]"),
        }
    }
}

/// The bytes of the text.
struct Text<R> {
    from: BufReader<R>,
    offset: u64,
    name: String,
}

impl<R: Read> Text<R> {
    fn peek(&mut self) -> Result<Option<u8>> {
        let name = &self.name;
        self.from.fill_buf().map(|bytes| bytes.first().copied()).map_err(|e| Error::io(name, e))
    }

    fn bump(&mut self) -> Result<()> {
        self.from.consume(1);
        self.offset += 1;
        Ok(())
    }

    /// Goes to where the next object begins.
    fn begins(&mut self, in_list: bool) -> Result<bool> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',') => self.bump()?,
                Some(b']') if in_list => return Ok(false),
                None => return Ok(false),
                // A bracket that closes nothing.
                Some(b']' | b'}' | b':') => self.bump()?,
                Some(_) => return Ok(true),
            }
        }
    }

    fn blank(&mut self) -> Result<Option<u8>> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek()? {
            self.bump()?;
        }
        self.peek()
    }

    /// The value that begins here.
    fn value(&mut self) -> Result<std::result::Result<Vec<u8>, Broken>> {
        let (mut bytes, mut inside) = (Vec::new(), Inside::default());
        while let Some(byte) = self.peek()? {
            if inside.ends_before(byte) {
                return Ok(capped(bytes));
            }
            self.bump()?;
            if bytes.len() <= OBJECT_MAX {
                bytes.push(byte);
            }
            if inside.takes(byte) {
                return Ok(capped(bytes));
            }
        }
        Ok(if inside.is_scalar() { capped(bytes) } else { Err(Broken::Truncated) })
    }

    /// Passes over the value that begins here.
    fn pass(&mut self) -> Result<()> {
        let mut inside = Inside::default();
        while let Some(byte) = self.peek()? {
            if inside.ends_before(byte) {
                return Ok(());
            }
            self.bump()?;
            if inside.takes(byte) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What is left of this line.
    fn line(&mut self) -> Result<std::result::Result<Vec<u8>, Broken>> {
        let mut bytes = Vec::new();
        while let Some(byte) = self.peek()? {
            self.bump()?;
            if byte == b'\n' {
                break;
            }
            if bytes.len() <= OBJECT_MAX {
                bytes.push(byte);
            }
        }
        Ok(capped(bytes))
    }

    /// The key that begins here, cut to what is looked at.
    fn key(&mut self) -> Result<String> {
        let (mut bytes, mut inside) = (Vec::new(), Inside::default());
        while let Some(byte) = self.peek()? {
            self.bump()?;
            if bytes.len() <= KEY_MAX {
                bytes.push(byte);
            }
            if inside.takes(byte) {
                break;
            }
        }
        Ok(String::from_utf8_lossy(&bytes).trim_matches('"').to_owned())
    }
}

impl<R: Read + Seek> Text<R> {
    fn go_to(&mut self, offset: u64) -> Result<()> {
        self.from.seek(SeekFrom::Start(offset)).map_err(|e| Error::io(&self.name, e))?;
        self.offset = offset;
        // What is passed over must have been read.
        self.peek().map(drop)
    }

    /// Goes to a place that may be near, without reading again what is at hand.
    fn seek(&mut self, offset: u64) -> Result<()> {
        let by = offset.cast_signed() - self.offset.cast_signed();
        self.from.seek_relative(by).map_err(|e| Error::io(&self.name, e))?;
        self.offset = offset;
        Ok(())
    }

    /// Where the parts of objects stand, if the lines from here on are those of a bulk export.
    fn parts(&mut self) -> Result<Option<Parts>> {
        let (mut parts, mut index) = (Parts::default(), 0);
        while self.begins(false)? {
            let (offset, line) = (self.offset, self.line()?);
            if index == 0 && !line.as_ref().is_ok_and(|line| bulk::is_like(line)) {
                return Ok(None);
            }
            if let Ok(line) = line {
                parts.see(&line, offset, index);
            }
            index += 1;
        }
        parts.sort();
        Ok(Some(parts))
    }

    /// How the text is made, and where its first object or its list begins.
    fn shape(&mut self) -> Result<(Shape, u64)> {
        self.pass_mark()?;
        let first = self.blank()?;
        let start = self.offset;
        match first {
            None => Err(Error::file(&self.name, "it is empty; expected JSON")),
            Some(b'[') => Ok((Shape::List("$".to_owned()), start)),
            Some(b'{') => {
                if self.second_line_is_an_object()? {
                    return Ok((Shape::Lines, start));
                }
                self.go_to(start)?;
                let list = self.find_list("$", 0)?;
                let alone = self.blank()?.is_none();
                Ok(match list.filter(|_| alone) {
                    Some((path, offset)) => (Shape::List(path), offset),
                    None => (Shape::Values, start),
                })
            }
            Some(_) => {
                Err(Error::file(&self.name, "expected JSON: an object, a list, or an object on each line"))
            }
        }
    }

    /// A byte order mark is no part of the text.
    fn pass_mark(&mut self) -> Result<()> {
        let name = &self.name;
        let begins = self.from.fill_buf().map_err(|e| Error::io(name, e))?.starts_with(b"\xEF\xBB\xBF");
        (0..if begins { 3 } else { 0 }).try_for_each(|_| self.bump())
    }

    /// Objects that a person may read have their second line indented; where it begins an object, each line is one.
    fn second_line_is_an_object(&mut self) -> Result<bool> {
        self.line()?.ok();
        Ok(self.peek()? == Some(b'{'))
    }

    /// The list of an envelope, which is an object that is nothing itself: where it stands. Reads to the envelope's end.
    fn find_list(&mut self, path: &str, depth: u32) -> Result<Option<(String, u64)>> {
        let (mut found, mut is_itself) = (None, false);
        self.bump()?;
        loop {
            match self.blank()? {
                None | Some(b'}') => break,
                Some(b'"') => {}
                Some(_) => {
                    self.bump()?;
                    continue;
                }
            }
            let key = self.key()?;
            if self.blank()? == Some(b':') {
                self.bump()?;
            }
            is_itself |= key == "id";
            let named = LISTS.iter().any(|(list, _)| *list == key);
            match self.blank()? {
                Some(b'[') if named => {
                    found = found.or_else(|| Some((format!("{path}.{key}"), self.offset)));
                    self.pass()?;
                }
                Some(b'{') if named && depth < ENVELOPES_MAX => {
                    let inner = self.find_list(&format!("{path}.{key}"), depth + 1)?;
                    found = found.or(inner);
                }
                _ => self.pass()?,
            }
        }
        if self.peek()?.is_some() {
            self.bump()?;
        }
        Ok(found.filter(|_| !is_itself))
    }
}

fn capped(bytes: Vec<u8>) -> std::result::Result<Vec<u8>, Broken> {
    if bytes.len() > OBJECT_MAX { Err(Broken::TooLarge) } else { Ok(bytes) }
}

/// Where in a value reading stands.
#[derive(Default)]
struct Inside {
    depth: u64,
    text: bool,
    escaped: bool,
    begun: bool,
}

impl Inside {
    /// A number or word ends before what it does not hold.
    fn ends_before(&self, byte: u8) -> bool {
        self.is_scalar() && matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b' ' | b'\t' | b'\r' | b'\n')
    }

    fn is_scalar(&self) -> bool {
        self.begun && self.depth == 0 && !self.text
    }

    /// Takes a byte; whether the value ends with it.
    fn takes(&mut self, byte: u8) -> bool {
        self.begun = true;
        if self.text {
            let ends = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.text = !ends;
            return ends && self.depth == 0;
        }
        match byte {
            b'"' => self.text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{super::shopify_graphql::GID, *};

    fn read(text: &str) -> Vec<(u64, String, std::result::Result<String, Broken>)> {
        let mut elements = Elements::open(Cursor::new(text.as_bytes()), "t.json").unwrap();
        let mut all = Vec::new();
        while let Some(Element { offset, path, found, .. }) = elements.next().unwrap() {
            let text = |Found { bytes, parts }| [vec![bytes], parts].concat().join(&b'\n');
            all.push((offset, path, found.map(|found| String::from_utf8(text(found)).unwrap())));
        }
        all
    }

    fn paths(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(_, path, _)| path).collect()
    }

    #[test]
    fn shapes() {
        assert_eq!(paths(r#"{"id": 1, "orders": [{}]}"#), ["$"], "an object with an id is itself");
        assert_eq!(paths(r#"{"order": {"id": 1}}"#), ["$"]);
        assert_eq!(paths(r#" [{"id": 1}, {"id": 2}] "#), ["$[0]", "$[1]"]);
        assert_eq!(paths("\u{feff}{\"count\": 2, \"orders\": [{}, {}]}"), ["$.orders[0]", "$.orders[1]"]);
        assert_eq!(paths(r#"{"orders": []}"#), [""; 0]);
        assert_eq!(paths("{\"id\": 1}\n{\"id\": 2}\n"), ["$[0]", "$[1]"]);
        assert_eq!(paths("{\n\"id\": 1}\n\n{\"id\":\n2}"), ["$", "$[1]"]);
        let nested = r#"{"data": {"orders": {"edges": [{"node": {}}], "pageInfo": {}}}, "extensions": {}}"#;
        assert_eq!(paths(nested), ["$.data.orders.edges[0]"]);
    }

    #[test]
    fn what_is_broken_takes_nothing_else_with_it() {
        let cut = read(r#"[{"id": 1}, {"a": "}\""}, {"id": 3"#);
        assert_eq!(cut[1].2.as_deref(), Ok(r#"{"a": "}\""}"#));
        assert_eq!((cut.len(), cut[2].0, &cut[2].2), (3, 26, &Err(Broken::Truncated)));
        let lines = read("{\"id\": 1}\n{\"id\": \"2\n{\"id\": 3}");
        assert_eq!(lines.iter().filter(|(.., b)| b.is_ok()).count(), 3);
        assert_eq!(lines[2].2.as_deref(), Ok("{\"id\": 3}"));
        assert_eq!(paths("[1, tru, \"x\", {}]").len(), 4);
        assert_eq!(paths("[}, {\"id\": 1}]"), ["$[0]"]);
    }

    #[test]
    fn parts_come_with_their_object_wherever_they_stand() {
        let line = |id: &str, parent: &str| {
            let parent =
                if parent.is_empty() { String::new() } else { format!(r#","__parentId":"{GID}{parent}""#) };
            format!(r#"{{"id":"{GID}{id}"{parent}}}"#)
        };
        let lines = [
            line("Order/1", ""),
            line("LineItem/11", "Order/1"),
            line("Order/2", "Customer/7"),
            line("Metafield/5", "LineItem/21"),
            line("LineItem/12", "Order/1"),
            line("LineItem/21", "Order/2"),
            line("LineItem/31", "Order/3"),
        ];
        let all = read(&(lines.join("\n") + "\n"));
        let whole = |at: &[usize]| Ok(at.iter().map(|at| lines[*at].clone()).collect::<Vec<_>>().join("\n"));
        let found: Vec<_> = all.iter().map(|(_, path, text)| (path.as_str(), text.clone())).collect();
        let expected =
            [("$[0]", whole(&[0, 1, 4])), ("$[2]", whole(&[2, 5, 3])), ("$[6]", Err(Broken::NoParent))];
        assert_eq!(found, expected);
        assert_eq!(all[2].0 as usize, lines[..6].iter().map(|line| line.len() + 1).sum::<usize>());
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "  ", "id,name\n1,x", "<a/>"] {
            assert_eq!(Elements::open(Cursor::new(text), "t").err().unwrap().code(), "invalid_file");
        }
    }

    #[test]
    fn an_object_that_is_too_large_is_passed_over() {
        let text = format!("[{{\"a\": \"{}\"}}, {{}}]", "x".repeat(OBJECT_MAX));
        let all = read(&text);
        assert_eq!((all.len(), &all[0].2), (2, &Err(Broken::TooLarge)));
    }
}
