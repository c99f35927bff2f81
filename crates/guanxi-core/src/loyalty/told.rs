//! Telling the feed who came into another tier.
//!
//! Tiers are worked out whenever they are asked for, never stored. Whom something happened to is read from the feed, and
//! whom time alone moves next stands in an index; so a day on which few move reads few, however many members there are.
//! What is kept for this is progress and no part of what the shop knows: where it is lost, as in a copy of the store or when
//! the feed was trimmed, everyone is looked at once, a part at a time.

use std::collections::BTreeSet;

use minicbor::bytes::{ByteArray, ByteVec};

use super::{
    program::Program,
    rows::{self, TIER_DUE},
    tier::{TierTerms, all_changes},
};
use crate::{
    change::{Change, ChangeKind},
    customer::{CUSTOMERS, rows::key as customer_key},
    error::Result,
    feed,
    id::CustomerId,
    scope::{
        Scope, Tx,
        look::{get, scan_keys},
    },
    storage::{FeedPosition, Flow, KeyRange, Storage},
    time::Timestamp,
};

/// The verb under which changes are told.
pub(super) const VERB: &str = "loyalty.advance";
/// Members that one commit looks at.
const BATCH: usize = 5_000;

/// How far a program is told of.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Followed {
    /// When everyone was last looked after; never before the first round is through.
    #[n(1)]
    at: Option<Timestamp>,
    /// Up to where the feed was followed.
    #[n(2)]
    place: ByteVec,
    /// The last customer that a round which is under way looked at.
    #[n(3)]
    round: Option<ByteArray<16>>,
}

/// What was told of a member who has, had or will have a tier.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Told {
    /// The tier, as of then.
    #[n(1)]
    tier: Option<String>,
    /// When it was looked at.
    #[n(2)]
    at: Timestamp,
    /// When time alone moves it next.
    #[n(3)]
    due: Option<Timestamp>,
}

/// Tells the feed of every program; how many changes.
pub(super) fn tell(scope: &Scope) -> Result<u64> {
    let mut told = 0;
    for program in scope.read_rows(rows::programs)? {
        let Some(terms) = program.terms.tiers.clone() else { continue };
        let mut more = true;
        while more {
            let (changes, left) = step(scope, &program, &terms)?;
            // What was only tried is to be done still.
            (told, more) = (told + changes, left && !scope.dry_run);
        }
    }
    Ok(told)
}

/// Looks at some members; gives the changes, and whether there is more to do.
fn step(scope: &Scope, program: &Program, terms: &TierTerms) -> Result<(u64, bool)> {
    let at_most = if scope.dry_run { usize::MAX } else { BATCH };
    let before = scope.read_rows(|rows| get::<Followed>(rows, &rows::program_prefix(&program.name)))?;
    let news = News::since(&*scope.engine.storage, before.as_ref(), at_most)?;
    scope.write(VERB, |tx| {
        // Another process may have been faster.
        if get::<Followed>(tx.rows(), &rows::program_prefix(&program.name))? != before {
            return Ok((0, true));
        }
        let (members, followed, more) = news.members(tx, program, at_most)?;
        let since = before.as_ref().and_then(|before| before.at);
        let told = look_at(tx, program, terms, &members, since)?;
        let went_on = |before: &Followed| (&before.place, before.round) != (&followed.place, followed.round);
        if !members.is_empty() || before.as_ref().is_none_or(went_on) {
            tx.put(rows::program_prefix(&program.name), &followed)?;
        }
        Ok((told, more))
    })
}

/// Whom to look at.
enum News {
    /// Everyone after this customer; the feed is followed from a place on afterwards.
    Round { at: Option<Timestamp>, after: Option<CustomerId>, place: FeedPosition },
    /// Those something happened to up to a place, and whether there is more.
    Some { customers: BTreeSet<CustomerId>, place: FeedPosition, more: bool },
}

impl News {
    fn since(storage: &dyn Storage, followed: Option<&Followed>, at_most: usize) -> Result<Self> {
        let Some(followed) = followed else {
            return Ok(Self::Round { at: None, after: None, place: storage.feed_end()? });
        };
        let from = FeedPosition(followed.place.to_vec());
        if let Some(after) = followed.round {
            return Ok(Self::Round {
                at: followed.at,
                after: Some(CustomerId::from_bytes(*after)),
                place: from,
            });
        }
        let anew = || Ok(Self::Round { at: followed.at, after: None, place: storage.feed_end()? });
        let (mut place, mut customers) = (from.clone(), BTreeSet::new());
        let (mut more, mut everyone) = (false, false);
        let read = feed::entries(storage, &from, &mut |at, entry| {
            if customers.len() >= at_most {
                more = true;
                return Flow::Break(());
            }
            place.clone_from(at);
            if entry.verb != VERB {
                everyone |= entry.changes.iter().any(moves_everyone);
                customers.extend(entry.changes.iter().flat_map(moved_by));
            }
            Flow::Continue(())
        });
        match read.and_then(|()| feed::kept_after(storage, &from)) {
            Ok(()) if everyone => anew(),
            Ok(()) => Ok(Self::Some { customers, place, more }),
            Err(e) if e.code() == "cursor_expired" => anew(),
            Err(e) => Err(e),
        }
    }

