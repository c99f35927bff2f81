//! One opaque error for every call.
//!
//! An [`Error`] says what was wrong, where, and how to mend it. Programs look at [`Error::kind`] (what to do about it)
//! or at [`Error::code`] (a stable text, the same in every language); people read its message. Messages and fields
//! hold no personal data.

use std::{fmt, io, sync::Arc};

/// The result of every call that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident $text:literal,)*) => {
        /// What a caller can do about an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind { $($(#[doc = $doc])* $name,)* }

        impl ErrorKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its stable name.
            pub const fn name(self) -> &'static str { match self { $(Self::$name => $text,)* } }

            /// What it means.
            pub const fn doc(self) -> &'static str { match self { $(Self::$name => concat!($($doc, "\n",)*).trim_ascii(),)* } }
        }
    };
}

kinds! {
    /// The request is wrong; mend it and call again.
    Invalid "invalid",
    /// What the request names does not exist.
    NotFound "not_found",
    /// The request contradicts what is there: another version, a key with other content.
    Conflict "conflict",
    /// A rule of the shop refuses it: too few points, too little stock.
    Refused "refused",
    /// The caller asked to stop.
    Cancelled "cancelled",
    /// The handle or the storage is closed or held by somebody else; try again later.
    Unavailable "unavailable",
    /// The disk, the network or the file failed; the data is as it was before the call.
    Storage "storage",
    /// The outcome is not known: the connection died inside a commit. Look before repeating.
    Unknown "unknown",
    /// The stored data is damaged, or was written by a newer version.
    Data "data",
    /// A fault of guanxi itself; please report it.
    Internal "internal",
}

/// What a code means.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CodeInfo {
    /// The code.
    pub code: &'static str,
    /// Its kind.
    pub kind: ErrorKind,
    /// The message, with the names of fields in braces.
    pub message: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// The names of its fields.
    pub fields: &'static [&'static str],
}

