//! Chinese names: in characters, and in pinyin in either order, apart or joined.

use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::{Name, Script, fold};
use crate::normalise::words::{self, Map, Set, Table};

/// Words after a name that say who or what somebody is; they follow whole names and family names alone.
const HONORIFICS: &[&str] = &[
    "先生", "女士", "小姐", "太太", "夫人", "老师", "同学", "医生", "大夫", "教授", "主任", "师傅", "经理",
    "老板", "阿姨", "叔叔", "同志", "博士", "律师", "校长", "院长", "局长", "部长", "处长", "科长", "总监",
    "老总", "大哥", "大姐", "奶奶", "爷爷", "收", "本人", "女仕",
];
/// The same of one character: only after a family name.
const SHORT_HONORIFICS: &[char] = &['总', '哥', '姐', '工', '董', '导', '队', '氏', '某'];
/// Before a family name or a part of a given name among friends.
const FAMILIAR: &[char] = &['小', '老', '阿', '大'];
/// After `小` and `老` the commonest family names are meant as such.
const FAMILIAR_SURNAMES: usize = 60;

/// Reads a name in characters.
pub(super) fn full(folded: &str) -> Option<Name> {
    if let Some((given, family)) = foreign(folded) {
        return made(&given, &family, false);
    }
    let words: Vec<String> = folded.split([' ', ',', '/']).map(only_han).filter(|w| !w.is_empty()).collect();
    if let [first, second] = &words[..]
        && !HONORIFICS.contains(&second.as_str())
    {
        return match (is_surname(first), is_surname(second)) {
            (false, true) => made(first, second, false),
            _ => made(second, first, false),
        };
    }
    let name = words.concat();
    let bare = HONORIFICS.iter().find_map(|h| name.strip_suffix(h)).filter(|rest| !rest.is_empty());
    let is_titled = bare.is_some();
    split(bare.unwrap_or(&name), is_titled)
}

/// Reads one in two cells, whichever of them holds which part.
pub(super) fn parts(given: &str, family: &str) -> Option<Name> {
    let (given, family) = (only_han(given), only_han(family));
    if given.is_empty() || family.is_empty() {
        let one = format!("{family}{given}");
        return if is_surname(&one) { made("", &one, false) } else { split(&one, false) };
    }
    // A whole name in one cell, its family name once more in the other.
    if given.starts_with(&family) && given != family {
        return split(&given, false);
    }
    made(&given, &family, false)
}

/// Names with a dot between given and family name: Uyghur ones, and those of foreigners.
fn foreign(folded: &str) -> Option<(String, String)> {
    let (given, family) = folded.split_once('·')?;
    Some((only_han(given), only_han(family)))
        .filter(|(given, family)| !given.is_empty() && !family.is_empty())
}

fn only_han(text: &str) -> String {
    text.chars().filter(|c| fold::is_han(*c)).collect()
}

fn split(name: &str, is_titled: bool) -> Option<Name> {
    let chars: Vec<char> = name.chars().collect();
    let text = |chars: &[char]| chars.iter().collect::<String>();
    if let [prefix, rest @ ..] = &chars[..]
        && FAMILIAR.contains(prefix)
        && (1..=2).contains(&rest.len())
    {
        let is_surname = rest.len() == 1 && rank(rest[0]).is_some_and(|rank| rank < FAMILIAR_SURNAMES);
        if is_surname && !matches!(prefix, '阿' | '大') && (*prefix == '老' || !is_given(rest[0])) {
            return made("", &text(rest), true);
        }
        if rest.len() == 1 || rank(*prefix).is_none() {
            return made(&text(rest), "", true);
        }
    }
    if let [surname, short] = &chars[..]
        && SHORT_HONORIFICS.contains(short)
        && rank(*surname).is_some()
    {
        return made("", &text(&chars[..1]), false);
    }
    if let [surname, .., '某'] = &chars[..] {
        return made("", &surname.to_string(), false);
    }
    let family = match chars.len() {
        0 => return None,
        1 => usize::from(is_titled || rank(chars[0]).is_some()),
        2 if is_compound(&chars) => 2,
        2 if chars[0] == chars[1] => 0,
        2 if rank(chars[0]).is_none() => 0,
        len if len > 2 && is_compound(&chars[..2]) => 2,
        _ => 1,
    };
    made(&text(&chars[family..]), &text(&chars[..family]), family == 0)
}

fn made(given: &str, family: &str, nickname: bool) -> Option<Name> {
    let name = Name {
        given_key: readings_of(given),
        family_key: surname_reading(family),
        given: given.to_owned(),
        family: family.to_owned(),
        script: Script::Han,
        nickname,
        ..Name::default()
    };
    name.finished()
}

/// Pinyin without tones of the characters of a given name or a place; those that have none stay.
pub(in crate::normalise) fn readings_of(text: &str) -> String {
    let mut all = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match reading(c) {
            Some(reading) => all.push_str(reading),
            None => all.push(c),
        }
    }
    all
}

