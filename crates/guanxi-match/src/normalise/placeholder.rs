//! Values that stand for the lack of a value: known ones by list, the rest by how often they occur.

use std::sync::LazyLock;

use super::{fold, words::Set};

/// What a value is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A name or a part of one.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A date.
    Date,
    /// A postal address or a part of one.
    Address,
    /// Anything else.
    Other,
}

/// Whether a value is a known placeholder for its kind; empty ones are for every kind.
pub fn is(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Phone => is_empty(&fold::text(text)) || is_phone(text),
        Kind::Date => is_empty(&fold::text(text)) || is_date(text),
        _ => is_folded(kind, &fold::text(text)),
    }
}

/// The same for text that is folded.
pub(crate) fn is_folded(kind: Kind, folded: &str) -> bool {
    if is_empty(folded) {
        return true;
    }
    match kind {
        Kind::Name => NAMES.contains(folded) || is_one_letter_over_and_over(folded),
        Kind::Email => {
            let (local, domain) = folded.rsplit_once('@').unwrap_or((folded, ""));
            is_mailbox(local, domain)
        }
        Kind::Address => ADDRESSES.contains(folded) || is_one_letter_over_and_over(folded),
        Kind::Phone | Kind::Date | Kind::Other => false,
    }
}

fn is_empty(folded: &str) -> bool {
    !folded.chars().any(char::is_alphanumeric) || EMPTY.contains(folded)
}

fn is_one_letter_over_and_over(folded: &str) -> bool {
    let mut chars = folded.chars();
    let first = chars.next();
    folded.len() > 2 && folded.is_ascii() && chars.all(|c| Some(c) == first)
}

/// Whether nobody reads a mailbox, told by what stands before and after its `@`.
pub(crate) fn is_mailbox(local: &str, domain: &str) -> bool {
    let mut letters = [0; LETTERS_MAX];
    let bare = ascii_alphanumeric(local, &mut letters);
    MAILBOXES.contains(bare)
        || DOMAINS.contains(domain)
        || ["noemail", "nomail", "noreply", "donotreply"].iter().any(|start| bare.starts_with(start))
        || [".invalid", ".example", ".test", ".localhost"].iter().any(|end| domain.ends_with(end))
        || bare.len() > 2
            && bare == domain.split('.').next().unwrap_or_default()
            && is_one_letter_over_and_over(bare)
        || !local.chars().chain(domain.chars()).any(char::is_alphanumeric)
}

/// Letters of a mailbox that are looked at: more than a part of a domain has (63, RFC 1035, 2.3.4).
const LETTERS_MAX: usize = 64;

fn ascii_alphanumeric<'a>(text: &str, into: &'a mut [u8; LETTERS_MAX]) -> &'a str {
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
    let len = into.iter_mut().zip(letters).map(|(place, letter)| *place = letter).count();
    std::str::from_utf8(&into[..len]).unwrap_or_default()
}

fn is_phone(text: &str) -> bool {
    let digits: String = fold::text(text).chars().filter(char::is_ascii_digit).collect();
    is_filler(&digits)
}

fn is_date(text: &str) -> bool {
    super::date::parse(text, super::date::Order::DayMonthYear).is_none()
        && super::date::parse(text, super::date::Order::MonthDayYear).is_none()
}

/// Whether digits are no number: one digit over and over, digits in a row, or a number that forms show as a sample.
pub(crate) fn is_filler(digits: &str) -> bool {
    if digits.len() < 5 {
        return true;
    }
    let bytes = digits.as_bytes();
    let rest = &bytes[1..];
    let same = rest.iter().all(|b| *b == bytes[0]);
    let runs = |step: u8| bytes.windows(2).all(|w| (w[0] - b'0' + step) % 10 == w[1] - b'0');
    // A prefix of some kind before one digit over and over: `13000000000`, `18888888888`.
    let tail = bytes[bytes.len().min(3)..].iter().all(|b| *b == bytes[bytes.len() - 1]) && bytes.len() > 8;
    same || runs(1) || runs(9) || tail || PHONES.contains(digits)
}

