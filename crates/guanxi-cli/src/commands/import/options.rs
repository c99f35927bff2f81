use std::path::PathBuf;

use clap::{Args, ValueEnum};
use guanxi::{
    Country, Currency, DateOrder, DecimalMark, Error, Result, Zone,
    import::{Delimiter, Encoding, Field, Mapping},
};

/// How to read a file; options beat the mapping file.
#[derive(Debug, Args)]
#[command(next_help_heading = "How to read the file")]
pub(super) struct Reading {
    /// A mapping file: what its columns hold, and all that stands below
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Where rows come from that do not say it themselves [default: import]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The encoding: utf-8, gb18030, windows-1252 and others [default: recognised]
    #[arg(long)]
    encoding: Option<Encoding>,
    /// What separates the cells: comma, semicolon, tab, pipe or a character [default: recognised]
    #[arg(long, value_name = "CHAR")]
    delimiter: Option<Delimiter>,
    /// The currency of rows that name none: EUR [default: the shop's]
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// The country of phones and addresses that name none: DE [default: the shop's]
    #[arg(long, value_name = "CODE")]
    country: Option<Country>,
    /// The zone of times that have none: Europe/Berlin [default: the shop's]
    #[arg(long)]
    zone: Option<Zone>,
    /// How to read 01/02/2026: dmy, mdy or ymd [default: recognised]
    #[arg(long, value_name = "ORDER")]
    date_order: Option<DateOrder>,
    /// How to read 1.234 and 1,234: which mark stands before the decimals
    #[arg(long, value_enum, value_name = "MARK")]
    decimal: Option<Mark>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Mark {
    Dot,
    Comma,
}

impl From<Mark> for DecimalMark {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Dot => Self::Dot,
            Mark::Comma => Self::Comma,
        }
    }
}

impl Reading {
    pub(super) fn mapping<F: Field>(&self) -> Result<Mapping> {
        let mut mapping = match &self.mapping {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|e| Error::io(path.display(), e))?;
                Mapping::from_toml::<F>(&text, &path.display().to_string())?
            }
            None => Mapping::default(),
        };
        mapping.source = self.source.clone().or(mapping.source);
        mapping.encoding = self.encoding.or(mapping.encoding);
        mapping.delimiter = self.delimiter.or(mapping.delimiter);
        mapping.currency = self.currency.or(mapping.currency);
        mapping.country = self.country.or(mapping.country);
        mapping.zone = self.zone.or(mapping.zone);
        mapping.date_order = self.date_order.or(mapping.date_order);
        mapping.decimal = self.decimal.map(DecimalMark::from).or(mapping.decimal);
        Ok(mapping)
    }
}
