//! What guanxi is tested with.

pub mod faulty;
pub mod suite;