/// Whether a value is so common for its kind that it must stand for something else: `count` of `filled` cells in a
/// column of `distinct` values.
///
/// What one person has alone is shared by few rows: their own duplicates, and a family. If rows fell on values evenly
/// there would be `filled / distinct` to each, and with rows of people Poisson-distributed about it, more than
/// `mean + 6 * sqrt(mean)` would not be met once in a table of 10^8. The bound is the larger of this and what the kind
/// allows: 20 rows for e-mail addresses, telephone numbers and street addresses (a large household, a shop's own
/// telephone); for dates and names, of which there are few, 1 and 5 percent of the cells and at least 50 rows: no day
/// is the birthday of 1 percent of people, and no whole name is borne by 5.
pub fn by_count(kind: Kind, count: u64, filled: u64, distinct: u64) -> bool {
    let mean = filled as f64 / distinct.max(1) as f64;
    let chance = mean + 6.0 * mean.sqrt();
    let allowed = match kind {
        Kind::Email | Kind::Phone | Kind::Address => 20.0,
        Kind::Date => (filled as f64 / 100.0).max(50.0),
        Kind::Name | Kind::Other => (filled as f64 / 20.0).max(50.0),
    };
    count as f64 > chance.max(allowed)
}

static EMPTY: LazyLock<Set> = LazyLock::new(|| lines(include_str!("data/placeholders.txt"), "any"));
static NAMES: LazyLock<Set> = LazyLock::new(|| lines(include_str!("data/placeholders.txt"), "name"));
static ADDRESSES: LazyLock<Set> = LazyLock::new(|| lines(include_str!("data/placeholders.txt"), "address"));
static MAILBOXES: LazyLock<Set> = LazyLock::new(|| lines(include_str!("data/placeholders.txt"), "mailbox"));
static DOMAINS: LazyLock<Set> = LazyLock::new(|| lines(include_str!("data/placeholders.txt"), "domain"));
static PHONES: LazyLock<Set> = LazyLock::new(|| lines(include_str!("data/placeholders.txt"), "phone"));

/// The values of a kind: lines `kind: value | value`.
fn lines(file: &'static str, kind: &str) -> Set {
    let lines = file.lines().filter_map(|line| line.split_once(": ")).filter(|(of, _)| *of == kind);
    lines.flat_map(|(_, values)| values.split(" | ")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, by_count, is};

    #[test]
    fn known_ones() {
        for text in [
            "", " - ", "n/a", "N/A", "None", "NULL", "nan", "unknown", "无", "未知", "不详", "暂无", "?",
            "k.A.", "なし", "없음",
        ] {
            for kind in [Kind::Name, Kind::Email, Kind::Phone, Kind::Date, Kind::Address, Kind::Other] {
                assert!(is(kind, text), "{text} {kind:?}");
            }
        }
        for (kind, text) in [
            (Kind::Name, "Test"),
            (Kind::Name, "测试"),
            (Kind::Name, "xxx"),
            (Kind::Name, "Guest"),
            (Kind::Email, "noemail@example.com"),
            (Kind::Email, "no-reply@shop.com"),
            (Kind::Email, "test@test.com"),
            (Kind::Phone, "13800138000"),
            (Kind::Phone, "000-000-0000"),
            (Kind::Phone, "1234567890"),
            (Kind::Phone, "11111111111"),
            (Kind::Date, "1900-01-01"),
            (Kind::Date, "0000-00-00"),
            (Kind::Address, "同上"),
        ] {
            assert!(is(kind, text), "{text} {kind:?}");
        }
        for (kind, text) in [
            (Kind::Name, "Nona"),
            (Kind::Name, "吴"),
            (Kind::Email, "anna@example-shop.com"),
            (Kind::Phone, "13912340567"),
            (Kind::Date, "1970-05-01"),
            (Kind::Address, "1 Test Street"),
        ] {
            assert!(!is(kind, text), "{text} {kind:?}");
        }
    }

    #[test]
    fn common_ones() {
        assert!(by_count(Kind::Phone, 500, 100_000, 60_000));
        assert!(!by_count(Kind::Phone, 6, 100_000, 60_000));
        assert!(!by_count(Kind::Phone, 3, 10, 4));
        assert!(by_count(Kind::Date, 3_000, 100_000, 20_000));
        assert!(!by_count(Kind::Date, 40, 100_000, 20_000));
        assert!(!by_count(Kind::Name, 300, 10_000, 3_000));
        // Rows that are all ten duplicates of one another say nothing.
        assert!(!by_count(Kind::Email, 30, 3_000, 100));
    }
}
