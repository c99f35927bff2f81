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
        self.root.bind(moment);
        for rank in &mut self.needs.ranks {
            rank.over.iter_mut().for_each(|over| over.bind(moment));
            if let Measured::Rows(selection, _) = &mut rank.by {
                selection.bind(moment);
            }
        }
    }
}

impl Node {
    fn bind(&mut self, moment: Moment) {
        match self {
            Self::And(all) | Self::Or(all) => all.iter_mut().for_each(|node| node.bind(moment)),
            Self::Not(inner) => inner.bind(moment),
            Self::Leaf(leaf) => leaf.ask.bind(moment),
        }
    }
}

impl Ask {
    fn bind(&mut self, moment: Moment) {
        match self {
            Self::Value(term, check) => {
                term.bind(moment);
                check.bind(moment);
            }
            Self::Rows(selection, _) => selection.bind(moment),
            Self::All(parts) => parts.iter_mut().for_each(|part| part.bind(moment)),
            Self::Sequence { steps, counts, .. } => {
                steps.iter_mut().for_each(|step| step.rows.bind(moment));
                counts.iter_mut().for_each(|check| check.bind(moment));
            }
            Self::Percent(_, check) | Self::Tile(_, _, check) | Self::Bucket { check, .. } => {
                check.bind(moment)
            }
            // An anniversary is a matter of days, which it works out by itself.
            Self::Anniversary { .. } | Self::Top { .. } | Self::Segment(_) | Self::Reach(_) => {}
        }
    }
}

impl Selection {
    fn bind(&mut self, moment: Moment) {
        self.filters.iter_mut().for_each(|(_, check)| check.bind(moment));
        self.aggregates.iter_mut().for_each(|(_, check)| check.bind(moment));
    }
}

impl Check {
    fn bind(&mut self, moment: Moment) {
        match self {
            Self::Compare(_, term, _) => term.bind(moment),
            Self::Between(_, low, high) => {
                low.bind(moment);
                high.bind(moment);
            }
            Self::In(_, values, _) => values.iter_mut().for_each(|value| value.bind(moment)),
            Self::Period(..) | Self::Contains { .. } | Self::Affix { .. } | Self::IsNull(_) => {}
        }
    }
}

impl Term {
    fn bind(&mut self, moment: Moment) {
        match self {
            Self::Constant(constant) => constant.bind(moment),
            Self::Sum(first, rest) | Self::Product(first, rest) => {
                first.bind(moment);
                rest.iter_mut().for_each(|(_, term)| term.bind(moment));
            }
            Self::Moved(first, _) => first.bind(moment),
            Self::Attribute(_) | Self::Step(..) => {}
        }
    }
}

impl Constant {
    fn bind(&mut self, moment: Moment) {
        if let Self::Time(literal) = self
            && let Some(span) = moment.span(literal)
        {
            *self = Self::Span(span);
        }
    }
}

impl Aggregate {
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
