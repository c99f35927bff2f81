//! Pretended power cuts: a process under the shim of `guanxi-powercut`, and the roll-back after its death.

#[path = "../../../guanxi-powercut/src/record.rs"]
mod record;
mod roll_back;

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs::{self, File},
    io,
    os::unix::{ffi::OsStrExt, fs::FileExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use self::record::{CONTROL, CONTROL_LEN, Control, DIE_VAR, DIR_VAR, KEEP, Kind, LOG_VAR, NAMES, Record};

/// What of the uncovered writes is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// All of them.
    Everything,
    /// Each page of 4 KiB, and each file's length, by itself: it is as it was before the uncovered writes, as after
    /// them, or as at a moment between. Repeats for a seed.
    Pages(u64),
}

/// A power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What of the uncovered writes is lost.
    pub loss: Loss,
    /// Names are lost too where no fsync of their folder covers them: the letter of POSIX. Linux file systems keep
    /// the name of a new file with the fsync of the file. With [`Loss::Pages`] each folder keeps the first few of
    /// its changes.
    pub names: bool,
}

/// What a power cut undid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Writes that no fsync covered.
    pub writes: usize,
    /// Names that changed back.
    pub names: usize,
}

/// One life of a process under the shim.
#[derive(Debug)]
pub struct PowerCut {
    dir: PathBuf,
    log: PathBuf,
    control: File,
    die_at_name: Option<String>,
}

impl PowerCut {
    /// Watches what a process will do under `dir`, logging into the new folder `log` beside it.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new(dir: &Path, log: &Path) -> io::Result<Self> {
        fs::create_dir(log)?;
        fs::create_dir(log.join(KEEP))?;
        let control = File::options().read(true).write(true).create_new(true).open(log.join(CONTROL))?;
        control.set_len(CONTROL_LEN as u64)?;
        let this = Self { dir: dir.canonicalize()?, log: log.canonicalize()?, control, die_at_name: None };
        this.set_room(u64::MAX)?;
        Ok(this)
    }

    /// Only so many bytes are free, then the disk is full; `u64::MAX` for no end. A process that is running finds it
    /// so at once.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn set_room(&self, bytes: u64) -> io::Result<()> {
        self.set(Control::Room, bytes)
    }

    /// Overwriting takes room too, as on copy-on-write file systems.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn copy_on_write(&self) -> io::Result<()> {
        self.set(Control::CopyOnWrite, 1)
    }

    /// The process dies in place of its n-th event: a write, an fsync, a change of names.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn die_at(&self, event: u64) -> io::Result<()> {
        self.set(Control::DieAt, event)
    }

    /// The process dies before its first write to a file whose name ends so.
    pub fn die_at_name(&mut self, end: &str) {
        self.die_at_name = Some(end.to_owned());
    }

    /// Puts a command under the shim. One process for each `PowerCut`.
    ///
    /// # Errors
    /// When the shim cannot be built.
    pub fn attach(&self, command: &mut Command) -> io::Result<()> {
        command.env("LD_PRELOAD", shim()?).env(DIR_VAR, &self.dir).env(LOG_VAR, &self.log);
        if let Some(end) = &self.die_at_name {
            command.env(DIE_VAR, end);
        }
        Ok(())
    }

    /// How many writes, fsyncs and changes of names there were.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn events(&self) -> io::Result<u64> {
        read_number(&self.control, Control::Events)
    }

    /// How many fsyncs each file and folder had, by path below the watched folder.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn syncs(&self) -> io::Result<BTreeMap<PathBuf, usize>> {
        let mut syncs = BTreeMap::new();
        for record in Record::decode_all(&fs::read(self.log.join(NAMES))?) {
            if record.kind == Kind::Sync {
                let path = Path::new(OsStr::from_bytes(&record.payload));
                let path = path.strip_prefix(&self.dir).unwrap_or(path);
                *syncs.entry(path.to_owned()).or_default() += 1;
            }
        }
        Ok(syncs)
    }

    /// After the process died: makes the files what a power cut at that moment could have left, and removes the log.
    ///
    /// # Errors
    /// Those of the file system, and when the process wrote in ways the shim cannot follow.
    pub fn cut(self, cut: Cut) -> io::Result<Undone> {
        let undone = roll_back::roll_back(&self.dir, &self.log, cut)?;
        fs::remove_dir_all(&self.log)?;
        Ok(undone)
    }

    fn set(&self, which: Control, value: u64) -> io::Result<()> {
        self.control.write_all_at(&value.to_le_bytes(), 8 * which as u64)
    }
}

/// How many fsyncs this process did so far; `None` when it runs without the shim.
pub fn own_syncs() -> Option<u64> {
    static CONTROL_FILE: OnceLock<Option<File>> = OnceLock::new();
    let file =
        CONTROL_FILE.get_or_init(|| File::open(Path::new(&std::env::var_os(LOG_VAR)?).join(CONTROL)).ok());
    read_number(file.as_ref()?, Control::Syncs).ok()
}

fn read_number(file: &File, which: Control) -> io::Result<u64> {
    let mut bytes = [0; 8];
    file.read_exact_at(&mut bytes, 8 * which as u64)?;
    Ok(u64::from_le_bytes(bytes))
}

/// The shim, built on first use.
fn shim() -> io::Result<&'static Path> {
    static SHIM: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    SHIM.get_or_init(build_shim).as_deref().map_err(|reason| io::Error::other(reason.clone()))
}

fn build_shim() -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "build",
            "--quiet",
            "--package",
            "guanxi-powercut",
            "--message-format",
            "json-render-diagnostics",
        ])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../guanxi-powercut"))
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("cargo: {e}"))?;
    let told = String::from_utf8_lossy(&output.stdout);
    let library = told.split('"').find(|word| word.ends_with("libguanxi_powercut.so"));
    library.map(PathBuf::from).ok_or_else(|| format!("cargo built no shim ({})", output.status))
}
