//! Survivorship: which of several records each field of a profile comes from.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

use super::{Customer, update::MANUAL};
use crate::{
    id::CustomerId,
    identity::{Record, RecordContent},
    settings::{Policy, ShopSettings},
    text::{Country, Phone},
};

/// The profile over these records (at least one).
pub(crate) fn profile(id: CustomerId, records: &[Record], settings: &ShopSettings) -> Customer {
    let pick = Pick { records, settings };
    let policy = &settings.survivorship;
    let address =
        pick.one("address", policy.address, |c| c.address.as_ref(), |a| a.to_string().len()).cloned();
    let phone = pick.one("phone", policy.phone, RecordContent::real_phone, |p| p.e164().len()).cloned();
    let email = pick.one("email", policy.email, RecordContent::real_email, |e| e.as_str().len()).cloned();
    Customer {
        id,
        version: records.iter().map(|r| r.counted as u64).sum(),
        name: pick.one("name", policy.name, |c| c.name.as_ref(), |n| n.to_string().len()).cloned(),
        other_emails: pick.others(RecordContent::real_email, email.as_ref()),
        other_phones: pick.others(RecordContent::real_phone, phone.as_ref()),
        birth_date: pick.birth_date(),
        gender: pick.one("gender", policy.other, |c| c.gender.as_ref(), String::len).cloned(),
        language: pick.one("language", policy.other, |c| c.language.as_ref(), |l| l.as_str().len()).cloned(),
        company: pick.one("company", policy.other, |c| c.company.as_ref(), String::len).cloned(),
        country: country(address.as_ref().and_then(|a| a.country), phone.as_ref()),
        tags: pick.tags(),
        fields: pick.fields(),
        note: pick.one("note", policy.other, |c| c.note.as_ref(), String::len).cloned(),
        sources: records.iter().map(|r| r.source.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
        records: records.len() as u32,
        created_at: created_at(records),
        // A bare record has no version yet: it was spoken of when it came to be.
        updated_at: records
            .iter()
            .map(|r| r.effective.max(r.created))
            .max()
            .unwrap_or(crate::time::Timestamp::MIN),
        email,
        phone,
        address,
    }
}

/// The earliest instant that a record was spoken of, or that its source says it knew the person.
fn created_at(records: &[Record]) -> crate::time::Timestamp {
    let times = records.iter().flat_map(|r| r.content.created_at.into_iter().chain([r.created]));
    times.min().unwrap_or(crate::time::Timestamp::MIN)
}

fn country(of_address: Option<Country>, phone: Option<&Phone>) -> Option<Country> {
    of_address.or_else(|| phone.and_then(Phone::country))
}

struct Pick<'a> {
    records: &'a [Record],
    settings: &'a ShopSettings,
}

impl<'a> Pick<'a> {
    /// The value of a field that survives.
    fn one<T: PartialEq + 'a>(
        &self,
        field: &str,
        policy: Policy,
        get: impl Fn(&'a RecordContent) -> Option<&'a T>,
        len: impl Fn(&T) -> usize,
    ) -> Option<&'a T> {
        if let [record] = self.records {
            return get(&record.content).filter(|_| !is_cleared(record, field));
        }
        // Of what staff entered by hand, on several records perhaps, the last word on a field holds.
        let by_hand = self.by_hand().find(|r| get(&r.content).is_some() || is_cleared(r, field));
        if let Some(record) = by_hand {
            return get(&record.content).filter(|_| !is_cleared(record, field));
        }
        let said: Vec<(&Record, &T)> =
            self.records.iter().filter_map(|r| Some((r, get(&r.content)?))).collect();
        let frequency = |value: &T| said.iter().filter(|(_, v)| *v == value).count();
        let order = |(a, x): &(&Record, &T), (b, y): &(&Record, &T)| -> Ordering {
            let by_policy = match policy {
                Policy::MostRecent => Ordering::Equal,
                Policy::MostTrusted => Reverse(self.rank(a)).cmp(&Reverse(self.rank(b))),
                Policy::MostFrequent => (frequency(x), len(x)).cmp(&(frequency(y), len(y))),
            };
            by_policy.then(a.effective.cmp(&b.effective)).then(len(x).cmp(&len(y))).then(b.id.cmp(&a.id))
        };
        said.iter().copied().max_by(order).map(|(_, value)| value)
    }

    /// 0 for the most trusted source.
    fn rank(&self, record: &Record) -> usize {
        let trusted = &self.settings.trusted_sources;
        trusted.iter().position(|s| *s == record.source).unwrap_or(trusted.len())
    }

    fn others<T: PartialEq + Clone + 'a>(
        &self,
        get: impl Fn(&'a RecordContent) -> Option<&'a T>,
        chosen: Option<&T>,
    ) -> Vec<T> {
        let mut others: Vec<T> = Vec::new();
        for value in self.records.iter().filter_map(|r| get(&r.content)) {
            if Some(value) != chosen && !others.contains(value) {
                others.push(value.clone());
            }
        }
        others
    }

    fn birth_date(&self) -> Option<crate::text::BirthDate> {
        // Placeholders are no dates, and a date with its year says more than one without.
        let policy = self.settings.survivorship.birth_date;
        let get = |c: &'a RecordContent| c.birth_date.as_ref().filter(|d| !d.is_placeholder());
        self.one("birth_date", policy, get, |d| d.to_string().len()).copied()
    }

    fn tags(&self) -> Vec<String> {
        let tags: BTreeSet<_> = self.records.iter().flat_map(|r| &r.content.tags).collect();
        let removed = |tag: &String| {
            let last =
                self.by_hand().find(|r| r.content.tags.contains(tag) || r.content.removed_tags.contains(tag));
            last.is_some_and(|r| r.content.removed_tags.contains(tag))
        };
        tags.into_iter().filter(|tag| !removed(tag)).cloned().collect()
    }

    /// The records that staff entered by hand, the last first.
    fn by_hand(&self) -> impl Iterator<Item = &'a Record> + use<'a> {
        let mut records: Vec<_> = self.records.iter().filter(|r| r.source == MANUAL).collect();
        records.sort_by_key(|r| (Reverse(r.effective), r.id));
        records.into_iter()
    }

    fn fields(&self) -> BTreeMap<String, crate::settings::FieldValue> {
        let names: BTreeSet<_> = self.records.iter().flat_map(|r| r.content.fields.keys()).collect();
        let policy = self.settings.survivorship.other;
        let value =
            |name: &String| self.one(name, policy, |c| c.fields.get(name), |v| v.to_string().len()).cloned();
        names.into_iter().filter_map(|name| Some((name.clone(), value(name)?))).collect()
    }
}

fn is_cleared(record: &Record, field: &str) -> bool {
    record.content.cleared.iter().any(|c| c == field)
}
