use super::{Schema, Source};
use crate::{Table, value::Kind};

const GIVEN: [&str; 8] = ["Anna", "Peter", "Maria", "Thomas", "Julia", "Paul", "Laura", "Martin"];
const FAMILY: [&str; 8] =
    ["Werner", "Beck", "Krause", "Schuster", "Lindner", "Hofmann", "Kaiser", "Dietrich"];
const CHARACTERS: [[&str; 3]; 6] = [
    ["佐藤", "サトウ", "マイ"],
    ["鈴木", "スズキ", "ケン"],
    ["高橋", "タカハシ", "ハナコ"],
    ["田中", "タナカ", "イチロウ"],
    ["伊藤", "イトウ", "ミサキ"],
    ["渡辺", "ワタナベ", "ダイスケ"],
];

/// What a column of a made table holds in a row.
fn cell(what: &str, row: usize) -> String {
    let person = row / 2; // each comes twice
    let letters = |n: usize| ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n'][n % 8];
    match what {
        "given" => GIVEN[person % 8].to_owned(),
        "family" => format!("{}{}", FAMILY[person / 8 % 8], letters(person * 5 / 3)),
        "user" => format!("{}{}", cell("given", row)[..1].to_lowercase(), cell("family", row).to_lowercase()),
        "last first" => format!("{}, {}", cell("family", row), cell("given", row)),
        "whole" => format!("{} {}", cell("given", row), cell("family", row)),
        "kanji family" => CHARACTERS[person % 6][0].to_owned(),
        "kanji given" => {
            let [one, other] = [("麻健花美大優", person % 6), ("衣子咲輔太香", person / 6 % 6)];
            [one, other].iter().filter_map(|(all, at)| all.chars().nth(*at)).collect()
        }
        "kana family" => CHARACTERS[person % 6][1].to_owned(),
        "kana given" => CHARACTERS[person / 2 % 6][2].to_owned(),
        "year" => (1821 + person * 7 % 60).to_string(),
        "late year" => (1931 + person * 7 % 67).to_string(),
        "census" => [1851, 1861, 1871][person % 3].to_string(),
        "age" => ([1851, 1861, 1871][person % 3] - 1821 - person * 7 % 30 + row % 2).to_string(),
        "month" => (1 + person % 12).to_string(),
        "day" => (1 + person * 5 % 31).to_string(),
        "date" => format!("{}-{:02}-{:02}", 1931 + person * 7 % 67, 1 + person % 12, 1 + person % 28),
        "phone" => format!("0301{:06}", person * 7919 % 1_000_000),
        "other phone" => format!("0301{:06}", row * 7919 % 1_000_000),
        "street" => format!("{} Street {}", FAMILY[person % 8], person),
        "postcode" => format!("{}", 34_000 + person * 13 % 900),
        "email" => format!("{}{person}@mailbox.org", cell("given", row).to_lowercase()),
        "ref" => format!("M{}", 100 + row),
        "number" => (5_000_001 + row * 3).to_string(),
        "british" => format!("AB{row} {}CD", row % 10),
        other => other.to_owned(),
    }
}

/// A table of `rows`, of columns `header = what`.
fn table(columns: &str, rows: usize) -> Table {
    let columns: Vec<(&str, &str)> = columns.split(", ").map(|c| c.split_once(" = ").unwrap()).collect();
    let mut table = Table::new(columns.iter().map(|column| column.0));
    (0..rows).for_each(|row| table.push(columns.iter().map(|column| cell(column.1, row))));
    table
}

/// The fields as `kind: columns`.
fn told(schema: &Schema) -> Vec<String> {
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    let fields = schema.fields.iter().filter(|field| field.kind != Kind::Family).map(|field| {
        let columns = match &field.source {
            Source::Columns(columns) => columns.join(" + "),
            Source::FullName(column) => column.clone(),
            Source::NameParts(a, b) => [a, b].map(part).join(" + "),
            Source::DateParts(a, b, c) => [a, b, c].map(part).join(" + "),
            Source::AgeInYear(age, year) => format!("{age} in {year}"),
        };
        format!("{:?}: {columns}", field.kind)
    });
    fields.collect()
}

