//! Any text as every kind of customer field.
//!
//! Nothing may panic or run for ever, and what is normal stays as it is.

#![no_main]

use guanxi_match::normalise::{
    Hints, address, column,
    date::{self, Order},
    email, fold, gender, name, phone, phonetic, place, placeholder, postcode,
};
use libfuzzer_sys::fuzz_target;

const COUNTRIES: [Option<&str>; 8] =
    [None, Some("CN"), Some("US"), Some("DE"), Some("FR"), Some("ES"), Some("JP"), Some("KR")];
const ORDERS: [Order; 3] = [Order::YearMonthDay, Order::DayMonthYear, Order::MonthDayYear];

fuzz_target!(|data: &[u8]| {
    let Some((first, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let hints = Hints {
        country: COUNTRIES[usize::from(first & 7)].map(str::to_owned),
        order: ORDERS[usize::from(first >> 3) % 3],
        han: first & 128 != 0,
    };
    values_stay(&text, &hints);
    let (one, other) = text.split_once('\n').unwrap_or((&text, ""));
    for found in [name::full(&text, &hints), name::parts(one, other, &hints)].into_iter().flatten() {
        assert!(!found.given_key.is_empty() || !found.family_key.is_empty());
    }
    name::are_related(one, other);
    address::parse(&text, &hints);
    phonetic::key(&text);
    gender::parse(&text);
    place::region(&text, hints.country());
    date::from_parts(one, other, &text);
    date::guess_order([one, other]);
    column::detect(one, &text.split('\n').collect::<Vec<_>>());
    placeholder::is(placeholder::Kind::Phone, &text);
    placeholder::is(placeholder::Kind::Email, &text);
});

/// What was read is read again as itself.
fn values_stay(text: &str, hints: &Hints) {
    let folded = fold::text(text);
    assert_eq!(fold::text(&folded), folded);
    if let Some(email) = email::parse(text) {
        assert_eq!(email::parse(&email.canonical), Some(email));
    }
    if let Some(phone) = phone::parse(text, hints.country())
        && let Some(e164) = phone.e164.clone()
    {
        assert_eq!(phone::parse(&e164, hints.country()), Some(phone));
    }
    if let Some(date) = date::parse(text, hints.order) {
        assert_eq!(date::parse(&date.to_string(), hints.order), Some(date));
    }
    if let Some(place) = place::parse(text) {
        assert_eq!(place::parse(&place), Some(place));
    }
    if let Some(code) = postcode::parse(text, hints.country()) {
        assert_eq!(postcode::parse(&code, hints.country()), Some(code));
    }
}
