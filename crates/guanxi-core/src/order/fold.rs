//! An order out of its facts.

use std::collections::BTreeMap;

use minicbor::bytes::ByteArray;

use super::model::{FinancialStatus, FulfillmentStatus, OrderContent, OrderStatus, RefundLine};
use crate::{error::Result, id::OrderId, money::Currency, scope::Tx, time::Timestamp};

/// One fact about an order.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
pub(crate) enum OrderFact {
    /// What its source said of it.
    #[n(1)]
    #[cbor(map)]
    Described {
        #[n(1)]
        source: String,
        #[n(2)]
        external_id: String,
        #[n(3)]
        effective: Timestamp,
        #[n(4)]
        recorded: Timestamp,
        /// A keyed digest of content and personal content.
        #[n(5)]
        digest: ByteArray<16>,
        #[n(6)]
        content: OrderContent,
    },
    /// Something of it came in before itself.
    #[n(2)]
    #[cbor(map)]
    Announced {
        #[n(1)]
        source: String,
        #[n(2)]
        external_id: String,
        #[n(3)]
        recorded: Timestamp,
    },
    /// Money was given back.
    #[n(3)]
    #[cbor(map)]
    Refunded {
        #[n(1)]
        external_id: Option<String>,
        #[n(2)]
        amount: i64,
        #[n(3)]
        currency: crate::money::Currency,
        #[n(4)]
        #[cbor(default)]
        lines: Vec<RefundLine>,
        #[n(5)]
        reason: Option<String>,
        #[n(6)]
        at: Timestamp,
        #[n(7)]
        recorded: Timestamp,
        /// What its source said that no field is for.
        #[n(8)]
        #[cbor(default, skip_if = "BTreeMap::is_empty")]
        extra: BTreeMap<String, String>,
    },
    /// It got somewhere.
    #[n(4)]
    #[cbor(map)]
    Moved {
        #[n(1)]
        status: Option<OrderStatus>,
        #[n(2)]
        financial: Option<FinancialStatus>,
        #[n(3)]
        fulfillment: Option<FulfillmentStatus>,
        #[n(4)]
        reason: Option<String>,
        #[n(5)]
        at: Timestamp,
        #[n(6)]
        recorded: Timestamp,
    },
}

impl OrderFact {
    /// When it came in.
    pub(crate) fn recorded(&self) -> Timestamp {
        match self {
            Self::Described { recorded, .. }
            | Self::Announced { recorded, .. }
            | Self::Refunded { recorded, .. }
            | Self::Moved { recorded, .. } => *recorded,
        }
    }
}

/// A refund inside a folded order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoldedRefund {
    pub(crate) external_id: Option<String>,
    pub(crate) amount: i64,
    pub(crate) currency: crate::money::Currency,
    pub(crate) lines: Vec<RefundLine>,
    pub(crate) reason: Option<String>,
    pub(crate) at: Timestamp,
    pub(crate) extra: BTreeMap<String, String>,
}

/// An order as its facts leave it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Folded {
    pub(crate) id: OrderId,
    pub(crate) source: String,
    pub(crate) external_id: String,
    /// How many facts it has: the number of the next one.
    pub(crate) facts: i64,
    /// Its content with later moves worked in; absent while it was only announced.
    pub(crate) content: Option<OrderContent>,
    /// The fact that its content and personal content are of.
    pub(crate) content_fact: i64,
    /// The digest of its present content as described, and every (digest, instant) it was described with.
    pub(crate) digest: Option<[u8; 16]>,
    pub(crate) described: Vec<([u8; 16], Timestamp)>,
    /// The instant that its present description is of.
    pub(crate) effective: Timestamp,
    pub(crate) refunds: Vec<FoldedRefund>,
    /// Where it was said to have got to, and when.
    pub(crate) moves: Vec<Move>,
}

/// A status that an order got to: whether it stands, its payment, its goods, and when.
pub(crate) type Move = (Option<OrderStatus>, Option<FinancialStatus>, Option<FulfillmentStatus>, Timestamp);

