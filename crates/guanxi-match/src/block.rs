//! Blocking: which pairs are looked at.
//!
//! A rule makes a key of a record; two records that share a key of some rule are a pair, and belong to the first
//! rule they share one of, so that no pair is met twice. A key too many records share is made finer by further
//! fields, and dropped, and reported, where that does not help.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::{
    deal::Dealt,
    error::Error,
    hash,
    records::Records,
    schema::Schema,
    spread,
    value::Kind,
    watch::{Stage, Watched},
    windows::Windows,
};

/// A blocking rule: records that are alike in all its parts are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// Its parts; a record that lacks one has no key.
    pub parts: Vec<Part>,
    /// Whether the parts count as a set: given and family name in either order.
    #[serde(default)]
    pub unordered: bool,
    /// Whether it is used only where it yields few pairs for each record: in small tables, mostly.
    #[serde(default)]
    pub weak: bool,
    /// Sorted neighbourhood: records need not share the parts, but stand within so many places in the order of their texts,
    /// each text counting once, in the table a model is trained on. What comes later falls in where it belongs.
    /// A part's `key` is 0 for its text, 1 for its text read from the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<usize>,
}

/// A part of a rule: one of the keys of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The field, by its place in the schema.
    pub field: usize,
    /// Which key: 0 the whole value, 1 a rougher one (sound, year, end, area), 2 the roughest.
    pub key: usize,
}

/// The rules in use, and what became of keys that too many records share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Blocking {
    pub(crate) rules: Vec<Rule>,
    /// The windows of each rule that has some; fewer than rules where the last ones have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    windows: Vec<Option<Windows>>,
    /// What makes keys finer, in this order.
    pub(crate) finer: Vec<Part>,
    /// The most records a key may have.
    pub(crate) cap: usize,
    /// Keys that are made finer.
    pub(crate) split: FxHashSet<u64>,
    /// Keys that are not used.
    pub(crate) dropped: FxHashSet<u64>,
}

/// A key too many records shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oversized {
    /// The rule.
    pub rule: String,
    /// How many records share the key.
    pub records: usize,
    /// Whether no further field made it fine enough, and pairs by it alone are not compared.
    pub dropped: bool,
}

/// The records that share a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The rule.
    pub rule: String,
    /// How many records share the key.
    pub records: usize,
}

impl Block {
    /// How many pairs they make.
    pub fn pairs(&self) -> u64 {
        pairs(self.records as u64)
    }
}

/// How fine a key can get.
const DEPTH: usize = 4;

impl Blocking {
    /// The rules for these fields.
    pub(crate) fn of(schema: &Schema, cap: usize) -> Self {
        let mut rules = Rules { schema, out: Vec::new() };
        rules.contacts();
        rules.names();
        rules.rest();
        rules.weak();
        Self { rules: rules.out, finer: finer(schema), cap, ..Self::default() }
    }

    /// The keys of a record: one a rule, 0 where it has none.
    pub(crate) fn keys(&self, records: &Records, row: &[u32], out: &mut [u64]) {
        out.iter_mut().enumerate().for_each(|(rule, key)| *key = self.key(records, row, rule));
    }

    /// The key of a record under the rule of this number.
    pub(crate) fn key(&self, records: &Records, row: &[u32], rule: usize) -> u64 {
        let (rule, windows) = (&self.rules[rule], self.windows_of(rule));
        self.settled(records, row, rule, first_key(records, row, rule, windows, rule.start()))
    }

    fn windows_of(&self, rule: usize) -> Option<&Windows> {
        self.windows.get(rule).and_then(Option::as_ref)
    }

    /// The key of a record under a rule, made finer as far as the model says.
    fn settled(&self, records: &Records, row: &[u32], rule: &Rule, key: u64) -> u64 {
        let (key, _) = self.finest(records, row, rule, key);
        if self.dropped.contains(&key) { 0 } else { key }
    }

