use super::Look;
use crate::{error::Result, id::RecordId, time::Timestamp};

/// Knows what came back of what was sent to persons. The area that keeps events implements it; a lower one asks before
/// it lets anything be sent.
pub(crate) trait Deliveries: Send + Sync {
    /// When a message to one of these records by a channel last came back for good, up to an instant.
    fn bounced(
        &self,
        look: &Look<'_>,
        records: &[RecordId],
        channel: &str,
        until: Timestamp,
    ) -> Result<Option<Timestamp>>;
}
