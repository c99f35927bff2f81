//! Record linkage: which rows of a table are the same person.

mod again;
mod block;
mod check;
mod cluster;
mod compare;
mod dedupe;
mod em;
mod error;
pub mod evaluate;
mod explain;
mod hash;
mod model;
pub mod normalise;
mod pattern;
mod records;
pub mod report;
mod schema;
mod settings;
mod table;
mod train;
mod value;
mod weights;

pub use self::{
    again::{Again, Bin},
    block::{Oversized, Part, Rule},
    check::Unfit,
    dedupe::{Deduped, Pair, Report, dedupe},
    error::Error,
    explain::{Evidence, Explanation, LevelWeight},
    model::Model,
    schema::{DateOrder, FIELDS_MOST, Field, LeftOut, Schema, Source},
    settings::Settings,
    table::{CELL_MOST, Column, Table},
    value::Kind,
};
