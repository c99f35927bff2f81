// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.
'use strict';

const { files, later, long, now, renamed, split } = require('./lib/call.js');
const { withAreas } = require('./lib/crm.js');
const errors = require('./lib/errors.js');
const {
  arg, bare, bool, date, decimal, each, eachOf, expected, inside, integer, jsonObject, list, map, missing, money, object, oneOf, optional, payload, text,
  timestamp, unknown, wrong,
} = require('./lib/values.js');

const enAddress = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'lines': out.lines = list(value, text); break;
        case 'city': if (value !== null) out.city = text(value); break;
        case 'region': if (value !== null) out.region = text(value); break;
        case 'country': if (value !== null) out.country = text(value); break;
        case 'postcode': if (value !== null) out.postcode = text(value); break;
        case 'latitudeE6': if (value !== null) out.latitude_e6 = integer(value); break;
        case 'longitudeE6': if (value !== null) out.longitude_e6 = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deAddress = (o) => ({
  lines: o.lines,
  city: o.city,
  region: o.region,
  country: o.country,
  postcode: o.postcode,
  latitudeE6: o.latitude_e6,
  longitudeE6: o.longitude_e6,
});

const enAddressInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'lines': out.lines = list(value, text); break;
        case 'city': if (value !== null) out.city = text(value); break;
        case 'region': if (value !== null) out.region = text(value); break;
        case 'country': if (value !== null) out.country = text(value); break;
        case 'postcode': if (value !== null) out.postcode = text(value); break;
        case 'latitude': if (value !== null) out.latitude = text(value); break;
        case 'longitude': if (value !== null) out.longitude = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const enAdjustInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'points': out.points = integer(value); break;
        case 'reason': out.reason = text(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.points === undefined) missing('points');
  if (out.reason === undefined) missing('reason');
  return out;
};

const deAdvanceReport = (o) => ({
  accounts: o.accounts,
  expired: o.expired,
  voided: o.voided,
  occasions: o.occasions,
  tierChanges: o.tier_changes,
});

const enAllocationInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'price': out.price = money(value); break;
        case 'goods': out.goods = money(value); break;
        case 'points': out.points = money(value); break;
        case 'redeemedPpm': out.redeemed_ppm = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.price === undefined) missing('price');
  if (out.goods === undefined) missing('goods');
  if (out.points === undefined) missing('points');
  if (out.redeemed_ppm === undefined) missing('redeemedPpm');
  return out;
};

const deAuditEntry = (o) => ({
  at: new Date(o.at),
  actor: o.actor,
  verb: o.verb,
  changes: o.changes,
  note: o.note,
});

const deAuditExport = (o) => ({
  items: o.items,
  head: o.head,
  nextCursor: o.next_cursor,
});

const enAuditHead = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'entries': out.entries = integer(value); break;
        case 'hash': out.hash = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.entries === undefined) missing('entries');
  if (out.hash === undefined) missing('hash');
  return out;
};

const deAuditPage = (o) => ({
  items: each(o.items, deAuditEntry),
  nextCursor: o.next_cursor,
});

const deAuditProof = (o) => ({
  intact: o.intact,
  checked: o.checked,
  dropped: o.dropped,
  head: o.head,
  soundUntil: o.sound_until,
  brokenBy: o.broken_by,
});

const enAuditQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': if (value !== null) out.customer = text(value); break;
        case 'verb': if (value !== null) out.verb = text(value); break;
        case 'actor': if (value !== null) out.actor = text(value); break;
        case 'since': if (value !== null) out.since = timestamp(value); break;
        case 'until': if (value !== null) out.until = timestamp(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const enBalanceQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        case 'knownAt': if (value !== null) out.known_at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const deBlockedMerge = (o) => ({
  customerId: o.customer_id,
  otherId: o.other_id,
  reason: o.reason,
});

const enCaptureInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'hold': out.hold = text(value); break;
        case 'points': if (value !== null) out.points = integer(value); break;
        case 'order': if (value !== null) out.order = enOrderRef(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.hold === undefined) missing('hold');
  return out;
};

const namesClawbackPolicy = new Set(['debt', 'others_then_debt', 'others_then_write_off', 'write_off']);
const enClawbackPolicy = (value) => oneOf(value, namesClawbackPolicy);

const deConsent = (o) => ({
  purpose: o.purpose,
  channel: o.channel,
  state: o.state,
  at: new Date(o.at),
  source: o.source,
  wording: o.wording,
  evidence: o.evidence,
});

const enConsentInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'purpose': out.purpose = text(value); break;
        case 'channel': out.channel = text(value); break;
        case 'state': out.state = enConsentState(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'wording': if (value !== null) out.wording = text(value); break;
        case 'evidence': if (value !== null) out.evidence = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.purpose === undefined) missing('purpose');
  if (out.channel === undefined) missing('channel');
  if (out.state === undefined) missing('state');
  return out;
};

const enConsentQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const deConsentReceipt = (o) => ({
  outcome: o.outcome,
  customerId: o.customer_id,
});

const deConsentRequest = (o) => ({
  outcome: o.outcome,
  customerId: o.customer_id,
  address: o.address,
  token: o.token,
  expiresAt: o.expires_at === null ? null : new Date(o.expires_at),
});

const enConsentRequestInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'purpose': out.purpose = text(value); break;
        case 'channel': out.channel = text(value); break;
        case 'address': if (value !== null) out.address = text(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'wording': if (value !== null) out.wording = text(value); break;
        case 'validHours': if (value !== null) out.valid_hours = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.purpose === undefined) missing('purpose');
  if (out.channel === undefined) missing('channel');
  return out;
};

const namesConsentState = new Set(['granted', 'pending', 'withdrawn', 'objected']);
const enConsentState = (value) => oneOf(value, namesConsentState);

const deContactDecision = (o) => ({
  allowed: o.allowed,
  reason: o.reason,
  basis: o.basis,
  customerId: o.customer_id,
  address: o.address,
  since: o.since === null ? null : new Date(o.since),
  consent: o.consent === null ? null : deConsent(o.consent),
});

const enContactQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'purpose': out.purpose = text(value); break;
        case 'channel': out.channel = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.purpose === undefined) missing('purpose');
  if (out.channel === undefined) missing('channel');
  return out;
};

const deCustomer = (o) => ({
  id: o.id,
  version: o.version,
  name: o.name,
  email: o.email,
  otherEmails: o.other_emails,
  phone: o.phone,
  otherPhones: o.other_phones,
  birthDate: o.birth_date,
  gender: o.gender,
  language: o.language,
  company: o.company,
  address: o.address === null ? null : deAddress(o.address),
  country: o.country,
  tags: o.tags,
  fields: eachOf(o.fields, deFieldValue),
  note: o.note,
  sources: o.sources,
  records: o.records,
  createdAt: new Date(o.created_at),
  updatedAt: new Date(o.updated_at),
});

const deCustomerDossier = (o) => ({
  customerId: o.customer_id,
  formerIds: o.former_ids,
  exportedAt: new Date(o.exported_at),
  sections: o.sections,
});

const deCustomerExplanation = (o) => ({
  customerId: o.customer_id,
  records: each(o.records, deRecordLink),
  evidence: each(o.evidence, deLinkEvidence),
});

const enCustomerInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        case 'name': if (value !== null) out.name = text(value); break;
        case 'givenName': if (value !== null) out.given_name = text(value); break;
        case 'familyName': if (value !== null) out.family_name = text(value); break;
        case 'email': if (value !== null) out.email = text(value); break;
        case 'phone': if (value !== null) out.phone = text(value); break;
        case 'birthDate': if (value !== null) out.birth_date = text(value); break;
        case 'gender': if (value !== null) out.gender = text(value); break;
        case 'language': if (value !== null) out.language = text(value); break;
        case 'company': if (value !== null) out.company = text(value); break;
        case 'address': out.address = enAddressInput(value); break;
        case 'note': if (value !== null) out.note = text(value); break;
        case 'tags': out.tags = list(value, text); break;
        case 'fields': out.fields = map(value, text); break;
        case 'extra': out.extra = map(value, text); break;
        case 'createdAt': if (value !== null) out.created_at = timestamp(value); break;
        case 'updatedAt': if (value !== null) out.updated_at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deCustomerMatch = (o) => ({
  customerId: o.customer_id,
  recordId: o.record_id,
  weightMilli: o.weight_milli,
  probabilityPpm: o.probability_ppm,
  likely: o.likely,
});

const deCustomerMetrics = (o) => ({
  numberOfOrders: o.number_of_orders,
  unconvertedOrders: o.unconverted_orders,
  grossAmountSpent: o.gross_amount_spent,
  amountRefunded: o.amount_refunded,
  amountSpent: o.amount_spent,
  averageOrderValue: o.average_order_value,
  firstOrderDate: o.first_order_date,
  lastOrderDate: o.last_order_date,
  averageDaysBetweenOrdersMilli: o.average_days_between_orders_milli,
});

const deCustomerPage = (o) => ({
  items: each(o.items, deCustomer),
  nextCursor: o.next_cursor,
});

const enCustomerPatch = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'expectedVersion': if (value !== null) out.expected_version = integer(value); break;
        case 'name': if (value !== null) out.name = text(value); break;
        case 'givenName': if (value !== null) out.given_name = text(value); break;
        case 'familyName': if (value !== null) out.family_name = text(value); break;
        case 'email': if (value !== null) out.email = text(value); break;
        case 'phone': if (value !== null) out.phone = text(value); break;
        case 'birthDate': if (value !== null) out.birth_date = text(value); break;
        case 'gender': if (value !== null) out.gender = text(value); break;
        case 'language': if (value !== null) out.language = text(value); break;
        case 'company': if (value !== null) out.company = text(value); break;
        case 'address': if (value !== null) out.address = enAddressInput(value); break;
        case 'note': if (value !== null) out.note = text(value); break;
        case 'addTags': out.add_tags = list(value, text); break;
        case 'removeTags': out.remove_tags = list(value, text); break;
        case 'fields': out.fields = map(value, text); break;
        case 'clear': out.clear = list(value, text); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const enCustomerQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'text': out.text = text(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const enCustomerRefRecord = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'type': break;
        case 'source': out.source = text(value); break;
        case 'externalId': out.external_id = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.source === undefined) missing('source');
  if (out.external_id === undefined) missing('externalId');
  return out;
};

const enCustomerRef = (value) => {
  if (typeof value === 'string') return value;
  object(value, 'text or an object with a type');
  switch (value.type) {
    case 'id': return { id: payload(value, 'id', text) };
    case 'record': return { record: enCustomerRefRecord(value) };
    case 'email': return { email: payload(value, 'email', text) };
    case 'phone': return { phone: payload(value, 'phone', text) };
    default: return wrong('expected one of id, record, email, phone', '.type');
  }
};

const deCustomerSegments = (o) => ({
  customerId: o.customer_id,
  asOf: new Date(o.as_of),
  items: each(o.items, deSegmentMembership),
  nextChange: o.next_change === null ? null : deSegmentChange(o.next_change),
});

const deCustomerSimulation = (o) => ({
  customerId: o.customer_id,
  orders: o.orders,
  current: o.current,
  changed: o.changed,
});

const namesDateOrder = new Set(['ymd', 'dmy', 'mdy']);
const enDateOrder = (value) => oneOf(value, namesDateOrder);

const namesDecimalMark = new Set(['.', ',']);
const enDecimalMark = (value) => oneOf(value, namesDecimalMark);

const deDecisionReceipt = (o) => ({
  outcome: o.outcome,
  customer: deCustomer(o.customer),
  other: o.other === null ? null : deCustomer(o.other),
});

const deDeleteReceipt = (o) => ({
  customerId: o.customer_id,
  records: o.records,
});

const namesDirection = new Set(['inbound', 'outbound']);
const enDirection = (value) => oneOf(value, namesDirection);

const enDiscount = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'code': if (value !== null) out.code = text(value); break;
        case 'amount': out.amount = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.amount === undefined) missing('amount');
  return out;
};

const deDuplicateMerge = (o) => ({
  customerId: o.customer_id,
  mergedId: o.merged_id,
  weightMilli: o.weight_milli,
});

const deDuplicateModel = (o) => ({
  version: o.version,
  trainedAt: new Date(o.trained_at),
  records: o.records,
  fields: o.fields,
  warnings: o.warnings,
});

const deDuplicatePage = (o) => ({
  items: each(o.items, deDuplicatePair),
  nextCursor: o.next_cursor,
});

const deDuplicatePair = (o) => ({
  customerId: o.customer_id,
  otherId: o.other_id,
  recordId: o.record_id,
  otherRecordId: o.other_record_id,
  weightMilli: o.weight_milli,
  probabilityPpm: o.probability_ppm,
  likely: o.likely,
  group: o.group,
});

const enDuplicatePolicy = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'reviewAbovePpm': out.review_above_ppm = integer(value); break;
        case 'matchAbovePpm': out.match_above_ppm = integer(value); break;
        case 'linkAbovePpm': if (value !== null) out.link_above_ppm = integer(value); break;
        case 'recordsMax': out.records_max = integer(value); break;
        case 'linkNew': out.link_new = bool(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deDuplicatePolicy = (o) => ({
  reviewAbovePpm: o.review_above_ppm,
  matchAbovePpm: o.match_above_ppm,
  linkAbovePpm: o.link_above_ppm,
  recordsMax: o.records_max,
  linkNew: o.link_new,
});

const enDuplicateQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': if (value !== null) out.customer = enCustomerRef(value); break;
        case 'abovePpm': if (value !== null) out.above_ppm = integer(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deDuplicateReport = (o) => ({
  records: o.records,
  customers: o.customers,
  pairs: o.pairs,
  likely: o.likely,
  merges: each(o.merges, deDuplicateMerge),
  blocked: each(o.blocked, deBlockedMerge),
  forReview: o.for_review,
  warnings: o.warnings,
});

const enEarnEventInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'event': out.event = text(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.event === undefined) missing('event');
  return out;
};

const enEarnInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'order': out.order = enOrderRef(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.order === undefined) missing('order');
  return out;
};

const deEarningExplanation = (o) => ({
  base: o.base,
  extra: o.extra,
  earnPoints: o.earn_points,
  earnAmount: o.earn_amount,
  lines: each(o.lines, deEarningLine),
  rounded: o.rounded,
  rounding: o.rounding,
  bonuses: o.bonuses,
  cap: o.cap,
  points: o.points,
});

const deEarningLine = (o) => ({
  line: o.line,
  quantity: o.quantity,
  net: o.net,
  pointsPaid: o.points_paid,
  cash: o.cash,
  base: o.base,
  multiplierMilli: o.multiplier_milli,
  rules: o.rules,
  points: o.points,
});

