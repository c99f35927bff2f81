//! Values that compare: a canonical text, keys to find like ones by, and what its kind needs.

use serde::{Deserialize, Serialize};

use crate::{
    hash,
    letters::{Letters, Spelled},
    normalise::{Hints, address, date, email, fold, gender, name, phone, place, placeholder, postcode},
};

/// What a field holds, and so how two of its values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The given part of a person's name.
    Given,
    /// The family part of a person's name.
    Family,
    /// Another writing of the whole name.
    Alias,
    /// A date of birth.
    Date,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A street address.
    Address,
    /// A postal code.
    Postcode,
    /// A city, region or country.
    Place,
    /// A gender.
    Gender,
    /// A number one person has for life.
    Identifier,
    /// A quantity.
    Number,
    /// One of few values.
    Category,
    /// Several values.
    Set,
    /// Free text.
    Text,
}

/// A value of a field.
#[derive(Clone)]
pub(crate) struct Value {
    /// What it is, in the form all its writings share.
    pub(crate) text: Box<str>,
    /// What that looks like; of an e-mail address, its local part.
    pub(crate) letters: Letters,
    /// The hash of the text: what it is called in models.
    pub(crate) id: u64,
    /// Keys, 0 where there is none: what the whole value shares with its other forms; a rougher one; the roughest.
    pub(crate) keys: [u64; 3],
    pub(crate) body: Body,
}

/// What a kind needs beside the text.
#[derive(Clone)]
pub(crate) enum Body {
    Plain,
    /// A part of a name. `short`: an initial or a nickname, which leaves much open.
    Name {
        short: bool,
    },
    Date(date::Date),
    /// Where the local part of an e-mail address ends.
    Email {
        local: u32,
    },
    /// Hashes of words, sorted, each once.
    Words(Box<[u64]>),
    Address(Box<Address>),
    Number(f64),
}

/// An address as it is compared.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) street: Part,
    pub(crate) place: Part,
    pub(crate) numbers: Box<[u64]>,
    pub(crate) unit: u64,
}

/// A part of an address.
#[derive(Clone)]
pub(crate) struct Part {
    text: Box<str>,
    letters: Letters,
}

impl Part {
    fn of(text: &str) -> Self {
        Self { text: text.into(), letters: Letters::of(text) }
    }

    pub(crate) fn spelled(&self) -> Spelled<'_> {
        Spelled { text: &self.text, letters: self.letters }
    }
}

impl Value {
    fn new(text: impl Into<Box<str>>, keys: [u64; 3], body: Body) -> Self {
        let text = text.into();
        Self { id: hash::text(&text), letters: Letters::of(&text), text, keys, body }
    }

    /// One whose first key is its text.
    fn of_text(text: impl Into<Box<str>>, [rougher, roughest]: [u64; 2], body: Body) -> Self {
        let text = text.into();
        let id = hash::text(&text);
        Self { letters: Letters::of(&text), text, id, keys: [id, rougher, roughest], body }
    }

    /// Reads it from memory, but not its text: most values are told apart without.
    pub(crate) fn touch(&self) -> u8 {
        self.id as u8
    }

    /// What stands where there is no value.
    pub(crate) fn missing() -> Self {
        Self { text: "".into(), letters: Letters::of(""), id: 0, keys: [0; 3], body: Body::Plain }
    }

    pub(crate) fn spelled(&self) -> Spelled<'_> {
        Spelled { text: &self.text, letters: self.letters }
    }
}

/// The given and the family part of a name.
pub(crate) fn of_name(name: &name::Name) -> [Option<Value>; 2] {
    let short = name.nickname
        || name.given.chars().filter(|c| c.is_alphabetic()).count() == 1 && name.given.is_ascii();
    [
        of_part(&name.given, &name.given_key, &name.given_sound, short),
        of_part(&name.family, &name.family_key, &name.family_sound, is_initial(&name.family)),
    ]
}

fn is_initial(text: &str) -> bool {
    text.is_ascii() && text.bytes().filter(u8::is_ascii_alphabetic).count() == 1
}

fn of_part(text: &str, key: &str, sound: &str, short: bool) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    let key = if key.is_empty() { text } else { key };
    let initial = key.chars().next().map_or(0, |c| hash::pair(3, c as u64));
    let sound = if sound.is_empty() { key } else { sound };
    let mut part =
        Value::new(text, [hash::text(key), hash::pair(1, hash::text(sound)), initial], Body::Name { short });
    part.id = hash::pair(part.id, part.keys[0] ^ u64::from(short)); // one writing may be read in several ways
    Some(part)
}

/// Reads a cell of a kind, names apart. `None` where it says nothing.
pub(crate) fn read(kind: Kind, text: &str, country: Option<&str>, hints: &Hints) -> Option<Value> {
    match kind {
        Kind::Date => date::parse(text, hints.order).map(of_date),
        Kind::Email => Some(of_email(email::read(text)?)),
        Kind::Phone => phone::national(text, country.or(hints.country())).map(of_phone),
        Kind::Address => of_address(&address::parse(text, hints)?),
        Kind::Postcode => of_postcode(&postcode::parse(text, country.or(hints.country()))?),
        Kind::Place => place::parse(text).map(|place| of_place(&place)),
        Kind::Gender => Some(plain(match gender::parse(text)? {
            gender::Gender::Female => "f",
            gender::Gender::Male => "m",
            #[allow(unreachable_patterns)]
            _ => "x",
        })),
        Kind::Identifier => of_identifier(text),
        Kind::Number => of_number(text),
        Kind::Set => of_set(text),
        Kind::Category | Kind::Text | Kind::Alias | Kind::Given | Kind::Family => of_text(text),
    }
}

