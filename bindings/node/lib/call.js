// Calls of the core: at once, off the event loop, and long ones with progress and a signal.
'use strict';

const { Control, numberOf } = require('./library.js');
const { byCode, CancelledError, GuanxiError } = require('./errors.js');
const { invalid, object } = require('./values.js');

// Names of arguments that the caller knows by others, by call: filled by the generated code.
const renamed = Object.create(null);

const FAILED = 33; // '!', which no JSON begins with

const answer = (call, text) => (text.charCodeAt(0) === FAILED ? failed(call, text) : JSON.parse(text));

const failed = (call, text) => {
  throw errorOf(JSON.parse(text.slice(1)), call);
};

const errorOf = ({ code, message, fields }, call) => {
  const [Class, kind] = byCode[code] ?? [GuanxiError, 'internal'];
  if (code !== 'invalid_argument') return new Class(code, kind, message, fields);
  return invalid(callers(fields.path, renamed[call]), fields.reason);
};

// The core's name of a place as the caller wrote it.
const callers = (path, names = []) => {
  for (const [core, own] of names) {
    if (path === core || path.startsWith(`${core}.`)) path = own + path.slice(core.length);
  }
  return path.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
};

// An error that a function of the addon threw.
const rethrown = (error, call) => (error.message?.charCodeAt(0) === FAILED ? errorOf(JSON.parse(error.message.slice(1)), call) : error);

// Calls cross by number.
const numbers = Object.create(null);
const number = (call) => (numbers[call] ??= numberOf(call));

const now = (crm, call, args, files) =>
  answer(call, files === undefined ? crm.call(number(call), args) : crm.callWithFiles(number(call), args, files));

const later = async (crm, call, args) => answer(call, await crm.callAsync(number(call), args));

// What a call is told beside its arguments: `{ rejects, onProgress, signal }`, apart from the rest.
const split = (options, known) => {
  const rest = {};
  const own = {};
  if (options === undefined || options === null) return [rest, own];
  try {
    object(options);
  } catch (error) {
    throw invalid('options', error.reason);
  }
  for (const key in options) (known.includes(key) ? own : rest)[key] = options[key];
  check(own);
  return [rest, own];
};

const check = ({ rejects, onProgress, signal }) => {
  if (rejects != null && typeof rejects !== 'string') throw invalid('options.rejects', 'expected the path of a file');
  if (onProgress != null && typeof onProgress !== 'function') throw invalid('options.onProgress', 'expected a function');
  if (signal != null && typeof signal.addEventListener !== 'function') throw invalid('options.signal', 'expected an AbortSignal');
};

// A file to read: a path, bytes, `{ path }` or `{ data, name }`.
const files = (name, source, rejects) => {
  const own = typeof source === 'string' ? { path: source } : source instanceof Uint8Array ? { data: source } : source;
  try {
    if (own !== undefined || rejects === undefined) object(own, 'a path, a Buffer, { path } or { data }');
  } catch (error) {
    throw invalid(name, error.reason);
  }
  return { ...checked(name, own), rejects: rejects ?? undefined };
};

const checked = (name, source) => {
  for (const key in source) if (!['path', 'data', 'name'].includes(key)) throw invalid(`${name}.${key}`, 'there is no such field');
  const { path, data, name: called } = source;
  if ((path === undefined) === (data === undefined)) throw invalid(name, 'expected either path or data');
  if (path !== undefined && typeof path !== 'string') throw invalid(`${name}.path`, 'expected the path of a file');
  if (data !== undefined && typeof data !== 'string' && !(data instanceof Uint8Array)) throw invalid(`${name}.data`, 'expected text or a Buffer');
  if (called !== undefined && typeof called !== 'string') throw invalid(`${name}.name`, 'expected text');
  return { path, data, name: called };
};

// A long call. What `onProgress` throws stops it, and is what the promise is rejected with.
const long = async (crm, call, args, files, { onProgress, signal }, progressOf) => {
  const control = new Control();
  const stop = () => control.cancel();
  let heard = 0;
  let thrown;
  const hear = (text) => {
    heard += 1;
    if (thrown !== undefined) return;
    try {
      onProgress(progressOf(JSON.parse(text)));
    } catch (error) {
      thrown = { error };
      stop();
    }
  };
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const text = await crm.callAsync(number(call), args, files, onProgress == null ? undefined : hear, control);
    // Progress comes by another queue: all of it is heard before the answer.
    while (onProgress != null && heard < control.told()) await new Promise(setImmediate);
    if (thrown !== undefined) throw thrown.error;
    return answer(call, text);
  } catch (error) {
    if (error instanceof CancelledError && signal?.aborted) error.cause = signal.reason;
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
};

module.exports = { files, later, long, now, renamed, rethrown, split };
