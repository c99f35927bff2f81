//! Files of guanxi's storages: made whole or not at all, held by one process, measured; and a log before an engine.
//!
//! The core opens no file; engines do, and this is what any of them needs besides itself.

use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

mod log;

use guanxi_core::error::{Error, Result};

pub use self::log::{Behind, Logged, Spaces};

/// The file or folder of this name in a store's directory; made if it is not there.
///
/// It is made under another name, synced and renamed: a process that ended midway leaves nothing that could be taken
/// for a store, and what this returns is on disk. `make` is given the other name, where nothing is.
///
/// # Errors
/// `no_store` when it is not there and may not be made, `locked` while another process makes it, `disk_full`, `io`;
/// what `make` returned.
pub fn find_or_make(
    directory: &Path,
    name: &str,
    create: bool,
    make: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let path = directory.join(name);
    if path.exists() {
        return Ok(path);
    }
    if !create {
        return Err(Error::no_store(directory.display()));
    }
    let failed = |e| Error::io(path.display(), e);
    fs::create_dir_all(directory).map_err(failed)?;
    let _alone = hold(directory)?;
    if !path.exists() {
        replace(&path, make)?;
    }
    Ok(path)
}

/// Puts a file that is made anew in the place of one that is there, whole or not at all. `make` is given another name, where
/// nothing is, and has closed the old file when it returns.
///
/// # Errors
/// `disk_full`, `io`; what `make` returned.
pub fn replace(path: &Path, make: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let unfinished = unfinished(path);
    remove(&unfinished)?;
    make(&unfinished)?;
    let directory = path.parent().unwrap_or(Path::new("."));
    rename_synced(directory, &unfinished, path).map_err(|e| Error::io(path.display(), e))
}

/// The log of a file that is a store, or becomes one.
pub fn log(file: &Path) -> PathBuf {
    file.with_file_name("data.log")
}

/// Where a file stands while it is made; what is there when nobody makes it was cut off.
pub fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

/// Holds a store's directory against other processes for as long as it lives.
#[derive(Debug)]
pub struct Hold(File);

/// Takes hold of a store's directory. For engines without a lock.
///
/// # Errors
/// `locked` when another process holds it; `disk_full`, `io`.
pub fn hold(directory: &Path) -> Result<Hold> {
    let failed = |e| Error::io(directory.display(), e);
    let lock = directory.join("lock");
    let file = File::options().write(true).create(true).truncate(false).open(lock).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Hold(file)),
        Err(TryLockError::WouldBlock) => Err(Error::locked(directory.display())),
        Err(TryLockError::Error(e)) => Err(failed(e)),
    }
}

/// Closing the file would do, but for a process that is being started at this moment and still has it, too.
impl Drop for Hold {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Bytes that a file or folder takes on disk; a file with holes takes less than its length.
///
/// # Errors
/// What the system says.
pub fn size(path: &Path) -> io::Result<u64> {
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum();
    }
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::blocks(&about) * 512);
    #[cfg(not(unix))]
    Ok(about.len())
}

/// Bytes on disk of a file that is a store and of the log before it.
///
/// # Errors
/// `io`.
pub fn size_with_log(file: &Path) -> Result<u64> {
    [file, &log(file)].into_iter().map(|path| size(path).map_err(|e| error(path, e))).sum()
}

/// What it means that an engine could not read or write: a file that ends too soon or is of another kind is damaged.
pub fn error(place: &Path, e: io::Error) -> Error {
    let place = place.display();
    match e.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            Error::corrupt(place, "a file is not whole, or not of this kind").with_source(e)
        }
        _ => Error::io(place, e),
    }
}

/// Removes a file, or a folder with all that is in it; nothing happens when there is none.
///
/// # Errors
/// `io`.
pub fn remove(path: &Path) -> Result<()> {
    let removed = match path {
        _ if path.is_dir() => fs::remove_dir_all(path),
        _ if path.exists() => fs::remove_file(path),
        _ => Ok(()),
    };
    removed.map_err(|e| Error::io(path.display(), e))
}

