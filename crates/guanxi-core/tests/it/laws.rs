//! Laws: after any calls in any order, state is what the facts make it, and metrics are what counting anew gives.

use std::{collections::BTreeMap, sync::Arc};

use guanxi_core::{
    Crm,
    consent::{ConsentInput, ConsentQuery, ConsentState},
    crm::SCHEMA,
    customer::{CustomerInput, CustomerPatch, CustomerQuery},
    dedupe::{DuplicatePair, DuplicateQuery},
    event::{EventInput, TimelineQuery},
    id::{CustomerId, RecordId, SeededRandom},
    identity::Verdict,
    order::{FinancialStatus, OrderRef, OrderStatus, RefundInput},
    page::PageRequest,
    privacy::ErasureReason,
    progress::CancelToken,
    shop::ShopPatch,
    storage::{Flow, KeyRange, Kind, Memory, Storage},
    time::FixedClock,
};
use proptest::prelude::*;

use super::{assert_proved, input, money, open, order, record};

/// One call out of a small world, so that calls meet.
#[derive(Clone, Debug)]
pub(super) enum Call {
    Upsert { source: u8, id: u8, name: u8, email: Option<u8>, phone: Option<u8>, day: Option<u8> },
    Order { id: u8, source: u8, record: u8, day: u8, cents: u16, status: u8 },
    Refund { order: u8, id: u8, cents: u8 },
    Cancel { order: u8 },
    Update { pick: u8, name: u8 },
    Delete { pick: u8 },
    Event { id: u8, source: u8, record: u8, day: u8 },
    Consent { source: u8, record: u8, state: bool },
    Zone { berlin: bool },
    Merge { a: u8, b: u8 },
    Unmerge { pick: u8, mask: u8 },
    Part { a: u8, b: u8 },
    Link,
    Erase { pick: u8, suppress: bool },
}

pub(super) fn call() -> impl Strategy<Value = Call> {
    let upsert = (
        0..3u8,
        0..5u8,
        0..5u8,
        prop::option::of(0..4u8),
        prop::option::of(0..4u8),
        prop::option::of(1..28u8),
    )
        .prop_map(|(source, id, name, email, phone, day)| Call::Upsert {
            source,
            id,
            name,
            email,
            phone,
            day,
        });
    let order = (0..8u8, 0..3u8, 0..5u8, 1..28u8, 0..5000u16, 0..8u8).prop_map(
        |(id, source, record, day, cents, status)| Call::Order { id, source, record, day, cents, status },
    );
    prop_oneof![
        6 => upsert,
        5 => order,
        2 => (0..8u8, 0..3u8, 1..100u8).prop_map(|(order, id, cents)| Call::Refund { order, id, cents }),
        1 => (0..8u8).prop_map(|order| Call::Cancel { order }),
        1 => (0..9u8, 0..5u8).prop_map(|(pick, name)| Call::Update { pick, name }),
        1 => (0..9u8).prop_map(|pick| Call::Delete { pick }),
        2 => (0..8u8, 0..3u8, 0..5u8, 1..28u8).prop_map(|(id, source, record, day)| Call::Event { id, source, record, day }),
        1 => (0..3u8, 0..5u8, any::<bool>()).prop_map(|(source, record, state)| Call::Consent { source, record, state }),
        2 => (0..9u8, 0..9u8).prop_map(|(a, b)| Call::Merge { a, b }),
        2 => (0..9u8, any::<u8>()).prop_map(|(pick, mask)| Call::Unmerge { pick, mask }),
        1 => (0..9u8, 0..9u8).prop_map(|(a, b)| Call::Part { a, b }),
        1 => Just(Call::Link),
        1 => any::<bool>().prop_map(|berlin| Call::Zone { berlin }),
        1 => (0..9u8, any::<bool>()).prop_map(|(pick, suppress)| Call::Erase { pick, suppress }),
    ]
}

const NAMES: [&str; 5] = ["Anna Wolf", "A. Wolf", "Thomas Weber", "张小梅", ""];

fn source(n: u8) -> &'static str {
    ["shopify", "till", "newsletter"][usize::from(n)]
}

fn day(n: u8) -> String {
    format!("2026-02-{n:02}T22:30:00Z")
}

