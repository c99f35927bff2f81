//! Postal codes.

use super::{
    fold,
    placeholder::{self, Kind},
};

/// The code without blanks, dashes and country letters, in lower case: `sw1a1aa`, `98134` (of `98134-8092`),
/// `1010` (of `A-1010`). `None` for placeholders, empty text, and zeros or nines alone.
///
/// Of American codes the first five digits are the code; what follows names a side of a street. In countries whose
/// codes have five digits (or in a table without a country) a lost leading zero comes back for four digits if the
/// country is the US, DE, FR, ES or IT.
pub fn parse(text: &str, country: Option<&str>) -> Option<String> {
    let folded = fold::text(text);
    if placeholder::is_folded(Kind::Other, &folded) {
        return None;
    }
    // Spreadsheets make numbers of codes.
    let folded = folded.strip_suffix(".0").unwrap_or(&folded);
    let folded = folded.trim_start_matches('〒');
    let folded = match folded.split_once('-') {
        Some((letters, code)) if letters.len() <= 2 && is_all(letters, char::is_alphabetic) => code,
        Some((zip, side)) if zip.len() == 5 && side.len() <= 4 && is_digits(zip) && is_digits(side) => zip,
        _ => folded,
    };
    let mut code: String = folded.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    let five = country.is_some_and(|c| matches!(c, "US" | "DE" | "FR" | "ES" | "IT"));
    if five && code.len() == 4 && is_digits(&code) {
        code.insert(0, '0');
    }
    if country == Some("US") && code.len() == 9 && is_digits(&code) {
        code.truncate(5);
    }
    let is_filler = code.bytes().all(|b| b == b'0') || code.len() > 3 && code.bytes().all(|b| b == b'9');
    let is_code = code.len() >= 3 && code.bytes().any(|b| b.is_ascii_digit());
    (is_code && !is_filler).then_some(code)
}

fn is_all(text: &str, is: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(is)
}

fn is_digits(text: &str) -> bool {
    is_all(text, |c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn table() {
        for (text, country, code) in [
            ("98134-8092", Some("US"), "98134"),
            ("98134-8092", None, "98134"),
            ("981348092", Some("US"), "98134"),
            ("98134", None, "98134"),
            ("1234", Some("US"), "01234"),
            ("1234", Some("CH"), "1234"),
            ("SW1A 1AA", None, "sw1a1aa"),
            ("sw1a1aa", Some("GB"), "sw1a1aa"),
            ("TQ13 8DF", None, "tq138df"),
            ("D-10115", None, "10115"),
            ("A-1010", None, "1010"),
            ("10115", Some("DE"), "10115"),
            ("〒150-0002", Some("JP"), "1500002"),
            ("150-0002", None, "1500002"),
            ("１００００１", Some("CN"), "100001"),
            ("K1A 0B1", Some("CA"), "k1a0b1"),
            ("1012 AB", Some("NL"), "1012ab"),
            ("4011.0", None, "4011"),
            ("04123", Some("ES"), "04123"),
        ] {
            assert_eq!(parse(text, country).as_deref(), Some(code), "{text}");
        }
        for text in ["", "n/a", "00000", "99999", "London", "-"] {
            assert_eq!(parse(text, None), None, "{text}");
        }
    }
}
