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
