//! The example runs, twice on one store.

#[allow(dead_code)] // its `main`
#[path = "../../../examples/quickstart/main.rs"]
mod quickstart;

use guanxi::PageRequest;

#[test]
fn the_quickstart_runs_and_again_changes_nothing() {
    quickstart::run("memory:").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let shop = folder.path().join("shop").display().to_string();
    let feed = || {
        let crm = guanxi::open(&shop).unwrap();
        let changes = crm.feed().changes(PageRequest::new()).unwrap().items;
        assert_eq!((crm.customers().count().unwrap(), crm.orders().count().unwrap()), (2, 1));
        crm.close().unwrap();
        changes
    };
    quickstart::run(&shop).unwrap();
    let before = feed();
    quickstart::run(&shop).unwrap();
    assert_eq!(feed(), before);
}
