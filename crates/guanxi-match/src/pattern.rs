//! Patterns: how two records agree, a level for each field packed into one word.
//!
//! A field that lies within another one (the city within the address) has its levels three times: where nothing is
//! known of the other, where that differs, and where it agrees, for then it says little new.

use crate::{
    compare::{self, name},
    records::Records,
    schema::Schema,
    value::Kind,
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

    /// Whether the field's levels depend on another field.
    pub(crate) fn nested(&self, field: usize) -> bool {
        self.within[field].is_some()
    }

    /// The pattern of two records.
    pub(crate) fn pattern(&self, records: &Records, l: u32, r: u32) -> Pattern {
        let levels = self.levels(records, records.row(l), records.row(r));
        let mut pattern = 0;
        for field in 0..self.kinds.len() {
            let level = u64::from(self.nested_level(&levels, field));
            pattern |= level << (field as u32 * BITS);
        }
        pattern
    }

    /// The level of each field by itself.
    pub(crate) fn levels(&self, records: &Records, l: &[u32], r: &[u32]) -> [u8; LEVELS] {
        let mut levels = [0; LEVELS];
        for (field, &kind) in self.kinds.iter().enumerate() {
            levels[field] = self.plain(records, field, kind, l[field], r[field]);
        }
        if let Some((given, family)) = self.name
            && levels[given] != name::SAME
            && levels[family] != name::SAME
            && swapped(records, (given, family), l, r)
        {
            levels[given] = name::SWAPPED;
            levels[family] = name::SWAPPED;
        }
        levels
    }

    fn plain(&self, records: &Records, field: usize, kind: Kind, l: u32, r: u32) -> u8 {
        if l == 0 || r == 0 {
            return 0;
        }
        if l == r {
            return compare::levels(kind).len() as u8;
        }
        let values = &records.dictionaries[field].values;
        compare::level_of(kind, &values[l as usize], &values[r as usize])
    }

    fn nested_level(&self, levels: &[u8; LEVELS], field: usize) -> u8 {
        let level = levels[field];
        if level == 0 || self.within[field].is_none() {
            return level;
        }
        level + self.state(levels, field) * compare::levels(self.kinds[field]).len() as u8
    }

    /// 0 where nothing is known of the fields this one lies within, 1 where the nearest known differs, 2 where it
    /// agrees.
    fn state(&self, levels: &[u8; LEVELS], field: usize) -> u8 {
        let mut outer = self.within[field];
        while let Some(at) = outer {
            if levels[at] > 0 {
                return 1 + u8::from(levels[at] >= compare::agrees_from(self.kinds[at]));
            }
            outer = self.within[at];
        }
        0
    }
}

fn swapped(records: &Records, (given, family): (usize, usize), l: &[u32], r: &[u32]) -> bool {
    let key = |field: usize, symbol: u32| records.dictionaries[field].values[symbol as usize].keys[0];
    let (lg, lf) = (key(given, l[given]), key(family, l[family]));
    lg != 0 && lf != 0 && lg == key(family, r[family]) && lf == key(given, r[given])
}

/// The state and the plain level of a level in a pattern.
pub(crate) fn parts(kind: Kind, nested: bool, level: usize) -> (usize, usize) {
    if level == 0 || !nested {
        return (0, level);
    }
    let plain = compare::levels(kind).len();
    ((level - 1) / plain, (level - 1) % plain + 1)
}
