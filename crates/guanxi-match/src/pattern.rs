//! Patterns: how two records agree, a level for each field packed into one word.
//!
//! A field that lies within another one (the city within the address) has its levels three times: where nothing is
//! known of the other, where that differs, and where it agrees, for then it says little new.

use crate::{
    block::TOGETHER,
    compare::{self, name},
    hash,
    normalise::fold,
    records::Records,
    schema::Schema,
    value::{Body, Kind, Value},
};

/// Bits of a field in the word.
const BITS: u32 = 4;
/// The levels of a field, the missing one among them.
pub(crate) const LEVELS: usize = 1 << BITS;

/// How the fields of two records agree.
pub(crate) type Pattern = u64;

/// The level of a field in a pattern.
pub(crate) fn level(pattern: Pattern, field: usize) -> usize {
    (pattern >> (field as u32 * BITS)) as usize & (LEVELS - 1)
}

/// What is compared, laid out for speed.
#[derive(Clone, Debug)]
pub(crate) struct Comparer {
    kinds: Vec<Kind>,
    within: Vec<Option<usize>>,
    name: Option<(usize, usize)>,
}

impl Comparer {
    pub(crate) fn new(schema: &Schema) -> Self {
        let name = schema.index_of(Kind::Given).zip(schema.index_of(Kind::Family));
        let kinds = schema.fields.iter().map(|field| field.kind).collect();
        Self { kinds, within: schema.fields.iter().map(|field| field.within).collect(), name }
    }

    pub(crate) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The fields of the given and the family name, when there are both and neither lies within another field.
    pub(crate) fn name(&self) -> Option<(usize, usize)> {
        self.name.filter(|&(given, family)| !self.nested(given) && !self.nested(family))
    }

    /// Whether the field's levels depend on another field.
    pub(crate) fn nested(&self, field: usize) -> bool {
        self.within[field].is_some()
    }

    /// The pattern of two records.
    pub(crate) fn pattern(&self, records: &Records, l: u32, r: u32, memo: &mut Memo) -> Pattern {
        self.packed(&self.levels(records, records.row(l), records.row(r), memo))
    }

    /// The patterns of [some pairs](TOGETHER), one after the other. It goes field by field, and touches what it will
    /// compare first, so that the processor waits for many places of memory at once.
    pub(crate) fn patterns(
        &self,
        records: &Records,
        pairs: &[(u32, u32)],
        memo: &mut Memo,
        mut found: impl FnMut(u32, u32, Pattern),
    ) {
        self.each(records, pairs, memo, |l, r, levels| found(l, r, self.packed(levels)));
    }

    /// The [levels](Self::levels) of some pairs, in the same way.
    pub(crate) fn each(
        &self,
        records: &Records,
        pairs: &[(u32, u32)],
        memo: &mut Memo,
        mut found: impl FnMut(u32, u32, &[u8; LEVELS]),
    ) {
        let mut levels = [[0; LEVELS]; TOGETHER];
        let (mut symbols, mut touched) = ([(0, 0); TOGETHER], 0);
        for (field, &kind) in self.kinds.iter().enumerate() {
            let values = &records.dictionaries[field].values;
            for (symbols, &(l, r)) in symbols.iter_mut().zip(pairs) {
                *symbols = (records.row(l)[field], records.row(r)[field]);
            }
            for &(l, r) in symbols[..pairs.len()].iter().filter(|(l, r)| l != r && *l != 0 && *r != 0) {
                touched ^= values[l as usize].touch() ^ values[r as usize].touch();
            }
            for (levels, &(l, r)) in levels.iter_mut().zip(&symbols[..pairs.len()]) {
                levels[field] = plain(records, field, kind, l, r, memo);
            }
        }
        std::hint::black_box(touched);
        for (levels, &(l, r)) in levels.iter_mut().zip(pairs) {
            self.swap(records, records.row(l), records.row(r), levels);
            found(l, r, levels);
        }
    }

    fn packed(&self, levels: &[u8; LEVELS]) -> Pattern {
        let mut pattern = 0;
        for field in 0..self.kinds.len() {
            let level = u64::from(self.nested_level(levels, field));
            pattern |= level << (field as u32 * BITS);
        }
        pattern
    }

    /// The level of each field by itself.
    pub(crate) fn levels(&self, records: &Records, l: &[u32], r: &[u32], memo: &mut Memo) -> [u8; LEVELS] {
        let mut levels = [0; LEVELS];
        for (field, &kind) in self.kinds.iter().enumerate() {
            levels[field] = plain(records, field, kind, l[field], r[field], memo);
        }
        self.swap(records, l, r, &mut levels);
        levels
    }

    /// The family name, where it and the given name stand in each other's place.
    pub(crate) fn swapped(&self, pattern: Pattern) -> Option<usize> {
        let swapped = |given: usize| parts(Kind::Given, self.nested(given), level(pattern, given)).1;
        self.name.filter(|name| swapped(name.0) == usize::from(name::SWAPPED)).map(|name| name.1)
    }

    fn swap(&self, records: &Records, l: &[u32], r: &[u32], levels: &mut [u8; LEVELS]) {
        if let Some(name) = self.name
            && levels[name.0].max(levels[name.1]) < name::SAME
        {
            swap(records, name, l, r, levels);
        }
    }

