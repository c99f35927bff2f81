//! A checked rule: names are places in what it needs, literals are values of the right type.

use std::sync::Arc;

use super::{
    days::{self, Moment},
    tree::{How, Literal, Offset, Op, Period, Pick, Unit},
    value::Value,
};
use crate::time::{Date, Zone};

/// A rule that can be evaluated: see [`Facts`](super::Facts).
#[derive(Clone, Debug)]
pub struct Rule {
    pub(super) root: Node,
    pub(super) needs: Needs,
    pub(super) as_of: Option<Date>,
    pub(super) zone: Option<Zone>,
}

/// What must be known of a thing to evaluate a rule.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// Attributes, by their names.
    pub attributes: Vec<String>,
    /// Rows.
    pub sources: Vec<Rowset>,
    /// Segments, by their keys.
    pub segments: Vec<String>,
    /// Channels, as they are written.
    pub channels: Vec<String>,
    pub(super) ranks: Vec<Ranked>,
    /// By the source: the columns that are looked at, where they were counted.
    pub(super) columns: Vec<Columns>,
}

/// Columns of a function.
#[derive(Clone, Copy, Debug)]
pub struct Columns(u64);

impl Columns {
    /// Each of them.
    pub(super) const ALL: Self = Self(u64::MAX);
    pub(super) const NONE: Self = Self(0);

    /// Whether one is among them, by its place; those beyond the 64th always are.
    pub fn has(self, column: usize) -> bool {
        column >= 64 || self.0 >> column & 1 == 1
    }

    pub(super) fn add(&mut self, column: usize) {
        self.0 |= 1u64.checked_shl(column as u32).unwrap_or_default();
    }
}

impl Needs {
    /// The columns of a source that are looked at, or may be.
    pub fn columns(&self, source: usize) -> Columns {
        self.columns.get(source).copied().unwrap_or(Columns::ALL)
    }
}

/// The rows of a function; of one event by its name, for functions of any event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rowset {
    /// The function's name.
    pub function: String,
    /// The event's name.
    pub event: Option<String>,
}

/// What a rank is by, and among whom.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    pub(super) by: Measured,
    pub(super) over: Option<Node>,
}

#[derive(Clone, Debug)]
pub(super) enum Measured {
    Attribute(usize),
    Rows(Selection, Aggregate),
}

#[derive(Clone, Debug)]
pub(super) enum Node {
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Leaf(Box<Leaf>),
}

/// A clause, and how it is written.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) text: String,
    pub(super) ask: Ask,
}

#[derive(Clone, Debug)]
pub(super) enum Ask {
    Value(Term, Check),
    Rows(Selection, bool),
    /// A clause that stands for several.
    All(Vec<Node>),
    Anniversary {
        attribute: usize,
        birth: bool,
        day: Check,
        years: Option<Check>,
    },
    Sequence {
        steps: Vec<Stage>,
        counts: Vec<Check>,
        negated: bool,
    },
    Percent(usize, Check),
    Tile(usize, u64, Check),
    Top {
        rank: usize,
        count: u64,
        percent: bool,
        exact: bool,
    },
    Segment(usize),
    Reach(usize),
    Bucket {
        salt: String,
        of: u64,
        check: Check,
    },
}

/// Rows that pass, and what is asked of them together.
#[derive(Clone, Debug)]
pub(super) struct Selection {
    pub(super) source: usize,
    pub(super) pick: Option<Pick>,
    pub(super) reveals: u8,
    pub(super) filters: Vec<(Field, Check)>,
    pub(super) aggregates: Vec<(Aggregate, Check)>,
}

/// What is looked at in a row.
#[derive(Clone, Debug)]
pub(super) enum Field {
    At,
    Column(usize),
    Property(Vec<String>),
    Weekday,
    Hour,
    /// Kilometres, or miles, from a place to the point of a column.
    Distance {
        column: usize,
        from: (i32, i32),
        miles: bool,
    },
}

#[derive(Clone, Debug)]
pub(super) enum Aggregate {
    Count,
    Sum(Field),
    Average(Field),
    Least(Field),
    Greatest(Field),
    Median(Field),
    Distinct(Field),
    First,
    Last,
    Days,
    Periods(Unit, u32),
}

/// A step of a sequence.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) negated: bool,
    pub(super) rows: Selection,
    pub(super) within: Option<Offset>,
}

#[derive(Clone, Debug)]
pub(super) enum Term {
    Attribute(usize),
    Constant(Constant),
    /// A field of the row of an earlier step.
    Step(usize, Field),
    Sum(Box<Term>, Vec<(bool, Term)>),
    Product(Box<Term>, Vec<(bool, Term)>),
    /// A day moved.
    Moved(Box<Term>, Vec<(bool, Offset)>),
}

#[derive(Clone, Debug)]
pub(super) enum Constant {
    Value(Value),
    /// A time that the moment of evaluation makes a stretch of.
    Time(Literal),
    Span(days::Span),
}

#[derive(Clone, Debug)]
pub(super) enum Check {
    Compare(Op, Term, bool),
    Between(bool, Term, Term),
    In(bool, Vec<Constant>, bool),
    Period(bool, Period),
    Contains { negated: bool, how: How, values: Vec<Arc<str>>, fold: bool },
    Affix { negated: bool, ends: bool, text: Arc<str>, fold: bool },
    IsNull(bool),
}

impl Rule {
    /// What must be known of a thing.
    pub fn needs(&self) -> &Needs {
        &self.needs
    }

    /// The day that the rule itself looks back to.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// Whether it looks from a day or a zone of its own.
    pub fn looks_from_elsewhere(&self) -> bool {
        self.as_of.is_some() || self.zone.is_some()
    }

