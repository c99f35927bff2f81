//! Reads the SQL of a level: what Splink's comparisons write for DuckDB, and `AND`, `OR` and brackets around it.

use super::condition::{Condition, Distance, Part, Side, Similarity, Value};

/// A word of SQL.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A name, in quotes or not.
    Name(String),
    Text(String),
    Number(f64),
    /// A bracket, comma, minus, or comparison.
    Sign(&'static str),
}

const SIGNS: [&str; 7] = ["<=", ">=", "=", "(", ")", ",", "-"];

/// So many brackets may stand in each other.
const DEPTH_MOST: usize = 32;

/// The condition that a text of SQL states. `None` where any of it is not known.
pub(super) fn condition(sql: &str) -> Option<Condition> {
    let mut reader = Reader { tokens: tokens(sql)?, at: 0, depth: 0 };
    let condition = reader.any()?;
    (reader.at == reader.tokens.len()).then_some(condition)
}

fn tokens(sql: &str) -> Option<Vec<Token>> {
    let (mut rest, mut out) = (sql.trim_start(), Vec::new());
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '"' | '`' => quoted(rest, first).map(|(name, after)| (Token::Name(name), after))?,
            '\'' => quoted(rest, first).map(|(text, after)| (Token::Text(text), after))?,
            '0'..='9' => {
                let (number, after) = split(rest, |c| c.is_ascii_digit() || c == '.');
                (Token::Number(number.parse().ok()?), after)
            }
            _ if is_of_name(first) => {
                let (name, after) = split(rest, is_of_name);
                (Token::Name(name.to_owned()), after)
            }
            _ => {
                let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign))?;
                (Token::Sign(sign), &rest[sign.len()..])
            }
        };
        out.push(token);
        rest = after.trim_start();
    }
    Some(out)
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn split(text: &str, is_in: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !is_in(c)).unwrap_or(text.len()))
}

