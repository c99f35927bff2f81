//! Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

#![allow(clippy::enum_variant_names, reason = "the names are the core's")]

use std::collections::HashMap;

use crate::leaf::{Day, Decimal, Instant, JsonValue, Money};

/// A postal address as it was given: nothing is required of it, for what is required differs by country.
///
/// `Debug` shows nothing of it.
#[derive(uniffi::Record)]
pub struct Address {
    /// Street, house, floor, company: what stands above the city on an envelope.
    #[uniffi(default)]
    pub lines: Vec<String>,
    /// The city, town or village.
    #[uniffi(default)]
    pub city: Option<String>,
    /// The state, province or county, as a name or a code.
    #[uniffi(default)]
    pub region: Option<String>,
    /// The country.
    #[uniffi(default)]
    pub country: Option<String>,
    /// The postcode, which may begin with zeros.
    #[uniffi(default)]
    pub postcode: Option<String>,
    /// Millionths of a degree north of the equator (WGS 84).
    #[uniffi(default)]
    pub latitude_e6: Option<i64>,
    /// Millionths of a degree east of Greenwich (WGS 84).
    #[uniffi(default)]
    pub longitude_e6: Option<i64>,
}

/// A postal address as people write it.
#[derive(uniffi::Record)]
pub struct AddressInput {
    /// Street, house, flat.
    #[uniffi(default)]
    pub lines: Vec<String>,
    /// City.
    #[uniffi(default)]
    pub city: Option<String>,
    /// State, province or county.
    #[uniffi(default)]
    pub region: Option<String>,
    /// Country: an ISO 3166 code or a usual name.
    #[uniffi(default)]
    pub country: Option<String>,
    /// Postcode.
    #[uniffi(default)]
    pub postcode: Option<String>,
    /// Latitude in degrees, as decimal text.
    #[uniffi(default)]
    pub latitude: Option<String>,
    /// Longitude in degrees, as decimal text.
    #[uniffi(default)]
    pub longitude: Option<String>,
}

/// Points to give or take by hand.
#[derive(uniffi::Record)]
pub struct AdjustInput {
    /// Whose.
    pub customer: CustomerRef,
    /// How many; negative to take.
    pub points: i64,
    /// Why.
    pub reason: String,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice counts twice.
    #[uniffi(default)]
    pub external_id: Option<String>,
}

/// What `advance` booked.
#[derive(uniffi::Record)]
pub struct AdvanceReport {
    /// Accounts looked at because something of them was due.
    pub accounts: i64,
    /// Points that were booked as expired.
    pub expired: i64,
    /// Holds that had run out.
    pub voided: i64,
    /// Birthdays and anniversaries that earned points.
    pub occasions: i64,
    /// Changes of tiers told to the feed.
    pub tier_changes: i64,
}

/// What of a price is for the goods, and what for the points.
#[derive(uniffi::Record)]
pub struct Allocation {
    /// Revenue now.
    pub goods: Money,
    /// Deferred until points are redeemed.
    pub points: Money,
}

/// A sale that earns points, to split between goods and points (IFRS 15, paragraphs 73 to 80, B39 to B43).
#[derive(uniffi::Record)]
pub struct AllocationInput {
    /// What the customer pays.
    pub price: Money,
    /// What the goods alone would be sold for.
    pub goods: Money,
    /// What the points would be worth if all were redeemed.
    pub points: Money,
    /// The share of them that is expected to be redeemed, in millionths.
    pub redeemed_ppm: i64,
}

/// One commit; a large one has several entries.
#[derive(uniffi::Record)]
pub struct AuditEntry {
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
    /// What was called.
    pub verb: String,
    /// How many changes.
    pub changes: i64,
    /// More about it; nobody's personal data.
    #[uniffi(default)]
    pub note: Option<String>,
}

