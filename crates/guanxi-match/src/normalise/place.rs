//! Names of cities and regions.
//!
//! | written | key |
//! | --- | --- |
//! | `北京市`, `北京`, `Beijing`, `BEIJING CITY`, `Peking` | `beijing` |
//! | `广东省深圳市`, `深圳`, `Shen Zhen` | `shenzhen` |
//! | `St. Louis`, `Saint Louis` | `saintlouis` |
//! | `München`, `Muenchen`, `Munich` | `munich` |

use std::sync::LazyLock;

use super::{
    cap_at, fold,
    name::han_readings,
    placeholder::{self, Kind},
    words::{Map, Set},
};

/// Bytes of a place that are looked at.
const LOOKED_AT: usize = 120;

/// The name that all forms of a city share, without blanks. `None` for placeholders and text without a letter.
pub fn parse(text: &str) -> Option<String> {
    let folded = fold::text(cap_at(text, LOOKED_AT));
    if placeholder::is_folded(Kind::Other, &folded) {
        return None;
    }
    let mut key = once(&folded);
    // Shortened words can make up another name.
    for _ in 0..3 {
        let again = once(&key);
        if again == key {
            break;
        }
        key = again;
    }
    let is_name = key.chars().any(char::is_alphabetic) && !placeholder::is_folded(Kind::Other, &key);
    is_name.then_some(key)
}

fn once(folded: &str) -> String {
    // Folding and readings make text longer.
    let folded = cap_at(folded, LOOKED_AT);
    let mut key = if folded.chars().any(fold::is_han) { han(folded) } else { latin(folded) };
    if !key.is_ascii() {
        // Marks come together when blanks go.
        key = fold::text(&key);
    }
    key.truncate(cap_at(&key, LOOKED_AT).len());
    ALIASES.get(key.as_str()).map_or(key, |main| (*main).to_owned())
}

/// The same for a region. States and provinces of `US`, `CA` and `AU` are their codes; without a country the names of
/// theirs that no other one of them has are, too.
pub fn region(text: &str, country: Option<&str>) -> Option<String> {
    let key = parse(text)?;
    let countries = REGIONS.iter().filter(|(of, _)| country.is_none_or(|country| country == *of));
    let code = countries.flat_map(|(_, regions)| regions.get(key.as_str())).next();
    Some(code.map_or(key, |code| (*code).to_owned()))
}

/// Whether a folded text is a large Chinese city, with or without its suffix.
pub(crate) fn is_city(folded: &str) -> bool {
    CITIES.contains(folded.strip_suffix('市').unwrap_or(folded))
}

/// Whether a folded text is a Chinese province, with or without its suffix.
pub(crate) fn is_province(folded: &str) -> bool {
    PROVINCES.iter().any(|name| folded.strip_prefix(name).is_some_and(is_region_suffix))
}

fn is_region_suffix(rest: &str) -> bool {
    REGION_SUFFIXES.contains(&rest) || rest.is_empty()
}

const REGION_SUFFIXES: &[&str] =
    &["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"];

/// Takes a province off the beginning of a Chinese text, if there is one.
pub(crate) fn without_province(text: &str) -> &str {
    let Some(rest) = PROVINCES.iter().find_map(|name| text.strip_prefix(name)) else { return text };
    if is_street(rest) {
        return text;
    }
    REGION_SUFFIXES.iter().find_map(|suffix| rest.strip_prefix(suffix)).unwrap_or(rest)
}

/// `中山路` and `北京西路` are streets, not the cities.
fn is_street(rest: &str) -> bool {
    rest.starts_with(['路', '街', '道', '巷']) || rest.chars().nth(1).is_some_and(|c| "路街道".contains(c))
}

/// Takes a large city off the beginning of a Chinese text, if there is one.
pub(crate) fn without_city(text: &str) -> &str {
    let cuts = text.char_indices().map(|(at, _)| at).chain([text.len()]).filter(|at| *at > 3).take(5);
    let longest = cuts.filter(|at| CITIES.contains(&text[..*at])).last();
    let Some(rest) = longest.map(|at| &text[at..]) else { return text };
    // `朝阳区` is a district of another city.
    let is_within = rest.starts_with(['区', '县', '镇', '乡', '村']);
    if is_within || is_street(rest) { text } else { rest.strip_prefix('市').unwrap_or(rest) }
}

