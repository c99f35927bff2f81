//! What a table as a whole tells about each of its values.

use super::{
    Hints,
    column::{Kind, SAMPLES_MAX},
    date, fold, name, phone,
};

/// What a table tells about all of its values: the kinds of its columns are known, `columns` has values of each.
///
/// The country is the one that more than half of all signs speak for: cells that name it, calling codes and ways of
/// writing numbers, ends of e-mail domains, the script of names and which family names they are. `None` where there
/// are fewer than two signs, or none of them prevails.
pub fn hints(columns: &[(Kind, &[&str])]) -> Hints {
    let mut signs = Signs::default();
    let mut dates = Vec::new();
    for (kind, values) in columns {
        let step = values.len().div_ceil(SAMPLES_MAX).max(1);
        let values = values.iter().step_by(step).copied().filter(|value| !value.trim().is_empty());
        match kind {
            Kind::FullName | Kind::GivenName | Kind::FamilyName => {
                values.for_each(|value| signs.name(value, *kind));
            }
            Kind::Phone => values.filter_map(phone::country_of).for_each(|country| signs.vote(country, 2)),
            Kind::Email => values.filter_map(country_of_domain).for_each(|country| signs.vote(country, 1)),
            Kind::Country => values.filter_map(country).for_each(|country| signs.vote(country, 3)),
            Kind::BirthDate => dates.extend(values),
            _ => {}
        }
    }
    Hints {
        country: signs.country().map(str::to_owned),
        order: date::guess_order(dates),
        han: signs.han > 0 && signs.han * 10 > signs.names,
    }
}

#[derive(Default)]
struct Signs {
    votes: std::collections::BTreeMap<&'static str, usize>,
    names: usize,
    han: usize,
}

impl Signs {
    fn vote(&mut self, country: &'static str, weight: usize) {
        *self.votes.entry(country).or_default() += weight;
    }

    fn name(&mut self, value: &str, kind: Kind) {
        self.names += 1;
        let folded = fold::text(super::cap_at(value, 160));
        let has = |is: fn(char) -> bool| folded.chars().any(is);
        if has(fold::is_kana) {
            self.vote("JP", 2);
        } else if has(fold::is_hangul) {
            self.vote("KR", 2);
        } else if has(fold::is_han) {
            self.han += 1;
            if kind == Kind::GivenName {
                return; // one in characters may be of either
            }
            if name::begins_japanese(&folded) { self.vote("JP", 2) } else { self.vote("CN", 1) }
        }
    }

    fn country(&self) -> Option<&'static str> {
        let all: usize = self.votes.values().sum();
        let (country, most) = self.votes.iter().max_by_key(|(_, votes)| **votes)?;
        (*most >= 2 && most * 2 > all).then_some(*country)
    }
}

/// The country of a domain's end, where it says one.
fn country_of_domain(address: &str) -> Option<&'static str> {
    let end = address.trim().rsplit('.').next()?.to_ascii_lowercase();
    DOMAINS.iter().find(|(domain, _)| *domain == end).map(|(_, country)| *country)
}

const DOMAINS: &[(&str, &str)] = &[
    ("de", "DE"),
    ("fr", "FR"),
    ("es", "ES"),
    ("it", "IT"),
    ("uk", "GB"),
    ("jp", "JP"),
    ("kr", "KR"),
    ("cn", "CN"),
    ("at", "AT"),
    ("ch", "CH"),
    ("nl", "NL"),
    ("be", "BE"),
    ("pl", "PL"),
    ("pt", "PT"),
    ("se", "SE"),
    ("no", "NO"),
    ("dk", "DK"),
    ("fi", "FI"),
    ("ru", "RU"),
    ("br", "BR"),
    ("mx", "MX"),
    ("au", "AU"),
    ("nz", "NZ"),
    ("ca", "CA"),
    ("in", "IN"),
    ("ie", "IE"),
    ("tw", "TW"),
    ("hk", "HK"),
    ("sg", "SG"),
];

/// The country that a cell names: its code of two or three letters, or its name in its own language, English or
/// Chinese. ISO 3166-1 alpha-2.
pub fn country(text: &str) -> Option<&'static str> {
    let folded = fold::text(super::cap_at(text, 80));
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let lines = include_str!("data/countries.txt").lines();
    let found =
        lines.filter(|line| line.split(' ').any(|name| name == bare)).map(|line| &line[..2]).next()?;
    CODES.iter().find(|code| code.eq_ignore_ascii_case(found)).copied()
}

const CODES: &[&str] = &[
    "CN", "US", "GB", "DE", "FR", "ES", "IT", "JP", "KR", "AT", "CH", "NL", "BE", "PL", "PT", "SE", "NO",
    "DK", "FI", "RU", "BR", "MX", "AR", "CL", "CO", "PE", "AU", "NZ", "CA", "IN", "IE", "TW", "HK", "MO",
    "SG", "MY", "TH", "VN", "PH", "ID", "ZA", "TR", "GR", "CZ", "HU", "RO", "UA", "IL", "AE", "SA",
];

#[cfg(test)]
mod tests {
    use super::{Kind, country, hints};
    use crate::normalise::date::Order;

    #[test]
    fn of_tables() {
        let han = hints(&[(Kind::FullName, &["张伟", "王芳", "Li Na"]), (Kind::BirthDate, &["1990-03-05"])]);
        assert!(han.han && han.country() == Some("CN"));
        let latin =
            hints(&[(Kind::FullName, &["Anna Smith"]), (Kind::BirthDate, &["25/3/1990", "3/4/1990"])]);
        assert!(!latin.han && latin.country().is_none());
        assert_eq!(latin.order, Order::DayMonthYear);
        for (columns, expected) in [
            (&[(Kind::Phone, &["06 25 90 41 47", "01 25 90 41 48"][..])][..], Some("FR")),
            (&[(Kind::Phone, &["(206) 388-2678", "206-388-2671"])], Some("US")),
            (&[(Kind::Phone, &["+49 30 901820", "0049 30 901821"])], Some("DE")),
            (&[(Kind::Phone, &["+49 30 901820", "+33 6 25 90 41 47"])], None),
            (&[(Kind::Email, &["a.b@web.de", "c@gmx.de", "d@gmail.com"])], Some("DE")),
            (&[(Kind::Country, &["France", "FR", "Deutschland"])], Some("FR")),
            (&[(Kind::FullName, &["佐藤健", "鈴木一郎", "田中花子"])], Some("JP")),
            (&[(Kind::FamilyName, &["佐藤", "鈴木", "高橋", "森"])], Some("JP")),
            (&[(Kind::FamilyName, &["佐藤", "林"]), (Kind::GivenName, &["麻衣", "健", "花子"])], Some("JP")),
            (&[(Kind::FullName, &["김민준", "이영희"])], Some("KR")),
        ] {
            assert_eq!(hints(columns).country(), expected, "{columns:?}");
        }
    }

    #[test]
    fn countries() {
        for (text, code) in [
            ("CN", Some("CN")),
            ("China", Some("CN")),
            ("中国", Some("CN")),
            ("USA", Some("US")),
            ("United States", Some("US")),
            ("U.S.A.", Some("US")),
            ("Deutschland", Some("DE")),
            ("España", Some("ES")),
            ("日本", Some("JP")),
            ("대한민국", Some("KR")),
            ("UK", Some("GB")),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(country(text), code, "{text}");
        }
    }
}
