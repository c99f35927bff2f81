//! System calls without the C functions this library interposes.

use std::ffi::{CStr, CString};

use libc::{c_char, c_int, c_long, mode_t, syscall};

/// Ends the process: a test may not go on with a log that lies.
pub(crate) fn fatal(message: &str) -> ! {
    let line = format!("powercut: {message}\n");
    // SAFETY: the buffer lives through the call; abort has no conditions.
    unsafe {
        syscall(libc::SYS_write, 2, line.as_ptr(), line.len());
        libc::abort()
    }
}

/// Ends the process as kill -9 does.
pub(crate) fn kill_self() -> ! {
    // SAFETY: no memory is passed.
    unsafe { syscall(libc::SYS_kill, syscall(libc::SYS_getpid), libc::SIGKILL) };
    loop {
        std::hint::spin_loop();
    }
}

/// Bytes as a C string; ends the process at a zero byte, which no path has.
pub(crate) fn c_string(bytes: &[u8]) -> CString {
    CString::new(bytes).unwrap_or_else(|_| fatal("a path with a zero byte"))
}

/// Opens a file.
pub(crate) fn open(dir: c_int, path: &CStr, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the path ends in a zero byte and lives through the call.
    unsafe { syscall(libc::SYS_openat, dir, path.as_ptr(), flags, mode) as c_int }
}

/// Closes a file.
pub(crate) fn close(fd: c_int) {
    // SAFETY: no memory is passed; the callers close what they opened.
    unsafe { syscall(libc::SYS_close, fd) };
}

/// What the kernel knows of an open file.
pub(crate) fn stat(fd: c_int) -> Option<libc::stat> {
    let mut stat = std::mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: the kernel fills the buffer, which has its size, when it returns 0.
    unsafe { (syscall(libc::SYS_fstat, fd, stat.as_mut_ptr()) == 0).then(|| stat.assume_init()) }
}

/// Whether a name exists.
pub(crate) fn exists(path: &CStr) -> bool {
    // SAFETY: the call reads the path only, which ends in a zero byte.
    unsafe { syscall(libc::SYS_faccessat, libc::AT_FDCWD, path.as_ptr(), libc::F_OK) == 0 }
}

/// The path of an open file.
pub(crate) fn path_of(fd: c_int) -> Option<Vec<u8>> {
    let link = c_string(format!("/proc/self/fd/{fd}").as_bytes());
    let mut buffer = vec![0u8; libc::PATH_MAX as usize];
    // SAFETY: the kernel writes at most the buffer's length.
    let n = unsafe {
        syscall(libc::SYS_readlinkat, libc::AT_FDCWD, link.as_ptr(), buffer.as_mut_ptr(), buffer.len())
    };
    buffer.truncate(usize::try_from(n).ok()?);
    Some(buffer)
}

/// A path as given to a call, with its folder made absolute and free of links.
pub(crate) fn resolve(dir: c_int, path: *const c_char) -> Option<Vec<u8>> {
    // SAFETY: the callers pass what the program passed as a path: null, or bytes that end in zero.
    let path = unsafe { (!path.is_null()).then(|| CStr::from_ptr(path)) }?.to_bytes();
    let path = path.strip_suffix(b"/").unwrap_or(path);
    let (folder, name) = match path.iter().rposition(|byte| *byte == b'/') {
        Some(0) => (&b"/"[..], &path[1..]),
        Some(at) => (&path[..at], &path[at + 1..]),
        None => (&b"."[..], path),
    };
    let fd = open(dir, &c_string(folder), libc::O_PATH | libc::O_DIRECTORY | libc::O_CLOEXEC, 0);
    let folder = (fd >= 0).then(|| path_of(fd)).flatten();
    close(fd);
    Some([&folder?, &b"/"[..], name].concat())
}

/// Opens a file once more to read, with a place of its own: the program's handle may be open for writing only.
fn open_again(fd: c_int) -> c_int {
    let path = c_string(format!("/proc/self/fd/{fd}").as_bytes());
    open(libc::AT_FDCWD, &path, libc::O_RDONLY | libc::O_CLOEXEC, 0)
}

/// Whether a stretch of a file holds anything but a hole.
pub(crate) fn has_data(fd: c_int, offset: u64, len: u64) -> bool {
    let again = open_again(fd);
    // SAFETY: no memory is passed.
    let data = unsafe { syscall(libc::SYS_lseek, again, offset as i64, libc::SEEK_DATA) };
    close(again);
    data >= 0 && (data as u64) < offset + len
}

/// Reads a stretch of a file, less at its end.
pub(crate) fn read(fd: c_int, offset: u64, len: u64) -> Vec<u8> {
    let again = open_again(fd);
    let mut bytes = vec![0u8; usize::try_from(len).unwrap_or_else(|_| fatal("a write too large to log"))];
    let mut done = 0;
    while done < bytes.len() {
        let rest = &mut bytes[done..];
        let at = offset as i64 + done as i64;
        // SAFETY: the kernel writes at most the rest's length.
        let n = unsafe { syscall(libc::SYS_pread64, again, rest.as_mut_ptr(), rest.len(), at) };
        match usize::try_from(n) {
            Ok(0) => break,
            Ok(n) => done += n,
            Err(_) => fatal("cannot read what a write replaces"),
        }
    }
    close(again);
    bytes.truncate(done);
    bytes
}

/// Appends to a file of the log. One call, so that a kill leaves a short record at most.
pub(crate) fn append(fd: c_int, bytes: &[u8]) {
    // SAFETY: the bytes live through the call.
    let n = unsafe { syscall(libc::SYS_write, fd, bytes.as_ptr(), bytes.len()) };
    if n != bytes.len() as c_long {
        fatal("cannot write the log");
    }
}

/// Gives a file a second name.
pub(crate) fn link(from: &CStr, to: &CStr) -> bool {
    // SAFETY: both paths end in zero bytes.
    unsafe { syscall(libc::SYS_linkat, libc::AT_FDCWD, from.as_ptr(), libc::AT_FDCWD, to.as_ptr(), 0) == 0 }
}

/// Sets the C error and returns what a failed call returns.
pub(crate) fn fail(errno: c_int) -> c_int {
    // SAFETY: the pointer is this thread's errno.
    unsafe { *libc::__errno_location() = errno };
    -1
}
