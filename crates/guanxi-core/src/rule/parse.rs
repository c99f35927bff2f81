//! Tokens into a tree: descent by hand, one method per rule of the grammar.
//!
//! After something that does not read, parsing goes on at the next `AND`, `OR` or closing parenthesis, so that all that
//! is wrong is told at once. Each token is looked at a bounded number of times and the depth is bounded, so hostile
//! queries cost no more than long ones.

use super::{
    legacy,
    lex::{Kind, Token, lex},
    number::Decimal,
    problem::{Problem, ProblemCode},
    tree::{
        At, Clause, Expr, Factor, Habit, How, List, Literal, Measure, Offset, Op, Param, Period, Pick,
        Product, Query, Rank, Rows, Source, Span, Step, Subject, Sum, Test, Unit,
    },
};
use crate::time::Date;

/// How large a query may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes of its text.
    pub bytes: usize,
    /// Parentheses and `NOT`s inside one another.
    pub depth: usize,
    /// Clauses.
    pub clauses: usize,
    /// Values in one list.
    pub list: usize,
}

impl Limits {
    /// Those of guanxi.
    pub(super) const OWN: Self = Self { bytes: 64 * 1024, depth: 64, clauses: 1000, list: 100_000 };
    /// Those of Shopify; its 5,000 characters are counted by the checker.
    pub(super) const SHOPIFY: Self = Self { bytes: 64 * 1024, depth: 64, clauses: 10, list: 500 };
}

/// Reads a query. The tree is whole when none of the problems is an error.
pub(super) fn parse(query: &str, limits: &Limits) -> (Query, Vec<Problem>) {
    let broken = Query { condition: Expr::Broken, as_of: None, zone: None };
    if query.trim().is_empty() {
        let problem = Problem::new(ProblemCode::SegmentSyntax, Span::default(), "a query can't be blank");
        return (broken, vec![problem]);
    }
    if query.len() > limits.bytes {
        let message = format!("the query is too long: at most {} bytes", limits.bytes);
        return (broken, vec![Problem::new(ProblemCode::SegmentLimit, Span::default(), message)]);
    }
    let (tokens, problems) = lex(query);
    let mut parser = Parser { query, tokens, at: 0, problems, limits, depth: 0, clauses: 0, stopped: false };
    let tree = parser.query();
    (tree, parser.problems)
}

/// Something did not read, and its problem is noted.
struct Unread;

type Read<T> = Result<T, Unread>;

pub(super) struct Parser<'a> {
    query: &'a str,
    tokens: Vec<Token>,
    at: usize,
    pub(super) problems: Vec<Problem>,
    limits: &'a Limits,
    depth: usize,
    clauses: usize,
    /// A limit was passed: nothing more is told.
    stopped: bool,
}

/// What may stand where a clause begins.
const CLAUSE: [&str; 3] = ["an attribute", "a function", "("];

impl<'a> Parser<'a> {
    fn query(&mut self) -> Query {
        self.head();
        let condition = self.expr();
        let (as_of, zone) = (self.as_of(), self.zone());
        self.tail();
        if !self.stopped && self.kind() != &Kind::End {
            self.unexpected(["AND", "OR", "the end"]);
        }
        Query { condition, as_of, zone }
    }

    /// `FROM customers SHOW … WHERE`, which the editor writes around a query.
    fn head(&mut self) {
        if self.is_word("from") {
            match (self.at..self.tokens.len()).find(|at| self.word_at(*at).eq_ignore_ascii_case("where")) {
                Some(at) => self.at = at,
                None => self.unexpected(["a query, or FROM … WHERE before it"]),
            }
        }
        self.take_word("where");
    }

    /// `ORDER BY …`, which the editor writes behind a query.
    fn tail(&mut self) {
        if self.is_word("order") && self.word_at(self.at + 1).eq_ignore_ascii_case("by") {
            self.at = self.tokens.len() - 1;
        }
    }

