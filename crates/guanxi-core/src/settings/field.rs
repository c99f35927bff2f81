use std::fmt;

use guanxi_macros::model;

use super::{FieldDefinition, FieldType};
use crate::{
    error::{Error, Result},
    number,
    text::parse_day,
    time::Date,
};

/// A value of a field of the shop's own.
#[model(native)]
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum FieldValue {
    /// True or false.
    #[n(1)]
    Boolean(#[n(0)] bool),
    /// A whole number.
    #[n(2)]
    Integer(#[n(0)] i64),
    /// A calendar day.
    #[n(3)]
    Date(#[n(0)] Date),
    /// Text, or one of the choices.
    #[n(4)]
    Text(#[n(0)] String),
}

impl fmt::Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(b) => b.fmt(f),
            Self::Integer(n) => n.fmt(f),
            Self::Date(day) => day.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FieldValue(…)")
    }
}

/// Texts that mean true, and texts that mean false.
const TRUE: [&str; 6] = ["true", "yes", "y", "1", "是", "on"];
const FALSE: [&str; 6] = ["false", "no", "n", "0", "否", "off"];

impl FieldDefinition {
    /// Reads a value of this field.
    ///
    /// # Errors
    /// `invalid_field` with what the field takes.
    pub fn read(&self, text: &str) -> Result<FieldValue> {
        let lower = text.to_lowercase();
        match self.ty {
            FieldType::Text => self
                .within(text.chars().count() as i64, "characters")
                .map(|()| FieldValue::Text(text.to_owned())),
            FieldType::Integer => {
                let number = text.parse::<i64>().ok().filter(|n| (-number::MAX..=number::MAX).contains(n));
                let number = number.ok_or_else(|| self.refuse("expected a whole number"))?;
                self.within(number, "").map(|()| FieldValue::Integer(number))
            }
            FieldType::Boolean if TRUE.contains(&lower.as_str()) => Ok(FieldValue::Boolean(true)),
            FieldType::Boolean if FALSE.contains(&lower.as_str()) => Ok(FieldValue::Boolean(false)),
            FieldType::Boolean => Err(self.refuse("expected true or false")),
            FieldType::Date => parse_day(text, None)
                .map(FieldValue::Date)
                .map_err(|_| self.refuse("expected a day such as 2026-03-01")),
            FieldType::Choice if self.choices.iter().any(|c| c == text) => {
                Ok(FieldValue::Text(text.to_owned()))
            }
            FieldType::Choice => Err(self.refuse(&format!("expected one of {}", self.choices.join(", ")))),
        }
    }

    fn within(&self, n: i64, unit: &str) -> Result<()> {
        if self.min.is_some_and(|min| n < min) || self.max.is_some_and(|max| n > max) {
            let bound = |b: Option<i64>| b.map_or_else(|| "…".to_owned(), |b| b.to_string());
            let reason = format!("expected {} to {} {unit}", bound(self.min), bound(self.max));
            return Err(self.refuse(reason.trim_end()));
        }
        Ok(())
    }

    fn refuse(&self, reason: &str) -> Error {
        Error::invalid(&self.name, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(ty: FieldType) -> FieldDefinition {
        FieldDefinition {
            name: "f".into(),
            ty,
            choices: vec!["S".into(), "M".into()],
            min: Some(1),
            max: Some(3),
        }
    }

    #[test]
    fn each_type_reads_its_texts_and_no_others() {
        for (ty, text, shown) in [
            (FieldType::Text, "abc", Some("abc")),
            (FieldType::Text, "abcd", None),
            (FieldType::Integer, "2", Some("2")),
            (FieldType::Integer, "4", None),
            (FieldType::Integer, "2.5", None),
            (FieldType::Integer, "-9223372036854775808", None),
            (FieldType::Boolean, "是", Some("true")),
            (FieldType::Boolean, "No", Some("false")),
            (FieldType::Boolean, "perhaps", None),
            (FieldType::Date, "2026-03-01", Some("2026-03-01")),
            (FieldType::Date, "soon", None),
            (FieldType::Choice, "M", Some("M")),
            (FieldType::Choice, "XL", None),
        ] {
            assert_eq!(field(ty).read(text).ok().map(|v| v.to_string()).as_deref(), shown, "{ty:?} {text}");
        }
    }
}
