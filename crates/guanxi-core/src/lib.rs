//! All CRM meaning of guanxi, and the storage trait. Apps depend on the `guanxi` crate, which re-exports this one.
//!
//! The core opens no file, reads no clock, asks no randomness of the system and starts no thread.

pub mod error;
pub mod id;
pub mod import;
pub mod money;
pub mod page;
pub mod progress;
pub mod storage;
pub mod text;
pub mod time;
