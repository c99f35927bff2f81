//! The example of a program that embeds guanxi, run.

#[path = "../../../examples/embed/main.rs"]
#[allow(dead_code)] // its main
mod embed;

#[test]
fn hooks_of_any_order_give_the_same_counts() {
    for _ in 0..20 {
        let mut counts: Vec<u64> = embed::run("memory:").unwrap().into_values().collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 2]);
    }
}

#[test]
fn again_on_the_same_store_nothing_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let url = folder.path().join("shop").display().to_string();
    let first = embed::run(&url).unwrap();
    assert_eq!(embed::run(&url).unwrap(), first);
}
