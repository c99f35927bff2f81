use std::{fs, path::Path};

use guanxi::{Error, Result};
use guanxi_match::{Settings, Table};
use serde::de::{DeserializeOwned, Deserializer};

/// Reads a file of settings: JSON where it is called `….json` or begins with a brace, else TOML.
pub(super) fn read(path: &Path) -> Result<Settings> {
    let text = fs::read_to_string(path).map_err(|e| Error::io(path.display(), e))?;
    let text = text.trim_start_matches('\u{FEFF}');
    let json = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"))
        || text.trim_start().starts_with('{');
    if json {
        let mut reader = serde_json::Deserializer::from_str(text);
        let settings = tracked(&mut reader, path)?;
        reader.end().map_err(|e| Error::file(path.display(), e))?;
        return Ok(settings);
    }
    let reader = toml::Deserializer::parse(text).map_err(|e| Error::file(path.display(), one_line(&e)))?;
    tracked(reader, path)
}

/// Whether settings fit the table.
pub(super) fn fit(settings: &Settings, path: Option<&Path>, table: &Table) -> Result<()> {
    let place = path.map_or_else(|| "settings".to_owned(), |path| path.display().to_string());
    settings.check(table).map_err(|e| Error::file(format_args!("{place}, {}", e.path), e.reason))
}

/// The error says which setting is at fault.
fn tracked<'de, T: DeserializeOwned, D: Deserializer<'de>>(reader: D, path: &Path) -> Result<T>
where
    D::Error: std::fmt::Display,
{
    serde_path_to_error::deserialize(reader).map_err(|e| {
        let place = match e.path().to_string().as_str() {
            // A question mark stands where serde lost the way, as in a choice without a tag.
            "." | "?" => path.display().to_string(),
            setting => format!("{}, {setting}", path.display()),
        };
        Error::file(place, one_line(e.inner()))
    })
}

/// TOML's errors draw the place over several lines; the first says where it is and the last what is wrong.
fn one_line(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let lines: Vec<&str> = text.lines().filter(|line| !line.contains('|')).map(str::trim).collect();
    lines.join(": ")
}
