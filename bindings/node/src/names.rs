//! Names of calls, by number: a number crosses faster than a text.

use std::sync::{Arc, PoisonError, RwLock};

use napi_derive::napi;

/// Every name that was asked for, in its order; as many as there are calls, whatever how many threads load the library.
static NAMES: RwLock<Vec<Arc<str>>> = RwLock::new(Vec::new());

/// The number of a call, for as long as the process lives.
#[napi]
pub(crate) fn number_of(name: String) -> u32 {
    let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
    let at = names.iter().position(|known| **known == *name).unwrap_or_else(|| {
        names.push(name.into());
        names.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The name of a number; none that was not given out is asked for.
pub(crate) fn name_of(number: u32) -> Arc<str> {
    let names = NAMES.read().unwrap_or_else(PoisonError::into_inner);
    names.get(number as usize).cloned().unwrap_or_else(|| "".into())
}
