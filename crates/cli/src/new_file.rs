//! The file that a command writes: the one rule for every `--out` and `--pdf`.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::failure::CliError;

/// The end of a file's name while it is written.
const PART: &str = ".part";
/// A part of a file that is older than this was left behind by a process that ended while it wrote.
const PART_LEFT_BEHIND: Duration = Duration::from_secs(10 * 60);

/// A file for its owner's eyes only that is written whole or not at all: it names patients, or holds what a clinic
/// shares. What is there under its name stays, unless that is wanted otherwise; an empty file, as `mktemp` makes one, holds
/// nothing that could be lost.
pub struct NewFile {
    path: PathBuf,
    overwrite: bool,
    place: Place,
}

enum Place {
    /// It is written beside its name first.
    Beside(NamedTempFile),
    /// A device or a pipe cannot be replaced by a file.
    Device(File),
    /// What is there already, which may be what was to be written.
    There,
}

impl NewFile {
    /// Makes sure that the file can be written, before anything is asked or done for it.
    ///
    /// # Errors
    /// `Usage` where a file is there already and may not be replaced, `Io` where none can be written.
    pub fn at(path: &Path, overwrite: bool) -> Result<Self, CliError> {
        // What a link leads to is replaced with it.
        if path.symlink_metadata().is_ok() && !is_empty(path) && !overwrite && !is_device(path) {
            return Err(taken(path));
        }
        let place = match is_device(path) {
            true => OpenOptions::new().write(true).open(path).map(Place::Device),
            false => beside(path).map(Place::Beside),
        };
        Ok(Self {
            path: path.to_owned(),
            overwrite,
            place: place.map_err(|source| io(path, source))?,
        })
    }

    /// The same for a command that was given before and may have written the file then: what is there under its name is
    /// well if it holds what was to be written.
    ///
    /// # Errors
    /// `Io` where none can be written.
    pub fn once_more(path: &Path, overwrite: bool) -> Result<Self, CliError> {
        if overwrite || !path.is_file() {
            return Self::at(path, overwrite);
        }
        Ok(Self {
            path: path.to_owned(),
            overwrite,
            place: Place::There,
        })
    }

    /// Writes the file.
    ///
    /// # Errors
    /// `Io`; `Usage` where another file has the name.
    pub fn write(self, bytes: &[u8]) -> Result<(), CliError> {
        let written = match self.place {
            Place::Device(mut device) => device.write_all(bytes),
            Place::Beside(part) => placed(part, &self.path, bytes, self.overwrite),
            Place::There => match std::fs::read(&self.path) {
                Ok(there) if there == bytes => Ok(()),
                Ok(_) => Err(ErrorKind::AlreadyExists.into()),
                Err(error) => Err(error),
            },
        };
        written.map_err(|source| match source.kind() {
            ErrorKind::AlreadyExists => taken(&self.path),
            _ => io(&self.path, source),
        })
    }
}

fn taken(path: &Path) -> CliError {
    CliError::Usage(format!(
        "{} is there already; --overwrite replaces it",
        path.display()
    ))
}

fn io(path: &Path, source: io::Error) -> CliError {
    CliError::Io {
        what: path.display().to_string(),
        source,
    }
}

fn is_device(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|there| !there.is_file() && !there.is_dir())
}

fn is_empty(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|there| there.is_file() && there.len() == 0)
}

/// A part of the file, in the folder that the file is to be in.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let name = path.file_name().ok_or(ErrorKind::InvalidFilename)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let begin = format!(".{}.", name.to_string_lossy());
    sweep(folder, &begin);
    tempfile::Builder::new()
        .prefix(&begin)
        .suffix(PART)
        .tempfile_in(folder)
        // Its own error names the part, which is no name that anybody has given.
        .map_err(|error| error.kind().into())
}

