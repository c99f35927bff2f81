//! All records in memory, weighed under the shop's model, following what is committed.
//!
//! The model is a definition in the store, made by `train` and `run`; all records under it are held in memory from
//! their first use on, once for all handles on a store. Before it answers, each call reads the feed on from where the
//! last one was, and takes in again the customers that changed: by this process or by any other. A model of another
//! version, or a feed that was trimmed, has everything made anew. While the store has no model, one is trained for the
//! records as they are, and again when they change; so that what is answered follows from the store alone.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, MutexGuard},
};

use guanxi_match::{Index, Label, Settings, Table};

use super::{
    cells::{self, cells, named, schema},
    evidence::{ppm_of, probability},
    rows::{self as models, StoredModel},
    teller::Teller,
};
use crate::{
    change::{Change, ChangeKind},
    error::{Error, Result},
    feed,
    id::{CustomerId, RecordId},
    identity::{Record, RecordContent, Verdict, rows},
    scope::{Look, Scope},
    storage::{FeedPosition, Flow, Storage},
};

/// A record that says something of a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Side {
    pub(super) customer: CustomerId,
    pub(super) record: RecordId,
}

/// The best pair of records of two customers.
#[derive(Clone, Copy)]
pub(super) struct Best {
    /// The rows, that of the older customer first.
    pub(super) rows: (u32, u32),
    pub(super) weight: f64,
}

/// Pairs of customers, the older first.
pub(super) type Pairs = BTreeMap<(CustomerId, CustomerId), Best>;

/// All records, weighed.
pub(super) struct Kept {
    /// The version of the stored model; `None` for one that was trained for these records alone.
    version: Option<i64>,
    /// The least probability of the pairs it has, in millionths.
    least: u32,
    /// Up to where it followed the feed.
    place: FeedPosition,
    pub(super) index: Index,
    /// By the row; `None` where it was removed.
    sides: Vec<Option<Side>>,
    /// Sorted by the record.
    of_customer: BTreeMap<CustomerId, Vec<u32>>,
}

/// Where a store's is held.
#[derive(Default)]
pub(super) struct Held(Mutex<Option<Kept>>);

impl Held {
    fn lock(&self) -> MutexGuard<'_, Option<Kept>> {
        self.0.lock().unwrap_or_else(|broken| {
            self.0.clear_poison();
            let mut held = broken.into_inner();
            *held = None; // who panicked may have left it half done
            held
        })
    }
}