    fn nested_level(&self, levels: &[u8; LEVELS], field: usize) -> u8 {
        let level = levels[field];
        if level == 0 || self.within[field].is_none() {
            return level;
        }
        if self.kinds[field] == Kind::Alias && self.half(levels) {
            return 0;
        }
        level + self.state(levels, field) * compare::levels(self.kinds[field]).len() as u8
    }

    /// Whether one part of the name agrees, and the other does not: another writing of it does so by half, whoever it is.
    fn half(&self, levels: &[u8; LEVELS]) -> bool {
        self.name.is_some_and(|(given, family)| {
            let [given, family] = [levels[given], levels[family]];
            given.min(family) > 0 && given.min(family) < name::PART && given.max(family) >= name::PART
        })
    }

    /// 0 where nothing is known of the fields this one lies within, 1 where the nearest known differs, 2 where it
    /// agrees.
    fn state(&self, levels: &[u8; LEVELS], field: usize) -> u8 {
        let mut outer = self.within[field];
        while let Some(at) = outer {
            if let Some((given, family)) = self.name
                && at == given
            {
                return self.name_state(levels[given], levels[family]);
            }
            if levels[at] > 0 {
                return 1 + u8::from(levels[at] >= compare::agrees_from(self.kinds[at]));
            }
            outer = self.within[at];
        }
        0
    }
    /// The same of a whole name, which agrees where a part of it does: who shares a part shares what is made of it.
    fn name_state(&self, given: u8, family: u8) -> u8 {
        if given.max(family) == 0 { 0 } else { 1 + u8::from(given.max(family) >= name::PART) }
    }
}

fn plain(records: &Records, field: usize, kind: Kind, l: u32, r: u32, memo: &mut Memo) -> u8 {
    if l == 0 || r == 0 {
        return 0;
    }
    let values = &records.dictionaries[field].values;
    if l == r {
        // Two initials are no name.
        let open = matches!(values[l as usize].body, Body::Name { short: true });
        return if open { name::PART } else { compare::levels(kind).len() as u8 };
    }
    memo.level(field, l, r, || in_order(kind, &values[l as usize], &values[r as usize]))
}

/// The level of two values, whichever comes first.
fn in_order(kind: Kind, a: &Value, b: &Value) -> u8 {
    let (first, second) = if a.id <= b.id { (a, b) } else { (b, a) };
    compare::level_of(kind, first, second)
}

/// Levels of names that stand in each other's place; one slip is let pass when the other part is the same. That both do is
/// one event, and told once, of the given name; that one does, where a part is missing, of the family name.
fn swap(records: &Records, (given, family): (usize, usize), l: &[u32], r: &[u32], levels: &mut [u8; LEVELS]) {
    let value = |field: usize, symbol: u32| &records.dictionaries[field].values[symbol as usize];
    let (lg, lf) = (value(given, l[given]), value(family, l[family]));
    let (rg, rf) = (value(given, r[given]), value(family, r[family]));
    let whole = l[given] != 0 && l[family] != 0 && r[given] != 0 && r[family] != 0;
    if whole {
        let alike = |a, b| trades(a, b) || in_order(Kind::Given, a, b) == 5;
        if trades(lg, rf) && alike(lf, rg) || trades(lf, rg) && alike(lg, rf) {
            levels[given] = name::SWAPPED;
            levels[family] = 0;
        }
    } else if (l[given] == 0 || r[family] == 0) && trades(lf, rg)
        || (r[given] == 0 || l[family] == 0) && trades(rf, lg)
    {
        levels[given] = 0;
        levels[family] = name::SWAPPED;
    }
}

/// Whether a given and a family name are the same. Of two in characters many sound alike.
fn trades(a: &Value, b: &Value) -> bool {
    let sounds = a.keys[0] != 0 && a.keys[0] == b.keys[0];
    sounds && (a.text == b.text || !(is_in_characters(a) && is_in_characters(b)))
}

fn is_in_characters(value: &Value) -> bool {
    value.text.chars().next().is_some_and(fold::is_han)
}

/// What is the same of a given and a family name that [trade](trades) places, and of no others of one script.
pub(crate) fn traded(value: &Value) -> u64 {
    if is_in_characters(value) { hash::text(&value.text) } else { value.keys[0] }
}

/// Remembers the levels of values compared lately.
pub(crate) struct Memo(Vec<u64>); // the key, and in its last eight bits the level

/// Places in the memory, as a power of 2.
const PLACES: u32 = 15;

impl Memo {
    pub(crate) fn new() -> Self {
        Self(vec![0; 1 << PLACES])
    }

    /// Remembers nothing.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    fn level(&mut self, field: usize, l: u32, r: u32, level: impl FnOnce() -> u8) -> u8 {
        let pair = u64::from(l.min(r)) << 32 | u64::from(l.max(r));
        let key = pair
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .wrapping_add(field as u64 + 1)
            .wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let Some(place) = self.0.get_mut((key >> (64 - PLACES)) as usize) else { return level() };
        let name = (key | 0x100) & !0xFF; // never 0, which is an empty place
        if *place & !0xFF != name {
            *place = name | u64::from(level());
        }
        (*place & 0xFF) as u8
    }
}

/// The state and the plain level of a level in a pattern.
pub(crate) fn parts(kind: Kind, nested: bool, level: usize) -> (usize, usize) {
    if level == 0 || !nested {
        return (0, level);
    }
    let plain = compare::levels(kind).len();
    ((level - 1) / plain, (level - 1) % plain + 1)
}
