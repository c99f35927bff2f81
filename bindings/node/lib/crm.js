// `Crm`: what is the same for every area.
'use strict';

const { NativeCrm } = require('./library.js');
const { later, now, rethrown } = require('./call.js');
const { arg, bool, inside, integer, object, optional, text, timestamp, unknown } = require('./values.js');

const enOptions = (options) => {
  const out = {};
  if (options === undefined || options === null) return out;
  object(options);
  let key;
  try {
    for (key in options) {
      const value = options[key];
      switch (key) {
        case 'now': out.now = optional(value, timestamp); break;
        case 'seed': out.seed = optional(value, integer); break;
        case 'actor': out.actor = optional(value, text); break;
        case 'cacheBytes': out.cache_bytes = optional(value, integer); break;
        case 'mustExist': out.must_exist = optional(value, bool); break;
        default: unknown();
      }
    }
  } catch (error) {
    throw inside(error, key);
  }
  return out;
};

const opening = (url, options) => [arg('url', text, url), JSON.stringify(arg('options', enOptions, options))];

// `Crm` with a handle for each area.
const withAreas = (areas) => {
  class Crm {
    #native;

    constructor(native) {
      if (!(native instanceof NativeCrm)) throw new TypeError('open a store with Crm.open() or Crm.openSync()');
      this.#native = native;
    }

    static async open(url, options) {
      const [place, how] = opening(url, options);
      try {
        return new Crm(await NativeCrm.open(place, how));
      } catch (error) {
        throw rethrown(error);
      }
    }

    static openSync(url, options) {
      const [place, how] = opening(url, options);
      try {
        return new Crm(NativeCrm.openSync(place, how));
      } catch (error) {
        throw rethrown(error);
      }
    }

    actingAs(actor) {
      const name = arg('actor', text, actor);
      try {
        return new Crm(this.#native.actingAs(name));
      } catch (error) {
        throw rethrown(error);
      }
    }

    dryRun() {
      return new Crm(this.#native.dryRun());
    }

    setNow(at) {
      const text = this.#native.setNow(arg('now', timestamp, at));
      if (text !== 'null') throw rethrown({ message: text });
    }

    sizeOnDisk() {
      return later(this.#native, 'crm.size_on_disk');
    }

    sizeOnDiskSync() {
      return now(this.#native, 'crm.size_on_disk');
    }

    async suspend() {
      await later(this.#native, 'crm.suspend');
    }

    suspendSync() {
      now(this.#native, 'crm.suspend');
    }

    async close() {
      await later(this.#native, 'crm.close');
    }

    closeSync() {
      now(this.#native, 'crm.close');
    }

    static {
      for (const [name, Area] of Object.entries(areas)) {
        const get = function () {
          const handle = new Area(this.#native);
          Object.defineProperty(this, name, { value: handle });
          return handle;
        };
        Object.defineProperty(Crm.prototype, name, { get, configurable: true });
      }
      const disposals = [[Symbol.dispose, 'closeSync'], [Symbol.asyncDispose, 'close']];
      for (const [symbol, close] of disposals) {
        if (symbol) Object.defineProperty(Crm.prototype, symbol, { value() { return this[close](); } });
      }
    }
  }
  return Crm;
};

module.exports = { withAreas };
