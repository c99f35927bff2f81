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
    "AuditEntry",
    "AuditPage",
    "BlockedMerge",
    "BlockedReason",
    "BookedCounts",
    "ChangeKind",
    "Consent",
    "ConsentInput",
    "ConsentInputDict",
    "ConsentQuery",
    "ConsentQueryDict",
    "ConsentReceipt",
    "ConsentState",
    "ConsentStateText",
    "Customer",
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
    "DuplicateMerge",
    "DuplicateModel",
    "DuplicatePage",
    "DuplicatePair",
    "DuplicatePolicy",
    "DuplicatePolicyDict",
    "DuplicateQuery",
    "DuplicateQueryDict",
    "DuplicateReport",
    "Event",
    "EventId",
    "EventInput",
    "EventInputDict",
    "EventReceipt",
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
    "HeldBack",
    "HeldBackReason",
    "IdentifierKind",
    "ImportColumn",
    "ImportQuery",
    "ImportQueryDict",
    "ImportReject",
    "ImportReport",
    "Issue",
    "LinkCause",
    "LinkChange",
    "LinkEvidence",
    "Mapping",
    "MappingDict",
    "MergeReceipt",
    "MonthRevenue",
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
    "PageRequest",
    "PageRequestDict",
    "PairExplanation",
    "PersonName",
    "Policy",
    "PolicyText",
    "Product",
    "ProductInput",
    "ProductInputDict",
    "ProductPage",
    "ProductReceipt",
    "Progress",
    "RecordId",
    "RecordLink",
    "Refund",
    "RefundInput",
    "RefundInputDict",
    "RefundLine",
    "RefundLineDict",
    "RefundReceipt",
    "RevenueReport",
    "Review",
    "ReviewPage",
    "ReviewQuery",
    "ReviewQueryDict",
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
    "SettingsReceipt",
    "ShopPatch",
    "ShopPatchDict",
    "ShopSettings",
    "Stage",
    "Stats",
    "StatusInput",
    "StatusInputDict",
    "Store",
    "StoreDict",
    "Survivorship",
    "SurvivorshipDict",
    "TableProof",
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
    "UnmergeReceipt",
    "UpsertReceipt",
    "Verdict",
    "VerdictText",
    "VerifyReport",
]

CustomerId = NewType("CustomerId", str)
"""A person or business the shop knows."""
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
class AuditPage:
    """One page of entries."""

    items: list[AuditEntry]
    """The entries, oldest first."""
    next_cursor: str | None = None
    """From where to go on; absent on the last page."""


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
    """A consent was given, asked for or withdrawn."""
    PRODUCT_CHANGED = "product_changed"
    """A product came in or changed."""
    SETTINGS_CHANGED = "settings_changed"
    """The shop's settings changed."""
    CUSTOMER_UNMERGED = "customer_unmerged"
    """Records of a customer were given to one of their own; the subject is the customer that they left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a customer agreed to for one purpose by one channel."""

    purpose: str
    """For what."""
    channel: str
    """By which channel."""
    state: ConsentState
    """What was said."""
    at: datetime
    """When."""
    source: str
    """Where."""
    wording: str | None = None
    """The wording shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentInput:
    """An entry to take in."""

    customer: CustomerRef | CustomerRefDict | str
    """Who said it."""
    purpose: str
    """For what: `marketing`, `profiling`."""
    channel: str
    """By which channel: `email`, `sms`, `phone`, `wechat`."""
    state: ConsentState | ConsentStateText
    """What was said."""
    at: datetime | None = None
    """When; now when left out."""
    source: str | None = None
    """Where it was said; `app` when left out."""
    wording: str | None = None
    """The wording shown, by its id and version: `newsletter-de/3`."""


class _ConsentInputDict(TypedDict):
    customer: CustomerRef | CustomerRefDict | str
    """Who said it."""
    purpose: str
    """For what: `marketing`, `profiling`."""
    channel: str
    """By which channel: `email`, `sms`, `phone`, `wechat`."""
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


class ConsentState(TextEnum):
    """What was said."""

    GRANTED = "granted"
    """Yes."""
    PENDING = "pending"
    """Asked for and not confirmed yet."""
    WITHDRAWN = "withdrawn"
    """No, or no longer."""


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
class SettingsReceipt:
    """What a change of settings did."""

    outcome: Outcome
    """`updated` or `unchanged`."""
    settings: ShopSettings
    """The settings in force."""
    rebuilt: bool
    """State depends on what changed and was derived anew."""


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
    """How much."""


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
    """Each state table, compared."""
    storage_problems: list[str]
    """What is wrong inside the storage."""


ConsentStateText: TypeAlias = Literal["granted", "pending", "withdrawn"]
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
OrderRef: TypeAlias = Union[OrderRefId, OrderRefExternal]
"""Names an order in a request."""
OrderRefDict: TypeAlias = Union[OrderRefIdDict, OrderRefExternalDict]
"""`OrderRef` as a dict."""
OrderStatusText: TypeAlias = Literal["open", "draft", "closed", "cancelled", "deleted"]
"""`OrderStatus` as text."""
PolicyText: TypeAlias = Literal["most_recent", "most_trusted", "most_frequent"]
"""`Policy` as text."""
RfmMethod: TypeAlias = Union[Literal["independent", "dependent"], RfmMethodFixed]
"""How scores are cut."""
RfmMethodDict: TypeAlias = RfmMethodFixedDict
"""`RfmMethod` as a dict."""
TimelineKind: TypeAlias = Union[
    TimelineKindOrder,
    TimelineKindRefund,
    TimelineKindEvent,
    TimelineKindConsent,
]
"""What a thing on a timeline is."""
VerdictText: TypeAlias = Literal["match", "not_the_same", "later"]
"""`Verdict` as text."""