    /// The same before keys are dropped, and how often it was made finer.
    fn finest(&self, records: &Records, row: &[u32], rule: &Rule, mut key: u64) -> (u64, usize) {
        let mut finer = self.finer.iter().filter(|part| rule.parts.iter().all(|own| own.field != part.field));
        let mut depth = 0;
        while key != 0 && self.split.contains(&key) {
            let Some(part) = finer.next() else { return (0, depth) };
            key = hash::pair(key, part_key(records, row, *part));
            depth += 1;
        }
        (key, depth)
    }

    /// Finds the keys too many records share, and what to do about each. The cap is lowered until what the rules yield
    /// is within [`pairs_most`].
    pub(crate) fn learn(&mut self, records: &Records) -> (Vec<Oversized>, Vec<Option<Groups>>) {
        let rules = windowed(std::mem::take(&mut self.rules), records);
        let most = (WEAK_MOST * records.len() as u64).min(WEAK_ALL);
        let sample = sample(records);
        let learned: Vec<Learned> = loop {
            let learn = |(rule, windows): &(Rule, Option<Windows>)| {
                let windows = windows.as_ref();
                let sampled = || sampled_pairs(first_keys(records, &sample, rule, windows), self.cap);
                let hopeless = rule.weak && !sample.is_empty() && sampled() > most * 4;
                if hopeless { Learned::hopeless() } else { self.learn_rule(records, rule, windows) }
            };
            let learned = spread::map(records.len(), &rules, learn);
            let strong = rules.iter().zip(&learned).filter(|rule| !rule.0.0.weak);
            if self.cap <= CAP_LEAST
                || strong.map(|rule| rule.1.pairs).sum::<u64>() <= pairs_most(records.len())
            {
                break learned;
            }
            self.cap /= 2;
        };
        let (mut report, mut known) = (Vec::new(), Vec::new());
        for ((rule, windows), learned) in rules.into_iter().zip(learned) {
            if rule.weak && learned.pairs > most {
                continue;
            }
            if windows.is_some() {
                self.windows.resize(self.rules.len(), None);
                self.windows.push(windows);
            }
            self.rules.push(rule);
            self.split.extend(learned.split);
            self.dropped.extend(learned.dropped);
            report.extend(learned.report);
            known.push(learned.groups);
        }
        (report, known)
    }

    /// What became of keys of these records that too many shared when this was learned.
    pub(crate) fn oversized(&self, records: &Records) -> Vec<Oversized> {
        if self.split.is_empty() && self.dropped.is_empty() {
            return Vec::new();
        }
        let rules = self.rules.iter().enumerate();
        rules.flat_map(|(number, rule)| self.oversized_of(records, number, rule)).collect()
    }

    fn oversized_of(&self, records: &Records, number: usize, rule: &Rule) -> Vec<Oversized> {
        let mut keys: Vec<(usize, u64)> = Vec::new();
        let first = first_keys(records, &records.symbols, rule, self.windows_of(number));
        for (record, key) in (0..).zip(first) {
            let (finest, depth) = self.finest(records, records.row(record), rule, key);
            keys.extend((depth > 0).then_some((0, key)));
            keys.extend(self.dropped.contains(&finest).then_some((depth, finest)));
        }
        keys.sort_unstable();
        let told = |keys: &[(usize, u64)]| Oversized {
            rule: rule.name.clone(),
            records: keys.len(),
            dropped: self.dropped.contains(&keys[0].1),
        };
        keys.chunk_by(|a, b| a == b).map(told).collect()
    }

