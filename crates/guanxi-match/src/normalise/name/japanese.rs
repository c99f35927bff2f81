//! Japanese names: kana by the Hepburn system, common ones in kanji by table.

use std::sync::LazyLock;

use super::{Name, Script, fold};
use crate::normalise::{
    Hints,
    words::{self, Set},
};

const HONORIFICS: &[&str] = &["様", "样", "さん", "さま", "君", "くん", "ちゃん", "氏", "殿", "サン", "サマ"];

/// Reads a name with kana in it. The family name stands first; without a blank it is found by table.
pub(super) fn kana(folded: &str) -> Option<Name> {
    let bare = without_honorific(folded);
    let mut words = bare.split([' ', ',', '·']).filter(|w| !w.is_empty());
    match (words.next(), words.next()) {
        (Some(family), Some(given)) => parts(given, family),
        (Some(joined), None) => {
            let (family, given) = divided(joined);
            parts(given, family)
        }
        _ => None,
    }
}

fn without_honorific(text: &str) -> &str {
    HONORIFICS.iter().find_map(|h| text.strip_suffix(h)).map_or(text, str::trim_end)
}

/// Family and given name of a name without a blank.
fn divided(joined: &str) -> (&str, &str) {
    let cuts = joined.char_indices().map(|(at, _)| at).chain([joined.len()]).skip(1);
    let found = cuts.filter(|at| is_family(&joined[..*at])).max();
    // Kanji that no table knows, before a given name in kana.
    let kanji = joined.find(fold::is_kana).filter(|at| *at > 0);
    joined.split_at(found.or(kanji).unwrap_or(0))
}

pub(super) fn is_family(text: &str) -> bool {
    FAMILIES.contains_key(text)
        || text.chars().all(fold::is_kana) && ROMAJI_FAMILIES.contains(romaji(text).as_str())
}

pub(super) fn parts(given: &str, family: &str) -> Option<Name> {
    let name = Name {
        given_key: reading(given, &GIVEN),
        family_key: reading(family, &FAMILIES),
        given: given.to_owned(),
        family: family.to_owned(),
        script: Script::Japanese,
        ..Name::default()
    };
    name.finished()
}

/// Reads a name in kanji alone, if it is Japanese rather than Chinese: by the table's country, or by four characters
/// of which the first ones are a Japanese family name.
pub(super) fn kanji(folded: &str, hints: &Hints) -> Option<Name> {
    let bare = without_honorific(folded);
    let is_home = hints.country() == Some("JP");
    if !is_home && hints.country().is_some_and(|c| matches!(c, "CN" | "TW" | "HK" | "SG" | "MO")) {
        return None;
    }
    if let Some((family, given)) = bare.split_once([' ', '·']) {
        return (is_home || is_telling(family)).then(|| parts(given.trim(), family))?;
    }
    let (family, given) = divided(bare);
    let long = bare.chars().count() >= 4 && is_telling(family);
    let known = is_telling(family) && GIVEN.contains_key(given);
    if !is_home && !long && !known {
        return None;
    }
    if family.is_empty() { cut_by_length(bare) } else { parts(given, family) }
}

pub(super) fn begins_with_family(text: &str) -> bool {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(2).take(2);
    ends.into_iter().any(|end| is_telling(&text[..end]))
}

/// A family name of several characters, which hardly is the beginning of a Chinese name.
fn is_telling(family: &str) -> bool {
    family.chars().count() >= 2 && FAMILIES.contains_key(family)
}

fn cut_by_length(name: &str) -> Option<Name> {
    let family = if name.chars().count() > 3 { 2 } else { 1 };
    let at = name.char_indices().nth(family).map_or(name.len(), |(at, _)| at);
    parts(&name[at..], &name[..at])
}

pub(super) fn kanji_parts(given: &str, family: &str, hints: &Hints) -> Option<Name> {
    let is_home = hints.country() == Some("JP");
    let is_known = is_telling(family) && (GIVEN.contains_key(given) || given.chars().any(fold::is_kana));
    (is_home || is_known).then(|| parts(given, family))?
}

