// Values keep their meaning on the way in and back.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { NOW, memory } = require('./store.js');

test('names are in camelCase, times are Dates, and what is not there is null', () => {
  const { customer, outcome, customerCreated, recordId } = memory().customers.upsertSync({
    source: 'shopify', externalId: '6940095', name: 'Li Wei', email: 'Li.Wei@Example.cn', birthDate: '1990-02-28', createdAt: NOW,
  });
  assert.equal(outcome, 'created');
  assert.equal(customerCreated, true);
  assert.match(recordId, /^rec_/);
  assert.ok(customer.createdAt instanceof Date);
  assert.deepEqual(customer.createdAt, NOW);
  assert.equal(customer.birthDate, '1990-02-28');
  assert.equal(customer.email, 'li.wei@example.cn');
  assert.equal(customer.phone, null);
  assert.deepEqual(customer.otherEmails, []);
  assert.deepEqual(customer.name, { full: 'Li Wei', given: 'Li', family: 'Wei', generation: null });
});

test('milliseconds of a Date are kept, and text says microseconds', () => {
  const crm = memory();
  crm.customers.upsertSync({ email: 'a@example.cn' });
  const at = new Date('2025-12-31T23:59:59.123Z');
  crm.events.recordSync({ name: 'visit', customer: 'a@example.cn', occurredAt: at, externalId: '1' });
  crm.events.recordSync({ name: 'visit', customer: 'a@example.cn', occurredAt: '2025-12-31T23:59:59.123999Z', externalId: '2' });
  const times = crm.events.timelineSync({ customer: 'a@example.cn' }).items.map((item) => item.at);
  assert.deepEqual(times, [at, at]);
});

test('money is read from text and from an object, and is exact', () => {
  const crm = memory();
  const record = (externalId, unitPrice) =>
    crm.orders.recordSync({ source: 'till', externalId, placedAt: NOW, lines: [{ sku: 'A', quantity: 3, unitPrice }] }).order;
  for (const price of ['0.10 EUR', { amount: '0.10', currency: 'EUR' }]) {
    assert.deepEqual(record('1', price).total, { amount: '0.30', currency: 'EUR' });
  }
  assert.deepEqual(record('2', '9007199254740.99 CNY').netAmount, { amount: '27021597764222.97', currency: 'CNY' });
});

test("a shop's own fields are plain values", () => {
  const crm = memory();
  crm.shop.defineFieldSync({ name: 'vip', type: 'boolean' });
  crm.shop.defineFieldSync({ name: 'pets', type: 'integer', min: 0, max: 99 });
  crm.shop.defineFieldSync({ name: 'since', type: 'date' });
  crm.shop.defineFieldSync({ name: 'quote', type: 'text' });
  const fields = { vip: 'true', pets: '3', since: '2020-01-31', quote: 'a "b"\n\u{1f600}' };
  const { customer } = crm.customers.upsertSync({ email: 'a@example.cn', fields });
  assert.deepEqual(customer.fields, { vip: true, pets: 3, since: '2020-01-31', quote: 'a "b"\n\u{1f600}' });
});

test('what was given back can be handed in again', () => {
  const crm = memory();
  crm.shop.defineFieldSync({ name: 'size', type: 'choice', choices: ['s', 'm'] });
  const [field] = crm.shop.getSync().fields;
  assert.deepEqual(field, { name: 'size', type: 'choice', choices: ['s', 'm'], min: null, max: null });
  assert.equal(crm.shop.defineFieldSync(field).outcome, 'unchanged');
});

