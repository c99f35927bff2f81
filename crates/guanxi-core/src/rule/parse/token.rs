//! Looking at tokens, taking them, and telling what was expected.

use super::{Parser, Read, Unread};
use crate::rule::{
    lex::Kind,
    problem::{Problem, ProblemCode},
    tree::{Literal, Span},
};

impl<'a> Parser<'a> {
    pub(super) fn comma(&mut self) -> Read<()> {
        if self.take_sign(",") { Ok(()) } else { self.fail([","]) }
    }

    pub(super) fn close<const N: usize>(&mut self, expected: [&str; N]) -> Read<()> {
        if self.take_sign(")") { Ok(()) } else { self.fail(expected) }
    }

    /// Words that are never a name.
    pub(super) fn is_keyword(&self) -> bool {
        let words = ["and", "or", "not", "between", "in", "contains", "is", "null", "matches"];
        words.into_iter().any(|word| self.is_word(word))
    }

    pub(super) fn deprecated(&mut self, span: Span, today: &str) {
        let message = format!("an old spelling; write {today}");
        self.problems
            .push(Problem::warning(ProblemCode::SegmentDeprecated, span, message).suggest(Some(today)));
    }

    pub(super) fn fail<T, const N: usize>(&mut self, expected: [&str; N]) -> Read<T> {
        self.unexpected(expected);
        Err(Unread)
    }

    pub(super) fn unexpected<const N: usize>(&mut self, expected: [&str; N]) {
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

    pub(super) fn text_of(&self, span: Span) -> &'a str {
        &self.query[span.start as usize..span.end as usize]
    }

    pub(super) fn kind_at(&self, at: usize) -> &Kind {
        &self.tokens[at.min(self.tokens.len() - 1)].kind
    }

    pub(super) fn kind(&self) -> &Kind {
        self.kind_at(self.at)
    }

    pub(super) fn span(&self) -> Span {
        self.tokens[self.at.min(self.tokens.len() - 1)].span
    }

    /// The span of the token before this one.
    pub(super) fn before(&self) -> Span {
        self.tokens[self.at.saturating_sub(1).min(self.tokens.len() - 1)].span
    }

    /// The word at a place; empty when none stands there.
    pub(super) fn word_at(&self, at: usize) -> &'a str {
        match self.kind_at(at) {
            Kind::Word => self.text_of(self.tokens[at].span),
            _ => "",
        }
    }

    pub(super) fn is_word_at(&self, at: usize) -> bool {
        self.kind_at(at) == &Kind::Word
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.word_at(self.at).eq_ignore_ascii_case(word)
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let there = self.is_word(word);
        self.at += usize::from(there);
        there
    }

    pub(super) fn is_sign_at(&self, at: usize, sign: &str) -> bool {
        matches!(self.kind_at(at), Kind::Sign(s) if *s == sign)
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.is_sign_at(self.at, sign)
    }

    pub(super) fn take_sign(&mut self, sign: &str) -> bool {
        let there = self.is_sign(sign);
        self.at += usize::from(there);
        there
    }
}
