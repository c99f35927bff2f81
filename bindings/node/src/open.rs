//! Opening a store, and moving the clock of one.

use guanxi::{Actor, Crm, Error, Options, Result, Timestamp, bridge::json, open_with};
use napi::{Env, Task};
use serde::Deserialize;

use crate::{NativeCrm, failure::thrown};

/// How to open a store, as JavaScript says it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenOptions {
    now: Option<Timestamp>,
    seed: Option<u64>,
    actor: Option<String>,
    cache_bytes: Option<usize>,
    #[serde(default)]
    must_exist: bool,
}

/// Opens a store.
///
/// # Errors
/// As [`open_with`]; `invalid_argument`, `invalid_field` for options that are none.
pub(crate) fn open(url: &str, options: &str) -> Result<NativeCrm> {
    let asked: OpenOptions = json::read("options", options)?;
    let mut options = Options::new();
    options.now = asked.now;
    options.seed = asked.seed;
    options.actor = asked.actor.map(|actor| actor.parse::<Actor>()).transpose()?;
    options.cache_bytes = asked.cache_bytes;
    options.must_exist = asked.must_exist;
    Ok(NativeCrm { crm: open_with(url, options)? })
}

/// Moves the clock; the answer says nothing.
///
/// # Errors
/// `invalid_argument`.
pub(crate) fn set_now(crm: &Crm, now: &str) -> Result<String> {
    crm.set_now(now.parse::<Timestamp>().map_err(|e| Error::argument("now", e))?)?;
    Ok("null".to_owned())
}

/// Opens a store on a thread of Node's pool.
pub struct Open {
    pub(crate) url: String,
    pub(crate) options: String,
}

impl Task for Open {
    type Output = NativeCrm;
    type JsValue = NativeCrm;

    fn compute(&mut self) -> napi::Result<NativeCrm> {
        open(&self.url, &self.options).map_err(|e| thrown(&e))
    }

    fn resolve(&mut self, _: Env, crm: NativeCrm) -> napi::Result<NativeCrm> {
        Ok(crm)
    }
}
