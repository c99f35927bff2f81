//! A condition on one customer, for other areas.

use super::{define::Definitions, evaluate::Evaluation, load::Whom};
use crate::{error::Result, id::CustomerId, scope::Look};

/// A query that can run, in the spelling of today.
///
/// # Errors
/// `invalid_query`.
pub(crate) fn spelled(look: &Look<'_>, query: &str) -> Result<String> {
    Ok(Definitions::load(look)?.rule(query)?.1)
}

/// Whether a query holds for a customer now.
///
/// # Errors
/// `invalid_query`, as a segment that it asks about may be gone.
pub(crate) fn holds_for(look: &Look<'_>, query: &str, customer: CustomerId) -> Result<bool> {
    let definitions = Definitions::load(look)?;
    let (rule, ..) = definitions.rule(query)?;
    let mut evaluation = Evaluation::new(look, &definitions, look.engine.clock.now());
    let outcome = evaluation.rule(&rule, Whom::One(customer))?;
    Ok(outcome.place(customer).is_some_and(|place| outcome.holds[place]))
}