fn folded(text: &str) -> Option<String> {
    let text = fold::text(text);
    (!text.is_empty() && !placeholder::is(placeholder::Kind::Other, &text)).then_some(text)
}

fn plain(text: &str) -> Value {
    Value::of_text(text, [0, 0], Body::Plain)
}

/// A date; its keys are the day, the year, and the day of the year.
pub(crate) fn of_date(date: date::Date) -> Value {
    let text = format!("{:04}-{:02}-{:02}", date.year.unwrap_or(0), date.month, date.day);
    let whole = if date.year.is_some() && date.month > 0 && date.day > 0 { hash::text(&text) } else { 0 };
    let year = date.year.map_or(0, |year| hash::pair(5, year as u64));
    let day = if date.month > 0 && date.day > 0 {
        hash::pair(6, u64::from(date.month) * 32 + u64::from(date.day))
    } else {
        0
    };
    Value::new(text, [whole, year, day], Body::Date(date))
}

fn of_email(email: email::Address) -> Value {
    let local = &email.canonical[..email.at];
    let mut letters = String::with_capacity(local.len());
    letters.extend(local.chars().filter(|c| c.is_alphabetic()));
    let rough = if letters.len() >= 6 { hash::pair(7, hash::text(&letters)) } else { 0 };
    let named = if local.len() >= 5 { hash::pair(8, hash::text(local)) } else { 0 };
    let letters = Letters::of(local);
    let email = Value::of_text(email.canonical, [named, rough], Body::Email { local: email.at as u32 });
    Value { letters, ..email }
}

fn of_phone(national: String) -> Value {
    let tail = if national.len() > 7 {
        hash::pair(9, hash::bytes(&national.as_bytes()[national.len() - 7..]))
    } else {
        0
    };
    Value::of_text(national, [tail, 0], Body::Plain)
}

fn of_address(address: &address::Address) -> Option<Value> {
    let text = address.tokens.join(" ");
    let numbers: Vec<u64> = address.numbers.iter().map(|number| hash::text(number)).collect();
    let head = if address.street.is_empty() { &address.place } else { &address.street };
    let street = if head.is_empty() { 0 } else { hash::pair(10, hash::text(head)) };
    let at = |key: u64| numbers.iter().take(1).fold(key, |key, number| hash::pair(key, *number));
    let whole = if street == 0 || numbers.is_empty() { hash::text(&text) } else { at(street) };
    let numbered =
        if numbers.len() < 2 { 0 } else { numbers.iter().fold(11, |key, number| hash::pair(key, *number)) };
    let unit = if address.unit.is_empty() { 0 } else { hash::text(&address.unit) };
    let body = Address {
        street: Part::of(&address.street),
        place: Part::of(&address.place),
        numbers: numbers.into(),
        unit,
    };
    Some(Value::new(text, [whole, numbered, street], Body::Address(body.into())))
}

fn of_postcode(code: &str) -> Option<Value> {
    let area: String = code.chars().take(3).collect();
    Some(Value::of_text(code, [hash::pair(12, hash::text(&area)), 0], Body::Plain))
}

fn of_place(place: &str) -> Value {
    let start: String = place.chars().take(4).collect();
    Value::of_text(place, [hash::pair(13, hash::text(&start)), 0], Body::Plain)
}

/// An identifier; its rougher key is the same for all orders of its characters, as swapping two is a common slip.
fn of_identifier(text: &str) -> Option<Value> {
    let text: String = folded(text)?.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut sorted: Vec<char> = text.chars().collect();
    sorted.sort_unstable();
    let any_order = sorted.iter().fold(14, |key, c| hash::pair(key, *c as u64));
    let rougher = if sorted.len() < IDENTIFIER_LONG { 0 } else { any_order };
    (!text.is_empty()).then(|| Value::of_text(text, [rougher, 0], Body::Plain))
}

/// Characters of an identifier from which on those of two people are rarely the same in another order.
const IDENTIFIER_LONG: usize = 6;

fn of_number(text: &str) -> Option<Value> {
    let text = folded(text)?;
    let number: f64 = text.replace(',', "").parse().ok().filter(|number: &f64| number.is_finite())?;
    Some(Value::of_text(text, [0, 0], Body::Number(number)))
}

fn of_set(text: &str) -> Option<Value> {
    let text = folded(text)?;
    let words = words(text.split([',', ';', '|', '/']).map(str::trim));
    Some(Value::of_text(text, [0, 0], Body::Words(words)))
}

/// Free text; its keys are the text, and two minima of hashes over its trigrams (MinHash; Broder 1997).
pub(crate) fn of_text(text: &str) -> Option<Value> {
    let text = folded(text)?;
    let clean: String = text
        .chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c
            } else if c == '\'' {
                '\u{0}'
            } else {
                ' '
            }
        })
        .filter(|c| *c != '\u{0}')
        .collect();
    let words = words(clean.split_whitespace());
    let signature =
        |from: u64| (0..2).fold(from, |key, turn| hash::pair(key, smallest(&clean, from * 2 + turn)));
    let rougher = [signature(1), signature(2)];
    Some(Value::of_text(text, rougher, Body::Words(words)))
}

fn smallest(text: &str, turn: u64) -> u64 {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let gram = |gram: &[char]| gram.iter().fold(turn + 20, |key, c| hash::pair(key, *c as u64));
    letters.windows(3).map(gram).min().unwrap_or_else(|| gram(&letters))
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> Box<[u64]> {
    let mut words: Vec<u64> = words.filter(|word| !word.is_empty()).map(hash::text).collect();
    words.sort_unstable();
    words.dedup();
    words.into()
}
