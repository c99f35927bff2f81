//! What calls take beside values: files, progress, and a way to stop.

use std::{
    fmt,
    fs::File,
    io::{BufWriter, Cursor},
};

use guanxi::{
    Error, import,
    progress::{CancelToken, Progress as CoreProgress, ProgressListener},
};

use crate::{error::Result, generated::packed::Progress, packed::Answer};

/// A file to take in.
#[derive(Clone, uniffi::Enum)]
pub enum Source {
    /// One on disk.
    File {
        /// Where it is.
        path: String,
    },
    /// One in memory, as text.
    Text {
        /// What messages call it.
        name: String,
        /// What is in it.
        text: String,
    },
    /// One in memory, as bytes of any encoding.
    Bytes {
        /// What messages call it.
        name: String,
        /// What is in it.
        bytes: Vec<u8>,
    },
}

impl Source {
    /// Opens it: the core opens no files.
    pub(crate) fn open(self) -> Result<import::Source> {
        match self {
            Self::File { path } => {
                let file = File::open(&path).map_err(|e| Error::io(&path, e))?;
                let size = file.metadata().map(|meta| meta.len()).ok();
                Ok(import::Source::new(path, size, file))
            }
            Self::Text { name, text } => Ok(in_memory(name, text.into_bytes())),
            Self::Bytes { name, bytes } => Ok(in_memory(name, bytes)),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::File { path: name } | Self::Text { name, .. } | Self::Bytes { name, .. }) = self;
        write!(f, "Source({name:?})")
    }
}

fn in_memory(name: String, bytes: Vec<u8>) -> import::Source {
    import::Source::new(name, Some(bytes.len() as u64), Cursor::new(bytes))
}

/// A file to write, made or written over.
pub(crate) fn sink(path: String) -> Result<import::Sink> {
    let file = File::create(&path).map_err(|e| Error::io(&path, e))?;
    Ok(import::Sink::new(path, BufWriter::new(file)))
}

/// Hears how far a call is, on the thread that does the work.
#[uniffi::export(callback_interface)]
pub trait NativeProgress: Send + Sync {
    /// Work went on.
    fn progress(&self, progress: Progress);
}

/// Tells the core's progress to the host.
pub(crate) struct Listener(pub(crate) Box<dyn NativeProgress>);

impl ProgressListener for Listener {
    fn progress(&self, progress: &CoreProgress) {
        if let Ok(json) = serde_json::to_value(progress)
            && let Ok(progress) = Progress::read(&json)
        {
            self.0.progress(progress);
        }
    }
}

/// Stops calls.
#[derive(Debug, Default, uniffi::Object)]
pub struct NativeCancel(pub(crate) CancelToken);

#[uniffi::export]
impl NativeCancel {
    /// One that nobody has cancelled.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks to stop at the next safe place.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}
