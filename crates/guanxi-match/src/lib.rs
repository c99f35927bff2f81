//! Record linkage: which rows of a table are the same person.
//!
//! ```
//! use guanxi_match::{Settings, Table, dedupe};
//!
//! let mut table = Table::new(["name", "email", "phone"]);
//! table.push(["Ann Smith", "ann.smith@example.org", "+44 20 7123 4567"]);
//! table.push(["SMITH, Ann", "Ann.Smith@example.org", "020 7123 4567"]);
//! table.push(["Bob Jones", "bob@example.org", ""]);
//! let found = dedupe(&table, &Settings::default());
//! assert_eq!(found.clusters, [0, 0, 2]);
//! ```
//!
//! [`dedupe`] finds out what each column holds ([`Schema`]), reads the cells into values that compare
//! ([`normalise`]), finds candidates by several [`Rule`]s, learns how much each level of agreement says without
//! labels, and clusters. What it learned is a [`Model`]: it is stored as JSON, explains any pair, deduplicates other
//! tables, and makes an [`Index`], which matches one record against all in microseconds. Under one model the result
//! is the same for any order of the records and any number of threads.
//!
//! The model is that of Fellegi and Sunter (1969) with a third class beside matches and random pairs: two people of
//! one household, who share family name, address and perhaps phone. A field that says much of what another one says
//! (city and address; e-mail address and name) is judged by whether that other one agrees.
//!
//! The crate knows nothing of customers, opens no file and reads no clock.

mod again;
#[cfg(feature = "arrow")]
mod arrow;
mod block;
mod chains;
mod check;
mod cluster;
mod compare;
mod deal;
mod dedupe;
mod distinct;
mod em;
mod error;
pub mod evaluate;
mod explain;
mod fillers;
mod forecast;
mod hash;
mod index;
mod labels;
mod letters;
mod lookup;
mod model;
pub mod normalise;
mod pattern;
mod records;
pub mod report;
mod schema;
mod settings;
pub mod splink;
mod spread;
mod table;
mod train;
mod unused;
mod value;
mod watch;
mod weights;
mod windows;

#[cfg(feature = "arrow")]
pub use self::arrow::number_text;
pub use self::{
    again::{Again, Bin},
    block::{Block, Oversized, Part, Rule},
    check::Unfit,
    dedupe::{Deduped, Pair, Report, dedupe, dedupe_labelled, dedupe_watched},
    error::Error,
    explain::{Evidence, Explanation, LevelWeight},
    forecast::{Forecast, forecast},
    index::{CANDIDATES_MOST, COPIES_MOST, Index, Match},
    labels::Label,
    model::Model,
    schema::{DateOrder, FIELDS_MOST, Field, LeftOut, Schema, Source},
    settings::Settings,
    table::{CELL_MOST, Column, Table},
    value::Kind,
    watch::{Stage, Step},
};