impl Folded {
    /// Paid back so far: what its source says, or the sum of single refunds if that is more.
    pub(crate) fn refunded(&self) -> i64 {
        let Some(content) = &self.content else { return 0 };
        content.refunded.max(self.refunds_in(content.currency))
    }

    /// The sum of single refunds in a currency; one in another than the order's pays nothing of it back.
    pub(crate) fn refunds_in(&self, currency: Currency) -> i64 {
        let same = self.refunds.iter().filter(|r| r.currency == currency);
        same.map(|r| r.amount).fold(0i64, i64::saturating_add)
    }

    /// Takes a description in; of several the one of the latest instant holds.
    fn describe(&mut self, number: i64, effective: Timestamp, digest: [u8; 16], content: OrderContent) {
        self.described.push((digest, effective));
        if self.content.is_none() || effective >= self.effective {
            self.effective = effective;
            self.content = Some(content);
            self.content_fact = number;
            self.digest = Some(digest);
        }
    }

    /// Tells ahead what is read when it changes.
    pub(super) fn tell_ahead(&self, tx: &Tx<'_>) -> Result<()> {
        let record = self.content.as_ref().and_then(|content| content.record);
        let name = [&*self.source, &*self.external_id];
        tx.engine.orders.iter().try_for_each(|follower| follower.look_ahead(tx, name, record))
    }

    /// Whether a description says nothing new: the present one of no later time, or one that came in before for the
    /// same instant.
    pub(crate) fn says_already(&self, digest: [u8; 16], effective: Timestamp, dated: bool) -> bool {
        self.digest == Some(digest) && (!dated || effective <= self.effective)
            || dated && self.described.contains(&(digest, effective))
    }

    /// The order as it was known to be at an instant, for refunds: those after it are left out.
    pub(crate) fn refunded_until(mut self, until: Timestamp) -> Self {
        self.refunds.retain(|r| r.at <= until);
        self
    }
}

/// Folds the facts of an order, in the order of their numbers. `None` when they are no order's.
pub(crate) fn fold(id: OrderId, facts: impl IntoIterator<Item = OrderFact>) -> Option<Folded> {
    let mut facts = facts.into_iter();
    let (source, external_id, first) = match facts.next()? {
        OrderFact::Described { source, external_id, effective, digest, content, .. } => {
            (source, external_id, Some((effective, *digest, content)))
        }
        OrderFact::Announced { source, external_id, .. } => (source, external_id, None),
        _ => return None,
    };
    let mut out = Folded {
        id,
        source,
        external_id,
        facts: 1,
        content: None,
        content_fact: 0,
        digest: None,
        described: vec![],
        effective: Timestamp::MIN,
        refunds: vec![],
        moves: vec![],
    };
    if let Some((effective, digest, content)) = first {
        out.describe(0, effective, digest, content);
    }
    for fact in facts {
        let number = out.facts;
        out.facts += 1;
        match fact {
            OrderFact::Described { effective, digest, content, .. } => {
                out.describe(number, effective, *digest, content);
            }
            OrderFact::Refunded { external_id, amount, currency, lines, reason, at, extra, .. } => {
                out.refunds.push(FoldedRefund { external_id, amount, currency, lines, reason, at, extra });
            }
            OrderFact::Moved { status, financial, fulfillment, at, .. } => {
                out.moves.push((status, financial, fulfillment, at));
            }
            OrderFact::Announced { .. } => {}
        }
    }
    // A description newer than a move knows of it; a cancellation holds whatever an older description says.
    let latest = out.effective;
    let mut moves = out.moves.clone();
    moves.sort_by_key(|(.., at)| *at);
    let Some(content) = &mut out.content else { return Some(out) };
    for (status, financial, fulfillment, at) in moves {
        if at >= latest || status == Some(OrderStatus::Cancelled) {
            content.status = status.unwrap_or(content.status);
            content.financial = financial.unwrap_or(content.financial);
            content.fulfillment = fulfillment.unwrap_or(content.fulfillment);
            if content.status == OrderStatus::Cancelled {
                content.cancelled_at = content.cancelled_at.or(Some(at));
            }
        }
    }
    Some(out)
}
