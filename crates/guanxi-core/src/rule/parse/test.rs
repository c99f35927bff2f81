//! What is asked of a subject, and the parameters of functions.

use super::{Parser, Read, Unread};
use crate::rule::{
    lex::Kind,
    problem::{Problem, ProblemCode},
    tree::{At, How, List, Op, Param, Period, Test},
};

impl Parser<'_> {
    /// Whether an operator comes.
    pub(super) fn is_test(&self) -> bool {
        self.operator().is_some() || self.is_operator_at(self.at)
    }

    pub(super) fn is_operator_at(&self, at: usize) -> bool {
        let word = self.word_at(at);
        let words = ["not", "between", "in", "contains", "starts", "ends", "is", "matches", "not_matches"];
        // `IN TIME ZONE` ends a query.
        let time = word.eq_ignore_ascii_case("in") && self.word_at(at + 1).eq_ignore_ascii_case("time");
        !time && words.into_iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    pub(super) fn operator(&self) -> Option<Op> {
        let Kind::Sign(sign) = self.kind() else { return None };
        Op::ALL.into_iter().find(|(_, text)| text == sign).map(|(op, _)| op)
    }

    pub(super) fn test(&mut self) -> Read<At<Test>> {
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

    pub(super) fn fail_test<T>(&mut self, negated: bool) -> Read<T> {
        if negated {
            return self.fail(["MATCHES", "BETWEEN", "IN", "CONTAINS", "STARTS WITH", "ENDS WITH"]);
        }
        self.fail(["an operator such as =, >=, BETWEEN, IN, CONTAINS, IS NULL or MATCHES"])
    }

    pub(super) fn between(&mut self, negated: bool) -> Read<Test> {
        let low = self.sum()?;
        if !self.take_word("and") {
            return self.fail(["AND and the upper end"]);
        }
        Ok(Test::Between { negated, low, high: self.sum()? })
    }

    pub(super) fn within_list(&mut self, negated: bool) -> Read<Test> {
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

    pub(super) fn contains(&mut self, negated: bool) -> Read<Test> {
        let how = match () {
            () if self.is_sign_at(self.at + 1, "(") && self.take_word("any") => How::Any,
            () if self.is_sign_at(self.at + 1, "(") && self.take_word("all") => How::All,
            () if self.is_sign_at(self.at + 1, "(") && self.take_word("none") => How::None,
            () => How::One,
        };
        let values = if how == How::One { vec![self.literal()?] } else { self.values()? };
        Ok(Test::Contains { negated, how, values, ignore_case: self.ignore_case() })
    }

    pub(super) fn affix(&mut self, negated: bool) -> Read<Test> {
        let ends = self.is_word("ends");
        self.at += 1;
        if !self.take_word("with") {
            return self.fail(["WITH"]);
        }
        let text = self.literal()?;
        Ok(Test::Affix { negated, ends, text, ignore_case: self.ignore_case() })
    }

    pub(super) fn ignore_case(&mut self) -> bool {
        let there = self.is_word("ignore") && self.word_at(self.at + 1).eq_ignore_ascii_case("case");
        self.at += if there { 2 } else { 0 };
        there
    }

    pub(super) fn params(&mut self) -> Read<Vec<Param>> {
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

    pub(super) fn param(&mut self) -> Read<Param> {
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
}
