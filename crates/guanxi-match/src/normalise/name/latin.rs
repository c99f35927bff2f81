//! Names in Latin letters, and in Cyrillic and Greek ones brought to them.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use super::{Hints, Name, Script, chinese, japanese, korean, phonetic};
use crate::normalise::words::{self, Map, Set};

/// Reads a name from one cell; the raw text tells what was in capitals.
pub(super) fn full(raw: &str, folded: &str, hints: &Hints) -> Option<Name> {
    let folded = in_latin(folded);
    let folded = without_asides(&folded);
    let mut segments = folded.split(',').map(str::trim).filter(|s| !s.is_empty());
    let first = segments.next()?;
    let second = segments.find(|segment| !is_suffix_segment(segment));
    let mut words = Words::of(first);
    let is_natural = second.is_some_and(|second| is_in_order(&words.words, second));
    if let Some(second) = second.filter(|_| !is_natural) {
        let mut given = Words::of(second);
        given.strip(hints);
        words.strip(hints);
        return of_two(&given.words, &words.words, hints);
    }
    words.strip(hints);
    if words.words.len() == 1 && words.is_titled {
        return western(&[], &words.words, hints);
    }
    if let Some(name) = elsewhere(&words.words, hints) {
        return Some(name);
    }
    if let Some(len) = capitals(raw, &words.words) {
        return western(&words.words[len..], &words.words[..len], hints);
    }
    let at = family_at(&words.words, hints);
    western(&words.words[..at], &words.words[at..], hints)
}

/// Reads a name from two cells.
pub(super) fn parts(given: &str, family: &str, hints: &Hints) -> Option<Name> {
    let [given, family] = [given, family].map(|part| {
        let mut words = Words::of(&without_asides(&in_latin(part)));
        words.strip(hints);
        words.words
    });
    of_two(&given, &family, hints)
}

fn of_two(given: &[String], family: &[String], hints: &Hints) -> Option<Name> {
    let may_be = given.len() + family.len() <= 4 && (may_be_elsewhere(family) || may_be_elsewhere(given));
    if !given.is_empty() && !family.is_empty() && may_be && given.iter().chain(family).all(|w| w.is_ascii()) {
        let pair = [family.concat(), given.concat()];
        let found = elsewhere(&pair, hints).or_else(|| elsewhere(&[family, given].concat(), hints));
        // Only if it takes the same word for the family name: the cells say which one it is.
        if let Some(name) = found.filter(|name| name.family == pair[0]) {
            return Some(name);
        }
    }
    western(given, family, hints)
}

/// The name as one of a language whose names are ordered and spelled by rules of their own.
fn elsewhere(words: &[String], hints: &Hints) -> Option<Name> {
    if words.is_empty() || words.len() > 4 || words.iter().all(|w| w.len() < 2) || !may_be_elsewhere(words) {
        return None;
    }
    let home = hints.country();
    if home == Some("KR") {
        return korean::latin(words, true, is_known);
    }
    if let Some(name) = japanese::latin(words, is_known) {
        return Some(name);
    }
    let is_home = hints.han || matches!(home, Some("CN" | "TW" | "HK" | "SG" | "MO"));
    let is_telling = words.iter().any(|word| chinese::is_unmistakable(word));
    let chinese = chinese::pinyin(words, is_home, is_telling, is_known);
    chinese.or_else(|| korean::latin(words, false, is_known))
}

/// Whether a word is a family name of one of those languages, or words may be joined: asked first, since most are not.
fn may_be_elsewhere(words: &[String]) -> bool {
    words.len() == 1 || words.iter().any(|word| is_family_elsewhere(word))
}

/// Whether a word is a family name of China, Japan or Korea in Latin letters.
pub(super) fn is_family_elsewhere(word: &str) -> bool {
    chinese::is_surname_pinyin(word) || japanese::is_family_latin(word) || korean::is_family_latin(word)
}

pub(super) fn is_known(word: &str) -> bool {
    FORMAL.contains_key(word) || RELATED.contains_key(word)
}

fn western(given: &[String], family: &[String], hints: &Hints) -> Option<Name> {
    let len = given_len(given);
    let first = given[..len].join(" ");
    let family_key = family_key(family, hints);
    let bare: Vec<&str> = family.iter().map(String::as_str).filter(|w| !PARTICLES.contains(w)).collect();
    let name = Name {
        given_key: given_key(&first),
        given: first,
        middle: given[len..].join(" "),
        family_sound: phonetic::key(if bare.is_empty() { &family_key } else { bare[0] }),
        family_key,
        family: family.join(" "),
        script: Script::Latin,
        ..Name::default()
    };
    name.finished()
}

/// Words of the given name that belong together, such as `jean pierre`; the rest are middle names.
fn given_len(given: &[String]) -> usize {
    match given {
        [first, second, ..]
            if COMPOUND.get(first.as_str()).is_some_and(|seconds| seconds.contains(second.as_str())) =>
        {
            2
        }
        _ => given.len().min(1),
    }
}

