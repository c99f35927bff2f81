//! The file: found, made, and what its errors mean.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use guanxi_core::error::{Error, Result};

/// The newest file format of redb that this version reads.
const FORMAT: u32 = 3;
/// redb writes its header of this many bytes first, and last of all the mark at its front.
const HEADER: u64 = 4096;
const MARK: u64 = 8;
/// A file without content is smaller.
const LARGEST_NEW: u64 = 2 << 20;

/// The file in a directory; its name is on disk when this returns.
pub(crate) fn find_or_make(directory: &Path, create: bool) -> Result<PathBuf> {
    let path = directory.join("data.redb");
    if fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
        restart_unfinished(&path).map_err(|e| Error::io(path.display(), e))?;
    } else if create {
        make(directory, &path).map_err(|e| Error::io(path.display(), e))?;
    } else {
        return Err(Error::no_store(directory.display()));
    }
    Ok(path)
}

fn make(directory: &Path, path: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    File::options().write(true).create(true).truncate(false).open(path)?;
    sync_directory(directory)?;
    directory.canonicalize()?.parent().map_or(Ok(()), sync_directory)
}

/// A name is on disk when its directory is; where directories cannot be opened, the system sees to it.
fn sync_directory(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

/// A process that ended while it made the file leaves one that redb never opens again, without a mark at its front
/// and without any page. It is emptied, to be made anew.
fn restart_unfinished(path: &Path) -> io::Result<()> {
    let mut file = File::options().read(true).write(true).open(path)?;
    if !is_blank(&mut file, MARK)? {
        return Ok(());
    }
    file.seek(SeekFrom::Start(HEADER))?;
    // A larger file was in use once. A file that is held is being made at this moment.
    if file.metadata()?.len() < LARGEST_NEW && is_blank(&mut file, LARGEST_NEW)? && file.try_lock().is_ok() {
        file.set_len(0)?;
    }
    Ok(())
}

fn is_blank(file: &mut File, len: u64) -> io::Result<bool> {
    let mut bytes = Vec::new();
    file.take(len).read_to_end(&mut bytes)?;
    Ok(bytes.iter().all(|byte| *byte == 0))
}

/// What the file takes on disk: redb doubles its length long before it fills it.
pub(crate) fn size(path: &Path) -> io::Result<u64> {
    let file = fs::metadata(path)?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::blocks(&file) * 512);
    #[cfg(not(unix))]
    Ok(file.len())
}

/// What an error of redb means.
pub(crate) fn error(path: &Path, e: redb::Error) -> Error {
    let place = path.display();
    match e {
        redb::Error::Io(e) if matches!(e.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => {
            Error::corrupt(place, "it is no database of redb, or not a whole one").with_source(e)
        }
        redb::Error::Io(e) => Error::io(place, e),
        redb::Error::Corrupted(reason) => match newer(&reason) {
            Some(format) => Error::newer(place, format, FORMAT),
            None => Error::corrupt(place, reason),
        },
        redb::Error::UpgradeRequired(_) => Error::corrupt(place, "it has a file format of redb 2 or older"),
        redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => Error::locked(place),
        e => Error::io(place, io::Error::other(e)),
    }
}

/// redb says in words that a file is newer than it knows.
fn newer(reason: &str) -> Option<u32> {
    let format = reason.strip_prefix("Expected file format version")?.rsplit(' ').next()?.parse().ok()?;
    (format > FORMAT).then_some(format)
}
