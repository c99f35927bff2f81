//! Standard events that this room looks at itself; what else there is of them, segments know.

/// A message that came back.
pub(crate) const MESSAGE_BOUNCED: &str = "message_bounced";
/// A message that arrived.
pub(crate) const MESSAGE_DELIVERED: &str = "message_delivered";
/// A message that was sent.
pub(crate) const MESSAGE_SENT: &str = "message_sent";
/// Points that expired.
pub(crate) const POINTS_EXPIRED: &str = "points_expired";

/// What the shop did or time brought about, whatever direction is given: none of it tells that a customer was heard of.
pub(super) const NOT_HEARD: [&str; 4] = [MESSAGE_BOUNCED, MESSAGE_DELIVERED, MESSAGE_SENT, POINTS_EXPIRED];