/// Each row: columns of a table, and one field that comes out of them.
fn check(rows: usize, cases: &[(&str, &str)]) {
    let found =
        cases.iter().map(|(columns, field)| (columns, field, told(&Schema::of(&table(columns, rows)))));
    let wrong: Vec<_> = found.filter(|(_, field, told)| !told.iter().any(|one| one == **field)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Each row: columns of a table, and one that is left out of it.
fn check_out(rows: usize, cases: &[(&str, &str, &str)]) {
    for (columns, out, reason) in cases {
        let table = table(columns, rows);
        let left = Schema::of(&table).unused(&table);
        let told = left.iter().find(|left| left.column == *out).map(|left| left.reason.as_str());
        assert!(told.is_some_and(|told| told.contains(reason)), "{columns}: {left:?}");
    }
}

#[test]
fn names_in_two_columns() {
    let cases = [
        ("Vorname = given, Name = family", "Given: Vorname + Name"),
        ("Name = family, Vorname = given", "Given: Vorname + Name"),
        ("Name = given, Surname = family", "Given: Name + Surname"),
        ("First Name = given, Name = family, Contact = whole", "Given: First Name + Name"),
        ("First Name = given, Name = whole", "Given: Name"),
        ("Prénom = given, Nom de naissance = family", "Given: Prénom + Nom de naissance"),
        ("vname = given, nname = family", "Given: vname + nname"),
        ("a = given, b = family, c = date", "Given: a + b"),
        ("c1 = family, c2 = given, c3 = postcode", "Given: c2 + c1"),
        ("姓 = kanji family, 名前 = kanji given", "Given: 名前 + 姓"),
        ("a = kanji family, b = kanji given, c = phone", "Given: b + a"),
    ];
    check(200, &cases);
    check(40, &cases[..8]);
}

#[test]
fn words_that_are_no_names() {
    let mut table = Table::new(["x", "y", "price"]);
    for row in 0..300 {
        let word = |n: usize| FAMILY[n % 8].chars().rev().collect::<String>();
        table.push([word(row * 3) + &word(row / 7), word(row), (row * 7 % 90).to_string()]);
    }
    assert!(Schema::of(&table).index_of(Kind::Given).is_none());
}

#[test]
fn names_in_other_letters() {
    let kana = "セイ = kana family, メイ = kana given, 電話 = phone";
    let both = |family: &str, given: &str| format!("{family} = kanji family, {given} = kanji given, {kana}");
    check(200, &[(&both("姓", "名"), "Given: 名 + 姓"), (&both("姓", "名"), "Alias: セイ + メイ")]);
    let latin = "last_name = kanji family, first_name = kanji given, last_name_kana = kana family, \
                 first_name_kana = kana given";
    check(200, &[(latin, "Alias: last_name_kana + first_name_kana")]);
    let whole = "苗字 = kanji family, 名前 = kanji given, 苗字カナ = kana family, 名前カナ = kana given";
    check(200, &[(whole, "Given: 名前 + 苗字"), (whole, "Alias: 苗字カナ + 名前カナ")]);
}

#[test]
fn dates_in_parts() {
    let cases = [
        ("given = given, surname = family, birth_year = year", "Date: birth_year + - + -"),
        ("yob = year, mob = month, dob = day", "Date: yob + mob + dob"),
        ("BirthYear = year, BirthMonth = month, BirthDay = day", "Date: BirthYear + BirthMonth + BirthDay"),
        (
            "Geburtsjahr = late year, Geburtsmonat = month, Geburtstag = day",
            "Date: Geburtsjahr + Geburtsmonat + Geburtstag",
        ),
        ("生年 = late year, 生月 = month, 生日 = day", "Date: 生年 + 生月 + 生日"),
        ("year = year, month = month, day = day", "Date: year + month + day"),
        ("Tag = day, Monat = month, Jahr = late year", "Date: Jahr + Monat + Tag"),
        ("año = late year, mes = month, día = day", "Date: año + mes + día"),
        ("annee_naissance = late year, mois_naissance = month", "Date: annee_naissance + mois_naissance + -"),
        ("c1 = late year, c2 = month, c3 = day", "Date: c1 + c2 + c3"),
        ("dob = year, sex = m", "Date: dob"),
        ("year = late year, name = whole", "Date: year + - + -"),
        ("name = whole, birth_year = late year, seen = date", "Date: birth_year + - + -"),
    ];
    check(200, &cases);
}

#[test]
fn an_age_and_the_year_it_is_of() {
    let cases = [
        ("name = whole, age = age, census_year = census", "Date: age in census_year"),
        ("Year = census, Name = whole, Age = age", "Date: Age in Year"),
        ("name = whole, age = age", "Number: age"),
        ("name = whole, age = age, dob = date, census_year = census", "Number: age"),
    ];
    check(200, &cases);
}

#[test]
fn what_is_made_of_a_name_lies_within_it() {
    let cases = [
        ("first_name = given, last_name = family, username = user", "Alias: username"),
        ("first_name = given, last_name = family, Display = last first", "Alias: Display"),
        ("first_name = given, last_name = family, code = ref, slogan = street", "Address: slogan"),
    ];
    check(200, &cases);
}

#[test]
fn of_two_columns_the_one_whose_header_says_nothing_else() {
    let cases =
        [("last_product = street, first_name = given, last_name = family", "Given: first_name + last_name")];
    check(200, &cases);
}

#[test]
fn the_country_of_a_table() {
    let country = |columns: &str| Schema::of(&table(columns, 200)).country;
    for (columns, expected) in [
        ("姓 = kanji family, 名 = kanji given", Some("JP")),
        ("given = given, family = family, phone = +49 30 901820", None),
        ("given = given, family = family, land = Deutschland", Some("DE")),
        ("given = given, family = family, country = JP", Some("JP")),
        ("given = given, family = family", None),
    ] {
        assert_eq!(country(columns).as_deref(), expected, "{columns}");
    }
}

#[test]
fn years_that_are_not_of_birth() {
    let cases = [
        ("name = whole, census_year = census", "census_year", "nothing says that it is of birth"),
        ("name = whole, year = census", "year", "nothing says that it is of birth"),
        ("name = whole, birth_year = late year, dob = date", "birth_year", "dob has all of it"),
        ("name = whole, birth month = month", "birth month", "no column has its year"),
        ("name = whole, phone = family", "phone", ""),
    ];
    check_out(200, &cases[..4]);
    assert!(!told(&Schema::of(&table(cases[4].0, 200))).contains(&"Phone: phone".to_owned()));
}

#[test]
fn numbers_of_rows_at_any_size() {
    for rows in [6, 20, 300] {
        let cases =
            ["customer_id = number", "Kundennummer = ref", "member = ref", "ref7 = number", "Nr. = ref"];
        for case in cases {
            let (out, _) = case.split_once(" = ").unwrap();
            check_out(rows, &[(&format!("name = whole, email = email, {case}"), out, "number of the row")]);
        }
    }
    let cases = [
        ("name = whole, phone hash = other phone", "phone hash", "number of the row"),
        ("name = whole, postcode_key = british", "postcode_key", "number of the row"),
    ];
    check_out(300, &cases);
}

#[test]
fn numbers_of_people() {
    let cases = [
        ("name = whole, Tel.-Nr. = phone", "Phone: Tel.-Nr."),
        ("name = whole, customer phone = other phone", "Phone: customer phone"),
        ("name = whole, Straße/Nr. = street", "Address: Straße/Nr."),
        ("name = whole, c5 = postcode", "Postcode: c5"),
        ("name = whole, postcode_old = postcode", "Postcode: postcode_old"),
    ];
    check(200, &cases);
    // What a state numbers people by tells a few of them apart.
    check(6, &[("name = whole, passport no = ref", "Identifier: passport no")]);
}