    fn learn_rule(&self, records: &Records, rule: &Rule, windows: Option<&Windows>) -> Learned {
        let mut out = Learned::default();
        let mut keyed = shared(first_keys(records, &records.symbols, rule, windows));
        let mut finer = self.finer.iter().filter(|part| rule.parts.iter().all(|own| own.field != part.field));
        let mut groups = Groups::default();
        for depth in 0..=DEPTH {
            if depth > 0 {
                keyed.sort_unstable();
            }
            let part = if depth < DEPTH { finer.next() } else { None };
            let mut next = Vec::new();
            for group in keyed.chunk_by(|a, b| a.0 == b.0) {
                if group.len() <= self.cap {
                    add(&mut groups, group);
                    continue;
                }
                if depth == 0 || part.is_none() {
                    out.report.push(Oversized {
                        rule: rule.name.clone(),
                        records: group.len(),
                        dropped: part.is_none(),
                    });
                }
                let Some(part) = part else {
                    out.dropped.push(group[0].0);
                    continue;
                };
                out.split.push(group[0].0);
                next.extend(group.iter().map(|&(key, record)| {
                    (hash::pair(key, part_key(records, records.row(record), *part)), record)
                }));
            }
            keyed = next;
        }
        groups.1.shrink_to_fit();
        Learned { pairs: pairs_in(&groups), groups: Some(groups), ..out }
    }
}

/// What was learned about a rule.
#[derive(Default)]
struct Learned {
    split: Vec<u64>,
    dropped: Vec<u64>,
    report: Vec<Oversized>,
    pairs: u64,
    /// The groups, but for a rule that yields more than any bound.
    groups: Option<Groups>,
}

/// Where each group of a rule ends, and the records, one group after the other.
type Groups = (Vec<u32>, Vec<u32>);

impl Learned {
    /// Of a rule that yields more than any bound.
    fn hopeless() -> Self {
        Self { pairs: u64::MAX, ..Self::default() }
    }
}

/// A cap is not lowered below this.
const CAP_LEAST: usize = 8;

/// Pairs all rules but the weak may yield: 64 a record, but no less than two million, and no more than 64 million
/// as long as that leaves eight a record.
fn pairs_most(records: usize) -> u64 {
    let records = records as u64;
    (records * 64).clamp(2_000_000, 64_000_000).max(records * 8)
}

/// Tables of so many records are sampled to see that a weak rule yields too much.
const SAMPLED_FROM: usize = 100_000;
/// One record in so many is looked at.
const SAMPLED: u64 = 16;

/// The rows of some records of a large table, one after the other; none of others. Which ones does not depend on their
/// order.
fn sample(records: &Records) -> Vec<u32> {
    if records.len() < SAMPLED_FROM {
        return Vec::new();
    }
    let sampled = (0..).zip(&records.ids).filter(|(_, id)| id.is_multiple_of(SAMPLED));
    sampled.flat_map(|(record, _)| records.row(record)).copied().collect()
}

/// About how many pairs a rule yields in blocks within the cap, from below, by the keys of a sample.
fn sampled_pairs(mut keys: Vec<u64>, cap: usize) -> u64 {
    keys.retain(|key| *key != 0);
    keys.sort_unstable();
    let groups = keys.chunk_by(|a, b| a == b).filter(|group| group.len() as u64 * SAMPLED <= cap as u64);
    groups.map(|group| pairs(group.len() as u64)).sum::<u64>() * SAMPLED * SAMPLED
}

/// Keys that two records or more may share, with those records, sorted. A key whose place in a table of bits nothing
/// else fell on is of one record alone, and left out before anything is sorted.
fn shared(mut keys: Vec<u64>) -> Vec<(u64, u32)> {
    let bits = (keys.len() * 8).next_power_of_two().max(64);
    let (mut once, mut twice) = (vec![0_u64; bits / 64], vec![0_u64; bits / 64]);
    let place = |key: u64| ((key >> 6) as usize & (bits / 64 - 1), 1_u64 << (key & 63));
    for &key in keys.iter().filter(|key| **key != 0) {
        let (word, bit) = place(key);
        twice[word] |= once[word] & bit;
        once[word] |= bit;
    }
    drop(once);
    for key in &mut keys {
        let (word, bit) = place(*key);
        *key *= u64::from(twice[word] & bit != 0);
    }
    drop(twice);
    in_order(&keys)
}

/// Keys that are sorted together: as many as stay in the nearest memory of the processor.
const SORTED: usize = 1024;

/// Keys that are not 0 with their places, sorted.
fn in_order(keys: &[u64]) -> Vec<(u64, u32)> {
    let kept = keys.iter().copied().zip(0..).filter(|(key, _)| *key != 0);
    let mut dealt = Dealt::of(keys.len(), SORTED, kept);
    dealt.parts().for_each(<[_]>::sort_unstable);
    dealt.all
}

