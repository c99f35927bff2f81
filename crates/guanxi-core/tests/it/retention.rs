use guanxi_core::{
    Crm,
    consent::{ConsentInput, ConsentState, RestrictionReason},
    customer::CustomerRef,
    event::{Direction, EventInput},
    feed::FeedChange,
    loyalty::{AdjustInput, ProgramTerms},
    order::OrderInput,
    page::PageRequest,
    privacy::{ErasureReason, RetentionReport},
    segment::{MemberQuery, SegmentInput},
    settings::{LegalBasis, RetentionAction, RetentionData, RetentionRule},
    shop::ShopPatch,
};
use proptest::prelude::*;

use super::{assert_proved, at, crm, input, money, record};

const DELETE: RetentionAction = RetentionAction::Delete;

fn keep(crm: &Crm, rules: Vec<RetentionRule>) {
    crm.shop().set(ShopPatch::new().retention(rules)).unwrap();
}

fn removed(report: &RetentionReport) -> Vec<u64> {
    report.rules.iter().map(|count| count.removed).collect()
}

fn changes(crm: &Crm) -> Vec<FeedChange> {
    crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap().items
}

/// More than one commit looks at, of customers with old events alone, with new ones, and with both.
#[test]
fn a_run_goes_through_pages_and_leaves_what_is_new() {
    let crm = crm();
    let day = |year: i32, n: i32| at(&format!("{year}-02-{:02}T10:00:00Z", 1 + n % 28));
    for customer in 0..40 {
        let event = |year: i32, n: i32| {
            let of = record("web", &customer.to_string());
            let event = EventInput::new("product_viewed", of).occurred_at(day(year, n));
            event.external_id("web", format!("{customer}-{year}-{n}")).property("sku", n)
        };
        let old = if customer % 3 == 0 { 0 } else { 40 };
        let new = if customer % 3 == 1 { 0 } else { 15 };
        let events = (0..old).map(|n| event(2024, n)).chain((0..new).map(|n| event(2026, n)));
        crm.events().record_many(events.collect()).unwrap();
    }
    keep(&crm, vec![RetentionRule::after_months(RetentionData::Events, DELETE, 12)]);
    let seen = crm.privacy().preview_retention(None).unwrap();
    assert_eq!(removed(&seen), [26 * 40]);
    assert_eq!(crm.privacy().advance().unwrap(), seen);
    assert_proved(&crm);
    let run = &crm.privacy().retention_runs(PageRequest::new()).unwrap().items[0];
    assert_eq!((&run.rules, run.finished), (&seen.rules, true));
    assert_eq!(
        removed(&crm.privacy().preview_retention(Some(at("2030-01-01T00:00:00Z"))).unwrap()),
        [27 * 15]
    );
    let before = changes(&crm).len();
    assert_eq!(removed(&crm.privacy().advance().unwrap()), [0]);
    assert_eq!(changes(&crm).len(), before);
}

#[test]
fn customers_go_in_pages_too() {
    let crm = crm();
    let old = at("2020-01-01T00:00:00Z");
    let people = (0..250).map(|n| input("web", &n.to_string()).name("Anna Wolf").updated_at(old));
    let receipts = crm.customers().upsert_many(people.collect()).unwrap();
    for receipt in &receipts[100..] {
        crm.customers().delete(receipt.customer.id, None).unwrap();
    }
    crm.customers().upsert(input("web", "new").name("Bo Ng")).unwrap();
    keep(&crm, vec![RetentionRule::after_days(RetentionData::Customers, RetentionAction::Anonymise, 90)]);
    assert_eq!(removed(&crm.dry_run().privacy().advance().unwrap()), [250]);
    assert_eq!(removed(&crm.privacy().advance().unwrap()), [250]);
    assert_eq!(crm.customers().count().unwrap(), 1);
    let erased = crm.privacy().erasures(PageRequest::new().with_limit(1000)).unwrap().items;
    assert_eq!(erased.len(), 250);
    assert!(erased.iter().all(|receipt| receipt.reason == ErasureReason::Retention));
    assert_proved(&crm);
    assert_eq!(removed(&crm.privacy().advance().unwrap()), [0]);
}

