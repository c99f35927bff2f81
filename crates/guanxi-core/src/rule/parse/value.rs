//! Values, and what is worked out of them.

use super::{Parser, Read, Unread};
use crate::rule::{
    legacy,
    lex::Kind,
    number::Decimal,
    problem::{Problem, ProblemCode},
    tree::{At, Factor, Literal, Offset, Product, Sum},
};

impl Parser<'_> {
    pub(super) fn values(&mut self) -> Read<Vec<At<Literal>>> {
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

    pub(super) fn sum(&mut self) -> Read<Sum> {
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
    pub(super) fn moved(&mut self, adds: bool) -> Read<Product> {
        let At { value: Offset { amount, unit }, span } = self.duration()?;
        let offset = Offset { amount: if adds { amount } else { -amount }, unit };
        let first = At::new(Factor::Literal(Literal::Offset(offset)), span);
        Ok(Product { first, rest: vec![] })
    }

    /// `a -5`, `d +30d`: the sign belongs to the value.
    pub(super) fn is_signed_value(&self) -> bool {
        let signed = matches!(self.kind(), Kind::Value(Literal::Number(_) | Literal::Offset(_)));
        signed && self.text_of(self.span()).starts_with(['+', '-'])
    }

    pub(super) fn product(&mut self) -> Read<Product> {
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

    pub(super) fn factor(&mut self) -> Read<At<Factor>> {
        let span = self.span();
        let word = self.word_at(self.at);
        if self.kind() == &Kind::Word && legacy::named_value(word).is_none() && !self.is_keyword() {
            self.at += 1;
            return Ok(At::new(Factor::Name(word.to_owned()), span));
        }
        self.literal().map(|literal| At::new(Factor::Literal(literal.value), literal.span))
    }

    pub(super) fn literal(&mut self) -> Read<At<Literal>> {
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
    pub(super) fn is_point(&self) -> Option<(Decimal, Decimal)> {
        let number = |at: usize| match self.kind_at(at) {
            Kind::Value(Literal::Number(number)) => Some(*number),
            _ => None,
        };
        let (latitude, longitude) = number(self.at + 1).zip(number(self.at + 3))?;
        let both = self.is_sign_at(self.at + 2, ",") && self.is_sign_at(self.at + 4, ")");
        both.then_some((latitude, longitude))
    }

    pub(super) fn number(&mut self, what: &str) -> Read<At<Decimal>> {
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

    pub(super) fn string(&mut self, what: &str) -> Read<At<String>> {
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
    pub(super) fn one_string(&mut self, what: &str) -> Read<At<String>> {
        let start = self.span();
        self.at += 2;
        let text = self.string(what)?;
        self.close([")"])?;
        Ok(At::new(text.value, start.to(self.before())))
    }

    pub(super) fn name(&mut self, what: &str) -> Read<At<String>> {
        let span = self.span();
        if self.kind() != &Kind::Word || self.is_keyword() {
            return self.fail([what]);
        }
        let name = self.word_at(self.at).to_owned();
        self.at += 1;
        Ok(At::new(name, span))
    }
}