/// A Latin name of Japanese sounds with a known family name at one end.
pub(super) fn latin(name: &[String], is_western: impl Fn(&str) -> bool) -> Option<Name> {
    let [first, last] = name else { return None };
    let can_end = |word: &str| word.bytes().last().is_some_and(|b| b"aiueonh".contains(&b));
    if !can_end(first) || !can_end(last) {
        return None;
    }
    let [first, last] = [first, last].map(|word| long_vowels_short(word));
    let known = |word: &str| ROMAJI_FAMILIES.contains(word);
    let sounds = |word: &str| is_romaji(word) && !is_western(word);
    let (given, family) = match (known(&first), known(&last)) {
        (_, true) if sounds(&first) && !ROMAJI_SHORT.contains(&last.as_str()) => (first, last),
        (true, _) if sounds(&last) && !ROMAJI_SHORT.contains(&first.as_str()) => (last, first),
        _ => return None,
    };
    let name = Name {
        given_key: given.clone(),
        family_key: family.clone(),
        given,
        family,
        script: Script::Japanese,
        ..Name::default()
    };
    name.finished()
}

/// Whether a folded word is a Latin spelling of a family name.
pub(super) fn is_family_latin(word: &str) -> bool {
    let can_end = word.bytes().last().is_some_and(|b| b"aiueonh".contains(&b));
    can_end && ROMAJI_FAMILIES.contains(long_vowels_short(word).as_str())
}

/// Family names that are as common elsewhere.
const ROMAJI_SHORT: &[&str] =
    &["kai", "abe", "ono", "oki", "seto", "mori", "hara", "minami", "doi", "oda", "oka"];

/// Whether a word is made of the syllables of Japanese.
fn is_romaji(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_vowel = |b: u8| matches!(b, b'a' | b'i' | b'u' | b'e' | b'o');
    let Some(last) = bytes.last() else { return false };
    if !is_vowel(*last) && *last != b'n' || bytes.iter().any(|b| matches!(b, b'l' | b'q' | b'v' | b'x')) {
        return false;
    }
    let mut consonants = 0;
    for (at, b) in bytes.iter().enumerate() {
        if is_vowel(*b) {
            consonants = 0;
            continue;
        }
        consonants += 1;
        let pair = at.checked_sub(1).map(|before| [bytes[before], *b]);
        let together = pair.is_some_and(|[a, b]| {
            a == b || a == b'n' || b == b'y' || [a, b] == *b"sh" || [a, b] == *b"ch" || [a, b] == *b"ts"
        });
        if consonants > 1 && !together || consonants > 3 {
            return false;
        }
    }
    true
}

/// The reading of a word of kanji by table, of kana by Hepburn; what has none stays as it is.
fn reading(word: &str, table: &Table) -> String {
    match table.get(word) {
        Some(reading) => (*reading).to_owned(),
        None if word.chars().any(fold::is_kana) => romaji(word),
        None => word.chars().filter(|c| c.is_alphanumeric()).collect(),
    }
}

/// Kana by the Hepburn system, long vowels short.
pub(super) fn romaji(kana: &str) -> String {
    let mut text = String::with_capacity(kana.len());
    let mut doubled = false;
    for c in kana.chars().map(hiragana) {
        if c == 'っ' {
            doubled = true;
            continue;
        }
        if let Some(small) = small_vowel(c) {
            contract(&mut text, c, small);
            continue;
        }
        let syllable = SYLLABLES.iter().find(|(kana, _)| *kana == c).map(|(_, latin)| *latin);
        if let (true, Some(first)) = (doubled, syllable.and_then(|s| s.chars().next())) {
            text.push(if first == 'c' { 't' } else { first });
        }
        doubled = false;
        match syllable {
            Some(syllable) => text.push_str(syllable),
            None if c == 'ー' => {}
            None => text.push(c),
        }
    }
    long_vowels_short(&text)
}