/// Writes the part, which takes the name once it is whole.
fn placed(mut part: NamedTempFile, path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<()> {
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    if overwrite || is_empty(path) {
        part.persist(path)?;
        return Ok(());
    }
    // A link never takes the place of what is there; where there are none, a new file does not either.
    match std::fs::hard_link(part.path(), path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            File::create_new(path)?;
            std::fs::rename(part.path(), path)
        }
        placed => placed,
    }
}

/// Removes what earlier tries to write the same file left behind: it holds what the file was to hold.
fn sweep(folder: &Path, begin: &str) {
    let Ok(files) = folder.read_dir() else { return };
    for file in files.flatten() {
        let name = file.file_name();
        let name = name.to_string_lossy();
        let age = file
            .metadata()
            .and_then(|part| part.modified())
            .ok()
            .and_then(|at| at.elapsed().ok());
        if name.starts_with(begin) && name.ends_with(PART) && age.is_some_and(|age| age > PART_LEFT_BEHIND) {
            // One that cannot be removed hinders nothing.
            let _ = std::fs::remove_file(file.path());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

    use std::time::SystemTime;

    use super::*;

    fn refused(made: Result<impl Sized, CliError>) -> String {
        match made {
            Err(CliError::Usage(said)) => said,
            Err(error) => panic!("{error}"),
            Ok(_) => panic!("it was written over"),
        }
    }

    #[test]
    fn a_file_that_is_there_stays_unless_it_shall_go() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("paper.pdf");
        let late = NewFile::at(&path, false).unwrap();
        NewFile::at(&path, false).unwrap().write(b"one").unwrap();
        let said = refused(NewFile::at(&path, false));
        assert!(
            said.contains("paper.pdf is there already") && said.contains("--overwrite"),
            "{said}"
        );
        refused(late.write(b"two"));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        NewFile::at(&path, true).unwrap().write(b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(dir.path().read_dir().unwrap().count(), 1, "no part stays behind");
    }

    #[test]
    fn what_was_written_before_is_well_and_anything_else_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("paper.pdf");
        for _ in 0..2 {
            let file = NewFile::once_more(&path, false).unwrap();
            file.write(b"one").unwrap();
        }
        refused(NewFile::once_more(&path, false).unwrap().write(b"two"));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
    }

    #[test]
    fn an_empty_file_is_no_reason_to_write_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("paper.pdf");
        File::create(&path).unwrap();
        let late = NewFile::at(&path, false).unwrap();
        NewFile::at(&path, false).unwrap().write(b"one").unwrap();
        refused(late.write(b"two"));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
    }

    #[test]
    fn what_cannot_be_written_is_told_before_anything_is_done() {
        let dir = tempfile::tempdir().unwrap();
        for path in [dir.path().join("none").join("paper.pdf"), dir.path().to_owned()] {
            assert!(
                NewFile::at(&path, true).is_err() && NewFile::at(&path, false).is_err(),
                "{}",
                path.display()
            );
        }
        drop(NewFile::at(&dir.path().join("paper.pdf"), false).unwrap());
        assert_eq!(
            dir.path().read_dir().unwrap().count(),
            0,
            "what is not written leaves nothing"
        );
    }

    #[test]
    fn what_an_earlier_try_left_behind_goes_and_what_another_writes_now_stays() {
        let dir = tempfile::tempdir().unwrap();
        let made = |name: &str, age: Duration| {
            let path = dir.path().join(name);
            let file = File::create(&path).unwrap();
            file.set_modified(SystemTime::now() - age).unwrap();
            path
        };
        let day = Duration::from_secs(86_400);
        let left = made(".paper.pdf.a1.part", day);
        let others = [
            made(".paper.pdf.b2.part", Duration::ZERO),
            made(".other.pdf.c3.part", day),
            made("paper.pdf.part", day),
        ];
        let path = dir.path().join("paper.pdf");
        NewFile::at(&path, false).unwrap().write(b"one").unwrap();
        assert!(!left.exists());
        assert!(others.iter().all(|path| path.exists()));
    }
}
