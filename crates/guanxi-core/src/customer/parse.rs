//! From text as people write it to a record's content: each value read once.

use std::collections::BTreeMap;

use super::{AddressInput, CustomerInput, Issue, Reading};
use crate::{
    error::{Error, Result},
    identity::RecordContent,
    settings::{FieldValue, ShopSettings},
    text::{Address, BirthDate, Country, Email, Language, PersonName, Phone, checked_text},
    time::Date,
};

/// Bytes that one text value has at most.
const TEXT_MAX: usize = 4096;

/// Reads what a source says. Under [`Reading::Lenient`] what does not read is kept as it came and reported.
pub(crate) fn content(
    input: &CustomerInput,
    settings: &ShopSettings,
    today: Date,
    reading: Reading,
) -> Result<(RecordContent, Vec<Issue>)> {
    let mut reader = Reader { reading, issues: vec![], raw: BTreeMap::new() };
    let address = reader.address(&input.address)?;
    let country = address.as_ref().and_then(|a| a.country).or(settings.country);
    let mut extra = BTreeMap::new();
    for (name, value) in &input.extra {
        extra.insert(tidy_name(name), reader.text(name, value)?.unwrap_or_default());
    }
    let content = RecordContent {
        external_id: input.external_id.as_deref().map(|id| checked_text("external_id", id)).transpose()?,
        name: reader.name(input)?,
        email: reader.value("email", &input.email, |t| t.parse::<Email>(), |e| e.as_str().to_owned())?,
        phone: reader.value("phone", &input.phone, |t| Phone::parse(t, country), |p| p.e164().to_owned())?,
        birth_date: reader.value(
            "birth_date",
            &input.birth_date,
            |t| BirthDate::parse(t, country, Some(today)),
            ToString::to_string,
        )?,
        gender: reader.optional("gender", &input.gender)?,
        language: reader.value(
            "language",
            &input.language,
            |t| t.parse::<Language>(),
            |l| l.as_str().to_owned(),
        )?,
        company: reader.optional("company", &input.company)?,
        note: reader.optional("note", &input.note)?,
        tags: reader.tags(&input.tags)?,
        removed_tags: vec![],
        fields: reader.fields(&input.fields, settings)?,
        cleared: vec![],
        created_at: input.created_at,
        address,
        extra,
        raw: reader.raw,
    };
    Ok((content, reader.issues))
}

struct Reader {
    reading: Reading,
    issues: Vec<Issue>,
    raw: BTreeMap<String, String>,
}

impl Reader {
    /// Reads a value; keeps the text as it came where the value shows another.
    fn value<T>(
        &mut self,
        field: &str,
        text: &Option<String>,
        read: impl Fn(&str) -> Result<T>,
        show: impl Fn(&T) -> String,
    ) -> Result<Option<T>> {
        let Some(text) = self.present(field, text)? else { return Ok(None) };
        match read(text.trim()) {
            Ok(value) => {
                if show(&value) != text {
                    self.raw.insert(field.to_owned(), text);
                }
                Ok(Some(value))
            }
            Err(e) => self.refuse(field, e).map(|()| {
                self.raw.insert(field.to_owned(), text);
                None
            }),
        }
    }

    /// An error, or under lenient reading an issue.
    fn refuse(&mut self, field: &str, err: Error) -> Result<()> {
        let reason = err.field("reason").unwrap_or_else(|| err.to_string());
        if self.reading == Reading::Strict {
            return Err(Error::invalid(field, reason));
        }
        self.issues.push(Issue { field: field.to_owned(), reason });
        Ok(())
    }

    /// The text of a field, if it has any. Texts that are too long are cut under lenient reading.
    fn present(&mut self, field: &str, text: &Option<String>) -> Result<Option<String>> {
        let Some(text) = text.as_deref().filter(|t| !t.trim().is_empty()) else { return Ok(None) };
        self.text(field, text)
    }

    fn text(&mut self, field: &str, text: &str) -> Result<Option<String>> {
        if text.len() <= TEXT_MAX {
            return Ok(Some(text.to_owned()));
        }
        self.refuse(field, Error::invalid(field, format_args!("longer than {TEXT_MAX} bytes")))?;
        let end = (0..=TEXT_MAX).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        Ok(Some(text[..end].to_owned()))
    }

    fn optional(&mut self, field: &str, text: &Option<String>) -> Result<Option<String>> {
        Ok(self.present(field, text)?.map(|t| t.trim().to_owned()))
    }

