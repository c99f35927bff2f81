//! Calls that change what files hold.

use std::sync::atomic::Ordering::SeqCst;

use libc::{c_int, c_void, iovec, off_t, size_t, ssize_t, syscall};

use crate::{
    log::{Watch, length, watch},
    raw,
    record::{Control, Kind},
};

/// What a file grows by.
const BLOCK: u64 = 4096;

/// Where a write begins.
enum At {
    /// Where the handle stands, or at the end when it appends.
    Handle,
    /// Here.
    Offset(off_t),
}

/// Does one write of `len` bytes, or of as many as there is room for.
fn write_at(fd: c_int, at: At, len: usize, write: impl Fn(usize) -> ssize_t) -> ssize_t {
    let Some((watch, open)) = watch().and_then(|watch| Some((watch, watch.open_file(fd)?))) else {
        return write(len);
    };
    let mut state = watch.begin();
    // SAFETY: no memory is passed.
    let flags = unsafe { syscall(libc::SYS_fcntl, fd, libc::F_GETFL) } as c_int;
    let offset = match at {
        // On Linux an appending handle appends even at an offset.
        _ if flags & libc::O_APPEND != 0 => length(fd),
        At::Offset(offset) => offset as u64,
        // SAFETY: no memory is passed.
        At::Handle => unsafe { syscall(libc::SYS_lseek, fd, 0, libc::SEEK_CUR) as u64 },
    };
    let len = match take_room(watch, fd, offset, len) {
        0 if len > 0 => return raw::fail(libc::ENOSPC) as ssize_t,
        room => room,
    };
    watch.before_write(&mut state, fd, &open, offset, len as u64);
    let written = write(len);
    if written >= 0 && flags & libc::O_DSYNC != 0 {
        let seq = state.next();
        watch.after_sync(&mut state, &open, seq);
    }
    written
}

/// Takes room on the pretended disk; returns for how many of `len` bytes there was any.
fn take_room(watch: &Watch, fd: c_int, offset: u64, len: usize) -> usize {
    let (room, copy_on_write) =
        (watch.number(Control::Room), watch.number(Control::CopyOnWrite).load(SeqCst) == 1);
    let mut left = room.load(SeqCst);
    if left == u64::MAX {
        return len;
    }
    let mut fits = 0;
    while fits < len {
        let at = offset + fits as u64;
        let part = (len - fits).min((BLOCK - at % BLOCK) as usize);
        let (takes, part) = match copy_on_write {
            true => (left.min(part as u64), left.min(part as u64) as usize),
            false if raw::has_data(fd, at - at % BLOCK, BLOCK) => (0, part),
            false if left < BLOCK => (0, 0),
            false => (BLOCK, part),
        };
        if part == 0 {
            break;
        }
        left -= takes;
        fits += part;
    }
    // A test that makes room meanwhile is not overruled.
    let _ = room.fetch_update(SeqCst, SeqCst, |now| (now != u64::MAX).then_some(left));
    fits
}

/// Cuts or grows a file.
fn set_length(fd: c_int, len: off_t) -> c_int {
    // SAFETY: no memory is passed.
    let cut = || unsafe { syscall(libc::SYS_ftruncate, fd, len) as c_int };
    let Some((watch, open)) = watch().and_then(|watch| Some((watch, watch.open_file(fd)?))) else {
        return cut();
    };
    let mut state = watch.begin();
    let (old, new) = (length(fd), len.max(0) as u64);
    watch.before_write(&mut state, fd, &open, old.min(new), old.abs_diff(new));
    cut()
}

/// Reserves room in a file, or makes holes and zeros in it.
fn allocate(fd: c_int, mode: c_int, offset: off_t, len: off_t) -> c_int {
    // SAFETY: no memory is passed.
    let allocate = || unsafe { syscall(libc::SYS_fallocate, fd, mode, offset, len) as c_int };
    let Some((watch, open)) = watch().and_then(|watch| Some((watch, watch.open_file(fd)?))) else {
        return allocate();
    };
    if mode & (libc::FALLOC_FL_COLLAPSE_RANGE | libc::FALLOC_FL_INSERT_RANGE) != 0 {
        raw::fatal("fallocate moves bytes of a watched file");
    }
    let mut state = watch.begin();
    if watch.number(Control::Room).load(SeqCst) < len.max(0) as u64 {
        return raw::fail(libc::ENOSPC);
    }
    watch.before_write(&mut state, fd, &open, offset.max(0) as u64, len.max(0) as u64);
    allocate()
}

/// How many bytes a vectored write has. Ends in the caller's hands: a bad vector is a bad call without the shim too.
unsafe fn total(vector: *const iovec, count: c_int) -> usize {
    // SAFETY: the caller of the C function promises `count` entries.
    let parts = unsafe { std::slice::from_raw_parts(vector, count.max(0) as usize) };
    parts.iter().map(|part| part.iov_len).sum()
}

