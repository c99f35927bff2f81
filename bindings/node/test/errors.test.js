// Every refusal is an error of its own class, says where, and the process lives on.
'use strict';

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { test } = require('node:test');
const guanxi = require('guanxi');
const { NOW, customers, folder, memory } = require('./store.js');

const crm = memory();
const saved = crm.customers.upsertSync({ email: 'a@example.cn' }).customer;

// What is wrong, where the caller wrote it, and why.
const WRONG = [
  ['an unknown field', 'input.emial', /no such field/, () => crm.customers.upsertSync({ emial: 'x' })],
  ['a snake_case field', 'input.external_id', /no such field/, () => crm.customers.upsertSync({ external_id: 'x' })],
  ['a number for text', 'inputs[3].email', /text, found a number/, () => crm.customers.upsertManySync([{}, {}, {}, { email: 7 }])],
  ['deep inside', 'input.lines[1].quantity', /whole number/, () => crm.orders.recordSync({ externalId: '1', placedAt: NOW, lines: [{}, { quantity: 1.5 }] })],
  ['an integer past 2^53', 'expectedVersion', /2\^53/, () => crm.customers.deleteSync(saved.id, 2 ** 53)],
  ['a bigint', 'expectedVersion', /found a bigint/, () => crm.customers.deleteSync(saved.id, 1n)],
  ['NaN', 'limit', /whole number/, () => crm.reports.topCustomersSync(NaN)],
  ['an integer past 2^53 in JSON', 'input.properties.n[0]', /2\^53/, () => crm.events.recordSync({ name: 'x', customer: 'a@example.cn', properties: { n: [2 ** 60] } })],
  ['a Date in JSON', 'input.properties.at', /found a Date/, () => crm.events.recordSync({ name: 'x', customer: 'a@example.cn', properties: { at: NOW } })],
  ['a circle in JSON', undefined, /nested/, () => { const properties = {}; properties.a = properties; crm.events.recordSync({ name: 'x', customer: 'a@example.cn', properties }); }],
  ['an invalid Date', 'input.createdAt', /invalid/, () => crm.customers.upsertSync({ createdAt: new Date('never') })],
  ['a time without a zone', 'input.createdAt', /instant/, () => crm.customers.upsertSync({ createdAt: '2026-03-01T10:15:00' })],
  ['a number for a time', 'input.createdAt', /a Date, found a number/, () => crm.customers.upsertSync({ createdAt: 5 })],
  ['a Date for a day', 'asOf', /YYYY-MM-DD/, () => crm.reports.revenueByMonthSync(NOW)],
  ['a number for an amount', 'input.total.amount', /as text, found a number/, () => crm.orders.recordSync({ externalId: '1', placedAt: NOW, total: { amount: 5, currency: 'EUR' } })],
  ['a number for money', 'input.total', /money, found a number/, () => crm.orders.recordSync({ externalId: '1', placedAt: NOW, total: 5 })],
  ['another key in money', 'input.total.cents', /no such field/, () => crm.orders.recordSync({ externalId: '1', placedAt: NOW, total: { amount: '5', currency: 'EUR', cents: 0 } })],
  ['a required field left out', 'input.placedAt', /missing/, () => crm.orders.recordSync({ externalId: '1' })],
  ['a name outside an enum', 'input.state', /granted, pending, withdrawn/, () => crm.consents.recordSync({ customer: saved.id, purpose: 'p', channel: 'email', state: 'yes' })],
  ['an unknown type of union', 'input.customer.type', /id, record, email, phone/, () => crm.events.recordSync({ name: 'x', customer: { type: 'mail' } })],
  ['a field beside a payload', 'input.customer.phone', /no such field/, () => crm.events.recordSync({ name: 'x', customer: { type: 'email', email: 'a@example.cn', phone: '1' } })],
  ['an array for an object', 'input', /an object, found an array/, () => crm.customers.upsertSync([])],
  ['a promise nobody awaited', 'input', /found a Promise/, () => crm.customers.upsertSync(Promise.resolve({}))],
  ['nothing', 'input', /found nothing/, () => crm.customers.upsertSync()],
  ['an object for an array', 'inputs', /an array, found an object/, () => crm.customers.upsertManySync({})],
  ['a string for an id', 'id', /cus_/, () => crm.customers.getSync('7')],
  ['a query that is no query', 'query', /found text/, () => crm.customers.findSync('li')],
  ['a negative limit', 'query.limit', /u32/, () => crm.customers.findSync({ limit: -1 })],
  ['a field of an import', 'options.mapping.dateOrder', /ymd/, () => crm.imports.customersSync({ data: '' }, { mapping: { dateOrder: 'x' } })],
  ['a field of an import that the core refuses', 'options.batchRows', /u32/, () => crm.imports.customersSync({ data: '' }, { batchRows: -1 })],
  ['progress of a call that blocks', 'options.onProgress', /no such field/, () => crm.imports.customersSync({ data: '' }, { onProgress() {} })],
  ['no source', 'source', /found nothing/, () => crm.imports.customersSync()],
  ['two sources', 'source', /either path or data/, () => crm.imports.customersSync({ data: '', path: '' })],
  ['an unknown option', 'options.sed', /no such field/, () => guanxi.Crm.openSync('memory:', { sed: 7 })],
  ['a url that is none', 'url', /text, found a URL|text, found an object/, () => guanxi.Crm.openSync(new URL('file:///x'))],
];

