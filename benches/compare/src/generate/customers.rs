//! `customers.csv`: people of a web shop, some of whom another source knows too.

use std::{io::Write, path::Path, sync::LazyLock};

use anyhow::Result;

use super::{SEED, write_file};
use crate::random::Sequence;

static GIVEN: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../names/given.txt").split_whitespace().collect());
static FAMILY: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../names/family.txt").split_whitespace().collect());

/// Domains of nobody (`internal` is reserved), which yet do not look made up.
const DOMAINS: [&str; 3] = ["mail.internal", "post.internal", "correo.internal"];
const STREETS: [&str; 10] = [
    "High Street",
    "Station Road",
    "Rue de la Paix",
    "Lindenstraße",
    "Calle Mayor",
    "Main Street",
    "Via Roma",
    "Bahnhofstraße",
    "Avenue Victor Hugo",
    "Church Lane",
];
/// Country, dialling code with the first digits of a mobile number, digits that follow, a city.
const PLACES: [(&str, &str, usize, &str); 6] = [
    ("DE", "+491512", 7, "Hamburg"),
    ("FR", "+336", 8, "Lyon"),
    ("ES", "+346", 8, "Valencia"),
    ("IT", "+39347", 7, "Torino"),
    ("GB", "+447400", 6, "Leeds"),
    ("AT", "+43664", 7, "Graz"),
];
const TAGS: [&str; 5] = ["", "newsletter", "vip", "newsletter;wholesale", "b2b"];

/// Of a hundred rows, how many are somebody again under another source.
const AGAIN: u64 = 3;
/// Of a hundred rows, how many have an e-mail that is nobody's.
const PLACEHOLDERS: u64 = 2;

/// What a row says.
pub(crate) struct Person {
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
    pub(crate) email: String,
    pub(crate) phone: String,
    birth_date: String,
    street: String,
    city: &'static str,
    postcode: String,
    country: &'static str,
    tags: &'static str,
}

impl Person {
    /// The person of a number.
    pub(crate) fn new(number: u64) -> Self {
        let mut random = Sequence::new(SEED ^ number);
        let (given, family) = (*random.pick(&GIVEN), *random.pick(&FAMILY));
        let (country, dial, digits, city) = *random.pick(&PLACES);
        let subscriber = random.next() % 10_u64.pow(digits as u32);
        let email = match random.below(100) {
            0..PLACEHOLDERS => "noemail@example.com".to_owned(),
            _ => format!(
                "{}.{}{number}@{}",
                given.to_lowercase(),
                family.to_lowercase(),
                random.pick(&DOMAINS)
            ),
        };
        Self {
            given,
            family,
            email,
            phone: format!("{dial}{subscriber:0digits$}"),
            birth_date: format!(
                "{}-{:02}-{:02}",
                1940 + random.below(65),
                1 + random.below(12),
                1 + random.below(28)
            ),
            street: format!("{} {}", random.pick(&STREETS), 1 + random.below(220)),
            city,
            postcode: format!("{:05}", 10_000 + random.below(89_999)),
            country,
            tags: *random.pick(&TAGS),
        }
    }

    /// Whether the e-mail is nobody's.
    pub(crate) fn has_placeholder(&self) -> bool {
        self.email.starts_with("noemail@")
    }
}

/// The name that the web shop has for a person.
pub(crate) fn external_id(number: u64) -> String {
    format!("{}", 6_000_000_000 + number)
}

/// Writes so many rows.
pub(crate) fn customers(path: &Path, rows: u64) -> Result<()> {
    write_file(path, |out| {
        writeln!(
            out,
            "source,external_id,given_name,family_name,email,phone,birth_date,address,city,postcode,country,tags"
        )?;
        let mut random = Sequence::new(SEED + 1);
        for row in 0..rows {
            let again = row > 0 && random.below(100) < AGAIN;
            let (source, id, number) = match again {
                true => ("till", format!("T{row}"), random.below(row)),
                false => ("shop", external_id(row), row),
            };
            let p = Person::new(number);
            writeln!(
                out,
                "{source},{id},{},{},{},{},{},{},{},{},{},{}",
                p.given,
                p.family,
                p.email,
                p.phone,
                p.birth_date,
                p.street,
                p.city,
                p.postcode,
                p.country,
                p.tags
            )?;
        }
        Ok(())
    })
}
