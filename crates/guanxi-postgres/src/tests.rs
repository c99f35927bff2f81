//! What needs no server; the rest is in the suite of guanxi-testkit.

use guanxi_core::storage::{OpenOptions, Storage};

use super::Postgres;

#[test]
fn a_server_that_is_away_is_told_in_time() {
    let url = "postgres://mei@127.0.0.1:1/shop?connect_timeout=1";
    let storage = Postgres::open(url, &OpenOptions::new()).unwrap();
    let started = std::time::Instant::now();
    let err = storage.read(&mut |rows| {
        rows.count(&super::tests::NOTHING, &guanxi_core::storage::KeyRange::all(), 1).map(drop)
    });
    let err = err.unwrap_err();
    assert_eq!(err.code(), "io");
    assert!(err.to_string().contains("127.0.0.1:1"), "{err}");
    assert!(started.elapsed().as_secs() < 5);
}

static NOTHING: guanxi_core::storage::Table = guanxi_core::storage::Table::plain(
    1,
    "nothing",
    guanxi_core::storage::Kind::State,
    &[guanxi_core::storage::Column::int("n")],
);

/// Words that one server or another does not take, or that would tie a store to one.
const FORBIDDEN: &[&str] = &[
    "ADVISORY",
    "CTID",
    "CURRVAL",
    "EXTENSION",
    "FUNCTION",
    "IDENTITY",
    "LISTEN",
    "NEXTVAL",
    "NOTIFY",
    "OIDS",
    "SEQUENCE",
    "SERIAL",
    "BIGSERIAL",
    "SKIP",
    "TABLESPACE",
    "TEMP",
    "TEMPORARY",
    "TRIGGER",
    "TXID_CURRENT",
    "UNLOGGED",
    "XMAX",
    "XMIN",
    "LATERAL",
];

fn words(sql: &str) -> impl Iterator<Item = String> {
    sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(str::to_ascii_uppercase)
}

fn source(path: &str) -> String {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The files that hold SQL, and those of this crate that must hold none.
const WITH_SQL: &[&str] = &["src/statements.rs", "src/ahead.rs"];

#[test]
fn all_sql_is_of_the_portable_kind() {
    let core = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../guanxi-core/src/storage/sql");
    let shared: Vec<_> = std::fs::read_dir(core).unwrap().map(|e| e.unwrap().file_name()).collect();
    let shared =
        shared.iter().map(|name| format!("../guanxi-core/src/storage/sql/{}", name.to_string_lossy()));
    let (mut texts, mut seen) = (0, 0);
    for file in WITH_SQL.iter().map(|file| (*file).to_owned()).chain(shared) {
        let source = source(&file);
        texts += source.matches("SELECT ").count() + source.matches("INSERT INTO").count();
        for word in words(&source) {
            seen += 1;
            assert!(!FORBIDDEN.contains(&&*word), "{file}: {word} is not what every server takes");
        }
    }
    assert!(texts > 20 && seen > 500, "the texts were not found: {texts} {seen}");
}

#[test]
fn sql_stands_where_it_is_looked_for() {
    let src = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in std::fs::read_dir(src).unwrap() {
        let name = format!("src/{}", entry.unwrap().file_name().to_string_lossy());
        if WITH_SQL.contains(&&*name) || name == "src/tests.rs" {
            continue;
        }
        let source = source(&name);
        for start in [
            "\"SELECT", "\"INSERT", "\"UPDATE", "\"DELETE", "\"CREATE", "\"ALTER", "\"DROP", "\"SET ",
            "\"LOCK",
        ] {
            assert!(!source.contains(start), "{name} has SQL: {start}");
        }
    }
}

/// What is made for a table is looked at as it is sent, too.
#[test]
fn made_sql_is_of_the_portable_kind() {
    use guanxi_core::storage::{
        Column, Index, Kind, Space, Table,
        sql::{Order, Sql},
    };
    static TABLE: Table = Table {
        space: Space { number: 1, name: "accounts" },
        kind: Kind::State,
        key: &[Column::id("customer_id")],
        columns: &[Column::int("points"), Column::text("card")],
        indexes: &[Index { space: Space { number: 2, name: "by_card" }, columns: &[1], unique: true }],
        tracked: true,
    };
    let made = Sql::new(super::statements::DIALECT).of(&TABLE);
    let mut texts = vec![
        made.create.clone(),
        made.get.clone(),
        made.put.clone(),
        made.insert.clone(),
        made.delete.clone(),
        made.expect_none.clone(),
        made.create_index(&TABLE.indexes[0]),
        made.entries(&TABLE.indexes[0]),
        made.count(true).to_owned(),
        made.scan(Order::Index(0), true, true).to_owned(),
    ];
    texts.extend(
        guanxi_core::shown::VIEWS
            .iter()
            .flat_map(|view| view.indexes().chain([view.create(), view.remove()])),
    );
    texts.extend(made.count_up.clone());
    texts.extend(made.expect_version.clone());
    texts.extend(made.add(0).map(|add| add.add.clone() + &add.add_above));
    assert!(made.add(1).is_none(), "nothing is added to text");
    for text in texts {
        assert!(words(&text).all(|word| !FORBIDDEN.contains(&&*word)), "{text}");
        assert!(["accounts", "VIEW", "INDEX"].iter().any(|word| text.contains(word)), "{text}");
    }
}