const enEarningRule = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'name': out.name = text(value); break;
        case 'multiplierMilli': if (value !== null) out.multiplier_milli = integer(value); break;
        case 'bonus': if (value !== null) out.bonus = integer(value); break;
        case 'skus': out.skus = list(value, text); break;
        case 'categories': out.categories = list(value, text); break;
        case 'brands': out.brands = list(value, text); break;
        case 'channels': out.channels = list(value, text); break;
        case 'stores': out.stores = list(value, text); break;
        case 'tiers': out.tiers = list(value, text); break;
        case 'startsAt': if (value !== null) out.starts_at = timestamp(value); break;
        case 'endsAt': if (value !== null) out.ends_at = timestamp(value); break;
        case 'firstPurchase': out.first_purchase = bool(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deEarningRule = (o) => ({
  name: o.name,
  multiplierMilli: o.multiplier_milli,
  bonus: o.bonus,
  skus: o.skus,
  categories: o.categories,
  brands: o.brands,
  channels: o.channels,
  stores: o.stores,
  tiers: o.tiers,
  startsAt: o.starts_at === null ? null : new Date(o.starts_at),
  endsAt: o.ends_at === null ? null : new Date(o.ends_at),
  firstPurchase: o.first_purchase,
});

const deEntryExplanation = (o) => ({
  entry: dePointEntry(o.entry),
  earning: o.earning === null ? null : deEarningExplanation(o.earning),
  draws: each(o.draws, deLotDraw),
  text: o.text,
  textZh: o.text_zh,
});

const deEntryPage = (o) => ({
  items: each(o.items, dePointEntry),
  nextCursor: o.next_cursor,
});

const enEntryQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const deErasedArea = (o) => ({
  area: o.area,
  destroyed: o.destroyed,
  kept: o.kept,
  keptBecause: o.kept_because,
});

const deErasurePage = (o) => ({
  items: each(o.items, deErasureReceipt),
  nextCursor: o.next_cursor,
});

const namesErasureReason = new Set(['subject_request', 'withdrawn_consent', 'objection', 'unlawful', 'legal_obligation', 'retention', 'other']);
const enErasureReason = (value) => oneOf(value, namesErasureReason);

const deErasureReceipt = (o) => ({
  outcome: o.outcome,
  customerId: o.customer_id,
  at: new Date(o.at),
  actor: o.actor,
  reason: o.reason,
  suppressed: o.suppressed,
  areas: each(o.areas, deErasedArea),
});

const deEvent = (o) => ({
  id: o.id,
  name: o.name,
  occurredAt: new Date(o.occurred_at),
  source: o.source,
  channel: o.channel,
  direction: o.direction,
  properties: o.properties,
});

const enEventInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'name': out.name = text(value); break;
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'occurredAt': if (value !== null) out.occurred_at = timestamp(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        case 'channel': if (value !== null) out.channel = text(value); break;
        case 'direction': if (value !== null) out.direction = enDirection(value); break;
        case 'properties': out.properties = jsonObject(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.name === undefined) missing('name');
  if (out.customer === undefined) missing('customer');
  return out;
};

const deEventReceipt = (o) => ({
  outcome: o.outcome,
  eventId: o.event_id,
  customerId: o.customer_id,
});

const enEventRule = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'event': out.event = text(value); break;
        case 'points': out.points = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deExpiringPoints = (o) => ({
  at: new Date(o.at),
  points: o.points,
});

const namesExpiryPolicy = new Set(['never', 'rolling', 'end_of_month', 'end_of_year', 'fixed_date', 'inactivity']);
const enExpiryPolicy = (value) => oneOf(value, namesExpiryPolicy);

const deFeedBatch = (o) => ({
  items: each(o.items, deFeedChange),
  lease: o.lease,
  leasedUntil: o.leased_until === null ? null : new Date(o.leased_until),
  attempt: o.attempt,
});

const deFeedChange = (o) => ({
  key: o.key,
  at: new Date(o.at),
  actor: o.actor,
  verb: o.verb,
  kind: o.kind,
  customerId: o.customer_id,
  subject: o.subject,
  segment: o.segment,
  effectiveAt: o.effective_at === null ? null : new Date(o.effective_at),
  corrected: o.corrected,
});

const deFeedGroup = (o) => ({
  name: o.name,
  cursor: o.cursor,
  lag: o.lag,
  waitingSince: o.waiting_since === null ? null : new Date(o.waiting_since),
  worker: o.worker,
  leasedUntil: o.leased_until === null ? null : new Date(o.leased_until),
});

const deFeedPage = (o) => ({
  items: each(o.items, deFeedChange),
  nextCursor: o.next_cursor,
});

const namesFeedStart = new Set(['beginning', 'end']);
const enFeedStart = (value) => oneOf(value, namesFeedStart);

const enFeedTake = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'group': out.group = text(value); break;
        case 'worker': out.worker = text(value); break;
        case 'limit': if (value !== null) out.limit = integer(value); break;
        case 'leaseSeconds': if (value !== null) out.lease_seconds = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.group === undefined) missing('group');
  if (out.worker === undefined) missing('worker');
  return out;
};

const enFieldDefinition = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'name': out.name = text(value); break;
        case 'type': out.type = enFieldType(value); break;
        case 'choices': out.choices = list(value, text); break;
        case 'min': if (value !== null) out.min = integer(value); break;
        case 'max': if (value !== null) out.max = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.name === undefined) missing('name');
  if (out.type === undefined) missing('type');
  return out;
};

const deFieldEvidence = (o) => ({
  field: o.field,
  level: o.level,
  around: o.around,
  weightMilli: o.weight_milli,
  frequencyMilli: o.frequency_milli,
  mPpb: o.m_ppb,
  uPpb: o.u_ppb,
});

const namesFieldType = new Set(['text', 'integer', 'boolean', 'date', 'choice']);
const enFieldType = (value) => oneOf(value, namesFieldType);

const deFieldValue = bare;

const namesFinancialStatus = new Set(['pending', 'authorized', 'partially_paid', 'paid', 'partially_refunded', 'refunded', 'voided', 'expired']);
const enFinancialStatus = (value) => oneOf(value, namesFinancialStatus);

const namesFulfillmentStatus = new Set(['unfulfilled', 'partially_fulfilled', 'fulfilled', 'in_transit', 'delivered', 'returned']);
const enFulfillmentStatus = (value) => oneOf(value, namesFulfillmentStatus);

const enGiveBackInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'entry': out.entry = text(value); break;
        case 'points': if (value !== null) out.points = integer(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.entry === undefined) missing('entry');
  return out;
};

const enGreeting = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'at': out.at = text(value); break;
        case 'quietFrom': if (value !== null) out.quiet_from = text(value); break;
        case 'quietUntil': if (value !== null) out.quiet_until = text(value); break;
        case 'pastMidnight': out.past_midnight = enPastMidnight(value); break;
        case 'zone': if (value !== null) out.zone = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.at === undefined) missing('at');
  return out;
};

const enImportPointsInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'points': out.points = integer(value); break;
        case 'externalId': out.external_id = text(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'earnedAt': if (value !== null) out.earned_at = timestamp(value); break;
        case 'expiresAt': if (value !== null) out.expires_at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.points === undefined) missing('points');
  if (out.external_id === undefined) missing('externalId');
  return out;
};

const enImportQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'mapping': out.mapping = enMapping(value); break;
        case 'batchRows': if (value !== null) out.batch_rows = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deImportReport = (o) => ({
  rows: o.rows,
  rowsSkipped: o.rows_skipped,
  created: o.created,
  updated: o.updated,
  unchanged: o.unchanged,
  rejected: o.rejected,
  rejectedByCode: o.rejected_by_code,
  customersCreated: o.customers_created,
  customersMerged: o.customers_merged,
  heldBack: o.held_back,
  unreadable: o.unreadable,
  columns: o.columns,
  encoding: o.encoding,
  delimiter: o.delimiter,
  rejects: o.rejects,
});

const namesLeapPolicy = new Set(['feb28', 'mar1', 'leap_only']);
const enLeapPolicy = (value) => oneOf(value, namesLeapPolicy);

const namesLegalBasis = new Set(['consent', 'contract', 'legal_obligation', 'legitimate_interest']);
const enLegalBasis = (value) => oneOf(value, namesLegalBasis);

const deLiabilityReport = (o) => ({
  program: o.program,
  at: new Date(o.at),
  accounts: o.accounts,
  outstanding: o.outstanding,
  pending: o.pending,
  held: o.held,
  debt: o.debt,
  credited: o.credited,
  debited: o.debited,
  expired: o.expired,
  breakagePpm: o.breakage_ppm,
  value: o.value,
  liability: o.liability,
});

const deLinkChange = (o) => ({
  at: new Date(o.at),
  recordId: o.record_id,
  customerId: o.customer_id,
  cause: o.cause,
  otherRecordId: o.other_record_id,
  weightMilli: o.weight_milli,
});

const deLinkEvidence = (o) => ({
  recordId: o.record_id,
  otherRecordId: o.other_record_id,
  cause: o.cause,
  weightMilli: o.weight_milli,
});

const deLotDraw = (o) => ({
  lot: o.lot,
  points: o.points,
  earnedAt: new Date(o.earned_at),
  expiresAt: o.expires_at === null ? null : new Date(o.expires_at),
});

const enMapping = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'source': if (value !== null) out.source = text(value); break;
        case 'currency': if (value !== null) out.currency = text(value); break;
        case 'zone': if (value !== null) out.zone = text(value); break;
        case 'country': if (value !== null) out.country = text(value); break;
        case 'dateOrder': if (value !== null) out.date_order = enDateOrder(value); break;
        case 'decimal': if (value !== null) out.decimal = enDecimalMark(value); break;
        case 'encoding': if (value !== null) out.encoding = text(value); break;
        case 'delimiter': if (value !== null) out.delimiter = text(value); break;
        case 'ignore': out.ignore = list(value, text); break;
        case 'columns': out.columns = map(value, text); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deMemberPage = (o) => ({
  items: each(o.items, deSegmentMember),
  nextCursor: o.next_cursor,
});

const enMemberQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'query': out.query = text(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.query === undefined) missing('query');
  return out;
};

const deMergeReceipt = (o) => ({
  outcome: o.outcome,
  customer: deCustomer(o.customer),
  merged: o.merged,
});

const deMonthRevenue = (o) => ({
  month: o.month,
  orders: o.orders,
  netRevenue: o.net_revenue,
});

const enObjectionInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'purpose': if (value !== null) out.purpose = text(value); break;
        case 'channel': if (value !== null) out.channel = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'evidence': if (value !== null) out.evidence = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const deOccasion = (o) => ({
  customerId: o.customer_id,
  kind: o.kind,
  on: o.on,
  years: o.years,
  greetAt: o.greet_at === null ? null : new Date(o.greet_at),
});

const namesOccasionKind = new Set(['birthday', 'lunar_birthday', 'first_order', 'sign_up']);
const enOccasionKind = (value) => oneOf(value, namesOccasionKind);

const deOccasionPage = (o) => ({
  items: each(o.items, deOccasion),
  nextCursor: o.next_cursor,
});

const enOccasionQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'since': out.since = date(value); break;
        case 'until': out.until = date(value); break;
        case 'kinds': out.kinds = list(value, enOccasionKind); break;
        case 'leapDay': out.leap_day = enLeapPolicy(value); break;
        case 'greeting': if (value !== null) out.greeting = enGreeting(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.since === undefined) missing('since');
  if (out.until === undefined) missing('until');
  return out;
};

const enOccasionRule = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'occasion': out.occasion = enOccasionKind(value); break;
        case 'points': out.points = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.occasion === undefined) missing('occasion');
  if (out.points === undefined) missing('points');
  return out;
};

const deOrder = (o) => ({
  id: o.id,
  version: o.version,
  source: o.source,
  externalId: o.external_id,
  number: o.number,
  customerId: o.customer_id,
  recordId: o.record_id,
  placedAt: new Date(o.placed_at),
  lines: each(o.lines, deOrderLine),
  discounts: o.discounts,
  tax: o.tax,
  shipping: o.shipping,
  total: o.total,
  refunded: o.refunded,
  netAmount: o.net_amount,
  netAmountInShopCurrency: o.net_amount_in_shop_currency,
  counted: o.counted,
  status: o.status,
  financialStatus: o.financial_status,
  fulfillmentStatus: o.fulfillment_status,
  cancelledAt: o.cancelled_at === null ? null : new Date(o.cancelled_at),
  channel: o.channel,
  store: o.store,
  exchangeRate: o.exchange_rate,
  test: o.test,
  tags: o.tags,
  refunds: each(o.refunds, deRefund),
  shippingAddress: o.shipping_address === null ? null : deAddress(o.shipping_address),
  note: o.note,
  extra: o.extra,
});

const enOrderInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': out.external_id = text(value); break;
        case 'number': if (value !== null) out.number = text(value); break;
        case 'customer': if (value !== null) out.customer = enCustomerRef(value); break;
        case 'placedAt': out.placed_at = timestamp(value); break;
        case 'lines': out.lines = list(value, enOrderLineInput); break;
        case 'discounts': out.discounts = list(value, enDiscount); break;
        case 'tax': if (value !== null) out.tax = money(value); break;
        case 'shipping': if (value !== null) out.shipping = money(value); break;
        case 'total': if (value !== null) out.total = money(value); break;
        case 'refunded': if (value !== null) out.refunded = money(value); break;
        case 'status': out.status = enOrderStatus(value); break;
        case 'financialStatus': out.financial_status = enFinancialStatus(value); break;
        case 'fulfillmentStatus': out.fulfillment_status = enFulfillmentStatus(value); break;
        case 'cancelledAt': if (value !== null) out.cancelled_at = timestamp(value); break;
        case 'channel': if (value !== null) out.channel = text(value); break;
        case 'store': if (value !== null) out.store = text(value); break;
        case 'exchangeRate': if (value !== null) out.exchange_rate = decimal(value); break;
        case 'test': out.test = bool(value); break;
        case 'tags': out.tags = list(value, text); break;
        case 'shippingAddress': if (value !== null) out.shipping_address = enAddressInput(value); break;
        case 'note': if (value !== null) out.note = text(value); break;
        case 'extra': out.extra = map(value, text); break;
        case 'updatedAt': if (value !== null) out.updated_at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.external_id === undefined) missing('externalId');
  if (out.placed_at === undefined) missing('placedAt');
  return out;
};

const deOrderLine = (o) => ({
  sku: o.sku,
  name: o.name,
  category: o.category,
  brand: o.brand,
  quantity: o.quantity,
  unitPrice: o.unit_price,
  discount: o.discount,
  total: o.total,
});

const enOrderLineInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'sku': if (value !== null) out.sku = text(value); break;
        case 'name': if (value !== null) out.name = text(value); break;
        case 'category': if (value !== null) out.category = text(value); break;
        case 'brand': if (value !== null) out.brand = text(value); break;
        case 'quantity': if (value !== null) out.quantity = integer(value); break;
        case 'unitPrice': if (value !== null) out.unit_price = money(value); break;
        case 'discount': if (value !== null) out.discount = money(value); break;
        case 'total': if (value !== null) out.total = money(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deOrderPage = (o) => ({
  items: each(o.items, deOrder),
  nextCursor: o.next_cursor,
});

const deOrderReceipt = (o) => ({
  outcome: o.outcome,
  order: deOrder(o.order),
  entered: o.entered,
  left: o.left,
});

const enOrderRefExternal = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'type': break;
        case 'source': out.source = text(value); break;
        case 'externalId': out.external_id = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.source === undefined) missing('source');
  if (out.external_id === undefined) missing('externalId');
  return out;
};

const enOrderRef = (value) => {
  if (typeof value === 'string') return value;
  object(value, 'text or an object with a type');
  switch (value.type) {
    case 'id': return { id: payload(value, 'id', text) };
    case 'external': return { external: enOrderRefExternal(value) };
    default: return wrong('expected one of id, external', '.type');
  }
};

const namesOrderStatus = new Set(['open', 'draft', 'closed', 'cancelled', 'deleted']);
const enOrderStatus = (value) => oneOf(value, namesOrderStatus);

const deOverlapRow = (o) => ({
  key: o.key,
  name: o.name,
  members: o.members,
  both: o.both,
  sharePpm: o.share_ppm,
});

const enPageRequest = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'limit': if (value !== null) out.limit = integer(value); break;
        case 'cursor': if (value !== null) out.cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const dePairExplanation = (o) => ({
  customerId: o.customer_id,
  otherId: o.other_id,
  recordId: o.record_id,
  otherRecordId: o.other_record_id,
  weightMilli: o.weight_milli,
  probabilityPpm: o.probability_ppm,
  priorMilli: o.prior_milli,
  householdMilli: o.household_milli,
  evidence: each(o.evidence, deFieldEvidence),
});

const namesPastMidnight = new Set(['same_day', 'next_day']);
const enPastMidnight = (value) => oneOf(value, namesPastMidnight);

const enPayloadQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'platform': if (value !== null) out.platform = enPlatform(value); break;
        case 'kind': if (value !== null) out.kind = text(value); break;
        case 'sourceName': if (value !== null) out.source_name = text(value); break;
        case 'zone': if (value !== null) out.zone = text(value); break;
        case 'batchObjects': if (value !== null) out.batch_objects = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const dePayloadReport = (o) => ({
  objects: o.objects,
  kinds: o.kinds,
  created: o.created,
  updated: o.updated,
  unchanged: o.unchanged,
  rejected: o.rejected,
  rejectedByCode: o.rejected_by_code,
  consents: o.consents,
  customersCreated: o.customers_created,
  customersMerged: o.customers_merged,
  heldBack: o.held_back,
  unreadable: o.unreadable,
  rejects: o.rejects,
});

const namesPinChange = new Set(['include', 'exclude', 'clear']);
const enPinChange = (value) => oneOf(value, namesPinChange);

const dePinReceipt = (o) => ({
  outcome: o.outcome,
  customerId: o.customer_id,
});

const namesPlatform = new Set(['shopify', 'woocommerce', 'medusa', 'stripe']);
const enPlatform = (value) => oneOf(value, namesPlatform);