#[test]
fn what_is_left_of_events_is_handed_out_and_goes_with_the_customer() {
    let crm = crm();
    let mei = crm.customers().upsert(input("till", "1").name("Mei Lin")).unwrap().customer.id;
    let seen = EventInput::new("product_viewed", mei.into()).occurred_at(at("2020-01-01T00:00:00Z"));
    crm.events().record(seen).unwrap();
    keep(&crm, vec![RetentionRule::after_months(RetentionData::Events, DELETE, 12)]);
    crm.privacy().advance().unwrap();
    let dossier = crm.privacy().export(mei.into()).unwrap();
    let section = |name: &str| dossier.sections.iter().find(|section| section.name == name);
    assert_eq!(section("events_removed").unwrap().items[0]["last_at"], "2020-01-01T00:00:00Z");
    assert!(section("events").is_none());
    crm.privacy().erase(mei.into(), ErasureReason::SubjectRequest, None).unwrap();
    assert_proved(&crm);
}

/// What happens in a shop.
#[derive(Clone, Debug)]
enum Happens {
    Said { record: u8, month: u8 },
    Did { record: u8, month: u8, contact: Option<bool>, named: bool },
    Ordered { record: u8, month: u8 },
    Agreed { record: u8, month: u8, state: ConsentState },
    Got { record: u8 },
    Restricted { record: u8, lifted: bool },
    Merged { a: u8, b: u8 },
    Parted { record: u8 },
    Deleted { record: u8 },
    Ran,
}

fn happens() -> impl Strategy<Value = Happens> {
    let (record, month) = (0..4u8, 0..60u8);
    let states = prop::sample::select(vec![ConsentState::Granted, ConsentState::Withdrawn]);
    prop_oneof![
        3 => (record.clone(), month.clone()).prop_map(|(record, month)| Happens::Said { record, month }),
        6 => (record.clone(), month.clone(), prop::option::of(any::<bool>()), any::<bool>())
            .prop_map(|(record, month, contact, named)| Happens::Did { record, month, contact, named }),
        2 => (record.clone(), month.clone()).prop_map(|(record, month)| Happens::Ordered { record, month }),
        2 => (record.clone(), month, states)
            .prop_map(|(record, month, state)| Happens::Agreed { record, month, state }),
        1 => record.clone().prop_map(|record| Happens::Got { record }),
        1 => (record.clone(), any::<bool>())
            .prop_map(|(record, lifted)| Happens::Restricted { record, lifted }),
        1 => (record.clone(), record.clone()).prop_map(|(a, b)| Happens::Merged { a, b }),
        1 => record.clone().prop_map(|record| Happens::Parted { record }),
        1 => record.prop_map(|record| Happens::Deleted { record }),
        1 => Just(Happens::Ran),
    ]
}

fn of(n: u8) -> CustomerRef {
    record("till", &n.to_string())
}

