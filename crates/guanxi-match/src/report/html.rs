//! The page around the sections, and how text gets into it.

use std::fmt::Display;

/// A part of the page.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// What it shows and how to read it; HTML.
    pub(super) about: String,
    pub(super) body: String,
}

/// The longest text of a cell that is shown, in characters.
const SHOWN: usize = 90;

/// Text from outside, safe between tags and in quoted attributes. Control characters and those that turn the
/// direction of writing are left out.
pub(super) fn escaped(text: impl Display) -> String {
    let mut out = String::new();
    for c in text.to_string().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The beginning of a cell, escaped; all of it where it is short.
pub(super) fn cell(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}<span class=cut>…</span>", escaped(&text[..end])),
        None => escaped(text),
    }
}

/// A whole number with thin spaces between thousands.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202F}');
        }
        out.push(digit);
    }
    out
}

/// A weight with its sign.
pub(super) fn bits(weight: f64) -> String {
    let sign = if weight < -0.05 { "−" } else { "+" };
    if weight.abs() < 0.05 { "0".to_owned() } else { format!("{sign}{:.1}", weight.abs()) }
}

/// A share in percent, as finely as it takes to tell it from none and from all.
pub(super) fn percent(share: f64) -> String {
    let away = share.min(1.0 - share);
    match away {
        0.0 => format!("{:.0} %", share * 100.0),
        a if a < 0.000_05 => if share < 0.5 { "&lt; 0.01 %" } else { "&gt; 99.99 %" }.to_owned(),
        a if a < 0.001 => format!("{:.2} %", share * 100.0),
        _ => format!("{:.1} %", share * 100.0),
    }
}

/// So many of something.
pub(super) fn count(n: u64, one: &str) -> String {
    format!("{} {one}{}", number(n), if n == 1 { "" } else { "s" })
}

/// The whole page.
pub(super) fn document(title: &str, summary: &str, sections: &[Section]) -> String {
    let title = escaped(title);
    let links: String = sections.iter().map(|s| format!("<a href=\"#{}\">{}</a>", s.id, s.title)).collect();
    let body: String = sections.iter().map(rendered).collect();
    format!(
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n\
        <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
        <meta name=viewport content=\"width=device-width, initial-scale=1\">\n<meta name=referrer content=no-referrer>\n\
        <title>{title}: duplicates</title>\n<style>\n{}</style>\n</head>\n<body>\n\
        <p class=private><b>Personal data.</b> This file shows rows of the table in clear text. Keep it, and pass it on, only as you would the table.</p>\n\
        <header><h1>{title}</h1><nav>{links}</nav></header>\n<main>\n{summary}\n{body}</main>\n<script>\n{}</script>\n</body>\n</html>\n",
        include_str!("style.css"),
        include_str!("script.js"),
    )
}

fn rendered(section: &Section) -> String {
    let Section { id, title, about, body } = section;
    format!("<section id={id}>\n<h2>{title}</h2>\n<p class=about>{about}</p>\n{body}\n</section>\n")
}
