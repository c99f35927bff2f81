use guanxi_core::loyalty::{BalanceQuery, ImportPointsInput, OccasionKind, OccasionRule, ProgramTerms};

use super::{at, input, open, record};

/// Customers enough for several commits of `advance`.
const CUSTOMERS: usize = 12_000;

/// Points that a customer has.
fn points(crm: &guanxi_core::Crm, number: usize) -> i64 {
    let query = BalanceQuery::new(record("till", &number.to_string()));
    crm.loyalty().balance(query).unwrap().available
}

#[test]
fn birthdays_of_many_are_booked_in_parts_and_once() {
    let (crm, clock) = open();
    let mut terms = ProgramTerms::default();
    terms.occasions = vec![OccasionRule::new(OccasionKind::Birthday, 50)];
    crm.loyalty().define_program("club", terms).unwrap();
    let customers: Vec<_> = (0..CUSTOMERS)
        .map(|number| {
            let mut customer = input("till", &number.to_string());
            customer.birth_date = (number % 1_000 == 0).then(|| "1990-03-05".into());
            customer
        })
        .collect();
    for part in customers.chunks(1_000) {
        crm.customers().upsert_many(part.to_vec()).unwrap();
    }
    for number in (0..CUSTOMERS).step_by(2_000) {
        let whose = record("till", &number.to_string());
        crm.loyalty().import_points(ImportPointsInput::new(whose, 1, number.to_string())).unwrap();
    }
    assert_eq!(crm.loyalty().advance().unwrap().occasions, 0);
    clock.set(at("2026-03-06T00:00:00Z"));
    assert_eq!(crm.dry_run().loyalty().advance().unwrap().occasions, 6);
    assert_eq!(points(&crm, 2_000), 1, "what is only tried is not kept");
    assert_eq!(crm.loyalty().advance().unwrap().occasions, 6);
    assert_eq!(crm.loyalty().advance().unwrap().occasions, 0);
    assert_eq!([points(&crm, 0), points(&crm, 1_000), points(&crm, 10_000)], [51, 0, 51]);
    assert!(crm.proof().verify().unwrap().is_equal());
    // Days on which the program gave nothing are not made up for; a year that earned does not earn again.
    let define = |occasions: Vec<OccasionRule>| {
        let mut terms = ProgramTerms::default();
        terms.occasions = occasions;
        crm.loyalty().define_program("club", terms).unwrap();
        crm.loyalty().advance().unwrap().occasions
    };
    assert_eq!(define(vec![]), 0);
    clock.set(at("2027-03-06T00:00:00Z"));
    assert_eq!(define(vec![OccasionRule::new(OccasionKind::Birthday, 50)]), 0);
    clock.set(at("2028-03-04T00:00:00Z"));
    assert_eq!(crm.loyalty().advance().unwrap().occasions, 0);
    clock.set(at("2028-03-05T00:00:00Z"));
    assert_eq!(crm.loyalty().advance().unwrap().occasions, 6);
}
