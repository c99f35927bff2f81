//! The program that is killed.
//!
//! Lines it writes, each in one call: `open <last posting of each thread>`, then an [`Ack`] once a posting's write
//! returned, and `error <thread> <code>` when it failed, after which the posting is tried again. It ends when its
//! input ends.

use std::{
    fmt,
    io::{Read as _, Write as _},
    thread,
    time::Duration,
};

use guanxi_core::{error::Result, storage::Storage};

use super::{storages, workload};

/// A posting whose write returned: `ack <thread> <number> <fsyncs>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Whose posting.
    pub thread: i64,
    /// Which one.
    pub number: i64,
    /// How many fsyncs the process had done by then; 0 without the shim.
    pub syncs: u64,
}

impl Ack {
    /// Reads a line; `None` when it is something else.
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = line.strip_prefix("ack ")?.split(' ');
        let (thread, number, syncs) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { thread: thread.parse().ok()?, number: number.parse().ok()?, syncs: syncs.parse().ok()? })
    }
}

impl fmt::Display for Ack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ack {} {} {}", self.thread, self.number, self.syncs)
    }
}

/// Runs it: a URL and the number of threads.
///
/// # Errors
/// Those of opening.
pub fn run(url: &str, threads: i64) -> Result<()> {
    let opened = storages::open(url).and_then(|storage| {
        storage.prepare(&workload::SCHEMA)?;
        let last: Result<Vec<_>> = (0..threads).map(|t| workload::last_posting(&*storage, t)).collect();
        Ok((storage, last?))
    });
    let (storage, last) = opened.inspect_err(|e| tell(&format!("error -1 {}", e.code())))?;
    tell(&format!("open {}", last.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")));
    thread::scope(|scope| {
        for thread in 0..threads {
            let storage = &*storage;
            scope.spawn(move || post_for_ever(storage, thread, threads));
        }
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0)
    })
}

fn post_for_ever(storage: &dyn Storage, thread: i64, threads: i64) {
    // Alone, a thread takes the way of most calls.
    let by_apply = threads > 1 && thread == threads - 1;
    loop {
        let posted = workload::last_posting(storage, thread).and_then(|last| {
            let post = if by_apply { workload::post_by_apply } else { workload::post_by_write };
            post(storage, thread, last + 1).map(|()| last + 1)
        });
        match posted {
            Ok(number) => tell(&Ack { thread, number, syncs: syncs() }.to_string()),
            Err(e) => {
                tell(&format!("error {thread} {}", e.code()));
                thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

#[cfg(target_os = "linux")]
fn syncs() -> u64 {
    super::powercut::own_syncs().unwrap_or(0)
}

#[cfg(not(target_os = "linux"))]
fn syncs() -> u64 {
    0
}

/// One line in one call, so that a kill cannot cut it.
fn tell(line: &str) {
    // Nobody is left to be told that the parent is gone.
    let _ = std::io::stdout().lock().write_all(format!("{line}\n").as_bytes());
}
