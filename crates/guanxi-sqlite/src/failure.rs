//! What SQLite says, as errors of ours.

use std::path::Path;

use guanxi_core::{
    error::Error,
    storage::{Table, sql::ENTRY},
};
use rusqlite::{Error as Failure, ErrorCode, ffi};

/// The error of a call on the store in this file.
pub(crate) fn error(file: &Path, failure: Failure) -> Error {
    let place = file.display();
    let error = match code(&failure) {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::contended(1),
        Some(ErrorCode::DiskFull) => Error::io(place, std::io::ErrorKind::StorageFull.into()),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::corrupt(place, "SQLite says so"),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            Error::io(place, std::io::Error::other("SQLite cannot open or write the file"))
        }
        _ => Error::io(place, std::io::Error::other("SQLite failed")),
    };
    error.with_source(failure)
}

/// The error of a write: a key of a unique index that is taken is named.
pub(crate) fn write_error(file: &Path, table: &Table, failure: Failure) -> Error {
    match taken(table, &failure) {
        Some(index) => Error::duplicate(table.name(), index),
        None => error(file, failure),
    }
}

/// The unique index that a write would break; SQLite names the column that holds its entries.
fn taken(table: &Table, failure: &Failure) -> Option<&'static str> {
    let Failure::SqliteFailure(e, Some(message)) = failure else { return None };
    if e.extended_code != ffi::SQLITE_CONSTRAINT_UNIQUE {
        return None;
    }
    let mut names = table.indexes.iter().map(|index| index.space.name);
    names.find(|name| message.ends_with(&format!(".{ENTRY}{name}")))
}

fn code(failure: &Failure) -> Option<ErrorCode> {
    failure.sqlite_error_code()
}