    fn as_of(&mut self) -> Option<At<Date>> {
        if !(self.is_word("as") && self.word_at(self.at + 1).eq_ignore_ascii_case("of")) {
            return None;
        }
        self.at += 2;
        let span = self.span();
        match self.kind() {
            Kind::Value(Literal::Date(day)) => {
                let day = *day;
                self.at += 1;
                Some(At::new(day, span))
            }
            _ => {
                self.unexpected(["a day such as 2026-01-01"]);
                self.at = self.tokens.len() - 1;
                None
            }
        }
    }

    fn zone(&mut self) -> Option<At<String>> {
        if !(self.is_word("in") && self.word_at(self.at + 1).eq_ignore_ascii_case("time")) {
            return None;
        }
        self.at += 2;
        self.take_word("zone");
        match self.string("the zone's name in quotes: 'Asia/Shanghai'") {
            Ok(zone) => Some(zone),
            Err(Unread) => {
                self.at = self.tokens.len() - 1;
                None
            }
        }
    }

    fn expr(&mut self) -> Expr {
        let mut all = vec![self.conjunction()];
        while self.take_word("or") {
            all.push(self.conjunction());
        }
        if all.len() == 1 { all.remove(0) } else { Expr::Or(all) }
    }

    fn conjunction(&mut self) -> Expr {
        let mut all = vec![self.negation()];
        while self.take_word("and") {
            all.push(self.negation());
        }
        if all.len() == 1 { all.remove(0) } else { Expr::And(all) }
    }

    fn negation(&mut self) -> Expr {
        if self.take_word("not") {
            if self.is_word("not") {
                self.unexpected(["a clause, or parentheses around the second NOT"]);
            }
            while self.take_word("not") {}
            return Expr::Not(Box::new(self.primary()));
        }
        self.primary()
    }

    fn primary(&mut self) -> Expr {
        if self.stopped {
            return Expr::Broken;
        }
        if self.is_sign("(") {
            return self.parenthesis();
        }
        self.clauses += 1;
        if self.clauses > self.limits.clauses {
            return self.stop(format!("too many clauses: at most {}", self.limits.clauses));
        }
        let start = self.at;
        match self.clause() {
            Ok(clause) => Expr::Clause(Box::new(clause)),
            Err(Unread) => {
                self.recover(start);
                Expr::Broken
            }
        }
    }

    fn parenthesis(&mut self) -> Expr {
        if self.depth >= self.limits.depth {
            return self
                .stop(format!("too deep: at most {} parentheses inside one another", self.limits.depth));
        }
        let open = self.span();
        self.at += 1;
        self.depth += 1;
        let inner = self.expr();
        self.depth -= 1;
        if !self.stopped && !self.take_sign(")") {
            if self.kind() == &Kind::End {
                let message = "the parenthesis is not closed";
                self.problems.push(Problem::new(ProblemCode::SegmentSyntax, open, message).expected([")"]));
            } else {
                self.unexpected(["AND", "OR", ")"]);
                self.recover(self.at);
                self.take_sign(")");
            }
        }
        inner
    }

    fn stop(&mut self, message: String) -> Expr {
        if !self.stopped {
            self.problems.push(Problem::new(ProblemCode::SegmentLimit, self.span(), message));
        }
        self.stopped = true;
        self.at = self.tokens.len() - 1;
        Expr::Broken
    }

