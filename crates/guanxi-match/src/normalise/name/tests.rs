use proptest::prelude::*;

use super::{Hints, Name, Script, are_related, full, parts, stands_alone};

fn hints(country: &str) -> Hints {
    Hints { country: (country != "-").then(|| country.to_owned()), ..Hints::default() }
}

fn shown(name: &Name) -> String {
    let flags = match (name.family_only, name.nickname) {
        (true, true) => " family nick",
        (true, false) => " family",
        (false, true) => " nick",
        _ => "",
    };
    let middle = if name.middle.is_empty() { String::new() } else { format!(" ({})", name.middle) };
    format!("{}/{}{middle}{flags}", name.given_key, name.family_key)
}

/// Each row: the country, the name as written, its keys `given/family (middle) flags`.
#[test]
fn full_names_by_table() {
    let mut wrong = Vec::new();
    for line in
        include_str!("../data/tests/names.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
    {
        let (raw, expected) = line.split_once(" -> ").unwrap();
        let (country, raw) = raw.split_once(' ').unwrap();
        let got = full(raw, &hints(country)).map_or("none".to_owned(), |name| shown(&name));
        if got != expected {
            wrong.push(format!("{raw}: {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each row: writings of one name, all of equal keys.
#[test]
fn writings_of_one_name() {
    let mut wrong = Vec::new();
    for line in
        include_str!("../data/tests/same_names.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
    {
        let names: Vec<_> =
            line.split(" = ").map(|raw| (raw, full(raw, &Hints::default()).unwrap())).collect();
        let first = &names[0].1;
        for (raw, name) in &names {
            if (&name.given_key, &name.family_key) != (&first.given_key, &first.family_key) {
                wrong.push(format!("{raw}: {} is not {}", shown(name), shown(first)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_cells() {
    for (given, family, expected) in [
        ("John", "Smith", "john/smith"),
        ("John A.", "Smith Jr.", "john/smith (a)"),
        ("Dr. Bob", "van der Berg", "robert/vanderberg"),
        ("伟", "张", "wei/zhang"),
        ("張偉", "張", "wei/zhang"),
        ("Wei", "Zhang", "wei/zhang"),
        ("Xiao Ming", "Ou Yang", "xiaoming/ouyang"),
        ("Jean-Pierre", "Dupont", "jeanpierre/dupont"),
        ("Jean Pierre", "Dupont", "jeanpierre/dupont"),
        ("", "Smith", "/smith family"),
        ("Anna", "", "anna/"),
        ("n/a", "Smith", "/smith family"),
        ("太郎", "田中", "taro/tanaka"),
        ("민준", "김", "minjun/kim"),
        ("Min-jun", "Kim", "minjun/kim"),
        ("Jürgen", "Müller", "george/muller"),
        ("Juergen", "Mueller", "george/muller"),
    ] {
        let name = parts(given, family, &Hints::default()).unwrap();
        assert_eq!(shown(&name), expected, "{given} {family}");
    }
    assert_eq!(parts("", " ", &Hints::default()), None);
    assert_eq!(parts("unknown", "n/a", &Hints::default()), None);
}

#[test]
fn swapping_twice_changes_nothing() {
    let name = full("Ann Lee Smith", &Hints::default()).unwrap();
    assert_ne!(name.swapped(), name);
    assert_eq!(name.swapped().swapped(), name);
}

#[test]
fn relations() {
    for (one, other) in
        [("bob", "robert"), ("pat", "patrick"), ("pat", "patricia"), ("liz", "beth"), ("kate", "catherine")]
    {
        assert!(are_related(one, other) && are_related(other, one), "{one} {other}");
    }
    assert!(!are_related("patrick", "patricia"));
    assert!(!are_related("john", "mary"));
}

#[test]
fn scripts() {
    for (raw, script) in [
        ("张伟", Script::Han),
        ("Zhang Wei", Script::Pinyin),
        ("John Smith", Script::Latin),
        ("ヤマダ タロウ", Script::Japanese),
        ("김민준", Script::Korean),
        ("Иван Иванов", Script::Latin),
        ("محمد علي", Script::Other),
    ] {
        assert_eq!(full(raw, &Hints::default()).unwrap().script, script, "{raw}");
    }
}

proptest! {
    #[test]
    fn a_word_that_stands_alone_reads_the_same_beside_any_other(
        words in prop::collection::vec("[a-z]{2,8}", 3),
        known in prop::sample::select(vec!["smith", "maria", "dr", "jr", "von", "of", "jose", "mueller", "jones"]),
        country in prop::sample::select(vec![None, Some("CN"), Some("KR"), Some("JP"), Some("ES"), Some("FR")]),
    ) {
        let hints = Hints { country: country.map(str::to_owned), han: country == Some("CN"), ..Hints::default() };
        let words: Vec<&str> = words.iter().map(String::as_str).chain([known]).filter(|w| stands_alone(w)).collect();
        for word in &words {
            let with = |other: &str| {
                let read = |given, family| parts(given, family, &hints).unwrap();
                let (first, last) = (read(word, other), read(other, word));
                let given = (first.given, first.given_key, first.given_sound, first.nickname);
                (given, (last.family, last.family_key, last.family_sound), first.script, last.script)
            };
            for other in words.iter().chain([&""]) {
                prop_assert_eq!(with(other), with(word), "{} beside {}", word, other);
            }
        }
    }
}

#[test]
fn what_stands_alone() {
    for (word, alone) in [
        ("Smith", true),
        ("MARIA", true),
        ("Wang", false),
        ("kim", false),
        ("of", false),
        ("Tanaka", false),
        ("Ann Marie", false),
        ("Müller", true),
        ("O'Brien", false),
        ("n/a", false),
        ("J", false),
        ("张", false),
    ] {
        assert_eq!(stands_alone(word), alone, "{word}");
    }
}
