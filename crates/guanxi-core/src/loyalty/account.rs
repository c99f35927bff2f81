//! An account out of its entries: a pure function, used by the verbs and by `rebuild` alike.
//!
//! An account is what one record has in one program. A customer's points are those of all its records' accounts, so
//! records that come together or go apart take their points along and nothing needs to be counted anew.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;

use super::{
    accrual::EarningExplanation,
    model::{EntryKind, PointCause},
};
use crate::{
    id::{EntryId, OrderId, RecordId},
    money::Money,
    order::RefundLine,
    time::{Date, Timestamp},
};

/// Points that came in at one time and leave by their own dates.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Lot {
    /// The number of the entry that made it, in its account, and that entry's id.
    #[n(0)]
    pub(crate) seq: i64,
    #[n(1)]
    pub(crate) entry: EntryId,
    #[n(2)]
    pub(crate) amount: i64,
    #[n(3)]
    pub(crate) earned_at: Timestamp,
    #[n(4)]
    pub(crate) vests_at: Timestamp,
    #[n(5)]
    pub(crate) expires_at: Option<Timestamp>,
    /// What is left in it, without what is held.
    #[n(6)]
    pub(crate) left: i64,
    /// When points last came into it.
    #[n(7)]
    pub(crate) since: Timestamp,
}

impl Lot {
    pub(crate) fn is_expired(&self, at: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| at >= end)
    }

    pub(crate) fn is_available(&self, at: Timestamp) -> bool {
        self.earned_at <= at && self.vests_at <= at && !self.is_expired(at)
    }
}

/// Points taken from a lot, or, when negative, put back into it.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Drawn {
    #[n(0)]
    pub(crate) record: RecordId,
    #[n(1)]
    pub(crate) points: i64,
    /// The lot as it was; what is left in it means nothing here.
    #[n(2)]
    pub(crate) lot: Lot,
    /// Of another member of the pool (rule P14): it is not lent, and never paid back.
    #[n(3)]
    #[cbor(default, skip_if = "is_false")]
    pub(crate) pooled: bool,
}

impl Drawn {
    /// Points of a lot, of the member's own.
    pub(super) fn own(record: RecordId, points: i64, lot: &Lot) -> Self {
        Self { record, points, lot: lot.clone(), pooled: false }
    }

    /// Points of the same lot.
    pub(crate) fn with(&self, points: i64) -> Self {
        Self { points, ..self.clone() }
    }

    fn is_of(&self, other: &Self) -> bool {
        (self.record, self.lot.seq) == (other.record, other.lot.seq)
    }
}

/// One entry of the ledger, as it stands in one account. An entry that draws lots of several accounts has a row in each:
/// the one on whose record it was made says everything, the others only what they are drawn for.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct EntryFact {
    #[n(1)]
    pub(crate) id: EntryId,
    #[n(2)]
    pub(crate) kind: EntryKind,
    #[n(3)]
    pub(crate) at: Timestamp,
    #[n(4)]
    pub(crate) recorded: Timestamp,
    /// By how much it changes this account: what is in lots, and held, less what is owed.
    #[n(5)]
    pub(crate) points: i64,
    /// The lot that it makes.
    #[n(6)]
    pub(crate) lot: Option<Lot>,
    /// What it draws, in order: of all accounts in the row that says everything, of its own in the others.
    #[n(7)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) drawn: Vec<Drawn>,
    /// By how much it changes what is owed.
    #[n(8)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) debt: i64,
    /// The entry that it is about: a redemption, a hold, what was earned.
    #[n(9)]
    pub(crate) of: Option<EntryId>,
    /// When the hold ends by itself.
    #[n(10)]
    pub(crate) hold_until: Option<Timestamp>,
    /// Until when it prolongs lots that are alive (inactivity).
    #[n(11)]
    pub(crate) prolongs: Option<Timestamp>,
    /// The record on which it was made, when that is another.
    #[n(12)]
    pub(crate) by: Option<RecordId>,
    /// A keyed digest of what was asked, to know the same again.
    #[n(13)]
    pub(crate) digest: Option<ByteArray<16>>,
    #[n(14)]
    pub(crate) program_version: u64,
    /// How the points were worked out.
    #[n(15)]
    pub(crate) earning: Option<EarningExplanation>,
    #[n(16)]
    pub(crate) reason: Option<String>,
    #[n(17)]
    pub(crate) actor: Option<String>,
    #[n(18)]
    pub(crate) order: Option<OrderId>,
    /// Units that came back.
    #[n(19)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) returned: Vec<RefundLine>,
    /// The day on which it was earned, where the program counts per day.
    #[n(20)]
    pub(crate) day: Option<Date>,
    /// Points to be taken back: drawn, owed, expired before, or written off. Of a give-back, all that is given back.
    #[n(21)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) asked: i64,
    /// Of them, those that had expired already.
    #[n(22)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) lapsed: i64,
    /// Of them, those that were written off.
    #[n(23)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) written_off: i64,
    /// Money that goes with it: what redeemed points are worth, what is to be paid back.
    #[n(24)]
    pub(crate) money: Option<Money>,
    /// Points given back as a new lot, and where they had been drawn.
    #[n(25)]
    #[cbor(default, skip_if = "Vec::is_empty")]
    pub(crate) renewed: Vec<Drawn>,
    /// The reward that the points paid for.
    #[n(26)]
    pub(crate) reward: Option<String>,
    /// Of what an order earned: what that hung on beside program and order, to work it out again when the order changes.
    #[n(27)]
    pub(crate) given: Option<Given>,
    /// What happened to the order that this follows from.
    #[n(28)]
    pub(crate) cause: Option<PointCause>,
    /// The refund that it follows from, as the order's source calls it.
    #[n(29)]
    pub(crate) refund: Option<String>,
}

