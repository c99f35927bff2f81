use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use guanxi::{Error, Result};

/// The file to take in. What comes through standard input is put into a temporary file first: it is read twice.
pub(crate) struct Input {
    file: File,
    name: String,
    size_bytes: u64,
}

impl Input {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if path.as_os_str() == "-" {
            return Self::standard_input().map_err(|e| Error::io("standard input", e));
        }
        // Messages speak of the file, not of where it lies.
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let refused = |e| Error::io(path.display(), e);
        let file = File::open(path).map_err(refused)?;
        let about = file.metadata().map_err(refused)?;
        if about.is_dir() {
            return Err(Error::file(path.display(), "it is a directory"));
        }
        if !about.is_file() {
            return Self::spool(file, name).map_err(refused);
        }
        Ok(Self { file, name, size_bytes: about.len() })
    }

    fn standard_input() -> io::Result<Self> {
        Self::spool(io::stdin().lock(), "standard input".to_owned())
    }

    fn spool(mut from: impl Read, name: String) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        let size_bytes = io::copy(&mut from, &mut file)?;
        file.rewind()?;
        Ok(Self { file, name, size_bytes })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn size_bytes(&self) -> u64 {
        self.size_bytes
    }
}

impl Read for Input {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.file.read(to)
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
