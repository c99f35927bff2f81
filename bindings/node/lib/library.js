// The library: where `@guanxi/postgres` is installed, the one that it brings, which knows servers too.
'use strict';

const platform = require('./platform.js');

const larger = () => {
  try {
    return require.resolve('@guanxi/postgres');
  } catch {
    return undefined;
  }
};

const found = larger();
module.exports = found === undefined ? require('../native.js') : require(found)(platform());
