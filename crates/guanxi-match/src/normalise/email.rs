//! E-mail addresses.
//!
//! | written | canonical |
//! | --- | --- |
//! | `Anna.Smith+shop@GoogleMail.com` | `annasmith@gmail.com` |
//! | `Anna <mailto:anna@qq.con>` | `anna@qq.com` |
//! | `１２３４５６@foxmail.com` | `123456@qq.com` |
//! | `anna@gmial.com` | `anna@gmail.com` |
//! | `noemail@example.com` | none |

use std::sync::LazyLock;

use super::{
    fold,
    placeholder::{self, Kind},
    words::{self, Map, Set},
};

/// An address, as it compares.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email {
    /// The one way to write the mailbox: `local@domain`, both as below.
    pub canonical: String,
    /// What stands before the `@`, without what the domain ignores.
    pub local: String,
    /// The domain, slips mended, and the main one of those that lead to the same mailbox.
    pub domain: String,
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Email")
    }
}

/// Reads an address as people write it; of several in one cell the first. `None` for what is none, and for
/// placeholders.
pub fn parse(text: &str) -> Option<Email> {
    let mut folded = fold::text(text);
    if let Some((_, inside)) = folded.rsplit_once('<') {
        folded = inside.split('>').next().unwrap_or_default().to_owned();
    }
    if folded.contains(' ') {
        folded = folded.replace(" @", "@").replace("@ ", "@");
    }
    let address = folded.strip_prefix("mailto:").unwrap_or(&folded);
    let mut candidates = address.split([' ', ',', ';', '|', '(', ')', '"', '[', ']', '>', '?']);
    let address = candidates.find(|word| word.contains('@'))?;
    let address = address.trim_start_matches("mailto:").trim_matches(['.', ':', '\'', '/', '-']);
    let (local, domain) = address.rsplit_once('@')?;
    let domain = mended(domain.trim_matches('.'));
    let is_placeholder = |address: &str| placeholder::is_folded(Kind::Email, address);
    let written = format!("{local}@{domain}");
    if !is_domain(&domain) || is_placeholder(&written) {
        return None;
    }
    let domain = main_domain(domain);
    let local = bare_local(local, &domain)?;
    let canonical = format!("{local}@{domain}");
    // A tag can hide one: `none+1@example.org`.
    (canonical == written || !is_placeholder(&canonical)).then_some(Email { canonical, local, domain })
}

/// The mailbox without its tag; dots are only ignored where the provider does so.
fn bare_local(local: &str, domain: &str) -> Option<String> {
    let local = local.split('+').next().unwrap_or_default();
    let mut local = local.trim_matches(['.', '\'', '/', ':']).to_owned();
    if domain == "gmail.com" {
        local.retain(|c| c != '.');
        // Marks come together when dots go.
        local = if local.is_ascii() { local } else { fold::text(&local) };
    }
    (!local.is_empty() && !local.contains('@')).then_some(local)
}

fn is_domain(domain: &str) -> bool {
    let Some((name, end)) = domain.rsplit_once('.') else { return false };
    let sound = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.split('.').all(sound)
        && end.chars().count() >= 2
        && end.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Domains whose mailboxes are those of another one.
fn main_domain(domain: String) -> String {
    let main = match domain.as_str() {
        "googlemail.com" => "gmail.com",
        "foxmail.com" | "vip.qq.com" => "qq.com",
        "me.com" | "mac.com" => "icloud.com",
        "protonmail.com" | "pm.me" | "protonmail.ch" => "proton.me",
        "ya.ru" | "yandex.com" => "yandex.ru",
        _ => return domain,
    };
    main.to_owned()
}

/// The domain with a slip mended: one letter wrong, missing, too many, or two of them swapped, against the largest
/// providers; for those of short names in their ending alone.
fn mended(domain: &str) -> String {
    if TOP.contains(domain) || REAL.contains(domain) {
        return domain.to_owned();
    }
    let domain = domain.replace(',', ".").replace("..", ".");
    if TOP.contains(domain.as_str()) || REAL.contains(domain.as_str()) {
        return domain;
    }
    if let Some(found) = BARE.get(domain.as_str()) {
        return (*found).to_owned();
    }
    let near = TOP.iter().filter(|top| is_slip(&domain, top)).min();
    near.map_or(domain, |top| (*top).to_owned())
}

/// Letters of a provider's name from which on a slip in it is told from another provider.
const NAME_MIN: usize = 5;

fn is_slip(domain: &str, top: &str) -> bool {
    if domain.len().abs_diff(top.len()) > 1 || !is_one_edit(domain.as_bytes(), top.as_bytes()) {
        return false;
    }
    let (name, end) = top.split_once('.').unwrap_or((top, ""));
    match domain.split_once('.') {
        // One country's domain is no slip of another's.
        Some((other, ending)) if other == name => end == "com" && (ending != "co" || name.len() >= NAME_MIN),
        Some((_, ending)) => name.len() >= NAME_MIN && ending == end,
        None => true,
    }
}

/// Whether two texts are one edit apart: a letter replaced, left out, put in, or swapped with the next.
fn is_one_edit(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    match (one, other) {
        ([], []) => false,
        ([_, rest @ ..], _) if rest == other => true,
        (_, [_, rest @ ..]) if one == rest => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a, b, rest @ ..], [c, d, tail @ ..]) => a == d && b == c && rest == tail,
        _ => false,
    }
}

static TOP: LazyLock<Set> = LazyLock::new(|| words::set(include_str!("data/mail_domains.txt")));
/// Domains that are one letter from a larger provider's, and are real.
static REAL: LazyLock<Set> = LazyLock::new(|| {
    words::set(
        "mail.com email.com ymail.com gmx.com gmx.net gmx.de gmx.at gmx.ch hotmail.de hotmail.es hotmail.se hotmail.nl yahoo.de yahoo.es yahoo.fr yahoo.se yahoo.cn live.cn live.de live.se outlook.de outlook.es tmail.com fmail.com bmail.com zmail.com imail.com umail.com gmail.co.uk",
    )
});
/// Providers written without their ending.
static BARE: LazyLock<Map<&'static str>> = LazyLock::new(|| {
    let endings = [
        ("gmail", "gmail.com"),
        ("hotmail", "hotmail.com"),
        ("yahoo", "yahoo.com"),
        ("outlook", "outlook.com"),
        ("icloud", "icloud.com"),
        ("qq", "qq.com"),
        ("163", "163.com"),
        ("126", "126.com"),
        ("foxmail", "foxmail.com"),
    ];
    endings.into_iter().collect()
});

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn table() {
        let mut wrong = Vec::new();
        for line in
            include_str!("data/tests/emails.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (raw, expected) = line.split_once(" -> ").unwrap();
            let got = parse(raw).map_or("none".to_owned(), |email| email.canonical);
            if got != expected {
                wrong.push(format!("{raw}: {got}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
