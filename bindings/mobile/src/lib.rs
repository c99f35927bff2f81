//! guanxi for Kotlin and Swift.
//!
//! What is written by hand here is small and stays so: how a store is opened ([`crm`]), how a call runs ([`call`]), what
//! long calls take beside values ([`long`]), the values that every language has its own form of ([`leaf`]), and the error
//! ([`error`]). The types and the calls are in `generated`, written by `cargo xtask codegen` from the core's description
//! of itself. uniffi makes Kotlin and Swift of it; around that lies a thin generated layer in each language, which is what
//! apps see.
//!
//! The types are not the core's own: there, an id that does not read would be a fault of the binding and not an error with
//! a path, numbers would be unsigned, and maps of a kind that uniffi does not have. So values cross as what they look like
//! in JSON, and the core reads them with all its checks. The types of Rust that uniffi's generator reads (`generated::types`) are
//! compiled for it alone; in the library a type is a line of a table ([`shape`]), and its values are bytes ([`packed`]).

mod call;
mod crm;
mod error;
#[rustfmt::skip] // as it is written
mod generated;
mod leaf;
mod long;
mod pack;
mod packed;
mod shape;
mod unpack;

uniffi::setup_scaffolding!();