/// What the points of an order hang on beside program and order, as it was when they were earned.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Given {
    #[n(1)]
    pub(crate) tier: Option<String>,
    #[n(2)]
    #[cbor(default)]
    pub(crate) first_purchase: bool,
    #[n(3)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) earned_today: i64,
}

fn is_false(b: &bool) -> bool {
    !*b
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

impl EntryFact {
    pub(crate) fn new(id: EntryId, kind: EntryKind, at: Timestamp) -> Self {
        Self {
            id,
            kind,
            at,
            recorded: at,
            points: 0,
            lot: None,
            drawn: vec![],
            debt: 0,
            of: None,
            hold_until: None,
            prolongs: None,
            by: None,
            digest: None,
            program_version: 0,
            earning: None,
            reason: None,
            actor: None,
            order: None,
            returned: vec![],
            day: None,
            asked: 0,
            lapsed: 0,
            written_off: 0,
            money: None,
            renewed: vec![],
            reward: None,
            given: None,
            cause: None,
            refund: None,
        }
    }

    /// Whether it is an entry of its record's member: made on one of the member's records, or on points of the member by
    /// somebody of its pool.
    pub(super) fn is_shown(&self) -> bool {
        self.by.is_none() || self.drawn.iter().any(|d| d.pooled)
    }

    /// The entries before it that it says something about.
    pub(crate) fn about(&self) -> Vec<EntryId> {
        let mut about: Vec<EntryId> = self.of.into_iter().collect();
        if self.kind == EntryKind::Expired {
            about.extend(self.drawn.iter().map(|d| d.lot.entry));
        }
        about
    }
}

/// The part of a hold that is of one account.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct HoldPart {
    #[n(0)]
    pub(crate) entry: EntryId,
    #[n(1)]
    pub(crate) until: Timestamp,
    #[n(2)]
    pub(crate) drawn: Vec<Drawn>,
    /// The record it is held for, when that is another.
    #[n(3)]
    pub(crate) by: Option<RecordId>,
}

impl HoldPart {
    /// For another member of the pool.
    pub(super) fn is_pooled(&self) -> bool {
        self.drawn.iter().any(|d| d.pooled)
    }
}

/// Points of this account that were used on another record (rule P13).
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Lent {
    #[n(0)]
    pub(crate) by: RecordId,
    /// The debit they were used for.
    #[n(1)]
    pub(crate) entry: EntryId,
    #[n(2)]
    pub(crate) drawn: Drawn,
}

/// What one record has in one program.
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Account {
    /// How many entries it has: the number of the next one.
    #[n(1)]
    pub(crate) entries: i64,
    /// When the last of them came in.
    #[n(2)]
    pub(crate) recorded: Option<Timestamp>,
    /// Lots that something is left in, in the order they were made.
    #[n(3)]
    pub(crate) lots: Vec<Lot>,
    #[n(4)]
    pub(crate) holds: Vec<HoldPart>,
    #[n(5)]
    pub(crate) debt: i64,
    #[n(6)]
    pub(crate) lent: Vec<Lent>,
    /// The last day that points were earned on, and how many.
    #[n(7)]
    pub(crate) day: Option<Date>,
    #[n(8)]
    pub(crate) day_points: i64,
    /// Points that ever came in, were used, and expired.
    #[n(9)]
    pub(crate) credited: i64,
    #[n(10)]
    pub(crate) debited: i64,
    #[n(11)]
    pub(crate) expired: i64,
}

