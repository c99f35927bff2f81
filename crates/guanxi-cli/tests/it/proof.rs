use redb::{Database, ReadableTable, TableDefinition};
use serde_json::json;

use super::Folder;

/// Takes a row out of a table behind the store's back.
fn tamper(folder: &Folder, table: &str) {
    let table: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new(table);
    let database = Database::open(folder.path("guanxi-data/data.redb")).unwrap();
    let tx = database.begin_write().unwrap();
    {
        let mut rows = tx.open_table(table).unwrap();
        let first = rows.first().unwrap().unwrap().0.value().to_vec();
        rows.remove(first.as_slice()).unwrap();
    }
    tx.commit().unwrap();
}

#[test]
fn verify_finds_what_differs_and_rebuild_puts_it_right() {
    let folder = Folder::new();
    folder.write("orders.csv", "order_id,customer_ref,placed_at,total,currency\n1,7,2026-02-01,10.00,EUR\n");
    folder.ok(&["import", "orders", "orders.csv"]);
    assert_eq!(folder.json(&["verify"])["equal"], true);

    tamper(&folder, "customer_metrics");
    let ran = folder.run(&["verify", "--json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    let proof: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let table =
        proof["tables"].as_array().unwrap().iter().find(|t| t["table"] == "customer_metrics").unwrap();
    assert_eq!((&proof["equal"], &table["missing"]), (&json!(false), &json!(1)));
    let ran = folder.run(&["verify"]);
    assert!(ran.code == Some(1) && ran.stdout.contains("NOT EQUAL, by 1 row."), "{}", ran.stdout);

    assert!(folder.ok(&["rebuild"]).contains("Put right 1 row that"));
    folder.ok(&["verify"]);
}
