//! A record that bears what belongs to several people does not make one person of them.

use guanxi_match::{Settings, Table, dedupe};

const GIVEN: [&str; 10] =
    ["Alice", "Bruno", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Irene", "Jonas"];
const FAMILY: [&str; 10] =
    ["Abbott", "Becker", "Carter", "Duncan", "Ellis", "Fowler", "Garner", "Hobbs", "Ingram", "Jensen"];

/// Somebody's row: given and family name, e-mail, phone, birth date.
fn person(at: usize) -> [String; 5] {
    let (given, family) = (GIVEN[at % 10], FAMILY[at / 10 % 10]);
    let email = format!("{given}.{family}@mailbox.org").to_lowercase();
    let phone = format!("+4930{:07}", 2_345_671 + at * 7_919);
    let day = format!("19{:02}-{:02}-{:02}", 50 + at % 40, 1 + at % 12, 1 + at % 28);
    [given.to_owned(), family.to_owned(), email, phone, day]
}

/// A hundred people, every third of them twice, and then what is added. Of the people at 1 and 52 the first gave no phone and
/// the other no e-mail.
fn crowd(more: &[[String; 5]]) -> Table {
    let mut table = Table::new(["first_name", "last_name", "email", "phone", "birth_date"]);
    for at in (0..100).chain((0..100).step_by(3)) {
        let mut row = person(at);
        BOTH.iter().zip([3, 2]).filter(|both| *both.0 == at).for_each(|(_, cell)| row[cell].clear());
        table.push(row);
    }
    more.iter().for_each(|row| table.push(row));
    table
}

/// Two people who have one row each and share nothing.
const BOTH: [usize; 2] = [1, 52];

#[test]
fn one_record_with_the_contacts_of_two_people_does_not_join_them() {
    let [one, other] = BOTH.map(person);
    let [given, family, day] = [&one[0], &one[1], &one[4]].map(String::clone);
    let none = String::new;
    let hubs = [
        // Nobody's name, as a till that knows contacts only.
        [none(), none(), one[2].clone(), other[3].clone(), none()],
        // The name of the first, and of the first and the second the e-mail and the phone.
        [given.clone(), family.clone(), one[2].clone(), other[3].clone(), none()],
        [given, family, one[2].clone(), other[3].clone(), day],
        // A third person, who orders for both.
        ["Katrin".to_owned(), "Lorenz".to_owned(), one[2].clone(), other[3].clone(), none()],
        // The names of both, mixed.
        [one[0].clone(), other[1].clone(), one[2].clone(), other[3].clone(), none()],
    ];
    let mut bridges = 0;
    for hub in &hubs {
        let found = dedupe(&crowd(std::slice::from_ref(hub)), &Settings::default());
        let [left, right] = BOTH.map(|row| found.clusters[row]);
        assert_ne!(left, right, "{hub:?}");
        let is_one = |row| {
            found.pairs.iter().any(|p| (p.left, p.right) == (row as u32, 134) && p.probability() >= 0.4)
        };
        bridges += u32::from(BOTH.into_iter().all(is_one));
    }
    assert!(bridges > 0, "of some each pair says that it is one, and the three together say otherwise");
    let clusters = dedupe(&crowd(&hubs), &Settings::default()).clusters;
    assert_ne!(clusters[1], clusters[52], "all of them at once");
}

#[test]
fn a_desk_that_orders_for_many_people_joins_none_of_them() {
    let desk: Vec<[String; 5]> = (0..40)
        .map(|at| {
            let [given, family, _, _, day] = person(at * 2 + 1);
            [given, family, "reception@hotel.example".to_owned(), "+49305556677".to_owned(), day]
        })
        .collect();
    let clusters = dedupe(&crowd(&desk), &Settings::default()).clusters;
    for (at, row) in (134..174).enumerate() {
        assert_eq!(clusters[row], clusters[at * 2 + 1], "a guest is the person of that name and birthday");
    }
    assert!((0..100).all(|at| clusters[at] == at as u32), "and people stay who they are");
}
