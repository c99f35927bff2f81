use std::collections::BTreeSet;

use guanxi_core::{
    Crm,
    change::Outcome,
    consent::{ConsentInput, ConsentQuery, ConsentState, ContactQuery, ObjectionInput, RestrictionReason},
    customer::CustomerRef,
    event::EventInput,
    page::PageRequest,
    privacy::ErasureReason,
    segment::MemberQuery,
    settings::{LegalBasis, PurposeBasis},
    shop::ShopPatch,
};
use proptest::prelude::*;

use super::{assert_proved, at, crm, input, record};

fn said(state: ConsentState) -> ConsentInput {
    ConsentInput::new(record("newsletter", "mei"), "marketing", "email", state)
}

#[test]
fn the_state_at_an_instant_is_the_last_entry_up_to_it() {
    let crm = crm();
    crm.consents()
        .record(said(ConsentState::Granted).at(at("2026-03-01T00:00:00Z")).wording("news/3"))
        .unwrap();
    crm.consents().record(said(ConsentState::Withdrawn).at(at("2026-05-01T00:00:00Z"))).unwrap();
    let state = |when: &str| {
        let query = ConsentQuery::new(record("newsletter", "mei")).at(at(when));
        crm.consents().state(query).unwrap().first().map(|c| c.state)
    };
    assert_eq!(state("2026-02-28T23:59:59Z"), None);
    assert_eq!(state("2026-03-01T00:00:00Z"), Some(ConsentState::Granted));
    assert_eq!(state("2026-04-30T23:59:59Z"), Some(ConsentState::Granted));
    assert_eq!(state("2026-05-01T00:00:00Z"), Some(ConsentState::Withdrawn));
    assert_proved(&crm);
}

#[test]
fn what_holds_already_is_not_said_again() {
    let crm = crm();
    assert_eq!(crm.consents().record(said(ConsentState::Granted)).unwrap().outcome, Outcome::Created);
    assert_eq!(crm.consents().record(said(ConsentState::Granted)).unwrap().outcome, Outcome::Unchanged);
    assert_eq!(crm.consents().record(said(ConsentState::Withdrawn)).unwrap().outcome, Outcome::Created);
    let dated = said(ConsentState::Granted).at(at("2026-01-01T00:00:00Z"));
    assert_eq!(crm.consents().record(dated.clone()).unwrap().outcome, Outcome::Created);
    assert_eq!(crm.consents().record(dated).unwrap().outcome, Outcome::Unchanged);
}

#[test]
fn when_records_come_together_the_most_restrictive_holds() {
    let crm = crm();
    crm.consents().record(said(ConsentState::Granted)).unwrap();
    let mut other = said(ConsentState::Withdrawn).at(at("2025-01-01T00:00:00Z"));
    other.customer = record("till", "9");
    crm.consents().record(other).unwrap();
    for (source, id) in [("newsletter", "mei"), ("till", "9")] {
        crm.customers().upsert(input(source, id).name("Mei Lin").email("mei@qq.com")).unwrap();
    }
    assert_eq!(crm.customers().count().unwrap(), 1);
    let state = crm.consents().state(ConsentQuery::new(record("till", "9"))).unwrap();
    assert_eq!(state[0].state, ConsentState::Withdrawn);
    assert_proved(&crm);
}

