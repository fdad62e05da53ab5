//! This desk's preferences: a small file beside the store, because the language must be known before the
//! store is open. It holds nothing personal.

use std::path::{Path, PathBuf};

use frontdesk_desk::{DeskError, ErrorCode};

use crate::wire::Preferences;

/// The longest time a tick may be held back, in seconds.
const LONGEST_HOLD: u32 = 30;
/// The languages of the window.
const LANGUAGES: [&str; 3] = ["", "en", "ro"];

/// The file's name, and that of one being written.
pub(crate) const FILE: &str = "preferences.json";
pub(crate) const UNFINISHED: &str = "preferences.json.new";

fn file(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// The preferences of a folder; a missing or broken file gives the usual ones.
pub(crate) fn load(dir: &Path) -> Preferences {
    let Ok(text) = std::fs::read(file(dir)) else {
        return Preferences::default();
    };
    serde_json::from_slice(&text)
        .ok()
        .and_then(|read| checked(read).ok())
        .unwrap_or_default()
}

/// Preferences that make sense.
///
/// # Errors
/// `InvalidField` naming the preference.
pub(crate) fn checked(preferences: Preferences) -> Result<Preferences, DeskError> {
    if preferences.hold_seconds > LONGEST_HOLD {
        return Err(DeskError::invalid("hold_seconds", "too-large"));
    }
    if !LANGUAGES.contains(&preferences.language.as_str()) {
        return Err(DeskError::invalid("language", "unknown"));
    }
    Ok(preferences)
}

/// Writes the preferences: beside, then in place, so that a power cut leaves the old or the new ones.
///
/// # Errors
/// `DiskFull`, or `Internal` when the folder cannot be written.
pub(crate) fn save(dir: &Path, preferences: &Preferences) -> Result<(), DeskError> {
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(dir)?;
        let beside = dir.join(UNFINISHED);
        std::fs::write(&beside, serde_json::to_vec_pretty(preferences)?)?;
        std::fs::rename(beside, file(dir))
    };
    write().map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => {
            DeskError::new(ErrorCode::DiskFull, "preferences: the disk is full")
        }
        kind => DeskError::internal(format!("preferences cannot be written: {kind}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_read_again_and_junk_is_not_fatal() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(load(dir.path()), Preferences::default());
        let wanted = Preferences {
            language: "ro".into(),
            hold_seconds: 9,
            ..Preferences::default()
        };
        save(dir.path(), &wanted).unwrap();
        assert_eq!(load(dir.path()), wanted);
        std::fs::write(file(dir.path()), b"{ junk").unwrap();
        assert_eq!(load(dir.path()), Preferences::default());
    }

    #[test]
    fn a_preference_that_makes_no_sense_names_itself() {
        let error = checked(Preferences {
            hold_seconds: 31,
            ..Preferences::default()
        })
        .unwrap_err();
        assert_eq!(error.params.0["field"], "hold_seconds");
        let error = checked(Preferences {
            language: "xx".into(),
            ..Preferences::default()
        })
        .unwrap_err();
        assert_eq!(error.params.0["field"], "language");
    }
}
