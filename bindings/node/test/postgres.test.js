// The same calls on a PostgreSQL: only the URL is another. `cargo xtask node` starts one.
'use strict';

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { test } = require('node:test');
const { Crm } = require('guanxi');
const { NOW, memory } = require('./store.js');

const SHOP = join(__dirname, '..', '..', '..', 'examples', 'data', 'shop');
const URL = process.env.GUANXI_TEST_POSTGRES;
const missing = URL === undefined && (process.env.CI === 'true' ? assert.fail('GUANXI_TEST_POSTGRES is not set') : 'GUANXI_TEST_POSTGRES is not set');

test('a shop on a server is the shop in memory', { skip: missing }, async () => {
  const stores = [memory(), await Crm.open(URL, { now: NOW, seed: 7 })];
  const [here, there] = await Promise.all(stores.map(async (crm) => {
    await crm.imports.customers(join(SHOP, 'customers.csv'));
    await crm.imports.orders(join(SHOP, 'orders.csv'));
    const seen = [await crm.reports.stats(), (await crm.customers.list({ limit: 500 })).items];
    await crm.close();
    return seen;
  }));
  assert.deepEqual(there, here);
});
