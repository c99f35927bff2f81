//! The chain over the entries: the hash of an entry is SHA-256 over the hash of the one before, 32 bytes, and its bytes
//! as they are stored. Before the first there are 32 zero bytes.
//!
//! It is not written with each commit, or every writer would wait for the one before it to know its hash: the feed has one
//! order for good, so that whoever reads it works the same hashes out. Now and then a *seal* writes down what the chain is
//! after so many entries. What comes after the last seal is not sealed yet; what comes before cannot be changed without
//! the seals, and not with them either for whom a head was kept elsewhere.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    AuditExport, AuditHead, AuditProof, CommitEntry,
    rows::{self, AUDIT_SEALS, Head, Seal},
};
use crate::{
    error::{Error, Result},
    page::{Cursor, PageRequest},
    scope::{
        Scope,
        look::{bad_key, get, scan},
    },
    storage::{FeedPosition, Flow, KeyRange, row},
};

/// Entries between two seals at most.
const SEALED_EVERY: u64 = 256;

/// What the chain is after so many entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    entries: u64,
    hash: [u8; 32],
}

impl Link {
    const FIRST: Self = Self { entries: 0, hash: [0; 32] };

    fn follow(&mut self, entry: &[u8]) {
        self.hash = Sha256::new().chain_update(self.hash).chain_update(entry).finalize().into();
        self.entries += 1;
    }

    fn head(&self) -> AuditHead {
        AuditHead { entries: self.entries, hash: hex(&self.hash) }
    }

    fn seal(&self, scope: &Scope, begins: bool) -> Seal {
        Seal { hash: ByteArray::from(self.hash), at: scope.engine.clock.now(), begins }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |text, byte| text + &format!("{byte:02x}"))
}

/// Follows the entries after a place; gives the place of the last.
fn walk(
    scope: &Scope,
    after: &FeedPosition,
    link: &mut Link,
    f: &mut dyn FnMut(&Link, &[u8]) -> Flow,
) -> Result<FeedPosition> {
    let mut last = after.clone();
    scope.engine.storage.changes(after, &mut |at, entry| {
        link.follow(entry);
        last.clone_from(at);
        f(link, entry)
    })?;
    Ok(last)
}

type Seals = BTreeMap<u64, Seal>;

fn seals(scope: &Scope) -> Result<Seals> {
    scope.read_rows(|rows| {
        let mut seals = Seals::new();
        scan::<Seal>(rows, &KeyRange::all(), &mut |key, seal| {
            seals.insert(rows::read_seal_key(key).ok_or_else(|| bad_key(&AUDIT_SEALS))?, seal);
            Ok(Flow::Continue(()))
        })?;
        Ok(seals)
    })
}

/// Where the chain begins: after what was dropped last, or, when that was cut off, after what was dropped before.
fn beginnings(seals: &Seals) -> Vec<Link> {
    let begins = seals.iter().rev().filter(|(_, seal)| seal.begins);
    let mut links: Vec<_> = begins.map(|(n, seal)| Link { entries: *n, hash: *seal.hash }).take(2).collect();
    if links.len() < 2 {
        links.push(Link::FIRST);
    }
    links
}

/// See [`Audit::seal`](super::Audit::seal).
pub(crate) fn seal(scope: &Scope) -> Result<AuditHead> {
    let head = scope.read_rows(|rows| get::<Head>(rows, &rows::head_key()))?;
    let known = head
        .map(|head| (Link { entries: head.entries, hash: *head.hash }, FeedPosition(head.place.to_vec())));
    match known {
        Some((link, place)) => match extend(scope, link, place) {
            Err(e) if e.code() == "cursor_expired" => from_the_beginning(scope),
            done => done,
        },
        None => from_the_beginning(scope),
    }
}

/// In a store that was copied the place of the last seal is not known.
fn from_the_beginning(scope: &Scope) -> Result<AuditHead> {
    let (proof, begin) = prove(scope, None)?;
    if !proof.intact {
        return Ok(proof.head);
    }
    extend(scope, begin, FeedPosition::START)
}

fn extend(scope: &Scope, mut link: Link, after: FeedPosition) -> Result<AuditHead> {
    let (mut new, from) = (Vec::new(), link.entries);
    let place = walk(scope, &after, &mut link, &mut |link, _| {
        if link.entries.is_multiple_of(SEALED_EVERY) {
            new.push((link.entries, link.seal(scope, false)));
        }
        Flow::Continue(())
    })?;
    if link.entries == from {
        return Ok(link.head());
    }
    if new.last().is_none_or(|(entries, _)| *entries < link.entries) {
        new.push((link.entries, link.seal(scope, false)));
    }
    let head = Head { entries: link.entries, hash: ByteArray::from(link.hash), place: place.0.into() };
    scope.write("audit.seal", |tx| {
        for (entries, seal) in &new {
            // What was sealed stays, also by somebody else just now.
            if get::<Seal>(tx.rows(), &rows::seal_key(*entries))?.is_none() {
                tx.put(rows::seal_key(*entries), seal)?;
            }
        }
        tx.put(rows::head_key(), &head)
    })?;
    Ok(link.head())
}

/// See [`Audit::verify`](super::Audit::verify).
pub(super) fn verify(scope: &Scope, anchor: Option<AuditHead>) -> Result<AuditProof> {
    let (proof, _) = prove(scope, anchor.as_ref())?;
    if proof.intact {
        seal(scope)?;
    }
    Ok(proof)
}

