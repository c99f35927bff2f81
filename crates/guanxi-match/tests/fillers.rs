//! What too many people share says nothing; what a good customer has in many rows does.

use guanxi_match::{Index, Settings, Table, dedupe};

const GIVEN: [&str; 10] =
    ["Anna", "Bernd", "Clara", "David", "Emma", "Frank", "Greta", "Hans", "Ida", "Jonas"];
const FAMILY: [&str; 12] = [
    "Albrecht", "Brandt", "Conrad", "Dietz", "Engel", "Fischer", "Gerlach", "Hoffmann", "Iversen", "Jansen",
    "Kaiser", "Lorenz",
];
const SHOP: &str = "+49 30 901820";

/// 120 people, each with one row; a third of them were entered with the shop's own telephone. Then sixty rows of one
/// good customer.
fn shop() -> Table {
    let mut table = Table::new(["first_name", "last_name", "phone", "city"]);
    for person in 0..120 {
        let phone = match person % 3 {
            0 => SHOP.to_owned(),
            _ => format!("+49 171 {}", 2_340_517 + person * 7919),
        };
        table.push([GIVEN[person % 10], FAMILY[person / 10], &phone, "Berlin"]);
    }
    for _ in 0..59 {
        table.push(["Zoe", "Quandt", "+49 172 8830415", "Bremen"]);
    }
    table.push(["Zoé", "Quandt", "+49 172 8830415", "Bremen"]);
    table
}

#[test]
fn they_are_told_from_a_good_customers_many_rows() {
    let table = shop();
    let found = dedupe(&table, &Settings::default());
    let told = |part: &str| found.model.warnings().iter().any(|note| note.contains(part));
    assert!(told("phone: a value that too many people share"), "{:?}", found.model.warnings());
    assert!(found.clusters[120..].iter().all(|&cluster| cluster == 120));
    assert!(found.clusters[..120].iter().enumerate().all(|(row, &cluster)| cluster as usize == row));
}

#[test]
fn a_model_keeps_them() {
    let table = shop();
    let model = dedupe(&table, &Settings::default()).model;
    let again = guanxi_match::Model::from_json(&model.to_json().unwrap()).unwrap();
    assert_eq!(again, model);
    let (left, right) = (
        [("first_name", "Nele"), ("last_name", "Otto"), ("phone", SHOP)],
        [("first_name", "Nele"), ("last_name", "Otto"), ("phone", SHOP), ("city", "Bonn")],
    );
    let phone = model.explain(&left, &right).fields.into_iter().find(|field| field.field == "phone").unwrap();
    assert_eq!(phone.level, "missing");
    let mut index = Index::of(model, &table);
    let near = index.matching(&[("phone", SHOP), ("city", "Berlin")]);
    assert!(near.is_empty(), "{near:?}");
}

#[test]
fn a_table_without_any_says_nothing_of_them() {
    let mut table = Table::new(["first_name", "last_name", "phone"]);
    for person in 0..120 {
        let phone = format!("+49 171 {}", 2_340_517 + person * 7919);
        table.push([GIVEN[person % 10], FAMILY[person / 10], &phone]);
    }
    let model = dedupe(&table, &Settings::default()).model;
    assert!(!model.warnings().iter().any(|note| note.contains("too many people share")));
}
