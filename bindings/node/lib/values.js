// Values on their way to the core: each is looked at, and what is wrong is told with its place, never with its content.
'use strict';

const { InvalidArgumentError } = require('./errors.js');

// What is wrong, on its way up to the argument that it is in. No `Error`: it needs no stack.
class Wrong {
  constructor(reason, path = '') {
    this.reason = reason;
    this.path = path;
  }
}

const wrong = (reason, path) => {
  throw new Wrong(reason, path);
};

// A step into an object, as the caller would write it.
const step = (key) => (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

const inside = (error, key) => {
  if (error instanceof Wrong && key !== undefined) error.path = (typeof key === 'number' ? `[${key}]` : step(key)) + error.path;
  return error;
};

const kindOf = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return 'text';
    case 'object': {
      const tag = Object.prototype.toString.call(value).slice(8, -1);
      return tag === 'Object' ? 'an object' : `a ${tag}`;
    }
    default:
      return `a ${typeof value}`;
  }
};

const expected = (what, value) => wrong(`expected ${what}, found ${kindOf(value)}`);

// An argument of a call, or the error that says where in it something is wrong.
const arg = (name, encode, value) => {
  try {
    return encode(value);
  } catch (error) {
    throw error instanceof Wrong ? invalid(name + error.path, error.reason) : error;
  }
};

const invalid = (path, reason) => new InvalidArgumentError('invalid_argument', 'invalid', `${path}: ${reason}`, { path, reason });

const optional = (value, encode) => (value === undefined || value === null ? undefined : encode(value));

const text = (value) => {
  if (typeof value !== 'string') expected('text', value);
  return value;
};

const bool = (value) => {
  if (typeof value !== 'boolean') expected('true or false', value);
  return value;
};

const integer = (value) => {
  if (Number.isSafeInteger(value)) return value;
  if (typeof value !== 'number') expected('a whole number', value);
  return wrong(Number.isInteger(value) ? 'expected a whole number within ±(2^53 − 1)' : 'expected a whole number, found another');
};

const timestamp = (value) => {
  if (typeof value === 'string') return value;
  if (!(value instanceof Date)) expected('a Date', value);
  return Number.isNaN(value.getTime()) ? wrong('expected a Date, found an invalid one') : value.toISOString();
};

const date = (value) => {
  if (typeof value !== 'string') expected("a day as 'YYYY-MM-DD'", value);
  return value;
};

const decimal = (value) => {
  if (typeof value !== 'string') expected('a decimal number as text', value);
  return value;
};

const money = (value) => {
  if (typeof value === 'string') return value;
  let key;
  try {
    object(value, 'money');
    const { amount, currency } = value;
    for (key in value) if (key !== 'amount' && key !== 'currency') unknown();
    key = 'amount';
    decimal(amount);
    key = 'currency';
    return { amount, currency: text(currency) };
  } catch (error) {
    throw inside(error, key);
  }
};

// An object with fields: no array, Date, Map, Promise that nobody awaited.
const object = (value, what = 'an object') => {
  if (typeof value !== 'object' || value === null || Object.prototype.toString.call(value) !== '[object Object]') expected(what, value);
};

const unknown = () => wrong('there is no such field');

const missing = (key) => wrong('is missing', step(key));

const list = (values, encode) => {
  if (!Array.isArray(values)) expected('an array', values);
  const out = new Array(values.length);
  let i = 0;
  try {
    for (; i < values.length; i++) out[i] = encode(values[i]);
  } catch (error) {
    throw inside(error, i);
  }
  return out;
};

const map = (values, encode) => {
  object(values);
  const out = Object.create(null);
  let key;
  try {
    for (key of Object.keys(values)) if (values[key] !== undefined) out[key] = encode(values[key]);
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const oneOf = (value, names) => {
  if (typeof value !== 'string') expected('text', value);
  if (!names.has(value)) wrong(`expected one of ${[...names].join(', ')}`);
  return value;
};

// The variant of a union, without its tag: `{ type: 'email', email: '…' }`.
const payload = (value, key, encode) => {
  let at;
  try {
    for (at in value) if (at !== 'type' && at !== key && value[at] !== undefined) unknown();
    at = key;
    return encode(value[key]);
  } catch (error) {
    throw inside(error, at);
  }
};

// Deeper than this nobody nests on purpose: it is a circle.
const DEPTH_MAX = 100;

// Any JSON. What JSON would change on the way (a Date, NaN, a function) is refused.
const json = (value, depth = 0) => {
  if (depth > DEPTH_MAX) wrong('is nested too deeply, or in a circle');
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) wrong('expected a finite number');
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) wrong('expected a whole number within ±(2^53 − 1)');
      return value;
    default:
      if (value === null) return value;
      if (Array.isArray(value)) return list(value, (item) => json(item, depth + 1));
      object(value, 'JSON');
      return map(value, (item) => json(item, depth + 1));
  }
};

const jsonObject = (value) => {
  object(value);
  return json(value);
};

// Values on their way back.
const each = (values, decode) => {
  const out = new Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = decode(values[i]);
  return out;
};

const eachOf = (values, decode) => {
  const out = {};
  for (const key of Object.keys(values)) Object.defineProperty(out, key, { value: decode(values[key]), enumerable: true, configurable: true, writable: true });
  return out;
};

// The value of a variant, without its name.
const bare = (value) => {
  for (const key in value) return value[key];
};

module.exports = {
  arg, bare, bool, date, decimal, each, eachOf, expected, inside, integer, invalid, json, jsonObject, list, map, missing, money, object, oneOf, optional,
  payload, text, timestamp, unknown, wrong,
};
