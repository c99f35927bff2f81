use super::{Keyed, OrderFollower};
use crate::{settings::ShopSettings, time::Timestamp};

/// What is known before a call has read anything: enough to tell a storage what the call will read. The settings are
/// those that were in force last; where others are by now, something is read that was not told, and nothing else differs.
pub(crate) struct Ahead<'a> {
    pub(crate) keyed: &'a Keyed,
    pub(crate) settings: &'a ShopSettings,
    pub(crate) now: Timestamp,
    /// Who is told of orders.
    pub(crate) orders: &'a [&'static dyn OrderFollower],
}