fn rename_synced(directory: &Path, from: &Path, to: &Path) -> io::Result<()> {
    sync(from)?;
    fs::rename(from, to)?;
    sync(directory)?;
    directory.canonicalize()?.parent().map_or(Ok(()), sync_names)
}

/// Syncs a file, or a folder with all that is in it.
fn sync(path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        return File::options().write(true).open(path)?.sync_all();
    }
    fs::read_dir(path)?.try_for_each(|entry| sync(&entry?.path()))?;
    sync_names(path)
}

/// A name is on disk when its directory is; where directories cannot be opened, the system sees to it.
fn sync_names(directory: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(directory)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::{
        process::{Command, Stdio},
        sync::atomic::{AtomicBool, Ordering},
    };

    use super::*;

    fn make(path: &Path) -> Result<()> {
        fs::write(path, "whole").map_err(|e| error(path, e))
    }

    #[test]
    fn what_is_not_there_is_made_once_and_only_when_asked() {
        let root = tempfile::tempdir().unwrap();
        let shop = root.path().join("deep/shop");
        assert_eq!(find_or_make(&shop, "data", false, make).unwrap_err().code(), "no_store");
        assert!(!shop.exists());
        assert_eq!(find_or_make(&shop, "data", true, make).unwrap(), shop.join("data"));
        for create in [false, true] {
            find_or_make(&shop, "data", create, |_| panic!("it is there")).unwrap();
        }
    }

    #[test]
    fn what_was_cut_off_or_failed_is_made_anew() {
        let shop = tempfile::tempdir().unwrap();
        let unfinished = shop.path().join("data.new");
        fs::create_dir(&unfinished).unwrap();
        fs::write(unfinished.join("torn"), "to").unwrap();
        let half = |path: &Path| {
            fs::write(path, "ha").unwrap();
            Err(Error::internal("on purpose"))
        };
        assert_eq!(find_or_make(shop.path(), "data", true, half).unwrap_err().code(), "internal");
        assert!(!shop.path().join("data").exists());
        let path = find_or_make(shop.path(), "data", true, make).unwrap();
        assert_eq!(fs::read(path).unwrap(), b"whole");
        assert!(!unfinished.exists());
    }

    #[test]
    fn two_do_not_make_it_at_once() {
        let shop = tempfile::tempdir().unwrap();
        let held = hold(shop.path()).unwrap();
        assert_eq!(find_or_make(shop.path(), "data", true, make).unwrap_err().code(), "locked");
        drop(held);
        find_or_make(shop.path(), "data", true, make).unwrap();
        hold(shop.path()).unwrap();
    }

    /// A process that is being started has all open files for a moment, and with them what they lock.
    #[test]
    fn what_was_let_go_can_be_held_again_while_processes_start() {
        let shop = tempfile::tempdir().unwrap();
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let mut process = Command::new(std::env::current_exe().unwrap());
                    process.arg("--list").stderr(Stdio::null()).stdout(Stdio::null()).status().ok();
                }
            });
            let failed = (0..20_000).find(|_| hold(shop.path()).is_err());
            done.store(true, Ordering::Relaxed);
            assert_eq!(failed, None);
        });
    }

    #[test]
    fn the_size_is_that_of_everything() {
        let shop = tempfile::tempdir().unwrap();
        fs::create_dir(shop.path().join("in")).unwrap();
        for (name, len) in [("a", 10_000), ("in/b", 20_000)] {
            fs::write(shop.path().join(name), vec![1; len]).unwrap();
            fs::File::options().write(true).open(shop.path().join(name)).unwrap().sync_all().unwrap();
        }
        assert!((30_000..60_000).contains(&size(shop.path()).unwrap()));
        assert!(size(&shop.path().join("none")).is_err());
    }
}
