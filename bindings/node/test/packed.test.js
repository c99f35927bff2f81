// The package as it is published: its own files in one, the library in one per platform, installed far from a checkout.
'use strict';

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const { copyFileSync, cpSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { test } = require('node:test');
const { folder } = require('./store.js');

const ROOT = join(__dirname, '..');
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const platforms = readdirSync(join(ROOT, 'npm')).map((name) => JSON.parse(readFileSync(join(ROOT, 'npm', name, 'package.json'), 'utf8')));

const npm = (args, cwd) => execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });

test('there is a package per target, of the same version', () => {
  assert.equal(platforms.length, own.napi.targets.length);
  for (const { name, version, main, files, os, cpu } of platforms) {
    assert.equal(version, own.version, name);
    assert.ok(name.startsWith(`${own.napi.packageName}-`) && files.includes(main) && os.length === 1 && cpu.length === 1, name);
  }
});

test('the loader asks for libraries of this version', () => {
  assert.ok(readFileSync(join(ROOT, 'native.js'), 'utf8').includes(`'${own.version}'`));
});

test('both install from their archives and work', (t) => {
  const place = folder(t);
  const library = readdirSync(ROOT).find((name) => name.endsWith('.node'));
  const ours = platforms.find(({ main }) => main === library);
  if (ours === undefined) return t.skip('there is no library beside the package');
  const platform = join(place, 'platform');
  cpSync(join(ROOT, 'npm', library.split('.')[1]), platform, { recursive: true });
  copyFileSync(join(ROOT, library), join(platform, library));
  npm(['pack', '--pack-destination', place, '--silent', '--ignore-scripts'], ROOT);
  npm(['pack', '--pack-destination', place, '--silent'], platform);
  writeFileSync(join(place, 'package.json'), '{}');
  const archives = readdirSync(place).filter((name) => name.endsWith('.tgz')).map((name) => `./${name}`);
  assert.equal(archives.length, 2);
  npm(['install', '--offline', '--no-audit', '--no-fund', ...archives], place);
  const code = "import { Crm } from 'guanxi'; console.log(await (await Crm.open('memory:')).customers.count())";
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: place, encoding: 'utf8' }), '0\n');
});
