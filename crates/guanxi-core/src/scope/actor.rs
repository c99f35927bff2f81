use std::{fmt, str::FromStr, sync::Arc};

use crate::error::{Error, Result};

/// Who acts: `system`, `staff:mei`, `api:till-3`. A kind, and a name inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Actor(Arc<str>);

/// Longest text of an actor, in bytes.
const MAX_LEN: usize = 100;

impl Actor {
    /// The app itself.
    pub fn system() -> Self {
        Self("system".into())
    }

    /// A member of staff.
    pub fn staff(name: &str) -> Self {
        Self(format!("staff:{name}").chars().take(MAX_LEN).collect::<String>().into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Actor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let ok = !text.is_empty() && text.len() <= MAX_LEN && !text.chars().any(char::is_control);
        ok.then(|| Self(text.into())).ok_or_else(|| {
            Error::invalid("actor", format_args!("expected 1 to {MAX_LEN} bytes such as staff:mei"))
        })
    }
}
