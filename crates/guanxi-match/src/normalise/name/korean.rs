//! Korean names: hangul by the Revised Romanization, Latin spellings of many kinds brought near it.

use std::sync::LazyLock;

use super::{Name, Script, fold};
use crate::normalise::words::Map;

const HONORIFICS: &[&str] = &["선생님", "고객님", "님", "씨"];

/// Reads a name in hangul; the family name stands first.
pub(super) fn hangul(folded: &str) -> Option<Name> {
    let words: Vec<&str> =
        folded.split([' ', ',']).filter(|w| !w.is_empty() && !HONORIFICS.contains(w)).collect();
    if let [family, given] = words[..]
        && FAMILIES.contains_key(family)
    {
        return parts(given, family);
    }
    let joined: String = words.concat().chars().filter(|c| fold::is_hangul(*c)).collect();
    let bare = HONORIFICS.iter().find_map(|h| joined.strip_suffix(h)).filter(|rest| !rest.is_empty());
    let name = bare.unwrap_or(&joined);
    let len = name.chars().count();
    let family = if len > 2 && FAMILIES.contains_key(&name[..at(name, 2)]) { 2 } else { 1 };
    let family = if FAMILIES.contains_key(&name[..at(name, family)]) || len == 3 { family } else { 0 };
    let (family, given) = name.split_at(at(name, family));
    parts(given, family)
}

fn at(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

pub(super) fn parts(given: &str, family: &str) -> Option<Name> {
    let name = Name {
        given_key: loose(&romanised(given)),
        family_key: FAMILIES
            .get(family)
            .map_or_else(|| loose(&romanised(family)), |latin| (*latin).to_owned()),
        given: given.to_owned(),
        family: family.to_owned(),
        script: Script::Korean,
        ..Name::default()
    };
    name.finished()
}

/// A Latin name with a Korean family name at one end and one or two Korean syllables beside it.
pub(super) fn latin(words: &[String], is_home: bool, is_western: impl Fn(&str) -> bool) -> Option<Name> {
    if !(2..=3).contains(&words.len()) {
        return None;
    }
    let (first, last) = (&words[0], &words[words.len() - 1]);
    let ends = [(first, &words[1..]), (last, &words[..words.len() - 1])];
    let found = ends.into_iter().find_map(|(family, given)| {
        let key = LATIN_FAMILIES.get(family.as_str())?;
        let joined = given.concat();
        let is_apart = given.len() == 2 || joined.contains('-');
        let bare = joined.replace('-', "");
        let reads = syllables(&bare).is_some_and(|count| count == 2 || is_home && count == 1);
        let telling = is_home || is_apart || TELLING.contains(key);
        (reads && telling && (is_apart || is_home || !is_western(&bare))).then_some((*key, family, bare))
    });
    let (key, family, given) = found?;
    let name = Name {
        given_key: loose(&given),
        family_key: key.to_owned(),
        given,
        family: family.clone(),
        script: Script::Korean,
        ..Name::default()
    };
    name.finished()
}

/// Whether a folded word is a Latin spelling of a family name.
/// Whether a word is a family name.
pub(super) fn is_family(hangul: &str) -> bool {
    FAMILIES.contains_key(hangul)
}

pub(super) fn is_family_latin(word: &str) -> bool {
    LATIN_FAMILIES.contains_key(word)
}

/// Family names that hardly anybody else has.
const TELLING: &[&str] =
    &["kim", "park", "choi", "jung", "yoon", "kwon", "hwang", "shin", "ryu", "noh", "shim", "kwak", "baek"];

/// Hangul by the Revised Romanization, syllable by syllable: names are not assimilated.
fn romanised(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for c in text.chars() {
        let code = u32::from(c).wrapping_sub(0xAC00) as usize;
        if code >= 19 * 21 * 28 {
            latin.extend(Some(c).filter(|c| c.is_alphanumeric()));
            continue;
        }
        latin.push_str(INITIALS[code / (21 * 28)]);
        latin.push_str(VOWELS[code / 28 % 21]);
        latin.push_str(FINALS[code % 28]);
    }
    latin
}

const INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
    "yu", "eu", "ui", "i",
];
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t", "t", "k", "t", "p", "t",
];