macro_rules! causes {
    ($($(#[doc = $doc:literal])* $name:ident { $($field:ident: $ty:ty),* } $kind:ident, $code:literal, $message:literal;)*) => {
        /// Everything that can go wrong, written once: kind, code, message, fields.
        #[derive(Clone, Debug, thiserror::Error)]
        enum Cause {
            $($(#[doc = $doc])* #[error($message)] $name { $($field: $ty),* },)*
        }

        impl Cause {
            fn kind(&self) -> ErrorKind { match self { $(Self::$name { .. } => ErrorKind::$kind,)* } }
            fn code(&self) -> &'static str { match self { $(Self::$name { .. } => $code,)* } }
            fn fields(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name { $($field),* } => vec![$((stringify!($field), $field.to_string())),*],)* }
            }
        }

        /// Every code: what the reference page of errors and the exceptions of the bindings are made of.
        pub const CODES: &[CodeInfo] = &[$(CodeInfo {
            code: $code, kind: ErrorKind::$kind, message: $message,
            doc: concat!($($doc, "\n",)*).trim_ascii(), fields: &[$(stringify!($field)),*],
        }),*];
    };
}

causes! {
    /// A value of the request cannot be taken.
    InvalidField { field: String, reason: String } Invalid, "invalid_field", "{field}: {reason}";
    /// An argument of a call is of another shape than it must be.
    Argument { path: String, reason: String } Invalid, "invalid_argument", "{path}: {reason}";
    /// A condition cannot run; the first of its problems.
    Query { problem: String, line: u32, column: u32, reason: String } Invalid, "invalid_query", "line {line}, column {column}: {reason}";
    /// An amount does not fit, or two currencies met.
    Money { reason: String } Invalid, "invalid_money", "{reason}";
    /// A file cannot be read as what it was given for.
    File { place: String, reason: String } Invalid, "invalid_file", "{place}: {reason}";
    /// A cursor that this call did not give out.
    Cursor { reason: String } Invalid, "invalid_cursor", "the cursor cannot be used: {reason}; start again without one";
    /// A place of the feed whose successors are not kept any more.
    CursorExpired {} Invalid, "cursor_expired", "changes after this place of the feed are not kept any more; go on from the beginning of what is kept, and read the state anew";
    /// Nothing is stored under this name.
    Missing { entity: String, id: String } NotFound, "not_found", "no {entity} {id}";
    /// The record's customer was deleted.
    Deleted {} NotFound, "deleted", "the customer of this record was deleted; its source brings it back by saying something new";
    /// The customer was erased: nothing is kept that says who it was.
    Erased { id: String } NotFound, "erased", "customer {id} was erased; nothing is kept of the person, and it does not come back";
    /// The thing was changed since the caller looked.
    Stale { entity: String, expected: u64, found: u64 } Conflict, "stale_version",
        "{entity}: expected version {expected}, found {found}; read it again and decide anew";
    /// A unique key is taken.
    Duplicate { table: String, index: String } Conflict, "duplicate", "{table}: the unique key {index} is taken";
    /// Other writers were faster every time.
    Contended { tries: u32 } Conflict, "contended", "gave way to other writers {tries} times; try again";
    /// Something else needs the thing.
    InUse { entity: String, id: String, by: String } Refused, "in_use", "{entity} {id} is used by {by}; change that first";
    /// A key was used before with other content.
    KeyReused { key: String } Conflict, "key_reused", "{key} was used before with other content; use a new key or send the same content";
    /// A sum would fall below what is allowed.
    Floor { table: String, floor: i64, result: i64 } Refused, "below_floor", "{table}: the sum would be {result}, below {floor}";
    /// More is given back than was paid.
    RefundTooLarge { paid: String, refunded: String, asked: String } Refused, "refund_too_large",
        "a refund of {asked} is more than is left: paid {paid}, refunded so far {refunded}";
    /// A member has fewer points than are asked for.
    InsufficientPoints { program: String, available: i64, asked: i64 } Refused, "insufficient_points",
        "{program}: {asked} points asked for, {available} available";
    /// A rule of a loyalty program refuses it.
    ProgramRefuses { program: String, reason: String } Refused, "program_refuses", "{program}: {reason}";
    /// A reward cannot be had: it is not on offer, or the customer has as many as it may.
    RewardRefuses { reward: String, reason: String } Refused, "reward_refuses", "{reward}: {reason}";
    /// A customer cannot be referred: it is itself, bought before, or came with another code.
    ReferralRefuses { program: String, reason: String } Refused, "referral_refuses", "{program}: {reason}";
    /// Nothing is left of a reward.
    SoldOut { reward: String } Refused, "sold_out", "{reward}: none is left";
    /// The code of a reward cannot be used any more, or its redemption not be cancelled.
    RewardClosed { reward: String, state: String, at: String } Refused, "reward_closed", "{reward}: {state} at {at}";
    /// A consent that was asked for cannot be confirmed any more.
    ConsentClosed { state: String, at: String } Refused, "consent_closed", "the consent cannot be confirmed: {state} at {at}; ask for it again";
    /// The caller asked to stop.
    Cancelled {} Cancelled, "cancelled", "cancelled; what was committed before stays, and the call can be made again";
    /// The handle was closed.
    Closed {} Unavailable, "closed", "the storage is closed";
    /// Another process holds the storage.
    Locked { place: String } Unavailable, "locked", "{place} is open in another process; close it there, or use a storage for several processes";
    /// Reading or writing failed.
    Io { place: String, reason: String } Storage, "io", "{place}: {reason}";
    /// No room is left.
    Full { place: String } Storage, "disk_full", "{place}: no space left on the device; nothing of this call was kept";
    /// No storage of this name is built in.
    UnknownStorage { scheme: String, known: String } Invalid, "unknown_storage", "no storage {scheme:?}; built in: {known}";
    /// What should be empty holds something.
    NotEmpty {} Conflict, "not_empty", "the target holds data that is not of this copy; copy into an empty place";
    /// The store is half of a copy.
    UnfinishedCopy {} Unavailable, "unfinished_copy", "the store is the target of a copy that is not finished; run `guanxi copy` again and it goes on";
    /// Nothing is stored there.
    NoStore { place: String } NotFound, "no_store", "there is no store at {place}; `init` or an import makes one";
    /// A storage cannot do what is asked.
    Unsupported { what: String } Invalid, "unsupported", "this storage cannot {what}";
    /// A commit whose outcome is not known.
    Unknown { reason: String } Unknown, "unknown_outcome", "whether the commit was kept is not known ({reason}); look before repeating";
    /// Stored bytes do not read as they must.
    Corrupt { place: String, reason: String } Data, "corrupt", "{place} is damaged: {reason}";
    /// The store was written by a newer version.
    Newer { place: String, found: u32, known: u32 } Data, "newer_format",
        "{place} has format {found}, this version reads up to {known}; use a newer guanxi. Nothing was changed";
    /// A fault of ours.
    Internal { reason: String } Internal, "internal", "a fault of guanxi: {reason}";
}

/// Why a call failed: see the [module](self) on how to read one.
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    cause: Cause,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// What can be done about it.
    pub fn kind(&self) -> ErrorKind {
        self.0.cause.kind()
    }

    /// The stable, machine-readable name of what went wrong, the same in every language.
    pub fn code(&self) -> &'static str {
        self.0.cause.code()
    }

    /// The named values of the message, for programs: `[("field", "email"), ("reason", "…")]`.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        self.0.cause.fields()
    }

    /// The value of one of [`fields`](Self::fields).
    pub fn field(&self, name: &str) -> Option<String> {
        self.fields().into_iter().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// The same error with what lay beneath it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// The same error once more, for another caller that the same thing befell.
    pub(crate) fn again(&self) -> Self {
        Self(self.0.clone())
    }

    fn new(cause: Cause) -> Self {
        Self(Box::new(Inner { cause, source: None }))
    }
}

