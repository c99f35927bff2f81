//! Few rows, no training worth the name: what is expected of customer fields decides, and it is said so.

use guanxi_match::{Settings, Table, dedupe};

const ROWS: [[&str; 5]; 10] = [
    ["Katherine", "Miller", "kate.miller@gmail.com", "+1 415 555 2671", "12 Oak Street"],
    ["Kate", "Miller", "katemiller@gmail.com", "(415) 555-2671", "12 Oak St"],
    ["Tom", "Miller", "tom.miller@gmail.com", "", "12 Oak Street"],
    ["Jürgen", "Groß", "j.gross@web.de", "", "Hauptstraße 5"],
    ["Juergen", "Gross", "j.gross@web.de", "", "Hauptstr. 5"],
    ["Li", "Na", "lina88@qq.com", "13912345678", ""],
    ["Marie", "Dupont", "marie.dupont@orange.fr", "", "3 rue des Écoles"],
    ["Dupont", "Marie", "marie.dupont@orange.fr", "", ""],
    ["Peter", "Novak", "peter.novak@seznam.cz", "", ""],
    ["Petra", "Horakova", "petra.h@seznam.cz", "", ""],
];

#[test]
fn ten_rows_are_enough() {
    let mut table = Table::new(["first_name", "last_name", "email", "phone", "address"]);
    ROWS.iter().for_each(|row| table.push(row));
    let found = dedupe(&table, &Settings::default());
    assert_eq!(found.clusters, [0, 0, 2, 3, 3, 5, 6, 6, 8, 9]);
    assert!(!found.model.warnings().is_empty());
}
