//! What only tests need.

use std::io::{self, Read, Seek, SeekFrom};

use pyo3::prelude::*;

/// A source that panics when it is read.
#[pyclass(frozen)]
pub(crate) struct PanickingSource;

#[pymethods]
impl PanickingSource {
    #[new]
    fn new() -> Self {
        Self
    }
}

pub(crate) struct Panics;

impl Read for Panics {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("a panic that was asked for")
    }
}

impl Seek for Panics {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Ok(0)
    }
}
