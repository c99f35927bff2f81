use guanxi_core::{
    change::Outcome,
    consent::{ConsentInput, ConsentQuery, ConsentState},
};

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