/// Pairs a weak rule may yield for each record.
const WEAK_MOST: u64 = 6;
/// And in all.
const WEAK_ALL: u64 = 300_000;

pub(crate) fn pairs(records: u64) -> u64 {
    records * records.saturating_sub(1) / 2
}

/// The rules, with what each needs to know of the order of texts: one with a window becomes two, one for each row of its
/// windows.
fn windowed(rules: Vec<Rule>, records: &Records) -> Vec<(Rule, Option<Windows>)> {
    let mut out = Vec::with_capacity(rules.len());
    for rule in rules {
        let Some(places) = rule.window else {
            out.push((rule, None));
            continue;
        };
        let [even, shifted] = Windows::over(records, &rule, places);
        let name = format!("{}, shifted", rule.name);
        out.extend([(rule.clone(), Some(even)), (Rule { name, ..rule }, Some(shifted))]);
    }
    out
}

impl Rule {
    /// What its keys begin with: see [`hash::before`].
    fn start(&self) -> u64 {
        hash::before(hash::text(&self.name))
    }
}

/// The key under a rule, of the keys of its parts, before it is made finer.
fn base(rule: &Rule, start: u64, mut keys: impl Iterator<Item = u64>) -> u64 {
    if rule.unordered {
        let (sum, all) =
            keys.fold((0_u64, true), |(sum, all), key| (sum.wrapping_add(hash::mix(key)), all && key != 0));
        return if all { hash::after(start, sum) } else { 0 };
    }
    // Whether one is missing is found without a branch: nobody could foretell it.
    let first = keys.next().unwrap_or(0);
    let of_first = (hash::after(start, first), first != 0);
    let (key, all) = keys.fold(of_first, |(all, has), key| (hash::pair(all, key), has & (key != 0)));
    key * u64::from(all)
}

/// The key of a record under a rule, before it is made finer.
fn first_key(records: &Records, row: &[u32], rule: &Rule, windows: Option<&Windows>, start: u64) -> u64 {
    match windows {
        Some(windows) => windows.key(records, row, rule, start),
        None => base(rule, start, rule.parts.iter().map(|part| part_key(records, row, *part))),
    }
}

/// The same of many records, by their rows, one after the other.
fn first_keys(records: &Records, rows: &[u32], rule: &Rule, windows: Option<&Windows>) -> Vec<u64> {
    let (width, start) = (records.width().max(1), rule.start());
    let each = rows.chunks_exact(width);
    if windows.is_some() {
        return each.map(|row| first_key(records, row, rule, windows, start)).collect();
    }
    let columns = Columns::of(records, &rule.parts);
    if rule.unordered {
        return each.map(|row| base(rule, start, columns.keys(row))).collect();
    }
    columns.in_turn(rows, width, start)
}

fn part_key(records: &Records, row: &[u32], part: Part) -> u64 {
    records.dictionaries[part.field].values[row[part.field] as usize].keys[part.key]
}

/// The keys of a few parts by the symbols of their values, close together: a pass over all records looks up little else.
struct Columns(Vec<(usize, Vec<u64>)>);

impl Columns {
    fn of(records: &Records, parts: &[Part]) -> Self {
        let keys = |part: &Part| {
            let values = &records.dictionaries[part.field].values;
            (part.field, values.iter().map(|value| value.keys[part.key]).collect())
        };
        Self(parts.iter().map(keys).collect())
    }

    /// The key of each part.
    fn keys(&self, row: &[u32]) -> impl Iterator<Item = u64> {
        self.0.iter().map(|(field, keys)| keys[row[*field] as usize])
    }

