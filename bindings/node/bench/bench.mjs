// What the way into the core and back costs: `npm run bench`, with the library that `npm run build` makes. Bulk calls beside Rust:
// `npm run bench -- --rust PATH`, where the path is that of the example `rate` (`cargo build --release -p guanxi-python --example rate`).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Crm } from 'guanxi';

const ROUNDS = 200;
const best = (times) => times.reduce((a, b) => Math.min(a, b));
const line = (what, value) => console.log(`${what.padEnd(52)} ${value}`);

// The best of many rounds: what the machine does when nobody disturbs it.
const timed = (rounds, run) => best(Array.from({ length: rounds }, () => {
  const from = performance.now();
  run();
  return performance.now() - from;
}));

const cpuTimed = (rounds, run) => best(Array.from({ length: rounds }, () => {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}));

const shop = (n) => {
  const crm = Crm.openSync('memory:', { now: new Date('2026-03-01T02:15:00Z'), seed: 7 });
  const inputs = Array.from({ length: n }, (_, i) => ({
    source: 'shopify', externalId: `${i}`, name: `Customer Nr${i}`, email: `customer${i}@shop.cn`, phone: `+86138${String(10_000_000 + i)}`,
    birthDate: '1990-02-28', tags: ['vip', 'wholesale'], language: 'zh', company: 'Wolf KG', address: { lines: ['Nanjing Rd 1'], city: 'Shanghai', country: 'CN' },
  }));
  crm.customers.upsertManySync(inputs);
  return { crm, inputs };
};

const calls = ({ crm }) => {
  const N = 500;
  const empty = Crm.openSync('memory:');
  line('trivial call, sync', `${((timed(ROUNDS, () => { for (let i = 0; i < N; i++) empty.customers.countSync(); }) / N) * 1e6).toFixed(0)} ns`);
  const { id } = crm.customers.listSync({ limit: 1 }).items[0];
  const M = 200;
  line('customers.getSync', `${((timed(ROUNDS, () => { for (let i = 0; i < M; i++) crm.customers.getSync(id); }) / M) * 1e3).toFixed(2)} µs`);
};

const promises = async () => {
  const crm = Crm.openSync('memory:');
  const N = 1000;
  let took = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    await Promise.all(Array.from({ length: N }, () => crm.customers.count()));
    took = Math.min(took, performance.now() - from);
  }
  line('trivial call, one of 1,000 promises', `${((took / N) * 1e3).toFixed(1)} µs`);
};

const page = ({ crm }) => {
  const get = () => crm.customers.listSync({ limit: 1000 });
  const { items } = get();
  line(`page of ${items.length} customers, ${Object.keys(items[0]).length} fields each`, `${timed(ROUNDS, get).toFixed(2)} ms (CPU ${cpuTimed(ROUNDS, get).toFixed(2)} ms)`);
};

const upserts = (n) => {
  const { inputs } = shop(1);
  const many = Array.from({ length: n }, (_, i) => ({ ...inputs[0], externalId: `m${i}`, email: `m${i}@shop.cn`, phone: undefined }));
  const rate = best(Array.from({ length: 3 }, () => {
    const crm = Crm.openSync('memory:', { seed: 7 });
    const from = performance.now();
    crm.customers.upsertManySync(many);
    return performance.now() - from;
  }));
  line(`customers.upsertManySync, ${n.toLocaleString('en')} at once`, `${Math.round((n / rate) * 1000).toLocaleString('en')} per s`);
};

const csv = (rows) => ['Customer ID,First Name,Last Name,Email,Phone,City,Country', ...Array.from({ length: rows }, (_, i) => `${i},Anna,Wolf${i},a${i}@shop.cn,+86138${10_000_000 + i},Shanghai,CN`), ''].join('\n');

const imports = async (rows) => {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-bench-'));
  try {
    const path = join(folder, 'customers.csv');
    writeFileSync(path, csv(rows));
    const times = [];
    for (let round = 0; round < 3; round++) {
      const crm = await Crm.open(join(folder, `shop${round}`));
      const from = performance.now();
      await crm.imports.customers(path);
      times.push(performance.now() - from);
      await crm.close();
    }
    line(`imports.customers, ${rows.toLocaleString('en')} rows into redb`, `${Math.round((rows / best(times)) * 1000).toLocaleString('en')} rows per s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

// Processor time of the same bulk calls in Rust and here, on stores in memory, taken in turn: each side's best of several turns.
const besideRust = (rate, rows) => {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-bench-'));
  try {
    const path = join(folder, 'customers.csv');
    writeFileSync(path, csv(rows));
    const inputs = Array.from({ length: 5000 }, (_, i) => ({ name: `Person ${i}`, email: `p${i}@example.com`, source: 'till', externalId: `${i}` }));
    const own = {
      import: () => Crm.openSync('memory:').imports.customersSync(path),
      upsert_many: () => Crm.openSync('memory:').customers.upsertManySync(inputs),
    };
    const least = {};
    for (let turn = 0; turn < 5; turn++) {
      const told = execFileSync(rate, [path, '--bulk'], { encoding: 'utf8' }).trim().split('\n').map((text) => text.split(' '));
      for (const [name, micros] of told) {
        const rust = Number(micros) / 1000;
        const node = cpuTimed(1, own[name]);
        const { rust: r = Infinity, node: n = Infinity } = least[name] ?? {};
        least[name] = { rust: Math.min(r, rust), node: Math.min(n, node) };
      }
    }
    for (const [name, { rust, node }] of Object.entries(least)) {
      line(`${name}: CPU ms here, in Rust; rate beside Rust's`, `${node.toFixed(1)}, ${rust.toFixed(1)}; ${((rust / node) * 100).toFixed(0)} %`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const asked = process.argv.indexOf('--rust');
if (asked > 0) {
  besideRust(process.argv[asked + 1], 20_000);
  process.exit();
}

const full = shop(1000);
calls(full);
await promises();
page(full);
upserts(5000);
await imports(50_000);