/// Constructors, one per cause, for the core and for implementations of its traits.
impl Error {
    /// A value of the request cannot be taken.
    pub fn invalid(field: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(Cause::InvalidField { field: field.to_string(), reason: reason.to_string() })
    }
    /// An argument of a call is of another shape than it must be; `path` says where, such as `inputs[3].email`.
    pub fn argument(path: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(Cause::Argument { path: path.to_string(), reason: reason.to_string() })
    }
    /// A condition cannot run: the code of the first of its problems, where it is, and what is wrong.
    pub fn query(problem: impl fmt::Display, line: u32, column: u32, reason: impl fmt::Display) -> Self {
        Self::new(Cause::Query { problem: problem.to_string(), line, column, reason: reason.to_string() })
    }
    /// An amount does not fit, or two currencies met.
    pub fn money(reason: impl fmt::Display) -> Self {
        Self::new(Cause::Money { reason: reason.to_string() })
    }
    /// A file cannot be read as what it was given for; `place` is the file, and the line if known.
    pub fn file(place: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(Cause::File { place: place.to_string(), reason: reason.to_string() })
    }
    /// A cursor that this call did not give out.
    pub fn cursor(reason: impl fmt::Display) -> Self {
        Self::new(Cause::Cursor { reason: reason.to_string() })
    }
    /// A place of the feed whose successors are not kept any more.
    pub fn cursor_expired() -> Self {
        Self::new(Cause::CursorExpired {})
    }
    /// Nothing is stored under this name.
    pub fn not_found(entity: impl fmt::Display, id: impl fmt::Display) -> Self {
        Self::new(Cause::Missing { entity: entity.to_string(), id: id.to_string() })
    }
    /// The record's customer was deleted.
    pub fn deleted() -> Self {
        Self::new(Cause::Deleted {})
    }
    /// The customer was erased.
    pub fn erased(id: impl fmt::Display) -> Self {
        Self::new(Cause::Erased { id: id.to_string() })
    }
    /// The thing was changed since the caller looked.
    pub fn stale(entity: impl fmt::Display, expected: u64, found: u64) -> Self {
        Self::new(Cause::Stale { entity: entity.to_string(), expected, found })
    }
    /// A unique key is taken.
    pub fn duplicate(table: impl fmt::Display, index: impl fmt::Display) -> Self {
        Self::new(Cause::Duplicate { table: table.to_string(), index: index.to_string() })
    }
    /// Other writers were faster every time: a storage gives this up after its retries.
    pub fn contended(tries: u32) -> Self {
        Self::new(Cause::Contended { tries })
    }
    /// Something else needs the thing.
    pub fn in_use(entity: impl fmt::Display, id: impl fmt::Display, by: impl fmt::Display) -> Self {
        Self::new(Cause::InUse { entity: entity.to_string(), id: id.to_string(), by: by.to_string() })
    }
    /// A key was used before with other content.
    pub fn key_reused(key: impl fmt::Display) -> Self {
        Self::new(Cause::KeyReused { key: key.to_string() })
    }
    /// A sum would fall below what is allowed.
    pub fn floor(table: impl fmt::Display, floor: i64, result: i64) -> Self {
        Self::new(Cause::Floor { table: table.to_string(), floor, result })
    }
    /// More is given back than was paid.
    pub fn refund_too_large(
        paid: impl fmt::Display,
        refunded: impl fmt::Display,
        asked: impl fmt::Display,
    ) -> Self {
        Self::new(Cause::RefundTooLarge {
            paid: paid.to_string(),
            refunded: refunded.to_string(),
            asked: asked.to_string(),
        })
    }
    /// A member has fewer points than are asked for.
    pub fn insufficient_points(program: impl fmt::Display, available: i64, asked: i64) -> Self {
        Self::new(Cause::InsufficientPoints { program: program.to_string(), available, asked })
    }
    /// A rule of a loyalty program refuses it.
    pub fn program_refuses(program: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(Cause::ProgramRefuses { program: program.to_string(), reason: reason.to_string() })
    }
    /// A reward cannot be had.
    pub fn reward_refuses(reward: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(Cause::RewardRefuses { reward: reward.to_string(), reason: reason.to_string() })
    }
    /// A customer cannot be referred.
    pub fn referral_refuses(program: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(Cause::ReferralRefuses { program: program.to_string(), reason: reason.to_string() })
    }
    /// Nothing is left of a reward.
    pub fn sold_out(reward: impl fmt::Display) -> Self {
        Self::new(Cause::SoldOut { reward: reward.to_string() })
    }
    /// A redemption is not open any more.
    pub fn reward_closed(reward: impl fmt::Display, state: impl fmt::Display, at: impl fmt::Display) -> Self {
        Self::new(Cause::RewardClosed {
            reward: reward.to_string(),
            state: state.to_string(),
            at: at.to_string(),
        })
    }
    /// A request for consent is not open any more.
    pub fn consent_closed(state: impl fmt::Display, at: impl fmt::Display) -> Self {
        Self::new(Cause::ConsentClosed { state: state.to_string(), at: at.to_string() })
    }
    /// The caller asked to stop.
    pub fn cancelled() -> Self {
        Self::new(Cause::Cancelled {})
    }
    /// The handle was closed.
    pub fn closed() -> Self {
        Self::new(Cause::Closed {})
    }
    /// Another process holds the storage.
    pub fn locked(place: impl fmt::Display) -> Self {
        Self::new(Cause::Locked { place: place.to_string() })
    }
    /// Reading or writing failed. A full disk becomes `disk_full`.
    pub fn io(place: impl fmt::Display, source: io::Error) -> Self {
        let cause = if matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Cause::Full { place: place.to_string() }
        } else {
            Cause::Io { place: place.to_string(), reason: source.to_string() }
        };
        Self::new(cause).with_source(source)
    }
    /// No storage of this name is built in.
    pub fn unknown_storage(scheme: impl fmt::Display, known: impl fmt::Display) -> Self {
        Self::new(Cause::UnknownStorage { scheme: scheme.to_string(), known: known.to_string() })
    }
    /// Nothing is stored there.
    pub fn no_store(place: impl fmt::Display) -> Self {
        Self::new(Cause::NoStore { place: place.to_string() })
    }
    /// What should be empty holds something.
    pub fn not_empty() -> Self {
        Self::new(Cause::NotEmpty {})
    }
    /// The store is half of a copy.
    pub fn unfinished_copy() -> Self {
        Self::new(Cause::UnfinishedCopy {})
    }
    /// A storage cannot do what is asked.
    pub fn unsupported(what: impl fmt::Display) -> Self {
        Self::new(Cause::Unsupported { what: what.to_string() })
    }
    /// A commit whose outcome is not known.
    pub fn unknown(reason: impl fmt::Display) -> Self {
        Self::new(Cause::Unknown { reason: reason.to_string() })
    }
    /// Stored bytes do not read as they must.
    pub fn corrupt(place: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(Cause::Corrupt { place: place.to_string(), reason: reason.to_string() })
    }
    /// The store was written by a newer version.
    pub fn newer(place: impl fmt::Display, found: u32, known: u32) -> Self {
        Self::new(Cause::Newer { place: place.to_string(), found, known })
    }
    /// A fault of ours.
    pub fn internal(reason: impl fmt::Display) -> Self {
        Self::new(Cause::Internal { reason: reason.to_string() })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.cause.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.0.cause)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|s| s as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_speaks_to_people_and_to_programs() {
        let err = Error::stale("customer", 3, 4);
        assert_eq!(err.kind(), ErrorKind::Conflict);
        assert_eq!(err.code(), "stale_version");
        assert_eq!(err.field("found").as_deref(), Some("4"));
        assert_eq!(err.to_string(), "customer: expected version 3, found 4; read it again and decide anew");
    }

    #[test]
    fn a_full_disk_has_its_own_code() {
        assert_eq!(Error::io("shop", io::ErrorKind::StorageFull.into()).code(), "disk_full");
        assert_eq!(Error::io("shop", io::ErrorKind::NotFound.into()).code(), "io");
    }

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = CODES.iter().map(|c| c.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), CODES.len());
    }
}