#[test]
fn a_withdrawal_by_id_is_heard_whatever_other_records_said() {
    let crm = crm();
    let say = |source: &str, id: &str, state| {
        crm.consents().record(ConsentInput::new(record(source, id), "marketing", "email", state)).unwrap()
    };
    say("till", "9", ConsentState::Withdrawn);
    for (source, id) in [("till", "9"), ("web", "7")] {
        crm.customers().upsert(input(source, id).name("Mei Lin").email("mei@qq.com")).unwrap();
    }
    let customer = crm.customers().list(guanxi_core::page::PageRequest::new()).unwrap().items[0].id;
    let whose = || guanxi_core::customer::CustomerRef::Id(customer);
    let granted = ConsentInput::new(record("web", "7"), "marketing", "email", ConsentState::Granted);
    crm.consents().record(granted.at(at("2026-04-01T00:00:00Z"))).unwrap();
    let state = || crm.consents().state(ConsentQuery::new(whose())).unwrap()[0].state;
    let before = state();
    crm.consents()
        .record(
            ConsentInput::new(whose(), "marketing", "email", ConsentState::Withdrawn)
                .at(at("2026-05-01T00:00:00Z")),
        )
        .unwrap();
    assert_eq!(state(), ConsentState::Withdrawn, "before: {before:?}");
}

/// What may change whether somebody is reached.
#[derive(Clone, Debug)]
enum Change {
    Address { record: u8, email: Option<u8> },
    Said { record: u8, channel: u8, state: ConsentState, day: u8 },
    Bounced { record: u8, channel: u8, hard: bool },
    Objected { record: u8, channel: Option<u8> },
    Restricted { record: u8, lifted: bool },
    Erased { record: u8 },
    Merged { a: u8, b: u8 },
    Basis { basis: LegalBasis },
}

const CHANNELS: [&str; 3] = ["email", "sms", "wechat"];
const EMAILS: [&str; 3] = ["mei@qq.com", "bo@qq.com", "noemail@example.com"];

fn change() -> impl Strategy<Value = Change> {
    let (record, channel) = (0..3u8, 0..3u8);
    let states =
        prop::sample::select(vec![ConsentState::Granted, ConsentState::Pending, ConsentState::Withdrawn]);
    let bases = prop::sample::select(vec![
        LegalBasis::Consent,
        LegalBasis::Contract,
        LegalBasis::LegalObligation,
        LegalBasis::LegitimateInterest,
    ]);
    prop_oneof![
        4 => (record.clone(), prop::option::of(0..3u8)).prop_map(|(record, email)| Change::Address { record, email }),
        6 => (record.clone(), channel.clone(), states, 0..56u8)
            .prop_map(|(record, channel, state, day)| Change::Said { record, channel, state, day }),
        1 => (record.clone(), channel, any::<bool>())
            .prop_map(|(record, channel, hard)| Change::Bounced { record, channel, hard }),
        1 => (record.clone(), prop::option::of(0..3u8))
            .prop_map(|(record, channel)| Change::Objected { record, channel }),
        1 => (record.clone(), any::<bool>()).prop_map(|(record, lifted)| Change::Restricted { record, lifted }),
        1 => record.clone().prop_map(|record| Change::Erased { record }),
        1 => (record.clone(), record).prop_map(|(a, b)| Change::Merged { a, b }),
        1 => bases.prop_map(|basis| Change::Basis { basis }),
    ]
}

fn of(n: u8) -> CustomerRef {
    record("till", &n.to_string())
}