fn reading(c: char) -> Option<&'static str> {
    let reading = READINGS.get(&c).copied();
    reading.or_else(|| c.to_pinyin().map(pinyin::Pinyin::plain)).map(plain)
}

/// One spelling for what passports, keyboards and people write in three: `lü`, `lv`, `lyu` are `lu`.
fn plain(syllable: &'static str) -> &'static str {
    match syllable {
        "lv" | "lyu" | "lü" => "lu",
        "nv" | "nyu" | "nü" => "nu",
        "lve" | "lüe" => "lue",
        "nve" | "nüe" => "nue",
        _ => syllable,
    }
}

fn surname_reading(family: &str) -> String {
    let mut chars = family.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && let Some(surname) = SURNAMES.by_char.get(&only)
    {
        return surname.reading.to_owned();
    }
    match COMPOUND.get(family) {
        Some(reading) => reading.replace("lv", "lu"),
        None => readings_of(family),
    }
}

pub(super) fn is_surname(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => rank(only).is_some(),
        _ => COMPOUND.contains_key(text),
    }
}

/// Whether characters are a surname and a given name of one or two characters.
pub(super) fn is_name(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().filter(|c| fold::is_han(*c)).collect();
    match chars.len() {
        2 | 3 => rank(chars[0]).is_some_and(|rank| rank < 300) || is_compound(&chars[..2]),
        4 => is_compound(&chars[..2]),
        _ => false,
    }
}

fn is_compound(chars: &[char]) -> bool {
    COMPOUND.contains_key(chars.iter().collect::<String>().as_str())
}

fn rank(c: char) -> Option<usize> {
    SURNAMES.by_char.get(&c).map(|surname| surname.rank)
}

fn is_given(c: char) -> bool {
    reading(c).is_some_and(|reading| GIVEN.contains(reading))
}

/// A Latin name that reads as a Chinese one: words of syllables, a surname at one end.
///
/// `is_western` says which words are names or forms of names elsewhere.
pub(super) fn pinyin(
    words: &[String],
    is_home: bool,
    is_telling: bool,
    is_western: impl Fn(&str) -> bool,
) -> Option<Name> {
    let can_end =
        |word: &String| word.bytes().last().is_some_and(|b| b"aeiouvngr".contains(&b)) && word.len() <= 14;
    if words.is_empty() || words.len() > 4 || !words.iter().all(can_end) {
        return None;
    }
    let words: Vec<String> = words.iter().map(|w| w.chars().filter(|c| *c != '-').collect()).collect();
    let is_odd = |w: &String| w.len() > 2 && is_western(w);
    if !is_home && !is_telling && words.iter().any(is_odd) {
        return None;
    }
    match &words[..] {
        [joined] => joined_pinyin(joined, is_home),
        _ => apart(&words, if is_home { FAMILY_FIRST_AT_HOME } else { FAMILY_FIRST }),
    }
}

/// Whether a folded word is a surname in pinyin.
pub(super) fn is_surname_pinyin(word: &str) -> bool {
    SURNAMES.by_pinyin.contains_key(word)
        || COMPOUND_PINYIN.contains(word)
        || matches!(word, "lv" | "lyu" | "nyu")
}

/// Away from home short words are rather other names that happen to read so (`bowen`), unless the surname is telling.
fn joined_pinyin(word: &str, is_home: bool) -> Option<Name> {
    let splits = (2..word.len()).filter_map(|at| {
        let (family, given) = (word.get(..at)?, word.get(at..)?);
        let weight = surname_weight(family)? * given_weight(given)?;
        Some((weight, family, given))
    });
    let best = splits.max_by(|a, b| a.0.total_cmp(&b.0))?;
    if !is_home && !is_unmistakable(best.1) && word.len() < LONG_JOINED {
        return None;
    }
    pinyin_name(best.2, best.1)
}

fn apart(words: &[String], family_first: f64) -> Option<Name> {
    let mut best: Option<(f64, String, String)> = None;
    // Families of two words, such as `ou yang`, as well as those of one.
    for len in 1..=2.min(words.len() - 1) {
        let (head, tail) = (words[..len].concat(), words[len..].concat());
        let (start, end) = (words[..words.len() - len].concat(), words[words.len() - len..].concat());
        for (family, given, order) in [(head, tail, family_first), (end, start, 1.0 - family_first)] {
            let weight =
                surname_weight(&family).filter(|_| len == 1 || COMPOUND_PINYIN.contains(family.as_str()));
            let Some(weight) = weight.zip(given_weight(&given)).map(|(f, g)| f * g * order) else { continue };
            if best.as_ref().is_none_or(|(most, ..)| weight > *most) {
                best = Some((weight, family, given));
            }
        }
    }
    let (_, family, given) = best?;
    pinyin_name(&given, &family)
}

/// Letters of a joined name from which on its syllables are no chance.
const LONG_JOINED: usize = 9;

