// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.
/// <reference lib="esnext.disposable" />

/** A calendar day, `YYYY-MM-DD`. */
export type CalendarDay = string;

/** A decimal number as text, exact. */
export type Decimal = string;

/** An amount of money: `{ amount: '134.00', currency: 'CNY' }`. Where money is handed in, `'134.00 CNY'` is read, too. */
export interface Money {
  /** The amount, exact, in the currency's own number of digits. */
  amount: Decimal;
  /** The currency's code of ISO 4217. */
  currency: string;
}

/** What JSON can hold. Whole numbers stay within ±(2^53 − 1). */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** A file to take in: its path, its bytes, or either with more said. `name` is what messages call it. */
export type ImportSource = string | Uint8Array | { path: string } | { data: Uint8Array | string; name?: string | undefined };

/** A call that may refuse rows. */
export interface WithRejects {
  /** The path of a file that refused rows are written to: personal data. */
  rejects?: string | null | undefined;
}

/** A call that tells how far it is. */
export interface WithProgress {
  /** Hears how far the call is. What it throws stops the call, and is what the promise is rejected with. */
  onProgress?: ((progress: Progress) => void) | null | undefined;
}

/** A call that can be stopped. */
export interface WithSignal {
  /** Aborting it stops the call at the next safe place with a `CancelledError`, whose `cause` is the signal's reason. */
  signal?: AbortSignalLike | null | undefined;
}

/** What an `AbortSignal` is. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How to open a store. */
export interface OpenOptions {
  /** Stops the clock, for tests and simulations; `setNow` moves it. */
  now?: Date | string | null | undefined;
  /** Makes ids and keys repeatable, for tests and simulations. Never for real shops, as the keys are no secret then. */
  seed?: number | null | undefined;
  /** Who acts: `system` when left out. */
  actor?: string | null | undefined;
  /** Bytes of cache; the storage's own default when left out. */
  cacheBytes?: number | null | undefined;
  /** Refuse with a `NoStoreError` when nothing is stored there yet. */
  mustExist?: boolean | null | undefined;
}

/**
 * A postal address as it was given: nothing is required of it, for what is required differs by country.
 *
 * `Debug` shows nothing of it.
 */
export interface Address {
  /** Street, house, floor, company: what stands above the city on an envelope. */
  lines?: string[] | undefined;
  /** The city, town or village. */
  city?: string | null | undefined;
  /** The state, province or county, as a name or a code. */
  region?: string | null | undefined;
  /** The country. */
  country?: Country | null | undefined;
  /** The postcode, which may begin with zeros. */
  postcode?: string | null | undefined;
  /** Millionths of a degree north of the equator (WGS 84). */
  latitudeE6?: number | null | undefined;
  /** Millionths of a degree east of Greenwich (WGS 84). */
  longitudeE6?: number | null | undefined;
}

/** A postal address as people write it. */
export interface AddressInput {
  /** Street, house, flat. */
  lines?: ReadonlyArray<string> | undefined;
  /** City. */
  city?: string | null | undefined;
  /** State, province or county. */
  region?: string | null | undefined;
  /** Country: an ISO 3166 code or a usual name. */
  country?: string | null | undefined;
  /** Postcode. */
  postcode?: string | null | undefined;
  /** Latitude in degrees, as decimal text. */
  latitude?: string | null | undefined;
  /** Longitude in degrees, as decimal text. */
  longitude?: string | null | undefined;
}

/** Points to give or take by hand. */
export interface AdjustInput {
  /** Whose. */
  customer: CustomerRef;
  /** How many; negative to take. */
  points: number;
  /** Why. */
  reason: string;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it the same twice counts twice. */
  externalId?: string | null | undefined;
}

/** What `advance` booked. */
export interface AdvanceReport {
  /** Accounts looked at because something of them was due. */
  accounts: number;
  /** Points that were booked as expired. */
  expired: number;
  /** Holds that had run out. */
  voided: number;
  /** Birthdays and anniversaries that earned points. */
  occasions: number;
  /** Changes of tiers told to the feed. */
  tierChanges: number;
}

/** What of a price is for the goods, and what for the points. */
export interface Allocation {
  /** Revenue now. */
  goods: Money;
  /** Deferred until points are redeemed. */
  points: Money;
}

/** A sale that earns points, to split between goods and points (IFRS 15, paragraphs 73 to 80, B39 to B43). */
export interface AllocationInput {
  /** What the customer pays. */
  price: Money | string;
  /** What the goods alone would be sold for. */
  goods: Money | string;
  /** What the points would be worth if all were redeemed. */
  points: Money | string;
  /** The share of them that is expected to be redeemed, in millionths. */
  redeemedPpm: number;
}

/** One commit; a large one has several entries. */
export interface AuditEntry {
  /** When. */
  at: Date;
  /** Who. */
  actor: string;
  /** What was called. */
  verb: string;
  /** How many changes. */
  changes: number;
  /** More about it; nobody's personal data. */
  note: string | null;
}