    /// The keys of rows, as [`base`] has them where parts are in order. A few rows at a time, one part after the other:
    /// so that the processor need not wait for one key before it looks up the next.
    fn in_turn(&self, rows: &[u32], width: usize, start: u64) -> Vec<u64> {
        let mut all = vec![0; rows.len() / width];
        let Some(((field, first), rest)) = self.0.split_first() else { return all };
        let begun = |&key: &u64| if key == 0 { 0 } else { hash::after(start, key) };
        let first: Vec<u64> = first.iter().map(begun).collect();
        for (all, rows) in all.chunks_mut(NEAR).zip(rows.chunks(NEAR * width)) {
            let each = rows.chunks_exact(width);
            all.iter_mut().zip(each.clone()).for_each(|(all, row)| *all = first[row[*field] as usize]);
            for (field, keys) in rest {
                for (all, row) in all.iter_mut().zip(each.clone()) {
                    let key = keys[row[*field] as usize];
                    *all = hash::pair(*all, key) * u64::from((*all != 0) & (key != 0));
                }
            }
        }
        all
    }
}

/// Rows that stay in the nearest memory of the processor.
const NEAR: usize = 512;

/// What tells people of one key apart.
fn finer(schema: &Schema) -> Vec<Part> {
    let order = [
        (Kind::Date, 1),
        (Kind::Given, 1),
        (Kind::Postcode, 1),
        (Kind::Place, 0),
        (Kind::Family, 1),
        (Kind::Date, 0),
        (Kind::Text, 1),
    ];
    order.iter().flat_map(|&(kind, key)| schema.index_of(kind).map(|field| Part { field, key })).collect()
}

/// The rules, as they are made.
struct Rules<'a> {
    schema: &'a Schema,
    out: Vec<Rule>,
}

impl Rules<'_> {
    fn add(&mut self, name: &str, parts: &[Option<Part>]) {
        let parts: Option<Vec<Part>> = parts.iter().copied().collect();
        if let Some(parts) = parts {
            self.out.push(Rule { name: name.to_owned(), parts, ..Rule::default() });
        }
    }

    fn part(&self, kind: Kind, key: usize) -> Option<Part> {
        self.schema.index_of(kind).map(|field| Part { field, key })
    }

    /// What belongs to one person, or nearly.
    fn contacts(&mut self) {
        for kind in [Kind::Identifier, Kind::Email, Kind::Phone] {
            for field in self.schema.all_of(kind).collect::<Vec<_>>() {
                let name = self.schema.fields[field].name.clone();
                self.add(&name, &[Some(Part { field, key: 0 })]);
            }
        }
    }

    fn names(&mut self) {
        let [given, given_sound, initial] = [0, 1, 2].map(|key| self.part(Kind::Given, key));
        let [family, family_sound, _] = [0, 1, 2].map(|key| self.part(Kind::Family, key));
        let [day, year, day_of_year] = [0, 1, 2].map(|key| self.part(Kind::Date, key));
        let [address, numbered, street] = [0, 1, 2].map(|key| self.part(Kind::Address, key));
        let [postcode, area, _] = [0, 1, 2].map(|key| self.part(Kind::Postcode, key));
        let place = self.part(Kind::Place, 0);
        self.add("given and family name", &[given, family]);
        if let Some(rule) = self.out.last_mut().filter(|_| given.is_some() && family.is_some()) {
            rule.unordered = true;
        }
        self.add("family name and birth date", &[family_sound, day]);
        self.add("given name and birth date", &[given_sound, day]);
        self.add("address and family name", &[address, family_sound]);
        self.add("address and given name", &[address, initial]);
        self.add("numbers of the address and family name", &[numbered, family_sound]);
        self.add("postal code and family name", &[postcode, family_sound]);
        self.add("postal code and given name", &[postcode, given_sound]);
        self.add("birth date and place", &[day, if postcode.is_some() { area } else { place }]);
        self.add("family name, day of the year, initial", &[family_sound, day_of_year, initial]);
        self.add("family name, year, place", &[family_sound, year, place]);
        self.add("given name, year, place", &[given_sound, year, place]);
        self.add("street and given name", &[street, given_sound]);
        let identifier = self.part(Kind::Identifier, 1);
        self.add("characters of the identifier and postal code", &[identifier, postcode]);
        self.add("characters of the identifier and place", &[identifier, place]);
    }

    /// What leaves much open.
    fn weak(&mut self) {
        let from = self.out.len();
        let given = self.part(Kind::Given, 1);
        let family = self.part(Kind::Family, 1);
        let [day, year, day_of_year] = [0, 1, 2].map(|key| self.part(Kind::Date, key));
        let place = self.part(Kind::Place, 0);
        let initial = self.part(Kind::Given, 2);
        self.add("sounds of the name", &[given, family]);
        self.add("birth date and initial", &[day, initial]);
        self.add("birth date", &[day]);
        self.add("family name and year", &[family, year]);
        self.add("given name and year", &[given, year]);
        self.add("family name and place", &[family, place]);
        self.add("given name and place", &[given, place]);
        self.add("family name", &[family]);
        self.add("given name", &[given]);
        self.add("day of the year and place", &[day_of_year, place]);
        self.add("characters of the identifier", &[self.part(Kind::Identifier, 1)]);
        self.out[from..].iter_mut().for_each(|rule| rule.weak = true);
    }

    fn rest(&mut self) {
        let [email_name, email_letters] = [1, 2].map(|key| self.part(Kind::Email, key));
        self.add("name of the e-mail", &[email_name]);
        self.add("letters of the e-mail", &[email_letters]);
        let end = self.part(Kind::Phone, 1);
        self.add("end of the phone number", &[end]);
        let named = self.schema.index_of(Kind::Given).is_some();
        for kind in [Kind::Text, Kind::Alias] {
            for field in self.schema.all_of(kind).collect::<Vec<_>>() {
                let name = self.schema.fields[field].name.clone();
                for key in if named { 0..1 } else { 0..3 } {
                    self.add(&name, &[Some(Part { field, key })]);
                }
            }
        }
        if !named {
            for (kind, key) in [(Kind::Address, 0), (Kind::Address, 2), (Kind::Postcode, 0), (Kind::Date, 0)]
            {
                let part = self.part(kind, key);
                self.add("place or day", &[part]);
            }
        }
    }
}

