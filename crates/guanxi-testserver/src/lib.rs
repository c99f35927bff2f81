//! A real PostgreSQL for tests: a cluster of its own in a temporary folder, on the loopback, gone with the process.
//!
//! The server is watched by a shell that reads from a pipe of this process. However this process ends, also by a kill, the
//! pipe ends with it: then the shell stops the server and removes the folder. PostgreSQL refuses to run as root; there
//! it runs as `postgres`, or as `nobody` where no such user is.

#![cfg(unix)]

use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

/// Where to look for the programs first; Debian's folder and the path come after it.
const PROGRAMS: &str = "GUANXI_POSTGRES_BIN";

/// A server that runs until this goes, or its process.
#[derive(Debug)]
pub struct Server {
    port: u16,
    folder: PathBuf,
    programs: PathBuf,
    watcher: Child,
}

/// The one server of this process, started by the first who asks.
///
/// # Panics
/// When PostgreSQL is not installed or does not start: tests that need it must not pass without.
pub fn of_this_process() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| Server::start(&[]))
}

impl Server {
    /// Starts a server with settings of its own, each as `name=value`.
    ///
    /// # Panics
    /// As [`of_this_process`].
    pub fn start(settings: &[&str]) -> Self {
        let args = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
        Self::make("initdb", &args, settings)
    }

    /// Starts a copy of this one that follows it and is only read.
    ///
    /// # Panics
    /// As [`of_this_process`].
    pub fn start_replica(&self) -> Self {
        let port = self.port.to_string();
        let args = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-R", "-X", "stream", "-c", "fast"];
        Self::make("pg_basebackup", &args, &[])
    }

    /// Makes a cluster by a program, and starts it.
    fn make(program: &str, args: &[&str], settings: &[&str]) -> Self {
        let programs = programs().expect(
            "PostgreSQL is not installed: `cargo xtask test` sets it up, or `apt-get install postgresql`",
        );
        let folder = tempfile::Builder::new().prefix("guanxi-pg-").tempdir().expect("a folder").keep();
        let user = user();
        if let Some(user) = user {
            std::os::unix::fs::chown(&folder, Some(user), Some(user)).expect("the folder is given away");
        }
        let mut make = Command::new(programs.join(program));
        make.args(args).arg("-D").arg(folder.join("data"));
        let made = as_user(&mut make, user).current_dir(&folder).output().expect("the program runs");
        assert!(made.status.success(), "{program}: {}", String::from_utf8_lossy(&made.stderr));
        let port = free_port();
        let watcher = watch(&programs, &folder, port, settings, user);
        let server = Self { port, folder, programs, watcher };
        server.wait();
        server
    }

    /// The URL of a schema.
    pub fn url(&self, schema: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres?schema={schema}", self.port)
    }

    /// Its port on the loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of its socket, and of everything else of it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs SQL past any storage and gives what it answers, cells parted by `|`.
    ///
    /// # Panics
    /// When the server refuses it.
    pub fn sql(&self, sql: &str) -> String {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-h", "127.0.0.1", "-U", "postgres", "-At", "-v", "ON_ERROR_STOP=1", "-c", sql]);
        let out = psql.arg("-p").arg(self.port.to_string()).arg("postgres").output().expect("psql runs");
        assert!(out.status.success(), "{sql}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).trim().to_owned()
    }

    /// From now on who comes by TCP needs a password, as SCRAM has it; `postgres` comes in without.
    ///
    /// # Panics
    /// When the server does not take it.
    pub fn require_passwords(&self) {
        let rules = "local all all trust\nhost all postgres all trust\nhost all all all scram-sha-256\n";
        fs::write(self.folder.join("data/pg_hba.conf"), rules).expect("the rules are written");
        self.sql("SELECT pg_reload_conf()");
        std::thread::sleep(Duration::from_millis(200));
    }

    fn wait(&self) {
        let end = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() || !self.answers() {
            let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(Instant::now() < end, "the server does not start: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn answers(&self) -> bool {
        let mut ready = Command::new(self.programs.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        ready.status().is_ok_and(|status| status.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.watcher.stdin.take());
        let _ = self.watcher.wait();
    }
}

/// Two files as copies that belong to whoever runs servers, and that nobody else reads.
///
/// # Panics
/// When they cannot be copied.
pub fn readable(files: &[&Path; 2]) -> (String, String) {
    let folder = tempfile::Builder::new().prefix("guanxi-pg-").tempdir().expect("a folder").keep();
    let user = user();
    let give =
        |path: &Path| user.map_or(Ok(()), |user| std::os::unix::fs::chown(path, Some(user), Some(user)));
    give(&folder).expect("the folder is given away");
    let copy = |file: &Path| {
        let copy = folder.join(file.file_name().unwrap_or_default());
        fs::copy(file, &copy).expect("the file is copied");
        fs::set_permissions(&copy, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("its mode");
        give(&copy).expect("the file is given away");
        copy.display().to_string()
    };
    (copy(files[0]), copy(files[1]))
}

/// The folder of the programs: the newest of Debian's, else that of the path. `None` when PostgreSQL is not installed.
pub fn programs() -> Option<PathBuf> {
    let named = std::env::var_os(PROGRAMS).map(PathBuf::from);
    let mut debian: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path().join("bin"))
        .collect();
    debian.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = named.into_iter().chain(debian.into_iter().rev()).chain(std::env::split_paths(&path));
    folders.into_iter().find(|folder| folder.join("initdb").is_file())
}

/// Who runs the server where this process is root's.
fn user() -> Option<u32> {
    let id = |arguments: &[&str]| {
        let out = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(out.stdout).ok()?.trim().parse::<u32>().ok()
    };
    (id(&["-u"]) == Some(0))
        .then(|| id(&["-u", "postgres"]).or_else(|| id(&["-u", "nobody"])).unwrap_or(65534))
}

fn as_user(command: &mut Command, user: Option<u32>) -> &mut Command {
    match user {
        Some(user) => command.uid(user).gid(user),
        None => command,
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// Starts the server under its watcher.
fn watch(programs: &Path, folder: &Path, port: u16, settings: &[&str], user: Option<u32>) -> Child {
    let script = r#"
        program=$1 folder=$2 port=$3
        shift 3
        "$program" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder" \
            -c max_connections=300 "$@" >"$folder/log" 2>&1 </dev/null &
        server=$!
        cat >/dev/null
        kill -QUIT $server
        wait $server
        rm -rf "$folder"/*
        rmdir "$folder" 2>/dev/null
    "#;
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "watch"]).arg(programs.join("postgres")).arg(folder).arg(port.to_string());
    for setting in settings {
        shell.args(["-c", setting]);
    }
    as_user(&mut shell, user)
        .stdin(Stdio::piped())
        .current_dir(folder)
        .process_group(0)
        .spawn()
        .expect("sh runs")
}
