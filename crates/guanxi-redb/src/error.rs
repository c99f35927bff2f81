//! What errors of redb mean.

use std::{io, path::Path};

use guanxi_core::error::Error;
use guanxi_files as files;

/// The newest file format of redb that this version reads.
const FORMAT: u32 = 3;

/// What an error of redb at this file means.
pub(crate) fn of(file: &Path, e: impl Into<redb::Error>) -> Error {
    let place = file.display();
    match e.into() {
        redb::Error::Io(e) => files::error(file, e),
        redb::Error::Corrupted(reason) => match newer(&reason) {
            Some(format) => Error::newer(place, format, FORMAT),
            None => Error::corrupt(place, reason),
        },
        redb::Error::UpgradeRequired(_) => Error::corrupt(place, "it has a file format of redb 2 or older"),
        redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Error::locked(place),
        e => Error::io(place, io::Error::other(e)),
    }
}

/// redb says in words that a file is newer than it knows.
fn newer(reason: &str) -> Option<u32> {
    let format = reason.strip_prefix("Expected file format version")?.rsplit(' ').next()?.parse().ok()?;
    (format > FORMAT).then_some(format)
}
