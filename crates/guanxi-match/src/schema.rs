//! Which fields a table's columns make, and how records are read into them.

mod beside;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{
    normalise::{
        Hints,
        column::{self, DatePart, Said},
        date, fold, name,
    },
    table::{Column, Table},
    value::{self, Kind, Value},
};

/// The fields of a table: what is compared, and out of which columns it comes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// The fields, in the order they are compared.
    pub fields: Vec<Field>,
    /// Where values without a country of their own are at home, as ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// How dates of numbers alone are written.
    #[serde(default)]
    pub date_order: DateOrder,
    /// Whether Latin names that read as pinyin are Chinese.
    #[serde(default)]
    pub han: bool,
    /// Columns that are not compared, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

/// One thing that is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// The columns it is made of.
    pub source: Source,
    /// The column that tells the country a phone number or postal code belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_column: Option<String>,
    /// The field, by its place in the list, that says much of the same: what this one adds is judged by whether
    /// that one agrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
}

/// The columns a field is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// These, joined.
    Columns(Vec<String>),
    /// A whole name in one column.
    FullName(String),
    /// A given name in one column, a family name in another; either may be absent.
    NameParts(Option<String>, Option<String>),
    /// Year, month and day in columns of their own.
    DateParts(Option<String>, Option<String>, Option<String>),
    /// An age in one column, the year it is of in another: the year of birth, give or take one.
    AgeInYear(String, String),
}

/// A column that is not compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Its name.
    pub column: String,
    /// Why.
    pub reason: String,
}

/// How a date of numbers alone is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say it
pub enum DateOrder {
    #[default]
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

impl From<date::Order> for DateOrder {
    fn from(order: date::Order) -> Self {
        match order {
            date::Order::YearMonthDay => Self::YearMonthDay,
            date::Order::DayMonthYear => Self::DayMonthYear,
            date::Order::MonthDayYear => Self::MonthDayYear,
        }
    }
}

impl DateOrder {
    fn order(self) -> date::Order {
        match self {
            Self::YearMonthDay => date::Order::YearMonthDay,
            Self::DayMonthYear => date::Order::DayMonthYear,
            Self::MonthDayYear => date::Order::MonthDayYear,
        }
    }
}

/// The most fields that are compared: their levels share one word.
pub const FIELDS_MOST: usize = 16;

/// Cells of a column that are looked at to tell what it holds.
const SAMPLE: usize = 400;

impl Schema {
    /// Finds out what the columns of a table hold. The truth of an evaluation must not be among them.
    pub fn of(table: &Table) -> Self {
        let mut found = Found::of(table);
        let mut schema = Self { han: found.han(), ..Self::default() };
        schema.date_order = found.date_order().into();
        schema.country = found.country();
        found.names(table, &mut schema);
        found.dates(&mut schema);
        for (kind, as_kind) in [
            (column::Kind::Identifier, Kind::Identifier),
            (column::Kind::Email, Kind::Email),
            (column::Kind::Phone, Kind::Phone),
        ] {
            found.single(&mut schema, kind, as_kind);
        }
        found.places(&mut schema);
        for (kind, as_kind) in [
            (column::Kind::Gender, Kind::Gender),
            (column::Kind::Text, Kind::Text),
            (column::Kind::Set, Kind::Set),
            (column::Kind::Number, Kind::Number),
            (column::Kind::Category, Kind::Category),
        ] {
            found.single(&mut schema, kind, as_kind);
        }
        found.unlike_their_headers(&mut schema);
        schema.bound();
        schema
    }

    /// More than a word of levels is not compared.
    fn bound(&mut self) {
        while self.fields.len() > FIELDS_MOST {
            if let Some(field) = self.fields.pop() {
                self.left_out
                    .push(LeftOut { column: field.name, reason: format!("more than {FIELDS_MOST} fields") });
            }
        }
    }

    pub(crate) fn hints(&self) -> Hints {
        Hints { country: self.country.clone(), order: self.date_order.order(), han: self.han }
    }