const dePointBalance = (o) => ({
  program: o.program,
  at: new Date(o.at),
  available: o.available,
  pending: o.pending,
  held: o.held,
  debt: o.debt,
  expiring: each(o.expiring, deExpiringPoints),
  nextChange: o.next_change === null ? null : new Date(o.next_change),
});

const dePointCohort = (o) => ({
  month: o.month,
  points: dePointOutcome(o.points),
});

const dePointCohortReport = (o) => ({
  program: o.program,
  at: new Date(o.at),
  cohorts: each(o.cohorts, dePointCohort),
  total: dePointOutcome(o.total),
});

const dePointEntry = (o) => ({
  id: o.id,
  kind: o.kind,
  program: o.program,
  programVersion: o.program_version,
  at: new Date(o.at),
  recordedAt: new Date(o.recorded_at),
  points: o.points,
  pooled: o.pooled,
  debt: o.debt,
  of: o.of,
  orderId: o.order_id,
  cause: o.cause,
  refund: o.refund,
  reason: o.reason,
  reward: o.reward,
  actor: o.actor,
  value: o.value,
  vestsAt: o.vests_at === null ? null : new Date(o.vests_at),
  expiresAt: o.expires_at === null ? null : new Date(o.expires_at),
});

const namesPointKind = new Set(['spendable', 'qualifying']);
const enPointKind = (value) => oneOf(value, namesPointKind);

const dePointOutcome = (o) => ({
  earned: o.earned,
  added: o.added,
  transferred: o.transferred,
  redeemed: o.redeemed,
  givenBack: o.given_back,
  settled: o.settled,
  expired: o.expired,
  clawedBack: o.clawed_back,
  withdrawn: o.withdrawn,
  forfeited: o.forfeited,
  outstanding: o.outstanding,
  breakagePpm: o.breakage_ppm,
});

const dePointPool = (o) => ({
  name: o.name,
  program: o.program,
  available: o.available,
  members: each(o.members, dePoolMember),
});

const namesPointRounding = new Set(['down', 'half_up', 'up']);
const enPointRounding = (value) => oneOf(value, namesPointRounding);

const dePointsReceipt = (o) => ({
  replayed: o.replayed,
  customerId: o.customer_id,
  entry: dePointEntry(o.entry),
  balance: dePointBalance(o.balance),
});

const namesPolicy = new Set(['most_recent', 'most_trusted', 'most_frequent']);
const enPolicy = (value) => oneOf(value, namesPolicy);

const enPoolInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'pool': out.pool = text(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.pool === undefined) missing('pool');
  return out;
};

const dePoolMember = (o) => ({
  customerId: o.customer_id,
  joinedAt: new Date(o.joined_at),
  available: o.available,
});

const enPreviewInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'order': out.order = enOrderInput(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'points': if (value !== null) out.points = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.order === undefined) missing('order');
  return out;
};

const deProduct = (o) => ({
  sku: o.sku,
  version: o.version,
  name: o.name,
  category: o.category,
  brand: o.brand,
  vendor: o.vendor,
  price: o.price,
  tags: o.tags,
  recordedAt: new Date(o.recorded_at),
});

const enProductInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'sku': out.sku = text(value); break;
        case 'name': if (value !== null) out.name = text(value); break;
        case 'category': if (value !== null) out.category = text(value); break;
        case 'brand': if (value !== null) out.brand = text(value); break;
        case 'vendor': if (value !== null) out.vendor = text(value); break;
        case 'price': if (value !== null) out.price = money(value); break;
        case 'tags': out.tags = list(value, text); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.sku === undefined) missing('sku');
  return out;
};

const deProductPage = (o) => ({
  items: each(o.items, deProduct),
  nextCursor: o.next_cursor,
});

const deProductReceipt = (o) => ({
  outcome: o.outcome,
  product: deProduct(o.product),
});

const namesProfile = new Set(['guanxi', 'shopify']);
const enProfile = (value) => oneOf(value, namesProfile);

const deProgram = (o) => ({
  name: o.name,
  version: o.version,
  terms: deProgramTerms(o.terms),
  recordedAt: new Date(o.recorded_at),
});

const deProgramCostReport = (o) => ({
  program: o.program,
  since: o.since === null ? null : new Date(o.since),
  until: o.until === null ? null : new Date(o.until),
  earned: o.earned,
  clawedBack: o.clawed_back,
  adjusted: o.adjusted,
  imported: o.imported,
  redeemed: o.redeemed,
  givenBack: o.given_back,
  expired: o.expired,
  rewards: o.rewards,
  cost: o.cost,
  orders: o.orders,
  unconvertedOrders: o.unconverted_orders,
  netRevenue: o.net_revenue,
  costPpm: o.cost_ppm,
  earnedPpm: o.earned_ppm,
});

const deProgramReceipt = (o) => ({
  outcome: o.outcome,
  program: deProgram(o.program),
});

const enProgramTerms = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'kind': out.kind = enPointKind(value); break;
        case 'earnPoints': if (value !== null) out.earn_points = integer(value); break;
        case 'earnAmount': if (value !== null) out.earn_amount = money(value); break;
        case 'rounding': out.rounding = enPointRounding(value); break;
        case 'earnOnShipping': out.earn_on_shipping = bool(value); break;
        case 'earnOnTax': out.earn_on_tax = bool(value); break;
        case 'earnOnPointsPaid': out.earn_on_points_paid = bool(value); break;
        case 'excludedCategories': out.excluded_categories = list(value, text); break;
        case 'pendingDays': out.pending_days = integer(value); break;
        case 'expiry': out.expiry = enExpiryPolicy(value); break;
        case 'expiryMonths': out.expiry_months = integer(value); break;
        case 'expiryDate': if (value !== null) out.expiry_date = date(value); break;
        case 'clawback': out.clawback = enClawbackPolicy(value); break;
        case 'giveBackGraceDays': if (value !== null) out.give_back_grace_days = integer(value); break;
        case 'redeemPoints': if (value !== null) out.redeem_points = integer(value); break;
        case 'redeemAmount': if (value !== null) out.redeem_amount = money(value); break;
        case 'redeemMin': if (value !== null) out.redeem_min = integer(value); break;
        case 'redeemStep': if (value !== null) out.redeem_step = integer(value); break;
        case 'redeemShareMaxPpm': if (value !== null) out.redeem_share_max_ppm = integer(value); break;
        case 'rules': out.rules = list(value, enEarningRule); break;
        case 'stacking': out.stacking = enStacking(value); break;
        case 'events': out.events = list(value, enEventRule); break;
        case 'pointsPerOrderMax': if (value !== null) out.points_per_order_max = integer(value); break;
        case 'pointsPerDayMax': if (value !== null) out.points_per_day_max = integer(value); break;
        case 'breakagePpm': out.breakage_ppm = integer(value); break;
        case 'startsAt': if (value !== null) out.starts_at = timestamp(value); break;
        case 'endsAt': if (value !== null) out.ends_at = timestamp(value); break;
        case 'zone': if (value !== null) out.zone = text(value); break;
        case 'tiers': if (value !== null) out.tiers = enTierTerms(value); break;
        case 'occasions': out.occasions = list(value, enOccasionRule); break;
        case 'leapDay': out.leap_day = enLeapPolicy(value); break;
        case 'poolMembersMax': if (value !== null) out.pool_members_max = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deProgramTerms = (o) => ({
  kind: o.kind,
  earnPoints: o.earn_points,
  earnAmount: o.earn_amount,
  rounding: o.rounding,
  earnOnShipping: o.earn_on_shipping,
  earnOnTax: o.earn_on_tax,
  earnOnPointsPaid: o.earn_on_points_paid,
  excludedCategories: o.excluded_categories,
  pendingDays: o.pending_days,
  expiry: o.expiry,
  expiryMonths: o.expiry_months,
  expiryDate: o.expiry_date,
  clawback: o.clawback,
  giveBackGraceDays: o.give_back_grace_days,
  redeemPoints: o.redeem_points,
  redeemAmount: o.redeem_amount,
  redeemMin: o.redeem_min,
  redeemStep: o.redeem_step,
  redeemShareMaxPpm: o.redeem_share_max_ppm,
  rules: each(o.rules, deEarningRule),
  stacking: o.stacking,
  events: o.events,
  pointsPerOrderMax: o.points_per_order_max,
  pointsPerDayMax: o.points_per_day_max,
  breakagePpm: o.breakage_ppm,
  startsAt: o.starts_at === null ? null : new Date(o.starts_at),
  endsAt: o.ends_at === null ? null : new Date(o.ends_at),
  zone: o.zone,
  tiers: o.tiers === null ? null : deTierTerms(o.tiers),
  occasions: o.occasions,
  leapDay: o.leap_day,
  poolMembersMax: o.pool_members_max,
});

const enPurposeBasis = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'purpose': out.purpose = text(value); break;
        case 'basis': out.basis = enLegalBasis(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.purpose === undefined) missing('purpose');
  if (out.basis === undefined) missing('basis');
  return out;
};

const enRecognitionInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'deferred': out.deferred = money(value); break;
        case 'redeemed': out.redeemed = integer(value); break;
        case 'expected': out.expected = integer(value); break;
        case 'recognised': out.recognised = money(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.deferred === undefined) missing('deferred');
  if (out.redeemed === undefined) missing('redeemed');
  if (out.expected === undefined) missing('expected');
  if (out.recognised === undefined) missing('recognised');
  return out;
};

const deRecordLink = (o) => ({
  recordId: o.record_id,
  source: o.source,
  externalId: o.external_id,
  since: new Date(o.since),
  cause: o.cause,
  cameFrom: o.came_from,
});

const enRedeemInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'points': out.points = integer(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'order': if (value !== null) out.order = enOrderRef(value); break;
        case 'orderAmount': if (value !== null) out.order_amount = money(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        case 'ttlSeconds': if (value !== null) out.ttl_seconds = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.points === undefined) missing('points');
  return out;
};

const enRedeemRewardInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'reward': out.reward = text(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.reward === undefined) missing('reward');
  return out;
};

const deRedemptionPage = (o) => ({
  items: each(o.items, deRewardRedemption),
  nextCursor: o.next_cursor,
});

const enRedemptionQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const deRedemptionReceipt = (o) => ({
  replayed: o.replayed,
  redemption: deRewardRedemption(o.redemption),
});

const deReferral = (o) => ({
  program: o.program,
  programVersion: o.program_version,
  friendId: o.friend_id,
  referrerId: o.referrer_id,
  state: o.state,
  attributedAt: new Date(o.attributed_at),
  expiresAt: o.expires_at === null ? null : new Date(o.expires_at),
  orderId: o.order_id,
  referrerEntry: o.referrer_entry,
  friendEntry: o.friend_entry,
  checks: o.checks,
  text: o.text,
  textZh: o.text_zh,
});

const deReferralCode = (o) => ({
  program: o.program,
  customerId: o.customer_id,
  code: o.code,
  link: o.link,
});

const enReferralInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'code': out.code = text(value); break;
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.code === undefined) missing('code');
  if (out.customer === undefined) missing('customer');
  return out;
};

const deReferralPage = (o) => ({
  items: each(o.items, deReferral),
  nextCursor: o.next_cursor,
});

const deReferralProgram = (o) => ({
  name: o.name,
  version: o.version,
  terms: deReferralTerms(o.terms),
  recordedAt: new Date(o.recorded_at),
});

const enReferralQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const enReferralTerms = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'program': if (value !== null) out.program = text(value); break;
        case 'referrerPoints': out.referrer_points = integer(value); break;
        case 'friendPoints': out.friend_points = integer(value); break;
        case 'orderMin': if (value !== null) out.order_min = money(value); break;
        case 'condition': if (value !== null) out.condition = text(value); break;
        case 'windowDays': if (value !== null) out.window_days = integer(value); break;
        case 'friendsMax': if (value !== null) out.friends_max = integer(value); break;
        case 'sameHousehold': out.same_household = bool(value); break;
        case 'link': if (value !== null) out.link = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deReferralTerms = (o) => ({
  program: o.program,
  referrerPoints: o.referrer_points,
  friendPoints: o.friend_points,
  orderMin: o.order_min,
  condition: o.condition,
  windowDays: o.window_days,
  friendsMax: o.friends_max,
  sameHousehold: o.same_household,
  link: o.link,
});

const deRefund = (o) => ({
  externalId: o.external_id,
  amount: o.amount,
  lines: o.lines,
  reason: o.reason,
  refundedAt: new Date(o.refunded_at),
  extra: o.extra,
});

const enRefundInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'order': out.order = enOrderRef(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        case 'amount': if (value !== null) out.amount = money(value); break;
        case 'lines': out.lines = list(value, enRefundLine); break;
        case 'reason': if (value !== null) out.reason = text(value); break;
        case 'refundedAt': if (value !== null) out.refunded_at = timestamp(value); break;
        case 'extra': out.extra = map(value, text); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.order === undefined) missing('order');
  return out;
};

const enRefundLine = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'line': out.line = integer(value); break;
        case 'quantity': out.quantity = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.line === undefined) missing('line');
  if (out.quantity === undefined) missing('quantity');
  return out;
};

const deRefundReceipt = (o) => ({
  replayed: o.replayed,
  orderId: o.order_id,
  amount: o.amount,
  order: o.order === null ? null : deOrder(o.order),
});

const namesRestrictionReason = new Set(['contested', 'unlawful', 'legal_claim', 'objection', 'other']);
const enRestrictionReason = (value) => oneOf(value, namesRestrictionReason);

const deRestrictionReceipt = (o) => ({
  outcome: o.outcome,
  customerId: o.customer_id,
  reason: o.reason,
  since: o.since === null ? null : new Date(o.since),
});

const namesRetentionAction = new Set(['delete', 'anonymise']);
const enRetentionAction = (value) => oneOf(value, namesRetentionAction);

const deRetentionCount = (o) => ({
  rule: deRetentionRule(o.rule),
  before: new Date(o.before),
  removed: o.removed,
  oldest: o.oldest === null ? null : new Date(o.oldest),
  restricted: o.restricted,
});

const namesRetentionData = new Set(['events', 'contacts', 'customers']);
const enRetentionData = (value) => oneOf(value, namesRetentionData);

const deRetentionReport = (o) => ({
  asOf: new Date(o.as_of),
  rules: each(o.rules, deRetentionCount),
});

const enRetentionRule = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'data': out.data = enRetentionData(value); break;
        case 'action': out.action = enRetentionAction(value); break;
        case 'afterMonths': if (value !== null) out.after_months = integer(value); break;
        case 'afterDays': if (value !== null) out.after_days = integer(value); break;
        case 'basis': if (value !== null) out.basis = enLegalBasis(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.data === undefined) missing('data');
  if (out.action === undefined) missing('action');
  return out;
};

const deRetentionRule = (o) => ({
  data: o.data,
  action: o.action,
  afterMonths: o.after_months,
  afterDays: o.after_days,
  basis: o.basis,
});

const deRetentionRun = (o) => ({
  at: new Date(o.at),
  actor: o.actor,
  finished: o.finished,
  rules: each(o.rules, deRetentionCount),
});

const deRetentionRunPage = (o) => ({
  items: each(o.items, deRetentionRun),
  nextCursor: o.next_cursor,
});

const enReturnInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'order': out.order = enOrderRef(value); break;
        case 'lines': out.lines = list(value, enRefundLine); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.order === undefined) missing('order');
  return out;
};

const deReturnReceipt = (o) => ({
  replayed: o.replayed,
  customerId: o.customer_id,
  entry: dePointEntry(o.entry),
  givenBack: o.given_back,
  clawedBack: o.clawed_back,
  lapsed: o.lapsed,
  owed: o.owed,
  writtenOff: o.written_off,
  cash: o.cash,
  balance: dePointBalance(o.balance),
});

const deRevenueReport = (o) => ({
  months: each(o.months, deMonthRevenue),
  unconvertedOrders: o.unconverted_orders,
});

const deReview = (o) => ({
  customer: deCustomer(o.customer),
  other: deCustomer(o.other),
  explanation: dePairExplanation(o.explanation),
  putOffAt: o.put_off_at === null ? null : new Date(o.put_off_at),
});

const deReviewPage = (o) => ({
  items: each(o.items, deReview),
  nextCursor: o.next_cursor,
});

const enReviewQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'later': out.later = bool(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deReward = (o) => ({
  name: o.name,
  version: o.version,
  terms: deRewardTerms(o.terms),
  recordedAt: new Date(o.recorded_at),
});

const namesRewardKind = new Set(['voucher', 'product', 'discount', 'service', 'booking']);
const enRewardKind = (value) => oneOf(value, namesRewardKind);

const deRewardOffer = (o) => ({
  reward: deReward(o.reward),
  taken: o.taken,
  left: o.left,
  onOffer: o.on_offer,
});

const deRewardReceipt = (o) => ({
  outcome: o.outcome,
  reward: deReward(o.reward),
});

const deRewardRedemption = (o) => ({
  id: o.id,
  customerId: o.customer_id,
  reward: deReward(o.reward),
  points: o.points,
  code: o.code,
  state: o.state,
  redeemedAt: new Date(o.redeemed_at),
  expiresAt: o.expires_at === null ? null : new Date(o.expires_at),
  usedAt: o.used_at === null ? null : new Date(o.used_at),
  cancelledAt: o.cancelled_at === null ? null : new Date(o.cancelled_at),
  reason: o.reason,
});

const enRewardTerms = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'kind': out.kind = enRewardKind(value); break;
        case 'title': if (value !== null) out.title = text(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'points': out.points = integer(value); break;
        case 'stock': if (value !== null) out.stock = integer(value); break;
        case 'limitPerCustomer': if (value !== null) out.limit_per_customer = integer(value); break;
        case 'startsAt': if (value !== null) out.starts_at = timestamp(value); break;
        case 'endsAt': if (value !== null) out.ends_at = timestamp(value); break;
        case 'validDays': if (value !== null) out.valid_days = integer(value); break;
        case 'value': if (value !== null) out.value = money(value); break;
        case 'sku': if (value !== null) out.sku = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deRewardTerms = (o) => ({
  kind: o.kind,
  title: o.title,
  program: o.program,
  points: o.points,
  stock: o.stock,
  limitPerCustomer: o.limit_per_customer,
  startsAt: o.starts_at === null ? null : new Date(o.starts_at),
  endsAt: o.ends_at === null ? null : new Date(o.ends_at),
  validDays: o.valid_days,
  value: o.value,
  sku: o.sku,
});

const enRfmCuts = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'recencyDays': out.recency_days = list(value, integer); break;
        case 'orders': out.orders = list(value, integer); break;
        case 'netAmountMinor': out.net_amount_minor = list(value, integer); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.recency_days === undefined) missing('recencyDays');
  if (out.orders === undefined) missing('orders');
  if (out.net_amount_minor === undefined) missing('netAmountMinor');
  return out;
};

const deRfmGroupRow = (o) => ({
  group: o.group,
  customers: o.customers,
  orders: o.orders,
  netAmount: o.net_amount,
});

const enRfmMethod = (value) => {
  object(value, 'an object with a type');
  switch (value.type) {
    case 'independent': return 'independent';
    case 'dependent': return 'dependent';
    case 'fixed': return { fixed: payload(value, 'fixed', enRfmCuts) };
    default: return wrong('expected one of independent, dependent, fixed', '.type');
  }
};

const enRfmQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'asOf': if (value !== null) out.as_of = date(value); break;
        case 'windowDays': if (value !== null) out.window_days = integer(value); break;
        case 'method': out.method = enRfmMethod(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deRfmReport = (o) => ({
  asOf: o.as_of,
  population: o.population,
  lowPopulation: o.low_population,
  groups: each(o.groups, deRfmGroupRow),
});

const deRfmScore = (o) => ({
  customerId: o.customer_id,
  recencyDays: o.recency_days,
  orders: o.orders,
  netAmount: o.net_amount,
  recency: o.recency,
  frequency: o.frequency,
  monetary: o.monetary,
  group: o.group,
});

const deSegment = (o) => ({
  key: o.key,
  version: o.version,
  name: o.name,
  query: o.query,
  recordedAt: new Date(o.recorded_at),
  removed: o.removed,
});

const deSegmentAdvance = (o) => ({
  customers: o.customers,
  entered: o.entered,
  left: o.left,
  ran: o.ran,
  nextDue: o.next_due === null ? null : new Date(o.next_due),
});

const deSegmentChange = (o) => ({
  at: new Date(o.at),
  enters: o.enters,
  leaves: o.leaves,
});

const deSegmentExplanation = (o) => ({
  customerId: o.customer_id,
  holds: o.holds,
  query: o.query,
  asOf: new Date(o.as_of),
  zone: o.zone,
  pinned: o.pinned,
  reasons: o.reasons,
});

const enSegmentInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'key': out.key = text(value); break;
        case 'name': if (value !== null) out.name = text(value); break;
        case 'query': if (value !== null) out.query = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.key === undefined) missing('key');
  return out;
};

const deSegmentMember = (o) => ({
  customerId: o.customer_id,
});

const deSegmentMembership = (o) => ({
  segment: o.segment,
  since: new Date(o.since),
});

const deSegmentMove = (o) => ({
  segment: o.segment,
  version: o.version,
  entered: o.entered,
  at: new Date(o.at),
  recordedAt: new Date(o.recorded_at),
  verb: o.verb,
  cause: o.cause,
  corrected: o.corrected,
});

const deSegmentOverlap = (o) => ({
  asOf: new Date(o.as_of),
  customers: o.customers,
  rows: each(o.rows, deOverlapRow),
});

const deSegmentPreview = (o) => ({
  membersBefore: o.members_before,
  membersAfter: o.members_after,
  enter: o.enter,
  leave: o.leave,
  entering: o.entering,
  leaving: o.leaving,
  warnings: o.warnings,
});

const deSegmentReceipt = (o) => ({
  outcome: o.outcome,
  segment: deSegment(o.segment),
  warnings: o.warnings,
});

const deSegmentSize = (o) => ({
  segment: deSegment(o.segment),
  members: o.members,
  sharePpm: o.share_ppm,
});

const deSegmentSizes = (o) => ({
  asOf: new Date(o.as_of),
  customers: o.customers,
  items: each(o.items, deSegmentSize),
});

const deSettingsReceipt = (o) => ({
  outcome: o.outcome,
  settings: deShopSettings(o.settings),
  rebuilt: o.rebuilt,
});

const enShopPatch = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'name': if (value !== null) out.name = text(value); break;
        case 'currency': if (value !== null) out.currency = text(value); break;
        case 'zone': if (value !== null) out.zone = text(value); break;
        case 'country': if (value !== null) out.country = text(value); break;
        case 'language': if (value !== null) out.language = text(value); break;
        case 'channels': if (value !== null) out.channels = list(value, text); break;
        case 'trustedSources': if (value !== null) out.trusted_sources = list(value, text); break;
        case 'survivorship': if (value !== null) out.survivorship = enSurvivorship(value); break;
        case 'recordsPerIdentifierMax': if (value !== null) out.records_per_identifier_max = integer(value); break;
        case 'feedDays': if (value !== null) out.feed_days = integer(value); break;
        case 'duplicates': if (value !== null) out.duplicates = enDuplicatePolicy(value); break;
        case 'purposes': if (value !== null) out.purposes = list(value, enPurposeBasis); break;
        case 'retention': if (value !== null) out.retention = list(value, enRetentionRule); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deShopSettings = (o) => ({
  name: o.name,
  currency: o.currency,
  zone: o.zone,
  country: o.country,
  language: o.language,
  channels: o.channels,
  stores: each(o.stores, deStore),
  trustedSources: o.trusted_sources,
  survivorship: deSurvivorship(o.survivorship),
  recordsPerIdentifierMax: o.records_per_identifier_max,
  fields: o.fields,
  feedDays: o.feed_days,
  duplicates: deDuplicatePolicy(o.duplicates),
  purposes: o.purposes,
  retention: each(o.retention, deRetentionRule),
});

const deSimulatedProgram = (o) => ({
  earned: o.earned,
  refusedOrders: o.refused_orders,
  outstanding: o.outstanding,
  value: o.value,
  liability: o.liability,
});

const deSimulationPage = (o) => ({
  program: o.program,
  totals: o.totals === null ? null : deSimulationTotals(o.totals),
  items: each(o.items, deCustomerSimulation),
  nextCursor: o.next_cursor,
});

const enSimulationQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'program': if (value !== null) out.program = text(value); break;
        case 'terms': out.terms = enProgramTerms(value); break;
        case 'since': if (value !== null) out.since = timestamp(value); break;
        case 'until': if (value !== null) out.until = timestamp(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.terms === undefined) missing('terms');
  return out;
};

const deSimulationTotals = (o) => ({
  orders: o.orders,
  customers: o.customers,
  differing: o.differing,
  current: deSimulatedProgram(o.current),
  changed: deSimulatedProgram(o.changed),
});

const namesStacking = new Set(['multiply', 'add', 'best']);
const enStacking = (value) => oneOf(value, namesStacking);

const deStats = (o) => ({
  records: o.records,
  customers: o.customers,
  orders: o.orders,
  countedOrders: o.counted_orders,
  netRevenue: o.net_revenue,
  unconvertedOrders: o.unconverted_orders,
  events: o.events,
  firstOrderDate: o.first_order_date,
  lastOrderDate: o.last_order_date,
});

const enStatusInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'financialStatus': if (value !== null) out.financial_status = enFinancialStatus(value); break;
        case 'fulfillmentStatus': if (value !== null) out.fulfillment_status = enFulfillmentStatus(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const enStore = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'code': out.code = text(value); break;
        case 'name': out.name = text(value); break;
        case 'address': if (value !== null) out.address = enAddress(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.code === undefined) missing('code');
  if (out.name === undefined) missing('name');
  return out;
};

const deStore = (o) => ({
  code: o.code,
  name: o.name,
  address: o.address === null ? null : deAddress(o.address),
});

const enSurvivorship = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'name': out.name = enPolicy(value); break;
        case 'email': out.email = enPolicy(value); break;
        case 'phone': out.phone = enPolicy(value); break;
        case 'birthDate': out.birth_date = enPolicy(value); break;
        case 'address': out.address = enPolicy(value); break;
        case 'other': out.other = enPolicy(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deSurvivorship = (o) => ({
  name: o.name,
  email: o.email,
  phone: o.phone,
  birthDate: o.birth_date,
  address: o.address,
  other: o.other,
});

const enTableColumn = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'name': out.name = text(value); break;
        case 'cells': out.cells = list(value, text); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.name === undefined) missing('name');
  if (out.cells === undefined) missing('cells');
  return out;
};

const deTableDuplicates = (o) => ({
  clusters: o.clusters,
  pairs: each(o.pairs, deTablePair),
  nextQuestion: o.next_question === null ? null : deTablePair(o.next_question),
  evaluation: o.evaluation === null ? null : deTableEvaluation(o.evaluation),
  notes: o.notes,
});

const deTableEvaluation = (o) => ({
  rows: o.rows,
  default: deTableMeasure(o.default),
  best: deTableMeasure(o.best),
  curve: each(o.curve, deTableMeasure),
  blockRecallPpm: o.block_recall_ppm,
  falsePositives: o.false_positives,
  falseNegatives: o.false_negatives,
  mistakes: each(o.mistakes, deTableMistake),
});

const enTableLabel = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'row': out.row = integer(value); break;
        case 'otherRow': out.other_row = integer(value); break;
        case 'same': out.same = bool(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.row === undefined) missing('row');
  if (out.other_row === undefined) missing('otherRow');
  if (out.same === undefined) missing('same');
  return out;
};

const deTableMeasure = (o) => ({
  thresholdPpm: o.threshold_ppm,
  pairwise: deTableQuality(o.pairwise),
  bCubed: deTableQuality(o.b_cubed),
});

const deTableMistake = (o) => ({
  same: o.same,
  row: o.row,
  otherRow: o.other_row,
  weightMilli: o.weight_milli,
  probabilityPpm: o.probability_ppm,
  priorMilli: o.prior_milli,
  householdMilli: o.household_milli,
  evidence: each(o.evidence, deFieldEvidence),
});

const deTablePair = (o) => ({
  row: o.row,
  otherRow: o.other_row,
  weightMilli: o.weight_milli,
  probabilityPpm: o.probability_ppm,
});

const deTableQuality = (o) => ({
  precisionPpm: o.precision_ppm,
  recallPpm: o.recall_ppm,
  f1Ppm: o.f1_ppm,
});

const enTableQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'settings': if (value !== null) out.settings = text(value); break;
        case 'labels': out.labels = list(value, enTableLabel); break;
        case 'truth': if (value !== null) out.truth = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deTierChange = (o) => ({
  at: new Date(o.at),
  fromTier: o.from_tier,
  toTier: o.to_tier,
  reason: o.reason,
});

const namesTierDowngrade = new Set(['recompute', 'one_down']);
const enTierDowngrade = (value) => oneOf(value, namesTierDowngrade);

const enTierGrantInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'tier': out.tier = text(value); break;
        case 'reason': out.reason = text(value); break;
        case 'until': if (value !== null) out.until = timestamp(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.tier === undefined) missing('tier');
  if (out.reason === undefined) missing('reason');
  return out;
};

const enTierLevel = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'name': out.name = text(value); break;
        case 'threshold': out.threshold = integer(value); break;
        case 'benefits': out.benefits = list(value, text); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.name === undefined) missing('name');
  if (out.threshold === undefined) missing('threshold');
  return out;
};

const namesTierMetric = new Set(['spend', 'points', 'orders']);
const enTierMetric = (value) => oneOf(value, namesTierMetric);

const deTierMove = (o) => ({
  fromTier: o.from_tier,
  toTier: o.to_tier,
  members: o.members,
});

const deTierMovementReport = (o) => ({
  program: o.program,
  since: new Date(o.since),
  until: new Date(o.until),
  entered: o.entered,
  upgraded: o.upgraded,
  downgraded: o.downgraded,
  left: o.left,
  tiers: o.tiers,
  moves: each(o.moves, deTierMove),
});

const enTierQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const deTierReport = (o) => ({
  program: o.program,
  at: new Date(o.at),
  tiers: o.tiers,
});

const deTierStatus = (o) => ({
  program: o.program,
  at: new Date(o.at),
  tier: o.tier,
  since: o.since === null ? null : new Date(o.since),
  benefits: o.benefits,
  figure: o.figure,
  nextTier: o.next_tier,
  nextMissing: o.next_missing,
  nextChange: o.next_change === null ? null : deTierChange(o.next_change),
  willDowngrade: o.will_downgrade === null ? null : deTierChange(o.will_downgrade),
  keepMissing: o.keep_missing,
});

const enTierTerms = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'metric': out.metric = enTierMetric(value); break;
        case 'window': out.window = enTierWindow(value); break;
        case 'windowMonths': if (value !== null) out.window_months = integer(value); break;
        case 'levels': out.levels = list(value, enTierLevel); break;
        case 'graceDays': out.grace_days = integer(value); break;
        case 'downgrade': out.downgrade = enTierDowngrade(value); break;
        case 'noticeDays': out.notice_days = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const deTierTerms = (o) => ({
  metric: o.metric,
  window: o.window,
  windowMonths: o.window_months,
  levels: o.levels,
  graceDays: o.grace_days,
  downgrade: o.downgrade,
  noticeDays: o.notice_days,
});

const namesTierWindow = new Set(['rolling', 'calendar_year', 'anniversary_year', 'lifetime']);
const enTierWindow = (value) => oneOf(value, namesTierWindow);

const deTimelineItem = (o) => ({
  at: new Date(o.at),
  kind: deTimelineKind(o.kind),
});

const deTimelineKind = (value) => {
  if (typeof value === 'string') return { type: value };
  const [[type, o]] = Object.entries(value);
  switch (type) {
    case 'order':
      return {
        type,
        orderId: o.order_id,
        number: o.number,
        total: o.total,
        counted: o.counted,
      };
    case 'refund':
      return {
        type,
        orderId: o.order_id,
        amount: o.amount,
      };
    case 'event':
      return { type, event: deEvent(o) };
    case 'consent':
      return {
        type,
        purpose: o.purpose,
        channel: o.channel,
        state: o.state,
      };
    default:
      return { type, value: o };
  }
};

const deTimelinePage = (o) => ({
  items: each(o.items, deTimelineItem),
  nextCursor: o.next_cursor,
});

const enTimelineQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;
        case 'cursor': if (value !== null) (out.page ??= {}).cursor = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  return out;
};

const deTopCustomer = (o) => ({
  customer: deCustomer(o.customer),
  metrics: deCustomerMetrics(o.metrics),
});

const enTransferInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'customer': out.customer = enCustomerRef(value); break;
        case 'other': out.other = enCustomerRef(value); break;
        case 'points': out.points = integer(value); break;
        case 'program': if (value !== null) out.program = text(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.customer === undefined) missing('customer');
  if (out.other === undefined) missing('other');
  if (out.points === undefined) missing('points');
  return out;
};

const deUnmergeReceipt = (o) => ({
  customer: deCustomer(o.customer),
  left: deCustomer(o.left),
  booked: o.booked,
  bookedSince: o.booked_since,
  leftSince: o.left_since,
});

const deUpsertReceipt = (o) => ({
  customer: deCustomer(o.customer),
  recordId: o.record_id,
  outcome: o.outcome,
  customerCreated: o.customer_created,
  merged: o.merged,
  heldBack: o.held_back,
  issues: o.issues,
});

const enUseCodeInput = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'code': out.code = text(value); break;
        case 'source': if (value !== null) out.source = text(value); break;
        case 'externalId': if (value !== null) out.external_id = text(value); break;
        case 'at': if (value !== null) out.at = timestamp(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.code === undefined) missing('code');
  return out;
};

const namesVerdict = new Set(['match', 'not_the_same', 'later']);
const enVerdict = (value) => oneOf(value, namesVerdict);

const deVerifyReport = (o) => ({
  tables: o.tables,
  storageProblems: o.storage_problems,
});