fn hiragana(c: char) -> char {
    match c {
        '\u{30A1}'..='\u{30F6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

fn small_vowel(c: char) -> Option<char> {
    Some(match c {
        'ゃ' | 'ぁ' => 'a',
        'ゅ' | 'ぅ' => 'u',
        'ょ' | 'ぉ' => 'o',
        'ぃ' => 'i',
        'ぇ' => 'e',
        _ => return None,
    })
}

/// `ki` and a small `ya` are `kya`; `shi` and a small `ya` are `sha`; `fu` and a small `a` are `fa`.
fn contract(text: &mut String, kana: char, vowel: char) {
    text.pop();
    let is_y = matches!(kana, 'ゃ' | 'ゅ' | 'ょ');
    if is_y && !text.ends_with("sh") && !text.ends_with("ch") && !text.ends_with('j') {
        text.push('y');
    }
    text.push(vowel);
}

/// `ou`, `oo`, `oh` are `o`, and `uu` is `u`: romanisations differ most in these.
fn long_vowels_short(text: &str) -> String {
    let changes = |pair: &[u8]| matches!(pair, b"ou" | b"oo" | b"oh" | b"uu" | b"mb" | b"mp" | b"mm");
    if !text.as_bytes().windows(2).any(changes) {
        return text.to_owned();
    }
    let mut short = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = short.chars().next_back();
        let ends = chars.peek().is_none_or(|next| !matches!(next, 'a' | 'i' | 'u' | 'e' | 'o'));
        match (before, c) {
            (Some('o'), 'o' | 'u') | (Some('u'), 'u') => {}
            (Some('o'), 'h') if ends => {}
            _ => short.push(c),
        }
    }
    short.replace("mb", "nb").replace("mp", "np").replace("mm", "nm")
}

/// Syllables of the Hepburn system.
const SYLLABLES: &[(char, &str)] = &[
    ('あ', "a"),
    ('い', "i"),
    ('う', "u"),
    ('え', "e"),
    ('お', "o"),
    ('か', "ka"),
    ('き', "ki"),
    ('く', "ku"),
    ('け', "ke"),
    ('こ', "ko"),
    ('さ', "sa"),
    ('し', "shi"),
    ('す', "su"),
    ('せ', "se"),
    ('そ', "so"),
    ('た', "ta"),
    ('ち', "chi"),
    ('つ', "tsu"),
    ('て', "te"),
    ('と', "to"),
    ('な', "na"),
    ('に', "ni"),
    ('ぬ', "nu"),
    ('ね', "ne"),
    ('の', "no"),
    ('は', "ha"),
    ('ひ', "hi"),
    ('ふ', "fu"),
    ('へ', "he"),
    ('ほ', "ho"),
    ('ま', "ma"),
    ('み', "mi"),
    ('む', "mu"),
    ('め', "me"),
    ('も', "mo"),
    ('や', "ya"),
    ('ゆ', "yu"),
    ('よ', "yo"),
    ('ら', "ra"),
    ('り', "ri"),
    ('る', "ru"),
    ('れ', "re"),
    ('ろ', "ro"),
    ('わ', "wa"),
    ('ゐ', "i"),
    ('ゑ', "e"),
    ('を', "o"),
    ('ん', "n"),
    ('が', "ga"),
    ('ぎ', "gi"),
    ('ぐ', "gu"),
    ('げ', "ge"),
    ('ご', "go"),
    ('ざ', "za"),
    ('じ', "ji"),
    ('ず', "zu"),
    ('ぜ', "ze"),
    ('ぞ', "zo"),
    ('だ', "da"),
    ('ぢ', "ji"),
    ('づ', "zu"),
    ('で', "de"),
    ('ど', "do"),
    ('ば', "ba"),
    ('び', "bi"),
    ('ぶ', "bu"),
    ('べ', "be"),
    ('ぼ', "bo"),
    ('ぱ', "pa"),
    ('ぴ', "pi"),
    ('ぷ', "pu"),
    ('ぺ', "pe"),
    ('ぽ', "po"),
    ('ゔ', "bu"),
];

type Table = words::Table<String, &'static str>;

static FAMILIES: LazyLock<Table> = LazyLock::new(|| table(include_str!("../data/surnames_ja.txt")));
static GIVEN: LazyLock<Table> = LazyLock::new(|| table(include_str!("../data/given_ja.txt")));
static ROMAJI_FAMILIES: LazyLock<Set> = LazyLock::new(|| FAMILIES.values().copied().collect());

/// Kanji, folded, by their readings.
fn table(file: &'static str) -> Table {
    let entries = file.trim_end().split('|').filter_map(|entry| entry.split_once(' '));
    entries.map(|(kanji, reading)| (fold::text(kanji), reading)).collect()
}
