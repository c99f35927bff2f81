//! The log: what is watched, and what must be undone.

use std::{
    collections::HashMap,
    os::unix::ffi::OsStrExt,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use libc::c_int;

use crate::{
    raw,
    record::{CONTROL, CONTROL_LEN, Control, DIE_VAR, DIR_VAR, KEEP, Kind, LOG_VAR, NAMES, Record, UNDO},
};

/// The watched folder and its log.
pub(crate) struct Watch {
    dir: Vec<u8>,
    log: Vec<u8>,
    die_at_name: Option<Vec<u8>>,
    undo: c_int,
    names: c_int,
    control: &'static [AtomicU64; CONTROL_LEN / 8],
    state: Mutex<State>,
}

/// What one change after another needs.
#[derive(Default)]
pub(crate) struct State {
    seq: u64,
    kept: u64,
    /// The last write of each file that has writes no fsync covered.
    pending: HashMap<u64, u64>,
}

impl State {
    /// The next record's number.
    pub(crate) fn next(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }
}

/// A watched file or folder that is open.
pub(crate) struct Open {
    /// Its inode.
    pub(crate) file: u64,
    /// Its path.
    pub(crate) path: Vec<u8>,
}

/// The watch, if this process has one.
pub(crate) fn watch() -> Option<&'static Watch> {
    static WATCH: OnceLock<Option<Watch>> = OnceLock::new();
    WATCH.get_or_init(Watch::start).as_ref()
}

impl Watch {
    fn start() -> Option<Self> {
        let bytes = |name| std::env::var_os(name).map(|value| value.as_bytes().to_vec());
        let (dir, log) = (bytes(DIR_VAR)?, bytes(LOG_VAR)?);
        let fresh = libc::O_WRONLY | libc::O_APPEND | libc::O_CREAT | libc::O_EXCL | libc::O_CLOEXEC;
        let open = |name: &str, flags| {
            let path = raw::c_string(&[&log, &b"/"[..], name.as_bytes()].concat());
            let fd = raw::open(libc::AT_FDCWD, &path, flags, 0o600);
            if fd < 0 {
                raw::fatal("cannot open the log, or a process used it before");
            }
            fd
        };
        let (undo, names) = (open(UNDO, fresh), open(NAMES, fresh));
        let control = map_control(open(CONTROL, libc::O_RDWR | libc::O_CLOEXEC));
        Some(Self { dir, log, die_at_name: bytes(DIE_VAR), undo, names, control, state: Mutex::default() })
    }

    /// Whether a path lies in the watched folder.
    pub(crate) fn covers(&self, path: &[u8]) -> bool {
        path.strip_prefix(&self.dir[..]).is_some_and(|rest| rest.first() == Some(&b'/'))
    }

    /// The open file, if it is watched: a regular file or a folder.
    pub(crate) fn open_file(&self, fd: c_int) -> Option<Open> {
        let stat = raw::stat(fd)?;
        let folder = match stat.st_mode & libc::S_IFMT {
            libc::S_IFREG => false,
            libc::S_IFDIR => true,
            _ => return None,
        };
        let path = raw::path_of(fd)?;
        (self.covers(&path) || folder && path == self.dir).then_some(Open { file: stat.st_ino, path })
    }

    /// Starts one event: from here on this thread alone changes watched files.
    pub(crate) fn begin(&self) -> MutexGuard<'_, State> {
        let state = self.lock();
        let event = self.number(Control::Events).fetch_add(1, SeqCst) + 1;
        if event == self.number(Control::DieAt).load(SeqCst) {
            raw::kill_self();
        }
        state
    }

    /// Goes on with an event.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number shared with the test.
    pub(crate) fn number(&self, which: Control) -> &AtomicU64 {
        &self.control[which as usize]
    }

    /// Logs what stands where a write is about to happen.
    pub(crate) fn before_write(&self, state: &mut State, fd: c_int, open: &Open, offset: u64, span: u64) {
        if self.die_at_name.as_ref().is_some_and(|end| open.path.ends_with(end)) {
            raw::kill_self();
        }
        let old_len = length(fd);
        let there = old_len.saturating_sub(offset).min(span);
        let payload = if there == 0 { Vec::new() } else { raw::read(fd, offset, there) };
        let seq = state.next();
        state.pending.insert(open.file, seq);
        let record = Record { kind: Kind::Write, seq, file: open.file, offset, old_len, span, payload };
        raw::append(self.undo, &record.encode());
    }

    /// Voids a file's records before number `seq`: an fsync has returned.
    pub(crate) fn after_sync(&self, state: &mut State, open: &Open, seq: u64) {
        self.number(Control::Syncs).fetch_add(1, SeqCst);
        let mut record = Record {
            kind: Kind::Sync,
            seq,
            file: open.file,
            offset: 0,
            old_len: 0,
            span: 0,
            payload: vec![],
        };
        raw::append(self.undo, &record.encode());
        record.payload.clone_from(&open.path);
        raw::append(self.names, &record.encode());
        state.pending.retain(|file, last| *file != open.file || *last > seq);
        if state.pending.is_empty() {
            // SAFETY: no memory is passed; the handle is the log's.
            unsafe { libc::syscall(libc::SYS_ftruncate, self.undo, 0) };
        }
    }

    /// Logs that a name changed.
    pub(crate) fn after_name(&self, state: &mut State, kind: Kind, kept: u64, paths: &[&[u8]]) {
        let payload = paths.join(&0);
        let record = Record { kind, seq: state.next(), file: 0, offset: 0, old_len: 0, span: kept, payload };
        raw::append(self.names, &record.encode());
    }

    /// Keeps a file that is about to lose its name; 0 when there is no such file.
    pub(crate) fn keep(&self, state: &mut State, path: &[u8]) -> u64 {
        let path = raw::c_string(path);
        if !raw::exists(&path) {
            return 0;
        }
        state.kept += 1;
        let kept = format!("/{KEEP}/{}", state.kept);
        if raw::link(&path, &raw::c_string(&[&self.log, kept.as_bytes()].concat())) {
            state.kept
        } else {
            raw::fatal("cannot keep a file that is unlinked or replaced")
        }
    }
}

/// How long an open file is.
pub(crate) fn length(fd: c_int) -> u64 {
    raw::stat(fd).map_or(0, |stat| stat.st_size as u64)
}

fn map_control(fd: c_int) -> &'static [AtomicU64; CONTROL_LEN / 8] {
    let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED);
    // SAFETY: a new mapping anywhere; it is never unmapped.
    let at = unsafe { libc::syscall(libc::SYS_mmap, 0usize, CONTROL_LEN, protection, flags, fd, 0) };
    raw::close(fd);
    if at == -1 {
        raw::fatal("cannot map the control file");
    }
    // SAFETY: the mapping is of this length, page-aligned, zeroed or written by the test, and lives for ever.
    unsafe { &*(at as *const [AtomicU64; CONTROL_LEN / 8]) }
}