/// What the spellings of one name share: `young` and `yeong`, `joon` and `jun`, `hee` and `hui`.
fn loose(latin: &str) -> String {
    let mut text = latin.replace('-', "");
    for (from, to) in LOOSE {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    text
}

const LOOSE: &[(&str, &str)] = &[
    ("young", "yeong"),
    ("yung", "yeong"),
    ("kyung", "gyeong"),
    ("kyoung", "gyeong"),
    ("hyung", "hyeong"),
    ("hyun", "hyeon"),
    ("hyeok", "hyeok"),
    ("hyuk", "hyeok"),
    ("jung", "jeong"),
    ("joung", "jeong"),
    ("sung", "seong"),
    ("sook", "suk"),
    ("woo", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("eui", "i"),
    ("hui", "hi"),
    ("eun", "un"),
    ("k", "g"),
    ("lh", "rh"),
];

pub(super) fn sound(key: &str) -> String {
    let mut text =
        key.replace("eo", "u").replace("eu", "u").replace("ae", "e").replace("wu", "u").replace("ch", "j");
    text = text
        .chars()
        .map(|c| match c {
            'k' => 'g',
            'p' => 'b',
            't' => 'd',
            'l' => 'r',
            _ => c,
        })
        .collect();
    text
}

/// How many Korean syllables a Latin word is made of, at most three; `None` if it is not.
fn syllables(word: &str) -> Option<usize> {
    (1..=3).find(|count| reads(word.as_bytes(), *count))
}

fn reads(word: &[u8], count: usize) -> bool {
    if count == 0 {
        return word.is_empty();
    }
    (1..=word.len().min(7)).any(|end| is_syllable(&word[..end]) && reads(&word[end..], count - 1))
}

fn is_syllable(word: &[u8]) -> bool {
    const STARTS: &[&[u8]] =
        &[b"", b"g", b"k", b"n", b"d", b"t", b"r", b"l", b"m", b"b", b"p", b"s", b"sh", b"j", b"ch", b"h"];
    const MIDDLES: &[&[u8]] = &[
        b"a", b"ae", b"ya", b"eo", b"e", b"yeo", b"ye", b"o", b"wa", b"oe", b"yo", b"u", b"oo", b"wo", b"wi",
        b"yu", b"eu", b"ui", b"eui", b"i", b"ee", b"ou", b"you", b"yeu", b"woo",
    ];
    const ENDS: &[&[u8]] = &[b"", b"k", b"n", b"l", b"m", b"p", b"ng", b"t", b"b", b"g", b"h"];
    let is_vowel = |letter: &u8| b"aeiouwy".contains(letter);
    let (Some(from), Some(to)) = (word.iter().position(is_vowel), word.iter().rposition(is_vowel)) else {
        return false;
    };
    STARTS.contains(&&word[..from]) && MIDDLES.contains(&&word[from..=to]) && ENDS.contains(&&word[to + 1..])
}

/// Family names in hangul, each with the Latin spelling that is commonest.
static FAMILIES: LazyLock<Map<&'static str>> =
    LazyLock::new(|| entries().filter_map(|mut words| words.next().zip(words.next())).collect());
static LATIN_FAMILIES: LazyLock<Map<&'static str>> = LazyLock::new(|| {
    let mut map = Map::default();
    for mut words in entries() {
        words.next();
        let mut spellings = words.peekable();
        let Some(key) = spellings.peek().copied() else { continue };
        spellings.for_each(|spelling| {
            map.entry(spelling).or_insert(key);
        });
    }
    map
});

fn entries() -> impl Iterator<Item = std::str::SplitWhitespace<'static>> {
    include_str!("../data/surnames_ko.txt").trim_end().split('|').map(str::split_whitespace)
}