/// The groups of records that share a key.
pub(crate) struct Blocks {
    /// Rules, and places for none to fill up the last [LANES].
    width: usize,
    /// Row-major: the number of a record's group under each rule, from 1; 0 where it is alone.
    keys: Vec<u32>,
    /// For each rule, where its groups of two and more end, and their records, one group after the other.
    members: Vec<Groups>,
}

impl Blocks {
    pub(crate) fn of(blocking: &Blocking, records: &Records) -> Self {
        Self::with(blocking, records, vec![None; blocking.rules.len()])
    }

    /// The same where the groups of some rules are known.
    pub(crate) fn with(blocking: &Blocking, records: &Records, known: Vec<Option<Groups>>) -> Self {
        let width = blocking.rules.len().next_multiple_of(LANES);
        let of_rule = |(at, known): (usize, Option<Groups>)| {
            if let Some(known) = known {
                return known;
            }
            let rule = &blocking.rules[at];
            let mut keys = first_keys(records, &records.symbols, rule, blocking.windows_of(at));
            for (record, key) in (0..).zip(&mut keys) {
                *key = blocking.settled(records, records.row(record), rule, *key);
            }
            grouped(&shared(keys))
        };
        let known: Vec<_> = known.into_iter().enumerate().collect();
        let members = spread::map(records.len(), known, of_rule);
        let keys = keys(&members, width, records.len());
        Self { width, keys, members }
    }

    /// How many pairs each rule yields, those of earlier rules among them.
    pub(crate) fn forecast(&self) -> Vec<u64> {
        self.members.iter().map(pairs_in).collect()
    }

    /// The largest blocks, so many at most, each with the number of its rule and its size; of equal ones those of earlier
    /// rules come first.
    pub(crate) fn largest(&self, most: usize) -> Vec<(usize, usize)> {
        let mut largest: Vec<(usize, usize)> = Vec::with_capacity(most + 1);
        for (rule, (ends, _)) in self.members.iter().enumerate() {
            let mut begin = 0;
            for size in ends.iter().map(|&end| (end - std::mem::replace(&mut begin, end)) as usize) {
                let at = largest.partition_point(|known| known.1 >= size);
                if at < most {
                    largest.insert(at, (rule, size));
                    largest.truncate(most);
                }
            }
        }
        largest
    }

