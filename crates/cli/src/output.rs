//! The two streams: answers on standard output, one error object on standard error.

use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::failure::CliError;

/// The end of a file's name while it is written.
const PART: &str = ".part";
/// A part of a file that is older than this was left behind by a process that ended while it wrote.
const PART_LEFT_BEHIND: Duration = Duration::from_secs(10 * 60);

/// Writes a file for its owner's eyes only, whole or not at all: it names patients, or holds what a clinic shares.
///
/// # Errors
/// `Io`.
pub fn private_file(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    private_file_whole(path, bytes, true)
}

/// The same, in the place of nothing: what is there under that name is replaced only when that is wanted.
///
/// # Errors
/// `Io`, also where something is there.
pub fn private_file_whole(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), CliError> {
    // A device or a pipe cannot be replaced by a file.
    let written = match path.metadata() {
        Ok(there) if !there.is_file() => std::fs::write(path, bytes),
        _ => placed(path, bytes, overwrite),
    };
    written.map_err(|source| CliError::Io {
        what: path.display().to_string(),
        source,
    })
}

/// Refuses a name that is taken already, before anything is asked or done.
///
/// # Errors
/// `Usage`.
pub fn must_be_free(path: &Path, overwrite: bool) -> Result<(), CliError> {
    // Whether what is there can be replaced at all shows when it is written.
    match path.symlink_metadata() {
        Ok(there) if there.is_file() && !overwrite => Err(CliError::Usage(format!(
            "{} is there already; --overwrite replaces it",
            path.display()
        ))),
        _ => Ok(()),
    }
}

/// Writes a new file beside `path`, which takes its place once it is whole.
fn placed(path: &Path, bytes: &[u8], overwrite: bool) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let begin = format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy());
    sweep(folder, &begin);
    let mut file = tempfile::Builder::new()
        .prefix(&begin)
        .suffix(PART)
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if overwrite {
        file.persist(path)?;
        return Ok(());
    }
    // A link never takes the place of what is there; where there are none, a new file does not either.
    match std::fs::hard_link(file.path(), path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            std::fs::File::create_new(path)?;
            std::fs::rename(file.path(), path)
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

/// Prints an answer as JSON.
///
/// # Errors
/// `Io` when nobody reads any more.
pub fn json<T: Serialize>(answer: &T) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(answer).map_err(|error| CliError::Io {
        what: "the answer".to_owned(),
        source: error.into(),
    })?;
    line(&text)
}

/// Prints one line and makes sure that it has left.
///
/// # Errors
/// `Io` when nobody reads any more.
pub fn line(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")
        .and_then(|()| out.flush())
        .map_err(|source| CliError::Io {
            what: "standard output".to_owned(),
            source,
        })
}

/// The word that a value is on the wire.
pub fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Prints the error object.
pub fn error(object: &Value) {
    // Where nobody reads it, the code alone tells.
    let _ = writeln!(std::io::stderr(), "{object}");
}

/// Prints rows under their headings, as wide as needed.
///
/// # Errors
/// `Io` when nobody reads any more.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> Result<(), CliError> {
    let mut widths = headings.map(|heading| heading.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let print = |cells: Vec<&str>| {
        let padded = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        line(padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    print(headings.to_vec())?;
    for row in rows {
        print(row.iter().map(String::as_str).collect())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

    use std::time::SystemTime;

    use super::*;

    #[test]
    fn a_file_that_is_there_stays_unless_it_shall_go() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("paper.pdf");
        must_be_free(&path, false).unwrap();
        private_file_whole(&path, b"one", false).unwrap();
        assert!(matches!(must_be_free(&path, false), Err(CliError::Usage(_))));
        let written = private_file_whole(&path, b"two", false);
        assert!(matches!(written, Err(CliError::Io { .. })));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        must_be_free(&path, true).unwrap();
        private_file_whole(&path, b"two", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(dir.path().read_dir().unwrap().count(), 1, "no part stays behind");
    }

    #[test]
    fn what_an_earlier_try_left_behind_goes_and_what_another_writes_now_stays() {
        let dir = tempfile::tempdir().unwrap();
        let made = |name: &str, age: Duration| {
            let path = dir.path().join(name);
            let file = std::fs::File::create(&path).unwrap();
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
        private_file_whole(&dir.path().join("paper.pdf"), b"one", false).unwrap();
        assert!(!left.exists());
        assert!(others.iter().all(|path| path.exists()));
    }
}
