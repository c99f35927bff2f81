//! Conformance cases: what guanxi must do, in files that every language can run.
//!
//! A case is a TOML file: a clock, and steps that each make a call and say what it must answer. The format is written
//! down in `cases/README.md`, for people who write cases and for those who write a runner in another language. This
//! module reads such files and runs them over a store that the caller opens; after the last step it proves the store's
//! state.
//!
//! ```
//! use std::{path::Path, sync::Arc};
//!
//! use guanxi_core::{Crm, storage::Memory};
//! use guanxi_testkit::cases;
//!
//! let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/customers/upsert-is-idempotent.toml");
//! let report = cases::run_file(&file, &mut |setup| {
//!     Crm::new(Arc::new(Memory::storage()), setup.clock.clone(), setup.random())
//! });
//! assert!(report.is_passed(), "{report}");
//! ```

mod case;
mod dispatch;
mod matching;
mod run;

pub use self::{
    case::{Case, ErrorDetail, ExpectedError, Malformed, Segment, Step},
    dispatch::calls,
    run::{CaseFailure, CaseReport, Setup, files, run_file, run_text},
};
