use guanxi_core::{
    change::Outcome,
    customer::{AddressInput, CustomerPatch, CustomerQuery},
    page::PageRequest,
    settings::{FieldDefinition, FieldType, FieldValue, Policy, Survivorship},
    shop::ShopPatch,
};

use super::{assert_proved, at, crm, input, open};

#[test]
fn the_same_content_twice_changes_nothing() {
    let crm = crm();
    let li = || input("shopify", "6940095").name("Li Wei").email("li.wei@example.cn");
    let first = crm.customers().upsert(li()).unwrap();
    assert_eq!((first.outcome, first.customer_created), (Outcome::Created, true));
    let changes = crm.feed().changes(PageRequest::new()).unwrap();
    let second = crm.customers().upsert(li()).unwrap();
    assert_eq!((second.outcome, second.customer_created), (Outcome::Unchanged, false));
    assert_eq!(second.customer, first.customer);
    assert_eq!(crm.feed().changes(PageRequest::new()).unwrap(), changes);
    let third = crm.customers().upsert(li().company("Wei & Co")).unwrap();
    assert_eq!(third.outcome, Outcome::Updated);
    assert_eq!(third.customer.company.as_deref(), Some("Wei & Co"));
    assert!(third.customer.version > first.customer.version);
    assert_proved(&crm);
}

#[test]
fn what_comes_late_does_not_undo_what_is_newer() {
    let crm = crm();
    let said = |city: &str, when: &str| {
        input("till", "1")
            .name("Anna Wolf")
            .address(AddressInput::line("Weg 1").city(city))
            .updated_at(at(when))
    };
    crm.customers().upsert(said("Bonn", "2026-02-02T00:00:00Z")).unwrap();
    let late = crm.customers().upsert(said("Köln", "2026-01-01T00:00:00Z")).unwrap();
    assert_eq!(late.outcome, Outcome::Updated);
    assert_eq!(late.customer.address.unwrap().city.as_deref(), Some("Bonn"));
    assert_eq!(late.customer.created_at, at("2026-01-01T00:00:00Z"));
    let again = crm.customers().upsert(said("Köln", "2026-01-01T00:00:00Z")).unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged, "the late version came in before");
    assert_proved(&crm);
}

#[test]
fn survivorship_follows_the_policy_of_each_field() {
    let crm = crm();
    let say = |source: &str, city: &str, when: &str| {
        let address = AddressInput::line("Weg 1").city(city);
        let input = input(source, "1")
            .name("Anna Wolf")
            .email("anna.wolf@web.de")
            .address(address)
            .updated_at(at(when));
        crm.customers().upsert(input).unwrap().customer
    };
    say("erp", "Bonn", "2026-01-01T00:00:00Z");
    say("till", "Köln", "2026-01-02T00:00:00Z");
    let merged = say("app", "Bonn", "2025-12-01T00:00:00Z");
    let city = |id| crm.customers().get(id).unwrap().address.unwrap().city.unwrap();
    assert_eq!((merged.records, city(merged.id).as_str()), (3, "Köln"), "most recent");
    let with =
        |policy| ShopPatch::new().survivorship(Survivorship { address: policy, ..Survivorship::default() });
    assert!(crm.shop().set(with(Policy::MostFrequent)).unwrap().rebuilt);
    assert_eq!(city(merged.id), "Bonn", "most frequent");
    crm.shop().set(with(Policy::MostTrusted).trusted_sources(vec!["till".into(), "erp".into()])).unwrap();
    assert_eq!(city(merged.id), "Köln", "most trusted");
    assert_proved(&crm);
}