fn given_key(given: &str) -> String {
    let joined = given.replace(['-', ' '], "");
    match FORMAL.get(joined.as_str()) {
        Some(formal) => (*formal).to_owned(),
        None => {
            let plain = without_umlauts(&joined);
            FORMAL.get(plain.as_str()).map_or(plain, |formal| (*formal).to_owned())
        }
    }
}

/// Particles belong to it, written apart or not; of the two family names of Spain and most of the Americas the first.
fn family_key(family: &[String], hints: &Hints) -> String {
    let is_spanish = hints.country().is_some_and(is_spanish);
    let mut key = String::new();
    for word in family.iter().filter(|word| *word != "of") {
        key.extend(word.chars().filter(|c| *c != '-'));
        if is_spanish && !PARTICLES.contains(word.as_str()) {
            break;
        }
    }
    without_umlauts(&key)
}

fn is_spanish(country: &str) -> bool {
    matches!(
        country,
        "ES" | "MX"
            | "AR"
            | "CO"
            | "CL"
            | "PE"
            | "VE"
            | "EC"
            | "GT"
            | "CU"
            | "BO"
            | "DO"
            | "HN"
            | "PY"
            | "SV"
            | "NI"
            | "CR"
            | "PA"
            | "UY"
    )
}

/// `mueller` and `muller` (which is what folding makes of `müller`) are `muller`; so with `ae`, `oe`, `aa`.
fn without_umlauts(word: &str) -> String {
    if !word.as_bytes().windows(2).any(|pair| matches!(pair, b"ae" | b"oe" | b"ue" | b"aa")) {
        return word.to_owned();
    }
    let mut plain = String::with_capacity(word.len());
    let mut before = '\0';
    for c in word.chars() {
        let guarded = matches!(plain.chars().rev().nth(1), Some('q' | 'g')) && before == 'u';
        let is_umlaut = c == 'e' && matches!(before, 'a' | 'o' | 'u') && !guarded && plain.len() > 1
            || c == 'a' && before == 'a';
        if !is_umlaut {
            plain.push(c);
        }
        before = c;
    }
    plain
}

/// Where the family name begins: at the last word, with the particles before it.
fn family_at(words: &[String], hints: &Hints) -> usize {
    let len = words.len();
    if len < 2 {
        return len;
    }
    let mut at = len - 1;
    if matches!(words[at - 1].as_str(), "mc" | "mac" | "st" | "saint") && at > 1 {
        at -= 1;
    }
    if len > 3 && words[at - 1] == "y" {
        at -= 2;
    } else if hints.country().is_some_and(is_spanish)
        && at > given_len(words)
        && !PARTICLES.contains(words[at - 1].as_str())
    {
        at -= 1;
    }
    while at > 1 && PARTICLES.contains(words[at - 1].as_str()) {
        at -= 1;
    }
    at
}

/// How many words at the beginning are a family name in capitals, with a given name behind that is not.
fn capitals(raw: &str, words: &[String]) -> Option<usize> {
    let raw: Vec<&str> = raw.split_whitespace().collect();
    if raw.len() != words.len() || words.len() < 2 {
        return None;
    }
    let is_loud =
        |word: &&str| word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase);
    let len = raw.iter().take_while(|word| is_loud(word)).count();
    let is_name = (1..raw.len()).contains(&len) && raw[..len].iter().any(|word| word.chars().count() > 2);
    (is_name && !raw[len..].iter().any(is_loud)).then_some(len)
}

/// Letters, perhaps with a slip that is a digit (`ann4`); numbers and ordinals are no names.
fn is_word(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return word.chars().any(char::is_alphabetic);
    }
    let ordinal = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > digits && letters > 2 && !matches!(ordinal, "st" | "nd" | "rd" | "th")
}

struct Words {
    words: Vec<String>,
    is_titled: bool,
}

impl Words {
    /// Words of letters; apostrophes close up, and what holds a digit is none.
    fn of(text: &str) -> Self {
        let pieces = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '`'));
        let words = pieces.map(|word| word.trim_matches(['-', '\'', '`'])).filter(|word| is_word(word));
        let closed = |word: &str| match word.contains(['\'', '`']) {
            true => word.chars().filter(|c| !matches!(c, '\'' | '`')).collect(),
            false => word.to_owned(),
        };
        Self { words: words.map(closed).collect(), is_titled: false }
    }

    /// Takes titles off the beginning and suffixes off the end, while something remains.
    fn strip(&mut self, hints: &Hints) {
        let is_french = hints.country() == Some("FR");
        let titles =
            self.words.iter().take_while(|word| TITLES.contains(word.as_str()) || is_french && *word == "m");
        let titles = titles.count().min(self.words.len().saturating_sub(1));
        self.is_titled = titles > 0;
        self.words.drain(..titles);
        while self.words.len() > 1 && self.words.last().is_some_and(|word| SUFFIXES.contains(word.as_str())) {
            self.words.pop();
        }
    }
}

