//! Laws of the normalisers: nothing panics, nothing runs long, and what is normal stays as it is.

use guanxi_match::normalise::{
    Hints, address, column,
    date::{self, Order},
    email, fold, gender, name, phone, phonetic, place, placeholder, postcode,
};
use proptest::prelude::*;

/// Texts of any characters, and of those that customer fields are made of.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "张",
        "伟",
        "欧阳",
        "先生",
        "小",
        "阿",
        "省",
        "市",
        "区",
        "路",
        "号",
        "栋",
        "单元",
        "室",
        "一",
        "十",
        "〇",
        "年",
        "月",
        "日",
        "昭和",
        "Smith",
        "John",
        "van",
        "der",
        "de la",
        "Jr.",
        "Dr.",
        "O'",
        "Müller",
        "ß",
        "İ",
        "ﬁ",
        "Zhang",
        "wei",
        "lü",
        "Ouyang",
        ",",
        " ",
        "\u{3000}",
        ".",
        "-",
        "/",
        "·",
        "(",
        ")",
        "\"",
        "@",
        "gmail.com",
        "qq.con",
        "+",
        "<",
        ">",
        "mailto:",
        "+86",
        "0086",
        "138",
        "0",
        "1",
        "12",
        "1990",
        "3",
        "Mar",
        "St.",
        "Street",
        "Apt",
        "#",
        "№",
        "ﾔﾏﾀﾞ",
        "たろう",
        "ー",
        "ッ",
        "김",
        "민준",
        "Иван",
        "ος",
        "e10",
        "1.3",
        "x",
        "ext",
        "丁目",
        "号楼",
        "\u{301}",
        "\u{200b}",
        "🙂",
        "𠮷",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())]
}

fn hints() -> impl Strategy<Value = Hints> {
    let countries = prop::sample::select(vec!["", "CN", "US", "DE", "FR", "ES", "JP", "KR", "GB", "??"]);
    let orders = prop::sample::select(vec![Order::YearMonthDay, Order::DayMonthYear, Order::MonthDayYear]);
    (countries, orders, any::<bool>()).prop_map(|(country, order, han)| Hints {
        country: Some(country.to_owned()).filter(|country| !country.is_empty()),
        order,
        han,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn folding_again_changes_nothing(text in texts()) {
        let once = fold::text(&text);
        prop_assert_eq!(&fold::text(&once), &once);
    }

    #[test]
    fn values_read_from_values_are_themselves(text in texts(), hints in hints()) {
        if let Some(email) = email::parse(&text) {
            prop_assert_eq!(email::parse(&email.canonical).map(|e| e.canonical), Some(email.canonical.clone()));
            prop_assert_eq!(format!("{}@{}", email.local, email.domain), email.canonical);
        }
        if let Some(phone) = phone::parse(&text, hints.country())
            && let Some(e164) = phone.e164.clone()
        {
            prop_assert_eq!(phone::parse(&e164, hints.country()), Some(phone));
        }
        if let Some(date) = date::parse(&text, hints.order) {
            prop_assert_eq!(date::parse(&date.to_string(), hints.order), Some(date));
        }
        let read = [Order::DayMonthYear, Order::MonthDayYear].map(|order| {
            date::parse(&text, order).map(|date| (date.day > 0, date.year.is_some()))
        });
        prop_assert_eq!(read[0], read[1], "whether it is a date is the same in any order");
        if let Some(code) = postcode::parse(&text, hints.country()) {
            prop_assert_eq!(postcode::parse(&code, hints.country()), Some(code));
        }
        if let Some(place) = place::parse(&text) {
            prop_assert_eq!(place::parse(&place), Some(place));
        }
    }

    #[test]
    fn case_and_width_and_blanks_around_do_not_matter(text in "[a-zA-Z0-9@.+' -]{0,30}") {
        let wide: String = text.chars().map(|c| match c {
            ' ' => '\u{3000}',
            '\'' | '-' => c,
            c => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        }).collect();
        prop_assert_eq!(fold::text(&wide), fold::text(&text));
        prop_assert_eq!(email::parse(&wide), email::parse(&format!("  {}\n", text.to_uppercase())));
        prop_assert_eq!(phone::parse(&wide, Some("CN")), phone::parse(&text, Some("CN")));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in texts(), other in texts(), hints in hints()) {
        if let Some(name) = name::full(&text, &hints) {
            prop_assert!(!name.given_key.is_empty() || !name.family_key.is_empty());
            prop_assert_eq!(name.swapped().swapped().given_key, name.given_key);
        }
        if let Some(name) = name::parts(&text, &other, &hints) {
            prop_assert!(!name.given_key.is_empty() || !name.family_key.is_empty());
        }
        if let Some(address) = address::parse(&text, &hints) {
            prop_assert!(!address.tokens.is_empty());
        }
        name::are_related(&text, &other);
        phonetic::key(&text);
        gender::parse(&text);
        place::region(&text, hints.country());
        date::from_parts(&text, &other, &text);
        date::guess_order([text.as_str(), other.as_str()]);
        column::detect(&text, &[&other, &text]);
        for kind in [placeholder::Kind::Name, placeholder::Kind::Email, placeholder::Kind::Phone, placeholder::Kind::Date, placeholder::Kind::Address, placeholder::Kind::Other] {
            placeholder::is(kind, &text);
        }
    }

    #[test]
    fn names_in_either_order_have_equal_keys(family in prop::sample::select(vec!["Zhang", "Wang", "Huang", "Ouyang", "Zhuge"]), given in prop::sample::select(vec!["Wei", "Xiaoming", "Jing", "Haoran"])) {
        let first = name::full(&format!("{family} {given}"), &Hints::default()).unwrap();
        let last = name::full(&format!("{given} {}", family.to_uppercase()), &Hints::default()).unwrap();
        let joined = name::full(&format!("{family}{given}").to_lowercase(), &Hints::default()).unwrap();
        for name in [last, joined] {
            prop_assert_eq!((&name.given_key, &name.family_key), (&first.given_key, &first.family_key));
        }
    }
}

/// Ten million bytes in a cell cost what their beginning costs.
#[test]
fn huge_cells_are_bounded() {
    let hints = Hints::default();
    for piece in [
        "a",
        "张",
        "1",
        "a ",
        ",",
        "(",
        "@",
        "1/",
        "张路1号",
        "ﬃ",
        "\u{301}",
        "ー",
        "김",
        "mailto:",
        "0086",
        "年1",
    ] {
        let huge = piece.repeat(10_000_000 / piece.len());
        let start = std::time::Instant::now();
        for _ in 0..20 {
            name::full(&huge, &hints);
            name::parts(&huge, &huge, &hints);
            address::parse(&huge, &hints);
            email::parse(&huge);
            phone::parse(&huge, Some("CN"));
            date::parse(&huge, Order::DayMonthYear);
            place::parse(&huge);
            postcode::parse(&huge, None);
            gender::parse(&huge);
            placeholder::is(placeholder::Kind::Name, &huge);
            column::detect(&huge, &[&huge]);
        }
        assert!(start.elapsed().as_secs_f64() < 5.0, "{piece}");
    }
}