    /// The members, how far that is, and whether there are more.
    fn members(
        &self,
        tx: &Tx<'_>,
        program: &Program,
        at_most: usize,
    ) -> Result<(BTreeSet<CustomerId>, Followed, bool)> {
        match self {
            Self::Round { at, after, place } => {
                let members = customers(tx, *after, at_most)?;
                let through = members.len() < at_most;
                let last = members.last().filter(|_| !through).map(|last| (*last.as_bytes()).into());
                let at = if through { Some(tx.now) } else { *at };
                Ok((members, Followed { at, place: place.0.clone().into(), round: last }, true))
            }
            Self::Some { customers, place, more } => {
                let mut members = customers.clone();
                let due = rows::tiers_due(tx.rows(), &program.name, tx.now, at_most)?;
                let more = *more || due.len() == at_most;
                members.extend(due);
                let followed = Followed { at: Some(tx.now), place: place.0.clone().into(), round: None };
                Ok((members, followed, more))
            }
        }
    }
}

/// The next customers after one.
fn customers(tx: &Tx<'_>, after: Option<CustomerId>, at_most: usize) -> Result<BTreeSet<CustomerId>> {
    let mut all = BTreeSet::new();
    let range = KeyRange {
        from: after.map_or(std::ops::Bound::Unbounded, |c| std::ops::Bound::Excluded(customer_key(c))),
        ..KeyRange::all()
    };
    scan_keys(tx.rows(), &CUSTOMERS, &range, &mut |key| {
        all.extend(key.try_into().ok().map(CustomerId::from_bytes));
        Ok(if all.len() < at_most { Flow::Continue(()) } else { Flow::Break(()) })
    })?;
    Ok(all)
}

/// Whether a change may give every customer another tier.
fn moves_everyone(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::SettingsChanged | ChangeKind::ProgramChanged)
}

/// The customers to whom a change may give another tier.
fn moved_by(change: &Change) -> impl Iterator<Item = CustomerId> {
    let counts = matches!(
        change.kind,
        ChangeKind::OrderRecorded
            | ChangeKind::OrderUpdated
            | ChangeKind::OrderCancelled
            | ChangeKind::OrderRefunded
            | ChangeKind::CustomerUpdated
            | ChangeKind::CustomerMerged
            | ChangeKind::CustomerUnmerged
            | ChangeKind::CustomerDeleted
            | ChangeKind::PointsChanged
            | ChangeKind::TierChanged
    );
    change.named().filter(move |_| counts)
}

/// Works out the tiers of some members, tells of what is new in the order of time, and keeps when they move next.
fn look_at(
    tx: &mut Tx<'_>,
    program: &Program,
    terms: &TierTerms,
    members: &BTreeSet<CustomerId>,
    since: Option<Timestamp>,
) -> Result<u64> {
    let mut moved: Vec<(Timestamp, CustomerId)> = Vec::new();
    for &customer in members {
        let there = get::<Told>(tx.rows(), &rows::told_key(&program.name, customer))?;
        let is_known = tx.rows().get(&CUSTOMERS, &customer_key(customer), &mut |_| ())?;
        let changes = match is_known {
            true => all_changes(&tx.look(), program, terms, customer, tx.now)?.0,
            false => vec![],
        };
        let (past, future): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| change.at <= tx.now);
        let tier = past.last().and_then(|change| change.to_tier.clone());
        let due = future.first().map(|change| change.at);
        let told_at = there.as_ref().map(|told| told.at).or(since).unwrap_or(Timestamp::MIN);
        let before = moved.len();
        moved.extend(past.iter().filter(|change| change.at > told_at).map(|change| (change.at, customer)));
        // What is learned late, or follows from new terms, is told as of now.
        if is_known
            && moved.len() == before
            && there.as_ref().and_then(|told| told.tier.as_ref()) != tier.as_ref()
        {
            moved.push((tx.now, customer));
        }
        let is_still = there.as_ref().is_some_and(|told| told.tier == tier && told.due == due);
        if !is_still || moved.len() > before {
            let told = Told { tier, at: tx.now, due };
            keep(
                tx,
                &program.name,
                customer,
                there,
                Some(told).filter(|_| !past.is_empty() || due.is_some()),
            )?;
        }
    }
    moved.sort_unstable();
    for (_, customer) in &moved {
        tx.changed(ChangeKind::TierChanged, Some(*customer), None);
    }
    Ok(moved.len() as u64)
}

/// Forgets what the feed was told of a member.
pub(super) fn forget(tx: &mut Tx<'_>, program: &str, customer: CustomerId) -> Result<()> {
    let there = get::<Told>(tx.rows(), &rows::told_key(program, customer))?;
    keep(tx, program, customer, there, None)
}

fn keep(
    tx: &mut Tx<'_>,
    program: &str,
    customer: CustomerId,
    before: Option<Told>,
    after: Option<Told>,
) -> Result<()> {
    let due = |told: &Option<Told>| told.as_ref().and_then(|told| told.due);
    if due(&before) != due(&after) {
        if let Some(due) = due(&before) {
            tx.delete(&TIER_DUE, rows::tier_due_key(program, due, customer))?;
        }
        if let Some(due) = due(&after) {
            tx.put_key(&TIER_DUE, rows::tier_due_key(program, due, customer))?;
        }
    }
    match after {
        Some(told) => tx.put(rows::told_key(program, customer), &told),
        None if before.is_some() => tx.delete(&rows::TIERS_TOLD, rows::told_key(program, customer)),
        None => Ok(()),
    }
}
