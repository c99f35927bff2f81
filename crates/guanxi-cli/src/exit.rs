//! Exit codes.

use std::process::ExitCode;

use guanxi::{Error, ErrorKind};

/// How a command ended that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Done,
    /// It looked, and what it found is not as it should be.
    Unequal,
    /// It looked at a query, which is not valid.
    NotValid,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Unequal => 1.into(),
            Exit::NotValid => 2.into(),
        }
    }
}

/// The code of an error: one per kind. 2 is that of wrong arguments, which clap gives.
pub(crate) fn code(error: &Error) -> u8 {
    match error.kind() {
        ErrorKind::Invalid => 3,
        ErrorKind::NotFound => 4,
        ErrorKind::Conflict => 5,
        ErrorKind::Refused => 6,
        ErrorKind::Cancelled => 7,
        ErrorKind::Unavailable => 8,
        ErrorKind::Storage => 9,
        ErrorKind::Unknown => 10,
        ErrorKind::Data => 11,
        _ => 12,
    }
}

/// What `--help` says about them.
pub(crate) const HELP: &str = "\
Exit codes:
  0  done (rows of an import that were rejected are told, and are no error)
  1  looked and found a difference: verify, audit verify, case
  2  wrong arguments; segments check: the query is not valid
  3  the request or the file is wrong        8  the store is open elsewhere
  4  not found, also: no store there         9  disk or file failed
  5  something else was there already       10  the outcome is not known
  6  a rule of the shop refuses it          11  stored data is damaged or newer
  7  cancelled                              12  a fault of guanxi";
