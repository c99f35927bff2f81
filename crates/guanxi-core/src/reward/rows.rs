//! Where rewards and redemptions are kept, and how they are found.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;

use super::{RedemptionState, Reward};
use crate::{
    change::Subject,
    error::{Error, Result},
    id::{EntryId, RecordId},
    identity::rows::RECORD_FACTS,
    loyalty::account::Known,
    scope::{
        Dossier, Erased, KeptReason, Look, Person, PersonalData, Stored, Tx,
        look::{all, bad_key, get, scan},
        personal_data::fields,
    },
    storage::{
        Column, Flow, KeyRange, Kind, Read, Table, Want,
        key::{KeyReader, KeyWriter},
        row,
    },
    time::Timestamp,
};

const NAME: Column = Column::text("name");
const RECORD: Column = Column::id("record_id");
const ENTRY: Column = Column::id("entry");

/// Every version of each reward.
pub(crate) static REWARDS: Table =
    Table::plain(120, "rewards", Kind::Definition, &[NAME, Column::int("version")]);
/// What happened to each redemption.
pub(crate) static REWARD_FACTS: Table =
    Table::plain(121, "reward_facts", Kind::Fact, &[RECORD, ENTRY, Column::int("seq")]);
/// The code of each redemption, as its customer sees it.
pub(crate) static REWARD_CODES: Table = Table::plain(122, "reward_codes", Kind::Personal, &[RECORD, ENTRY]);
/// From the keyed hash of a code, or of what a source calls its use, to the redemption.
pub(crate) static REWARD_KEYS: Table =
    Table::plain(123, "reward_keys", Kind::State, &[Column::id("key_hash")]);
/// How many of each reward are redeemed and not cancelled.
pub(crate) static REWARD_STOCK: Table = Table::plain(124, "reward_stock", Kind::State, &[NAME]);

/// Redemptions as one of the areas that hold data of persons. They are of records and go with them.
pub(crate) struct RewardData;

impl PersonalData for RewardData {
    fn name(&self) -> &'static str {
        "rewards"
    }

    /// Codes go, and what staff said when they cancelled; what points were spent on stays with their entries.
    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased> {
        let (mut destroyed, mut kept) = (0, 0);
        for record in &person.records {
            destroyed += tx.delete_all(&REWARD_CODES, record.as_bytes())?;
            for (place, fact) in all::<RewardFact>(tx.rows(), record.as_bytes())? {
                match fact {
                    RewardFact::Redeemed { .. } => kept += 1,
                    RewardFact::Cancelled { recorded, reason: Some(_) } => {
                        tx.put(place, &RewardFact::Cancelled { recorded, reason: None })?;
                    }
                    _ => {}
                }
            }
        }
        Ok(Erased::but(destroyed, kept, KeptReason::Ledger))
    }

    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()> {
        for record in &person.records {
            for redemption in redemptions_of(look.rows, *record)? {
                let item = fields! {
                    "id": redemption.place.entry.to_string(),
                    "reward": redemption.reward,
                    "points": redemption.points,
                    "code": code(look.rows, &redemption.place)?,
                    "redeemed_at": redemption.redeemed_at.to_string(),
                    "expires_at": redemption.expires_at.map(|at| at.to_string()),
                    "used_at": redemption.used_at.map(|at| at.to_string()),
                    "cancelled_at": redemption.cancelled_at.map(|at| at.to_string()),
                    "reason": redemption.reason,
                };
                out.add_map("rewards", item);
            }
        }
        Ok(())
    }

    fn last_heard(&self, look: &Look<'_>, record: RecordId) -> Result<Timestamp> {
        let redeemed = redemptions_of(look.rows, record)?.into_iter();
        let times = redeemed.flat_map(|redemption| [Some(redemption.redeemed_at), redemption.used_at]);
        Ok(times.flatten().max().unwrap_or(Timestamp::MIN))
    }

    fn binds(&self, look: &Look<'_>, records: &[RecordId], at: Timestamp) -> Result<bool> {
        let mut open = false;
        for record in records {
            let redeemed = redemptions_of(look.rows, *record)?;
            open |= redeemed.iter().any(|redemption| redemption.state(at) == RedemptionState::Open);
        }
        Ok(open)
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 4] = [&REWARD_FACTS, &REWARD_CODES, &REWARD_KEYS, &REWARD_STOCK];
        &TABLES
    }
}

