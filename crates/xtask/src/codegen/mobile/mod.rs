//! The generated files of `bindings/mobile`: the facade that uniffi makes Kotlin and Swift of, and in both languages the
//! layer around it, which is what apps see.

mod calls;
mod kotlin;
mod layer;
mod shapes;
mod swift;
mod types;

use anyhow::Result;
use guanxi_core::schema::Interface;

use super::Generated;

/// The files.
pub(crate) fn files(interface: &Interface) -> Result<Vec<Generated>> {
    let rust = "bindings/mobile/src/generated";
    let kotlin = "bindings/mobile/kotlin/src/main/kotlin/io/guanxi";
    let swift = "bindings/mobile/swift/Sources/Guanxi";
    Ok(vec![
        Generated::new(&format!("{rust}/mod.rs"), types::module()),
        Generated::new(&format!("{rust}/types.rs"), types::file(interface)?),
        Generated::new(&format!("{rust}/packed.rs"), shapes::names(interface)),
        Generated::new(&format!("{rust}/shapes.txt"), shapes::file(interface)?),
        Generated::new(&format!("{rust}/calls.rs"), calls::file(interface)?),
        Generated::new(&format!("{kotlin}/Areas.kt"), kotlin::areas(interface)?),
        Generated::new(&format!("{kotlin}/GuanxiException.kt"), kotlin::exceptions()),
        Generated::new(&format!("{swift}/Areas.swift"), swift::areas(interface)?),
        Generated::new(&format!("{swift}/GuanxiError.swift"), swift::errors()),
    ])
}

/// What stands on top of each.
const NOTE: &str =
    "Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.";
