//! Addresses of the West: words and numbers, the house number before or after the street.

use std::sync::LazyLock;

use super::Address;
use crate::normalise::{Hints, words::Map};

/// Reads a folded address.
pub(super) fn parse(folded: &str, hints: &Hints) -> Address {
    let text = folded.replace("c/o", "co").replace("n°", "no ").replace('\'', "");
    let mut address = Address::default();
    let mut house = Vec::new();
    for segment in text.split([',', ';', '\n']) {
        let mut segment = Segment::read(segment, hints);
        let unit = std::mem::take(&mut segment.unit);
        if address.unit.is_empty() {
            address.unit = unit;
        }
        address.tokens.extend(segment.words.iter().cloned());
        // The first line with a house number is the street; whatever stands before it names a building or a person.
        if house.is_empty()
            && !segment.words.is_empty()
            && (address.street.is_empty() || !segment.numbers.is_empty())
        {
            if address.place.is_empty() {
                address.place = std::mem::take(&mut address.street);
            }
            address.street = segment.words.join(" ");
            house = segment.numbers;
        } else if house.is_empty() && segment.words.is_empty() {
            house = segment.numbers;
        } else if address.street.is_empty() {
            address.street = segment.words.join(" ");
            house.extend(segment.numbers);
        } else if address.place.is_empty() && segment.numbers.is_empty() {
            address.place = segment.words.join(" ");
        }
    }
    address.numbers = house;
    address.numbers.extend(Some(address.unit.clone()).filter(|unit| !unit.is_empty()));
    address
}

/// What stands between two commas.
#[derive(Default)]
struct Segment {
    words: Vec<String>,
    numbers: Vec<String>,
    unit: String,
}

impl Segment {
    fn read(text: &str, hints: &Hints) -> Self {
        let mut segment = Self::default();
        let mut is_unit_next = false;
        let text = text.replace('#', " # ").replace("c/", "calle ");
        let pieces =
            text.split(|c: char| c.is_whitespace() || matches!(c, '.' | '(' | ')' | '"' | ':' | '&' | '_'));
        for piece in pieces.map(|piece| piece.trim_matches(['-', '/'])).filter(|piece| !piece.is_empty()) {
            if UNITS.contains(&piece) {
                is_unit_next = true;
            } else if piece.bytes().any(|b| b.is_ascii_digit()) && !is_ordinal(piece) {
                segment.number(piece, is_unit_next);
                is_unit_next = false;
            } else if is_unit_next && piece.len() == 1 {
                segment.unit = piece.to_owned();
                is_unit_next = false;
            } else {
                is_unit_next = false;
                segment.word(piece, hints);
            }
        }
        segment
    }

    fn number(&mut self, piece: &str, is_unit: bool) {
        // `5/12 Main Street` is flat 5 in house 12, where nothing stands before it.
        if let Some((unit, house)) = piece.split_once('/')
            && self.words.is_empty()
            && self.unit.is_empty()
            && !house.is_empty()
        {
            self.unit = bare(unit);
            self.numbers.push(bare(house));
            return;
        }
        let first = bare(piece.split(['-', '/', '–']).next().unwrap_or(piece));
        if is_unit && self.unit.is_empty() {
            self.unit = bare(&piece.replace('-', ""));
        } else if !first.is_empty() {
            self.numbers.push(first);
        }
    }

    fn word(&mut self, piece: &str, hints: &Hints) {
        let is_letter = piece.len() == 1 || matches!(piece, "bis" | "ter" | "quater");
        let after_number =
            self.numbers.len() == 1 && !self.numbers[0].ends_with(|c: char| c.is_ascii_alphabetic());
        let letters = hints
            .country()
            .is_some_and(|c| matches!(c, "DE" | "AT" | "CH" | "FR" | "IT" | "ES" | "NL" | "BE"));
        if is_letter && after_number && (letters || piece.len() > 1) {
            self.numbers[0].push_str(if piece.len() > 1 { &piece[..1] } else { piece });
            return;
        }
        for word in piece.split('-').filter(|word| !word.is_empty()) {
            self.plain_word(word);
        }
    }

    fn plain_word(&mut self, word: &str) {
        let kind = ["strasse", "straße", "str"].iter().find_map(|end| word.strip_suffix(end));
        if let Some(name) = kind.filter(|name| name.len() > 2) {
            self.words.extend([name.to_owned(), "str".to_owned()]);
            return;
        }
        let short = KINDS.get(word).copied().unwrap_or(word);
        if !LITTLE.contains(&short) {
            self.words.push(short.to_owned());
        }
    }
}

fn bare(number: &str) -> String {
    let number: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let addition =
        ["bis", "ter", "quater"].iter().find(|end| number.len() > end.len() && number.ends_with(**end));
    let number = addition.map_or(number.as_str(), |end| &number[..number.len() - end.len() + 1]);
    let bare = number.trim_start_matches('0');
    if bare.is_empty() { number.to_owned() } else { bare.to_owned() }
}

/// `5th`, `42nd`: names of streets.
fn is_ordinal(piece: &str) -> bool {
    let end = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    end.len() < piece.len() && matches!(end, "st" | "nd" | "rd" | "th")
}

/// Words before the number of a flat.
const UNITS: &[&str] = &[
    "apt",
    "apartment",
    "unit",
    "flat",
    "suite",
    "ste",
    "room",
    "rm",
    "#",
    "app",
    "appt",
    "appartement",
    "wohnung",
    "whg",
    "top",
    "piso",
    "puerta",
    "pta",
    "int",
    "interno",
    "apto",
    "lot",
    "floor",
    "fl",
    "etage",
    "dept",
];

/// Words that half of the writers leave out.
const LITTLE: &[&str] =
    &["no", "nr", "num", "numero", "the", "de", "la", "du", "des", "del", "della", "di", "of"];

/// Kinds of streets and points of the compass, each in one form.
static KINDS: LazyLock<Map<&'static str>> =
    LazyLock::new(|| crate::normalise::words::to_first(include_str!("../data/streets.txt")));
