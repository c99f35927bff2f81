// What a case expects against what was found: see crates/guanxi-testkit/cases/README.md.
'use strict';

const isTable = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

// The first place where they differ, or nothing.
const difference = (expected, found) => {
  if (found === null) found = undefined;
  const [form, argument] = formOf(expected);
  if (form) return holds(form, argument, found) ? undefined : here(expected, found);
  if (isTable(expected) && isTable(found)) {
    return first(Object.keys(expected), (key) => below(key, difference(expected[key], Object.hasOwn(found, key) ? found[key] : undefined)));
  }
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return first([...expected.keys()], (i) => below(i, difference(expected[i], found[i])));
  }
  if (typeof expected === 'string' && isMoney(found) && expected === `${found.amount} ${found.currency}`) return undefined;
  return expected === found || (expected === null && found === undefined) ? undefined : here(expected, found);
};

const first = (keys, f) => {
  for (const key of keys) {
    const found = f(key);
    if (found) return found;
  }
  return undefined;
};

const below = (key, inner) => inner && { ...inner, path: [key, ...inner.path] };

const here = (expected, found) => ({ path: [], expected: JSON.stringify(expected), found: JSON.stringify(found) ?? 'nothing' });

const isMoney = (found) => isTable(found) && Object.keys(found).length === 2 && typeof found.amount === 'string' && typeof found.currency === 'string';

const formOf = (expected) => {
  const entries = isTable(expected) ? Object.entries(expected) : [];
  return entries.length === 1 && entries[0][0].startsWith('$') ? entries[0] : [];
};

const count = (found) => {
  if (Array.isArray(found)) return found.length;
  return isTable(found) ? Object.keys(found).length : typeof found === 'string' ? [...found].length : undefined;
};

const holds = (form, argument, found) => {
  switch (form) {
    case '$absent': return found === undefined;
    case '$any': return found !== undefined;
    case '$prefix': return typeof found === 'string' && found.startsWith(argument);
    case '$contains': return typeof found === 'string' && found.includes(argument);
    case '$count': return count(found) === argument;
    case '$not': return difference(argument, found) !== undefined;
    default: return false;
  }
};

module.exports = { difference };