/** One page of entries as lines of JSON. */
export interface AuditExport {
  /**
   * The lines, oldest first: `number`, `at`, `actor`, `verb`, `changes`, `note`, the bytes of the `entry` in hexadecimal,
   * the hash of the `previous` one, and its own `hash`.
   */
  items: string[];
  /** What the chain is after the last line. */
  head: AuditHead;
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** What the chain is after so many entries: kept outside of the store, it proves later that nothing before was changed. */
export interface AuditHead {
  /** How many entries there are, those included that were dropped. */
  entries: number;
  /** The hash of the last one, in hexadecimal. */
  hash: string;
}

/** One page of entries. */
export interface AuditPage {
  /** The entries, oldest first. */
  items: AuditEntry[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** What looking at the chain found. */
export interface AuditProof {
  /** Every entry is as it was sealed, and as the anchor says. */
  intact: boolean;
  /** How many entries were looked at. */
  checked: number;
  /** How many of the oldest are not kept any more: the chain begins after them. */
  dropped: number;
  /** What the chain is after the last entry that is there. */
  head: AuditHead;
  /** When it is not intact: up to this entry all is well. */
  soundUntil: number | null;
  /** And by this one something was changed, put in, or taken out. */
  brokenBy: number | null;
}

/** Which entries. */
export interface AuditQuery extends PageRequest {
  /** Those that change something of this customer; an id of before a merge has those of that time. */
  customer?: CustomerId | null | undefined;
  /** Those of this call, such as `customers.update`, or of an area: `customers`. */
  verb?: string | null | undefined;
  /** Those of who acted so, such as `staff:mei`. */
  actor?: string | null | undefined;
  /** Those from this instant on. */
  since?: Date | string | null | undefined;
  /** Those before this instant. */
  until?: Date | string | null | undefined;
}

/** Whose points, and as of when. */
export interface BalanceQuery {
  /** Whose. */
  customer: CustomerRef;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** As of this instant; now when left out. */
  at?: Date | string | null | undefined;
  /** As it was known at this instant; now when left out. */
  knownAt?: Date | string | null | undefined;
}

/**
 * A birth date, or a birthday without a year. Its text is `1985-02-16`, or `--02-16` (ISO 8601:2000, 5.2.1.3 e).
 * `Debug` hides it.
 */
export type BirthDate = string;

/** Customers that were not linked though they score high enough. */
export interface BlockedMerge {
  /** The older one. */
  customerId: CustomerId;
  /** The younger one. */
  otherId: CustomerId;
  /** Why not. */
  reason: BlockedReason;
}

/**
 * Why customers were not linked.
 *
 * - `decided`: It was decided that they are two persons.
 * - `too_many_records`: Together they would have more records than `records_max`.
 */
export type BlockedReason = 'decided' | 'too_many_records';

/** How much is booked on records. */
export interface BookedCounts {
  /** Orders. */
  orders: number;
  /** Events. */
  events: number;
  /** Entries of consents. */
  consents: number;
}

/** What to spend of a hold. */
export interface CaptureInput {
  /** The hold. */
  hold: EntryId;
  /** How many; all when left out. */
  points?: number | null | undefined;
  /** For which order. */
  order?: OrderRef | null | undefined;
}

/**
 * What happened, in one word.
 *
 * - `customer_created`: A customer came to be.
 * - `customer_updated`: A customer's records said something new.
 * - `customer_merged`: A customer's records went over to another; the subject is the customer that is left.
 * - `customer_deleted`: A customer was deleted.
 * - `order_recorded`: An order came in.
 * - `order_updated`: An order came in again with other content.
 * - `order_cancelled`: An order was cancelled.
 * - `order_refunded`: Something was paid back.
 * - `event_recorded`: A customer did something.
 * - `consent_recorded`: A consent was given, asked for or withdrawn, or a customer objected.
 * - `product_changed`: A product came in or changed.
 * - `settings_changed`: The shop's settings changed.
 * - `customer_unmerged`: Records of a customer were given to one of their own; the subject is the customer that they left.
 * - `points_changed`: Points of a customer moved; the subject is the entry.
 * - `program_changed`: A loyalty program was defined or changed.
 * - `tier_changed`: A customer came into another tier.
 * - `segment_changed`: A segment was defined, changed or taken away.
 * - `segment_pinned`: A customer was put into a segment by hand, kept out, or left to its query again.
 * - `reward_changed`: A reward was defined or changed.
 * - `reward_redeemed`: A customer redeemed a reward; the subject is the redemption.
 * - `reward_used`: The code of a redemption was used; the subject is the redemption.
 * - `reward_cancelled`: A redemption was cancelled; the subject is the redemption.
 * - `segment_entered`: A customer came into a segment; the subject is the fact that brought it in, if it was one.
 * - `segment_left`: A customer fell out of a segment; the subject is the fact that took it out, if it was one.
 * - `referral_changed`: A customer was referred, or that was rewarded, refused or taken back; the subject is the customer who referred. Without a customer: a referral program was defined or changed.
 * - `customer_erased`: A customer was erased: whoever keeps anything of it elsewhere destroys that, too.
 * - `customer_exported`: All that is known of a customer was handed out.
 * - `customer_restricted`: Processing of what is known of a customer was restricted.
 * - `customer_unrestricted`: Processing of what is known of a customer is restricted no more.
 * - `events_removed`: Events of a customer, or their properties, were destroyed since their time was over: whoever keeps them elsewhere does the same.
 */
export type ChangeKind = 'customer_created' | 'customer_updated' | 'customer_merged' | 'customer_deleted' | 'order_recorded' | 'order_updated' | 'order_cancelled' | 'order_refunded' | 'event_recorded' | 'consent_recorded' | 'product_changed' | 'settings_changed' | 'customer_unmerged' | 'points_changed' | 'program_changed' | 'tier_changed' | 'segment_changed' | 'segment_pinned' | 'reward_changed' | 'reward_redeemed' | 'reward_used' | 'reward_cancelled' | 'segment_entered' | 'segment_left' | 'referral_changed' | 'customer_erased' | 'customer_exported' | 'customer_restricted' | 'customer_unrestricted' | 'events_removed';

/**
 * From where earned points are taken back that are not in their own lot any more (rule P8).
 *
 * - `debt`: The member owes them.
 * - `others_then_debt`: From other available lots, then the member owes the rest.
 * - `others_then_write_off`: From other available lots, then the rest is written off.
 * - `write_off`: They are written off.
 */
export type ClawbackPolicy = 'debt' | 'others_then_debt' | 'others_then_write_off' | 'write_off';

/** What a customer agreed to for one purpose by one channel. */
export interface Consent {
  /** For what. */
  purpose: string;
  /** By which channel; `*` of a no to every channel, which stands at each channel of its own as well. */
  channel: string;
  /** What was said. */
  state: ConsentState;
  /** When. */
  at: Date;
  /** Where. */
  source: string;
  /** The wording shown. */
  wording: string | null;
  /** What proves it. */
  evidence: string | null;
}

/** An entry to take in. */
export interface ConsentInput {
  /** Who said it. */
  customer: CustomerRef;
  /** For what: `marketing`, `profiling`. */
  purpose: string;
  /** By which channel: `email`, `sms`, `phone`, `wechat`; `*` for a no to every channel. */
  channel: string;
  /** What was said. */
  state: ConsentState;
  /** When; now when left out. */
  at?: Date | string | null | undefined;
  /** Where it was said; `app` when left out. */
  source?: string | null | undefined;
  /** The wording shown, by its id and version: `newsletter-de/3`. */
  wording?: string | null | undefined;
  /** What proves it, as the shop keeps it: the number of a signed form, the log entry of a call. */
  evidence?: string | null | undefined;
}

/** Whose consents, as of when. */
export interface ConsentQuery {
  /** Whose. */
  customer: CustomerRef;
  /** As of when; as of everything known when left out. */
  at?: Date | string | null | undefined;
}

/** What taking an entry in did. */
export interface ConsentReceipt {
  /** `created`, or `unchanged`. */
  outcome: Outcome;
  /** Whose it is. */
  customerId: CustomerId | null;
}

/** A consent that was asked for. */
export interface ConsentRequest {
  /** `created`, or `unchanged` where the consent is granted already. */
  outcome: Outcome;
  /** Who is asked. */
  customerId: CustomerId;
  /** Where to send the token. */
  address: string | null;
  /** What to send there, in a link mostly: 52 letters and digits, which are kept nowhere. Absent when nothing needs to be confirmed. */
  token: string | null;
  /** From when on the token is good no more. */
  expiresAt: Date | null;
}

/** A consent to ask for: its bearer confirms it by a token that is sent to the address. */
export interface ConsentRequestInput {
  /** Who is asked. */
  customer: CustomerRef;
  /** For what. */
  purpose: string;
  /** By which channel. */
  channel: string;
  /**
   * Where the token is sent: an e-mail or a phone of the customer. For `email`, `sms`, `phone` and `whatsapp` the newest it
   * has when left out.
   */
  address?: string | null | undefined;
  /** Where it was asked for; `app` when left out. */
  source?: string | null | undefined;
  /** The wording shown, by its id and version. */
  wording?: string | null | undefined;
  /** Hours for which the token is good; 72 when left out. */
  validHours?: number | null | undefined;
}

/**
 * What was said.
 *
 * - `granted`: Yes.
 * - `pending`: Asked for and not confirmed yet.
 * - `withdrawn`: No, or no longer.
 * - `objected`: No to this purpose altogether, also where it needs no consent: an objection (GDPR article 21). Stronger than no.
 */
export type ConsentState = 'granted' | 'pending' | 'withdrawn' | 'objected';

/** Whether a customer may be contacted for a purpose by a channel, and why. */
export interface ContactDecision {
  /** Whether it may be. */
  allowed: boolean;
  /** What decided it. */
  reason: ContactReason;
  /** What the purpose stands on. */
  basis: LegalBasis;
  /** Who. */
  customerId: CustomerId;
  /**
   * Which address of the profile the channel reaches. Absent when it has none, and for channels whose addresses the profile
   * does not hold: there what was said decides.
   */
  address: IdentifierKind | null;
  /** Since when what decided it holds; absent where nothing happened that would have a time. */
  since: Date | null;
  /** What the customer said of this purpose and channel, whether or not it decided. */
  consent: Consent | null;
}

/** Whom to contact, for what, by which channel. */
export interface ContactQuery {
  /** Whom. */
  customer: CustomerRef;
  /** For what: `marketing`, `service`. Letter case does not matter. */
  purpose: string;
  /** By which channel: `email`, `sms`, `phone`, `whatsapp`, `wechat`. Letter case does not matter. */
  channel: string;
  /** As of when; as of everything known when left out. Addresses and what purposes stand on are those of now. */
  at?: Date | string | null | undefined;
}

/**
 * What decided whether a customer may be contacted. Of several the first in this order.
 *
 * - `restricted`: Processing of what is known of the customer is restricted (GDPR article 18): nothing but keeping it.
 * - `no_address`: The customer has no address that the channel reaches, or none but placeholders.
 * - `suppressed`: The address is suppressed since somebody who bore it was erased, and no consent was given later.
 * - `bounced`: A message by this channel came back for good.
 * - `legal_basis`: The purpose stands on a contract, a law or the shop's interest, and nothing speaks against it.
 * - `consent_granted`: The customer agreed (GDPR article 7, PIPL article 14).
 * - `no_consent`: The customer never said anything of it.
 * - `pending`: The customer was asked, and has not answered yet.
 * - `expired`: The customer was asked, and did not answer in time.
 * - `withdrawn`: The customer took it back, or said no (GDPR article 7(3), PIPL article 15).
 * - `objected`: The customer objected (GDPR article 21).
 */
export type ContactReason = 'restricted' | 'no_address' | 'suppressed' | 'bounced' | 'legal_basis' | 'consent_granted' | 'no_consent' | 'pending' | 'expired' | 'withdrawn' | 'objected';

/**
 * A country of ISO 3166-1, by its two letters. Its text is `GB`; it is read from much more: see
 * `from_str`.
 */
export type Country = string;

/** A currency of ISO 4217, by its three letters. */
export type Currency = string;

/** A person or business the shop knows: the profile over all of its records. */
export interface Customer {
  /** Its id. */
  id: CustomerId;
  /** How many facts stand behind it; grows with every change. An un-merge takes back what the merge added. */
  version: number;
  /** Its name. */
  name: PersonName | null;
  /** The e-mail to use. */
  email: Email | null;
  /** Other e-mails its records bear. */
  otherEmails: Email[];
  /** The phone to use. */
  phone: Phone | null;
  /** Other phones its records bear. */
  otherPhones: Phone[];
  /** Birth date, with or without a year. */
  birthDate: BirthDate | null;
  /** Gender, as the sources have it. */
  gender: string | null;
  /** Language. */
  language: Language | null;
  /** Company. */
  company: string | null;
  /** The address to use. */
  address: Address | null;
  /** Country: that of the address, else of the phone. */
  country: Country | null;
  /** Tags, sorted. */
  tags: string[];
  /** Values of the shop's own fields. */
  fields: Record<string, FieldValue>;
  /** Note. */
  note: string | null;
  /** Where its records come from, sorted, each once. */
  sources: string[];
  /** How many records it has. */
  records: number;
  /** The earliest instant that a record spoke of it. */
  createdAt: Date;
  /** The latest instant that a record spoke of it. */
  updatedAt: Date;
}

/** All that is known of a person. */
export interface CustomerDossier {
  /** Who. */
  customerId: CustomerId;
  /** The ids of customers that went into it. */
  formerIds: CustomerId[];
  /** When it was put together. */
  exportedAt: Date;
  /** What is known, one section for each kind of things; what there is none of is left out. */
  sections: DossierSection[];
}

/** What makes the records of a customer one person. */
export interface CustomerExplanation {
  /** The customer. */
  customerId: CustomerId;
  /** Its records. */
  records: RecordLink[];
  /** One link fewer than there are records: a path from each to each. */
  evidence: LinkEvidence[];
}

/** A person or business the shop knows. */
export type CustomerId = string & { readonly __kind?: 'CustomerId' };

/**
 * What a source says about a person. Everything is text as people write it; reading it is the core's business.
 *
 * (source, external id) is the record's natural key: the same again is an update, and the same content again changes
 * nothing. Without an external id the e-mail, else the phone, stands for it within its source.
 */
export interface CustomerInput {
  /** Who says it: `shopify`, `till`, `newsletter`. `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls the person. */
  externalId?: string | null | undefined;
  /** The whole name, when it is not known in parts. */
  name?: string | null | undefined;
  /** Given name. */
  givenName?: string | null | undefined;
  /** Family name. */
  familyName?: string | null | undefined;
  /** E-mail address. */
  email?: string | null | undefined;
  /** Phone number, in any usual form; read for the country of the address, else the shop's. */
  phone?: string | null | undefined;
  /** Birth date, with or without a year, in any usual form. */
  birthDate?: string | null | undefined;
  /** Gender, as the source has it. */
  gender?: string | null | undefined;
  /** Language, as a BCP 47 tag: `zh-CN`. */
  language?: string | null | undefined;
  /** Company. */
  company?: string | null | undefined;
  /** Postal address. */
  address?: AddressInput | undefined;
  /** A note. */
  note?: string | null | undefined;
  /** Tags that this source gives the person. */
  tags?: ReadonlyArray<string> | undefined;
  /** Values of the shop's own fields. */
  fields?: Record<string, string> | undefined;
  /** What the source said that no field is for; kept as it is. */
  extra?: Record<string, string> | undefined;
  /** When the source first knew the person. */
  createdAt?: Date | string | null | undefined;
  /** When this was so at the source; now when left out. */
  updatedAt?: Date | string | null | undefined;
}

/** A customer that somebody may be. */
export interface CustomerMatch {
  /** The customer. */
  customerId: CustomerId;
  /** The record of it that agrees most. */
  recordId: RecordId;
  /** The binary logarithm of the odds, in thousandths. */
  weightMilli: number;
  /** The probability, in millionths. */
  probabilityPpm: number;
  /** Whether it reaches the shop's `match_above_ppm`. */
  likely: boolean;
}

/**
 * The figures of a customer's orders, in the shop's currency and days. Which orders count: see
 * `Order::counted`.
 */
export interface CustomerMetrics {
  /** Orders that count. */
  numberOfOrders: number;
  /** Of them, orders in another currency without a rate: in no sum (rule O2). */
  unconvertedOrders: number;
  /** Sum of totals before refunds; absent before the shop has a currency. */
  grossAmountSpent: Money | null;
  /** Sum of refunds and credit notes. */
  amountRefunded: Money | null;
  /** Gross minus refunded (rule O1). */
  amountSpent: Money | null;
  /** Amount spent ÷ number of orders, rounded half away from zero; absent at 0 orders. */
  averageOrderValue: Money | null;
  /** The day of the first order. */
  firstOrderDate: CalendarDay | null;
  /** The day of the last order. */
  lastOrderDate: CalendarDay | null;
  /**
   * Days from the first to the last order ÷ (orders − 1), in thousandths of a day, rounded half up; absent below
   * two orders.
   */
  averageDaysBetweenOrdersMilli: number | null;
}

/** One page of customers. */
export interface CustomerPage {
  /** The customers. */
  items: Customer[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** What staff change on a customer by hand. Absent fields stay as they are. */
export interface CustomerPatch {
  /** Refuse when the customer's version is another one. */
  expectedVersion?: number | null | undefined;
  /** The whole name. */
  name?: string | null | undefined;
  /** Given name. */
  givenName?: string | null | undefined;
  /** Family name. */
  familyName?: string | null | undefined;
  /** E-mail address. */
  email?: string | null | undefined;
  /** Phone number. */
  phone?: string | null | undefined;
  /** Birth date. */
  birthDate?: string | null | undefined;
  /** Gender. */
  gender?: string | null | undefined;
  /** Language. */
  language?: string | null | undefined;
  /** Company. */
  company?: string | null | undefined;
  /** Postal address, whole. */
  address?: AddressInput | null | undefined;
  /** A note. */
  note?: string | null | undefined;
  /** Tags to add. */
  addTags?: ReadonlyArray<string> | undefined;
  /** Tags to take away, whoever gave them. */
  removeTags?: ReadonlyArray<string> | undefined;
  /** Values of the shop's own fields. */
  fields?: Record<string, string> | undefined;
  /**
   * Fields to leave empty whatever the sources say: `email`, `phone`, `birth_date`, `gender`, `language`,
   * `company`, `address`, `note`, `name`, or the name of a field of the shop's own.
   */
  clear?: ReadonlyArray<string> | undefined;
}

/** What to look for. */
export interface CustomerQuery extends PageRequest {
  /** An e-mail, a phone, an external id, or the beginning of one or several names. */
  text?: string | undefined;
}

/**
 * Names a customer in a request. Its text: an id (`cus_…`), an e-mail (`mei@example.cn`), a phone with its country
 * (`+86 138 0013 8000`), or a source and what it calls the person (`shopify:6940095`).
 */
export type CustomerRef =
  | string
  /** By its id. */
  | { type: 'id'; id: CustomerId }
  /** By what a source calls it; a record is made when there is none yet. */
  | { type: 'record'; source: string; externalId: string }
  /** By an e-mail that exactly one customer bears. */
  | { type: 'email'; email: string }
  /** By a phone that exactly one customer bears. */
  | { type: 'phone'; phone: string };

/** The segments of a customer at an instant. */
export interface CustomerSegments {
  /** Who. */
  customerId: CustomerId;
  /** The instant. */
  asOf: Date;
  /** The segments, by their keys. */
  items: SegmentMembership[];
  /** What comes next, of the present; absent when time alone changes nothing. */
  nextChange: SegmentChange | null;
}

/** What other terms would mean for a customer. */
export interface CustomerSimulation {
  /** Who. */
  customerId: CustomerId;
  /** Orders of the period. */
  orders: number;
  /** Points that they earn as the program is. */
  current: number;
  /** Points that they would earn. */
  changed: number;
}

/**
 * The order in which a file writes the numbers of a date.
 *
 * - `ymd`: Year, month, day.
 * - `dmy`: Day, month, year.
 * - `mdy`: Month, day, year.
 */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/**
 * The mark between whole units and their fractions.
 *
 * - `.`: `1,234.50`
 * - `,`: `1.234,50`
 */
export type DecimalMark = '.' | ',';

/** What a decision did. */
export interface DecisionReceipt {
  /** `unchanged` when it had been decided so. */
  outcome: Outcome;
  /** The customer as it is now. */
  customer: Customer;
  /** The other one; absent when both are one. */
  other: Customer | null;
}

/** What a delete did. */
export interface DeleteReceipt {
  /** The customer that is gone. */
  customerId: CustomerId;
  /** How many records it had. */
  records: number;
}

/** What separates the cells of a row: any character that is no letter, digit, quote or line end. */
export type Delimiter = string;

/** One row that differs. */
export interface Difference {
  /** How. */
  kind: DifferenceKind;
  /** Its key, in hexadecimal. */
  key: string;
}

/**
 * How a stored row differs from what the facts make it.
 *
 * - `missing`: It is not stored.
 * - `extra`: It is stored and should not be.
 * - `different`: It is stored with another body.
 */
export type DifferenceKind = 'missing' | 'extra' | 'different';

/**
 * Which way a contact went.
 *
 * - `inbound`: From the customer to the shop.
 * - `outbound`: From the shop to the customer.
 */
export type Direction = 'inbound' | 'outbound';

/** A discount on the whole order. */
export interface Discount {
  /** The code it was given for. */
  code?: string | null | undefined;
  /** How much, in minor units of the order's currency. */
  amount: number;
}

/** One kind of things that are known of a person. */
export interface DossierSection {
  /** What they are: `records`, `orders`, `consents`. */
  name: string;
  /** The things, each with its fields. */
  items: JsonObject[];
}

/** A customer that went into another. */
export interface DuplicateMerge {
  /** The one that keeps its id. */
  customerId: CustomerId;
  /** The one whose id leads there now. */
  mergedId: CustomerId;
  /** The weight of the pair that they were linked by, in thousandths; absent when others of a group link them. */
  weightMilli: number | null;
}

/** What pairs are weighed by. */
export interface DuplicateModel {
  /** Grows with every training that learned something else. */
  version: number;
  /** When it was trained. */
  trainedAt: Date;
  /** On how many records. When the shop has many more by now, train again. */
  records: number;
  /** The fields it compares: those that any record filled. */
  fields: string[];
  /** What could not be learned from the records, and why; expectations stand in its place. */
  warnings: string[];
}

/** One page of pairs. */
export interface DuplicatePage {
  /** The pairs, most likely first. */
  items: DuplicatePair[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Two customers that may be one person. */
export interface DuplicatePair {
  /** The older one. */
  customerId: CustomerId;
  /** The younger one. */
  otherId: CustomerId;
  /** The record of the older one that agrees most with one of the other. */
  recordId: RecordId;
  /** That one. */
  otherRecordId: RecordId;
  /** The binary logarithm of the odds that they are one person, in thousandths. */
  weightMilli: number;
  /** The probability, in millionths. */
  probabilityPpm: number;
  /** Whether the probability reaches the shop's `match_above_ppm`. */
  likely: boolean;
  /**
   * The oldest customer of all that are likely one person with both; absent when these two are not, all pairs
   * considered.
   */
  group: CustomerId | null;
}

/** From where on customers are taken for duplicates. Probabilities are in millionths. */
export interface DuplicatePolicy {
  /** The probability from which on a pair is kept for review; 50,000 unless set. */
  reviewAbovePpm?: number | undefined;
  /** The probability from which on a pair counts as likely one person; 400,000 unless set. */
  matchAbovePpm?: number | undefined;
  /** The probability from which on customers are linked without being asked about; never while it is not set. */
  linkAbovePpm?: number | null | undefined;
  /** More records than this are never linked without being asked about; 50 unless set. */
  recordsMax?: number | undefined;
  /**
   * Whether what comes in by `customers` and `imports` is compared with all others and linked at once, from `link_above_ppm` on
   * and under the model that was trained last; not unless set, since all records are kept in memory for it. What is
   * only tried (`dry_run`) and what comes in before the first training is not.
   */
  linkNew?: boolean | undefined;
}

/** Which pairs to find. */
export interface DuplicateQuery extends PageRequest {
  /** Pairs of this customer only. */
  customer?: CustomerRef | null | undefined;
  /** Pairs of this probability and above, in millionths; the shop's `review_above_ppm` when left out. */
  abovePpm?: number | null | undefined;
}

/** What a run did. */
export interface DuplicateReport {
  /** Records that were compared; those that say nothing of a person are not. */
  records: number;
  /** Customers they are of. */
  customers: number;
  /** Pairs of customers that reach `review_above_ppm`. */
  pairs: number;
  /** Those of them that reach `match_above_ppm`. */
  likely: number;
  /** Customers that were linked. */
  merges: DuplicateMerge[];
  /** Customers that were not linked though they score high enough. */
  blocked: BlockedMerge[];
  /** Pairs in the review queue now. */
  forReview: number;
  /** What could not be learned from the records, and why; expectations stand in its place. */
  warnings: string[];
}

/** Points for something a customer did. (program, source, external id) is its natural key. */
export interface EarnEventInput {
  /** Whose. */
  customer: CustomerRef;
  /** The event's name, as the program has it. */
  event: string;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it the same event twice earns twice. */
  externalId?: string | null | undefined;
  /** When it was earned; now when left out. */
  at?: Date | string | null | undefined;
}

/** Points for an order. (program, order) is its natural key. */
export interface EarnInput {
  /** The order. */
  order: OrderRef;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** When it was earned; when the order was placed unless set. */
  at?: Date | string | null | undefined;
}

/** Points on top of those for amounts. */
export interface EarningBonus {
  /** The rule or event. */
  rule: string;
  /** How many. */
  points: number;
}

/** How the points of an order were worked out. */
export interface EarningExplanation {
  /** What earned: the lines' part, shipping and tax where they count. */
  base: Money;
  /** Shipping and tax in it. */
  extra: Money;
  /** Points for each `earn_amount`. */
  earnPoints: number;
  /** The amount that earns `earn_points`. */
  earnAmount: Money | null;
  /** How each line came out. An order without lines has one. */
  lines: EarningLine[];
  /** Points after rounding, before anything on top and before caps. */
  rounded: number;
  /** How they were rounded. */
  rounding: PointRounding;
  /** Points on top. */
  bonuses: EarningBonus[];
  /** The cap that cut them, in points. */
  cap: number | null;
  /** Points earned. */
  points: number;
}

/** What one line earned. */
export interface EarningLine {
  /** Its position in the order, from 0. */
  line: number;
  /** Units. */
  quantity: number;
  /** What it costs after its share of the order's discounts. */
  net: Money;
  /** Points that pay for it. */
  pointsPaid: number;
  /** What else pays for it: net less the value of these points. */
  cash: Money;
  /** What of it earns. */
  base: Money;
  /** What all rules multiply it by, in thousandths. */
  multiplierMilli: number;
  /** The rules that multiply it. */
  rules: string[];
  /** Its share of the points earned. */
  points: number;
}

/**
 * More points for some lines, or for the whole order. A rule applies where each of its conditions holds; a list that is
 * empty is no condition.
 */
export interface EarningRule {
  /** What explanations call it. */
  name?: string | undefined;
  /** The points of a line times this, in thousandths: 2,000 doubles them, 0 means none. */
  multiplierMilli?: number | null | undefined;
  /** Points on top, once per order that has a line which the rule applies to. */
  bonus?: number | null | undefined;
  /** Lines with one of these SKUs. */
  skus?: string[] | undefined;
  /** Lines of one of these categories. */
  categories?: string[] | undefined;
  /** Lines of one of these brands. */
  brands?: string[] | undefined;
  /** Orders of one of these channels. */
  channels?: string[] | undefined;
  /** Orders of one of these stores. */
  stores?: string[] | undefined;
  /** Members in one of these tiers when the order was placed. */
  tiers?: string[] | undefined;
  /** Orders placed at this instant or later. */
  startsAt?: Date | null | undefined;
  /** Orders placed before this instant. */
  endsAt?: Date | null | undefined;
  /** A customer's first order. */
  firstPurchase?: boolean | undefined;
}

/**
 * An e-mail address in lower case: two that are equal are the same mailbox.
 *
 * The part before the `@` is lower-cased too: no provider in use tells `Lin@` from `lin@`. `Debug` shows the masked
 * form.
 */
export type Email = string;

/**
 * An encoding that can be read: those of the [Encoding Standard](https://encoding.spec.whatwg.org) whose ASCII is
 * ASCII, and UTF-16. GBK and GB2312 are read as GB18030, ISO-8859-1 as Windows-1252, as the standard has it.
 */
export type Encoding = string;

/** Why an entry is what it is. */
export interface EntryExplanation {
  /** The entry. */
  entry: PointEntry;
  /** For what was earned by an order: the arithmetic. */
  earning: EarningExplanation | null;
  /** The lots it drew or put points back to, in order. */
  draws: LotDraw[];
  /** The same as a sentence in English. */
  text: string;
  /** The same as a sentence in Chinese. */
  textZh: string;
}

/** One movement of points. */
export type EntryId = string & { readonly __kind?: 'EntryId' };

/**
 * What an entry of the ledger is.
 *
 * - `earned`: Points for an order or an event.
 * - `adjusted`: Points given or taken by hand.
 * - `imported`: Points brought along from elsewhere.
 * - `redeemed`: Points spent.
 * - `held`: Points set aside for a checkout.
 * - `captured`: Points spent out of a hold; what is left of it went back.
 * - `voided`: A hold called off or run out.
 * - `given_back`: Spent points given back.
 * - `clawed_back`: Earned points taken back.
 * - `transferred_out`: Points given to another member.
 * - `transferred_in`: Points got from another member.
 * - `expired`: Points past their date.
 * - `debt_settled`: New points that paid what was owed.
 * - `unmerged`: Each side of an un-merge has its own points back (rule P13).
 */
export type EntryKind = 'earned' | 'adjusted' | 'imported' | 'redeemed' | 'held' | 'captured' | 'voided' | 'given_back' | 'clawed_back' | 'transferred_out' | 'transferred_in' | 'expired' | 'debt_settled' | 'unmerged';

/** One page of entries. */
export interface EntryPage {
  /** The entries, newest first. */
  items: PointEntry[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Whose entries, and from where on. */
export interface EntryQuery extends PageRequest {
  /** Whose. */
  customer: CustomerRef;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
}

/** What an erasure did in one area. */
export interface ErasedArea {
  /** The area. */
  area: string;
  /** How much was destroyed: versions of records, profiles, addresses of orders, events, consents, codes. */
  destroyed: number;
  /** How much is kept, without what says who it was: records, orders, entries. */
  kept: number;
  /** Why it is kept. */
  keptBecause: KeptReason | null;
}

/** One page of erasures. */
export interface ErasurePage {
  /** The receipts, by the age of the customers. */
  items: ErasureReceipt[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/**
 * Why a person is erased.
 *
 * - `subject_request`: The person asked for it (GDPR article 17, PIPL article 47).
 * - `withdrawn_consent`: The person withdrew the consent that the data was kept by (17(1)(b)).
 * - `objection`: The person objected, and nothing weighs more (17(1)(c)).
 * - `unlawful`: It was kept against the law (17(1)(d)).
 * - `legal_obligation`: A law asks for it (17(1)(e)).
 * - `retention`: It is not needed any more, or its time is over (17(1)(a)).
 * - `other`: Something else.
 */
export type ErasureReason = 'subject_request' | 'withdrawn_consent' | 'objection' | 'unlawful' | 'legal_obligation' | 'retention' | 'other';

/** What an erasure did; nobody's personal data. */
export interface ErasureReceipt {
  /** `updated`, or `unchanged` when the customer was erased before; all else is of that time then. */
  outcome: Outcome;
  /** Who was erased: an id that stands for nobody any more. */
  customerId: CustomerId;
  /** When. */
  at: Date;
  /** By whom. */
  actor: string;
  /** Why. */
  reason: ErasureReason;
  /** How many e-mails and phones are suppressed since. */
  suppressed: number;
  /** What it did, area by area. */
  areas: ErasedArea[];
}

/** An event. */
export interface Event {
  /** Its id. */
  id: EventId;
  /** Its name. */
  name: string;
  /** When it happened. */
  occurredAt: Date;
  /** Who says it. */
  source: string;
  /** For contacts: by which channel. */
  channel: string | null;
  /** For contacts: which way. */
  direction: Direction | null;
  /** More about it. */
  properties: JsonObject;
}

/** Something a customer did. */
export type EventId = string & { readonly __kind?: 'EventId' };

/** Something a customer did, or a contact with one. */
export interface EventInput {
  /** Its name, in the past tense: `product_viewed`, `call_logged`. */
  name: string;
  /** Whose it is. A record that does not exist yet is made. */
  customer: CustomerRef;
  /** When it happened; now when left out. */
  occurredAt?: Date | string | null | undefined;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it the same event twice is two events. */
  externalId?: string | null | undefined;
  /** For contacts: by which channel, such as `phone`, `email`, `wechat`. */
  channel?: string | null | undefined;
  /** For contacts: which way. */
  direction?: Direction | null | undefined;
  /** More about it: a JSON object. */
  properties?: JsonObject | undefined;
}

/** What taking an event in did. */
export interface EventReceipt {
  /** `created`, or `unchanged` when it had come before. */
  outcome: Outcome;
  /** The event. */
  eventId: EventId;
  /** Whose it is. */
  customerId: CustomerId | null;
}

/** Points for something a customer did. */
export interface EventRule {
  /** The event's name: `review_written`. */
  event?: string | undefined;
  /** How many. */
  points?: number | undefined;
}

/** Points that expire at one instant. */
export interface ExpiringPoints {
  /** When. */
  at: Date;
  /** How many. */
  points: number;
}

/**
 * When points expire (rule P5).
 *
 * - `never`: Never.
 * - `rolling`: `expiry_months` after they were earned, to the microsecond.
 * - `end_of_month`: With the end of the month that lies `expiry_months` later.
 * - `end_of_year`: With the end of the year that lies `expiry_months` later.
 * - `fixed_date`: With the end of `expiry_date`.
 * - `inactivity`: `expiry_months` after points were last earned or redeemed: each such act moves all lots.
 */
export type ExpiryPolicy = 'never' | 'rolling' | 'end_of_month' | 'end_of_year' | 'fixed_date' | 'inactivity';

/** What a worker gets. */
export interface FeedBatch {
  /**
   * The changes, in the order they were committed; none when there is nothing new, or while another worker has a
   * batch.
   */
  items: FeedChange[];
  /** What to acknowledge the batch by; absent when it is empty. */
  lease: number | null;
  /** Until when the batch is this worker's, or, of an empty one, until when it is another's. */
  leasedUntil: Date | null;
  /**
   * How often the first change of the batch was given out, this time included: more than 1 after a worker did not
   * acknowledge it.
   */
  attempt: number;
}

/** One committed change. */
export interface FeedChange {
  /**
   * Names this change among all of the store, the same however often it is given out: who takes changes in keeps it
   * to tell what came before.
   */
  key: string;
  /** When it was committed. */
  at: Date;
  /** Who did it. */
  actor: string;
  /** By which call. */
  verb: string;
  /** What happened. */
  kind: ChangeKind;
  /** Whom it touched. */
  customerId: CustomerId | null;
  /** What it is about beside the customer: the id of a record, an order, an event. */
  subject: string | null;
  /** Of segments entered and left: the segment's key. */
  segment: string | null;
  /**
   * Of segments entered and left: when that took effect. By time alone it is the very moment, however late the clock
   * was told of it.
   */
  effectiveAt: Date | null;
  /**
   * Of segments entered and left: it follows from a fact of a time that was over already, so the past looks otherwise
   * now.
   */
  corrected: boolean;
}

/** A group: readers that follow the feed together, with one cursor that the store keeps. */
export interface FeedGroup {
  /** Its name. */
  name: string;
  /** Up to where all is acknowledged; a cursor of `feed.changes` too. */
  cursor: string;
  /**
   * How many changes are still to be acknowledged, counted no further than 10,000; absent when the cursor fell out
   * of what the feed keeps, and the group must be rewound.
   */
  lag: number | null;
  /** When the oldest of them was committed. */
  waitingSince: Date | null;
  /** The worker that has a batch. */
  worker: string | null;
  /** Until when it has it; later another worker gets the batch. */
  leasedUntil: Date | null;
}

/** One page of changes. */
export interface FeedPage {
  /** The changes, in the order they were committed. */
  items: FeedChange[];
  /** From where to go on, always: what comes later is found with it. */
  nextCursor: string;
}

/**
 * Where a new group begins.
 *
 * - `beginning`: At the first change that is kept.
 * - `end`: After the last change there is.
 */
export type FeedStart = 'beginning' | 'end';

/** What a worker asks for. */
export interface FeedTake {
  /** The group. */
  group: string;
  /** Who takes: a name that no other worker of the group has, 1 to 100 bytes. */
  worker: string;
  /** At most this many changes, 1 to 1,000; 50 when left out. */
  limit?: number | null | undefined;
  /** How long it has for them, 1 to 86,400 seconds; 60 when left out. */
  leaseSeconds?: number | null | undefined;
}

/** What trimming did. */
export interface FeedTrimReport {
  /** Commits dropped. */
  dropped: number;
}

/** A field of the shop's own that customers have. */
export interface FieldDefinition {
  /** Its name: lower-case letters, digits and underscores, starting with a letter. */
  name: string;
  /** What values it takes. */
  type: FieldType;
  /** For choices: the values it takes. */
  choices?: string[] | undefined;
  /** The smallest number or shortest text. */
  min?: number | null | undefined;
  /** The largest number or longest text, in characters. */
  max?: number | null | undefined;
}

/** What one field says about a pair. Weights are binary logarithms of odds, in thousandths. */
export interface FieldEvidence {
  /** The field. */
  field: string;
  /** The level of agreement; `missing` where one of both says nothing. */
  level: string;
  /** What is known of the field it lies within, such as the address around a city: `around agrees`, `around differs`. */
  around: string | null;
  /** What the level says: `log2(m / u)`. */
  weightMilli: number;
  /** What the frequency of the value adds: a rare one says more. */
  frequencyMilli: number;
  /** How often pairs of one person are at this level, in thousand-millionths. */
  mPpb: number;
  /** How often two at random are, in thousand-millionths. */
  uPpb: number;
}

/**
 * What values a field takes.
 *
 * - `text`: Text.
 * - `integer`: A whole number.
 * - `boolean`: True or false.
 * - `date`: A calendar day.
 * - `choice`: One of the choices.
 */
export type FieldType = 'text' | 'integer' | 'boolean' | 'date' | 'choice';

/** A value of a field of the shop's own. */
export type FieldValue =
  | boolean
  | number
  | CalendarDay
  | string;

/**
 * Where its payment stands.
 *
 * - `pending`: To be paid.
 * - `authorized`: The card was authorised.
 * - `partially_paid`: Paid in part.
 * - `paid`: Paid.
 * - `partially_refunded`: Paid back in part.
 * - `refunded`: Paid back.
 * - `voided`: The payment was called off; counts nowhere.
 * - `expired`: It was never paid; counts nowhere.
 */
export type FinancialStatus = 'pending' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'voided' | 'expired';

/**
 * Where its goods are.
 *
 * - `unfulfilled`: Not sent.
 * - `partially_fulfilled`: Sent in part.
 * - `fulfilled`: Packed or sent.
 * - `in_transit`: On its way.
 * - `delivered`: With the customer.
 * - `returned`: Sent back.
 */
export type FulfillmentStatus = 'unfulfilled' | 'partially_fulfilled' | 'fulfilled' | 'in_transit' | 'delivered' | 'returned';

/** Redeemed points to give back. */
export interface GiveBackInput {
  /** The redemption or capture. */
  entry: EntryId;
  /** How many; all that is left of it when left out. */
  points?: number | null | undefined;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it the same twice gives back twice. */
  externalId?: string | null | undefined;
}

/** At what time a greeting is sent, and when nobody is disturbed. */
export interface Greeting {
  /** The time of day. */
  at: TimeOfDay;
  /** From this time on nobody is disturbed. */
  quietFrom?: TimeOfDay | null | undefined;
  /** Until this time; on the next day when it is earlier than `quiet_from`. */
  quietUntil?: TimeOfDay | null | undefined;
  /** What becomes of a greeting that would wait past midnight. */
  pastMidnight?: PastMidnight | undefined;
  /** Whose clocks show these times; the shop's zone unless set. */
  zone?: Zone | null | undefined;
}

/** An identifier that could have joined a record to a customer and did not: for dedupe to decide. */
export interface HeldBack {
  /** Which identifier. */
  kind: IdentifierKind;
  /** Why. */
  reason: HeldBackReason;
}

/**
 * Why an identifier did not join two records.
 *
 * - `placeholder`: The value is nobody's, such as `noemail@example.com`.
 * - `shared`: More records bear it than one person has.
 * - `name_conflict`: The names are those of different persons.
 * - `birth_date_conflict`: The birth dates are those of different persons.
 * - `decided`: It was decided that they are different persons.
 */
export type HeldBackReason = 'placeholder' | 'shared' | 'name_conflict' | 'birth_date_conflict' | 'decided';

/** A day that everybody keeps. */
export interface Holiday {
  /** Which. */
  holiday: LunarHoliday;
  /** When it is, in Beijing. */
  on: CalendarDay;
}

/**
 * What kind of thing points at a customer.
 *
 * - `email`: An e-mail address.
 * - `phone`: A phone number.
 * - `external_id`: The name a source gave the record.
 */
export type IdentifierKind = 'email' | 'phone' | 'external_id';

/** One column of an imported file. */
export interface ImportColumn {
  /** Its header. */
  header: string;
  /** What it holds. */
  holds: string;
}

/** A lot of points brought along from elsewhere. (program, source, external id) is its natural key. */
export interface ImportPointsInput {
  /** Whose. */
  customer: CustomerRef;
  /** How many. */
  points: number;
  /** What the source calls the lot. */
  externalId: string;
  /** Where it comes from; `app` when left out. */
  source?: string | null | undefined;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** When they were earned; now when left out. */
  earnedAt?: Date | string | null | undefined;
  /** When they expire; as the program has it when left out. */
  expiresAt?: Date | string | null | undefined;
}

/** How to take a file in. */
export interface ImportQuery {
  /** What its columns hold, where their headers do not tell. */
  mapping?: Mapping | undefined;
  /** Rows of one commit; a sensible number when left out. */
  batchRows?: number | null | undefined;
}

/** One refused row, without what it says. */
export interface ImportReject {
  /** The line it begins on, from 1. */
  line: number;
  /** The header of the column at fault, if it is one. */
  column: string | null;
  /** What is wrong, for programs. */
  code: string;
  /** What is wrong, for people. */
  reason: string;
}

/** What an import did. */
export interface ImportReport {
  /** Rows read, the header left out. */
  rows: number;
  /** Rows taken over from an earlier run that was cut off: they were not written again. */
  rowsSkipped: number;
  /** Records or orders that are new. */
  created: number;
  /** Records or orders that were there with other content. */
  updated: number;
  /** Records or orders that were there with the same content. */
  unchanged: number;
  /** Rows refused, each with its reason in the rejects. */
  rejected: number;
  /** How many rows were refused for what: by code. */
  rejectedByCode: Record<string, number>;
  /** Customers that are new. */
  customersCreated: number;
  /** Customers that went into others, as a row bore identifiers of both. */
  customersMerged: number;
  /** Identifiers that could have joined records and did not: by reason. */
  heldBack: Record<string, number>;
  /** Values that did not read and were kept as they came: by field. */
  unreadable: Record<string, number>;
  /** What each column holds: header and field, custom attribute, `extra` or `ignore`. */
  columns: ImportColumn[];
  /** The encoding it was read in; absent while everything was ASCII. */
  encoding: string | null;
  /** What separates its cells. */
  delimiter: string;
  /** Refused rows, the first hundred; without what they say. */
  rejects: ImportReject[];
}

/** A value that did not read and was kept as it came. */
export interface Issue {
  /** The field. */
  field: string;
  /** Why it does not read; without the value. */
  reason: string;
}

/**
 * How the parts of a condition are joined.
 *
 * - `and`: All must hold.
 * - `or`: One must hold.
 * - `not`: The part must not hold.
 * - `clause`: It has no parts.
 */
export type Join = 'and' | 'or' | 'not' | 'clause';

/**
 * Why an erasure keeps something.
 *
 * - `accounting`: Books of account must be kept for years, by the laws of commerce and taxes: amounts, lines and dates of orders (GDPR article 17(3)(b), PIPL article 47).
 * - `ledger`: Entries of the ledger of points, without which what the shop owes to others and owed at a time would not add up.
 * - `pseudonym`: That there was a record, by its id alone: what is kept is tied to it, and to nobody.
 */
export type KeptReason = 'accounting' | 'ledger' | 'pseudonym';

/**
 * A language tag of BCP 47 in its usual case: `de`, `zh-CN`, `zh-Hant-TW`.
 *
 * Its form is checked, not whether such a language is registered.
 */
export type Language = string;

/**
 * When a birthday on 29 February is kept in common years.
 *
 * - `feb28`: On 28 February.
 * - `mar1`: On 1 March.
 * - `leap_only`: Not at all.
 */
export type LeapPolicy = 'feb28' | 'mar1' | 'leap_only';

/**
 * What lets a shop contact a customer for a purpose (GDPR article 6(1), PIPL article 13).
 *
 * - `consent`: The customer agreed, to this purpose by this channel, and can take it back as easily as it was given (GDPR articles 6(1)(a) and 7, PIPL articles 13(1), 14 and 15).
 * - `contract`: A contract with the customer needs it: confirmations, deliveries, service (GDPR article 6(1)(b), PIPL article 13(2)).
 * - `legal_obligation`: A law orders it: a recall, the notice of a breach (GDPR article 6(1)(c), PIPL article 13(3)).
 * - `legitimate_interest`: An interest of the shop that outweighs the customer's, until the customer objects (GDPR articles 6(1)(f) and 21). PIPL does not know it: with customers in China the purpose needs another one.
 */
export type LegalBasis = 'consent' | 'contract' | 'legal_obligation' | 'legitimate_interest';

/** What a program owes its members (rule P12). */
export interface LiabilityReport {
  /** The program. */
  program: string;
  /** The instant. */
  at: Date;
  /** Accounts with points or debt. */
  accounts: number;
  /** Points that are not expired: available, pending and held. */
  outstanding: number;
  /** Of them, pending. */
  pending: number;
  /** Of them, held. */
  held: number;
  /** Points that members owe. */
  debt: number;
  /** Points that ever came in. */
  credited: number;
  /** Points that were used or taken back. */
  debited: number;
  /** Points whose expiry was booked. */
  expired: number;
  /** The share nobody will redeem, in millionths. */
  breakagePpm: number;
  /** Outstanding × value. */
  value: Money | null;
  /** Outstanding × value × (1 − breakage), rounded half away from zero. */
  liability: Money | null;
}

/**
 * Why a record belongs to a customer.
 *
 * - `new`: Nobody else was it.
 * - `email`: It bears the same e-mail.
 * - `phone`: It bears the same phone.
 * - `manual`: Staff entered it on this customer.
 * - `joined`: Another record bore identifiers of both.
 * - `deleted`: The customer was deleted.
 * - `merged`: Somebody said that they are one person.
 * - `duplicate`: They score so high that the shop's policy links them.
 * - `unmerged`: It was given back to a customer of its own.
 * - `erased`: The customer was erased.
 */
export type LinkCause = 'new' | 'email' | 'phone' | 'manual' | 'joined' | 'deleted' | 'merged' | 'duplicate' | 'unmerged' | 'erased';

/** One link of a record, at its time. */
export interface LinkChange {
  /** When. */
  at: Date;
  /** Which record. */
  recordId: RecordId;
  /** To which customer; absent when its customer was deleted. */
  customerId: CustomerId | null;
  /** Why. */
  cause: LinkCause;
  /** The record that it was weighed against, where it was linked by weight. */
  otherRecordId: RecordId | null;
  /** The weight, in thousandths. */
  weightMilli: number | null;
}

/** Why two records are one person. */
export interface LinkEvidence {
  /** A record. */
  recordId: RecordId;
  /** Another one. */
  otherRecordId: RecordId;
  /** Why: they bear the same e-mail or phone, somebody merged them, or the policy linked them. */
  cause: LinkCause;
  /** The weight of the pair, in thousandths, where it was linked by weight. */
  weightMilli: number | null;
}

/** Points of one lot that an entry drew. */
export interface LotDraw {
  /** The entry that brought the lot. */
  lot: EntryId;
  /** How many points it took; negative where it put them back. */
  points: number;
  /** When they were earned. */
  earnedAt: Date;
  /** When they expire. */
  expiresAt: Date | null;
}

/**
 * A holiday of the Chinese lunar calendar. It lies in the regular month, never in a leap month.
 *
 * - `new_years_eve`: 除夕, the day before Spring Festival. (It is no fixed day: the twelfth month often has no day 30.)
 * - `spring_festival`: 春节, 1/1.
 * - `lantern`: 元宵节, 1/15.
 * - `dragon_boat`: 端午节, 5/5.
 * - `qixi`: 七夕, 7/7.
 * - `mid_autumn`: 中秋节, 8/15.
 * - `double_ninth`: 重阳节, 9/9.
 */
export type LunarHoliday = 'new_years_eve' | 'spring_festival' | 'lantern' | 'dragon_boat' | 'qixi' | 'mid_autumn' | 'double_ninth';

/** What a file holds and how it is written. Everything may be left unsaid. */
export interface Mapping {
  /** The source of rows that name none. */
  source?: string | null | undefined;
  /** The currency of rows that name none: three letters of ISO 4217. */
  currency?: Currency | null | undefined;
  /** The zone of times that have none. */
  zone?: Zone | null | undefined;
  /** The country of phone numbers and addresses that name none: two letters of ISO 3166, or a usual name. */
  country?: Country | null | undefined;
  /** How to read `01/02/2026`. */
  dateOrder?: DateOrder | null | undefined;
  /** How to read `1.234` and `1,234`. */
  decimal?: DecimalMark | null | undefined;
  /** The file's encoding. */
  encoding?: Encoding | null | undefined;
  /** What separates its cells. */
  delimiter?: Delimiter | null | undefined;
  /** Columns to leave out, named as in `columns`. */
  ignore?: ReadonlyArray<string> | undefined;
  /**
   * What columns hold. A column is named by its header, or by `#` and its number from 1; what it holds is the name of
   * a field, `custom:<name>`, `extra` or `ignore`.
   */
  columns?: Record<string, string> | undefined;
}

/** One page of members, by their ids. */
export interface MemberPage {
  /** The members. */
  items: SegmentMember[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Whose members, and from where on. */
export interface MemberQuery extends PageRequest {
  /** The condition; `segment('vip')` for the members of a segment. */
  query: string;
}

/** What a merge did. */
export interface MergeReceipt {
  /** `unchanged` when both were one customer already. */
  outcome: Outcome;
  /** The customer as it is now. */
  customer: Customer;
  /** The customer that went into it. */
  merged: CustomerId | null;
}

/** One month. */
export interface MonthRevenue {
  /** The month, as `1997-01`. */
  month: string;
  /** Orders placed in it that count. */
  orders: number;
  /** Their totals minus refunds. */
  netRevenue: Money;
}

/** An objection of a customer to a purpose. */
export interface ObjectionInput {
  /** Who objects. */
  customer: CustomerRef;
  /** To what; `marketing` when left out. */
  purpose?: string | null | undefined;
  /** By which channel; every one when left out. */
  channel?: string | null | undefined;
  /** When; now when left out. */
  at?: Date | string | null | undefined;
  /** Where it was said; `app` when left out. */
  source?: string | null | undefined;
  /** What proves it, as the shop keeps it. */
  evidence?: string | null | undefined;
}

/** A customer's day. */
export interface Occasion {
  /** Whose. */
  customerId: CustomerId;
  /** Which. */
  kind: OccasionKind;
  /** When it is kept. */
  on: CalendarDay;
  /** How many years it is; absent for a birth date without a year. */
  years: number | null;
  /** When to greet, where the query says at what time. */
  greetAt: Date | null;
}

/**
 * A day of a customer's own that comes every year.
 *
 * - `birthday`: The day of birth.
 * - `lunar_birthday`: The day of birth by the Chinese lunar calendar; of birth dates with a year, from 1900-01-31 on. One in a leap month is kept in the regular month where the year has no such leap month, one on day 30 on day 29 of a shorter month.
 * - `first_order`: The day of the first order that counts.
 * - `sign_up`: The day on which a source first spoke of the customer.
 */
export type OccasionKind = 'birthday' | 'lunar_birthday' | 'first_order' | 'sign_up';

/** One page of occasions. */
export interface OccasionPage {
  /** The occasions, by day. */
  items: Occasion[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Which occasions of which days. */
export interface OccasionQuery extends PageRequest {
  /** The first day. */
  since: CalendarDay;
  /** The day after the last, 366 days later at most. */
  until: CalendarDay;
  /** Which; all when left out. */
  kinds?: ReadonlyArray<OccasionKind> | undefined;
  /** When those of 29 February are kept in common years (rule D1). */
  leapDay?: LeapPolicy | undefined;
  /** At what time of the day to greet; without it occasions are days alone (rule D2). */
  greeting?: Greeting | null | undefined;
}

/** Points for a day of a member's own, once a year. */
export interface OccasionRule {
  /** Which day. */
  occasion: OccasionKind;
  /** How many. */
  points: number;
}

/** An order as its facts leave it. Amounts of lines and discounts are in minor units of its currency. */
export interface Order {
  /** Its id. */
  id: OrderId;
  /** How many facts stand behind it. */
  version: number;
  /** Where it comes from. */
  source: string;
  /** What its source calls it. */
  externalId: string;
  /** What people call it. */
  number: string | null;
  /** Whose it is, now. */
  customerId: CustomerId | null;
  /** The record it was booked on. */
  recordId: RecordId | null;
  /** When it was placed. */
  placedAt: Date;
  /** What was bought. */
  lines: OrderLine[];
  /** Discounts on the whole. */
  discounts: Discount[];
  /** Tax. */
  tax: Money;
  /** Shipping. */
  shipping: Money;
  /** Total paid or payable, tax and shipping included, after discounts, before refunds. */
  total: Money;
  /** Paid back so far. */
  refunded: Money;
  /** `total` minus `refunded` (rule O1). */
  netAmount: Money;
  /** `net_amount` in the shop's currency; absent without a rate (rule O2). */
  netAmountInShopCurrency: Money | null;
  /** Whether it counts in the figures. */
  counted: boolean;
  /** Whether it stands. */
  status: OrderStatus;
  /** Where its payment stands. */
  financialStatus: FinancialStatus;
  /** Where its goods are. */
  fulfillmentStatus: FulfillmentStatus;
  /** When it was called off. */
  cancelledAt: Date | null;
  /** Where it was bought. */
  channel: string | null;
  /** In which physical store. */
  store: string | null;
  /** Units of the shop's currency for one of the order's. */
  exchangeRate: Decimal | null;
  /** A test order; counts nowhere. */
  test: boolean;
  /** Tags. */
  tags: string[];
  /** What was given back. */
  refunds: Refund[];
  /** Where it goes. */
  shippingAddress: Address | null;
  /** Note. */
  note: string | null;
  /** What its source said that no field is for; as it came. */
  extra: Record<string, string>;
}

/** What was bought in one go. */
export type OrderId = string & { readonly __kind?: 'OrderId' };

/** An order as a source has it. (source, external id) is its natural key. */
export interface OrderInput {
  /** Where it comes from; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. */
  externalId: string;
  /** What people call it. */
  number?: string | null | undefined;
  /** Whose it is; nobody's when left out. A record that does not exist yet is made. */
  customer?: CustomerRef | null | undefined;
  /** When it was placed. */
  placedAt: Date | string;
  /** What was bought. */
  lines?: ReadonlyArray<OrderLineInput> | undefined;
  /** Discounts on the whole. */
  discounts?: ReadonlyArray<Discount> | undefined;
  /** Tax on top of the lines; tax that the prices include is not repeated here. */
  tax?: Money | string | null | undefined;
  /** Shipping. */
  shipping?: Money | string | null | undefined;
  /**
   * Total paid or payable, tax and shipping included, after discounts; computed when left out: lines minus
   * discounts plus tax plus shipping, not below 0 unless the lines are.
   */
  total?: Money | string | null | undefined;
  /**
   * Paid back so far, as the source has it. Single refunds are better recorded by `orders.refund`; the larger of
   * the two sums counts.
   */
  refunded?: Money | string | null | undefined;
  /** Whether it stands. */
  status?: OrderStatus | undefined;
  /** Where its payment stands. */
  financialStatus?: FinancialStatus | undefined;
  /** Where its goods are. */
  fulfillmentStatus?: FulfillmentStatus | undefined;
  /** When it was called off. */
  cancelledAt?: Date | string | null | undefined;
  /** Where it was bought: `web`, `wechat`, `till`. */
  channel?: string | null | undefined;
  /** In which physical store, by its code. */
  store?: string | null | undefined;
  /** Units of the shop's currency for one unit of the order's. */
  exchangeRate?: Decimal | null | undefined;
  /** A test order; counts nowhere. */
  test?: boolean | undefined;
  /** Tags. */
  tags?: ReadonlyArray<string> | undefined;
  /** Where it goes. */
  shippingAddress?: AddressInput | null | undefined;
  /** Note. */
  note?: string | null | undefined;
  /** What the source said that no field is for; kept as it is. */
  extra?: Record<string, string> | undefined;
  /** When this was so at the source; now when left out. */
  updatedAt?: Date | string | null | undefined;
}

/** One line of an order. */
export interface OrderLine {
  /** What was bought, by the shop's number. */
  sku: string | null;
  /** Its name at the time. */
  name: string | null;
  /** Category at the time. */
  category: string | null;
  /** Brand at the time. */
  brand: string | null;
  /** Units ordered; negative on a credit note. */
  quantity: number;
  /** Price of a unit before discounts, in minor units of the order's currency. */
  unitPrice: number | null;
  /** Discount on the line, in minor units. */
  discount: number;
  /** What the line comes to after its discount, in minor units. */
  total: number;
}

/** One line of an order as a source has it. */
export interface OrderLineInput {
  /** What was bought, by the shop's number. */
  sku?: string | null | undefined;
  /** Its name. */
  name?: string | null | undefined;
  /** Category. */
  category?: string | null | undefined;
  /** Brand. */
  brand?: string | null | undefined;
  /** Units; negative on a credit note. 1 when left out. */
  quantity?: number | null | undefined;
  /** Price of a unit before discounts. */
  unitPrice?: Money | string | null | undefined;
  /** Discount on the line. */
  discount?: Money | string | null | undefined;
  /** What the line comes to; computed when left out: quantity × unit price − discount. */
  total?: Money | string | null | undefined;
}

/** One page of orders. */
export interface OrderPage {
  /** The orders. */
  items: Order[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** What a write did to an order. */
export interface OrderReceipt {
  /** What happened. */
  outcome: Outcome;
  /** The order as it is now. */
  order: Order;
  /** The segments that its customer came into by this, by their keys. */
  entered: string[];
  /** The segments that its customer fell out of by this. */
  left: string[];
}

/** Names an order in a request. */
export type OrderRef =
  | string
  /** By its id. */
  | { type: 'id'; id: OrderId }
  /** By what its source calls it. */
  | { type: 'external'; source: string; externalId: string };

/**
 * Whether an order stands.
 *
 * - `open`: It stands.
 * - `draft`: A draft or quote: no order yet, counts nowhere.
 * - `closed`: All is done.
 * - `cancelled`: It was called off; counts nowhere.
 * - `deleted`: Its source deleted it; counts nowhere.
 */
export type OrderStatus = 'open' | 'draft' | 'closed' | 'cancelled' | 'deleted';

/**
 * What a write did.
 *
 * - `created`: It is new.
 * - `updated`: It was there and changed.
 * - `unchanged`: It was there with the same content; nothing was written.
 */
export type Outcome = 'created' | 'updated' | 'unchanged';

/** What one segment has in common with each. */
export interface OverlapRow {
  /** The segment's short name. */
  key: string;
  /** What people call it. */
  name: string;
  /** Customers in it. */
  members: number;
  /** Customers that are in this segment and in that of each row, in the order of the rows; its members at its own. */
  both: number[];
  /** What part of this segment's members those are, in millionths, rounded half up; 0 for a segment without members. */
  sharePpm: number[];
}

/** How many things to give out, and from where on. */
export interface PageRequest {
  /** At most this many, 1 to 1,000; 50 when left out. */
  limit?: number | null | undefined;
  /** What the page before gave as its `next_cursor`. */
  cursor?: string | null | undefined;
}

/**
 * Why two customers score as they do. Weights are binary logarithms of odds, in thousandths; they add up, save for
 * rounding.
 */
export interface PairExplanation {
  /** The older customer. */
  customerId: CustomerId;
  /** The younger one. */
  otherId: CustomerId;
  /** The record of the older one that was compared. */
  recordId: RecordId;
  /** The record of the younger one. */
  otherRecordId: RecordId;
  /** The sum. */
  weightMilli: number;
  /** The probability that both are one person, in millionths. */
  probabilityPpm: number;
  /** What holds for any two records. */
  priorMilli: number;
  /** What is taken off because people of one household agree like this, too. */
  householdMilli: number;
  /** What each field says. */
  evidence: FieldEvidence[];
}

/**
 * What becomes of a greeting when quiet hours last until the next day.
 *
 * - `same_day`: It is sent before: in the last minute that is not quiet.
 * - `next_day`: It is sent after: when they end.
 */
export type PastMidnight = 'same_day' | 'next_day';

/** What became of one kind of things. */
export interface PayloadCount {
  /** `customer`, `order`, `refund` or `event`. */
  kind: string;
  /** New ones. */
  created: number;
  /** Those that were there with other content. */
  updated: number;
  /** Those that were there and say nothing new. */
  unchanged: number;
}

/** How to take payloads in. What is left out is recognised. */
export interface PayloadQuery {
  /** Which platform sent them; looked for in each object when left out. */
  platform?: Platform | null | undefined;
  /**
   * What the objects are, as the platform says it in the singular: `order`, `customer`, `refund`. Looked for when
   * left out.
   */
  kind?: string | null | undefined;
  /** What the source is called; the platform's name when left out. Two shops of one platform need two names. */
  sourceName?: string | null | undefined;
  /** The zone of times without one; the shop's when left out. */
  zone?: Zone | null | undefined;
  /** Objects of one commit; a sensible number when left out. */
  batchObjects?: number | null | undefined;
}

/** An object, or a part of one, that was refused; without what it says. */
export interface PayloadReject {
  /** Where its object begins in the file, in bytes from 0. */
  offset: number;
  /** The number of its object, from 0. */
  index: number;
  /** Where the fault is: `$.orders[3].total_price`. */
  path: string;
  /** What is wrong, for programs. */
  code: string;
  /** What is wrong, for people, and what mends it. */
  reason: string;
}

/** What taking payloads in did. */
export interface PayloadReport {
  /** Objects read. */
  objects: number;
  /** What became of records, orders, refunds and events, each kind for itself; sorted. */
  kinds: PayloadCount[];
  /** Those that are new, of all kinds. */
  created: number;
  /** Those that were there with other content. */
  updated: number;
  /** Those that were there and say nothing new. */
  unchanged: number;
  /** Objects, and parts of objects such as a refund inside an order, that were refused. */
  rejected: number;
  /** How many were refused for what: by code. */
  rejectedByCode: Record<string, number>;
  /** Consents taken in. */
  consents: number;
  /** Customers that are new. */
  customersCreated: number;
  /** Customers that went into others, as a record bore identifiers of both. */
  customersMerged: number;
  /** Identifiers that could have joined records and did not: by reason. */
  heldBack: Record<string, number>;
  /** Values that did not read, or words that are not known, and were kept as they came: by field. */
  unreadable: Record<string, number>;
  /** What was refused, the first hundred; without what it says. */
  rejects: PayloadReject[];
}

/** A name as it is handed out: with its text, for who cannot know the order of its script. */
export interface PersonName {
  /** The whole name, in the order of its script. */
  full: string;
  /** The given part. */
  given: string | null;
  /** The family part. */
  family: string | null;
  /** 1 for senior and the first, 2 for junior and the second, and so on. */
  generation: number | null;
}

/**
 * A telephone number in international form (ITU-T E.164), with an extension if there is one. Its text is
 * `+442079460958`, or `+442079460958 x7`. `Debug` shows nothing of it.
 */
export type Phone = string;

/**
 * A word by hand about a customer and a segment.
 *
 * - `include`: In it, whatever the query says.
 * - `exclude`: Out of it, whatever the query says.
 * - `clear`: As the query says.
 */
export type PinChange = 'include' | 'exclude' | 'clear';

/** What a word by hand did. */
export interface PinReceipt {
  /** `updated`, or `unchanged` when it stood so already. */
  outcome: Outcome;
  /** Whom it is about. */
  customerId: CustomerId;
}

/**
 * A commerce platform.
 *
 * - `shopify`: Shopify: Admin API, REST or GraphQL, and webhooks.
 * - `woocommerce`: WooCommerce: REST API version 3, and webhooks.
 * - `medusa`: Medusa, versions 1 and 2.
 * - `stripe`: Stripe: objects and webhooks.
 */
export type Platform = 'shopify' | 'woocommerce' | 'medusa' | 'stripe';

/** What a member has in a program at an instant. */
export interface PointBalance {
  /** The program. */
  program: string;
  /** The instant. */
  at: Date;
  /** Points that can be redeemed. */
  available: number;
  /** Points that cannot be redeemed yet. */
  pending: number;
  /** Points set aside by holds. */
  held: number;
  /** Points owed: new ones pay them first. */
  debt: number;
  /** Available and pending points by when they expire, soonest first; those that never do are left out. */
  expiring: ExpiringPoints[];
  /** When time alone changes any of this. */
  nextChange: Date | null;
}

/**
 * What happened to an order that an entry follows from.
 *
 * - `order_refunded`: Money was paid back, or goods came back.
 * - `order_cancelled`: It counts no more: called off, deleted, its payment voided.
 * - `order_changed`: Its source says something else of it than before.
 */
export type PointCause = 'order_refunded' | 'order_cancelled' | 'order_changed';

/** What became of the points of one month. */
export interface PointCohort {
  /** The month in which they were earned, as `2026-03`. */
  month: string;
  /** What became of them. */
  points: PointOutcome;
}

/** Points by the month in which they were earned. */
export interface PointCohortReport {
  /** The program. */
  program: string;
  /** The instant. */
  at: Date;
  /** The months in which points were earned, oldest first. */
  cohorts: PointCohort[];
  /** All months together. */
  total: PointOutcome;
}

/** One entry of the ledger. */
export interface PointEntry {
  /** Its id. */
  id: EntryId;
  /** What it is. */
  kind: EntryKind;
  /** In which program. */
  program: string;
  /** The version of the program that it was decided by. */
  programVersion: number;
  /** When it took effect. */
  at: Date;
  /** When it came in. */
  recordedAt: Date;
  /** By how much it changes the member's points: what is in lots and held, less what is owed. */
  points: number;
  /**
   * In a pool: points of other members that it used beside them, less those it gave back. Where another member used or gave
   * back points of this one, it is what `points` is.
   */
  pooled: number;
  /** By how much it changes what is owed. */
  debt: number;
  /** The entry that it is about: a redemption, a hold, what was earned. */
  of: EntryId | null;
  /** For which order. */
  orderId: OrderId | null;
  /** What happened to the order that it follows from by itself. */
  cause: PointCause | null;
  /** The refund that it follows from, as the order's source calls it. */
  refund: string | null;
  /** Why, in somebody's words. */
  reason: string | null;
  /** The reward that it paid for. */
  reward: string | null;
  /** Who acted. */
  actor: string | null;
  /** What redeemed points are worth. */
  value: Money | null;
  /** When the points that it brought can be redeemed. */
  vestsAt: Date | null;
  /** When the points that it brought expire. */
  expiresAt: Date | null;
}

/**
 * What the points of a program are for.
 *
 * - `spendable`: They can be redeemed.
 * - `qualifying`: They only count, towards a tier.
 */
export type PointKind = 'spendable' | 'qualifying';

/**
 * What became of some points. What came in is what went out and what is left: `earned` + `added` + `transferred` =
 * `redeemed` − `given_back` + `settled` + `expired` + `clawed_back` + `withdrawn` + `forfeited` + `outstanding`.
 */
export interface PointOutcome {
  /** Earned by orders, events, occasions and referrals. */
  earned: number;
  /** Came in otherwise: by hand, from elsewhere, or given back as a new lot. */
  added: number;
  /**
   * Got from other members less given to them. Points that are given keep their month, so this is 0 unless members who
   * had done it were taken apart since.
   */
  transferred: number;
  /** Spent. */
  redeemed: number;
  /** Of them, given back to the lots that they came from. */
  givenBack: number;
  /** Paid what was owed. */
  settled: number;
  /** Past their date, whether that was booked or not. */
  expired: number;
  /** Taken back because their order was. Those that had expired before stay expired. */
  clawedBack: number;
  /** Taken by hand. */
  withdrawn: number;
  /** Left with customers who were deleted. */
  forfeited: number;
  /** Still there: available, pending and held. */
  outstanding: number;
  /**
   * Breakage: `expired` as a share of the points that were used (spent and not given back, or paid what was owed) or
   * expired, in millionths, rounded half up; none before there are any.
   */
  breakagePpm: number | null;
}

/** Members who spend each other's points, in one program. */
export interface PointPool {
  /** What it is called. */
  name: string;
  /** The program. */
  program: string;
  /** Points that each of them can redeem. */
  available: number;
  /** The members, as they came in. */
  members: PoolMember[];
}

/**
 * How the exact points of an order become whole ones.
 *
 * - `down`: The fraction is dropped.
 * - `half_up`: To the nearest, half up.
 * - `up`: Every fraction is a point.
 */
export type PointRounding = 'down' | 'half_up' | 'up';

/** What a movement of points did. */
export interface PointsReceipt {
  /** The same was asked before; nothing was written. */
  replayed: boolean;
  /** Whose points. */
  customerId: CustomerId;
  /** The entry. */
  entry: PointEntry;
  /** What the member has now. */
  balance: PointBalance;
}

/**
 * Which record a field of a profile comes from when several have it. Ties go on to the next of: the more recent
 * record, the longer value, the smaller record id.
 *
 * - `most_recent`: The record that was said last.
 * - `most_trusted`: The record of the most trusted source.
 * - `most_frequent`: The value that most records say.
 */
export type Policy = 'most_recent' | 'most_trusted' | 'most_frequent';

/** Who comes into which pool. */
export interface PoolInput {
  /** Who. */
  customer: CustomerRef;
  /** What the pool is called. It is there with its first member. */
  pool: string;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
}

/** A member of a pool. */
export interface PoolMember {
  /** Who. */
  customerId: CustomerId;
  /** Since when. */
  joinedAt: Date;
  /** What of the points is this member's. */
  available: number;
}

/** What an order would earn that is not recorded yet. */
export interface PreviewInput {
  /** The order. Whose it is need not be known. */
  order: OrderInput;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** Points that will pay a part of it. */
  points?: number | null | undefined;
}

/** Something wrong with a query, and where. */
export interface Problem {
  /** What kind of thing. */
  code: ProblemCode;
  /** Whether the query can run. */
  severity: Severity;
  /** What is wrong and how to mend it. Holds words of the query, and never one of its texts in quotes. */
  message: string;
  /** Where it begins: the line, from 1. */
  line: number;
  /** The character in the line, from 1. */
  column: number;
  /** Where it begins: the byte of the query, from 0. */
  start: number;
  /** The byte behind it. */
  end: number;
  /** What could stand there. */
  expected: string[];
  /** The nearest name there is, or the spelling of today. */
  suggestion: string | null;
}

/**
 * What kind of thing is wrong with a query.
 *
 * - `SEGMENT_SYNTAX`: It does not read.
 * - `SEGMENT_UNKNOWN_ATTRIBUTE`: There is no such attribute or function.
 * - `SEGMENT_UNKNOWN_PARAMETER`: The function has no such parameter.
 * - `SEGMENT_DUPLICATE_PARAMETER`: A parameter stands twice.
 * - `SEGMENT_OPERATOR`: The operator does not go with the type.
 * - `SEGMENT_TYPE`: The value is of another type.
 * - `SEGMENT_ENUM_VALUE`: The value is none of those there are.
 * - `SEGMENT_DATE`: The day or time does not exist.
 * - `SEGMENT_RANGE`: The number is too large.
 * - `SEGMENT_LIMIT`: The query is too long, too deep or has too many parts.
 * - `SEGMENT_CYCLE`: Segments lead back to themselves.
 * - `SEGMENT_UNKNOWN_SEGMENT`: There is no such segment.
 * - `SEGMENT_UNSUPPORTED`: It is part of the language and not built yet, or not in the profile asked for.
 * - `SEGMENT_DEPRECATED`: An old spelling: it is read, and printed as it is written today.
 * - `SEGMENT_LINT`: It reads, and perhaps does not mean what was meant.
 */
export type ProblemCode = 'SEGMENT_SYNTAX' | 'SEGMENT_UNKNOWN_ATTRIBUTE' | 'SEGMENT_UNKNOWN_PARAMETER' | 'SEGMENT_DUPLICATE_PARAMETER' | 'SEGMENT_OPERATOR' | 'SEGMENT_TYPE' | 'SEGMENT_ENUM_VALUE' | 'SEGMENT_DATE' | 'SEGMENT_RANGE' | 'SEGMENT_LIMIT' | 'SEGMENT_CYCLE' | 'SEGMENT_UNKNOWN_SEGMENT' | 'SEGMENT_UNSUPPORTED' | 'SEGMENT_DEPRECATED' | 'SEGMENT_LINT';

/** One version of a product. */
export interface Product {
  /** The shop's number for it. */
  sku: string;
  /** Counts its versions, from 1. */
  version: number;
  /** What people call it. */
  name: string | null;
  /** Category. */
  category: string | null;
  /** Brand. */
  brand: string | null;
  /** Vendor. */
  vendor: string | null;
  /** Price of a unit. */
  price: Money | null;
  /** Tags, sorted. */
  tags: string[];
  /** When this version came in. */
  recordedAt: Date;
}

/** A product to take in. */
export interface ProductInput {
  /** The shop's number for it. */
  sku: string;
  /** What people call it. */
  name?: string | null | undefined;
  /** Category. */
  category?: string | null | undefined;
  /** Brand. */
  brand?: string | null | undefined;
  /** Vendor. */
  vendor?: string | null | undefined;
  /** Price of a unit. */
  price?: Money | string | null | undefined;
  /** Tags. */
  tags?: ReadonlyArray<string> | undefined;
}

/** One page of products. */
export interface ProductPage {
  /** The products. */
  items: Product[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** What taking a product in did. */
export interface ProductReceipt {
  /** What happened. */
  outcome: Outcome;
  /** The product as it is now. */
  product: Product;
}

/**
 * Which language a query must keep to.
 *
 * - `guanxi`: All of it.
 * - `shopify`: What Shopify takes: no extensions, ten clauses, 500 ids, 5,000 characters.
 */
export type Profile = 'guanxi' | 'shopify';

/** One version of a program. */
export interface Program {
  /** Its short name: `club`. */
  name: string;
  /** Counts its versions, from 1. */
  version: number;
  /** What it promises. */
  terms: ProgramTerms;
  /** When this version was defined. */
  recordedAt: Date;
}

/**
 * What a program cost in a period. Points are worth what they are worth by the program as it is now. What members have is
 * changed by `earned` − `clawed_back` + `adjusted` + `imported` − `redeemed` + `given_back` − `expired`.
 */
export interface ProgramCostReport {
  /** The program. */
  program: string;
  /** The first instant of the period; none for all that was before its end. */
  since: Date | null;
  /** The first instant after it; none for all up to now. */
  until: Date | null;
  /** Earned by orders, events, occasions and referrals. */
  earned: ValuedPoints;
  /** Taken back because their order was; those that members owe now are in it. */
  clawedBack: ValuedPoints;
  /** Given by hand less those taken by hand. */
  adjusted: ValuedPoints;
  /** Brought along from elsewhere. */
  imported: ValuedPoints;
  /** Spent, on orders, on rewards and otherwise. */
  redeemed: ValuedPoints;
  /** Spent points given back, in this period, whenever they were spent. */
  givenBack: ValuedPoints;
  /** Past their date, whether that was booked or not. */
  expired: ValuedPoints;
  /** What points paid for each reward, by name; all of it is in `redeemed` and `given_back`. */
  rewards: RewardCost[];
  /** What the program cost: the value of what was spent less what was given back. */
  cost: Money | null;
  /** Orders that earned in the period, also when it was 0 points, and that count still. */
  orders: number;
  /** Of them, those in another currency and without a rate; in no sum. */
  unconvertedOrders: number;
  /** Totals of `orders` less all that was refunded of them by now, in the currency of the points' value. */
  netRevenue: Money | null;
  /** `cost` as a share of `net_revenue`, in millionths, rounded half away from zero; none without revenue. */
  costPpm: number | null;
  /** The value of `earned` less `clawed_back` as such a share: what the program promises for what is bought. */
  earnedPpm: number | null;
}

/** What defining a program did. */
export interface ProgramReceipt {
  /** What happened. */
  outcome: Outcome;
  /** The program as it is now. */
  program: Program;
}

/** What a program promises. Everything may be left out; an empty program earns nothing by itself. */
export interface ProgramTerms {
  /** What its points are for. */
  kind?: PointKind | undefined;
  /** Points for each `earn_amount`; 1 unless set. */
  earnPoints?: number | null | undefined;
  /** The amount that earns `earn_points`. Without it orders earn nothing. */
  earnAmount?: Money | null | undefined;
  /** How points become whole ones, once per order. */
  rounding?: PointRounding | undefined;
  /** Shipping earns, too. */
  earnOnShipping?: boolean | undefined;
  /** Tax on top of the lines earns, too. */
  earnOnTax?: boolean | undefined;
  /** What is paid with points earns, too. */
  earnOnPointsPaid?: boolean | undefined;
  /** Categories whose lines earn nothing, such as those of gift cards. */
  excludedCategories?: string[] | undefined;
  /** Calendar days for which points are pending (rule P4). */
  pendingDays?: number | undefined;
  /** When points expire. */
  expiry?: ExpiryPolicy | undefined;
  /** For policies that count months. */
  expiryMonths?: number | undefined;
  /** For a fixed date: the last day on which points are valid. */
  expiryDate?: CalendarDay | null | undefined;
  /** From where points of returned goods are taken. */
  clawback?: ClawbackPolicy | undefined;
  /** Points given back to a lot that is past are good for so many days more; they expire when left out (rule P7). */
  giveBackGraceDays?: number | null | undefined;
  /** Points that are worth `redeem_amount`. */
  redeemPoints?: number | null | undefined;
  /** What `redeem_points` are worth. Without it points have no value in money. */
  redeemAmount?: Money | null | undefined;
  /** Fewer points are not redeemed at once. */
  redeemMin?: number | null | undefined;
  /** Points are redeemed in multiples of this. */
  redeemStep?: number | null | undefined;
  /** The share of an order's goods that points pay at most, in millionths. */
  redeemShareMaxPpm?: number | null | undefined;
  /** More points for some, in this order. */
  rules?: EarningRule[] | undefined;
  /** How multipliers go together. */
  stacking?: Stacking | undefined;
  /** Points for what customers do. */
  events?: EventRule[] | undefined;
  /** Points that one order earns at most. */
  pointsPerOrderMax?: number | null | undefined;
  /** Points that a member earns at most in a day of the program's zone, counted on the record that earns. */
  pointsPerDayMax?: number | null | undefined;
  /** The share of points that nobody will ever redeem, in millionths, for the liability (rule P12). */
  breakagePpm?: number | undefined;
  /** Nothing is earned or redeemed before. */
  startsAt?: Date | null | undefined;
  /** Nothing is earned or redeemed from then on. */
  endsAt?: Date | null | undefined;
  /** The zone of its days; the shop's unless set. */
  zone?: Zone | null | undefined;
  /** The tiers of its members. */
  tiers?: TierTerms | null | undefined;
  /** Points for birthdays and anniversaries of members, which `advance` books when time has come there. */
  occasions?: OccasionRule[] | undefined;
  /** When occasions of 29 February are kept in common years (rule D1). */
  leapDay?: LeapPolicy | undefined;
  /** Members of a pool at most; 10 unless set, 100 at most, 0 for no pools (rule P14). */
  poolMembersMax?: number | null | undefined;
}

/** How far a call is. */
export interface Progress {
  /** What it is busy with. */
  stage: Stage;
  /** How much is done, in the unit of the stage. */
  done: number;
  /** How much there is in all, in the same unit; `None` when nobody knows (a pipe). */
  total: number | null;
  /** How many rows were taken so far, good and bad. */
  rows: number;
}

/** What a purpose stands on. */
export interface PurposeBasis {
  /** For what customers are contacted, as consents name it; letter case does not matter. */
  purpose: string;
  /** What it stands on. */
  basis: LegalBasis;
}

/** What there is to say about a query. */
export interface QueryCheck {
  /** Whether it can run: none of the problems is a fault. */
  valid: boolean;
  /** The query in the spelling of today; absent when it does not read. */
  formatted: string | null;
  /** Faults first, what does not read before the rest, each group by place; then warnings. */
  problems: Problem[];
}

/** One part of why a rule holds, or does not. */
export interface Reason {
  /** How deep it stands: the whole at 0, its parts at 1. */
  depth: number;
  /** How its parts are joined. */
  join: Join;
  /** Whether it holds. */
  holds: boolean;
  /** For a clause: how it is written. */
  clause: string | null;
  /** For a clause: what was found, such as `number_of_orders = 3` or `count = 0`. */
  found: string[];
  /** For a clause over rows: how many passed. */
  rows: number | null;
  /** The ids of the first ten of them. */
  witnesses: string[];
}

/** Revenue for points redeemed. */
export interface Recognition {
  /** To be recognised now. */
  now: Money;
  /** What is still deferred then. */
  deferred: Money;
}

/** What is deferred for points, and how many of them were redeemed. */
export interface RecognitionInput {
  /** What was deferred. */
  deferred: Money | string;
  /** Points redeemed so far. */
  redeemed: number;
  /** Points expected to be redeemed altogether, as of now. */
  expected: number;
  /** Revenue recognised before. */
  recognised: Money | string;
}

/** What one source said about one person. */
export type RecordId = string & { readonly __kind?: 'RecordId' };

/** A record of a customer, and why it is its. */
export interface RecordLink {
  /** The record. */
  recordId: RecordId;
  /** Where it comes from. */
  source: string;
  /** What its source calls it. */
  externalId: string | null;
  /** Since when it has been this customer's. */
  since: Date;
  /** Why. */
  cause: LinkCause;
  /** The customer that it came from. */
  cameFrom: CustomerId | null;
}

/** Points to spend, or to set aside. */
export interface RedeemInput {
  /** Whose. */
  customer: CustomerRef;
  /** How many. */
  points: number;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** For which order: its natural key then. One named by its source may be unknown yet. */
  order?: OrderRef | null | undefined;
  /** What the goods come to, where the order is not recorded yet: for a limit on the share that points pay. */
  orderAmount?: Money | string | null | undefined;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it and without an order the same twice spends twice. */
  externalId?: string | null | undefined;
  /** When; now when left out. */
  at?: Date | string | null | undefined;
  /** For a hold: the seconds after which it ends by itself, 900 when left out. */
  ttlSeconds?: number | null | undefined;
}

/** A reward to redeem. (program, source, external id) is its natural key. */
export interface RedeemRewardInput {
  /** Who pays and gets it. */
  customer: CustomerRef;
  /** The reward's name. */
  reward: string;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it the same twice redeems twice. */
  externalId?: string | null | undefined;
  /** When; now when left out. */
  at?: Date | string | null | undefined;
}

/** One page of redemptions. */
export interface RedemptionPage {
  /** The redemptions, newest first. */
  items: RewardRedemption[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Whose redemptions, and from where on. */
export interface RedemptionQuery extends PageRequest {
  /** Whose. */
  customer: CustomerRef;
}

/** What redeeming, using or cancelling did. */
export interface RedemptionReceipt {
  /** The same was asked before; nothing was written. */
  replayed: boolean;
  /** The redemption as it is now. */
  redemption: RewardRedemption;
}

/**
 * Where a redemption stands.
 *
 * - `open`: Its code can be used.
 * - `used`: Its code was used.
 * - `cancelled`: It was called off.
 * - `expired`: Its code was not used in time.
 */
export type RedemptionState = 'open' | 'used' | 'cancelled' | 'expired';

/** A friend whom somebody referred. */
export interface Referral {
  /** The program. */
  program: string;
  /** The version whose terms hold. */
  programVersion: number;
  /** Who was referred; nobody any more when deleted. */
  friendId: CustomerId | null;
  /** By whom; nobody any more when deleted. */
  referrerId: CustomerId | null;
  /** Where it stands. */
  state: ReferralState;
  /** When the friend came with the code. */
  attributedAt: Date;
  /** From when on no order qualifies. */
  expiresAt: Date | null;
  /** The order that qualified. */
  orderId: OrderId | null;
  /** The entry of the referrer's points. */
  referrerEntry: EntryId | null;
  /** The entry of the friend's points. */
  friendEntry: EntryId | null;
  /** What was looked at: when it was rewarded or refused, else just now. */
  checks: ReferralCheck[];
  /** Where it stands and why, as a sentence in English. */
  text: string;
  /** The same in Chinese. */
  textZh: string;
}

/** One thing that was looked at, and what it came to. */
export interface ReferralCheck {
  /**
   * What: `two_people`, `household`, `ring`, `velocity`, `window`, `order`, `condition`; `program` where the loyalty program
   * gives nothing.
   */
  name: string;
  /** Whether it is as it must be. */
  passed: boolean;
  /** What was found. */
  detail: string;
}

/** A customer's code. */
export interface ReferralCode {
  /** The program. */
  program: string;
  /** Whose. */
  customerId: CustomerId;
  /** Eight letters and digits. Blanks and dashes do not matter, nor whether letters are large. */
  code: string;
  /** The link that carries it, where the program has one. */
  link: string | null;
}

/** A customer who came with a code. The customer is its natural key: nobody is referred twice. */
export interface ReferralInput {
  /** The code, as it is read or typed. */
  code: string;
  /** Who came with it. */
  customer: CustomerRef;
  /** When; now when left out. */
  at?: Date | string | null | undefined;
}

/** One page of referrals. */
export interface ReferralPage {
  /** The referrals. */
  items: Referral[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** One version of a program. */
export interface ReferralProgram {
  /** Its short name: `friends`. */
  name: string;
  /** Counts its versions, from 1. */
  version: number;
  /** What it promises. */
  terms: ReferralTerms;
  /** When this version was defined. */
  recordedAt: Date;
}

/** Whose referrals, and from where on. */
export interface ReferralQuery extends PageRequest {
  /** Whose. */
  customer: CustomerRef;
}

/**
 * Where a referral stands.
 *
 * - `waiting`: No order has qualified yet.
 * - `rewarded`: Both sides have their points.
 * - `reversed`: The points were taken back.
 * - `refused`: A guard refused it, for good.
 * - `expired`: No order qualified in time.
 */
export type ReferralState = 'waiting' | 'rewarded' | 'reversed' | 'refused' | 'expired';

/** What a program promises to both sides, and to whom it does not. */
export interface ReferralTerms {
  /** The loyalty program whose points are given; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** Points for who referred. */
  referrerPoints?: number | undefined;
  /** Points for the friend. */
  friendPoints?: number | undefined;
  /** What the order must come to, less what was refunded; anything above 0 when left out. */
  orderMin?: Money | null | undefined;
  /** What must hold for the friend when the order comes in or changes, in the language of segments. */
  condition?: string | null | undefined;
  /** Calendar days from the code to the order, to the same time of day; any when left out. */
  windowDays?: number | null | undefined;
  /** Friends that one customer is rewarded for in any 30 days; any number when left out. */
  friendsMax?: number | null | undefined;
  /** People who share a phone, an e-mail or an address may refer each other. */
  sameHousehold?: boolean | undefined;
  /** A link that carries a code, with `{code}` where it goes: `https://shop.example/?ref={code}`. */
  link?: string | null | undefined;
}

/** Money given back for an order. */
export interface Refund {
  /** What its source calls it. */
  externalId: string | null;
  /** How much. */
  amount: Money;
  /** What came back, if goods did. */
  lines: RefundLine[];
  /** Why. */
  reason: string | null;
  /** When. */
  refundedAt: Date;
  /** What its source said that no field is for; as it came. */
  extra: Record<string, string>;
}

/** Money given back. (order, external id) is its natural key. */
export interface RefundInput {
  /** Which order; one named by its source may be unknown yet. */
  order: OrderRef;
  /** What its source calls the refund. Without it the same refund twice is two refunds. */
  externalId?: string | null | undefined;
  /** How much; all that is left when left out. */
  amount?: Money | string | null | undefined;
  /** What came back, if goods did. */
  lines?: ReadonlyArray<RefundLine> | undefined;
  /** Why. */
  reason?: string | null | undefined;
  /** When; now when left out. */
  refundedAt?: Date | string | null | undefined;
  /** What the source said that no field is for; kept as it is. */
  extra?: Record<string, string> | undefined;
}

/** Units of a line that came back. */
export interface RefundLine {
  /** The position of the line in the order, from 0. */
  line: number;
  /** How many units came back. */
  quantity: number;
}

/** What a refund did. */
export interface RefundReceipt {
  /** The refund had come before; nothing was written. */
  replayed: boolean;
  /** Which order. */
  orderId: OrderId;
  /** How much. */
  amount: Money;
  /** The order as it is now; absent while only refunds of it are known. */
  order: Order | null;
}

/**
 * Why processing is restricted (GDPR article 18(1)).
 *
 * - `contested`: The person says that what is known is wrong, and it is being looked into (18(1)(a)).
 * - `unlawful`: It was processed against the law, and the person wants it kept rather than erased (18(1)(b)).
 * - `legal_claim`: The shop needs it no more, and the person does, for a claim in law (18(1)(c)).
 * - `objection`: The person objected, and it is being weighed whose interest comes first (18(1)(d)).
 * - `other`: Something else.
 */
export type RestrictionReason = 'contested' | 'unlawful' | 'legal_claim' | 'objection' | 'other';

/** What restricting a customer, or lifting that, did. */
export interface RestrictionReceipt {
  /** `updated`, or `unchanged`. */
  outcome: Outcome;
  /** Who. */
  customerId: CustomerId;
  /** Why processing is restricted; absent when it is not. */
  reason: RestrictionReason | null;
  /** Since when; absent when it is not. */
  since: Date | null;
}

/**
 * What is done to what is past its time.
 *
 * - `delete`: It is destroyed. Of events and contacts alone: of customers something must be kept.
 * - `anonymise`: What says who somebody was is destroyed. Of customers: as `privacy.erase` does it; what the law orders kept stays, tied to nobody. Of events and contacts: their properties, where what is personal stands; that they were, when, and by which channel stays with the customer.
 */
export type RetentionAction = 'delete' | 'anonymise';

/** What a rule of retention destroys, or destroyed. */
export interface RetentionCount {
  /** The rule. */
  rule: RetentionRule;
  /** What began before this instant is past its time by it. */
  before: Date;
  /** How many: events, contacts or customers. */
  removed: number;
  /** When the time of the oldest of them began; absent when there are none. */
  oldest: Date | null;
  /** How many more are past their time and kept, since processing of their customer is restricted (GDPR article 18). */
  restricted: number;
}

/**
 * What a rule of retention is about.
 *
 * - `events`: What customers did: events without a channel and a direction. Their time begins when they happened. The last event of how something stands, such as a subscription, is kept as long as its customer.
 * - `contacts`: Contacts with customers: events with a channel or a direction. Their time begins when they happened. A message that came back for good is kept as long as its customer: without it, the address would be written to again.
 * - `customers`: Customers, also deleted ones. Their time begins when they were last heard of: what a source said of them, an order or refund, something they did, a contact that came from them, an entry of a consent, points spent. It does not end while a consent is granted or points can be spent, but for those who are deleted.
 */
export type RetentionData = 'events' | 'contacts' | 'customers';

/** What is past its time by the rules of retention, or was; nobody's personal data. */
export interface RetentionReport {
  /** The instant. */
  asOf: Date;
  /** What each rule destroys, in the order of the settings. */
  rules: RetentionCount[];
}

/**
 * How long something is kept, and what is done to it then (GDPR article 5(1)(e), PIPL article 19).
 *
 * A period is one of months or of days, by the shop's zone. The day on which it begins does not count, and it ends with
 * the end of its last day; where the last month does not have that day, with the month (Regulation 1182/71 article 3,
 * Civil Code of China articles 201 to 203).
 */
export interface RetentionRule {
  /** What it is about. */
  data: RetentionData;
  /** What is done. */
  action: RetentionAction;
  /** After how many months: 1 to 1,200. */
  afterMonths?: number | null | undefined;
  /** After how many days: 1 to 36,500. */
  afterDays?: number | null | undefined;
  /**
   * Of whose data, by what it stands on: `contract`, of customers who ordered; `consent`, of those who never did and
   * agreed to something; `legitimate_interest`, of all others. When left out, of all whose basis no other rule for the
   * same data and action names.
   */
  basis?: LegalBasis | null | undefined;
}

/** A run of the rules of retention that destroyed something; nobody's personal data. */
export interface RetentionRun {
  /** When it began. */
  at: Date;
  /** By whom. */
  actor: string;
  /** It came to its end. When it was cut off, another one went on. */
  finished: boolean;
  /** What each rule destroyed, in the order of the settings. */
  rules: RetentionCount[];
}

/** One page of runs. */
export interface RetentionRunPage {
  /** The runs, newest first. */
  items: RetentionRun[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Goods that came back. */
export interface ReturnInput {
  /** The order they were bought with. */
  order: OrderRef;
  /** The units; all that have not come back when left out. */
  lines?: ReadonlyArray<RefundLine> | undefined;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** What the order's source calls the return. Without it the same twice returns twice. */
  externalId?: string | null | undefined;
}

/** What returning goods did to points (rules P7 to P9). */
export interface ReturnReceipt {
  /** The same was asked before; nothing was written. */
  replayed: boolean;
  /** Whose points. */
  customerId: CustomerId;
  /** The entry of what was taken back. */
  entry: PointEntry;
  /** Redeemed points given back. */
  givenBack: number;
  /** Earned points taken back, in whichever way. */
  clawedBack: number;
  /** Of them, those that had expired already. */
  lapsed: number;
  /** Of them, those that are owed now. */
  owed: number;
  /** Of them, those that were written off. */
  writtenOff: number;
  /** The money to be paid back for these goods: what they cost, less what points paid. */
  cash: Money;
  /** What the member has now. */
  balance: PointBalance;
}

/** Net revenue by month. */
export interface RevenueReport {
  /** The months, oldest first. */
  months: MonthRevenue[];
  /** Orders in other currencies without a rate, in no month. */
  unconvertedOrders: number;
}

/** A pair to decide about. */
export interface Review {
  /** The older customer. */
  customer: Customer;
  /** The younger one. */
  other: Customer;
  /** Why they score as they do, as of the run that found them. */
  explanation: PairExplanation;
  /** When it was put off. */
  putOffAt: Date | null;
}

/** One page of the review queue. */
export interface ReviewPage {
  /** The pairs, most likely first. */
  items: Review[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Which part of the review queue to show. */
export interface ReviewQuery extends PageRequest {
  /** The pairs that somebody put off, in place of those that nobody decided about. */
  later?: boolean | undefined;
}

/** One version of a reward. */
export interface Reward {
  /** Its short name: `mug`. */
  name: string;
  /** Counts its versions, from 1. */
  version: number;
  /** What it is. */
  terms: RewardTerms;
  /** When this version was defined. */
  recordedAt: Date;
}

/** What points paid for one reward. */
export interface RewardCost {
  /** The reward's short name. */
  reward: string;
  /** How often it was redeemed. */
  redeemed: number;
  /** How often that was called off. */
  cancelled: number;
  /** Points spent on it less those that were given back. */
  spent: ValuedPoints;
}

/**
 * What a reward is. The shop hands it over; what kind it is changes nothing here.
 *
 * - `voucher`: Worth an amount.
 * - `product`: A thing.
 * - `discount`: Something off a purchase.
 * - `service`: Something done for the customer.
 * - `booking`: A place at a time.
 */
export type RewardKind = 'voucher' | 'product' | 'discount' | 'service' | 'booking';

/** A reward of the catalogue, with what is left of it. */
export interface RewardOffer {
  /** The reward. */
  reward: Reward;
  /** Redemptions of it that were not cancelled. */
  taken: number;
  /** How many are left; absent where there is no end of them. */
  left: number | null;
  /** It can be redeemed now: it has begun, has not ended, and something is left. */
  onOffer: boolean;
}

/** What defining a reward did. */
export interface RewardReceipt {
  /** What happened. */
  outcome: Outcome;
  /** The reward as it is now. */
  reward: Reward;
}

/** A reward that somebody redeemed. */
export interface RewardRedemption {
  /** Its id: that of the entry which took the points. */
  id: EntryId;
  /** Whose. */
  customerId: CustomerId;
  /** The reward, in the version that was redeemed. */
  reward: Reward;
  /** What it cost, in points. */
  points: number;
  /** What is shown at the till. Who has it can use it. */
  code: string;
  /** Where it stands. */
  state: RedemptionState;
  /** When it was redeemed. */
  redeemedAt: Date;
  /** From when on the code cannot be used. */
  expiresAt: Date | null;
  /** When the code was used. */
  usedAt: Date | null;
  /** When it was called off. */
  cancelledAt: Date | null;
  /** Why, in somebody's words. */
  reason: string | null;
}

/** What a reward is, and on which terms it is given out. */
export interface RewardTerms {
  /** What it is. */
  kind?: RewardKind | undefined;
  /** What customers read. */
  title?: string | null | undefined;
  /** Whose points buy it; may be left out when the shop has one program. */
  program?: string | null | undefined;
  /** What it costs, in points. */
  points?: number | undefined;
  /** How many there are altogether, those given out included; without end when left out. */
  stock?: number | null | undefined;
  /** How many one customer may have that are not cancelled; any number when left out. */
  limitPerCustomer?: number | null | undefined;
  /** Not redeemed before. */
  startsAt?: Date | null | undefined;
  /** Not redeemed from then on. */
  endsAt?: Date | null | undefined;
  /** Calendar days for which a code can be used, to the same time of day; for ever when left out. */
  validDays?: number | null | undefined;
  /** What a voucher or discount is worth. */
  value?: Money | null | undefined;
  /** Which product it is. */
  sku?: string | null | undefined;
}

/** Fixed cut points: four of each, growing. */
export interface RfmCuts {
  /** Days since the last order: up to the first is 5, up to the second 4, …, beyond the fourth 1. */
  recencyDays: ReadonlyArray<number>;
  /** Orders: from the fourth on is 5, from the third 4, …, below the first 1. */
  orders: ReadonlyArray<number>;
  /** Net amounts in minor units of the shop's currency, likewise. */
  netAmountMinor: ReadonlyArray<number>;
}

/**
 * A group of customers that deserve the same care.
 *
 * - `CHAMPIONS`: Bought just now, often and for much.
 * - `LOYAL`: Buy often, the last time not long ago.
 * - `ACTIVE`: Buy now and then, the last time not long ago.
 * - `NEW`: Bought for the first time not long ago.
 * - `PROMISING`: Bought little, not quite recently.
 * - `NEEDS_ATTENTION`: Were active and grow quiet.
 * - `ALMOST_LOST`: Bought little, and some time ago.
 * - `PREVIOUSLY_LOYAL`: Were among the best, and a long time ago.
 * - `AT_RISK`: Bought a fair amount, and a long time ago.
 * - `DORMANT`: Bought little, and a long time ago.
 * - `PROSPECTS`: Never bought.
 */
export type RfmGroup = 'CHAMPIONS' | 'LOYAL' | 'ACTIVE' | 'NEW' | 'PROMISING' | 'NEEDS_ATTENTION' | 'ALMOST_LOST' | 'PREVIOUSLY_LOYAL' | 'AT_RISK' | 'DORMANT' | 'PROSPECTS';

/** One group. */
export interface RfmGroupRow {
  /** Which. */
  group: RfmGroup;
  /** Customers in it. */
  customers: number;
  /** Their orders. */
  orders: number;
  /** Their net amount; absent before the shop has a currency. */
  netAmount: Money | null;
}

/** How scores are cut. */
export type RfmMethod =
  /** Each value among all customers. */
  | { type: 'independent' }
  /** Frequency among those of the same recency score, money among those of the same recency and frequency. */
  | { type: 'dependent' }
  /** By fixed cut points. */
  | { type: 'fixed'; fixed: RfmCuts };

/** What to score, as of when. */
export interface RfmQuery {
  /** As of the end of this day; today when left out. */
  asOf?: CalendarDay | null | undefined;
  /** Only orders of the last so many days, the day looked at being the last; all when left out. */
  windowDays?: number | null | undefined;
  /** How scores are cut. */
  method?: RfmMethod | undefined;
}

/** How customers fall into the groups. */
export interface RfmReport {
  /** As of the end of this day. */
  asOf: CalendarDay;
  /** Customers with at least one order that counts. */
  population: number;
  /** Below 30 of them fifths say little. */
  lowPopulation: boolean;
  /** Every group, best first. */
  groups: RfmGroupRow[];
}

/** The score of one customer. */
export interface RfmScore {
  /** Who. */
  customerId: CustomerId;
  /** Days from the last order to the day looked at. */
  recencyDays: number;
  /** Orders that count. */
  orders: number;
  /** Their net amount; absent before the shop has a currency. */
  netAmount: Money | null;
  /** 1 to 5, 5 for the most recent. */
  recency: number;
  /** 1 to 5, 5 for the most orders. */
  frequency: number;
  /** 1 to 5, 5 for the most money. */
  monetary: number;
  /** The named group. */
  group: RfmGroup;
}

/** One version of a segment. */
export interface Segment {
  /** Its short name in queries. */
  key: string;
  /** Counts its versions, from 1. */
  version: number;
  /** What people call it. */
  name: string;
  /** Who is in it, in the spelling of today; absent for lists. */
  query: string | null;
  /** When this version came in. */
  recordedAt: Date;
  /** It was taken away with this version. */
  removed: boolean;
}

/** What advancing did. */
export interface SegmentAdvance {
  /** How often a customer was looked at because time may have moved it. */
  customers: number;
  /** How often a segment was entered. */
  entered: number;
  /** How often a segment was left. */
  left: number;
  /** All customers were worked out anew: for places, RFM and stages, or after a change of the shop. */
  ran: boolean;
  /** When time alone may move somebody next, midnight runs aside; absent when it never will. */
  nextDue: Date | null;
}

/** What time alone will do to a customer, if nothing else happens. */
export interface SegmentChange {
  /** When. */
  at: Date;
  /** Segments that it will come into. */
  enters: string[];
  /** Segments that it will fall out of. */
  leaves: string[];
}

/** How many a query holds for. */
export interface SegmentCount {
  /** Customers for whom it holds. */
  members: number;
  /** Customers in all. */
  customers: number;
}

/** A segment on one day of the store. */
export interface SegmentDay {
  /** The day. */
  day: CalendarDay;
  /** How often it was entered. */
  entered: number;
  /** How often it was left. */
  left: number;
  /** Members at the end of the day. */
  members: number;
}

/** Why a query holds for a customer, or does not. */
export interface SegmentExplanation {
  /** Who. */
  customerId: CustomerId;
  /** Whether it holds. */
  holds: boolean;
  /** The query in the spelling of today. */
  query: string;
  /** The instant it was looked at. */
  asOf: Date;
  /** Whose days hold. */
  zone: Zone;
  /** For `segment('vip')` alone: pinned in or out by hand, which goes before the query. */
  pinned: boolean | null;
  /**
   * Every part, the whole first, each followed by its own parts, one deeper. For `segment('vip')` alone it goes on
   * with the parts of that segment's query.
   */
  reasons: Reason[];
}

/** A segment to define. */
export interface SegmentInput {
  /** Its short name in queries: lower-case letters, digits, `-` and `_`, 64 at most. */
  key: string;
  /** What people call it; up to 255 characters; the key when left out. */
  name?: string | null | undefined;
  /** Who is in it; without one only those that are pinned. */
  query?: string | null | undefined;
}

/** A customer for whom a query holds. */
export interface SegmentMember {
  /** Who. */
  customerId: CustomerId;
}

/** A segment that a customer is in. */
export interface SegmentMembership {
  /** The segment's key. */
  segment: string;
  /** Since when. */
  since: Date;
}

/** A customer came into a segment, or fell out of it. */
export interface SegmentMove {
  /** The segment's key. */
  segment: string;
  /** The version of the segment in force when it was recorded. */
  version: number;
  /** It came in; else it fell out. */
  entered: boolean;
  /** When it took effect. */
  at: Date;
  /** When it was written down: with the fact that caused it, or when time was advanced. */
  recordedAt: Date;
  /** The call that wrote it down. */
  verb: string;
  /** The id of the fact that caused it; absent where time did, or a definition. */
  cause: string | null;
  /** It follows from a fact of a time that was over already. */
  corrected: boolean;
}

/** How many customers segments have in common, two by two. */
export interface SegmentOverlap {
  /** The instant of the call; queries with `AS OF` look from their own. */
  asOf: Date;
  /** Customers in all. */
  customers: number;
  /** One row a segment. */
  rows: OverlapRow[];
}

/** Who would enter and leave a segment if it were defined so. */
export interface SegmentPreview {
  /** Members now; 0 for a segment that is not there yet. */
  membersBefore: number;
  /** Members then. */
  membersAfter: number;
  /** How many would enter. */
  enter: number;
  /** How many would leave. */
  leave: number;
  /** The first ten who would enter, by their ids. */
  entering: CustomerId[];
  /** The first ten who would leave. */
  leaving: CustomerId[];
  /** Warnings about the query. */
  warnings: Problem[];
}

/** What defining a segment did. */
export interface SegmentReceipt {
  /** What happened. */
  outcome: Outcome;
  /** The segment as it is now. */
  segment: Segment;
  /** Warnings about its query. */
  warnings: Problem[];
}

/** How many customers are in a segment. */
export interface SegmentSize {
  /** The segment as it is now. */
  segment: Segment;
  /** Customers in it. */
  members: number;
  /** What part of all customers that is, in millionths, rounded half up; 0 without customers. */
  sharePpm: number;
}

/** How many customers are in each segment. */
export interface SegmentSizes {
  /** The instant of the call; queries with `AS OF` look from their own. */
  asOf: Date;
  /** Customers in all. */
  customers: number;
  /** Every segment, by key. */
  items: SegmentSize[];
}

/** What a change of settings did. */
export interface SettingsReceipt {
  /** `updated` or `unchanged`. */
  outcome: Outcome;
  /** The settings in force. */
  settings: ShopSettings;
  /** State depends on what changed and was derived anew. */
  rebuilt: boolean;
}

/**
 * Whether a query with this problem can run.
 *
 * - `fault`: It cannot.
 * - `warning`: It can.
 */
export type Severity = 'fault' | 'warning';

/** Settings to change; what is left out stays. */
export interface ShopPatch {
  /** What people call the shop. */
  name?: string | null | undefined;
  /** The currency of its sums. */
  currency?: Currency | null | undefined;
  /** The zone of its days. */
  zone?: Zone | null | undefined;
  /** The country that phone numbers and dates without one are read for. */
  country?: Country | null | undefined;
  /** The language of its people. */
  language?: Language | null | undefined;
  /** Where it sells. */
  channels?: ReadonlyArray<string> | null | undefined;
  /** Sources from the most trusted to the least. */
  trustedSources?: ReadonlyArray<string> | null | undefined;
  /** Which of several records a field of a profile comes from. */
  survivorship?: Survivorship | null | undefined;
  /** An e-mail or phone borne by more records than this joins nobody any more: 1 to 1,000. */
  recordsPerIdentifierMax?: number | null | undefined;
  /**
   * How many days the feed and the audit are kept: 1 to 36,500; 0 to keep them for ever. What is older goes when
   * `feed.trim` is called.
   */
  feedDays?: number | null | undefined;
  /**
   * From where on customers are taken for duplicates: probabilities of 1 to 1,000,000 that do not fall from review to
   * match to link, and 2 to 1,000 records.
   */
  duplicates?: DuplicatePolicy | null | undefined;
  /**
   * What the purposes that customers are contacted for stand on, each named once, where that is other than by itself: a
   * contract for `service`, `order` and `transaction`, consent for every other. All that were set before are replaced.
   */
  purposes?: ReadonlyArray<PurposeBasis> | null | undefined;
  /**
   * How long what is known of persons is kept, each kind of data named once for an action and a basis. All that were set
   * before are replaced. What is past its time goes when `privacy.advance` is called.
   */
  retention?: ReadonlyArray<RetentionRule> | null | undefined;
}

/** The shop's settings. */
export interface ShopSettings {
  /** What people call the shop. */
  name: string | null;
  /** The currency of its sums. Until set, the first order's currency becomes it. */
  currency: Currency | null;
  /** The zone of its days. */
  zone: Zone;
  /** The country that phone numbers and dates without one are read for. */
  country: Country | null;
  /** The language of its people. */
  language: Language | null;
  /** Where it sells: `web`, `wechat`, `till`. */
  channels: string[];
  /** Its physical stores (门店). */
  stores: Store[];
  /** Sources from the most trusted to the least, for `Policy::MostTrusted`; sources not named come last. */
  trustedSources: string[];
  /** Which of several records a field of a profile comes from. */
  survivorship: Survivorship;
  /** An e-mail or phone borne by more records than this joins nobody any more (rule I1). */
  recordsPerIdentifierMax: number;
  /** Fields of its own that customers have. */
  fields: FieldDefinition[];
  /** How many days the feed and the audit are kept; for ever while it is not set. */
  feedDays: number | null;
  /** From where on customers are taken for duplicates. */
  duplicates: DuplicatePolicy;
  /**
   * What the purposes that customers are contacted for stand on, where that is other than by itself: a contract for
   * `service`, `order` and `transaction`, consent for every other.
   */
  purposes: PurposeBasis[];
  /**
   * How long what is known of persons is kept; for ever where no rule says otherwise. What is past its time goes when
   * `privacy.advance` is called.
   */
  retention: RetentionRule[];
}

/** What orders come to under some terms. */
export interface SimulatedProgram {
  /** Points earned. */
  earned: number;
  /**
   * Orders that earn nothing because the terms refuse them: another currency, before the program or after it, points
   * that would expire before they could be redeemed.
   */
  refusedOrders: number;
  /** Of the points earned, those that are not expired now. */
  outstanding: number;
  /** What these are worth. */
  value: Money | null;
  /** The same less breakage (rule P12). */
  liability: Money | null;
}

/** What other terms would mean. */
export interface SimulationPage {
  /** The program. */
  program: string;
  /** The whole; on the first page only. */
  totals: SimulationTotals | null;
  /** Customers who would earn another number of points, by id. */
  items: CustomerSimulation[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Which terms to try, on which orders. */
export interface SimulationQuery extends PageRequest {
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** All of its terms, as they would be. */
  terms: ProgramTerms;
  /** Orders placed at this instant or later; from the first on when left out. */
  since?: Date | string | null | undefined;
  /** Orders placed before this instant; up to the last when left out. */
  until?: Date | string | null | undefined;
}

/** The whole period, under both terms. */
export interface SimulationTotals {
  /** Orders of the period that count and have a customer. */
  orders: number;
  /** Customers who placed them. */
  customers: number;
  /** Of these, customers who would earn another number of points. */
  differing: number;
  /** As the program is. */
  current: SimulatedProgram;
  /** As it would be. */
  changed: SimulatedProgram;
}

/**
 * How the multipliers of several rules that apply to one line go together.
 *
 * - `multiply`: 2 × and 3 × are 6 ×.
 * - `add`: 2 × and 3 × are 4 ×: what each adds is added up.
 * - `best`: 2 × and 3 × are 3 ×.
 */
export type Stacking = 'multiply' | 'add' | 'best';

/**
 * What a long call is busy with.
 *
 * - `import`: Taking rows in; counted in bytes of the input.
 * - `export`: Handing rows out; counted in rows.
 * - `match`: Comparing records; counted in pairs.
 * - `rebuild`: Deriving state anew; counted in facts.
 * - `check`: Checking what is stored; counted in rows.
 * - `copy`: Copying a store into another; counted in rows.
 */
export type Stage = 'import' | 'export' | 'match' | 'rebuild' | 'check' | 'copy';

/** How much there is of everything. */
export interface Stats {
  /** Records: what sources said about persons. */
  records: number;
  /** Customers: who they are. */
  customers: number;
  /** Orders, whether they count or not. */
  orders: number;
  /** Orders that count. */
  countedOrders: number;
  /**
   * Totals minus refunds over the orders that count: in the shop's currency first, then one sum per currency of
   * orders that have no rate (rule O2).
   */
  netRevenue: Money[];
  /** Orders in other currencies without a rate. */
  unconvertedOrders: number;
  /** Events. */
  events: number;
  /** The day of the first order that counts. */
  firstOrderDate: CalendarDay | null;
  /** The day of the last order that counts. */
  lastOrderDate: CalendarDay | null;
}

/** Where an order has got to. */
export interface StatusInput {
  /** Where its payment stands. */
  financialStatus?: FinancialStatus | null | undefined;
  /** Where its goods are. */
  fulfillmentStatus?: FulfillmentStatus | null | undefined;
  /** When it got there; now when left out. What the order's source says of a later instant comes before it. */
  at?: Date | string | null | undefined;
}

/** A physical store (门店). */
export interface Store {
  /** Its short name in orders: `berlin-mitte`. */
  code: string;
  /** What people call it. */
  name: string;
  /** Where it is. */
  address?: Address | null | undefined;
}

/** The policy of each field. What staff entered by hand always comes first. */
export interface Survivorship {
  /** Given and family name; most frequent unless set, as initials and typing errors are rare each. */
  name?: Policy | undefined;
  /** E-mail; most recent unless set. */
  email?: Policy | undefined;
  /** Phone; most recent unless set. */
  phone?: Policy | undefined;
  /** Birth date; most frequent unless set. */
  birthDate?: Policy | undefined;
  /** Address; most recent unless set. */
  address?: Policy | undefined;
  /** Everything else; most recent unless set. */
  other?: Policy | undefined;
}

/** A column of a table. */
export interface TableColumn {
  /** What it is called: `email`, `Nachname`, `手机`. No two of a table are called the same. */
  name: string;
  /** Its cells, one a row; an empty one says nothing. */
  cells: ReadonlyArray<string>;
}

/** Which rows of a table are one person. */
export interface TableDuplicates {
  /** For each row the number of its cluster, from 1, in the order of their first rows: rows of one are one person. */
  clusters: number[];
  /** Pairs of rows that are likely enough to be looked at. */
  pairs: TablePair[];
  /** The pair an answer about would teach most: of those that nobody decided about the one nearest to the threshold. */
  nextQuestion: TablePair | null;
  /** The clusters against the truth, where there is one. */
  evaluation: TableEvaluation | null;
  /** What to take note of: what could not be learned from the table, and keys that were not used. */
  notes: string[];
}

/** Clusters of a table's rows against the truth, over the rows whose truth is known. */
export interface TableEvaluation {
  /** Rows whose truth is known. */
  rows: number;
  /** At the threshold of the settings. */
  default: TableMeasure;
  /** At the threshold with the highest pairwise F1 of the curve. */
  best: TableMeasure;
  /** By threshold, the lowest first. */
  curve: TableMeasure[];
  /** The share of the pairs of one person that were compared, in millionths. */
  blockRecallPpm: number;
  /** Pairs of rows in one cluster that are of two people. */
  falsePositives: number;
  /** Pairs of rows of one person that are in two clusters. */
  falseNegatives: number;
  /** Some of both, false positives first, the most convincing on top. */
  mistakes: TableMistake[];
}

/** Two rows of a table that somebody decided about. */
export interface TableLabel {
  /** A row, from 1. */
  row: number;
  /** Another row. */
  otherRow: number;
  /** Whether they are one person. */
  same: boolean;
}

/** How good clusters are when pairs from a threshold on count as one person. */
export interface TableMeasure {
  /** The threshold, a probability in millionths. */
  thresholdPpm: number;
  /** Over pairs of rows. */
  pairwise: TableQuality;
  /** B-cubed (Bagga and Baldwin 1998): the mean over rows. */
  bCubed: TableQuality;
}

/** Two rows that were decided wrongly, and what they score. Weights are binary logarithms of odds, in thousandths. */
export interface TableMistake {
  /** Whether both are one person, and were left apart; else two people were taken for one. */
  same: boolean;
  /** The earlier row, from 1. */
  row: number;
  /** The later one. */
  otherRow: number;
  /** The sum of what follows. */
  weightMilli: number;
  /** The probability that they are one person, in millionths. */
  probabilityPpm: number;
  /** What speaks for any two rows. */
  priorMilli: number;
  /** What is taken off because people of one household agree like this too. */
  householdMilli: number;
  /** What each field says. */
  evidence: FieldEvidence[];
}

/** Two rows of a table that may be one person. */
export interface TablePair {
  /** The earlier row, from 1. */
  row: number;
  /** The later one. */
  otherRow: number;
  /** The binary logarithm of the odds that they are one person, in thousandths. */
  weightMilli: number;
  /** The probability, in millionths. */
  probabilityPpm: number;
}

/** One table compared. */
export interface TableProof {
  /** Its name. */
  table: string;
  /** Rows that the facts make. */
  rows: number;
  /** Rows that are not stored. */
  missing: number;
  /** Rows that are stored and should not be. */
  extra: number;
  /** Rows stored with another body. */
  different: number;
  /** The first of them, by key. */
  differences: Difference[];
}

/** Precision and recall, in millionths. */
export interface TableQuality {
  /** The share of what was said that is true. */
  precisionPpm: number;
  /** The share of what is true that was said. */
  recallPpm: number;
  /** The harmonic mean of both. */
  f1Ppm: number;
}

/** What is known of a table beforehand. */
export interface TableQuery {
  /** What is not to be found out: the text of a settings file, TOML or JSON. */
  settings?: string | null | undefined;
  /** Pairs of rows that somebody decided about. It is learned from and held to; what is said last of a pair counts. */
  labels?: ReadonlyArray<TableLabel> | undefined;
  /**
   * A column whose cells are equal for rows of one person, and empty where that is not known. It decides nothing: the
   * clusters are measured by it.
   */
  truth?: string | null | undefined;
}

/** A member came into a tier. */
export interface TierChange {
  /** When. */
  at: Date;
  /** Out of which; none before the first. */
  fromTier: string | null;
  /** Into which. */
  toTier: string | null;
  /** Why. */
  reason: TierReason;
}

/** How many members a tier has. */
export interface TierCount {
  /** The tier; none for those below the first. */
  tier: string | null;
  /** Its members. */
  members: number;
}

/**
 * Where a member falls to (rule T4).
 *
 * - `recompute`: To the tier that the figures give.
 * - `one_down`: By one tier.
 */
export type TierDowngrade = 'recompute' | 'one_down';

/** How many members a tier had and has. `before` + `entered` − `left` = `after`. */
export interface TierFlow {
  /** The tier; none for those below the first. */
  tier: string | null;
  /** Its members at first. */
  before: number;
  /** Members at last who had another tier at first, or none. */
  entered: number;
  /** Members at first who have another tier at last, or none. */
  left: number;
  /** Its members at last. */
  after: number;
}

/** A tier given by hand. */
export interface TierGrantInput {
  /** To whom. */
  customer: CustomerRef;
  /** Which tier. */
  tier: string;
  /** Why. */
  reason: string;
  /** Until when; for ever when left out. */
  until?: Date | string | null | undefined;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
}

/** One tier. */
export interface TierLevel {
  /** Its name. */
  name: string;
  /** From how much on: minor units, points or orders. */
  threshold: number;
  /** What its members have, in the shop's words. */
  benefits?: string[] | undefined;
}

/**
 * What counts towards a tier (rule T1).
 *
 * - `spend`: Net amounts of orders, in minor units of the shop's currency.
 * - `points`: Points earned in this program.
 * - `orders`: Orders.
 */
export type TierMetric = 'spend' | 'points' | 'orders';

/** Members who were in one tier and are in another, or in the same. */
export interface TierMove {
  /** The tier at first; none for those below the first. */
  fromTier: string | null;
  /** The tier at last; none for those below the first. */
  toTier: string | null;
  /** How many. */
  members: number;
}

/**
 * Who moved between the tiers of a program from one instant to another. Each member counts once, by where it was and where
 * it is; ways in between do not.
 */
export interface TierMovementReport {
  /** The program. */
  program: string;
  /** The first instant. */
  since: Date;
  /** The last instant. */
  until: Date;
  /** Members who had no tier and have one. */
  entered: number;
  /** Members who have a higher tier than they had. */
  upgraded: number;
  /** Members who have a lower tier than they had. */
  downgraded: number;
  /** Members who had a tier and have none. */
  left: number;
  /** Every tier, the highest first, and last those who have none. */
  tiers: TierFlow[];
  /** From which tier to which, in the same order; pairs without members are left out, those who stayed are not. */
  moves: TierMove[];
}

/** Whose tier, and as of when. */
export interface TierQuery {
  /** Whose. */
  customer: CustomerRef;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** As of this instant; now when left out. */
  at?: Date | string | null | undefined;
}

/**
 * Why a member came into a tier.
 *
 * - `reached`: The figures reached it.
 * - `fell`: The figures fell below the tier before.
 * - `granted`: It was given by hand, or such a gift ended.
 */
export type TierReason = 'reached' | 'fell' | 'granted';

/** How many members each tier has at an instant. */
export interface TierReport {
  /** The program. */
  program: string;
  /** The instant. */
  at: Date;
  /** Every tier, the highest first, and last those who have none. */
  tiers: TierCount[];
}

/** The tier of a member at an instant. */
export interface TierStatus {
  /** The program. */
  program: string;
  /** The instant. */
  at: Date;
  /** The tier; none below the first. */
  tier: string | null;
  /** Since when. */
  since: Date | null;
  /** What its members have. */
  benefits: string[];
  /** What counts towards tiers, as of the instant. */
  figure: number;
  /** The tier above. */
  nextTier: string | null;
  /** What is missing for it. */
  nextMissing: number | null;
  /** The next change that time alone makes. */
  nextChange: TierChange | null;
  /** That change when it is a downgrade that the program tells by now (rule T6). */
  willDowngrade: TierChange | null;
  /** What is missing to keep the tier then. */
  keepMissing: number | null;
}

/** The tiers of a program. */
export interface TierTerms {
  /** What counts. */
  metric?: TierMetric | undefined;
  /** Over which time. */
  window?: TierWindow | undefined;
  /** For a rolling window: months, 12 when left out. */
  windowMonths?: number | null | undefined;
  /** The tiers, lowest first. Below the first a member has none. */
  levels?: TierLevel[] | undefined;
  /** For a rolling window: calendar days for which a tier is kept after the figures fell (rule T3). */
  graceDays?: number | undefined;
  /** Where a member falls to. */
  downgrade?: TierDowngrade | undefined;
  /** Days ahead from which on a coming downgrade is told. */
  noticeDays?: number | undefined;
}

/**
 * Over which time it counts (rule T1).
 *
 * - `rolling`: The last `window_months`: each order counts for so long.
 * - `calendar_year`: The calendar year; a tier lasts to the end of the next one.
 * - `anniversary_year`: The year since the first order; a tier lasts to the end of the next one.
 * - `lifetime`: Ever.
 */
export type TierWindow = 'rolling' | 'calendar_year' | 'anniversary_year' | 'lifetime';

/** A time that clocks show, in hours and minutes: `09:30`. */
export type TimeOfDay = string;

/** One thing on a timeline. */
export interface TimelineItem {
  /** When. */
  at: Date;
  /** What. */
  kind: TimelineKind;
}

/** What a thing on a timeline is. */
export type TimelineKind =
  /** An order was placed. */
  | { type: 'order'; orderId: OrderId; number: string; total: Money; counted: boolean }
  /** Money was given back. */
  | { type: 'refund'; orderId: OrderId; amount: Money }
  /** The customer did something, or there was a contact. */
  | { type: 'event'; event: Event }
  /** A consent was given, asked for or withdrawn. */
  | { type: 'consent'; purpose: string; channel: string; state: string };

/** One page of a timeline. */
export interface TimelinePage {
  /** The things, newest first. */
  items: TimelineItem[];
  /** From where to go on; absent on the last page. */
  nextCursor: string | null;
}

/** Whose timeline, and from where on. */
export interface TimelineQuery extends PageRequest {
  /** Whose. */
  customer: CustomerRef;
}

/** A customer and its figures. */
export interface TopCustomer {
  /** Who. */
  customer: Customer;
  /** How much, as of the day asked for. */
  metrics: CustomerMetrics;
}

/** Points to give to another member. */
export interface TransferInput {
  /** Who gives. */
  customer: CustomerRef;
  /** Who gets. */
  other: CustomerRef;
  /** How many. They keep their dates. */
  points: number;
  /** The program; may be left out when the shop has one. */
  program?: string | null | undefined;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it the same twice counts twice. */
  externalId?: string | null | undefined;
}

/** What an un-merge did. */
export interface UnmergeReceipt {
  /** Whose the records are now. */
  customer: Customer;
  /** Whose the others are. */
  left: Customer;
  /** What went with the records. */
  booked: BookedCounts;
  /** Of that, what came in after the records had come together. */
  bookedSince: BookedCounts;
  /** What came in since and stays with the others. */
  leftSince: BookedCounts;
}

/** What an upsert or update did. */
export interface UpsertReceipt {
  /** The customer as it is now. */
  customer: Customer;
  /** The record that was written or found. */
  recordId: RecordId;
  /** What happened to the record. */
  outcome: Outcome;
  /** Whether the customer is new, too. */
  customerCreated: boolean;
  /** Customers that went into this one: the record bore identifiers of both, or the policy links what is new. */
  merged: CustomerId[];
  /** Identifiers that could have joined the record to others and did not. */
  heldBack: HeldBack[];
  /** Values that did not read and were kept as they came; only imports accept such. */
  issues: Issue[];
}

/** A code to use. (source, external id) is its natural key. */
export interface UseCodeInput {
  /** The code, as it is read or typed. */
  code: string;
  /** Who says it; `app` when left out. */
  source?: string | null | undefined;
  /** What the source calls it. Without it the same twice is refused, as the code is used. */
  externalId?: string | null | undefined;
  /** When; now when left out. */
  at?: Date | string | null | undefined;
}

/** Points, and what they are worth. */
export interface ValuedPoints {
  /** How many. */
  points: number;
  /** Points × value, rounded half away from zero; none where points have no value in money. */
  value: Money | null;
}

/**
 * What somebody decided about two records.
 *
 * - `match`: One person.
 * - `not_the_same`: Two persons: nothing joins them again until somebody says otherwise.
 * - `later`: To be asked again later.
 */
export type Verdict = 'match' | 'not_the_same' | 'later';

/** What verify or rebuild found. */
export interface VerifyReport {
  /** Each state table, compared; where a storage is read with SQL, each table of what is shown, too. */
  tables: TableProof[];
  /** What is wrong inside the storage. */
  storageProblems: string[];
}

/** A webhook as it came. */
export interface WebhookQuery {
  /** Who is said to have sent it. */
  platform: Platform;
  /** The body, byte by byte as it came: parsed and written anew it has another signature. */
  body: string;
  /** What stands in the header of the signature. */
  signature: string;
  /** The secret that platform and shop share for webhooks. */
  secret: string;
  /**
   * How many seconds a signed time may lie before or behind the present; 300 when left out. Of Stripe alone, as the
   * others sign no time.
   */
  toleranceSeconds?: number | null | undefined;
}

/** What a verified webhook says of itself. */
export interface WebhookReceipt {
  /** When it was signed, where the signature holds a time. */
  signedAt: Date | null;
}

/** A time zone of the IANA database (`Asia/Shanghai`). */
export type Zone = string;

/** The shop's settings. */
export interface ShopHandle {
  /**
   * The settings in force.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  get(): Promise<ShopSettings>;
  /** `get`, at once: the event loop waits. */
  getSync(): ShopSettings;
  /**
   * Changes settings; what is left out stays. Where profiles or figures depend on what changed they are derived
   * anew, which takes a while on a large store.
   *
   * @throws `invalid_field`.
   */
  set(patch?: ShopPatch): Promise<SettingsReceipt>;
  /** `set`, at once: the event loop waits. */
  setSync(patch?: ShopPatch): SettingsReceipt;
  /**
   * Defines a field of the shop's own that customers have, or changes its limits. Its type stays.
   *
   * @throws `invalid_field` for a name that is no identifier or is taken, another type than before, choices without values.
   */
  defineField(field: FieldDefinition): Promise<SettingsReceipt>;
  /** `defineField`, at once: the event loop waits. */
  defineFieldSync(field: FieldDefinition): SettingsReceipt;
  /**
   * Defines a physical store, or changes it; its code names it.
   *
   * @throws `invalid_field` for a code that is empty.
   */
  defineStore(store: Store): Promise<SettingsReceipt>;
  /** `defineStore`, at once: the event loop waits. */
  defineStoreSync(store: Store): SettingsReceipt;
}

/** The shop's customers. */
export interface Customers {
  /**
   * Takes what a source says about a person: finds the record by (source, external id), else by e-mail or phone
   * of the same source, or makes it; joins it to the customer that its identifiers name, or makes one.
   *
   * @throws `invalid_field` for a value that does not read; see `CustomerInput` for what each takes.
   */
  upsert(input: CustomerInput): Promise<UpsertReceipt>;
  /** `upsert`, at once: the event loop waits. */
  upsertSync(input: CustomerInput): UpsertReceipt;
  /**
   * Takes many at once, in one commit: all of them or none.
   *
   * @throws As `upsert`, for the first that cannot be taken.
   */
  upsertMany(inputs: ReadonlyArray<CustomerInput>): Promise<UpsertReceipt[]>;
  /** `upsertMany`, at once: the event loop waits. */
  upsertManySync(inputs: ReadonlyArray<CustomerInput>): UpsertReceipt[];
  /**
   * Changes a customer by hand. What is entered so comes before what every source says.
   *
   * @throws `not_found`; `stale_version` when `expected_version` is given and is not the present one; `invalid_field`.
   */
  update(id: CustomerId, patch?: CustomerPatch): Promise<UpsertReceipt>;
  /** `update`, at once: the event loop waits. */
  updateSync(id: CustomerId, patch?: CustomerPatch): UpsertReceipt;
  /**
   * Takes a customer out of lists, look-ups and reports. What came in stays as facts; `privacy.erase` is what
   * forgets a person for good. A source that says something new about one of the records brings it back as a new
   * customer.
   *
   * @throws `not_found`; `stale_version`.
   */
  delete(id: CustomerId, expectedVersion?: number | null): Promise<DeleteReceipt>;
  /** `delete`, at once: the event loop waits. */
  deleteSync(id: CustomerId, expectedVersion?: number | null): DeleteReceipt;
  /**
   * A customer by id; the id of one that was merged gives the customer that it went into.
   *
   * @throws `not_found`.
   */
  get(id: CustomerId): Promise<Customer>;
  /** `get`, at once: the event loop waits. */
  getSync(id: CustomerId): Customer;
  /**
   * The customer that a reference names: by id, by what a source calls it, by an e-mail or a phone.
   *
   * @throws `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
   */
  resolve(customer: CustomerRef): Promise<Customer>;
  /** `resolve`, at once: the event loop waits. */
  resolveSync(customer: CustomerRef): Customer;
  /**
   * The customers that bear an e-mail, a phone number or an external id (`shopify:6940095`, or the id alone), or
   * that have a name starting with this text; best first: exact identifiers before names, more orders later on. A
   * text that reads as an e-mail is looked up as one, not as a name.
   *
   * @throws `invalid_cursor`; `invalid_field` for a text without a letter or digit.
   */
  find(query?: CustomerQuery): Promise<CustomerPage>;
  /** `find`, at once: the event loop waits. */
  findSync(query?: CustomerQuery): CustomerPage;
  /** Loops over what `find` gives, page by page; `limit` is the size of a page. */
  iterFind(query?: CustomerQuery): AsyncGenerator<Customer, void, undefined>;
  /** `iterFind`, at once: the event loop waits for each page. */
  iterFindSync(query?: CustomerQuery): Generator<Customer, void, undefined>;
  /**
   * Every customer, page by page, oldest first.
   *
   * @throws `invalid_cursor`.
   */
  list(page?: PageRequest): Promise<CustomerPage>;
  /** `list`, at once: the event loop waits. */
  listSync(page?: PageRequest): CustomerPage;
  /** Loops over what `list` gives, page by page; `limit` is the size of a page. */
  iter(page?: PageRequest): AsyncGenerator<Customer, void, undefined>;
  /** `iter`, at once: the event loop waits for each page. */
  iterSync(page?: PageRequest): Generator<Customer, void, undefined>;
  /**
   * How many customers there are.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  count(): Promise<number>;
  /** `count`, at once: the event loop waits. */
  countSync(): number;
}

/** What customers bought. */
export interface Orders {
  /**
   * Takes an order in, or a new version of one.
   *
   * @throws `invalid_field` for amounts in several currencies, no amount at all, or an external id that is empty;
   * `invalid_money` when a sum does not fit; `not_found` for a customer named by id, e-mail or phone that does not
   * exist.
   */
  record(input: OrderInput): Promise<OrderReceipt>;
  /** `record`, at once: the event loop waits. */
  recordSync(input: OrderInput): OrderReceipt;
  /**
   * Takes many at once, in one commit: all of them or none.
   *
   * @throws As `record`, for the first that cannot be taken.
   */
  recordMany(inputs: ReadonlyArray<OrderInput>): Promise<OrderReceipt[]>;
  /** `recordMany`, at once: the event loop waits. */
  recordManySync(inputs: ReadonlyArray<OrderInput>): OrderReceipt[];
  /**
   * Takes a refund in. The same again gives the same receipt. It may come before its order.
   *
   * @throws `not_found` for an order named by id; `key_reused` when the refund came before with other content;
   * `invalid_field` for another currency than the order's; `refund_too_large`; `invalid_field` for a sum that is not
   * positive.
   */
  refund(input: RefundInput): Promise<RefundReceipt>;
  /** `refund`, at once: the event loop waits. */
  refundSync(input: RefundInput): RefundReceipt;
  /**
   * Calls an order off: it counts in no figure from then on. Cancelling again changes nothing.
   *
   * @throws `invalid_field` for a reason that is empty; `not_found`.
   */
  cancel(order: OrderRef, reason?: string | null): Promise<OrderReceipt>;
  /** `cancel`, at once: the event loop waits. */
  cancelSync(order: OrderRef, reason?: string | null): OrderReceipt;
  /**
   * Moves an order on: paid, shipped, delivered. The same status again changes nothing.
   *
   * @throws `not_found`.
   */
  setStatus(order: OrderRef, status?: StatusInput): Promise<OrderReceipt>;
  /** `setStatus`, at once: the event loop waits. */
  setStatusSync(order: OrderRef, status?: StatusInput): OrderReceipt;
  /**
   * An order.
   *
   * @throws `not_found`, also for one of which only refunds are known so far.
   */
  get(order: OrderRef): Promise<Order>;
  /** `get`, at once: the event loop waits. */
  getSync(order: OrderRef): Order;
  /**
   * A customer's orders, newest first.
   *
   * @throws `invalid_cursor`; `not_found`.
   */
  list(customer: CustomerRef, page?: PageRequest): Promise<OrderPage>;
  /** `list`, at once: the event loop waits. */
  listSync(customer: CustomerRef, page?: PageRequest): OrderPage;
  /** Loops over what `list` gives, page by page; `limit` is the size of a page. */
  iter(customer: CustomerRef, page?: PageRequest): AsyncGenerator<Order, void, undefined>;
  /** `iter`, at once: the event loop waits for each page. */
  iterSync(customer: CustomerRef, page?: PageRequest): Generator<Order, void, undefined>;
  /**
   * The figures of a customer's orders.
   *
   * @throws `not_found`.
   */
  metrics(customer: CustomerId): Promise<CustomerMetrics>;
  /** `metrics`, at once: the event loop waits. */
  metricsSync(customer: CustomerId): CustomerMetrics;
  /**
   * How many orders are known, whether they count or not.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  count(): Promise<number>;
  /** `count`, at once: the event loop waits. */
  countSync(): number;
}

/** What the shop sells. */
export interface Products {
  /**
   * Takes a product in, or a new version of one. The same content again changes nothing.
   *
   * @throws `invalid_field` for a SKU that is empty or too long.
   */
  upsert(input: ProductInput): Promise<ProductReceipt>;
  /** `upsert`, at once: the event loop waits. */
  upsertSync(input: ProductInput): ProductReceipt;
  /**
   * A product as it is now.
   *
   * @throws `not_found`.
   */
  get(sku: string): Promise<Product>;
  /** `get`, at once: the event loop waits. */
  getSync(sku: string): Product;
  /**
   * Every product as it is now, by SKU.
   *
   * @throws `invalid_cursor`.
   */
  list(page?: PageRequest): Promise<ProductPage>;
  /** `list`, at once: the event loop waits. */
  listSync(page?: PageRequest): ProductPage;
  /** Loops over what `list` gives, page by page; `limit` is the size of a page. */
  iter(page?: PageRequest): AsyncGenerator<Product, void, undefined>;
  /** `iter`, at once: the event loop waits for each page. */
  iterSync(page?: PageRequest): Generator<Product, void, undefined>;
}

/** What customers did. */
export interface Events {
  /**
   * Takes an event in.
   *
   * @throws `invalid_field` for a name that is empty or properties that are too large; `not_found` for a customer named by id,
   * e-mail or phone that does not exist.
   */
  record(input: EventInput): Promise<EventReceipt>;
  /** `record`, at once: the event loop waits. */
  recordSync(input: EventInput): EventReceipt;
  /**
   * Takes several events in, all or none.
   *
   * @throws As `record`, for the first that is refused.
   */
  recordMany(inputs: ReadonlyArray<EventInput>): Promise<EventReceipt[]>;
  /** `recordMany`, at once: the event loop waits. */
  recordManySync(inputs: ReadonlyArray<EventInput>): EventReceipt[];
  /**
   * Everything a customer did and had, newest first.
   *
   * @throws `invalid_cursor`; `not_found`.
   */
  timeline(query: TimelineQuery): Promise<TimelinePage>;
  /** `timeline`, at once: the event loop waits. */
  timelineSync(query: TimelineQuery): TimelinePage;
  /** Loops over what `timeline` gives, page by page; `limit` is the size of a page. */
  iterTimeline(query: TimelineQuery): AsyncGenerator<TimelineItem, void, undefined>;
  /** `iterTimeline`, at once: the event loop waits for each page. */
  iterTimelineSync(query: TimelineQuery): Generator<TimelineItem, void, undefined>;
}

/** What customers agreed to. */
export interface Consents {
  /**
   * Takes an entry in. Without a time of its own, an entry that says again what its record said last changes nothing:
   * nobody was asked again. A no can be said to every channel (`*`); it counts for each until something else is said of
   * that one later.
   *
   * @throws `invalid_field`, also for a yes to every channel; `not_found` for a customer that does not exist.
   */
  record(input: ConsentInput): Promise<ConsentReceipt>;
  /** `record`, at once: the event loop waits. */
  recordSync(input: ConsentInput): ConsentReceipt;
  /**
   * Asks a customer for a consent: it is pending until `confirm` is called with the token, which the app
   * sends to the address (double opt-in, rule M4). Where it is granted already nothing is asked.
   *
   * @throws `invalid_field`, also for an address that is none of the customer's, and where it has none; `not_found`; `deleted`.
   */
  request(input: ConsentRequestInput): Promise<ConsentRequest>;
  /** `request`, at once: the event loop waits. */
  requestSync(input: ConsentRequestInput): ConsentRequest;
  /**
   * Grants what was asked for with this token, once. The same again changes nothing as long as that holds.
   *
   * @throws `invalid_field` for what cannot be a token; `not_found`; `deleted`; `consent_closed` when it was used and withdrawn
   * since, has expired, the customer withdrew or objected after it was asked for, or the address is the customer's no more.
   */
  confirm(token: string): Promise<ConsentReceipt>;
  /** `confirm`, at once: the event loop waits. */
  confirmSync(token: string): ConsentReceipt;
  /**
   * What a customer agreed to, as it stood at an instant: one entry per purpose × channel, sorted.
   *
   * @throws `not_found`.
   */
  state(query: ConsentQuery): Promise<Consent[]>;
  /** `state`, at once: the event loop waits. */
  stateSync(query: ConsentQuery): Consent[];
  /**
   * Whether a customer may be contacted for a purpose by a channel, as it stood at an instant, and why. It is the one
   * gate: whatever is sent asks it, at the time of sending. `reachable` of segments gives the same answer for
   * `marketing`.
   *
   * Whatever the purpose, processing must not be restricted (`privacy.restrict`), and the customer must have an address that
   * is not suppressed and from which nothing came back for good. Beyond that it hangs on what the purpose stands on,
   * which the shop's settings tell (`purposes`): under consent the last word must be yes; under the shop's interest it must
   * not be anything else, and nothing said is no obstacle; under a contract or a law nobody is asked, and no objection
   * counts (GDPR articles 6, 7 and 21, PIPL articles 13 to 15).
   *
   * @throws `invalid_field`, also for an e-mail or phone that does not read, or that several customers bear; `not_found`;
   * `erased`.
   */
  mayContact(query: ContactQuery): Promise<ContactDecision>;
  /** `mayContact`, at once: the event loop waits. */
  mayContactSync(query: ContactQuery): ContactDecision;
}

/** Points and tiers. */
export interface Loyalty {
  /**
   * Defines a program, or a new version of one. The same terms again change nothing; what was earned stays as it is.
   *
   * @throws `invalid_field`, naming the first field that cannot be taken.
   */
  defineProgram(name: string, terms: ProgramTerms): Promise<ProgramReceipt>;
  /** `defineProgram`, at once: the event loop waits. */
  defineProgramSync(name: string, terms: ProgramTerms): ProgramReceipt;
  /**
   * Every program as it is now, by name.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  programs(): Promise<Program[]>;
  /** `programs`, at once: the event loop waits. */
  programsSync(): Program[];
  /**
   * Points for an order, on the record it is booked on (rules P3, P9). Asked again it gives the same entry. Points
   * that paid for a part of the order are redeemed before, so that this part earns nothing.
   *
   * @throws `not_found`, also for the program; `invalid_field` for nobody's order or a time ahead of the clock; `deleted`;
   * `key_reused`; `program_refuses`; `invalid_money` for another currency.
   */
  earn(input: EarnInput): Promise<PointsReceipt>;
  /** `earn`, at once: the event loop waits. */
  earnSync(input: EarnInput): PointsReceipt;
  /**
   * Points for many orders, in one commit: all of them or none.
   *
   * @throws As `earn`, for the first that cannot earn.
   */
  earnMany(inputs: ReadonlyArray<EarnInput>): Promise<PointsReceipt[]>;
  /** `earnMany`, at once: the event loop waits. */
  earnManySync(inputs: ReadonlyArray<EarnInput>): PointsReceipt[];
  /**
   * Points for something a customer did, as the program has it.
   *
   * @throws `not_found`; `program_refuses` for an event that earns nothing; `deleted`; `key_reused`; `invalid_field`.
   */
  earnEvent(input: EarnEventInput): Promise<PointsReceipt>;
  /** `earnEvent`, at once: the event loop waits. */
  earnEventSync(input: EarnEventInput): PointsReceipt;
  /**
   * What an order would earn, and why; nothing is written, and the order need not be recorded.
   *
   * @throws `not_found` for the program; `invalid_field`, `invalid_money` as for an order.
   */
  preview(input: PreviewInput): Promise<EarningExplanation>;
  /** `preview`, at once: the event loop waits. */
  previewSync(input: PreviewInput): EarningExplanation;
  /**
   * Spends points: those that expire first go first (rule P2). For an order it is known by the order.
   *
   * @throws `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses` for the program's limits;
   * `insufficient_points`.
   */
  redeem(input: RedeemInput): Promise<PointsReceipt>;
  /** `redeem`, at once: the event loop waits. */
  redeemSync(input: RedeemInput): PointsReceipt;
  /**
   * Sets points aside for a while, as for a checkout (rule P6).
   *
   * @throws As `redeem`.
   */
  hold(input: RedeemInput): Promise<PointsReceipt>;
  /** `hold`, at once: the event loop waits. */
  holdSync(input: RedeemInput): PointsReceipt;
  /**
   * Spends held points, all or some; the others go back to their lots.
   *
   * @throws `not_found`; `deleted`; `key_reused`; `program_refuses` when the hold ended; `invalid_field`;
   * `insufficient_points`.
   */
  capture(input: CaptureInput): Promise<PointsReceipt>;
  /** `capture`, at once: the event loop waits. */
  captureSync(input: CaptureInput): PointsReceipt;
  /**
   * Calls a hold off: its points go back to their lots.
   *
   * @throws `not_found`; `deleted`; `program_refuses` when the hold ended otherwise.
   */
  voidHold(hold: EntryId): Promise<PointsReceipt>;
  /** `voidHold`, at once: the event loop waits. */
  voidHoldSync(hold: EntryId): PointsReceipt;
  /**
   * Gives spent points back to the lots they came from, with their dates (rule P7).
   *
   * @throws `not_found`; `program_refuses` for what paid for a reward, which is cancelled instead; `deleted`; `key_reused`;
   * `invalid_field`; `program_refuses` for more than is left of it.
   */
  giveBack(input: GiveBackInput): Promise<PointsReceipt>;
  /** `giveBack`, at once: the event loop waits. */
  giveBackSync(input: GiveBackInput): PointsReceipt;
  /**
   * Goods came back: gives back the points that paid for them, then takes back the points they earned, by the split
   * that was recorded when they were earned (rules P8, P9). How much money goes back is answered, too.
   *
   * @throws `not_found`; `deleted`; `key_reused`; `program_refuses` before the order earned; `invalid_field` for units that
   * cannot come back.
   */
  returnOrder(input: ReturnInput): Promise<ReturnReceipt>;
  /** `returnOrder`, at once: the event loop waits. */
  returnOrderSync(input: ReturnInput): ReturnReceipt;
  /**
   * Gives or takes points by hand, for a reason. What is given can be spent at once.
   *
   * @throws `not_found`; `invalid_field`; `deleted`; `key_reused`; `insufficient_points`.
   */
  adjust(input: AdjustInput): Promise<PointsReceipt>;
  /** `adjust`, at once: the event loop waits. */
  adjustSync(input: AdjustInput): PointsReceipt;
  /**
   * Takes a lot of points in that was earned elsewhere, with its dates: the opening balance of a new program.
   *
   * @throws `not_found`; `invalid_field`; `deleted`; `key_reused`; `program_refuses`.
   */
  importPoints(input: ImportPointsInput): Promise<PointsReceipt>;
  /** `importPoints`, at once: the event loop waits. */
  importPointsSync(input: ImportPointsInput): PointsReceipt;
  /**
   * Gives points to another member; they keep their dates.
   *
   * @throws `not_found`; `invalid_field`, also for the same member; `deleted`; `key_reused`; `program_refuses`;
   * `insufficient_points`.
   */
  transfer(input: TransferInput): Promise<PointsReceipt>;
  /** `transfer`, at once: the event loop waits. */
  transferSync(input: TransferInput): PointsReceipt;
  /**
   * Brings a member into a pool, whose members spend each other's points, those that expire first before others, whosever
   * they are (rule P14). Points stay whose they are: only what redeems and holds, rewards included, draws on the pool.
   * A member that is in it already stays.
   *
   * @throws `not_found`; `invalid_field`; `deleted`; `program_refuses` for a member of another pool, a pool that is full, and a
   * program that has none.
   */
  joinPool(input: PoolInput): Promise<PointPool>;
  /** `joinPool`, at once: the event loop waits. */
  joinPoolSync(input: PoolInput): PointPool;
  /**
   * Takes a member out of its pool, with what it has; nothing that was spent is paid back. Answers with the pool that it
   * left, if it was in one.
   *
   * @throws `not_found`.
   */
  leavePool(customer: CustomerRef, program?: string | null): Promise<PointPool | null>;
  /** `leavePool`, at once: the event loop waits. */
  leavePoolSync(customer: CustomerRef, program?: string | null): PointPool | null;
  /**
   * The pool of a member, with what it can spend now, if it is in one. `balance` is the member's own.
   *
   * @throws `not_found`.
   */
  pool(customer: CustomerRef, program?: string | null): Promise<PointPool | null>;
  /** `pool`, at once: the event loop waits. */
  poolSync(customer: CustomerRef, program?: string | null): PointPool | null;
  /**
   * What a member has at an instant, or had, or was known to have.
   *
   * @throws `not_found`.
   */
  balance(query: BalanceQuery): Promise<PointBalance>;
  /** `balance`, at once: the event loop waits. */
  balanceSync(query: BalanceQuery): PointBalance;
  /**
   * A member's entries, newest first.
   *
   * @throws `invalid_cursor`; `not_found`.
   */
  entries(query: EntryQuery): Promise<EntryPage>;
  /** `entries`, at once: the event loop waits. */
  entriesSync(query: EntryQuery): EntryPage;
  /** Loops over what `entries` gives, page by page; `limit` is the size of a page. */
  iterEntries(query: EntryQuery): AsyncGenerator<PointEntry, void, undefined>;
  /** `iterEntries`, at once: the event loop waits for each page. */
  iterEntriesSync(query: EntryQuery): Generator<PointEntry, void, undefined>;
  /**
   * Why an entry is what it is: the arithmetic, the lots, and a sentence.
   *
   * @throws `not_found`.
   */
  explain(entry: EntryId): Promise<EntryExplanation>;
  /** `explain`, at once: the event loop waits. */
  explainSync(entry: EntryId): EntryExplanation;
  /**
   * Books what time alone did: points that expired, holds that ran out, in the order of their times; then what members
   * earn on their birthdays and anniversaries; then tells the feed who came into another tier. Balances and tiers are
   * right without it, but for what occasions earn.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  advance(): Promise<AdvanceReport>;
  /** `advance`, at once: the event loop waits. */
  advanceSync(): AdvanceReport;
  /**
   * What a program owes its members (rule P12).
   *
   * @throws `not_found`; `invalid_money` when a sum does not fit.
   */
  liability(program?: string | null, at?: Date | string | null): Promise<LiabilityReport>;
  /** `liability`, at once: the event loop waits. */
  liabilitySync(program?: string | null, at?: Date | string | null): LiabilityReport;
  /**
   * What became of points, by the month of the program's zone in which they were earned: spent, expired, taken back or
   * still there at an instant, by the clock and by what took effect up to then (rule P12b). Points of customers who are
   * deleted now are `forfeited`.
   *
   * @throws `not_found`; `invalid_field` where the shop has several programs and none is named.
   */
  pointCohorts(program?: string | null, at?: Date | string | null): Promise<PointCohortReport>;
  /** `pointCohorts`, at once: the event loop waits. */
  pointCohortsSync(program?: string | null, at?: Date | string | null): PointCohortReport;
  /**
   * What a program cost in a period (rule P12c): points by what moved them and what they are worth, rewards, and the share of
   * the net revenue of the orders that earned in it. A period is from its first instant to that after its last; without
   * one it has no end on that side. What took effect in it counts, whenever it came in.
   *
   * @throws `invalid_field` unless `since` is earlier than `until`; `not_found`; `invalid_money` when a sum does not fit.
   */
  programCost(since?: Date | string | null, until?: Date | string | null, program?: string | null): Promise<ProgramCostReport>;
  /** `programCost`, at once: the event loop waits. */
  programCostSync(since?: Date | string | null, until?: Date | string | null, program?: string | null): ProgramCostReport;
  /**
   * What other terms would have meant for the orders of a period: they earn once as the program is and once as it would
   * be, as if none had earned before and nothing had come back. Points that paid for an order, first orders and tiers
   * are as they are recorded; a tier that counts points counts those that were really earned. Nothing is written.
   *
   * @throws `invalid_field`, also for the terms; `invalid_cursor`; `not_found`; `invalid_money` when a sum does not fit.
   */
  simulate(query: SimulationQuery): Promise<SimulationPage>;
  /** `simulate`, at once: the event loop waits. */
  simulateSync(query: SimulationQuery): SimulationPage;
  /** Loops over what `simulate` gives, page by page; `limit` is the size of a page. */
  iterSimulate(query: SimulationQuery): AsyncGenerator<CustomerSimulation, void, undefined>;
  /** `iterSimulate`, at once: the event loop waits for each page. */
  iterSimulateSync(query: SimulationQuery): Generator<CustomerSimulation, void, undefined>;
  /**
   * Whose birthdays and anniversaries come on some days, by day: with when they are kept and how many years it is (rules D1,
   * D5), and at what instant to greet (rule D2). All customers are looked through. Anniversaries are by days of the shop's zone.
   *
   * @throws `invalid_field`; `invalid_cursor`.
   */
  occasions(query: OccasionQuery): Promise<OccasionPage>;
  /** `occasions`, at once: the event loop waits. */
  occasionsSync(query: OccasionQuery): OccasionPage;
  /** Loops over what `occasions` gives, page by page; `limit` is the size of a page. */
  iterOccasions(query: OccasionQuery): AsyncGenerator<Occasion, void, undefined>;
  /** `iterOccasions`, at once: the event loop waits for each page. */
  iterOccasionsSync(query: OccasionQuery): Generator<Occasion, void, undefined>;
  /**
   * The holidays of the Chinese lunar calendar on some days, the last of which is left out (rules D3, D4). They are known
   * from 1900 to 2100.
   *
   * @throws `invalid_field` for no days at all.
   */
  holidays(since: CalendarDay, until: CalendarDay): Promise<Holiday[]>;
  /** `holidays`, at once: the event loop waits. */
  holidaysSync(since: CalendarDay, until: CalendarDay): Holiday[];
  /**
   * Splits the price of a sale between goods and points, by what each would be sold for alone (IFRS 15).
   *
   * @throws `invalid_money` for several currencies; `invalid_field`.
   */
  allocate(input: AllocationInput): Promise<Allocation>;
  /** `allocate`, at once: the event loop waits. */
  allocateSync(input: AllocationInput): Allocation;
  /**
   * Revenue to be recognised now for points redeemed so far, out of what was deferred (IFRS 15).
   *
   * @throws `invalid_field`; `invalid_money`.
   */
  recognise(input: RecognitionInput): Promise<Recognition>;
  /** `recognise`, at once: the event loop waits. */
  recogniseSync(input: RecognitionInput): Recognition;
  /**
   * The tier of a member at an instant, what is missing for the next, and what time alone will change.
   *
   * @throws `not_found`; `program_refuses` for a program without tiers.
   */
  tier(query: TierQuery): Promise<TierStatus>;
  /** `tier`, at once: the event loop waits. */
  tierSync(query: TierQuery): TierStatus;
  /**
   * Every change of a member's tier up to an instant, with its reason.
   *
   * @throws As `tier`.
   */
  tierHistory(query: TierQuery): Promise<TierChange[]>;
  /** `tierHistory`, at once: the event loop waits. */
  tierHistorySync(query: TierQuery): TierChange[];
  /**
   * How many members each tier has at an instant.
   *
   * @throws As `tier`.
   */
  tierReport(program?: string | null, at?: Date | string | null): Promise<TierReport>;
  /** `tierReport`, at once: the event loop waits. */
  tierReportSync(program?: string | null, at?: Date | string | null): TierReport;
  /**
   * Who moved between tiers from one instant to another, now when left out: from which to which, and how many came up, fell,
   * came into the tiers and out of them. Customers as they are now, with the tier that they had at the first and at the last
   * instant, whatever was known then.
   *
   * @throws `invalid_field` unless `since` is earlier than `until`; `not_found`; `program_refuses` for a program without tiers.
   */
  tierMovement(since: Date | string, until?: Date | string | null, program?: string | null): Promise<TierMovementReport>;
  /** `tierMovement`, at once: the event loop waits. */
  tierMovementSync(since: Date | string, until?: Date | string | null, program?: string | null): TierMovementReport;
  /**
   * Gives a member a tier by hand, for a while or for ever. A higher one that is reached counts before it.
   *
   * @throws `not_found`; `program_refuses`; `invalid_field`; `deleted`.
   */
  grantTier(input: TierGrantInput): Promise<TierStatus>;
  /** `grantTier`, at once: the event loop waits. */
  grantTierSync(input: TierGrantInput): TierStatus;
}

/** What points buy. */
export interface Rewards {
  /**
   * Defines a reward, or a new version of one. The same terms again change nothing; what was redeemed stays as it is.
   *
   * @throws `not_found` for the program; `invalid_field`, naming the first field that cannot be taken.
   */
  define(name: string, terms: RewardTerms): Promise<RewardReceipt>;
  /** `define`, at once: the event loop waits. */
  defineSync(name: string, terms: RewardTerms): RewardReceipt;
  /**
   * Every reward as it is now, by name, with what is left of it.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  catalogue(): Promise<RewardOffer[]>;
  /** `catalogue`, at once: the event loop waits. */
  catalogueSync(): RewardOffer[];
  /**
   * Redeems a reward: takes its points by rule P2, takes one from stock, and gives out a code, all or nothing.
   *
   * @throws `not_found`; `invalid_field` for a time ahead of the clock; `deleted`; `key_reused`; `program_refuses`;
   * `reward_refuses` when it is not on offer, or for more than a customer may have; `sold_out`;
   * `insufficient_points`.
   */
  redeem(input: RedeemRewardInput): Promise<RedemptionReceipt>;
  /** `redeem`, at once: the event loop waits. */
  redeemSync(input: RedeemRewardInput): RedemptionReceipt;
  /**
   * What a code stands for; nothing is used. Blanks and dashes do not matter, nor whether letters are large.
   *
   * @throws `invalid_field` for what cannot be a code; `not_found`; `deleted`.
   */
  findCode(code: string): Promise<RewardRedemption>;
  /** `findCode`, at once: the event loop waits. */
  findCodeSync(code: string): RewardRedemption;
  /**
   * Uses a code: what it stands for is handed over.
   *
   * @throws `invalid_field` for what cannot be a code, or a time ahead of the clock or before the code was given out;
   * `not_found`; `deleted`; `key_reused`; `reward_closed` with the `state`: `used`, `cancelled` or `expired`.
   */
  useCode(input: UseCodeInput): Promise<RedemptionReceipt>;
  /** `useCode`, at once: the event loop waits. */
  useCodeSync(input: UseCodeInput): RedemptionReceipt;
  /**
   * Calls a redemption off that was not used, also one past its date: its points go back to their lots (rule P7), and
   * it is in stock again. Cancelling again changes nothing.
   *
   * @throws `invalid_field` for a reason that is empty; `not_found`; `deleted`; `reward_closed` when it was used.
   */
  cancel(redemption: EntryId, reason?: string | null): Promise<RedemptionReceipt>;
  /** `cancel`, at once: the event loop waits. */
  cancelSync(redemption: EntryId, reason?: string | null): RedemptionReceipt;
  /**
   * What a customer redeemed, newest first.
   *
   * @throws `invalid_cursor`; `not_found`.
   */
  list(query: RedemptionQuery): Promise<RedemptionPage>;
  /** `list`, at once: the event loop waits. */
  listSync(query: RedemptionQuery): RedemptionPage;
  /** Loops over what `list` gives, page by page; `limit` is the size of a page. */
  iter(query: RedemptionQuery): AsyncGenerator<RewardRedemption, void, undefined>;
  /** `iter`, at once: the event loop waits for each page. */
  iterSync(query: RedemptionQuery): Generator<RewardRedemption, void, undefined>;
}

/** Customers who bring their friends. */
export interface Referrals {
  /**
   * Defines a program, or a new version of one. The same terms again change nothing; who was referred before is
   * rewarded by the terms of then.
   *
   * @throws `not_found` for the loyalty program; `invalid_field`, naming the first field that cannot be taken;
   * `invalid_query` for the condition.
   */
  define(name: string, terms: ReferralTerms): Promise<ReferralProgram>;
  /** `define`, at once: the event loop waits. */
  defineSync(name: string, terms: ReferralTerms): ReferralProgram;
  /**
   * Every program as it is now, by name.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  programs(): Promise<ReferralProgram[]>;
  /** `programs`, at once: the event loop waits. */
  programsSync(): ReferralProgram[];
  /**
   * The code of a customer, made when there is none yet: the same customer has the same code for ever.
   *
   * @throws `not_found`, also for the program; `deleted`.
   */
  code(customer: CustomerRef, program?: string | null): Promise<ReferralCode>;
  /** `code`, at once: the event loop waits. */
  codeSync(customer: CustomerRef, program?: string | null): ReferralCode;
  /**
   * Notes that a customer came with a code. The first code counts; the same again changes nothing.
   *
   * @throws `invalid_field` for what cannot be a code, or a time ahead of the clock; `not_found` for a code that nobody has;
   * `deleted`, also for the customer whose code it is; `referral_refuses` for one's own code, a customer who bought
   * before, and one who came with another code.
   */
  attribute(input: ReferralInput): Promise<Referral>;
  /** `attribute`, at once: the event loop waits. */
  attributeSync(input: ReferralInput): Referral;
  /**
   * Looks again what an order means for the referral of its customer, if there is one: rewards both sides when it qualifies,
   * takes the points back when the order that qualified counts no more or not enough. Whatever happens to an order does
   * this by itself, in its own commit; this call says what was looked at, and helps where the condition came to hold
   * later. As often as one likes.
   *
   * @throws `not_found`.
   */
  settle(order: OrderRef): Promise<Referral[]>;
  /** `settle`, at once: the event loop waits. */
  settleSync(order: OrderRef): Referral[];
  /**
   * Whom a customer referred, newest first, and before them by whom it was referred itself.
   *
   * @throws `invalid_cursor`; `not_found`.
   */
  list(query: ReferralQuery): Promise<ReferralPage>;
  /** `list`, at once: the event loop waits. */
  listSync(query: ReferralQuery): ReferralPage;
  /** Loops over what `list` gives, page by page; `limit` is the size of a page. */
  iter(query: ReferralQuery): AsyncGenerator<Referral, void, undefined>;
  /** `iter`, at once: the event loop waits for each page. */
  iterSync(query: ReferralQuery): Generator<Referral, void, undefined>;
}

/** Groups of customers by what is known of them. */
export interface Segments {
  /**
   * Reads and checks a query, with the shop's own fields and segments. Tells everything that is wrong at once.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  check(query: string, profile?: Profile | null): Promise<QueryCheck>;
  /** `check`, at once: the event loop waits. */
  checkSync(query: string, profile?: Profile | null): QueryCheck;
  /**
   * Defines a segment, or a new version of one, and works out who is in it: as a commit of its own, which looks at all
   * customers. The same again changes nothing.
   *
   * @throws `invalid_field` for the key or the name; `invalid_query` with the first problem of the query, also when it leads
   * back to the segment itself.
   */
  define(input: SegmentInput): Promise<SegmentReceipt>;
  /** `define`, at once: the event loop waits. */
  defineSync(input: SegmentInput): SegmentReceipt;
  /**
   * Defines many at once, in one commit, all of them or none, and works out who is in them together. One may ask about
   * those before it.
   *
   * @throws As `define`, for the first that cannot be defined.
   */
  defineMany(inputs: ReadonlyArray<SegmentInput>): Promise<SegmentReceipt[]>;
  /** `defineMany`, at once: the event loop waits. */
  defineManySync(inputs: ReadonlyArray<SegmentInput>): SegmentReceipt[];
  /**
   * A segment as it is now.
   *
   * @throws `not_found`.
   */
  get(key: string): Promise<Segment>;
  /** `get`, at once: the event loop waits. */
  getSync(key: string): Segment;
  /**
   * Every segment as it is now, by key.
   *
   * @throws As `check`.
   */
  list(): Promise<Segment[]>;
  /** `list`, at once: the event loop waits. */
  listSync(): Segment[];
  /**
   * Every version of a segment, oldest first; also of one that was taken away.
   *
   * @throws `not_found`.
   */
  versions(key: string): Promise<Segment[]>;
  /** `versions`, at once: the event loop waits. */
  versionsSync(key: string): Segment[];
  /**
   * Takes a segment away; its versions stay. The answer is its last version.
   *
   * @throws `not_found`; `in_use` when another segment asks about it.
   */
  remove(key: string): Promise<Segment>;
  /** `remove`, at once: the event loop waits. */
  removeSync(key: string): Segment;
  /**
   * The customers that a query holds for, by their ids. Every page is worked out anew, as of the call.
   *
   * @throws `invalid_query`; `invalid_field` for the limit; `invalid_cursor`.
   */
  members(query: MemberQuery): Promise<MemberPage>;
  /** `members`, at once: the event loop waits. */
  membersSync(query: MemberQuery): MemberPage;
  /** Loops over what `members` gives, page by page; `limit` is the size of a page. */
  iterMembers(query: MemberQuery): AsyncGenerator<SegmentMember, void, undefined>;
  /** `iterMembers`, at once: the event loop waits for each page. */
  iterMembersSync(query: MemberQuery): Generator<SegmentMember, void, undefined>;
  /**
   * How many customers a query holds for.
   *
   * @throws `invalid_query`.
   */
  count(query: string): Promise<SegmentCount>;
  /** `count`, at once: the event loop waits. */
  countSync(query: string): SegmentCount;
  /**
   * How many customers are in each segment, pins included, by key. All segments are worked out together: what they
   * ask for is loaded once.
   *
   * @throws As `check`.
   */
  sizes(): Promise<SegmentSizes>;
  /** `sizes`, at once: the event loop waits. */
  sizesSync(): SegmentSizes;
  /**
   * How many customers segments have in common, two by two, pins included: of these segments, in this order, each
   * once; of all, by key, when left out. They are worked out together, as for `sizes`.
   *
   * @throws `not_found` for a key; `invalid_field` for the keys when there are more than 100 segments.
   */
  overlap(keys?: ReadonlyArray<string> | null): Promise<SegmentOverlap>;
  /** `overlap`, at once: the event loop waits. */
  overlapSync(keys?: ReadonlyArray<string> | null): SegmentOverlap;
  /**
   * Who would enter and leave a segment if it were defined so. Writes nothing.
   *
   * @throws As `define`.
   */
  preview(input: SegmentInput): Promise<SegmentPreview>;
  /** `preview`, at once: the event loop waits. */
  previewSync(input: SegmentInput): SegmentPreview;
  /**
   * Puts a customer into a segment, keeps it out, or leaves it to the query again. The word holds for the records that
   * the customer has now: it goes with them through merges.
   *
   * @throws `not_found` for the segment, then for the customer.
   */
  pin(key: string, customer: CustomerRef, change: PinChange): Promise<PinReceipt>;
  /** `pin`, at once: the event loop waits. */
  pinSync(key: string, customer: CustomerRef, change: PinChange): PinReceipt;
  /**
   * Why a query holds for a customer, or does not: each part with what it comes to, the values found, and the ids of
   * the rows that decided it. Shows values of the profile: for the shop's own staff.
   *
   * @throws `invalid_query`; `not_found`.
   */
  explain(customer: CustomerRef, query: string): Promise<SegmentExplanation>;
  /** `explain`, at once: the event loop waits. */
  explainSync(customer: CustomerRef, query: string): SegmentExplanation;
  /**
   * Has time move customers into segments and out of them, up to now: each at the very moment, in the order of the
   * moments, for the feed to tell. The first call of a store day also works out anew what depends on all customers:
   * places among them, RFM and lifecycle stages; so does the first after a change of the shop's settings or products.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  advance(): Promise<SegmentAdvance>;
  /** `advance`, at once: the event loop waits. */
  advanceSync(): SegmentAdvance;
  /**
   * The segments that a customer is in, since when, and what time alone will change next. Of a past instant: what it was
   * in by what is known now of that time; a time to come is answered as if nothing happened until then.
   *
   * @throws `not_found`.
   */
  memberships(customer: CustomerRef, at?: Date | string | null): Promise<CustomerSegments>;
  /** `memberships`, at once: the event loop waits. */
  membershipsSync(customer: CustomerRef, at?: Date | string | null): CustomerSegments;
  /**
   * How a customer came into segments and fell out of them, in the order that it was written down, with what caused it.
   *
   * @throws `not_found`.
   */
  history(customer: CustomerRef): Promise<SegmentMove[]>;
  /** `history`, at once: the event loop waits. */
  historySync(customer: CustomerRef): SegmentMove[];
  /**
   * How a segment grew and shrank, one row a store day, both days included; 3,660 days at most.
   *
   * @throws `not_found`; `invalid_field` for the days.
   */
  sizeByDay(key: string, from: CalendarDay, to: CalendarDay): Promise<SegmentDay[]>;
  /** `sizeByDay`, at once: the event loop waits. */
  sizeByDaySync(key: string, from: CalendarDay, to: CalendarDay): SegmentDay[];
}

/** Customers that may be one person. */
export interface Duplicates {
  /**
   * The pairs of customers that may be one person, most likely first; of all customers, or of one. Pairs that were
   * decided to be two persons are left out. Writes nothing.
   *
   * @throws `invalid_cursor`; `invalid_field`; `not_found` for a customer that does not exist; `cancelled`.
   */
  find(options?: DuplicateQuery & WithProgress & WithSignal): Promise<DuplicatePage>;
  /** `find`, at once: the event loop waits. */
  findSync(options?: DuplicateQuery): DuplicatePage;
  /** Loops over what `find` gives, page by page; `limit` is the size of a page. */
  iterFind(options?: DuplicateQuery & WithProgress & WithSignal): AsyncGenerator<DuplicatePair, void, undefined>;
  /** `iterFind`, at once: the event loop waits for each page. */
  iterFindSync(options?: DuplicateQuery): Generator<DuplicatePair, void, undefined>;
  /**
   * The customers that somebody may be who is not stored yet, most likely first, a hundred at most. Writes nothing.
   *
   * @throws `invalid_field` for a value that does not read.
   */
  findNew(input: CustomerInput): Promise<CustomerMatch[]>;
  /** `findNew`, at once: the event loop waits. */
  findNewSync(input: CustomerInput): CustomerMatch[];
  /**
   * Learns from all records what agreement says, and has pairs be weighed by that from now on. Nobody is linked. The
   * same records give the same model.
   *
   * @throws `cancelled`; those of every write.
   */
  train(options?: WithProgress & WithSignal): Promise<DuplicateModel>;
  /** `train`, at once: the event loop waits. */
  trainSync(): DuplicateModel;
  /**
   * What pairs are weighed by.
   *
   * @throws `not_found` while neither `train` nor `run` made one.
   */
  model(): Promise<DuplicateModel>;
  /** `model`, at once: the event loop waits. */
  modelSync(): DuplicateModel;
  /**
   * Trains on all records, links the customers that the policy allows to link, and makes the review queue anew out of
   * the other pairs. `link` overrules the policy for this run: `false` links nobody, `true` links from
   * `link_above_ppm` on, or `match_above_ppm` while that is not set. Links of long runs are committed in parts, each
   * whole; cancelled between them, a run leaves what it linked, and the review queue as it was.
   *
   * @throws `cancelled`; those of every write.
   */
  run(link?: boolean | null, options?: WithProgress & WithSignal): Promise<DuplicateReport>;
  /** `run`, at once: the event loop waits. */
  runSync(link?: boolean | null): DuplicateReport;
  /**
   * The review queue, most likely pairs first: what the last run found, without what was decided or merged since.
   *
   * @throws `invalid_cursor`.
   */
  reviews(query?: ReviewQuery): Promise<ReviewPage>;
  /** `reviews`, at once: the event loop waits. */
  reviewsSync(query?: ReviewQuery): ReviewPage;
  /** Loops over what `reviews` gives, page by page; `limit` is the size of a page. */
  iterReviews(query?: ReviewQuery): AsyncGenerator<Review, void, undefined>;
  /** `iterReviews`, at once: the event loop waits for each page. */
  iterReviewsSync(query?: ReviewQuery): Generator<Review, void, undefined>;
  /**
   * Decides about two customers. `match` merges them; `not_the_same` keeps every record of the one from every record
   * of the other, until somebody decides otherwise; `later` takes the pair
   * out of the queue, to be asked for.
   *
   * @throws `not_found`; `invalid_field` when both are one customer already and the verdict is not `match`.
   */
  decide(customer: CustomerRef, other: CustomerRef, verdict: Verdict): Promise<DecisionReceipt>;
  /** `decide`, at once: the event loop waits. */
  decideSync(customer: CustomerRef, other: CustomerRef, verdict: Verdict): DecisionReceipt;
  /**
   * Makes one of two customers. The older keeps its id, the id of the other leads there; the profile is that of all
   * records, and orders, events and consents follow. What was decided against it holds no more.
   *
   * @throws `not_found`; `invalid_field`.
   */
  merge(customer: CustomerRef, other: CustomerRef): Promise<MergeReceipt>;
  /** `merge`, at once: the event loop waits. */
  mergeSync(customer: CustomerRef, other: CustomerRef): MergeReceipt;
  /**
   * Gives records of a customer back to one of their own, with their orders, events and consents; a customer that had
   * been merged away has its old id again. An old id of a customer with no records named means those that came with
   * it. What happened after the merge stays with the record it was booked on: that whose identifier it named, else the
   * survivor's. Identifiers and later runs join the two parts no more.
   *
   * @throws `not_found`; `invalid_field` for records that are not the customer's, or all of them.
   */
  unmerge(customer: CustomerRef, records: ReadonlyArray<RecordId>): Promise<UnmergeReceipt>;
  /** `unmerge`, at once: the event loop waits. */
  unmergeSync(customer: CustomerRef, records: ReadonlyArray<RecordId>): UnmergeReceipt;
  /**
   * Which rows of a table are one person: a list, a file, whatever has columns. What each column holds is recognised
   * by its name and cells, and what agreement says is learned from the table itself, and from what was decided before.
   * Against a truth the clusters are measured. Customers are not looked at, and nothing is written.
   *
   * @throws `invalid_field` for columns of unequal length or one name, a truth that is no column, settings that do not read,
   * and labels of rows that are not there; `cancelled`.
   */
  findInTable(columns: ReadonlyArray<TableColumn>, options?: TableQuery & WithProgress & WithSignal): Promise<TableDuplicates>;
  /** `findInTable`, at once: the event loop waits. */
  findInTableSync(columns: ReadonlyArray<TableColumn>, options?: TableQuery): TableDuplicates;
  /**
   * Why two customers score as they do: by the records of each that agree most, the level of agreement of each field
   * with its weight and what the frequency of the value adds.
   *
   * @throws `not_found`; `invalid_field` when both are one customer, or nothing of one can be compared.
   */
  explain(customer: CustomerRef, other: CustomerRef): Promise<PairExplanation>;
  /** `explain`, at once: the event loop waits. */
  explainSync(customer: CustomerRef, other: CustomerRef): PairExplanation;
  /**
   * What makes the records of a customer one person: each record with its link, and a path of evidence through all.
   *
   * @throws `not_found`.
   */
  explainCustomer(customer: CustomerRef): Promise<CustomerExplanation>;
  /** `explainCustomer`, at once: the event loop waits. */
  explainCustomerSync(customer: CustomerRef): CustomerExplanation;
  /**
   * Every link of a customer's records, and of those that were taken from it, oldest first.
   *
   * @throws `not_found`.
   */
  history(customer: CustomerRef): Promise<LinkChange[]>;
  /** `history`, at once: the event loop waits. */
  historySync(customer: CustomerRef): LinkChange[];
}

/** What is known of a person, handed out or destroyed. */
export interface Privacy {
  /**
   * Destroys what is kept of a customer, also of one that was deleted, by its id. What the law orders kept (amounts,
   * lines and dates of orders, entries of the ledger of points) stays, tied to records that say nothing any more. With
   * `suppress`, keyed hashes of its e-mails and phones are kept, so that marketing does not reach them when they come in
   * again with an old list. Erasing again gives the receipt of the first time. It cannot be undone; what lies in
   * backups, and old bytes in the store's own files until `compact`, are not touched.
   *
   * @throws `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
   */
  erase(customer: CustomerRef, reason: ErasureReason, suppress?: boolean | null): Promise<ErasureReceipt>;
  /** `erase`, at once: the event loop waits. */
  eraseSync(customer: CustomerRef, reason: ErasureReason, suppress?: boolean | null): ErasureReceipt;
  /**
   * Restricts processing of what is known of a customer, also of one that was deleted, by its id (GDPR article 18): it is
   * kept, nobody is contacted for any purpose, and no segment reaches it. Taking facts in goes on. Every record of the customer is
   * restricted, so it stays so when records are taken apart, and a customer one of whose records is restricted is. For
   * the same reason again it changes nothing.
   *
   * @throws `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
   */
  restrict(customer: CustomerRef, reason: RestrictionReason): Promise<RestrictionReceipt>;
  /** `restrict`, at once: the event loop waits. */
  restrictSync(customer: CustomerRef, reason: RestrictionReason): RestrictionReceipt;
  /**
   * Lifts the restriction of a customer, with all its records. The person must be told before (GDPR article 18(3)).
   *
   * @throws As `restrict`.
   */
  unrestrict(customer: CustomerRef): Promise<RestrictionReceipt>;
  /** `unrestrict`, at once: the event loop waits. */
  unrestrictSync(customer: CustomerRef): RestrictionReceipt;
  /**
   * Takes in that a customer objects to a purpose, by one channel or by all (GDPR article 21): nobody is contacted for it,
   * also where no consent is needed, unless it stands on a contract or a law. It is an entry among the customer's consents, `objected`,
   * and holds until the customer agrees again later, for the channel that is agreed to; after a merge it holds over what the
   * other record said. The same again changes nothing.
   *
   * @throws `invalid_field`; `not_found` for a customer that does not exist.
   */
  object(input: ObjectionInput): Promise<ConsentReceipt>;
  /** `object`, at once: the event loop waits. */
  objectSync(input: ObjectionInput): ConsentReceipt;
  /**
   * Every erasure. Kept outside of backups, it tells whom to erase again after one was restored.
   *
   * @throws `invalid_cursor`.
   */
  erasures(page?: PageRequest): Promise<ErasurePage>;
  /** `erasures`, at once: the event loop waits. */
  erasuresSync(page?: PageRequest): ErasurePage;
  /** Loops over what `erasures` gives, page by page; `limit` is the size of a page. */
  iterErasures(page?: PageRequest): AsyncGenerator<ErasureReceipt, void, undefined>;
  /** `iterErasures`, at once: the event loop waits for each page. */
  iterErasuresSync(page?: PageRequest): Generator<ErasureReceipt, void, undefined>;
  /**
   * Destroys what is past its time by the shop's rules of retention (`retention` of the settings; GDPR article 5(1)(e),
   * PIPL article 19): events and contacts first, then customers, as `erase` does it, for the reason
   * `retention`. Of several rules that take the same, one that deletes comes before one that anonymises, and then the one
   * that was set first. E-mails and phones of customers who said no to marketing are suppressed when they go.
   * Who is restricted is not touched. It works in commits of 500 events or 100 customers; cut off, it goes on
   * when it is called again, and with nothing past its time it writes nothing.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  advance(): Promise<RetentionReport>;
  /** `advance`, at once: the event loop waits. */
  advanceSync(): RetentionReport;
  /**
   * What `advance` would destroy at an instant, now when left out, of what is known now. Nothing is written.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  previewRetention(asOf?: Date | string | null): Promise<RetentionReport>;
  /** `previewRetention`, at once: the event loop waits. */
  previewRetentionSync(asOf?: Date | string | null): RetentionReport;
  /**
   * What runs of `advance` destroyed, the newest first; those that found nothing are left out.
   *
   * @throws `invalid_cursor`.
   */
  retentionRuns(page?: PageRequest): Promise<RetentionRunPage>;
  /** `retentionRuns`, at once: the event loop waits. */
  retentionRunsSync(page?: PageRequest): RetentionRunPage;
  /** Loops over what `retentionRuns` gives, page by page; `limit` is the size of a page. */
  iterRetentionRuns(page?: PageRequest): AsyncGenerator<RetentionRun, void, undefined>;
  /** `iterRetentionRuns`, at once: the event loop waits for each page. */
  iterRetentionRunsSync(page?: PageRequest): Generator<RetentionRun, void, undefined>;
  /**
   * All that is known of a customer, also of one that was deleted, by its id: every version of every record as it came,
   * the profile made of them, orders, events, consents, points, segments, links and decisions, and what the audit has
   * of it (GDPR articles 15 and 20, PIPL article 45). Of an erased one: the receipt. That it was handed out stands in
   * the audit.
   *
   * @throws `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
   */
  export(customer: CustomerRef): Promise<CustomerDossier>;
  /** `export`, at once: the event loop waits. */
  exportSync(customer: CustomerRef): CustomerDossier;
  /**
   * The same as a page of HTML that people read, in one piece: it loads nothing.
   *
   * @throws As `export`.
   */
  exportPage(customer: CustomerRef): Promise<string>;
  /** `exportPage`, at once: the event loop waits. */
  exportPageSync(customer: CustomerRef): string;
  /**
   * Writes the store's files anew, so that no byte of what was erased, or ever replaced, is left in them; gives how many
   * bytes they take then. Other calls wait meanwhile. The memory storage has no files.
   *
   * @throws `unsupported` by sled and PostgreSQL; `contended` while another process reads a SQLite store; `disk_full`, `io`.
   */
  compact(): Promise<number>;
  /** `compact`, at once: the event loop waits. */
  compactSync(): number;
  /**
   * Since when an e-mail or phone is suppressed; absent when it is not.
   *
   * @throws `invalid_field` for a text that is neither.
   */
  suppressedSince(address: string): Promise<Date | null>;
  /** `suppressedSince`, at once: the event loop waits. */
  suppressedSinceSync(address: string): Date | null;
}

/** Files taken in. */
export interface Imports {
  /**
   * Takes customers in from a delimited text file: CSV or TSV of any usual encoding, columns found by their headers.
   * Rows name their record by (source, external id), else by e-mail or phone. Values that do not read are kept as they
   * came and counted; rows that cannot be taken are told in the report and written to `rejects`, and stop nothing. The
   * same file again changes nothing; a run that was cut off goes on.
   *
   * @throws `io`; `invalid_file` when it is empty or none of its columns is known; `invalid_field` when the mapping names a
   * column it does not have; `cancelled`; those of the storage. What was committed before an error stays.
   */
  customers(source: ImportSource, options?: ImportQuery & WithRejects & WithProgress & WithSignal): Promise<ImportReport>;
  /** `customers`, at once: the event loop waits. */
  customersSync(source: ImportSource, options?: ImportQuery & WithRejects): ImportReport;
  /**
   * Takes orders in from a delimited text file. A row is an order, or one line of an order. The customer is the record
   * that the row's source calls so, else whoever bears its e-mail or phone; a record that does not exist yet is made.
   *
   * @throws As `customers`.
   */
  orders(source: ImportSource, options?: ImportQuery & WithRejects & WithProgress & WithSignal): Promise<ImportReport>;
  /** `orders`, at once: the event loop waits. */
  ordersSync(source: ImportSource, options?: ImportQuery & WithRejects): ImportReport;
  /**
   * Takes in what a commerce platform sends, as JSON: one object, a list, the envelope of an export or a webhook, or an
   * object on each line. Customers, orders, refunds and consents go where they belong, under the platform's own ids;
   * what has no field is kept with them. Platform and kind are recognised where they are not said. Objects that
   * cannot be taken are told in the report, and written to `rejects` as JSON Lines, and stop nothing. The same again
   * changes nothing, and what is older never takes the place of what is newer.
   *
   * @throws `io`; `invalid_file` when it is empty or no JSON; `cancelled`; those of the storage. What was committed before an
   * error stays.
   */
  payload(source: ImportSource, options?: PayloadQuery & WithRejects & WithProgress & WithSignal): Promise<PayloadReport>;
  /** `payload`, at once: the event loop waits. */
  payloadSync(source: ImportSource, options?: PayloadQuery & WithRejects): PayloadReport;
  /**
   * Verifies that a webhook comes from its platform: that its signature is that of its body under the secret that both
   * sides know, and, where the platform signs a time, that it is recent. It reads and writes nothing.
   *
   * @throws `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time
   * outside of the tolerance.
   */
  verifyWebhook(query: WebhookQuery): Promise<WebhookReceipt>;
  /** `verifyWebhook`, at once: the event loop waits. */
  verifyWebhookSync(query: WebhookQuery): WebhookReceipt;
}

/** Figures over the whole shop. */
export interface Reports {
  /**
   * How much there is of everything, and the net revenue.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  stats(): Promise<Stats>;
  /** `stats`, at once: the event loop waits. */
  statsSync(): Stats;
  /**
   * Net revenue by the month that orders were placed in, oldest first, months without orders included.
   *
   * @throws As `stats`.
   */
  revenueByMonth(asOf?: CalendarDay | null): Promise<RevenueReport>;
  /** `revenueByMonth`, at once: the event loop waits. */
  revenueByMonthSync(asOf?: CalendarDay | null): RevenueReport;
  /**
   * How customers fall into the groups of recency, frequency and money.
   *
   * @throws `invalid_field` for cut points that do not grow; as `stats`.
   */
  rfm(query?: RfmQuery): Promise<RfmReport>;
  /** `rfm`, at once: the event loop waits. */
  rfmSync(query?: RfmQuery): RfmReport;
  /**
   * The score of every customer that has orders, by customer.
   *
   * @throws As `rfm`.
   */
  rfmScores(query?: RfmQuery): Promise<RfmScore[]>;
  /** `rfmScores`, at once: the event loop waits. */
  rfmScoresSync(query?: RfmQuery): RfmScore[];
  /**
   * The customers that spent most, as of the end of a day or, without one, of all that is known.
   *
   * @throws As `stats`.
   */
  topCustomers(limit: number, asOf?: CalendarDay | null): Promise<TopCustomer[]>;
  /** `topCustomers`, at once: the event loop waits. */
  topCustomersSync(limit: number, asOf?: CalendarDay | null): TopCustomer[];
}

/** Every committed change. */
export interface Feed {
  /**
   * The changes after a cursor; without one, from the first that is kept.
   *
   * @throws `invalid_cursor`; `cursor_expired` when changes after the cursor are not kept any more.
   */
  changes(page?: PageRequest): Promise<FeedPage>;
  /** `changes`, at once: the event loop waits. */
  changesSync(page?: PageRequest): FeedPage;
  /** Loops over what `changes` gives, page by page; `limit` is the size of a page. */
  iterChanges(page?: PageRequest): AsyncGenerator<FeedChange, void, undefined>;
  /** `iterChanges`, at once: the event loop waits for each page. */
  iterChangesSync(page?: PageRequest): Generator<FeedChange, void, undefined>;
  /**
   * The cursor before the first change that was committed at this time or later: from where to read what happened
   * since.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  cursorAt(at: Date | string): Promise<string>;
  /** `cursorAt`, at once: the event loop waits. */
  cursorAtSync(at: Date | string): string;
  /**
   * Makes a group that follows the feed, from the beginning unless told otherwise. One that is there stays where it
   * is.
   *
   * @throws `invalid_field` for a name that is empty or longer than 100 bytes.
   */
  defineGroup(name: string, start?: FeedStart | null): Promise<FeedGroup>;
  /** `defineGroup`, at once: the event loop waits. */
  defineGroupSync(name: string, start?: FeedStart | null): FeedGroup;
  /**
   * Every group with how far it is, by name.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  groups(): Promise<FeedGroup[]>;
  /** `groups`, at once: the event loop waits. */
  groupsSync(): FeedGroup[];
  /**
   * The next changes of a group, for one worker until its lease ends. Until they are acknowledged no other worker
   * gets any, so that changes stay in order; a worker that asks again, or whoever asks first after the lease ended,
   * gets them again.
   *
   * @throws `invalid_field`; `not_found`; `cursor_expired` when changes that the group has not read are not kept any more;
   * `contended`.
   */
  take(query: FeedTake): Promise<FeedBatch>;
  /** `take`, at once: the event loop waits. */
  takeSync(query: FeedTake): FeedBatch;
  /**
   * Says that a batch is done, or the first so many of its changes; the rest is given out again at once. The same
   * again changes nothing.
   *
   * @throws `not_found`; `stale_version` when the lease ended and somebody else took the batch; `invalid_field` for more
   * changes than the batch has; `contended`.
   */
  acknowledge(group: string, lease: number, done?: number | null): Promise<FeedGroup>;
  /** `acknowledge`, at once: the event loop waits. */
  acknowledgeSync(group: string, lease: number, done?: number | null): FeedGroup;
  /**
   * Sets a group to a cursor, or to the first change that is kept. A batch that is out can be acknowledged no more.
   *
   * @throws `invalid_cursor`; `cursor_expired`; `not_found`.
   */
  rewind(group: string, cursor?: string | null): Promise<FeedGroup>;
  /** `rewind`, at once: the event loop waits. */
  rewindSync(group: string, cursor?: string | null): FeedGroup;
  /**
   * Forgets a group.
   *
   * @throws `not_found`.
   */
  forgetGroup(name: string): Promise<void>;
  /** `forgetGroup`, at once: the event loop waits. */
  forgetGroupSync(name: string): void;
  /**
   * Drops what is older than the setting `feed_days` allows, from the feed and so from the audit too, whose chain begins
   * after it then; the newest commit always stays. For a job that runs now and then.
   *
   * @throws `corrupt` when the audit was tampered with: see `audit.verify`; `unsupported` by this storage; `disk_full`, `io`.
   */
  trim(): Promise<FeedTrimReport>;
  /** `trim`, at once: the event loop waits. */
  trimSync(): FeedTrimReport;
}

/** Who did what. */
export interface Audit {
  /**
   * Every commit, page by page, oldest first.
   *
   * @throws `invalid_cursor`.
   */
  list(page?: PageRequest): Promise<AuditPage>;
  /** `list`, at once: the event loop waits. */
  listSync(page?: PageRequest): AuditPage;
  /** Loops over what `list` gives, page by page; `limit` is the size of a page. */
  iter(page?: PageRequest): AsyncGenerator<AuditEntry, void, undefined>;
  /** `iter`, at once: the event loop waits for each page. */
  iterSync(page?: PageRequest): Generator<AuditEntry, void, undefined>;
  /**
   * The commits that a query names, page by page, oldest first: about a customer, by a call, by somebody, in a time. It
   * reads through the audit as far as it is kept.
   *
   * @throws `invalid_field` for the limit; `invalid_cursor`.
   */
  find(query?: AuditQuery): Promise<AuditPage>;
  /** `find`, at once: the event loop waits. */
  findSync(query?: AuditQuery): AuditPage;
  /** Loops over what `find` gives, page by page; `limit` is the size of a page. */
  iterFind(query?: AuditQuery): AsyncGenerator<AuditEntry, void, undefined>;
  /** `iterFind`, at once: the event loop waits for each page. */
  iterFindSync(query?: AuditQuery): Generator<AuditEntry, void, undefined>;
  /**
   * Writes down what the chain is now, and gives it: for a job that runs now and then and keeps it somewhere else. A
   * chain that is not intact is left as it was sealed.
   *
   * @throws Those of every call: `closed`, `io`, `corrupt`.
   */
  seal(): Promise<AuditHead>;
  /** `seal`, at once: the event loop waits. */
  sealSync(): AuditHead;
  /**
   * Works the chain out anew and compares it with every seal, and with a head that was kept elsewhere; then seals what
   * came since. Who can write to the store's files can write seals, too: only a head from elsewhere tells of that.
   *
   * @throws `invalid_field` for an anchor whose entries were dropped from the feed.
   */
  verify(anchor?: AuditHead | null): Promise<AuditProof>;
  /** `verify`, at once: the event loop waits. */
  verifySync(anchor?: AuditHead | null): AuditProof;
  /**
   * The entries as lines of JSON with their hashes, page by page, oldest first, and sealed first: for who wants to keep
   * them, and to check the chain, elsewhere.
   *
   * @throws `invalid_field` for the limit; `invalid_cursor`.
   */
  export(page?: PageRequest): Promise<AuditExport>;
  /** `export`, at once: the event loop waits. */
  exportSync(page?: PageRequest): AuditExport;
  /** Loops over what `export` gives, page by page; `limit` is the size of a page. */
  iterExport(page?: PageRequest): AsyncGenerator<string, void, undefined>;
  /** `iterExport`, at once: the event loop waits for each page. */
  iterExportSync(page?: PageRequest): Generator<string, void, undefined>;
}

/** State is what the facts make it. */
export interface Proof {
  /**
   * Derives all state again, in memory, and compares. Looks at the storage's indexes, too.
   *
   * @throws `corrupt` when facts do not read.
   */
  verify(): Promise<VerifyReport>;
  /** `verify`, at once: the event loop waits. */
  verifySync(): VerifyReport;
  /**
   * Derives all state again and replaces what differs, in one transaction.
   *
   * @throws `corrupt` when facts do not read.
   */
  rebuild(): Promise<VerifyReport>;
  /** `rebuild`, at once: the event loop waits. */
  rebuildSync(): VerifyReport;
}

/**
 * A shop's customer relationships: one handle per area. Each call returns a promise and runs off the event loop; its twin
 * that ends in `Sync` blocks.
 */
export class Crm {
  private constructor();
  /**
   * Opens a store, making it when there is none: a path, `redb:PATH` or `memory:`.
   *
   * @throws `unknown_storage`; `locked` when another process holds it; `no_store`, `newer_format`, `corrupt`, `io`.
   */
  static open(url: string, options?: OpenOptions): Promise<Crm>;
  /** `open`, at once: the event loop waits. */
  static openSync(url: string, options?: OpenOptions): Crm;
  /** The same store, used by somebody else: who stands in feed and audit. */
  actingAs(actor: string): Crm;
  /** The same store; writes are worked out and answered, and not kept. */
  dryRun(): Crm;
  /**
   * Moves the clock of a store that was opened with `now`.
   *
   * @throws `invalid_argument` on the system's clock.
   */
  setNow(now: Date | string): void;
  /** Bytes on disk; 0 for a store in memory. */
  sizeOnDisk(): Promise<number>;
  /** `sizeOnDisk`, at once. */
  sizeOnDiskSync(): number;
  /** Lets go of every file lock. The next call takes them again. */
  suspend(): Promise<void>;
  /** `suspend`, at once. */
  suspendSync(): void;
  /** Closes the store for every handle on it, after the calls under way. Closing again does nothing. */
  close(): Promise<void>;
  /** `close`, at once. */
  closeSync(): void;
  /** Closes it, where the runtime knows `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
  /** Closes it, where the runtime knows `using`. */
  [Symbol.dispose](): void;
  /** The shop's settings. */
  readonly shop: ShopHandle;
  /** The shop's customers. */
  readonly customers: Customers;
  /** What customers bought. */
  readonly orders: Orders;
  /** What the shop sells. */
  readonly products: Products;
  /** What customers did. */
  readonly events: Events;
  /** What customers agreed to. */
  readonly consents: Consents;
  /** Points and tiers. */
  readonly loyalty: Loyalty;
  /** What points buy. */
  readonly rewards: Rewards;
  /** Customers who bring their friends. */
  readonly referrals: Referrals;
  /** Groups of customers by what is known of them. */
  readonly segments: Segments;
  /** Customers that may be one person. */
  readonly duplicates: Duplicates;
  /** What is known of a person, handed out or destroyed. */
  readonly privacy: Privacy;
  /** Files taken in. */
  readonly imports: Imports;
  /** Figures over the whole shop. */
  readonly reports: Reports;
  /** Every committed change. */
  readonly feed: Feed;
  /** Who did what. */
  readonly audit: Audit;
  /** State is what the facts make it. */
  readonly proof: Proof;
}

/** What an error is about: stays the same between versions. */
export type ErrorKind = 'invalid' | 'not_found' | 'conflict' | 'refused' | 'cancelled' | 'unavailable' | 'storage' | 'unknown' | 'data' | 'internal';

/** Which error it is: stays the same between versions. */
export type ErrorCode = 'invalid_field' | 'invalid_argument' | 'invalid_query' | 'invalid_money' | 'invalid_file' | 'invalid_cursor' | 'cursor_expired' | 'not_found' | 'deleted' | 'erased' | 'stale_version' | 'duplicate' | 'contended' | 'in_use' | 'key_reused' | 'below_floor' | 'refund_too_large' | 'insufficient_points' | 'program_refuses' | 'reward_refuses' | 'referral_refuses' | 'sold_out' | 'reward_closed' | 'consent_closed' | 'cancelled' | 'closed' | 'locked' | 'io' | 'disk_full' | 'unknown_storage' | 'not_empty' | 'unfinished_copy' | 'no_store' | 'unsupported' | 'unknown_outcome' | 'corrupt' | 'newer_format' | 'internal';

/** Every error of guanxi. `message` is for people; programs look at the class or at `code`. */
export class GuanxiError extends Error {
  protected constructor();
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /** What the message is made of, by the core's names. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The request is wrong; mend it and call again. */
export class InvalidError extends GuanxiError {
  readonly kind: 'invalid';
}

/** What the request names does not exist. */
export class NotFoundError extends GuanxiError {
  readonly kind: 'not_found';
}

/** The request contradicts what is there: another version, a key with other content. */
export class ConflictError extends GuanxiError {
  readonly kind: 'conflict';
}

/** A rule of the shop refuses it: too few points, too little stock. */
export class RefusedError extends GuanxiError {
  readonly kind: 'refused';
}

/** The caller asked to stop. */
export class CancelledError extends GuanxiError {
  readonly kind: 'cancelled';
  readonly code: 'cancelled';
  readonly fields: Readonly<Record<string, string>>;
}

/** The handle or the storage is closed or held by somebody else; try again later. */
export class UnavailableError extends GuanxiError {
  readonly kind: 'unavailable';
}

/** The disk, the network or the file failed; the data is as it was before the call. */
export class StorageError extends GuanxiError {
  readonly kind: 'storage';
}

/** The outcome is not known: the connection died inside a commit. Look before repeating. */
export class UnknownOutcomeError extends GuanxiError {
  readonly kind: 'unknown';
  readonly code: 'unknown_outcome';
  readonly fields: { readonly reason: string };
}

/** The stored data is damaged, or was written by a newer version. */
export class DataError extends GuanxiError {
  readonly kind: 'data';
}

/** A fault of guanxi itself; please report it. */
export class InternalError extends GuanxiError {
  readonly kind: 'internal';
  readonly code: 'internal';
  readonly fields: { readonly reason: string };
}

/** A value of the request cannot be taken. */
export class InvalidFieldError extends InvalidError {
  readonly code: 'invalid_field';
  readonly fields: { readonly field: string; readonly reason: string };
}

/** An argument of a call is of another shape than it must be. */
export class InvalidArgumentError extends InvalidError {
  readonly code: 'invalid_argument';
  readonly fields: { readonly path: string; readonly reason: string };
  /** Where it is, as the caller wrote it: `inputs[3].email`. */
  get path(): string;
}

/** A condition cannot run; the first of its problems. */
export class InvalidQueryError extends InvalidError {
  readonly code: 'invalid_query';
  readonly fields: { readonly problem: string; readonly line: string; readonly column: string; readonly reason: string };
}

/** An amount does not fit, or two currencies met. */
export class InvalidMoneyError extends InvalidError {
  readonly code: 'invalid_money';
  readonly fields: { readonly reason: string };
}

/** A file cannot be read as what it was given for. */
export class InvalidFileError extends InvalidError {
  readonly code: 'invalid_file';
  readonly fields: { readonly place: string; readonly reason: string };
}

/** A cursor that this call did not give out. */
export class InvalidCursorError extends InvalidError {
  readonly code: 'invalid_cursor';
  readonly fields: { readonly reason: string };
}

/** A place of the feed whose successors are not kept any more. */
export class CursorExpiredError extends InvalidError {
  readonly code: 'cursor_expired';
  readonly fields: Readonly<Record<string, string>>;
}

/** The record's customer was deleted. */
export class DeletedError extends NotFoundError {
  readonly code: 'deleted';
  readonly fields: Readonly<Record<string, string>>;
}

/** The customer was erased: nothing is kept that says who it was. */
export class ErasedError extends NotFoundError {
  readonly code: 'erased';
  readonly fields: { readonly id: string };
}

/** The thing was changed since the caller looked. */
export class StaleVersionError extends ConflictError {
  readonly code: 'stale_version';
  readonly fields: { readonly entity: string; readonly expected: string; readonly found: string };
}

/** A unique key is taken. */
export class DuplicateError extends ConflictError {
  readonly code: 'duplicate';
  readonly fields: { readonly table: string; readonly index: string };
}

/** Other writers were faster every time. */
export class ContendedError extends ConflictError {
  readonly code: 'contended';
  readonly fields: { readonly tries: string };
}

/** Something else needs the thing. */
export class InUseError extends RefusedError {
  readonly code: 'in_use';
  readonly fields: { readonly entity: string; readonly id: string; readonly by: string };
}

/** A key was used before with other content. */
export class KeyReusedError extends ConflictError {
  readonly code: 'key_reused';
  readonly fields: { readonly key: string };
}

/** A sum would fall below what is allowed. */
export class BelowFloorError extends RefusedError {
  readonly code: 'below_floor';
  readonly fields: { readonly table: string; readonly floor: string; readonly result: string };
}

/** More is given back than was paid. */
export class RefundTooLargeError extends RefusedError {
  readonly code: 'refund_too_large';
  readonly fields: { readonly paid: string; readonly refunded: string; readonly asked: string };
}

/** A member has fewer points than are asked for. */
export class InsufficientPointsError extends RefusedError {
  readonly code: 'insufficient_points';
  readonly fields: { readonly program: string; readonly available: string; readonly asked: string };
}

/** A rule of a loyalty program refuses it. */
export class ProgramRefusesError extends RefusedError {
  readonly code: 'program_refuses';
  readonly fields: { readonly program: string; readonly reason: string };
}

/** A reward cannot be had: it is not on offer, or the customer has as many as it may. */
export class RewardRefusesError extends RefusedError {
  readonly code: 'reward_refuses';
  readonly fields: { readonly reward: string; readonly reason: string };
}

/** A customer cannot be referred: it is itself, bought before, or came with another code. */
export class ReferralRefusesError extends RefusedError {
  readonly code: 'referral_refuses';
  readonly fields: { readonly program: string; readonly reason: string };
}

/** Nothing is left of a reward. */
export class SoldOutError extends RefusedError {
  readonly code: 'sold_out';
  readonly fields: { readonly reward: string };
}

/** The code of a reward cannot be used any more, or its redemption not be cancelled. */
export class RewardClosedError extends RefusedError {
  readonly code: 'reward_closed';
  readonly fields: { readonly reward: string; readonly state: string; readonly at: string };
}

/** A consent that was asked for cannot be confirmed any more. */
export class ConsentClosedError extends RefusedError {
  readonly code: 'consent_closed';
  readonly fields: { readonly state: string; readonly at: string };
}

/** The handle was closed. */
export class ClosedError extends UnavailableError {
  readonly code: 'closed';
  readonly fields: Readonly<Record<string, string>>;
}

/** Another process holds the storage. */
export class LockedError extends UnavailableError {
  readonly code: 'locked';
  readonly fields: { readonly place: string };
}

/** Reading or writing failed. */
export class IoError extends StorageError {
  readonly code: 'io';
  readonly fields: { readonly place: string; readonly reason: string };
}

/** No room is left. */
export class DiskFullError extends StorageError {
  readonly code: 'disk_full';
  readonly fields: { readonly place: string };
}

/** No storage of this name is built in. */
export class UnknownStorageError extends InvalidError {
  readonly code: 'unknown_storage';
  readonly fields: { readonly scheme: string; readonly known: string };
}

/** What should be empty holds something. */
export class NotEmptyError extends ConflictError {
  readonly code: 'not_empty';
  readonly fields: Readonly<Record<string, string>>;
}

/** The store is half of a copy. */
export class UnfinishedCopyError extends UnavailableError {
  readonly code: 'unfinished_copy';
  readonly fields: Readonly<Record<string, string>>;
}

/** Nothing is stored there. */
export class NoStoreError extends NotFoundError {
  readonly code: 'no_store';
  readonly fields: { readonly place: string };
}

/** A storage cannot do what is asked. */
export class UnsupportedError extends InvalidError {
  readonly code: 'unsupported';
  readonly fields: { readonly what: string };
}

/** Stored bytes do not read as they must. */
export class CorruptError extends DataError {
  readonly code: 'corrupt';
  readonly fields: { readonly place: string; readonly reason: string };
}

/** The store was written by a newer version. */
export class NewerFormatError extends DataError {
  readonly code: 'newer_format';
  readonly fields: { readonly place: string; readonly found: string; readonly known: string };
}