/// What stands in quotes, and what follows them; a quote inside is written twice.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let (mut out, mut rest) = (String::new(), &text[1..]);
    loop {
        let (inside, after) = rest.split_once(quote)?;
        out.push_str(inside);
        match after.strip_prefix(quote) {
            Some(after) => {
                out.push(quote);
                rest = after;
            }
            None => return Some((out, after)),
        }
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn any(&mut self) -> Option<Condition> {
        self.joined("OR", Condition::Any, Self::all)
    }

    fn all(&mut self) -> Option<Condition> {
        self.joined("AND", Condition::All, Self::one)
    }

    /// One condition, or several with a word between them.
    fn joined(
        &mut self,
        word: &str,
        of: fn(Vec<Condition>) -> Condition,
        part: fn(&mut Self) -> Option<Condition>,
    ) -> Option<Condition> {
        let mut parts = vec![part(self)?];
        while self.word(word) {
            parts.push(part(self)?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(of(parts)) }
    }

    fn one(&mut self) -> Option<Condition> {
        if self.sign("(") {
            self.depth += 1;
            let inside = if self.depth > DEPTH_MOST { None } else { self.any() };
            self.depth -= 1;
            return inside.filter(|_| self.sign(")"));
        }
        if self.word("ELSE") {
            return Some(Condition::Else);
        }
        if self.call("ABS") {
            return self.time();
        }
        self.likeness().or_else(|| self.of_value())
    }

    /// How far two times lie apart, from within `ABS(` on.
    fn time(&mut self) -> Option<Condition> {
        let l = self.epoch()?;
        let r = self.sign("-").then(|| self.epoch())??;
        let most = (self.sign(")") && self.sign("<=")).then(|| self.number())??;
        Some(Condition::Apart(l, r, most))
    }

    fn epoch(&mut self) -> Option<Value> {
        let value = self.call("EPOCH").then(|| self.value())??;
        (matches!(value.part, Part::Whole | Part::Day) && self.sign(")")).then_some(value)
    }

    fn likeness(&mut self) -> Option<Condition> {
        const SIMILARITIES: [(&str, Similarity); 3] = [
            ("jaro_winkler_similarity", Similarity::JaroWinkler),
            ("jaro_similarity", Similarity::Jaro),
            ("jaccard", Similarity::Jaccard),
        ];
        const DISTANCES: [(&str, Distance); 2] =
            [("levenshtein", Distance::Levenshtein), ("damerau_levenshtein", Distance::DamerauLevenshtein)];
        if let Some((_, how)) = SIMILARITIES.into_iter().find(|(name, _)| self.call(name)) {
            let (l, r) = self.two_texts()?;
            return Some(Condition::Alike(how, l, r, self.sign(">=").then(|| self.number())??));
        }
        let (_, how) = DISTANCES.into_iter().find(|(name, _)| self.call(name))?;
        let (l, r) = self.two_texts()?;
        Some(Condition::Near(how, l, r, self.sign("<=").then(|| self.number())??))
    }

    /// Two values and the end of the brackets.
    fn two_texts(&mut self) -> Option<(Value, Value)> {
        let l = self.text_value()?;
        let r = self.sign(",").then(|| self.text_value())??;
        self.sign(")").then_some((l, r))
    }

    fn of_value(&mut self) -> Option<Condition> {
        let value = self.value()?;
        if self.word("IS") {
            return self.word("NULL").then_some(Condition::Missing(value));
        }
        let other = self.sign("=").then(|| self.text_value())??;
        (value.part != Part::Day).then_some(Condition::Equal(value, other))
    }

    /// A value that is compared as text. Days are not: their texts may differ.
    fn text_value(&mut self) -> Option<Value> {
        self.value().filter(|value| value.part != Part::Day)
    }

    fn value(&mut self) -> Option<Value> {
        if self.call("NULLIF") {
            let value = self.call("regexp_extract").then(|| self.extract())??;
            return (self.sign(",") && self.text()?.is_empty() && self.sign(")")).then_some(value);
        }
        if self.call("try_strptime") {
            let value = self.cell()?;
            let is_day = self.sign(",") && self.text()? == "%Y-%m-%d" && self.sign(")");
            return is_day.then_some(Value { part: Part::Day, ..value });
        }
        if self.call("CAST") {
            let value = self.cell()?;
            return (self.word("AS") && self.word("TEXT") && self.sign(")")).then_some(value);
        }
        self.cell()
    }

    /// The part that a pattern finds, from within `regexp_extract(` on.
    fn extract(&mut self) -> Option<Value> {
        let value = self.cell()?;
        let part = match self.sign(",").then(|| self.text())??.as_str() {
            "^[^@]+" => Part::User,
            "^[A-Za-z]{1,2}" => Part::Area,
            "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?" => Part::District,
            "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]" => Part::Sector,
            _ => return None,
        };
        let is_whole = self.sign(",") && self.number()? == 0.0 && self.sign(")");
        is_whole.then_some(Value { part, ..value })
    }

    /// A column of one side.
    fn cell(&mut self) -> Option<Value> {
        let Token::Name(name) = self.tokens.get(self.at)? else { return None };
        let (column, side) = match (name.strip_suffix("_l"), name.strip_suffix("_r")) {
            (Some(column), _) => (column, Side::Left),
            (_, Some(column)) => (column, Side::Right),
            _ => return None,
        };
        let value = Value { column: column.to_owned(), side, part: Part::Whole };
        self.at += 1;
        Some(value)
    }

    fn text(&mut self) -> Option<String> {
        let Token::Text(text) = self.tokens.get(self.at)?.clone() else { return None };
        self.at += 1;
        Some(text)
    }

    fn number(&mut self) -> Option<f64> {
        let Token::Number(number) = *self.tokens.get(self.at)? else { return None };
        self.at += 1;
        Some(number)
    }

    /// Whether a function of this name comes next; its bracket is read, too.
    fn call(&mut self, name: &str) -> bool {
        let is_call = self.tokens.get(self.at + 1) == Some(&Token::Sign("(")) && self.word(name);
        self.at += usize::from(is_call);
        is_call
    }

    fn word(&mut self, word: &str) -> bool {
        let found =
            matches!(self.tokens.get(self.at), Some(Token::Name(name)) if name.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(found)) if *found == sign);
        self.at += usize::from(found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_no_condition() {
        let deep = format!("{}\"a_l\" = \"a_r\"{}", "(".repeat(100_000), ")".repeat(100_000));
        for sql in [
            "",
            "\"a_l\" = ",
            "\"a_l\" = \"a_r\" \"b_l\"",
            "\"a\" = \"b\"",
            "NOT (\"a_l\" = \"a_r\")",
            "hamming(\"a_l\", \"a_r\") >= 1",
            "jaccard(\"a_l\", \"a_r\") <= 0.5",
            "array_length(list_intersect(\"a_l\", \"a_r\")) >= 1",
            "NULLIF(regexp_extract(\"a_l\", '^[A-Z]', 0), '') IS NULL",
            "try_strptime(\"a_l\", '%d/%m/%Y') IS NULL",
            "\"a_l = 'it",
            "-",
            &deep,
        ] {
            assert_eq!(condition(sql), None, "{}", &sql[..sql.len().min(60)]);
        }
    }

    #[test]
    fn and_binds_closer_than_or() {
        let equal = |column: &str| format!("\"{column}_l\" = \"{column}_r\"");
        let [a, b, c] = ["a", "b", "c"].map(equal);
        let read = |sql: String| condition(&sql);
        assert_eq!(read(format!("{a} or {b} and {c}")), read(format!("({a}) OR (({b}) AND {c})")));
        assert_ne!(read(format!("{a} OR {b} AND {c}")), read(format!("({a} OR {b}) AND {c}")));
        assert_eq!(read("`a_l`=a_r".to_owned()), read(a));
    }
}
