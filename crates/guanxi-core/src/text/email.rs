//! E-mail addresses.

use std::{borrow::Cow, fmt, str::FromStr};

use guanxi_macros::model;

use unicode_normalization::UnicodeNormalization;

use super::{fold::is_invisible, leaf::text_leaf};
use crate::error::{Error, Result};

/// The longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
const LOCAL_MAX: usize = 64;
/// The longest address, in bytes (RFC 5321, 4.5.3.1.3, less its angle brackets).
const MAX: usize = 254;
/// The longest label of a domain, in bytes (RFC 1035, 2.3.4).
const LABEL_MAX: usize = 63;

#[model(text)]
/// An e-mail address in lower case: two that are equal are the same mailbox.
///
/// The part before the `@` is lower-cased too: no provider in use tells `Lin@` from `lin@`. `Debug` shows the masked
/// form.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(Box<str>);

impl Email {
    /// The address: `lin@shop.cn`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for the lack of an address rather than for a mailbox: `noemail@…`, `none@none.com`,
    /// `noreply@…`, `123456@…`, `a@a.com`, any address in a domain reserved for examples and tests (RFC 2606, RFC 6761).
    pub fn is_placeholder(&self) -> bool {
        let (local, domain) = self.parts();
        is_placeholder_domain(domain) || is_placeholder_local(local) || is_doubled(local, domain)
    }

    /// The address for eyes that need not know it: `l***@s***.cn`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.parts();
        let first = |text: &str| text.chars().next().unwrap_or_default();
        let end = domain.rfind('.').map_or("", |dot| &domain[dot..]);
        format!("{}***@{}***{end}", first(local), first(domain))
    }

    fn parts(&self) -> (&str, &str) {
        self.0.rsplit_once('@').unwrap_or((&self.0, ""))
    }
}

impl FromStr for Email {
    type Err = Error;

    /// Reads an address also within `Lin <lin@shop.cn>` and `mailto:`, with full-width characters, in any case.
    /// Letters of every script are allowed (RFC 6531); quoted parts, comments and bare IP addresses are not.
    ///
    /// # Errors
    /// `invalid_field`, whose reason does not repeat the address.
    fn from_str(text: &str) -> Result<Self> {
        if is_canonical(text) {
            return Ok(Self(text.into()));
        }
        let address = bare(&plain(text)).to_lowercase();
        match fault(&address) {
            None => Ok(Self(address.into_boxed_str())),
            Some(reason) => Err(Error::invalid("email", reason)),
        }
    }
}

/// Whether a text is an address that reads as itself, seen in one pass: so are most, and nearly all that are stored.
/// `false` says nothing.
fn is_canonical(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    local.len() <= LOCAL_MAX
        && domain.len() <= LABEL_MAX
        && top.starts_with(|c: char| c.is_ascii_lowercase())
        && is_joined(local, b".-_+")
        && is_joined(domain, b".-")
}

/// Whether a text is of small letters and digits, joined by one of these at a time.
fn is_joined(text: &str, by: &[u8]) -> bool {
    let mut joins = true;
    for b in text.bytes() {
        joins = match b {
            b'a'..=b'z' | b'0'..=b'9' => false,
            _ if !joins && by.contains(&b) => true,
            _ => return false,
        };
    }
    !joins
}

/// At half width, composed, without invisible characters.
fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    // Lower case first: of some letters only the small one has a composed form.
    let visible = text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase);
    // The full stop of Chinese keyboards parts labels too (RFC 3490, 3.1).
    let dotted = visible.nfkc().map(|c| if c == '。' { '.' } else { c });
    Cow::Owned(dotted.filter(|c| !is_invisible(*c)).collect())
}

/// The address without what people and programs put around it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner =
        text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(text, |(inner, _)| inner);
    let address = match inner.trim().split_at_checked("mailto:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => {
            rest.split('?').next().unwrap_or(rest)
        }
        _ => inner,
    };
    let around = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '‘' | '’' | '“' | '”');
    // A full stop ends a sentence; in front it is a slip in the address itself.
    address.trim_start_matches(around).trim_end_matches(|c| around(c) || c == '.')
}

/// What keeps a text from being an address.
fn fault(address: &str) -> Option<&'static str> {
    let Some((local, domain)) = address.split_once('@') else {
        return Some("expected an address such as lin@shop.cn");
    };
    if local.is_empty() || domain.is_empty() {
        return Some("one side of the @ is empty");
    }
    if domain.contains('@') {
        return Some("more than one @: give one address");
    }
    if local.len() > LOCAL_MAX || address.len() > MAX {
        return Some("too long: at most 64 bytes before the @ and 254 in all");
    }
    if !local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom)) {
        return Some("a character or a dot before the @ is out of place");
    }
    if !is_domain(domain) {
        return Some("what follows the @ is no domain");
    }
    None
}

