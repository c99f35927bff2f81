//! guanxi for Python.
//!
//! This crate has a fixed size: it knows no type and no call of the core by name. Values cross by serde
//! ([`ser`], [`de`]), as instances of the generated dataclasses ([`registry`]); calls go by name ([`call`]). The typed
//! surface is plain Python, written by `cargo xtask codegen`.

mod call;
mod crm;
mod de;
mod dedupe;
mod fault;
#[cfg(feature = "test-hooks")]
mod hooks;
mod leaves;
mod registry;
mod ser;
mod source;
mod table;
mod token;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _native {
    #[cfg(feature = "test-hooks")]
    #[pymodule_export]
    use crate::hooks::PanickingSource;
    #[pymodule_export]
    use crate::{crm::Crm, dedupe::dedupe, registry::register, table::Table, token::CancelToken};
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
