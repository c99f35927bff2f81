# Written by `cargo xtask codegen` from the core's description of itself. Do not edit.
from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, NewType, TypeAlias, TypedDict, Union

from ._values import Money, MoneyDict, TextEnum

__all__ = [
    "Address",
    "AddressDict",
    "AddressInput",
    "AddressInputDict",
    "AdjustInput",
    "AdjustInputDict",
    "AdvanceReport",
    "Allocation",
    "AllocationInput",
    "AllocationInputDict",
    "AuditEntry",
    "AuditExport",
    "AuditHead",
    "AuditHeadDict",
    "AuditPage",
    "AuditProof",
    "AuditQuery",
    "AuditQueryDict",
    "BalanceQuery",
    "BalanceQueryDict",
    "BlockedMerge",
    "BlockedReason",
    "BookedCounts",
    "CaptureInput",
    "CaptureInputDict",
    "ChangeKind",
    "ClawbackPolicy",
    "ClawbackPolicyText",
    "Consent",
    "ConsentInput",
    "ConsentInputDict",
    "ConsentQuery",
    "ConsentQueryDict",
    "ConsentReceipt",
    "ConsentRequest",
    "ConsentRequestInput",
    "ConsentRequestInputDict",
    "ConsentState",
    "ConsentStateText",
    "ContactDecision",
    "ContactQuery",
    "ContactQueryDict",
    "ContactReason",
    "Customer",
    "CustomerDossier",
    "CustomerExplanation",
    "CustomerId",
    "CustomerInput",
    "CustomerInputDict",
    "CustomerMatch",
    "CustomerMetrics",
    "CustomerPage",
    "CustomerPatch",
    "CustomerPatchDict",
    "CustomerQuery",
    "CustomerQueryDict",
    "CustomerRef",
    "CustomerRefDict",
    "CustomerRefEmail",
    "CustomerRefEmailDict",
    "CustomerRefId",
    "CustomerRefIdDict",
    "CustomerRefPhone",
    "CustomerRefPhoneDict",
    "CustomerRefRecord",
    "CustomerRefRecordDict",
    "CustomerRefRecordFields",
    "CustomerSegments",
    "CustomerSimulation",
    "DateOrder",
    "DateOrderText",
    "DecimalMark",
    "DecimalMarkText",
    "DecisionReceipt",
    "DeleteReceipt",
    "Difference",
    "DifferenceKind",
    "Direction",
    "DirectionText",
    "Discount",
    "DiscountDict",
    "DossierSection",
    "DuplicateMerge",
    "DuplicateModel",
    "DuplicatePage",
    "DuplicatePair",
    "DuplicatePolicy",
    "DuplicatePolicyDict",
    "DuplicateQuery",
    "DuplicateQueryDict",
    "DuplicateReport",
    "EarnEventInput",
    "EarnEventInputDict",
    "EarnInput",
    "EarnInputDict",
    "EarningBonus",
    "EarningExplanation",
    "EarningLine",
    "EarningRule",
    "EarningRuleDict",
    "EntryExplanation",
    "EntryId",
    "EntryKind",
    "EntryPage",
    "EntryQuery",
    "EntryQueryDict",
    "ErasedArea",
    "ErasurePage",
    "ErasureReason",
    "ErasureReasonText",
    "ErasureReceipt",
    "Event",
    "EventId",
    "EventInput",
    "EventInputDict",
    "EventReceipt",
    "EventRule",
    "EventRuleDict",
    "ExpiringPoints",
    "ExpiryPolicy",
    "ExpiryPolicyText",
    "FeedBatch",
    "FeedChange",
    "FeedGroup",
    "FeedPage",
    "FeedStart",
    "FeedStartText",
    "FeedTake",
    "FeedTakeDict",
    "FeedTrimReport",
    "FieldDefinition",
    "FieldDefinitionDict",
    "FieldEvidence",
    "FieldType",
    "FieldTypeText",
    "FieldValue",
    "FinancialStatus",
    "FinancialStatusText",
    "FulfillmentStatus",
    "FulfillmentStatusText",
    "GiveBackInput",
    "GiveBackInputDict",
    "Greeting",
    "GreetingDict",
    "HeldBack",
    "HeldBackReason",
    "Holiday",
    "IdentifierKind",
    "ImportColumn",
    "ImportPointsInput",
    "ImportPointsInputDict",
    "ImportQuery",
    "ImportQueryDict",
    "ImportReject",
    "ImportReport",
    "Issue",
    "Join",
    "KeptReason",
    "LeapPolicy",
    "LeapPolicyText",
    "LegalBasis",
    "LegalBasisText",
    "LiabilityReport",
    "LinkCause",
    "LinkChange",
    "LinkEvidence",
    "LotDraw",
    "LunarHoliday",
    "Mapping",
    "MappingDict",
    "MemberPage",
    "MemberQuery",
    "MemberQueryDict",
    "MergeReceipt",
    "MonthRevenue",
    "ObjectionInput",
    "ObjectionInputDict",
    "Occasion",
    "OccasionKind",
    "OccasionKindText",
    "OccasionPage",
    "OccasionQuery",
    "OccasionQueryDict",
    "OccasionRule",
    "OccasionRuleDict",
    "Order",
    "OrderId",
    "OrderInput",
    "OrderInputDict",
    "OrderLine",
    "OrderLineInput",
    "OrderLineInputDict",
    "OrderPage",
    "OrderReceipt",
    "OrderRef",
    "OrderRefDict",
    "OrderRefExternal",
    "OrderRefExternalDict",
    "OrderRefExternalFields",
    "OrderRefId",
    "OrderRefIdDict",
    "OrderStatus",
    "OrderStatusText",
    "Outcome",
    "OverlapRow",
    "PageRequest",
    "PageRequestDict",
    "PairExplanation",
    "PastMidnight",
    "PastMidnightText",
    "PayloadCount",
    "PayloadQuery",
    "PayloadQueryDict",
    "PayloadReject",
    "PayloadReport",
    "PersonName",
    "PinChange",
    "PinChangeText",
    "PinReceipt",
    "Platform",
    "PlatformText",
    "PointBalance",
    "PointCause",
    "PointCohort",
    "PointCohortReport",
    "PointEntry",
    "PointKind",
    "PointKindText",
    "PointOutcome",
    "PointPool",
    "PointRounding",
    "PointRoundingText",
    "PointsReceipt",
    "Policy",
    "PolicyText",
    "PoolInput",
    "PoolInputDict",
    "PoolMember",
    "PreviewInput",
    "PreviewInputDict",
    "Problem",
    "ProblemCode",
    "Product",
    "ProductInput",
    "ProductInputDict",
    "ProductPage",
    "ProductReceipt",
    "Profile",
    "ProfileText",
    "Program",
    "ProgramCostReport",
    "ProgramReceipt",
    "ProgramTerms",
    "ProgramTermsDict",
    "Progress",
    "PurposeBasis",
    "PurposeBasisDict",
    "QueryCheck",
    "Reason",
    "Recognition",
    "RecognitionInput",
    "RecognitionInputDict",
    "RecordId",
    "RecordLink",
    "RedeemInput",
    "RedeemInputDict",
    "RedeemRewardInput",
    "RedeemRewardInputDict",
    "RedemptionPage",
    "RedemptionQuery",
    "RedemptionQueryDict",
    "RedemptionReceipt",
    "RedemptionState",
    "Referral",
    "ReferralCheck",
    "ReferralCode",
    "ReferralInput",
    "ReferralInputDict",
    "ReferralPage",
    "ReferralProgram",
    "ReferralQuery",
    "ReferralQueryDict",
    "ReferralState",
    "ReferralTerms",
    "ReferralTermsDict",
    "Refund",
    "RefundInput",
    "RefundInputDict",
    "RefundLine",
    "RefundLineDict",
    "RefundReceipt",
    "RestrictionReason",
    "RestrictionReasonText",
    "RestrictionReceipt",
    "RetentionAction",
    "RetentionActionText",
    "RetentionCount",
    "RetentionData",
    "RetentionDataText",
    "RetentionReport",
    "RetentionRule",
    "RetentionRuleDict",
    "RetentionRun",
    "RetentionRunPage",
    "ReturnInput",
    "ReturnInputDict",
    "ReturnReceipt",
    "RevenueReport",
    "Review",
    "ReviewPage",
    "ReviewQuery",
    "ReviewQueryDict",
    "Reward",
    "RewardCost",
    "RewardKind",
    "RewardKindText",
    "RewardOffer",
    "RewardReceipt",
    "RewardRedemption",
    "RewardTerms",
    "RewardTermsDict",
    "RfmCuts",
    "RfmCutsDict",
    "RfmGroup",
    "RfmGroupRow",
    "RfmMethod",
    "RfmMethodDict",
    "RfmMethodFixed",
    "RfmMethodFixedDict",
    "RfmQuery",
    "RfmQueryDict",
    "RfmReport",
    "RfmScore",
    "Segment",
    "SegmentAdvance",
    "SegmentChange",
    "SegmentCount",
    "SegmentDay",
    "SegmentExplanation",
    "SegmentInput",
    "SegmentInputDict",
    "SegmentMember",
    "SegmentMembership",
    "SegmentMove",
    "SegmentOverlap",
    "SegmentPreview",
    "SegmentReceipt",
    "SegmentSize",
    "SegmentSizes",
    "SettingsReceipt",
    "Severity",
    "ShopPatch",
    "ShopPatchDict",
    "ShopSettings",
    "SimulatedProgram",
    "SimulationPage",
    "SimulationQuery",
    "SimulationQueryDict",
    "SimulationTotals",
    "Stacking",
    "StackingText",
    "Stage",
    "Stats",
    "StatusInput",
    "StatusInputDict",
    "Store",
    "StoreDict",
    "Survivorship",
    "SurvivorshipDict",
    "TableColumn",
    "TableColumnDict",
    "TableDuplicates",
    "TableEvaluation",
    "TableLabel",
    "TableLabelDict",
    "TableMeasure",
    "TableMistake",
    "TablePair",
    "TableProof",
    "TableQuality",
    "TableQuery",
    "TableQueryDict",
    "TierChange",
    "TierCount",
    "TierDowngrade",
    "TierDowngradeText",
    "TierFlow",
    "TierGrantInput",
    "TierGrantInputDict",
    "TierLevel",
    "TierLevelDict",
    "TierMetric",
    "TierMetricText",
    "TierMove",
    "TierMovementReport",
    "TierQuery",
    "TierQueryDict",
    "TierReason",
    "TierReport",
    "TierStatus",
    "TierTerms",
    "TierTermsDict",
    "TierWindow",
    "TierWindowText",
    "TimelineItem",
    "TimelineKind",
    "TimelineKindConsent",
    "TimelineKindEvent",
    "TimelineKindOrder",
    "TimelineKindRefund",
    "TimelinePage",
    "TimelineQuery",
    "TimelineQueryDict",
    "TopCustomer",
    "TransferInput",
    "TransferInputDict",
    "UnmergeReceipt",
    "UpsertReceipt",
    "UseCodeInput",
    "UseCodeInputDict",
    "ValuedPoints",
    "Verdict",
    "VerdictText",
    "VerifyReport",
    "WebhookQuery",
    "WebhookQueryDict",
    "WebhookReceipt",
]

CustomerId = NewType("CustomerId", str)
"""A person or business the shop knows."""
EntryId = NewType("EntryId", str)
"""One movement of points."""
EventId = NewType("EventId", str)
"""Something a customer did."""
OrderId = NewType("OrderId", str)
"""What was bought in one go."""
RecordId = NewType("RecordId", str)
"""What one source said about one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address as it was given: nothing is required of it, for what is required differs by country.

    `Debug` shows nothing of it.
    """

    lines: list[str] = field(default_factory=list)
    """Street, house, floor, company: what stands above the city on an envelope."""
    city: str | None = None
    """The city, town or village."""
    region: str | None = None
    """The state, province or county, as a name or a code."""
    country: str | None = None
    """The country."""
    postcode: str | None = None
    """The postcode, which may begin with zeros."""
    latitude_e6: int | None = None
    """Millionths of a degree north of the equator (WGS 84)."""
    longitude_e6: int | None = None
    """Millionths of a degree east of Greenwich (WGS 84)."""


class AddressDict(TypedDict, total=False):
    """`Address` as a dict."""

    lines: abc.Iterable[str] | None
    """Street, house, floor, company: what stands above the city on an envelope."""
    city: str | None
    """The city, town or village."""
    region: str | None
    """The state, province or county, as a name or a code."""
    country: str | None
    """The country."""
    postcode: str | None
    """The postcode, which may begin with zeros."""
    latitude_e6: int | None
    """Millionths of a degree north of the equator (WGS 84)."""
    longitude_e6: int | None
    """Millionths of a degree east of Greenwich (WGS 84)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressInput:
    """A postal address as people write it."""

    lines: abc.Iterable[str] | None = None
    """Street, house, flat."""
    city: str | None = None
    """City."""
    region: str | None = None
    """State, province or county."""
    country: str | None = None
    """Country: an ISO 3166 code or a usual name."""
    postcode: str | None = None
    """Postcode."""
    latitude: str | None = None
    """Latitude in degrees, as decimal text."""
    longitude: str | None = None
    """Longitude in degrees, as decimal text."""


class AddressInputDict(TypedDict, total=False):
    """`AddressInput` as a dict."""

    lines: abc.Iterable[str] | None
    """Street, house, flat."""
    city: str | None
    """City."""
    region: str | None
    """State, province or county."""
    country: str | None
    """Country: an ISO 3166 code or a usual name."""
    postcode: str | None
    """Postcode."""
    latitude: str | None
    """Latitude in degrees, as decimal text."""
    longitude: str | None
    """Longitude in degrees, as decimal text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustInput:
    """Points to give or take by hand."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    points: int
    """How many; negative to take."""
    reason: str
    """Why."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it the same twice counts twice."""


class _AdjustInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    points: int
    """How many; negative to take."""
    reason: str
    """Why."""


class AdjustInputDict(_AdjustInputDict, total=False):
    """`AdjustInput` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it the same twice counts twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceReport:
    """What `advance` booked."""

    accounts: int
    """Accounts looked at because something of them was due."""
    expired: int
    """Points that were booked as expired."""
    voided: int
    """Holds that had run out."""
    occasions: int
    """Birthdays and anniversaries that earned points."""
    tier_changes: int
    """Changes of tiers told to the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """What of a price is for the goods, and what for the points."""

    goods: Money
    """Revenue now."""
    points: Money
    """Deferred until points are redeemed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationInput:
    """A sale that earns points, to split between goods and points (IFRS 15, paragraphs 73 to 80, B39 to B43)."""

    price: Money | MoneyDict | str
    """What the customer pays."""
    goods: Money | MoneyDict | str
    """What the goods alone would be sold for."""
    points: Money | MoneyDict | str
    """What the points would be worth if all were redeemed."""
    redeemed_ppm: int
    """The share of them that is expected to be redeemed, in millionths."""


class AllocationInputDict(TypedDict):
    """`AllocationInput` as a dict."""

    price: Money | MoneyDict | str
    """What the customer pays."""
    goods: Money | MoneyDict | str
    """What the goods alone would be sold for."""
    points: Money | MoneyDict | str
    """What the points would be worth if all were redeemed."""
    redeemed_ppm: int
    """The share of them that is expected to be redeemed, in millionths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One commit; a large one has several entries."""

    at: datetime
    """When."""
    actor: str
    """Who."""
    verb: str
    """What was called."""
    changes: int
    """How many changes."""
    note: str | None = None
    """More about it; nobody's personal data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditExport:
    """One page of entries as lines of JSON."""

    items: list[str]
    """The lines, oldest first: `number`, `at`, `actor`, `verb`, `changes`, `note`, the bytes of the `entry` in hexadecimal,
    the hash of the `previous` one, and its own `hash`.
    """
    head: AuditHead
    """What the chain is after the last line."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """What the chain is after so many entries: kept outside of the store, it proves later that nothing before was changed."""

    entries: int
    """How many entries there are, those included that were dropped."""
    hash: str
    """The hash of the last one, in hexadecimal."""


class AuditHeadDict(TypedDict):
    """`AuditHead` as a dict."""

    entries: int
    """How many entries there are, those included that were dropped."""
    hash: str
    """The hash of the last one, in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """One page of entries."""

    items: list[AuditEntry]
    """The entries, oldest first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditProof:
    """What looking at the chain found."""

    intact: bool
    """Every entry is as it was sealed, and as the anchor says."""
    checked: int
    """How many entries were looked at."""
    dropped: int
    """How many of the oldest are not kept any more: the chain begins after them."""
    head: AuditHead
    """What the chain is after the last entry that is there."""
    sound_until: int | None = None
    """When it is not intact: up to this entry all is well."""
    broken_by: int | None = None
    """And by this one something was changed, put in, or taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """Which entries."""

    customer: CustomerId | None = None
    """Those that change something of this customer; an id of before a merge has those of that time."""
    verb: str | None = None
    """Those of this call, such as `customers.update`, or of an area: `customers`."""
    actor: str | None = None
    """Those of who acted so, such as `staff:mei`."""
    since: datetime | None = None
    """Those from this instant on."""
    until: datetime | None = None
    """Those before this instant."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class AuditQueryDict(TypedDict, total=False):
    """`AuditQuery` as a dict."""

    customer: CustomerId | None
    """Those that change something of this customer; an id of before a merge has those of that time."""
    verb: str | None
    """Those of this call, such as `customers.update`, or of an area: `customers`."""
    actor: str | None
    """Those of who acted so, such as `staff:mei`."""
    since: datetime | str | None
    """Those from this instant on."""
    until: datetime | str | None
    """Those before this instant."""
    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceQuery:
    """Whose points, and as of when."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    at: datetime | None = None
    """As of this instant; now when left out."""
    known_at: datetime | None = None
    """As it was known at this instant; now when left out."""


class _BalanceQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""


class BalanceQueryDict(_BalanceQueryDict, total=False):
    """`BalanceQuery` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    at: datetime | str | None
    """As of this instant; now when left out."""
    known_at: datetime | str | None
    """As it was known at this instant; now when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedMerge:
    """Customers that were not linked though they score high enough."""

    customer_id: CustomerId
    """The older one."""
    other_id: CustomerId
    """The younger one."""
    reason: BlockedReason
    """Why not."""


class BlockedReason(TextEnum):
    """Why customers were not linked."""

    DECIDED = "decided"
    """It was decided that they are two persons."""
    TOO_MANY_RECORDS = "too_many_records"
    """Together they would have more records than `records_max`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedCounts:
    """How much is booked on records."""

    orders: int
    """Orders."""
    events: int
    """Events."""
    consents: int
    """Entries of consents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureInput:
    """What to spend of a hold."""

    hold: EntryId
    """The hold."""
    points: int | None = None
    """How many; all when left out."""
    order: OrderRef | OrderRefDict | str | None = None
    """For which order."""


class _CaptureInputDict(TypedDict):
    hold: EntryId
    """The hold."""


class CaptureInputDict(_CaptureInputDict, total=False):
    """`CaptureInput` as a dict."""

    points: int | None
    """How many; all when left out."""
    order: OrderRef | OrderRefDict | str | None
    """For which order."""


class ChangeKind(TextEnum):
    """What happened, in one word."""

    CUSTOMER_CREATED = "customer_created"
    """A customer came to be."""
    CUSTOMER_UPDATED = "customer_updated"
    """A customer's records said something new."""
    CUSTOMER_MERGED = "customer_merged"
    """A customer's records went over to another; the subject is the customer that is left."""
    CUSTOMER_DELETED = "customer_deleted"
    """A customer was deleted."""
    ORDER_RECORDED = "order_recorded"
    """An order came in."""
    ORDER_UPDATED = "order_updated"
    """An order came in again with other content."""
    ORDER_CANCELLED = "order_cancelled"
    """An order was cancelled."""
    ORDER_REFUNDED = "order_refunded"
    """Something was paid back."""
    EVENT_RECORDED = "event_recorded"
    """A customer did something."""
    CONSENT_RECORDED = "consent_recorded"
    """A consent was given, asked for or withdrawn, or a customer objected."""
    PRODUCT_CHANGED = "product_changed"
    """A product came in or changed."""
    SETTINGS_CHANGED = "settings_changed"
    """The shop's settings changed."""
    CUSTOMER_UNMERGED = "customer_unmerged"
    """Records of a customer were given to one of their own; the subject is the customer that they left."""
    POINTS_CHANGED = "points_changed"
    """Points of a customer moved; the subject is the entry."""
    PROGRAM_CHANGED = "program_changed"
    """A loyalty program was defined or changed."""
    TIER_CHANGED = "tier_changed"
    """A customer came into another tier."""
    SEGMENT_CHANGED = "segment_changed"
    """A segment was defined, changed or taken away."""
    SEGMENT_PINNED = "segment_pinned"
    """A customer was put into a segment by hand, kept out, or left to its query again."""
    REWARD_CHANGED = "reward_changed"
    """A reward was defined or changed."""
    REWARD_REDEEMED = "reward_redeemed"
    """A customer redeemed a reward; the subject is the redemption."""
    REWARD_USED = "reward_used"
    """The code of a redemption was used; the subject is the redemption."""
    REWARD_CANCELLED = "reward_cancelled"
    """A redemption was cancelled; the subject is the redemption."""
    SEGMENT_ENTERED = "segment_entered"
    """A customer came into a segment; the subject is the fact that brought it in, if it was one."""
    SEGMENT_LEFT = "segment_left"
    """A customer fell out of a segment; the subject is the fact that took it out, if it was one."""
    REFERRAL_CHANGED = "referral_changed"
    """A customer was referred, or that was rewarded, refused or taken back; the subject is the customer who referred.
    Without a customer: a referral program was defined or changed.
    """
    CUSTOMER_ERASED = "customer_erased"
    """A customer was erased: whoever keeps anything of it elsewhere destroys that, too."""
    CUSTOMER_EXPORTED = "customer_exported"
    """All that is known of a customer was handed out."""
    CUSTOMER_RESTRICTED = "customer_restricted"
    """Processing of what is known of a customer was restricted."""
    CUSTOMER_UNRESTRICTED = "customer_unrestricted"
    """Processing of what is known of a customer is restricted no more."""
    EVENTS_REMOVED = "events_removed"
    """Events of a customer, or their properties, were destroyed since their time was over: whoever keeps them elsewhere
    does the same.
    """