    pub(crate) fn index_of(&self, kind: Kind) -> Option<usize> {
        self.fields.iter().position(|field| field.kind == kind)
    }

    pub(crate) fn all_of(&self, kind: Kind) -> impl Iterator<Item = usize> + '_ {
        (0..self.fields.len()).filter(move |&field| self.fields[field].kind == kind)
    }
}

/// What the columns were found to hold.
struct Found<'a> {
    columns: Vec<Seen<'a>>,
}

/// A column, what its header says and what it was found to hold.
struct Seen<'a> {
    column: &'a Column,
    said: Option<Said>,
    kind: column::Kind,
}

impl<'a> Seen<'a> {
    fn of(column: &'a Column, rows: usize) -> Self {
        let said = column::said(column.name());
        let filled = column.symbols().iter().filter(|&&symbol| symbol != 0).count();
        let mut kind = column::detect_distinct(column.name(), &samples(column), filled, column.distinct());
        let is_unsaid = said.is_none_or(|said| said.kind != kind);
        if filled == column.distinct() && filled == rows && is_row_id(column, kind, said) {
            kind = column::Kind::Unique;
        }
        if kind == column::Kind::Text && column.distinct() * 8 < filled {
            kind = column::Kind::Category;
        }
        if kind == column::Kind::Number && is_unsaid && column.distinct() > 20 {
            kind = column::Kind::Ignored; // a quantity of what, nothing says
        }
        Self { column, said, kind }
    }

    fn name(&self) -> &'a str {
        self.column.name()
    }

    /// Whether it says of which country a row is, if it be the same one in all.
    fn names_countries(&self) -> bool {
        let is_said = self.said.is_some_and(|said| said.kind == column::Kind::Country);
        self.kind == column::Kind::Country || is_said && self.column.distinct() == 1
    }

    /// Whether it says of which year a row is.
    fn is_year_of_rows(&self) -> bool {
        let is_year = match self.kind {
            column::Kind::DatePart(DatePart::Year) => !is_year_of_birth(self),
            column::Kind::Ignored => self.said.is_none_or(|said| said.is_bare),
            _ => false,
        };
        is_year
            && column::names_a_year(self.name())
            && samples(self.column).iter().all(|text| date::is_year(text))
    }

    /// Whether its header tells nothing for sure.
    fn is_unsaid(&self) -> bool {
        self.said.is_none_or(|said| said.is_bare)
    }
}