const enWebhookQuery = (o) => {
  const out = {};
  let key;
  try {
    object(o);
    for (key in o) {
      const value = o[key];
      if (value === undefined) continue;
      switch (key) {
        case 'platform': out.platform = enPlatform(value); break;
        case 'body': out.body = text(value); break;
        case 'signature': out.signature = text(value); break;
        case 'secret': out.secret = text(value); break;
        case 'toleranceSeconds': if (value !== null) out.tolerance_seconds = integer(value); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  if (out.platform === undefined) missing('platform');
  if (out.body === undefined) missing('body');
  if (out.signature === undefined) missing('signature');
  if (out.secret === undefined) missing('secret');
  return out;
};

const deWebhookReceipt = (o) => ({
  signedAt: o.signed_at === null ? null : new Date(o.signed_at),
});

class ShopHandle {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async get() {
    const answer = await later(this.#crm, 'shop.get', undefined);
    return deShopSettings(answer);
  }

  getSync() {
    const answer = now(this.#crm, 'shop.get', undefined);
    return deShopSettings(answer);
  }

  async set(patch) {
    const answer = await later(this.#crm, 'shop.set', JSON.stringify({ patch: arg('patch', enShopPatch, patch ?? {}) }));
    return deSettingsReceipt(answer);
  }

  setSync(patch) {
    const answer = now(this.#crm, 'shop.set', JSON.stringify({ patch: arg('patch', enShopPatch, patch ?? {}) }));
    return deSettingsReceipt(answer);
  }

  async defineField(field) {
    const answer = await later(this.#crm, 'shop.define_field', JSON.stringify({ field: arg('field', enFieldDefinition, field) }));
    return deSettingsReceipt(answer);
  }

  defineFieldSync(field) {
    const answer = now(this.#crm, 'shop.define_field', JSON.stringify({ field: arg('field', enFieldDefinition, field) }));
    return deSettingsReceipt(answer);
  }

  async defineStore(store) {
    const answer = await later(this.#crm, 'shop.define_store', JSON.stringify({ store: arg('store', enStore, store) }));
    return deSettingsReceipt(answer);
  }

  defineStoreSync(store) {
    const answer = now(this.#crm, 'shop.define_store', JSON.stringify({ store: arg('store', enStore, store) }));
    return deSettingsReceipt(answer);
  }
}

class Customers {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async upsert(input) {
    const answer = await later(this.#crm, 'customers.upsert', JSON.stringify({ input: arg('input', enCustomerInput, input) }));
    return deUpsertReceipt(answer);
  }

  upsertSync(input) {
    const answer = now(this.#crm, 'customers.upsert', JSON.stringify({ input: arg('input', enCustomerInput, input) }));
    return deUpsertReceipt(answer);
  }

  async upsertMany(inputs) {
    const answer = await later(this.#crm, 'customers.upsert_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enCustomerInput), inputs) }));
    return each(answer, deUpsertReceipt);
  }

  upsertManySync(inputs) {
    const answer = now(this.#crm, 'customers.upsert_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enCustomerInput), inputs) }));
    return each(answer, deUpsertReceipt);
  }

  async update(id, patch) {
    const answer = await later(this.#crm, 'customers.update', JSON.stringify({ id: arg('id', text, id), patch: arg('patch', enCustomerPatch, patch ?? {}) }));
    return deUpsertReceipt(answer);
  }

  updateSync(id, patch) {
    const answer = now(this.#crm, 'customers.update', JSON.stringify({ id: arg('id', text, id), patch: arg('patch', enCustomerPatch, patch ?? {}) }));
    return deUpsertReceipt(answer);
  }

  async delete(id, expectedVersion) {
    const answer = await later(this.#crm, 'customers.delete', JSON.stringify({ id: arg('id', text, id), expected_version: arg('expectedVersion', (value) => optional(value, integer), expectedVersion) }));
    return deDeleteReceipt(answer);
  }

  deleteSync(id, expectedVersion) {
    const answer = now(this.#crm, 'customers.delete', JSON.stringify({ id: arg('id', text, id), expected_version: arg('expectedVersion', (value) => optional(value, integer), expectedVersion) }));
    return deDeleteReceipt(answer);
  }

  async get(id) {
    const answer = await later(this.#crm, 'customers.get', JSON.stringify({ id: arg('id', text, id) }));
    return deCustomer(answer);
  }

  getSync(id) {
    const answer = now(this.#crm, 'customers.get', JSON.stringify({ id: arg('id', text, id) }));
    return deCustomer(answer);
  }

  async resolve(customer) {
    const answer = await later(this.#crm, 'customers.resolve', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deCustomer(answer);
  }

  resolveSync(customer) {
    const answer = now(this.#crm, 'customers.resolve', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deCustomer(answer);
  }

  async find(query) {
    const answer = await later(this.#crm, 'customers.find', JSON.stringify({ query: arg('query', enCustomerQuery, query ?? {}) }));
    return deCustomerPage(answer);
  }

  findSync(query) {
    const answer = now(this.#crm, 'customers.find', JSON.stringify({ query: arg('query', enCustomerQuery, query ?? {}) }));
    return deCustomerPage(answer);
  }

  async *iterFind(query) {
    for (;;) {
      const got = await this.find(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterFindSync(query) {
    for (;;) {
      const got = this.findSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  async list(page) {
    const answer = await later(this.#crm, 'customers.list', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deCustomerPage(answer);
  }

  listSync(page) {
    const answer = now(this.#crm, 'customers.list', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deCustomerPage(answer);
  }

  async *iter(page) {
    for (;;) {
      const got = await this.list(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterSync(page) {
    for (;;) {
      const got = this.listSync(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  async count() {
    return await later(this.#crm, 'customers.count', undefined);
  }

  countSync() {
    return now(this.#crm, 'customers.count', undefined);
  }
}

class Orders {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async record(input) {
    const answer = await later(this.#crm, 'orders.record', JSON.stringify({ input: arg('input', enOrderInput, input) }));
    return deOrderReceipt(answer);
  }

  recordSync(input) {
    const answer = now(this.#crm, 'orders.record', JSON.stringify({ input: arg('input', enOrderInput, input) }));
    return deOrderReceipt(answer);
  }

  async recordMany(inputs) {
    const answer = await later(this.#crm, 'orders.record_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enOrderInput), inputs) }));
    return each(answer, deOrderReceipt);
  }

  recordManySync(inputs) {
    const answer = now(this.#crm, 'orders.record_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enOrderInput), inputs) }));
    return each(answer, deOrderReceipt);
  }

  async refund(input) {
    const answer = await later(this.#crm, 'orders.refund', JSON.stringify({ input: arg('input', enRefundInput, input) }));
    return deRefundReceipt(answer);
  }

  refundSync(input) {
    const answer = now(this.#crm, 'orders.refund', JSON.stringify({ input: arg('input', enRefundInput, input) }));
    return deRefundReceipt(answer);
  }

  async cancel(order, reason) {
    const answer = await later(this.#crm, 'orders.cancel', JSON.stringify({ order: arg('order', enOrderRef, order), reason: arg('reason', (value) => optional(value, text), reason) }));
    return deOrderReceipt(answer);
  }

  cancelSync(order, reason) {
    const answer = now(this.#crm, 'orders.cancel', JSON.stringify({ order: arg('order', enOrderRef, order), reason: arg('reason', (value) => optional(value, text), reason) }));
    return deOrderReceipt(answer);
  }

  async setStatus(order, status) {
    const answer = await later(this.#crm, 'orders.set_status', JSON.stringify({ order: arg('order', enOrderRef, order), status: arg('status', enStatusInput, status ?? {}) }));
    return deOrderReceipt(answer);
  }

  setStatusSync(order, status) {
    const answer = now(this.#crm, 'orders.set_status', JSON.stringify({ order: arg('order', enOrderRef, order), status: arg('status', enStatusInput, status ?? {}) }));
    return deOrderReceipt(answer);
  }

  async get(order) {
    const answer = await later(this.#crm, 'orders.get', JSON.stringify({ order: arg('order', enOrderRef, order) }));
    return deOrder(answer);
  }

  getSync(order) {
    const answer = now(this.#crm, 'orders.get', JSON.stringify({ order: arg('order', enOrderRef, order) }));
    return deOrder(answer);
  }

  async list(customer, page) {
    const answer = await later(this.#crm, 'orders.list', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), page: arg('page', enPageRequest, page ?? {}) }));
    return deOrderPage(answer);
  }

  listSync(customer, page) {
    const answer = now(this.#crm, 'orders.list', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), page: arg('page', enPageRequest, page ?? {}) }));
    return deOrderPage(answer);
  }

  async *iter(customer, page) {
    for (;;) {
      const got = await this.list(customer, page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterSync(customer, page) {
    for (;;) {
      const got = this.listSync(customer, page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  async metrics(customer) {
    const answer = await later(this.#crm, 'orders.metrics', JSON.stringify({ customer: arg('customer', text, customer) }));
    return deCustomerMetrics(answer);
  }

  metricsSync(customer) {
    const answer = now(this.#crm, 'orders.metrics', JSON.stringify({ customer: arg('customer', text, customer) }));
    return deCustomerMetrics(answer);
  }

  async count() {
    return await later(this.#crm, 'orders.count', undefined);
  }

  countSync() {
    return now(this.#crm, 'orders.count', undefined);
  }
}

class Products {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async upsert(input) {
    const answer = await later(this.#crm, 'products.upsert', JSON.stringify({ input: arg('input', enProductInput, input) }));
    return deProductReceipt(answer);
  }

  upsertSync(input) {
    const answer = now(this.#crm, 'products.upsert', JSON.stringify({ input: arg('input', enProductInput, input) }));
    return deProductReceipt(answer);
  }

  async get(sku) {
    const answer = await later(this.#crm, 'products.get', JSON.stringify({ sku: arg('sku', text, sku) }));
    return deProduct(answer);
  }

  getSync(sku) {
    const answer = now(this.#crm, 'products.get', JSON.stringify({ sku: arg('sku', text, sku) }));
    return deProduct(answer);
  }

  async list(page) {
    const answer = await later(this.#crm, 'products.list', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deProductPage(answer);
  }

  listSync(page) {
    const answer = now(this.#crm, 'products.list', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deProductPage(answer);
  }

  async *iter(page) {
    for (;;) {
      const got = await this.list(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterSync(page) {
    for (;;) {
      const got = this.listSync(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }
}

class Events {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async record(input) {
    const answer = await later(this.#crm, 'events.record', JSON.stringify({ input: arg('input', enEventInput, input) }));
    return deEventReceipt(answer);
  }

  recordSync(input) {
    const answer = now(this.#crm, 'events.record', JSON.stringify({ input: arg('input', enEventInput, input) }));
    return deEventReceipt(answer);
  }

  async recordMany(inputs) {
    const answer = await later(this.#crm, 'events.record_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enEventInput), inputs) }));
    return each(answer, deEventReceipt);
  }

  recordManySync(inputs) {
    const answer = now(this.#crm, 'events.record_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enEventInput), inputs) }));
    return each(answer, deEventReceipt);
  }

  async timeline(query) {
    const answer = await later(this.#crm, 'events.timeline', JSON.stringify({ query: arg('query', enTimelineQuery, query) }));
    return deTimelinePage(answer);
  }

  timelineSync(query) {
    const answer = now(this.#crm, 'events.timeline', JSON.stringify({ query: arg('query', enTimelineQuery, query) }));
    return deTimelinePage(answer);
  }

  async *iterTimeline(query) {
    for (;;) {
      const got = await this.timeline(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterTimelineSync(query) {
    for (;;) {
      const got = this.timelineSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }
}

class Consents {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async record(input) {
    const answer = await later(this.#crm, 'consents.record', JSON.stringify({ input: arg('input', enConsentInput, input) }));
    return deConsentReceipt(answer);
  }

  recordSync(input) {
    const answer = now(this.#crm, 'consents.record', JSON.stringify({ input: arg('input', enConsentInput, input) }));
    return deConsentReceipt(answer);
  }

  async request(input) {
    const answer = await later(this.#crm, 'consents.request', JSON.stringify({ input: arg('input', enConsentRequestInput, input) }));
    return deConsentRequest(answer);
  }

  requestSync(input) {
    const answer = now(this.#crm, 'consents.request', JSON.stringify({ input: arg('input', enConsentRequestInput, input) }));
    return deConsentRequest(answer);
  }

  async confirm(token) {
    const answer = await later(this.#crm, 'consents.confirm', JSON.stringify({ token: arg('token', text, token) }));
    return deConsentReceipt(answer);
  }

  confirmSync(token) {
    const answer = now(this.#crm, 'consents.confirm', JSON.stringify({ token: arg('token', text, token) }));
    return deConsentReceipt(answer);
  }

  async state(query) {
    const answer = await later(this.#crm, 'consents.state', JSON.stringify({ query: arg('query', enConsentQuery, query) }));
    return each(answer, deConsent);
  }

  stateSync(query) {
    const answer = now(this.#crm, 'consents.state', JSON.stringify({ query: arg('query', enConsentQuery, query) }));
    return each(answer, deConsent);
  }

  async mayContact(query) {
    const answer = await later(this.#crm, 'consents.may_contact', JSON.stringify({ query: arg('query', enContactQuery, query) }));
    return deContactDecision(answer);
  }

  mayContactSync(query) {
    const answer = now(this.#crm, 'consents.may_contact', JSON.stringify({ query: arg('query', enContactQuery, query) }));
    return deContactDecision(answer);
  }
}

class Loyalty {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async defineProgram(name, terms) {
    const answer = await later(this.#crm, 'loyalty.define_program', JSON.stringify({ name: arg('name', text, name), terms: arg('terms', enProgramTerms, terms) }));
    return deProgramReceipt(answer);
  }

  defineProgramSync(name, terms) {
    const answer = now(this.#crm, 'loyalty.define_program', JSON.stringify({ name: arg('name', text, name), terms: arg('terms', enProgramTerms, terms) }));
    return deProgramReceipt(answer);
  }

  async programs() {
    const answer = await later(this.#crm, 'loyalty.programs', undefined);
    return each(answer, deProgram);
  }

  programsSync() {
    const answer = now(this.#crm, 'loyalty.programs', undefined);
    return each(answer, deProgram);
  }

  async earn(input) {
    const answer = await later(this.#crm, 'loyalty.earn', JSON.stringify({ input: arg('input', enEarnInput, input) }));
    return dePointsReceipt(answer);
  }

  earnSync(input) {
    const answer = now(this.#crm, 'loyalty.earn', JSON.stringify({ input: arg('input', enEarnInput, input) }));
    return dePointsReceipt(answer);
  }

  async earnMany(inputs) {
    const answer = await later(this.#crm, 'loyalty.earn_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enEarnInput), inputs) }));
    return each(answer, dePointsReceipt);
  }

  earnManySync(inputs) {
    const answer = now(this.#crm, 'loyalty.earn_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enEarnInput), inputs) }));
    return each(answer, dePointsReceipt);
  }

  async earnEvent(input) {
    const answer = await later(this.#crm, 'loyalty.earn_event', JSON.stringify({ input: arg('input', enEarnEventInput, input) }));
    return dePointsReceipt(answer);
  }

  earnEventSync(input) {
    const answer = now(this.#crm, 'loyalty.earn_event', JSON.stringify({ input: arg('input', enEarnEventInput, input) }));
    return dePointsReceipt(answer);
  }

  async preview(input) {
    const answer = await later(this.#crm, 'loyalty.preview', JSON.stringify({ input: arg('input', enPreviewInput, input) }));
    return deEarningExplanation(answer);
  }

  previewSync(input) {
    const answer = now(this.#crm, 'loyalty.preview', JSON.stringify({ input: arg('input', enPreviewInput, input) }));
    return deEarningExplanation(answer);
  }

  async redeem(input) {
    const answer = await later(this.#crm, 'loyalty.redeem', JSON.stringify({ input: arg('input', enRedeemInput, input) }));
    return dePointsReceipt(answer);
  }

  redeemSync(input) {
    const answer = now(this.#crm, 'loyalty.redeem', JSON.stringify({ input: arg('input', enRedeemInput, input) }));
    return dePointsReceipt(answer);
  }

  async hold(input) {
    const answer = await later(this.#crm, 'loyalty.hold', JSON.stringify({ input: arg('input', enRedeemInput, input) }));
    return dePointsReceipt(answer);
  }

  holdSync(input) {
    const answer = now(this.#crm, 'loyalty.hold', JSON.stringify({ input: arg('input', enRedeemInput, input) }));
    return dePointsReceipt(answer);
  }

  async capture(input) {
    const answer = await later(this.#crm, 'loyalty.capture', JSON.stringify({ input: arg('input', enCaptureInput, input) }));
    return dePointsReceipt(answer);
  }

  captureSync(input) {
    const answer = now(this.#crm, 'loyalty.capture', JSON.stringify({ input: arg('input', enCaptureInput, input) }));
    return dePointsReceipt(answer);
  }

  async voidHold(hold) {
    const answer = await later(this.#crm, 'loyalty.void_hold', JSON.stringify({ hold: arg('hold', text, hold) }));
    return dePointsReceipt(answer);
  }

  voidHoldSync(hold) {
    const answer = now(this.#crm, 'loyalty.void_hold', JSON.stringify({ hold: arg('hold', text, hold) }));
    return dePointsReceipt(answer);
  }

  async giveBack(input) {
    const answer = await later(this.#crm, 'loyalty.give_back', JSON.stringify({ input: arg('input', enGiveBackInput, input) }));
    return dePointsReceipt(answer);
  }

  giveBackSync(input) {
    const answer = now(this.#crm, 'loyalty.give_back', JSON.stringify({ input: arg('input', enGiveBackInput, input) }));
    return dePointsReceipt(answer);
  }

  async returnOrder(input) {
    const answer = await later(this.#crm, 'loyalty.return_order', JSON.stringify({ input: arg('input', enReturnInput, input) }));
    return deReturnReceipt(answer);
  }

  returnOrderSync(input) {
    const answer = now(this.#crm, 'loyalty.return_order', JSON.stringify({ input: arg('input', enReturnInput, input) }));
    return deReturnReceipt(answer);
  }

  async adjust(input) {
    const answer = await later(this.#crm, 'loyalty.adjust', JSON.stringify({ input: arg('input', enAdjustInput, input) }));
    return dePointsReceipt(answer);
  }

  adjustSync(input) {
    const answer = now(this.#crm, 'loyalty.adjust', JSON.stringify({ input: arg('input', enAdjustInput, input) }));
    return dePointsReceipt(answer);
  }

  async importPoints(input) {
    const answer = await later(this.#crm, 'loyalty.import_points', JSON.stringify({ input: arg('input', enImportPointsInput, input) }));
    return dePointsReceipt(answer);
  }

  importPointsSync(input) {
    const answer = now(this.#crm, 'loyalty.import_points', JSON.stringify({ input: arg('input', enImportPointsInput, input) }));
    return dePointsReceipt(answer);
  }

  async transfer(input) {
    const answer = await later(this.#crm, 'loyalty.transfer', JSON.stringify({ input: arg('input', enTransferInput, input) }));
    return dePointsReceipt(answer);
  }

  transferSync(input) {
    const answer = now(this.#crm, 'loyalty.transfer', JSON.stringify({ input: arg('input', enTransferInput, input) }));
    return dePointsReceipt(answer);
  }

  async joinPool(input) {
    const answer = await later(this.#crm, 'loyalty.join_pool', JSON.stringify({ input: arg('input', enPoolInput, input) }));
    return dePointPool(answer);
  }

  joinPoolSync(input) {
    const answer = now(this.#crm, 'loyalty.join_pool', JSON.stringify({ input: arg('input', enPoolInput, input) }));
    return dePointPool(answer);
  }

  async leavePool(customer, program) {
    const answer = await later(this.#crm, 'loyalty.leave_pool', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), program: arg('program', (value) => optional(value, text), program) }));
    return answer === null ? null : dePointPool(answer);
  }

  leavePoolSync(customer, program) {
    const answer = now(this.#crm, 'loyalty.leave_pool', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), program: arg('program', (value) => optional(value, text), program) }));
    return answer === null ? null : dePointPool(answer);
  }

  async pool(customer, program) {
    const answer = await later(this.#crm, 'loyalty.pool', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), program: arg('program', (value) => optional(value, text), program) }));
    return answer === null ? null : dePointPool(answer);
  }

  poolSync(customer, program) {
    const answer = now(this.#crm, 'loyalty.pool', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), program: arg('program', (value) => optional(value, text), program) }));
    return answer === null ? null : dePointPool(answer);
  }

  async balance(query) {
    const answer = await later(this.#crm, 'loyalty.balance', JSON.stringify({ query: arg('query', enBalanceQuery, query) }));
    return dePointBalance(answer);
  }

  balanceSync(query) {
    const answer = now(this.#crm, 'loyalty.balance', JSON.stringify({ query: arg('query', enBalanceQuery, query) }));
    return dePointBalance(answer);
  }

  async entries(query) {
    const answer = await later(this.#crm, 'loyalty.entries', JSON.stringify({ query: arg('query', enEntryQuery, query) }));
    return deEntryPage(answer);
  }

  entriesSync(query) {
    const answer = now(this.#crm, 'loyalty.entries', JSON.stringify({ query: arg('query', enEntryQuery, query) }));
    return deEntryPage(answer);
  }

  async *iterEntries(query) {
    for (;;) {
      const got = await this.entries(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterEntriesSync(query) {
    for (;;) {
      const got = this.entriesSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  async explain(entry) {
    const answer = await later(this.#crm, 'loyalty.explain', JSON.stringify({ entry: arg('entry', text, entry) }));
    return deEntryExplanation(answer);
  }

  explainSync(entry) {
    const answer = now(this.#crm, 'loyalty.explain', JSON.stringify({ entry: arg('entry', text, entry) }));
    return deEntryExplanation(answer);
  }

  async advance() {
    const answer = await later(this.#crm, 'loyalty.advance', undefined);
    return deAdvanceReport(answer);
  }

  advanceSync() {
    const answer = now(this.#crm, 'loyalty.advance', undefined);
    return deAdvanceReport(answer);
  }

  async liability(program, at) {
    const answer = await later(this.#crm, 'loyalty.liability', JSON.stringify({ program: arg('program', (value) => optional(value, text), program), at: arg('at', (value) => optional(value, timestamp), at) }));
    return deLiabilityReport(answer);
  }

  liabilitySync(program, at) {
    const answer = now(this.#crm, 'loyalty.liability', JSON.stringify({ program: arg('program', (value) => optional(value, text), program), at: arg('at', (value) => optional(value, timestamp), at) }));
    return deLiabilityReport(answer);
  }

  async pointCohorts(program, at) {
    const answer = await later(this.#crm, 'loyalty.point_cohorts', JSON.stringify({ program: arg('program', (value) => optional(value, text), program), at: arg('at', (value) => optional(value, timestamp), at) }));
    return dePointCohortReport(answer);
  }

  pointCohortsSync(program, at) {
    const answer = now(this.#crm, 'loyalty.point_cohorts', JSON.stringify({ program: arg('program', (value) => optional(value, text), program), at: arg('at', (value) => optional(value, timestamp), at) }));
    return dePointCohortReport(answer);
  }

  async programCost(since, until, program) {
    const answer = await later(this.#crm, 'loyalty.program_cost', JSON.stringify({ since: arg('since', (value) => optional(value, timestamp), since), until: arg('until', (value) => optional(value, timestamp), until), program: arg('program', (value) => optional(value, text), program) }));
    return deProgramCostReport(answer);
  }

  programCostSync(since, until, program) {
    const answer = now(this.#crm, 'loyalty.program_cost', JSON.stringify({ since: arg('since', (value) => optional(value, timestamp), since), until: arg('until', (value) => optional(value, timestamp), until), program: arg('program', (value) => optional(value, text), program) }));
    return deProgramCostReport(answer);
  }

  async simulate(query) {
    const answer = await later(this.#crm, 'loyalty.simulate', JSON.stringify({ query: arg('query', enSimulationQuery, query) }));
    return deSimulationPage(answer);
  }

  simulateSync(query) {
    const answer = now(this.#crm, 'loyalty.simulate', JSON.stringify({ query: arg('query', enSimulationQuery, query) }));
    return deSimulationPage(answer);
  }

  async *iterSimulate(query) {
    for (;;) {
      const got = await this.simulate(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterSimulateSync(query) {
    for (;;) {
      const got = this.simulateSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  async occasions(query) {
    const answer = await later(this.#crm, 'loyalty.occasions', JSON.stringify({ query: arg('query', enOccasionQuery, query) }));
    return deOccasionPage(answer);
  }

  occasionsSync(query) {
    const answer = now(this.#crm, 'loyalty.occasions', JSON.stringify({ query: arg('query', enOccasionQuery, query) }));
    return deOccasionPage(answer);
  }

  async *iterOccasions(query) {
    for (;;) {
      const got = await this.occasions(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterOccasionsSync(query) {
    for (;;) {
      const got = this.occasionsSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  async holidays(since, until) {
    return await later(this.#crm, 'loyalty.holidays', JSON.stringify({ since: arg('since', date, since), until: arg('until', date, until) }));
  }

  holidaysSync(since, until) {
    return now(this.#crm, 'loyalty.holidays', JSON.stringify({ since: arg('since', date, since), until: arg('until', date, until) }));
  }

  async allocate(input) {
    return await later(this.#crm, 'loyalty.allocate', JSON.stringify({ input: arg('input', enAllocationInput, input) }));
  }

  allocateSync(input) {
    return now(this.#crm, 'loyalty.allocate', JSON.stringify({ input: arg('input', enAllocationInput, input) }));
  }

  async recognise(input) {
    return await later(this.#crm, 'loyalty.recognise', JSON.stringify({ input: arg('input', enRecognitionInput, input) }));
  }

  recogniseSync(input) {
    return now(this.#crm, 'loyalty.recognise', JSON.stringify({ input: arg('input', enRecognitionInput, input) }));
  }

  async tier(query) {
    const answer = await later(this.#crm, 'loyalty.tier', JSON.stringify({ query: arg('query', enTierQuery, query) }));
    return deTierStatus(answer);
  }

  tierSync(query) {
    const answer = now(this.#crm, 'loyalty.tier', JSON.stringify({ query: arg('query', enTierQuery, query) }));
    return deTierStatus(answer);
  }

  async tierHistory(query) {
    const answer = await later(this.#crm, 'loyalty.tier_history', JSON.stringify({ query: arg('query', enTierQuery, query) }));
    return each(answer, deTierChange);
  }

  tierHistorySync(query) {
    const answer = now(this.#crm, 'loyalty.tier_history', JSON.stringify({ query: arg('query', enTierQuery, query) }));
    return each(answer, deTierChange);
  }

  async tierReport(program, at) {
    const answer = await later(this.#crm, 'loyalty.tier_report', JSON.stringify({ program: arg('program', (value) => optional(value, text), program), at: arg('at', (value) => optional(value, timestamp), at) }));
    return deTierReport(answer);
  }

  tierReportSync(program, at) {
    const answer = now(this.#crm, 'loyalty.tier_report', JSON.stringify({ program: arg('program', (value) => optional(value, text), program), at: arg('at', (value) => optional(value, timestamp), at) }));
    return deTierReport(answer);
  }

  async tierMovement(since, until, program) {
    const answer = await later(this.#crm, 'loyalty.tier_movement', JSON.stringify({ since: arg('since', timestamp, since), until: arg('until', (value) => optional(value, timestamp), until), program: arg('program', (value) => optional(value, text), program) }));
    return deTierMovementReport(answer);
  }

  tierMovementSync(since, until, program) {
    const answer = now(this.#crm, 'loyalty.tier_movement', JSON.stringify({ since: arg('since', timestamp, since), until: arg('until', (value) => optional(value, timestamp), until), program: arg('program', (value) => optional(value, text), program) }));
    return deTierMovementReport(answer);
  }

  async grantTier(input) {
    const answer = await later(this.#crm, 'loyalty.grant_tier', JSON.stringify({ input: arg('input', enTierGrantInput, input) }));
    return deTierStatus(answer);
  }

  grantTierSync(input) {
    const answer = now(this.#crm, 'loyalty.grant_tier', JSON.stringify({ input: arg('input', enTierGrantInput, input) }));
    return deTierStatus(answer);
  }
}

class Rewards {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async define(name, terms) {
    const answer = await later(this.#crm, 'rewards.define', JSON.stringify({ name: arg('name', text, name), terms: arg('terms', enRewardTerms, terms) }));
    return deRewardReceipt(answer);
  }

  defineSync(name, terms) {
    const answer = now(this.#crm, 'rewards.define', JSON.stringify({ name: arg('name', text, name), terms: arg('terms', enRewardTerms, terms) }));
    return deRewardReceipt(answer);
  }

  async catalogue() {
    const answer = await later(this.#crm, 'rewards.catalogue', undefined);
    return each(answer, deRewardOffer);
  }

  catalogueSync() {
    const answer = now(this.#crm, 'rewards.catalogue', undefined);
    return each(answer, deRewardOffer);
  }

  async redeem(input) {
    const answer = await later(this.#crm, 'rewards.redeem', JSON.stringify({ input: arg('input', enRedeemRewardInput, input) }));
    return deRedemptionReceipt(answer);
  }

  redeemSync(input) {
    const answer = now(this.#crm, 'rewards.redeem', JSON.stringify({ input: arg('input', enRedeemRewardInput, input) }));
    return deRedemptionReceipt(answer);
  }

  async findCode(code) {
    const answer = await later(this.#crm, 'rewards.find_code', JSON.stringify({ code: arg('code', text, code) }));
    return deRewardRedemption(answer);
  }

  findCodeSync(code) {
    const answer = now(this.#crm, 'rewards.find_code', JSON.stringify({ code: arg('code', text, code) }));
    return deRewardRedemption(answer);
  }

  async useCode(input) {
    const answer = await later(this.#crm, 'rewards.use_code', JSON.stringify({ input: arg('input', enUseCodeInput, input) }));
    return deRedemptionReceipt(answer);
  }

  useCodeSync(input) {
    const answer = now(this.#crm, 'rewards.use_code', JSON.stringify({ input: arg('input', enUseCodeInput, input) }));
    return deRedemptionReceipt(answer);
  }

  async cancel(redemption, reason) {
    const answer = await later(this.#crm, 'rewards.cancel', JSON.stringify({ redemption: arg('redemption', text, redemption), reason: arg('reason', (value) => optional(value, text), reason) }));
    return deRedemptionReceipt(answer);
  }

  cancelSync(redemption, reason) {
    const answer = now(this.#crm, 'rewards.cancel', JSON.stringify({ redemption: arg('redemption', text, redemption), reason: arg('reason', (value) => optional(value, text), reason) }));
    return deRedemptionReceipt(answer);
  }

  async list(query) {
    const answer = await later(this.#crm, 'rewards.list', JSON.stringify({ query: arg('query', enRedemptionQuery, query) }));
    return deRedemptionPage(answer);
  }

  listSync(query) {
    const answer = now(this.#crm, 'rewards.list', JSON.stringify({ query: arg('query', enRedemptionQuery, query) }));
    return deRedemptionPage(answer);
  }

  async *iter(query) {
    for (;;) {
      const got = await this.list(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterSync(query) {
    for (;;) {
      const got = this.listSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }
}

class Referrals {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async define(name, terms) {
    const answer = await later(this.#crm, 'referrals.define', JSON.stringify({ name: arg('name', text, name), terms: arg('terms', enReferralTerms, terms) }));
    return deReferralProgram(answer);
  }

  defineSync(name, terms) {
    const answer = now(this.#crm, 'referrals.define', JSON.stringify({ name: arg('name', text, name), terms: arg('terms', enReferralTerms, terms) }));
    return deReferralProgram(answer);
  }

  async programs() {
    const answer = await later(this.#crm, 'referrals.programs', undefined);
    return each(answer, deReferralProgram);
  }

  programsSync() {
    const answer = now(this.#crm, 'referrals.programs', undefined);
    return each(answer, deReferralProgram);
  }

  async code(customer, program) {
    const answer = await later(this.#crm, 'referrals.code', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), program: arg('program', (value) => optional(value, text), program) }));
    return deReferralCode(answer);
  }

  codeSync(customer, program) {
    const answer = now(this.#crm, 'referrals.code', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), program: arg('program', (value) => optional(value, text), program) }));
    return deReferralCode(answer);
  }

  async attribute(input) {
    const answer = await later(this.#crm, 'referrals.attribute', JSON.stringify({ input: arg('input', enReferralInput, input) }));
    return deReferral(answer);
  }

  attributeSync(input) {
    const answer = now(this.#crm, 'referrals.attribute', JSON.stringify({ input: arg('input', enReferralInput, input) }));
    return deReferral(answer);
  }

  async settle(order) {
    const answer = await later(this.#crm, 'referrals.settle', JSON.stringify({ order: arg('order', enOrderRef, order) }));
    return each(answer, deReferral);
  }

  settleSync(order) {
    const answer = now(this.#crm, 'referrals.settle', JSON.stringify({ order: arg('order', enOrderRef, order) }));
    return each(answer, deReferral);
  }

  async list(query) {
    const answer = await later(this.#crm, 'referrals.list', JSON.stringify({ query: arg('query', enReferralQuery, query) }));
    return deReferralPage(answer);
  }

  listSync(query) {
    const answer = now(this.#crm, 'referrals.list', JSON.stringify({ query: arg('query', enReferralQuery, query) }));
    return deReferralPage(answer);
  }

  async *iter(query) {
    for (;;) {
      const got = await this.list(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterSync(query) {
    for (;;) {
      const got = this.listSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }
}

class Segments {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async check(query, profile) {
    return await later(this.#crm, 'segments.check', JSON.stringify({ query: arg('query', text, query), profile: arg('profile', (value) => optional(value, enProfile), profile) }));
  }

  checkSync(query, profile) {
    return now(this.#crm, 'segments.check', JSON.stringify({ query: arg('query', text, query), profile: arg('profile', (value) => optional(value, enProfile), profile) }));
  }

  async define(input) {
    const answer = await later(this.#crm, 'segments.define', JSON.stringify({ input: arg('input', enSegmentInput, input) }));
    return deSegmentReceipt(answer);
  }

  defineSync(input) {
    const answer = now(this.#crm, 'segments.define', JSON.stringify({ input: arg('input', enSegmentInput, input) }));
    return deSegmentReceipt(answer);
  }

  async defineMany(inputs) {
    const answer = await later(this.#crm, 'segments.define_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enSegmentInput), inputs) }));
    return each(answer, deSegmentReceipt);
  }

  defineManySync(inputs) {
    const answer = now(this.#crm, 'segments.define_many', JSON.stringify({ inputs: arg('inputs', (value) => list(value, enSegmentInput), inputs) }));
    return each(answer, deSegmentReceipt);
  }

  async get(key) {
    const answer = await later(this.#crm, 'segments.get', JSON.stringify({ key: arg('key', text, key) }));
    return deSegment(answer);
  }

  getSync(key) {
    const answer = now(this.#crm, 'segments.get', JSON.stringify({ key: arg('key', text, key) }));
    return deSegment(answer);
  }

  async list() {
    const answer = await later(this.#crm, 'segments.list', undefined);
    return each(answer, deSegment);
  }

  listSync() {
    const answer = now(this.#crm, 'segments.list', undefined);
    return each(answer, deSegment);
  }

  async versions(key) {
    const answer = await later(this.#crm, 'segments.versions', JSON.stringify({ key: arg('key', text, key) }));
    return each(answer, deSegment);
  }

  versionsSync(key) {
    const answer = now(this.#crm, 'segments.versions', JSON.stringify({ key: arg('key', text, key) }));
    return each(answer, deSegment);
  }

  async remove(key) {
    const answer = await later(this.#crm, 'segments.remove', JSON.stringify({ key: arg('key', text, key) }));
    return deSegment(answer);
  }

  removeSync(key) {
    const answer = now(this.#crm, 'segments.remove', JSON.stringify({ key: arg('key', text, key) }));
    return deSegment(answer);
  }

  async members(query) {
    const answer = await later(this.#crm, 'segments.members', JSON.stringify({ query: arg('query', enMemberQuery, query) }));
    return deMemberPage(answer);
  }

  membersSync(query) {
    const answer = now(this.#crm, 'segments.members', JSON.stringify({ query: arg('query', enMemberQuery, query) }));
    return deMemberPage(answer);
  }

  async *iterMembers(query) {
    for (;;) {
      const got = await this.members(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterMembersSync(query) {
    for (;;) {
      const got = this.membersSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  async count(query) {
    return await later(this.#crm, 'segments.count', JSON.stringify({ query: arg('query', text, query) }));
  }

  countSync(query) {
    return now(this.#crm, 'segments.count', JSON.stringify({ query: arg('query', text, query) }));
  }

  async sizes() {
    const answer = await later(this.#crm, 'segments.sizes', undefined);
    return deSegmentSizes(answer);
  }

  sizesSync() {
    const answer = now(this.#crm, 'segments.sizes', undefined);
    return deSegmentSizes(answer);
  }

  async overlap(keys) {
    const answer = await later(this.#crm, 'segments.overlap', JSON.stringify({ keys: arg('keys', (value) => optional(value, (value) => list(value, text)), keys) }));
    return deSegmentOverlap(answer);
  }

  overlapSync(keys) {
    const answer = now(this.#crm, 'segments.overlap', JSON.stringify({ keys: arg('keys', (value) => optional(value, (value) => list(value, text)), keys) }));
    return deSegmentOverlap(answer);
  }

  async preview(input) {
    const answer = await later(this.#crm, 'segments.preview', JSON.stringify({ input: arg('input', enSegmentInput, input) }));
    return deSegmentPreview(answer);
  }

  previewSync(input) {
    const answer = now(this.#crm, 'segments.preview', JSON.stringify({ input: arg('input', enSegmentInput, input) }));
    return deSegmentPreview(answer);
  }

  async pin(key, customer, change) {
    const answer = await later(this.#crm, 'segments.pin', JSON.stringify({ key: arg('key', text, key), customer: arg('customer', enCustomerRef, customer), change: arg('change', enPinChange, change) }));
    return dePinReceipt(answer);
  }

  pinSync(key, customer, change) {
    const answer = now(this.#crm, 'segments.pin', JSON.stringify({ key: arg('key', text, key), customer: arg('customer', enCustomerRef, customer), change: arg('change', enPinChange, change) }));
    return dePinReceipt(answer);
  }

  async explain(customer, query) {
    const answer = await later(this.#crm, 'segments.explain', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), query: arg('query', text, query) }));
    return deSegmentExplanation(answer);
  }

  explainSync(customer, query) {
    const answer = now(this.#crm, 'segments.explain', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), query: arg('query', text, query) }));
    return deSegmentExplanation(answer);
  }

  async advance() {
    const answer = await later(this.#crm, 'segments.advance', undefined);
    return deSegmentAdvance(answer);
  }

  advanceSync() {
    const answer = now(this.#crm, 'segments.advance', undefined);
    return deSegmentAdvance(answer);
  }

  async memberships(customer, at) {
    const answer = await later(this.#crm, 'segments.memberships', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), at: arg('at', (value) => optional(value, timestamp), at) }));
    return deCustomerSegments(answer);
  }

  membershipsSync(customer, at) {
    const answer = now(this.#crm, 'segments.memberships', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), at: arg('at', (value) => optional(value, timestamp), at) }));
    return deCustomerSegments(answer);
  }

  async history(customer) {
    const answer = await later(this.#crm, 'segments.history', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return each(answer, deSegmentMove);
  }

  historySync(customer) {
    const answer = now(this.#crm, 'segments.history', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return each(answer, deSegmentMove);
  }

  async sizeByDay(key, from, to) {
    return await later(this.#crm, 'segments.size_by_day', JSON.stringify({ key: arg('key', text, key), from: arg('from', date, from), to: arg('to', date, to) }));
  }

  sizeByDaySync(key, from, to) {
    return now(this.#crm, 'segments.size_by_day', JSON.stringify({ key: arg('key', text, key), from: arg('from', date, from), to: arg('to', date, to) }));
  }
}

class Duplicates {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async find(options) {
    const [rest, own] = split(options, ['onProgress', 'signal']);
    const answer = await long(this.#crm, 'duplicates.find', JSON.stringify({ query: arg('options', enDuplicateQuery, rest) }), undefined, own, (value) => value);
    return deDuplicatePage(answer);
  }

  findSync(options) {
    const [rest, own] = split(options, []);
    const answer = now(this.#crm, 'duplicates.find', JSON.stringify({ query: arg('options', enDuplicateQuery, rest) }), undefined);
    return deDuplicatePage(answer);
  }

  async *iterFind(options) {
    for (;;) {
      const got = await this.find(options);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      options = { ...options, cursor: got.nextCursor };
    }
  }

  *iterFindSync(options) {
    for (;;) {
      const got = this.findSync(options);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      options = { ...options, cursor: got.nextCursor };
    }
  }

  async findNew(input) {
    const answer = await later(this.#crm, 'duplicates.find_new', JSON.stringify({ input: arg('input', enCustomerInput, input) }));
    return each(answer, deCustomerMatch);
  }

  findNewSync(input) {
    const answer = now(this.#crm, 'duplicates.find_new', JSON.stringify({ input: arg('input', enCustomerInput, input) }));
    return each(answer, deCustomerMatch);
  }

  async train(options) {
    const [rest, own] = split(options, ['onProgress', 'signal']);
    const answer = await long(this.#crm, 'duplicates.train', undefined, undefined, own, (value) => value);
    return deDuplicateModel(answer);
  }

  trainSync(options) {
    const [rest, own] = split(options, []);
    const answer = now(this.#crm, 'duplicates.train', undefined, undefined);
    return deDuplicateModel(answer);
  }

  async model() {
    const answer = await later(this.#crm, 'duplicates.model', undefined);
    return deDuplicateModel(answer);
  }

  modelSync() {
    const answer = now(this.#crm, 'duplicates.model', undefined);
    return deDuplicateModel(answer);
  }

  async run(link, options) {
    const [rest, own] = split(options, ['onProgress', 'signal']);
    const answer = await long(this.#crm, 'duplicates.run', JSON.stringify({ link: arg('link', (value) => optional(value, bool), link) }), undefined, own, (value) => value);
    return deDuplicateReport(answer);
  }

  runSync(link, options) {
    const [rest, own] = split(options, []);
    const answer = now(this.#crm, 'duplicates.run', JSON.stringify({ link: arg('link', (value) => optional(value, bool), link) }), undefined);
    return deDuplicateReport(answer);
  }

  async reviews(query) {
    const answer = await later(this.#crm, 'duplicates.reviews', JSON.stringify({ query: arg('query', enReviewQuery, query ?? {}) }));
    return deReviewPage(answer);
  }

  reviewsSync(query) {
    const answer = now(this.#crm, 'duplicates.reviews', JSON.stringify({ query: arg('query', enReviewQuery, query ?? {}) }));
    return deReviewPage(answer);
  }

  async *iterReviews(query) {
    for (;;) {
      const got = await this.reviews(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterReviewsSync(query) {
    for (;;) {
      const got = this.reviewsSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  async decide(customer, other, verdict) {
    const answer = await later(this.#crm, 'duplicates.decide', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), other: arg('other', enCustomerRef, other), verdict: arg('verdict', enVerdict, verdict) }));
    return deDecisionReceipt(answer);
  }

  decideSync(customer, other, verdict) {
    const answer = now(this.#crm, 'duplicates.decide', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), other: arg('other', enCustomerRef, other), verdict: arg('verdict', enVerdict, verdict) }));
    return deDecisionReceipt(answer);
  }

  async merge(customer, other) {
    const answer = await later(this.#crm, 'duplicates.merge', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), other: arg('other', enCustomerRef, other) }));
    return deMergeReceipt(answer);
  }

  mergeSync(customer, other) {
    const answer = now(this.#crm, 'duplicates.merge', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), other: arg('other', enCustomerRef, other) }));
    return deMergeReceipt(answer);
  }

  async unmerge(customer, records) {
    const answer = await later(this.#crm, 'duplicates.unmerge', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), records: arg('records', (value) => list(value, text), records) }));
    return deUnmergeReceipt(answer);
  }

  unmergeSync(customer, records) {
    const answer = now(this.#crm, 'duplicates.unmerge', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), records: arg('records', (value) => list(value, text), records) }));
    return deUnmergeReceipt(answer);
  }

  async findInTable(columns, options) {
    const [rest, own] = split(options, ['onProgress', 'signal']);
    const answer = await long(this.#crm, 'duplicates.find_in_table', JSON.stringify({ columns: arg('columns', (value) => list(value, enTableColumn), columns), query: arg('options', enTableQuery, rest) }), undefined, own, (value) => value);
    return deTableDuplicates(answer);
  }

  findInTableSync(columns, options) {
    const [rest, own] = split(options, []);
    const answer = now(this.#crm, 'duplicates.find_in_table', JSON.stringify({ columns: arg('columns', (value) => list(value, enTableColumn), columns), query: arg('options', enTableQuery, rest) }), undefined);
    return deTableDuplicates(answer);
  }

  async explain(customer, other) {
    const answer = await later(this.#crm, 'duplicates.explain', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), other: arg('other', enCustomerRef, other) }));
    return dePairExplanation(answer);
  }

  explainSync(customer, other) {
    const answer = now(this.#crm, 'duplicates.explain', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), other: arg('other', enCustomerRef, other) }));
    return dePairExplanation(answer);
  }

  async explainCustomer(customer) {
    const answer = await later(this.#crm, 'duplicates.explain_customer', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deCustomerExplanation(answer);
  }

  explainCustomerSync(customer) {
    const answer = now(this.#crm, 'duplicates.explain_customer', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deCustomerExplanation(answer);
  }

  async history(customer) {
    const answer = await later(this.#crm, 'duplicates.history', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return each(answer, deLinkChange);
  }

  historySync(customer) {
    const answer = now(this.#crm, 'duplicates.history', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return each(answer, deLinkChange);
  }
}

class Privacy {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async erase(customer, reason, suppress) {
    const answer = await later(this.#crm, 'privacy.erase', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), reason: arg('reason', enErasureReason, reason), suppress: arg('suppress', (value) => optional(value, bool), suppress) }));
    return deErasureReceipt(answer);
  }

  eraseSync(customer, reason, suppress) {
    const answer = now(this.#crm, 'privacy.erase', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), reason: arg('reason', enErasureReason, reason), suppress: arg('suppress', (value) => optional(value, bool), suppress) }));
    return deErasureReceipt(answer);
  }

  async restrict(customer, reason) {
    const answer = await later(this.#crm, 'privacy.restrict', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), reason: arg('reason', enRestrictionReason, reason) }));
    return deRestrictionReceipt(answer);
  }

  restrictSync(customer, reason) {
    const answer = now(this.#crm, 'privacy.restrict', JSON.stringify({ customer: arg('customer', enCustomerRef, customer), reason: arg('reason', enRestrictionReason, reason) }));
    return deRestrictionReceipt(answer);
  }

  async unrestrict(customer) {
    const answer = await later(this.#crm, 'privacy.unrestrict', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deRestrictionReceipt(answer);
  }

  unrestrictSync(customer) {
    const answer = now(this.#crm, 'privacy.unrestrict', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deRestrictionReceipt(answer);
  }

  async object(input) {
    const answer = await later(this.#crm, 'privacy.object', JSON.stringify({ input: arg('input', enObjectionInput, input) }));
    return deConsentReceipt(answer);
  }

  objectSync(input) {
    const answer = now(this.#crm, 'privacy.object', JSON.stringify({ input: arg('input', enObjectionInput, input) }));
    return deConsentReceipt(answer);
  }

  async erasures(page) {
    const answer = await later(this.#crm, 'privacy.erasures', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deErasurePage(answer);
  }

  erasuresSync(page) {
    const answer = now(this.#crm, 'privacy.erasures', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deErasurePage(answer);
  }

  async *iterErasures(page) {
    for (;;) {
      const got = await this.erasures(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterErasuresSync(page) {
    for (;;) {
      const got = this.erasuresSync(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  async advance() {
    const answer = await later(this.#crm, 'privacy.advance', undefined);
    return deRetentionReport(answer);
  }

  advanceSync() {
    const answer = now(this.#crm, 'privacy.advance', undefined);
    return deRetentionReport(answer);
  }

  async previewRetention(asOf) {
    const answer = await later(this.#crm, 'privacy.preview_retention', JSON.stringify({ as_of: arg('asOf', (value) => optional(value, timestamp), asOf) }));
    return deRetentionReport(answer);
  }

  previewRetentionSync(asOf) {
    const answer = now(this.#crm, 'privacy.preview_retention', JSON.stringify({ as_of: arg('asOf', (value) => optional(value, timestamp), asOf) }));
    return deRetentionReport(answer);
  }

  async retentionRuns(page) {
    const answer = await later(this.#crm, 'privacy.retention_runs', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deRetentionRunPage(answer);
  }

  retentionRunsSync(page) {
    const answer = now(this.#crm, 'privacy.retention_runs', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deRetentionRunPage(answer);
  }

  async *iterRetentionRuns(page) {
    for (;;) {
      const got = await this.retentionRuns(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterRetentionRunsSync(page) {
    for (;;) {
      const got = this.retentionRunsSync(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  async export(customer) {
    const answer = await later(this.#crm, 'privacy.export', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deCustomerDossier(answer);
  }

  exportSync(customer) {
    const answer = now(this.#crm, 'privacy.export', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
    return deCustomerDossier(answer);
  }

  async exportPage(customer) {
    return await later(this.#crm, 'privacy.export_page', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
  }

  exportPageSync(customer) {
    return now(this.#crm, 'privacy.export_page', JSON.stringify({ customer: arg('customer', enCustomerRef, customer) }));
  }

  async compact() {
    return await later(this.#crm, 'privacy.compact', undefined);
  }

  compactSync() {
    return now(this.#crm, 'privacy.compact', undefined);
  }

  async suppressedSince(address) {
    const answer = await later(this.#crm, 'privacy.suppressed_since', JSON.stringify({ address: arg('address', text, address) }));
    return answer === null ? null : new Date(answer);
  }

  suppressedSinceSync(address) {
    const answer = now(this.#crm, 'privacy.suppressed_since', JSON.stringify({ address: arg('address', text, address) }));
    return answer === null ? null : new Date(answer);
  }
}

class Imports {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async customers(source, options) {
    const [rest, own] = split(options, ['rejects', 'onProgress', 'signal']);
    const answer = await long(this.#crm, 'imports.customers', JSON.stringify({ query: arg('options', enImportQuery, rest) }), files('source', source, own.rejects), own, (value) => value);
    return deImportReport(answer);
  }

  customersSync(source, options) {
    const [rest, own] = split(options, ['rejects']);
    const answer = now(this.#crm, 'imports.customers', JSON.stringify({ query: arg('options', enImportQuery, rest) }), files('source', source, own.rejects));
    return deImportReport(answer);
  }

  async orders(source, options) {
    const [rest, own] = split(options, ['rejects', 'onProgress', 'signal']);
    const answer = await long(this.#crm, 'imports.orders', JSON.stringify({ query: arg('options', enImportQuery, rest) }), files('source', source, own.rejects), own, (value) => value);
    return deImportReport(answer);
  }

  ordersSync(source, options) {
    const [rest, own] = split(options, ['rejects']);
    const answer = now(this.#crm, 'imports.orders', JSON.stringify({ query: arg('options', enImportQuery, rest) }), files('source', source, own.rejects));
    return deImportReport(answer);
  }

  async payload(source, options) {
    const [rest, own] = split(options, ['rejects', 'onProgress', 'signal']);
    const answer = await long(this.#crm, 'imports.payload', JSON.stringify({ query: arg('options', enPayloadQuery, rest) }), files('source', source, own.rejects), own, (value) => value);
    return dePayloadReport(answer);
  }

  payloadSync(source, options) {
    const [rest, own] = split(options, ['rejects']);
    const answer = now(this.#crm, 'imports.payload', JSON.stringify({ query: arg('options', enPayloadQuery, rest) }), files('source', source, own.rejects));
    return dePayloadReport(answer);
  }

  async verifyWebhook(query) {
    const answer = await later(this.#crm, 'imports.verify_webhook', JSON.stringify({ query: arg('query', enWebhookQuery, query) }));
    return deWebhookReceipt(answer);
  }

  verifyWebhookSync(query) {
    const answer = now(this.#crm, 'imports.verify_webhook', JSON.stringify({ query: arg('query', enWebhookQuery, query) }));
    return deWebhookReceipt(answer);
  }
}

class Reports {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async stats() {
    const answer = await later(this.#crm, 'reports.stats', undefined);
    return deStats(answer);
  }

  statsSync() {
    const answer = now(this.#crm, 'reports.stats', undefined);
    return deStats(answer);
  }

  async revenueByMonth(asOf) {
    const answer = await later(this.#crm, 'reports.revenue_by_month', JSON.stringify({ as_of: arg('asOf', (value) => optional(value, date), asOf) }));
    return deRevenueReport(answer);
  }

  revenueByMonthSync(asOf) {
    const answer = now(this.#crm, 'reports.revenue_by_month', JSON.stringify({ as_of: arg('asOf', (value) => optional(value, date), asOf) }));
    return deRevenueReport(answer);
  }

  async rfm(query) {
    const answer = await later(this.#crm, 'reports.rfm', JSON.stringify({ query: arg('query', enRfmQuery, query ?? {}) }));
    return deRfmReport(answer);
  }

  rfmSync(query) {
    const answer = now(this.#crm, 'reports.rfm', JSON.stringify({ query: arg('query', enRfmQuery, query ?? {}) }));
    return deRfmReport(answer);
  }

  async rfmScores(query) {
    const answer = await later(this.#crm, 'reports.rfm_scores', JSON.stringify({ query: arg('query', enRfmQuery, query ?? {}) }));
    return each(answer, deRfmScore);
  }

  rfmScoresSync(query) {
    const answer = now(this.#crm, 'reports.rfm_scores', JSON.stringify({ query: arg('query', enRfmQuery, query ?? {}) }));
    return each(answer, deRfmScore);
  }

  async topCustomers(limit, asOf) {
    const answer = await later(this.#crm, 'reports.top_customers', JSON.stringify({ limit: arg('limit', integer, limit), as_of: arg('asOf', (value) => optional(value, date), asOf) }));
    return each(answer, deTopCustomer);
  }

  topCustomersSync(limit, asOf) {
    const answer = now(this.#crm, 'reports.top_customers', JSON.stringify({ limit: arg('limit', integer, limit), as_of: arg('asOf', (value) => optional(value, date), asOf) }));
    return each(answer, deTopCustomer);
  }
}

class Feed {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async changes(page) {
    const answer = await later(this.#crm, 'feed.changes', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deFeedPage(answer);
  }

  changesSync(page) {
    const answer = now(this.#crm, 'feed.changes', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deFeedPage(answer);
  }

  async *iterChanges(page) {
    for (;;) {
      const got = await this.changes(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterChangesSync(page) {
    for (;;) {
      const got = this.changesSync(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  async cursorAt(at) {
    return await later(this.#crm, 'feed.cursor_at', JSON.stringify({ at: arg('at', timestamp, at) }));
  }

  cursorAtSync(at) {
    return now(this.#crm, 'feed.cursor_at', JSON.stringify({ at: arg('at', timestamp, at) }));
  }

  async defineGroup(name, start) {
    const answer = await later(this.#crm, 'feed.define_group', JSON.stringify({ name: arg('name', text, name), start: arg('start', (value) => optional(value, enFeedStart), start) }));
    return deFeedGroup(answer);
  }

  defineGroupSync(name, start) {
    const answer = now(this.#crm, 'feed.define_group', JSON.stringify({ name: arg('name', text, name), start: arg('start', (value) => optional(value, enFeedStart), start) }));
    return deFeedGroup(answer);
  }

  async groups() {
    const answer = await later(this.#crm, 'feed.groups', undefined);
    return each(answer, deFeedGroup);
  }

  groupsSync() {
    const answer = now(this.#crm, 'feed.groups', undefined);
    return each(answer, deFeedGroup);
  }

  async take(query) {
    const answer = await later(this.#crm, 'feed.take', JSON.stringify({ query: arg('query', enFeedTake, query) }));
    return deFeedBatch(answer);
  }

  takeSync(query) {
    const answer = now(this.#crm, 'feed.take', JSON.stringify({ query: arg('query', enFeedTake, query) }));
    return deFeedBatch(answer);
  }

  async acknowledge(group, lease, done) {
    const answer = await later(this.#crm, 'feed.acknowledge', JSON.stringify({ group: arg('group', text, group), lease: arg('lease', integer, lease), done: arg('done', (value) => optional(value, integer), done) }));
    return deFeedGroup(answer);
  }

  acknowledgeSync(group, lease, done) {
    const answer = now(this.#crm, 'feed.acknowledge', JSON.stringify({ group: arg('group', text, group), lease: arg('lease', integer, lease), done: arg('done', (value) => optional(value, integer), done) }));
    return deFeedGroup(answer);
  }

  async rewind(group, cursor) {
    const answer = await later(this.#crm, 'feed.rewind', JSON.stringify({ group: arg('group', text, group), cursor: arg('cursor', (value) => optional(value, text), cursor) }));
    return deFeedGroup(answer);
  }

  rewindSync(group, cursor) {
    const answer = now(this.#crm, 'feed.rewind', JSON.stringify({ group: arg('group', text, group), cursor: arg('cursor', (value) => optional(value, text), cursor) }));
    return deFeedGroup(answer);
  }

  async forgetGroup(name) {
    return await later(this.#crm, 'feed.forget_group', JSON.stringify({ name: arg('name', text, name) }));
  }

  forgetGroupSync(name) {
    return now(this.#crm, 'feed.forget_group', JSON.stringify({ name: arg('name', text, name) }));
  }

  async trim() {
    return await later(this.#crm, 'feed.trim', undefined);
  }

  trimSync() {
    return now(this.#crm, 'feed.trim', undefined);
  }
}

class Audit {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async list(page) {
    const answer = await later(this.#crm, 'audit.list', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deAuditPage(answer);
  }

  listSync(page) {
    const answer = now(this.#crm, 'audit.list', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deAuditPage(answer);
  }

  async *iter(page) {
    for (;;) {
      const got = await this.list(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterSync(page) {
    for (;;) {
      const got = this.listSync(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  async find(query) {
    const answer = await later(this.#crm, 'audit.find', JSON.stringify({ query: arg('query', enAuditQuery, query ?? {}) }));
    return deAuditPage(answer);
  }

  findSync(query) {
    const answer = now(this.#crm, 'audit.find', JSON.stringify({ query: arg('query', enAuditQuery, query ?? {}) }));
    return deAuditPage(answer);
  }

  async *iterFind(query) {
    for (;;) {
      const got = await this.find(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  *iterFindSync(query) {
    for (;;) {
      const got = this.findSync(query);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      query = { ...query, cursor: got.nextCursor };
    }
  }

  async seal() {
    return await later(this.#crm, 'audit.seal', undefined);
  }

  sealSync() {
    return now(this.#crm, 'audit.seal', undefined);
  }

  async verify(anchor) {
    const answer = await later(this.#crm, 'audit.verify', JSON.stringify({ anchor: arg('anchor', (value) => optional(value, enAuditHead), anchor) }));
    return deAuditProof(answer);
  }

  verifySync(anchor) {
    const answer = now(this.#crm, 'audit.verify', JSON.stringify({ anchor: arg('anchor', (value) => optional(value, enAuditHead), anchor) }));
    return deAuditProof(answer);
  }

  async export(page) {
    const answer = await later(this.#crm, 'audit.export', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deAuditExport(answer);
  }

  exportSync(page) {
    const answer = now(this.#crm, 'audit.export', JSON.stringify({ page: arg('page', enPageRequest, page ?? {}) }));
    return deAuditExport(answer);
  }

  async *iterExport(page) {
    for (;;) {
      const got = await this.export(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }

  *iterExportSync(page) {
    for (;;) {
      const got = this.exportSync(page);
      yield* got.items;
      if (got.items.length === 0 || got.nextCursor === null) return;
      page = { ...page, cursor: got.nextCursor };
    }
  }
}

class Proof {
  #crm;

  constructor(crm) {
    this.#crm = crm;
  }

  async verify() {
    const answer = await later(this.#crm, 'proof.verify', undefined);
    return deVerifyReport(answer);
  }

  verifySync() {
    const answer = now(this.#crm, 'proof.verify', undefined);
    return deVerifyReport(answer);
  }

  async rebuild() {
    const answer = await later(this.#crm, 'proof.rebuild', undefined);
    return deVerifyReport(answer);
  }

  rebuildSync() {
    const answer = now(this.#crm, 'proof.rebuild', undefined);
    return deVerifyReport(answer);
  }
}

Object.assign(renamed, {
  'customers.find': [['query.page', 'query']],
  'events.timeline': [['query.page', 'query']],
  'loyalty.entries': [['query.page', 'query']],
  'loyalty.simulate': [['query.page', 'query']],
  'loyalty.occasions': [['query.page', 'query']],
  'rewards.list': [['query.page', 'query']],
  'referrals.list': [['query.page', 'query']],
  'segments.members': [['query.page', 'query']],
  'duplicates.find': [['query.page', 'options'], ['query', 'options']],
  'duplicates.reviews': [['query.page', 'query']],
  'duplicates.find_in_table': [['query', 'options']],
  'imports.customers': [['query', 'options']],
  'imports.orders': [['query', 'options']],
  'imports.payload': [['query', 'options']],
  'audit.find': [['query.page', 'query']],
});

const Crm = withAreas({ shop: ShopHandle, customers: Customers, orders: Orders, products: Products, events: Events, consents: Consents, loyalty: Loyalty, rewards: Rewards, referrals: Referrals, segments: Segments, duplicates: Duplicates, privacy: Privacy, imports: Imports, reports: Reports, feed: Feed, audit: Audit, proof: Proof });

const { GuanxiError, InvalidError, NotFoundError, ConflictError, RefusedError, CancelledError, UnavailableError, StorageError, UnknownOutcomeError, DataError, InternalError, InvalidFieldError, InvalidArgumentError, InvalidQueryError, InvalidMoneyError, InvalidFileError, InvalidCursorError, CursorExpiredError, DeletedError, ErasedError, StaleVersionError, DuplicateError, ContendedError, InUseError, KeyReusedError, BelowFloorError, RefundTooLargeError, InsufficientPointsError, ProgramRefusesError, RewardRefusesError, ReferralRefusesError, SoldOutError, RewardClosedError, ConsentClosedError, ClosedError, LockedError, IoError, DiskFullError, UnknownStorageError, NotEmptyError, UnfinishedCopyError, NoStoreError, UnsupportedError, CorruptError, NewerFormatError } = errors;

module.exports = { Crm, GuanxiError, InvalidError, NotFoundError, ConflictError, RefusedError, CancelledError, UnavailableError, StorageError, UnknownOutcomeError, DataError, InternalError, InvalidFieldError, InvalidArgumentError, InvalidQueryError, InvalidMoneyError, InvalidFileError, InvalidCursorError, CursorExpiredError, DeletedError, ErasedError, StaleVersionError, DuplicateError, ContendedError, InUseError, KeyReusedError, BelowFloorError, RefundTooLargeError, InsufficientPointsError, ProgramRefusesError, RewardRefusesError, ReferralRefusesError, SoldOutError, RewardClosedError, ConsentClosedError, ClosedError, LockedError, IoError, DiskFullError, UnknownStorageError, NotEmptyError, UnfinishedCopyError, NoStoreError, UnsupportedError, CorruptError, NewerFormatError };
