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

test('the package for SQL storages is of the same version', () => {
  const { version, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'sql', 'package.json'), 'utf8'));
  assert.deepEqual([version, peerDependencies.guanxi], [own.version, own.version]);
});

test('the loader asks for libraries of this version', () => {
  assert.ok(readFileSync(join(ROOT, 'native.js'), 'utf8').includes(`'${own.version}'`));
});

const OPENED = "import { Crm } from 'guanxi'; console.log(await (await Crm.open('memory:')).customers.count())";

// Installs archives in an empty folder, and opens a store there.
const installed = (place, archives) => {
  writeFileSync(join(place, 'package.json'), '{}');
  npm(['install', '--offline', '--no-audit', '--no-fund', ...archives], place);
  return execFileSync(process.execPath, ['--input-type=module', '--eval', OPENED], { cwd: place, encoding: 'utf8' });
};

const archives = (place) => readdirSync(place).filter((name) => name.endsWith('.tgz')).map((name) => `./${name}`);

test('with the package for SQL storages its library is the one', (t) => {
  const [place, libraries] = [folder(t), folder(t)];
  const library = readdirSync(ROOT).find((name) => name.endsWith('.node'));
  if (library === undefined) return t.skip('there is no library beside the package');
  copyFileSync(join(ROOT, library), join(libraries, library));
  execFileSync(process.execPath, [join(ROOT, 'sql', 'lay-out.js'), libraries, join(libraries, 'out')]);
  for (const part of readdirSync(join(libraries, 'out'))) npm(['pack', '--pack-destination', place, '--silent'], join(libraries, 'out', part));
  npm(['pack', '--pack-destination', place, '--silent', '--ignore-scripts'], ROOT);
  assert.equal(archives(place).length, 3);
  // There is no other library than that of @guanxi/sql.
  assert.equal(installed(place, archives(place)), '0\n');
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
  assert.equal(archives(place).length, 2);
  assert.equal(installed(place, archives(place)), '0\n');
});