class ClawbackPolicy(TextEnum):
    """From where earned points are taken back that are not in their own lot any more (rule P8)."""

    DEBT = "debt"
    """The member owes them."""
    OTHERS_THEN_DEBT = "others_then_debt"
    """From other available lots, then the member owes the rest."""
    OTHERS_THEN_WRITE_OFF = "others_then_write_off"
    """From other available lots, then the rest is written off."""
    WRITE_OFF = "write_off"
    """They are written off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a customer agreed to for one purpose by one channel."""

    purpose: str
    """For what."""
    channel: str
    """By which channel; `*` of a no to every channel, which stands at each channel of its own as well."""
    state: ConsentState
    """What was said."""
    at: datetime
    """When."""
    source: str
    """Where."""
    wording: str | None = None
    """The wording shown."""
    evidence: str | None = None
    """What proves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentInput:
    """An entry to take in."""

    customer: CustomerRef | CustomerRefDict | str
    """Who said it."""
    purpose: str
    """For what: `marketing`, `profiling`."""
    channel: str
    """By which channel: `email`, `sms`, `phone`, `wechat`; `*` for a no to every channel."""
    state: ConsentState | ConsentStateText
    """What was said."""
    at: datetime | None = None
    """When; now when left out."""
    source: str | None = None
    """Where it was said; `app` when left out."""
    wording: str | None = None
    """The wording shown, by its id and version: `newsletter-de/3`."""
    evidence: str | None = None
    """What proves it, as the shop keeps it: the number of a signed form, the log entry of a call."""


class _ConsentInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Who said it."""
    purpose: str
    """For what: `marketing`, `profiling`."""
    channel: str
    """By which channel: `email`, `sms`, `phone`, `wechat`; `*` for a no to every channel."""
    state: ConsentState | ConsentStateText
    """What was said."""


class ConsentInputDict(_ConsentInputDict, total=False):
    """`ConsentInput` as a dict."""

    at: datetime | str | None
    """When; now when left out."""
    source: str | None
    """Where it was said; `app` when left out."""
    wording: str | None
    """The wording shown, by its id and version: `newsletter-de/3`."""
    evidence: str | None
    """What proves it, as the shop keeps it: the number of a signed form, the log entry of a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentQuery:
    """Whose consents, as of when."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    at: datetime | None = None
    """As of when; as of everything known when left out."""


class _ConsentQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""


class ConsentQueryDict(_ConsentQueryDict, total=False):
    """`ConsentQuery` as a dict."""

    at: datetime | str | None
    """As of when; as of everything known when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentReceipt:
    """What taking an entry in did."""

    outcome: Outcome
    """`created`, or `unchanged`."""
    customer_id: CustomerId | None = None
    """Whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRequest:
    """A consent that was asked for."""

    outcome: Outcome
    """`created`, or `unchanged` where the consent is granted already."""
    customer_id: CustomerId
    """Who is asked."""
    address: str | None = None
    """Where to send the token."""
    token: str | None = None
    """What to send there, in a link mostly: 52 letters and digits, which are kept nowhere. Absent when nothing needs to be confirmed."""
    expires_at: datetime | None = None
    """From when on the token is good no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRequestInput:
    """A consent to ask for: its bearer confirms it by a token that is sent to the address."""

    customer: CustomerRef | CustomerRefDict | str
    """Who is asked."""
    purpose: str
    """For what."""
    channel: str
    """By which channel."""
    address: str | None = None
    """Where the token is sent: an e-mail or a phone of the customer. For `email`, `sms`, `phone` and `whatsapp` the newest it
    has when left out.
    """
    source: str | None = None
    """Where it was asked for; `app` when left out."""
    wording: str | None = None
    """The wording shown, by its id and version."""
    valid_hours: int | None = None
    """Hours for which the token is good; 72 when left out."""


class _ConsentRequestInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Who is asked."""
    purpose: str
    """For what."""
    channel: str
    """By which channel."""


class ConsentRequestInputDict(_ConsentRequestInputDict, total=False):
    """`ConsentRequestInput` as a dict."""

    address: str | None
    """Where the token is sent: an e-mail or a phone of the customer. For `email`, `sms`, `phone` and `whatsapp` the newest it
    has when left out.
    """
    source: str | None
    """Where it was asked for; `app` when left out."""
    wording: str | None
    """The wording shown, by its id and version."""
    valid_hours: int | None
    """Hours for which the token is good; 72 when left out."""


class ConsentState(TextEnum):
    """What was said."""

    GRANTED = "granted"
    """Yes."""
    PENDING = "pending"
    """Asked for and not confirmed yet."""
    WITHDRAWN = "withdrawn"
    """No, or no longer."""
    OBJECTED = "objected"
    """No to this purpose altogether, also where it needs no consent: an objection (GDPR article 21). Stronger than no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDecision:
    """Whether a customer may be contacted for a purpose by a channel, and why."""

    allowed: bool
    """Whether it may be."""
    reason: ContactReason
    """What decided it."""
    basis: LegalBasis
    """What the purpose stands on."""
    customer_id: CustomerId
    """Who."""
    address: IdentifierKind | None = None
    """Which address of the profile the channel reaches. Absent when it has none, and for channels whose addresses the profile
    does not hold: there what was said decides.
    """
    since: datetime | None = None
    """Since when what decided it holds; absent where nothing happened that would have a time."""
    consent: Consent | None = None
    """What the customer said of this purpose and channel, whether or not it decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactQuery:
    """Whom to contact, for what, by which channel."""

    customer: CustomerRef | CustomerRefDict | str
    """Whom."""
    purpose: str
    """For what: `marketing`, `service`. Letter case does not matter."""
    channel: str
    """By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter."""
    at: datetime | None = None
    """As of when; as of everything known when left out. Addresses and what purposes stand on are those of now."""


class _ContactQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whom."""
    purpose: str
    """For what: `marketing`, `service`. Letter case does not matter."""
    channel: str
    """By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter."""


class ContactQueryDict(_ContactQueryDict, total=False):
    """`ContactQuery` as a dict."""

    at: datetime | str | None
    """As of when; as of everything known when left out. Addresses and what purposes stand on are those of now."""


class ContactReason(TextEnum):
    """What decided whether a customer may be contacted. Of several the first in this order."""

    RESTRICTED = "restricted"
    """Processing of what is known of the customer is restricted (GDPR article 18): nothing but keeping it."""
    NO_ADDRESS = "no_address"
    """The customer has no address that the channel reaches, or none but placeholders."""
    SUPPRESSED = "suppressed"
    """The address is suppressed since somebody who bore it was erased, and no consent was given later."""
    BOUNCED = "bounced"
    """A message by this channel came back for good."""
    LEGAL_BASIS = "legal_basis"
    """The purpose stands on a contract, a law or the shop's interest, and nothing speaks against it."""
    CONSENT_GRANTED = "consent_granted"
    """The customer agreed (GDPR article 7, PIPL article 14)."""
    NO_CONSENT = "no_consent"
    """The customer never said anything of it."""
    PENDING = "pending"
    """The customer was asked, and has not answered yet."""
    EXPIRED = "expired"
    """The customer was asked, and did not answer in time."""
    WITHDRAWN = "withdrawn"
    """The customer took it back, or said no (GDPR article 7(3), PIPL article 15)."""
    OBJECTED = "objected"
    """The customer objected (GDPR article 21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A person or business the shop knows: the profile over all of its records."""

    id: CustomerId
    """Its id."""
    version: int
    """How many facts stand behind it; grows with every change. An un-merge takes back what the merge added."""
    name: PersonName | None = None
    """Its name."""
    email: str | None = None
    """The e-mail to use."""
    other_emails: list[str] = field(default_factory=list)
    """Other e-mails its records bear."""
    phone: str | None = None
    """The phone to use."""
    other_phones: list[str] = field(default_factory=list)
    """Other phones its records bear."""
    birth_date: str | None = None
    """Birth date, with or without a year."""
    gender: str | None = None
    """Gender, as the sources have it."""
    language: str | None = None
    """Language."""
    company: str | None = None
    """Company."""
    address: Address | None = None
    """The address to use."""
    country: str | None = None
    """Country: that of the address, else of the phone."""
    tags: list[str] = field(default_factory=list)
    """Tags, sorted."""
    fields: dict[str, FieldValue] = field(default_factory=dict)
    """Values of the shop's own fields."""
    note: str | None = None
    """Note."""
    sources: list[str] = field(default_factory=list)
    """Where its records come from, sorted, each once."""
    records: int
    """How many records it has."""
    created_at: datetime
    """The earliest instant that a record spoke of it."""
    updated_at: datetime
    """The latest instant that a record spoke of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDossier:
    """All that is known of a person."""

    customer_id: CustomerId
    """Who."""
    former_ids: list[CustomerId]
    """The ids of customers that went into it."""
    exported_at: datetime
    """When it was put together."""
    sections: list[DossierSection]
    """What is known, one section for each kind of things; what there is none of is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerExplanation:
    """What makes the records of a customer one person."""

    customer_id: CustomerId
    """The customer."""
    records: list[RecordLink]
    """Its records."""
    evidence: list[LinkEvidence]
    """One link fewer than there are records: a path from each to each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerInput:
    """What a source says about a person. Everything is text as people write it; reading it is the core's business.

    (source, external id) is the record's natural key: the same again is an update, and the same content again changes
    nothing. Without an external id the e-mail, else the phone, stands for it within its source.
    """

    source: str | None = None
    """Who says it: `shopify`, `till`, `newsletter`. `app` when left out."""
    external_id: str | None = None
    """What the source calls the person."""
    name: str | None = None
    """The whole name, when it is not known in parts."""
    given_name: str | None = None
    """Given name."""
    family_name: str | None = None
    """Family name."""
    email: str | None = None
    """E-mail address."""
    phone: str | None = None
    """Phone number, in any usual form; read for the country of the address, else the shop's."""
    birth_date: str | None = None
    """Birth date, with or without a year, in any usual form."""
    gender: str | None = None
    """Gender, as the source has it."""
    language: str | None = None
    """Language, as a BCP 47 tag: `zh-CN`."""
    company: str | None = None
    """Company."""
    address: AddressInput | AddressInputDict | None = None
    """Postal address."""
    note: str | None = None
    """A note."""
    tags: abc.Iterable[str] | None = None
    """Tags that this source gives the person."""
    fields: abc.Mapping[str, str] | None = None
    """Values of the shop's own fields."""
    extra: abc.Mapping[str, str] | None = None
    """What the source said that no field is for; kept as it is."""
    created_at: datetime | None = None
    """When the source first knew the person."""
    updated_at: datetime | None = None
    """When this was so at the source; now when left out."""


class CustomerInputDict(TypedDict, total=False):
    """`CustomerInput` as a dict."""

    source: str | None
    """Who says it: `shopify`, `till`, `newsletter`. `app` when left out."""
    external_id: str | None
    """What the source calls the person."""
    name: str | None
    """The whole name, when it is not known in parts."""
    given_name: str | None
    """Given name."""
    family_name: str | None
    """Family name."""
    email: str | None
    """E-mail address."""
    phone: str | None
    """Phone number, in any usual form; read for the country of the address, else the shop's."""
    birth_date: str | None
    """Birth date, with or without a year, in any usual form."""
    gender: str | None
    """Gender, as the source has it."""
    language: str | None
    """Language, as a BCP 47 tag: `zh-CN`."""
    company: str | None
    """Company."""
    address: AddressInput | AddressInputDict | None
    """Postal address."""
    note: str | None
    """A note."""
    tags: abc.Iterable[str] | None
    """Tags that this source gives the person."""
    fields: abc.Mapping[str, str] | None
    """Values of the shop's own fields."""
    extra: abc.Mapping[str, str] | None
    """What the source said that no field is for; kept as it is."""
    created_at: datetime | str | None
    """When the source first knew the person."""
    updated_at: datetime | str | None
    """When this was so at the source; now when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMatch:
    """A customer that somebody may be."""

    customer_id: CustomerId
    """The customer."""
    record_id: RecordId
    """The record of it that agrees most."""
    weight_milli: int
    """The binary logarithm of the odds, in thousandths."""
    probability_ppm: int
    """The probability, in millionths."""
    likely: bool
    """Whether it reaches the shop's `match_above_ppm`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMetrics:
    """The figures of a customer's orders, in the shop's currency and days. Which orders count: see
    `Order::counted`.
    """

    number_of_orders: int
    """Orders that count."""
    unconverted_orders: int
    """Of them, orders in another currency without a rate: in no sum (rule O2)."""
    gross_amount_spent: Money | None = None
    """Sum of totals before refunds; absent before the shop has a currency."""
    amount_refunded: Money | None = None
    """Sum of refunds and credit notes."""
    amount_spent: Money | None = None
    """Gross minus refunded (rule O1)."""
    average_order_value: Money | None = None
    """Amount spent ÷ number of orders, rounded half away from zero; absent at 0 orders."""
    first_order_date: date | None = None
    """The day of the first order."""
    last_order_date: date | None = None
    """The day of the last order."""
    average_days_between_orders_milli: int | None = None
    """Days from the first to the last order ÷ (orders − 1), in thousandths of a day, rounded half up; absent below
    two orders.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPage:
    """One page of customers."""

    items: list[Customer]
    """The customers."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPatch:
    """What staff change on a customer by hand. Absent fields stay as they are."""

    expected_version: int | None = None
    """Refuse when the customer's version is another one."""
    name: str | None = None
    """The whole name."""
    given_name: str | None = None
    """Given name."""
    family_name: str | None = None
    """Family name."""
    email: str | None = None
    """E-mail address."""
    phone: str | None = None
    """Phone number."""
    birth_date: str | None = None
    """Birth date."""
    gender: str | None = None
    """Gender."""
    language: str | None = None
    """Language."""
    company: str | None = None
    """Company."""
    address: AddressInput | AddressInputDict | None = None
    """Postal address, whole."""
    note: str | None = None
    """A note."""
    add_tags: abc.Iterable[str] | None = None
    """Tags to add."""
    remove_tags: abc.Iterable[str] | None = None
    """Tags to take away, whoever gave them."""
    fields: abc.Mapping[str, str] | None = None
    """Values of the shop's own fields."""
    clear: abc.Iterable[str] | None = None
    """Fields to leave empty whatever the sources say: `email`, `phone`, `birth_date`, `gender`, `language`,
    `company`, `address`, `note`, `name`, or the name of a field of the shop's own.
    """


class CustomerPatchDict(TypedDict, total=False):
    """`CustomerPatch` as a dict."""

    expected_version: int | None
    """Refuse when the customer's version is another one."""
    name: str | None
    """The whole name."""
    given_name: str | None
    """Given name."""
    family_name: str | None
    """Family name."""
    email: str | None
    """E-mail address."""
    phone: str | None
    """Phone number."""
    birth_date: str | None
    """Birth date."""
    gender: str | None
    """Gender."""
    language: str | None
    """Language."""
    company: str | None
    """Company."""
    address: AddressInput | AddressInputDict | None
    """Postal address, whole."""
    note: str | None
    """A note."""
    add_tags: abc.Iterable[str] | None
    """Tags to add."""
    remove_tags: abc.Iterable[str] | None
    """Tags to take away, whoever gave them."""
    fields: abc.Mapping[str, str] | None
    """Values of the shop's own fields."""
    clear: abc.Iterable[str] | None
    """Fields to leave empty whatever the sources say: `email`, `phone`, `birth_date`, `gender`, `language`,
    `company`, `address`, `note`, `name`, or the name of a field of the shop's own.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerQuery:
    """What to look for."""

    text: str | None = None
    """An e-mail, a phone, an external id, or the beginning of one or several names."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class CustomerQueryDict(TypedDict, total=False):
    """`CustomerQuery` as a dict."""

    text: str | None
    """An e-mail, a phone, an external id, or the beginning of one or several names."""
    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True)
class CustomerRefId:
    """By its id."""

    value: CustomerId


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRefRecord:
    """By what a source calls it; a record is made when there is none yet."""

    source: str
    """The source."""
    external_id: str
    """Its name for the person."""


@dataclass(frozen=True, slots=True)
class CustomerRefEmail:
    """By an e-mail that exactly one customer bears."""

    value: str


@dataclass(frozen=True, slots=True)
class CustomerRefPhone:
    """By a phone that exactly one customer bears."""

    value: str


class CustomerRefIdDict(TypedDict):
    """`CustomerRefId` as a dict."""

    id: CustomerId


class CustomerRefRecordFields(TypedDict):
    """The fields of `CustomerRefRecordDict`."""

    source: str
    """The source."""
    external_id: str
    """Its name for the person."""


class CustomerRefRecordDict(TypedDict):
    """`CustomerRefRecord` as a dict."""

    record: CustomerRefRecordFields


class CustomerRefEmailDict(TypedDict):
    """`CustomerRefEmail` as a dict."""

    email: str


class CustomerRefPhoneDict(TypedDict):
    """`CustomerRefPhone` as a dict."""

    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSegments:
    """The segments of a customer at an instant."""

    customer_id: CustomerId
    """Who."""
    as_of: datetime
    """The instant."""
    items: list[SegmentMembership]
    """The segments, by their keys."""
    next_change: SegmentChange | None = None
    """What comes next, of the present; absent when time alone changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSimulation:
    """What other terms would mean for a customer."""

    customer_id: CustomerId
    """Who."""
    orders: int
    """Orders of the period."""
    current: int
    """Points that they earn as the program is."""
    changed: int
    """Points that they would earn."""


class DateOrder(TextEnum):
    """The order in which a file writes the numbers of a date."""

    YMD = "ymd"
    """Year, month, day."""
    DMY = "dmy"
    """Day, month, year."""
    MDY = "mdy"
    """Month, day, year."""


class DecimalMark(TextEnum):
    """The mark between whole units and their fractions."""

    DOT = "."
    """`1,234.50`"""
    COMMA = ","
    """`1.234,50`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReceipt:
    """What a decision did."""

    outcome: Outcome
    """`unchanged` when it had been decided so."""
    customer: Customer
    """The customer as it is now."""
    other: Customer | None = None
    """The other one; absent when both are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteReceipt:
    """What a delete did."""

    customer_id: CustomerId
    """The customer that is gone."""
    records: int
    """How many records it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that differs."""

    kind: DifferenceKind
    """How."""
    key: str
    """Its key, in hexadecimal."""


class DifferenceKind(TextEnum):
    """How a stored row differs from what the facts make it."""

    MISSING = "missing"
    """It is not stored."""
    EXTRA = "extra"
    """It is stored and should not be."""
    DIFFERENT = "different"
    """It is stored with another body."""


class Direction(TextEnum):
    """Which way a contact went."""

    INBOUND = "inbound"
    """From the customer to the shop."""
    OUTBOUND = "outbound"
    """From the shop to the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """A discount on the whole order."""

    code: str | None = None
    """The code it was given for."""
    amount: int
    """How much, in minor units of the order's currency."""


class _DiscountDict(TypedDict):
    amount: int
    """How much, in minor units of the order's currency."""


class DiscountDict(_DiscountDict, total=False):
    """`Discount` as a dict."""

    code: str | None
    """The code it was given for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSection:
    """One kind of things that are known of a person."""

    name: str
    """What they are: `records`, `orders`, `consents`."""
    items: list[dict[str, Any]]
    """The things, each with its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateMerge:
    """A customer that went into another."""

    customer_id: CustomerId
    """The one that keeps its id."""
    merged_id: CustomerId
    """The one whose id leads there now."""
    weight_milli: int | None = None
    """The weight of the pair that they were linked by, in thousandths; absent when others of a group link them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateModel:
    """What pairs are weighed by."""

    version: int
    """Grows with every training that learned something else."""
    trained_at: datetime
    """When it was trained."""
    records: int
    """On how many records. When the shop has many more by now, train again."""
    fields: list[str]
    """The fields it compares: those that any record filled."""
    warnings: list[str]
    """What could not be learned from the records, and why; expectations stand in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePage:
    """One page of pairs."""

    items: list[DuplicatePair]
    """The pairs, most likely first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two customers that may be one person."""

    customer_id: CustomerId
    """The older one."""
    other_id: CustomerId
    """The younger one."""
    record_id: RecordId
    """The record of the older one that agrees most with one of the other."""
    other_record_id: RecordId
    """That one."""
    weight_milli: int
    """The binary logarithm of the odds that they are one person, in thousandths."""
    probability_ppm: int
    """The probability, in millionths."""
    likely: bool
    """Whether the probability reaches the shop's `match_above_ppm`."""
    group: CustomerId | None = None
    """The oldest customer of all that are likely one person with both; absent when these two are not, all pairs
    considered.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePolicy:
    """From where on customers are taken for duplicates. Probabilities are in millionths."""

    review_above_ppm: int
    """The probability from which on a pair is kept for review; 50,000 unless set."""
    match_above_ppm: int
    """The probability from which on a pair counts as likely one person; 400,000 unless set."""
    link_above_ppm: int | None = None
    """The probability from which on customers are linked without being asked about; never while it is not set."""
    records_max: int
    """More records than this are never linked without being asked about; 50 unless set."""
    link_new: bool
    """Whether what comes in by `customers` and `imports` is compared with all others and linked at once, from `link_above_ppm` on
    and under the model that was trained last; not unless set, since all records are kept in memory for it. What is
    only tried (`dry_run`) and what comes in before the first training is not.
    """


class DuplicatePolicyDict(TypedDict, total=False):
    """`DuplicatePolicy` as a dict."""

    review_above_ppm: int | None
    """The probability from which on a pair is kept for review; 50,000 unless set."""
    match_above_ppm: int | None
    """The probability from which on a pair counts as likely one person; 400,000 unless set."""
    link_above_ppm: int | None
    """The probability from which on customers are linked without being asked about; never while it is not set."""
    records_max: int | None
    """More records than this are never linked without being asked about; 50 unless set."""
    link_new: bool | None
    """Whether what comes in by `customers` and `imports` is compared with all others and linked at once, from `link_above_ppm` on
    and under the model that was trained last; not unless set, since all records are kept in memory for it. What is
    only tried (`dry_run`) and what comes in before the first training is not.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateQuery:
    """Which pairs to find."""

    customer: CustomerRef | CustomerRefDict | str | None = None
    """Pairs of this customer only."""
    above_ppm: int | None = None
    """Pairs of this probability and above, in millionths; the shop's `review_above_ppm` when left out."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class DuplicateQueryDict(TypedDict, total=False):
    """`DuplicateQuery` as a dict."""

    customer: CustomerRef | CustomerRefDict | str | None
    """Pairs of this customer only."""
    above_ppm: int | None
    """Pairs of this probability and above, in millionths; the shop's `review_above_ppm` when left out."""
    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateReport:
    """What a run did."""

    records: int
    """Records that were compared; those that say nothing of a person are not."""
    customers: int
    """Customers they are of."""
    pairs: int
    """Pairs of customers that reach `review_above_ppm`."""
    likely: int
    """Those of them that reach `match_above_ppm`."""
    merges: list[DuplicateMerge]
    """Customers that were linked."""
    blocked: list[BlockedMerge]
    """Customers that were not linked though they score high enough."""
    for_review: int
    """Pairs in the review queue now."""
    warnings: list[str]
    """What could not be learned from the records, and why; expectations stand in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnEventInput:
    """Points for something a customer did. (program, source, external id) is its natural key."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    event: str
    """The event's name, as the program has it."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it the same event twice earns twice."""
    at: datetime | None = None
    """When it was earned; now when left out."""


