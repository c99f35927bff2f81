use guanxi_core::{change::Outcome, page::PageRequest, product::ProductInput};

use super::{crm, money};

#[test]
fn a_product_has_versions() {
    let crm = crm();
    let mug = || ProductInput::new("MUG").name("Mug").price(money("134.00 CNY"));
    assert_eq!(crm.products().upsert(mug()).unwrap().outcome, Outcome::Created);
    assert_eq!(crm.products().upsert(mug()).unwrap().outcome, Outcome::Unchanged);
    let receipt = crm.products().upsert(mug().category("kitchen")).unwrap();
    assert_eq!((receipt.outcome, receipt.product.version), (Outcome::Updated, 2));
    assert_eq!(crm.products().get("MUG").unwrap().category.as_deref(), Some("kitchen"));
    assert_eq!(crm.products().get("CUP").unwrap_err().code(), "not_found");
}

#[test]
fn a_list_shows_each_once_as_it_is() {
    let crm = crm();
    for sku in ["a", "b", "c", "d", "e"] {
        crm.products().upsert(ProductInput::new(sku)).unwrap();
        crm.products().upsert(ProductInput::new(sku).name(sku)).unwrap();
    }
    let first = crm.products().list(PageRequest::new().with_limit(3)).unwrap();
    let rest = crm.products().list(PageRequest::new().with_cursor(first.next_cursor.unwrap())).unwrap();
    let all: Vec<_> = first.items.iter().chain(&rest.items).map(|p| (p.sku.as_str(), p.version)).collect();
    assert_eq!(all, [("a", 2), ("b", 2), ("c", 2), ("d", 2), ("e", 2)]);
    assert_eq!(rest.next_cursor, None);
}
