use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
    path::Path,
};

use guanxi::{Error, Result};

/// The file to take in, which is read twice.
pub(crate) struct Input {
    from: Source,
    name: String,
    size_bytes: u64,
}

enum Source {
    File(File),
    /// What comes through standard input or a pipe. It is about people, so it is put into no temporary file.
    Memory(Cursor<Vec<u8>>),
}

impl Input {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if path.as_os_str() == "-" {
            let name = "standard input";
            return Self::whole(io::stdin().lock(), name.to_owned()).map_err(|e| Error::io(name, e));
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
            return Self::whole(file, name).map_err(refused);
        }
        Ok(Self { from: Source::File(file), name, size_bytes: about.len() })
    }

    /// Reads what can be read only once.
    fn whole(mut from: impl Read, name: String) -> io::Result<Self> {
        let mut bytes = Vec::new();
        let size_bytes = from.read_to_end(&mut bytes)? as u64;
        Ok(Self { from: Source::Memory(Cursor::new(bytes)), name, size_bytes })
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
        match &mut self.from {
            Source::File(file) => file.read(to),
            Source::Memory(bytes) => bytes.read(to),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.from {
            Source::File(file) => file.seek(to),
            Source::Memory(bytes) => bytes.seek(to),
        }
    }
}