/// What happened to a redemption: it is redeemed once, then used or cancelled, or neither.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
pub(crate) enum RewardFact {
    #[n(1)]
    #[cbor(map)]
    Redeemed {
        #[n(1)]
        at: Timestamp,
        #[n(2)]
        recorded: Timestamp,
        #[n(3)]
        reward: String,
        #[n(4)]
        version: u64,
        #[n(5)]
        points: i64,
        #[n(6)]
        expires_at: Option<Timestamp>,
        /// The keyed hash of the code.
        #[n(7)]
        code: ByteArray<16>,
    },
    #[n(2)]
    #[cbor(map)]
    Used {
        #[n(1)]
        at: Timestamp,
        #[n(2)]
        recorded: Timestamp,
        /// The keyed hash of what its source calls it.
        #[n(3)]
        key: Option<ByteArray<16>>,
    },
    #[n(3)]
    #[cbor(map)]
    Cancelled {
        #[n(1)]
        recorded: Timestamp,
        #[n(2)]
        reason: Option<String>,
    },
}

/// Which redemption: the entry that paid for it, on the record it was made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Pointer {
    #[n(0)]
    pub(crate) record: RecordId,
    #[n(1)]
    pub(crate) entry: EntryId,
}

impl Pointer {
    pub(super) fn key(&self) -> Vec<u8> {
        KeyWriter::new().id(self.record.as_bytes()).id(self.entry.as_bytes()).finish()
    }

    /// What is read of a redemption that is known.
    pub(super) fn wants(&self) -> [Want; 3] {
        let record = *self.record.as_bytes();
        [
            Want::new(&REWARD_FACTS, self.key()),
            Want::new(&REWARD_CODES, self.key()),
            Want::new(&RECORD_FACTS, record),
        ]
    }

    fn fact_key(&self, seq: i64) -> Vec<u8> {
        KeyWriter::new().id(self.record.as_bytes()).id(self.entry.as_bytes()).int(seq).finish()
    }

    fn read(key: &[u8]) -> Result<Self> {
        let mut reader = KeyReader::new(key);
        let (record, entry) = (reader.id().map(RecordId::from_bytes), reader.id().map(EntryId::from_bytes));
        let place = record.zip(entry).map(|(record, entry)| Self { record, entry });
        place.ok_or_else(|| bad_key(&REWARD_FACTS))
    }

    pub(super) fn subject(&self) -> Subject {
        Subject { prefix: EntryId::PREFIX, bytes: *self.entry.as_bytes() }
    }
}

/// The body of a row in [`REWARD_CODES`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct ShownCode(#[n(0)] pub(crate) String);

/// The body of a row in [`REWARD_STOCK`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub(crate) struct Taken(#[n(0)] i64);

impl Stored for Reward {
    const TABLE: &'static Table = &REWARDS;
}
impl Stored for RewardFact {
    const TABLE: &'static Table = &REWARD_FACTS;
}
impl Stored for ShownCode {
    const TABLE: &'static Table = &REWARD_CODES;
}
impl Stored for Pointer {
    const TABLE: &'static Table = &REWARD_KEYS;
}
impl Stored for Taken {
    const TABLE: &'static Table = &REWARD_STOCK;
}

/// A redemption out of its facts.
#[derive(Clone)]
pub(super) struct Redemption {
    pub(super) place: Pointer,
    pub(super) reward: String,
    pub(super) version: u64,
    pub(super) points: i64,
    pub(super) redeemed_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) used_at: Option<Timestamp>,
    pub(super) cancelled_at: Option<Timestamp>,
    pub(super) reason: Option<String>,
}

impl Redemption {
    /// Where it stands at an instant.
    pub(super) fn state(&self, at: Timestamp) -> RedemptionState {
        match self {
            Self { cancelled_at: Some(_), .. } => RedemptionState::Cancelled,
            Self { used_at: Some(_), .. } => RedemptionState::Used,
            Self { expires_at: Some(end), .. } if at >= *end => RedemptionState::Expired,
            _ => RedemptionState::Open,
        }
    }

    /// The error for a redemption that is not open any more.
    pub(super) fn closed(&self, state: RedemptionState) -> Error {
        let (state, at) = match state {
            RedemptionState::Cancelled => ("cancelled", self.cancelled_at),
            RedemptionState::Expired => ("expired", self.expires_at),
            _ => ("used", self.used_at),
        };
        Error::reward_closed(&self.reward, state, at.unwrap_or(self.redeemed_at))
    }

    fn apply(&mut self, fact: RewardFact) {
        match fact {
            RewardFact::Redeemed { .. } => {}
            RewardFact::Used { at, .. } => self.used_at = Some(at),
            RewardFact::Cancelled { recorded, reason } => {
                (self.cancelled_at, self.reason) = (Some(recorded), reason);
            }
        }
    }
}

pub(super) fn name_key(name: &str) -> Vec<u8> {
    KeyWriter::new().text(name).finish()
}

pub(super) fn reward_key(name: &str, version: u64) -> Vec<u8> {
    KeyWriter::new().text(name).int(version as i64).finish()
}

/// A reward as it is now.
pub(super) fn reward(rows: &dyn Read, name: &str) -> Result<Option<Reward>> {
    let mut found = None;
    scan::<Reward>(rows, &KeyRange::prefix(&name_key(name)).reversed(), &mut |_, reward| {
        found = Some(reward);
        Ok(Flow::Break(()))
    })?;
    Ok(found)
}

