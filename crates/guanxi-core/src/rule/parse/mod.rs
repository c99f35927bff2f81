//! Tokens into a tree: descent by hand, one method per rule of the grammar.
//!
//! After something that does not read, parsing goes on at the next `AND`, `OR` or closing parenthesis, so that all that
//! is wrong is told at once. Each token is looked at a bounded number of times and the depth is bounded, so hostile
//! queries cost no more than long ones.

mod clause;
mod form;
mod test;
mod token;
mod value;

use super::{
    lex::{Kind, Token, lex},
    problem::{Problem, ProblemCode},
    tree::{At, Expr, Literal, Query, Span},
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

impl Parser<'_> {
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
}
