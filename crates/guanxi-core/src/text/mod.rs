//! Text as people write it, parsed once.

mod date;
mod date_pieces;
pub use date::{DateOrder, detect_order, parse_day, parse_instant};
mod birth_date;
pub use birth_date::{BirthDate, LeapPolicy};
