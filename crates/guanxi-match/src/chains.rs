//! Which records share a blocking key: all records of a key hang together in a chain.
//!
//! A record has one place for each rule. What finds the newest place of a key is a [`Lookup`]; the key itself is not
//! kept, as it is made again of the record. That is 4 bytes a place and some 11 for each key.

use crate::{block::Blocking, lookup::Lookup, records::Records};

#[derive(Default)]
pub(crate) struct Chains {
    /// The newest place of each key.
    heads: Lookup,
    /// For each record and rule, the record that shared the key before, from 1; 0 where there was none.
    before: Vec<u32>,
}

impl Chains {
    pub(crate) fn of(blocking: &Blocking, records: &Records) -> Self {
        let mut chains = Self::default();
        for record in 0..records.len() as u32 {
            let keys = chains.keys(blocking, records, record);
            chains.push(blocking, records, &keys);
        }
        chains
    }

    /// The keys of a record under each rule, 0 where it has none.
    pub(crate) fn keys(&self, blocking: &Blocking, records: &Records, record: u32) -> Vec<u64> {
        let mut keys = vec![0; blocking.rules.len()];
        blocking.keys(records, records.row(record), &mut keys);
        keys
    }

    /// Adds the record after the last one, which has these keys.
    pub(crate) fn push(&mut self, blocking: &Blocking, records: &Records, keys: &[u64]) {
        let width = keys.len();
        let record = (self.before.len() / width.max(1)) as u32;
        for (rule, &key) in keys.iter().enumerate() {
            let head = (key != 0).then(|| self.head(blocking, records, keys, rule)).flatten();
            self.before.push(head.map_or(0, |head| head + 1));
            if let Some(head) = head {
                self.heads.remove(key, place(head, rule, width));
            }
            if key != 0 {
                self.heads.insert(key, place(record, rule, width));
            }
        }
    }

    /// Takes a record, which has these keys, out of its chains.
    pub(crate) fn remove(&mut self, blocking: &Blocking, records: &Records, keys: &[u64], record: u32) {
        let width = keys.len();
        for (rule, &key) in keys.iter().enumerate().filter(|key| *key.1 != 0) {
            let before = self.before[record as usize * width + rule];
            let Some(head) = self.head(blocking, records, keys, rule) else { continue };
            if head == record {
                self.heads.remove(key, place(record, rule, width));
                if before > 0 {
                    self.heads.insert(key, place(before - 1, rule, width));
                }
                continue;
            }
            let mut at = head as usize * width + rule;
            while self.before[at] != 0 && self.before[at] != record + 1 {
                at = (self.before[at] as usize - 1) * width + rule;
            }
            self.before[at] = before;
        }
    }

    /// The records that have the same key under a rule, the newest first.
    pub(crate) fn sharing(
        &self,
        blocking: &Blocking,
        records: &Records,
        keys: &[u64],
        rule: usize,
    ) -> impl Iterator<Item = u32> + '_ {
        let width = keys.len();
        let head = self.head(blocking, records, keys, rule);
        std::iter::successors(head, move |&record| self.before[record as usize * width + rule].checked_sub(1))
    }

    fn head(&self, blocking: &Blocking, records: &Records, keys: &[u64], rule: usize) -> Option<u32> {
        let width = keys.len();
        let is = |place: u32| {
            let (record, of) = (place as usize / width, place as usize % width);
            of == rule && blocking.key(records, records.row(record as u32), rule) == keys[rule]
        };
        self.heads.find(keys[rule], is).map(|place| place / width as u32)
    }
}

fn place(record: u32, rule: usize, width: usize) -> u32 {
    record * width as u32 + rule as u32
}
