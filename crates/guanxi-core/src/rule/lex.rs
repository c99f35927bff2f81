//! Text into words, values and signs.

use chrono::NaiveDateTime;

use super::{
    number::{DIGITS_MAX, Decimal},
    problem::{Problem, ProblemCode},
    tree::{Literal, Offset, Span, Unit},
};
use crate::time::Date;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A keyword or name: the text stands in the query.
    Word,
    /// A value that is no word.
    Value(Literal),
    /// `7d`: a length of time without a sign.
    Duration(Offset),
    /// A sign.
    Sign(&'static str),
    /// A character that nothing begins with.
    Stray,
    /// Behind the last.
    End,
}

/// A word, value or sign, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// Longer ones first.
const SIGNS: [&str; 16] =
    ["!=", "<>", ">=", "<=", "=", ">", "<", "(", ")", ",", ":", "+", "-", "*", "/", "%"];

/// Cuts a query into tokens, the last of which is [`Kind::End`]; tells what does not read.
pub(super) fn lex(query: &str) -> (Vec<Token>, Vec<Problem>) {
    let mut lexer = Lexer { query, at: 0, problems: vec![] };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blanks();
        let start = lexer.at;
        let kind = lexer.token();
        let done = kind == Kind::End;
        tokens.push(Token { kind, span: lexer.span(start) });
        if done {
            return (tokens, lexer.problems);
        }
    }
}