impl<'a> Found<'a> {
    fn of(table: &'a Table) -> Self {
        let copies = is_one_row(table);
        let seen = |column: &'a Column| {
            let is_constant = column.distinct() == 1 && table.rows() > 1 && !copies;
            if column.distinct() == 0 || is_constant {
                return Seen { column, said: column::said(column.name()), kind: column::Kind::Ignored };
            }
            Seen::of(column, table.rows())
        };
        let mut columns: Vec<_> = table.columns().iter().map(seen).collect();
        beside::settle(&mut columns, table);
        Self { columns }
    }

    fn of_kind(&self, kind: column::Kind) -> Vec<String> {
        self.columns.iter().filter(|found| found.kind == kind).map(|found| found.name().to_owned()).collect()
    }

    /// The first column of a kind; one whose header says nothing else before others.
    fn first(&self, kind: column::Kind) -> Option<String> {
        let is_clear = |seen: &&&Seen<'_>| seen.said.is_some_and(|said| said.kind == kind && said.is_clear);
        let of_kind: Vec<&Seen<'_>> = self.columns.iter().filter(|found| found.kind == kind).collect();
        let first = of_kind.iter().find(is_clear).or(of_kind.first());
        first.map(|found| found.name().to_owned())
    }

    fn han(&self) -> bool {
        let named = [column::Kind::FullName, column::Kind::GivenName, column::Kind::FamilyName];
        self.columns.iter().filter(|found| named.contains(&found.kind)).any(|found| {
            let samples = samples(found.column);
            let han = samples.iter().filter(|text| text.chars().any(fold::is_han)).count();
            let kana = samples.iter().filter(|text| text.chars().any(fold::is_kana)).count();
            han * 5 > samples.len() && kana * 20 < samples.len()
        })
    }

    fn date_order(&self) -> date::Order {
        let dates = self.columns.iter().filter(|found| found.kind == column::Kind::BirthDate);
        date::guess_order(dates.flat_map(|found| samples(found.column)))
    }

    /// The country that most rows name; else what phones, addresses and names tell, and what names are written in.
    fn country(&self) -> Option<String> {
        let most = self.columns.iter().find(|seen| seen.names_countries()).and_then(|seen| {
            let mut counts = vec![0_u32; seen.column.distinct() + 1];
            seen.column.symbols().iter().for_each(|&symbol| counts[symbol as usize] += 1);
            let best = (1..counts.len()).max_by_key(|&symbol| counts[symbol])?;
            column::country(seen.column.text(best as u32)).map(str::to_owned)
        });
        let told = || {
            let samples: Vec<_> = self.columns.iter().map(|seen| (seen.kind, samples(seen.column))).collect();
            let samples: Vec<_> = samples.iter().map(|(kind, samples)| (*kind, &samples[..])).collect();
            column::hints(&samples).country
        };
        most.or_else(told).or_else(|| self.han().then(|| "CN".to_owned()))
    }

    fn names(&mut self, table: &Table, schema: &mut Schema) {
        let mut full = self.of_kind(column::Kind::FullName);
        let reading = self.name_in_other_letters();
        let (given, family) = (self.first(column::Kind::GivenName), self.first(column::Kind::FamilyName));
        if let (Some(given), Some(family)) = (&given, &family) {
            full.retain(|column| {
                let repeats = repeats(table, column, given, family);
                if repeats {
                    let reason = format!("says what {given} and {family} say");
                    schema.left_out.push(LeftOut { column: column.clone(), reason });
                }
                !repeats
            });
        }
        let source = match (given, family, full.first()) {
            (Some(part), None, Some(whole)) | (None, Some(part), Some(whole)) => {
                let reason = format!("a part of the name alone; {whole} has all of it");
                schema.left_out.push(LeftOut { column: part, reason });
                Source::FullName(full.remove(0))
            }
            (None, None, Some(_)) => Source::FullName(full.remove(0)),
            (None, None, None) => return,
            (given, family, _) => Source::NameParts(given, family),
        };
        full.extend(self.made_of_names(table, &source));
        schema.push("given name", Kind::Given, source.clone(), None);
        schema.push("family name", Kind::Family, source, None);
        for column in full {
            schema.push(&column, Kind::Alias, Source::Columns(vec![column.clone()]), Some(0));
        }
        if let Some(columns) = reading {
            schema.push(&columns.join(" "), Kind::Alias, Source::Columns(columns.to_vec()), Some(0));
        }
    }

    /// Columns of what is made of a name (`jsmith`, `Smith, John`): they lie within it, as another writing of it does.
    fn made_of_names(&mut self, table: &Table, name: &Source) -> Vec<String> {
        let parts = match name {
            Source::FullName(column) => vec![column.as_str()],
            Source::NameParts(given, family) => {
                [given, family].into_iter().flatten().map(String::as_str).collect()
            }
            _ => Vec::new(),
        };
        let parts: Vec<&Column> =
            table.columns().iter().filter(|column| parts.contains(&column.name())).collect();
        let may_be =
            |seen: &&mut Seen<'_>| matches!(seen.kind, column::Kind::Text | column::Kind::Identifier);
        let of_name =
            self.columns.iter_mut().filter(may_be).filter(|seen| is_made_of(table, seen.column, &parts));
        let taken = |seen: &mut Seen<'_>| {
            seen.kind = column::Kind::FullName;
            seen.name().to_owned()
        };
        of_name.map(taken).collect()
    }

    /// A second pair of given and family name, in other letters than the first: how a name in characters is read.
    fn name_in_other_letters(&self) -> Option<[String; 2]> {
        let of_kind = |kind| self.columns.iter().filter(move |seen| seen.kind == kind);
        let (mut given, mut family) = (of_kind(column::Kind::GivenName), of_kind(column::Kind::FamilyName));
        let (first, _) = (given.next()?, family.next()?);
        let (given, family) = (given.next()?, family.next()?);
        let differs = beside::Letters::of(first.column) != beside::Letters::of(given.column);
        differs.then(|| [family, given].map(|seen| seen.name().to_owned()))
    }

    /// A date of birth in parts, and whole ones.
    fn dates(&mut self, schema: &mut Schema) {
        let parts = self.parts_of_birth();
        for seen in &self.columns {
            let column::Kind::DatePart(part) = seen.kind else { continue };
            if !parts.iter().flatten().any(|name| name == seen.name()) {
                let reason = self.why_no_part(seen, part);
                schema.left_out.push(LeftOut { column: seen.name().to_owned(), reason });
            }
        }
        if let [Some(_), ..] = parts {
            let [year, month, day] = parts;
            schema.push("birth date", Kind::Date, Source::DateParts(year, month, day), None);
        }
        self.single(schema, column::Kind::BirthDate, Kind::Date);
        if schema.index_of(Kind::Date).is_none() {
            self.age(schema);
        }
    }

    /// An age beside the year of a census tells the year of birth.
    fn age(&mut self, schema: &mut Schema) {
        let is_age = |seen: &Seen<'_>| seen.kind == column::Kind::Number && column::is_age(seen.name());
        let Some(age) = self.columns.iter().position(is_age) else { return };
        let Some(year) = self.columns.iter().position(Seen::is_year_of_rows) else { return };
        let [age, year] = [age, year].map(|at| {
            let seen = &mut self.columns[at];
            seen.kind = column::Kind::Ignored;
            seen.name().to_owned()
        });
        schema.left_out.retain(|left| left.column != year);
        schema.push("birth year", Kind::Date, Source::AgeInYear(age, year), None);
    }

    /// Year and month, perhaps a day; or the year alone where no column says that it has whole dates of birth.
    fn parts_of_birth(&self) -> [Option<String>; 3] {
        let name = |part| self.part(part).map(|seen| seen.name().to_owned());
        let year = name(DatePart::Year).filter(|_| self.part(DatePart::Year).is_some_and(is_year_of_birth));
        let month = name(DatePart::Month).filter(|_| year.is_some());
        if month.is_none() && self.whole_birth().is_some() {
            return [None, None, None];
        }
        let day = name(DatePart::Day).filter(|_| month.is_some());
        [year, month, day]
    }

    fn part(&self, part: DatePart) -> Option<&Seen<'a>> {
        self.columns.iter().find(|seen| seen.kind == column::Kind::DatePart(part))
    }

    /// The column whose header and cells say that it has whole dates of birth.
    fn whole_birth(&self) -> Option<&Seen<'a>> {
        let is_said = |seen: &&Seen<'_>| seen.said.is_some_and(|said| said.kind == seen.kind);
        self.columns.iter().filter(|seen| seen.kind == column::Kind::BirthDate).find(is_said)
    }

    /// Why a part of a date is not compared: what is missing beside it.
    fn why_no_part(&self, seen: &Seen<'_>, part: DatePart) -> String {
        let (part, before) = match part {
            DatePart::Year if !is_year_of_birth(seen) => return NOT_OF_BIRTH.to_owned(),
            DatePart::Year => ("year", Some(seen)),
            DatePart::Month => ("month", self.part(DatePart::Year).filter(|year| is_year_of_birth(year))),
            DatePart::Day => ("day", self.part(DatePart::Month)),
        };
        match (before, self.whole_birth()) {
            (_, Some(whole)) => format!("the {part} of a date; {} has all of it", whole.name()),
            (Some(_), None) if part == "day" => "a day, and no column has its year of birth".to_owned(),
            (Some(_), None) => format!("another column has the {part} of birth"),
            (None, None) if part == "day" => "a day, and no column has its month".to_owned(),
            (None, None) => "a month, and no column has its year of birth".to_owned(),
        }
    }

    /// Why a column is left out whose header says what its cells are not.
    fn unlike_their_headers(&self, schema: &mut Schema) {
        let ignored = |seen: &&Seen<'_>| seen.kind == column::Kind::Ignored && seen.column.distinct() > 1;
        for seen in self.columns.iter().filter(ignored) {
            if seen.said.is_none() && column::names_a_year(seen.name()) {
                let reason = NOT_OF_BIRTH.to_owned();
                schema.left_out.push(LeftOut { column: seen.name().to_owned(), reason });
            }
            let Some(said) = seen.said else { continue };
            let missing = match said.kind {
                column::Kind::Phone => "telephone numbers",
                column::Kind::Email => "e-mail addresses",
                column::Kind::BirthDate => "dates of birth",
                column::Kind::DatePart(DatePart::Year) => "years",
                column::Kind::Postcode => "postal codes",
                _ => continue,
            };
            let reason = format!("its name says {missing}, most of its cells hold none");
            schema.left_out.push(LeftOut { column: seen.name().to_owned(), reason });
        }
    }

    fn single(&self, schema: &mut Schema, kind: column::Kind, as_kind: Kind) {
        for column in self.of_kind(kind) {
            // People make their e-mail address out of their name: namesakes have like ones.
            let within = schema.index_of(Kind::Given).filter(|_| as_kind == Kind::Email);
            schema.push(&column, as_kind, Source::Columns(vec![column.clone()]), within);
            let country = self.first(column::Kind::Country);
            if let (Some(field), Kind::Phone | Kind::Postcode) = (schema.fields.last_mut(), as_kind) {
                field.country_column = country;
            }
        }
    }

    /// Places from the finest to the roughest: each lies within the one before.
    fn places(&self, schema: &mut Schema) {
        let address: Vec<String> = self
            .columns
            .iter()
            .filter(|found| matches!(found.kind, column::Kind::Address | column::Kind::StreetNumber))
            .map(|found| found.name().to_owned())
            .collect();
        let mut within = None;
        if !address.is_empty() {
            let name = if address.len() == 1 { address[0].clone() } else { "address".to_owned() };
            within = schema.push(&name, Kind::Address, Source::Columns(address), None);
        }
        for (kind, as_kind) in [
            (column::Kind::Postcode, Kind::Postcode),
            (column::Kind::City, Kind::Place),
            (column::Kind::Region, Kind::Place),
            (column::Kind::Country, Kind::Place),
        ] {
            for column in self.of_kind(kind) {
                within = schema.push(&column, as_kind, Source::Columns(vec![column.clone()]), within);
                let country = self.first(column::Kind::Country);
                if let (Some(field), Kind::Postcode) = (schema.fields.last_mut(), as_kind) {
                    field.country_column = country;
                }
            }
        }
    }
}

