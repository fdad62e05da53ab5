//! One turn of reading, for whoever does not stay.

use uuid::Uuid;

use super::reader::Next;
use super::{Sync, SyncPhase, cursor};
use crate::connections::Health;
use crate::error::{DeskError, ErrorCode};

impl Sync {
    /// Reads one connection for one turn: the patients of today where the first fill is complete or paused, else
    /// the next batch of it.
    ///
    /// # Errors
    /// `NotFound`, `Offline`, `KeyRefused`, `WrongAddress` when nothing that is answered can be used, or the
    /// store's.
    pub async fn pass(&self, connection: Uuid) -> Result<(), DeskError> {
        let mut cursor = self
            .0
            .store
            .read(move |conn| cursor::load(conn, connection))
            .await?;
        if cursor.complete || cursor.paused {
            return self.refresh_today(connection).await;
        }
        let account = self.0.accounts.account(connection).await?;
        if !super::is_read(&account.connection) {
            return Ok(());
        }
        // Statuses are asked for first of all: the one question a good key is never refused.
        cursor.state.looked.statuses = None;
        let mut next = self.0.refresh_catalogues(&account, &mut cursor).await?;
        if next.is_none() && cursor.strategy.is_none() {
            next =
                Some(self.0.find_strategy(&account, &mut cursor).await?).filter(|next| *next != Next::Again);
        }
        let next = match next {
            Some(next) => next,
            None => self.0.fill(&account, &mut cursor).await?,
        };
        let line = account.contact().line();
        match next {
            _ if line.health == Health::KeyRefused => Err(why_stuck(SyncPhase::KeyRefused)),
            Next::Retry => Err(why_stuck(SyncPhase::Offline)),
            Next::Useless => Err(why_stuck(SyncPhase::Exploring)),
            Next::Again | Next::Idle | Next::Person | Next::Gone => Ok(()),
        }
    }
}

/// Why reading that stands in this phase cannot go on by itself. What was read so far is kept.
#[must_use]
pub fn why_stuck(phase: SyncPhase) -> DeskError {
    let (code, detail) = match phase {
        SyncPhase::KeyRefused => (ErrorCode::KeyRefused, "the key is refused"),
        SyncPhase::KeyMissing => (ErrorCode::KeyWanted, "the key is not on this computer"),
        SyncPhase::Paused => (ErrorCode::NotAllowed, "the reading of this connection is paused"),
        SyncPhase::Offline => (
            ErrorCode::Offline,
            "the vendor does not answer; what was read so far is kept",
        ),
        SyncPhase::Exploring | SyncPhase::Patients | SyncPhase::Appointments | SyncPhase::Fresh => (
            ErrorCode::WrongAddress,
            "what answers at this address cannot be used; what was read so far is kept",
        ),
    };
    DeskError::new(code, detail)
}
