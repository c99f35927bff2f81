// The conformance cases of crates/guanxi-testkit/cases, through the package's own surface: names are turned from the
// cases' snake_case into what a caller here writes, and answers back.
'use strict';

const assert = require('node:assert/strict');
const { readdirSync, readFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { test } = require('node:test');
const { parse } = require('smol-toml');
const { Crm, GuanxiError } = require('guanxi');
const { call } = require('./cases/call.js');
const { difference } = require('./cases/matching.js');

const FOLDER = join(__dirname, '..', '..', '..', 'crates', 'guanxi-testkit', 'cases');
const files = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith('.toml')).sort();

const KEYS = { case: ['about', 'now', 'seed', 'actor', 'step'], step: ['call', 'with', 'expect', 'error', 'save', 'at', 'actor', 'dry_run'] };

const strict = (what, table) => {
  for (const key of Object.keys(table)) assert.ok(KEYS[what].includes(key), `${key}: no such key of a ${what}`);
};

// The value with every text `$name.path` replaced by what was saved there.
const filled = (value, saved) => {
  if (typeof value === 'string' && value.startsWith('$$')) return value.slice(1);
  if (typeof value === 'string' && value.startsWith('$')) {
    const found = value.slice(1).split('.').reduce((at, part) => at?.[part], saved);
    assert.notEqual(found, undefined, `${value}: no step before saved that`);
    return found;
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, saved));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filled(v, saved)]));
  return value;
};

const compare = (what, expected, found) => {
  const wrong = difference(expected, found);
  if (wrong) assert.fail(`${what}${wrong.path.map((part) => `.${part}`).join('')}: expected ${wrong.expected}, found ${wrong.found}`);
};

const take = (root, file, step, saved) => {
  strict('step', step);
  if (step.at) root.setNow(step.at);
  const actor = step.actor ?? file.actor;
  const acting = actor === undefined ? root : root.actingAs(actor);
  const crm = step.dry_run ? acting.dryRun() : acting;
  let answer;
  try {
    answer = call(crm, step.call, filled(step.with ?? {}, saved));
  } catch (error) {
    if (!(error instanceof GuanxiError) || step.error === undefined) throw error;
    const wanted = typeof step.error === 'string' ? { code: step.error } : step.error;
    assert.equal(error.code, wanted.code);
    compare('error.fields', filled(wanted.fields ?? {}, saved), { ...error.fields });
    return;
  }
  assert.equal(step.error, undefined, `expected the error ${JSON.stringify(step.error)}, found the answer ${JSON.stringify(answer)}`);
  if (step.expect !== undefined) compare('expect', filled(step.expect, saved), answer);
  if (step.save) saved[step.save] = answer;
};

assert.ok(files.length > 100, `only ${files.length} cases were found`);

for (const name of files) {
  const file = parse(readFileSync(join(FOLDER, name), 'utf8'));
  test(`${relative('.', name)}: ${file.about}`, () => {
    strict('case', file);
    const root = Crm.openSync('memory:', { now: file.now, seed: file.seed ?? 7 });
    const saved = {};
    file.step.forEach((step, i) => {
      try {
        take(root, file, step, saved);
      } catch (error) {
        error.message = `step ${i + 1}, ${step.call}: ${error.message}`;
        throw error;
      }
    });
    for (const table of root.proof.verifySync().tables) assert.equal(table.missing + table.extra + table.different, 0, table.table);
    root.closeSync();
  });
}