/// One page of entries as lines of JSON.
#[derive(uniffi::Record)]
pub struct AuditExport {
    /// The lines, oldest first: `number`, `at`, `actor`, `verb`, `changes`, `note`, the bytes of the `entry` in hexadecimal,
    /// the hash of the `previous` one, and its own `hash`.
    pub items: Vec<String>,
    /// What the chain is after the last line.
    pub head: AuditHead,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// What the chain is after so many entries: kept outside of the store, it proves later that nothing before was changed.
#[derive(uniffi::Record)]
pub struct AuditHead {
    /// How many entries there are, those included that were dropped.
    pub entries: i64,
    /// The hash of the last one, in hexadecimal.
    pub hash: String,
}

/// One page of entries.
#[derive(uniffi::Record)]
pub struct AuditPage {
    /// The entries, oldest first.
    pub items: Vec<AuditEntry>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// What looking at the chain found.
#[derive(uniffi::Record)]
pub struct AuditProof {
    /// Every entry is as it was sealed, and as the anchor says.
    pub intact: bool,
    /// How many entries were looked at.
    pub checked: i64,
    /// How many of the oldest are not kept any more: the chain begins after them.
    pub dropped: i64,
    /// What the chain is after the last entry that is there.
    pub head: AuditHead,
    /// When it is not intact: up to this entry all is well.
    #[uniffi(default)]
    pub sound_until: Option<i64>,
    /// And by this one something was changed, put in, or taken out.
    #[uniffi(default)]
    pub broken_by: Option<i64>,
}

/// Which entries.
#[derive(uniffi::Record)]
pub struct AuditQuery {
    /// Those that change something of this customer; an id of before a merge has those of that time.
    #[uniffi(default)]
    pub customer: Option<String>,
    /// Those of this call, such as `customers.update`, or of an area: `customers`.
    #[uniffi(default)]
    pub verb: Option<String>,
    /// Those of who acted so, such as `staff:mei`.
    #[uniffi(default)]
    pub actor: Option<String>,
    /// Those from this instant on.
    #[uniffi(default)]
    pub since: Option<Instant>,
    /// Those before this instant.
    #[uniffi(default)]
    pub until: Option<Instant>,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// Whose points, and as of when.
#[derive(uniffi::Record)]
pub struct BalanceQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// As of this instant; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
    /// As it was known at this instant; now when left out.
    #[uniffi(default)]
    pub known_at: Option<Instant>,
}

/// Customers that were not linked though they score high enough.
#[derive(uniffi::Record)]
pub struct BlockedMerge {
    /// The older one.
    pub customer_id: String,
    /// The younger one.
    pub other_id: String,
    /// Why not.
    pub reason: BlockedReason,
}

/// Why customers were not linked.
#[derive(uniffi::Enum)]
pub enum BlockedReason {
    /// It was decided that they are two persons.
    Decided,
    /// Together they would have more records than `records_max`.
    TooManyRecords,
}

/// How much is booked on records.
#[derive(uniffi::Record)]
pub struct BookedCounts {
    /// Orders.
    pub orders: i64,
    /// Events.
    pub events: i64,
    /// Entries of consents.
    pub consents: i64,
}

/// What to spend of a hold.
#[derive(uniffi::Record)]
pub struct CaptureInput {
    /// The hold.
    pub hold: String,
    /// How many; all when left out.
    #[uniffi(default)]
    pub points: Option<i64>,
    /// For which order.
    #[uniffi(default)]
    pub order: Option<OrderRef>,
}

/// What happened, in one word.
#[derive(uniffi::Enum)]
pub enum ChangeKind {
    /// A customer came to be.
    CustomerCreated,
    /// A customer's records said something new.
    CustomerUpdated,
    /// A customer's records went over to another; the subject is the customer that is left.
    CustomerMerged,
    /// A customer was deleted.
    CustomerDeleted,
    /// An order came in.
    OrderRecorded,
    /// An order came in again with other content.
    OrderUpdated,
    /// An order was cancelled.
    OrderCancelled,
    /// Something was paid back.
    OrderRefunded,
    /// A customer did something.
    EventRecorded,
    /// A consent was given, asked for or withdrawn, or a customer objected.
    ConsentRecorded,
    /// A product came in or changed.
    ProductChanged,
    /// The shop's settings changed.
    SettingsChanged,
    /// Records of a customer were given to one of their own; the subject is the customer that they left.
    CustomerUnmerged,
    /// Points of a customer moved; the subject is the entry.
    PointsChanged,
    /// A loyalty program was defined or changed.
    ProgramChanged,
    /// A customer came into another tier.
    TierChanged,
    /// A segment was defined, changed or taken away.
    SegmentChanged,
    /// A customer was put into a segment by hand, kept out, or left to its query again.
    SegmentPinned,
    /// A reward was defined or changed.
    RewardChanged,
    /// A customer redeemed a reward; the subject is the redemption.
    RewardRedeemed,
    /// The code of a redemption was used; the subject is the redemption.
    RewardUsed,
    /// A redemption was cancelled; the subject is the redemption.
    RewardCancelled,
    /// A customer came into a segment; the subject is the fact that brought it in, if it was one.
    SegmentEntered,
    /// A customer fell out of a segment; the subject is the fact that took it out, if it was one.
    SegmentLeft,
    /// A customer was referred, or that was rewarded, refused or taken back; the subject is the customer who referred.
    /// Without a customer: a referral program was defined or changed.
    ReferralChanged,
    /// A customer was erased: whoever keeps anything of it elsewhere destroys that, too.
    CustomerErased,
    /// All that is known of a customer was handed out.
    CustomerExported,
    /// Processing of what is known of a customer was restricted.
    CustomerRestricted,
    /// Processing of what is known of a customer is restricted no more.
    CustomerUnrestricted,
    /// Events of a customer, or their properties, were destroyed since their time was over: whoever keeps them elsewhere
    /// does the same.
    EventsRemoved,
}

/// From where earned points are taken back that are not in their own lot any more (rule P8).
#[derive(uniffi::Enum)]
pub enum ClawbackPolicy {
    /// The member owes them.
    Debt,
    /// From other available lots, then the member owes the rest.
    OthersThenDebt,
    /// From other available lots, then the rest is written off.
    OthersThenWriteOff,
    /// They are written off.
    WriteOff,
}

/// What a customer agreed to for one purpose by one channel.
#[derive(uniffi::Record)]
pub struct Consent {
    /// For what.
    pub purpose: String,
    /// By which channel; `*` of a no to every channel, which stands at each channel of its own as well.
    pub channel: String,
    /// What was said.
    pub state: ConsentState,
    /// When.
    pub at: Instant,
    /// Where.
    pub source: String,
    /// The wording shown.
    #[uniffi(default)]
    pub wording: Option<String>,
    /// What proves it.
    #[uniffi(default)]
    pub evidence: Option<String>,
}

/// An entry to take in.
#[derive(uniffi::Record)]
pub struct ConsentInput {
    /// Who said it.
    pub customer: CustomerRef,
    /// For what: `marketing`, `profiling`.
    pub purpose: String,
    /// By which channel: `email`, `sms`, `phone`, `wechat`; `*` for a no to every channel.
    pub channel: String,
    /// What was said.
    pub state: ConsentState,
    /// When; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
    /// Where it was said; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// The wording shown, by its id and version: `newsletter-de/3`.
    #[uniffi(default)]
    pub wording: Option<String>,
    /// What proves it, as the shop keeps it: the number of a signed form, the log entry of a call.
    #[uniffi(default)]
    pub evidence: Option<String>,
}

/// Whose consents, as of when.
#[derive(uniffi::Record)]
pub struct ConsentQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// As of when; as of everything known when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// What taking an entry in did.
#[derive(uniffi::Record)]
pub struct ConsentReceipt {
    /// `created`, or `unchanged`.
    pub outcome: Outcome,
    /// Whose it is.
    #[uniffi(default)]
    pub customer_id: Option<String>,
}

/// A consent that was asked for.
#[derive(uniffi::Record)]
pub struct ConsentRequest {
    /// `created`, or `unchanged` where the consent is granted already.
    pub outcome: Outcome,
    /// Who is asked.
    pub customer_id: String,
    /// Where to send the token.
    #[uniffi(default)]
    pub address: Option<String>,
    /// What to send there, in a link mostly: 52 letters and digits, which are kept nowhere. Absent when nothing needs to be confirmed.
    #[uniffi(default)]
    pub token: Option<String>,
    /// From when on the token is good no more.
    #[uniffi(default)]
    pub expires_at: Option<Instant>,
}

/// A consent to ask for: its bearer confirms it by a token that is sent to the address.
#[derive(uniffi::Record)]
pub struct ConsentRequestInput {
    /// Who is asked.
    pub customer: CustomerRef,
    /// For what.
    pub purpose: String,
    /// By which channel.
    pub channel: String,
    /// Where the token is sent: an e-mail or a phone of the customer. For `email`, `sms`, `phone` and `whatsapp` the newest it
    /// has when left out.
    #[uniffi(default)]
    pub address: Option<String>,
    /// Where it was asked for; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// The wording shown, by its id and version.
    #[uniffi(default)]
    pub wording: Option<String>,
    /// Hours for which the token is good; 72 when left out.
    #[uniffi(default)]
    pub valid_hours: Option<i64>,
}

/// What was said.
#[derive(uniffi::Enum)]
pub enum ConsentState {
    /// Yes.
    Granted,
    /// Asked for and not confirmed yet.
    Pending,
    /// No, or no longer.
    Withdrawn,
    /// No to this purpose altogether, also where it needs no consent: an objection (GDPR article 21). Stronger than no.
    Objected,
}

/// Whether a customer may be contacted for a purpose by a channel, and why.
#[derive(uniffi::Record)]
pub struct ContactDecision {
    /// Whether it may be.
    pub allowed: bool,
    /// What decided it.
    pub reason: ContactReason,
    /// What the purpose stands on.
    pub basis: LegalBasis,
    /// Who.
    pub customer_id: String,
    /// Which address of the profile the channel reaches. Absent when it has none, and for channels whose addresses the profile
    /// does not hold: there what was said decides.
    #[uniffi(default)]
    pub address: Option<IdentifierKind>,
    /// Since when what decided it holds; absent where nothing happened that would have a time.
    #[uniffi(default)]
    pub since: Option<Instant>,
    /// What the customer said of this purpose and channel, whether or not it decided.
    #[uniffi(default)]
    pub consent: Option<Consent>,
}

/// Whom to contact, for what, by which channel.
#[derive(uniffi::Record)]
pub struct ContactQuery {
    /// Whom.
    pub customer: CustomerRef,
    /// For what: `marketing`, `service`. Letter case does not matter.
    pub purpose: String,
    /// By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter.
    pub channel: String,
    /// As of when; as of everything known when left out. Addresses and what purposes stand on are those of now.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// What decided whether a customer may be contacted. Of several the first in this order.
#[derive(uniffi::Enum)]
pub enum ContactReason {
    /// Processing of what is known of the customer is restricted (GDPR article 18): nothing but keeping it.
    Restricted,
    /// The customer has no address that the channel reaches, or none but placeholders.
    NoAddress,
    /// The address is suppressed since somebody who bore it was erased, and no consent was given later.
    Suppressed,
    /// A message by this channel came back for good.
    Bounced,
    /// The purpose stands on a contract, a law or the shop's interest, and nothing speaks against it.
    LegalBasis,
    /// The customer agreed (GDPR article 7, PIPL article 14).
    ConsentGranted,
    /// The customer never said anything of it.
    NoConsent,
    /// The customer was asked, and has not answered yet.
    Pending,
    /// The customer was asked, and did not answer in time.
    Expired,
    /// The customer took it back, or said no (GDPR article 7(3), PIPL article 15).
    Withdrawn,
    /// The customer objected (GDPR article 21).
    Objected,
}

/// A person or business the shop knows: the profile over all of its records.
#[derive(uniffi::Record)]
pub struct Customer {
    /// Its id.
    pub id: String,
    /// How many facts stand behind it; grows with every change. An un-merge takes back what the merge added.
    pub version: i64,
    /// Its name.
    #[uniffi(default)]
    pub name: Option<PersonName>,
    /// The e-mail to use.
    #[uniffi(default)]
    pub email: Option<String>,
    /// Other e-mails its records bear.
    #[uniffi(default)]
    pub other_emails: Vec<String>,
    /// The phone to use.
    #[uniffi(default)]
    pub phone: Option<String>,
    /// Other phones its records bear.
    #[uniffi(default)]
    pub other_phones: Vec<String>,
    /// Birth date, with or without a year.
    #[uniffi(default)]
    pub birth_date: Option<String>,
    /// Gender, as the sources have it.
    #[uniffi(default)]
    pub gender: Option<String>,
    /// Language.
    #[uniffi(default)]
    pub language: Option<String>,
    /// Company.
    #[uniffi(default)]
    pub company: Option<String>,
    /// The address to use.
    #[uniffi(default)]
    pub address: Option<Address>,
    /// Country: that of the address, else of the phone.
    #[uniffi(default)]
    pub country: Option<String>,
    /// Tags, sorted.
    #[uniffi(default)]
    pub tags: Vec<String>,
    /// Values of the shop's own fields.
    #[uniffi(default)]
    pub fields: HashMap<String, FieldValue>,
    /// Note.
    #[uniffi(default)]
    pub note: Option<String>,
    /// Where its records come from, sorted, each once.
    #[uniffi(default)]
    pub sources: Vec<String>,
    /// How many records it has.
    pub records: i64,
    /// The earliest instant that a record spoke of it.
    pub created_at: Instant,
    /// The latest instant that a record spoke of it.
    pub updated_at: Instant,
}

/// All that is known of a person.
#[derive(uniffi::Record)]
pub struct CustomerDossier {
    /// Who.
    pub customer_id: String,
    /// The ids of customers that went into it.
    pub former_ids: Vec<String>,
    /// When it was put together.
    pub exported_at: Instant,
    /// What is known, one section for each kind of things; what there is none of is left out.
    pub sections: Vec<DossierSection>,
}

/// What makes the records of a customer one person.
#[derive(uniffi::Record)]
pub struct CustomerExplanation {
    /// The customer.
    pub customer_id: String,
    /// Its records.
    pub records: Vec<RecordLink>,
    /// One link fewer than there are records: a path from each to each.
    pub evidence: Vec<LinkEvidence>,
}

/// What a source says about a person. Everything is text as people write it; reading it is the core's business.
///
/// (source, external id) is the record's natural key: the same again is an update, and the same content again changes
/// nothing. Without an external id the e-mail, else the phone, stands for it within its source.
#[derive(uniffi::Record)]
pub struct CustomerInput {
    /// Who says it: `shopify`, `till`, `newsletter`. `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls the person.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// The whole name, when it is not known in parts.
    #[uniffi(default)]
    pub name: Option<String>,
    /// Given name.
    #[uniffi(default)]
    pub given_name: Option<String>,
    /// Family name.
    #[uniffi(default)]
    pub family_name: Option<String>,
    /// E-mail address.
    #[uniffi(default)]
    pub email: Option<String>,
    /// Phone number, in any usual form; read for the country of the address, else the shop's.
    #[uniffi(default)]
    pub phone: Option<String>,
    /// Birth date, with or without a year, in any usual form.
    #[uniffi(default)]
    pub birth_date: Option<String>,
    /// Gender, as the source has it.
    #[uniffi(default)]
    pub gender: Option<String>,
    /// Language, as a BCP 47 tag: `zh-CN`.
    #[uniffi(default)]
    pub language: Option<String>,
    /// Company.
    #[uniffi(default)]
    pub company: Option<String>,
    /// Postal address.
    #[uniffi(default)]
    pub address: Option<AddressInput>,
    /// A note.
    #[uniffi(default)]
    pub note: Option<String>,
    /// Tags that this source gives the person.
    #[uniffi(default)]
    pub tags: Vec<String>,
    /// Values of the shop's own fields.
    #[uniffi(default)]
    pub fields: HashMap<String, String>,
    /// What the source said that no field is for; kept as it is.
    #[uniffi(default)]
    pub extra: HashMap<String, String>,
    /// When the source first knew the person.
    #[uniffi(default)]
    pub created_at: Option<Instant>,
    /// When this was so at the source; now when left out.
    #[uniffi(default)]
    pub updated_at: Option<Instant>,
}

/// A customer that somebody may be.
#[derive(uniffi::Record)]
pub struct CustomerMatch {
    /// The customer.
    pub customer_id: String,
    /// The record of it that agrees most.
    pub record_id: String,
    /// The binary logarithm of the odds, in thousandths.
    pub weight_milli: i64,
    /// The probability, in millionths.
    pub probability_ppm: i64,
    /// Whether it reaches the shop's `match_above_ppm`.
    pub likely: bool,
}

/// The figures of a customer's orders, in the shop's currency and days. Which orders count: see
/// `Order::counted`.
#[derive(uniffi::Record)]
pub struct CustomerMetrics {
    /// Orders that count.
    pub number_of_orders: i64,
    /// Of them, orders in another currency without a rate: in no sum (rule O2).
    pub unconverted_orders: i64,
    /// Sum of totals before refunds; absent before the shop has a currency.
    #[uniffi(default)]
    pub gross_amount_spent: Option<Money>,
    /// Sum of refunds and credit notes.
    #[uniffi(default)]
    pub amount_refunded: Option<Money>,
    /// Gross minus refunded (rule O1).
    #[uniffi(default)]
    pub amount_spent: Option<Money>,
    /// Amount spent ÷ number of orders, rounded half away from zero; absent at 0 orders.
    #[uniffi(default)]
    pub average_order_value: Option<Money>,
    /// The day of the first order.
    #[uniffi(default)]
    pub first_order_date: Option<Day>,
    /// The day of the last order.
    #[uniffi(default)]
    pub last_order_date: Option<Day>,
    /// Days from the first to the last order ÷ (orders − 1), in thousandths of a day, rounded half up; absent below
    /// two orders.
    #[uniffi(default)]
    pub average_days_between_orders_milli: Option<i64>,
}

/// One page of customers.
#[derive(uniffi::Record)]
pub struct CustomerPage {
    /// The customers.
    pub items: Vec<Customer>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// What staff change on a customer by hand. Absent fields stay as they are.
#[derive(uniffi::Record)]
pub struct CustomerPatch {
    /// Refuse when the customer's version is another one.
    #[uniffi(default)]
    pub expected_version: Option<i64>,
    /// The whole name.
    #[uniffi(default)]
    pub name: Option<String>,
    /// Given name.
    #[uniffi(default)]
    pub given_name: Option<String>,
    /// Family name.
    #[uniffi(default)]
    pub family_name: Option<String>,
    /// E-mail address.
    #[uniffi(default)]
    pub email: Option<String>,
    /// Phone number.
    #[uniffi(default)]
    pub phone: Option<String>,
    /// Birth date.
    #[uniffi(default)]
    pub birth_date: Option<String>,
    /// Gender.
    #[uniffi(default)]
    pub gender: Option<String>,
    /// Language.
    #[uniffi(default)]
    pub language: Option<String>,
    /// Company.
    #[uniffi(default)]
    pub company: Option<String>,
    /// Postal address, whole.
    #[uniffi(default)]
    pub address: Option<AddressInput>,
    /// A note.
    #[uniffi(default)]
    pub note: Option<String>,
    /// Tags to add.
    #[uniffi(default)]
    pub add_tags: Vec<String>,
    /// Tags to take away, whoever gave them.
    #[uniffi(default)]
    pub remove_tags: Vec<String>,
    /// Values of the shop's own fields.
    #[uniffi(default)]
    pub fields: HashMap<String, String>,
    /// Fields to leave empty whatever the sources say: `email`, `phone`, `birth_date`, `gender`, `language`,
    /// `company`, `address`, `note`, `name`, or the name of a field of the shop's own.
    #[uniffi(default)]
    pub clear: Vec<String>,
}

/// What to look for.
#[derive(uniffi::Record)]
pub struct CustomerQuery {
    /// An e-mail, a phone, an external id, or the beginning of one or several names.
    #[uniffi(default)]
    pub text: String,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// Names a customer in a request. Its text: an id (`cus_…`), an e-mail (`mei@example.cn`), a phone with its country
/// (`+86 138 0013 8000`), or a source and what it calls the person (`shopify:6940095`).
#[derive(uniffi::Enum)]
pub enum CustomerRef {
    /// By its id.
    Id {
        /// What it carries.
        value: String,
    },
    /// By what a source calls it; a record is made when there is none yet.
    Record {
        /// The source.
        source: String,
        /// Its name for the person.
        external_id: String,
    },
    /// By an e-mail that exactly one customer bears.
    Email {
        /// What it carries.
        value: String,
    },
    /// By a phone that exactly one customer bears.
    Phone {
        /// What it carries.
        value: String,
    },
    /// Any of these, as text: the core reads it.
    Text {
        /// The text.
        text: String,
    },
}

/// The segments of a customer at an instant.
#[derive(uniffi::Record)]
pub struct CustomerSegments {
    /// Who.
    pub customer_id: String,
    /// The instant.
    pub as_of: Instant,
    /// The segments, by their keys.
    pub items: Vec<SegmentMembership>,
    /// What comes next, of the present; absent when time alone changes nothing.
    #[uniffi(default)]
    pub next_change: Option<SegmentChange>,
}

/// What other terms would mean for a customer.
#[derive(uniffi::Record)]
pub struct CustomerSimulation {
    /// Who.
    pub customer_id: String,
    /// Orders of the period.
    pub orders: i64,
    /// Points that they earn as the program is.
    pub current: i64,
    /// Points that they would earn.
    pub changed: i64,
}

/// The order in which a file writes the numbers of a date.
#[derive(uniffi::Enum)]
pub enum DateOrder {
    /// Year, month, day.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// The mark between whole units and their fractions.
#[derive(uniffi::Enum)]
pub enum DecimalMark {
    /// `1,234.50`
    Dot,
    /// `1.234,50`
    Comma,
}

/// What a decision did.
#[derive(uniffi::Record)]
pub struct DecisionReceipt {
    /// `unchanged` when it had been decided so.
    pub outcome: Outcome,
    /// The customer as it is now.
    pub customer: Customer,
    /// The other one; absent when both are one.
    #[uniffi(default)]
    pub other: Option<Customer>,
}

/// What a delete did.
#[derive(uniffi::Record)]
pub struct DeleteReceipt {
    /// The customer that is gone.
    pub customer_id: String,
    /// How many records it had.
    pub records: i64,
}

/// One row that differs.
#[derive(uniffi::Record)]
pub struct Difference {
    /// How.
    pub kind: DifferenceKind,
    /// Its key, in hexadecimal.
    pub key: String,
}

/// How a stored row differs from what the facts make it.
#[derive(uniffi::Enum)]
pub enum DifferenceKind {
    /// It is not stored.
    Missing,
    /// It is stored and should not be.
    Extra,
    /// It is stored with another body.
    Different,
}

/// Which way a contact went.
#[derive(uniffi::Enum)]
pub enum Direction {
    /// From the customer to the shop.
    Inbound,
    /// From the shop to the customer.
    Outbound,
}

/// A discount on the whole order.
#[derive(uniffi::Record)]
pub struct Discount {
    /// The code it was given for.
    #[uniffi(default)]
    pub code: Option<String>,
    /// How much, in minor units of the order's currency.
    pub amount: i64,
}

/// One kind of things that are known of a person.
#[derive(uniffi::Record)]
pub struct DossierSection {
    /// What they are: `records`, `orders`, `consents`.
    pub name: String,
    /// The things, each with its fields.
    pub items: Vec<HashMap<String, JsonValue>>,
}

/// A customer that went into another.
#[derive(uniffi::Record)]
pub struct DuplicateMerge {
    /// The one that keeps its id.
    pub customer_id: String,
    /// The one whose id leads there now.
    pub merged_id: String,
    /// The weight of the pair that they were linked by, in thousandths; absent when others of a group link them.
    #[uniffi(default)]
    pub weight_milli: Option<i64>,
}

/// What pairs are weighed by.
#[derive(uniffi::Record)]
pub struct DuplicateModel {
    /// Grows with every training that learned something else.
    pub version: i64,
    /// When it was trained.
    pub trained_at: Instant,
    /// On how many records. When the shop has many more by now, train again.
    pub records: i64,
    /// The fields it compares: those that any record filled.
    pub fields: Vec<String>,
    /// What could not be learned from the records, and why; expectations stand in its place.
    pub warnings: Vec<String>,
}

/// One page of pairs.
#[derive(uniffi::Record)]
pub struct DuplicatePage {
    /// The pairs, most likely first.
    pub items: Vec<DuplicatePair>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Two customers that may be one person.
#[derive(uniffi::Record)]
pub struct DuplicatePair {
    /// The older one.
    pub customer_id: String,
    /// The younger one.
    pub other_id: String,
    /// The record of the older one that agrees most with one of the other.
    pub record_id: String,
    /// That one.
    pub other_record_id: String,
    /// The binary logarithm of the odds that they are one person, in thousandths.
    pub weight_milli: i64,
    /// The probability, in millionths.
    pub probability_ppm: i64,
    /// Whether the probability reaches the shop's `match_above_ppm`.
    pub likely: bool,
    /// The oldest customer of all that are likely one person with both; absent when these two are not, all pairs
    /// considered.
    #[uniffi(default)]
    pub group: Option<String>,
}

/// From where on customers are taken for duplicates. Probabilities are in millionths.
#[derive(uniffi::Record)]
pub struct DuplicatePolicy {
    /// The probability from which on a pair is kept for review; 50,000 unless set.
    #[uniffi(default)]
    pub review_above_ppm: Option<i64>,
    /// The probability from which on a pair counts as likely one person; 400,000 unless set.
    #[uniffi(default)]
    pub match_above_ppm: Option<i64>,
    /// The probability from which on customers are linked without being asked about; never while it is not set.
    #[uniffi(default)]
    pub link_above_ppm: Option<i64>,
    /// More records than this are never linked without being asked about; 50 unless set.
    #[uniffi(default)]
    pub records_max: Option<i64>,
    /// Whether what comes in by `customers` and `imports` is compared with all others and linked at once, from `link_above_ppm` on
    /// and under the model that was trained last; not unless set, since all records are kept in memory for it. What is
    /// only tried (`dry_run`) and what comes in before the first training is not.
    #[uniffi(default)]
    pub link_new: bool,
}

/// Which pairs to find.
#[derive(uniffi::Record)]
pub struct DuplicateQuery {
    /// Pairs of this customer only.
    #[uniffi(default)]
    pub customer: Option<CustomerRef>,
    /// Pairs of this probability and above, in millionths; the shop's `review_above_ppm` when left out.
    #[uniffi(default)]
    pub above_ppm: Option<i64>,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// What a run did.
#[derive(uniffi::Record)]
pub struct DuplicateReport {
    /// Records that were compared; those that say nothing of a person are not.
    pub records: i64,
    /// Customers they are of.
    pub customers: i64,
    /// Pairs of customers that reach `review_above_ppm`.
    pub pairs: i64,
    /// Those of them that reach `match_above_ppm`.
    pub likely: i64,
    /// Customers that were linked.
    pub merges: Vec<DuplicateMerge>,
    /// Customers that were not linked though they score high enough.
    pub blocked: Vec<BlockedMerge>,
    /// Pairs in the review queue now.
    pub for_review: i64,
    /// What could not be learned from the records, and why; expectations stand in its place.
    pub warnings: Vec<String>,
}

/// Points for something a customer did. (program, source, external id) is its natural key.
#[derive(uniffi::Record)]
pub struct EarnEventInput {
    /// Whose.
    pub customer: CustomerRef,
    /// The event's name, as the program has it.
    pub event: String,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it the same event twice earns twice.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// When it was earned; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// Points for an order. (program, order) is its natural key.
#[derive(uniffi::Record)]
pub struct EarnInput {
    /// The order.
    pub order: OrderRef,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// When it was earned; when the order was placed unless set.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// Points on top of those for amounts.
#[derive(uniffi::Record)]
pub struct EarningBonus {
    /// The rule or event.
    pub rule: String,
    /// How many.
    pub points: i64,
}

/// How the points of an order were worked out.
#[derive(uniffi::Record)]
pub struct EarningExplanation {
    /// What earned: the lines' part, shipping and tax where they count.
    pub base: Money,
    /// Shipping and tax in it.
    pub extra: Money,
    /// Points for each `earn_amount`.
    pub earn_points: i64,
    /// The amount that earns `earn_points`.
    #[uniffi(default)]
    pub earn_amount: Option<Money>,
    /// How each line came out. An order without lines has one.
    pub lines: Vec<EarningLine>,
    /// Points after rounding, before anything on top and before caps.
    pub rounded: i64,
    /// How they were rounded.
    pub rounding: PointRounding,
    /// Points on top.
    pub bonuses: Vec<EarningBonus>,
    /// The cap that cut them, in points.
    #[uniffi(default)]
    pub cap: Option<i64>,
    /// Points earned.
    pub points: i64,
}

/// What one line earned.
#[derive(uniffi::Record)]
pub struct EarningLine {
    /// Its position in the order, from 0.
    pub line: i64,
    /// Units.
    pub quantity: i64,
    /// What it costs after its share of the order's discounts.
    pub net: Money,
    /// Points that pay for it.
    pub points_paid: i64,
    /// What else pays for it: net less the value of these points.
    pub cash: Money,
    /// What of it earns.
    pub base: Money,
    /// What all rules multiply it by, in thousandths.
    pub multiplier_milli: i64,
    /// The rules that multiply it.
    pub rules: Vec<String>,
    /// Its share of the points earned.
    pub points: i64,
}

/// More points for some lines, or for the whole order. A rule applies where each of its conditions holds; a list that is
/// empty is no condition.
#[derive(uniffi::Record)]
pub struct EarningRule {
    /// What explanations call it.
    #[uniffi(default)]
    pub name: String,
    /// The points of a line times this, in thousandths: 2,000 doubles them, 0 means none.
    #[uniffi(default)]
    pub multiplier_milli: Option<i64>,
    /// Points on top, once per order that has a line which the rule applies to.
    #[uniffi(default)]
    pub bonus: Option<i64>,
    /// Lines with one of these SKUs.
    #[uniffi(default)]
    pub skus: Vec<String>,
    /// Lines of one of these categories.
    #[uniffi(default)]
    pub categories: Vec<String>,
    /// Lines of one of these brands.
    #[uniffi(default)]
    pub brands: Vec<String>,
    /// Orders of one of these channels.
    #[uniffi(default)]
    pub channels: Vec<String>,
    /// Orders of one of these stores.
    #[uniffi(default)]
    pub stores: Vec<String>,
    /// Members in one of these tiers when the order was placed.
    #[uniffi(default)]
    pub tiers: Vec<String>,
    /// Orders placed at this instant or later.
    #[uniffi(default)]
    pub starts_at: Option<Instant>,
    /// Orders placed before this instant.
    #[uniffi(default)]
    pub ends_at: Option<Instant>,
    /// A customer's first order.
    #[uniffi(default)]
    pub first_purchase: bool,
}

/// Why an entry is what it is.
#[derive(uniffi::Record)]
pub struct EntryExplanation {
    /// The entry.
    pub entry: PointEntry,
    /// For what was earned by an order: the arithmetic.
    #[uniffi(default)]
    pub earning: Option<EarningExplanation>,
    /// The lots it drew or put points back to, in order.
    pub draws: Vec<LotDraw>,
    /// The same as a sentence in English.
    pub text: String,
    /// The same as a sentence in Chinese.
    pub text_zh: String,
}

/// What an entry of the ledger is.
#[derive(uniffi::Enum)]
pub enum EntryKind {
    /// Points for an order or an event.
    Earned,
    /// Points given or taken by hand.
    Adjusted,
    /// Points brought along from elsewhere.
    Imported,
    /// Points spent.
    Redeemed,
    /// Points set aside for a checkout.
    Held,
    /// Points spent out of a hold; what is left of it went back.
    Captured,
    /// A hold called off or run out.
    Voided,
    /// Spent points given back.
    GivenBack,
    /// Earned points taken back.
    ClawedBack,
    /// Points given to another member.
    TransferredOut,
    /// Points got from another member.
    TransferredIn,
    /// Points past their date.
    Expired,
    /// New points that paid what was owed.
    DebtSettled,
    /// Each side of an un-merge has its own points back (rule P13).
    Unmerged,
}

/// One page of entries.
#[derive(uniffi::Record)]
pub struct EntryPage {
    /// The entries, newest first.
    pub items: Vec<PointEntry>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Whose entries, and from where on.
#[derive(uniffi::Record)]
pub struct EntryQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// What an erasure did in one area.
#[derive(uniffi::Record)]
pub struct ErasedArea {
    /// The area.
    pub area: String,
    /// How much was destroyed: versions of records, profiles, addresses of orders, events, consents, codes.
    pub destroyed: i64,
    /// How much is kept, without what says who it was: records, orders, entries.
    pub kept: i64,
    /// Why it is kept.
    #[uniffi(default)]
    pub kept_because: Option<KeptReason>,
}

/// One page of erasures.
#[derive(uniffi::Record)]
pub struct ErasurePage {
    /// The receipts, by the age of the customers.
    pub items: Vec<ErasureReceipt>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Why a person is erased.
#[derive(uniffi::Enum)]
pub enum ErasureReason {
    /// The person asked for it (GDPR article 17, PIPL article 47).
    SubjectRequest,
    /// The person withdrew the consent that the data was kept by (17(1)(b)).
    WithdrawnConsent,
    /// The person objected, and nothing weighs more (17(1)(c)).
    Objection,
    /// It was kept against the law (17(1)(d)).
    Unlawful,
    /// A law asks for it (17(1)(e)).
    LegalObligation,
    /// It is not needed any more, or its time is over (17(1)(a)).
    Retention,
    /// Something else.
    Other,
}

/// What an erasure did; nobody's personal data.
#[derive(uniffi::Record)]
pub struct ErasureReceipt {
    /// `updated`, or `unchanged` when the customer was erased before; all else is of that time then.
    pub outcome: Outcome,
    /// Who was erased: an id that stands for nobody any more.
    pub customer_id: String,
    /// When.
    pub at: Instant,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: ErasureReason,
    /// How many e-mails and phones are suppressed since.
    pub suppressed: i64,
    /// What it did, area by area.
    pub areas: Vec<ErasedArea>,
}

/// An event.
#[derive(uniffi::Record)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it happened.
    pub occurred_at: Instant,
    /// Who says it.
    pub source: String,
    /// For contacts: by which channel.
    #[uniffi(default)]
    pub channel: Option<String>,
    /// For contacts: which way.
    #[uniffi(default)]
    pub direction: Option<Direction>,
    /// More about it.
    pub properties: HashMap<String, JsonValue>,
}

/// Something a customer did, or a contact with one.
#[derive(uniffi::Record)]
pub struct EventInput {
    /// Its name, in the past tense: `product_viewed`, `call_logged`.
    pub name: String,
    /// Whose it is. A record that does not exist yet is made.
    pub customer: CustomerRef,
    /// When it happened; now when left out.
    #[uniffi(default)]
    pub occurred_at: Option<Instant>,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it the same event twice is two events.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// For contacts: by which channel, such as `phone`, `email`, `wechat`.
    #[uniffi(default)]
    pub channel: Option<String>,
    /// For contacts: which way.
    #[uniffi(default)]
    pub direction: Option<Direction>,
    /// More about it: a JSON object.
    #[uniffi(default)]
    pub properties: HashMap<String, JsonValue>,
}

/// What taking an event in did.
#[derive(uniffi::Record)]
pub struct EventReceipt {
    /// `created`, or `unchanged` when it had come before.
    pub outcome: Outcome,
    /// The event.
    pub event_id: String,
    /// Whose it is.
    #[uniffi(default)]
    pub customer_id: Option<String>,
}

/// Points for something a customer did.
#[derive(uniffi::Record)]
pub struct EventRule {
    /// The event's name: `review_written`.
    #[uniffi(default)]
    pub event: String,
    /// How many.
    #[uniffi(default)]
    pub points: Option<i64>,
}

/// Points that expire at one instant.
#[derive(uniffi::Record)]
pub struct ExpiringPoints {
    /// When.
    pub at: Instant,
    /// How many.
    pub points: i64,
}

/// When points expire (rule P5).
#[derive(uniffi::Enum)]
pub enum ExpiryPolicy {
    /// Never.
    Never,
    /// `expiry_months` after they were earned, to the microsecond.
    Rolling,
    /// With the end of the month that lies `expiry_months` later.
    EndOfMonth,
    /// With the end of the year that lies `expiry_months` later.
    EndOfYear,
    /// With the end of `expiry_date`.
    FixedDate,
    /// `expiry_months` after points were last earned or redeemed: each such act moves all lots.
    Inactivity,
}

/// What a worker gets.
#[derive(uniffi::Record)]
pub struct FeedBatch {
    /// The changes, in the order they were committed; none when there is nothing new, or while another worker has a
    /// batch.
    pub items: Vec<FeedChange>,
    /// What to acknowledge the batch by; absent when it is empty.
    #[uniffi(default)]
    pub lease: Option<i64>,
    /// Until when the batch is this worker's, or, of an empty one, until when it is another's.
    #[uniffi(default)]
    pub leased_until: Option<Instant>,
    /// How often the first change of the batch was given out, this time included: more than 1 after a worker did not
    /// acknowledge it.
    pub attempt: i64,
}

/// One committed change.
#[derive(uniffi::Record)]
pub struct FeedChange {
    /// Names this change among all of the store, the same however often it is given out: who takes changes in keeps it
    /// to tell what came before.
    pub key: String,
    /// When it was committed.
    pub at: Instant,
    /// Who did it.
    pub actor: String,
    /// By which call.
    pub verb: String,
    /// What happened.
    pub kind: ChangeKind,
    /// Whom it touched.
    #[uniffi(default)]
    pub customer_id: Option<String>,
    /// What it is about beside the customer: the id of a record, an order, an event.
    #[uniffi(default)]
    pub subject: Option<String>,
    /// Of segments entered and left: the segment's key.
    #[uniffi(default)]
    pub segment: Option<String>,
    /// Of segments entered and left: when that took effect. By time alone it is the very moment, however late the clock
    /// was told of it.
    #[uniffi(default)]
    pub effective_at: Option<Instant>,
    /// Of segments entered and left: it follows from a fact of a time that was over already, so the past looks otherwise
    /// now.
    #[uniffi(default)]
    pub corrected: bool,
}

/// A group: readers that follow the feed together, with one cursor that the store keeps.
#[derive(uniffi::Record)]
pub struct FeedGroup {
    /// Its name.
    pub name: String,
    /// Up to where all is acknowledged; a cursor of `feed.changes` too.
    pub cursor: String,
    /// How many changes are still to be acknowledged, counted no further than 10,000; absent when the cursor fell out
    /// of what the feed keeps, and the group must be rewound.
    #[uniffi(default)]
    pub lag: Option<i64>,
    /// When the oldest of them was committed.
    #[uniffi(default)]
    pub waiting_since: Option<Instant>,
    /// The worker that has a batch.
    #[uniffi(default)]
    pub worker: Option<String>,
    /// Until when it has it; later another worker gets the batch.
    #[uniffi(default)]
    pub leased_until: Option<Instant>,
}

/// One page of changes.
#[derive(uniffi::Record)]
pub struct FeedPage {
    /// The changes, in the order they were committed.
    pub items: Vec<FeedChange>,
    /// From where to go on, always: what comes later is found with it.
    pub next_cursor: String,
}

/// Where a new group begins.
#[derive(uniffi::Enum)]
pub enum FeedStart {
    /// At the first change that is kept.
    Beginning,
    /// After the last change there is.
    End,
}

/// What a worker asks for.
#[derive(uniffi::Record)]
pub struct FeedTake {
    /// The group.
    pub group: String,
    /// Who takes: a name that no other worker of the group has, 1 to 100 bytes.
    pub worker: String,
    /// At most this many changes, 1 to 1,000; 50 when left out.
    #[uniffi(default)]
    pub limit: Option<i64>,
    /// How long it has for them, 1 to 86,400 seconds; 60 when left out.
    #[uniffi(default)]
    pub lease_seconds: Option<i64>,
}

/// What trimming did.
#[derive(uniffi::Record)]
pub struct FeedTrimReport {
    /// Commits dropped.
    pub dropped: i64,
}

/// A field of the shop's own that customers have.
#[derive(uniffi::Record)]
pub struct FieldDefinition {
    /// Its name: lower-case letters, digits and underscores, starting with a letter.
    pub name: String,
    /// What values it takes.
    pub r#type: FieldType,
    /// For choices: the values it takes.
    #[uniffi(default)]
    pub choices: Vec<String>,
    /// The smallest number or shortest text.
    #[uniffi(default)]
    pub min: Option<i64>,
    /// The largest number or longest text, in characters.
    #[uniffi(default)]
    pub max: Option<i64>,
}

/// What one field says about a pair. Weights are binary logarithms of odds, in thousandths.
#[derive(uniffi::Record)]
pub struct FieldEvidence {
    /// The field.
    pub field: String,
    /// The level of agreement; `missing` where one of both says nothing.
    pub level: String,
    /// What is known of the field it lies within, such as the address around a city: `around agrees`, `around differs`.
    #[uniffi(default)]
    pub around: Option<String>,
    /// What the level says: `log2(m / u)`.
    pub weight_milli: i64,
    /// What the frequency of the value adds: a rare one says more.
    pub frequency_milli: i64,
    /// How often pairs of one person are at this level, in thousand-millionths.
    pub m_ppb: i64,
    /// How often two at random are, in thousand-millionths.
    pub u_ppb: i64,
}

/// What values a field takes.
#[derive(uniffi::Enum)]
pub enum FieldType {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
    /// One of the choices.
    Choice,
}

/// A value of a field of the shop's own.
#[derive(uniffi::Enum)]
pub enum FieldValue {
    /// True or false.
    Boolean {
        /// What it carries.
        value: bool,
    },
    /// A whole number.
    Integer {
        /// What it carries.
        value: i64,
    },
    /// A calendar day.
    Date {
        /// What it carries.
        value: Day,
    },
    /// Text, or one of the choices.
    Text {
        /// What it carries.
        value: String,
    },
}

/// Where its payment stands.
#[derive(uniffi::Enum)]
pub enum FinancialStatus {
    /// To be paid.
    Pending,
    /// The card was authorised.
    Authorized,
    /// Paid in part.
    PartiallyPaid,
    /// Paid.
    Paid,
    /// Paid back in part.
    PartiallyRefunded,
    /// Paid back.
    Refunded,
    /// The payment was called off; counts nowhere.
    Voided,
    /// It was never paid; counts nowhere.
    Expired,
}

/// Where its goods are.
#[derive(uniffi::Enum)]
pub enum FulfillmentStatus {
    /// Not sent.
    Unfulfilled,
    /// Sent in part.
    PartiallyFulfilled,
    /// Packed or sent.
    Fulfilled,
    /// On its way.
    InTransit,
    /// With the customer.
    Delivered,
    /// Sent back.
    Returned,
}

/// Redeemed points to give back.
#[derive(uniffi::Record)]
pub struct GiveBackInput {
    /// The redemption or capture.
    pub entry: String,
    /// How many; all that is left of it when left out.
    #[uniffi(default)]
    pub points: Option<i64>,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice gives back twice.
    #[uniffi(default)]
    pub external_id: Option<String>,
}

/// At what time a greeting is sent, and when nobody is disturbed.
#[derive(uniffi::Record)]
pub struct Greeting {
    /// The time of day.
    pub at: String,
    /// From this time on nobody is disturbed.
    #[uniffi(default)]
    pub quiet_from: Option<String>,
    /// Until this time; on the next day when it is earlier than `quiet_from`.
    #[uniffi(default)]
    pub quiet_until: Option<String>,
    /// What becomes of a greeting that would wait past midnight.
    #[uniffi(default)]
    pub past_midnight: Option<PastMidnight>,
    /// Whose clocks show these times; the shop's zone unless set.
    #[uniffi(default)]
    pub zone: Option<String>,
}

/// An identifier that could have joined a record to a customer and did not: for dedupe to decide.
#[derive(uniffi::Record)]
pub struct HeldBack {
    /// Which identifier.
    pub kind: IdentifierKind,
    /// Why.
    pub reason: HeldBackReason,
}

/// Why an identifier did not join two records.
#[derive(uniffi::Enum)]
pub enum HeldBackReason {
    /// The value is nobody's, such as `noemail@example.com`.
    Placeholder,
    /// More records bear it than one person has.
    Shared,
    /// The names are those of different persons.
    NameConflict,
    /// The birth dates are those of different persons.
    BirthDateConflict,
    /// It was decided that they are different persons.
    Decided,
}

/// A day that everybody keeps.
#[derive(uniffi::Record)]
pub struct Holiday {
    /// Which.
    pub holiday: LunarHoliday,
    /// When it is, in Beijing.
    pub on: Day,
}

/// What kind of thing points at a customer.
#[derive(uniffi::Enum)]
pub enum IdentifierKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// The name a source gave the record.
    ExternalId,
}

/// One column of an imported file.
#[derive(uniffi::Record)]
pub struct ImportColumn {
    /// Its header.
    pub header: String,
    /// What it holds.
    pub holds: String,
}

/// A lot of points brought along from elsewhere. (program, source, external id) is its natural key.
#[derive(uniffi::Record)]
pub struct ImportPointsInput {
    /// Whose.
    pub customer: CustomerRef,
    /// How many.
    pub points: i64,
    /// What the source calls the lot.
    pub external_id: String,
    /// Where it comes from; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// When they were earned; now when left out.
    #[uniffi(default)]
    pub earned_at: Option<Instant>,
    /// When they expire; as the program has it when left out.
    #[uniffi(default)]
    pub expires_at: Option<Instant>,
}

/// How to take a file in.
#[derive(uniffi::Record)]
pub struct ImportQuery {
    /// What its columns hold, where their headers do not tell.
    #[uniffi(default)]
    pub mapping: Option<Mapping>,
    /// Rows of one commit; a sensible number when left out.
    #[uniffi(default)]
    pub batch_rows: Option<i64>,
}

/// One refused row, without what it says.
#[derive(uniffi::Record)]
pub struct ImportReject {
    /// The line it begins on, from 1.
    pub line: i64,
    /// The header of the column at fault, if it is one.
    #[uniffi(default)]
    pub column: Option<String>,
    /// What is wrong, for programs.
    pub code: String,
    /// What is wrong, for people.
    pub reason: String,
}

/// What an import did.
#[derive(uniffi::Record)]
pub struct ImportReport {
    /// Rows read, the header left out.
    pub rows: i64,
    /// Rows taken over from an earlier run that was cut off: they were not written again.
    pub rows_skipped: i64,
    /// Records or orders that are new.
    pub created: i64,
    /// Records or orders that were there with other content.
    pub updated: i64,
    /// Records or orders that were there with the same content.
    pub unchanged: i64,
    /// Rows refused, each with its reason in the rejects.
    pub rejected: i64,
    /// How many rows were refused for what: by code.
    pub rejected_by_code: HashMap<String, i64>,
    /// Customers that are new.
    pub customers_created: i64,
    /// Customers that went into others, as a row bore identifiers of both.
    pub customers_merged: i64,
    /// Identifiers that could have joined records and did not: by reason.
    pub held_back: HashMap<String, i64>,
    /// Values that did not read and were kept as they came: by field.
    pub unreadable: HashMap<String, i64>,
    /// What each column holds: header and field, custom attribute, `extra` or `ignore`.
    pub columns: Vec<ImportColumn>,
    /// The encoding it was read in; absent while everything was ASCII.
    #[uniffi(default)]
    pub encoding: Option<String>,
    /// What separates its cells.
    pub delimiter: String,
    /// Refused rows, the first hundred; without what they say.
    pub rejects: Vec<ImportReject>,
}

/// A value that did not read and was kept as it came.
#[derive(uniffi::Record)]
pub struct Issue {
    /// The field.
    pub field: String,
    /// Why it does not read; without the value.
    pub reason: String,
}

/// How the parts of a condition are joined.
#[derive(uniffi::Enum)]
pub enum Join {
    /// All must hold.
    And,
    /// One must hold.
    Or,
    /// The part must not hold.
    Not,
    /// It has no parts.
    Clause,
}

/// Why an erasure keeps something.
#[derive(uniffi::Enum)]
pub enum KeptReason {
    /// Books of account must be kept for years, by the laws of commerce and taxes: amounts, lines and dates of orders
    /// (GDPR article 17(3)(b), PIPL article 47).
    Accounting,
    /// Entries of the ledger of points, without which what the shop owes to others and owed at a time would not add up.
    Ledger,
    /// That there was a record, by its id alone: what is kept is tied to it, and to nobody.
    Pseudonym,
}

/// When a birthday on 29 February is kept in common years.
#[derive(uniffi::Enum)]
pub enum LeapPolicy {
    /// On 28 February.
    Feb28,
    /// On 1 March.
    Mar1,
    /// Not at all.
    LeapOnly,
}

/// What lets a shop contact a customer for a purpose (GDPR article 6(1), PIPL article 13).
#[derive(uniffi::Enum)]
pub enum LegalBasis {
    /// The customer agreed, to this purpose by this channel, and can take it back as easily as it was given (GDPR articles
    /// 6(1)(a) and 7, PIPL articles 13(1), 14 and 15).
    Consent,
    /// A contract with the customer needs it: confirmations, deliveries, service (GDPR article 6(1)(b), PIPL article
    /// 13(2)).
    Contract,
    /// A law orders it: a recall, the notice of a breach (GDPR article 6(1)(c), PIPL article 13(3)).
    LegalObligation,
    /// An interest of the shop that outweighs the customer's, until the customer objects (GDPR articles 6(1)(f) and 21).
    /// PIPL does not know it: with customers in China the purpose needs another one.
    LegitimateInterest,
}

/// What a program owes its members (rule P12).
#[derive(uniffi::Record)]
pub struct LiabilityReport {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Instant,
    /// Accounts with points or debt.
    pub accounts: i64,
    /// Points that are not expired: available, pending and held.
    pub outstanding: i64,
    /// Of them, pending.
    pub pending: i64,
    /// Of them, held.
    pub held: i64,
    /// Points that members owe.
    pub debt: i64,
    /// Points that ever came in.
    pub credited: i64,
    /// Points that were used or taken back.
    pub debited: i64,
    /// Points whose expiry was booked.
    pub expired: i64,
    /// The share nobody will redeem, in millionths.
    pub breakage_ppm: i64,
    /// Outstanding × value.
    #[uniffi(default)]
    pub value: Option<Money>,
    /// Outstanding × value × (1 − breakage), rounded half away from zero.
    #[uniffi(default)]
    pub liability: Option<Money>,
}

/// Why a record belongs to a customer.
#[derive(uniffi::Enum)]
pub enum LinkCause {
    /// Nobody else was it.
    New,
    /// It bears the same e-mail.
    Email,
    /// It bears the same phone.
    Phone,
    /// Staff entered it on this customer.
    Manual,
    /// Another record bore identifiers of both.
    Joined,
    /// The customer was deleted.
    Deleted,
    /// Somebody said that they are one person.
    Merged,
    /// They score so high that the shop's policy links them.
    Duplicate,
    /// It was given back to a customer of its own.
    Unmerged,
    /// The customer was erased.
    Erased,
}

/// One link of a record, at its time.
#[derive(uniffi::Record)]
pub struct LinkChange {
    /// When.
    pub at: Instant,
    /// Which record.
    pub record_id: String,
    /// To which customer; absent when its customer was deleted.
    #[uniffi(default)]
    pub customer_id: Option<String>,
    /// Why.
    pub cause: LinkCause,
    /// The record that it was weighed against, where it was linked by weight.
    #[uniffi(default)]
    pub other_record_id: Option<String>,
    /// The weight, in thousandths.
    #[uniffi(default)]
    pub weight_milli: Option<i64>,
}

/// Why two records are one person.
#[derive(uniffi::Record)]
pub struct LinkEvidence {
    /// A record.
    pub record_id: String,
    /// Another one.
    pub other_record_id: String,
    /// Why: they bear the same e-mail or phone, somebody merged them, or the policy linked them.
    pub cause: LinkCause,
    /// The weight of the pair, in thousandths, where it was linked by weight.
    #[uniffi(default)]
    pub weight_milli: Option<i64>,
}

/// Points of one lot that an entry drew.
#[derive(uniffi::Record)]
pub struct LotDraw {
    /// The entry that brought the lot.
    pub lot: String,
    /// How many points it took; negative where it put them back.
    pub points: i64,
    /// When they were earned.
    pub earned_at: Instant,
    /// When they expire.
    #[uniffi(default)]
    pub expires_at: Option<Instant>,
}

/// A holiday of the Chinese lunar calendar. It lies in the regular month, never in a leap month.
#[derive(uniffi::Enum)]
pub enum LunarHoliday {
    /// 除夕, the day before Spring Festival. (It is no fixed day: the twelfth month often has no day 30.)
    NewYearsEve,
    /// 春节, 1/1.
    SpringFestival,
    /// 元宵节, 1/15.
    Lantern,
    /// 端午节, 5/5.
    DragonBoat,
    /// 七夕, 7/7.
    Qixi,
    /// 中秋节, 8/15.
    MidAutumn,
    /// 重阳节, 9/9.
    DoubleNinth,
}

/// What a file holds and how it is written. Everything may be left unsaid.
#[derive(uniffi::Record)]
pub struct Mapping {
    /// The source of rows that name none.
    #[uniffi(default)]
    pub source: Option<String>,
    /// The currency of rows that name none: three letters of ISO 4217.
    #[uniffi(default)]
    pub currency: Option<String>,
    /// The zone of times that have none.
    #[uniffi(default)]
    pub zone: Option<String>,
    /// The country of phone numbers and addresses that name none: two letters of ISO 3166, or a usual name.
    #[uniffi(default)]
    pub country: Option<String>,
    /// How to read `01/02/2026`.
    #[uniffi(default)]
    pub date_order: Option<DateOrder>,
    /// How to read `1.234` and `1,234`.
    #[uniffi(default)]
    pub decimal: Option<DecimalMark>,
    /// The file's encoding.
    #[uniffi(default)]
    pub encoding: Option<String>,
    /// What separates its cells.
    #[uniffi(default)]
    pub delimiter: Option<String>,
    /// Columns to leave out, named as in `columns`.
    #[uniffi(default)]
    pub ignore: Vec<String>,
    /// What columns hold. A column is named by its header, or by `#` and its number from 1; what it holds is the name of
    /// a field, `custom:<name>`, `extra` or `ignore`.
    #[uniffi(default)]
    pub columns: HashMap<String, String>,
}

/// One page of members, by their ids.
#[derive(uniffi::Record)]
pub struct MemberPage {
    /// The members.
    pub items: Vec<SegmentMember>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Whose members, and from where on.
#[derive(uniffi::Record)]
pub struct MemberQuery {
    /// The condition; `segment('vip')` for the members of a segment.
    pub query: String,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// What a merge did.
#[derive(uniffi::Record)]
pub struct MergeReceipt {
    /// `unchanged` when both were one customer already.
    pub outcome: Outcome,
    /// The customer as it is now.
    pub customer: Customer,
    /// The customer that went into it.
    #[uniffi(default)]
    pub merged: Option<String>,
}

/// One month.
#[derive(uniffi::Record)]
pub struct MonthRevenue {
    /// The month, as `1997-01`.
    pub month: String,
    /// Orders placed in it that count.
    pub orders: i64,
    /// Their totals minus refunds.
    pub net_revenue: Money,
}

/// An objection of a customer to a purpose.
#[derive(uniffi::Record)]
pub struct ObjectionInput {
    /// Who objects.
    pub customer: CustomerRef,
    /// To what; `marketing` when left out.
    #[uniffi(default)]
    pub purpose: Option<String>,
    /// By which channel; every one when left out.
    #[uniffi(default)]
    pub channel: Option<String>,
    /// When; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
    /// Where it was said; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What proves it, as the shop keeps it.
    #[uniffi(default)]
    pub evidence: Option<String>,
}

/// A customer's day.
#[derive(uniffi::Record)]
pub struct Occasion {
    /// Whose.
    pub customer_id: String,
    /// Which.
    pub kind: OccasionKind,
    /// When it is kept.
    pub on: Day,
    /// How many years it is; absent for a birth date without a year.
    #[uniffi(default)]
    pub years: Option<i64>,
    /// When to greet, where the query says at what time.
    #[uniffi(default)]
    pub greet_at: Option<Instant>,
}

/// A day of a customer's own that comes every year.
#[derive(uniffi::Enum)]
pub enum OccasionKind {
    /// The day of birth.
    Birthday,
    /// The day of birth by the Chinese lunar calendar; of birth dates with a year, from 1900-01-31 on. One in a leap month is
    /// kept in the regular month where the year has no such leap month, one on day 30 on day 29 of a shorter month.
    LunarBirthday,
    /// The day of the first order that counts.
    FirstOrder,
    /// The day on which a source first spoke of the customer.
    SignUp,
}

/// One page of occasions.
#[derive(uniffi::Record)]
pub struct OccasionPage {
    /// The occasions, by day.
    pub items: Vec<Occasion>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Which occasions of which days.
#[derive(uniffi::Record)]
pub struct OccasionQuery {
    /// The first day.
    pub since: Day,
    /// The day after the last, 366 days later at most.
    pub until: Day,
    /// Which; all when left out.
    #[uniffi(default)]
    pub kinds: Vec<OccasionKind>,
    /// When those of 29 February are kept in common years (rule D1).
    #[uniffi(default)]
    pub leap_day: Option<LeapPolicy>,
    /// At what time of the day to greet; without it occasions are days alone (rule D2).
    #[uniffi(default)]
    pub greeting: Option<Greeting>,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// Points for a day of a member's own, once a year.
#[derive(uniffi::Record)]
pub struct OccasionRule {
    /// Which day.
    pub occasion: OccasionKind,
    /// How many.
    pub points: i64,
}

/// An order as its facts leave it. Amounts of lines and discounts are in minor units of its currency.
#[derive(uniffi::Record)]
pub struct Order {
    /// Its id.
    pub id: String,
    /// How many facts stand behind it.
    pub version: i64,
    /// Where it comes from.
    pub source: String,
    /// What its source calls it.
    pub external_id: String,
    /// What people call it.
    #[uniffi(default)]
    pub number: Option<String>,
    /// Whose it is, now.
    #[uniffi(default)]
    pub customer_id: Option<String>,
    /// The record it was booked on.
    #[uniffi(default)]
    pub record_id: Option<String>,
    /// When it was placed.
    pub placed_at: Instant,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// Discounts on the whole.
    pub discounts: Vec<Discount>,
    /// Tax.
    pub tax: Money,
    /// Shipping.
    pub shipping: Money,
    /// Total paid or payable, tax and shipping included, after discounts, before refunds.
    pub total: Money,
    /// Paid back so far.
    pub refunded: Money,
    /// `total` minus `refunded` (rule O1).
    pub net_amount: Money,
    /// `net_amount` in the shop's currency; absent without a rate (rule O2).
    #[uniffi(default)]
    pub net_amount_in_shop_currency: Option<Money>,
    /// Whether it counts in the figures.
    pub counted: bool,
    /// Whether it stands.
    pub status: OrderStatus,
    /// Where its payment stands.
    pub financial_status: FinancialStatus,
    /// Where its goods are.
    pub fulfillment_status: FulfillmentStatus,
    /// When it was called off.
    #[uniffi(default)]
    pub cancelled_at: Option<Instant>,
    /// Where it was bought.
    #[uniffi(default)]
    pub channel: Option<String>,
    /// In which physical store.
    #[uniffi(default)]
    pub store: Option<String>,
    /// Units of the shop's currency for one of the order's.
    #[uniffi(default)]
    pub exchange_rate: Option<Decimal>,
    /// A test order; counts nowhere.
    pub test: bool,
    /// Tags.
    pub tags: Vec<String>,
    /// What was given back.
    pub refunds: Vec<Refund>,
    /// Where it goes.
    #[uniffi(default)]
    pub shipping_address: Option<Address>,
    /// Note.
    #[uniffi(default)]
    pub note: Option<String>,
    /// What its source said that no field is for; as it came.
    #[uniffi(default)]
    pub extra: HashMap<String, String>,
}

/// An order as a source has it. (source, external id) is its natural key.
#[derive(uniffi::Record)]
pub struct OrderInput {
    /// Where it comes from; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it.
    pub external_id: String,
    /// What people call it.
    #[uniffi(default)]
    pub number: Option<String>,
    /// Whose it is; nobody's when left out. A record that does not exist yet is made.
    #[uniffi(default)]
    pub customer: Option<CustomerRef>,
    /// When it was placed.
    pub placed_at: Instant,
    /// What was bought.
    #[uniffi(default)]
    pub lines: Vec<OrderLineInput>,
    /// Discounts on the whole.
    #[uniffi(default)]
    pub discounts: Vec<Discount>,
    /// Tax on top of the lines; tax that the prices include is not repeated here.
    #[uniffi(default)]
    pub tax: Option<Money>,
    /// Shipping.
    #[uniffi(default)]
    pub shipping: Option<Money>,
    /// Total paid or payable, tax and shipping included, after discounts; computed when left out: lines minus
    /// discounts plus tax plus shipping, not below 0 unless the lines are.
    #[uniffi(default)]
    pub total: Option<Money>,
    /// Paid back so far, as the source has it. Single refunds are better recorded by `orders.refund`; the larger of
    /// the two sums counts.
    #[uniffi(default)]
    pub refunded: Option<Money>,
    /// Whether it stands.
    #[uniffi(default)]
    pub status: Option<OrderStatus>,
    /// Where its payment stands.
    #[uniffi(default)]
    pub financial_status: Option<FinancialStatus>,
    /// Where its goods are.
    #[uniffi(default)]
    pub fulfillment_status: Option<FulfillmentStatus>,
    /// When it was called off.
    #[uniffi(default)]
    pub cancelled_at: Option<Instant>,
    /// Where it was bought: `web`, `wechat`, `till`.
    #[uniffi(default)]
    pub channel: Option<String>,
    /// In which physical store, by its code.
    #[uniffi(default)]
    pub store: Option<String>,
    /// Units of the shop's currency for one unit of the order's.
    #[uniffi(default)]
    pub exchange_rate: Option<Decimal>,
    /// A test order; counts nowhere.
    #[uniffi(default)]
    pub test: bool,
    /// Tags.
    #[uniffi(default)]
    pub tags: Vec<String>,
    /// Where it goes.
    #[uniffi(default)]
    pub shipping_address: Option<AddressInput>,
    /// Note.
    #[uniffi(default)]
    pub note: Option<String>,
    /// What the source said that no field is for; kept as it is.
    #[uniffi(default)]
    pub extra: HashMap<String, String>,
    /// When this was so at the source; now when left out.
    #[uniffi(default)]
    pub updated_at: Option<Instant>,
}

/// One line of an order.
#[derive(uniffi::Record)]
pub struct OrderLine {
    /// What was bought, by the shop's number.
    #[uniffi(default)]
    pub sku: Option<String>,
    /// Its name at the time.
    #[uniffi(default)]
    pub name: Option<String>,
    /// Category at the time.
    #[uniffi(default)]
    pub category: Option<String>,
    /// Brand at the time.
    #[uniffi(default)]
    pub brand: Option<String>,
    /// Units ordered; negative on a credit note.
    pub quantity: i64,
    /// Price of a unit before discounts, in minor units of the order's currency.
    #[uniffi(default)]
    pub unit_price: Option<i64>,
    /// Discount on the line, in minor units.
    pub discount: i64,
    /// What the line comes to after its discount, in minor units.
    pub total: i64,
}

/// One line of an order as a source has it.
#[derive(uniffi::Record)]
pub struct OrderLineInput {
    /// What was bought, by the shop's number.
    #[uniffi(default)]
    pub sku: Option<String>,
    /// Its name.
    #[uniffi(default)]
    pub name: Option<String>,
    /// Category.
    #[uniffi(default)]
    pub category: Option<String>,
    /// Brand.
    #[uniffi(default)]
    pub brand: Option<String>,
    /// Units; negative on a credit note. 1 when left out.
    #[uniffi(default)]
    pub quantity: Option<i64>,
    /// Price of a unit before discounts.
    #[uniffi(default)]
    pub unit_price: Option<Money>,
    /// Discount on the line.
    #[uniffi(default)]
    pub discount: Option<Money>,
    /// What the line comes to; computed when left out: quantity × unit price − discount.
    #[uniffi(default)]
    pub total: Option<Money>,
}

/// One page of orders.
#[derive(uniffi::Record)]
pub struct OrderPage {
    /// The orders.
    pub items: Vec<Order>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// What a write did to an order.
#[derive(uniffi::Record)]
pub struct OrderReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The order as it is now.
    pub order: Order,
    /// The segments that its customer came into by this, by their keys.
    #[uniffi(default)]
    pub entered: Vec<String>,
    /// The segments that its customer fell out of by this.
    #[uniffi(default)]
    pub left: Vec<String>,
}

/// Names an order in a request.
#[derive(uniffi::Enum)]
pub enum OrderRef {
    /// By its id.
    Id {
        /// What it carries.
        value: String,
    },
    /// By what its source calls it.
    External {
        /// The source.
        source: String,
        /// Its name for the order.
        external_id: String,
    },
    /// Any of these, as text: the core reads it.
    Text {
        /// The text.
        text: String,
    },
}

/// Whether an order stands.
#[derive(uniffi::Enum)]
pub enum OrderStatus {
    /// It stands.
    Open,
    /// A draft or quote: no order yet, counts nowhere.
    Draft,
    /// All is done.
    Closed,
    /// It was called off; counts nowhere.
    Cancelled,
    /// Its source deleted it; counts nowhere.
    Deleted,
}

/// What a write did.
#[derive(uniffi::Enum)]
pub enum Outcome {
    /// It is new.
    Created,
    /// It was there and changed.
    Updated,
    /// It was there with the same content; nothing was written.
    Unchanged,
}

/// What one segment has in common with each.
#[derive(uniffi::Record)]
pub struct OverlapRow {
    /// The segment's short name.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Customers in it.
    pub members: i64,
    /// Customers that are in this segment and in that of each row, in the order of the rows; its members at its own.
    pub both: Vec<i64>,
    /// What part of this segment's members those are, in millionths, rounded half up; 0 for a segment without members.
    pub share_ppm: Vec<i64>,
}

/// How many things to give out, and from where on.
#[derive(uniffi::Record)]
pub struct PageRequest {
    /// At most this many, 1 to 1,000; 50 when left out.
    #[uniffi(default)]
    pub limit: Option<i64>,
    /// What the page before gave as its `next_cursor`.
    #[uniffi(default)]
    pub cursor: Option<String>,
}

/// Why two customers score as they do. Weights are binary logarithms of odds, in thousandths; they add up, save for
/// rounding.
#[derive(uniffi::Record)]
pub struct PairExplanation {
    /// The older customer.
    pub customer_id: String,
    /// The younger one.
    pub other_id: String,
    /// The record of the older one that was compared.
    pub record_id: String,
    /// The record of the younger one.
    pub other_record_id: String,
    /// The sum.
    pub weight_milli: i64,
    /// The probability that both are one person, in millionths.
    pub probability_ppm: i64,
    /// What holds for any two records.
    pub prior_milli: i64,
    /// What is taken off because people of one household agree like this, too.
    pub household_milli: i64,
    /// What each field says.
    pub evidence: Vec<FieldEvidence>,
}

/// What becomes of a greeting when quiet hours last until the next day.
#[derive(uniffi::Enum)]
pub enum PastMidnight {
    /// It is sent before: in the last minute that is not quiet.
    SameDay,
    /// It is sent after: when they end.
    NextDay,
}

/// What became of one kind of things.
#[derive(uniffi::Record)]
pub struct PayloadCount {
    /// `customer`, `order`, `refund` or `event`.
    pub kind: String,
    /// New ones.
    pub created: i64,
    /// Those that were there with other content.
    pub updated: i64,
    /// Those that were there and say nothing new.
    pub unchanged: i64,
}

/// How to take payloads in. What is left out is recognised.
#[derive(uniffi::Record)]
pub struct PayloadQuery {
    /// Which platform sent them; looked for in each object when left out.
    #[uniffi(default)]
    pub platform: Option<Platform>,
    /// What the objects are, as the platform says it in the singular: `order`, `customer`, `refund`. Looked for when
    /// left out.
    #[uniffi(default)]
    pub kind: Option<String>,
    /// What the source is called; the platform's name when left out. Two shops of one platform need two names.
    #[uniffi(default)]
    pub source_name: Option<String>,
    /// The zone of times without one; the shop's when left out.
    #[uniffi(default)]
    pub zone: Option<String>,
    /// Objects of one commit; a sensible number when left out.
    #[uniffi(default)]
    pub batch_objects: Option<i64>,
}

/// An object, or a part of one, that was refused; without what it says.
#[derive(uniffi::Record)]
pub struct PayloadReject {
    /// Where its object begins in the file, in bytes from 0.
    pub offset: i64,
    /// The number of its object, from 0.
    pub index: i64,
    /// Where the fault is: `$.orders[3].total_price`.
    pub path: String,
    /// What is wrong, for programs.
    pub code: String,
    /// What is wrong, for people, and what mends it.
    pub reason: String,
}

/// What taking payloads in did.
#[derive(uniffi::Record)]
pub struct PayloadReport {
    /// Objects read.
    pub objects: i64,
    /// What became of records, orders, refunds and events, each kind for itself; sorted.
    pub kinds: Vec<PayloadCount>,
    /// Those that are new, of all kinds.
    pub created: i64,
    /// Those that were there with other content.
    pub updated: i64,
    /// Those that were there and say nothing new.
    pub unchanged: i64,
    /// Objects, and parts of objects such as a refund inside an order, that were refused.
    pub rejected: i64,
    /// How many were refused for what: by code.
    pub rejected_by_code: HashMap<String, i64>,
    /// Consents taken in.
    pub consents: i64,
    /// Customers that are new.
    pub customers_created: i64,
    /// Customers that went into others, as a record bore identifiers of both.
    pub customers_merged: i64,
    /// Identifiers that could have joined records and did not: by reason.
    pub held_back: HashMap<String, i64>,
    /// Values that did not read, or words that are not known, and were kept as they came: by field.
    pub unreadable: HashMap<String, i64>,
    /// What was refused, the first hundred; without what it says.
    pub rejects: Vec<PayloadReject>,
}

/// A name as it is handed out: with its text, for who cannot know the order of its script.
#[derive(uniffi::Record)]
pub struct PersonName {
    /// The whole name, in the order of its script.
    pub full: String,
    /// The given part.
    #[uniffi(default)]
    pub given: Option<String>,
    /// The family part.
    #[uniffi(default)]
    pub family: Option<String>,
    /// 1 for senior and the first, 2 for junior and the second, and so on.
    #[uniffi(default)]
    pub generation: Option<i64>,
}

/// A word by hand about a customer and a segment.
#[derive(uniffi::Enum)]
pub enum PinChange {
    /// In it, whatever the query says.
    Include,
    /// Out of it, whatever the query says.
    Exclude,
    /// As the query says.
    Clear,
}

/// What a word by hand did.
#[derive(uniffi::Record)]
pub struct PinReceipt {
    /// `updated`, or `unchanged` when it stood so already.
    pub outcome: Outcome,
    /// Whom it is about.
    pub customer_id: String,
}

/// A commerce platform.
#[derive(uniffi::Enum)]
pub enum Platform {
    /// Shopify: Admin API, REST or GraphQL, and webhooks.
    Shopify,
    /// WooCommerce: REST API version 3, and webhooks.
    Woocommerce,
    /// Medusa, versions 1 and 2.
    Medusa,
    /// Stripe: objects and webhooks.
    Stripe,
}

/// What a member has in a program at an instant.
#[derive(uniffi::Record)]
pub struct PointBalance {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Instant,
    /// Points that can be redeemed.
    pub available: i64,
    /// Points that cannot be redeemed yet.
    pub pending: i64,
    /// Points set aside by holds.
    pub held: i64,
    /// Points owed: new ones pay them first.
    pub debt: i64,
    /// Available and pending points by when they expire, soonest first; those that never do are left out.
    pub expiring: Vec<ExpiringPoints>,
    /// When time alone changes any of this.
    #[uniffi(default)]
    pub next_change: Option<Instant>,
}

/// What happened to an order that an entry follows from.
#[derive(uniffi::Enum)]
pub enum PointCause {
    /// Money was paid back, or goods came back.
    OrderRefunded,
    /// It counts no more: called off, deleted, its payment voided.
    OrderCancelled,
    /// Its source says something else of it than before.
    OrderChanged,
}

/// What became of the points of one month.
#[derive(uniffi::Record)]
pub struct PointCohort {
    /// The month in which they were earned, as `2026-03`.
    pub month: String,
    /// What became of them.
    pub points: PointOutcome,
}

/// Points by the month in which they were earned.
#[derive(uniffi::Record)]
pub struct PointCohortReport {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Instant,
    /// The months in which points were earned, oldest first.
    pub cohorts: Vec<PointCohort>,
    /// All months together.
    pub total: PointOutcome,
}

/// One entry of the ledger.
#[derive(uniffi::Record)]
pub struct PointEntry {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: EntryKind,
    /// In which program.
    pub program: String,
    /// The version of the program that it was decided by.
    pub program_version: i64,
    /// When it took effect.
    pub at: Instant,
    /// When it came in.
    pub recorded_at: Instant,
    /// By how much it changes the member's points: what is in lots and held, less what is owed.
    pub points: i64,
    /// In a pool: points of other members that it used beside them, less those it gave back. Where another member used or gave
    /// back points of this one, it is what `points` is.
    pub pooled: i64,
    /// By how much it changes what is owed.
    pub debt: i64,
    /// The entry that it is about: a redemption, a hold, what was earned.
    #[uniffi(default)]
    pub of: Option<String>,
    /// For which order.
    #[uniffi(default)]
    pub order_id: Option<String>,
    /// What happened to the order that it follows from by itself.
    #[uniffi(default)]
    pub cause: Option<PointCause>,
    /// The refund that it follows from, as the order's source calls it.
    #[uniffi(default)]
    pub refund: Option<String>,
    /// Why, in somebody's words.
    #[uniffi(default)]
    pub reason: Option<String>,
    /// The reward that it paid for.
    #[uniffi(default)]
    pub reward: Option<String>,
    /// Who acted.
    #[uniffi(default)]
    pub actor: Option<String>,
    /// What redeemed points are worth.
    #[uniffi(default)]
    pub value: Option<Money>,
    /// When the points that it brought can be redeemed.
    #[uniffi(default)]
    pub vests_at: Option<Instant>,
    /// When the points that it brought expire.
    #[uniffi(default)]
    pub expires_at: Option<Instant>,
}

/// What the points of a program are for.
#[derive(uniffi::Enum)]
pub enum PointKind {
    /// They can be redeemed.
    Spendable,
    /// They only count, towards a tier.
    Qualifying,
}

/// What became of some points. What came in is what went out and what is left: `earned` + `added` + `transferred` =
/// `redeemed` − `given_back` + `settled` + `expired` + `clawed_back` + `withdrawn` + `forfeited` + `outstanding`.
#[derive(uniffi::Record)]
pub struct PointOutcome {
    /// Earned by orders, events, occasions and referrals.
    pub earned: i64,
    /// Came in otherwise: by hand, from elsewhere, or given back as a new lot.
    pub added: i64,
    /// Got from other members less given to them. Points that are given keep their month, so this is 0 unless members who
    /// had done it were taken apart since.
    pub transferred: i64,
    /// Spent.
    pub redeemed: i64,
    /// Of them, given back to the lots that they came from.
    pub given_back: i64,
    /// Paid what was owed.
    pub settled: i64,
    /// Past their date, whether that was booked or not.
    pub expired: i64,
    /// Taken back because their order was. Those that had expired before stay expired.
    pub clawed_back: i64,
    /// Taken by hand.
    pub withdrawn: i64,
    /// Left with customers who were deleted.
    pub forfeited: i64,
    /// Still there: available, pending and held.
    pub outstanding: i64,
    /// Breakage: `expired` as a share of the points that were used (spent and not given back, or paid what was owed) or
    /// expired, in millionths, rounded half up; none before there are any.
    #[uniffi(default)]
    pub breakage_ppm: Option<i64>,
}

/// Members who spend each other's points, in one program.
#[derive(uniffi::Record)]
pub struct PointPool {
    /// What it is called.
    pub name: String,
    /// The program.
    pub program: String,
    /// Points that each of them can redeem.
    pub available: i64,
    /// The members, as they came in.
    pub members: Vec<PoolMember>,
}

/// How the exact points of an order become whole ones.
#[derive(uniffi::Enum)]
pub enum PointRounding {
    /// The fraction is dropped.
    Down,
    /// To the nearest, half up.
    HalfUp,
    /// Every fraction is a point.
    Up,
}

/// What a movement of points did.
#[derive(uniffi::Record)]
pub struct PointsReceipt {
    /// The same was asked before; nothing was written.
    pub replayed: bool,
    /// Whose points.
    pub customer_id: String,
    /// The entry.
    pub entry: PointEntry,
    /// What the member has now.
    pub balance: PointBalance,
}

/// Which record a field of a profile comes from when several have it. Ties go on to the next of: the more recent
/// record, the longer value, the smaller record id.
#[derive(uniffi::Enum)]
pub enum Policy {
    /// The record that was said last.
    MostRecent,
    /// The record of the most trusted source.
    MostTrusted,
    /// The value that most records say.
    MostFrequent,
}

/// Who comes into which pool.
#[derive(uniffi::Record)]
pub struct PoolInput {
    /// Who.
    pub customer: CustomerRef,
    /// What the pool is called. It is there with its first member.
    pub pool: String,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
}

/// A member of a pool.
#[derive(uniffi::Record)]
pub struct PoolMember {
    /// Who.
    pub customer_id: String,
    /// Since when.
    pub joined_at: Instant,
    /// What of the points is this member's.
    pub available: i64,
}

/// What an order would earn that is not recorded yet.
#[derive(uniffi::Record)]
pub struct PreviewInput {
    /// The order. Whose it is need not be known.
    pub order: OrderInput,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// Points that will pay a part of it.
    #[uniffi(default)]
    pub points: Option<i64>,
}

/// Something wrong with a query, and where.
#[derive(uniffi::Record)]
pub struct Problem {
    /// What kind of thing.
    pub code: ProblemCode,
    /// Whether the query can run.
    pub severity: Severity,
    /// What is wrong and how to mend it. Holds words of the query, and never one of its texts in quotes.
    pub message: String,
    /// Where it begins: the line, from 1.
    pub line: i64,
    /// The character in the line, from 1.
    pub column: i64,
    /// Where it begins: the byte of the query, from 0.
    pub start: i64,
    /// The byte behind it.
    pub end: i64,
    /// What could stand there.
    pub expected: Vec<String>,
    /// The nearest name there is, or the spelling of today.
    #[uniffi(default)]
    pub suggestion: Option<String>,
}

/// What kind of thing is wrong with a query.
#[derive(uniffi::Enum)]
pub enum ProblemCode {
    /// It does not read.
    SegmentSyntax,
    /// There is no such attribute or function.
    SegmentUnknownAttribute,
    /// The function has no such parameter.
    SegmentUnknownParameter,
    /// A parameter stands twice.
    SegmentDuplicateParameter,
    /// The operator does not go with the type.
    SegmentOperator,
    /// The value is of another type.
    SegmentType,
    /// The value is none of those there are.
    SegmentEnumValue,
    /// The day or time does not exist.
    SegmentDate,
    /// The number is too large.
    SegmentRange,
    /// The query is too long, too deep or has too many parts.
    SegmentLimit,
    /// Segments lead back to themselves.
    SegmentCycle,
    /// There is no such segment.
    SegmentUnknownSegment,
    /// It is part of the language and not built yet, or not in the profile asked for.
    SegmentUnsupported,
    /// An old spelling: it is read, and printed as it is written today.
    SegmentDeprecated,
    /// It reads, and perhaps does not mean what was meant.
    SegmentLint,
}

/// One version of a product.
#[derive(uniffi::Record)]
pub struct Product {
    /// The shop's number for it.
    pub sku: String,
    /// Counts its versions, from 1.
    pub version: i64,
    /// What people call it.
    #[uniffi(default)]
    pub name: Option<String>,
    /// Category.
    #[uniffi(default)]
    pub category: Option<String>,
    /// Brand.
    #[uniffi(default)]
    pub brand: Option<String>,
    /// Vendor.
    #[uniffi(default)]
    pub vendor: Option<String>,
    /// Price of a unit.
    #[uniffi(default)]
    pub price: Option<Money>,
    /// Tags, sorted.
    pub tags: Vec<String>,
    /// When this version came in.
    pub recorded_at: Instant,
}

/// A product to take in.
#[derive(uniffi::Record)]
pub struct ProductInput {
    /// The shop's number for it.
    pub sku: String,
    /// What people call it.
    #[uniffi(default)]
    pub name: Option<String>,
    /// Category.
    #[uniffi(default)]
    pub category: Option<String>,
    /// Brand.
    #[uniffi(default)]
    pub brand: Option<String>,
    /// Vendor.
    #[uniffi(default)]
    pub vendor: Option<String>,
    /// Price of a unit.
    #[uniffi(default)]
    pub price: Option<Money>,
    /// Tags.
    #[uniffi(default)]
    pub tags: Vec<String>,
}

/// One page of products.
#[derive(uniffi::Record)]
pub struct ProductPage {
    /// The products.
    pub items: Vec<Product>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// What taking a product in did.
#[derive(uniffi::Record)]
pub struct ProductReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The product as it is now.
    pub product: Product,
}

/// Which language a query must keep to.
#[derive(uniffi::Enum)]
pub enum Profile {
    /// All of it.
    Guanxi,
    /// What Shopify takes: no extensions, ten clauses, 500 ids, 5,000 characters.
    Shopify,
}

/// One version of a program.
#[derive(uniffi::Record)]
pub struct Program {
    /// Its short name: `club`.
    pub name: String,
    /// Counts its versions, from 1.
    pub version: i64,
    /// What it promises.
    pub terms: ProgramTerms,
    /// When this version was defined.
    pub recorded_at: Instant,
}

/// What a program cost in a period. Points are worth what they are worth by the program as it is now. What members have is
/// changed by `earned` − `clawed_back` + `adjusted` + `imported` − `redeemed` + `given_back` − `expired`.
#[derive(uniffi::Record)]
pub struct ProgramCostReport {
    /// The program.
    pub program: String,
    /// The first instant of the period; none for all that was before its end.
    #[uniffi(default)]
    pub since: Option<Instant>,
    /// The first instant after it; none for all up to now.
    #[uniffi(default)]
    pub until: Option<Instant>,
    /// Earned by orders, events, occasions and referrals.
    pub earned: ValuedPoints,
    /// Taken back because their order was; those that members owe now are in it.
    pub clawed_back: ValuedPoints,
    /// Given by hand less those taken by hand.
    pub adjusted: ValuedPoints,
    /// Brought along from elsewhere.
    pub imported: ValuedPoints,
    /// Spent, on orders, on rewards and otherwise.
    pub redeemed: ValuedPoints,
    /// Spent points given back, in this period, whenever they were spent.
    pub given_back: ValuedPoints,
    /// Past their date, whether that was booked or not.
    pub expired: ValuedPoints,
    /// What points paid for each reward, by name; all of it is in `redeemed` and `given_back`.
    pub rewards: Vec<RewardCost>,
    /// What the program cost: the value of what was spent less what was given back.
    #[uniffi(default)]
    pub cost: Option<Money>,
    /// Orders that earned in the period, also when it was 0 points, and that count still.
    pub orders: i64,
    /// Of them, those in another currency and without a rate; in no sum.
    pub unconverted_orders: i64,
    /// Totals of `orders` less all that was refunded of them by now, in the currency of the points' value.
    #[uniffi(default)]
    pub net_revenue: Option<Money>,
    /// `cost` as a share of `net_revenue`, in millionths, rounded half away from zero; none without revenue.
    #[uniffi(default)]
    pub cost_ppm: Option<i64>,
    /// The value of `earned` less `clawed_back` as such a share: what the program promises for what is bought.
    #[uniffi(default)]
    pub earned_ppm: Option<i64>,
}

/// What defining a program did.
#[derive(uniffi::Record)]
pub struct ProgramReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The program as it is now.
    pub program: Program,
}

/// What a program promises. Everything may be left out; an empty program earns nothing by itself.
#[derive(uniffi::Record)]
pub struct ProgramTerms {
    /// What its points are for.
    #[uniffi(default)]
    pub kind: Option<PointKind>,
    /// Points for each `earn_amount`; 1 unless set.
    #[uniffi(default)]
    pub earn_points: Option<i64>,
    /// The amount that earns `earn_points`. Without it orders earn nothing.
    #[uniffi(default)]
    pub earn_amount: Option<Money>,
    /// How points become whole ones, once per order.
    #[uniffi(default)]
    pub rounding: Option<PointRounding>,
    /// Shipping earns, too.
    #[uniffi(default)]
    pub earn_on_shipping: bool,
    /// Tax on top of the lines earns, too.
    #[uniffi(default)]
    pub earn_on_tax: bool,
    /// What is paid with points earns, too.
    #[uniffi(default)]
    pub earn_on_points_paid: bool,
    /// Categories whose lines earn nothing, such as those of gift cards.
    #[uniffi(default)]
    pub excluded_categories: Vec<String>,
    /// Calendar days for which points are pending (rule P4).
    #[uniffi(default)]
    pub pending_days: Option<i64>,
    /// When points expire.
    #[uniffi(default)]
    pub expiry: Option<ExpiryPolicy>,
    /// For policies that count months.
    #[uniffi(default)]
    pub expiry_months: Option<i64>,
    /// For a fixed date: the last day on which points are valid.
    #[uniffi(default)]
    pub expiry_date: Option<Day>,
    /// From where points of returned goods are taken.
    #[uniffi(default)]
    pub clawback: Option<ClawbackPolicy>,
    /// Points given back to a lot that is past are good for so many days more; they expire when left out (rule P7).
    #[uniffi(default)]
    pub give_back_grace_days: Option<i64>,
    /// Points that are worth `redeem_amount`.
    #[uniffi(default)]
    pub redeem_points: Option<i64>,
    /// What `redeem_points` are worth. Without it points have no value in money.
    #[uniffi(default)]
    pub redeem_amount: Option<Money>,
    /// Fewer points are not redeemed at once.
    #[uniffi(default)]
    pub redeem_min: Option<i64>,
    /// Points are redeemed in multiples of this.
    #[uniffi(default)]
    pub redeem_step: Option<i64>,
    /// The share of an order's goods that points pay at most, in millionths.
    #[uniffi(default)]
    pub redeem_share_max_ppm: Option<i64>,
    /// More points for some, in this order.
    #[uniffi(default)]
    pub rules: Vec<EarningRule>,
    /// How multipliers go together.
    #[uniffi(default)]
    pub stacking: Option<Stacking>,
    /// Points for what customers do.
    #[uniffi(default)]
    pub events: Vec<EventRule>,
    /// Points that one order earns at most.
    #[uniffi(default)]
    pub points_per_order_max: Option<i64>,
    /// Points that a member earns at most in a day of the program's zone, counted on the record that earns.
    #[uniffi(default)]
    pub points_per_day_max: Option<i64>,
    /// The share of points that nobody will ever redeem, in millionths, for the liability (rule P12).
    #[uniffi(default)]
    pub breakage_ppm: Option<i64>,
    /// Nothing is earned or redeemed before.
    #[uniffi(default)]
    pub starts_at: Option<Instant>,
    /// Nothing is earned or redeemed from then on.
    #[uniffi(default)]
    pub ends_at: Option<Instant>,
    /// The zone of its days; the shop's unless set.
    #[uniffi(default)]
    pub zone: Option<String>,
    /// The tiers of its members.
    #[uniffi(default)]
    pub tiers: Option<TierTerms>,
    /// Points for birthdays and anniversaries of members, which `advance` books when time has come there.
    #[uniffi(default)]
    pub occasions: Vec<OccasionRule>,
    /// When occasions of 29 February are kept in common years (rule D1).
    #[uniffi(default)]
    pub leap_day: Option<LeapPolicy>,
    /// Members of a pool at most; 10 unless set, 100 at most, 0 for no pools (rule P14).
    #[uniffi(default)]
    pub pool_members_max: Option<i64>,
}

/// How far a call is.
#[derive(uniffi::Record)]
pub struct Progress {
    /// What it is busy with.
    pub stage: Stage,
    /// How much is done, in the unit of the stage.
    pub done: i64,
    /// How much there is in all, in the same unit; `None` when nobody knows (a pipe).
    #[uniffi(default)]
    pub total: Option<i64>,
    /// How many rows were taken so far, good and bad.
    pub rows: i64,
}

/// What a purpose stands on.
#[derive(uniffi::Record)]
pub struct PurposeBasis {
    /// For what customers are contacted, as consents name it; letter case does not matter.
    pub purpose: String,
    /// What it stands on.
    pub basis: LegalBasis,
}

/// What there is to say about a query.
#[derive(uniffi::Record)]
pub struct QueryCheck {
    /// Whether it can run: none of the problems is a fault.
    pub valid: bool,
    /// The query in the spelling of today; absent when it does not read.
    #[uniffi(default)]
    pub formatted: Option<String>,
    /// Faults first, what does not read before the rest, each group by place; then warnings.
    pub problems: Vec<Problem>,
}

/// One part of why a rule holds, or does not.
#[derive(uniffi::Record)]
pub struct Reason {
    /// How deep it stands: the whole at 0, its parts at 1.
    pub depth: i64,
    /// How its parts are joined.
    pub join: Join,
    /// Whether it holds.
    pub holds: bool,
    /// For a clause: how it is written.
    #[uniffi(default)]
    pub clause: Option<String>,
    /// For a clause: what was found, such as `number_of_orders = 3` or `count = 0`.
    pub found: Vec<String>,
    /// For a clause over rows: how many passed.
    #[uniffi(default)]
    pub rows: Option<i64>,
    /// The ids of the first ten of them.
    pub witnesses: Vec<String>,
}

/// Revenue for points redeemed.
#[derive(uniffi::Record)]
pub struct Recognition {
    /// To be recognised now.
    pub now: Money,
    /// What is still deferred then.
    pub deferred: Money,
}

/// What is deferred for points, and how many of them were redeemed.
#[derive(uniffi::Record)]
pub struct RecognitionInput {
    /// What was deferred.
    pub deferred: Money,
    /// Points redeemed so far.
    pub redeemed: i64,
    /// Points expected to be redeemed altogether, as of now.
    pub expected: i64,
    /// Revenue recognised before.
    pub recognised: Money,
}

/// A record of a customer, and why it is its.
#[derive(uniffi::Record)]
pub struct RecordLink {
    /// The record.
    pub record_id: String,
    /// Where it comes from.
    pub source: String,
    /// What its source calls it.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// Since when it has been this customer's.
    pub since: Instant,
    /// Why.
    pub cause: LinkCause,
    /// The customer that it came from.
    #[uniffi(default)]
    pub came_from: Option<String>,
}

/// Points to spend, or to set aside.
#[derive(uniffi::Record)]
pub struct RedeemInput {
    /// Whose.
    pub customer: CustomerRef,
    /// How many.
    pub points: i64,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// For which order: its natural key then. One named by its source may be unknown yet.
    #[uniffi(default)]
    pub order: Option<OrderRef>,
    /// What the goods come to, where the order is not recorded yet: for a limit on the share that points pay.
    #[uniffi(default)]
    pub order_amount: Option<Money>,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it and without an order the same twice spends twice.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// When; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
    /// For a hold: the seconds after which it ends by itself, 900 when left out.
    #[uniffi(default)]
    pub ttl_seconds: Option<i64>,
}

/// A reward to redeem. (program, source, external id) is its natural key.
#[derive(uniffi::Record)]
pub struct RedeemRewardInput {
    /// Who pays and gets it.
    pub customer: CustomerRef,
    /// The reward's name.
    pub reward: String,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice redeems twice.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// When; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// One page of redemptions.
#[derive(uniffi::Record)]
pub struct RedemptionPage {
    /// The redemptions, newest first.
    pub items: Vec<RewardRedemption>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Whose redemptions, and from where on.
#[derive(uniffi::Record)]
pub struct RedemptionQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// What redeeming, using or cancelling did.
#[derive(uniffi::Record)]
pub struct RedemptionReceipt {
    /// The same was asked before; nothing was written.
    pub replayed: bool,
    /// The redemption as it is now.
    pub redemption: RewardRedemption,
}

/// Where a redemption stands.
#[derive(uniffi::Enum)]
pub enum RedemptionState {
    /// Its code can be used.
    Open,
    /// Its code was used.
    Used,
    /// It was called off.
    Cancelled,
    /// Its code was not used in time.
    Expired,
}

/// A friend whom somebody referred.
#[derive(uniffi::Record)]
pub struct Referral {
    /// The program.
    pub program: String,
    /// The version whose terms hold.
    pub program_version: i64,
    /// Who was referred; nobody any more when deleted.
    #[uniffi(default)]
    pub friend_id: Option<String>,
    /// By whom; nobody any more when deleted.
    #[uniffi(default)]
    pub referrer_id: Option<String>,
    /// Where it stands.
    pub state: ReferralState,
    /// When the friend came with the code.
    pub attributed_at: Instant,
    /// From when on no order qualifies.
    #[uniffi(default)]
    pub expires_at: Option<Instant>,
    /// The order that qualified.
    #[uniffi(default)]
    pub order_id: Option<String>,
    /// The entry of the referrer's points.
    #[uniffi(default)]
    pub referrer_entry: Option<String>,
    /// The entry of the friend's points.
    #[uniffi(default)]
    pub friend_entry: Option<String>,
    /// What was looked at: when it was rewarded or refused, else just now.
    pub checks: Vec<ReferralCheck>,
    /// Where it stands and why, as a sentence in English.
    pub text: String,
    /// The same in Chinese.
    pub text_zh: String,
}

/// One thing that was looked at, and what it came to.
#[derive(uniffi::Record)]
pub struct ReferralCheck {
    /// What: `two_people`, `household`, `ring`, `velocity`, `window`, `order`, `condition`; `program` where the loyalty program
    /// gives nothing.
    pub name: String,
    /// Whether it is as it must be.
    pub passed: bool,
    /// What was found.
    pub detail: String,
}

/// A customer's code.
#[derive(uniffi::Record)]
pub struct ReferralCode {
    /// The program.
    pub program: String,
    /// Whose.
    pub customer_id: String,
    /// Eight letters and digits. Blanks and dashes do not matter, nor whether letters are large.
    pub code: String,
    /// The link that carries it, where the program has one.
    #[uniffi(default)]
    pub link: Option<String>,
}

/// A customer who came with a code. The customer is its natural key: nobody is referred twice.
#[derive(uniffi::Record)]
pub struct ReferralInput {
    /// The code, as it is read or typed.
    pub code: String,
    /// Who came with it.
    pub customer: CustomerRef,
    /// When; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// One page of referrals.
#[derive(uniffi::Record)]
pub struct ReferralPage {
    /// The referrals.
    pub items: Vec<Referral>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// One version of a program.
#[derive(uniffi::Record)]
pub struct ReferralProgram {
    /// Its short name: `friends`.
    pub name: String,
    /// Counts its versions, from 1.
    pub version: i64,
    /// What it promises.
    pub terms: ReferralTerms,
    /// When this version was defined.
    pub recorded_at: Instant,
}

/// Whose referrals, and from where on.
#[derive(uniffi::Record)]
pub struct ReferralQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// Where a referral stands.
#[derive(uniffi::Enum)]
pub enum ReferralState {
    /// No order has qualified yet.
    Waiting,
    /// Both sides have their points.
    Rewarded,
    /// The points were taken back.
    Reversed,
    /// A guard refused it, for good.
    Refused,
    /// No order qualified in time.
    Expired,
}

/// What a program promises to both sides, and to whom it does not.
#[derive(uniffi::Record)]
pub struct ReferralTerms {
    /// The loyalty program whose points are given; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// Points for who referred.
    #[uniffi(default)]
    pub referrer_points: Option<i64>,
    /// Points for the friend.
    #[uniffi(default)]
    pub friend_points: Option<i64>,
    /// What the order must come to, less what was refunded; anything above 0 when left out.
    #[uniffi(default)]
    pub order_min: Option<Money>,
    /// What must hold for the friend when the order comes in or changes, in the language of segments.
    #[uniffi(default)]
    pub condition: Option<String>,
    /// Calendar days from the code to the order, to the same time of day; any when left out.
    #[uniffi(default)]
    pub window_days: Option<i64>,
    /// Friends that one customer is rewarded for in any 30 days; any number when left out.
    #[uniffi(default)]
    pub friends_max: Option<i64>,
    /// People who share a phone, an e-mail or an address may refer each other.
    #[uniffi(default)]
    pub same_household: bool,
    /// A link that carries a code, with `{code}` where it goes: `https://shop.example/?ref={code}`.
    #[uniffi(default)]
    pub link: Option<String>,
}

/// Money given back for an order.
#[derive(uniffi::Record)]
pub struct Refund {
    /// What its source calls it.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// How much.
    pub amount: Money,
    /// What came back, if goods did.
    pub lines: Vec<RefundLine>,
    /// Why.
    #[uniffi(default)]
    pub reason: Option<String>,
    /// When.
    pub refunded_at: Instant,
    /// What its source said that no field is for; as it came.
    #[uniffi(default)]
    pub extra: HashMap<String, String>,
}

/// Money given back. (order, external id) is its natural key.
#[derive(uniffi::Record)]
pub struct RefundInput {
    /// Which order; one named by its source may be unknown yet.
    pub order: OrderRef,
    /// What its source calls the refund. Without it the same refund twice is two refunds.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// How much; all that is left when left out.
    #[uniffi(default)]
    pub amount: Option<Money>,
    /// What came back, if goods did.
    #[uniffi(default)]
    pub lines: Vec<RefundLine>,
    /// Why.
    #[uniffi(default)]
    pub reason: Option<String>,
    /// When; now when left out.
    #[uniffi(default)]
    pub refunded_at: Option<Instant>,
    /// What the source said that no field is for; kept as it is.
    #[uniffi(default)]
    pub extra: HashMap<String, String>,
}

/// Units of a line that came back.
#[derive(uniffi::Record)]
pub struct RefundLine {
    /// The position of the line in the order, from 0.
    pub line: i64,
    /// How many units came back.
    pub quantity: i64,
}

/// What a refund did.
#[derive(uniffi::Record)]
pub struct RefundReceipt {
    /// The refund had come before; nothing was written.
    pub replayed: bool,
    /// Which order.
    pub order_id: String,
    /// How much.
    pub amount: Money,
    /// The order as it is now; absent while only refunds of it are known.
    #[uniffi(default)]
    pub order: Option<Order>,
}

/// Why processing is restricted (GDPR article 18(1)).
#[derive(uniffi::Enum)]
pub enum RestrictionReason {
    /// The person says that what is known is wrong, and it is being looked into (18(1)(a)).
    Contested,
    /// It was processed against the law, and the person wants it kept rather than erased (18(1)(b)).
    Unlawful,
    /// The shop needs it no more, and the person does, for a claim in law (18(1)(c)).
    LegalClaim,
    /// The person objected, and it is being weighed whose interest comes first (18(1)(d)).
    Objection,
    /// Something else.
    Other,
}

/// What restricting a customer, or lifting that, did.
#[derive(uniffi::Record)]
pub struct RestrictionReceipt {
    /// `updated`, or `unchanged`.
    pub outcome: Outcome,
    /// Who.
    pub customer_id: String,
    /// Why processing is restricted; absent when it is not.
    #[uniffi(default)]
    pub reason: Option<RestrictionReason>,
    /// Since when; absent when it is not.
    #[uniffi(default)]
    pub since: Option<Instant>,
}

/// What is done to what is past its time.
#[derive(uniffi::Enum)]
pub enum RetentionAction {
    /// It is destroyed. Of events and contacts alone: of customers something must be kept.
    Delete,
    /// What says who somebody was is destroyed. Of customers: as `privacy.erase` does it; what the law orders kept stays,
    /// tied to nobody. Of events and contacts: their properties, where what is personal stands; that they were, when, and
    /// by which channel stays with the customer.
    Anonymise,
}

/// What a rule of retention destroys, or destroyed.
#[derive(uniffi::Record)]
pub struct RetentionCount {
    /// The rule.
    pub rule: RetentionRule,
    /// What began before this instant is past its time by it.
    pub before: Instant,
    /// How many: events, contacts or customers.
    pub removed: i64,
    /// When the time of the oldest of them began; absent when there are none.
    #[uniffi(default)]
    pub oldest: Option<Instant>,
    /// How many more are past their time and kept, since processing of their customer is restricted (GDPR article 18).
    pub restricted: i64,
}

/// What a rule of retention is about.
#[derive(uniffi::Enum)]
pub enum RetentionData {
    /// What customers did: events without a channel and a direction. Their time begins when they happened. The last event
    /// of how something stands, such as a subscription, is kept as long as its customer.
    Events,
    /// Contacts with customers: events with a channel or a direction. Their time begins when they happened. A message that
    /// came back for good is kept as long as its customer: without it, the address would be written to again.
    Contacts,
    /// Customers, also deleted ones. Their time begins when they were last heard of: what a source said of them, an order or
    /// refund, something they did, a contact that came from them, an entry of a consent, points spent. It does not end
    /// while a consent is granted or points can be spent, but for those who are deleted.
    Customers,
}

/// What is past its time by the rules of retention, or was; nobody's personal data.
#[derive(uniffi::Record)]
pub struct RetentionReport {
    /// The instant.
    pub as_of: Instant,
    /// What each rule destroys, in the order of the settings.
    pub rules: Vec<RetentionCount>,
}

/// How long something is kept, and what is done to it then (GDPR article 5(1)(e), PIPL article 19).
///
/// A period is one of months or of days, by the shop's zone. The day on which it begins does not count, and it ends with
/// the end of its last day; where the last month does not have that day, with the month (Regulation 1182/71 article 3,
/// Civil Code of China articles 201 to 203).
#[derive(uniffi::Record)]
pub struct RetentionRule {
    /// What it is about.
    pub data: RetentionData,
    /// What is done.
    pub action: RetentionAction,
    /// After how many months: 1 to 1,200.
    #[uniffi(default)]
    pub after_months: Option<i64>,
    /// After how many days: 1 to 36,500.
    #[uniffi(default)]
    pub after_days: Option<i64>,
    /// Of whose data, by what it stands on: `contract`, of customers who ordered; `consent`, of those who never did and
    /// agreed to something; `legitimate_interest`, of all others. When left out, of all whose basis no other rule for the
    /// same data and action names.
    #[uniffi(default)]
    pub basis: Option<LegalBasis>,
}

/// A run of the rules of retention that destroyed something; nobody's personal data.
#[derive(uniffi::Record)]
pub struct RetentionRun {
    /// When it began.
    pub at: Instant,
    /// By whom.
    pub actor: String,
    /// It came to its end. When it was cut off, another one went on.
    pub finished: bool,
    /// What each rule destroyed, in the order of the settings.
    pub rules: Vec<RetentionCount>,
}

/// One page of runs.
#[derive(uniffi::Record)]
pub struct RetentionRunPage {
    /// The runs, newest first.
    pub items: Vec<RetentionRun>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Goods that came back.
#[derive(uniffi::Record)]
pub struct ReturnInput {
    /// The order they were bought with.
    pub order: OrderRef,
    /// The units; all that have not come back when left out.
    #[uniffi(default)]
    pub lines: Vec<RefundLine>,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// What the order's source calls the return. Without it the same twice returns twice.
    #[uniffi(default)]
    pub external_id: Option<String>,
}

/// What returning goods did to points (rules P7 to P9).
#[derive(uniffi::Record)]
pub struct ReturnReceipt {
    /// The same was asked before; nothing was written.
    pub replayed: bool,
    /// Whose points.
    pub customer_id: String,
    /// The entry of what was taken back.
    pub entry: PointEntry,
    /// Redeemed points given back.
    pub given_back: i64,
    /// Earned points taken back, in whichever way.
    pub clawed_back: i64,
    /// Of them, those that had expired already.
    pub lapsed: i64,
    /// Of them, those that are owed now.
    pub owed: i64,
    /// Of them, those that were written off.
    pub written_off: i64,
    /// The money to be paid back for these goods: what they cost, less what points paid.
    pub cash: Money,
    /// What the member has now.
    pub balance: PointBalance,
}

/// Net revenue by month.
#[derive(uniffi::Record)]
pub struct RevenueReport {
    /// The months, oldest first.
    pub months: Vec<MonthRevenue>,
    /// Orders in other currencies without a rate, in no month.
    pub unconverted_orders: i64,
}

/// A pair to decide about.
#[derive(uniffi::Record)]
pub struct Review {
    /// The older customer.
    pub customer: Customer,
    /// The younger one.
    pub other: Customer,
    /// Why they score as they do, as of the run that found them.
    pub explanation: PairExplanation,
    /// When it was put off.
    #[uniffi(default)]
    pub put_off_at: Option<Instant>,
}

/// One page of the review queue.
#[derive(uniffi::Record)]
pub struct ReviewPage {
    /// The pairs, most likely first.
    pub items: Vec<Review>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Which part of the review queue to show.
#[derive(uniffi::Record)]
pub struct ReviewQuery {
    /// The pairs that somebody put off, in place of those that nobody decided about.
    #[uniffi(default)]
    pub later: bool,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// One version of a reward.
#[derive(uniffi::Record)]
pub struct Reward {
    /// Its short name: `mug`.
    pub name: String,
    /// Counts its versions, from 1.
    pub version: i64,
    /// What it is.
    pub terms: RewardTerms,
    /// When this version was defined.
    pub recorded_at: Instant,
}

/// What points paid for one reward.
#[derive(uniffi::Record)]
pub struct RewardCost {
    /// The reward's short name.
    pub reward: String,
    /// How often it was redeemed.
    pub redeemed: i64,
    /// How often that was called off.
    pub cancelled: i64,
    /// Points spent on it less those that were given back.
    pub spent: ValuedPoints,
}

/// What a reward is. The shop hands it over; what kind it is changes nothing here.
#[derive(uniffi::Enum)]
pub enum RewardKind {
    /// Worth an amount.
    Voucher,
    /// A thing.
    Product,
    /// Something off a purchase.
    Discount,
    /// Something done for the customer.
    Service,
    /// A place at a time.
    Booking,
}

/// A reward of the catalogue, with what is left of it.
#[derive(uniffi::Record)]
pub struct RewardOffer {
    /// The reward.
    pub reward: Reward,
    /// Redemptions of it that were not cancelled.
    pub taken: i64,
    /// How many are left; absent where there is no end of them.
    #[uniffi(default)]
    pub left: Option<i64>,
    /// It can be redeemed now: it has begun, has not ended, and something is left.
    pub on_offer: bool,
}

/// What defining a reward did.
#[derive(uniffi::Record)]
pub struct RewardReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The reward as it is now.
    pub reward: Reward,
}

/// A reward that somebody redeemed.
#[derive(uniffi::Record)]
pub struct RewardRedemption {
    /// Its id: that of the entry which took the points.
    pub id: String,
    /// Whose.
    pub customer_id: String,
    /// The reward, in the version that was redeemed.
    pub reward: Reward,
    /// What it cost, in points.
    pub points: i64,
    /// What is shown at the till. Who has it can use it.
    pub code: String,
    /// Where it stands.
    pub state: RedemptionState,
    /// When it was redeemed.
    pub redeemed_at: Instant,
    /// From when on the code cannot be used.
    #[uniffi(default)]
    pub expires_at: Option<Instant>,
    /// When the code was used.
    #[uniffi(default)]
    pub used_at: Option<Instant>,
    /// When it was called off.
    #[uniffi(default)]
    pub cancelled_at: Option<Instant>,
    /// Why, in somebody's words.
    #[uniffi(default)]
    pub reason: Option<String>,
}

/// What a reward is, and on which terms it is given out.
#[derive(uniffi::Record)]
pub struct RewardTerms {
    /// What it is.
    #[uniffi(default)]
    pub kind: Option<RewardKind>,
    /// What customers read.
    #[uniffi(default)]
    pub title: Option<String>,
    /// Whose points buy it; may be left out when the shop has one program.
    #[uniffi(default)]
    pub program: Option<String>,
    /// What it costs, in points.
    #[uniffi(default)]
    pub points: Option<i64>,
    /// How many there are altogether, those given out included; without end when left out.
    #[uniffi(default)]
    pub stock: Option<i64>,
    /// How many one customer may have that are not cancelled; any number when left out.
    #[uniffi(default)]
    pub limit_per_customer: Option<i64>,
    /// Not redeemed before.
    #[uniffi(default)]
    pub starts_at: Option<Instant>,
    /// Not redeemed from then on.
    #[uniffi(default)]
    pub ends_at: Option<Instant>,
    /// Calendar days for which a code can be used, to the same time of day; for ever when left out.
    #[uniffi(default)]
    pub valid_days: Option<i64>,
    /// What a voucher or discount is worth.
    #[uniffi(default)]
    pub value: Option<Money>,
    /// Which product it is.
    #[uniffi(default)]
    pub sku: Option<String>,
}

/// Fixed cut points: four of each, growing.
#[derive(uniffi::Record)]
pub struct RfmCuts {
    /// Days since the last order: up to the first is 5, up to the second 4, …, beyond the fourth 1.
    pub recency_days: Vec<i64>,
    /// Orders: from the fourth on is 5, from the third 4, …, below the first 1.
    pub orders: Vec<i64>,
    /// Net amounts in minor units of the shop's currency, likewise.
    pub net_amount_minor: Vec<i64>,
}

/// A group of customers that deserve the same care.
#[derive(uniffi::Enum)]
pub enum RfmGroup {
    /// Bought just now, often and for much.
    Champions,
    /// Buy often, the last time not long ago.
    Loyal,
    /// Buy now and then, the last time not long ago.
    Active,
    /// Bought for the first time not long ago.
    New,
    /// Bought little, not quite recently.
    Promising,
    /// Were active and grow quiet.
    NeedsAttention,
    /// Bought little, and some time ago.
    AlmostLost,
    /// Were among the best, and a long time ago.
    PreviouslyLoyal,
    /// Bought a fair amount, and a long time ago.
    AtRisk,
    /// Bought little, and a long time ago.
    Dormant,
    /// Never bought.
    Prospects,
}

/// One group.
#[derive(uniffi::Record)]
pub struct RfmGroupRow {
    /// Which.
    pub group: RfmGroup,
    /// Customers in it.
    pub customers: i64,
    /// Their orders.
    pub orders: i64,
    /// Their net amount; absent before the shop has a currency.
    #[uniffi(default)]
    pub net_amount: Option<Money>,
}

/// How scores are cut.
#[derive(uniffi::Enum)]
pub enum RfmMethod {
    /// Each value among all customers.
    Independent,
    /// Frequency among those of the same recency score, money among those of the same recency and frequency.
    Dependent,
    /// By fixed cut points.
    Fixed {
        /// What it carries.
        value: RfmCuts,
    },
}

/// What to score, as of when.
#[derive(uniffi::Record)]
pub struct RfmQuery {
    /// As of the end of this day; today when left out.
    #[uniffi(default)]
    pub as_of: Option<Day>,
    /// Only orders of the last so many days, the day looked at being the last; all when left out.
    #[uniffi(default)]
    pub window_days: Option<i64>,
    /// How scores are cut.
    #[uniffi(default)]
    pub method: Option<RfmMethod>,
}

/// How customers fall into the groups.
#[derive(uniffi::Record)]
pub struct RfmReport {
    /// As of the end of this day.
    pub as_of: Day,
    /// Customers with at least one order that counts.
    pub population: i64,
    /// Below 30 of them fifths say little.
    pub low_population: bool,
    /// Every group, best first.
    pub groups: Vec<RfmGroupRow>,
}

/// The score of one customer.
#[derive(uniffi::Record)]
pub struct RfmScore {
    /// Who.
    pub customer_id: String,
    /// Days from the last order to the day looked at.
    pub recency_days: i64,
    /// Orders that count.
    pub orders: i64,
    /// Their net amount; absent before the shop has a currency.
    #[uniffi(default)]
    pub net_amount: Option<Money>,
    /// 1 to 5, 5 for the most recent.
    pub recency: i64,
    /// 1 to 5, 5 for the most orders.
    pub frequency: i64,
    /// 1 to 5, 5 for the most money.
    pub monetary: i64,
    /// The named group.
    pub group: RfmGroup,
}

/// One version of a segment.
#[derive(uniffi::Record)]
pub struct Segment {
    /// Its short name in queries.
    pub key: String,
    /// Counts its versions, from 1.
    pub version: i64,
    /// What people call it.
    pub name: String,
    /// Who is in it, in the spelling of today; absent for lists.
    #[uniffi(default)]
    pub query: Option<String>,
    /// When this version came in.
    pub recorded_at: Instant,
    /// It was taken away with this version.
    #[uniffi(default)]
    pub removed: bool,
}

/// What advancing did.
#[derive(uniffi::Record)]
pub struct SegmentAdvance {
    /// How often a customer was looked at because time may have moved it.
    pub customers: i64,
    /// How often a segment was entered.
    pub entered: i64,
    /// How often a segment was left.
    pub left: i64,
    /// All customers were worked out anew: for places, RFM and stages, or after a change of the shop.
    pub ran: bool,
    /// When time alone may move somebody next, midnight runs aside; absent when it never will.
    #[uniffi(default)]
    pub next_due: Option<Instant>,
}

/// What time alone will do to a customer, if nothing else happens.
#[derive(uniffi::Record)]
pub struct SegmentChange {
    /// When.
    pub at: Instant,
    /// Segments that it will come into.
    pub enters: Vec<String>,
    /// Segments that it will fall out of.
    pub leaves: Vec<String>,
}

/// How many a query holds for.
#[derive(uniffi::Record)]
pub struct SegmentCount {
    /// Customers for whom it holds.
    pub members: i64,
    /// Customers in all.
    pub customers: i64,
}

/// A segment on one day of the store.
#[derive(uniffi::Record)]
pub struct SegmentDay {
    /// The day.
    pub day: Day,
    /// How often it was entered.
    pub entered: i64,
    /// How often it was left.
    pub left: i64,
    /// Members at the end of the day.
    pub members: i64,
}

/// Why a query holds for a customer, or does not.
#[derive(uniffi::Record)]
pub struct SegmentExplanation {
    /// Who.
    pub customer_id: String,
    /// Whether it holds.
    pub holds: bool,
    /// The query in the spelling of today.
    pub query: String,
    /// The instant it was looked at.
    pub as_of: Instant,
    /// Whose days hold.
    pub zone: String,
    /// For `segment('vip')` alone: pinned in or out by hand, which goes before the query.
    #[uniffi(default)]
    pub pinned: Option<bool>,
    /// Every part, the whole first, each followed by its own parts, one deeper. For `segment('vip')` alone it goes on
    /// with the parts of that segment's query.
    pub reasons: Vec<Reason>,
}

/// A segment to define.
#[derive(uniffi::Record)]
pub struct SegmentInput {
    /// Its short name in queries: lower-case letters, digits, `-` and `_`, 64 at most.
    pub key: String,
    /// What people call it; up to 255 characters; the key when left out.
    #[uniffi(default)]
    pub name: Option<String>,
    /// Who is in it; without one only those that are pinned.
    #[uniffi(default)]
    pub query: Option<String>,
}

/// A customer for whom a query holds.
#[derive(uniffi::Record)]
pub struct SegmentMember {
    /// Who.
    pub customer_id: String,
}

/// A segment that a customer is in.
#[derive(uniffi::Record)]
pub struct SegmentMembership {
    /// The segment's key.
    pub segment: String,
    /// Since when.
    pub since: Instant,
}

/// A customer came into a segment, or fell out of it.
#[derive(uniffi::Record)]
pub struct SegmentMove {
    /// The segment's key.
    pub segment: String,
    /// The version of the segment in force when it was recorded.
    pub version: i64,
    /// It came in; else it fell out.
    pub entered: bool,
    /// When it took effect.
    pub at: Instant,
    /// When it was written down: with the fact that caused it, or when time was advanced.
    pub recorded_at: Instant,
    /// The call that wrote it down.
    pub verb: String,
    /// The id of the fact that caused it; absent where time did, or a definition.
    #[uniffi(default)]
    pub cause: Option<String>,
    /// It follows from a fact of a time that was over already.
    pub corrected: bool,
}

/// How many customers segments have in common, two by two.
#[derive(uniffi::Record)]
pub struct SegmentOverlap {
    /// The instant of the call; queries with `AS OF` look from their own.
    pub as_of: Instant,
    /// Customers in all.
    pub customers: i64,
    /// One row a segment.
    pub rows: Vec<OverlapRow>,
}

/// Who would enter and leave a segment if it were defined so.
#[derive(uniffi::Record)]
pub struct SegmentPreview {
    /// Members now; 0 for a segment that is not there yet.
    pub members_before: i64,
    /// Members then.
    pub members_after: i64,
    /// How many would enter.
    pub enter: i64,
    /// How many would leave.
    pub leave: i64,
    /// The first ten who would enter, by their ids.
    pub entering: Vec<String>,
    /// The first ten who would leave.
    pub leaving: Vec<String>,
    /// Warnings about the query.
    pub warnings: Vec<Problem>,
}

/// What defining a segment did.
#[derive(uniffi::Record)]
pub struct SegmentReceipt {
    /// What happened.
    pub outcome: Outcome,
    /// The segment as it is now.
    pub segment: Segment,
    /// Warnings about its query.
    pub warnings: Vec<Problem>,
}

/// How many customers are in a segment.
#[derive(uniffi::Record)]
pub struct SegmentSize {
    /// The segment as it is now.
    pub segment: Segment,
    /// Customers in it.
    pub members: i64,
    /// What part of all customers that is, in millionths, rounded half up; 0 without customers.
    pub share_ppm: i64,
}

/// How many customers are in each segment.
#[derive(uniffi::Record)]
pub struct SegmentSizes {
    /// The instant of the call; queries with `AS OF` look from their own.
    pub as_of: Instant,
    /// Customers in all.
    pub customers: i64,
    /// Every segment, by key.
    pub items: Vec<SegmentSize>,
}

/// What a change of settings did.
#[derive(uniffi::Record)]
pub struct SettingsReceipt {
    /// `updated` or `unchanged`.
    pub outcome: Outcome,
    /// The settings in force.
    pub settings: ShopSettings,
    /// State depends on what changed and was derived anew.
    pub rebuilt: bool,
}

/// Whether a query with this problem can run.
#[derive(uniffi::Enum)]
pub enum Severity {
    /// It cannot.
    Fault,
    /// It can.
    Warning,
}

/// Settings to change; what is left out stays.
#[derive(uniffi::Record)]
pub struct ShopPatch {
    /// What people call the shop.
    #[uniffi(default)]
    pub name: Option<String>,
    /// The currency of its sums.
    #[uniffi(default)]
    pub currency: Option<String>,
    /// The zone of its days.
    #[uniffi(default)]
    pub zone: Option<String>,
    /// The country that phone numbers and dates without one are read for.
    #[uniffi(default)]
    pub country: Option<String>,
    /// The language of its people.
    #[uniffi(default)]
    pub language: Option<String>,
    /// Where it sells.
    #[uniffi(default)]
    pub channels: Option<Vec<String>>,
    /// Sources from the most trusted to the least.
    #[uniffi(default)]
    pub trusted_sources: Option<Vec<String>>,
    /// Which of several records a field of a profile comes from.
    #[uniffi(default)]
    pub survivorship: Option<Survivorship>,
    /// An e-mail or phone borne by more records than this joins nobody any more: 1 to 1,000.
    #[uniffi(default)]
    pub records_per_identifier_max: Option<i64>,
    /// How many days the feed and the audit are kept: 1 to 36,500; 0 to keep them for ever. What is older goes when
    /// `feed.trim` is called.
    #[uniffi(default)]
    pub feed_days: Option<i64>,
    /// From where on customers are taken for duplicates: probabilities of 1 to 1,000,000 that do not fall from review to
    /// match to link, and 2 to 1,000 records.
    #[uniffi(default)]
    pub duplicates: Option<DuplicatePolicy>,
    /// What the purposes that customers are contacted for stand on, each named once, where that is other than by itself: a
    /// contract for `service`, `order` and `transaction`, consent for every other. All that were set before are replaced.
    #[uniffi(default)]
    pub purposes: Option<Vec<PurposeBasis>>,
    /// How long what is known of persons is kept, each kind of data named once for an action and a basis. All that were set
    /// before are replaced. What is past its time goes when `privacy.advance` is called.
    #[uniffi(default)]
    pub retention: Option<Vec<RetentionRule>>,
}

/// The shop's settings.
#[derive(uniffi::Record)]
pub struct ShopSettings {
    /// What people call the shop.
    #[uniffi(default)]
    pub name: Option<String>,
    /// The currency of its sums. Until set, the first order's currency becomes it.
    #[uniffi(default)]
    pub currency: Option<String>,
    /// The zone of its days.
    pub zone: String,
    /// The country that phone numbers and dates without one are read for.
    #[uniffi(default)]
    pub country: Option<String>,
    /// The language of its people.
    #[uniffi(default)]
    pub language: Option<String>,
    /// Where it sells: `web`, `wechat`, `till`.
    #[uniffi(default)]
    pub channels: Vec<String>,
    /// Its physical stores (门店).
    #[uniffi(default)]
    pub stores: Vec<Store>,
    /// Sources from the most trusted to the least, for `Policy::MostTrusted`; sources not named come last.
    #[uniffi(default)]
    pub trusted_sources: Vec<String>,
    /// Which of several records a field of a profile comes from.
    pub survivorship: Survivorship,
    /// An e-mail or phone borne by more records than this joins nobody any more (rule I1).
    pub records_per_identifier_max: i64,
    /// Fields of its own that customers have.
    #[uniffi(default)]
    pub fields: Vec<FieldDefinition>,
    /// How many days the feed and the audit are kept; for ever while it is not set.
    #[uniffi(default)]
    pub feed_days: Option<i64>,
    /// From where on customers are taken for duplicates.
    pub duplicates: DuplicatePolicy,
    /// What the purposes that customers are contacted for stand on, where that is other than by itself: a contract for
    /// `service`, `order` and `transaction`, consent for every other.
    #[uniffi(default)]
    pub purposes: Vec<PurposeBasis>,
    /// How long what is known of persons is kept; for ever where no rule says otherwise. What is past its time goes when
    /// `privacy.advance` is called.
    #[uniffi(default)]
    pub retention: Vec<RetentionRule>,
}

/// What orders come to under some terms.
#[derive(uniffi::Record)]
pub struct SimulatedProgram {
    /// Points earned.
    pub earned: i64,
    /// Orders that earn nothing because the terms refuse them: another currency, before the program or after it, points
    /// that would expire before they could be redeemed.
    pub refused_orders: i64,
    /// Of the points earned, those that are not expired now.
    pub outstanding: i64,
    /// What these are worth.
    #[uniffi(default)]
    pub value: Option<Money>,
    /// The same less breakage (rule P12).
    #[uniffi(default)]
    pub liability: Option<Money>,
}

/// What other terms would mean.
#[derive(uniffi::Record)]
pub struct SimulationPage {
    /// The program.
    pub program: String,
    /// The whole; on the first page only.
    #[uniffi(default)]
    pub totals: Option<SimulationTotals>,
    /// Customers who would earn another number of points, by id.
    pub items: Vec<CustomerSimulation>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Which terms to try, on which orders.
#[derive(uniffi::Record)]
pub struct SimulationQuery {
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// All of its terms, as they would be.
    pub terms: ProgramTerms,
    /// Orders placed at this instant or later; from the first on when left out.
    #[uniffi(default)]
    pub since: Option<Instant>,
    /// Orders placed before this instant; up to the last when left out.
    #[uniffi(default)]
    pub until: Option<Instant>,
    /// How many customers, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// The whole period, under both terms.
#[derive(uniffi::Record)]
pub struct SimulationTotals {
    /// Orders of the period that count and have a customer.
    pub orders: i64,
    /// Customers who placed them.
    pub customers: i64,
    /// Of these, customers who would earn another number of points.
    pub differing: i64,
    /// As the program is.
    pub current: SimulatedProgram,
    /// As it would be.
    pub changed: SimulatedProgram,
}

/// How the multipliers of several rules that apply to one line go together.
#[derive(uniffi::Enum)]
pub enum Stacking {
    /// 2 × and 3 × are 6 ×.
    Multiply,
    /// 2 × and 3 × are 4 ×: what each adds is added up.
    Add,
    /// 2 × and 3 × are 3 ×.
    Best,
}

/// What a long call is busy with.
#[derive(uniffi::Enum)]
pub enum Stage {
    /// Taking rows in; counted in bytes of the input.
    Import,
    /// Handing rows out; counted in rows.
    Export,
    /// Comparing records; counted in pairs.
    Match,
    /// Deriving state anew; counted in facts.
    Rebuild,
    /// Checking what is stored; counted in rows.
    Check,
    /// Copying a store into another; counted in rows.
    Copy,
}

/// How much there is of everything.
#[derive(uniffi::Record)]
pub struct Stats {
    /// Records: what sources said about persons.
    pub records: i64,
    /// Customers: who they are.
    pub customers: i64,
    /// Orders, whether they count or not.
    pub orders: i64,
    /// Orders that count.
    pub counted_orders: i64,
    /// Totals minus refunds over the orders that count: in the shop's currency first, then one sum per currency of
    /// orders that have no rate (rule O2).
    pub net_revenue: Vec<Money>,
    /// Orders in other currencies without a rate.
    pub unconverted_orders: i64,
    /// Events.
    pub events: i64,
    /// The day of the first order that counts.
    #[uniffi(default)]
    pub first_order_date: Option<Day>,
    /// The day of the last order that counts.
    #[uniffi(default)]
    pub last_order_date: Option<Day>,
}

/// Where an order has got to.
#[derive(uniffi::Record)]
pub struct StatusInput {
    /// Where its payment stands.
    #[uniffi(default)]
    pub financial_status: Option<FinancialStatus>,
    /// Where its goods are.
    #[uniffi(default)]
    pub fulfillment_status: Option<FulfillmentStatus>,
    /// When it got there; now when left out. What the order's source says of a later instant comes before it.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// A physical store (门店).
#[derive(uniffi::Record)]
pub struct Store {
    /// Its short name in orders: `berlin-mitte`.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Where it is.
    #[uniffi(default)]
    pub address: Option<Address>,
}

/// The policy of each field. What staff entered by hand always comes first.
#[derive(uniffi::Record)]
pub struct Survivorship {
    /// Given and family name; most frequent unless set, as initials and typing errors are rare each.
    #[uniffi(default)]
    pub name: Option<Policy>,
    /// E-mail; most recent unless set.
    #[uniffi(default)]
    pub email: Option<Policy>,
    /// Phone; most recent unless set.
    #[uniffi(default)]
    pub phone: Option<Policy>,
    /// Birth date; most frequent unless set.
    #[uniffi(default)]
    pub birth_date: Option<Policy>,
    /// Address; most recent unless set.
    #[uniffi(default)]
    pub address: Option<Policy>,
    /// Everything else; most recent unless set.
    #[uniffi(default)]
    pub other: Option<Policy>,
}

/// A column of a table.
#[derive(uniffi::Record)]
pub struct TableColumn {
    /// What it is called: `email`, `Nachname`, `手机`. No two of a table are called the same.
    pub name: String,
    /// Its cells, one a row; an empty one says nothing.
    pub cells: Vec<String>,
}

/// Which rows of a table are one person.
#[derive(uniffi::Record)]
pub struct TableDuplicates {
    /// For each row the number of its cluster, from 1, in the order of their first rows: rows of one are one person.
    pub clusters: Vec<i64>,
    /// Pairs of rows that are likely enough to be looked at.
    pub pairs: Vec<TablePair>,
    /// The pair an answer about would teach most: of those that nobody decided about the one nearest to the threshold.
    #[uniffi(default)]
    pub next_question: Option<TablePair>,
    /// The clusters against the truth, where there is one.
    #[uniffi(default)]
    pub evaluation: Option<TableEvaluation>,
    /// What to take note of: what could not be learned from the table, and keys that were not used.
    pub notes: Vec<String>,
}

/// Clusters of a table's rows against the truth, over the rows whose truth is known.
#[derive(uniffi::Record)]
pub struct TableEvaluation {
    /// Rows whose truth is known.
    pub rows: i64,
    /// At the threshold of the settings.
    pub default: TableMeasure,
    /// At the threshold with the highest pairwise F1 of the curve.
    pub best: TableMeasure,
    /// By threshold, the lowest first.
    pub curve: Vec<TableMeasure>,
    /// The share of the pairs of one person that were compared, in millionths.
    pub block_recall_ppm: i64,
    /// Pairs of rows in one cluster that are of two people.
    pub false_positives: i64,
    /// Pairs of rows of one person that are in two clusters.
    pub false_negatives: i64,
    /// Some of both, false positives first, the most convincing on top.
    pub mistakes: Vec<TableMistake>,
}

/// Two rows of a table that somebody decided about.
#[derive(uniffi::Record)]
pub struct TableLabel {
    /// A row, from 1.
    pub row: i64,
    /// Another row.
    pub other_row: i64,
    /// Whether they are one person.
    pub same: bool,
}

/// How good clusters are when pairs from a threshold on count as one person.
#[derive(uniffi::Record)]
pub struct TableMeasure {
    /// The threshold, a probability in millionths.
    pub threshold_ppm: i64,
    /// Over pairs of rows.
    pub pairwise: TableQuality,
    /// B-cubed (Bagga and Baldwin 1998): the mean over rows.
    pub b_cubed: TableQuality,
}

/// Two rows that were decided wrongly, and what they score. Weights are binary logarithms of odds, in thousandths.
#[derive(uniffi::Record)]
pub struct TableMistake {
    /// Whether both are one person, and were left apart; else two people were taken for one.
    pub same: bool,
    /// The earlier row, from 1.
    pub row: i64,
    /// The later one.
    pub other_row: i64,
    /// The sum of what follows.
    pub weight_milli: i64,
    /// The probability that they are one person, in millionths.
    pub probability_ppm: i64,
    /// What speaks for any two rows.
    pub prior_milli: i64,
    /// What is taken off because people of one household agree like this too.
    pub household_milli: i64,
    /// What each field says.
    pub evidence: Vec<FieldEvidence>,
}

/// Two rows of a table that may be one person.
#[derive(uniffi::Record)]
pub struct TablePair {
    /// The earlier row, from 1.
    pub row: i64,
    /// The later one.
    pub other_row: i64,
    /// The binary logarithm of the odds that they are one person, in thousandths.
    pub weight_milli: i64,
    /// The probability, in millionths.
    pub probability_ppm: i64,
}

/// One table compared.
#[derive(uniffi::Record)]
pub struct TableProof {
    /// Its name.
    pub table: String,
    /// Rows that the facts make.
    pub rows: i64,
    /// Rows that are not stored.
    pub missing: i64,
    /// Rows that are stored and should not be.
    pub extra: i64,
    /// Rows stored with another body.
    pub different: i64,
    /// The first of them, by key.
    pub differences: Vec<Difference>,
}

/// Precision and recall, in millionths.
#[derive(uniffi::Record)]
pub struct TableQuality {
    /// The share of what was said that is true.
    pub precision_ppm: i64,
    /// The share of what is true that was said.
    pub recall_ppm: i64,
    /// The harmonic mean of both.
    pub f1_ppm: i64,
}

/// What is known of a table beforehand.
#[derive(uniffi::Record)]
pub struct TableQuery {
    /// What is not to be found out: the text of a settings file, TOML or JSON.
    #[uniffi(default)]
    pub settings: Option<String>,
    /// Pairs of rows that somebody decided about. It is learned from and held to; what is said last of a pair counts.
    #[uniffi(default)]
    pub labels: Vec<TableLabel>,
    /// A column whose cells are equal for rows of one person, and empty where that is not known. It decides nothing: the
    /// clusters are measured by it.
    #[uniffi(default)]
    pub truth: Option<String>,
}

/// A member came into a tier.
#[derive(uniffi::Record)]
pub struct TierChange {
    /// When.
    pub at: Instant,
    /// Out of which; none before the first.
    #[uniffi(default)]
    pub from_tier: Option<String>,
    /// Into which.
    #[uniffi(default)]
    pub to_tier: Option<String>,
    /// Why.
    pub reason: TierReason,
}

/// How many members a tier has.
#[derive(uniffi::Record)]
pub struct TierCount {
    /// The tier; none for those below the first.
    #[uniffi(default)]
    pub tier: Option<String>,
    /// Its members.
    pub members: i64,
}

/// Where a member falls to (rule T4).
#[derive(uniffi::Enum)]
pub enum TierDowngrade {
    /// To the tier that the figures give.
    Recompute,
    /// By one tier.
    OneDown,
}

/// How many members a tier had and has. `before` + `entered` − `left` = `after`.
#[derive(uniffi::Record)]
pub struct TierFlow {
    /// The tier; none for those below the first.
    #[uniffi(default)]
    pub tier: Option<String>,
    /// Its members at first.
    pub before: i64,
    /// Members at last who had another tier at first, or none.
    pub entered: i64,
    /// Members at first who have another tier at last, or none.
    pub left: i64,
    /// Its members at last.
    pub after: i64,
}

/// A tier given by hand.
#[derive(uniffi::Record)]
pub struct TierGrantInput {
    /// To whom.
    pub customer: CustomerRef,
    /// Which tier.
    pub tier: String,
    /// Why.
    pub reason: String,
    /// Until when; for ever when left out.
    #[uniffi(default)]
    pub until: Option<Instant>,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
}

/// One tier.
#[derive(uniffi::Record)]
pub struct TierLevel {
    /// Its name.
    pub name: String,
    /// From how much on: minor units, points or orders.
    pub threshold: i64,
    /// What its members have, in the shop's words.
    #[uniffi(default)]
    pub benefits: Vec<String>,
}

/// What counts towards a tier (rule T1).
#[derive(uniffi::Enum)]
pub enum TierMetric {
    /// Net amounts of orders, in minor units of the shop's currency.
    Spend,
    /// Points earned in this program.
    Points,
    /// Orders.
    Orders,
}

/// Members who were in one tier and are in another, or in the same.
#[derive(uniffi::Record)]
pub struct TierMove {
    /// The tier at first; none for those below the first.
    #[uniffi(default)]
    pub from_tier: Option<String>,
    /// The tier at last; none for those below the first.
    #[uniffi(default)]
    pub to_tier: Option<String>,
    /// How many.
    pub members: i64,
}

/// Who moved between the tiers of a program from one instant to another. Each member counts once, by where it was and where
/// it is; ways in between do not.
#[derive(uniffi::Record)]
pub struct TierMovementReport {
    /// The program.
    pub program: String,
    /// The first instant.
    pub since: Instant,
    /// The last instant.
    pub until: Instant,
    /// Members who had no tier and have one.
    pub entered: i64,
    /// Members who have a higher tier than they had.
    pub upgraded: i64,
    /// Members who have a lower tier than they had.
    pub downgraded: i64,
    /// Members who had a tier and have none.
    pub left: i64,
    /// Every tier, the highest first, and last those who have none.
    pub tiers: Vec<TierFlow>,
    /// From which tier to which, in the same order; pairs without members are left out, those who stayed are not.
    pub moves: Vec<TierMove>,
}

/// Whose tier, and as of when.
#[derive(uniffi::Record)]
pub struct TierQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// As of this instant; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// Why a member came into a tier.
#[derive(uniffi::Enum)]
pub enum TierReason {
    /// The figures reached it.
    Reached,
    /// The figures fell below the tier before.
    Fell,
    /// It was given by hand, or such a gift ended.
    Granted,
}

/// How many members each tier has at an instant.
#[derive(uniffi::Record)]
pub struct TierReport {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Instant,
    /// Every tier, the highest first, and last those who have none.
    pub tiers: Vec<TierCount>,
}

/// The tier of a member at an instant.
#[derive(uniffi::Record)]
pub struct TierStatus {
    /// The program.
    pub program: String,
    /// The instant.
    pub at: Instant,
    /// The tier; none below the first.
    #[uniffi(default)]
    pub tier: Option<String>,
    /// Since when.
    #[uniffi(default)]
    pub since: Option<Instant>,
    /// What its members have.
    pub benefits: Vec<String>,
    /// What counts towards tiers, as of the instant.
    pub figure: i64,
    /// The tier above.
    #[uniffi(default)]
    pub next_tier: Option<String>,
    /// What is missing for it.
    #[uniffi(default)]
    pub next_missing: Option<i64>,
    /// The next change that time alone makes.
    #[uniffi(default)]
    pub next_change: Option<TierChange>,
    /// That change when it is a downgrade that the program tells by now (rule T6).
    #[uniffi(default)]
    pub will_downgrade: Option<TierChange>,
    /// What is missing to keep the tier then.
    #[uniffi(default)]
    pub keep_missing: Option<i64>,
}

/// The tiers of a program.
#[derive(uniffi::Record)]
pub struct TierTerms {
    /// What counts.
    #[uniffi(default)]
    pub metric: Option<TierMetric>,
    /// Over which time.
    #[uniffi(default)]
    pub window: Option<TierWindow>,
    /// For a rolling window: months, 12 when left out.
    #[uniffi(default)]
    pub window_months: Option<i64>,
    /// The tiers, lowest first. Below the first a member has none.
    #[uniffi(default)]
    pub levels: Vec<TierLevel>,
    /// For a rolling window: calendar days for which a tier is kept after the figures fell (rule T3).
    #[uniffi(default)]
    pub grace_days: Option<i64>,
    /// Where a member falls to.
    #[uniffi(default)]
    pub downgrade: Option<TierDowngrade>,
    /// Days ahead from which on a coming downgrade is told.
    #[uniffi(default)]
    pub notice_days: Option<i64>,
}

/// Over which time it counts (rule T1).
#[derive(uniffi::Enum)]
pub enum TierWindow {
    /// The last `window_months`: each order counts for so long.
    Rolling,
    /// The calendar year; a tier lasts to the end of the next one.
    CalendarYear,
    /// The year since the first order; a tier lasts to the end of the next one.
    AnniversaryYear,
    /// Ever.
    Lifetime,
}

/// One thing on a timeline.
#[derive(uniffi::Record)]
pub struct TimelineItem {
    /// When.
    pub at: Instant,
    /// What.
    pub kind: TimelineKind,
}

/// What a thing on a timeline is.
#[derive(uniffi::Enum)]
pub enum TimelineKind {
    /// An order was placed.
    Order {
        /// Which.
        order_id: String,
        /// What people call it.
        number: String,
        /// Total before refunds.
        total: Money,
        /// Whether it counts.
        counted: bool,
    },
    /// Money was given back.
    Refund {
        /// For which order.
        order_id: String,
        /// How much.
        amount: Money,
    },
    /// The customer did something, or there was a contact.
    Event {
        /// What it carries.
        value: Event,
    },
    /// A consent was given, asked for or withdrawn.
    Consent {
        /// For what.
        purpose: String,
        /// By which channel.
        channel: String,
        /// What was said.
        state: String,
    },
}

/// One page of a timeline.
#[derive(uniffi::Record)]
pub struct TimelinePage {
    /// The things, newest first.
    pub items: Vec<TimelineItem>,
    /// From where to go on; absent on the last page.
    #[uniffi(default)]
    pub next_cursor: Option<String>,
}

/// Whose timeline, and from where on.
#[derive(uniffi::Record)]
pub struct TimelineQuery {
    /// Whose.
    pub customer: CustomerRef,
    /// How many, and from where on.
    #[uniffi(default)]
    pub page: Option<PageRequest>,
}

/// A customer and its figures.
#[derive(uniffi::Record)]
pub struct TopCustomer {
    /// Who.
    pub customer: Customer,
    /// How much, as of the day asked for.
    pub metrics: CustomerMetrics,
}

/// Points to give to another member.
#[derive(uniffi::Record)]
pub struct TransferInput {
    /// Who gives.
    pub customer: CustomerRef,
    /// Who gets.
    pub other: CustomerRef,
    /// How many. They keep their dates.
    pub points: i64,
    /// The program; may be left out when the shop has one.
    #[uniffi(default)]
    pub program: Option<String>,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice counts twice.
    #[uniffi(default)]
    pub external_id: Option<String>,
}

/// What an un-merge did.
#[derive(uniffi::Record)]
pub struct UnmergeReceipt {
    /// Whose the records are now.
    pub customer: Customer,
    /// Whose the others are.
    pub left: Customer,
    /// What went with the records.
    pub booked: BookedCounts,
    /// Of that, what came in after the records had come together.
    pub booked_since: BookedCounts,
    /// What came in since and stays with the others.
    pub left_since: BookedCounts,
}

/// What an upsert or update did.
#[derive(uniffi::Record)]
pub struct UpsertReceipt {
    /// The customer as it is now.
    pub customer: Customer,
    /// The record that was written or found.
    pub record_id: String,
    /// What happened to the record.
    pub outcome: Outcome,
    /// Whether the customer is new, too.
    pub customer_created: bool,
    /// Customers that went into this one: the record bore identifiers of both, or the policy links what is new.
    pub merged: Vec<String>,
    /// Identifiers that could have joined the record to others and did not.
    pub held_back: Vec<HeldBack>,
    /// Values that did not read and were kept as they came; only imports accept such.
    pub issues: Vec<Issue>,
}

/// A code to use. (source, external id) is its natural key.
#[derive(uniffi::Record)]
pub struct UseCodeInput {
    /// The code, as it is read or typed.
    pub code: String,
    /// Who says it; `app` when left out.
    #[uniffi(default)]
    pub source: Option<String>,
    /// What the source calls it. Without it the same twice is refused, as the code is used.
    #[uniffi(default)]
    pub external_id: Option<String>,
    /// When; now when left out.
    #[uniffi(default)]
    pub at: Option<Instant>,
}

/// Points, and what they are worth.
#[derive(uniffi::Record)]
pub struct ValuedPoints {
    /// How many.
    pub points: i64,
    /// Points × value, rounded half away from zero; none where points have no value in money.
    #[uniffi(default)]
    pub value: Option<Money>,
}

/// What somebody decided about two records.
#[derive(uniffi::Enum)]
pub enum Verdict {
    /// One person.
    Match,
    /// Two persons: nothing joins them again until somebody says otherwise.
    NotTheSame,
    /// To be asked again later.
    Later,
}

/// What verify or rebuild found.
#[derive(uniffi::Record)]
pub struct VerifyReport {
    /// Each state table, compared; where a storage is read with SQL, each table of what is shown, too.
    pub tables: Vec<TableProof>,
    /// What is wrong inside the storage.
    pub storage_problems: Vec<String>,
}

/// A webhook as it came.
#[derive(uniffi::Record)]
pub struct WebhookQuery {
    /// Who is said to have sent it.
    pub platform: Platform,
    /// The body, byte by byte as it came: parsed and written anew it has another signature.
    pub body: String,
    /// What stands in the header of the signature.
    pub signature: String,
    /// The secret that platform and shop share for webhooks.
    pub secret: String,
    /// How many seconds a signed time may lie before or behind the present; 300 when left out. Of Stripe alone, as the
    /// others sign no time.
    #[uniffi(default)]
    pub tolerance_seconds: Option<i64>,
}

/// What a verified webhook says of itself.
#[derive(uniffi::Record)]
pub struct WebhookReceipt {
    /// When it was signed, where the signature holds a time.
    #[uniffi(default)]
    pub signed_at: Option<Instant>,
}