/// Characters that need no quotes before the `@` (RFC 5322 `atext`, RFC 6531).
fn is_atom(c: char) -> bool {
    c.is_alphanumeric()
        || c.is_ascii_graphic()
            && !matches!(c, '"' | '(' | ')' | ',' | ':'..='<' | '>' | '@' | '['..=']' | '.')
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty()
            && label.len() <= LABEL_MAX
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(inside)
    };
    let last = domain.rsplit('.').next().unwrap_or(domain);
    domain.split('.').all(is_label)
        && !last.bytes().all(|b| b.is_ascii_digit())
        && (domain.contains('.') || domain == "localhost")
}

/// Words that people and forms put where an address is missing.
const WORDS: &[&str] = &[
    "anonymous",
    "asdf",
    "asdfasdf",
    "asdfgh",
    "donotreply",
    "dummy",
    "fake",
    "invalid",
    "keine",
    "keineemail",
    "keinemail",
    "na",
    "n/a",
    "nil",
    "noaddress",
    "nobody",
    "noemail",
    "noemailaddress",
    "nomail",
    "none",
    "noone",
    "noreply",
    "notapplicable",
    "notavailable",
    "notprovided",
    "null",
    "pasdemail",
    "placeholder",
    "sansemail",
    "sincorreo",
    "sinemail",
    "test",
    "testing",
    "tester",
    "undefined",
    "unknown",
    "无",
    "暂无",
    "没有",
    "没有邮箱",
    "无邮箱",
];

/// Fewest digits that are taken for a filler before the `@`: shorter ones are numbers of mailboxes, too.
const FILLER_MIN: usize = 6;

/// Domains that people make up, beyond the reserved ones.
const DOMAINS: &[&str] = &[
    "domain.com",
    "fake.com",
    "invalid.com",
    "na.com",
    "no.com",
    "noemail.com",
    "nomail.com",
    "none.com",
    "noreply.com",
    "nowhere.com",
    "null.com",
    "test.com",
    "unknown.com",
];

fn is_placeholder_domain(domain: &str) -> bool {
    let within =
        |name: &str| domain.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    ["example", "invalid", "test", "localhost", "example.com", "example.net", "example.org"]
        .into_iter()
        .any(within)
        || DOMAINS.contains(&domain)
}

fn is_placeholder_local(local: &str) -> bool {
    if WORDS.contains(&local) || is_filler(local) {
        return true;
    }
    let word: String = local.chars().filter(|c| !matches!(c, '.' | '-' | '_')).collect();
    // `noemail17`, and `shop-noreply` of marketplaces.
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    // `n.a` may be a person.
    word.len() > 3 && WORDS.contains(&word)
        || ["noreply", "donotreply"].into_iter().any(|end| word.ends_with(end))
}

/// `123456`, `000000`.
fn is_filler(local: &str) -> bool {
    let all = |step: u8| local.as_bytes().windows(2).all(|pair| pair[0] + step == pair[1]);
    local.len() >= FILLER_MIN
        && local.bytes().all(|b| b.is_ascii_digit())
        && (all(0) || local.starts_with('1') && all(1) || local == "1234567890")
}