/// A vectored write is done whole or not at all when room runs out.
fn write_vector(fd: c_int, at: At, len: usize, write: impl Fn() -> ssize_t) -> ssize_t {
    write_at(fd, at, len, |room| if room < len { raw::fail(libc::ENOSPC) as ssize_t } else { write() })
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn write(fd: c_int, buffer: *const c_void, len: size_t) -> ssize_t {
    // SAFETY: the caller promises `len` bytes; fewer are passed on at most.
    write_at(fd, At::Handle, len, |len| unsafe { syscall(libc::SYS_write, fd, buffer, len) as ssize_t })
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn writev(fd: c_int, vector: *const iovec, count: c_int) -> ssize_t {
    // SAFETY: the caller promises `count` parts.
    unsafe {
        write_vector(fd, At::Handle, total(vector, count), || {
            syscall(libc::SYS_writev, fd, vector, count) as ssize_t
        })
    }
}

macro_rules! positioned {
    ($($write:ident $writev:ident $writev2:ident),*) => {$(
        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $write(fd: c_int, buffer: *const c_void, len: size_t, offset: off_t) -> ssize_t {
            // SAFETY: the caller promises `len` bytes; fewer are passed on at most.
            write_at(fd, At::Offset(offset), len, |len| unsafe {
                syscall(libc::SYS_pwrite64, fd, buffer, len, offset) as ssize_t
            })
        }

        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $writev(fd: c_int, vector: *const iovec, count: c_int, offset: off_t) -> ssize_t {
            // SAFETY: the caller promises `count` parts. On 64 bits the offset is one register, the next is unused.
            unsafe {
                write_vector(fd, At::Offset(offset), total(vector, count), || {
                    syscall(libc::SYS_pwritev, fd, vector, count, offset, 0) as ssize_t
                })
            }
        }

        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $writev2(
            fd: c_int,
            vector: *const iovec,
            count: c_int,
            offset: off_t,
            flags: c_int,
        ) -> ssize_t {
            let at = if offset == -1 { At::Handle } else { At::Offset(offset) };
            // SAFETY: as above.
            unsafe {
                write_vector(fd, at, total(vector, count), || {
                    syscall(libc::SYS_pwritev2, fd, vector, count, offset, 0, flags) as ssize_t
                })
            }
        }
    )*};
}
positioned!(pwrite pwritev pwritev2, pwrite64 pwritev64 pwritev64v2);

macro_rules! lengths {
    ($($ftruncate:ident $truncate:ident $fallocate:ident $posix_fallocate:ident),*) => {$(
        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $ftruncate(fd: c_int, len: off_t) -> c_int {
            set_length(fd, len)
        }

        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $truncate(path: *const libc::c_char, len: off_t) -> c_int {
            // SAFETY: the caller promises a path.
            let fd = unsafe { syscall(libc::SYS_openat, libc::AT_FDCWD, path, libc::O_WRONLY | libc::O_CLOEXEC) };
            if fd < 0 {
                return -1;
            }
            let result = set_length(fd as c_int, len);
            raw::close(fd as c_int);
            result
        }

        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $fallocate(fd: c_int, mode: c_int, offset: off_t, len: off_t) -> c_int {
            allocate(fd, mode, offset, len)
        }

        /// # Safety
        /// As the C function.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $posix_fallocate(fd: c_int, offset: off_t, len: off_t) -> c_int {
            if allocate(fd, 0, offset, len) == 0 {
                return 0;
            }
            // SAFETY: the pointer is this thread's errno, which this function returns in place of setting it.
            unsafe { *libc::__errno_location() }
        }
    )*};
}
lengths!(ftruncate truncate fallocate posix_fallocate, ftruncate64 truncate64 fallocate64 posix_fallocate64);

/// # Safety
/// As the C function. Refused for watched files; programs then read and write instead.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn copy_file_range(
    from: c_int,
    from_at: *mut off_t,
    to: c_int,
    to_at: *mut off_t,
    len: size_t,
    flags: libc::c_uint,
) -> ssize_t {
    if watch().is_some_and(|watch| watch.open_file(to).is_some()) {
        return raw::fail(libc::ENOSYS) as ssize_t;
    }
    // SAFETY: as the caller promises.
    unsafe { syscall(libc::SYS_copy_file_range, from, from_at, to, to_at, len, flags) as ssize_t }
}

macro_rules! refused_copies {
    ($($sendfile:ident $mmap:ident),*) => {$(
        /// # Safety
        /// As the C function. Refused for watched files; programs then read and write instead.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $sendfile(to: c_int, from: c_int, at: *mut off_t, len: size_t) -> ssize_t {
            if watch().is_some_and(|watch| watch.open_file(to).is_some()) {
                return raw::fail(libc::EINVAL) as ssize_t;
            }
            // SAFETY: as the caller promises.
            unsafe { syscall(libc::SYS_sendfile, to, from, at, len) as ssize_t }
        }

        /// # Safety
        /// As the C function. A shared writable map of a watched file is logged.
        #[unsafe(no_mangle)]
        pub(crate) unsafe extern "C" fn $mmap(
            at: *mut c_void,
            len: size_t,
            protection: c_int,
            flags: c_int,
            fd: c_int,
            offset: off_t,
        ) -> *mut c_void {
            let shared = flags & libc::MAP_TYPE != libc::MAP_PRIVATE && protection & libc::PROT_WRITE != 0;
            if fd >= 0 && shared && let Some(watch) = watch() && let Some(open) = watch.open_file(fd) {
                watch.after_name(&mut watch.lock(), Kind::Map, 0, &[&open.path]);
            }
            // SAFETY: as the caller promises.
            unsafe { syscall(libc::SYS_mmap, at, len, protection, flags, fd, offset) as *mut c_void }
        }
    )*};
}
refused_copies!(sendfile mmap, sendfile64 mmap64);