impl Schema {
    fn push(&mut self, name: &str, kind: Kind, source: Source, within: Option<usize>) -> Option<usize> {
        self.fields.push(Field { name: name.to_owned(), kind, source, country_column: None, within });
        Some(self.fields.len() - 1)
    }
}

const NOT_OF_BIRTH: &str = "a year, and nothing says that it is of birth";

fn is_year_of_birth(seen: &Seen<'_>) -> bool {
    !seen.is_unsaid() || beside::is_years_of_birth(seen.column)
}

/// Whether every row says the same, in two columns or more: one row that was copied, of which each column is a part.
/// A single column of one value is none, and no evidence that its rows are one person.
fn is_one_row(table: &Table) -> bool {
    let filled = table.columns().iter().filter(|column| column.distinct() > 0);
    let constant =
        |column: &Column| column.distinct() == 1 && column.symbols().iter().all(|&symbol| symbol != 0);
    filled.clone().count() > 1 && filled.clone().all(constant)
}

/// Whether most cells of a column hold a word of a name in the same row, letters that look alike being one.
fn is_made_of(table: &Table, column: &Column, name: &[&Column]) -> bool {
    let step = table.rows().div_ceil(SAMPLE * 4).max(1);
    let (mut seen, mut made) = (0, 0);
    for row in (0..table.rows()).step_by(step).filter(|&row| !column.cell(row).is_empty()) {
        let text = fold::text(column.cell(row));
        let words: Vec<String> = name.iter().map(|part| fold::text(part.cell(row))).collect();
        let mut words = words
            .iter()
            .flat_map(|words| words.split_whitespace())
            .filter(|word| word.len() >= WORD)
            .peekable();
        if words.peek().is_some() {
            seen += 1;
            made += u32::from(words.any(|word| text.contains(word.trim_matches(','))));
        }
    }
    seen > 0 && made * 2 > seen
}