/// Whether what stands behind a comma is no given name: `Jr.`, `PhD`, `1st Baron Kelvin`.
fn is_suffix_segment(segment: &str) -> bool {
    let word = segment.split(' ').next().unwrap_or_default();
    let bare: String = word.chars().filter(|c| *c != '.').collect();
    AFTER_COMMA.contains(bare.as_str())
}

/// Whether words before a comma are a whole name, given name first, and what follows is none: `John Smith, London`.
fn is_in_order(words: &[String], second: &str) -> bool {
    let is_given = |word: &str| is_known(word);
    let follows = Words::of(second).words.first().is_some_and(|word| is_given(word));
    words.len() > 1 && !follows && is_given(&words[0])
}

/// Without what stands in brackets and quotation marks, unless that is all.
fn without_asides(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|b| matches!(b, b'(' | b'"' | b'[')) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut until = None;
    for c in text.chars() {
        match (until, c) {
            (Some(end), _) if c == end => until = None,
            (Some(_), _) => {}
            (None, '(') => until = Some(')'),
            (None, '[') => until = Some(']'),
            (None, '"') => until = Some('"'),
            _ => kept.push(c),
        }
    }
    let all = || text.replace(['(', ')', '"', '[', ']'], " ");
    Cow::Owned(if kept.chars().any(char::is_alphabetic) { kept } else { all() })
}

/// A name in a script of no rules here: its words, the last one as family name.
pub(super) fn other(folded: &str) -> Option<Name> {
    let (given, family) = folded.rsplit_once(' ').unwrap_or((folded, ""));
    let name = Name {
        given: given.to_owned(),
        family: family.to_owned(),
        given_key: given.replace(' ', ""),
        family_key: family.to_owned(),
        script: Script::Other,
        ..Name::default()
    };
    name.finished()
}

/// Cyrillic and Greek letters by Latin ones, in the manner of passports (ICAO Doc 9303, part 3, section 6) without
/// what only marks softness.
fn in_latin(folded: &str) -> Cow<'_, str> {
    if folded.is_ascii() {
        return Cow::Borrowed(folded);
    }
    let mut latin = String::with_capacity(folded.len());
    for c in folded.replace("ου", "ou").chars() {
        match LETTERS.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => latin.push_str(to),
            None => latin.push(c),
        }
    }
    Cow::Owned(latin)
}

const LETTERS: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('і', "i"),
    ('ї', "i"),
    ('є', "ie"),
    ('ґ', "g"),
    ('ђ', "d"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('џ', "dz"),
    ('ў', "u"),
    ('α', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('σ', "s"),
    ('ς', "s"),
    ('τ', "t"),
    ('υ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
];

/// The formal name that a folded given name is a form of, or the name itself.
pub fn resolve_nickname(given: &str) -> &str {
    FORMAL.get(given).copied().unwrap_or(given)
}

/// Whether two folded given names can be one person's: forms of one name, or of names that share a pet form
/// (`pat` is related to `patrick` and to `patricia`). Equal names are.
pub fn are_related(one: &str, other: &str) -> bool {
    if one == other || resolve_nickname(one) == resolve_nickname(other) {
        return true;
    }
    let formals = |name: &str| RELATED.get(name).map_or(&[][..], Vec::as_slice);
    formals(one).iter().any(|formal| *formal == other || resolve_nickname(formal) == resolve_nickname(other))
        || formals(other)
            .iter()
            .any(|formal| *formal == one || resolve_nickname(formal) == resolve_nickname(one))
}

static FORMAL: LazyLock<Map<&'static str>> =
    LazyLock::new(|| words::to_first(include_str!("../data/nicknames.txt")));

/// The formal names of each English pet name; formal names have no entries there of their own.
static RELATED: LazyLock<Map<Vec<&'static str>>> = LazyLock::new(|| {
    let mut map: Map<Vec<&'static str>> = HashMap::default();
    for line in include_str!("../data/nicknames_en.txt").lines() {
        let mut words = line.split_whitespace();
        let Some(formal) = words.next() else { continue };
        map.entry(formal).or_default();
        words.for_each(|word| map.entry(word).or_default().push(formal));
    }
    map
});

/// First halves of given names of two words, each with its second halves.
static COMPOUND: LazyLock<Map<Set>> = LazyLock::new(|| {
    let lines = include_str!("../data/compound_given.txt").lines();
    let mut map: Map<Set> = HashMap::default();
    for mut words in lines.map(str::split_whitespace) {
        let Some(first) = words.next() else { continue };
        map.entry(first).or_default().extend(words);
    }
    map
});

static TITLES: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("../data/titles.txt")));
static SUFFIXES: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("../data/suffixes.txt")));
static AFTER_COMMA: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("../data/after_comma.txt")));
static PARTICLES: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("../data/particles.txt")));
