//! What guanxi is tested with: conformance cases, suites every storage runs, faulty storage, crash rounds.

pub mod cases;
#[cfg(feature = "crash")]
pub mod crash;
pub mod dice;