test('unions are told apart by their type', () => {
  const crm = memory();
  const { customer } = crm.customers.upsertSync({ source: 'web', externalId: '7', email: 'a@example.cn' });
  const { order } = crm.orders.recordSync({ source: 'web', externalId: '1', number: 'SO-1', placedAt: NOW, customer: { type: 'record', source: 'web', externalId: '7' }, total: '5.00 EUR' });
  crm.events.recordSync({ name: 'visit', customer: { type: 'id', id: customer.id }, properties: { page: '/a', deep: { n: [1, 2.5, null, true] } } });
  crm.consents.recordSync({ customer: { type: 'email', email: 'a@example.cn' }, purpose: 'newsletter', channel: 'email', state: 'granted' });
  const kinds = Object.fromEntries(crm.events.timelineSync({ customer: customer.id }).items.map(({ kind }) => [kind.type, kind]));
  assert.deepEqual(kinds.order, { type: 'order', orderId: order.id, number: 'SO-1', total: { amount: '5.00', currency: 'EUR' }, counted: true });
  assert.deepEqual(kinds.event.event.properties, { page: '/a', deep: { n: [1, 2.5, null, true] } });
  assert.equal(kinds.consent.state, 'granted');
  for (const reference of [customer.id, 'web:7', 'a@example.cn', { type: 'record', source: 'web', externalId: '7' }]) {
    assert.equal(crm.customers.resolveSync(reference).id, customer.id);
  }
  assert.equal(crm.orders.getSync({ type: 'external', source: 'web', externalId: '1' }).id, order.id);
});

test('a union of names and forms', () => {
  const crm = memory();
  assert.equal(crm.reports.rfmSync({ method: { type: 'independent' } }).population, 0);
  const fixed = { recencyDays: [10, 20, 30, 40], orders: [1, 2, 3, 4], netAmountMinor: [100, 200, 300, 400] };
  assert.equal(crm.reports.rfmSync({ method: { type: 'fixed', fixed } }).population, 0);
});

test('keys of maps stay as they are, whatever they are called', () => {
  const crm = memory();
  crm.customers.upsertSync({ email: 'a@example.cn' });
  crm.events.recordSync({ name: 'x', customer: 'a@example.cn', properties: JSON.parse('{"snake_case": 1, "__proto__": {"a": 1}, "constructor": 2}') });
  const { properties } = crm.events.timelineSync({ customer: 'a@example.cn' }).items[0].kind.event;
  assert.deepEqual(Object.keys(properties).sort(), ['__proto__', 'constructor', 'snake_case']);
  assert.equal({}.a, undefined);
});

test('undefined is left out, and null where nothing may stand', () => {
  const crm = memory();
  const { customer } = crm.customers.upsertSync({ email: 'a@example.cn', name: undefined, phone: null, tags: undefined });
  assert.equal(customer.phone, null);
  assert.equal(crm.customers.updateSync(customer.id, { company: 'Wolf KG', email: undefined }).customer.email, 'a@example.cn');
});

test('arguments are read before the call returns', async () => {
  const crm = memory();
  const input = { email: 'before@example.cn' };
  const data = Buffer.from('Email\nbefore2@example.cn\n');
  const saved = crm.customers.upsert(input);
  const taken = crm.imports.customers(data);
  input.email = 'after@example.cn';
  data.fill(0x20);
  assert.equal((await saved).customer.email, 'before@example.cn');
  assert.equal((await taken).created, 1);
});

test('acting as somebody, trying, and a clock that is moved', () => {
  const crm = memory();
  crm.actingAs('staff:mei').customers.upsertSync({ email: 'a@example.cn' });
  assert.equal(crm.audit.listSync().items[0].actor, 'staff:mei');
  assert.equal(crm.dryRun().customers.upsertSync({ email: 'b@example.cn' }).outcome, 'created');
  assert.equal(crm.customers.countSync(), 1);
  const later = new Date('2026-04-01T00:00:00Z');
  crm.setNow(later);
  assert.deepEqual(crm.customers.upsertSync({ email: 'c@example.cn' }).customer.createdAt, later);
});

test('the same seed and clock give the same ids', () => {
  const ids = [0, 1].map(() => memory().customers.upsertSync({ email: 'a@example.cn' }).customer.id);
  assert.equal(ids[0], ids[1]);
});
