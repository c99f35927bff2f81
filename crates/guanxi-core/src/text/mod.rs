//! Text as people write it, parsed once.

mod leaf;

mod fold;
pub use fold::fold;
mod country;
pub use country::Country;
mod email;
pub use email::Email;
mod phone;
pub use phone::Phone;

mod date;
mod date_pieces;
pub use date::{DateOrder, detect_order, parse_day, parse_instant};
mod birth_date;
pub use birth_date::{BirthDate, LeapPolicy};
mod name;
mod name_cjk;
mod name_compare;
mod name_tables;
pub use name::PersonName;
mod time_of_day;
pub use time_of_day::TimeOfDay;
mod language;
pub use language::Language;
mod address;
pub use address::Address;
mod amount;
pub use amount::{DecimalMark, parse_amount, parse_quantity};
mod code;
pub(crate) use code::Code;
mod checked;
pub(crate) use checked::checked_text;
