//! A tree as text, in the spelling of today.

use std::fmt::{Display, Formatter, Result};

use super::tree::{
    At, Clause, Expr, Factor, Habit, How, List, Literal, Measure, Offset, Param, Period, Pick, Product,
    Query, Rank, Rows, Source, Step, Subject, Sum, Test, Unit,
};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.condition.fmt(f)?;
        if let Some(day) = &self.as_of {
            write!(f, " AS OF {}", day.value)?;
        }
        match &self.zone {
            Some(zone) => write!(f, " IN TIME ZONE {}", Quoted(&zone.value)),
            None => Ok(()),
        }
    }
}

/// A text in quotes.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "'{}'", self.0.replace('\\', r"\\").replace('\'', r"\'"))
    }
}

fn list<T: Display>(f: &mut Formatter<'_>, items: impl IntoIterator<Item = T>, between: &str) -> Result {
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::And(all) => {
                list(f, all.iter().map(|e| Inner(e, !matches!(e, Self::And(_) | Self::Or(_)))), " AND ")
            }
            Self::Or(all) => list(f, all.iter().map(|e| Inner(e, !matches!(e, Self::Or(_)))), " OR "),
            Self::Not(inner) => {
                write!(f, "NOT {}", Inner(inner, matches!(**inner, Self::Clause(_) | Self::Broken)))
            }
            Self::Clause(clause) => clause.fmt(f),
            Self::Broken => f.write_str("…"),
        }
    }
}

/// A part of a condition, bare or in parentheses.
struct Inner<'a>(&'a Expr, bool);

impl Display for Inner<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.1 { self.0.fmt(f) } else { write!(f, "({})", self.0) }
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.subject.value.fmt(f)?;
        match &self.test {
            Some(test) => write!(f, " {}", test.value),
            None => Ok(()),
        }
    }
}

impl Display for Subject {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Value(sum) => sum.fmt(f),
            Self::Rows(rows) => rows.fmt(f),
            Self::Anniversary(name) => write!(f, "anniversary({})", name.value),
            Self::Sequence(steps) => {
                f.write_str("SEQUENCE (")?;
                list(f, steps, " THEN ")?;
                f.write_str(")")
            }
            Self::Rank(rank) => rank.fmt(f),
            Self::Segment(key) => write!(f, "segment({})", Quoted(&key.value)),
            Self::Reachable(channel) => write!(f, "reachable({})", Quoted(&channel.value)),
            Self::Bucket(salt, of) => write!(f, "bucket({}, {})", Quoted(salt), of.value),
            Self::Habit(Habit { restarted, rows, params, recent, before }) => {
                let name = if *restarted { "RESTARTED" } else { "STOPPED" };
                write!(f, "{name}({rows} {}, {}d, {}d)", Params(params), recent.value, before.value)
            }
        }
    }
}

impl Display for Rows {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self.pick {
            Some(Pick::First) => "FIRST ",
            Some(Pick::Last) => "LAST ",
            None => "",
        })?;
        match &self.source.value {
            Source::Named(name) => f.write_str(name),
            Source::Event(name) => write!(f, "event({})", Quoted(name)),
        }
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", if self.negated { "NOT " } else { "" }, self.rows)?;
        if let Some(label) = &self.label {
            write!(f, " AS {}", label.value)?;
        }
        write!(f, " {}", Params(&self.params))?;
        match &self.within {
            Some(within) => write!(f, " WITHIN {}{}", within.value.amount, letters(within.value.unit)),
            None => Ok(()),
        }
    }
}

struct Params<'a>(&'a [Param]);

impl Display for Params<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("(")?;
        list(f, self.0, ", ")?;
        f.write_str(")")
    }
}

impl Display for Param {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.name.value)?;
        if !self.of.is_empty() {
            f.write_str("(")?;
            list(f, self.of.iter().map(|of| &of.value), ", ")?;
            f.write_str(")")?;
        }
        write!(f, " {}", self.test.value)
    }
}

