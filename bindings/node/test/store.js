// What the tests share.
'use strict';

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Crm } = require('guanxi');

const NOW = new Date('2026-03-01T02:15:00Z');

// An empty store in memory whose clock stands still.
const memory = (options = {}) => Crm.openSync('memory:', { now: NOW, seed: 7, ...options });

// A folder that goes when the test ends.
const folder = (t) => {
  const path = mkdtempSync(join(tmpdir(), 'guanxi-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

// A file of customers, as text.
const customers = (n) => {
  const rows = Array.from({ length: n }, (_, i) => `${i},Customer ${i},customer${i}@example.cn`);
  return ['Customer ID,Name,Email', ...rows, ''].join('\n');
};

module.exports = { NOW, customers, folder, memory };
