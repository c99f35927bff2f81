//! Survivorship against a plain reading of its rule: what a profile says does not hang on the order in which records came.

use guanxi_core::customer::{Customer, CustomerInput};
use proptest::prelude::*;

use super::{assert_proved, crm, input};

/// What one source says of the one person of this world, on a day of its own.
#[derive(Clone, Debug)]
struct Said {
    day: u8,
    company: Option<String>,
    gender: Option<String>,
    note: Option<String>,
    phone: Option<u8>,
    birth_day: Option<u8>,
    tag: Option<String>,
}

fn said() -> impl Strategy<Value = Said> {
    let word = || prop::option::of("[a-c]{1,3}");
    let digit = || prop::option::of(1..4u8);
    (word(), word(), word(), digit(), digit(), word()).prop_map(
        |(company, gender, note, phone, birth_day, tag)| Said {
            day: 0,
            company,
            gender,
            note,
            phone,
            birth_day,
            tag,
        },
    )
}

impl Said {
    fn input(&self, place: usize) -> CustomerInput {
        let mut input = input(&format!("source {place}"), "1").name("Anna Wolf").email("anna@web.de");
        input.company = self.company.clone();
        input.gender = self.gender.clone();
        input.note = self.note.clone();
        input.phone = self.phone.map(|n| format!("+4915112345{n}78"));
        input.birth_date = self.birth_day.map(|n| format!("1985-02-1{n}"));
        input.tags = self.tag.iter().cloned().collect();
        input.updated_at = Some(super::at(&format!("2026-01-{:02}T00:00:00Z", self.day)));
        input
    }
}

/// The last word on something.
fn last<'a, T: ?Sized>(said: &'a [Said], of: impl Fn(&'a Said) -> Option<&'a T>) -> Option<&'a T> {
    said.iter().filter_map(|s| Some((s.day, of(s)?))).max_by_key(|(day, _)| *day).map(|(_, value)| value)
}

fn profile(said: &[Said], order: &[usize]) -> Vec<Customer> {
    let crm = crm();
    for place in order {
        crm.customers().upsert(said[*place].input(*place)).unwrap();
    }
    assert_proved(&crm);
    crm.customers().list(guanxi_core::page::PageRequest::new()).unwrap().items
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_last_word_survives_in_whatever_order_records_come(
        mut said in prop::collection::vec(said(), 1..6),
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        // One birth date, so that nothing keeps the records of this person apart.
        let born = said[0].birth_day;
        for (day, s) in (1..).zip(&mut said) {
            (s.day, s.birth_day) = (day, s.birth_day.and(born));
        }
        let order: Vec<_> = order.into_iter().filter(|place| *place < said.len()).collect();
        let profiles = profile(&said, &order);
        prop_assert_eq!(profiles.len(), 1);
        let profile = &profiles[0];
        prop_assert_eq!(profile.company.as_deref(), last(&said, |s| s.company.as_deref()));
        prop_assert_eq!(profile.gender.as_deref(), last(&said, |s| s.gender.as_deref()));
        prop_assert_eq!(profile.note.as_deref(), last(&said, |s| s.note.as_deref()));
        let phone = last(&said, |s| s.phone.as_ref()).map(|n| format!("+4915112345{n}78"));
        prop_assert_eq!(profile.phone.as_ref().map(ToString::to_string), phone);
        let mut tags: Vec<_> = said.iter().filter_map(|s| s.tag.clone()).collect();
        tags.sort();
        tags.dedup();
        prop_assert_eq!(&profile.tags, &tags);
        let in_turn = &self::profile(&said, &(0..said.len()).collect::<Vec<_>>())[0];
        prop_assert_eq!((&profile.name, &profile.birth_date, &profile.email), (&in_turn.name, &in_turn.birth_date, &in_turn.email));
        let sorted = |c: &Customer| {
            let mut phones: Vec<_> = c.other_phones.iter().map(ToString::to_string).collect();
            phones.sort();
            phones
        };
        prop_assert_eq!(sorted(profile), sorted(in_turn));
    }
}