/// Bytes of a word that a text holds by chance now and then only.
const WORD: usize = 4;

/// Whether nearly all cells of a column are those of two others together.
fn repeats(table: &Table, column: &str, given: &str, family: &str) -> bool {
    let find = |name: &str| table.columns().iter().find(|column| column.name() == name);
    let (Some(column), Some(given), Some(family)) = (find(column), find(given), find(family)) else {
        return false;
    };
    let step = table.rows().div_ceil(SAMPLE * 4).max(1);
    let (mut seen, mut same) = (0, 0);
    for row in (0..table.rows()).step_by(step).filter(|&row| !column.cell(row).is_empty()) {
        seen += 1;
        let joined = format!("{} {}", given.cell(row), family.cell(row));
        same += u32::from(joined.split_whitespace().eq(column.cell(row).split_whitespace()));
    }
    seen > 0 && same * 10 >= seen * 9
}

/// Whether a column of which every row says something else numbers the rows. What a person bears comes again where the
/// person does; so a number that never does tells nothing, whatever it is called. Few rows are too few to say so of
/// texts, of amounts and of what a state numbers people by.
fn is_row_id(column: &Column, kind: column::Kind, said: Option<Said>) -> bool {
    use column::Kind;
    let some = column.distinct() > 1;
    let many = column.distinct() > FEW;
    let very_many = column.distinct() > SAMPLE;
    let is_lifelong = said.is_some_and(|said| said.is_lifelong);
    let is_clear = said.is_some_and(|said| said.kind == kind && said.is_clear && !said.is_bare);
    match kind {
        Kind::Unique => true,
        Kind::Identifier => many || some && !is_lifelong,
        Kind::Number | Kind::Text => many || is_of_codes(column) && may_number(column, said),
        Kind::Phone => many && !is_clear && !ends_repeat(column),
        Kind::Postcode => many && !is_clear,
        Kind::BirthDate => very_many && !is_clear,
        _ => false,
    }
}

