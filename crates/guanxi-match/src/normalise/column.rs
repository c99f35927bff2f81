//! What a column of a table holds.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whole names of people.
    FullName,
    /// Given names.
    GivenName,
    /// Family names.
    FamilyName,
    /// Middle names or initials.
    MiddleName,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// Dates of birth.
    BirthDate,
    /// A part of a date of birth.
    DatePart(DatePart),
    /// Street addresses, or whole ones.
    Address,
    /// House numbers.
    StreetNumber,
    /// Cities and suburbs.
    City,
    /// Provinces, states and counties.
    Region,
    /// Postal codes.
    Postcode,
    /// Countries.
    Country,
    /// Genders.
    Gender,
    /// Numbers that one person has, and has for life: of social security, passports, members.
    Identifier,
    /// Quantities.
    Number,
    /// Few values, many rows each.
    Category,
    /// Several values in a cell.
    Set,
    /// Any other text.
    Text,
    /// Nothing to compare people by: empty or constant columns, sources, times of the row itself.
    Ignored,
    /// Another value in every row: the row's own id.
    Unique,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
}

/// Tells what a column holds from its header and some of its values.
pub fn detect(header: &str, _samples: &[&str]) -> Kind {
    let header = super::fold::text(header);
    match header.as_str() {
        "name" | "full_name" => Kind::FullName,
        "first_name" | "given_name" => Kind::GivenName,
        "surname" | "last_name" => Kind::FamilyName,
        "email" => Kind::Email,
        "phone" => Kind::Phone,
        "dob" | "birth_date" => Kind::BirthDate,
        "city" => Kind::City,
        "address" => Kind::Address,
        "postcode" => Kind::Postcode,
        "gender" => Kind::Gender,
        _ => Kind::Text,
    }
}
