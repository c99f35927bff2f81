//! However few or many rows are of one person, and whether they are written alike or copied: strangers are not joined.

#![allow(clippy::unwrap_used)] // a test that cannot read its data fails

use std::collections::{HashMap, HashSet};

use guanxi_match::{Settings, Table, dedupe, evaluate::pairwise};

/// Numbers that are the same in every run (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const GIVEN: &str = "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan \
                     Joseph Jessica Thomas Sarah Charles Karen Daniel Nancy Matthew Lisa Anthony Betty";
const FAMILY: &str = "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez \
                      Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark";
const STREETS: [&str; 6] = ["Oak Street", "Lake Avenue", "Mill Road", "Park Lane", "Hill Road", "Elm Street"];
const CITIES: [&str; 6] = ["Springfield", "Salem", "Madison", "Clinton", "Georgetown", "Fairview"];

/// Somebody, whose name many have.
fn person(numbers: &mut Numbers, at: usize) -> Vec<String> {
    let [given, family] = [GIVEN, FAMILY].map(|names| names.split_whitespace().collect::<Vec<_>>());
    let (given, family) = (numbers.one(&given), numbers.one(&family));
    vec![
        given.to_owned(),
        family.to_owned(),
        format!("{given}.{family}{at}@mailbox.org").to_lowercase(),
        format!("+1 212 {:07}", numbers.below(10_000_000)),
        format!("{} {}", 1 + numbers.below(900), numbers.one(&STREETS)),
        numbers.one(&CITIES).to_owned(),
    ]
}

/// So many people, of whom so many in a thousand have a second row: the same, or one with a slip and a cell less.
fn people(people: usize, doubled: usize, copied: bool) -> (Table, Vec<u32>) {
    let mut table = Table::new(["first_name", "last_name", "email", "phone", "address", "city"]);
    let (mut numbers, mut truth) = (Numbers(5), Vec::new());
    for at in 0..people {
        let mut row = person(&mut numbers, at);
        table.push(&row);
        truth.push(at as u32);
        if at * doubled / 1000 != (at + 1) * doubled / 1000 {
            if !copied {
                row[1].insert(2, 'x');
                row[2 + numbers.below(3)].clear();
            }
            table.push(&row);
            truth.push(at as u32);
        }
    }
    (table, truth)
}

/// Pairs of rows that are wrongly together, and the harmonic mean of precision and recall.
fn judged(table: &Table, truth: &[u32]) -> (u64, f64) {
    let clusters = dedupe(table, &Settings::default()).clusters;
    let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
    clusters
        .iter()
        .zip(truth)
        .for_each(|(&cluster, &person)| members.entry(cluster).or_default().push(person));
    let wrong = |members: &Vec<u32>| {
        let pairs =
            members.iter().enumerate().flat_map(|(at, l)| members[at + 1..].iter().map(move |r| (l, r)));
        pairs.filter(|(l, r)| l != r).count() as u64
    };
    (members.values().map(wrong).sum(), pairwise(&clusters, truth).f1())
}

#[test]
fn nobody_is_joined_where_everybody_is_there_once() {
    for count in [300, 3_000] {
        let (table, truth) = people(count, 0, false);
        assert_eq!(judged(&table, &truth).0, 0, "{count} people");
    }
}

#[test]
fn few_duplicates_are_found_among_many_namesakes() {
    for doubled in [3, 10, 50, 300] {
        let (table, truth) = people(3_000, doubled, false);
        let (wrong, f1) = judged(&table, &truth);
        assert!(wrong <= 1 && f1 > 0.97, "{doubled} in a thousand: {wrong} wrongly together, {f1}");
    }
}

#[test]
fn copies_are_one_person_and_teach_what_agrees() {
    for doubled in [20, 300] {
        let (table, truth) = people(2_000, doubled, true);
        let (wrong, f1) = judged(&table, &truth);
        assert!(wrong <= 1 && f1 > 0.99, "{doubled} in a thousand: {wrong} wrongly together, {f1}");
    }
    // Where a row says no more than who to write to.
    let mut table = Table::new(["email"]);
    let rows: Vec<u32> = (0..400_u32).flat_map(|at| vec![at; 1 + at as usize % 2]).collect();
    rows.iter().for_each(|at| table.push([format!("k{}@mailbox.org", at * 7919 % 1009)]));
    assert_eq!(judged(&table, &rows), (0, 1.0));
}

/// A few people of the shop's file: the first row of each, and of some all their rows.
fn sample(people_of: impl Fn(usize) -> bool) -> (Table, Vec<u32>) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/dedupe/data/shop_customers.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let of = names.iter().position(|name| name == "cluster").unwrap();
    let (mut table, mut truth) = (Table::new(names), Vec::new());
    let (mut numbers, mut seen) = (HashMap::new(), HashSet::new());
    for row in reader.records().map(Result::unwrap) {
        let next = numbers.len() as u32;
        let person = *numbers.entry(row[of].to_owned()).or_insert(next);
        if seen.insert(person) || people_of(person as usize) {
            table.push(row.iter());
            truth.push(person);
        }
    }
    (table.without(&["cluster"]), truth)
}

#[test]
fn a_shop_with_few_duplicates_is_not_joined_up() {
    let (table, truth) = sample(|_| false);
    assert!(judged(&table, &truth).0 <= 5, "{:?}", judged(&table, &truth));
    for (one_in, least) in [(20, 0.75), (7, 0.8)] {
        let (table, truth) = sample(|person| person % one_in == 0);
        let found = dedupe(&table, &Settings::default());
        let f1 = pairwise(&found.clusters, &truth).f1();
        assert!(f1 > least, "of one in {one_in} all rows: {f1}");
        let told = |warning: &String| warning.contains("what is expected of each kind");
        assert_eq!(found.model.warnings().iter().any(told), one_in == 20, "{:?}", found.model.warnings());
    }
}

/// Families of three who share a name, an address, a phone and the shop they go to, every third of them there twice. What
/// is made of the name stands beside it, too.
fn families() -> (Table, Vec<u32>) {
    let mut table =
        Table::new(["first_name", "last_name", "phone", "address", "store", "username", "birth_date"]);
    let (mut numbers, mut truth) = (Numbers(11), Vec::new());
    for family in 0..400 {
        let mut row = person(&mut numbers, family);
        let given: Vec<&str> = GIVEN.split_whitespace().collect();
        let store =
            ["North", "South", "East", "West", "Harbour", "Station", "Airport", "Mall"][numbers.below(8)];
        for member in 0..3 {
            row[0] = given[(family + member * 9) % given.len()].to_owned();
            let username = format!("{}{}", &row[0][..1], row[1]).to_lowercase();
            let born = format!(
                "19{}-{:02}-{:02}",
                40 + numbers.below(55),
                1 + numbers.below(12),
                1 + numbers.below(28)
            );
            for time in 0..1 + u32::from(numbers.below(3) == 0) {
                let (mut phone, mut born) = (row[3].clone(), born.clone());
                if time > 0 {
                    [&mut phone, &mut born][numbers.below(2)].clear();
                }
                table.push([&row[0], &row[1], &phone, &row[4], &store.to_owned(), &username, &born]);
                truth.push(family as u32 * 3 + member as u32);
            }
        }
    }
    (table, truth)
}

#[test]
fn families_are_not_one_person_because_they_share_a_shop() {
    let (table, truth) = families();
    for left_out in [&["username"][..], &["store"], &[]] {
        let (wrong, f1) = judged(&table.clone().without(left_out), &truth);
        assert!(wrong <= 8 && f1 > 0.98, "without {left_out:?}: {wrong} wrongly together, {f1}");
    }
}