    /// The moment that it is evaluated at, of one that is handed in: its own day and zone go first.
    pub fn moment(&self, moment: Moment) -> Moment {
        let zone = self.zone.unwrap_or(moment.zone);
        match self.as_of {
            Some(day) => Moment::end_of(day, zone),
            None => Moment { zone, ..moment },
        }
    }

    /// The same rule with every day and time worked out for a moment.
    pub(super) fn bind(&mut self, moment: Moment) {
        self.root.walk(&mut |spot| spot.bind(moment));
        for rank in &mut self.needs.ranks {
            rank.over.iter_mut().for_each(|over| over.walk(&mut |spot| spot.bind(moment)));
            if let Measured::Rows(selection, _) = &mut rank.by {
                selection.walk(&mut |spot| spot.bind(moment));
            }
        }
    }
}

/// What a rule refers to, where it does.
pub(super) enum Spot<'a> {
    Constant(&'a mut Constant),
    Attribute(&'a mut usize),
    Source(&'a mut usize),
    /// A column of a source; without one, of any.
    Column(Option<usize>, usize),
    Segment(&'a mut usize),
    Channel(&'a mut usize),
}

impl Spot<'_> {
    /// Has a day or time be that of a moment.
    pub(super) fn bind(self, moment: Moment) {
        if let Self::Constant(constant) = self
            && let Constant::Time(literal) = constant
            && let Some(span) = moment.span(literal)
        {
            *constant = Constant::Span(span);
        }
    }
}

/// Visits what a part of a rule refers to.
pub(super) type Visit<'v> = &'v mut dyn FnMut(Spot<'_>);

impl Node {
    fn walk(&mut self, f: Visit<'_>) {
        match self {
            Self::And(all) | Self::Or(all) => all.iter_mut().for_each(|node| node.walk(f)),
            Self::Not(inner) => inner.walk(f),
            Self::Leaf(leaf) => leaf.ask.walk(f),
        }
    }
}

impl Ask {
    pub(super) fn walk(&mut self, f: Visit<'_>) {
        match self {
            Self::Value(term, check) => {
                term.walk(f);
                check.walk(f);
            }
            Self::Rows(selection, _) => selection.walk(f),
            Self::All(parts) => parts.iter_mut().for_each(|part| part.walk(f)),
            Self::Sequence { steps, counts, .. } => {
                steps.iter_mut().for_each(|step| step.rows.walk(f));
                counts.iter_mut().for_each(|check| check.walk(f));
            }
            Self::Percent(_, check) | Self::Tile(_, _, check) | Self::Bucket { check, .. } => check.walk(f),
            // An anniversary is a matter of days, which it works out by itself.
            Self::Anniversary { attribute, day, years, .. } => {
                f(Spot::Attribute(attribute));
                for check in [Some(day), years.as_mut()].into_iter().flatten() {
                    check.walk(&mut |spot| {
                        if !matches!(spot, Spot::Constant(_)) {
                            f(spot);
                        }
                    });
                }
            }
            Self::Segment(at) => f(Spot::Segment(at)),
            Self::Reach(at) => f(Spot::Channel(at)),
            Self::Top { .. } => {}
        }
    }
}

impl Selection {
    fn walk(&mut self, f: Visit<'_>) {
        f(Spot::Source(&mut self.source));
        let fields = self.filters.iter().map(|(field, _)| field);
        for column in
            fields.chain(self.aggregates.iter().filter_map(|(a, _)| a.field())).filter_map(Field::column)
        {
            f(Spot::Column(Some(self.source), column));
        }
        self.filters.iter_mut().for_each(|(_, check)| check.walk(f));
        self.aggregates.iter_mut().for_each(|(_, check)| check.walk(f));
    }
}

impl Check {
    pub(super) fn walk(&mut self, f: Visit<'_>) {
        match self {
            Self::Compare(_, term, _) => term.walk(f),
            Self::Between(_, low, high) => {
                low.walk(f);
                high.walk(f);
            }
            Self::In(_, values, _) => values.iter_mut().for_each(|value| f(Spot::Constant(value))),
            Self::Period(..) | Self::Contains { .. } | Self::Affix { .. } | Self::IsNull(_) => {}
        }
    }
}

impl Term {
    pub(super) fn walk(&mut self, f: Visit<'_>) {
        match self {
            Self::Constant(constant) => f(Spot::Constant(constant)),
            Self::Sum(first, rest) | Self::Product(first, rest) => {
                first.walk(f);
                rest.iter_mut().for_each(|(_, term)| term.walk(f));
            }
            Self::Moved(first, _) => first.walk(f),
            Self::Attribute(at) => f(Spot::Attribute(at)),
            Self::Step(_, field) => {
                field.column().into_iter().for_each(|column| f(Spot::Column(None, column)))
            }
        }
    }
}

impl Field {
    fn column(&self) -> Option<usize> {
        match self {
            Self::Column(at) | Self::Distance { column: at, .. } => Some(*at),
            Self::At | Self::Property(_) | Self::Weekday | Self::Hour => None,
        }
    }
}

impl Aggregate {
    fn field(&self) -> Option<&Field> {
        match self {
            Self::Sum(field)
            | Self::Average(field)
            | Self::Least(field)
            | Self::Greatest(field)
            | Self::Median(field)
            | Self::Distinct(field) => Some(field),
            Self::Count | Self::First | Self::Last | Self::Days | Self::Periods(..) => None,
        }
    }

    /// What people call it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum(_) => "sum",
            Self::Average(_) => "avg",
            Self::Least(_) => "min",
            Self::Greatest(_) => "max",
            Self::Median(_) => "median",
            Self::Distinct(_) => "count_distinct",
            Self::First => "first_date",
            Self::Last => "last_date",
            Self::Days => "days_active",
            Self::Periods(..) => "active_periods",
        }
    }
}
