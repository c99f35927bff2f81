//! The pieces of a written date: numbers, month names, and what marks them.

use super::DateOrder;

/// Year, month and day, not yet checked against the calendar.
pub(super) type Ymd = (i32, u32, u32);

/// A number or the name of a month.
#[derive(Clone, Copy, Default)]
struct Piece {
    value: u32,
    digits: u8,
    mark: Mark,
}

/// What a sign or a name says a piece is.
#[derive(Clone, Copy, Default, PartialEq)]
enum Mark {
    #[default]
    None,
    Year,
    Month,
    Day,
}

/// Up to three pieces in the order they are written.
#[derive(Clone, Copy, Default)]
pub(super) struct Pieces {
    all: [Piece; 3],
    len: usize,
}

impl Pieces {
    /// Whether there are three, and all are bare numbers.
    pub(super) fn is_numeric(&self) -> bool {
        self.len == 3 && self.all.iter().all(|piece| piece.mark == Mark::None)
    }

    /// Whether a year of four digits leads.
    pub(super) fn year_is_first(&self) -> bool {
        self.all[0].digits == 4
    }

    /// Whether a year of two digits must be completed.
    pub(super) fn has_short_year(&self) -> bool {
        self.all.iter().all(|piece| piece.digits != 4)
    }

    /// The reading in an order; `century` completes a year of two digits. `None` if the pieces do not fit it.
    pub(super) fn in_order(&self, order: DateOrder, century: impl Fn(u32) -> i32) -> Option<Ymd> {
        if self.len != 3 {
            return None;
        }
        let [year, month, day] = self.named().or_else(|| self.placed(order))?;
        let year = match year.digits {
            4 => i32::try_from(year.value).ok()?,
            2 => century(year.value),
            _ => return None,
        };
        (month.digits <= 2 && day.digits <= 2).then_some((year, month.value, day.value))
    }

    /// Month and day, where no year is written: `month_first` decides if neither is marked or above twelve.
    pub(super) fn month_and_day(&self, month_first: bool) -> Option<(u32, u32)> {
        let [a, b, _] = self.all;
        if self.len != 2 || a.digits > 2 || b.digits > 2 {
            return None;
        }
        let ordered = match (a.mark, b.mark) {
            (Mark::Year, _) | (_, Mark::Year) => return None,
            (Mark::Month, _) | (_, Mark::Day) => (a, b),
            (Mark::Day, _) | (_, Mark::Month) => (b, a),
            _ if (month_first && a.value <= 12) || b.value > 12 => (a, b),
            _ => (b, a),
        };
        Some((ordered.0.value, ordered.1.value))
    }

    /// Year, month and day where a sign or a month's name tells them apart.
    fn named(&self) -> Option<[Piece; 3]> {
        let month = self.all.iter().position(|piece| piece.mark == Mark::Month)?;
        let (p, q) = match month {
            0 => (self.all[1], self.all[2]),
            1 => (self.all[0], self.all[2]),
            _ => (self.all[0], self.all[1]),
        };
        let year_leads = p.mark == Mark::Year || q.mark == Mark::Day || p.digits > 2 || p.value > 31;
        let (year, day) = if year_leads { (p, q) } else { (q, p) };
        Some([year, self.all[month], day])
    }

    /// Year, month and day by their places.
    fn placed(&self, order: DateOrder) -> Option<[Piece; 3]> {
        let [a, b, c] = self.all;
        match order {
            DateOrder::Ymd => Some([a, b, c]),
            DateOrder::Dmy => Some([c, b, a]),
            DateOrder::Mdy => Some([c, a, b]),
        }
    }

    fn push(&mut self, piece: Piece) {
        self.all[self.len] = piece;
        self.len += 1;
    }
}

