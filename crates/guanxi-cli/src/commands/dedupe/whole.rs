use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use guanxi::{Error, Result};
use tempfile::NamedTempFile;

/// A file that is there whole or not at all. It is begun before the work, so that a place that cannot be written to
/// is told at once.
pub(super) struct Whole {
    path: PathBuf,
    to: To,
}

enum To {
    /// Takes the place of the path in the end. Only its owner can read it: it is about people.
    Beside(NamedTempFile),
    /// A pipe or a device.
    Through(File),
}

impl Whole {
    /// Begins a file. It must not be the one that is read.
    pub(super) fn begin(path: &Path, input: &Path) -> Result<Self> {
        let refused = |e| Error::io(path.display(), e);
        let real = |path: &Path| fs::canonicalize(path).ok();
        if real(path).is_some_and(|path| Some(path) == real(input)) {
            return Err(Error::file(path.display(), "it is the file that is read"));
        }
        let to = match fs::metadata(path) {
            Ok(about) if about.is_dir() => return Err(Error::file(path.display(), "it is a directory")),
            Ok(about) if !about.is_file() => {
                To::Through(File::options().write(true).open(path).map_err(refused)?)
            }
            _ => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.unwrap_or(Path::new("."));
                // Else the error would name the file that stands for it.
                match fs::metadata(folder) {
                    Ok(about) if about.is_dir() => Ok(()),
                    Ok(_) => Err(io::Error::from(io::ErrorKind::NotADirectory)),
                    Err(e) => Err(e),
                }
                .map_err(|e| Error::io(folder.display(), e))?;
                To::Beside(NamedTempFile::new_in(folder).map_err(refused)?)
            }
        };
        Ok(Self { path: path.to_owned(), to })
    }

    /// Writes it, and gives its name.
    pub(super) fn finish(self, content: &[u8]) -> Result<String> {
        let refused = |e| Error::io(self.path.display(), e);
        match self.to {
            To::Beside(mut file) => {
                file.write_all(content).map_err(refused)?;
                file.persist(&self.path).map_err(|e| refused(e.error))?;
            }
            To::Through(mut file) => file.write_all(content).map_err(refused)?,
        }
        Ok(self.path.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (path, input) = (folder.path().join("out.csv"), folder.path().join("in.csv"));
        fs::write(&input, "a").unwrap();
        drop(Whole::begin(&path, &input).unwrap());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        Whole::begin(&path, &input).unwrap().finish(b"first").unwrap();
        Whole::begin(&path, &input).unwrap().finish(b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(Whole::begin(&input, &input).err().unwrap().code(), "invalid_file");
        assert_eq!(Whole::begin(folder.path(), &input).err().unwrap().code(), "invalid_file");
        for no_folder in [folder.path().join("no"), input.clone()] {
            let refused = Whole::begin(&no_folder.join("out.csv"), &input).err().unwrap();
            assert_eq!(
                (refused.code(), refused.field("place")),
                ("io", Some(no_folder.display().to_string()))
            );
        }
    }
}