/// Does it; what is refused changes nothing.
fn make(crm: &Crm, change: Change) {
    match change {
        Change::Address { record, email } => {
            let mut input =
                input("till", &record.to_string()).name(["Mei Lin", "Bo Ng", "Cai Xu"][usize::from(record)]);
            input.email = email.map(|email| EMAILS[usize::from(email)].to_owned());
            crm.customers().upsert(input).unwrap();
        }
        Change::Said { record, channel, state, day } => {
            let input = ConsentInput::new(of(record), "marketing", CHANNELS[usize::from(channel)], state);
            // Before and after what is erased, which is done on the first of March.
            let when = format!("2026-{:02}-{:02}T00:00:00Z", 2 + day / 28, 1 + day % 28);
            crm.consents().record(input.at(at(&when))).unwrap();
        }
        Change::Bounced { record, channel, hard } => {
            let mut event = EventInput::new("message_bounced", of(record)).property("hard", hard);
            event.channel = Some(CHANNELS[usize::from(channel)].to_owned());
            crm.events().record(event).unwrap();
        }
        Change::Objected { record, channel } => {
            let mut input = ObjectionInput::new(of(record));
            input.channel = channel.map(|channel| CHANNELS[usize::from(channel)].to_owned());
            crm.privacy().object(input).unwrap();
        }
        Change::Restricted { record, lifted: true } => drop(crm.privacy().unrestrict(of(record))),
        Change::Restricted { record, lifted: false } => {
            drop(crm.privacy().restrict(of(record), RestrictionReason::Contested));
        }
        Change::Erased { record } => {
            drop(crm.privacy().erase(of(record), ErasureReason::Objection, Some(true)))
        }
        Change::Merged { a, b } => drop(crm.duplicates().merge(of(a), of(b))),
        Change::Basis { basis } => {
            let purpose = "marketing".to_owned();
            crm.shop().set(ShopPatch::new().purposes(vec![PurposeBasis { purpose, basis }])).unwrap();
        }
    }
}

proptest! {
    /// One definition: whom a segment reaches is who may be contacted.
    #[test]
    fn a_segment_reaches_whom_the_gate_lets_through(changes in prop::collection::vec(change(), 1..24)) {
        let crm = crm();
        changes.into_iter().for_each(|change| make(&crm, change));
        for channel in CHANNELS {
            let query = MemberQuery::new(format!("reachable('{}')", channel.to_uppercase()));
            let members = crm.segments().members(query).unwrap().items;
            let reached: BTreeSet<_> = members.into_iter().map(|member| member.customer_id).collect();
            let all = crm.customers().list(PageRequest::new()).unwrap().items;
            let may = |id| crm.consents().may_contact(ContactQuery::new(id, "marketing", channel)).unwrap().allowed;
            let let_through: BTreeSet<_> = all.iter().map(|c| c.id).filter(|id| may((*id).into())).collect();
            prop_assert_eq!(reached, let_through, "{}", channel);
        }
    }
}

#[test]
fn a_customer_is_handed_out_with_what_it_objected_to_and_erased_with_it() {
    let crm = crm();
    let mei =
        crm.customers().upsert(input("till", "1").name("Mei Lin").email("mei@qq.com")).unwrap().customer.id;
    crm.privacy().object(ObjectionInput::new(mei.into())).unwrap();
    crm.privacy().restrict(mei.into(), RestrictionReason::LegalClaim).unwrap();
    let dossier = crm.privacy().export(mei.into()).unwrap();
    let section = |name: &str| &dossier.sections.iter().find(|s| s.name == name).unwrap().items[0];
    assert_eq!(section("consents")["state"], "objected");
    assert_eq!(section("restrictions")["reason"], "legal_claim");
    assert!(section("audit").contains_key("what"));
    let receipt = crm.privacy().erase(mei.into(), ErasureReason::SubjectRequest, None).unwrap();
    assert_eq!(receipt.areas.iter().find(|area| area.area == "consents").unwrap().destroyed, 2);
    assert_proved(&crm);
}

#[test]
fn of_two_restricted_records_the_longer_restricted_tells_since_when() {
    let (crm, clock) = super::open();
    let of = |id: &str| crm.customers().upsert(input("till", id).name("Mei Lin")).unwrap().customer.id;
    let (first, second) = (of("1"), of("2"));
    crm.privacy().restrict(second.into(), RestrictionReason::Unlawful).unwrap();
    clock.set(at("2026-03-05T00:00:00Z"));
    crm.privacy().restrict(first.into(), RestrictionReason::Contested).unwrap();
    crm.duplicates().merge(first.into(), second.into()).unwrap();
    let why = crm.consents().may_contact(ContactQuery::new(record("till", "1"), "order", "wechat")).unwrap();
    assert_eq!((why.allowed, why.since), (false, Some(at(super::NOW))));
    assert_proved(&crm);
}
