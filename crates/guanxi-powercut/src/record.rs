//! What the shim writes down, and how it is read back.
//!
//! This file is compiled into the shim and into the test kit, which rolls back: the shim is no library that could be
//! linked (it would interpose the tests' own calls).
//!
//! A record is seven numbers of eight bytes, lowest byte first, and a payload. Two files hold them: [`UNDO`] for what
//! files held before a write, emptied whenever an fsync has covered all of it, and [`NAMES`] for names and fsyncs.

#![allow(dead_code, reason = "the shim writes records, the test kit reads them")]

/// The file with what was overwritten.
pub(crate) const UNDO: &str = "undo";
/// The file with what happened to names, and with every fsync.
pub(crate) const NAMES: &str = "names";
/// The folder where files live on that were unlinked or replaced.
pub(crate) const KEEP: &str = "keep";
/// The file that program and shim share: see [`Control`].
pub(crate) const CONTROL: &str = "control";

/// The environment variable with the watched folder: absolute, without links.
pub(crate) const DIR_VAR: &str = "GUANXI_POWERCUT_DIR";
/// The environment variable with the folder of the log, on the same file system, not inside the watched one.
pub(crate) const LOG_VAR: &str = "GUANXI_POWERCUT_LOG";
/// The environment variable with an end of file names: the process dies at its first write to such a file.
pub(crate) const DIE_VAR: &str = "GUANXI_POWERCUT_DIE";

/// Positions of the numbers in the control file, which the shim maps into memory.
#[derive(Clone, Copy, Debug)]
#[repr(usize)]
pub(crate) enum Control {
    /// Bytes that are still free before the disk is full; `u64::MAX` for no end.
    Room = 0,
    /// Fsyncs so far.
    Syncs = 1,
    /// Writes, fsyncs and changes of names so far.
    Events = 2,
    /// The process dies instead of this event; 0 for never.
    DieAt = 3,
    /// 1 where overwriting takes room too, as on copy-on-write file systems; 0 where only new blocks do.
    CopyOnWrite = 4,
}

/// Bytes of the control file.
pub(crate) const CONTROL_LEN: usize = 40;

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub(crate) enum Kind {
    /// A write is about to happen to `file`, which has `old_len` bytes, at `offset` for `span` bytes; the payload is
    /// what stood there. Growing, cutting and truncating are writes too.
    Write = 1,
    /// An fsync of `file` returned; it covers every record before number `seq`. The payload is its path.
    Sync = 2,
    /// The payload's name was made.
    Create = 3,
    /// The payload's folder was made.
    MakeDir = 4,
    /// The payload's name was taken away; the file lives on in [`KEEP`] as number `span`.
    Unlink = 5,
    /// The payload's folder was taken away.
    RemoveDir = 6,
    /// The payload's first name became its second; what that one named before is number `span`, 0 for nothing.
    Rename = 7,
    /// A file was mapped to be written in memory, which the shim cannot see.
    Map = 8,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Write,
        Self::Sync,
        Self::Create,
        Self::MakeDir,
        Self::Unlink,
        Self::RemoveDir,
        Self::Rename,
        Self::Map,
    ];
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// What it tells.
    pub(crate) kind: Kind,
    /// Its number; both files count together.
    pub(crate) seq: u64,
    /// The file's inode. Unlinked files are kept, so none is used twice.
    pub(crate) file: u64,
    /// Where a write begins.
    pub(crate) offset: u64,
    /// How long the file was before.
    pub(crate) old_len: u64,
    /// How long a write is, or the number of a kept file.
    pub(crate) span: u64,
    /// Old bytes, or paths with a zero byte between them.
    pub(crate) payload: Vec<u8>,
}

const HEADER: usize = 56;

impl Record {
    /// Its bytes.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let head = [
            self.kind as u64,
            self.seq,
            self.file,
            self.offset,
            self.old_len,
            self.span,
            self.payload.len() as u64,
        ];
        let mut out = Vec::with_capacity(HEADER + self.payload.len());
        head.iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
        out.extend_from_slice(&self.payload);
        out
    }

    /// Reads records up to the end, or up to one that was cut short by the kill: what it announces did not happen.
    pub(crate) fn decode_all(mut bytes: &[u8]) -> Vec<Self> {
        let mut records = Vec::new();
        while let Some((record, rest)) = Self::decode(bytes) {
            records.push(record);
            bytes = rest;
        }
        records
    }

    fn decode(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        let n = |i: usize| Some(u64::from_le_bytes(*head[8 * i..].first_chunk()?));
        let kind = n(0)?;
        let (payload, rest) = rest.split_at_checked(usize::try_from(n(6)?).ok()?)?;
        let record = Self {
            kind: Kind::ALL.into_iter().find(|k| *k as u64 == kind)?,
            seq: n(1)?,
            file: n(2)?,
            offset: n(3)?,
            old_len: n(4)?,
            span: n(5)?,
            payload: payload.to_vec(),
        };
        Some((record, rest))
    }

    /// The payload as paths.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &[u8]> {
        self.payload.split(|byte| *byte == 0)
    }
}
