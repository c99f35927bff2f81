//! What guanxi is tested with: conformance cases, suites every storage runs, faulty storage, crash rounds.

pub mod cases;
#[cfg(feature = "suites")]
pub mod crash;
#[cfg(feature = "suites")]
pub mod dice;
#[cfg(feature = "suites")]
pub mod faulty;
#[cfg(feature = "suites")]
pub mod proxy;
#[cfg(all(feature = "suites", unix))]
pub mod server;
#[cfg(feature = "suites")]
pub mod suite;