/// Calls may be refused; what matters is what they leave.
pub(super) fn run(crm: &Crm, call: &Call) {
    let order_ref = |n: u8| OrderRef::External { source: "shop".into(), external_id: n.to_string() };
    let pick = |n: u8| {
        let all = crm.customers().list(PageRequest::new()).unwrap().items;
        all.get(usize::from(n)).map(|c| c.id)
    };
    match call.clone() {
        Call::Upsert { source: s, id, name, email, phone, day: d } => {
            let mut input = input(source(s), &id.to_string()).name(NAMES[usize::from(name)]);
            input.email = email.map(|n| format!("mail{n}@web.de"));
            input.phone = phone.map(|n| format!("+4915112345{n}78"));
            input.updated_at = d.map(|d| day(d).parse().unwrap());
            let _ = crm.customers().upsert(input);
        }
        Call::Order { id, source: s, record: r, day: d, cents, status } => {
            let mut input =
                order(&id.to_string(), &day(d), &format!("{}.{:02} EUR", cents / 100, cents % 100));
            input.customer = (r < 4).then(|| record(source(s), &r.to_string()));
            match status {
                0 => input.status = OrderStatus::Cancelled,
                1 => input.financial_status = FinancialStatus::Voided,
                2 => input.total = Some(money("-3.00 EUR")),
                3 => input.total = Some(money("7.00 USD")),
                _ => {}
            }
            let _ = crm.orders().record(input);
        }
        Call::Refund { order, id, cents } => {
            let refund = RefundInput::new(order_ref(order)).external_id(id.to_string());
            let _ = crm.orders().refund(refund.amount(money(&format!("0.{cents:02} EUR"))));
        }
        Call::Cancel { order } => drop(crm.orders().cancel(order_ref(order), None)),
        Call::Update { pick: n, name } => {
            if let Some(id) = pick(n) {
                let _ = crm
                    .customers()
                    .update(id, CustomerPatch::new().name(NAMES[usize::from(name)]).add_tag("seen"));
            }
        }
        Call::Delete { pick: n } => {
            if let Some(id) = pick(n) {
                crm.customers().delete(id, None).unwrap();
            }
        }
        Call::Event { id, source: s, record: r, day: d } => {
            let event =
                EventInput::new("seen", record(source(s), &r.to_string())).external_id("web", id.to_string());
            let _ = crm.events().record(event.occurred_at(day(d).parse().unwrap()).property("n", id));
        }
        Call::Consent { source: s, record: r, state } => {
            let state = if state { ConsentState::Granted } else { ConsentState::Withdrawn };
            let _ = crm.consents().record(ConsentInput::new(
                record(source(s), &r.to_string()),
                "marketing",
                "email",
                state,
            ));
        }
        Call::Merge { a, b } => {
            if let (Some(a), Some(b)) = (pick(a), pick(b)) {
                crm.duplicates().merge(a.into(), b.into()).unwrap();
            }
        }
        Call::Unmerge { pick: n, mask } => {
            if let Some(id) = pick(n) {
                let records = crm.duplicates().explain_customer(id.into()).unwrap().records;
                let some = records.iter().enumerate().filter(|(at, _)| mask >> (at % 8) & 1 == 1);
                let some: Vec<_> = some.map(|(_, link)| link.record_id).collect();
                let proper = !some.is_empty() && some.len() < records.len();
                assert_eq!(crm.duplicates().unmerge(id.into(), some).is_ok(), proper);
            }
        }
        Call::Part { a, b } => {
            if let (Some(a), Some(b)) = (pick(a), pick(b)) {
                let decided = crm.duplicates().decide(a.into(), b.into(), Verdict::NotTheSame);
                assert_eq!(decided.is_ok(), a != b);
            }
        }
        Call::Link => drop(crm.duplicates().run(Some(true), None, CancelToken::new()).unwrap()),
        Call::Erase { pick: n, suppress } => {
            if let Some(id) = pick(n) {
                let sums = || {
                    let stats = crm.reports().stats().unwrap();
                    (stats.orders, stats.counted_orders, stats.net_revenue)
                };
                let before = sums();
                let reason = ErasureReason::SubjectRequest;
                crm.privacy().erase(id.into(), reason, Some(suppress)).unwrap();
                assert_eq!(sums(), before);
            }
        }
        Call::Zone { berlin } => {
            let zone = if berlin { "Europe/Berlin" } else { "UTC" };
            crm.shop().set(ShopPatch::new().zone(zone.parse().unwrap())).unwrap();
        }
    }
}

/// Every row of state, and what consents and timelines say.
fn seen(crm: &Crm, storage: &dyn Storage) -> Vec<String> {
    let mut seen = Vec::new();
    let tables = SCHEMA.tables.iter().filter(|table| matches!(table.kind, Kind::State | Kind::Shown));
    storage
        .read(&mut |rows| {
            for table in tables.clone() {
                rows.scan(table, &KeyRange::all(), &mut |row| {
                    seen.push(format!("{} {:?} {:?}", table.name(), row.key, row.body));
                    Flow::Continue(())
                })?;
            }
            Ok(())
        })
        .unwrap();
    for customer in crm.customers().list(PageRequest::new()).unwrap().items {
        let consents = crm.consents().state(ConsentQuery::new(customer.id.into())).unwrap();
        let timeline = crm.events().timeline(TimelineQuery::new(customer.id.into())).unwrap();
        seen.push(format!("{} {consents:?} {}", customer.id, timeline.items.len()));
    }
    seen
}

