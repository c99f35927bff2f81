//! What a file holds, said by hand: a TOML file beside the data.
//!
//! ```
//! use guanxi_core::{import::{CustomerField, Mapping}, text::DateOrder};
//!
//! let mapping = Mapping::from_toml::<CustomerField>(
//!     r##"
//!     source = "till"            # of rows that have no column for it
//!     currency = "EUR"           # the same
//!     zone = "Europe/Berlin"     # of times without one
//!     country = "DE"             # of phone numbers without a prefix
//!     date_order = "dmy"         # how to read 01/02/2026: dmy, mdy, ymd
//!     decimal = ","              # how to read 1.234,50
//!     encoding = "windows-1252"  # recognised, if it is not said
//!     delimiter = ";"            # the same
//!     ignore = ["Intern"]        # columns to leave out
//!
//!     [columns]                  # the others are found by their headers
//!     "Kundennummer" = "external_id"
//!     "Stufe" = "custom:tier"
//!     "Altes Feld" = "extra"     # keep it, but as no field
//!     "#7" = "phone"             # the seventh column, whatever its header
//!     "##,
//!     "till.toml",
//! )?;
//! assert_eq!(mapping.date_order, Some(DateOrder::Dmy));
//! let error = Mapping::from_toml::<CustomerField>("[columns]\nMail = \"e_mail\"", "till.toml").unwrap_err();
//! assert!(error.to_string().starts_with("till.toml, line 2: \"e_mail\" is not a field of a customer; known are source,"));
//! # Ok::<(), guanxi_core::error::Error>(())
//! ```

use std::{collections::BTreeMap, ops::Range};

use guanxi_macros::model;
use serde::Deserialize;
use toml::Spanned;

use super::{columns::Target, delimiter::Delimiter, encoding::Encoding, headers::Field};
use crate::{
    error::{Error, Result},
    money::Currency,
    text::{Country, DateOrder, DecimalMark},
    time::Zone,
};

/// What a file holds and how it is written. Everything may be left unsaid.
#[model(input, default, sparse)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// The source of rows that name none.
    pub source: Option<String>,
    /// The currency of rows that name none: three letters of ISO 4217.
    pub currency: Option<Currency>,
    /// The zone of times that have none.
    pub zone: Option<Zone>,
    /// The country of phone numbers and addresses that name none: two letters of ISO 3166, or a usual name.
    pub country: Option<Country>,
    /// How to read `01/02/2026`.
    pub date_order: Option<DateOrder>,
    /// How to read `1.234` and `1,234`.
    pub decimal: Option<DecimalMark>,
    /// The file's encoding.
    pub encoding: Option<Encoding>,
    /// What separates its cells.
    pub delimiter: Option<Delimiter>,
    /// Columns to leave out, named as in `columns`.
    pub ignore: Vec<String>,
    /// What columns hold. A column is named by its header, or by `#` and its number from 1; what it holds is the name of
    /// a field, `custom:<name>`, `extra` or `ignore`.
    pub columns: BTreeMap<String, String>,
}

/// The part of a mapping that is checked against the fields, with places.
#[derive(Deserialize)]
struct Places {
    #[serde(default)]
    columns: BTreeMap<String, Spanned<String>>,
}

impl Mapping {
    /// Reads a mapping file for customers or orders; messages call it `name`.
    ///
    /// # Errors
    /// `invalid_file`, with the line: what is no TOML; a key that does not exist; a value that is none of its kind; a
    /// target that is no field.
    pub fn from_toml<F: Field>(text: &str, name: &str) -> Result<Self> {
        let refuse = |e: toml::de::Error| Error::file(place(name, text, e.span()), e.message());
        let mapping: Self = toml::from_str(text).map_err(refuse)?;
        let places: Places = toml::from_str(text).map_err(refuse)?;
        for target in places.columns.values() {
            Target::<F>::parse(target.get_ref()).map_err(|e| {
                Error::file(place(name, text, Some(target.span())), e.field("reason").unwrap_or_default())
            })?;
        }
        Ok(mapping)
    }

    /// The mapping as a file.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default() // every type here has a form in TOML
    }
}

fn place(name: &str, text: &str, span: Option<Range<usize>>) -> String {
    let Some(span) = span else { return name.to_owned() };
    let before = &text.as_bytes()[..span.start.min(text.len())];
    format!("{name}, line {}", before.iter().filter(|b| **b == b'\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{CustomerField, OrderField};

    #[test]
    fn everything_said() {
        let text = "source = \"till\"\ncurrency = \"eur\"\nzone = \"Europe/Berlin\"\ncountry = \"de\"\ndate_order = \"mdy\"\n\
                    decimal = \",\"\nencoding = \"latin1\"\ndelimiter = \"tab\"\nignore = [\"a\"]\n[columns]\n\"b\" = \"custom:c\"\n";
        let mapping = Mapping::from_toml::<CustomerField>(text, "m").unwrap();
        assert_eq!(
            (mapping.currency.map(|c| c.to_string()), mapping.country.map(|c| c.to_string())),
            (Some("EUR".into()), Some("DE".into()))
        );
        assert_eq!(
            (mapping.encoding, mapping.delimiter),
            (Some(Encoding::WINDOWS_1252), Some(Delimiter::TAB))
        );
        assert_eq!((mapping.decimal, mapping.date_order), (Some(DecimalMark::Comma), Some(DateOrder::Mdy)));
        assert_eq!(Mapping::from_toml::<CustomerField>(&mapping.to_toml(), "m").unwrap(), mapping);
        assert_eq!(Mapping::from_toml::<CustomerField>("", "m").unwrap(), Mapping::default());
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (text, place, part) in [
            (
                "source = \"a\"\nsauce = \"b\"\n",
                "m.toml, line 2",
                "unknown field `sauce`, expected one of `source`",
            ),
            (
                "\n\n[columns]\na = \"email\"\nb = \"mail\"\n",
                "m.toml, line 5",
                "\"mail\" is not a field of a customer",
            ),
            ("[columns]\na = 1\n", "m.toml, line 2", "string"),
            ("currency = \"EURO\"\n", "m.toml, line 1", "ISO 4217"),
            ("country = \"Atlantis\"\n", "m.toml, line 1", "ISO 3166"),
            ("zone = \"Berlin\"\n", "m.toml, line 1", "IANA"),
            ("date_order = \"dym\"\n", "m.toml, line 1", "`dmy`"),
            ("decimal = \";\"\n", "m.toml, line 1", "`,`"),
            ("encoding = \"klingon\"\n", "m.toml, line 1", "gb18030"),
            ("source = \"a\"\n\ndelimiter = \"ab\"\n", "m.toml, line 3", "semicolon"),
            ("[columns]\nKunde = \"name\"\nKunde = \"email\"\n", "m.toml, line 3", "duplicate"),
            ("[columns]\n客户 = \"name\"\n", "m.toml, line 2", ""),
            ("= 1", "m.toml, line 1", ""),
        ] {
            let error = Mapping::from_toml::<CustomerField>(text, "m.toml").unwrap_err();
            assert_eq!(
                (error.code(), error.field("place").as_deref()),
                ("invalid_file", Some(place)),
                "{text}: {error}"
            );
            assert!(error.to_string().contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn orders_have_other_fields() {
        let text = "[columns]\na = \"customer_ref\"\n";
        assert!(Mapping::from_toml::<OrderField>(text, "m").is_ok());
        assert!(Mapping::from_toml::<CustomerField>(text, "m").is_err());
    }
}