/// Does it; what is refused changes nothing.
fn make(crm: &Crm, step: usize, what: Happens) {
    let month =
        |month: u8| at(&format!("{}-{:02}-01T05:00:00Z", 2021 + u32::from(month) / 12, 1 + month % 12));
    match what {
        Happens::Said { record, month: n } => {
            let said = input("till", &record.to_string())
                .name(["Mei Lin", "Bo Ng", "Cai Xu", "Di Wu"][usize::from(record)]);
            crm.customers().upsert(said.note(step.to_string()).updated_at(month(n))).unwrap();
        }
        Happens::Did { record, month: n, contact, named } => {
            let mut event = EventInput::new("shop_visited", of(record)).occurred_at(month(n));
            event =
                if named { event.external_id("web", step.to_string()) } else { event.property("step", step) };
            event.direction =
                contact.map(|inbound| if inbound { Direction::Inbound } else { Direction::Outbound });
            crm.events().record(event).unwrap();
        }
        Happens::Ordered { record, month: n } => {
            let order = OrderInput::new("till", step.to_string(), month(n)).customer(of(record));
            crm.orders().record(order.total(money("10.00 EUR"))).unwrap();
        }
        Happens::Agreed { record, month: n, state } => {
            let said = ConsentInput::new(of(record), "marketing", "email", state);
            crm.consents().record(said.at(month(n))).unwrap();
        }
        Happens::Got { record } => drop(crm.loyalty().adjust(AdjustInput::new(of(record), 10, "welcome"))),
        Happens::Restricted { record, lifted: true } => drop(crm.privacy().unrestrict(of(record))),
        Happens::Restricted { record, lifted: false } => {
            drop(crm.privacy().restrict(of(record), RestrictionReason::Contested));
        }
        Happens::Merged { a, b } => drop(crm.duplicates().merge(of(a), of(b))),
        Happens::Parted { record } => drop(crm.duplicates().unmerge(of(record), vec![])),
        Happens::Deleted { record } => {
            if let Ok(timeline) = crm.privacy().export(of(record)) {
                crm.customers().delete(timeline.customer_id, None).unwrap();
            }
        }
        Happens::Ran => drop(crm.privacy().advance().unwrap()),
    }
}

fn rules() -> impl Strategy<Value = Vec<RetentionRule>> {
    let data =
        prop::sample::select(vec![RetentionData::Events, RetentionData::Contacts, RetentionData::Customers]);
    let basis = prop::option::of(prop::sample::select(vec![
        LegalBasis::Contract,
        LegalBasis::Consent,
        LegalBasis::LegitimateInterest,
    ]));
    let rule = (data, any::<bool>(), 1..60u32, basis).prop_map(|(data, delete, months, basis)| {
        let delete = delete && data != RetentionData::Customers;
        let action = if delete { DELETE } else { RetentionAction::Anonymise };
        RetentionRule { basis, ..RetentionRule::after_months(data, action, months) }
    });
    prop::collection::vec(rule, 1..5).prop_map(|mut rules: Vec<RetentionRule>| {
        let mut seen = Vec::new();
        rules.retain(|rule| {
            let of = (rule.data, rule.action, rule.basis);
            let first = !seen.contains(&of);
            seen.push(of);
            first
        });
        rules
    })
}

proptest! {
    /// Whatever happened: a run does what was told beforehand, once, and every proof, sum and segment holds.
    #[test]
    fn everything_holds_after_a_run(
        rules in rules(),
        happened in prop::collection::vec(happens(), 1..30),
    ) {
        let crm = crm();
        let mut terms = ProgramTerms::default();
        terms.earn_amount = Some(money("1.00 EUR"));
        crm.loyalty().define_program("club", terms).unwrap();
        crm.segments().define(SegmentInput::new("visitors", "event.shop_visited MATCHES (count >= 2)")).unwrap();
        keep(&crm, rules);
        for (step, what) in happened.into_iter().enumerate() {
            make(&crm, step, what);
        }
        let revenue = crm.reports().stats().unwrap().net_revenue;
        let seen = crm.privacy().preview_retention(None).unwrap();
        let done = crm.privacy().advance().unwrap();
        prop_assert_eq!(&done, &seen);
        assert_proved(&crm);
        prop_assert_eq!(crm.reports().stats().unwrap().net_revenue, revenue);
        let query = MemberQuery::new("event.shop_visited MATCHES (count >= 2)");
        let members = crm.segments().members(query).unwrap().items.len();
        let all = crm.customers().list(PageRequest::new()).unwrap().items;
        let of = |id| crm.segments().memberships(CustomerRef::Id(id), None).unwrap().items;
        let kept = all.iter().filter(|customer| of(customer.id).iter().any(|m| m.segment == "visitors")).count();
        prop_assert_eq!(members, kept);
        let left: u64 = crm.privacy().advance().unwrap().rules.iter().map(|count| count.removed).sum();
        prop_assert_eq!(left, 0);
        prop_assert!(crm.audit().verify(None).unwrap().intact);
    }
}