#[test]
fn what_staff_enter_comes_first_and_can_be_cleared() {
    let crm = crm();
    let id =
        crm.customers().upsert(input("till", "1").name("A Wolf").gender("f").tag("vip")).unwrap().customer.id;
    let patch = CustomerPatch::new().name("Anna Wolf").add_tag("press").remove_tag("vip").clear("gender");
    let updated = crm.customers().update(id, patch).unwrap();
    assert_eq!(updated.customer.display_name().as_deref(), Some("Anna Wolf"));
    assert_eq!(
        (updated.customer.tags.as_slice(), &updated.customer.gender),
        (&["press".to_owned()][..], &None)
    );
    crm.customers().upsert(input("till", "1").name("Annie Wolf").gender("f").tag("vip")).unwrap();
    let now = crm.customers().get(id).unwrap();
    assert_eq!(now.display_name().as_deref(), Some("Anna Wolf"));
    assert_eq!(now.gender, None);
    assert_eq!(now.tags, ["press"]);
    let stale =
        crm.customers().update(id, CustomerPatch::new().company("X").expected_version(1)).unwrap_err();
    assert_eq!(stale.code(), "stale_version");
    assert!(
        crm.customers().update(id, CustomerPatch::new().company("X").expected_version(now.version)).is_ok()
    );
    assert_proved(&crm);
}

#[test]
fn fields_of_the_shops_own() {
    let crm = crm();
    let size = FieldDefinition {
        name: "shoe_size".into(),
        ty: FieldType::Integer,
        choices: vec![],
        min: Some(20),
        max: Some(55),
    };
    crm.shop().define_field(size).unwrap();
    let customer = crm
        .customers()
        .upsert(input("till", "1").name("Anna Wolf").field("shoe_size", "39"))
        .unwrap()
        .customer;
    assert_eq!(customer.fields["shoe_size"], FieldValue::Integer(39));
    for (name, value) in [("shoe_size", "99"), ("shoe_size", "large"), ("hat_size", "5")] {
        let err = crm.customers().upsert(input("till", "2").name("Bo Li").field(name, value)).unwrap_err();
        assert_eq!((err.code(), err.field("field").as_deref()), ("invalid_field", Some(name)));
    }
    assert_eq!(crm.customers().count().unwrap(), 1, "a refused call writes nothing");
    assert_proved(&crm);
}

#[test]
fn found_by_any_identifier_and_by_the_beginning_of_names() {
    let crm = crm();
    let anna = input("shopify", "77").name("Anna Wolfsberger").email("anna@web.de").phone("+4915112345678");
    let anna = crm.customers().upsert(anna).unwrap().customer.id;
    let mei =
        crm.customers().upsert(input("till", "8").name("张小梅").email("mei@qq.com")).unwrap().customer.id;
    let find = |text: &str| -> Vec<_> {
        crm.customers().find(CustomerQuery::new(text)).unwrap().items.iter().map(|c| c.id).collect()
    };
    for text in [
        "anna@web.de",
        " ANNA@web.de ",
        "+49 151 12345678",
        "shopify:77",
        "77",
        "wolf",
        "Wolfsberg",
        "ann wolf",
    ] {
        assert_eq!(find(text), [anna], "{text}");
    }
    assert_eq!(find(&anna.to_string()), [anna]);
    for text in ["张", "张小", "小梅", "mei@qq.com", "till:8"] {
        assert_eq!(find(text), [mei], "{text}");
    }
    for text in ["wolfsbergers", "annabel", "shopify:8", "nobody@web.de", "anna.wolf@web.de"] {
        assert_eq!(find(text), [], "{text}");
    }
    assert_eq!(crm.customers().find(CustomerQuery::new(" - ")).unwrap_err().code(), "invalid_field");
}

#[test]
fn pages_hold_everybody_once() {
    let crm = crm();
    for i in 0..25 {
        crm.customers().upsert(input("till", &i.to_string()).name(format!("Wang Nr{i}"))).unwrap();
    }
    let mut seen = Vec::new();
    let mut page = PageRequest::new().with_limit(10);
    loop {
        let found = crm.customers().list(page).unwrap();
        seen.extend(found.items.iter().map(|c| c.id));
        let Some(cursor) = found.next_cursor else { break };
        page = PageRequest::new().with_limit(10).with_cursor(cursor);
    }
    assert_eq!(seen.len(), 25);
    assert!(seen.windows(2).all(|w| w[0] < w[1]), "oldest first");
    let first =
        crm.customers().find(CustomerQuery::new("wang").page(PageRequest::new().with_limit(20))).unwrap();
    let rest = CustomerQuery::new("wang").page(PageRequest::new().with_cursor(first.next_cursor.unwrap()));
    assert_eq!(first.items.len() + crm.customers().find(rest).unwrap().items.len(), 25);
}

