//! Files and the person, for a browser under test: nothing is opened, everything is told.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;

use async_trait::async_trait;
use frontdesk_commands::{DeskError, Desktop};

/// Notes what would have been opened; saves into a folder of its own.
pub struct Noted {
    folder: PathBuf,
    files: Mutex<Vec<PathBuf>>,
}

impl Noted {
    /// Saves into that folder.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            files: Mutex::default(),
        }
    }

    /// What was opened, printed or saved so far, oldest first.
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, path: PathBuf) {
        self.files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(path);
    }
}

#[async_trait]
impl Desktop for Noted {
    async fn open(&self, path: &Path) -> Result<(), DeskError> {
        self.note(path.to_path_buf());
        Ok(())
    }

    async fn print(&self, path: &Path) -> Result<(), DeskError> {
        self.note(path.to_path_buf());
        Ok(())
    }

    async fn where_to_save(&self, name: &str) -> Result<Option<PathBuf>, DeskError> {
        let path = self.folder.join(name);
        self.note(path.clone());
        Ok(Some(path))
    }
}
