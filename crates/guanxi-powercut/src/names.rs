//! Calls that change names.

use libc::{c_char, c_int, c_uint, mode_t, syscall};

use crate::{
    log::{Open, Watch, watch},
    raw,
    record::Kind,
};

/// The watch and the path, if the path is watched.
fn watched(dir: c_int, path: *const c_char) -> Option<(&'static Watch, Vec<u8>)> {
    let watch = watch()?;
    let path = raw::resolve(dir, path)?;
    watch.covers(&path).then_some((watch, path))
}

/// Opens a file; makes its name, empties it.
fn open_at(dir: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the callers pass what the program passed as a path.
    let open = || unsafe { syscall(libc::SYS_openat, dir, path, flags, mode) as c_int };
    let changes = flags & (libc::O_CREAT | libc::O_TRUNC) != 0 || flags & libc::O_TMPFILE == libc::O_TMPFILE;
    let Some((watch, path)) = changes.then(|| watched(dir, path)).flatten() else {
        return open();
    };
    if flags & libc::O_TMPFILE == libc::O_TMPFILE {
        raw::fatal("a watched file without a name");
    }
    let mut state = watch.begin();
    let existed = raw::exists(&raw::c_string(&path));
    if existed && flags & libc::O_TRUNC != 0 {
        let fd = raw::open(libc::AT_FDCWD, &raw::c_string(&path), libc::O_RDONLY | libc::O_CLOEXEC, 0);
        if let Some(stat) = raw::stat(fd).filter(|stat| stat.st_size > 0) {
            let open = Open { file: stat.st_ino, path: path.clone() };
            watch.before_write(&mut state, fd, &open, 0, stat.st_size as u64);
        }
        raw::close(fd);
    }
    let fd = open();
    if fd >= 0 && !existed {
        watch.after_name(&mut state, Kind::Create, 0, &[&path]);
    }
    fd
}

/// Takes a name away and keeps the file.
fn unlink_at(dir: c_int, path: *const c_char, flags: c_int) -> c_int {
    // SAFETY: the callers pass what the program passed as a path.
    let unlink = || unsafe { syscall(libc::SYS_unlinkat, dir, path, flags) as c_int };
    let Some((watch, path)) = watched(dir, path) else {
        return unlink();
    };
    let mut state = watch.begin();
    let folder = flags & libc::AT_REMOVEDIR != 0;
    let kept = if folder { 0 } else { watch.keep(&mut state, &path) };
    let result = unlink();
    if result == 0 {
        let kind = if folder { Kind::RemoveDir } else { Kind::Unlink };
        watch.after_name(&mut state, kind, kept, &[&path]);
    }
    result
}

/// Renames a file and keeps what it replaces.
fn rename_at(from_dir: c_int, from: *const c_char, to_dir: c_int, to: *const c_char, flags: c_uint) -> c_int {
    // SAFETY: the callers pass what the program passed as paths.
    let rename = || unsafe { syscall(libc::SYS_renameat2, from_dir, from, to_dir, to, flags) as c_int };
    let (from_path, to_path) = match (watched(from_dir, from), watched(to_dir, to)) {
        (None, None) => return rename(),
        (Some((_, from)), Some((_, to))) => (from, to),
        _ => raw::fatal("a rename into or out of the watched folder"),
    };
    let Some(watch) = watch().filter(|_| flags & libc::RENAME_EXCHANGE == 0) else {
        raw::fatal("names of watched files are exchanged")
    };
    let mut state = watch.begin();
    let kept = watch.keep(&mut state, &to_path);
    let result = rename();
    if result == 0 {
        watch.after_name(&mut state, Kind::Rename, kept, &[&from_path, &to_path]);
    }
    result
}

/// Makes a folder.
fn make_dir_at(dir: c_int, path: *const c_char, mode: mode_t) -> c_int {
    // SAFETY: the callers pass what the program passed as a path.
    let make = || unsafe { syscall(libc::SYS_mkdirat, dir, path, mode) as c_int };
    let Some((watch, path)) = watched(dir, path) else {
        return make();
    };
    let mut state = watch.begin();
    let result = make();
    if result == 0 {
        watch.after_name(&mut state, Kind::MakeDir, 0, &[&path]);
    }
    result
}

// The C functions take the mode as a variable argument; on 64-bit Linux it comes in the same register either way.
macro_rules! opens {
    ($($open:ident $openat:ident $creat:ident),*) => {$(
        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
            open_at(libc::AT_FDCWD, path, flags, mode)
        }

        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $openat(dir: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
            open_at(dir, path, flags, mode)
        }

        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $creat(path: *const c_char, mode: mode_t) -> c_int {
            open_at(libc::AT_FDCWD, path, libc::O_CREAT | libc::O_WRONLY | libc::O_TRUNC, mode)
        }
    )*};
}
opens!(open openat creat, open64 openat64 creat64);

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    unlink_at(libc::AT_FDCWD, path, 0)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn unlinkat(dir: c_int, path: *const c_char, flags: c_int) -> c_int {
    unlink_at(dir, path, flags)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn rmdir(path: *const c_char) -> c_int {
    unlink_at(libc::AT_FDCWD, path, libc::AT_REMOVEDIR)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn mkdir(path: *const c_char, mode: mode_t) -> c_int {
    make_dir_at(libc::AT_FDCWD, path, mode)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn mkdirat(dir: c_int, path: *const c_char, mode: mode_t) -> c_int {
    make_dir_at(dir, path, mode)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    rename_at(libc::AT_FDCWD, from, libc::AT_FDCWD, to, 0)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn renameat(
    from_dir: c_int,
    from: *const c_char,
    to_dir: c_int,
    to: *const c_char,
) -> c_int {
    rename_at(from_dir, from, to_dir, to, 0)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn renameat2(
    from_dir: c_int,
    from: *const c_char,
    to_dir: c_int,
    to: *const c_char,
    flags: c_uint,
) -> c_int {
    rename_at(from_dir, from, to_dir, to, flags)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn link(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: as the caller promises.
    unsafe { linkat(libc::AT_FDCWD, from, libc::AT_FDCWD, to, 0) }
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn linkat(
    from_dir: c_int,
    from: *const c_char,
    to_dir: c_int,
    to: *const c_char,
    flags: c_int,
) -> c_int {
    // SAFETY: as the caller promises.
    let link = || unsafe { syscall(libc::SYS_linkat, from_dir, from, to_dir, to, flags) as c_int };
    let Some((watch, path)) = watched(to_dir, to) else {
        return link();
    };
    let mut state = watch.begin();
    let result = link();
    if result == 0 {
        watch.after_name(&mut state, Kind::Create, 0, &[&path]);
    }
    result
}
