// CommonJS and ES modules, and what closes a store.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as module from 'guanxi';

const require = createRequire(import.meta.url);

test('import and require give the same classes', () => {
  const common = require('guanxi');
  assert.deepEqual(Object.keys(module).sort(), Object.keys(common).sort());
  for (const name of Object.keys(common)) assert.equal(module[name], common[name], name);
});

test('the store closes by itself where the runtime can', async () => {
  const crm = await module.Crm.open('memory:');
  assert.equal(crm.customers, crm.customers);
  if (Symbol.asyncDispose) {
    await crm[Symbol.asyncDispose]();
    assert.throws(() => crm.customers.countSync(), module.ClosedError);
  }
  if (Symbol.dispose) module.Crm.openSync('memory:')[Symbol.dispose]();
});

test('suspended files are taken again by the next call', async () => {
  const crm = await module.Crm.open('memory:');
  await crm.suspend();
  crm.suspendSync();
  assert.equal(await crm.customers.count(), 0);
});
