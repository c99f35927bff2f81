use std::{
    collections::HashSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use guanxi::{
    Error, Result,
    import::{Reject, RejectReader, RejectWriter},
};

/// Where refused rows go. The file is made with the first of them.
///
/// While the import runs it is called `….part`: when that is there at the start, a run was cut off, and what it wrote
/// is kept, as the run that goes on does not come by all of it again.
pub(super) struct RejectsFile {
    path: Option<PathBuf>,
    writer: Option<RejectWriter<File>>,
}

impl RejectsFile {
    /// Writes to this path; nowhere without one.
    pub(super) fn new(path: Option<PathBuf>) -> Self {
        Self { path, writer: None }
    }

    /// Writes a reject through to the file, so that it is there when the place behind it is remembered.
    pub(super) fn write(&mut self, reject: &Reject) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let mut writer = match self.writer.take() {
            Some(writer) => writer,
            None => begin(&part(path))?,
        };
        writer.write(reject)?;
        writer.flush()?;
        self.writer = Some(writer);
        Ok(())
    }

    /// Gives the file its name; none when nothing was refused. A run that did not go on from an earlier one leaves out
    /// what that one wrote.
    pub(super) fn end(self, went_on: bool) -> Result<Option<String>> {
        let Some(path) = self.path else { return Ok(None) };
        let part = part(&path);
        let new = self.writer.as_ref().map_or(0, RejectWriter::count);
        drop(self.writer);
        let all = if part.exists() { read(&part)? } else { vec![] };
        let before = all.len().saturating_sub(new as usize);
        let kept: Vec<_> = if went_on { each_once(all) } else { all.into_iter().skip(before).collect() };
        if kept.is_empty() {
            remove_if_there(&part)?;
            return Ok(None);
        }
        if went_on || before > 0 {
            rewrite(&part, &kept)?;
        }
        fs::rename(&part, &path).map_err(|e| Error::io(path.display(), e))?;
        Ok(Some(path.display().to_string()))
    }
}

fn part(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn begin(part: &Path) -> Result<RejectWriter<File>> {
    let name = part.display();
    let file = File::options().create(true).append(true).open(part).map_err(|e| Error::io(&name, e))?;
    let is_empty = file.metadata().map_err(|e| Error::io(&name, e))?.len() == 0;
    if is_empty {
        RejectWriter::begin(file, name.to_string())
    } else {
        Ok(RejectWriter::go_on(file, name.to_string()))
    }
}

fn read(part: &Path) -> Result<Vec<Reject>> {
    let file = File::open(part).map_err(|e| Error::io(part.display(), e))?;
    RejectReader::open(io::BufReader::new(file), part.display().to_string())?.collect()
}

/// A run that goes on comes by some rows a second time.
fn each_once(rejects: Vec<Reject>) -> Vec<Reject> {
    let mut seen = HashSet::new();
    rejects.into_iter().filter(|reject| seen.insert((reject.line, reject.row.clone()))).collect()
}

fn rewrite(part: &Path, rejects: &[Reject]) -> Result<()> {
    let file = File::create(part).map_err(|e| Error::io(part.display(), e))?;
    let mut writer = RejectWriter::begin(file, part.display().to_string())?;
    rejects.iter().try_for_each(|reject| writer.write(reject))?;
    writer.flush()
}

fn remove_if_there(part: &Path) -> Result<()> {
    match fs::remove_file(part) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(Error::io(part.display(), e)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reject(line: u64) -> Reject {
        Reject { line, column: None, code: "bad".into(), reason: "no".into(), row: format!("row {line}") }
    }

    fn lines(path: &Path) -> Vec<u64> {
        read(path).unwrap().into_iter().map(|reject| reject.line).collect()
    }

    /// Writes these lines in a run that is cut off, or that ends.
    fn run(path: &Path, rejected: &[u64], end: Option<bool>) -> Option<String> {
        let mut file = RejectsFile::new(Some(path.to_owned()));
        rejected.iter().for_each(|line| file.write(&reject(*line)).unwrap());
        end.and_then(|went_on| file.end(went_on).unwrap())
    }

    #[test]
    fn a_file_is_there_only_when_something_was_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.csv");
        assert_eq!(run(&path, &[], Some(false)), None);
        assert!(fs::read_dir(&folder).unwrap().next().is_none());
        assert!(run(&path, &[3, 5], Some(false)).is_some());
        assert_eq!(lines(&path), [3, 5]);
        assert!(run(&path, &[3], Some(false)).is_some());
        assert_eq!(lines(&path), [3], "another run writes it anew");
    }

    #[test]
    fn a_run_that_goes_on_keeps_what_came_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.csv");
        run(&path, &[3, 5], None);
        run(&path, &[5, 9], Some(true));
        assert_eq!(lines(&path), [3, 5, 9]);
        run(&path, &[3, 5], None);
        assert!(run(&path, &[], Some(true)).is_some());
        assert_eq!(lines(&path), [3, 5]);
    }

    #[test]
    fn a_run_from_the_start_drops_what_a_lost_one_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.csv");
        run(&path, &[3, 5], None);
        run(&path, &[7], Some(false));
        assert_eq!(lines(&path), [7]);
        run(&path, &[3, 5], None);
        assert_eq!(run(&path, &[], Some(false)), None);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "only the file of the run before");
    }
}
