//! Proof: state is what the facts make it.
//!
//! `verify` derives every state row again from the facts and the definitions in force and compares it with what is
//! stored, byte for byte; `rebuild` puts right what differs. Both tell what differed, by table and key. Where a storage is read with
//! SQL, they do the same to what is shown.

mod expected;
mod model;

use guanxi_macros::ops;

pub(crate) use self::expected::rebuild_in;
pub use self::model::{Difference, DifferenceKind, TableProof, VerifyReport};
use crate::{error::Result, scope::Scope};

/// Proves and rebuilds state.
#[derive(Clone)]
pub struct Proof {
    pub(crate) scope: Scope,
}

#[ops]
impl Proof {
    /// Derives all state again, in memory, and compares. Looks at the storage's indexes, too.
    ///
    /// # Errors
    /// `corrupt` when facts do not read.
    pub fn verify(&self) -> Result<VerifyReport> {
        let mut report = self.scope.read(expected::verify)?;
        self.scope.engine.storage.check(&mut |problem| report.storage_problems.push(problem))?;
        Ok(report)
    }

    /// Derives all state again and replaces what differs, in one transaction.
    ///
    /// # Errors
    /// `corrupt` when facts do not read.
    pub fn rebuild(&self) -> Result<VerifyReport> {
        self.scope.write("proof.rebuild", |tx| {
            let report = rebuild_in(tx)?;
            let differed: u64 = report.tables.iter().map(TableProof::differing).sum();
            tx.note(format!("{differed} rows differed"));
            Ok(report)
        })
    }
}
