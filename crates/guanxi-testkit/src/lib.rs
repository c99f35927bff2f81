//! What guanxi is tested with: suites every storage runs, faulty storage, crash rounds. For development only.

pub mod crash;
pub mod dice;
