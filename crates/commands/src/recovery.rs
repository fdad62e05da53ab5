//! A store that cannot be opened and the ways out of it; and an end to everything of this desk on this computer.

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_desk::store::{Backup, Store, Wipe};
use frontdesk_desk::{Desk, DeskError, ErrorCode};

use crate::app::App;
use crate::files;
use crate::handlers;
use crate::preferences;
use crate::system::remove;
use crate::wire::Nothing;

/// Everything that this application and its window write into the folder of its data, besides desks set aside. The
/// folder itself may be one that somebody named, with other things in it.
const OURS: [&str; 7] = [
    "desk",
    "training",
    files::FOLDER,
    "logs",
    preferences::FILE,
    preferences::UNFINISHED,
    "window.json",
];

impl App {
    /// Tries to open the store once more: a keyring was unlocked, or there is room on the disk again.
    ///
    /// # Errors
    /// `NotAllowed` when nothing is wrong. A store that still cannot be opened is no error but the state it is in.
    pub async fn open_again(&self) -> Result<(), DeskError> {
        self.problem()?;
        self.open_real().await;
        Ok(())
    }

    /// Opens the store by its recovery code.
    ///
    /// # Errors
    /// `WrongCode`; `NotAllowed` when its key is not what is wrong. A store that cannot be opened even so is no error
    /// but the state it is in.
    pub async fn recover(&self, code: &str) -> Result<(), DeskError> {
        self.problem_among(&[
            ErrorCode::KeyringUnavailable,
            ErrorCode::KeyMissing,
            ErrorCode::KeyWrong,
            ErrorCode::KeySealed,
        ])?;
        match Desk::recover(self.desk_dir(), self.host().ports.clone(), self.events(), code).await {
            Ok(desk) => self.show(Some(Arc::new(desk)), None, false),
            Err(error) if error.code == ErrorCode::WrongCode => return Err(error),
            Err(error) => {
                tracing::error!(code = %error.code.as_str(), %error, "the recovered store cannot be opened");
                self.show(None, Some(error), false);
            }
        }
        Ok(())
    }

    /// The copies of a store that cannot be opened, newest first.
    ///
    /// # Errors
    /// `NotAllowed` when it can, `Internal`.
    pub async fn copies(&self) -> Result<Vec<Backup>, DeskError> {
        self.problem()?;
        Store::copies(self.desk_dir(), &self.host().ports).await
    }

    /// Puts a copy in the place of a store that is damaged or too new, and opens it.
    ///
    /// # Errors
    /// `NotAllowed` when something else is wrong, `NotFound`, `DiskFull`, `Internal`.
    pub async fn restore(&self, name: String) -> Result<(), DeskError> {
        self.problem_among(&[ErrorCode::StoreDamaged, ErrorCode::StoreTooNew])?;
        Store::restore(self.desk_dir(), &self.host().ports, name).await?;
        self.open_real().await;
        Ok(())
    }

    /// Sets a store that cannot be opened aside, as a whole: what follows is a first start.
    ///
    /// # Errors
    /// `NotAllowed` when it can be opened, or will be by its recovery code, or once its keyring is unlocked or its disk
    /// has room; `Internal`.
    pub async fn set_aside(&self) -> Result<(), DeskError> {
        self.problem_among(&[
            ErrorCode::KeyMissing,
            ErrorCode::KeyWrong,
            ErrorCode::StoreDamaged,
            ErrorCode::StoreTooNew,
        ])?;
        Store::set_aside(self.desk_dir(), &self.host().ports).await?;
        self.show(None, None, false);
        Ok(())
    }

    /// Shows damage that was met since the store was opened, as if it had been met then: working on would only lose
    /// more.
    pub(crate) async fn notice_damage(&self) {
        let Ok(desk) = self.desk() else { return };
        if desk.is_damaged() && !self.is_training() {
            tracing::error!("the store is damaged: it is closed");
            let error = DeskError::new(ErrorCode::StoreDamaged, "a page of the store cannot be read");
            self.show(None, Some(error), false);
            if let Err(error) = desk.close().await {
                tracing::error!(%error, "a damaged store was not closed");
            }
        }
    }

    /// Removes everything of this desk from this computer: keys first, so that whatever cannot be removed cannot be
    /// read either. A desk that was set aside goes too where nothing in it is unsent and the password is that of a
    /// manager of it: whoever set it aside need not have had any. Where that cannot be seen, it stays.
    ///
    /// # Errors
    /// `NotAllowed` in the training clinic; `UnsentWork` (param `count`) while something has not reached its vendor and
    /// was not saved; `KeyringUnavailable`, `Internal` when the system keeps a file.
    pub async fn wipe(&self, wipe: &Wipe) -> Result<(), DeskError> {
        if self.is_training() {
            return Err(DeskError::new(
                ErrorCode::NotAllowed,
                "the training clinic is open",
            ));
        }
        let desk = self.desk()?;
        let counts = desk.outbox().counts().await?;
        let open = counts.unsent + counts.needs_person;
        // A person who thought better of where to save it has thought better of the rest.
        if open > 0 && !(wipe.save_unsent && handlers::unsent_export(self, Nothing {}).await?.name.is_some())
        {
            return Err(
                DeskError::new(ErrorCode::UnsentWork, "some work has not reached its vendor")
                    .with("count", open.to_string()),
            );
        }
        desk.forget_keys().await?;
        self.show(None, None, false);
        desk.close().await?;
        let dir = self.host().data_dir.clone();
        for aside in self.set_aside_before() {
            match Desk::forget_aside(&aside, &self.host().ports, &wipe.password).await {
                Ok(true) => remove(&aside)?,
                Ok(false) => tracing::warn!(
                    "a desk that was set aside stays: it is somebody else's, or has unsent work"
                ),
                Err(error) => {
                    tracing::warn!(code = %error.code.as_str(), "a desk that was set aside stays: it does not open");
                }
            }
        }
        for name in OURS {
            remove(&dir.join(name))?;
        }
        self.forget_preferences();
        Ok(())
    }

    /// The folders of desks that were set aside.
    pub(crate) fn set_aside_before(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.host().data_dir);
        let names = entries.into_iter().flatten().filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.starts_with("desk.aside-").then_some(name)
        });
        names.map(|name| self.host().data_dir.join(name)).collect()
    }

    fn problem(&self) -> Result<DeskError, DeskError> {
        self.why_not_open()
            .ok_or_else(|| DeskError::new(ErrorCode::NotAllowed, "nothing is wrong with the store"))
    }

    fn problem_among(&self, these: &[ErrorCode]) -> Result<(), DeskError> {
        let problem = self.problem()?;
        if these.contains(&problem.code) {
            return Ok(());
        }
        Err(DeskError::new(
            ErrorCode::NotAllowed,
            "that is no way out of what is wrong with the store",
        ))
    }
}
