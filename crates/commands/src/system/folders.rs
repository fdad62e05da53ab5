//! Where the application keeps what it writes.

use std::path::{Path, PathBuf};

use frontdesk_desk::DeskError;

/// The application's name for the operating system; the same as in `tauri.conf.json`.
const IDENTIFIER: &str = "app.frontdesk.desk";

/// The folder of everything the application writes for this person, the same for the window and the
/// command line. `None` where the system names no such folder.
#[must_use]
pub fn default_data_dir() -> Option<PathBuf> {
    dirs::data_local_dir().map(|base| base.join(IDENTIFIER))
}

/// An empty folder at that place; what was in it is gone.
///
/// # Errors
/// `Internal` when it cannot be emptied.
pub fn empty_dir(dir: &Path) -> Result<(), DeskError> {
    let emptied = match std::fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => std::fs::create_dir_all(dir),
    };
    emptied.map_err(|error| DeskError::internal(format!("a folder cannot be emptied: {}", error.kind())))
}

/// Removes a file, or a folder with what is in it; none there is fine.
///
/// # Errors
/// `Internal` when the system keeps it.
pub fn remove(path: &Path) -> Result<(), DeskError> {
    let removed = if path.is_dir() {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(DeskError::internal(format!(
            "a file of the desk cannot be removed: {}",
            error.kind()
        ))),
        _ => Ok(()),
    }
}

/// A folder that only this person may look into.
///
/// # Errors
/// The system's.
pub fn private_dir(dir: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
    }
    // Windows gives what lies in a person's own application folder to nobody else.
    #[cfg(not(unix))]
    std::fs::create_dir_all(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emptying_leaves_a_folder_with_nothing_in_it() {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("training");
        empty_dir(&dir).unwrap();
        std::fs::write(dir.join("left"), b"over").unwrap();
        empty_dir(&dir).unwrap();
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 0);
    }

    #[test]
    fn the_window_and_the_command_line_agree_on_the_name() {
        let config: serde_json::Value =
            serde_json::from_str(include_str!("../../../../tauri.conf.json")).unwrap();
        assert_eq!(config["identifier"], IDENTIFIER);
    }
}
