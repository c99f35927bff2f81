//! Programs that are held in memory and stay right when another process writes.
//!
//! A program is found by the newest of its keys, which is cheap; what was made of the row of that very key before is taken in
//! place of reading it again. A version never changes once it is durable, so only what was read from a durable state is held.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use super::{
    program::Program,
    rows::{PROGRAMS, program_prefix},
};
use crate::{
    error::Result,
    scope::Look,
    storage::{Flow, KeyRange, row},
};

/// The newest version of each program when somebody last looked, by its key.
#[derive(Default)]
pub(super) struct Held(RwLock<BTreeMap<Vec<u8>, Arc<Program>>>);

/// What a look for a program finds.
pub(super) enum Found {
    /// The one.
    One(Arc<Program>),
    /// None of that name, or none at all.
    None,
    /// The shop has several, and none was named.
    Several,
}

/// The program of a name, or the only one, as it is now.
pub(super) fn find(look: &Look<'_>, name: Option<&str>) -> Result<Found> {
    let held = look.engine.memory.of::<Held>();
    let range = name.map_or_else(KeyRange::all, |name| KeyRange::prefix(&program_prefix(name))).reversed();
    let mut found = Ok(Found::None);
    let mut prefix = Vec::new();
    // The newest version of a program comes first.
    look.rows.scan(&PROGRAMS, &range, &mut |row| match &found {
        Ok(Found::None) => {
            let program = held.get(row.key, row.body, look.durable);
            if let (Ok(program), None) = (&program, name) {
                prefix = program_prefix(&program.name);
            }
            found = program.map(Found::One);
            if name.is_some() { Flow::Break(()) } else { Flow::Continue(()) }
        }
        Ok(Found::One(_)) if row.key.starts_with(&prefix) => Flow::Continue(()),
        Ok(_) => {
            found = Ok(Found::Several);
            Flow::Break(())
        }
        Err(_) => Flow::Break(()),
    })?;
    found
}

impl Held {
    /// The program of a row: the one that is held, or else read.
    fn get(&self, key: &[u8], body: &[u8], durable: bool) -> Result<Arc<Program>> {
        if let Some(program) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Ok(program.clone());
        }
        let program: Arc<Program> = Arc::new(row::decode(PROGRAMS.name(), body)?);
        if durable {
            self.keep(key, &program);
        }
        Ok(program)
    }

    /// Keeps a program in place of its other versions.
    fn keep(&self, key: &[u8], program: &Arc<Program>) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, other| other.name != program.name);
        held.insert(key.to_vec(), program.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{loyalty::program::ProgramTerms, loyalty::rows::program_key, time::Timestamp};

    #[test]
    fn a_program_is_that_of_its_key_and_no_other() {
        let held = Held::default();
        let program = |version, redeem_points| Program {
            name: "club".into(),
            version,
            terms: ProgramTerms { redeem_points, ..ProgramTerms::default() },
            recorded_at: Timestamp::MIN,
        };
        let get = |version, points, durable| {
            let body = row::encode(&program(version, Some(points)));
            held.get(&program_key("club", version), &body, durable).unwrap().terms.redeem_points
        };
        assert_eq!(get(1, 10, false), Some(10), "read, not held");
        assert_eq!(get(1, 11, true), Some(11));
        assert_eq!(get(1, 99, true), Some(11), "held");
        assert_eq!((get(2, 20, false), get(2, 21, true), get(2, 99, false)), (Some(20), Some(21), Some(21)));
        assert_eq!(get(1, 12, false), Some(12), "the newest alone is held");
        assert!(held.get(b"other", b"no row", true).is_err());
    }
}
