//! A clause: what is tested, and which rows.

use super::{CLAUSE, Parser, Read, Unread};
use crate::rule::{
    lex::Kind,
    problem::{Problem, ProblemCode},
    tree::{At, Clause, Factor, Literal, Pick, Rank, Rows, Source, Subject, Sum, Test},
};

impl Parser<'_> {
    pub(super) fn clause(&mut self) -> Read<Clause> {
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

    pub(super) fn subject(&mut self) -> Read<(Subject, Option<At<Test>>)> {
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

    pub(super) fn refuse<T>(&mut self, message: &str) -> Read<T> {
        self.problems.push(Problem::new(ProblemCode::SegmentUnsupported, self.span(), message));
        Err(Unread)
    }

    /// `FIRST f`, `LAST f`, `event('x')`.
    pub(super) fn begins_rows(&self) -> bool {
        let picks = self.is_word("first") || self.is_word("last");
        let event = self.is_word("event") && self.is_sign_at(self.at + 1, "(");
        event || picks && self.is_word_at(self.at + 1) && !self.is_operator_at(self.at + 1)
    }

    pub(super) fn rows(&mut self) -> Read<Rows> {
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
}

pub(super) fn named(source: At<Source>) -> Subject {
    match source.value {
        Source::Named(name) => Subject::Value(Sum::from(At::new(Factor::Name(name), source.span))),
        Source::Event(_) => Subject::Rows(Rows { pick: None, source }),
    }
}
