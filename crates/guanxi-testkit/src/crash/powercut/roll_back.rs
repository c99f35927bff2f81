//! Undoes what no fsync covered.

use std::{
    collections::{BTreeMap, HashMap},
    ffi::OsStr,
    fs::{self, File},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirEntryExt, FileExt},
    },
    path::{Path, PathBuf},
};

use super::{
    Cut, Loss, Undone,
    record::{KEEP, Kind, NAMES, Record, UNDO},
};
use crate::dice::Dice;

const PAGE: usize = 4096;

/// Makes the files under `dir` what a power cut could have left of them.
pub(super) fn roll_back(dir: &Path, log: &Path, cut: Cut) -> io::Result<Undone> {
    let mut choice = match cut.loss {
        Loss::Everything => Choice::First,
        Loss::Pages(seed) => Choice::Any(Dice::new(seed)),
    };
    let names = Record::decode_all(&fs::read(log.join(NAMES))?);
    refuse_maps(&names)?;
    let mut undone = Undone::default();
    let mut files = HashMap::new();
    files_by_inode(dir, &mut files)?;
    files_by_inode(&log.join(KEEP), &mut files)?;
    for (file, writes) in uncovered_writes(Record::decode_all(&fs::read(log.join(UNDO))?)) {
        let path =
            files.get(&file).ok_or_else(|| io::Error::other("a file left without the shim seeing it"))?;
        undone.writes += writes.len();
        undo_writes(path, &writes, &mut choice)?;
    }
    if cut.names {
        undone.names = undo_names(&log.join(KEEP), &names, &mut choice)?;
    }
    Ok(undone)
}

/// Which moment of a history, from the oldest to the newest, is what the disk has.
enum Choice {
    First,
    Any(Dice),
}

impl Choice {
    fn of(&mut self, moments: usize) -> usize {
        match self {
            Self::First => 0,
            // Kept and dropped are as likely as all that lies between.
            Self::Any(dice) => [0, moments - 1, dice.below(moments)][dice.below(3)],
        }
    }
}

/// A shared memory map is a way to write that the log does not have. SQLite's `-shm` is one, and is made anew after
/// every crash.
fn refuse_maps(names: &[Record]) -> io::Result<()> {
    let map = names.iter().find(|record| record.kind == Kind::Map && !record.payload.ends_with(b"-shm"));
    map.map_or(Ok(()), |_| Err(io::Error::other("a watched file was written through a memory map")))
}

fn files_by_inode(dir: &Path, files: &mut HashMap<u64, PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            files_by_inode(&entry.path(), files)?;
        } else {
            files.insert(entry.ino(), entry.path());
        }
    }
    Ok(())
}

/// The writes of each file after its last fsync began, in order.
fn uncovered_writes(records: Vec<Record>) -> BTreeMap<u64, Vec<Record>> {
    let mut writes: BTreeMap<u64, Vec<Record>> = BTreeMap::new();
    for record in records {
        let of_file = writes.entry(record.file).or_default();
        match record.kind {
            Kind::Sync => of_file.retain(|write| write.seq > record.seq),
            _ => of_file.push(record),
        }
    }
    writes.retain(|_, of_file| !of_file.is_empty());
    writes
}

/// Goes back write by write, remembers what each page was at each moment, and picks a moment for each page.
fn undo_writes(path: &Path, writes: &[Record], choice: &mut Choice) -> io::Result<()> {
    let mut content = fs::read(path)?;
    let mut lengths = vec![content.len()];
    let mut pages: BTreeMap<usize, Vec<Vec<u8>>> = BTreeMap::new();
    for write in writes.iter().rev() {
        let touched = write.offset as usize / PAGE..(write.offset + write.span) as usize / PAGE + 1;
        for page in touched.clone() {
            pages.entry(page).or_insert_with(|| vec![page_of(&content, page)]);
        }
        content.resize(write.old_len as usize, 0);
        let at = write.offset as usize;
        content
            .get_mut(at..at + write.payload.len())
            .into_iter()
            .for_each(|old| old.copy_from_slice(&write.payload));
        for page in touched {
            pages.entry(page).or_default().push(page_of(&content, page));
        }
        lengths.push(content.len());
    }
    let mut pick = |moments: usize| moments - 1 - choice.of(moments);
    let file = File::options().write(true).open(path)?;
    for (page, moments) in &pages {
        file.write_all_at(&moments[pick(moments.len())], (page * PAGE) as u64)?;
    }
    file.set_len(lengths[pick(lengths.len())] as u64)
}

/// A page, with zeros after the end of the file.
fn page_of(content: &[u8], page: usize) -> Vec<u8> {
    let there = content.get(page * PAGE..).unwrap_or_default();
    let mut bytes = there[..there.len().min(PAGE)].to_vec();
    bytes.resize(PAGE, 0);
    bytes
}

/// Each folder keeps the first few of the changes that no fsync of it covers; the others are undone.
fn undo_names(keep: &Path, names: &[Record], choice: &mut Choice) -> io::Result<usize> {
    let mut by_folder: BTreeMap<&Path, Vec<&Record>> = BTreeMap::new();
    for record in names {
        match record.kind {
            Kind::Sync => {
                let of_folder = by_folder.entry(path_of(&record.payload)).or_default();
                of_folder.retain(|change| change.seq > record.seq);
            }
            _ => {
                let last = record.paths().last().map(path_of).and_then(Path::parent);
                by_folder.entry(last.unwrap_or(Path::new(""))).or_default().push(record);
            }
        }
    }
    let mut undone: Vec<&Record> = Vec::new();
    for changes in by_folder.values() {
        undone.extend(&changes[choice.of(changes.len() + 1)..]);
    }
    undone.sort_by_key(|record| std::cmp::Reverse(record.seq));
    undone.iter().try_for_each(|record| undo_name(keep, record))?;
    Ok(undone.len())
}

fn undo_name(keep: &Path, record: &Record) -> io::Result<()> {
    let paths: Vec<&Path> = record.paths().map(path_of).collect();
    let kept = keep.join(record.span.to_string());
    match (record.kind, &paths[..]) {
        (Kind::Create, [path]) => gone(fs::remove_file(path)),
        (Kind::MakeDir, [path]) => gone(fs::remove_dir_all(path)),
        (Kind::RemoveDir, [path]) => fs::create_dir(path),
        (Kind::Unlink, [path]) => fs::rename(kept, path),
        (Kind::Rename, [from, to]) => {
            fs::rename(to, from)?;
            if record.span == 0 { Ok(()) } else { fs::rename(kept, to) }
        }
        _ => Ok(()),
    }
}

/// What is to be removed may be gone with its folder.
fn gone(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|e| if e.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(e) })
}

fn path_of(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
}
