use super::{CustomerDossier, erase::erased_before};
use crate::{
    change::{Change, CommitEntry},
    customer::{self, CustomerRef},
    error::Result,
    feed,
    id::CustomerId,
    scope::{Dossier, Look, Scope, personal_data::fields},
    storage::{FeedPosition, Flow},
};

/// Puts together all that is known of a person; of one who is erased, that it was.
pub(super) fn export(scope: &Scope, reference: &CustomerRef) -> Result<CustomerDossier> {
    let (customer_id, former_ids, mut out) = scope.read(|look| known(look, reference))?;
    if out.0.iter().all(|section| section.name != ERASURE) {
        let ids: Vec<_> = [customer_id].into_iter().chain(former_ids.iter().copied()).collect();
        audited(scope, &ids, &mut out)?;
    }
    let exported_at = scope.engine.clock.now();
    Ok(CustomerDossier { customer_id, former_ids, exported_at, sections: out.0 })
}

/// The only section of the dossier of an erased person.
const ERASURE: &str = "erasure";

fn known(look: &Look<'_>, reference: &CustomerRef) -> Result<(CustomerId, Vec<CustomerId>, Dossier)> {
    let mut out = Dossier::default();
    if let Some(receipt) = erased_before(look, reference)? {
        out.add(ERASURE, &receipt)?;
        return Ok((receipt.customer_id, vec![], out));
    }
    let person = customer::person(look, reference)?;
    for area in look.engine.areas {
        area.export(look, &person, &mut out)?;
    }
    Ok((person.customer, person.ids[1..].to_vec(), out))
}

/// What the audit has of the person: who did what about it, when. A pass over the feed as far as it is kept.
fn audited(scope: &Scope, ids: &[CustomerId], out: &mut Dossier) -> Result<()> {
    feed::entries(&*scope.engine.storage, &FeedPosition::START, &mut |_, entry| {
        let CommitEntry { at, actor, verb, changes, .. } = entry;
        for Change { kind, customer, subject, segment } in changes {
            if customer.is_some_and(|customer| ids.contains(&customer)) {
                let item = fields! {
                    "at": at.to_string(),
                    "actor": actor.clone(),
                    "call": verb.clone(),
                    "what": serde_json::to_value(kind).unwrap_or_default(),
                    "about": subject.map(|subject| subject.to_string()),
                    "segment": segment.map(|moved| moved.key),
                };
                out.add_map("audit", item);
            }
        }
        Flow::Continue(())
    })
}
