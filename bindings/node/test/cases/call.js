// A call of a case, as a caller of the package writes it, and its answer as the case writes it.
'use strict';

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const snake = (name) => name.replace(/([A-Z])/g, (_, letter) => `_${letter.toLowerCase()}`).replace(/([a-z])E6$/i, '$1e6');

// Maps by name, whose keys belong to the shop.
const MAPS = new Set(['fields', 'extra', 'properties', 'columns', 'rejected_by_code', 'held_back', 'unreadable']);
// Arguments that are unions.
const REFERENCES = new Set(['customer', 'other', 'order', 'method']);
const UNIONS = new Set(['id', 'record', 'email', 'phone', 'external', 'fixed']);

const isTable = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

// A case's value as the package takes it: camelCase, unions by their type, pages laid open.
const given = (value, key) => {
  if (Array.isArray(value)) return value.map((item) => given(item));
  if (!isTable(value) || MAPS.has(key)) return value;
  if (REFERENCES.has(key)) return union(value);
  const out = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'page') Object.assign(out, given(inner));
    else out[camel(name)] = name === 'method' && typeof inner === 'string' ? { type: inner } : given(inner, name);
  }
  return out;
};

const union = (value) => {
  const [[type, inner], ...more] = Object.entries(value);
  if (more.length > 0 || !UNIONS.has(type)) return given(value);
  return isTable(inner) && type !== 'fixed' ? { type, ...given(inner) } : { type, [camel(type)]: given(inner) };
};

// The package's answer as a case writes it.
const answered = (value, key) => {
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (Array.isArray(value)) return value.map((item) => answered(item));
  if (!isTable(value)) return value;
  if (key === 'fields') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, named(inner)]));
  if (MAPS.has(key) && !Array.isArray(value)) return value;
  if (key === 'kind' && typeof value.type === 'string') return variant(value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), answered(inner, snake(name))]));
};

// A shop's own field is a plain value here; a case writes its type.
const named = (value) => {
  if (typeof value === 'boolean') return { boolean: value };
  if (typeof value === 'number') return { integer: value };
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? { date: value } : { text: value };
};

const variant = ({ type, ...rest }) => ({ [type]: answered(Object.keys(rest).length === 1 && type in rest ? rest[type] : rest) });

// Calls that take one argument per key of `with`, in the order of their parameters; all others take `with` whole.
const PARAMETERS = {
  'customers.update': ['id', 'patch'],
  'customers.delete': ['id', 'expected_version'],
  'customers.get': ['id'],
  'customers.resolve': ['customer'],
  'customers.upsert_many': ['inputs'],
  'orders.record_many': ['inputs'],
  'orders.cancel': ['order', 'reason'],
  'orders.set_status': ['order', 'status'],
  'orders.get': ['order'],
  'orders.list': ['customer', 'page'],
  'orders.metrics': ['customer'],
  'products.get': ['sku'],
  'events.record_many': ['inputs'],
  'reports.revenue_by_month': ['as_of'],
  'reports.top_customers': ['limit', 'as_of'],
  'loyalty.define_program': ['name', 'terms'],
  'loyalty.earn_many': ['inputs'],
  'loyalty.void_hold': ['hold'],
  'loyalty.explain': ['entry'],
  'loyalty.holidays': ['since', 'until'],
  'loyalty.liability': ['program', 'at'],
  'loyalty.point_cohorts': ['program', 'at'],
  'loyalty.program_cost': ['since', 'until', 'program'],
  'loyalty.tier_report': ['program', 'at'],
  'loyalty.tier_movement': ['since', 'until', 'program'],
  'loyalty.pool': ['customer', 'program'],
  'loyalty.leave_pool': ['customer', 'program'],
  'rewards.define': ['name', 'terms'],
  'rewards.find_code': ['code'],
  'rewards.cancel': ['redemption', 'reason'],
  'referrals.define': ['name', 'terms'],
  'referrals.code': ['customer', 'program'],
  'referrals.settle': ['order'],
  'duplicates.run': ['link'],
  'duplicates.find_in_table': ['columns', 'query'],
  'duplicates.merge': ['customer', 'other'],
  'duplicates.unmerge': ['customer', 'records'],
  'duplicates.decide': ['customer', 'other', 'verdict'],
  'duplicates.explain': ['customer', 'other'],
  'duplicates.explain_customer': ['customer'],
  'duplicates.history': ['customer'],
  'consents.confirm': ['token'],
  'segments.check': ['query', 'profile'],
  'segments.get': ['key'],
  'segments.versions': ['key'],
  'segments.remove': ['key'],
  'segments.count': ['query'],
  'segments.overlap': ['keys'],
  'segments.pin': ['key', 'customer', 'change'],
  'segments.define_many': ['inputs'],
  'segments.explain': ['customer', 'query'],
  'segments.memberships': ['customer', 'at'],
  'segments.history': ['customer'],
  'segments.size_by_day': ['key', 'from', 'to'],
  'feed.cursor_at': ['at'],
  'audit.verify': ['anchor'],
  'privacy.erase': ['customer', 'reason', 'suppress'],
  'privacy.restrict': ['customer', 'reason'],
  'privacy.unrestrict': ['customer'],
  'privacy.preview_retention': ['as_of'],
  'privacy.export': ['customer'],
  'privacy.export_page': ['customer'],
  'privacy.suppressed_since': ['address'],
  'feed.define_group': ['name', 'start'],
  'feed.acknowledge': ['group', 'lease', 'done'],
  'feed.rewind': ['group', 'cursor'],
  'feed.forget_group': ['name'],
};

const NONE = new Set(['shop.get', 'customers.count', 'orders.count', 'reports.stats', 'proof.verify', 'proof.rebuild', 'feed.groups', 'feed.trim', 'audit.seal', 'privacy.compact', 'privacy.advance', 'loyalty.programs', 'loyalty.advance', 'rewards.catalogue', 'referrals.programs', 'segments.list', 'segments.sizes', 'segments.advance', 'duplicates.train', 'duplicates.model']);

const parameters = (name, { ...input }) => {
  if (NONE.has(name)) return [];
  if (name.startsWith('imports.') && 'name' in input) {
    const { name: file, csv, json, ...options } = input;
    return [{ data: csv ?? json, name: file }, given(options)];
  }
  if (!PARAMETERS[name]) return [given(input)];
  for (const key of Object.keys(input)) if (!PARAMETERS[name].includes(key)) throw new Error(`with.${key}: no such argument`);
  return PARAMETERS[name].map((key) => (isTable(input[key]) || Array.isArray(input[key]) ? given(input[key], key) : input[key]));
};

// Makes a call.
const call = (crm, name, input) => {
  const [area, verb] = name.split('.');
  return answered(crm[camel(area)][`${camel(verb)}Sync`](...parameters(name, input)));
};

module.exports = { call };