class _EarnEventInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    event: str
    """The event's name, as the program has it."""


class EarnEventInputDict(_EarnEventInputDict, total=False):
    """`EarnEventInput` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it the same event twice earns twice."""
    at: datetime | str | None
    """When it was earned; now when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnInput:
    """Points for an order. (program, order) is its natural key."""

    order: OrderRef | OrderRefDict | str
    """The order."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    at: datetime | None = None
    """When it was earned; when the order was placed unless set."""


class _EarnInputDict(TypedDict):
    order: OrderRef | OrderRefDict | str
    """The order."""


class EarnInputDict(_EarnInputDict, total=False):
    """`EarnInput` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    at: datetime | str | None
    """When it was earned; when the order was placed unless set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningBonus:
    """Points on top of those for amounts."""

    rule: str
    """The rule or event."""
    points: int
    """How many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningExplanation:
    """How the points of an order were worked out."""

    base: Money
    """What earned: the lines' part, shipping and tax where they count."""
    extra: Money
    """Shipping and tax in it."""
    earn_points: int
    """Points for each `earn_amount`."""
    earn_amount: Money | None = None
    """The amount that earns `earn_points`."""
    lines: list[EarningLine]
    """How each line came out. An order without lines has one."""
    rounded: int
    """Points after rounding, before anything on top and before caps."""
    rounding: PointRounding
    """How they were rounded."""
    bonuses: list[EarningBonus]
    """Points on top."""
    cap: int | None = None
    """The cap that cut them, in points."""
    points: int
    """Points earned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningLine:
    """What one line earned."""

    line: int
    """Its position in the order, from 0."""
    quantity: int
    """Units."""
    net: Money
    """What it costs after its share of the order's discounts."""
    points_paid: int
    """Points that pay for it."""
    cash: Money
    """What else pays for it: net less the value of these points."""
    base: Money
    """What of it earns."""
    multiplier_milli: int
    """What all rules multiply it by, in thousandths."""
    rules: list[str]
    """The rules that multiply it."""
    points: int
    """Its share of the points earned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningRule:
    """More points for some lines, or for the whole order. A rule applies where each of its conditions holds; a list that is
    empty is no condition.
    """

    name: str
    """What explanations call it."""
    multiplier_milli: int | None = None
    """The points of a line times this, in thousandths: 2,000 doubles them, 0 means none."""
    bonus: int | None = None
    """Points on top, once per order that has a line which the rule applies to."""
    skus: list[str] = field(default_factory=list)
    """Lines with one of these SKUs."""
    categories: list[str] = field(default_factory=list)
    """Lines of one of these categories."""
    brands: list[str] = field(default_factory=list)
    """Lines of one of these brands."""
    channels: list[str] = field(default_factory=list)
    """Orders of one of these channels."""
    stores: list[str] = field(default_factory=list)
    """Orders of one of these stores."""
    tiers: list[str] = field(default_factory=list)
    """Members in one of these tiers when the order was placed."""
    starts_at: datetime | None = None
    """Orders placed at this instant or later."""
    ends_at: datetime | None = None
    """Orders placed before this instant."""
    first_purchase: bool
    """A customer's first order."""