impl Display for Rank {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Percent(by) => write!(f, "PERCENT_RANK({by})"),
            Self::Tile(count, by) => write!(f, "NTILE({}, {by})", count.value),
            Self::Top { count, percent, exact, by, over } => {
                let (percent, exact) = (if *percent { "%" } else { "" }, if *exact { " EXACT" } else { "" });
                write!(f, "TOP {}{percent}{exact} BY {by}", count.value)?;
                match over {
                    Some(over) => write!(f, " OVER ({over})"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl Display for Measure {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.name.value)?;
        match &self.params {
            Some(params) => write!(f, " {}", Params(params)),
            None => Ok(()),
        }
    }
}

impl Display for Sum {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.first.fmt(f)?;
        for (adds, product) in &self.rest {
            let signed = match &product.first.value {
                Factor::Literal(Literal::Offset(_)) => true,
                Factor::Literal(Literal::Number(n)) => n.digits < 0,
                _ => false,
            };
            let sign = if !adds {
                " - "
            } else if signed {
                " "
            } else {
                " + "
            };
            write!(f, "{sign}{product}")?;
        }
        Ok(())
    }
}

impl Display for Product {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.first.value.fmt(f)?;
        self.rest.iter().try_for_each(|(multiplies, factor)| {
            write!(f, " {} {}", if *multiplies { "*" } else { "/" }, factor.value)
        })
    }
}

impl Display for Factor {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Literal(literal) => literal.fmt(f),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Text(text) => Quoted(text).fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Date(day) => day.fmt(f),
            Self::Datetime(at) => write!(f, "{}", at.format("%Y-%m-%dT%H:%M:%S")),
            Self::Offset(offset) => offset.fmt(f),
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
            Self::Now => f.write_str("now"),
            Self::Boolean(yes) => yes.fmt(f),
            Self::Point(latitude, longitude) => write!(f, "({latitude}, {longitude})"),
            Self::Broken => f.write_str("…"),
        }
    }
}

impl Display for Offset {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{:+}{}", self.amount, letters(self.unit))
    }
}

fn letters(unit: Unit) -> &'static str {
    Unit::ALL.iter().find(|(u, _)| *u == unit).map_or("", |(_, letters)| letters)
}

impl Display for Period {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(Self::ALL.iter().find(|(p, _)| p == self).map_or("", |(_, name)| name))
    }
}

impl Display for List {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Values(values) => Values(values).fmt(f),
            Self::Period(period) => period.fmt(f),
        }
    }
}

struct Values<'a>(&'a [At<Literal>]);

impl Display for Values<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("(")?;
        list(f, self.0.iter().map(|v| &v.value), ", ")?;
        f.write_str(")")
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let not = |negated: &bool| if *negated { "NOT " } else { "" };
        let case = |ignored: &bool| if *ignored { " IGNORE CASE" } else { "" };
        match self {
            Self::Compare { op, right, ignore_case } => {
                write!(f, "{} {right}{}", op.as_str(), case(ignore_case))
            }
            Self::Between { negated, low, high } => write!(f, "{}BETWEEN {low} AND {high}", not(negated)),
            Self::In { negated, list, ignore_case } => {
                write!(f, "{}IN {list}{}", not(negated), case(ignore_case))
            }
            Self::Contains { negated, how, values, ignore_case } => {
                write!(f, "{}CONTAINS ", not(negated))?;
                match how {
                    How::One => list(f, values.iter().map(|v| &v.value), ", ")?,
                    How::Any => write!(f, "ANY {}", Values(values))?,
                    How::All => write!(f, "ALL {}", Values(values))?,
                    How::None => write!(f, "NONE {}", Values(values))?,
                }
                f.write_str(case(ignore_case))
            }
            Self::Affix { negated, ends, text, ignore_case } => {
                let end = if *ends { "ENDS" } else { "STARTS" };
                write!(f, "{}{end} WITH {}{}", not(negated), text.value, case(ignore_case))
            }
            Self::IsNull { negated } => write!(f, "IS {}NULL", not(negated)),
            Self::Matches { negated, params } => write!(f, "{}MATCHES {}", not(negated), Params(params)),
        }
    }
}
