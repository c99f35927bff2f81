//! What a process took: time, processor time, memory, disk.

use std::{collections::BTreeMap, fs, path::Path, time::Instant};

use anyhow::{Context, Result};
use rustix::time::{ClockId, clock_gettime};

/// Figures by name.
pub(crate) type Figures = BTreeMap<String, f64>;

/// Measures from its making on.
pub(crate) struct Meter {
    wall: Instant,
    cpu: f64,
}

impl Meter {
    pub(crate) fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu_seconds() }
    }

    /// Seconds of processor time so far, of all threads.
    pub(crate) fn cpu(&self) -> f64 {
        cpu_seconds() - self.cpu
    }

    /// Seconds so far.
    pub(crate) fn wall(&self) -> f64 {
        self.wall.elapsed().as_secs_f64()
    }

    /// Time, processor time and the most memory that the process had.
    pub(crate) fn figures(&self) -> Result<Figures> {
        let memory = memory_mb("VmHWM")?;
        Ok([("wall", self.wall()), ("cpu", self.cpu()), ("memory", memory)]
            .map(|(name, value)| (name.to_owned(), value))
            .into())
    }
}

/// Seconds of processor time of this process, user and system.
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Megabytes of memory: `VmRSS` now, `VmHWM` at most.
pub(crate) fn memory_mb(what: &str) -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status").context("only Linux tells")?;
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    Ok(kib.context("/proc/self/status does not read")? / 1024.0)
}

/// Megabytes that the files of a folder take on disk.
pub(crate) fn disk_mb(folder: &Path) -> Result<f64> {
    let mut blocks = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        if metadata.is_dir() {
            blocks += (disk_mb(&entry.path())? * 2048.0) as u64;
        }
        blocks += std::os::unix::fs::MetadataExt::blocks(&metadata);
    }
    Ok(blocks as f64 / 2048.0)
}
