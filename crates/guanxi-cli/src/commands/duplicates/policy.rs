//! The shop's policy on duplicates as words: `review=0.05 match=0.4 link=never records=50 new=no`.

use guanxi::{DuplicatePolicy, Error, Result};

/// One word of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Word {
    Review(u32),
    Match(u32),
    Link(Option<u32>),
    Records(u32),
    New(bool),
}

/// Reads a word.
pub(crate) fn word(text: &str) -> Result<Word> {
    let refused = || {
        let expected =
            "expected review=P, match=P, link=P or never, records=N, new=yes or no; P from 0.000001 to 1";
        Error::invalid("duplicates", expected)
    };
    let share = |text| super::share(text).map_err(|_| refused());
    match text.split_once('=').ok_or_else(refused)? {
        ("review", value) => share(value).map(Word::Review),
        ("match", value) => share(value).map(Word::Match),
        ("link", "never") => Ok(Word::Link(None)),
        ("link", value) => share(value).map(|above| Word::Link(Some(above))),
        ("records", value) => value.parse().map(Word::Records).map_err(|_| refused()),
        ("new", "yes") => Ok(Word::New(true)),
        ("new", "no") => Ok(Word::New(false)),
        _ => Err(refused()),
    }
}

/// The policy of some words; what none says is as it is unless set.
pub(crate) fn policy(words: &[Word]) -> DuplicatePolicy {
    let mut policy = DuplicatePolicy::default();
    for word in words {
        match *word {
            Word::Review(above) => policy.review_above_ppm = above,
            Word::Match(above) => policy.match_above_ppm = above,
            Word::Link(above) => policy.link_above_ppm = above,
            Word::Records(most) => policy.records_max = most,
            Word::New(at_once) => policy.link_new = at_once,
        }
    }
    policy
}

/// The words of a policy.
pub(crate) fn words(policy: &DuplicatePolicy) -> String {
    let DuplicatePolicy { review_above_ppm, match_above_ppm, link_above_ppm, records_max, link_new } = policy;
    let share = |ppm: u32| (f64::from(ppm) / 1e6).to_string();
    let link = link_above_ppm.map_or_else(|| "never".to_owned(), share);
    let new = if *link_new { "yes" } else { "no" };
    let (review, likely) = (share(*review_above_ppm), share(*match_above_ppm));
    format!("review={review} match={likely} link={link} records={records_max} new={new}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_shown() {
        for text in [
            "review=0.05 match=0.4 link=never records=50 new=no",
            "review=0.01 match=0.5 link=0.999999 records=9 new=yes",
        ] {
            let read: Result<Vec<_>> = text.split(' ').map(word).collect();
            assert_eq!(words(&policy(&read.unwrap())), text);
        }
        assert_eq!(words(&policy(&[])), words(&DuplicatePolicy::default()));
        for text in ["match", "match=2", "new=maybe", "records=-1", "links=0.9"] {
            assert_eq!(word(text).unwrap_err().code(), "invalid_field", "{text}");
        }
    }
}