/// Whether a header leaves it open that codes below it number rows.
fn may_number(column: &Column, said: Option<Said>) -> bool {
    match said {
        None => column.distinct() > 2,
        Some(said) => said.kind == column::Kind::FullName,
    }
}

/// Rows that are too few to tell by their number alone that nothing comes again.
const FEW: usize = 20;

/// Whether cells are single words with digits, as codes are.
fn is_of_codes(column: &Column) -> bool {
    let is_code = |text: &&str| {
        text.bytes().any(|byte| byte.is_ascii_digit()) && !text.trim().contains(char::is_whitespace)
    };
    samples(column).iter().all(is_code)
}

/// Whether a telephone number comes again in another writing: with its last eight digits.
fn ends_repeat(column: &Column) -> bool {
    let end = |symbol: usize| -> String {
        let digits = column.text(symbol as u32).chars().filter_map(|c| c.to_digit(10));
        let digits: Vec<u32> = digits.collect();
        digits[digits.len().saturating_sub(8)..].iter().map(u32::to_string).collect()
    };
    let ends: std::collections::HashSet<String> = (1..=column.distinct()).map(end).collect();
    ends.len() < column.distinct()
}

/// Distinct cells, spread over the column.
fn samples(column: &Column) -> Vec<&str> {
    let step = column.distinct().div_ceil(SAMPLE).max(1);
    (1..=column.distinct()).step_by(step).map(|symbol| column.text(symbol as u32)).collect()
}

