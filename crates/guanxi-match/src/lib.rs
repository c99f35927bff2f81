//! Record linkage: which rows of a table are the same person.

pub mod normalise;
