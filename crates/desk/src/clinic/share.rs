//! A clinic file on a share: looked at every quarter of an hour. What nobody needs to be asked about is taken over; of
//! accounts and users a manager is told, and nothing is done with them until one says so.

use std::path::PathBuf;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::future::select;
use serde::Serialize;
use tokio::sync::Notify;
use ts_rs::TS;

use super::merge::Take;
use super::notes::Notes;
use super::{ClinicPart, ClinicPreview, DeskSettings, OpenedClinic};
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::ports::Lane;
use crate::store::run;

/// How often the file is looked at.
const EVERY: Duration = Duration::from_secs(15 * 60);
/// No clinic has so much to share; something else lies there.
const LARGEST: u64 = 8 * 1024 * 1024;

/// The clinic file on the share, as the window sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ClinicShare {
    /// When it was last looked at; `None`: not since the start, or no file is named in the settings.
    pub looked_at: Option<DateTime<Utc>>,
    /// Why it could not be read: `NotFound`, `FileUnreadable` (also when the passphrase is another, or none is known:
    /// the file is read once by hand then), `FileTooNew`, ...
    pub problem: Option<ErrorCode>,
    /// What it holds that a manager has to take over.
    pub waiting: Option<ClinicPreview>,
}

/// What is known of the file on the share.
#[derive(Default)]
pub(crate) struct ShareState {
    shown: Mutex<(ClinicShare, Option<OpenedClinic>)>,
    woken: Notify,
}

impl ShareState {
    /// Looks again now.
    pub(super) fn look_again(&self) {
        self.woken.notify_one();
    }

    /// A file was taken over: of that one there is nothing left to ask.
    pub(super) fn forget(&self, digest: &str) {
        let mut shown = self.shown();
        if shown.1.as_ref().is_some_and(|opened| opened.digest == digest) {
            shown.0.waiting = None;
            shown.1 = None;
        }
    }

    fn shown(&self) -> MutexGuard<'_, (ClinicShare, Option<OpenedClinic>)> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a look at the share has to be told, or done.
enum Seen {
    /// Nothing is named in the settings.
    Nowhere,
    /// It is the one that was read before.
    Before,
    /// Another one.
    Another(OpenedClinic),
}

impl Desk {
    /// The clinic file on the share.
    #[must_use]
    pub fn clinic_share(&self) -> ClinicShare {
        self.clinic_share.shown().0.clone()
    }

    /// A manager takes over what the file on the share holds: just what was shown.
    ///
    /// # Errors
    /// `NotFound` where nothing waits, or as [`Desk::import_clinic`].
    pub async fn accept_clinic_share(&self) -> Result<ClinicPreview, DeskError> {
        let waiting = self.clinic_share.shown().1.clone();
        let opened = waiting.ok_or_else(|| DeskError::not_found("a clinic file that waits"))?;
        self.import_clinic(&opened).await
    }

    /// Looks at the file on the share until dropped.
    pub(crate) async fn watch_clinic_share(&self) {
        loop {
            self.look_at_clinic_share().await;
            let woken = pin!(self.clinic_share.woken.notified());
            select(woken, self.ports.clock.sleep(EVERY)).await;
        }
    }

    /// Looks at the file on the share now.
    pub async fn look_at_clinic_share(&self) {
        let now = self.ports.clock.now();
        let looked = self.look_at_share().await;
        let before = self.clinic_share();
        {
            let mut shown = self.clinic_share.shown();
            let at = Some(now);
            *shown = match looked {
                Ok(Looked::Nowhere) => (ClinicShare::default(), None),
                Ok(Looked::Nothing) => (
                    ClinicShare {
                        looked_at: at,
                        ..ClinicShare::default()
                    },
                    None,
                ),
                Ok(Looked::Waits(preview, opened)) => (
                    ClinicShare {
                        looked_at: at,
                        problem: None,
                        waiting: Some(preview),
                    },
                    Some(opened),
                ),
                Err(error) => {
                    tracing::info!(code = %error.code.as_str(), "the clinic file on the share cannot be read");
                    let share = ClinicShare {
                        looked_at: at,
                        problem: Some(error.code),
                        waiting: None,
                    };
                    (share, None)
                }
            };
        }
        let after = self.clinic_share();
        // When it was looked at is shown too.
        if after != before {
            self.accounts.events().changed(&[Topic::Desk]);
        }
    }

    async fn look_at_share(&self) -> Result<Looked, DeskError> {
        let opened = match self.read_share().await? {
            Seen::Nowhere => return Ok(Looked::Nowhere),
            Seen::Before => return Ok(Looked::Nothing),
            Seen::Another(opened) => opened,
        };
        let parts = self.laid(&opened, Take::Silently).await?;
        let left = self.preview_clinic(&opened).await?;
        if parts != left.parts {
            self.clinic_moved_silently().await?;
        }
        Ok(if left.parts.iter().any(ClinicPart::is_news) {
            Looked::Waits(left, opened)
        } else {
            Looked::Nothing
        })
    }

    async fn clinic_moved_silently(&self) -> Result<(), DeskError> {
        self.accounts.set_share(self.settings().await?.share());
        self.accounts.events().changed(&[
            Topic::Connections,
            Topic::Appointments,
            Topic::Desk,
            Topic::Session,
        ]);
        Ok(())
    }

    async fn read_share(&self) -> Result<Seen, DeskError> {
        let (settings, notes) = self
            .store
            .read(|conn| Ok((DeskSettings::load(conn)?, Notes::load(conn)?)))
            .await?;
        let Some(path) = settings.clinic_file.map(PathBuf::from) else {
            return Ok(Seen::Nowhere);
        };
        let bytes = run(&*self.ports.executor, Lane::Read, move || read(&path)).await?;
        if notes.seen.as_deref() == Some(super::digest(&bytes).as_str()) {
            return Ok(Seen::Before);
        }
        let passphrase = notes.passphrase.ok_or_else(|| {
            DeskError::new(
                ErrorCode::FileUnreadable,
                "no passphrase of the clinic file is known",
            )
            .with("reason", "passphrase")
        })?;
        OpenedClinic::of(&self.ports, bytes, passphrase)
            .await
            .map(Seen::Another)
    }
}

enum Looked {
    Nowhere,
    Nothing,
    Waits(ClinicPreview, OpenedClinic),
}

fn read(path: &std::path::Path) -> Result<Vec<u8>, DeskError> {
    let failed = |error: std::io::Error| {
        let code = match error.kind() {
            std::io::ErrorKind::NotFound => ErrorCode::NotFound,
            _ => ErrorCode::FileUnreadable,
        };
        // The path stays out of it: it may name a person.
        DeskError::new(code, format!("the clinic file on the share: {}", error.kind()))
    };
    let found = std::fs::metadata(path).map_err(failed)?;
    // Whoever reads a pipe or a device waits for ever.
    if !found.is_file() || found.len() > LARGEST {
        return Err(super::seal::damaged());
    }
    std::fs::read(path).map_err(failed)
}
