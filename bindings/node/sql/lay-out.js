// Lays `@guanxi/sql` and its packages per platform out for publishing, beside those of `guanxi` and made of them:
//
//     node lay-out.js LIBRARIES TO
//
// LIBRARIES holds `guanxi.PLATFORM.node` for each platform that is published.
'use strict';

const { cpSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [libraries, to] = process.argv.slice(2);
const PLATFORMS = join(__dirname, '..', 'npm');
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (file, content) => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);

const own = json(join(__dirname, 'package.json'));
const there = new Set(readdirSync(libraries));
const platforms = readdirSync(PLATFORMS).filter((platform) => there.has(`guanxi.${platform}.node`));
for (const platform of platforms) {
  const folder = join(to, platform);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(libraries, `guanxi.${platform}.node`), join(folder, `guanxi.${platform}.node`));
  const { version, description } = own;
  write(join(folder, 'package.json'), { ...json(join(PLATFORMS, platform, 'package.json')), name: `${own.name}-${platform}`, version, description });
}
const folder = join(to, 'sql');
mkdirSync(folder, { recursive: true });
for (const file of ['index.js', 'README.md']) cpSync(join(__dirname, file), join(folder, file));
const optionalDependencies = Object.fromEntries(platforms.map((platform) => [`${own.name}-${platform}`, own.version]));
write(join(folder, 'package.json'), { ...own, optionalDependencies });