class EarningRuleDict(TypedDict, total=False):
    """`EarningRule` as a dict."""

    name: str | None
    """What explanations call it."""
    multiplier_milli: int | None
    """The points of a line times this, in thousandths: 2,000 doubles them, 0 means none."""
    bonus: int | None
    """Points on top, once per order that has a line which the rule applies to."""
    skus: abc.Iterable[str] | None
    """Lines with one of these SKUs."""
    categories: abc.Iterable[str] | None
    """Lines of one of these categories."""
    brands: abc.Iterable[str] | None
    """Lines of one of these brands."""
    channels: abc.Iterable[str] | None
    """Orders of one of these channels."""
    stores: abc.Iterable[str] | None
    """Orders of one of these stores."""
    tiers: abc.Iterable[str] | None
    """Members in one of these tiers when the order was placed."""
    starts_at: datetime | str | None
    """Orders placed at this instant or later."""
    ends_at: datetime | str | None
    """Orders placed before this instant."""
    first_purchase: bool | None
    """A customer's first order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryExplanation:
    """Why an entry is what it is."""

    entry: PointEntry
    """The entry."""
    earning: EarningExplanation | None = None
    """For what was earned by an order: the arithmetic."""
    draws: list[LotDraw]
    """The lots it drew or put points back to, in order."""
    text: str
    """The same as a sentence in English."""
    text_zh: str
    """The same as a sentence in Chinese."""


class EntryKind(TextEnum):
    """What an entry of the ledger is."""

    EARNED = "earned"
    """Points for an order or an event."""
    ADJUSTED = "adjusted"
    """Points given or taken by hand."""
    IMPORTED = "imported"
    """Points brought along from elsewhere."""
    REDEEMED = "redeemed"
    """Points spent."""
    HELD = "held"
    """Points set aside for a checkout."""
    CAPTURED = "captured"
    """Points spent out of a hold; what is left of it went back."""
    VOIDED = "voided"
    """A hold called off or run out."""
    GIVEN_BACK = "given_back"
    """Spent points given back."""
    CLAWED_BACK = "clawed_back"
    """Earned points taken back."""
    TRANSFERRED_OUT = "transferred_out"
    """Points given to another member."""
    TRANSFERRED_IN = "transferred_in"
    """Points got from another member."""
    EXPIRED = "expired"
    """Points past their date."""
    DEBT_SETTLED = "debt_settled"
    """New points that paid what was owed."""
    UNMERGED = "unmerged"
    """Each side of an un-merge has its own points back (rule P13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One page of entries."""

    items: list[PointEntry]
    """The entries, newest first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuery:
    """Whose entries, and from where on."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class _EntryQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""


class EntryQueryDict(_EntryQueryDict, total=False):
    """`EntryQuery` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedArea:
    """What an erasure did in one area."""

    area: str
    """The area."""
    destroyed: int
    """How much was destroyed: versions of records, profiles, addresses of orders, events, consents, codes."""
    kept: int
    """How much is kept, without what says who it was: records, orders, entries."""
    kept_because: KeptReason | None = None
    """Why it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePage:
    """One page of erasures."""

    items: list[ErasureReceipt]
    """The receipts, by the age of the customers."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


class ErasureReason(TextEnum):
    """Why a person is erased."""

    SUBJECT_REQUEST = "subject_request"
    """The person asked for it (GDPR article 17, PIPL article 47)."""
    WITHDRAWN_CONSENT = "withdrawn_consent"
    """The person withdrew the consent that the data was kept by (17(1)(b))."""
    OBJECTION = "objection"
    """The person objected, and nothing weighs more (17(1)(c))."""
    UNLAWFUL = "unlawful"
    """It was kept against the law (17(1)(d))."""
    LEGAL_OBLIGATION = "legal_obligation"
    """A law asks for it (17(1)(e))."""
    RETENTION = "retention"
    """It is not needed any more, or its time is over (17(1)(a))."""
    OTHER = "other"
    """Something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReceipt:
    """What an erasure did; nobody's personal data."""

    outcome: Outcome
    """`updated`, or `unchanged` when the customer was erased before; all else is of that time then."""
    customer_id: CustomerId
    """Who was erased: an id that stands for nobody any more."""
    at: datetime
    """When."""
    actor: str
    """By whom."""
    reason: ErasureReason
    """Why."""
    suppressed: int
    """How many e-mails and phones are suppressed since."""
    areas: list[ErasedArea]
    """What it did, area by area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event."""

    id: EventId
    """Its id."""
    name: str
    """Its name."""
    occurred_at: datetime
    """When it happened."""
    source: str
    """Who says it."""
    channel: str | None = None
    """For contacts: by which channel."""
    direction: Direction | None = None
    """For contacts: which way."""
    properties: dict[str, Any]
    """More about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInput:
    """Something a customer did, or a contact with one."""

    name: str
    """Its name, in the past tense: `product_viewed`, `call_logged`."""
    customer: CustomerRef | CustomerRefDict | str
    """Whose it is. A record that does not exist yet is made."""
    occurred_at: datetime | None = None
    """When it happened; now when left out."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it the same event twice is two events."""
    channel: str | None = None
    """For contacts: by which channel, such as `phone`, `email`, `wechat`."""
    direction: Direction | DirectionText | None = None
    """For contacts: which way."""
    properties: abc.Mapping[str, Any] | None = None
    """More about it: a JSON object."""


class _EventInputDict(TypedDict):
    name: str
    """Its name, in the past tense: `product_viewed`, `call_logged`."""
    customer: CustomerRef | CustomerRefDict | str
    """Whose it is. A record that does not exist yet is made."""


class EventInputDict(_EventInputDict, total=False):
    """`EventInput` as a dict."""

    occurred_at: datetime | str | None
    """When it happened; now when left out."""
    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it the same event twice is two events."""
    channel: str | None
    """For contacts: by which channel, such as `phone`, `email`, `wechat`."""
    direction: Direction | DirectionText | None
    """For contacts: which way."""
    properties: abc.Mapping[str, Any] | None
    """More about it: a JSON object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReceipt:
    """What taking an event in did."""

    outcome: Outcome
    """`created`, or `unchanged` when it had come before."""
    event_id: EventId
    """The event."""
    customer_id: CustomerId | None = None
    """Whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """Points for something a customer did."""

    event: str
    """The event's name: `review_written`."""
    points: int
    """How many."""


class EventRuleDict(TypedDict, total=False):
    """`EventRule` as a dict."""

    event: str | None
    """The event's name: `review_written`."""
    points: int | None
    """How many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiringPoints:
    """Points that expire at one instant."""

    at: datetime
    """When."""
    points: int
    """How many."""


class ExpiryPolicy(TextEnum):
    """When points expire (rule P5)."""

    NEVER = "never"
    """Never."""
    ROLLING = "rolling"
    """`expiry_months` after they were earned, to the microsecond."""
    END_OF_MONTH = "end_of_month"
    """With the end of the month that lies `expiry_months` later."""
    END_OF_YEAR = "end_of_year"
    """With the end of the year that lies `expiry_months` later."""
    FIXED_DATE = "fixed_date"
    """With the end of `expiry_date`."""
    INACTIVITY = "inactivity"
    """`expiry_months` after points were last earned or redeemed: each such act moves all lots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBatch:
    """What a worker gets."""

    items: list[FeedChange]
    """The changes, in the order they were committed; none when there is nothing new, or while another worker has a
    batch.
    """
    lease: int | None = None
    """What to acknowledge the batch by; absent when it is empty."""
    leased_until: datetime | None = None
    """Until when the batch is this worker's, or, of an empty one, until when it is another's."""
    attempt: int
    """How often the first change of the batch was given out, this time included: more than 1 after a worker did not
    acknowledge it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChange:
    """One committed change."""

    key: str
    """Names this change among all of the store, the same however often it is given out: who takes changes in keeps it
    to tell what came before.
    """
    at: datetime
    """When it was committed."""
    actor: str
    """Who did it."""
    verb: str
    """By which call."""
    kind: ChangeKind
    """What happened."""
    customer_id: CustomerId | None = None
    """Whom it touched."""
    subject: str | None = None
    """What it is about beside the customer: the id of a record, an order, an event."""
    segment: str | None = None
    """Of segments entered and left: the segment's key."""
    effective_at: datetime | None = None
    """Of segments entered and left: when that took effect. By time alone it is the very moment, however late the clock
    was told of it.
    """
    corrected: bool
    """Of segments entered and left: it follows from a fact of a time that was over already, so the past looks otherwise
    now.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    """A group: readers that follow the feed together, with one cursor that the store keeps."""

    name: str
    """Its name."""
    cursor: str
    """Up to where all is acknowledged; a cursor of `feed.changes` too."""
    lag: int | None = None
    """How many changes are still to be acknowledged, counted no further than 10,000; absent when the cursor fell out
    of what the feed keeps, and the group must be rewound.
    """
    waiting_since: datetime | None = None
    """When the oldest of them was committed."""
    worker: str | None = None
    """The worker that has a batch."""
    leased_until: datetime | None = None
    """Until when it has it; later another worker gets the batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One page of changes."""

    items: list[FeedChange]
    """The changes, in the order they were committed."""
    next_cursor: str
    """From where to go on, always: what comes later is found with it."""


class FeedStart(TextEnum):
    """Where a new group begins."""

    BEGINNING = "beginning"
    """At the first change that is kept."""
    END = "end"
    """After the last change there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTake:
    """What a worker asks for."""

    group: str
    """The group."""
    worker: str
    """Who takes: a name that no other worker of the group has, 1 to 100 bytes."""
    limit: int | None = None
    """At most this many changes, 1 to 1,000; 50 when left out."""
    lease_seconds: int | None = None
    """How long it has for them, 1 to 86,400 seconds; 60 when left out."""


class _FeedTakeDict(TypedDict):
    group: str
    """The group."""
    worker: str
    """Who takes: a name that no other worker of the group has, 1 to 100 bytes."""


class FeedTakeDict(_FeedTakeDict, total=False):
    """`FeedTake` as a dict."""

    limit: int | None
    """At most this many changes, 1 to 1,000; 50 when left out."""
    lease_seconds: int | None
    """How long it has for them, 1 to 86,400 seconds; 60 when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrimReport:
    """What trimming did."""

    dropped: int
    """Commits dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDefinition:
    """A field of the shop's own that customers have."""

    name: str
    """Its name: lower-case letters, digits and underscores, starting with a letter."""
    type: FieldType
    """What values it takes."""
    choices: list[str] = field(default_factory=list)
    """For choices: the values it takes."""
    min: int | None = None
    """The smallest number or shortest text."""
    max: int | None = None
    """The largest number or longest text, in characters."""


class _FieldDefinitionDict(TypedDict):
    name: str
    """Its name: lower-case letters, digits and underscores, starting with a letter."""
    type: FieldType | FieldTypeText
    """What values it takes."""


class FieldDefinitionDict(_FieldDefinitionDict, total=False):
    """`FieldDefinition` as a dict."""

    choices: abc.Iterable[str] | None
    """For choices: the values it takes."""
    min: int | None
    """The smallest number or shortest text."""
    max: int | None
    """The largest number or longest text, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvidence:
    """What one field says about a pair. Weights are binary logarithms of odds, in thousandths."""

    field: str
    """The field."""
    level: str
    """The level of agreement; `missing` where one of both says nothing."""
    around: str | None = None
    """What is known of the field it lies within, such as the address around a city: `around agrees`, `around differs`."""
    weight_milli: int
    """What the level says: `log2(m / u)`."""
    frequency_milli: int
    """What the frequency of the value adds: a rare one says more."""
    m_ppb: int
    """How often pairs of one person are at this level, in thousand-millionths."""
    u_ppb: int
    """How often two at random are, in thousand-millionths."""


class FieldType(TextEnum):
    """What values a field takes."""

    TEXT = "text"
    """Text."""
    INTEGER = "integer"
    """A whole number."""
    BOOLEAN = "boolean"
    """True or false."""
    DATE = "date"
    """A calendar day."""
    CHOICE = "choice"
    """One of the choices."""


class FinancialStatus(TextEnum):
    """Where its payment stands."""

    PENDING = "pending"
    """To be paid."""
    AUTHORIZED = "authorized"
    """The card was authorised."""
    PARTIALLY_PAID = "partially_paid"
    """Paid in part."""
    PAID = "paid"
    """Paid."""
    PARTIALLY_REFUNDED = "partially_refunded"
    """Paid back in part."""
    REFUNDED = "refunded"
    """Paid back."""
    VOIDED = "voided"
    """The payment was called off; counts nowhere."""
    EXPIRED = "expired"
    """It was never paid; counts nowhere."""


class FulfillmentStatus(TextEnum):
    """Where its goods are."""

    UNFULFILLED = "unfulfilled"
    """Not sent."""
    PARTIALLY_FULFILLED = "partially_fulfilled"
    """Sent in part."""
    FULFILLED = "fulfilled"
    """Packed or sent."""
    IN_TRANSIT = "in_transit"
    """On its way."""
    DELIVERED = "delivered"
    """With the customer."""
    RETURNED = "returned"
    """Sent back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackInput:
    """Redeemed points to give back."""

    entry: EntryId
    """The redemption or capture."""
    points: int | None = None
    """How many; all that is left of it when left out."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it the same twice gives back twice."""


class _GiveBackInputDict(TypedDict):
    entry: EntryId
    """The redemption or capture."""


class GiveBackInputDict(_GiveBackInputDict, total=False):
    """`GiveBackInput` as a dict."""

    points: int | None
    """How many; all that is left of it when left out."""
    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it the same twice gives back twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """At what time a greeting is sent, and when nobody is disturbed."""

    at: str
    """The time of day."""
    quiet_from: str | None = None
    """From this time on nobody is disturbed."""
    quiet_until: str | None = None
    """Until this time; on the next day when it is earlier than `quiet_from`."""
    past_midnight: PastMidnight | PastMidnightText | None = None
    """What becomes of a greeting that would wait past midnight."""
    zone: str | None = None
    """Whose clocks show these times; the shop's zone unless set."""


class _GreetingDict(TypedDict):
    at: str
    """The time of day."""


class GreetingDict(_GreetingDict, total=False):
    """`Greeting` as a dict."""

    quiet_from: str | None
    """From this time on nobody is disturbed."""
    quiet_until: str | None
    """Until this time; on the next day when it is earlier than `quiet_from`."""
    past_midnight: PastMidnight | PastMidnightText | None
    """What becomes of a greeting that would wait past midnight."""
    zone: str | None
    """Whose clocks show these times; the shop's zone unless set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """An identifier that could have joined a record to a customer and did not: for dedupe to decide."""

    kind: IdentifierKind
    """Which identifier."""
    reason: HeldBackReason
    """Why."""


class HeldBackReason(TextEnum):
    """Why an identifier did not join two records."""

    PLACEHOLDER = "placeholder"
    """The value is nobody's, such as `noemail@example.com`."""
    SHARED = "shared"
    """More records bear it than one person has."""
    NAME_CONFLICT = "name_conflict"
    """The names are those of different persons."""
    BIRTH_DATE_CONFLICT = "birth_date_conflict"
    """The birth dates are those of different persons."""
    DECIDED = "decided"
    """It was decided that they are different persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day that everybody keeps."""

    holiday: LunarHoliday
    """Which."""
    on: date
    """When it is, in Beijing."""


class IdentifierKind(TextEnum):
    """What kind of thing points at a customer."""

    EMAIL = "email"
    """An e-mail address."""
    PHONE = "phone"
    """A phone number."""
    EXTERNAL_ID = "external_id"
    """The name a source gave the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportColumn:
    """One column of an imported file."""

    header: str
    """Its header."""
    holds: str
    """What it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPointsInput:
    """A lot of points brought along from elsewhere. (program, source, external id) is its natural key."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    points: int
    """How many."""
    external_id: str
    """What the source calls the lot."""
    source: str | None = None
    """Where it comes from; `app` when left out."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    earned_at: datetime | None = None
    """When they were earned; now when left out."""
    expires_at: datetime | None = None
    """When they expire; as the program has it when left out."""


class _ImportPointsInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    points: int
    """How many."""
    external_id: str
    """What the source calls the lot."""


class ImportPointsInputDict(_ImportPointsInputDict, total=False):
    """`ImportPointsInput` as a dict."""

    source: str | None
    """Where it comes from; `app` when left out."""
    program: str | None
    """The program; may be left out when the shop has one."""
    earned_at: datetime | str | None
    """When they were earned; now when left out."""
    expires_at: datetime | str | None
    """When they expire; as the program has it when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportQuery:
    """How to take a file in."""

    mapping: Mapping | MappingDict | None = None
    """What its columns hold, where their headers do not tell."""
    batch_rows: int | None = None
    """Rows of one commit; a sensible number when left out."""


class ImportQueryDict(TypedDict, total=False):
    """`ImportQuery` as a dict."""

    mapping: Mapping | MappingDict | None
    """What its columns hold, where their headers do not tell."""
    batch_rows: int | None
    """Rows of one commit; a sensible number when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReject:
    """One refused row, without what it says."""

    line: int
    """The line it begins on, from 1."""
    column: str | None = None
    """The header of the column at fault, if it is one."""
    code: str
    """What is wrong, for programs."""
    reason: str
    """What is wrong, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did."""

    rows: int
    """Rows read, the header left out."""
    rows_skipped: int
    """Rows taken over from an earlier run that was cut off: they were not written again."""
    created: int
    """Records or orders that are new."""
    updated: int
    """Records or orders that were there with other content."""
    unchanged: int
    """Records or orders that were there with the same content."""
    rejected: int
    """Rows refused, each with its reason in the rejects."""
    rejected_by_code: dict[str, int]
    """How many rows were refused for what: by code."""
    customers_created: int
    """Customers that are new."""
    customers_merged: int
    """Customers that went into others, as a row bore identifiers of both."""
    held_back: dict[str, int]
    """Identifiers that could have joined records and did not: by reason."""
    unreadable: dict[str, int]
    """Values that did not read and were kept as they came: by field."""
    columns: list[ImportColumn]
    """What each column holds: header and field, custom attribute, `extra` or `ignore`."""
    encoding: str | None = None
    """The encoding it was read in; absent while everything was ASCII."""
    delimiter: str
    """What separates its cells."""
    rejects: list[ImportReject]
    """Refused rows, the first hundred; without what they say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A value that did not read and was kept as it came."""

    field: str
    """The field."""
    reason: str
    """Why it does not read; without the value."""


class Join(TextEnum):
    """How the parts of a condition are joined."""

    AND = "and"
    """All must hold."""
    OR = "or"
    """One must hold."""
    NOT = "not"
    """The part must not hold."""
    CLAUSE = "clause"
    """It has no parts."""


class KeptReason(TextEnum):
    """Why an erasure keeps something."""

    ACCOUNTING = "accounting"
    """Books of account must be kept for years, by the laws of commerce and taxes: amounts, lines and dates of orders
    (GDPR article 17(3)(b), PIPL article 47).
    """
    LEDGER = "ledger"
    """Entries of the ledger of points, without which what the shop owes to others and owed at a time would not add up."""
    PSEUDONYM = "pseudonym"
    """That there was a record, by its id alone: what is kept is tied to it, and to nobody."""


class LeapPolicy(TextEnum):
    """When a birthday on 29 February is kept in common years."""

    FEB28 = "feb28"
    """On 28 February."""
    MAR1 = "mar1"
    """On 1 March."""
    LEAP_ONLY = "leap_only"
    """Not at all."""


class LegalBasis(TextEnum):
    """What lets a shop contact a customer for a purpose (GDPR article 6(1), PIPL article 13)."""

    CONSENT = "consent"
    """The customer agreed, to this purpose by this channel, and can take it back as easily as it was given (GDPR articles
    6(1)(a) and 7, PIPL articles 13(1), 14 and 15).
    """
    CONTRACT = "contract"
    """A contract with the customer needs it: confirmations, deliveries, service (GDPR article 6(1)(b), PIPL article
    13(2)).
    """
    LEGAL_OBLIGATION = "legal_obligation"
    """A law orders it: a recall, the notice of a breach (GDPR article 6(1)(c), PIPL article 13(3))."""
    LEGITIMATE_INTEREST = "legitimate_interest"
    """An interest of the shop that outweighs the customer's, until the customer objects (GDPR articles 6(1)(f) and 21).
    PIPL does not know it: with customers in China the purpose needs another one.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityReport:
    """What a program owes its members (rule P12)."""

    program: str
    """The program."""
    at: datetime
    """The instant."""
    accounts: int
    """Accounts with points or debt."""
    outstanding: int
    """Points that are not expired: available, pending and held."""
    pending: int
    """Of them, pending."""
    held: int
    """Of them, held."""
    debt: int
    """Points that members owe."""
    credited: int
    """Points that ever came in."""
    debited: int
    """Points that were used or taken back."""
    expired: int
    """Points whose expiry was booked."""
    breakage_ppm: int
    """The share nobody will redeem, in millionths."""
    value: Money | None = None
    """Outstanding × value."""
    liability: Money | None = None
    """Outstanding × value × (1 − breakage), rounded half away from zero."""


class LinkCause(TextEnum):
    """Why a record belongs to a customer."""

    NEW = "new"
    """Nobody else was it."""
    EMAIL = "email"
    """It bears the same e-mail."""
    PHONE = "phone"
    """It bears the same phone."""
    MANUAL = "manual"
    """Staff entered it on this customer."""
    JOINED = "joined"
    """Another record bore identifiers of both."""
    DELETED = "deleted"
    """The customer was deleted."""
    MERGED = "merged"
    """Somebody said that they are one person."""
    DUPLICATE = "duplicate"
    """They score so high that the shop's policy links them."""
    UNMERGED = "unmerged"
    """It was given back to a customer of its own."""
    ERASED = "erased"
    """The customer was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """One link of a record, at its time."""

    at: datetime
    """When."""
    record_id: RecordId
    """Which record."""
    customer_id: CustomerId | None = None
    """To which customer; absent when its customer was deleted."""
    cause: LinkCause
    """Why."""
    other_record_id: RecordId | None = None
    """The record that it was weighed against, where it was linked by weight."""
    weight_milli: int | None = None
    """The weight, in thousandths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEvidence:
    """Why two records are one person."""

    record_id: RecordId
    """A record."""
    other_record_id: RecordId
    """Another one."""
    cause: LinkCause
    """Why: they bear the same e-mail or phone, somebody merged them, or the policy linked them."""
    weight_milli: int | None = None
    """The weight of the pair, in thousandths, where it was linked by weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDraw:
    """Points of one lot that an entry drew."""

    lot: EntryId
    """The entry that brought the lot."""
    points: int
    """How many points it took; negative where it put them back."""
    earned_at: datetime
    """When they were earned."""
    expires_at: datetime | None = None
    """When they expire."""


class LunarHoliday(TextEnum):
    """A holiday of the Chinese lunar calendar. It lies in the regular month, never in a leap month."""

    NEW_YEARS_EVE = "new_years_eve"
    """除夕, the day before Spring Festival. (It is no fixed day: the twelfth month often has no day 30.)"""
    SPRING_FESTIVAL = "spring_festival"
    """春节, 1/1."""
    LANTERN = "lantern"
    """元宵节, 1/15."""
    DRAGON_BOAT = "dragon_boat"
    """端午节, 5/5."""
    QIXI = "qixi"
    """七夕, 7/7."""
    MID_AUTUMN = "mid_autumn"
    """中秋节, 8/15."""
    DOUBLE_NINTH = "double_ninth"
    """重阳节, 9/9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What a file holds and how it is written. Everything may be left unsaid."""

    source: str | None = None
    """The source of rows that name none."""
    currency: str | None = None
    """The currency of rows that name none: three letters of ISO 4217."""
    zone: str | None = None
    """The zone of times that have none."""
    country: str | None = None
    """The country of phone numbers and addresses that name none: two letters of ISO 3166, or a usual name."""
    date_order: DateOrder | DateOrderText | None = None
    """How to read `01/02/2026`."""
    decimal: DecimalMark | DecimalMarkText | None = None
    """How to read `1.234` and `1,234`."""
    encoding: str | None = None
    """The file's encoding."""
    delimiter: str | None = None
    """What separates its cells."""
    ignore: abc.Iterable[str] | None = None
    """Columns to leave out, named as in `columns`."""
    columns: abc.Mapping[str, str] | None = None
    """What columns hold. A column is named by its header, or by `#` and its number from 1; what it holds is the name of
    a field, `custom:<name>`, `extra` or `ignore`.
    """


class MappingDict(TypedDict, total=False):
    """`Mapping` as a dict."""

    source: str | None
    """The source of rows that name none."""
    currency: str | None
    """The currency of rows that name none: three letters of ISO 4217."""
    zone: str | None
    """The zone of times that have none."""
    country: str | None
    """The country of phone numbers and addresses that name none: two letters of ISO 3166, or a usual name."""
    date_order: DateOrder | DateOrderText | None
    """How to read `01/02/2026`."""
    decimal: DecimalMark | DecimalMarkText | None
    """How to read `1.234` and `1,234`."""
    encoding: str | None
    """The file's encoding."""
    delimiter: str | None
    """What separates its cells."""
    ignore: abc.Iterable[str] | None
    """Columns to leave out, named as in `columns`."""
    columns: abc.Mapping[str, str] | None
    """What columns hold. A column is named by its header, or by `#` and its number from 1; what it holds is the name of
    a field, `custom:<name>`, `extra` or `ignore`.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """One page of members, by their ids."""

    items: list[SegmentMember]
    """The members."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuery:
    """Whose members, and from where on."""

    query: str
    """The condition; `segment('vip')` for the members of a segment."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class _MemberQueryDict(TypedDict):
    query: str
    """The condition; `segment('vip')` for the members of a segment."""


class MemberQueryDict(_MemberQueryDict, total=False):
    """`MemberQuery` as a dict."""

    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReceipt:
    """What a merge did."""

    outcome: Outcome
    """`unchanged` when both were one customer already."""
    customer: Customer
    """The customer as it is now."""
    merged: CustomerId | None = None
    """The customer that went into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRevenue:
    """One month."""

    month: str
    """The month, as `1997-01`."""
    orders: int
    """Orders placed in it that count."""
    net_revenue: Money
    """Their totals minus refunds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionInput:
    """An objection of a customer to a purpose."""

    customer: CustomerRef | CustomerRefDict | str
    """Who objects."""
    purpose: str | None = None
    """To what; `marketing` when left out."""
    channel: str | None = None
    """By which channel; every one when left out."""
    at: datetime | None = None
    """When; now when left out."""
    source: str | None = None
    """Where it was said; `app` when left out."""
    evidence: str | None = None
    """What proves it, as the shop keeps it."""


class _ObjectionInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Who objects."""


class ObjectionInputDict(_ObjectionInputDict, total=False):
    """`ObjectionInput` as a dict."""

    purpose: str | None
    """To what; `marketing` when left out."""
    channel: str | None
    """By which channel; every one when left out."""
    at: datetime | str | None
    """When; now when left out."""
    source: str | None
    """Where it was said; `app` when left out."""
    evidence: str | None
    """What proves it, as the shop keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A customer's day."""

    customer_id: CustomerId
    """Whose."""
    kind: OccasionKind
    """Which."""
    on: date
    """When it is kept."""
    years: int | None = None
    """How many years it is; absent for a birth date without a year."""
    greet_at: datetime | None = None
    """When to greet, where the query says at what time."""


class OccasionKind(TextEnum):
    """A day of a customer's own that comes every year."""

    BIRTHDAY = "birthday"
    """The day of birth."""
    LUNAR_BIRTHDAY = "lunar_birthday"
    """The day of birth by the Chinese lunar calendar; of birth dates with a year, from 1900-01-31 on. One in a leap month is
    kept in the regular month where the year has no such leap month, one on day 30 on day 29 of a shorter month.
    """
    FIRST_ORDER = "first_order"
    """The day of the first order that counts."""
    SIGN_UP = "sign_up"
    """The day on which a source first spoke of the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionPage:
    """One page of occasions."""

    items: list[Occasion]
    """The occasions, by day."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionQuery:
    """Which occasions of which days."""

    since: date
    """The first day."""
    until: date
    """The day after the last, 366 days later at most."""
    kinds: abc.Iterable[OccasionKind | OccasionKindText] | None = None
    """Which; all when left out."""
    leap_day: LeapPolicy | LeapPolicyText | None = None
    """When those of 29 February are kept in common years (rule D1)."""
    greeting: Greeting | GreetingDict | None = None
    """At what time of the day to greet; without it occasions are days alone (rule D2)."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class _OccasionQueryDict(TypedDict):
    since: date | str
    """The first day."""
    until: date | str
    """The day after the last, 366 days later at most."""


class OccasionQueryDict(_OccasionQueryDict, total=False):
    """`OccasionQuery` as a dict."""

    kinds: abc.Iterable[OccasionKind | OccasionKindText] | None
    """Which; all when left out."""
    leap_day: LeapPolicy | LeapPolicyText | None
    """When those of 29 February are kept in common years (rule D1)."""
    greeting: Greeting | GreetingDict | None
    """At what time of the day to greet; without it occasions are days alone (rule D2)."""
    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionRule:
    """Points for a day of a member's own, once a year."""

    occasion: OccasionKind
    """Which day."""
    points: int
    """How many."""


class OccasionRuleDict(TypedDict):
    """`OccasionRule` as a dict."""

    occasion: OccasionKind | OccasionKindText
    """Which day."""
    points: int
    """How many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as its facts leave it. Amounts of lines and discounts are in minor units of its currency."""

    id: OrderId
    """Its id."""
    version: int
    """How many facts stand behind it."""
    source: str
    """Where it comes from."""
    external_id: str
    """What its source calls it."""
    number: str | None = None
    """What people call it."""
    customer_id: CustomerId | None = None
    """Whose it is, now."""
    record_id: RecordId | None = None
    """The record it was booked on."""
    placed_at: datetime
    """When it was placed."""
    lines: list[OrderLine]
    """What was bought."""
    discounts: list[Discount]
    """Discounts on the whole."""
    tax: Money
    """Tax."""
    shipping: Money
    """Shipping."""
    total: Money
    """Total paid or payable, tax and shipping included, after discounts, before refunds."""
    refunded: Money
    """Paid back so far."""
    net_amount: Money
    """`total` minus `refunded` (rule O1)."""
    net_amount_in_shop_currency: Money | None = None
    """`net_amount` in the shop's currency; absent without a rate (rule O2)."""
    counted: bool
    """Whether it counts in the figures."""
    status: OrderStatus
    """Whether it stands."""
    financial_status: FinancialStatus
    """Where its payment stands."""
    fulfillment_status: FulfillmentStatus
    """Where its goods are."""
    cancelled_at: datetime | None = None
    """When it was called off."""
    channel: str | None = None
    """Where it was bought."""
    store: str | None = None
    """In which physical store."""
    exchange_rate: Decimal | None = None
    """Units of the shop's currency for one of the order's."""
    test: bool
    """A test order; counts nowhere."""
    tags: list[str]
    """Tags."""
    refunds: list[Refund]
    """What was given back."""
    shipping_address: Address | None = None
    """Where it goes."""
    note: str | None = None
    """Note."""
    extra: dict[str, str] = field(default_factory=dict)
    """What its source said that no field is for; as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderInput:
    """An order as a source has it. (source, external id) is its natural key."""

    source: str | None = None
    """Where it comes from; `app` when left out."""
    external_id: str
    """What the source calls it."""
    number: str | None = None
    """What people call it."""
    customer: CustomerRef | CustomerRefDict | str | None = None
    """Whose it is; nobody's when left out. A record that does not exist yet is made."""
    placed_at: datetime
    """When it was placed."""
    lines: abc.Iterable[OrderLineInput | OrderLineInputDict] | None = None
    """What was bought."""
    discounts: abc.Iterable[Discount | DiscountDict] | None = None
    """Discounts on the whole."""
    tax: Money | MoneyDict | str | None = None
    """Tax on top of the lines; tax that the prices include is not repeated here."""
    shipping: Money | MoneyDict | str | None = None
    """Shipping."""
    total: Money | MoneyDict | str | None = None
    """Total paid or payable, tax and shipping included, after discounts; computed when left out: lines minus
    discounts plus tax plus shipping, not below 0 unless the lines are.
    """
    refunded: Money | MoneyDict | str | None = None
    """Paid back so far, as the source has it. Single refunds are better recorded by `orders.refund`; the larger of
    the two sums counts.
    """
    status: OrderStatus | OrderStatusText | None = None
    """Whether it stands."""
    financial_status: FinancialStatus | FinancialStatusText | None = None
    """Where its payment stands."""
    fulfillment_status: FulfillmentStatus | FulfillmentStatusText | None = None
    """Where its goods are."""
    cancelled_at: datetime | None = None
    """When it was called off."""
    channel: str | None = None
    """Where it was bought: `web`, `wechat`, `till`."""
    store: str | None = None
    """In which physical store, by its code."""
    exchange_rate: Decimal | int | str | None = None
    """Units of the shop's currency for one unit of the order's."""
    test: bool | None = None
    """A test order; counts nowhere."""
    tags: abc.Iterable[str] | None = None
    """Tags."""
    shipping_address: AddressInput | AddressInputDict | None = None
    """Where it goes."""
    note: str | None = None
    """Note."""
    extra: abc.Mapping[str, str] | None = None
    """What the source said that no field is for; kept as it is."""
    updated_at: datetime | None = None
    """When this was so at the source; now when left out."""


class _OrderInputDict(TypedDict):
    external_id: str
    """What the source calls it."""
    placed_at: datetime | str
    """When it was placed."""


class OrderInputDict(_OrderInputDict, total=False):
    """`OrderInput` as a dict."""

    source: str | None
    """Where it comes from; `app` when left out."""
    number: str | None
    """What people call it."""
    customer: CustomerRef | CustomerRefDict | str | None
    """Whose it is; nobody's when left out. A record that does not exist yet is made."""
    lines: abc.Iterable[OrderLineInput | OrderLineInputDict] | None
    """What was bought."""
    discounts: abc.Iterable[Discount | DiscountDict] | None
    """Discounts on the whole."""
    tax: Money | MoneyDict | str | None
    """Tax on top of the lines; tax that the prices include is not repeated here."""
    shipping: Money | MoneyDict | str | None
    """Shipping."""
    total: Money | MoneyDict | str | None
    """Total paid or payable, tax and shipping included, after discounts; computed when left out: lines minus
    discounts plus tax plus shipping, not below 0 unless the lines are.
    """
    refunded: Money | MoneyDict | str | None
    """Paid back so far, as the source has it. Single refunds are better recorded by `orders.refund`; the larger of
    the two sums counts.
    """
    status: OrderStatus | OrderStatusText | None
    """Whether it stands."""
    financial_status: FinancialStatus | FinancialStatusText | None
    """Where its payment stands."""
    fulfillment_status: FulfillmentStatus | FulfillmentStatusText | None
    """Where its goods are."""
    cancelled_at: datetime | str | None
    """When it was called off."""
    channel: str | None
    """Where it was bought: `web`, `wechat`, `till`."""
    store: str | None
    """In which physical store, by its code."""
    exchange_rate: Decimal | int | str | None
    """Units of the shop's currency for one unit of the order's."""
    test: bool | None
    """A test order; counts nowhere."""
    tags: abc.Iterable[str] | None
    """Tags."""
    shipping_address: AddressInput | AddressInputDict | None
    """Where it goes."""
    note: str | None
    """Note."""
    extra: abc.Mapping[str, str] | None
    """What the source said that no field is for; kept as it is."""
    updated_at: datetime | str | None
    """When this was so at the source; now when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order."""

    sku: str | None = None
    """What was bought, by the shop's number."""
    name: str | None = None
    """Its name at the time."""
    category: str | None = None
    """Category at the time."""
    brand: str | None = None
    """Brand at the time."""
    quantity: int
    """Units ordered; negative on a credit note."""
    unit_price: int | None = None
    """Price of a unit before discounts, in minor units of the order's currency."""
    discount: int
    """Discount on the line, in minor units."""
    total: int
    """What the line comes to after its discount, in minor units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineInput:
    """One line of an order as a source has it."""

    sku: str | None = None
    """What was bought, by the shop's number."""
    name: str | None = None
    """Its name."""
    category: str | None = None
    """Category."""
    brand: str | None = None
    """Brand."""
    quantity: int | None = None
    """Units; negative on a credit note. 1 when left out."""
    unit_price: Money | MoneyDict | str | None = None
    """Price of a unit before discounts."""
    discount: Money | MoneyDict | str | None = None
    """Discount on the line."""
    total: Money | MoneyDict | str | None = None
    """What the line comes to; computed when left out: quantity × unit price − discount."""


class OrderLineInputDict(TypedDict, total=False):
    """`OrderLineInput` as a dict."""

    sku: str | None
    """What was bought, by the shop's number."""
    name: str | None
    """Its name."""
    category: str | None
    """Category."""
    brand: str | None
    """Brand."""
    quantity: int | None
    """Units; negative on a credit note. 1 when left out."""
    unit_price: Money | MoneyDict | str | None
    """Price of a unit before discounts."""
    discount: Money | MoneyDict | str | None
    """Discount on the line."""
    total: Money | MoneyDict | str | None
    """What the line comes to; computed when left out: quantity × unit price − discount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """One page of orders."""

    items: list[Order]
    """The orders."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceipt:
    """What a write did to an order."""

    outcome: Outcome
    """What happened."""
    order: Order
    """The order as it is now."""
    entered: list[str] = field(default_factory=list)
    """The segments that its customer came into by this, by their keys."""
    left: list[str] = field(default_factory=list)
    """The segments that its customer fell out of by this."""


@dataclass(frozen=True, slots=True)
class OrderRefId:
    """By its id."""

    value: OrderId


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefExternal:
    """By what its source calls it."""

    source: str
    """The source."""
    external_id: str
    """Its name for the order."""


class OrderRefIdDict(TypedDict):
    """`OrderRefId` as a dict."""

    id: OrderId


class OrderRefExternalFields(TypedDict):
    """The fields of `OrderRefExternalDict`."""

    source: str
    """The source."""
    external_id: str
    """Its name for the order."""


class OrderRefExternalDict(TypedDict):
    """`OrderRefExternal` as a dict."""

    external: OrderRefExternalFields


class OrderStatus(TextEnum):
    """Whether an order stands."""

    OPEN = "open"
    """It stands."""
    DRAFT = "draft"
    """A draft or quote: no order yet, counts nowhere."""
    CLOSED = "closed"
    """All is done."""
    CANCELLED = "cancelled"
    """It was called off; counts nowhere."""
    DELETED = "deleted"
    """Its source deleted it; counts nowhere."""


class Outcome(TextEnum):
    """What a write did."""

    CREATED = "created"
    """It is new."""
    UPDATED = "updated"
    """It was there and changed."""
    UNCHANGED = "unchanged"
    """It was there with the same content; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapRow:
    """What one segment has in common with each."""

    key: str
    """The segment's short name."""
    name: str
    """What people call it."""
    members: int
    """Customers in it."""
    both: list[int]
    """Customers that are in this segment and in that of each row, in the order of the rows; its members at its own."""
    share_ppm: list[int]
    """What part of this segment's members those are, in millionths, rounded half up; 0 for a segment without members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """How many things to give out, and from where on."""

    limit: int | None = None
    """At most this many, 1 to 1,000; 50 when left out."""
    cursor: str | None = None
    """What the page before gave as its `next_cursor`."""


class PageRequestDict(TypedDict, total=False):
    """`PageRequest` as a dict."""

    limit: int | None
    """At most this many, 1 to 1,000; 50 when left out."""
    cursor: str | None
    """What the page before gave as its `next_cursor`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairExplanation:
    """Why two customers score as they do. Weights are binary logarithms of odds, in thousandths; they add up, save for
    rounding.
    """

    customer_id: CustomerId
    """The older customer."""
    other_id: CustomerId
    """The younger one."""
    record_id: RecordId
    """The record of the older one that was compared."""
    other_record_id: RecordId
    """The record of the younger one."""
    weight_milli: int
    """The sum."""
    probability_ppm: int
    """The probability that both are one person, in millionths."""
    prior_milli: int
    """What holds for any two records."""
    household_milli: int
    """What is taken off because people of one household agree like this, too."""
    evidence: list[FieldEvidence]
    """What each field says."""


class PastMidnight(TextEnum):
    """What becomes of a greeting when quiet hours last until the next day."""

    SAME_DAY = "same_day"
    """It is sent before: in the last minute that is not quiet."""
    NEXT_DAY = "next_day"
    """It is sent after: when they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadCount:
    """What became of one kind of things."""

    kind: str
    """`customer`, `order`, `refund` or `event`."""
    created: int
    """New ones."""
    updated: int
    """Those that were there with other content."""
    unchanged: int
    """Those that were there and say nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadQuery:
    """How to take payloads in. What is left out is recognised."""

    platform: Platform | PlatformText | None = None
    """Which platform sent them; looked for in each object when left out."""
    kind: str | None = None
    """What the objects are, as the platform says it in the singular: `order`, `customer`, `refund`. Looked for when
    left out.
    """
    source_name: str | None = None
    """What the source is called; the platform's name when left out. Two shops of one platform need two names."""
    zone: str | None = None
    """The zone of times without one; the shop's when left out."""
    batch_objects: int | None = None
    """Objects of one commit; a sensible number when left out."""


class PayloadQueryDict(TypedDict, total=False):
    """`PayloadQuery` as a dict."""

    platform: Platform | PlatformText | None
    """Which platform sent them; looked for in each object when left out."""
    kind: str | None
    """What the objects are, as the platform says it in the singular: `order`, `customer`, `refund`. Looked for when
    left out.
    """
    source_name: str | None
    """What the source is called; the platform's name when left out. Two shops of one platform need two names."""
    zone: str | None
    """The zone of times without one; the shop's when left out."""
    batch_objects: int | None
    """Objects of one commit; a sensible number when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadReject:
    """An object, or a part of one, that was refused; without what it says."""

    offset: int
    """Where its object begins in the file, in bytes from 0."""
    index: int
    """The number of its object, from 0."""
    path: str
    """Where the fault is: `$.orders[3].total_price`."""
    code: str
    """What is wrong, for programs."""
    reason: str
    """What is wrong, for people, and what mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadReport:
    """What taking payloads in did."""

    objects: int
    """Objects read."""
    kinds: list[PayloadCount]
    """What became of records, orders, refunds and events, each kind for itself; sorted."""
    created: int
    """Those that are new, of all kinds."""
    updated: int
    """Those that were there with other content."""
    unchanged: int
    """Those that were there and say nothing new."""
    rejected: int
    """Objects, and parts of objects such as a refund inside an order, that were refused."""
    rejected_by_code: dict[str, int]
    """How many were refused for what: by code."""
    consents: int
    """Consents taken in."""
    customers_created: int
    """Customers that are new."""
    customers_merged: int
    """Customers that went into others, as a record bore identifiers of both."""
    held_back: dict[str, int]
    """Identifiers that could have joined records and did not: by reason."""
    unreadable: dict[str, int]
    """Values that did not read, or words that are not known, and were kept as they came: by field."""
    rejects: list[PayloadReject]
    """What was refused, the first hundred; without what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name as it is handed out: with its text, for who cannot know the order of its script."""

    full: str
    """The whole name, in the order of its script."""
    given: str | None = None
    """The given part."""
    family: str | None = None
    """The family part."""
    generation: int | None = None
    """1 for senior and the first, 2 for junior and the second, and so on."""


class PinChange(TextEnum):
    """A word by hand about a customer and a segment."""

    INCLUDE = "include"
    """In it, whatever the query says."""
    EXCLUDE = "exclude"
    """Out of it, whatever the query says."""
    CLEAR = "clear"
    """As the query says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinReceipt:
    """What a word by hand did."""

    outcome: Outcome
    """`updated`, or `unchanged` when it stood so already."""
    customer_id: CustomerId
    """Whom it is about."""


class Platform(TextEnum):
    """A commerce platform."""

    SHOPIFY = "shopify"
    """Shopify: Admin API, REST or GraphQL, and webhooks."""
    WOOCOMMERCE = "woocommerce"
    """WooCommerce: REST API version 3, and webhooks."""
    MEDUSA = "medusa"
    """Medusa, versions 1 and 2."""
    STRIPE = "stripe"
    """Stripe: objects and webhooks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointBalance:
    """What a member has in a program at an instant."""

    program: str
    """The program."""
    at: datetime
    """The instant."""
    available: int
    """Points that can be redeemed."""
    pending: int
    """Points that cannot be redeemed yet."""
    held: int
    """Points set aside by holds."""
    debt: int
    """Points owed: new ones pay them first."""
    expiring: list[ExpiringPoints]
    """Available and pending points by when they expire, soonest first; those that never do are left out."""
    next_change: datetime | None = None
    """When time alone changes any of this."""


class PointCause(TextEnum):
    """What happened to an order that an entry follows from."""

    ORDER_REFUNDED = "order_refunded"
    """Money was paid back, or goods came back."""
    ORDER_CANCELLED = "order_cancelled"
    """It counts no more: called off, deleted, its payment voided."""
    ORDER_CHANGED = "order_changed"
    """Its source says something else of it than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCohort:
    """What became of the points of one month."""

    month: str
    """The month in which they were earned, as `2026-03`."""
    points: PointOutcome
    """What became of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCohortReport:
    """Points by the month in which they were earned."""

    program: str
    """The program."""
    at: datetime
    """The instant."""
    cohorts: list[PointCohort]
    """The months in which points were earned, oldest first."""
    total: PointOutcome
    """All months together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEntry:
    """One entry of the ledger."""

    id: EntryId
    """Its id."""
    kind: EntryKind
    """What it is."""
    program: str
    """In which program."""
    program_version: int
    """The version of the program that it was decided by."""
    at: datetime
    """When it took effect."""
    recorded_at: datetime
    """When it came in."""
    points: int
    """By how much it changes the member's points: what is in lots and held, less what is owed."""
    pooled: int
    """In a pool: points of other members that it used beside them, less those it gave back. Where another member used or gave
    back points of this one, it is what `points` is.
    """
    debt: int
    """By how much it changes what is owed."""
    of: EntryId | None = None
    """The entry that it is about: a redemption, a hold, what was earned."""
    order_id: OrderId | None = None
    """For which order."""
    cause: PointCause | None = None
    """What happened to the order that it follows from by itself."""
    refund: str | None = None
    """The refund that it follows from, as the order's source calls it."""
    reason: str | None = None
    """Why, in somebody's words."""
    reward: str | None = None
    """The reward that it paid for."""
    actor: str | None = None
    """Who acted."""
    value: Money | None = None
    """What redeemed points are worth."""
    vests_at: datetime | None = None
    """When the points that it brought can be redeemed."""
    expires_at: datetime | None = None
    """When the points that it brought expire."""


class PointKind(TextEnum):
    """What the points of a program are for."""

    SPENDABLE = "spendable"
    """They can be redeemed."""
    QUALIFYING = "qualifying"
    """They only count, towards a tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointOutcome:
    """What became of some points. What came in is what went out and what is left: `earned` + `added` + `transferred` =
    `redeemed` − `given_back` + `settled` + `expired` + `clawed_back` + `withdrawn` + `forfeited` + `outstanding`.
    """

    earned: int
    """Earned by orders, events, occasions and referrals."""
    added: int
    """Came in otherwise: by hand, from elsewhere, or given back as a new lot."""
    transferred: int
    """Got from other members less given to them. Points that are given keep their month, so this is 0 unless members who
    had done it were taken apart since.
    """
    redeemed: int
    """Spent."""
    given_back: int
    """Of them, given back to the lots that they came from."""
    settled: int
    """Paid what was owed."""
    expired: int
    """Past their date, whether that was booked or not."""
    clawed_back: int
    """Taken back because their order was. Those that had expired before stay expired."""
    withdrawn: int
    """Taken by hand."""
    forfeited: int
    """Left with customers who were deleted."""
    outstanding: int
    """Still there: available, pending and held."""
    breakage_ppm: int | None = None
    """Breakage: `expired` as a share of the points that were used (spent and not given back, or paid what was owed) or
    expired, in millionths, rounded half up; none before there are any.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class PointPool:
    """Members who spend each other's points, in one program."""

    name: str
    """What it is called."""
    program: str
    """The program."""
    available: int
    """Points that each of them can redeem."""
    members: list[PoolMember]
    """The members, as they came in."""


class PointRounding(TextEnum):
    """How the exact points of an order become whole ones."""

    DOWN = "down"
    """The fraction is dropped."""
    HALF_UP = "half_up"
    """To the nearest, half up."""
    UP = "up"
    """Every fraction is a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsReceipt:
    """What a movement of points did."""

    replayed: bool
    """The same was asked before; nothing was written."""
    customer_id: CustomerId
    """Whose points."""
    entry: PointEntry
    """The entry."""
    balance: PointBalance
    """What the member has now."""


class Policy(TextEnum):
    """Which record a field of a profile comes from when several have it. Ties go on to the next of: the more recent
    record, the longer value, the smaller record id.
    """

    MOST_RECENT = "most_recent"
    """The record that was said last."""
    MOST_TRUSTED = "most_trusted"
    """The record of the most trusted source."""
    MOST_FREQUENT = "most_frequent"
    """The value that most records say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolInput:
    """Who comes into which pool."""

    customer: CustomerRef | CustomerRefDict | str
    """Who."""
    pool: str
    """What the pool is called. It is there with its first member."""
    program: str | None = None
    """The program; may be left out when the shop has one."""


class _PoolInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Who."""
    pool: str
    """What the pool is called. It is there with its first member."""


class PoolInputDict(_PoolInputDict, total=False):
    """`PoolInput` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolMember:
    """A member of a pool."""

    customer_id: CustomerId
    """Who."""
    joined_at: datetime
    """Since when."""
    available: int
    """What of the points is this member's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewInput:
    """What an order would earn that is not recorded yet."""

    order: OrderInput | OrderInputDict
    """The order. Whose it is need not be known."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    points: int | None = None
    """Points that will pay a part of it."""


class _PreviewInputDict(TypedDict):
    order: OrderInput | OrderInputDict
    """The order. Whose it is need not be known."""


class PreviewInputDict(_PreviewInputDict, total=False):
    """`PreviewInput` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    points: int | None
    """Points that will pay a part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with a query, and where."""

    code: ProblemCode
    """What kind of thing."""
    severity: Severity
    """Whether the query can run."""
    message: str
    """What is wrong and how to mend it. Holds words of the query, and never one of its texts in quotes."""
    line: int
    """Where it begins: the line, from 1."""
    column: int
    """The character in the line, from 1."""
    start: int
    """Where it begins: the byte of the query, from 0."""
    end: int
    """The byte behind it."""
    expected: list[str]
    """What could stand there."""
    suggestion: str | None = None
    """The nearest name there is, or the spelling of today."""


class ProblemCode(TextEnum):
    """What kind of thing is wrong with a query."""

    SEGMENT_SYNTAX = "SEGMENT_SYNTAX"
    """It does not read."""
    SEGMENT_UNKNOWN_ATTRIBUTE = "SEGMENT_UNKNOWN_ATTRIBUTE"
    """There is no such attribute or function."""
    SEGMENT_UNKNOWN_PARAMETER = "SEGMENT_UNKNOWN_PARAMETER"
    """The function has no such parameter."""
    SEGMENT_DUPLICATE_PARAMETER = "SEGMENT_DUPLICATE_PARAMETER"
    """A parameter stands twice."""
    SEGMENT_OPERATOR = "SEGMENT_OPERATOR"
    """The operator does not go with the type."""
    SEGMENT_TYPE = "SEGMENT_TYPE"
    """The value is of another type."""
    SEGMENT_ENUM_VALUE = "SEGMENT_ENUM_VALUE"
    """The value is none of those there are."""
    SEGMENT_DATE = "SEGMENT_DATE"
    """The day or time does not exist."""
    SEGMENT_RANGE = "SEGMENT_RANGE"
    """The number is too large."""
    SEGMENT_LIMIT = "SEGMENT_LIMIT"
    """The query is too long, too deep or has too many parts."""
    SEGMENT_CYCLE = "SEGMENT_CYCLE"
    """Segments lead back to themselves."""
    SEGMENT_UNKNOWN_SEGMENT = "SEGMENT_UNKNOWN_SEGMENT"
    """There is no such segment."""
    SEGMENT_UNSUPPORTED = "SEGMENT_UNSUPPORTED"
    """It is part of the language and not built yet, or not in the profile asked for."""
    SEGMENT_DEPRECATED = "SEGMENT_DEPRECATED"
    """An old spelling: it is read, and printed as it is written today."""
    SEGMENT_LINT = "SEGMENT_LINT"
    """It reads, and perhaps does not mean what was meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One version of a product."""

    sku: str
    """The shop's number for it."""
    version: int
    """Counts its versions, from 1."""
    name: str | None = None
    """What people call it."""
    category: str | None = None
    """Category."""
    brand: str | None = None
    """Brand."""
    vendor: str | None = None
    """Vendor."""
    price: Money | None = None
    """Price of a unit."""
    tags: list[str]
    """Tags, sorted."""
    recorded_at: datetime
    """When this version came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductInput:
    """A product to take in."""

    sku: str
    """The shop's number for it."""
    name: str | None = None
    """What people call it."""
    category: str | None = None
    """Category."""
    brand: str | None = None
    """Brand."""
    vendor: str | None = None
    """Vendor."""
    price: Money | MoneyDict | str | None = None
    """Price of a unit."""
    tags: abc.Iterable[str] | None = None
    """Tags."""


class _ProductInputDict(TypedDict):
    sku: str
    """The shop's number for it."""


class ProductInputDict(_ProductInputDict, total=False):
    """`ProductInput` as a dict."""

    name: str | None
    """What people call it."""
    category: str | None
    """Category."""
    brand: str | None
    """Brand."""
    vendor: str | None
    """Vendor."""
    price: Money | MoneyDict | str | None
    """Price of a unit."""
    tags: abc.Iterable[str] | None
    """Tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPage:
    """One page of products."""

    items: list[Product]
    """The products."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductReceipt:
    """What taking a product in did."""

    outcome: Outcome
    """What happened."""
    product: Product
    """The product as it is now."""


class Profile(TextEnum):
    """Which language a query must keep to."""

    GUANXI = "guanxi"
    """All of it."""
    SHOPIFY = "shopify"
    """What Shopify takes: no extensions, ten clauses, 500 ids, 5,000 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One version of a program."""

    name: str
    """Its short name: `club`."""
    version: int
    """Counts its versions, from 1."""
    terms: ProgramTerms
    """What it promises."""
    recorded_at: datetime
    """When this version was defined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramCostReport:
    """What a program cost in a period. Points are worth what they are worth by the program as it is now. What members have is
    changed by `earned` − `clawed_back` + `adjusted` + `imported` − `redeemed` + `given_back` − `expired`.
    """

    program: str
    """The program."""
    since: datetime | None = None
    """The first instant of the period; none for all that was before its end."""
    until: datetime | None = None
    """The first instant after it; none for all up to now."""
    earned: ValuedPoints
    """Earned by orders, events, occasions and referrals."""
    clawed_back: ValuedPoints
    """Taken back because their order was; those that members owe now are in it."""
    adjusted: ValuedPoints
    """Given by hand less those taken by hand."""
    imported: ValuedPoints
    """Brought along from elsewhere."""
    redeemed: ValuedPoints
    """Spent, on orders, on rewards and otherwise."""
    given_back: ValuedPoints
    """Spent points given back, in this period, whenever they were spent."""
    expired: ValuedPoints
    """Past their date, whether that was booked or not."""
    rewards: list[RewardCost]
    """What points paid for each reward, by name; all of it is in `redeemed` and `given_back`."""
    cost: Money | None = None
    """What the program cost: the value of what was spent less what was given back."""
    orders: int
    """Orders that earned in the period, also when it was 0 points, and that count still."""
    unconverted_orders: int
    """Of them, those in another currency and without a rate; in no sum."""
    net_revenue: Money | None = None
    """Totals of `orders` less all that was refunded of them by now, in the currency of the points' value."""
    cost_ppm: int | None = None
    """`cost` as a share of `net_revenue`, in millionths, rounded half away from zero; none without revenue."""
    earned_ppm: int | None = None
    """The value of `earned` less `clawed_back` as such a share: what the program promises for what is bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramReceipt:
    """What defining a program did."""

    outcome: Outcome
    """What happened."""
    program: Program
    """The program as it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramTerms:
    """What a program promises. Everything may be left out; an empty program earns nothing by itself."""

    kind: PointKind
    """What its points are for."""
    earn_points: int | None = None
    """Points for each `earn_amount`; 1 unless set."""
    earn_amount: Money | None = None
    """The amount that earns `earn_points`. Without it orders earn nothing."""
    rounding: PointRounding
    """How points become whole ones, once per order."""
    earn_on_shipping: bool
    """Shipping earns, too."""
    earn_on_tax: bool
    """Tax on top of the lines earns, too."""
    earn_on_points_paid: bool
    """What is paid with points earns, too."""
    excluded_categories: list[str] = field(default_factory=list)
    """Categories whose lines earn nothing, such as those of gift cards."""
    pending_days: int
    """Calendar days for which points are pending (rule P4)."""
    expiry: ExpiryPolicy
    """When points expire."""
    expiry_months: int
    """For policies that count months."""
    expiry_date: date | None = None
    """For a fixed date: the last day on which points are valid."""
    clawback: ClawbackPolicy
    """From where points of returned goods are taken."""
    give_back_grace_days: int | None = None
    """Points given back to a lot that is past are good for so many days more; they expire when left out (rule P7)."""
    redeem_points: int | None = None
    """Points that are worth `redeem_amount`."""
    redeem_amount: Money | None = None
    """What `redeem_points` are worth. Without it points have no value in money."""
    redeem_min: int | None = None
    """Fewer points are not redeemed at once."""
    redeem_step: int | None = None
    """Points are redeemed in multiples of this."""
    redeem_share_max_ppm: int | None = None
    """The share of an order's goods that points pay at most, in millionths."""
    rules: list[EarningRule] = field(default_factory=list)
    """More points for some, in this order."""
    stacking: Stacking
    """How multipliers go together."""
    events: list[EventRule] = field(default_factory=list)
    """Points for what customers do."""
    points_per_order_max: int | None = None
    """Points that one order earns at most."""
    points_per_day_max: int | None = None
    """Points that a member earns at most in a day of the program's zone, counted on the record that earns."""
    breakage_ppm: int
    """The share of points that nobody will ever redeem, in millionths, for the liability (rule P12)."""
    starts_at: datetime | None = None
    """Nothing is earned or redeemed before."""
    ends_at: datetime | None = None
    """Nothing is earned or redeemed from then on."""
    zone: str | None = None
    """The zone of its days; the shop's unless set."""
    tiers: TierTerms | None = None
    """The tiers of its members."""
    occasions: list[OccasionRule] = field(default_factory=list)
    """Points for birthdays and anniversaries of members, which `advance` books when time has come there."""
    leap_day: LeapPolicy
    """When occasions of 29 February are kept in common years (rule D1)."""
    pool_members_max: int | None = None
    """Members of a pool at most; 10 unless set, 100 at most, 0 for no pools (rule P14)."""


class ProgramTermsDict(TypedDict, total=False):
    """`ProgramTerms` as a dict."""

    kind: PointKind | PointKindText | None
    """What its points are for."""
    earn_points: int | None
    """Points for each `earn_amount`; 1 unless set."""
    earn_amount: Money | MoneyDict | str | None
    """The amount that earns `earn_points`. Without it orders earn nothing."""
    rounding: PointRounding | PointRoundingText | None
    """How points become whole ones, once per order."""
    earn_on_shipping: bool | None
    """Shipping earns, too."""
    earn_on_tax: bool | None
    """Tax on top of the lines earns, too."""
    earn_on_points_paid: bool | None
    """What is paid with points earns, too."""
    excluded_categories: abc.Iterable[str] | None
    """Categories whose lines earn nothing, such as those of gift cards."""
    pending_days: int | None
    """Calendar days for which points are pending (rule P4)."""
    expiry: ExpiryPolicy | ExpiryPolicyText | None
    """When points expire."""
    expiry_months: int | None
    """For policies that count months."""
    expiry_date: date | str | None
    """For a fixed date: the last day on which points are valid."""
    clawback: ClawbackPolicy | ClawbackPolicyText | None
    """From where points of returned goods are taken."""
    give_back_grace_days: int | None
    """Points given back to a lot that is past are good for so many days more; they expire when left out (rule P7)."""
    redeem_points: int | None
    """Points that are worth `redeem_amount`."""
    redeem_amount: Money | MoneyDict | str | None
    """What `redeem_points` are worth. Without it points have no value in money."""
    redeem_min: int | None
    """Fewer points are not redeemed at once."""
    redeem_step: int | None
    """Points are redeemed in multiples of this."""
    redeem_share_max_ppm: int | None
    """The share of an order's goods that points pay at most, in millionths."""
    rules: abc.Iterable[EarningRule | EarningRuleDict] | None
    """More points for some, in this order."""
    stacking: Stacking | StackingText | None
    """How multipliers go together."""
    events: abc.Iterable[EventRule | EventRuleDict] | None
    """Points for what customers do."""
    points_per_order_max: int | None
    """Points that one order earns at most."""
    points_per_day_max: int | None
    """Points that a member earns at most in a day of the program's zone, counted on the record that earns."""
    breakage_ppm: int | None
    """The share of points that nobody will ever redeem, in millionths, for the liability (rule P12)."""
    starts_at: datetime | str | None
    """Nothing is earned or redeemed before."""
    ends_at: datetime | str | None
    """Nothing is earned or redeemed from then on."""
    zone: str | None
    """The zone of its days; the shop's unless set."""
    tiers: TierTerms | TierTermsDict | None
    """The tiers of its members."""
    occasions: abc.Iterable[OccasionRule | OccasionRuleDict] | None
    """Points for birthdays and anniversaries of members, which `advance` books when time has come there."""
    leap_day: LeapPolicy | LeapPolicyText | None
    """When occasions of 29 February are kept in common years (rule D1)."""
    pool_members_max: int | None
    """Members of a pool at most; 10 unless set, 100 at most, 0 for no pools (rule P14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a call is."""

    stage: Stage
    """What it is busy with."""
    done: int
    """How much is done, in the unit of the stage."""
    total: int | None = None
    """How much there is in all, in the same unit; `None` when nobody knows (a pipe)."""
    rows: int
    """How many rows were taken so far, good and bad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeBasis:
    """What a purpose stands on."""

    purpose: str
    """For what customers are contacted, as consents name it; letter case does not matter."""
    basis: LegalBasis
    """What it stands on."""


class PurposeBasisDict(TypedDict):
    """`PurposeBasis` as a dict."""

    purpose: str
    """For what customers are contacted, as consents name it; letter case does not matter."""
    basis: LegalBasis | LegalBasisText
    """What it stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryCheck:
    """What there is to say about a query."""

    valid: bool
    """Whether it can run: none of the problems is a fault."""
    formatted: str | None = None
    """The query in the spelling of today; absent when it does not read."""
    problems: list[Problem]
    """Faults first, what does not read before the rest, each group by place; then warnings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One part of why a rule holds, or does not."""

    depth: int
    """How deep it stands: the whole at 0, its parts at 1."""
    join: Join
    """How its parts are joined."""
    holds: bool
    """Whether it holds."""
    clause: str | None = None
    """For a clause: how it is written."""
    found: list[str]
    """For a clause: what was found, such as `number_of_orders = 3` or `count = 0`."""
    rows: int | None = None
    """For a clause over rows: how many passed."""
    witnesses: list[str]
    """The ids of the first ten of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """Revenue for points redeemed."""

    now: Money
    """To be recognised now."""
    deferred: Money
    """What is still deferred then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionInput:
    """What is deferred for points, and how many of them were redeemed."""

    deferred: Money | MoneyDict | str
    """What was deferred."""
    redeemed: int
    """Points redeemed so far."""
    expected: int
    """Points expected to be redeemed altogether, as of now."""
    recognised: Money | MoneyDict | str
    """Revenue recognised before."""


class RecognitionInputDict(TypedDict):
    """`RecognitionInput` as a dict."""

    deferred: Money | MoneyDict | str
    """What was deferred."""
    redeemed: int
    """Points redeemed so far."""
    expected: int
    """Points expected to be redeemed altogether, as of now."""
    recognised: Money | MoneyDict | str
    """Revenue recognised before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLink:
    """A record of a customer, and why it is its."""

    record_id: RecordId
    """The record."""
    source: str
    """Where it comes from."""
    external_id: str | None = None
    """What its source calls it."""
    since: datetime
    """Since when it has been this customer's."""
    cause: LinkCause
    """Why."""
    came_from: CustomerId | None = None
    """The customer that it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemInput:
    """Points to spend, or to set aside."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    points: int
    """How many."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    order: OrderRef | OrderRefDict | str | None = None
    """For which order: its natural key then. One named by its source may be unknown yet."""
    order_amount: Money | MoneyDict | str | None = None
    """What the goods come to, where the order is not recorded yet: for a limit on the share that points pay."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it and without an order the same twice spends twice."""
    at: datetime | None = None
    """When; now when left out."""
    ttl_seconds: int | None = None
    """For a hold: the seconds after which it ends by itself, 900 when left out."""


class _RedeemInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    points: int
    """How many."""


class RedeemInputDict(_RedeemInputDict, total=False):
    """`RedeemInput` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    order: OrderRef | OrderRefDict | str | None
    """For which order: its natural key then. One named by its source may be unknown yet."""
    order_amount: Money | MoneyDict | str | None
    """What the goods come to, where the order is not recorded yet: for a limit on the share that points pay."""
    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it and without an order the same twice spends twice."""
    at: datetime | str | None
    """When; now when left out."""
    ttl_seconds: int | None
    """For a hold: the seconds after which it ends by itself, 900 when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemRewardInput:
    """A reward to redeem. (program, source, external id) is its natural key."""

    customer: CustomerRef | CustomerRefDict | str
    """Who pays and gets it."""
    reward: str
    """The reward's name."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it the same twice redeems twice."""
    at: datetime | None = None
    """When; now when left out."""


class _RedeemRewardInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Who pays and gets it."""
    reward: str
    """The reward's name."""


class RedeemRewardInputDict(_RedeemRewardInputDict, total=False):
    """`RedeemRewardInput` as a dict."""

    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it the same twice redeems twice."""
    at: datetime | str | None
    """When; now when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionPage:
    """One page of redemptions."""

    items: list[RewardRedemption]
    """The redemptions, newest first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionQuery:
    """Whose redemptions, and from where on."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class _RedemptionQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""


class RedemptionQueryDict(_RedemptionQueryDict, total=False):
    """`RedemptionQuery` as a dict."""

    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedemptionReceipt:
    """What redeeming, using or cancelling did."""

    replayed: bool
    """The same was asked before; nothing was written."""
    redemption: RewardRedemption
    """The redemption as it is now."""


class RedemptionState(TextEnum):
    """Where a redemption stands."""

    OPEN = "open"
    """Its code can be used."""
    USED = "used"
    """Its code was used."""
    CANCELLED = "cancelled"
    """It was called off."""
    EXPIRED = "expired"
    """Its code was not used in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A friend whom somebody referred."""

    program: str
    """The program."""
    program_version: int
    """The version whose terms hold."""
    friend_id: CustomerId | None = None
    """Who was referred; nobody any more when deleted."""
    referrer_id: CustomerId | None = None
    """By whom; nobody any more when deleted."""
    state: ReferralState
    """Where it stands."""
    attributed_at: datetime
    """When the friend came with the code."""
    expires_at: datetime | None = None
    """From when on no order qualifies."""
    order_id: OrderId | None = None
    """The order that qualified."""
    referrer_entry: EntryId | None = None
    """The entry of the referrer's points."""
    friend_entry: EntryId | None = None
    """The entry of the friend's points."""
    checks: list[ReferralCheck]
    """What was looked at: when it was rewarded or refused, else just now."""
    text: str
    """Where it stands and why, as a sentence in English."""
    text_zh: str
    """The same in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCheck:
    """One thing that was looked at, and what it came to."""

    name: str
    """What: `two_people`, `household`, `ring`, `velocity`, `window`, `order`, `condition`; `program` where the loyalty program
    gives nothing.
    """
    passed: bool
    """Whether it is as it must be."""
    detail: str
    """What was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCode:
    """A customer's code."""

    program: str
    """The program."""
    customer_id: CustomerId
    """Whose."""
    code: str
    """Eight letters and digits. Blanks and dashes do not matter, nor whether letters are large."""
    link: str | None = None
    """The link that carries it, where the program has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralInput:
    """A customer who came with a code. The customer is its natural key: nobody is referred twice."""

    code: str
    """The code, as it is read or typed."""
    customer: CustomerRef | CustomerRefDict | str
    """Who came with it."""
    at: datetime | None = None
    """When; now when left out."""


class _ReferralInputDict(TypedDict):
    code: str
    """The code, as it is read or typed."""
    customer: CustomerRef | CustomerRefDict | str
    """Who came with it."""


class ReferralInputDict(_ReferralInputDict, total=False):
    """`ReferralInput` as a dict."""

    at: datetime | str | None
    """When; now when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """One page of referrals."""

    items: list[Referral]
    """The referrals."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralProgram:
    """One version of a program."""

    name: str
    """Its short name: `friends`."""
    version: int
    """Counts its versions, from 1."""
    terms: ReferralTerms
    """What it promises."""
    recorded_at: datetime
    """When this version was defined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralQuery:
    """Whose referrals, and from where on."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class _ReferralQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""


class ReferralQueryDict(_ReferralQueryDict, total=False):
    """`ReferralQuery` as a dict."""

    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


class ReferralState(TextEnum):
    """Where a referral stands."""

    WAITING = "waiting"
    """No order has qualified yet."""
    REWARDED = "rewarded"
    """Both sides have their points."""
    REVERSED = "reversed"
    """The points were taken back."""
    REFUSED = "refused"
    """A guard refused it, for good."""
    EXPIRED = "expired"
    """No order qualified in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTerms:
    """What a program promises to both sides, and to whom it does not."""

    program: str | None = None
    """The loyalty program whose points are given; may be left out when the shop has one."""
    referrer_points: int
    """Points for who referred."""
    friend_points: int
    """Points for the friend."""
    order_min: Money | None = None
    """What the order must come to, less what was refunded; anything above 0 when left out."""
    condition: str | None = None
    """What must hold for the friend when the order comes in or changes, in the language of segments."""
    window_days: int | None = None
    """Calendar days from the code to the order, to the same time of day; any when left out."""
    friends_max: int | None = None
    """Friends that one customer is rewarded for in any 30 days; any number when left out."""
    same_household: bool
    """People who share a phone, an e-mail or an address may refer each other."""
    link: str | None = None
    """A link that carries a code, with `{code}` where it goes: `https://shop.example/?ref={code}`."""


class ReferralTermsDict(TypedDict, total=False):
    """`ReferralTerms` as a dict."""

    program: str | None
    """The loyalty program whose points are given; may be left out when the shop has one."""
    referrer_points: int | None
    """Points for who referred."""
    friend_points: int | None
    """Points for the friend."""
    order_min: Money | MoneyDict | str | None
    """What the order must come to, less what was refunded; anything above 0 when left out."""
    condition: str | None
    """What must hold for the friend when the order comes in or changes, in the language of segments."""
    window_days: int | None
    """Calendar days from the code to the order, to the same time of day; any when left out."""
    friends_max: int | None
    """Friends that one customer is rewarded for in any 30 days; any number when left out."""
    same_household: bool | None
    """People who share a phone, an e-mail or an address may refer each other."""
    link: str | None
    """A link that carries a code, with `{code}` where it goes: `https://shop.example/?ref={code}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money given back for an order."""

    external_id: str | None = None
    """What its source calls it."""
    amount: Money
    """How much."""
    lines: list[RefundLine]
    """What came back, if goods did."""
    reason: str | None = None
    """Why."""
    refunded_at: datetime
    """When."""
    extra: dict[str, str] = field(default_factory=dict)
    """What its source said that no field is for; as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundInput:
    """Money given back. (order, external id) is its natural key."""

    order: OrderRef | OrderRefDict | str
    """Which order; one named by its source may be unknown yet."""
    external_id: str | None = None
    """What its source calls the refund. Without it the same refund twice is two refunds."""
    amount: Money | MoneyDict | str | None = None
    """How much; all that is left when left out."""
    lines: abc.Iterable[RefundLine | RefundLineDict] | None = None
    """What came back, if goods did."""
    reason: str | None = None
    """Why."""
    refunded_at: datetime | None = None
    """When; now when left out."""
    extra: abc.Mapping[str, str] | None = None
    """What the source said that no field is for; kept as it is."""


class _RefundInputDict(TypedDict):
    order: OrderRef | OrderRefDict | str
    """Which order; one named by its source may be unknown yet."""


class RefundInputDict(_RefundInputDict, total=False):
    """`RefundInput` as a dict."""

    external_id: str | None
    """What its source calls the refund. Without it the same refund twice is two refunds."""
    amount: Money | MoneyDict | str | None
    """How much; all that is left when left out."""
    lines: abc.Iterable[RefundLine | RefundLineDict] | None
    """What came back, if goods did."""
    reason: str | None
    """Why."""
    refunded_at: datetime | str | None
    """When; now when left out."""
    extra: abc.Mapping[str, str] | None
    """What the source said that no field is for; kept as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    """Units of a line that came back."""

    line: int
    """The position of the line in the order, from 0."""
    quantity: int
    """How many units came back."""


class RefundLineDict(TypedDict):
    """`RefundLine` as a dict."""

    line: int
    """The position of the line in the order, from 0."""
    quantity: int
    """How many units came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundReceipt:
    """What a refund did."""

    replayed: bool
    """The refund had come before; nothing was written."""
    order_id: OrderId
    """Which order."""
    amount: Money
    """How much."""
    order: Order | None = None
    """The order as it is now; absent while only refunds of it are known."""


class RestrictionReason(TextEnum):
    """Why processing is restricted (GDPR article 18(1))."""

    CONTESTED = "contested"
    """The person says that what is known is wrong, and it is being looked into (18(1)(a))."""
    UNLAWFUL = "unlawful"
    """It was processed against the law, and the person wants it kept rather than erased (18(1)(b))."""
    LEGAL_CLAIM = "legal_claim"
    """The shop needs it no more, and the person does, for a claim in law (18(1)(c))."""
    OBJECTION = "objection"
    """The person objected, and it is being weighed whose interest comes first (18(1)(d))."""
    OTHER = "other"
    """Something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionReceipt:
    """What restricting a customer, or lifting that, did."""

    outcome: Outcome
    """`updated`, or `unchanged`."""
    customer_id: CustomerId
    """Who."""
    reason: RestrictionReason | None = None
    """Why processing is restricted; absent when it is not."""
    since: datetime | None = None
    """Since when; absent when it is not."""


class RetentionAction(TextEnum):
    """What is done to what is past its time."""

    DELETE = "delete"
    """It is destroyed. Of events and contacts alone: of customers something must be kept."""
    ANONYMISE = "anonymise"
    """What says who somebody was is destroyed. Of customers: as `privacy.erase` does it; what the law orders kept stays,
    tied to nobody. Of events and contacts: their properties, where what is personal stands; that they were, when, and
    by which channel stays with the customer.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCount:
    """What a rule of retention destroys, or destroyed."""

    rule: RetentionRule
    """The rule."""
    before: datetime
    """What began before this instant is past its time by it."""
    removed: int
    """How many: events, contacts or customers."""
    oldest: datetime | None = None
    """When the time of the oldest of them began; absent when there are none."""
    restricted: int
    """How many more are past their time and kept, since processing of their customer is restricted (GDPR article 18)."""


class RetentionData(TextEnum):
    """What a rule of retention is about."""

    EVENTS = "events"
    """What customers did: events without a channel and a direction. Their time begins when they happened. The last event
    of how something stands, such as a subscription, is kept as long as its customer.
    """
    CONTACTS = "contacts"
    """Contacts with customers: events with a channel or a direction. Their time begins when they happened. A message that
    came back for good is kept as long as its customer: without it, the address would be written to again.
    """
    CUSTOMERS = "customers"
    """Customers, also deleted ones. Their time begins when they were last heard of: what a source said of them, an order or
    refund, something they did, a contact that came from them, an entry of a consent, points spent. It does not end
    while a consent is granted or points can be spent, but for those who are deleted.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionReport:
    """What is past its time by the rules of retention, or was; nobody's personal data."""

    as_of: datetime
    """The instant."""
    rules: list[RetentionCount]
    """What each rule destroys, in the order of the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How long something is kept, and what is done to it then (GDPR article 5(1)(e), PIPL article 19).

    A period is one of months or of days, by the shop's zone. The day on which it begins does not count, and it ends with
    the end of its last day; where the last month does not have that day, with the month (Regulation 1182/71 article 3,
    Civil Code of China articles 201 to 203).
    """

    data: RetentionData
    """What it is about."""
    action: RetentionAction
    """What is done."""
    after_months: int | None = None
    """After how many months: 1 to 1,200."""
    after_days: int | None = None
    """After how many days: 1 to 36,500."""
    basis: LegalBasis | None = None
    """Of whose data, by what it stands on: `contract`, of customers who ordered; `consent`, of those who never did and
    agreed to something; `legitimate_interest`, of all others. When left out, of all whose basis no other rule for the
    same data and action names.
    """


class _RetentionRuleDict(TypedDict):
    data: RetentionData | RetentionDataText
    """What it is about."""
    action: RetentionAction | RetentionActionText
    """What is done."""


class RetentionRuleDict(_RetentionRuleDict, total=False):
    """`RetentionRule` as a dict."""

    after_months: int | None
    """After how many months: 1 to 1,200."""
    after_days: int | None
    """After how many days: 1 to 36,500."""
    basis: LegalBasis | LegalBasisText | None
    """Of whose data, by what it stands on: `contract`, of customers who ordered; `consent`, of those who never did and
    agreed to something; `legitimate_interest`, of all others. When left out, of all whose basis no other rule for the
    same data and action names.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRun:
    """A run of the rules of retention that destroyed something; nobody's personal data."""

    at: datetime
    """When it began."""
    actor: str
    """By whom."""
    finished: bool
    """It came to its end. When it was cut off, another one went on."""
    rules: list[RetentionCount]
    """What each rule destroyed, in the order of the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRunPage:
    """One page of runs."""

    items: list[RetentionRun]
    """The runs, newest first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnInput:
    """Goods that came back."""

    order: OrderRef | OrderRefDict | str
    """The order they were bought with."""
    lines: abc.Iterable[RefundLine | RefundLineDict] | None = None
    """The units; all that have not come back when left out."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    external_id: str | None = None
    """What the order's source calls the return. Without it the same twice returns twice."""


class _ReturnInputDict(TypedDict):
    order: OrderRef | OrderRefDict | str
    """The order they were bought with."""


class ReturnInputDict(_ReturnInputDict, total=False):
    """`ReturnInput` as a dict."""

    lines: abc.Iterable[RefundLine | RefundLineDict] | None
    """The units; all that have not come back when left out."""
    program: str | None
    """The program; may be left out when the shop has one."""
    external_id: str | None
    """What the order's source calls the return. Without it the same twice returns twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReceipt:
    """What returning goods did to points (rules P7 to P9)."""

    replayed: bool
    """The same was asked before; nothing was written."""
    customer_id: CustomerId
    """Whose points."""
    entry: PointEntry
    """The entry of what was taken back."""
    given_back: int
    """Redeemed points given back."""
    clawed_back: int
    """Earned points taken back, in whichever way."""
    lapsed: int
    """Of them, those that had expired already."""
    owed: int
    """Of them, those that are owed now."""
    written_off: int
    """Of them, those that were written off."""
    cash: Money
    """The money to be paid back for these goods: what they cost, less what points paid."""
    balance: PointBalance
    """What the member has now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueReport:
    """Net revenue by month."""

    months: list[MonthRevenue]
    """The months, oldest first."""
    unconverted_orders: int
    """Orders in other currencies without a rate, in no month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A pair to decide about."""

    customer: Customer
    """The older customer."""
    other: Customer
    """The younger one."""
    explanation: PairExplanation
    """Why they score as they do, as of the run that found them."""
    put_off_at: datetime | None = None
    """When it was put off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """One page of the review queue."""

    items: list[Review]
    """The pairs, most likely first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQuery:
    """Which part of the review queue to show."""

    later: bool | None = None
    """The pairs that somebody put off, in place of those that nobody decided about."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class ReviewQueryDict(TypedDict, total=False):
    """`ReviewQuery` as a dict."""

    later: bool | None
    """The pairs that somebody put off, in place of those that nobody decided about."""
    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """One version of a reward."""

    name: str
    """Its short name: `mug`."""
    version: int
    """Counts its versions, from 1."""
    terms: RewardTerms
    """What it is."""
    recorded_at: datetime
    """When this version was defined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardCost:
    """What points paid for one reward."""

    reward: str
    """The reward's short name."""
    redeemed: int
    """How often it was redeemed."""
    cancelled: int
    """How often that was called off."""
    spent: ValuedPoints
    """Points spent on it less those that were given back."""


class RewardKind(TextEnum):
    """What a reward is. The shop hands it over; what kind it is changes nothing here."""

    VOUCHER = "voucher"
    """Worth an amount."""
    PRODUCT = "product"
    """A thing."""
    DISCOUNT = "discount"
    """Something off a purchase."""
    SERVICE = "service"
    """Something done for the customer."""
    BOOKING = "booking"
    """A place at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardOffer:
    """A reward of the catalogue, with what is left of it."""

    reward: Reward
    """The reward."""
    taken: int
    """Redemptions of it that were not cancelled."""
    left: int | None = None
    """How many are left; absent where there is no end of them."""
    on_offer: bool
    """It can be redeemed now: it has begun, has not ended, and something is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardReceipt:
    """What defining a reward did."""

    outcome: Outcome
    """What happened."""
    reward: Reward
    """The reward as it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRedemption:
    """A reward that somebody redeemed."""

    id: EntryId
    """Its id: that of the entry which took the points."""
    customer_id: CustomerId
    """Whose."""
    reward: Reward
    """The reward, in the version that was redeemed."""
    points: int
    """What it cost, in points."""
    code: str
    """What is shown at the till. Who has it can use it."""
    state: RedemptionState
    """Where it stands."""
    redeemed_at: datetime
    """When it was redeemed."""
    expires_at: datetime | None = None
    """From when on the code cannot be used."""
    used_at: datetime | None = None
    """When the code was used."""
    cancelled_at: datetime | None = None
    """When it was called off."""
    reason: str | None = None
    """Why, in somebody's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardTerms:
    """What a reward is, and on which terms it is given out."""

    kind: RewardKind
    """What it is."""
    title: str | None = None
    """What customers read."""
    program: str | None = None
    """Whose points buy it; may be left out when the shop has one program."""
    points: int
    """What it costs, in points."""
    stock: int | None = None
    """How many there are altogether, those given out included; without end when left out."""
    limit_per_customer: int | None = None
    """How many one customer may have that are not cancelled; any number when left out."""
    starts_at: datetime | None = None
    """Not redeemed before."""
    ends_at: datetime | None = None
    """Not redeemed from then on."""
    valid_days: int | None = None
    """Calendar days for which a code can be used, to the same time of day; for ever when left out."""
    value: Money | None = None
    """What a voucher or discount is worth."""
    sku: str | None = None
    """Which product it is."""


class RewardTermsDict(TypedDict, total=False):
    """`RewardTerms` as a dict."""

    kind: RewardKind | RewardKindText | None
    """What it is."""
    title: str | None
    """What customers read."""
    program: str | None
    """Whose points buy it; may be left out when the shop has one program."""
    points: int | None
    """What it costs, in points."""
    stock: int | None
    """How many there are altogether, those given out included; without end when left out."""
    limit_per_customer: int | None
    """How many one customer may have that are not cancelled; any number when left out."""
    starts_at: datetime | str | None
    """Not redeemed before."""
    ends_at: datetime | str | None
    """Not redeemed from then on."""
    valid_days: int | None
    """Calendar days for which a code can be used, to the same time of day; for ever when left out."""
    value: Money | MoneyDict | str | None
    """What a voucher or discount is worth."""
    sku: str | None
    """Which product it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmCuts:
    """Fixed cut points: four of each, growing."""

    recency_days: abc.Iterable[int]
    """Days since the last order: up to the first is 5, up to the second 4, …, beyond the fourth 1."""
    orders: abc.Iterable[int]
    """Orders: from the fourth on is 5, from the third 4, …, below the first 1."""
    net_amount_minor: abc.Iterable[int]
    """Net amounts in minor units of the shop's currency, likewise."""


class RfmCutsDict(TypedDict):
    """`RfmCuts` as a dict."""

    recency_days: abc.Iterable[int]
    """Days since the last order: up to the first is 5, up to the second 4, …, beyond the fourth 1."""
    orders: abc.Iterable[int]
    """Orders: from the fourth on is 5, from the third 4, …, below the first 1."""
    net_amount_minor: abc.Iterable[int]
    """Net amounts in minor units of the shop's currency, likewise."""


class RfmGroup(TextEnum):
    """A group of customers that deserve the same care."""

    CHAMPIONS = "CHAMPIONS"
    """Bought just now, often and for much."""
    LOYAL = "LOYAL"
    """Buy often, the last time not long ago."""
    ACTIVE = "ACTIVE"
    """Buy now and then, the last time not long ago."""
    NEW = "NEW"
    """Bought for the first time not long ago."""
    PROMISING = "PROMISING"
    """Bought little, not quite recently."""
    NEEDS_ATTENTION = "NEEDS_ATTENTION"
    """Were active and grow quiet."""
    ALMOST_LOST = "ALMOST_LOST"
    """Bought little, and some time ago."""
    PREVIOUSLY_LOYAL = "PREVIOUSLY_LOYAL"
    """Were among the best, and a long time ago."""
    AT_RISK = "AT_RISK"
    """Bought a fair amount, and a long time ago."""
    DORMANT = "DORMANT"
    """Bought little, and a long time ago."""
    PROSPECTS = "PROSPECTS"
    """Never bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmGroupRow:
    """One group."""

    group: RfmGroup
    """Which."""
    customers: int
    """Customers in it."""
    orders: int
    """Their orders."""
    net_amount: Money | None = None
    """Their net amount; absent before the shop has a currency."""


@dataclass(frozen=True, slots=True)
class RfmMethodFixed:
    """By fixed cut points."""

    value: RfmCuts | RfmCutsDict


class RfmMethodFixedDict(TypedDict):
    """`RfmMethodFixed` as a dict."""

    fixed: RfmCuts | RfmCutsDict


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmQuery:
    """What to score, as of when."""

    as_of: date | None = None
    """As of the end of this day; today when left out."""
    window_days: int | None = None
    """Only orders of the last so many days, the day looked at being the last; all when left out."""
    method: RfmMethod | RfmMethodDict | None = None
    """How scores are cut."""


class RfmQueryDict(TypedDict, total=False):
    """`RfmQuery` as a dict."""

    as_of: date | str | None
    """As of the end of this day; today when left out."""
    window_days: int | None
    """Only orders of the last so many days, the day looked at being the last; all when left out."""
    method: RfmMethod | RfmMethodDict | None
    """How scores are cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmReport:
    """How customers fall into the groups."""

    as_of: date
    """As of the end of this day."""
    population: int
    """Customers with at least one order that counts."""
    low_population: bool
    """Below 30 of them fifths say little."""
    groups: list[RfmGroupRow]
    """Every group, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmScore:
    """The score of one customer."""

    customer_id: CustomerId
    """Who."""
    recency_days: int
    """Days from the last order to the day looked at."""
    orders: int
    """Orders that count."""
    net_amount: Money | None = None
    """Their net amount; absent before the shop has a currency."""
    recency: int
    """1 to 5, 5 for the most recent."""
    frequency: int
    """1 to 5, 5 for the most orders."""
    monetary: int
    """1 to 5, 5 for the most money."""
    group: RfmGroup
    """The named group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One version of a segment."""

    key: str
    """Its short name in queries."""
    version: int
    """Counts its versions, from 1."""
    name: str
    """What people call it."""
    query: str | None = None
    """Who is in it, in the spelling of today; absent for lists."""
    recorded_at: datetime
    """When this version came in."""
    removed: bool
    """It was taken away with this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentAdvance:
    """What advancing did."""

    customers: int
    """How often a customer was looked at because time may have moved it."""
    entered: int
    """How often a segment was entered."""
    left: int
    """How often a segment was left."""
    ran: bool
    """All customers were worked out anew: for places, RFM and stages, or after a change of the shop."""
    next_due: datetime | None = None
    """When time alone may move somebody next, midnight runs aside; absent when it never will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentChange:
    """What time alone will do to a customer, if nothing else happens."""

    at: datetime
    """When."""
    enters: list[str]
    """Segments that it will come into."""
    leaves: list[str]
    """Segments that it will fall out of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentCount:
    """How many a query holds for."""

    members: int
    """Customers for whom it holds."""
    customers: int
    """Customers in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentDay:
    """A segment on one day of the store."""

    day: date
    """The day."""
    entered: int
    """How often it was entered."""
    left: int
    """How often it was left."""
    members: int
    """Members at the end of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentExplanation:
    """Why a query holds for a customer, or does not."""

    customer_id: CustomerId
    """Who."""
    holds: bool
    """Whether it holds."""
    query: str
    """The query in the spelling of today."""
    as_of: datetime
    """The instant it was looked at."""
    zone: str
    """Whose days hold."""
    pinned: bool | None = None
    """For `segment('vip')` alone: pinned in or out by hand, which goes before the query."""
    reasons: list[Reason]
    """Every part, the whole first, each followed by its own parts, one deeper. For `segment('vip')` alone it goes on
    with the parts of that segment's query.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentInput:
    """A segment to define."""

    key: str
    """Its short name in queries: lower-case letters, digits, `-` and `_`, 64 at most."""
    name: str | None = None
    """What people call it; up to 255 characters; the key when left out."""
    query: str | None = None
    """Who is in it; without one only those that are pinned."""


class _SegmentInputDict(TypedDict):
    key: str
    """Its short name in queries: lower-case letters, digits, `-` and `_`, 64 at most."""


class SegmentInputDict(_SegmentInputDict, total=False):
    """`SegmentInput` as a dict."""

    name: str | None
    """What people call it; up to 255 characters; the key when left out."""
    query: str | None
    """Who is in it; without one only those that are pinned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentMember:
    """A customer for whom a query holds."""

    customer_id: CustomerId
    """Who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentMembership:
    """A segment that a customer is in."""

    segment: str
    """The segment's key."""
    since: datetime
    """Since when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentMove:
    """A customer came into a segment, or fell out of it."""

    segment: str
    """The segment's key."""
    version: int
    """The version of the segment in force when it was recorded."""
    entered: bool
    """It came in; else it fell out."""
    at: datetime
    """When it took effect."""
    recorded_at: datetime
    """When it was written down: with the fact that caused it, or when time was advanced."""
    verb: str
    """The call that wrote it down."""
    cause: str | None = None
    """The id of the fact that caused it; absent where time did, or a definition."""
    corrected: bool
    """It follows from a fact of a time that was over already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOverlap:
    """How many customers segments have in common, two by two."""

    as_of: datetime
    """The instant of the call; queries with `AS OF` look from their own."""
    customers: int
    """Customers in all."""
    rows: list[OverlapRow]
    """One row a segment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPreview:
    """Who would enter and leave a segment if it were defined so."""

    members_before: int
    """Members now; 0 for a segment that is not there yet."""
    members_after: int
    """Members then."""
    enter: int
    """How many would enter."""
    leave: int
    """How many would leave."""
    entering: list[CustomerId]
    """The first ten who would enter, by their ids."""
    leaving: list[CustomerId]
    """The first ten who would leave."""
    warnings: list[Problem]
    """Warnings about the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentReceipt:
    """What defining a segment did."""

    outcome: Outcome
    """What happened."""
    segment: Segment
    """The segment as it is now."""
    warnings: list[Problem]
    """Warnings about its query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentSize:
    """How many customers are in a segment."""

    segment: Segment
    """The segment as it is now."""
    members: int
    """Customers in it."""
    share_ppm: int
    """What part of all customers that is, in millionths, rounded half up; 0 without customers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentSizes:
    """How many customers are in each segment."""

    as_of: datetime
    """The instant of the call; queries with `AS OF` look from their own."""
    customers: int
    """Customers in all."""
    items: list[SegmentSize]
    """Every segment, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsReceipt:
    """What a change of settings did."""

    outcome: Outcome
    """`updated` or `unchanged`."""
    settings: ShopSettings
    """The settings in force."""
    rebuilt: bool
    """State depends on what changed and was derived anew."""


class Severity(TextEnum):
    """Whether a query with this problem can run."""

    FAULT = "fault"
    """It cannot."""
    WARNING = "warning"
    """It can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopPatch:
    """Settings to change; what is left out stays."""

    name: str | None = None
    """What people call the shop."""
    currency: str | None = None
    """The currency of its sums."""
    zone: str | None = None
    """The zone of its days."""
    country: str | None = None
    """The country that phone numbers and dates without one are read for."""
    language: str | None = None
    """The language of its people."""
    channels: abc.Iterable[str] | None = None
    """Where it sells."""
    trusted_sources: abc.Iterable[str] | None = None
    """Sources from the most trusted to the least."""
    survivorship: Survivorship | SurvivorshipDict | None = None
    """Which of several records a field of a profile comes from."""
    records_per_identifier_max: int | None = None
    """An e-mail or phone borne by more records than this joins nobody any more: 1 to 1,000."""
    feed_days: int | None = None
    """How many days the feed and the audit are kept: 1 to 36,500; 0 to keep them for ever. What is older goes when
    `feed.trim` is called.
    """
    duplicates: DuplicatePolicy | DuplicatePolicyDict | None = None
    """From where on customers are taken for duplicates: probabilities of 1 to 1,000,000 that do not fall from review to
    match to link, and 2 to 1,000 records.
    """
    purposes: abc.Iterable[PurposeBasis | PurposeBasisDict] | None = None
    """What the purposes that customers are contacted for stand on, each named once, where that is other than by itself: a
    contract for `service`, `order` and `transaction`, consent for every other. All that were set before are replaced.
    """
    retention: abc.Iterable[RetentionRule | RetentionRuleDict] | None = None
    """How long what is known of persons is kept, each kind of data named once for an action and a basis. All that were set
    before are replaced. What is past its time goes when `privacy.advance` is called.
    """


class ShopPatchDict(TypedDict, total=False):
    """`ShopPatch` as a dict."""

    name: str | None
    """What people call the shop."""
    currency: str | None
    """The currency of its sums."""
    zone: str | None
    """The zone of its days."""
    country: str | None
    """The country that phone numbers and dates without one are read for."""
    language: str | None
    """The language of its people."""
    channels: abc.Iterable[str] | None
    """Where it sells."""
    trusted_sources: abc.Iterable[str] | None
    """Sources from the most trusted to the least."""
    survivorship: Survivorship | SurvivorshipDict | None
    """Which of several records a field of a profile comes from."""
    records_per_identifier_max: int | None
    """An e-mail or phone borne by more records than this joins nobody any more: 1 to 1,000."""
    feed_days: int | None
    """How many days the feed and the audit are kept: 1 to 36,500; 0 to keep them for ever. What is older goes when
    `feed.trim` is called.
    """
    duplicates: DuplicatePolicy | DuplicatePolicyDict | None
    """From where on customers are taken for duplicates: probabilities of 1 to 1,000,000 that do not fall from review to
    match to link, and 2 to 1,000 records.
    """
    purposes: abc.Iterable[PurposeBasis | PurposeBasisDict] | None
    """What the purposes that customers are contacted for stand on, each named once, where that is other than by itself: a
    contract for `service`, `order` and `transaction`, consent for every other. All that were set before are replaced.
    """
    retention: abc.Iterable[RetentionRule | RetentionRuleDict] | None
    """How long what is known of persons is kept, each kind of data named once for an action and a basis. All that were set
    before are replaced. What is past its time goes when `privacy.advance` is called.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSettings:
    """The shop's settings."""

    name: str | None = None
    """What people call the shop."""
    currency: str | None = None
    """The currency of its sums. Until set, the first order's currency becomes it."""
    zone: str
    """The zone of its days."""
    country: str | None = None
    """The country that phone numbers and dates without one are read for."""
    language: str | None = None
    """The language of its people."""
    channels: list[str] = field(default_factory=list)
    """Where it sells: `web`, `wechat`, `till`."""
    stores: list[Store] = field(default_factory=list)
    """Its physical stores (门店)."""
    trusted_sources: list[str] = field(default_factory=list)
    """Sources from the most trusted to the least, for `Policy::MostTrusted`; sources not named come last."""
    survivorship: Survivorship
    """Which of several records a field of a profile comes from."""
    records_per_identifier_max: int
    """An e-mail or phone borne by more records than this joins nobody any more (rule I1)."""
    fields: list[FieldDefinition] = field(default_factory=list)
    """Fields of its own that customers have."""
    feed_days: int | None = None
    """How many days the feed and the audit are kept; for ever while it is not set."""
    duplicates: DuplicatePolicy
    """From where on customers are taken for duplicates."""
    purposes: list[PurposeBasis] = field(default_factory=list)
    """What the purposes that customers are contacted for stand on, where that is other than by itself: a contract for
    `service`, `order` and `transaction`, consent for every other.
    """
    retention: list[RetentionRule] = field(default_factory=list)
    """How long what is known of persons is kept; for ever where no rule says otherwise. What is past its time goes when
    `privacy.advance` is called.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedProgram:
    """What orders come to under some terms."""

    earned: int
    """Points earned."""
    refused_orders: int
    """Orders that earn nothing because the terms refuse them: another currency, before the program or after it, points
    that would expire before they could be redeemed.
    """
    outstanding: int
    """Of the points earned, those that are not expired now."""
    value: Money | None = None
    """What these are worth."""
    liability: Money | None = None
    """The same less breakage (rule P12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationPage:
    """What other terms would mean."""

    program: str
    """The program."""
    totals: SimulationTotals | None = None
    """The whole; on the first page only."""
    items: list[CustomerSimulation]
    """Customers who would earn another number of points, by id."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationQuery:
    """Which terms to try, on which orders."""

    program: str | None = None
    """The program; may be left out when the shop has one."""
    terms: ProgramTerms | ProgramTermsDict
    """All of its terms, as they would be."""
    since: datetime | None = None
    """Orders placed at this instant or later; from the first on when left out."""
    until: datetime | None = None
    """Orders placed before this instant; up to the last when left out."""
    page: PageRequest | PageRequestDict | None = None
    """How many customers, and from where on."""


class _SimulationQueryDict(TypedDict):
    terms: ProgramTerms | ProgramTermsDict
    """All of its terms, as they would be."""


class SimulationQueryDict(_SimulationQueryDict, total=False):
    """`SimulationQuery` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    since: datetime | str | None
    """Orders placed at this instant or later; from the first on when left out."""
    until: datetime | str | None
    """Orders placed before this instant; up to the last when left out."""
    page: PageRequest | PageRequestDict | None
    """How many customers, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationTotals:
    """The whole period, under both terms."""

    orders: int
    """Orders of the period that count and have a customer."""
    customers: int
    """Customers who placed them."""
    differing: int
    """Of these, customers who would earn another number of points."""
    current: SimulatedProgram
    """As the program is."""
    changed: SimulatedProgram
    """As it would be."""


class Stacking(TextEnum):
    """How the multipliers of several rules that apply to one line go together."""

    MULTIPLY = "multiply"
    """2 × and 3 × are 6 ×."""
    ADD = "add"
    """2 × and 3 × are 4 ×: what each adds is added up."""
    BEST = "best"
    """2 × and 3 × are 3 ×."""


class Stage(TextEnum):
    """What a long call is busy with."""

    IMPORT = "import"
    """Taking rows in; counted in bytes of the input."""
    EXPORT = "export"
    """Handing rows out; counted in rows."""
    MATCH = "match"
    """Comparing records; counted in pairs."""
    REBUILD = "rebuild"
    """Deriving state anew; counted in facts."""
    CHECK = "check"
    """Checking what is stored; counted in rows."""
    COPY = "copy"
    """Copying a store into another; counted in rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much there is of everything."""

    records: int
    """Records: what sources said about persons."""
    customers: int
    """Customers: who they are."""
    orders: int
    """Orders, whether they count or not."""
    counted_orders: int
    """Orders that count."""
    net_revenue: list[Money]
    """Totals minus refunds over the orders that count: in the shop's currency first, then one sum per currency of
    orders that have no rate (rule O2).
    """
    unconverted_orders: int
    """Orders in other currencies without a rate."""
    events: int
    """Events."""
    first_order_date: date | None = None
    """The day of the first order that counts."""
    last_order_date: date | None = None
    """The day of the last order that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusInput:
    """Where an order has got to."""

    financial_status: FinancialStatus | FinancialStatusText | None = None
    """Where its payment stands."""
    fulfillment_status: FulfillmentStatus | FulfillmentStatusText | None = None
    """Where its goods are."""
    at: datetime | None = None
    """When it got there; now when left out. What the order's source says of a later instant comes before it."""


class StatusInputDict(TypedDict, total=False):
    """`StatusInput` as a dict."""

    financial_status: FinancialStatus | FinancialStatusText | None
    """Where its payment stands."""
    fulfillment_status: FulfillmentStatus | FulfillmentStatusText | None
    """Where its goods are."""
    at: datetime | str | None
    """When it got there; now when left out. What the order's source says of a later instant comes before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A physical store (门店)."""

    code: str
    """Its short name in orders: `berlin-mitte`."""
    name: str
    """What people call it."""
    address: Address | None = None
    """Where it is."""


class _StoreDict(TypedDict):
    code: str
    """Its short name in orders: `berlin-mitte`."""
    name: str
    """What people call it."""


class StoreDict(_StoreDict, total=False):
    """`Store` as a dict."""

    address: Address | AddressDict | None
    """Where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivorship:
    """The policy of each field. What staff entered by hand always comes first."""

    name: Policy
    """Given and family name; most frequent unless set, as initials and typing errors are rare each."""
    email: Policy
    """E-mail; most recent unless set."""
    phone: Policy
    """Phone; most recent unless set."""
    birth_date: Policy
    """Birth date; most frequent unless set."""
    address: Policy
    """Address; most recent unless set."""
    other: Policy
    """Everything else; most recent unless set."""


class SurvivorshipDict(TypedDict, total=False):
    """`Survivorship` as a dict."""

    name: Policy | PolicyText | None
    """Given and family name; most frequent unless set, as initials and typing errors are rare each."""
    email: Policy | PolicyText | None
    """E-mail; most recent unless set."""
    phone: Policy | PolicyText | None
    """Phone; most recent unless set."""
    birth_date: Policy | PolicyText | None
    """Birth date; most frequent unless set."""
    address: Policy | PolicyText | None
    """Address; most recent unless set."""
    other: Policy | PolicyText | None
    """Everything else; most recent unless set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column of a table."""

    name: str
    """What it is called: `email`, `Nachname`, `手机`. No two of a table are called the same."""
    cells: abc.Iterable[str]
    """Its cells, one a row; an empty one says nothing."""


class TableColumnDict(TypedDict):
    """`TableColumn` as a dict."""

    name: str
    """What it is called: `email`, `Nachname`, `手机`. No two of a table are called the same."""
    cells: abc.Iterable[str]
    """Its cells, one a row; an empty one says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDuplicates:
    """Which rows of a table are one person."""

    clusters: list[int]
    """For each row the number of its cluster, from 1, in the order of their first rows: rows of one are one person."""
    pairs: list[TablePair]
    """Pairs of rows that are likely enough to be looked at."""
    next_question: TablePair | None = None
    """The pair an answer about would teach most: of those that nobody decided about the one nearest to the threshold."""
    evaluation: TableEvaluation | None = None
    """The clusters against the truth, where there is one."""
    notes: list[str]
    """What to take note of: what could not be learned from the table, and keys that were not used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEvaluation:
    """Clusters of a table's rows against the truth, over the rows whose truth is known."""

    rows: int
    """Rows whose truth is known."""
    default: TableMeasure
    """At the threshold of the settings."""
    best: TableMeasure
    """At the threshold with the highest pairwise F1 of the curve."""
    curve: list[TableMeasure]
    """By threshold, the lowest first."""
    block_recall_ppm: int
    """The share of the pairs of one person that were compared, in millionths."""
    false_positives: int
    """Pairs of rows in one cluster that are of two people."""
    false_negatives: int
    """Pairs of rows of one person that are in two clusters."""
    mistakes: list[TableMistake]
    """Some of both, false positives first, the most convincing on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLabel:
    """Two rows of a table that somebody decided about."""

    row: int
    """A row, from 1."""
    other_row: int
    """Another row."""
    same: bool
    """Whether they are one person."""


class TableLabelDict(TypedDict):
    """`TableLabel` as a dict."""

    row: int
    """A row, from 1."""
    other_row: int
    """Another row."""
    same: bool
    """Whether they are one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMeasure:
    """How good clusters are when pairs from a threshold on count as one person."""

    threshold_ppm: int
    """The threshold, a probability in millionths."""
    pairwise: TableQuality
    """Over pairs of rows."""
    b_cubed: TableQuality
    """B-cubed (Bagga and Baldwin 1998): the mean over rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMistake:
    """Two rows that were decided wrongly, and what they score. Weights are binary logarithms of odds, in thousandths."""

    same: bool
    """Whether both are one person, and were left apart; else two people were taken for one."""
    row: int
    """The earlier row, from 1."""
    other_row: int
    """The later one."""
    weight_milli: int
    """The sum of what follows."""
    probability_ppm: int
    """The probability that they are one person, in millionths."""
    prior_milli: int
    """What speaks for any two rows."""
    household_milli: int
    """What is taken off because people of one household agree like this too."""
    evidence: list[FieldEvidence]
    """What each field says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePair:
    """Two rows of a table that may be one person."""

    row: int
    """The earlier row, from 1."""
    other_row: int
    """The later one."""
    weight_milli: int
    """The binary logarithm of the odds that they are one person, in thousandths."""
    probability_ppm: int
    """The probability, in millionths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProof:
    """One table compared."""

    table: str
    """Its name."""
    rows: int
    """Rows that the facts make."""
    missing: int
    """Rows that are not stored."""
    extra: int
    """Rows that are stored and should not be."""
    different: int
    """Rows stored with another body."""
    differences: list[Difference]
    """The first of them, by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuality:
    """Precision and recall, in millionths."""

    precision_ppm: int
    """The share of what was said that is true."""
    recall_ppm: int
    """The share of what is true that was said."""
    f1_ppm: int
    """The harmonic mean of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuery:
    """What is known of a table beforehand."""

    settings: str | None = None
    """What is not to be found out: the text of a settings file, TOML or JSON."""
    labels: abc.Iterable[TableLabel | TableLabelDict] | None = None
    """Pairs of rows that somebody decided about. It is learned from and held to; what is said last of a pair counts."""
    truth: str | None = None
    """A column whose cells are equal for rows of one person, and empty where that is not known. It decides nothing: the
    clusters are measured by it.
    """


class TableQueryDict(TypedDict, total=False):
    """`TableQuery` as a dict."""

    settings: str | None
    """What is not to be found out: the text of a settings file, TOML or JSON."""
    labels: abc.Iterable[TableLabel | TableLabelDict] | None
    """Pairs of rows that somebody decided about. It is learned from and held to; what is said last of a pair counts."""
    truth: str | None
    """A column whose cells are equal for rows of one person, and empty where that is not known. It decides nothing: the
    clusters are measured by it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class TierChange:
    """A member came into a tier."""

    at: datetime
    """When."""
    from_tier: str | None = None
    """Out of which; none before the first."""
    to_tier: str | None = None
    """Into which."""
    reason: TierReason
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierCount:
    """How many members a tier has."""

    tier: str | None = None
    """The tier; none for those below the first."""
    members: int
    """Its members."""


class TierDowngrade(TextEnum):
    """Where a member falls to (rule T4)."""

    RECOMPUTE = "recompute"
    """To the tier that the figures give."""
    ONE_DOWN = "one_down"
    """By one tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierFlow:
    """How many members a tier had and has. `before` + `entered` − `left` = `after`."""

    tier: str | None = None
    """The tier; none for those below the first."""
    before: int
    """Its members at first."""
    entered: int
    """Members at last who had another tier at first, or none."""
    left: int
    """Members at first who have another tier at last, or none."""
    after: int
    """Its members at last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierGrantInput:
    """A tier given by hand."""

    customer: CustomerRef | CustomerRefDict | str
    """To whom."""
    tier: str
    """Which tier."""
    reason: str
    """Why."""
    until: datetime | None = None
    """Until when; for ever when left out."""
    program: str | None = None
    """The program; may be left out when the shop has one."""


class _TierGrantInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """To whom."""
    tier: str
    """Which tier."""
    reason: str
    """Why."""


class TierGrantInputDict(_TierGrantInputDict, total=False):
    """`TierGrantInput` as a dict."""

    until: datetime | str | None
    """Until when; for ever when left out."""
    program: str | None
    """The program; may be left out when the shop has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierLevel:
    """One tier."""

    name: str
    """Its name."""
    threshold: int
    """From how much on: minor units, points or orders."""
    benefits: list[str] = field(default_factory=list)
    """What its members have, in the shop's words."""


class _TierLevelDict(TypedDict):
    name: str
    """Its name."""
    threshold: int
    """From how much on: minor units, points or orders."""


class TierLevelDict(_TierLevelDict, total=False):
    """`TierLevel` as a dict."""

    benefits: abc.Iterable[str] | None
    """What its members have, in the shop's words."""


class TierMetric(TextEnum):
    """What counts towards a tier (rule T1)."""

    SPEND = "spend"
    """Net amounts of orders, in minor units of the shop's currency."""
    POINTS = "points"
    """Points earned in this program."""
    ORDERS = "orders"
    """Orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """Members who were in one tier and are in another, or in the same."""

    from_tier: str | None = None
    """The tier at first; none for those below the first."""
    to_tier: str | None = None
    """The tier at last; none for those below the first."""
    members: int
    """How many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMovementReport:
    """Who moved between the tiers of a program from one instant to another. Each member counts once, by where it was and where
    it is; ways in between do not.
    """

    program: str
    """The program."""
    since: datetime
    """The first instant."""
    until: datetime
    """The last instant."""
    entered: int
    """Members who had no tier and have one."""
    upgraded: int
    """Members who have a higher tier than they had."""
    downgraded: int
    """Members who have a lower tier than they had."""
    left: int
    """Members who had a tier and have none."""
    tiers: list[TierFlow]
    """Every tier, the highest first, and last those who have none."""
    moves: list[TierMove]
    """From which tier to which, in the same order; pairs without members are left out, those who stayed are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierQuery:
    """Whose tier, and as of when."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    at: datetime | None = None
    """As of this instant; now when left out."""


class _TierQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""


class TierQueryDict(_TierQueryDict, total=False):
    """`TierQuery` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    at: datetime | str | None
    """As of this instant; now when left out."""


class TierReason(TextEnum):
    """Why a member came into a tier."""

    REACHED = "reached"
    """The figures reached it."""
    FELL = "fell"
    """The figures fell below the tier before."""
    GRANTED = "granted"
    """It was given by hand, or such a gift ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierReport:
    """How many members each tier has at an instant."""

    program: str
    """The program."""
    at: datetime
    """The instant."""
    tiers: list[TierCount]
    """Every tier, the highest first, and last those who have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierStatus:
    """The tier of a member at an instant."""

    program: str
    """The program."""
    at: datetime
    """The instant."""
    tier: str | None = None
    """The tier; none below the first."""
    since: datetime | None = None
    """Since when."""
    benefits: list[str]
    """What its members have."""
    figure: int
    """What counts towards tiers, as of the instant."""
    next_tier: str | None = None
    """The tier above."""
    next_missing: int | None = None
    """What is missing for it."""
    next_change: TierChange | None = None
    """The next change that time alone makes."""
    will_downgrade: TierChange | None = None
    """That change when it is a downgrade that the program tells by now (rule T6)."""
    keep_missing: int | None = None
    """What is missing to keep the tier then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTerms:
    """The tiers of a program."""

    metric: TierMetric
    """What counts."""
    window: TierWindow
    """Over which time."""
    window_months: int | None = None
    """For a rolling window: months, 12 when left out."""
    levels: list[TierLevel] = field(default_factory=list)
    """The tiers, lowest first. Below the first a member has none."""
    grace_days: int
    """For a rolling window: calendar days for which a tier is kept after the figures fell (rule T3)."""
    downgrade: TierDowngrade
    """Where a member falls to."""
    notice_days: int
    """Days ahead from which on a coming downgrade is told."""


class TierTermsDict(TypedDict, total=False):
    """`TierTerms` as a dict."""

    metric: TierMetric | TierMetricText | None
    """What counts."""
    window: TierWindow | TierWindowText | None
    """Over which time."""
    window_months: int | None
    """For a rolling window: months, 12 when left out."""
    levels: abc.Iterable[TierLevel | TierLevelDict] | None
    """The tiers, lowest first. Below the first a member has none."""
    grace_days: int | None
    """For a rolling window: calendar days for which a tier is kept after the figures fell (rule T3)."""
    downgrade: TierDowngrade | TierDowngradeText | None
    """Where a member falls to."""
    notice_days: int | None
    """Days ahead from which on a coming downgrade is told."""


class TierWindow(TextEnum):
    """Over which time it counts (rule T1)."""

    ROLLING = "rolling"
    """The last `window_months`: each order counts for so long."""
    CALENDAR_YEAR = "calendar_year"
    """The calendar year; a tier lasts to the end of the next one."""
    ANNIVERSARY_YEAR = "anniversary_year"
    """The year since the first order; a tier lasts to the end of the next one."""
    LIFETIME = "lifetime"
    """Ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One thing on a timeline."""

    at: datetime
    """When."""
    kind: TimelineKind
    """What."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineKindOrder:
    """An order was placed."""

    order_id: OrderId
    """Which."""
    number: str
    """What people call it."""
    total: Money
    """Total before refunds."""
    counted: bool
    """Whether it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineKindRefund:
    """Money was given back."""

    order_id: OrderId
    """For which order."""
    amount: Money
    """How much."""


@dataclass(frozen=True, slots=True)
class TimelineKindEvent:
    """The customer did something, or there was a contact."""

    value: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineKindConsent:
    """A consent was given, asked for or withdrawn."""

    purpose: str
    """For what."""
    channel: str
    """By which channel."""
    state: str
    """What was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """One page of a timeline."""

    items: list[TimelineItem]
    """The things, newest first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineQuery:
    """Whose timeline, and from where on."""

    customer: CustomerRef | CustomerRefDict | str
    """Whose."""
    page: PageRequest | PageRequestDict | None = None
    """How many, and from where on."""


class _TimelineQueryDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Whose."""


class TimelineQueryDict(_TimelineQueryDict, total=False):
    """`TimelineQuery` as a dict."""

    page: PageRequest | PageRequestDict | None
    """How many, and from where on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopCustomer:
    """A customer and its figures."""

    customer: Customer
    """Who."""
    metrics: CustomerMetrics
    """How much, as of the day asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferInput:
    """Points to give to another member."""

    customer: CustomerRef | CustomerRefDict | str
    """Who gives."""
    other: CustomerRef | CustomerRefDict | str
    """Who gets."""
    points: int
    """How many. They keep their dates."""
    program: str | None = None
    """The program; may be left out when the shop has one."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it the same twice counts twice."""


class _TransferInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Who gives."""
    other: CustomerRef | CustomerRefDict | str
    """Who gets."""
    points: int
    """How many. They keep their dates."""


class TransferInputDict(_TransferInputDict, total=False):
    """`TransferInput` as a dict."""

    program: str | None
    """The program; may be left out when the shop has one."""
    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it the same twice counts twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmergeReceipt:
    """What an un-merge did."""

    customer: Customer
    """Whose the records are now."""
    left: Customer
    """Whose the others are."""
    booked: BookedCounts
    """What went with the records."""
    booked_since: BookedCounts
    """Of that, what came in after the records had come together."""
    left_since: BookedCounts
    """What came in since and stays with the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpsertReceipt:
    """What an upsert or update did."""

    customer: Customer
    """The customer as it is now."""
    record_id: RecordId
    """The record that was written or found."""
    outcome: Outcome
    """What happened to the record."""
    customer_created: bool
    """Whether the customer is new, too."""
    merged: list[CustomerId]
    """Customers that went into this one: the record bore identifiers of both, or the policy links what is new."""
    held_back: list[HeldBack]
    """Identifiers that could have joined the record to others and did not."""
    issues: list[Issue]
    """Values that did not read and were kept as they came; only imports accept such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCodeInput:
    """A code to use. (source, external id) is its natural key."""

    code: str
    """The code, as it is read or typed."""
    source: str | None = None
    """Who says it; `app` when left out."""
    external_id: str | None = None
    """What the source calls it. Without it the same twice is refused, as the code is used."""
    at: datetime | None = None
    """When; now when left out."""


class _UseCodeInputDict(TypedDict):
    code: str
    """The code, as it is read or typed."""


class UseCodeInputDict(_UseCodeInputDict, total=False):
    """`UseCodeInput` as a dict."""

    source: str | None
    """Who says it; `app` when left out."""
    external_id: str | None
    """What the source calls it. Without it the same twice is refused, as the code is used."""
    at: datetime | str | None
    """When; now when left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuedPoints:
    """Points, and what they are worth."""

    points: int
    """How many."""
    value: Money | None = None
    """Points × value, rounded half away from zero; none where points have no value in money."""


class Verdict(TextEnum):
    """What somebody decided about two records."""

    MATCH = "match"
    """One person."""
    NOT_THE_SAME = "not_the_same"
    """Two persons: nothing joins them again until somebody says otherwise."""
    LATER = "later"
    """To be asked again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What verify or rebuild found."""

    tables: list[TableProof]
    """Each state table, compared; where a storage is read with SQL, each table of what is shown, too."""
    storage_problems: list[str]
    """What is wrong inside the storage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookQuery:
    """A webhook as it came."""

    platform: Platform | PlatformText
    """Who is said to have sent it."""
    body: str
    """The body, byte by byte as it came: parsed and written anew it has another signature."""
    signature: str
    """What stands in the header of the signature."""
    secret: str
    """The secret that platform and shop share for webhooks."""
    tolerance_seconds: int | None = None
    """How many seconds a signed time may lie before or behind the present; 300 when left out. Of Stripe alone, as the
    others sign no time.
    """


class _WebhookQueryDict(TypedDict):
    platform: Platform | PlatformText
    """Who is said to have sent it."""
    body: str
    """The body, byte by byte as it came: parsed and written anew it has another signature."""
    signature: str
    """What stands in the header of the signature."""
    secret: str
    """The secret that platform and shop share for webhooks."""


class WebhookQueryDict(_WebhookQueryDict, total=False):
    """`WebhookQuery` as a dict."""

    tolerance_seconds: int | None
    """How many seconds a signed time may lie before or behind the present; 300 when left out. Of Stripe alone, as the
    others sign no time.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookReceipt:
    """What a verified webhook says of itself."""

    signed_at: datetime | None = None
    """When it was signed, where the signature holds a time."""


ClawbackPolicyText: TypeAlias = Literal[
    "debt",
    "others_then_debt",
    "others_then_write_off",
    "write_off",
]
"""`ClawbackPolicy` as text."""
ConsentStateText: TypeAlias = Literal["granted", "pending", "withdrawn", "objected"]
"""`ConsentState` as text."""
CustomerRef: TypeAlias = Union[CustomerRefId, CustomerRefRecord, CustomerRefEmail, CustomerRefPhone]
"""Names a customer in a request. Its text: an id (`cus_…`), an e-mail (`mei@example.cn`), a phone with its country
(`+86 138 0013 8000`), or a source and what it calls the person (`shopify:6940095`).
"""
CustomerRefDict: TypeAlias = Union[
    CustomerRefIdDict,
    CustomerRefRecordDict,
    CustomerRefEmailDict,
    CustomerRefPhoneDict,
]
"""`CustomerRef` as a dict."""
DateOrderText: TypeAlias = Literal["ymd", "dmy", "mdy"]
"""`DateOrder` as text."""
DecimalMarkText: TypeAlias = Literal[".", ","]
"""`DecimalMark` as text."""
DirectionText: TypeAlias = Literal["inbound", "outbound"]
"""`Direction` as text."""
ErasureReasonText: TypeAlias = Literal[
    "subject_request",
    "withdrawn_consent",
    "objection",
    "unlawful",
    "legal_obligation",
    "retention",
    "other",
]
"""`ErasureReason` as text."""
ExpiryPolicyText: TypeAlias = Literal[
    "never",
    "rolling",
    "end_of_month",
    "end_of_year",
    "fixed_date",
    "inactivity",
]
"""`ExpiryPolicy` as text."""
FeedStartText: TypeAlias = Literal["beginning", "end"]
"""`FeedStart` as text."""
FieldTypeText: TypeAlias = Literal["text", "integer", "boolean", "date", "choice"]
"""`FieldType` as text."""
FieldValue: TypeAlias = Union[bool, int, date, str]
"""A value of a field of the shop's own."""
FinancialStatusText: TypeAlias = Literal[
    "pending",
    "authorized",
    "partially_paid",
    "paid",
    "partially_refunded",
    "refunded",
    "voided",
    "expired",
]
"""`FinancialStatus` as text."""
FulfillmentStatusText: TypeAlias = Literal[
    "unfulfilled",
    "partially_fulfilled",
    "fulfilled",
    "in_transit",
    "delivered",
    "returned",
]
"""`FulfillmentStatus` as text."""
LeapPolicyText: TypeAlias = Literal["feb28", "mar1", "leap_only"]
"""`LeapPolicy` as text."""
LegalBasisText: TypeAlias = Literal[
    "consent",
    "contract",
    "legal_obligation",
    "legitimate_interest",
]
"""`LegalBasis` as text."""
OccasionKindText: TypeAlias = Literal["birthday", "lunar_birthday", "first_order", "sign_up"]
"""`OccasionKind` as text."""
OrderRef: TypeAlias = Union[OrderRefId, OrderRefExternal]
"""Names an order in a request."""
OrderRefDict: TypeAlias = Union[OrderRefIdDict, OrderRefExternalDict]
"""`OrderRef` as a dict."""
OrderStatusText: TypeAlias = Literal["open", "draft", "closed", "cancelled", "deleted"]
"""`OrderStatus` as text."""
PastMidnightText: TypeAlias = Literal["same_day", "next_day"]
"""`PastMidnight` as text."""
PinChangeText: TypeAlias = Literal["include", "exclude", "clear"]
"""`PinChange` as text."""
PlatformText: TypeAlias = Literal["shopify", "woocommerce", "medusa", "stripe"]
"""`Platform` as text."""
PointKindText: TypeAlias = Literal["spendable", "qualifying"]
"""`PointKind` as text."""
PointRoundingText: TypeAlias = Literal["down", "half_up", "up"]
"""`PointRounding` as text."""
PolicyText: TypeAlias = Literal["most_recent", "most_trusted", "most_frequent"]
"""`Policy` as text."""
ProfileText: TypeAlias = Literal["guanxi", "shopify"]
"""`Profile` as text."""
RestrictionReasonText: TypeAlias = Literal[
    "contested",
    "unlawful",
    "legal_claim",
    "objection",
    "other",
]
"""`RestrictionReason` as text."""
RetentionActionText: TypeAlias = Literal["delete", "anonymise"]
"""`RetentionAction` as text."""
RetentionDataText: TypeAlias = Literal["events", "contacts", "customers"]
"""`RetentionData` as text."""
RewardKindText: TypeAlias = Literal["voucher", "product", "discount", "service", "booking"]
"""`RewardKind` as text."""
RfmMethod: TypeAlias = Union[Literal["independent", "dependent"], RfmMethodFixed]
"""How scores are cut."""
RfmMethodDict: TypeAlias = RfmMethodFixedDict
"""`RfmMethod` as a dict."""
StackingText: TypeAlias = Literal["multiply", "add", "best"]
"""`Stacking` as text."""
TierDowngradeText: TypeAlias = Literal["recompute", "one_down"]
"""`TierDowngrade` as text."""
TierMetricText: TypeAlias = Literal["spend", "points", "orders"]
"""`TierMetric` as text."""
TierWindowText: TypeAlias = Literal["rolling", "calendar_year", "anniversary_year", "lifetime"]
"""`TierWindow` as text."""
TimelineKind: TypeAlias = Union[
    TimelineKindOrder,
    TimelineKindRefund,
    TimelineKindEvent,
    TimelineKindConsent,
]
"""What a thing on a timeline is."""
VerdictText: TypeAlias = Literal["match", "not_the_same", "later"]
"""`Verdict` as text."""
