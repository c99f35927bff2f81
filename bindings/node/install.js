// Runs when the package is installed. A published package has its library in a package per platform; in a checkout there
// is none, so it is built, which takes cargo. `--build` builds it again.
'use strict';

const { execFileSync } = require('node:child_process');
const { copyFileSync, existsSync, renameSync } = require('node:fs');
const { join } = require('node:path');
const platformName = require('./lib/platform.js');

const WORKSPACE = join(__dirname, '..', '..', 'Cargo.toml');

const library = () => {
  try {
    return require('./lib/library.js');
  } catch {
    return undefined;
  }
};

// GUANXI_BUILD_PROFILE and GUANXI_BUILD_FEATURES are for the project's own tests.
const build = () => {
  const { GUANXI_BUILD_PROFILE: profile = 'node', GUANXI_BUILD_FEATURES: features = '' } = process.env;
  const args = ['build', '--package', 'guanxi-node', '--locked', '--profile', profile, '--features', features, '--message-format', 'json-render-diagnostics'];
  const told = execFileSync('cargo', args, { cwd: join(__dirname, '..', '..'), encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
  const artifacts = told.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const built = artifacts.find((a) => a.reason === 'compiler-artifact' && a.target.name === 'guanxi_node').filenames.find((name) => /\.(so|dylib|dll)$/.test(name));
  const place = join(__dirname, `guanxi.${platformName()}.node`);
  // Another process may have the old one open: it keeps it.
  copyFileSync(built, `${place}.new`);
  renameSync(`${place}.new`, place);
};

const main = () => {
  const again = process.argv.includes('--build');
  if (!again && library()) return;
  if (!existsSync(WORKSPACE)) {
    console.error(`guanxi: there is no library for ${platformName()}; install the optional dependency @guanxi/node-${platformName()}, or build from a checkout.`);
    process.exit(1);
  }
  try {
    build();
  } catch (error) {
    const why = error.code === 'ENOENT' ? 'cargo was not found; see https://rustup.rs' : error.message;
    console.error(`guanxi: the library was not built: ${why}`);
    process.exit(1);
  }
};

main();
