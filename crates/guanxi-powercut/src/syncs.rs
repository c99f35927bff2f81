//! Calls that make durable.

use libc::{c_int, c_long, syscall};

use crate::log::watch;

/// The writes that returned before the call are covered when it returns; those beside it are not.
fn sync(fd: c_int, number: c_long) -> c_int {
    // SAFETY: no memory is passed.
    let sync = || unsafe { syscall(number, fd) as c_int };
    let Some((watch, open)) = watch().and_then(|watch| Some((watch, watch.open_file(fd)?))) else {
        return sync();
    };
    let seq = watch.begin().next();
    let result = sync();
    if result == 0 {
        watch.after_sync(&mut watch.lock(), &open, seq);
    }
    result
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn fsync(fd: c_int) -> c_int {
    sync(fd, libc::SYS_fsync)
}

/// # Safety
/// As the C function.
#[unsafe(no_mangle)]
pub(crate) unsafe extern "C" fn fdatasync(fd: c_int) -> c_int {
    sync(fd, libc::SYS_fdatasync)
}
