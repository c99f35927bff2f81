use guanxi_core::{
    change::Outcome,
    customer::{CustomerInput, CustomerQuery},
    identity::{HeldBack, HeldBackReason, IdentifierKind},
    page::PageRequest,
};

use super::{assert_proved, crm, input, order, record};

#[test]
fn an_email_joins_records_of_one_person() {
    let crm = crm();
    let a = crm.customers().upsert(input("shopify", "1").name("Anna Wolf").email("anna@web.de")).unwrap();
    let b = crm.customers().upsert(input("till", "9").name("A. Wolf").email("Anna@Web.de")).unwrap();
    assert_eq!((b.customer.id, b.outcome, b.customer_created), (a.customer.id, Outcome::Created, false));
    assert_eq!(
        (b.customer.records, b.customer.sources.as_slice()),
        (2, &["shopify".to_owned(), "till".into()][..])
    );
    assert_proved(&crm);
}

#[test]
fn placeholders_join_nobody() {
    let crm = crm();
    for i in 0..3 {
        let receipt =
            crm.customers().upsert(input("till", &i.to_string()).email("noemail@example.com")).unwrap();
        let held = HeldBack { kind: IdentifierKind::Email, reason: HeldBackReason::Placeholder };
        assert_eq!((receipt.customer_created, receipt.held_back), (true, vec![held]));
    }
    assert_eq!(crm.customers().count().unwrap(), 3);
    assert_proved(&crm);
}

#[test]
fn what_many_bear_joins_nobody_any_more() {
    let crm = crm();
    let bear =
        |i: u32| crm.customers().upsert(input("till", &i.to_string()).email("office@firma.de")).unwrap();
    let first = bear(0).customer.id;
    for i in 1..5 {
        assert_eq!(bear(i).customer.id, first, "{i}");
    }
    let sixth = bear(5);
    assert_ne!(sixth.customer.id, first);
    assert_eq!(sixth.held_back, [HeldBack { kind: IdentifierKind::Email, reason: HeldBackReason::Shared }]);
    let both = crm.customers().find(CustomerQuery::new("office@firma.de")).unwrap().items;
    assert_eq!(
        both.iter().map(|c| c.id).collect::<Vec<_>>(),
        [first, sixth.customer.id],
        "I2: all that bear it, best first"
    );
    assert_proved(&crm);
}

#[test]
fn names_and_birth_dates_that_contradict_keep_persons_apart() {
    let crm = crm();
    let phone = "+4915112345678";
    let thomas = crm.customers().upsert(input("till", "1").name("Thomas Weber").phone(phone)).unwrap();
    let sabine = crm.customers().upsert(input("till", "2").name("Sabine Weber").phone(phone)).unwrap();
    assert_ne!(thomas.customer.id, sabine.customer.id);
    assert_eq!(
        sabine.held_back,
        [HeldBack { kind: IdentifierKind::Phone, reason: HeldBackReason::NameConflict }]
    );
    let born = |id: &str, date: &str| input("till", id).name("Jo Lee").email("jo@web.de").birth_date(date);
    let a = crm.customers().upsert(born("3", "1980-05-01")).unwrap();
    let b = crm.customers().upsert(born("4", "1999-12-24")).unwrap();
    assert_ne!(a.customer.id, b.customer.id);
    assert_eq!(
        b.held_back,
        [HeldBack { kind: IdentifierKind::Email, reason: HeldBackReason::BirthDateConflict }]
    );
    assert_proved(&crm);
}

#[test]
fn a_record_that_bears_identifiers_of_two_joins_them_and_the_old_id_still_leads_there() {
    let crm = crm();
    let a = crm
        .customers()
        .upsert(input("shopify", "1").name("Anna Wolf").email("anna@web.de"))
        .unwrap()
        .customer
        .id;
    let b = crm
        .customers()
        .upsert(input("till", "2").name("Anna Wolf").phone("+4915112345678"))
        .unwrap()
        .customer
        .id;
    crm.orders()
        .record(order("1", "2026-02-01T10:00:00Z", "10.00 EUR").customer(record("shopify", "1")))
        .unwrap();
    crm.orders()
        .record(order("2", "2026-02-02T10:00:00Z", "20.00 EUR").customer(record("till", "2")))
        .unwrap();
    let both = input("newsletter", "3").name("Anna Wolf").email("anna@web.de").phone("+4915112345678");
    let joined = crm.customers().upsert(both).unwrap();
    assert_eq!((joined.customer.id, joined.merged.as_slice()), (a, &[b][..]));
    assert_eq!(joined.customer.records, 3);
    assert_eq!(crm.customers().get(b).unwrap().id, a);
    let metrics = crm.orders().metrics(b).unwrap();
    assert_eq!(
        (metrics.number_of_orders, metrics.amount_spent.unwrap().to_string().as_str()),
        (2, "30.00 EUR")
    );
    assert_eq!(crm.customers().count().unwrap(), 1);
    assert_proved(&crm);
}

#[test]
fn a_record_learns_an_email_and_joins() {
    let crm = crm();
    let a = crm
        .customers()
        .upsert(input("shopify", "1").name("Anna Wolf").email("anna@web.de"))
        .unwrap()
        .customer
        .id;
    let b = crm.customers().upsert(input("till", "2").name("Anna Wolf")).unwrap().customer.id;
    assert_ne!(a, b);
    let told = crm.customers().upsert(input("till", "2").name("Anna Wolf").email("anna@web.de")).unwrap();
    assert_eq!((told.outcome, told.customer.id), (Outcome::Updated, a));
    assert_proved(&crm);
}

#[test]
fn without_an_external_id_the_email_stands_for_it_within_its_source() {
    let crm = crm();
    let say = |company: &str| {
        CustomerInput::new().source("form").name("Anna Wolf").email("anna@web.de").company(company)
    };
    crm.customers().upsert(say("A")).unwrap();
    let again = crm.customers().upsert(say("B")).unwrap();
    assert_eq!((again.outcome, again.customer.records), (Outcome::Updated, 1));
    assert_eq!(crm.customers().list(PageRequest::new()).unwrap().items.len(), 1);
    assert_proved(&crm);
}

#[test]
fn an_order_may_speak_of_a_person_before_its_source_does() {
    let crm = crm();
    let known = crm
        .customers()
        .upsert(input("shopify", "1").name("Anna Wolf").email("anna@web.de"))
        .unwrap()
        .customer
        .id;
    let order = order("1", "2026-02-01T10:00:00Z", "10.00 EUR").customer(record("till", "7"));
    let bare = crm.orders().record(order).unwrap().order.customer_id.unwrap();
    assert_ne!(bare, known);
    let told = crm.customers().upsert(input("till", "7").name("Anna Wolf").email("anna@web.de")).unwrap();
    assert_eq!(told.customer.id, known);
    assert_eq!(crm.orders().metrics(known).unwrap().number_of_orders, 1);
    assert_eq!(crm.customers().get(bare).unwrap().id, known);
    assert_proved(&crm);
}
