//! E-mail addresses.
//!
//! | written | canonical |
//! | --- | --- |
//! | `Anna.Smith+shop@GoogleMail.com` | `annasmith@gmail.com` |
//! | `Anna <mailto:anna@qq.con>` | `anna@qq.com` |
//! | `１２３４５６@foxmail.com` | `123456@qq.com` |
//! | `anna@gmial.com` | `anna@gmail.com` |
//! | `noemail@example.com` | none |

use std::{borrow::Cow, sync::LazyLock};

use super::{
    fold, placeholder,
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

/// An address in one text, `local@domain`, and where the `@` stands in it.
pub(crate) struct Address {
    pub(crate) canonical: String,
    pub(crate) at: usize,
}

/// Reads an address as people write it; of several in one cell the first. `None` for what is none, and for
/// placeholders.
pub fn parse(text: &str) -> Option<Email> {
    let Address { canonical, at } = read(text)?;
    let (local, domain) = (canonical[..at].to_owned(), canonical[at + 1..].to_owned());
    Some(Email { canonical, local, domain })
}

/// The same in one text.
pub(crate) fn read(text: &str) -> Option<Address> {
    let mut folded = fold::text(text);
    // Most stand alone.
    if folded.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.' | b'_' | b'-' | b'+')) {
        return of_word(&folded);
    }
    if let Some((_, inside)) = folded.rsplit_once('<') {
        folded = inside.split('>').next().unwrap_or_default().to_owned();
    }
    if folded.contains(' ') {
        folded = folded.replace(" @", "@").replace("@ ", "@");
    }
    let address = folded.strip_prefix("mailto:").unwrap_or(&folded);
    let mut candidates = address.split([' ', ',', ';', '|', '(', ')', '"', '[', ']', '>', '?']);
    of_word(candidates.find(|word| word.contains('@'))?.trim_start_matches("mailto:"))
}

/// Reads an address with nothing around it but marks.
fn of_word(word: &str) -> Option<Address> {
    let (local, domain) = word.trim_matches(['.', ':', '\'', '/', '-']).rsplit_once('@')?;
    let domain = mended(domain.trim_matches('.'));
    if !is_domain(&domain) || placeholder::is_mailbox(local, &domain) {
        return None;
    }
    let main = main_domain(&domain);
    let bare = bare_local(local, main)?;
    // A tag can hide one: `none+1@example.org`. Without it the letters are the same, but for marks.
    let is_other = local.contains('+') || !local.is_ascii() || main != domain;
    if is_other && placeholder::is_mailbox(&bare, main) {
        return None;
    }
    Some(Address { canonical: [&bare, "@", main].concat(), at: bare.len() })
}

/// The mailbox without its tag; dots are only ignored where the provider does so.
fn bare_local<'a>(local: &'a str, domain: &str) -> Option<Cow<'a, str>> {
    let local = local.split('+').next().unwrap_or_default().trim_matches(['.', '\'', '/', ':']);
    let mut bare = Cow::Borrowed(local);
    if domain == "gmail.com" && local.contains('.') {
        let joined = local.replace('.', "");
        // Marks come together when dots go.
        bare = Cow::Owned(if joined.is_ascii() { joined } else { fold::text(&joined) });
    }
    (!bare.is_empty() && !bare.contains('@')).then_some(bare)
}

fn is_domain(domain: &str) -> bool {
    let Some((name, end)) = domain.rsplit_once('.') else { return false };
    let sound = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.split('.').all(sound)
        && end.chars().count() >= 2
        && end.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Domains whose mailboxes are those of another one.
fn main_domain(domain: &str) -> &str {
    match domain {
        "googlemail.com" => "gmail.com",
        "foxmail.com" | "vip.qq.com" => "qq.com",
        "me.com" | "mac.com" => "icloud.com",
        "protonmail.com" | "pm.me" | "protonmail.ch" => "proton.me",
        "ya.ru" | "yandex.com" => "yandex.ru",
        _ => domain,
    }
}

/// The domain with a slip mended: one letter wrong, missing, too many, or two of them swapped, against the largest
/// providers; for those of short names in their ending alone.
fn mended(domain: &str) -> Cow<'_, str> {
    if TOP.contains(domain) || REAL.contains(domain) {
        return Cow::Borrowed(domain);
    }
    let domain = domain.replace(',', ".").replace("..", ".");
    if TOP.contains(domain.as_str()) || REAL.contains(domain.as_str()) {
        return Cow::Owned(domain);
    }
    if let Some(found) = BARE.get(domain.as_str()) {
        return Cow::Borrowed(found);
    }
    let near = TOP.iter().filter(|top| is_slip(&domain, top)).min();
    near.map_or(Cow::Owned(domain), |top| Cow::Borrowed(*top))
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
