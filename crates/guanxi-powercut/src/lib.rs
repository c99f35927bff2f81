//! Power cuts without pulling a plug: a library for `LD_PRELOAD` on Linux.
//!
//! kill -9 proves little about durability, for the kernel still holds what the process wrote. This shim interposes
//! the calls that change files under one folder and logs, before each write, what stood there; an fsync voids a
//! file's log. After the process was killed, the test kit rolls back what no fsync covered (all of it, or page by
//! page at random), and the files are as a power cut could have left them.
//!
//! What the model says:
//!
//! - `fsync` and `fdatasync` cover the writes of their file that returned before they began. `sync_file_range`,
//!   `sync` and `syncfs` cover nothing. A write through `O_SYNC` or `O_DSYNC` covers the earlier writes of its file
//!   too, which is more than a kernel promises; no storage here relies on it.
//! - Names (create, rename, unlink, mkdir) are durable at once, or, as the test kit's choice, only with an fsync of
//!   their folder.
//! - A full disk: a block of 4 KiB takes room when it is first written, or, as the test kit's choice, every written
//!   byte takes room as on a copy-on-write file system. Cutting and removing files gives none back.
//! - A page is kept or lost whole. Drives that lie, torn sectors and writes through memory maps are not modelled; a
//!   shared writable map is logged, so that nobody takes it for covered.
//! - Writes of C's stdio, of io_uring and of raw system calls pass unseen. Tests look at the count of writes and
//!   fsyncs, so that a shim that sees nothing is no proof.
//!
//! One process at a time uses a log folder. Whatever the shim cannot follow ends the process with a message.

#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

mod log;
mod names;
mod raw;
mod record;
mod syncs;
mod writes;
