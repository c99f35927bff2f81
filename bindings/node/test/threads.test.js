// Many calls at once: the event loop stays free, nothing waits for ever, results are right.
'use strict';

const assert = require('node:assert/strict');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { test } = require('node:test');
const { Worker } = require('node:worker_threads');
const { Crm } = require('guanxi');
const { customers, folder, memory } = require('./store.js');

test('1,000 promises on one store', async (t) => {
  const crm = await Crm.open(join(folder(t), 'shop'));
  const upserts = Array.from({ length: 1000 }, (_, i) =>
    i % 2 ? crm.customers.upsert({ source: 'web', externalId: `${i >> 1}`, name: `N${i}` }) : crm.customers.count());
  const answers = await Promise.all(upserts);
  assert.equal(answers.filter((a) => a?.outcome === 'created').length, 500);
  assert.equal(await crm.customers.count(), 500);
  assert.equal(new Set(answers.filter((a) => a.customer).map((a) => a.customer.id)).size, 500);
  assert.ok((await crm.proof.verify()).tables.every((table) => table.missing + table.extra + table.different === 0));
  await crm.close();
});

test('the event loop stays free while the engine works', async () => {
  const crm = memory();
  const data = customers(20_000);
  const started = performance.now();
  crm.customers.upsertSync({ email: 'warm@example.cn' });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 5);
  delay.enable();
  await Promise.all([crm.imports.customers({ data }), ...Array.from({ length: 200 }, () => crm.customers.count())]);
  delay.disable();
  clearInterval(ticking);
  const took = performance.now() - started;
  const p99 = delay.percentile(99) / 1e6;
  console.log(`# ${took.toFixed(0)} ms of work, ${ticks} ticks, delay p99 ${p99.toFixed(1)} ms, max ${(delay.max / 1e6).toFixed(1)} ms`);
  // Blocking, the loop would have stood still for the whole of it.
  assert.ok(p99 < took / 4, `p99 ${p99} ms of ${took} ms`);
  assert.ok(ticks > took / 5 / 10, `${ticks} ticks in ${took} ms`);
});

test('closing waits for calls under way and refuses later ones', async () => {
  const crm = memory();
  const calls = Array.from({ length: 50 }, (_, i) => crm.customers.upsert({ email: `a${i}@example.cn` }));
  const closed = crm.close();
  const answers = await Promise.allSettled(calls);
  await closed;
  for (const { status, reason } of answers) assert.ok(status === 'fulfilled' || reason.code === 'closed');
  await assert.rejects(crm.customers.count(), { code: 'closed' });
});

test('a worker thread loads the library, too', async () => {
  const code = "const { Crm } = require('guanxi'); require('node:worker_threads').parentPort.postMessage(Crm.openSync('memory:').customers.countSync());";
  const worker = new Worker(code, { eval: true });
  const count = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  assert.equal(count, 0);
  await worker.terminate();
});