#[test]
fn a_deleted_customer_is_gone_and_may_come_back_as_another() {
    let (crm, clock) = open();
    let anna = || input("till", "1").name("Anna Wolf").email("anna@web.de");
    let old = crm.customers().upsert(anna()).unwrap().customer;
    assert_eq!(crm.customers().delete(old.id, Some(9)).unwrap_err().code(), "stale_version");
    assert_eq!(crm.customers().delete(old.id, None).unwrap().records, 1);
    assert_eq!(crm.customers().get(old.id).unwrap_err().code(), "not_found");
    assert_eq!(crm.customers().delete(old.id, None).unwrap_err().code(), "not_found");
    assert!(crm.customers().find(CustomerQuery::new("anna@web.de")).unwrap().items.is_empty());
    assert_proved(&crm);
    clock.set(at("2026-04-01T00:00:00Z"));
    let new = crm.customers().upsert(anna().company("Wolf KG")).unwrap();
    assert!(new.customer_created);
    assert_ne!(new.customer.id, old.id);
    assert_proved(&crm);
}

#[test]
fn a_dry_run_answers_and_keeps_nothing() {
    let crm = crm();
    let receipt = crm.dry_run().customers().upsert(input("till", "1").name("Anna Wolf")).unwrap();
    assert_eq!(receipt.outcome, Outcome::Created);
    assert_eq!(crm.customers().count().unwrap(), 0);
    assert_eq!(crm.customers().get(receipt.customer.id).unwrap_err().code(), "not_found");
    assert!(crm.feed().changes(PageRequest::new()).unwrap().items.is_empty());
}

#[test]
fn what_does_not_read_is_refused_with_its_field() {
    let crm = crm();
    for (input, field) in [
        (input("till", "1").email("no address"), "email"),
        (input("till", "1").phone("call me"), "phone"),
        (input("till", "1").birth_date("31.02.1990"), "birth_date"),
        (input("", "1").name("Anna Wolf"), "source"),
        (input("till", " ").name("Anna Wolf"), "external_id"),
        (input("till", "1").address(AddressInput::line("Weg 1").country("Atlantis")), "country"),
    ] {
        let err = crm.customers().upsert(input).unwrap_err();
        assert_eq!((err.code(), err.field("field").as_deref()), ("invalid_field", Some(field)), "{err}");
        assert!(!err.to_string().contains("no address") && !err.to_string().contains("Atlantis"), "{err}");
    }
    assert_eq!(crm.customers().count().unwrap(), 0);
}

#[test]
fn a_part_of_a_name_leaves_the_other_part() {
    let crm = crm();
    let id = crm.customers().upsert(input("till", "1").name("Anne Wolf")).unwrap().customer.id;
    let renamed = crm.customers().update(id, CustomerPatch::new().given_name("Anna")).unwrap().customer;
    assert_eq!(renamed.display_name().as_deref(), Some("Anna Wolf"));
    let err = crm.customers().upsert(input("manual", "1").name("Eve Wolf")).unwrap_err();
    assert_eq!(err.field("field").as_deref(), Some("source"), "what staff enter is not for others");
}

#[test]
fn a_store_opened_again_with_the_same_time_and_seed_makes_new_ids() {
    use std::sync::Arc;
    let storage: Arc<dyn guanxi_core::storage::Storage> = Arc::new(guanxi_core::storage::Memory::storage());
    let open = || {
        let clock = Arc::new(guanxi_core::time::FixedClock::new(at(super::NOW)));
        let random = Box::new(guanxi_core::id::SeededRandom::new(7));
        guanxi_core::Crm::new(storage.clone(), clock, random).unwrap()
    };
    for (n, name) in ["Anna Wolf", "Bo Li", "Mei Lin"].into_iter().enumerate() {
        open().customers().upsert(input("till", &n.to_string()).name(name)).unwrap();
    }
    assert_eq!(open().customers().count().unwrap(), 3);
    assert_proved(&open());
}
