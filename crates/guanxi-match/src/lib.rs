//! Record linkage: which rows of a table are the same person.

mod block;
mod cluster;
mod compare;
mod dedupe;
mod em;
mod error;
pub mod evaluate;
mod explain;
mod hash;
mod index;
mod model;
pub mod normalise;
mod pattern;
mod records;
mod schema;
mod settings;
pub mod splink;
mod table;
mod train;
mod value;
mod weights;

pub use self::{
    block::{Oversized, Part, Rule},
    dedupe::{Deduped, Pair, Report, dedupe},
    error::Error,
    explain::{Evidence, Explanation, LevelWeight},
    index::{CANDIDATES_MOST, Index, Match},
    model::Model,
    schema::{DateOrder, FIELDS_MOST, Field, LeftOut, Schema, Source},
    settings::Settings,
    table::{CELL_MOST, Column, Table},
    value::Kind,
};
