//! Given and family names in each other's place.

#![allow(clippy::unwrap_used)] // a test that cannot explain a pair fails

use guanxi_match::{Explanation, Settings, Table, dedupe};

/// People whose names are given names as often as family names, some of whom wrote theirs the wrong way round.
fn people(names: &[[&str; 2]]) -> Table {
    let mut table = Table::new(["first_name", "last_name", "email"]);
    for person in 0..200 {
        let given = ["Walter", "Martin", "Paul", "Simon", "Anton"][person % 5];
        let family = ["Martin", "Paul", "Huber", "Walter", "Gruber", "Maier", "Simon"][person / 5 % 7];
        let email = format!("p{}@mailbox.org", person * 7919 % 1009);
        table.push([given, family, &email]);
        let [given, family] = if person % 10 == 0 { [family, given] } else { [given, family] };
        table.push([given, family, &email]);
    }
    names.iter().for_each(|[given, family]| table.push([given, family, ""]));
    table
}

/// What the last two rows of a table say of each other.
fn last_two(table: &Table) -> Explanation {
    let model = dedupe(table, &Settings::default()).model;
    let [left, right] = [2, 1].map(|back| table.record(table.rows() - back));
    model.explain(&left, &right)
}

fn level(explanation: &Explanation, field: usize) -> (&str, f64) {
    (explanation.fields[field].level, explanation.fields[field].weight)
}

#[test]
fn are_one_event_that_says_no_more_than_the_same_names() {
    let swapped = last_two(&people(&[["Walter", "Martin"], ["Martin", "Walter"]]));
    let same = last_two(&people(&[["Walter", "Martin"], ["Walter", "Martin"]]));
    let (told, weight) = level(&swapped, 0);
    assert_eq!((told, level(&swapped, 1)), ("in each other's place", ("in each other's place", 0.0)));
    assert!(weight <= level(&same, 0).1 + level(&same, 1).1 + 1e-9, "{swapped:?}");
    let summed: f64 = swapped.fields.iter().map(|field| field.weight + field.frequency).sum();
    assert!((swapped.prior + summed + swapped.household - swapped.weight).abs() < 1e-9);
}

#[test]
fn of_a_name_without_one_part() {
    let half = last_two(&people(&[["Walter", "Huber"], ["", "Walter"]]));
    assert_eq!((level(&half, 0).0, level(&half, 1).0), ("missing", "in each other's place"));
}

#[test]
fn names_in_characters_that_sound_alike_are_not_in_each_others_place() {
    let of = |one: [&str; 2], other: [&str; 2]| level(&last_two(&people(&[one, other])), 0).0.to_owned();
    assert_ne!(of(["语", "李"], ["莉", "余"]), "in each other's place");
    assert_eq!(of(["李", "余"], ["余", "李"]), "in each other's place");
}

#[test]
fn another_writing_says_nothing_where_one_part_agrees() {
    let mut table = Table::new(["first_name", "last_name", "display_name", "email"]);
    for person in 0..120 {
        let given = ["Walter", "Martin", "Paul", "Simon", "Anton"][person % 5];
        let family =
            format!("{}{}", ["Huber", "Gruber", "Maier"][person / 5 % 3], ["", "er", "mann"][person % 3]);
        let email = format!("p{}@mailbox.org", person * 7919 % 1009);
        (0..2).for_each(|_| table.push([given, &family, &format!("{family}, {given}"), &email]));
    }
    table.push(["Walter", "Huber", "Huber, Walter", ""]);
    table.push(["Egon", "Huber", "Huber, Egon", ""]);
    let half = last_two(&table);
    let display = half.fields.iter().find(|field| field.field == "display_name").unwrap();
    assert_eq!((display.level, display.weight), ("half of the words in common", 0.0), "{half:?}");
}
