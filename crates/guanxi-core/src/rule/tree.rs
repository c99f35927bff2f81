//! A query as it is written: names are not looked up yet.

use chrono::NaiveDateTime;

use super::number::Decimal;
use crate::time::Date;

/// Where something stands in the query, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    pub(super) fn to(self, end: Self) -> Self {
        Self { start: self.start, end: end.end.max(self.end) }
    }
}

/// Something and where it stands. Where it stands takes no part in comparisons.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    /// The thing.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> At<T> {
    pub(super) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> From<T> for At<T> {
    fn from(value: T) -> Self {
        Self { value, span: Span::default() }
    }
}

/// A whole query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    /// The condition.
    pub condition: Expr,
    /// `AS OF 2026-01-01`: the day to look back to.
    pub as_of: Option<At<Date>>,
    /// `IN TIME ZONE 'Asia/Shanghai'`: whose days.
    pub zone: Option<At<String>>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// All hold; two or more.
    And(Vec<Expr>),
    /// One holds; two or more.
    Or(Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
    /// A single test.
    Clause(Box<Clause>),
    /// What did not read.
    Broken,
}

/// A single test: of what, and which. Some subjects are tests by themselves.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    /// Of what.
    pub subject: At<Subject>,
    /// Which; the span is the operator's.
    pub test: Option<At<Test>>,
}

/// What is tested.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Subject {
    /// `number_of_orders`, `orders_placed`, `2 * amount_spent`.
    Value(Sum),
    /// `event('Viewed Product')`, `LAST orders_placed`: rows that are no bare name.
    Rows(Rows),
    /// `anniversary(birth_date)`.
    Anniversary(At<String>),
    /// `SEQUENCE (…)`.
    Sequence(Vec<Step>),
    /// `TOP 10% BY …`, `NTILE(5, …)`, `PERCENT_RANK(…)`.
    Rank(Rank),
    /// `segment('vip')`.
    Segment(At<String>),
    /// `reachable('EMAIL')`.
    Reachable(At<String>),
    /// `bucket('spring', 100)`.
    Bucket(String, At<Decimal>),
    /// `STOPPED(f (…), 30d, 60d)`, `RESTARTED(…)`.
    Habit(Habit),
}

/// Rows of one kind, perhaps only the first or last.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    /// Only this one.
    pub pick: Option<Pick>,
    /// Which.
    pub source: At<Source>,
}

/// Which rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// `orders_placed`, `event.ride`.
    Named(String),
    /// `event('Viewed Product')`.
    Event(String),
}

/// The earliest or latest row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// `FIRST`.
    First,
    /// `LAST`.
    Last,
}

/// `STOPPED` or `RESTARTED`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Habit {
    /// Came back after the pause.
    pub restarted: bool,
    /// Of what.
    pub rows: Rows,
    /// Which of them.
    pub params: Vec<Param>,
    /// How long it has been so, in days.
    pub recent: At<u32>,
    /// How long it was otherwise before, in days.
    pub before: At<u32>,
}

/// One step of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    /// `THEN NOT`: none of it.
    pub negated: bool,
    /// Of what.
    pub rows: Rows,
    /// `AS v`.
    pub label: Option<At<String>>,
    /// Which of them.
    pub params: Vec<Param>,
    /// `WITHIN 7d`: how long after the step before.
    pub within: Option<At<Offset>>,
}

/// A place among all customers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rank {
    /// `PERCENT_RANK(e)`.
    Percent(Measure),
    /// `NTILE(5, e)`.
    Tile(At<Decimal>, Measure),
    /// `TOP 10% EXACT BY e OVER (…)`.
    Top {
        /// How many.
        count: At<Decimal>,
        /// Of a hundred.
        percent: bool,
        /// Ties are broken by id.
        exact: bool,
        /// By what.
        by: Measure,
        /// Among whom.
        over: Option<Box<Expr>>,
    },
}

/// What customers are ranked by: an attribute, or an aggregate of rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    /// `amount_spent`, `orders_placed.sum_amount`.
    pub name: At<String>,
    /// Which rows.
    pub params: Option<Vec<Param>>,
}

/// Terms added up and taken away.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    /// The first term.
    pub first: Product,
    /// `true` adds.
    pub rest: Vec<(bool, Product)>,
}

/// Factors multiplied and divided.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Product {
    /// The first factor.
    pub first: At<Factor>,
    /// `true` multiplies.
    pub rest: Vec<(bool, At<Factor>)>,
}

/// A value or the name of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Factor {
    /// A value.
    Literal(Literal),
    /// A name.
    Name(String),
}

impl From<At<Factor>> for Sum {
    fn from(first: At<Factor>) -> Self {
        Self { first: Product { first, rest: vec![] }, rest: vec![] }
    }
}

impl Sum {
    /// The one value or name that it is, if it is one.
    pub(super) fn single(&self) -> Option<&At<Factor>> {
        (self.rest.is_empty() && self.first.rest.is_empty()).then_some(&self.first.first)
    }