    /// Folds all pairs, some at a time, in parallel; the first of each is the lower. The parts come in an order that no
    /// number of threads changes. Each thread has room of its own, which must not matter to what comes out.
    pub(crate) fn fold<T: Send, R>(
        &self,
        start: impl Fn() -> T + Sync,
        room: impl Fn() -> R + Sync + Send,
        step: impl Fn(&mut T, &mut R, &[(u32, u32)]) + Sync,
    ) -> Vec<T> {
        let mut nobody = Watched::nobody();
        self.fold_watched(&mut Pass::only(Stage::Comparing, &mut nobody), start, room, step)
            .unwrap_or_default()
    }

    /// The same, telling how many pairs are done; pairs of several rules count for each.
    pub(crate) fn fold_watched<T: Send, R>(
        &self,
        pass: &mut Pass<'_, '_>,
        start: impl Fn() -> T + Sync,
        room: impl Fn() -> R + Sync + Send,
        step: impl Fn(&mut T, &mut R, &[(u32, u32)]) + Sync,
    ) -> Result<Vec<T>, Error> {
        let (chunks, total) = (self.chunks(), self.forecast().iter().sum());
        let records = self.keys.len() / self.width.max(1);
        let (mut out, mut done, mut rest) = (Vec::with_capacity(chunks.len()), 0, &chunks[..]);
        pass.at(done, total)?;
        while !rest.is_empty() {
            let mut pairs = 0;
            let more = |chunk: &&Chunk| {
                let room = pairs < PAIRS_A_STEP;
                pairs += chunk.pairs;
                room
            };
            let (now, later) = rest.split_at(rest.iter().take_while(more).count());
            out.extend(spread::map_with(records, now, &room, |room, chunk| {
                let mut out = start();
                self.pairs_of(chunk, &mut |pairs| step(&mut out, room, pairs));
                out
            }));
            done += now.iter().map(|chunk| chunk.pairs).sum::<u64>();
            rest = later;
            pass.at(done, total)?;
        }
        Ok(out)
    }

    /// All groups, in parts that one thread does at a time.
    fn chunks(&self) -> Vec<Chunk> {
        const GROUPS: usize = 4096;
        let mut chunks = Vec::new();
        for (rule, (ends, _)) in self.members.iter().enumerate() {
            let mut begin = 0;
            for (at, ends) in ends.chunks(GROUPS).enumerate() {
                let sizes = ends.iter().map(|&end| end - std::mem::replace(&mut begin, end));
                let pairs = sizes.map(|size| pairs(u64::from(size))).sum();
                chunks.push(Chunk { rule, from: at * GROUPS, to: at * GROUPS + ends.len(), pairs });
            }
        }
        chunks
    }

    /// The pairs of a chunk that no earlier rule has. Whether one has is found without a branch, so that the processor
    /// need not wait for one pair's keys before it asks memory for the next.
    fn pairs_of(&self, chunk: &Chunk, step: &mut impl FnMut(&[(u32, u32)])) {
        let (ends, members) = &self.members[chunk.rule];
        let earlier = chunk.rule.next_multiple_of(LANES);
        let keys = |record: u32| &self.keys[record as usize * self.width..][..earlier];
        let mut left = vec![NONE; earlier];
        let (mut pairs, mut filled) = ([(0, 0); TOGETHER], 0);
        let mut begin = if chunk.from == 0 { 0 } else { ends[chunk.from - 1] as usize };
        for &end in &ends[chunk.from..chunk.to] {
            let group = &members[begin..end as usize];
            begin = end as usize;
            for at in 1..group.len() {
                let l = group[at - 1];
                let known = left.iter_mut().zip(keys(l)).take(chunk.rule);
                known.for_each(|(left, &key)| *left = if key == 0 { NONE } else { key });
                for &r in &group[at..] {
                    pairs[filled] = (l, r);
                    filled += usize::from(!share(&left, keys(r)));
                    if filled == TOGETHER {
                        step(&pairs);
                        filled = 0;
                    }
                }
            }
        }
        step(&pairs[..filled]);
    }
}

