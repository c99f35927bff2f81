//! Files that a call reads and writes. They are opened here, on the call's own thread.

use std::{
    fs::File,
    io::{BufWriter, Cursor},
};

use guanxi::{
    Error, Result,
    import::{Sink, Source},
};
use napi::bindgen_prelude::{Either, Uint8Array};
use napi_derive::napi;

/// What JavaScript says of the files of a call.
#[napi(object, object_to_js = false)]
pub struct Files {
    /// The path of the file to read.
    pub path: Option<String>,
    /// Its content, where it is no file; it is copied, so that the caller may go on with the memory.
    pub data: Option<Either<Uint8Array, String>>,
    /// What messages call it.
    pub name: Option<String>,
    /// The path of the file to write.
    pub rejects: Option<String>,
}

/// The same, for any thread.
#[derive(Default)]
pub(crate) struct Places {
    path: Option<String>,
    data: Option<Vec<u8>>,
    name: Option<String>,
    rejects: Option<String>,
}

impl From<Files> for Places {
    fn from(files: Files) -> Self {
        let data = files.data.map(|data| match data {
            Either::A(bytes) => bytes.to_vec(),
            Either::B(text) => text.into_bytes(),
        });
        Self { path: files.path, data, name: files.name, rejects: files.rejects }
    }
}

impl Places {
    /// Opens what is read.
    ///
    /// # Errors
    /// `io`.
    pub(crate) fn source(&mut self) -> Result<Option<Source>> {
        if let Some(path) = self.path.take() {
            let file = File::open(&path).map_err(|e| Error::io(&path, e))?;
            let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
            return Ok(Some(Source::new(path, size, file)));
        }
        let name = self.name.take().unwrap_or_else(|| "data".to_owned());
        #[cfg(feature = "panic-for-tests")]
        if name == "panic!" {
            return Ok(Some(Source::new(name, None, panics::Panics)));
        }
        Ok(self.data.take().map(|data| Source::new(name, Some(data.len() as u64), Cursor::new(data))))
    }

    /// Makes what is written.
    ///
    /// # Errors
    /// `io`.
    pub(crate) fn sink(&mut self) -> Result<Option<Sink>> {
        let Some(path) = self.rejects.take() else { return Ok(None) };
        let file = File::create(&path).map_err(|e| Error::io(&path, e))?;
        Ok(Some(Sink::new(path, BufWriter::new(file))))
    }
}

#[cfg(feature = "panic-for-tests")]
mod panics {
    use std::io::{Read, Result, Seek, SeekFrom};

    /// A file that panics when it is read.
    pub(super) struct Panics;

    impl Read for Panics {
        fn read(&mut self, _: &mut [u8]) -> Result<usize> {
            panic!("asked to panic")
        }
    }

    impl Seek for Panics {
        fn seek(&mut self, _: SeekFrom) -> Result<u64> {
            Ok(0)
        }
    }
}
