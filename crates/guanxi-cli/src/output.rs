//! What a command hands back: JSON for machines, text for people.
//!
//! Results go to standard output, everything else to standard error. With `--json` each of them holds at most one JSON
//! document. Colours are left out where nobody sees them: in files and pipes, and under `NO_COLOR`.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use guanxi::{Error, Result};
use serde::Serialize;
use serde_json::json;

use crate::text::Text;

/// A result: its JSON is its serde shape, its text is written by itself.
pub(crate) trait Show: Serialize {
    /// Writes it for people.
    fn show(&self, text: &mut Text);
}

/// Where answers go, and in which shape.
pub(crate) struct Output {
    pub(crate) json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Answers.
    pub(crate) fn answer(&self, answer: &impl Show) -> Result<()> {
        let answer = if self.json {
            let document = serde_json::to_string(answer);
            document.map_err(|e| Error::internal("an answer is no JSON").with_source(e))? + "\n"
        } else {
            let mut text = Text::new();
            answer.show(&mut text);
            text.into_string()
        };
        match written(&answer) {
            // Who reads has seen enough: `guanxi feed | head`.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|e| Error::io("standard output", e)),
        }
    }

    /// Tells of an error.
    pub(crate) fn failure(&self, error: &Error) {
        if self.json {
            complain(&failure_document(error));
            return;
        }
        let style = AnsiColor::Red.on_default().bold();
        complain(&format!("{style}error:{style:#} {error}"));
        if let Some(hint) = hint(error) {
            let style = Style::new().bold();
            complain(&format!("{style}hint:{style:#} {hint}"));
        }
    }
}

fn failure_document(error: &Error) -> String {
    let fields: serde_json::Map<_, _> =
        error.fields().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    json!({ "error": { "code": error.code(), "message": error.to_string(), "fields": fields } }).to_string()
}

/// What to try next, where a command helps and the message does not say it.
fn hint(error: &Error) -> Option<&'static str> {
    match error.code() {
        "no_store" => Some(
            "`guanxi init` makes one, `guanxi import customers FILE` makes and fills one; --url or GUANXI_URL names another place",
        ),
        "not_found" if error.field("entity").as_deref() == Some("customer") => {
            Some("`guanxi customers find TEXT` looks by name, e-mail, phone or external id")
        }
        "cancelled" => Some(
            "given again, the same command goes on: an import goes on where it stopped, all else begins anew",
        ),
        "corrupt" => Some("`guanxi verify` tells what differs, `guanxi rebuild` derives state anew"),
        "unknown_storage" => Some("a path with a colon is written redb:PATH"),
        "internal" => Some("please report it, with what `guanxi --version` prints"),
        _ => None,
    }
}

/// The one place that writes to standard output.
fn written(text: &str) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// The one place that writes lines to standard error. Where even that fails nobody is left to tell.
fn complain(line: &str) {
    let mut err = anstream::AutoStream::auto(io::stderr().lock());
    let _ = writeln!(err, "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_for_machines() {
        assert_eq!(
            failure_document(&Error::not_found("order", "ord_1")),
            r#"{"error":{"code":"not_found","fields":{"entity":"order","id":"ord_1"},"message":"no order ord_1"}}"#,
        );
    }
}