/// Surnames whose letters no other language puts together so.
pub(super) fn is_unmistakable(word: &str) -> bool {
    UNMISTAKABLE.contains(&word)
}

const UNMISTAKABLE: &[&str] = &[
    "zhang",
    "wang",
    "zhao",
    "huang",
    "zhou",
    "zhu",
    "zheng",
    "zhong",
    "zeng",
    "zou",
    "xu",
    "xie",
    "xiao",
    "xue",
    "xiong",
    "xia",
    "xiang",
    "qian",
    "qiao",
    "qiu",
    "qin",
    "guo",
    "jiang",
    "cai",
    "deng",
    "yuan",
    "ouyang",
    "zhuge",
    "shangguan",
    "huangfu",
];

/// How many write the family name first, where nothing tells.
const FAMILY_FIRST: f64 = 0.6;
/// The same in a table of Chinese names.
const FAMILY_FIRST_AT_HOME: f64 = 0.8;

fn pinyin_name(given: &str, family: &str) -> Option<Name> {
    let name = Name {
        given_key: plain_word(given),
        family_key: plain_word(family),
        given: given.to_owned(),
        family: family.to_owned(),
        script: Script::Pinyin,
        ..Name::default()
    };
    name.finished()
}

fn plain_word(word: &str) -> String {
    if !word.bytes().any(|b| matches!(b, b'v' | b'y')) {
        return word.to_owned();
    }
    word.replace("lyu", "lu").replace("nyu", "nu").replace("lv", "lu").replace("nv", "nu")
}

/// How common a surname is; it falls with its rank as frequencies of names do (Zipf).
fn surname_weight(pinyin: &str) -> Option<f64> {
    let plain = plain_word(pinyin);
    SURNAMES
        .by_pinyin
        .get(plain.as_str())
        .copied()
        .or_else(|| COMPOUND_PINYIN.contains(plain.as_str()).then_some(0.5))
}

/// How likely syllables are as a given name; `None` if they are none, or more than two.
fn given_weight(word: &str) -> Option<f64> {
    let common = |syllable: &str| if GIVEN.contains(syllable) { 1.0 } else { 0.1 };
    if SYLLABLES.contains(word) {
        return Some(common(word));
    }
    let halves = (1..word.len()).filter_map(|at| word.get(..at).zip(word.get(at..)));
    let halves = halves.filter(|(a, b)| SYLLABLES.contains(a) && SYLLABLES.contains(b));
    halves.map(|(a, b)| common(a).max(common(b))).max_by(f64::total_cmp)
}

/// Pinyin without the differences that much of China does not hear: `zh`/`z`, `ch`/`c`, `sh`/`s`, `ng`/`n`, `l`/`n`.
pub(super) fn sound(key: &str) -> String {
    let mut sound = String::with_capacity(key.len());
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match (c, next) {
            ('z' | 'c' | 's', Some('h')) | ('n', Some('g')) => {
                chars.next();
                sound.push(c);
            }
            ('l', _) => sound.push('n'),
            _ => sound.push(c),
        }
    }
    sound
}

struct Surname {
    rank: usize,
    reading: &'static str,
}

struct Surnames {
    by_char: Table<char, Surname>,
    by_pinyin: Table<&'static str, f64>,
}

static SURNAMES: LazyLock<Surnames> = LazyLock::new(|| {
    let mut all = Surnames { by_char: Default::default(), by_pinyin: Default::default() };
    for (rank, (c, own)) in readings(include_str!("../data/surnames_zh.txt")).enumerate() {
        let Some(reading) = own.map(plain).or_else(|| reading(c)) else { continue };
        *all.by_pinyin.entry(reading).or_default() += 1.0 / (rank + 3) as f64;
        all.by_char.entry(c).or_insert(Surname { rank, reading });
    }
    all
});

static READINGS: LazyLock<Table<char, &'static str>> = LazyLock::new(|| {
    readings(include_str!("../data/readings.txt")).filter_map(|(c, reading)| Some((c, reading?))).collect()
});

/// Characters of a file, each with the reading behind its `=` if there is one.
fn readings(file: &'static str) -> impl Iterator<Item = (char, Option<&'static str>)> {
    file.char_indices().filter(|(_, c)| fold::is_han(*c)).map(|(at, c)| {
        let reading = file[at + c.len_utf8()..].strip_prefix('=');
        let end = |text: &str| text.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len());
        (c, reading.map(|text| &text[..end(text)]))
    })
}

static COMPOUND: LazyLock<Map<&'static str>> = LazyLock::new(|| {
    include_str!("../data/surnames_zh2.txt")
        .split_whitespace()
        .filter_map(|entry| entry.split_once('='))
        .collect()
});
static COMPOUND_PINYIN: LazyLock<Set> = LazyLock::new(|| COMPOUND.values().copied().collect());
static SYLLABLES: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("../data/syllables.txt")));
static GIVEN: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("../data/given_zh.txt")));