fn records_of(crm: &Crm, id: CustomerId) -> Vec<RecordId> {
    crm.duplicates().explain_customer(id.into()).unwrap().records.iter().map(|r| r.record_id).collect()
}

/// The records of the customer in this place of the list, if there is one.
fn records_at(crm: &Crm, n: u8) -> Vec<RecordId> {
    let all = crm.customers().list(PageRequest::new()).unwrap().items;
    all.get(usize::from(n)).map_or(vec![], |c| records_of(crm, c.id))
}

/// The customer of every record that has one.
fn owners(crm: &Crm) -> BTreeMap<RecordId, CustomerId> {
    let customers = crm.customers().list(PageRequest::new()).unwrap().items.into_iter().map(|c| c.id);
    customers.flat_map(|id| records_of(crm, id).into_iter().map(move |record| (record, id))).collect()
}

/// What is said of duplicates: pairs, why they are pairs, and who somebody new may be.
fn duplicates(crm: &Crm) -> String {
    let mut query = DuplicateQuery::default();
    query.above_ppm = Some(10_000);
    let pairs = crm.duplicates().find(query, None, CancelToken::new()).unwrap();
    let why = |p: &DuplicatePair| crm.duplicates().explain(p.customer_id.into(), p.other_id.into()).unwrap();
    let whys: Vec<_> = pairs.items.iter().map(why).collect();
    let new = CustomerInput::new().name("Anna Wolf").email("mail1@web.de").phone("+4915112345278");
    let found = crm.duplicates().find_new(new).unwrap();
    format!("{pairs:?} {whys:?} {found:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// What a handle holds in memory follows what others write: it answers as one that is opened at that moment does.
    #[test]
    fn duplicates_follow_what_is_committed(
        calls in prop::collection::vec(call(), 1..40),
        trained in prop::option::of(0..40_usize),
        by_itself in any::<bool>(),
    ) {
        let storage: Arc<dyn Storage> = Arc::new(Memory::storage());
        let clock = Arc::new(FixedClock::new(super::at(super::NOW)));
        let opened = || Crm::new(storage.clone(), clock.clone(), Box::new(SeededRandom::new(7))).unwrap();
        let (follower, writer) = (opened(), opened());
        for (n, call) in calls.iter().enumerate() {
            clock.set(guanxi_core::time::Timestamp::from_micros(1_772_331_300_000_000 + n as i64 * 1000).unwrap());
            run(&writer, call);
            if trained.is_some_and(|at| n == at % calls.len()) {
                (if by_itself { &follower } else { &writer }).duplicates().train(None, CancelToken::new()).unwrap();
            }
            if n % 3 == 2 {
                prop_assert_eq!(duplicates(&follower), duplicates(&opened()));
            }
        }
        prop_assert_eq!(duplicates(&follower), duplicates(&opened()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn state_is_what_the_facts_make_it(calls in prop::collection::vec(call(), 1..40)) {
        let (crm, clock) = open();
        for (n, call) in calls.iter().enumerate() {
            clock.set(guanxi_core::time::Timestamp::from_micros(1_772_331_300_000_000 + n as i64 * 1000).unwrap());
            run(&crm, call);
            if n % 8 == 7 {
                assert_proved(&crm);
            }
        }
        assert_proved(&crm);
        let rebuilt = crm.proof().rebuild().unwrap();
        prop_assert!(rebuilt.is_equal());
    }

    /// What was said of two persons holds, whatever comes in after it and however often dedupe runs.
    #[test]
    fn who_was_told_apart_is_joined_by_no_run(calls in prop::collection::vec(call(), 1..40)) {
        let (crm, clock) = open();
        let mut apart: Vec<(RecordId, RecordId)> = Vec::new();
        let merges = |call: &&Call| matches!(call, Call::Merge { .. });
        for (n, call) in calls.iter().filter(|call| !merges(call)).enumerate() {
            clock.set(guanxi_core::time::Timestamp::from_micros(1_772_331_300_000_000 + n as i64 * 1000).unwrap());
            if let Call::Part { a, b } = *call && a != b {
                let of_b = records_at(&crm, b);
                apart.extend(records_at(&crm, a).into_iter().flat_map(|a| of_b.iter().map(move |b| (a, *b))));
            }
            run(&crm, call);
        }
        crm.duplicates().run(Some(true), None, CancelToken::new()).unwrap();
        let owners = owners(&crm);
        for (a, b) in apart {
            prop_assert!(owners.get(&a).is_none_or(|owner| owners.get(&b) != Some(owner)), "{a} and {b}");
        }
        assert_proved(&crm);
    }

    /// Whatever comes after it, an erasure stays one, and nothing of the person is found by its old id.
    #[test]
    fn who_is_erased_stays_so(calls in prop::collection::vec(call(), 1..40), sealed in 0..40_usize) {
        let (crm, clock) = open();
        for (n, call) in calls.iter().enumerate() {
            clock.set(guanxi_core::time::Timestamp::from_micros(1_772_331_300_000_000 + n as i64 * 1000).unwrap());
            run(&crm, call);
            if n == sealed % calls.len() {
                crm.audit().seal().unwrap();
            }
        }
        let erased = crm.privacy().erasures(PageRequest::new()).unwrap().items;
        for receipt in &erased {
            let id = receipt.customer_id;
            prop_assert_eq!(crm.customers().get(id).unwrap_err().code(), "erased");
            let sections = crm.privacy().export(id.into()).unwrap().sections;
            prop_assert_eq!(sections.iter().map(|s| &*s.name).collect::<Vec<_>>(), ["erasure"]);
            let again = crm.privacy().erase(id.into(), ErasureReason::Other, None).unwrap();
            prop_assert_eq!((again.at, again.reason, &again.areas), (receipt.at, receipt.reason, &receipt.areas));
        }
        assert_proved(&crm);
        prop_assert!(crm.audit().verify(None).unwrap().intact);
    }

    #[test]
    fn a_merge_that_is_taken_back_leaves_state_as_it_was(
        calls in prop::collection::vec(call(), 1..40),
        (a, b) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        way in 0..3u8,
    ) {
        let storage: Arc<dyn Storage> = Arc::new(Memory::storage());
        let clock = Arc::new(FixedClock::new(super::at(super::NOW)));
        let crm = Crm::new(storage.clone(), clock.clone(), Box::new(SeededRandom::new(7))).unwrap();
        for (n, call) in calls.iter().enumerate() {
            clock.set(guanxi_core::time::Timestamp::from_micros(1_772_331_300_000_000 + n as i64 * 1000).unwrap());
            run(&crm, call);
        }
        let all = crm.customers().list(PageRequest::new()).unwrap().items;
        prop_assume!(all.len() > 1);
        let (a, b) = (all[a.index(all.len())].id, all[b.index(all.len())].id);
        prop_assume!(a != b);
        let (of_a, of_b) = (records_of(&crm, a), records_of(&crm, b));
        let before = seen(&crm, &*storage);
        clock.set(guanxi_core::time::Timestamp::from_micros(1_772_331_400_000_000).unwrap());
        crm.duplicates().merge(a.into(), b.into()).unwrap();
        assert_proved(&crm);
        clock.set(guanxi_core::time::Timestamp::from_micros(1_772_331_500_000_000).unwrap());
        let receipt = match way {
            0 => crm.duplicates().unmerge(a.into(), of_a),
            1 => crm.duplicates().unmerge(a.into(), of_b),
            _ => crm.duplicates().unmerge(a.max(b).into(), vec![]),
        };
        let receipt = receipt.unwrap();
        prop_assert_eq!(seen(&crm, &*storage), before);
        assert_proved(&crm);
        prop_assert_eq!(receipt.booked_since.orders + receipt.left_since.orders, 0);
    }

    #[test]
    fn the_same_calls_give_the_same_rows(calls in prop::collection::vec(call(), 1..20)) {
        let runs: Vec<_> = (0..2).map(|_| {
            let (crm, _) = open();
            calls.iter().for_each(|call| run(&crm, call));
            let customers = crm.customers().list(PageRequest::new()).unwrap();
            (customers, crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap())
        }).collect();
        prop_assert_eq!(&runs[0], &runs[1]);
    }

    #[test]
    fn every_call_again_changes_nothing_where_it_has_a_key(calls in prop::collection::vec(call(), 1..20)) {
        let (crm, _) = open();
        for call in &calls {
            if !matches!(call, Call::Order { .. } | Call::Event { .. } | Call::Upsert { .. } | Call::Refund { .. }) {
                continue;
            }
            run(&crm, call);
            let feed = crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap();
            run(&crm, call);
            prop_assert_eq!(&crm.feed().changes(PageRequest::new().with_limit(1000)).unwrap(), &feed);
        }
    }

    #[test]
    fn whoever_bears_an_identifier_is_found_by_it(calls in prop::collection::vec(call(), 1..30)) {
        let (crm, _) = open();
        calls.iter().for_each(|call| run(&crm, call));
        for customer in crm.customers().list(PageRequest::new()).unwrap().items {
            for text in customer.email.iter().map(ToString::to_string).chain(customer.phone.iter().map(ToString::to_string)) {
                let found = crm.customers().find(CustomerQuery::new(text)).unwrap().items;
                prop_assert!(found.iter().any(|c| c.id == customer.id));
            }
        }
    }
}
