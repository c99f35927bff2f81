use guanxi_macros::model;

use super::tree::Span;

/// What kind of thing is wrong with a query.
#[model(upper)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemCode {
    /// It does not read.
    SegmentSyntax,
    /// There is no such attribute or function.
    SegmentUnknownAttribute,
    /// The function has no such parameter.
    SegmentUnknownParameter,
    /// A parameter stands twice.
    SegmentDuplicateParameter,
    /// The operator does not go with the type.
    SegmentOperator,
    /// The value is of another type.
    SegmentType,
    /// The value is none of those there are.
    SegmentEnumValue,
    /// The day or time does not exist.
    SegmentDate,
    /// The number is too large.
    SegmentRange,
    /// The query is too long, too deep or has too many parts.
    SegmentLimit,
    /// Segments lead back to themselves.
    SegmentCycle,
    /// There is no such segment.
    SegmentUnknownSegment,
    /// It is part of the language and not built yet, or not in the profile asked for.
    SegmentUnsupported,
    /// An old spelling: it is read, and printed as it is written today.
    SegmentDeprecated,
    /// It reads, and perhaps does not mean what was meant.
    SegmentLint,
}

/// Whether a query with this problem can run.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// It cannot.
    Fault,
    /// It can.
    Warning,
}

/// Something wrong with a query, and where.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What kind of thing.
    pub code: ProblemCode,
    /// Whether the query can run.
    pub severity: Severity,
    /// What is wrong and how to mend it. Holds words of the query, and never one of its texts in quotes.
    pub message: String,
    /// Where it begins: the line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
    /// Where it begins: the byte of the query, from 0.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// What could stand there.
    pub expected: Vec<String>,
    /// The nearest name there is, or the spelling of today.
    pub suggestion: Option<String>,
}

impl Problem {
    /// A problem whose line and column are still to be found: see [`place`].
    pub(super) fn new(code: ProblemCode, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Fault,
            message: message.into(),
            line: 0,
            column: 0,
            start: span.start,
            end: span.end,
            expected: vec![],
            suggestion: None,
        }
    }

    /// A fault of something that stands as this text in a query: for what only the caller knows, such as names of segments.
    pub fn at_text(
        code: ProblemCode,
        query: &str,
        text: &str,
        message: String,
        suggestion: Option<String>,
    ) -> Self {
        let start = query.find(text).unwrap_or(0);
        let span = Span { start: start as u32, end: (start + text.len()).min(query.len()) as u32 };
        let problem = Self::new(code, span, message).suggest(suggestion);
        place(query, vec![problem.clone()]).pop().unwrap_or(problem)
    }

    pub(super) fn warning(code: ProblemCode, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::new(code, span, message) }
    }

    pub(super) fn expected<T: Into<String>>(mut self, expected: impl IntoIterator<Item = T>) -> Self {
        self.expected = expected.into_iter().map(Into::into).collect();
        self
    }

    pub(super) fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// Whether it keeps the query from running.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Fault
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// Problems told at most: who has so many mends some and asks again.
const TOLD_MAX: usize = 100;

/// Gives each problem its line and column, and puts them in order: what does not read first, then by place.
pub(super) fn place(query: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    problems
        .sort_by_key(|p| (p.severity == Severity::Warning, p.code != ProblemCode::SegmentSyntax, p.start));
    problems.truncate(TOLD_MAX);
    for problem in &mut problems {
        let before = &query[..floor(query, problem.start as usize)];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        problem.line = 1 + before.bytes().filter(|b| *b == b'\n').count() as u32;
        problem.column = 1 + before[line..].chars().count() as u32;
    }
    problems
}

/// The last boundary of a character that is not beyond a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