/// Answers with all records, as they are committed when the call begins; pairs of this probability and above are known.
/// Left out, it is the shop's for reviews.
pub(super) fn with<R>(
    scope: &Scope,
    least: Option<u32>,
    teller: &mut Teller,
    mut f: impl FnMut(&mut Kept, &Look<'_>) -> Result<R>,
) -> Result<R> {
    let held = scope.engine.memory.of::<Held>();
    let mut held = held.lock();
    let news = News::since(&*scope.engine.storage, held.as_ref())?;
    scope.read(|look| {
        let least = least.unwrap_or(u32::MAX).min(usual_least(look));
        let kept = held.take().map_or(Ok(None), |kept| kept.followed(look, least, &news))?;
        let kept = match kept {
            Some(kept) => kept,
            None => Kept::load(look, least, news.place.clone(), teller)?,
        };
        f(held.insert(kept), look)
    })
}

/// Trains on all records as they are, and holds them under the model, which is stored unless this is a dry run.
pub(super) fn train<R>(
    scope: &Scope,
    verb: &'static str,
    teller: &mut Teller,
    f: impl FnOnce(&mut Kept, i64, &StoredModel) -> Result<R>,
) -> Result<R> {
    let held = scope.engine.memory.of::<Held>();
    let mut held = held.lock();
    let place = scope.engine.storage.feed_end()?;
    let mut kept = scope.read(|look| {
        let loaded = Loaded::read(look, teller)?;
        Kept::trained(look, loaded, usual_least(look), place.clone(), teller)
    })?;
    let records = kept.index.len() as u64;
    let (version, stored) = scope.write(verb, |tx| models::save(tx, kept.index.model(), records))?;
    if scope.dry_run {
        return f(&mut kept, version, &stored);
    }
    kept.version = Some(version);
    f(held.insert(kept), version, &stored)
}

/// What pairs are known of unless fewer are asked for.
fn usual_least(look: &Look<'_>) -> u32 {
    let policy = &look.settings.duplicates;
    policy.review_above_ppm.min(policy.match_above_ppm)
}

/// What was committed since.
struct News {
    place: FeedPosition,
    /// The customers whose records changed; `None` when nobody knows.
    customers: Option<BTreeSet<CustomerId>>,
}

impl News {
    fn since(storage: &dyn Storage, kept: Option<&Kept>) -> Result<Self> {
        let Some(kept) = kept else { return Self::all(storage) };
        let (mut place, mut customers) = (kept.place.clone(), BTreeSet::new());
        let followed = feed::entries(storage, &kept.place, &mut |at, entry| {
            place.clone_from(at);
            customers.extend(entry.changes.iter().flat_map(of_records));
            Flow::Continue(())
        });
        match followed.and_then(|()| feed::kept_after(storage, &kept.place)) {
            Ok(()) => Ok(Self { place, customers: Some(customers) }),
            Err(e) if e.code() == "cursor_expired" => Self::all(storage),
            Err(e) => Err(e),
        }
    }

    fn all(storage: &dyn Storage) -> Result<Self> {
        Ok(Self { place: storage.feed_end()?, customers: None })
    }
}

/// The customers whose records a change is about.
fn of_records(change: &Change) -> impl Iterator<Item = CustomerId> {
    let about_records = matches!(
        change.kind,
        ChangeKind::CustomerCreated
            | ChangeKind::CustomerUpdated
            | ChangeKind::CustomerMerged
            | ChangeKind::CustomerUnmerged
            | ChangeKind::CustomerDeleted
            | ChangeKind::CustomerErased
    );
    change.named().filter(move |_| about_records)
}

/// Records with what they say.
struct Loaded {
    table: Table,
    sides: Vec<Side>,
}

impl Loaded {
    fn read(look: &Look<'_>, teller: &mut Teller) -> Result<Self> {
        let (mut table, mut sides) = (cells::table(), Vec::new());
        for Record { id, customer, content, .. } in rows::all(look.rows)? {
            let cells = cells(&content);
            if let Some(customer) = customer.filter(|_| !cells::are_empty(&cells)) {
                table.push(&cells);
                sides.push(Side { customer, record: id });
            }
        }
        teller.rows(sides.len() as u64)?;
        Ok(Self { table, sides })
    }
}

/// Fewer changes than this are always followed one by one.
const FOLLOWED: usize = 1000;

impl Kept {
    /// All records, under the model of the store or, where it has none, one that is trained for them.
    fn load(look: &Look<'_>, least: u32, place: FeedPosition, teller: &mut Teller) -> Result<Self> {
        let loaded = Loaded::read(look, teller)?;
        let Some((version, model)) = models::newest(look.rows)? else {
            return Self::trained(look, loaded, least, place, teller);
        };
        let model = model.read()?.with_thresholds(1.0, probability(least));
        let index = Index::of_watched(model, &loaded.table, &mut |step| teller.goes_on(step));
        Ok(Self::made(Some(version), teller.stopped(index)?, loaded.sides, least, place))
    }

    fn trained(
        look: &Look<'_>,
        loaded: Loaded,
        least: u32,
        place: FeedPosition,
        teller: &mut Teller,
    ) -> Result<Self> {
        let settings = Settings {
            threshold: 1.0,
            review: probability(least),
            schema: Some(schema(look, &loaded.table)),
            ..Settings::default()
        };
        let index = Index::trained(&loaded.table, &settings, &mut |step| teller.goes_on(step));
        Ok(Self::made(None, teller.stopped(index)?, loaded.sides, least, place))
    }

    fn made(version: Option<i64>, index: Index, sides: Vec<Side>, least: u32, place: FeedPosition) -> Self {
        let mut of_customer: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for (row, side) in (0..).zip(&sides) {
            of_customer.entry(side.customer).or_default().push(row);
        }
        let sides = sides.into_iter().map(Some).collect();
        Self { version, least, place, index, sides, of_customer }
    }

    /// The same with what is new; `None` when it is to be made anew.
    fn followed(mut self, look: &Look<'_>, least: u32, news: &News) -> Result<Option<Self>> {
        let Some(customers) = &news.customers else { return Ok(None) };
        let other_model = self.version != models::newest_version(look.rows)?;
        let untrained = self.version.is_none() && !customers.is_empty();
        let many = customers.len() > FOLLOWED && customers.len() * 4 > self.index.len();
        let worn = self.index.removed() > self.index.len() + FOLLOWED;
        if other_model || untrained || many || worn || least < self.least {
            return Ok(None);
        }
        self.take_in(look, customers)?;
        self.place.clone_from(&news.place);
        Ok(Some(self))
    }

    /// Has the records of some customers be as they are stored.
    fn take_in(&mut self, look: &Look<'_>, customers: &BTreeSet<CustomerId>) -> Result<()> {
        let rows_before = customers.iter().filter_map(|customer| self.of_customer.remove(customer)).flatten();
        let mut before: HashMap<RecordId, u32> =
            rows_before.filter_map(|row| Some((self.sides[row as usize]?.record, row))).collect();
        for &customer in customers {
            for Record { id, content, .. } in rows::load_records(look.rows, customer)? {
                if let Some(row) = self.row_of(before.remove(&id), &content) {
                    self.sides[row as usize] = Some(Side { customer, record: id });
                    self.of_customer.entry(customer).or_default().push(row);
                }
            }
        }
        for row in before.into_values() {
            self.remove(row);
        }
        Ok(())
    }

    /// The row of a record, which had this row until now, if any; none where the record says nothing any more.
    fn row_of(&mut self, before: Option<u32>, content: &RecordContent) -> Option<u32> {
        let cells = cells(content);
        if before.is_some_and(|row| self.index.holds(row, &named(&cells))) {
            return before;
        }
        before.into_iter().for_each(|row| self.remove(row));
        if cells::are_empty(&cells) {
            return None;
        }
        self.index.insert(&named(&cells));
        self.sides.push(None);
        Some(self.sides.len() as u32 - 1)
    }

    fn remove(&mut self, row: u32) {
        self.index.remove(row);
        self.sides[row as usize] = None;
    }

    /// The customers who have records here.
    pub(super) fn customers(&self) -> impl Iterator<Item = CustomerId> + '_ {
        self.of_customer.keys().copied()
    }

    /// The rows of a customer, in the order of their records.
    pub(super) fn rows_of(&self, customer: CustomerId) -> &[u32] {
        self.of_customer.get(&customer).map_or(&[], Vec::as_slice)
    }

    /// A row as its customer and record.
    pub(super) fn side(&self, row: u32) -> Result<Side> {
        let side = self.sides.get(row as usize).copied().flatten();
        side.ok_or_else(|| Error::internal("a row has its record"))
    }

    /// The best pair of records for every two customers, or for those of one, that reach a probability.
    pub(super) fn pairs(&self, only: Option<CustomerId>, above: u32) -> Result<Pairs> {
        let mut pairs = Pairs::new();
        let all = || self.of_customer.values().flatten();
        let of_one = only.map(|customer| self.rows_of(customer));
        let rows: Box<dyn Iterator<Item = &u32> + '_> = match of_one {
            Some(rows) => Box::new(rows.iter()),
            None => Box::new(all()),
        };
        for &row in rows {
            let matches = self.index.matches_of_row(row).into_iter();
            for found in matches.take_while(|found| reaches(found.weight, above)) {
                self.note(&mut pairs, row, found.row, found.weight)?;
            }
        }
        Ok(pairs)
    }

    fn note(&self, pairs: &mut Pairs, a: u32, b: u32, weight: f64) -> Result<()> {
        let (left, right) = (self.side(a)?, self.side(b)?);
        if left.customer == right.customer {
            return Ok(());
        }
        let (rows, sides) = if left < right { ((a, b), (left, right)) } else { ((b, a), (right, left)) };
        let best = pairs.entry((sides.0.customer, sides.1.customer)).or_insert(Best { rows, weight });
        let before = (self.side(best.rows.0)?, self.side(best.rows.1)?);
        if weight.total_cmp(&best.weight).then(sides.cmp(&before)).is_gt() {
            *best = Best { rows, weight };
        }
        Ok(())
    }

    /// The groups of customers that are likely one person at a threshold, each sorted, that these customers are in:
    /// records of one customer hold together, what was decided to be apart stays apart.
    pub(super) fn groups(
        &self,
        look: &Look<'_>,
        seeds: impl Iterator<Item = CustomerId>,
        threshold: u32,
    ) -> Result<Vec<Vec<CustomerId>>> {
        let seeds: Vec<u32> = seeds.flat_map(|customer| self.rows_of(customer).iter().copied()).collect();
        let threshold = probability(threshold);
        let own = |row: u32| {
            let customer = self.sides[row as usize].map(|side| side.customer);
            customer.map_or(&[][..], |customer| self.rows_of(customer))
        };
        let rows = self.index.hanging_together(&seeds, threshold, own);
        let labels = self.labels(&rows, &self.apart(look, &rows)?)?;
        let clusters = self.index.clusters_among(&rows, threshold, &labels);
        let mut groups: BTreeMap<u32, BTreeSet<CustomerId>> = BTreeMap::new();
        for (&row, cluster) in rows.iter().zip(clusters) {
            groups.entry(cluster).or_default().insert(self.side(row)?.customer);
        }
        let several = groups.into_values().filter(|group| group.len() > 1);
        let mut groups: Vec<Vec<_>> = several.map(|group| group.into_iter().collect()).collect();
        groups.sort_unstable();
        Ok(groups)
    }

    /// What was decided about rows.
    fn apart(&self, look: &Look<'_>, rows: &[u32]) -> Result<Apart> {
        if rows.len() > FOLLOWED {
            return Apart::load(look);
        }
        let records = rows.iter().map(|&row| self.side(row).map(|side| side.record));
        Apart::of(look, records)
    }

    /// What is known of rows beside what they say.
    fn labels(&self, rows: &[u32], apart: &Apart) -> Result<Vec<Label>> {
        let mut labels = Vec::new();
        let mut place: HashMap<RecordId, u32> = HashMap::new();
        let mut last: HashMap<CustomerId, u32> = HashMap::new();
        for &row in rows {
            let side = self.side(row)?;
            place.insert(side.record, row);
            let before = last.insert(side.customer, row);
            labels.extend(before.map(|left| Label { left, right: row, same: true }));
        }
        labels.extend(
            apart.0.iter().filter_map(|(a, b)| {
                Some(Label { left: *place.get(a)?, right: *place.get(b)?, same: false })
            }),
        );
        Ok(labels)
    }

    /// Takes out the pairs that were decided to be two persons, and gives the others, most likely first.
    pub(super) fn open(&self, pairs: &Pairs, apart: &Apart) -> Vec<((CustomerId, CustomerId), Best)> {
        let records: HashMap<RecordId, CustomerId> = if apart.0.is_empty() {
            HashMap::new()
        } else {
            self.sides.iter().flatten().map(|side| (side.record, side.customer)).collect()
        };
        let decided = apart.0.iter().filter_map(|(a, b)| {
            let (a, b) = (*records.get(a)?, *records.get(b)?);
            Some((a.min(b), a.max(b)))
        });
        let decided: BTreeSet<_> = decided.collect();
        let mut open: Vec<_> = pairs.iter().map(|(pair, best)| (*pair, *best)).collect();
        open.retain(|(pair, _)| !decided.contains(pair));
        open.sort_by(|(p, a), (q, b)| b.weight.total_cmp(&a.weight).then(p.cmp(q)));
        open
    }
}

/// Pairs of records that were decided to be of two persons, the lower record first.
pub(super) struct Apart(BTreeSet<(RecordId, RecordId)>);

impl Apart {
    pub(super) fn load(look: &Look<'_>) -> Result<Self> {
        let verdicts = rows::verdicts(look.rows)?;
        let apart = verdicts.into_iter().filter(|(_, verdict)| *verdict == Verdict::NotTheSame);
        Ok(Self(apart.map(|(pair, _)| pair).collect()))
    }

    /// Those of some records.
    fn of(look: &Look<'_>, records: impl Iterator<Item = Result<RecordId>>) -> Result<Self> {
        let mut apart = BTreeSet::new();
        for own in records {
            let own = own?;
            let decided = rows::decided(look.rows, own)?.into_iter();
            let against = decided.filter(|(_, (fact, _))| fact.verdict == Verdict::NotTheSame);
            apart.extend(against.map(|(other, _)| (own.min(other), own.max(other))));
        }
        Ok(Self(apart))
    }
}

/// A probability reached, in millionths.
pub(super) fn reaches(weight: f64, ppm: u32) -> bool {
    ppm_of(weight) >= ppm
}
