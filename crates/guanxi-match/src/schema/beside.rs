//! What columns tell of each other: a given name without a family name has it beside itself, and so have the parts of
//! a date.

use super::{SAMPLE, Seen, samples};
use crate::{
    normalise::{
        column::{DatePart, Kind},
        fold, name,
    },
    table::{Column, Table},
};

/// Makes exact what columns hold by what stands beside them.
pub(super) fn settle(columns: &mut [Seen<'_>], table: &Table) {
    date_parts(columns);
    names(columns, table);
}

fn position(columns: &[Seen<'_>], kind: Kind) -> Option<usize> {
    columns.iter().position(|seen| seen.kind == kind)
}

/// A year and two columns of small numbers in a row are a date, the day the one that goes beyond twelve.
fn date_parts(columns: &mut [Seen<'_>]) {
    let [year, month, day] = [DatePart::Year, DatePart::Month, DatePart::Day].map(Kind::DatePart);
    if [month, day].iter().all(|part| position(columns, *part).is_some()) {
        return;
    }
    for at in 0..columns.len().saturating_sub(2) {
        let [years, others]: [Vec<usize>; 2] =
            [true, false].map(|is| (at..at + 3).filter(|&i| (columns[i].kind == year) == is).collect());
        let ([_], &[one, other]) = (&years[..], &others[..]) else { continue };
        for (a, b) in [(one, other), (other, one)] {
            if fits(&columns[a], DatePart::Month) && fits(&columns[b], DatePart::Day) {
                (columns[a].kind, columns[b].kind) = (month, day);
                return;
            }
        }
    }
}

/// Whether a column is a part of a date, or can be one.
fn fits(seen: &Seen<'_>, part: DatePart) -> bool {
    if seen.kind == Kind::DatePart(part) {
        return true;
    }
    let numbers = samples(seen.column).into_iter().map(|text| text.trim().parse::<u32>().ok());
    let Some(numbers) = numbers.collect::<Option<Vec<u32>>>() else { return false };
    let most = numbers.iter().max().copied().unwrap_or_default();
    let range = if part == DatePart::Month { 1..=12 } else { 13..=31 };
    let is_open = seen.is_unsaid() || seen.said.is_some_and(|said| said.kind != seen.kind);
    is_open && range.contains(&most) && !numbers.contains(&0)
}

/// Whether years lie as far apart as those of people do, and not as those of a few censuses or orders.
pub(super) fn is_years_of_birth(column: &Column) -> bool {
    let mut years: Vec<i32> = samples(column).iter().filter_map(|text| year(text)).collect();
    years.sort_unstable();
    let at =
        |percent: usize| years.get((years.len().saturating_sub(1)) * percent / 100).copied().unwrap_or(0);
    let distinct = years.windows(2).filter(|pair| pair[0] != pair[1]).count() + 1;
    at(95) - at(5) >= 25 && (distinct > 12 || distinct * 2 > column.symbols().len())
}

fn year(text: &str) -> Option<i32> {
    text.trim().trim_end_matches(['年', '년']).trim_end_matches(".0").parse().ok()
}

/// Given and family names: where one of them was found the other is looked for, else both are.
fn names(columns: &mut [Seen<'_>], table: &Table) {
    while let Some((lone, missing)) = lone_part(columns) {
        let Some(other) = other_part(columns, table, lone, missing) else { return };
        columns[other].kind = missing;
        if missing == Kind::FamilyName {
            order(columns, table, lone, other);
        }
    }
    let kinds = [Kind::FullName, Kind::GivenName];
    if !kinds.iter().any(|kind| position(columns, *kind).is_some()) {
        pair(columns, table);
    }
}

/// The first part of a name without its other part, and what that one is: the second given name where there is one
/// family name.
fn lone_part(columns: &[Seen<'_>]) -> Option<(usize, Kind)> {
    let of_kind = |kind| (0..columns.len()).filter(move |&at| columns[at].kind == kind);
    let (mut given, mut family) = (of_kind(Kind::GivenName), of_kind(Kind::FamilyName));
    match (given.clone().count(), family.clone().count()) {
        (givens, families) if givens > families => Some((given.nth(families)?, Kind::FamilyName)),
        (givens, families) if givens < families => Some((family.nth(givens)?, Kind::GivenName)),
        _ => None,
    }
}

/// The other part of a name: what was taken for whole names, of one word and without the part that is known; else a
/// column of words next to it, if none of its kind was found yet.
fn other_part(columns: &[Seen<'_>], table: &Table, part: usize, missing: Kind) -> Option<usize> {
    let mut wholes: Vec<usize> =
        (0..columns.len()).filter(|&at| columns[at].kind == Kind::FullName).collect();
    wholes.sort_by_key(|&at| at.abs_diff(part));
    let is_part = |&at: &usize| {
        let words = Words::of(columns[at].column, table);
        words.is_part_of_name() && !says(columns[at].column, columns[part].column, table)
    };
    let whole = wholes.into_iter().find(is_part);
    let is_first = position(columns, missing).is_none();
    let mut beside = [part + 1, part.wrapping_sub(1)].into_iter().filter(|_| is_first);
    whole.or_else(|| beside.find(|&at| may_be_part(columns, table, at)))
}

/// Whether a column without a telling header has words of high variety.
fn may_be_part(columns: &[Seen<'_>], table: &Table, at: usize) -> bool {
    columns.get(at).is_some_and(|seen| {
        let kinds = [Kind::Text, Kind::Category, Kind::GivenName];
        let words = || Words::of(seen.column, table);
        let is_like_names =
            |words: Words| words.is_part_of_name() && (words.is_varied || words.families >= 0.5);
        seen.said.is_none() && kinds.contains(&seen.kind) && is_like_names(words())
    })
}

/// Two columns of words beside each other, where names are among them or the table is of people anyhow.
fn pair(columns: &mut [Seen<'_>], table: &Table) {
    let are_people =
        [Kind::Email, Kind::Phone, Kind::BirthDate, Kind::DatePart(DatePart::Year), Kind::Gender];
    let are_people = columns.iter().any(|seen| are_people.contains(&seen.kind));
    let may_be: Vec<bool> = (0..columns.len()).map(|at| may_be_part(columns, table, at)).collect();
    let names = |at: usize| Words::of(columns[at].column, table).names();
    let share = |at: usize| (names(at - 1).max(names(at)) * 100.0) as u32;
    let pairs = (1..columns.len()).filter(|&at| may_be[at - 1] && may_be[at]);
    let best = pairs.map(|at| (share(at), std::cmp::Reverse(at))).max();
    let Some((share, std::cmp::Reverse(at))) = best else { return };
    if share >= 25 || are_people {
        (columns[at - 1].kind, columns[at].kind) = (Kind::GivenName, Kind::FamilyName);
        order(columns, table, at - 1, at);
    }
}

/// Puts two parts of a name, of which no header says which is which, in their places: given names are known ones;
/// in East Asia there are fewer family names than given ones.
fn order(columns: &mut [Seen<'_>], table: &Table, given: usize, family: usize) {
    if columns[given].said.is_some() || columns[family].said.is_some() {
        return;
    }
    let [one, other] = [given, family].map(|at| Words::of(columns[at].column, table));
    let is_swapped = match Letters::of(columns[given].column) {
        Letters::Latin => other.known > one.known,
        _ if one.families != other.families => one.families > other.families,
        _ => columns[given].column.distinct() < columns[family].column.distinct(),
    };
    if is_swapped {
        (columns[given].kind, columns[family].kind) = (Kind::FamilyName, Kind::GivenName);
    }
}

/// How the cells of a column look, by rows.
struct Words {
    /// The share of cells that are one word of letters.
    one: f64,
    /// The share of those that are given names of the West.
    known: f64,
    /// The share of those that are family names of East Asia.
    families: f64,
    /// Whether they differ as names do, and not as the kinds of something.
    is_varied: bool,
}

impl Words {
    fn of(column: &Column, table: &Table) -> Self {
        let cells = rows(table).map(|row| fold::text(column.cell(row))).filter(|cell| !cell.is_empty());
        let (mut filled, mut one, mut known, mut families) = (0.0, 0.0, 0.0, 0.0);
        for cell in cells {
            filled += 1.0;
            if is_one_word(&cell) {
                one += 1.0;
                let first = cell.split(' ').next().unwrap_or_default();
                known += f64::from(u8::from(name::is_known_given(first)));
                families += f64::from(u8::from(name::is_known_family(&cell)));
            }
        }
        let share = |count: f64| if filled > 0.0 { count / filled } else { 0.0 };
        let enough = if Letters::of(column) == Letters::Latin { 100 } else { 20 };
        let is_varied = column.distinct() >= enough
            || column.distinct() >= 4 && column.distinct() * 20 >= column.symbols().len();
        Self { one: share(one), known: share(known), families: share(families), is_varied }
    }

    fn is_part_of_name(&self) -> bool {
        self.one >= 0.75
    }

    /// The share of cells that are known names.
    fn names(&self) -> f64 {
        self.known.max(self.families)
    }
}

/// One word of letters, initials aside; of characters, no more than a part of a name has.
fn is_one_word(folded: &str) -> bool {
    let words = folded.split([' ', ',']).filter(|word| word.chars().count() > 1 || !word.is_ascii()).count();
    let is_east_asian = folded.chars().any(|c| fold::is_han(c) || fold::is_hangul(c));
    let has_digit = folded.contains(|c: char| c.is_numeric() || c == '@');
    words == 1 && !has_digit && (!is_east_asian || folded.chars().count() <= 3)
}

/// Whether a column mostly says what another one says, and more.
fn says(whole: &Column, part: &Column, table: &Table) -> bool {
    let cells = rows(table).map(|row| [whole, part].map(|column| fold::text(column.cell(row))));
    let both: Vec<_> = cells.filter(|[whole, part]| !whole.is_empty() && !part.is_empty()).collect();
    let said = both.iter().filter(|[whole, part]| whole != part && whole.contains(part.as_str())).count();
    said * 2 > both.len()
}

/// Some rows from all over the table.
fn rows(table: &Table) -> impl Iterator<Item = usize> {
    (0..table.rows()).step_by(table.rows().div_ceil(SAMPLE * 4).max(1))
}

/// What most cells of a column are written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    Latin,
    Kana,
    Han,
    Hangul,
}

impl Letters {
    pub(super) fn of(column: &Column) -> Self {
        let samples = samples(column);
        let mostly = |is: fn(char) -> bool| {
            samples.iter().filter(|text| text.chars().any(is)).count() * 2 > samples.len()
        };
        match () {
            () if mostly(fold::is_han) => Self::Han,
            () if mostly(fold::is_kana) => Self::Kana,
            () if mostly(fold::is_hangul) => Self::Hangul,
            () => Self::Latin,
        }
    }
}
