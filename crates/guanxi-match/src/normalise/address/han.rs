//! Addresses of China and Japan: from the large to the small, numbers by their counters.

use super::{Address, fold};
use crate::normalise::{date::han_number, place};

/// Reads a folded address.
pub(super) fn parse(folded: &str) -> Address {
    let text: String = without_brackets(folded).chars().filter(|c| !c.is_whitespace()).collect();
    let is_japanese = text.contains(['番', '丁']);
    let text = if is_japanese {
        text.replace("番地", "-").replace("丁目", "-").replace('番', "-")
    } else {
        text
    };
    let text = with_digits(&text);
    let rest = without_regions(&text);
    let (street, rest) = street(rest);
    let (numbers, names) = numbers_and_names(rest);
    let place = names.into_iter().find(|name| name.chars().count() > 1).unwrap_or_default();
    let has_room = numbers.len() > usize::from(!street.is_empty()) && numbers.len() > 1;
    let tokens = [&street, &place].into_iter().filter(|t| !t.is_empty()).cloned().collect();
    Address {
        unit: numbers.last().filter(|_| has_room).cloned().unwrap_or_default(),
        street,
        numbers,
        place,
        tokens,
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = 0,
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    if kept.trim().is_empty() { text.to_owned() } else { kept }
}

/// Counters before which numerals are numbers: `三号楼`, `二单元`; elsewhere they are parts of names (`五一路`).
const COUNTERS: &[char] = &['号', '栋', '幢', '座', '单', '室', '层', '楼', '弄', '期', '门', '户', '-'];

fn with_digits(text: &str) -> String {
    let is_numeral = |c: char| {
        matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
    };
    let mut digits = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_numeral) {
        let len = rest[start..].find(|c| !is_numeral(c)).unwrap_or(rest.len() - start);
        let numerals = &rest[start..start + len];
        digits.push_str(&rest[..start]);
        if rest[start + len..].starts_with(COUNTERS) {
            digits.push_str(&han_number(numerals));
        } else {
            digits.push_str(numerals);
        }
        rest = &rest[start + len..];
    }
    digits + rest
}

/// The text behind country, province, city, district and town, whichever of them it begins with.
fn without_regions(text: &str) -> &str {
    let text = text.strip_prefix("中国").unwrap_or(text);
    let text = text.strip_prefix("日本").unwrap_or(text);
    let text = place::without_province(text).trim_start_matches([',', '-', '/']);
    let text = place::without_city(text).trim_start_matches([',', '-', '/']);
    let mut rest = text;
    for suffixes in LEVELS {
        rest = without_level(rest, suffixes).trim_start_matches([',', '-', '/']);
    }
    if rest.is_empty() { text } else { rest }
}

/// Ends of the names of regions, the larger first.
const LEVELS: &[&[&str]] = &[
    &["自治州", "地区", "都", "府", "盟", "州市", "市"],
    &["市", "县"],
    &["自治县", "开发区", "高新区", "新区", "区", "县", "旗"],
    &["街道办事处", "街道", "镇", "乡", "苏木", "町", "村"],
];

/// Characters that a region's name has at most, without its end.
const NAME_MAX: usize = 6;

fn without_level<'a>(text: &'a str, suffixes: &[&str]) -> &'a str {
    let mut found = text;
    for (len, (at, c)) in text.char_indices().enumerate().take(NAME_MAX + 1) {
        let ends = suffixes.iter().filter(|suffix| len > 0 && text[at..].starts_with(**suffix));
        for suffix in ends {
            if !is_street_or_estate(&text[..at], suffix) {
                found = longer_cut(text, found, at + suffix.len());
            }
        }
        if !fold::is_han(c) {
            break;
        }
    }
    found
}

/// The shorter rest of two: the longer name is the right one (`黔南州` is no county of `黔`).
fn longer_cut<'a>(text: &'a str, found: &'a str, end: usize) -> &'a str {
    if text.len() - end < found.len() { &text[end..] } else { found }
}

/// Whether a name that seems to be a region's holds a street, or is an estate: `幸福小区`.
fn is_street_or_estate(name: &str, suffix: &str) -> bool {
    name.contains(['路', '巷', '弄', '号'])
        || name.contains('街') && suffix != "街道"
        || suffix == "区" && name.ends_with(['小', '社', '园', '校', '厂', '院', '住', '宅', '景', 'A', 'B'])
        || suffix == "村" && name.ends_with(['新', '花'])
        || suffix == "都" && name != "东京"
        || suffix == "府" && !matches!(name, "京都" | "大阪")
        || name.chars().count() < 2 && matches!(suffix, "市" | "镇" | "乡" | "村" | "町" | "街道")
}

/// Ends of streets' names.
const STREETS: &[&str] = &["大道", "大街", "胡同", "路", "街", "道", "巷", "弄"];

/// The street at the beginning, and what stands behind it.
fn street(text: &str) -> (String, &str) {
    let until = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let name = &text[..until];
    let ends =
        STREETS.iter().filter_map(|end| name.find(end).filter(|at| *at >= 3).map(|at| (at, at + end.len())));
    let Some((_, mut end)) = ends.min_by_key(|(at, end)| (*at, usize::MAX - end)) else {
        return (String::new(), text);
    };
    // `人民路南段`, `天府大道中段`, `中山路北`
    let section =
        ["东段", "西段", "南段", "北段", "中段"].iter().find(|section| text[end..].starts_with(**section));
    end += section.map_or(0, |section| section.len());
    (text[..end].to_owned(), &text[end..])
}

/// Numbers in their order, without floors and phases, and the names between them.
fn numbers_and_names(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut numbers, mut names) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = |c: char| c.is_ascii_alphanumeric();
        let len = rest.find(|c: char| is_number(c) != is_number(first)).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(len);
        if !is_number(first) {
            names.extend(name_of(piece));
        } else if !is_floor(piece, behind) {
            numbers.extend(number_of(piece, behind));
        }
        rest = behind;
    }
    (numbers, names)
}

fn is_floor(piece: &str, behind: &str) -> bool {
    let is_digits = piece.bytes().all(|b| b.is_ascii_digit());
    let more = |mark: char| {
        behind.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    is_digits
        && (more('层')
            || piece.len() < 3 && more('楼')
            || behind.starts_with('期')
            || behind.starts_with("层"))
}

/// A number, or a letter that stands for one: `a座`. Words of Latin letters are names.
fn number_of(piece: &str, behind: &str) -> Option<String> {
    let has_digit = piece.bytes().any(|b| b.is_ascii_digit());
    let counted = piece.len() == 1
        && (behind.is_empty() || behind.starts_with(['座', '栋', '幢', '区', '单', '号', '-', '楼']));
    if !has_digit && !counted {
        return None;
    }
    let bare = piece.trim_start_matches('0');
    Some(if bare.is_empty() { piece } else { bare }.to_owned())
}

/// Counters and what joins numbers say nothing by themselves.
fn name_of(piece: &str) -> Option<String> {
    const MARKS: &[&str] = &[
        "号楼", "号院", "单元", "号", "栋", "幢", "座", "室", "层", "楼", "弄", "户", "房", "门", "梯", "期",
        "附", "の",
    ];
    let mut name = piece.trim_matches(|c: char| !c.is_alphanumeric());
    while let Some(rest) = MARKS.iter().find_map(|mark| name.strip_prefix(mark)) {
        name = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    (!name.is_empty()).then_some(name)
}
