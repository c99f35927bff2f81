// Loops over pages.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { memory } = require('./store.js');

const shop = () => {
  const crm = memory();
  crm.customers.upsertManySync(Array.from({ length: 25 }, (_, i) => ({ source: 'x', externalId: `${i}`, name: `Anna Nr${i}`, email: `a${i}@example.cn` })));
  return crm;
};

const gather = async (loop) => {
  const found = [];
  for await (const item of loop) found.push(item);
  return found;
};

test('a loop gives every item once, whatever the size of a page', async () => {
  const crm = shop();
  for (const limit of [undefined, 1, 7, 25, 100]) {
    const ids = (await gather(crm.customers.iter({ limit }))).map((c) => c.id);
    assert.equal(new Set(ids).size, 25);
    assert.deepEqual([...crm.customers.iterSync({ limit })].map((c) => c.id), ids);
  }
  assert.equal((await gather(crm.customers.iter())).length, 25);
});

test('a loop takes the arguments of its call', async () => {
  const crm = shop();
  assert.equal((await gather(crm.customers.iterFind({ text: 'anna', limit: 4 }))).length, 25);
  const customer = 'x:3';
  for (let i = 0; i < 5; i++) crm.orders.recordSync({ source: 'x', externalId: `${i}`, placedAt: new Date(), customer, total: '1.00 EUR' });
  assert.equal((await gather(crm.orders.iter(customer, { limit: 2 }))).length, 5);
  assert.equal([...crm.events.iterTimelineSync({ customer, limit: 2 })].length, 5);
});

test('a loop over the feed ends where the feed ends', async () => {
  const crm = shop();
  const changes = await gather(crm.feed.iterChanges({ limit: 10 }));
  assert.equal(changes.filter((c) => c.kind === 'customer_created').length, 25);
});

test('a loop can be left, and its error is that of the call', async () => {
  const crm = shop();
  for await (const customer of crm.customers.iter({ limit: 5 })) {
    assert.ok(customer.id);
    break;
  }
  await assert.rejects(gather(crm.customers.iter({ limit: 'x' })), { path: 'page.limit' });
  await assert.rejects(gather(crm.customers.iter('x')), { path: 'page' });
  assert.throws(() => [...crm.customers.iterSync({ cursor: 'x' })], { code: 'invalid_cursor' });
});
