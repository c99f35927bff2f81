//! Names in Chinese characters, kana and Hangul: the family part comes first, mostly without a blank.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{
    PersonName,
    name_tables::{
        CJK_TITLES, COMPOUND_SURNAMES, KOREAN_COMPOUND_SURNAMES, SHORT_CJK_TITLES, SIMPLIFIED, SURNAMES,
    },
};

/// Whether a character is Chinese, kana or Hangul.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The simplified form of a character, as far as names use it.
pub(super) fn simplified(c: char) -> char {
    static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let chars: Vec<char> = SIMPLIFIED.chars().collect();
        chars.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    });
    if c.is_ascii() { c } else { FORMS.get(&c).copied().unwrap_or(c) }
}

/// Takes a name apart.
pub(super) fn split(text: &str) -> PersonName {
    let name = without_title(text).trim_end();
    let titled = name.len() < text.len();
    // `凯董` is called by the given name, if the order is not reversed; of `仉先生` the family name is rare.
    let titled_by_family = titled && !text.ends_with(is_short_title);
    let name_of = |given: &str, family: &str| {
        let part = |part: &str| Some(part.to_owned()).filter(|part| !part.is_empty());
        PersonName { given: part(given), family: part(family), generation: None }
    };
    if let Some((first, rest)) = name.split_once(' ') {
        let rest = rest.replace(' ', "");
        let swapped = !is_surname(first) && is_surname(&rest);
        return if swapped { name_of(first, &rest) } else { name_of(&rest, first) };
    }
    if is_nickname(name) {
        return name_of(name, "");
    }
    let (family, given) = name.split_at(family_len(name));
    match given {
        "" if is_surname(family) || titled_by_family => name_of("", family),
        "" => name_of(family, ""),
        _ => name_of(given, family),
    }
}

/// The text without a form of address behind it (`张伟先生`); as it is if nothing else is there.
pub(super) fn without_title(text: &str) -> &str {
    CJK_TITLES
        .iter()
        .find_map(|title| text.strip_suffix(title).filter(|rest| !rest.is_empty()))
        .or_else(|| text.strip_suffix(is_short_title).filter(|rest| is_addressed(rest)))
        .unwrap_or(text)
}

fn is_short_title(c: char) -> bool {
    SHORT_CJK_TITLES.iter().any(|title| title.starts_with(c))
}

/// Whether a text is what people put before a short form of address: one character, or a surname of two.
fn is_addressed(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    match chars.next() {
        None => first.is_some_and(|c| is_cjk(c) && !is_familiar(c) && c != '大'),
        Some(_) => is_surname(text),
    }
}

/// Whether a text plainly holds family and given part.
pub(super) fn is_whole(text: &str) -> bool {
    let name = without_title(text);
    let len = name.chars().count();
    name.len() < text.len() || text.contains(' ') || len > 2 || (len == 2 && is_surname_first(name))
}

/// Whether a text begins with a surname and is none itself.
fn is_surname_first(text: &str) -> bool {
    let first = text.chars().next().map_or(0, char::len_utf8);
    is_surname(&text[..first]) && !is_surname(text)
}

/// How many bytes of a name without a blank are its family part; all if it is one character, none if it cannot be
/// told (`迪丽热巴·迪力木拉提`, `さくら`).
fn family_len(name: &str) -> usize {
    let mut ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    let (first, second) = (ends.next().unwrap_or(0), ends.next());
    let len = name.chars().count();
    let kana = name.contains(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    match second {
        None => name.len(),
        Some(_) if len > 4 || kana || !name.chars().all(is_cjk) => 0,
        Some(second) if is_korean_compound(&name[..second], len) => second,
        Some(second) if len == 2 && is_surname(name) => second,
        Some(second) if is_surname(&name[..second]) => second,
        Some(_) => first,
    }
}

fn is_korean_compound(start: &str, len: usize) -> bool {
    KOREAN_COMPOUND_SURNAMES.iter().any(|(name, least)| *name == start && len >= *least)
}

/// `老王`, `小李`, `阿家`.
fn is_nickname(name: &str) -> bool {
    name.starts_with(is_familiar) && name.chars().count() == 2
}

fn is_familiar(c: char) -> bool {
    matches!(c, '老' | '小' | '阿')
}

fn is_surname(text: &str) -> bool {
    static SINGLE: LazyLock<HashSet<char>> = LazyLock::new(|| SURNAMES.chars().collect());
    let mut chars = text.chars().map(simplified);
    match (chars.next(), chars.next(), chars.next()) {
        (Some(only), None, _) => SINGLE.contains(&only),
        (Some(first), Some(second), None) => {
            COMPOUND_SURNAMES.iter().any(|name| name.starts_with(first) && name.ends_with(second))
        }
        _ => false,
    }
}

/// What a nickname calls a person by: `玉` of `老玉`, part of the family or of the given name.
pub(super) fn nickname_core(name: &str) -> Option<&str> {
    is_nickname(name).then(|| name.trim_start_matches(is_familiar)).filter(|core| !core.is_empty())
}