/// A reward as it was.
pub(super) fn reward_version(rows: &dyn Read, name: &str, version: u64) -> Result<Reward> {
    let found = get::<Reward>(rows, &reward_key(name, version))?;
    found.ok_or_else(|| Error::corrupt(REWARDS.name(), "a reward that was redeemed is not there"))
}

/// Every reward as it is now, by name.
pub(super) fn rewards(rows: &dyn Read) -> Result<Vec<Reward>> {
    let mut all: BTreeMap<String, Reward> = BTreeMap::new();
    scan::<Reward>(rows, &KeyRange::all(), &mut |_, reward| {
        all.insert(reward.name.clone(), reward);
        Ok(Flow::Continue(()))
    })?;
    Ok(all.into_values().collect())
}

/// How many of a reward are redeemed and not cancelled.
pub(super) fn taken(rows: &dyn Read, name: &str) -> Result<i64> {
    Ok(get::<Taken>(rows, &name_key(name))?.map_or(0, |taken| taken.0))
}

pub(super) fn set_taken(tx: &mut Tx<'_>, name: &str, taken: i64) -> Result<()> {
    tx.put(name_key(name), &Taken(taken))
}

pub(super) fn append(tx: &mut Tx<'_>, place: &Pointer, seq: i64, fact: &RewardFact) -> Result<()> {
    tx.put(place.fact_key(seq), fact)
}

/// The redemption that an entry paid for.
pub(super) fn place(rows: &dyn Read, id: EntryId) -> Result<Pointer> {
    let known = get::<Known>(rows, id.as_bytes())?;
    let place = known.map(|known| Pointer { record: known.record, entry: id });
    let place = place.ok_or_else(|| Error::not_found("redemption", id))?;
    match get::<RewardFact>(rows, &place.fact_key(0))? {
        Some(_) => Ok(place),
        // Points that were spent on something else.
        None => Err(Error::not_found("redemption", id)),
    }
}

/// A redemption that is there.
pub(super) fn load(rows: &dyn Read, place: &Pointer) -> Result<Redemption> {
    let found = fold(rows, &place.key())?.pop();
    found.ok_or_else(|| Error::corrupt(REWARD_KEYS.name(), "a redemption that is known is not there"))
}

/// What was redeemed on a record.
pub(super) fn redemptions_of(rows: &dyn Read, record: RecordId) -> Result<Vec<Redemption>> {
    fold(rows, record.as_bytes())
}

fn fold(rows: &dyn Read, prefix: &[u8]) -> Result<Vec<Redemption>> {
    let mut all: Vec<Redemption> = Vec::new();
    scan::<RewardFact>(rows, &KeyRange::prefix(prefix), &mut |key, fact| {
        let place = Pointer::read(key)?;
        match fact {
            RewardFact::Redeemed { at, reward, version, points, expires_at, .. } => all.push(Redemption {
                place,
                reward,
                version,
                points,
                redeemed_at: at,
                expires_at,
                used_at: None,
                cancelled_at: None,
                reason: None,
            }),
            fact => all.last_mut().ok_or_else(|| bad_key(&REWARD_FACTS))?.apply(fact),
        }
        Ok(Flow::Continue(()))
    })?;
    Ok(all)
}

/// The code of a redemption.
pub(super) fn code(rows: &dyn Read, place: &Pointer) -> Result<String> {
    let code = get::<ShownCode>(rows, &place.key())?;
    code.map(|code| code.0).ok_or_else(|| Error::corrupt(REWARD_CODES.name(), "a redemption has no code"))
}

/// Every state row of this area out of the facts: table, key, body.
pub(crate) fn derive(rows: &dyn Read, mut put: impl FnMut(&Table, Vec<u8>, Vec<u8>)) -> Result<()> {
    let mut taken: BTreeMap<String, i64> = BTreeMap::new();
    let mut of = String::new();
    scan::<RewardFact>(rows, &KeyRange::all(), &mut |key, fact| {
        let place = row::encode(&Pointer::read(key)?);
        match fact {
            RewardFact::Redeemed { reward, code, .. } => {
                put(&REWARD_KEYS, code.to_vec(), place);
                *taken.entry(reward.clone()).or_default() += 1;
                of = reward;
            }
            RewardFact::Used { key: Some(key), .. } => put(&REWARD_KEYS, key.to_vec(), place),
            RewardFact::Used { key: None, .. } => {}
            RewardFact::Cancelled { .. } => *taken.entry(of.clone()).or_default() -= 1,
        }
        Ok(Flow::Continue(()))
    })?;
    for (name, taken) in taken {
        put(&REWARD_STOCK, name_key(&name), row::encode(&Taken(taken)));
    }
    Ok(())
}
