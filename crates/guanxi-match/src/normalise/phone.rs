//! Telephone numbers.

/// A number, as it compares.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// The number with a plus and its calling code, or `None` where no country is known.
    pub e164: Option<String>,
    /// The number at home, without trunk prefix.
    pub national: String,
}

/// Reads a number as people write it. `None` for what is none, and for placeholders.
pub fn parse(text: &str, _country: Option<&str>) -> Option<Phone> {
    let national: String = super::cap(text).chars().filter(char::is_ascii_digit).collect();
    (national.len() > 5).then_some(Phone { e164: None, national })
}
