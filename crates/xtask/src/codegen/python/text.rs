//! Pieces of Python's syntax.

use crate::codegen::shared::doc_and_errors;

use super::KEYWORDS;

/// Columns of a line at most, where it can be broken.
const WIDTH: usize = 100;

/// A name that Python can say.
pub(super) fn name(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// Text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A docstring, with its line break; nothing for no text.
pub(super) fn docstring(doc: &str, indent: usize) -> String {
    let (text, errors) = doc_and_errors(doc);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if let Some(errors) = errors {
        lines.extend([String::new(), "Raises:".to_owned()]);
        lines.extend(errors.lines().map(|line| format!("    {line}")));
    }
    literal(&lines, indent)
}

fn literal(lines: &[String], indent: usize) -> String {
    let blank = " ".repeat(indent);
    let escape = |line: &String| line.replace('\\', "\\\\").replace("\"\"\"", "'''");
    match lines {
        [] => String::new(),
        [one] if !one.ends_with('"') => format!("{blank}\"\"\"{}\"\"\"\n", escape(one)),
        [first, rest @ ..] => {
            let mut out = format!("{blank}\"\"\"{}\n", escape(first));
            for line in rest {
                let shown = if line.is_empty() { String::new() } else { format!("{blank}{}", escape(line)) };
                out.push_str(&format!("{shown}\n"));
            }
            out + &format!("{blank}\"\"\"\n")
        }
    }
}

/// `head(parts)tail` on one line, or on a line per part when that is too long.
pub(super) fn call(indent: usize, head: &str, parts: &[String], tail: &str) -> String {
    let blank = " ".repeat(indent);
    let line = format!("{blank}{head}({}){tail}", parts.join(", "));
    if line.chars().count() <= WIDTH || parts.is_empty() {
        return format!("{line}\n");
    }
    let parts: String = parts.iter().map(|part| format!("{blank}    {part},\n")).collect();
    format!("{blank}{head}(\n{parts}{blank}){tail}\n")
}

/// `target = Kind[a, b]` on one line or several.
pub(super) fn alias(target: &str, kind: &str, parts: &[String]) -> String {
    if let ("Union", [only]) = (kind, parts) {
        return format!("{target}: TypeAlias = {only}\n");
    }
    let line = format!("{target}: TypeAlias = {kind}[{}]", parts.join(", "));
    if line.chars().count() <= WIDTH {
        return format!("{line}\n");
    }
    let parts: String = parts.iter().map(|part| format!("    {part},\n")).collect();
    format!("{target}: TypeAlias = {kind}[\n{parts}]\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_become_docstrings() {
        assert_eq!(docstring("One.", 4), "    \"\"\"One.\"\"\"\n");
        assert_eq!(
            docstring("One \\d.\n\n# Errors\n`io`.", 0),
            "\"\"\"One \\\\d.\n\nRaises:\n    `io`.\n\"\"\"\n"
        );
        assert_eq!(docstring("", 4), "");
    }

    #[test]
    fn long_calls_are_broken() {
        let parts = ["a".repeat(60), "b".repeat(60)];
        assert_eq!(call(0, "f", &["a".into()], ":"), "f(a):\n");
        assert!(call(4, "f", &parts, "").starts_with("    f(\n        aaa"));
        assert_eq!(name("from"), "from_");
        assert_eq!(quoted("a\"b"), "\"a\\\"b\"");
    }
}
