//! The two streams: answers on standard output, one error object on standard error.

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::failure::CliError;

/// Writes a file for its owner's eyes only, whole or not at all: it names patients, or holds what a clinic shares.
///
/// # Errors
/// `Io`.
pub fn private_file(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    // A device or a pipe cannot be replaced by a file.
    let written = match path.metadata() {
        Ok(there) if !there.is_file() => std::fs::write(path, bytes),
        _ => beside(path, bytes),
    };
    written.map_err(|source| CliError::Io {
        what: path.display().to_string(),
        source,
    })
}

/// Writes a new file beside `path`, which takes its place once it is whole.
fn beside(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// The same, whole or not at all: what is there under that name is whole too, and is replaced only when that is wanted.
///
/// # Errors
/// `Io`.
pub fn private_file_whole(path: &Path, bytes: &[u8], overwrite: bool) -> Result<(), CliError> {
    let failed = |source| CliError::Io {
        what: path.display().to_string(),
        source,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", uuid::Uuid::now_v7()));
    private_file(&beside, bytes)?;
    let placed = if overwrite {
        std::fs::rename(&beside, path)
    } else {
        // A link never takes the place of what is there; where there are none, a new file does not either.
        match std::fs::hard_link(&beside, path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                std::fs::File::create_new(path).and_then(|_| std::fs::rename(&beside, path))
            }
            placed => placed,
        }
    };
    // Gone already where it was renamed.
    let _ = std::fs::remove_file(&beside);
    placed.map_err(failed)
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