fn han(folded: &str) -> String {
    let text: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if let Some(main) = ALIASES.get(text.as_str()) {
        return (*main).to_owned();
    }
    let bare = match text.find('市') {
        // The city of a text that also names its province or its district.
        Some(end) if end > 0 => {
            let city = &text[..end];
            let within = without_province(city);
            if within.is_empty() { city } else { within }
        }
        _ => {
            let within = without_province(&text);
            if within.is_empty() || is_province(&text) {
                PROVINCES.iter().find(|p| text.starts_with(**p)).unwrap_or(&"")
            } else {
                within
            }
        }
    };
    let bare = bare.strip_prefix(['县', '省']).unwrap_or(bare);
    let bare = if bare.is_empty() { text.as_str() } else { bare };
    let short = ["自治州", "自治县", "地区", "新区", "区", "县", "盟", "旗", "都", "府"]
        .iter()
        .find_map(|suffix| bare.strip_suffix(suffix));
    let name = short.filter(|name| name.chars().count() > 1).unwrap_or(bare);
    if let Some(main) = ALIASES.get(name) {
        return (*main).to_owned();
    }
    han_readings(name)
}

fn latin(folded: &str) -> String {
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty());
    let mut words: Vec<&str> = words.map(spelled_out).collect();
    if words.len() > 2 && words[..2] == ["city", "of"] {
        words.drain(..2);
    }
    while words.len() > 1 && matches!(words.last(), Some(&"city" | &"shi" | &"cedex" | &"municipality")) {
        words.pop();
    }
    // `PARIS CEDEX 08`, `Paris 8`
    words.retain(|word| !word.bytes().all(|b| b.is_ascii_digit()) && *word != "cedex");
    let joined = words.concat();
    // Marks come together when blanks go.
    if joined.is_ascii() { joined.replace('\'', "") } else { fold::text(&joined).replace('\'', "") }
}

fn spelled_out(word: &str) -> &str {
    match word {
        "st" | "ste" | "sankt" | "sainte" => "saint",
        "mt" => "mount",
        "ft" => "fort",
        "pt" => "port",
        "nth" | "n" => "north",
        "sth" | "s" => "south",
        "e" => "east",
        "w" => "west",
        "hts" => "heights",
        _ => word,
    }
}

static ALIASES: LazyLock<std::collections::HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut aliases = std::collections::HashMap::new();
    for line in include_str!("data/places.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut names = line.split(' ');
        let Some(main) = names.next() else { continue };
        aliases.extend(names.map(|name| (fold::text(name), main)));
    }
    aliases
});
static CITIES: LazyLock<Set> = LazyLock::new(|| super::words::set(include_str!("data/cities_zh.txt")));
static PROVINCES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("data/provinces_zh.txt").split_whitespace().collect());
static REGIONS: LazyLock<Vec<(&'static str, Map<&'static str>)>> = LazyLock::new(|| {
    let lines = include_str!("data/regions.txt").lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(country, regions)| (country, regions.split('|').filter_map(|r| r.split_once(' ')).collect()))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::{parse, region};

    #[test]
    fn writings_of_one_place() {
        let mut wrong = Vec::new();
        for line in
            include_str!("data/tests/places.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (raws, expected) = line.split_once(" -> ").unwrap();
            for raw in raws.split(" = ") {
                let got = parse(raw).unwrap_or("none".to_owned());
                if got != expected {
                    wrong.push(format!("{raw}: {got}, not {expected}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn regions() {
        for (text, country, key) in [
            ("California", Some("US"), "ca"),
            ("CA", Some("US"), "ca"),
            ("New South Wales", Some("AU"), "nsw"),
            ("nsw", None, "nsw"),
            ("Queensland", None, "qld"),
            ("广东省", Some("CN"), "guangdong"),
            ("广东", None, "guangdong"),
            ("Guangdong", None, "guangdong"),
            ("广西壮族自治区", None, "guangxi"),
            ("内蒙古自治区", None, "neimenggu"),
            ("Inner Mongolia", None, "neimenggu"),
            ("Bayern", Some("DE"), "bayern"),
        ] {
            assert_eq!(region(text, country).as_deref(), Some(key), "{text}");
        }
    }
}