/// Reads the cells of a record into values of fields.
pub(crate) struct Reader<'a> {
    schema: &'a Schema,
    hints: Hints,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(schema: &'a Schema) -> Self {
        Self { schema, hints: schema.hints() }
    }

    /// The value of a field out of the cells of its columns, in the order of [`columns_of`].
    pub(crate) fn value(&self, field: usize, cells: &[&str]) -> Option<Value> {
        let spec = &self.schema.fields[field];
        match &spec.source {
            Source::FullName(_) => self.part(spec.kind, name::full(cells[0], &self.hints)),
            Source::NameParts(given, family) => {
                let mut cells = cells.iter();
                let given = given.as_ref().and_then(|_| cells.next()).map_or("", |cell| cell);
                let family = family.as_ref().and_then(|_| cells.next()).map_or("", |cell| cell);
                if given.is_empty() && family.is_empty() {
                    return None;
                }
                self.part(spec.kind, name::parts(given, family, &self.hints))
            }
            Source::DateParts(year, month, day) => {
                let mut cells = cells.iter();
                let mut next =
                    |part: &Option<String>| part.as_ref().and_then(|_| cells.next()).map_or("", |c| c);
                let (year, month, day) = (next(year), next(month), next(day));
                date::from_parts(year, month, day).map(value::of_date)
            }
            Source::AgeInYear(..) => date::from_age(cells[0], cells[1]).map(value::of_date),
            Source::Columns(columns) => {
                let country =
                    spec.country_column.as_ref().map(|_| cells[cells.len() - 1]).filter(|c| !c.is_empty());
                let joined;
                let text = if columns.len() == 1 {
                    cells[0]
                } else {
                    joined = cells[..columns.len()]
                        .iter()
                        .filter(|c| !c.is_empty())
                        .copied()
                        .collect::<Vec<_>>()
                        .join(" ");
                    &joined
                };
                if text.is_empty() { None } else { value::read(spec.kind, text, country, &self.hints) }
            }
        }
    }

    /// Both parts of a name out of the cells of its columns, which are read once.
    pub(crate) fn name(&self, field: usize, cells: &[&str]) -> [Option<Value>; 2] {
        let found = match &self.schema.fields[field].source {
            Source::FullName(_) => name::full(cells[0], &self.hints),
            Source::NameParts(Some(_), Some(_)) => name::parts(cells[0], cells[1], &self.hints),
            Source::NameParts(Some(_), None) => name::parts(cells[0], "", &self.hints),
            _ => name::parts("", cells[0], &self.hints),
        };
        found.map_or([None, None], |name| value::of_name(&name))
    }

    fn part(&self, kind: Kind, name: Option<name::Name>) -> Option<Value> {
        let [given, family] = value::of_name(&name?);
        if kind == Kind::Given { given } else { family }
    }
}

/// The columns whose cells a field is read from, its country last.
pub(crate) fn columns_of(field: &Field) -> Vec<&str> {
    let mut columns: Vec<&str> = match &field.source {
        Source::Columns(columns) => columns.iter().map(String::as_str).collect(),
        Source::FullName(column) => vec![column],
        Source::NameParts(a, b) => [a, b].into_iter().flatten().map(String::as_str).collect(),
        Source::AgeInYear(age, year) => vec![age, year],
        Source::DateParts(a, b, c) => [a, b, c].into_iter().flatten().map(String::as_str).collect(),
    };
    columns.extend(field.country_column.as_deref());
    columns
}
