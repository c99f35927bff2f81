// The library: where `@guanxi/sql` is installed, the one that it brings, which knows SQL storages, too.
'use strict';

const platform = require('./platform.js');

const larger = () => {
  try {
    return require.resolve('@guanxi/sql');
  } catch {
    return undefined;
  }
};

const found = larger();
module.exports = found === undefined ? require('../native.js') : require(found)(platform());
