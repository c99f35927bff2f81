// The library of a platform, with SQLite and PostgreSQL in it. `guanxi` asks for it.
'use strict';

const { version } = require('./package.json');

module.exports = (platform) => {
  const name = `@guanxi/sql-${platform}`;
  let its;
  try {
    its = require(`${name}/package.json`).version;
  } catch (error) {
    throw new Error(`${name} is missing; was @guanxi/sql installed without its optional dependencies?`, { cause: error });
  }
  if (its !== version) throw new Error(`${name} is ${its}, and @guanxi/sql ${version}: install both anew`);
  return require(name);
};