    /// Goes on to where the next clause may begin, outside the parentheses that were opened since a place.
    fn recover(&mut self, since: usize) {
        let mut open = 0usize;
        for at in since..self.at {
            open += usize::from(self.is_sign_at(at, "("));
            open = open.saturating_sub(usize::from(self.is_sign_at(at, ")")));
        }
        while self.kind() != &Kind::End {
            match self.kind() {
                Kind::Sign("(") => open += 1,
                Kind::Sign(")") if open == 0 => return,
                Kind::Sign(")") => open -= 1,
                Kind::Word if open == 0 && (self.is_word("and") || self.is_word("or")) => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn clause(&mut self) -> Read<Clause> {
        let (start, first) = (self.span(), self.at);
        let (subject, test) = self.subject()?;
        let subject = At::new(subject, start.to(self.before()));
        if test.is_some() {
            return Ok(Clause { subject, test });
        }
        let stands_alone = match &subject.value {
            Subject::Reachable(_) | Subject::Habit(_) => return Ok(Clause { subject, test: None }),
            Subject::Rank(Rank::Top { .. }) => return Ok(Clause { subject, test: None }),
            Subject::Segment(_) | Subject::Sequence(_) => !self.is_test(),
            _ => false,
        };
        if stands_alone {
            return Ok(Clause { subject, test: None });
        }
        match self.test() {
            Ok(test) => Ok(Clause { subject, test: Some(test) }),
            Err(Unread) => {
                // The name is looked up nevertheless, so that both faults are told.
                self.recover(first);
                Ok(Clause { subject, test: None })
            }
        }
    }

    fn subject(&mut self) -> Read<(Subject, Option<At<Test>>)> {
        let called = self.is_sign_at(self.at + 1, "(");
        let word = self.word_at(self.at);
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        match self.kind() {
            Kind::Word if called && is("sequence") => return Ok((Subject::Sequence(self.sequence()?), None)),
            Kind::Word if called && is("segment") => {
                return Ok((Subject::Segment(self.one_string("a segment's key: 'vip'")?), None));
            }
            Kind::Word if called && is("reachable") => {
                return Ok((Subject::Reachable(self.one_string("a channel: 'EMAIL'")?), None));
            }
            Kind::Word if called && is("bucket") => return Ok((self.bucket()?, None)),
            Kind::Word if called && is("anniversary") => return Ok((self.anniversary()?, None)),
            Kind::Word if called && (is("percent_rank") || is("ntile")) => {
                return Ok((Subject::Rank(self.ranked(is("ntile"))?), None));
            }
            Kind::Word if called && (is("stopped") || is("restarted")) => {
                return Ok((Subject::Habit(self.habit(is("restarted"))?), None));
            }
            Kind::Word
                if is("top") && matches!(self.kind_at(self.at + 1), Kind::Value(Literal::Number(_))) =>
            {
                return Ok((Subject::Rank(self.top()?), None));
            }
            Kind::Word if self.begins_rows() => return Ok((Subject::Rows(self.rows()?), None)),
            Kind::Word if ["any", "all", "none"].into_iter().any(is) && self.is_word_at(self.at + 1) => {
                return self.refuse("a condition on related things (ANY, ALL, NONE) is not built yet");
            }
            Kind::Word if called && !self.is_keyword() => return self.legacy(),
            Kind::Word | Kind::Value(Literal::Number(_)) if !self.is_keyword() => {}
            _ => return self.fail(CLAUSE),
        }
        Ok((Subject::Value(self.sum()?), None))
    }

    fn refuse<T>(&mut self, message: &str) -> Read<T> {
        self.problems.push(Problem::new(ProblemCode::SegmentUnsupported, self.span(), message));
        Err(Unread)
    }

    /// `FIRST f`, `LAST f`, `event('x')`.
    fn begins_rows(&self) -> bool {
        let picks = self.is_word("first") || self.is_word("last");
        let event = self.is_word("event") && self.is_sign_at(self.at + 1, "(");
        event || picks && self.is_word_at(self.at + 1) && !self.is_operator_at(self.at + 1)
    }

    fn rows(&mut self) -> Read<Rows> {
        let pick = match () {
            () if self.begins_rows() && self.take_word("first") => Some(Pick::First),
            () if self.begins_rows() && self.take_word("last") => Some(Pick::Last),
            () => None,
        };
        let start = self.span();
        if self.is_word("event") && self.is_sign_at(self.at + 1, "(") {
            let name = self.one_string("an event's name: 'Viewed Product'")?;
            return Ok(Rows { pick, source: At::new(Source::Event(name.value), start.to(name.span)) });
        }
        let name = self.name("a function")?;
        Ok(Rows { pick, source: At::new(Source::Named(name.value), name.span) })
    }

    fn sequence(&mut self) -> Read<Vec<Step>> {
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

    fn step(&mut self, negated: bool) -> Read<Step> {
        let rows = self.rows()?;
        let label = if self.take_word("as") { Some(self.name("a label")?) } else { None };
        let params = self.params()?;
        Ok(Step { negated, rows, label, params, within: None })
    }

    fn duration(&mut self) -> Read<At<Offset>> {
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

    fn days(&mut self) -> Read<At<u32>> {
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

    fn habit(&mut self, restarted: bool) -> Read<Habit> {
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

    fn bucket(&mut self) -> Read<Subject> {
        self.at += 2;
        let salt = self.string("a name for the split: 'spring-test'")?;
        self.comma()?;
        let of = self.number("how many buckets")?;
        self.close([")"])?;
        Ok(Subject::Bucket(salt.value, of))
    }

    /// `anniversary(birth_date)`, `anniversary('customer.metafields.facts.birth_date')`, `anniversary(date: '…')`.
    fn anniversary(&mut self) -> Read<Subject> {
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

    fn ranked(&mut self, tile: bool) -> Read<Rank> {
        self.at += 2;
        let count = if tile { Some(self.number("how many groups")?) } else { None };
        if tile {
            self.comma()?;
        }
        let measure = self.measure()?;
        self.close([")"])?;
        Ok(count.map_or(Rank::Percent(measure.clone()), |count| Rank::Tile(count, measure)))
    }

    fn top(&mut self) -> Read<Rank> {
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

    fn measure(&mut self) -> Read<Measure> {
        let name = self.name("an attribute or a function with its aggregate")?;
        let params = if self.is_sign("(") { Some(self.params()?) } else { None };
        Ok(Measure { name, params })
    }

    /// The old form of a function: `f(tag: 'x') = true`.
    fn legacy(&mut self) -> Read<(Subject, Option<At<Test>>)> {
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

    fn legacy_argument(&mut self) -> Read<(At<String>, legacy::Argument)> {
        let name = self.name("a parameter")?;
        if !self.take_sign(":") {
            return self.fail([":"]);
        }
        if self.is_sign("(") && name.value != "coordinates" {
            return Ok((name, legacy::Argument::List(self.values()?)));
        }
        Ok((name, legacy::Argument::Value(self.literal()?)))
    }

    /// Whether an operator comes.
    fn is_test(&self) -> bool {
        self.operator().is_some() || self.is_operator_at(self.at)
    }

    fn is_operator_at(&self, at: usize) -> bool {
        let word = self.word_at(at);
        let words = ["not", "between", "in", "contains", "starts", "ends", "is", "matches", "not_matches"];
        // `IN TIME ZONE` ends a query.
        let time = word.eq_ignore_ascii_case("in") && self.word_at(at + 1).eq_ignore_ascii_case("time");
        !time && words.into_iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    fn operator(&self) -> Option<Op> {
        let Kind::Sign(sign) = self.kind() else { return None };
        Op::ALL.into_iter().find(|(_, text)| text == sign).map(|(op, _)| op)
    }

    fn test(&mut self) -> Read<At<Test>> {
        let span = self.span();
        if let Some(op) = self.operator() {
            self.at += 1;
            if self.is_word("null") {
                self.problems.push(
                    Problem::new(ProblemCode::SegmentSyntax, self.span(), "nothing compares with NULL")
                        .expected(["IS NULL", "IS NOT NULL"]),
                );
                return Err(Unread);
            }
            let right = self.sum()?;
            let ignore_case = self.ignore_case();
            return Ok(At::new(Test::Compare { op, right, ignore_case }, span));
        }
        if self.take_word("is") {
            let negated = self.take_word("not");
            return match self.take_word("null") {
                true => Ok(At::new(Test::IsNull { negated }, span)),
                false => self.fail(["NULL"]),
            };
        }
        if self.take_word("not_matches") {
            self.deprecated(span, "NOT MATCHES");
            return Ok(At::new(Test::Matches { negated: true, params: self.params()? }, span));
        }
        let negated = self.take_word("not");
        let span = span.to(self.span());
        let test = match () {
            () if self.take_word("matches") => Test::Matches { negated, params: self.params()? },
            () if self.take_word("between") => self.between(negated)?,
            () if self.take_word("in") => self.within_list(negated)?,
            () if self.take_word("contains") => self.contains(negated)?,
            () if self.is_word("starts") || self.is_word("ends") => self.affix(negated)?,
            () => return self.fail_test(negated),
        };
        Ok(At::new(test, span))
    }

    fn fail_test<T>(&mut self, negated: bool) -> Read<T> {
        if negated {
            return self.fail(["MATCHES", "BETWEEN", "IN", "CONTAINS", "STARTS WITH", "ENDS WITH"]);
        }
        self.fail(["an operator such as =, >=, BETWEEN, IN, CONTAINS, IS NULL or MATCHES"])
    }

    fn between(&mut self, negated: bool) -> Read<Test> {
        let low = self.sum()?;
        if !self.take_word("and") {
            return self.fail(["AND and the upper end"]);
        }
        Ok(Test::Between { negated, low, high: self.sum()? })
    }

    fn within_list(&mut self, negated: bool) -> Read<Test> {
        let word = self.word_at(self.at).to_ascii_lowercase();
        let list = match Period::ALL.into_iter().find(|(_, name)| *name == word) {
            Some((period, _)) => {
                self.at += 1;
                List::Period(period)
            }
            None => List::Values(self.values()?),
        };
        Ok(Test::In { negated, list, ignore_case: self.ignore_case() })
    }

    fn contains(&mut self, negated: bool) -> Read<Test> {
        let how = match () {
            () if self.is_sign_at(self.at + 1, "(") && self.take_word("any") => How::Any,
            () if self.is_sign_at(self.at + 1, "(") && self.take_word("all") => How::All,
            () if self.is_sign_at(self.at + 1, "(") && self.take_word("none") => How::None,
            () => How::One,
        };
        let values = if how == How::One { vec![self.literal()?] } else { self.values()? };
        Ok(Test::Contains { negated, how, values, ignore_case: self.ignore_case() })
    }

    fn affix(&mut self, negated: bool) -> Read<Test> {
        let ends = self.is_word("ends");
        self.at += 1;
        if !self.take_word("with") {
            return self.fail(["WITH"]);
        }
        let text = self.literal()?;
        Ok(Test::Affix { negated, ends, text, ignore_case: self.ignore_case() })
    }

    fn ignore_case(&mut self) -> bool {
        let there = self.is_word("ignore") && self.word_at(self.at + 1).eq_ignore_ascii_case("case");
        self.at += if there { 2 } else { 0 };
        there
    }

    fn params(&mut self) -> Read<Vec<Param>> {
        if !self.take_sign("(") {
            return self.fail(["("]);
        }
        let mut params = Vec::new();
        while !self.is_sign(")") {
            params.push(self.param()?);
            if !self.take_sign(",") {
                break;
            }
            if self.is_sign(")") {
                return self.fail(["a parameter"]);
            }
        }
        self.close([",", ")"])?;
        Ok(params)
    }

    fn param(&mut self) -> Read<Param> {
        let name = self.name("a parameter")?;
        let mut of = Vec::new();
        if self.take_sign("(") {
            of.push(self.factor()?);
            while self.take_sign(",") {
                of.push(self.factor()?);
            }
            self.close([",", ")"])?;
        }
        if self.is_word("matches") || self.is_word("not_matches") {
            return self.fail(["a comparison"]);
        }
        let test = self.test()?;
        if matches!(test.value, Test::Matches { .. }) {
            self.problems.push(Problem::new(
                ProblemCode::SegmentOperator,
                test.span,
                "a parameter is compared with a value; it does not match rows",
            ));
            return Err(Unread);
        }
        Ok(Param { name, of, test })
    }

    fn values(&mut self) -> Read<Vec<At<Literal>>> {
        if !self.take_sign("(") {
            return self.fail(["("]);
        }
        let mut values = vec![self.literal()?];
        while self.take_sign(",") {
            values.push(self.literal()?);
        }
        self.close([",", ")"])?;
        if values.len() > self.limits.list {
            let message = format!("too many values in one list: at most {}", self.limits.list);
            self.problems.push(Problem::new(ProblemCode::SegmentLimit, self.before(), message));
        }
        Ok(values)
    }

    fn sum(&mut self) -> Read<Sum> {
        let first = self.product()?;
        let mut rest = Vec::new();
        loop {
            if self.is_sign("+") || self.is_sign("-") {
                let adds = self.take_sign("+") || !self.take_sign("-");
                rest.push(match self.kind() {
                    Kind::Duration(_) => (true, self.moved(adds)?),
                    _ => (adds, self.product()?),
                });
            } else if self.is_signed_value() {
                rest.push((true, self.product()?));
            } else {
                return Ok(Sum { first, rest });
            }
        }
    }

    /// `d + 30d`, `d - 30d`: the same as `d +30d`, `d -30d`.
    fn moved(&mut self, adds: bool) -> Read<Product> {
        let At { value: Offset { amount, unit }, span } = self.duration()?;
        let offset = Offset { amount: if adds { amount } else { -amount }, unit };
        let first = At::new(Factor::Literal(Literal::Offset(offset)), span);
        Ok(Product { first, rest: vec![] })
    }

    /// `a -5`, `d +30d`: the sign belongs to the value.
    fn is_signed_value(&self) -> bool {
        let signed = matches!(self.kind(), Kind::Value(Literal::Number(_) | Literal::Offset(_)));
        signed && self.text_of(self.span()).starts_with(['+', '-'])
    }

    fn product(&mut self) -> Read<Product> {
        let first = self.factor()?;
        let mut rest = Vec::new();
        loop {
            if self.take_sign("*") {
                rest.push((true, self.factor()?));
            } else if self.take_sign("/") {
                rest.push((false, self.factor()?));
            } else {
                return Ok(Product { first, rest });
            }
        }
    }

    fn factor(&mut self) -> Read<At<Factor>> {
        let span = self.span();
        let word = self.word_at(self.at);
        if self.kind() == &Kind::Word && legacy::named_value(word).is_none() && !self.is_keyword() {
            self.at += 1;
            return Ok(At::new(Factor::Name(word.to_owned()), span));
        }
        self.literal().map(|literal| At::new(Factor::Literal(literal.value), literal.span))
    }

    fn literal(&mut self) -> Read<At<Literal>> {
        let span = self.span();
        if self.is_sign("(")
            && let Some((latitude, longitude)) = self.is_point()
        {
            self.at += 5;
            return Ok(At::new(Literal::Point(latitude, longitude), span.to(self.before())));
        }
        let value = match self.kind() {
            Kind::Value(value) => value.clone(),
            Kind::Word => match legacy::named_value(self.word_at(self.at)) {
                Some((value, None)) => value,
                Some((value, Some(today))) => {
                    self.deprecated(span, today);
                    value
                }
                None if self.is_keyword() => return self.fail(["a value"]),
                None => return self.fail(["a value; a text stands in single quotes"]),
            },
            Kind::Duration(_) => {
                let message = "an offset has a sign: -7d is seven days ago, +7d in seven days";
                self.problems.push(Problem::new(ProblemCode::SegmentSyntax, span, message));
                return Err(Unread);
            }
            Kind::End => return self.fail(["a value"]),
            _ => return self.fail(["a value"]),
        };
        self.at += 1;
        Ok(At::new(value, span))
    }

    /// `(52.5, 13.4)` from here on.
    fn is_point(&self) -> Option<(Decimal, Decimal)> {
        let number = |at: usize| match self.kind_at(at) {
            Kind::Value(Literal::Number(number)) => Some(*number),
            _ => None,
        };
        let (latitude, longitude) = number(self.at + 1).zip(number(self.at + 3))?;
        let both = self.is_sign_at(self.at + 2, ",") && self.is_sign_at(self.at + 4, ")");
        both.then_some((latitude, longitude))
    }

    fn number(&mut self, what: &str) -> Read<At<Decimal>> {
        let span = self.span();
        match self.kind() {
            Kind::Value(Literal::Number(number)) => {
                let number = *number;
                self.at += 1;
                Ok(At::new(number, span))
            }
            _ => self.fail([what]),
        }
    }

    fn string(&mut self, what: &str) -> Read<At<String>> {
        let span = self.span();
        match self.kind() {
            Kind::Value(Literal::Text(text)) => {
                let text = text.clone();
                self.at += 1;
                Ok(At::new(text, span))
            }
            _ => self.fail([what]),
        }
    }

    /// A name and one text in parentheses.
    fn one_string(&mut self, what: &str) -> Read<At<String>> {
        let start = self.span();
        self.at += 2;
        let text = self.string(what)?;
        self.close([")"])?;
        Ok(At::new(text.value, start.to(self.before())))
    }

    fn name(&mut self, what: &str) -> Read<At<String>> {
        let span = self.span();
        if self.kind() != &Kind::Word || self.is_keyword() {
            return self.fail([what]);
        }
        let name = self.word_at(self.at).to_owned();
        self.at += 1;
        Ok(At::new(name, span))
    }

    fn comma(&mut self) -> Read<()> {
        if self.take_sign(",") { Ok(()) } else { self.fail([","]) }
    }

    fn close<const N: usize>(&mut self, expected: [&str; N]) -> Read<()> {
        if self.take_sign(")") { Ok(()) } else { self.fail(expected) }
    }

    /// Words that are never a name.
    fn is_keyword(&self) -> bool {
        let words = ["and", "or", "not", "between", "in", "contains", "is", "null", "matches"];
        words.into_iter().any(|word| self.is_word(word))
    }

    fn deprecated(&mut self, span: Span, today: &str) {
        let message = format!("an old spelling; write {today}");
        self.problems
            .push(Problem::warning(ProblemCode::SegmentDeprecated, span, message).suggest(Some(today)));
    }

    fn fail<T, const N: usize>(&mut self, expected: [&str; N]) -> Read<T> {
        self.unexpected(expected);
        Err(Unread)
    }

    fn unexpected<const N: usize>(&mut self, expected: [&str; N]) {
        let span = self.span();
        let what = match self.kind() {
            Kind::End => "the end of the query".to_owned(),
            Kind::Value(Literal::Text(_)) => "a text".to_owned(),
            _ => format!("'{}'", self.text_of(span)),
        };
        let message = match self.kind() {
            Kind::End => format!("the query ends where {} should stand", expected.join(" or ")),
            _ => format!("{what} is unexpected; expected {}", expected.join(" or ")),
        };
        self.problems.push(Problem::new(ProblemCode::SegmentSyntax, span, message).expected(expected));
    }

    fn text_of(&self, span: Span) -> &'a str {
        &self.query[span.start as usize..span.end as usize]
    }

    fn kind_at(&self, at: usize) -> &Kind {
        &self.tokens[at.min(self.tokens.len() - 1)].kind
    }

    fn kind(&self) -> &Kind {
        self.kind_at(self.at)
    }

    fn span(&self) -> Span {
        self.tokens[self.at.min(self.tokens.len() - 1)].span
    }

    /// The span of the token before this one.
    fn before(&self) -> Span {
        self.tokens[self.at.saturating_sub(1).min(self.tokens.len() - 1)].span
    }

    /// The word at a place; empty when none stands there.
    fn word_at(&self, at: usize) -> &'a str {
        match self.kind_at(at) {
            Kind::Word => self.text_of(self.tokens[at].span),
            _ => "",
        }
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.kind_at(at) == &Kind::Word
    }

    fn is_word(&self, word: &str) -> bool {
        self.word_at(self.at).eq_ignore_ascii_case(word)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let there = self.is_word(word);
        self.at += usize::from(there);
        there
    }

    fn is_sign_at(&self, at: usize, sign: &str) -> bool {
        matches!(self.kind_at(at), Kind::Sign(s) if *s == sign)
    }

    fn is_sign(&self, sign: &str) -> bool {
        self.is_sign_at(self.at, sign)
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let there = self.is_sign(sign);
        self.at += usize::from(there);
        there
    }
}

fn named(source: At<Source>) -> Subject {
    match source.value {
        Source::Named(name) => Subject::Value(Sum::from(At::new(Factor::Name(name), source.span))),
        Source::Event(_) => Subject::Rows(Rows { pick: None, source }),
    }
}
