// The snippets of the guide and of the README: each page is one program, and every `console.log(…); // text` prints it.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { test } = require('node:test');
const { folder } = require('./store.js');

const PAGES = { guide: join(__dirname, '..', '..', '..', 'docs', 'guide', 'node.md'), readme: join(__dirname, '..', 'README.md') };

for (const [name, path] of Object.entries(PAGES)) {
  test(`the snippets of ${name}`, (t) => {
    const program = [...readFileSync(path, 'utf8').matchAll(/^```js\n(.*?)^```/gms)].map(([, code]) => code).join('\n');
    const expected = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    assert.ok(expected.length > 0);
    // Inside the package, where its own name leads to it.
    const file = join(__dirname, `.${name}.mjs`);
    t.after(() => rmSync(file));
    writeFileSync(file, program);
    const printed = execFileSync(process.execPath, [file], { cwd: folder(t), encoding: 'utf8' });
    assert.deepEqual(printed.trimEnd().split('\n'), expected);
  });
}