/// For each record and rule the number of the record's group. A few rules at a time are written close together first, as
/// groups go all over the records.
fn keys(members: &[Groups], width: usize, records: usize) -> Vec<u32> {
    let mut keys = vec![0; width * records];
    let mut near = vec![[0; LANES]; if members.is_empty() { 0 } else { records }];
    for (members, from) in members.chunks(LANES).zip((0..).step_by(LANES)) {
        near.fill([0; LANES]);
        for (lane, (ends, members)) in members.iter().enumerate() {
            let mut begin = 0;
            for (group, &end) in (1..).zip(ends) {
                let group_of = &members[begin..end as usize];
                group_of.iter().for_each(|&record| near[record as usize][lane] = group);
                begin = end as usize;
            }
        }
        let rows = keys.chunks_exact_mut(width).zip(&near);
        rows.for_each(|(row, near)| row[from..][..LANES].copy_from_slice(near));
    }
    keys
}

/// Keys that the processor compares at once.
const LANES: usize = 4;
/// What no key is.
const NONE: u32 = u32::MAX;

/// Whether two rows of keys have one in the same place.
fn share(left: &[u32], right: &[u32]) -> bool {
    let lanes = left.as_chunks::<LANES>().0.iter().zip(right.as_chunks::<LANES>().0);
    let same = |l: &[u32; LANES], r: &[u32; LANES]| l.iter().zip(r).fold(false, |met, (l, r)| met | (l == r));
    lanes.fold(false, |met, (l, r)| met | same(l, r))
}

/// Pairs that are looked at together, at most.
pub(crate) const TOGETHER: usize = 256;

/// One of several passes over all pairs.
pub(crate) struct Pass<'a, 'b> {
    pub(crate) stage: Stage,
    /// The number of this pass, and how many there are.
    pub(crate) number: (u64, u64),
    pub(crate) watch: &'a mut Watched<'b>,
}

impl<'a, 'b> Pass<'a, 'b> {
    pub(crate) fn only(stage: Stage, watch: &'a mut Watched<'b>) -> Self {
        Self { stage, number: (0, 1), watch }
    }

    fn at(&mut self, done: u64, total: u64) -> Result<(), Error> {
        let (number, all) = self.number;
        self.watch.at(self.stage, total * number + done, total * all)
    }
}

/// After so many pairs it is told how far the work is.
const PAIRS_A_STEP: u64 = 4_000_000;

/// Some groups of a rule.
struct Chunk {
    rule: usize,
    from: usize,
    to: usize,
    pairs: u64,
}

/// The groups of two and more of sorted keys.
fn grouped(keyed: &[(u64, u32)]) -> Groups {
    let mut groups = (Vec::new(), Vec::with_capacity(keyed.len()));
    keyed.chunk_by(|a, b| a.0 == b.0).for_each(|group| add(&mut groups, group));
    groups.1.shrink_to_fit();
    groups
}

/// Adds the records of a key, if they are two or more.
fn add((ends, members): &mut Groups, group: &[(u64, u32)]) {
    if group.len() > 1 {
        members.extend(group.iter().map(|keyed| keyed.1));
        ends.push(members.len() as u32);
    }
}

/// How many pairs lie in groups.
fn pairs_in((ends, _): &Groups) -> u64 {
    let mut start = 0;
    ends.iter().map(|&end| pairs(u64::from(end - std::mem::replace(&mut start, end)))).sum()
}

/// Adds up counts of parts.
pub(crate) fn summed<K: std::hash::Hash + Eq>(parts: Vec<FxHashMap<K, u64>>) -> FxHashMap<K, u64> {
    let mut all = FxHashMap::default();
    for (key, count) in parts.into_iter().flatten() {
        *all.entry(key).or_insert(0) += count;
    }
    all
}