/// What is known of an entry, by its id.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct Known {
    #[n(1)]
    pub(crate) record: RecordId,
    #[n(2)]
    pub(crate) program: String,
    #[n(3)]
    pub(crate) seq: i64,
    /// Of a debit or a hold: what is still drawn for it, in order, and owed for it.
    #[n(4)]
    pub(crate) open: Vec<Drawn>,
    #[n(5)]
    pub(crate) open_debt: i64,
    /// Of what was earned: units that came back, points taken back, points that expired, and how many of these were
    /// counted as taken back.
    #[n(6)]
    pub(crate) returned: Vec<RefundLine>,
    #[n(7)]
    pub(crate) clawed: i64,
    #[n(8)]
    pub(crate) expired: i64,
    #[n(9)]
    pub(crate) counted: i64,
    /// A hold that ended.
    #[n(10)]
    pub(crate) resolved: bool,
    /// Of what an order earned: points that came in when the order changed, and the number of the entry that worked it out
    /// last.
    #[n(11)]
    #[cbor(default, skip_if = "is_zero")]
    pub(crate) added: i64,
    #[n(12)]
    pub(crate) revised: Option<i64>,
}

impl Account {
    /// What is in lots and held.
    pub(crate) fn total(&self) -> i64 {
        self.in_lots() + self.held()
    }

    /// What is in lots.
    pub(super) fn in_lots(&self) -> i64 {
        self.lots.iter().map(|lot| lot.left).sum()
    }

    /// What is held.
    pub(super) fn held(&self) -> i64 {
        self.holds.iter().flat_map(|hold| &hold.drawn).map(|d| d.points).sum()
    }

    /// What is left in lots that can be drawn at an instant.
    pub(super) fn drawable(&self, record: RecordId, at: Timestamp) -> impl Iterator<Item = Drawn> {
        let lots = self.lots.iter().filter(move |lot| lot.is_available(at) && lot.left > 0);
        lots.map(move |lot| Drawn::own(record, lot.left, lot))
    }

    /// When time alone changes it next.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let lots = self.lots.iter().filter_map(|lot| lot.expires_at);
        lots.chain(self.holds.iter().map(|hold| hold.until)).min()
    }

    /// Applies one entry.
    pub(super) fn apply(&mut self, record: RecordId, fact: &EntryFact) {
        self.entries += 1;
        self.recorded = Some(fact.recorded);
        if let Some(lot) = fact.lot.as_ref().filter(|lot| lot.left != 0) {
            self.take(lot, -lot.left, lot.since);
        }
        move_points(self, record, fact);
        self.debt += fact.debt;
        if let Some(until) = fact.prolongs {
            let alive =
                self.lots.iter_mut().filter(|lot| lot.earned_at <= fact.at && !lot.is_expired(fact.at));
            alive.for_each(|lot| lot.expires_at = lot.expires_at.map(|end| end.max(until)));
        }
        if let Some(day) = fact.day {
            if self.day.is_none_or(|known| known < day) {
                (self.day, self.day_points) = (Some(day), 0);
            }
            if self.day == Some(day) {
                self.day_points += fact.lot.as_ref().map_or(0, |lot| lot.amount);
            }
        }
        match (fact.kind, fact.points) {
            (EntryKind::Expired, points) => self.expired -= points,
            (_, points) if points > 0 => self.credited += points,
            (_, points) => self.debited -= points,
        }
    }

    fn take(&mut self, lot: &Lot, points: i64, at: Timestamp) {
        let place = self.lots.binary_search_by_key(&lot.seq, |l| l.seq);
        let place = place.unwrap_or_else(|place| {
            self.lots.insert(place, Lot { left: 0, since: lot.earned_at, ..lot.clone() });
            place
        });
        let lot = &mut self.lots[place];
        lot.left -= points;
        if points < 0 {
            lot.since = lot.since.max(at);
        }
        if lot.left == 0 {
            self.lots.remove(place);
        }
    }

    fn lend(&mut self, by: RecordId, entry: EntryId, drawn: &Drawn, points: i64) {
        let same = |l: &Lent| (l.by, l.entry) == (by, entry) && l.drawn.is_of(drawn);
        match self.lent.iter_mut().find(|l| same(l)) {
            Some(lent) => lent.drawn.points += points,
            None => self.lent.push(Lent { by, entry, drawn: drawn.with(points) }),
        }
        self.lent.retain(|l| l.drawn.points != 0);
    }
}