/// Takes up to three pieces from the start of a text, and returns what follows them. `None` if something else is in
/// between.
pub(super) fn read(text: &str) -> Option<(Pieces, &str)> {
    let mut pieces = Pieces::default();
    let mut rest = text;
    while pieces.len < 3 {
        rest = rest.trim_start_matches(is_separator);
        let Some(first) = rest.chars().next() else { break };
        if digit(first).is_some() {
            rest = read_number(rest, &mut pieces)?;
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            match month_named(word) {
                Some(value) => pieces.push(Piece { value, digits: 1, mark: Mark::Month }),
                None if is_filler(word) => {}
                None => return None,
            }
            rest = after;
        } else {
            return None;
        }
    }
    Some((pieces, rest))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '\'' | '’' | '／' | '．' | '－' | '‐' | '–')
}

/// The value of an ASCII or full-width digit.
fn digit(c: char) -> Option<u32> {
    let ascii = if ('０'..='９').contains(&c) { c as u32 - '０' as u32 } else { c.to_digit(10)? };
    Some(ascii)
}

/// One number with its sign (`年`, `th`), or eight digits in a row.
fn read_number<'a>(text: &'a str, pieces: &mut Pieces) -> Option<&'a str> {
    let (mut value, mut digits) = (0u32, 0u8);
    let mut rest = text;
    while let Some((c, d)) = rest.chars().next().and_then(|c| Some((c, digit(c)?))) {
        digits += 1;
        if digits > 8 {
            return None;
        }
        value = value * 10 + d;
        rest = rest.get(c.len_utf8()..)?;
    }
    if digits == 8 && pieces.len == 0 {
        read_run(value, pieces);
        return Some(rest);
    }
    let (mark, rest) = read_mark(rest);
    pieces.push(Piece { value, digits, mark });
    Some(rest)
}

/// `20260301`, or `01032026` where the first is no date.
fn read_run(run: u32, pieces: &mut Pieces) {
    let piece = |value, digits| Piece { value, digits, mark: Mark::None };
    let (month, day) = (run / 100 % 100, run % 100);
    let year_first = run >= 10_000_000 && (1..=12).contains(&month) && (1..=31).contains(&day);
    pieces.len = 3;
    pieces.all = if year_first {
        [piece(run / 10_000, 4), piece(month, 2), piece(day, 2)]
    } else {
        [piece(run / 1_000_000, 2), piece(run / 10_000 % 100, 2), piece(run % 10_000, 4)]
    };
}

/// The sign behind a number.
fn read_mark(text: &str) -> (Mark, &str) {
    let Some(sign) = text.chars().next() else { return (Mark::None, text) };
    let mark = match sign {
        '年' | '년' => Mark::Year,
        '月' | '월' => Mark::Month,
        '日' | '号' | '號' | '일' => Mark::Day,
        _ => {
            let ordinals = ["st", "nd", "rd", "th", "er", "º", "°"];
            return (Mark::None, ordinals.iter().find_map(|o| text.strip_prefix(o)).unwrap_or(text));
        }
    };
    (mark, text.get(sign.len_utf8()..).unwrap_or_default())
}

/// Names of the months in full; any start of three letters or more that means one month alone stands for it.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "jänner"],
    &["february", "februar", "février", "fevrier", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "märz", "maerz", "mrz", "mars", "marzo", "março", "maart", "mrt"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "août", "aout", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "setiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dicembre", "dezembro"],
];

fn month_named(word: &str) -> Option<u32> {
    word.chars().nth(2)?;
    let starts = |name: &&str| {
        let mut name = name.chars();
        word.chars().flat_map(char::to_lowercase).all(|c| name.next() == Some(c))
    };
    let mut found = (1..).zip(MONTHS).filter(|(_, names)| names.iter().any(starts)).map(|(month, _)| month);
    found.next().filter(|_| found.next().is_none())
}

/// Words between the pieces that say nothing, and English days of the week.
fn is_filler(word: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(word));
    any(&["de", "del", "of", "the", "le", "den", "mon", "tue", "wed", "thu", "fri", "sat", "sun"])
        || any(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