    pub(super) fn span(&self) -> Span {
        let last = self.rest.last().map_or(&self.first, |(_, p)| p);
        let end = last.rest.last().map_or(&last.first, |(_, f)| f);
        self.first.first.span.to(end.span)
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    /// `'gmail.com'`.
    Text(String),
    /// `3`, `10.99`.
    Number(Decimal),
    /// `2026-03-01`.
    Date(Date),
    /// `2026-03-01T10:15:00`, in the store's time.
    Datetime(NaiveDateTime),
    /// `-7d`.
    Offset(Offset),
    /// `today`.
    Today,
    /// `yesterday`.
    Yesterday,
    /// `now`.
    Now,
    /// `true`.
    Boolean(bool),
    /// `(52.5, 13.4)`: latitude and longitude.
    Point(Decimal, Decimal),
    /// What did not read.
    Broken,
}

/// A length of time before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offset {
    /// How many; negative for the past.
    pub amount: i32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// `min`.
    Minute,
    /// `h`.
    Hour,
    /// `d`.
    Day,
    /// `w`.
    Week,
    /// `m`, in the calendar.
    Month,
    /// `q`, in the calendar.
    Quarter,
    /// `y`, in the calendar.
    Year,
}

impl Unit {
    /// Each with its letters.
    pub(super) const ALL: [(Self, &'static str); 7] = [
        (Self::Minute, "min"),
        (Self::Hour, "h"),
        (Self::Day, "d"),
        (Self::Week, "w"),
        (Self::Month, "m"),
        (Self::Quarter, "q"),
        (Self::Year, "y"),
    ];
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    /// `=`.
    Eq,
    /// `!=`.
    Ne,
    /// `>`.
    Gt,
    /// `>=`.
    Ge,
    /// `<`.
    Lt,
    /// `<=`.
    Le,
}

impl Op {
    /// Each with its signs.
    pub(super) const ALL: [(Self, &'static str); 6] = [
        (Self::Eq, "="),
        (Self::Ne, "!="),
        (Self::Gt, ">"),
        (Self::Ge, ">="),
        (Self::Lt, "<"),
        (Self::Le, "<="),
    ];

    /// Its signs.
    pub(super) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(op, _)| *op == self).map_or("", |(_, text)| text)
    }
}

/// What is asked of a subject.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// `= 3`.
    Compare {
        /// How.
        op: Op,
        /// With what.
        right: Sum,
        /// `IGNORE CASE`.
        ignore_case: bool,
    },
    /// `BETWEEN 1 AND 3`, ends included.
    Between {
        /// `NOT`.
        negated: bool,
        /// From.
        low: Sum,
        /// To.
        high: Sum,
    },
    /// `IN (1, 2)`.
    In {
        /// `NOT`.
        negated: bool,
        /// Which.
        list: List,
        /// `IGNORE CASE`.
        ignore_case: bool,
    },
    /// `CONTAINS 'vip'`.
    Contains {
        /// `NOT`.
        negated: bool,
        /// One, any, all or none of several.
        how: How,
        /// Which.
        values: Vec<At<Literal>>,
        /// `IGNORE CASE`.
        ignore_case: bool,
    },
    /// `STARTS WITH 'x'`, `ENDS WITH 'x'`.
    Affix {
        /// `NOT`.
        negated: bool,
        /// `ENDS`.
        ends: bool,
        /// With what.
        text: At<Literal>,
        /// `IGNORE CASE`.
        ignore_case: bool,
    },
    /// `IS NULL`.
    IsNull {
        /// `NOT`.
        negated: bool,
    },
    /// `MATCHES (…)`.
    Matches {
        /// `NOT`.
        negated: bool,
        /// Which rows, and what of them.
        params: Vec<Param>,
    },
}

/// How several values are looked for in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// The one value.
    One,
    /// `ANY`.
    Any,
    /// `ALL`.
    All,
    /// `NONE`.
    None,
}

/// What `IN` looks into.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum List {
    /// Values.
    Values(Vec<At<Literal>>),
    /// `last_month`.
    Period(Period),
}

/// A named stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// The one before the present one.
    pub last: bool,
    /// `Week`, `Month`, `Quarter` or `Year`.
    pub unit: Unit,
}

impl Period {
    /// Each with its name.
    pub(super) const ALL: [(Self, &'static str); 8] = [
        (Self { last: false, unit: Unit::Week }, "this_week"),
        (Self { last: true, unit: Unit::Week }, "last_week"),
        (Self { last: false, unit: Unit::Month }, "this_month"),
        (Self { last: true, unit: Unit::Month }, "last_month"),
        (Self { last: false, unit: Unit::Quarter }, "this_quarter"),
        (Self { last: true, unit: Unit::Quarter }, "last_quarter"),
        (Self { last: false, unit: Unit::Year }, "this_year"),
        (Self { last: true, unit: Unit::Year }, "last_year"),
    ];
}

/// A parameter of a function and its test.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Param {
    /// `date`, `avg`, `properties.price`.
    pub name: At<String>,
    /// In parentheses behind it: `avg(amount)`, `active_periods('week', 8)`.
    pub of: Vec<At<Factor>>,
    /// The test.
    pub test: At<Test>,
}
