// Imports: their sources, their progress, and how they are stopped.
'use strict';

const assert = require('node:assert/strict');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { test } = require('node:test');
const { CancelledError } = require('guanxi');
const { customers, folder, memory } = require('./store.js');

test('a file is named by its path, or handed in as bytes or text', async (t) => {
  const path = join(folder(t), 'customers.csv');
  const text = customers(20);
  writeFileSync(path, text);
  for (const source of [path, { path }, Buffer.from(text), new TextEncoder().encode(text), { data: text }, { data: Buffer.from(text), name: 'x.csv' }]) {
    assert.equal((await memory().imports.customers(source)).created, 20);
    assert.equal(memory().imports.customersSync(source).created, 20);
  }
});

test('a part of a Buffer is that part', async () => {
  const whole = Buffer.from(`garbage${customers(3)}garbage`);
  assert.equal((await memory().imports.customers(whole.subarray(7, whole.length - 7))).created, 3);
});

test('refused rows are written to a file', async (t) => {
  const rejects = join(folder(t), 'rejects.csv');
  const report = await memory().imports.orders({ data: 'Order ID,Date,Total\n1,never,5\n', name: 'o.csv' }, { rejects, mapping: { source: 'x', currency: 'EUR' } });
  assert.equal(report.rejected, 1);
  assert.ok(existsSync(rejects) && readFileSync(rejects, 'utf8').includes('never'));
});

test('progress is heard in order, all of it before the answer', async () => {
  const heard = [];
  const data = customers(1000);
  const report = await memory().imports.customers({ data }, { batchRows: 100, onProgress: (p) => heard.push(p) });
  assert.equal(report.created, 1000);
  assert.ok(heard.length >= 10, `${heard.length}`);
  assert.deepEqual(heard.map((p) => p.rows), heard.map((p) => p.rows).sort((a, b) => a - b));
  assert.equal(heard.at(-1).rows, 1000);
  assert.equal(heard.at(-1).stage, 'import');
  assert.equal(heard.at(-1).total, data.length);
});

test('a signal stops a call between two batches', async () => {
  const crm = memory();
  const stop = new AbortController();
  const call = crm.imports.customers({ data: customers(50_000) }, { batchRows: 50, signal: stop.signal, onProgress: () => stop.abort() });
  await assert.rejects(call, (error) => error instanceof CancelledError && error.cause === stop.signal.reason);
  const kept = crm.customers.countSync();
  assert.ok(kept > 0 && kept < 50_000 && kept % 50 === 0, `${kept}`);
});

test('what onProgress throws stops the call and is what it is rejected with', async () => {
  const crm = memory();
  const thrown = new RangeError('mine');
  let times = 0;
  const call = crm.imports.customers({ data: customers(50_000) }, { batchRows: 50, onProgress() { times += 1; throw thrown; } });
  await assert.rejects(call, (error) => error === thrown);
  assert.equal(times, 1);
  assert.ok(crm.customers.countSync() < 50_000);
});

test('a signal is let go of', async () => {
  const signal = { aborted: false, listeners: 0, addEventListener() { this.listeners += 1; }, removeEventListener() { this.listeners -= 1; } };
  await memory().imports.customers({ data: customers(2) }, { signal });
  assert.equal(signal.listeners, 0);
});
