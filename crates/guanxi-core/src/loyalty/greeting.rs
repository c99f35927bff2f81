//! When to say it: the instant at which a customer is greeted on a day of its own (rule D2).

use chrono::TimeDelta;
use guanxi_macros::model;

use crate::{
    error::{Error, Result},
    text::TimeOfDay,
    time::{Date, Timestamp, Zone},
};

/// At what time a greeting is sent, and when nobody is disturbed.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Greeting {
    /// The time of day.
    pub at: TimeOfDay,
    /// From this time on nobody is disturbed.
    #[model(default)]
    pub quiet_from: Option<TimeOfDay>,
    /// Until this time; on the next day when it is earlier than `quiet_from`.
    #[model(default)]
    pub quiet_until: Option<TimeOfDay>,
    /// What becomes of a greeting that would wait past midnight.
    #[model(default)]
    pub past_midnight: PastMidnight,
    /// Whose clocks show these times; the shop's zone unless set.
    #[model(default)]
    pub zone: Option<Zone>,
}

/// What becomes of a greeting when quiet hours last until the next day.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PastMidnight {
    /// It is sent before: in the last minute that is not quiet.
    #[default]
    SameDay,
    /// It is sent after: when they end.
    NextDay,
}

impl Greeting {
    /// A greeting at a time of day, at night, too.
    pub fn new(at: TimeOfDay) -> Self {
        Self { at, quiet_from: None, quiet_until: None, past_midnight: PastMidnight::default(), zone: None }
    }

    /// # Errors
    /// `invalid_field` for quiet hours that have no beginning, no end, or are all day.
    pub(super) fn check(&self) -> Result<()> {
        match (self.quiet_from, self.quiet_until) {
            (None, None) => Ok(()),
            (None, Some(_)) => Err(Error::invalid("quiet_from", "expected, where `quiet_until` is set")),
            (Some(_), None) => Err(Error::invalid("quiet_until", "expected, where `quiet_from` is set")),
            (Some(from), Some(until)) if from == until => {
                Err(Error::invalid("quiet_until", "expected another time than `quiet_from`"))
            }
            _ => Ok(()),
        }
    }

    /// When it is sent for a day.
    pub(super) fn on(&self, day: Date, shop: Zone) -> Timestamp {
        let day = day.to_chrono();
        let time = |time: TimeOfDay| day.and_time(time.to_chrono());
        let at = match (self.quiet_from, self.quiet_until) {
            (Some(from), Some(until)) if from < until && (from..until).contains(&self.at) => time(until),
            (Some(from), Some(until)) if until < from && self.at < until => time(until),
            (Some(from), Some(until)) if until < from && self.at >= from => match self.past_midnight {
                PastMidnight::SameDay => time(from) - TimeDelta::minutes(1),
                PastMidnight::NextDay => time(until) + TimeDelta::days(1),
            },
            _ => time(self.at),
        };
        self.zone.unwrap_or(shop).instant(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greeting(at: &str, quiet: &str, past_midnight: PastMidnight) -> Greeting {
        let (from, until) = quiet.split_once('-').unzip();
        let time = |text: &str| text.parse().unwrap();
        let (quiet_from, quiet_until) = (from.map(time), until.map(time));
        Greeting { quiet_from, quiet_until, past_midnight, ..Greeting::new(time(at)) }
    }

    #[test]
    fn quiet_hours_put_it_off_within_the_day_only() {
        let shop: Zone = "Asia/Shanghai".parse().unwrap();
        let on = |at: &str, quiet: &str, policy| {
            let sent = greeting(at, quiet, policy).on("2026-02-28".parse().unwrap(), shop);
            shop.local(sent).format("%m-%d %H:%M").to_string()
        };
        for (at, quiet, same_day, next_day) in [
            ("10:00", "", "02-28 10:00", "02-28 10:00"),
            ("10:00", "21:00-08:00", "02-28 10:00", "02-28 10:00"),
            ("07:00", "21:00-08:00", "02-28 08:00", "02-28 08:00"),
            ("08:00", "21:00-08:00", "02-28 08:00", "02-28 08:00"),
            ("21:00", "21:00-08:00", "02-28 20:59", "03-01 08:00"),
            ("23:30", "21:00-08:00", "02-28 20:59", "03-01 08:00"),
            ("23:30", "22:00-00:00", "02-28 21:59", "03-01 00:00"),
            ("13:00", "12:30-14:00", "02-28 14:00", "02-28 14:00"),
            ("14:00", "12:30-14:00", "02-28 14:00", "02-28 14:00"),
            ("09:00", "08:01-08:00", "02-28 08:00", "03-01 08:00"),
        ] {
            assert_eq!(on(at, quiet, PastMidnight::SameDay), same_day, "{at} {quiet}");
            assert_eq!(on(at, quiet, PastMidnight::NextDay), next_day, "{at} {quiet}");
        }
    }

    #[test]
    fn the_time_is_local_and_one_that_clocks_skip_is_after_the_gap() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let at = |at: &str| {
            let greeting = Greeting { zone: Some(zone), ..greeting(at, "", PastMidnight::SameDay) };
            greeting.on("2026-03-29".parse().unwrap(), Zone::UTC).to_string()
        };
        assert_eq!(at("10:00"), "2026-03-29T08:00:00Z");
        assert_eq!(at("02:30"), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn quiet_hours_without_an_end() {
        let ten: TimeOfDay = "10:00".parse().unwrap();
        let check =
            |quiet_from, quiet_until| Greeting { quiet_from, quiet_until, ..Greeting::new(ten) }.check();
        assert!(check(None, None).is_ok());
        assert_eq!(check(Some(ten), None).unwrap_err().field("field").as_deref(), Some("quiet_until"));
        assert_eq!(check(None, Some(ten)).unwrap_err().field("field").as_deref(), Some("quiet_from"));
        assert_eq!(check(Some(ten), Some(ten)).unwrap_err().field("field").as_deref(), Some("quiet_until"));
    }
}
