//! Linking what came in, at once.
//!
//! It happens in a commit of its own, after that of the record: all that was committed before is seen, whoever committed
//! it, so that of two records that come in at once the one that is looked at last finds the other.

use super::{
    kept::{self, Kept, Pairs},
    rows,
    run::{self, Step},
    teller::Teller,
};
use crate::{
    error::Result,
    id::CustomerId,
    scope::{Linker, Look, Merged, Scope},
};

/// Links records that came in.
pub(crate) struct NewRecords;

impl Linker for NewRecords {
    fn link_new(&self, scope: &Scope, customers: &[CustomerId]) -> Result<Vec<Merged>> {
        if scope.read_rows(rows::newest_version)?.is_none() {
            return Ok(vec![]); // nothing was trained
        }
        let (groups, records_max) = kept::with(scope, None, &mut Teller::nobody(), |kept, look| {
            let policy = &look.settings.duplicates;
            let groups =
                policy.links_new_above().map_or(Ok(vec![]), |at| groups(kept, look, customers, at))?;
            Ok((groups, policy.records_max))
        })?;
        if groups.is_empty() {
            return Ok(vec![]);
        }
        let verb = "duplicates.link_new";
        let (merges, _) = scope.write(verb, |tx| run::link_groups(tx, &groups, records_max))?;
        Ok(merges.into_iter().map(|m| Merged { into: m.customer_id, from: m.merged_id }).collect())
    }
}

/// The links that a run would make of the groups these customers are in.
fn groups(kept: &Kept, look: &Look<'_>, customers: &[CustomerId], at: u32) -> Result<Vec<Vec<Step>>> {
    let mut steps = Vec::new();
    for group in kept.groups(look, customers.iter().copied(), at)? {
        let mut pairs = Pairs::new();
        for &customer in &group {
            pairs.extend(kept.pairs(Some(customer), at)?);
        }
        steps.push(run::steps(kept, &pairs, &group)?);
    }
    Ok(steps)
}