for (const [what, path, reason, call] of WRONG) {
  test(`${what} is refused with its place`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof guanxi.InvalidArgumentError && error instanceof guanxi.InvalidError && error instanceof guanxi.GuanxiError && error instanceof Error);
      assert.equal(error.name, 'InvalidArgumentError');
      assert.equal(error.code, 'invalid_argument');
      assert.equal(error.kind, 'invalid');
      if (path !== undefined) assert.equal(error.path, path);
      assert.match(error.message, reason);
      assert.match(error.stack, /errors\.test\.js/);
      return true;
    });
  });
}

test('a wrong argument rejects the promise and is not thrown', async () => {
  const promise = crm.customers.upsert({ email: 7 });
  await assert.rejects(promise, { code: 'invalid_argument', path: 'input.email' });
});

test('no value that was handed in stands in a message', () => {
  const secret = 'secret@example.cn';
  for (const call of [() => crm.customers.getSync(secret), () => crm.customers.upsertSync({ email: [secret] }), () => crm.customers.findSync({ text: { secret } })]) {
    assert.throws(call, (error) => !error.message.includes('secret@') && !error.stack.includes('secret@'));
  }
});

test('a refusal is of the class of its code, with fields', () => {
  assert.throws(() => crm.customers.getSync('cus_00000000000000000000000001'), (error) => {
    assert.ok(error instanceof guanxi.NotFoundError);
    assert.deepEqual({ ...error.fields }, { entity: 'customer', id: 'cus_00000000000000000000000001' });
    return true;
  });
  assert.throws(() => crm.customers.updateSync(saved.id, { expectedVersion: 9 }), (error) => {
    assert.ok(error instanceof guanxi.StaleVersionError && error instanceof guanxi.ConflictError);
    assert.equal(error.fields.expected, '9');
    return true;
  });
  assert.throws(() => crm.shop.setSync({ recordsPerIdentifierMax: 0 }), { name: 'InvalidFieldError', code: 'invalid_field' });
  assert.throws(() => crm.customers.listSync({ cursor: 'x' }), { name: 'InvalidCursorError' });
  assert.throws(() => crm.actingAs(''), guanxi.GuanxiError);
  assert.throws(() => memory({ now: undefined }).setNow(NOW), { code: 'invalid_argument' });
});

test('a closed store', async () => {
  const own = memory();
  const handle = own.actingAs('staff:mei');
  await own.close();
  await own.close();
  own.closeSync();
  for (const call of [() => own.customers.count(), () => handle.customers.count(), () => own.imports.customers({ data: '' }), () => own.sizeOnDisk()]) {
    await assert.rejects(call, (error) => error instanceof guanxi.ClosedError && error instanceof guanxi.UnavailableError && error.code === 'closed');
  }
  assert.throws(() => own.customers.countSync(), guanxi.ClosedError);
});

test('a store that is held already', async (t) => {
  const place = join(folder(t), 'shop');
  const own = await guanxi.Crm.open(place);
  await assert.rejects(guanxi.Crm.open(place), (error) => error instanceof guanxi.LockedError && error.code === 'locked');
  assert.throws(() => guanxi.Crm.openSync(`redb:${place}`), guanxi.LockedError);
  assert.ok(own.sizeOnDiskSync() > 0);
  await own.close();
  const again = await guanxi.Crm.open(place, { mustExist: true });
  again.closeSync();
});

test('stores that do not open', async (t) => {
  await assert.rejects(guanxi.Crm.open('mongo:shop'), guanxi.UnknownStorageError);
  await assert.rejects(guanxi.Crm.open(join(folder(t), 'none'), { mustExist: true }), guanxi.NoStoreError);
  assert.throws(() => new guanxi.Crm(), TypeError);
});

test('a file that is not there', async (t) => {
  await assert.rejects(crm.imports.customers(join(folder(t), 'none.csv')), (error) => error instanceof guanxi.IoError && error instanceof guanxi.StorageError);
});

test('a call that is stopped', async () => {
  const reason = new Error('the user went away');
  const stop = new AbortController();
  stop.abort(reason);
  await assert.rejects(crm.imports.customers({ data: customers(10) }, { signal: stop.signal }), (error) => {
    assert.ok(error instanceof guanxi.CancelledError);
    assert.equal(error.code, 'cancelled');
    assert.equal(error.cause, reason);
    return true;
  });
});

test('a panic is an error, and the store goes on', async (t) => {
  const panics = () => crm.imports.customers({ data: '', name: 'panic!' });
  const report = await panics().catch((error) => error);
  if (!(report instanceof Error)) return t.skip('the library was built without panic-for-tests');
  assert.ok(report instanceof guanxi.InternalError);
  assert.equal(report.code, 'internal');
  assert.throws(() => crm.imports.customersSync({ data: '', name: 'panic!' }), guanxi.InternalError);
  assert.ok(crm.customers.countSync() > 0);
});

test('every code has a class of its own kind', () => {
  const { byCode } = require('../lib/errors.js');
  for (const [code, [Class, kind]] of Object.entries(byCode)) {
    const error = new Class(code, kind, 'm', {});
    assert.ok(error instanceof guanxi.GuanxiError, code);
    assert.equal(guanxi[error.name], Class);
  }
});
