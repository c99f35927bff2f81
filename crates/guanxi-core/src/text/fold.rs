//! Folding: what two spellings of one word have in common.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::decompose_canonical};

/// A text without the differences that people overlook: case, Latin diacritics (`é` → `e`, `ß` → `ss`), full and half
/// width, ligatures, curly and straight apostrophes, dashes, blanks. Other scripts keep their marks: `й` is no `и`,
/// `が` is no `か`.
///
/// The result has no blank at its ends and single spaces inside; folding it again changes nothing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let lower = text.chars().filter(|c| !is_invisible(*c)).nfkc().flat_map(char::to_lowercase);
    let mut out = String::with_capacity(text.len());
    for c in lower.nfc().filter(|c| !is_invisible(*c)) {
        push_plain(&mut out, c);
    }
    out.truncate(out.trim_end().len());
    out
}

fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.bytes() {
        if is_blank(char::from(c)) {
            push_blank(&mut out);
        } else {
            out.push(char::from(c.to_ascii_lowercase()));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Full-width ASCII (`Ａ１＠`) and the ideographic space at their usual width; all else as it is.
pub(crate) fn half_width(text: &str) -> Cow<'_, str> {
    let wide = |c: char| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}');
    if text.is_ascii() || !text.contains(wide) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(half_width_char).collect())
}

fn half_width_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A text at half width, without invisible characters, with single spaces between its words. Case and marks stay.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)).map(half_width_char) {
        if is_blank(c) {
            push_blank(&mut out);
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn push_blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Appends a lower-case character without what folding takes away.
fn push_plain(out: &mut String, c: char) {
    match c {
        _ if is_blank(c) => push_blank(out),
        '\u{300}'..='\u{36f}' if out.ends_with(|c: char| c.is_ascii_alphabetic()) => {}
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2032}' => out.push('\''),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        'ς' => out.push('σ'),
        '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => push_latin(out, c),
        _ => out.push(c),
    }
}

/// Appends the base letter of a Latin one; those that Unicode does not take apart are spelt as people do.
fn push_latin(out: &mut String, c: char) {
    let mut base = c;
    // The first character of a decomposition is the base.
    let mut first = true;
    decompose_canonical(c, |part| {
        if std::mem::take(&mut first) {
            base = part;
        }
    });
    match base {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'ø' => out.push('o'),
        'ł' | 'ƚ' => out.push('l'),
        'đ' | 'ð' | 'ɖ' => out.push('d'),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ŋ' => out.push('n'),
        'ŧ' => out.push('t'),
        'ĸ' => out.push('k'),
        'ə' => out.push('e'),
        _ => out.push(base),
    }
}

/// Blanks and control characters, which part words.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Characters that leave no trace on paper: soft hyphens, joiners, direction marks, byte order marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_meet() {
        for (text, folded) in [
            ("", ""),
            ("  Ada \t LOVELACE\n", "ada lovelace"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Łukasz Ørsted", "lukasz orsted"),
            ("ÆRØ Đorđe", "aero dorde"),
            ("Nguyễn", "nguyen"),
            ("e\u{301}te\u{301}", "ete"),
            ("İstanbul ısı", "istanbul isi"),
            ("ＡＢＣ　１２３", "abc 123"),
            ("O’Connor–Smith", "o'connor-smith"),
            ("北京市\u{3000}朝阳区", "北京市 朝阳区"),
            ("ガギグ が", "ガギグ が"),
            ("ｶﾞ", "ガ"),
            ("Йод", "йод"),
            ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
            ("한국", "한국"),
            ("a\u{200b}b\u{feff}", "ab"),
            ("ﬁn Ⅳ", "fin iv"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in ".*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn tidying_twice_is_tidying_once(text in ".*") {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }

        #[test]
        fn ascii_folds_as_all_else_does(text in "[ -~\t\r\n]*") {
            let long_way = fold(&format!("{text} é"));
            let short_way = format!("{} e", fold(&text));
            prop_assert_eq!(short_way.trim_start(), long_way);
        }
    }
}
