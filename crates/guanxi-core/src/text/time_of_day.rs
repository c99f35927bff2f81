//! Times of day.

use std::{fmt, str::FromStr};

use chrono::NaiveTime;
use guanxi_macros::model;

use super::leaf::text_serde;
use crate::error::{Error, Result};

#[model(text)]
/// A time that clocks show, in hours and minutes: `09:30`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay(NaiveTime);

impl TimeOfDay {
    pub(crate) const fn to_chrono(self) -> NaiveTime {
        self.0
    }
}

impl FromStr for TimeOfDay {
    type Err = Error;

    /// # Errors
    /// `invalid_field`.
    fn from_str(text: &str) -> Result<Self> {
        let read = NaiveTime::parse_from_str(text.trim(), "%H:%M");
        read.map(Self).map_err(|_| Error::invalid("time", "expected hours and minutes such as 09:30"))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text_serde!(TimeOfDay);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_minutes() {
        for (text, shown) in [("09:30", "09:30"), ("0:05", "00:05"), (" 23:59 ", "23:59")] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), shown);
        }
        for text in ["", "24:00", "9", "9h30", "09:60", "09:30:10", "-1:00", "九点"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap_err().code(), "invalid_field", "{text}");
        }
    }
}