struct Lexer<'a> {
    query: &'a str,
    at: usize,
    problems: Vec<Problem>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.query[self.at..]
    }

    fn span(&self, start: usize) -> Span {
        Span { start: start as u32, end: self.at as u32 }
    }

    fn problem(&mut self, code: ProblemCode, start: usize, message: &str) {
        self.problems.push(Problem::new(code, self.span(start), message));
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.len() - rest.trim_start().len();
            if blanks > 0 {
                self.at += blanks;
            } else if rest.starts_with("--") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                let end = rest.find("*/");
                let start = self.at;
                self.at += end.map_or(rest.len(), |end| end + 2);
                if end.is_none() {
                    self.problem(
                        ProblemCode::SegmentSyntax,
                        start,
                        "a comment that begins with /* ends with */",
                    );
                }
            } else {
                return;
            }
        }
    }

    fn token(&mut self) -> Kind {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Kind::End };
        let signed_digit = matches!(first, '+' | '-') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        match first {
            '\'' | '"' => self.text(first),
            _ if first.is_ascii_digit() || signed_digit => self.number(),
            _ if first.is_alphabetic() || first == '_' => self.word(),
            _ => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
                self.at += sign.map_or(first.len_utf8(), str::len);
                sign.map_or(Kind::Stray, |sign| Kind::Sign(if sign == "<>" { "!=" } else { sign }))
            }
        }
    }

    fn word(&mut self) -> Kind {
        self.at += word_len(self.rest());
        Kind::Word
    }

    fn text(&mut self, quote: char) -> Kind {
        let start = self.at;
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        let mut end = None;
        let mut bad = None;
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some((_, escaped)) if escaped == '\\' || escaped == quote => text.push(escaped),
                    other => {
                        bad = bad.or(Some(at));
                        text.extend(other.map(|(_, c)| c));
                    }
                },
                _ if c == quote => {
                    end = Some(at + 1);
                    break;
                }
                _ => text.push(c),
            }
        }
        self.at += end.unwrap_or(self.rest().len());
        if end.is_none() {
            self.problem(ProblemCode::SegmentSyntax, start, "the text has no end: a quote is missing");
        }
        if let Some(at) = bad {
            let span = Span { start: (start + at) as u32, end: (start + at + 1) as u32 };
            let message = r"a backslash stands only before ' and \";
            self.problems.push(Problem::new(ProblemCode::SegmentSyntax, span, message));
        }
        if quote == '"' {
            self.problem(ProblemCode::SegmentSyntax, start, "a text stands in single quotes: 'x'");
        }
        Kind::Value(Literal::Text(text))
    }

    /// Numbers, days, times, offsets, and words that begin with a digit (`90_days_ago`).
    fn number(&mut self) -> Kind {
        let start = self.at;
        let rest = self.rest();
        let signed = rest.starts_with(['+', '-']);
        let digits = usize::from(signed) + digits_len(&rest[usize::from(signed)..]);
        let behind = &rest[digits..];
        if !signed && is_day_shape(rest) {
            return self.day();
        }
        if behind.starts_with('.') && behind[1..].starts_with(|c: char| c.is_ascii_digit()) {
            self.at += digits + 1 + digits_len(&behind[1..]);
        } else if behind.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return self.measured(digits, signed);
        } else {
            self.at += digits;
        }
        let text = &self.query[start..self.at];
        match Decimal::parse(text) {
            Some(number) => Kind::Value(Literal::Number(number)),
            None => {
                let message = format!("a number has at most {DIGITS_MAX} digits");
                self.problem(ProblemCode::SegmentRange, start, &message);
                Kind::Value(Literal::Broken)
            }
        }
    }

    /// `-7d`, `7d`, `90_days_ago`.
    fn measured(&mut self, digits: usize, signed: bool) -> Kind {
        let start = self.at;
        let rest = self.rest();
        self.at += digits + word_len(&rest[digits..]);
        let suffix = &self.query[start + digits..self.at];
        let Some((unit, _)) = Unit::ALL.into_iter().find(|(_, letters)| *letters == suffix) else {
            if signed {
                let message = "expected a unit behind the number: d, w, m (months), y, h, min or q";
                self.problem(ProblemCode::SegmentSyntax, start, message);
                return Kind::Value(Literal::Broken);
            }
            return Kind::Word;
        };
        let Some(amount) = rest[..digits].parse::<i32>().ok().filter(|n| n.unsigned_abs() <= 1_000_000)
        else {
            self.problem(ProblemCode::SegmentRange, start, "an offset is at most a million units");
            return Kind::Value(Literal::Broken);
        };
        let offset = Offset { amount, unit };
        if signed { Kind::Value(Literal::Offset(offset)) } else { Kind::Duration(offset) }
    }

    /// `2026-03-01` and `2026-03-01T10:15:00`.
    fn day(&mut self) -> Kind {
        let start = self.at;
        let rest = self.rest();
        let time = rest[10..].starts_with('T');
        let len = if time {
            10 + rest[10..].find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(rest.len() - 10)
        } else {
            10
        };
        self.at += len;
        let text = &self.query[start..self.at];
        match read_day(text) {
            Some(value) => Kind::Value(value),
            None => {
                let message = if time {
                    "there is no such time: expected yyyy-mm-ddTHH:mm:ss with hours up to 23, in the store's time"
                } else {
                    "there is no such day in the calendar"
                };
                self.problem(ProblemCode::SegmentDate, start, message);
                Kind::Value(Literal::Broken)
            }
        }
    }
}

/// Reads a day or a time of a day, as queries write them.
pub(super) fn read_day(text: &str) -> Option<Literal> {
    if text.len() == 10 && is_day_shape(text) {
        return text.parse::<Date>().ok().map(Literal::Date);
    }
    let exact = text.len() == 19 && is_day_shape(text) && text.as_bytes()[10] == b'T';
    let at = exact.then(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok())??;
    // chrono reads a leap second; no clock of a store shows one.
    let plain = !text.ends_with("60");
    Date::from_chrono(at.date()).filter(|_| plain).map(|_| Literal::Datetime(at))
}

fn is_day_shape(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-dd";
    bytes.len() >= shape.len()
        && shape.iter().zip(bytes).all(|(s, b)| if *s == b'd' { b.is_ascii_digit() } else { s == b })
        && !bytes.get(shape.len()).is_some_and(u8::is_ascii_digit)
        && text.is_char_boundary(shape.len())
}

fn digits_len(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

/// A word goes over dots that have a letter or digit behind them.
fn word_len(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = c == '.' && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric() || *next == '_');
        if !(c.is_alphanumeric() || c == '_' || joins) {
            return at;
        }
    }
    text.len()
}
