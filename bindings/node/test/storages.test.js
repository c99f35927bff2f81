// The same calls on other storages: only the URL is another. `cargo xtask node` starts a PostgreSQL.
'use strict';

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { test } = require('node:test');
const { Crm } = require('guanxi');
const { NOW, folder, memory } = require('./store.js');

const SHOP = join(__dirname, '..', '..', '..', 'examples', 'data', 'shop');
const POSTGRES = process.env.GUANXI_TEST_POSTGRES;
const missing = POSTGRES === undefined && (process.env.CI === 'true' ? assert.fail('GUANXI_TEST_POSTGRES is not set') : 'GUANXI_TEST_POSTGRES is not set');

const isTheShopInMemory = async (url) => {
  const stores = [memory(), await Crm.open(url, { now: NOW, seed: 7 })];
  const [here, there] = await Promise.all(stores.map(async (crm) => {
    await crm.imports.customers(join(SHOP, 'customers.csv'));
    await crm.imports.orders(join(SHOP, 'orders.csv'));
    const seen = [await crm.reports.stats(), (await crm.customers.list({ limit: 500 })).items];
    await crm.close();
    return seen;
  }));
  assert.deepEqual(there, here);
};

test('a shop on a server is the shop in memory', { skip: missing }, () => isTheShopInMemory(POSTGRES));
test('and so is one in a SQLite file', (t) => isTheShopInMemory(`sqlite:${join(folder(t), 'shop.db')}`));
