//! What a commit changed: the entry that is feed and audit at once.
//!
//! A *commit entry* says who did what when, and lists the *changes*: which fact touched which customer. The feed gives
//! its changes out one by one; the audit shows the entry whole.

use guanxi_macros::model;

use crate::{
    id::{CustomerId, refuse},
    time::Timestamp,
};

/// What happened, in one word.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum ChangeKind {
    /// A customer came to be.
    #[n(1)]
    CustomerCreated,
    /// A customer's records said something new.
    #[n(2)]
    CustomerUpdated,
    /// A customer's records went over to another; the subject is the customer that is left.
    #[n(3)]
    CustomerMerged,
    /// A customer was deleted.
    #[n(4)]
    CustomerDeleted,
    /// An order came in.
    #[n(5)]
    OrderRecorded,
    /// An order came in again with other content.
    #[n(6)]
    OrderUpdated,
    /// An order was cancelled.
    #[n(7)]
    OrderCancelled,
    /// Something was paid back.
    #[n(8)]
    OrderRefunded,
    /// A customer did something.
    #[n(9)]
    EventRecorded,
    /// A consent was given, asked for or withdrawn, or a customer objected.
    #[n(10)]
    ConsentRecorded,
    /// A product came in or changed.
    #[n(11)]
    ProductChanged,
    /// The shop's settings changed.
    #[n(12)]
    SettingsChanged,
    /// Records of a customer were given to one of their own; the subject is the customer that they left.
    #[n(13)]
    CustomerUnmerged,
    /// Points of a customer moved; the subject is the entry.
    #[n(14)]
    PointsChanged,
    /// A loyalty program was defined or changed.
    #[n(15)]
    ProgramChanged,
    /// A customer came into another tier.
    #[n(16)]
    TierChanged,
    /// A segment was defined, changed or taken away.
    #[n(17)]
    SegmentChanged,
    /// A customer was put into a segment by hand, kept out, or left to its query again.
    #[n(18)]
    SegmentPinned,
    /// A reward was defined or changed.
    #[n(19)]
    RewardChanged,
    /// A customer redeemed a reward; the subject is the redemption.
    #[n(20)]
    RewardRedeemed,
    /// The code of a redemption was used; the subject is the redemption.
    #[n(21)]
    RewardUsed,
    /// A redemption was cancelled; the subject is the redemption.
    #[n(22)]
    RewardCancelled,
    /// A customer came into a segment; the subject is the fact that brought it in, if it was one.
    #[n(23)]
    SegmentEntered,
    /// A customer fell out of a segment; the subject is the fact that took it out, if it was one.
    #[n(24)]
    SegmentLeft,
    /// A customer was referred, or that was rewarded, refused or taken back; the subject is the customer who referred.
    /// Without a customer: a referral program was defined or changed.
    #[n(25)]
    ReferralChanged,
    /// A customer was erased: whoever keeps anything of it elsewhere destroys that, too.
    #[n(26)]
    CustomerErased,
    /// All that is known of a customer was handed out.
    #[n(27)]
    CustomerExported,
    /// Processing of what is known of a customer was restricted.
    #[n(28)]
    CustomerRestricted,
    /// Processing of what is known of a customer is restricted no more.
    #[n(29)]
    CustomerUnrestricted,
    /// Events of a customer, or their properties, were destroyed since their time was over: whoever keeps them elsewhere
    /// does the same.
    #[n(30)]
    EventsRemoved,
}

/// What a write did.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is new.
    Created,
    /// It was there and changed.
    Updated,
    /// It was there with the same content; nothing was written.
    Unchanged,
}

/// One change of a commit.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Change {
    #[n(0)]
    pub(crate) kind: ChangeKind,
    #[n(1)]
    pub(crate) customer: Option<CustomerId>,
    #[n(2)]
    pub(crate) subject: Option<Subject>,
    /// Of segments entered and left: which, and since when.
    #[n(3)]
    pub(crate) segment: Option<Moved>,
}

/// Which segment was entered or left.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Moved {
    #[n(0)]
    pub(crate) key: String,
    /// When it took effect.
    #[n(1)]
    pub(crate) at: Timestamp,
    /// It follows from what came in late.
    #[n(2)]
    pub(crate) corrected: bool,
}

impl Change {
    /// The customers of whom something new is known.
    pub(crate) fn customers(&self) -> impl Iterator<Item = CustomerId> {
        use ChangeKind as Kind;
        let of_customers = matches!(
            self.kind,
            Kind::CustomerCreated
                | Kind::CustomerUpdated
                | Kind::CustomerMerged
                | Kind::CustomerUnmerged
                | Kind::CustomerDeleted
                | Kind::OrderRecorded
                | Kind::OrderUpdated
                | Kind::OrderCancelled
                | Kind::OrderRefunded
                | Kind::EventRecorded
                | Kind::ConsentRecorded
                | Kind::SegmentPinned
                | Kind::CustomerRestricted
                | Kind::CustomerUnrestricted
                | Kind::EventsRemoved
        );
        self.named().filter(move |_| of_customers)
    }

    /// The customers it names: its own, and one that it is about beside.
    pub(crate) fn named(&self) -> impl Iterator<Item = CustomerId> + use<> {
        let other = self.subject.as_ref().filter(|subject| subject.prefix == CustomerId::PREFIX);
        let other = other.map(|subject| CustomerId::from_bytes(subject.bytes));
        [self.customer, other].into_iter().flatten()
    }

    /// Whether something new is known of the shop, which may be said of any customer.
    pub(crate) fn is_of_shop(&self) -> bool {
        matches!(self.kind, ChangeKind::ProductChanged | ChangeKind::SettingsChanged)
    }
}

/// What a change is about, beside the customer: an id with its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) prefix: &'static str,
    pub(crate) bytes: [u8; 16],
}

/// The kinds of ids that changes are about; the position is what is stored.
const PREFIXES: &[&str] = &["cus", "rec", "ord", "evt", "ent"];

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.prefix, crate::id::to_text(self.bytes))
    }
}

impl<C> minicbor::Encode<C> for Subject {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        let kind = PREFIXES.iter().position(|p| *p == self.prefix).unwrap_or_default();
        let mut bytes = [kind as u8; 17];
        bytes[1..].copy_from_slice(&self.bytes);
        e.bytes(&bytes)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Subject {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let refused = || minicbor::decode::Error::message(refuse("…", "").to_string());
        let [kind, rest @ ..] = d.bytes()? else { return Err(refused()) };
        let prefix = PREFIXES.get(usize::from(*kind)).ok_or_else(refused)?;
        Ok(Self { prefix, bytes: rest.try_into().map_err(|_| refused())? })
    }
}

/// Who did what when.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct CommitEntry {
    #[n(1)]
    pub(crate) at: Timestamp,
    #[n(2)]
    pub(crate) actor: String,
    #[n(3)]
    pub(crate) verb: String,
    #[n(4)]
    pub(crate) changes: Vec<Change>,
    /// More about it that is nobody's personal data: counts of an import, the name of a setting.
    #[n(5)]
    pub(crate) note: Option<String>,
}

/// Changes that one entry holds at most; a larger commit has several.
pub(crate) const CHANGES_PER_ENTRY: usize = 500;
