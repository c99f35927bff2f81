//! A child that does given calls on files: what the shim is tried with.
//!
//! One call a word: `write:<file>:<offset>:<text>`, `append:<file>:<text>`, `cut:<file>:<length>`,
//! `empty:<file>` (opens it with truncation), `sync:<file or folder>`, `rename:<from>:<to>`, `unlink:<file>`,
//! `mkdir:<folder>`, `copy:<from>:<to>`. Missing files are made. After each call a line tells `ok` or the error.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    os::unix::fs::FileExt,
    path::Path,
};

/// Does the calls in a folder, then waits until its input ends.
///
/// # Errors
/// None: failed calls are told.
pub fn run(dir: &Path, calls: &[String]) -> io::Result<()> {
    for call in calls {
        let told = match do_call(dir, &call.split(':').collect::<Vec<_>>()) {
            Ok(()) => "ok".to_owned(),
            Err(e) => format!("{:?}", e.kind()),
        };
        io::stdout().lock().write_all(format!("{told}\n").as_bytes())?;
    }
    io::copy(&mut io::stdin(), &mut io::sink()).map(drop)
}

fn do_call(dir: &Path, words: &[&str]) -> io::Result<()> {
    let open = |name: &str| File::options().write(true).create(true).truncate(false).open(dir.join(name));
    let number = |text: &str| text.parse::<u64>().map_err(io::Error::other);
    match *words {
        ["write", file, offset, text] => open(file)?.write_all_at(text.as_bytes(), number(offset)?),
        ["append", file, text] => {
            File::options().append(true).create(true).open(dir.join(file))?.write_all(text.as_bytes())
        }
        ["cut", file, length] => open(file)?.set_len(number(length)?),
        ["empty", file] => File::create(dir.join(file)).map(drop),
        ["sync", name] => File::open(dir.join(name))?.sync_all(),
        ["rename", from, to] => fs::rename(dir.join(from), dir.join(to)),
        ["unlink", file] => fs::remove_file(dir.join(file)),
        ["mkdir", folder] => fs::create_dir(dir.join(folder)),
        ["copy", from, to] => fs::copy(dir.join(from), dir.join(to)).map(drop),
        _ => Err(io::Error::other("no such call")),
    }
}