    fn name(&mut self, input: &CustomerInput) -> Result<Option<PersonName>> {
        let given = self.present("given_name", &input.given_name)?;
        let family = self.present("family_name", &input.family_name)?;
        let whole = self.present("name", &input.name)?;
        let name = match (&given, &family, &whole) {
            (None, None, None) => return Ok(None),
            (None, None, Some(whole)) => PersonName::parse(whole),
            _ => PersonName::from_parts(given.as_deref(), family.as_deref()),
        };
        let said = [("given_name", given), ("family_name", family), ("name", whole)];
        let name = match name {
            Ok(name) => Some(name),
            Err(e) => self.refuse("name", e).map(|()| None)?,
        };
        let name = name.filter(|n| !n.is_placeholder());
        for (field, text) in said {
            let Some(text) = text else { continue };
            let shown = match (field, &name) {
                ("given_name", Some(n)) => n.given().unwrap_or_default().to_owned(),
                ("family_name", Some(n)) => n.family().unwrap_or_default().to_owned(),
                (_, Some(n)) => n.to_string(),
                _ => String::new(),
            };
            if shown != text {
                self.raw.insert(field.to_owned(), text);
            }
        }
        Ok(name)
    }

    fn address(&mut self, input: &AddressInput) -> Result<Option<Address>> {
        let country =
            self.value("country", &input.country, |t| t.parse::<Country>(), |c| c.as_str().to_owned())?;
        let lines = input.lines.iter().filter(|l| !l.trim().is_empty()).map(|l| self.text("address", l));
        let lines = lines.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
        let mut address = Address::new(lines);
        address.city = self.optional("city", &input.city)?;
        address.region = self.optional("region", &input.region)?;
        address.postcode = self.optional("postcode", &input.postcode)?;
        address.country = country;
        address.latitude_e6 = self.degrees("latitude", &input.latitude, 90)?;
        address.longitude_e6 = self.degrees("longitude", &input.longitude, 180)?;
        Ok(Some(address.tidy()).filter(|a| !a.is_empty()))
    }

    /// Degrees as decimal text, in millionths.
    fn degrees(&mut self, field: &str, text: &Option<String>, most: i32) -> Result<Option<i32>> {
        self.value(
            field,
            text,
            |t| micro_degrees(field, t, most),
            |n| {
                format!("{}{}.{:06}", if *n < 0 { "-" } else { "" }, n.abs() / 1_000_000, n.abs() % 1_000_000)
            },
        )
    }

    fn tags(&mut self, tags: &[String]) -> Result<Vec<String>> {
        let mut out = Vec::new();
        for tag in tags.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
            out.extend(self.text("tags", tag)?);
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }

    fn fields(
        &mut self,
        fields: &BTreeMap<String, String>,
        settings: &ShopSettings,
    ) -> Result<BTreeMap<String, FieldValue>> {
        let mut out = BTreeMap::new();
        for (name, text) in fields.iter().filter(|(_, text)| !text.trim().is_empty()) {
            let definition = settings.fields.iter().find(|d| d.name == *name);
            let value =
                definition.map_or_else(|| Err(unknown_field(name, settings)), |d| d.read(text.trim()));
            match value {
                Ok(value) => drop(out.insert(name.clone(), value)),
                Err(e) => {
                    self.refuse(name, e)?;
                    self.raw.insert(name.clone(), text.clone());
                }
            }
        }
        Ok(out)
    }
}

/// What a source calls something, such as the header of a column: on one line, not too long.
fn tidy_name(name: &str) -> String {
    let line = name
        .split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    line.chars().take(64).collect()
}

fn unknown_field(name: &str, settings: &ShopSettings) -> Error {
    let known: Vec<_> = settings.fields.iter().map(|d| d.name.as_str()).collect();
    let known =
        if known.is_empty() { "none yet; shop.define_field makes one".to_owned() } else { known.join(", ") };
    Error::invalid(name, format_args!("no such field; the shop's fields: {known}"))
}

fn micro_degrees(field: &str, text: &str, most: i32) -> Result<i32> {
    let refused =
        || Error::invalid(field, format_args!("expected decimal degrees between -{most} and {most}"));
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(refused());
    }
    let whole: i32 = whole.parse().map_err(|_| refused())?;
    let fraction: i32 = format!("{fraction:0<6}")[..6].parse().map_err(|_| refused())?;
    let value = whole.checked_mul(1_000_000).and_then(|w| w.checked_add(fraction)).ok_or_else(refused)?;
    if value > most * 1_000_000 { Err(refused()) } else { Ok(sign * value) }
}

/// Reads an address that is not a customer's own, such as an order's.
pub(crate) fn address(input: &AddressInput) -> Result<Option<Address>> {
    Reader { reading: Reading::Strict, issues: vec![], raw: BTreeMap::new() }.address(input)
}

/// Refuses to clear what is no field.
pub(super) fn clearable(names: &[String], settings: &ShopSettings) -> Result<()> {
    const FIELDS: [&str; 9] =
        ["name", "email", "phone", "birth_date", "gender", "language", "company", "address", "note"];
    let known =
        |name: &String| FIELDS.contains(&name.as_str()) || settings.fields.iter().any(|d| d.name == *name);
    match names.iter().find(|name| !known(name)) {
        Some(_) => Err(Error::invalid(
            "clear",
            format_args!("expected {} or a field of the shop's own", FIELDS.join(", ")),
        )),
        None => Ok(()),
    }
}
