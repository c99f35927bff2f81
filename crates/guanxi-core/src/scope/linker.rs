use super::Scope;
use crate::{error::Result, id::CustomerId};

/// Links what came in to whom it likely is, once it is committed: the area that compares records implements it, those
/// that take records in ask for it.
pub(crate) trait Linker: Send + Sync {
    /// Links these customers with others as far as the shop's policy allows; gives who went into whom.
    fn link_new(&self, scope: &Scope, customers: &[CustomerId]) -> Result<Vec<Merged>>;
}

/// A customer that went into another.
pub(crate) struct Merged {
    pub(crate) into: CustomerId,
    pub(crate) from: CustomerId,
}

impl Scope {
    /// Links customers that were just written, where the policy says so. A link that cannot be made now is left to the
    /// next run: what was written is committed, and no error may say that it is not.
    pub(crate) fn link_new(&self, customers: &[CustomerId]) -> Vec<Merged> {
        let settings = self.engine.settings.last().unwrap_or_default();
        let wanted = !self.dry_run && settings.duplicates.links_new_above().is_some();
        if !wanted || customers.is_empty() {
            return vec![];
        }
        self.engine.linker.link_new(self, customers).unwrap_or_default()
    }
}
