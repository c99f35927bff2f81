//! What went wrong on the way to the server or there, and what follows from it.

use std::{fmt, io};

use fallible_iterator::FallibleIterator;
use guanxi_core::error::Error;
use postgres_protocol::message::backend::ErrorResponseBody;

/// See the [module](self).
#[derive(Debug)]
pub(crate) enum Failure {
    /// The server says no.
    Server(Refusal),
    /// The connection is gone, or never came to be.
    Lost(io::Error),
}

/// An error as the server words it. What it says of data may hold values, so that goes nowhere.
pub(crate) struct Refusal {
    /// The SQLSTATE.
    pub(crate) code: String,
    pub(crate) message: String,
    /// The constraint that a write would break.
    pub(crate) constraint: String,
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.without_data())
    }
}

impl Refusal {
    /// Code and text; of refused data (classes 22 and 23 of SQLSTATE) the code alone.
    fn without_data(&self) -> String {
        match &self.code[..] {
            code if code.starts_with("22") || code.starts_with("23") => code.to_owned(),
            code => format!("{code}: {}", self.message),
        }
    }

    pub(crate) fn read(body: &ErrorResponseBody) -> Self {
        let mut refusal = Self { code: String::new(), message: String::new(), constraint: String::new() };
        let mut fields = body.fields();
        while let Ok(Some(field)) = fields.next() {
            let text = || String::from_utf8_lossy(field.value_bytes()).into_owned();
            match field.type_() {
                b'C' => refusal.code = text(),
                b'M' => refusal.message = text(),
                b'n' => refusal.constraint = text(),
                _ => {}
            }
        }
        refusal
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        Self::Lost(e)
    }
}

impl Failure {
    fn code(&self) -> &str {
        if let Self::Server(refusal) = self { &refusal.code } else { "" }
    }

    /// Others were faster: the transaction may run again. 53200 with this text is what PostgreSQL says when its room for
    /// conflicts between serializable transactions is full.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self.code(), "40001" | "40P01")
            || matches!(self, Self::Server(r) if r.code == "53200" && r.message.contains("RWConflictPool"))
    }

    /// Something that a write expects is not so: a division by zero (see `statements`), a key that is taken, a sum too
    /// large.
    pub(crate) fn is_condition(&self) -> bool {
        matches!(self.code(), "22012" | "23505" | "22003")
    }

    /// The connection is of no more use: it broke, or the server is stopping or not up yet, or it has no room for one more.
    pub(crate) fn is_lost(&self) -> bool {
        let code = self.code();
        matches!(self, Self::Lost(_))
            || matches!(code, "57P01" | "57P02" | "57P03" | "53300")
            || code.starts_with("08")
    }

    /// The loss of a connection, once more for somebody else whom it concerns.
    pub(crate) fn of_connection(&self) -> Self {
        Self::Lost(match self {
            Self::Lost(e) => e.kind().into(),
            Self::Server(_) => io::ErrorKind::ConnectionAborted.into(),
        })
    }

    /// The error of a call on the server at this place.
    pub(crate) fn error(self, place: &str) -> Error {
        let refusal = match self {
            Self::Lost(e) => {
                let reason = match e.kind() {
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
                        "the server did not answer in time"
                    }
                    io::ErrorKind::ConnectionRefused => "no server takes connections there",
                    io::ErrorKind::NotFound => "there is no server there",
                    _ => "the connection to the server broke",
                };
                return Error::io(place, io::Error::new(e.kind(), reason)).with_source(e);
            }
            Self::Server(refusal) => refusal,
        };
        let error = match &refusal.code[..] {
            "40001" | "40P01" => Error::contended(1),
            "53100" => Error::io(place, io::ErrorKind::StorageFull.into()),
            "3D000" => Error::no_store(place),
            "XX001" | "XX002" => Error::corrupt(place, "PostgreSQL says so"),
            code => Error::io(place, io::Error::other(reason(code))),
        };
        error.with_source(refusal.without_data())
    }
}

fn reason(code: &str) -> &'static str {
    match code {
        "57014" => "a statement took longer than it may",
        "57P01" | "57P02" => "the server is stopping",
        "57P03" => "the server is not up yet",
        "53300" => "the server has no room for one more connection",
        "42501" => "the user may not do that there",
        "25006" => "the server only reads",
        code if code.starts_with("28") => "the server does not let this user in",
        _ => "PostgreSQL failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_of_data_goes_nowhere() {
        let said = |code: &str| {
            let refusal = Refusal {
                code: code.into(),
                message: "\"mei@example.cn\"".into(),
                constraint: String::new(),
            };
            let error = Failure::Server(refusal).error("a place");
            format!("{error} {error:?} {:?}", std::error::Error::source(&error).map(ToString::to_string))
        };
        assert!(said("57014").contains("mei@"), "the text is there where it speaks of no data");
        for code in ["22P02", "22001", "23505"] {
            assert!(!said(code).contains("mei@") && said(code).contains(code), "{}", said(code));
        }
    }
}