/// Applies one entry to its account and to what is known of the entries that it is about.
pub(crate) fn apply(
    account: &mut Account,
    known: &mut BTreeMap<EntryId, Known>,
    record: RecordId,
    program: &str,
    fact: &EntryFact,
) {
    let seq = account.entries;
    account.apply(record, fact);
    if fact.by.is_none() {
        remember(known, record, program, seq, fact);
    }
}

fn move_points(account: &mut Account, record: RecordId, fact: &EntryFact) {
    let own = || fact.drawn.iter().filter(|d| d.record == record);
    match fact.kind {
        EntryKind::Held => {
            own().for_each(|d| account.take(&d.lot, d.points, fact.at));
            let drawn: Vec<_> = own().cloned().collect();
            if let Some(until) = fact.hold_until.filter(|_| !drawn.is_empty()) {
                account.holds.push(HoldPart { entry: fact.id, until, drawn, by: fact.by });
            }
        }
        EntryKind::Captured | EntryKind::Voided => {
            let place = account.holds.iter().position(|hold| Some(hold.entry) == fact.of);
            let Some(hold) = place.map(|place| account.holds.remove(place)) else { return };
            for held in hold.drawn {
                let used: i64 = own().filter(|d| d.is_of(&held)).map(|d| d.points).sum();
                if held.points > used {
                    account.take(&held.lot, used - held.points, fact.at);
                }
            }
        }
        _ => own().for_each(|d| account.take(&d.lot, d.points, fact.at)),
    }
    if let Some(by) = fact.by.filter(|_| fact.kind != EntryKind::Held) {
        let entry = if fact.kind == EntryKind::Captured { fact.id } else { fact.of.unwrap_or(fact.id) };
        own().filter(|d| !d.pooled).for_each(|d| account.lend(by, entry, d, d.points));
    }
}

fn remember(
    known: &mut BTreeMap<EntryId, Known>,
    record: RecordId,
    program: &str,
    seq: i64,
    fact: &EntryFact,
) {
    let keeps = matches!(
        fact.kind,
        EntryKind::Redeemed | EntryKind::Captured | EntryKind::Held | EntryKind::DebtSettled
    );
    let own = Known {
        record,
        program: program.to_owned(),
        seq,
        open: if keeps { fact.drawn.clone() } else { vec![] },
        open_debt: 0,
        returned: vec![],
        clawed: 0,
        expired: 0,
        counted: 0,
        resolved: false,
        added: 0,
        revised: None,
    };
    known.insert(fact.id, own);
    if fact.kind == EntryKind::Expired {
        for drawn in &fact.drawn {
            if let Some(lot) = known.get_mut(&drawn.lot.entry) {
                lot.expired += drawn.points;
            }
        }
    }
    let Some(of) = fact.of.and_then(|of| known.get_mut(&of)) else { return };
    if fact.earning.is_some() {
        of.revised = Some(seq);
    }
    match fact.kind {
        EntryKind::Earned => of.added += fact.lot.as_ref().map_or(0, |lot| lot.amount),
        EntryKind::GivenBack => {
            let lots = || fact.drawn.iter().chain(&fact.renewed);
            lots().for_each(|d| of.close(d));
            // The rest was owed, or had been paid since.
            of.open_debt -= fact.asked + lots().map(|d| d.points).sum::<i64>();
        }
        EntryKind::ClawedBack => {
            of.clawed += fact.asked;
            of.counted += fact.lapsed;
            for line in &fact.returned {
                match of.returned.iter_mut().find(|known| known.line == line.line) {
                    Some(known) => known.quantity += line.quantity,
                    None => of.returned.push(line.clone()),
                }
            }
        }
        EntryKind::Captured | EntryKind::Voided => {
            of.open.clear();
            of.resolved = true;
        }
        EntryKind::Unmerged => {
            fact.drawn.iter().filter(|d| d.points < 0).for_each(|d| of.close(d));
            of.open.extend(fact.drawn.iter().filter(|d| d.points > 0).cloned());
            of.open_debt += fact.debt;
        }
        _ => {}
    }
}

impl Known {
    /// Takes points that went back to a lot off what is drawn, newest first.
    fn close(&mut self, back: &Drawn) {
        let mut points = -back.points;
        for drawn in self.open.iter_mut().rev().filter(|d| d.is_of(back)) {
            let part = points.min(drawn.points);
            drawn.points -= part;
            points -= part;
        }
        self.open.retain(|d| d.points != 0);
    }

    /// What is still drawn and owed.
    pub(crate) fn open_points(&self) -> i64 {
        self.open.iter().map(|d| d.points).sum::<i64>() + self.open_debt
    }
}
