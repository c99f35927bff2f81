//! Clauses with words of their own: sequences, habits, places, splits, anniversaries, and the spelling of old.

use super::{Parser, Read, clause::named};
use crate::rule::{
    legacy,
    lex::Kind,
    problem::{Problem, ProblemCode},
    tree::{At, Habit, Literal, Measure, Offset, Op, Rank, Source, Step, Subject, Test, Unit},
};

impl Parser<'_> {
    pub(super) fn sequence(&mut self) -> Read<Vec<Step>> {
        self.at += 2;
        let mut steps = vec![self.step(false)?];
        while self.take_word("then") {
            let negated = self.take_word("not");
            let mut step = self.step(negated)?;
            if self.take_word("within") {
                step.within = Some(self.duration()?);
            }
            steps.push(step);
        }
        self.close(["THEN", ")"])?;
        Ok(steps)
    }

    pub(super) fn step(&mut self, negated: bool) -> Read<Step> {
        let rows = self.rows()?;
        let label = if self.take_word("as") { Some(self.name("a label")?) } else { None };
        let params = self.params()?;
        Ok(Step { negated, rows, label, params, within: None })
    }

    pub(super) fn duration(&mut self) -> Read<At<Offset>> {
        let span = self.span();
        match self.kind() {
            Kind::Duration(offset) => {
                let offset = *offset;
                self.at += 1;
                Ok(At::new(offset, span))
            }
            _ => self.fail(["a length of time without a sign: 7d"]),
        }
    }

    pub(super) fn days(&mut self) -> Read<At<u32>> {
        let length = self.duration()?;
        match length.value.unit {
            Unit::Day => Ok(At::new(length.value.amount.unsigned_abs(), length.span)),
            Unit::Week => Ok(At::new(length.value.amount.unsigned_abs() * 7, length.span)),
            _ => {
                self.at -= 1;
                self.fail(["days or weeks: 30d"])
            }
        }
    }

    pub(super) fn habit(&mut self, restarted: bool) -> Read<Habit> {
        self.at += 2;
        let rows = self.rows()?;
        let params = self.params()?;
        self.comma()?;
        let recent = self.days()?;
        self.comma()?;
        let before = self.days()?;
        self.close([")"])?;
        Ok(Habit { restarted, rows, params, recent, before })
    }

    pub(super) fn bucket(&mut self) -> Read<Subject> {
        self.at += 2;
        let salt = self.string("a name for the split: 'spring-test'")?;
        self.comma()?;
        let of = self.number("how many buckets")?;
        self.close([")"])?;
        Ok(Subject::Bucket(salt.value, of))
    }

    /// `anniversary(birth_date)`, `anniversary('customer.metafields.facts.birth_date')`, `anniversary(date: '…')`.
    pub(super) fn anniversary(&mut self) -> Read<Subject> {
        self.at += 2;
        if self.is_word("date") && self.is_sign_at(self.at + 1, ":") {
            self.at += 2;
        }
        let span = self.span();
        let name = match self.kind() {
            Kind::Value(Literal::Text(path)) => {
                let path = path.clone();
                self.at += 1;
                At::new(if path.starts_with("metafields.") { format!("customer.{path}") } else { path }, span)
            }
            _ => self.name("the name of a date")?,
        };
        if self.is_sign(",") {
            return self.refuse("anniversary takes one date; other calendars are not built yet");
        }
        self.close([")"])?;
        Ok(Subject::Anniversary(name))
    }

    pub(super) fn ranked(&mut self, tile: bool) -> Read<Rank> {
        self.at += 2;
        let count = if tile { Some(self.number("how many groups")?) } else { None };
        if tile {
            self.comma()?;
        }
        let measure = self.measure()?;
        self.close([")"])?;
        Ok(count.map_or(Rank::Percent(measure.clone()), |count| Rank::Tile(count, measure)))
    }

    pub(super) fn top(&mut self) -> Read<Rank> {
        self.at += 1;
        let count = self.number("how many")?;
        let percent = self.take_sign("%");
        let exact = self.take_word("exact");
        if !self.take_word("by") {
            return self.fail(["BY"]);
        }
        let by = self.measure()?;
        let over = if self.take_word("over") {
            if !self.is_sign("(") {
                return self.fail(["("]);
            }
            Some(Box::new(self.parenthesis()))
        } else {
            None
        };
        Ok(Rank::Top { count, percent, exact, by, over })
    }

    pub(super) fn measure(&mut self) -> Read<Measure> {
        let name = self.name("an attribute or a function with its aggregate")?;
        let params = if self.is_sign("(") { Some(self.params()?) } else { None };
        Ok(Measure { name, params })
    }

    /// The old form of a function: `f(tag: 'x') = true`.
    pub(super) fn legacy(&mut self) -> Read<(Subject, Option<At<Test>>)> {
        let name = self.name("a function")?;
        let source = At::new(Source::Named(name.value.clone()), name.span);
        self.at += 1;
        let mut params = Vec::new();
        while !self.is_sign(")") {
            params.push(self.legacy_argument()?);
            if !self.take_sign(",") {
                break;
            }
        }
        self.close([",", ")"])?;
        let span = name.span.to(self.before());
        let test_span = self.span();
        let op = self.operator();
        let value = if op.is_some() { self.word_at(self.at + 1).to_ascii_lowercase() } else { String::new() };
        let holds = match (op, &*value) {
            (Some(Op::Eq), "true") | (Some(Op::Ne), "false") => true,
            (Some(Op::Eq), "false") | (Some(Op::Ne), "true") => false,
            _ => {
                // `customer_within_distance() MATCHES (lat = 1)`: the names inside are looked at, too.
                if params.is_empty() && (self.is_word("matches") || self.is_word("not")) {
                    let message = "a function has no parentheses before MATCHES";
                    self.problems.push(
                        Problem::new(ProblemCode::SegmentSyntax, span, message).expected(["MATCHES (…)"]),
                    );
                    let test = self.test()?;
                    return Ok((named(source), Some(test)));
                }
                return self.fail(["= true", "= false"]);
            }
        };
        self.at += 2;
        let (test, mut warnings) = legacy::test(&name, params, !holds, span);
        self.problems.append(&mut warnings);
        Ok((named(source), Some(At::new(test, test_span))))
    }

    pub(super) fn legacy_argument(&mut self) -> Read<(At<String>, legacy::Argument)> {
        let name = self.name("a parameter")?;
        if !self.take_sign(":") {
            return self.fail([":"]);
        }
        if self.is_sign("(") && name.value != "coordinates" {
            return Ok((name, legacy::Argument::List(self.values()?)));
        }
        Ok((name, legacy::Argument::Value(self.literal()?)))
    }
}