/// Follows the chain from where it begins and compares it with the seals.
fn prove(scope: &Scope, anchor: Option<&AuditHead>) -> Result<(AuditProof, Link)> {
    let seals = seals(scope)?;
    let mut first = None;
    for begin in beginnings(&seals) {
        let proof = prove_from(scope, &seals, begin, anchor)?;
        if proof.intact {
            return Ok((proof, begin));
        }
        first.get_or_insert((proof, begin));
    }
    first.ok_or_else(|| Error::internal("a chain begins somewhere"))
}

fn prove_from(scope: &Scope, seals: &Seals, begin: Link, anchor: Option<&AuditHead>) -> Result<AuditProof> {
    let (mut link, mut sound, mut broken) = (begin, begin.entries, None);
    let differs = |link: &Link| {
        let sealed = seals.get(&link.entries).map(|seal| *seal.hash == link.hash);
        let anchored = anchor.filter(|a| a.entries == link.entries).map(|a| a.hash == link.head().hash);
        match (sealed, anchored) {
            (None, None) => None,
            (sealed, anchored) => Some(sealed == Some(false) || anchored == Some(false)),
        }
    };
    if differs(&link) == Some(true) {
        broken = Some(link.entries);
    }
    walk(scope, &FeedPosition::START, &mut link, &mut |link, _| {
        match differs(link) {
            Some(true) => broken = broken.or(Some(link.entries)),
            Some(false) if broken.is_none() => sound = link.entries,
            _ => {}
        }
        if broken.is_some() { Flow::Break(()) } else { Flow::Continue(()) }
    })?;
    let known = seals.keys().copied().chain(anchor.map(|a| a.entries)).max().unwrap_or(0);
    if broken.is_none() && known > link.entries {
        broken = Some(link.entries + 1); // what was sealed is not there any more
    }
    if broken.is_none()
        && anchor.is_some_and(|a| a.entries < begin.entries && !seals.contains_key(&a.entries))
    {
        return Err(Error::invalid("anchor", "entries up to it were dropped from the feed"));
    }
    Ok(AuditProof {
        intact: broken.is_none(),
        checked: link.entries - begin.entries,
        dropped: begin.entries,
        head: link.head(),
        sound_until: broken.map(|_| sound),
        broken_by: broken,
    })
}

/// Has the chain begin after a place, before what comes up to it is dropped.
///
/// # Errors
/// `corrupt` when it is not intact: what was tampered with is not to be dropped by who follows a schedule.
pub(crate) fn begin_after(scope: &Scope, place: &FeedPosition) -> Result<()> {
    let (proof, mut link) = prove(scope, None)?;
    if !proof.intact {
        return Err(Error::corrupt(
            "the audit",
            "entries are not what was sealed; `audit.verify` tells which",
        ));
    }
    scope.engine.storage.changes(&FeedPosition::START, &mut |at, entry| {
        link.follow(entry);
        if at == place { Flow::Break(()) } else { Flow::Continue(()) }
    })?;
    let seal = link.seal(scope, true);
    scope.write("audit.seal", |tx| tx.put(rows::seal_key(link.entries), &seal))
}

/// Tells cursors of the export from others.
const CURSOR: &str = "auditlines";

/// See [`Audit::export`](super::Audit::export).
pub(super) fn export(scope: &Scope, page: &PageRequest) -> Result<AuditExport> {
    let limit = page.limit()?;
    let (mut link, after) = match page.cursor(CURSOR)? {
        Some(cursor) => read_cursor(&cursor.into_bytes())?,
        None => {
            seal(scope)?;
            (prove(scope, None)?.1, FeedPosition::START)
        }
    };
    let (mut items, mut failed, mut last, mut more) = (Vec::new(), None, after.clone(), false);
    scope.engine.storage.changes(&after, &mut |at, entry| {
        if items.len() == limit {
            more = true;
            return Flow::Break(());
        }
        let previous = link.hash;
        link.follow(entry);
        last.clone_from(at);
        match row::decode::<CommitEntry>("feed", entry) {
            Ok(shown) => items.push(line(&shown, entry, &previous, &link)),
            Err(e) => failed = Some(e),
        }
        if failed.is_none() { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    failed.map_or(Ok(()), Err)?;
    let next_cursor = more.then(|| {
        let mut bytes = link.entries.to_be_bytes().to_vec();
        bytes.extend_from_slice(&link.hash);
        bytes.extend_from_slice(&last.0);
        Cursor::new(CURSOR, bytes).to_string()
    });
    Ok(AuditExport { items, head: link.head(), next_cursor })
}

fn read_cursor(bytes: &[u8]) -> Result<(Link, FeedPosition)> {
    let parts = bytes.split_first_chunk::<8>().and_then(|(entries, rest)| {
        let (hash, place) = rest.split_first_chunk::<32>()?;
        let link = Link { entries: u64::from_be_bytes(*entries), hash: *hash };
        Some((link, FeedPosition(place.to_vec())))
    });
    parts.ok_or_else(|| Error::cursor("it is damaged"))
}

fn line(shown: &CommitEntry, entry: &[u8], previous: &[u8], link: &Link) -> String {
    let CommitEntry { at, actor, verb, changes, note } = shown;
    json!({
        "number": link.entries, "at": at.to_string(), "actor": actor, "verb": verb, "changes": changes.len(),
        "note": note, "entry": hex(entry), "previous": hex(previous), "hash": hex(&link.hash),
    })
    .to_string()
}
