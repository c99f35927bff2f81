//! Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

mod calls;
pub(crate) mod packed;
#[cfg(feature = "bindgen")]
mod types;