/// `a@a.com`, `xxx@xxx.de`, `abc@abc.com`: a few letters typed twice.
fn is_doubled(local: &str, domain: &str) -> bool {
    let name = domain.split('.').next().unwrap_or(domain);
    let mut letters = local.chars();
    let first = letters.next();
    local == name
        && (letters.all(|c| Some(c) == first)
            || ["123", "1234", "12345", "abc", "asd", "asdf", "qwerty", "email"].contains(&local))
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

text_leaf!(Email);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn email(text: &str) -> Email {
        text.parse().unwrap_or_else(|err| panic!("{text}: {err}"))
    }

    #[test]
    fn forms_that_people_write() {
        for (text, address) in [
            ("Lin@Shop.CN", "lin@shop.cn"),
            ("  lin@shop.cn\t", "lin@shop.cn"),
            ("ｌｉｎ＠ｓｈｏｐ．ｃｎ", "lin@shop.cn"),
            ("<lin@shop.cn>", "lin@shop.cn"),
            ("Lin, Wei <lin.wei+news@mail.shop.cn>", "lin.wei+news@mail.shop.cn"),
            ("mailto:Lin@shop.cn?subject=hi", "lin@shop.cn"),
            ("MAILTO:lin@shop.cn", "lin@shop.cn"),
            ("lin@shop.cn.", "lin@shop.cn"),
            ("lin@shop.cn;", "lin@shop.cn"),
            ("\u{feff}lin@shop.cn\u{a0}", "lin@shop.cn"),
            ("o'brien_1@a-b.co.uk", "o'brien_1@a-b.co.uk"),
            ("林@商店.中国", "林@商店.中国"),
            ("JÖRG@Müller.de", "jörg@müller.de"),
            ("root@localhost", "root@localhost"),
            ("a@xn--fiqs8s.cn", "a@xn--fiqs8s.cn"),
            ("wang@qq。com", "wang@qq.com"),
            ("wang@qq｡com", "wang@qq.com"),
            ("'anna@wolf.de',", "anna@wolf.de"),
            ("‘anna@wolf.de’", "anna@wolf.de"),
        ] {
            assert_eq!(email(text).as_str(), address, "{text}");
        }
    }

    #[test]
    fn what_is_no_address() {
        let long_local = format!("{}@shop.cn", "a".repeat(65));
        let long = format!("a@{}cn", "abcdefghi.".repeat(26));
        for text in [
            "",
            " ",
            "lin",
            "@",
            "lin@",
            "@shop.cn",
            "lin@@shop.cn",
            "a@b@c.de",
            "lin@shop",
            "lin wei@shop.cn",
            "lin@sh op.cn",
            "a..b@shop.cn",
            ".anna@wolf.de",
            "anna.@wolf.de",
            "lin@shop..cn",
            "lin@-shop.cn",
            "lin@shop-.cn",
            "lin@1.2.3.4",
            "lin@[1.2.3.4]",
            "\"lin\"@shop.cn",
            "a@b.cn, c@d.cn",
            "lin@shop.cn/home",
            "lin@shop_1.cn",
            "n/a",
            "<>",
            "mailto:",
            &long_local,
            &long,
        ] {
            let err = text.parse::<Email>().expect_err(text);
            assert_eq!(err.field("field").as_deref(), Some("email"));
            assert!(!err.to_string().contains("home"));
        }
    }

    #[test]
    fn placeholders_are_known() {
        for text in [
            "noemail@shop.cn",
            "no-email@gmail.com",
            "no_email12@x.de",
            "none@none.com",
            "test@test.com",
            "test@gmail.com",
            "noreply@shop.cn",
            "no-reply@shop.cn",
            "do-not-reply@shop.cn",
            "shop-noreply@shop.cn",
            "nobody@shop.cn",
            "a@a.com",
            "xxx@xxx.de",
            "lin@example.com",
            "lin@mail.example.org",
            "lin@example.net",
            "lin@shop.invalid",
            "lin@shop.test",
            "root@localhost",
            "unknown@qq.com",
            "na@na.com",
            "n/a@shop.cn",
            "abc@abc.com",
            "123456@qq.com",
            "1234567890@qq.com",
            "000000@163.com",
            "123@123.com",
            "test123@qq.com",
            "asdf@gmail.com",
            "keine-email@gmx.de",
            "没有@qq.com",
            "sinemail@hotmail.com",
        ] {
            assert!(email(text).is_placeholder(), "{text}");
        }
        for text in [
            "lin@shop.cn",
            "anna@anna.de",
            "nona@qq.com",
            "n.a@shop.cn",
            "tester1990x@qq.com",
            "lin@myexample.com",
            "lin@latest.com",
            "nobodyknows@qq.com",
            "123@qq.com",
            "654321@qq.com",
            "1234568@qq.com",
            "testa@qq.com",
            "info@shop.cn",
            "li@li.cn",
        ] {
            assert!(!email(text).is_placeholder(), "{text}");
        }
    }

    #[test]
    fn addresses_are_hidden() {
        assert_eq!(email("lin@erika.shop.com").masked(), "l***@e***.com");
        assert_eq!(email("林@商店.中国").masked(), "林***@商***.中国");
        assert_eq!(email("root@localhost").masked(), "r***@l***");
        assert_eq!(format!("{:?}", email("lin@shop.cn")), "Email(…)");
    }

    #[test]
    fn json_and_storage() {
        let lin = email("lin@shop.cn");
        assert_eq!(serde_json::to_string(&lin).unwrap(), r#""lin@shop.cn""#);
        assert_eq!(serde_json::from_str::<Email>(r#"" LIN@shop.cn""#).unwrap(), lin);
        assert!(serde_json::from_str::<Email>(r#""lin""#).is_err());
        let bytes = minicbor::to_vec(&lin).unwrap();
        assert_eq!(minicbor::decode::<Email>(&bytes).unwrap(), lin);
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in ".*|.{1,9}@.{1,9}\\.\\w{2,3}") {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(&email.as_str().parse::<Email>().unwrap(), &email);
                email.is_placeholder();
                email.masked();
            }
        }

        #[test]
        fn what_is_canonical_reads_as_itself(text in "[a-z0-9._+-]{1,4}@[a-z0-9.-]{1,4}[.][a-z0-9]{1,3}") {
            if is_canonical(&text) {
                prop_assert_eq!(fault(&text), None);
                prop_assert_eq!(bare(&plain(&text)).to_lowercase(), text);
            }
        }

        #[test]
        fn addresses_come_back(text in "[a-z0-9]{1,8}([.+_-][a-z0-9]{1,8}){0,3}@([a-z0-9]{1,8}\\.){1,3}[a-z]{2,6}") {
            prop_assert_eq!(email(&text).to_string(), text.clone());
            prop_assert_eq!(email(&text.to_uppercase()).to_string(), text);
        }
    }
}
