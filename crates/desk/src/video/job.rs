//! What the window and the command line ask about video visits.

use std::time::Duration;

use uuid::Uuid;

use super::{
    BookVideo, CheckVideo, PrefillVideo, RemoveVideo, VideoAccepted, VideoForm, VideoReport, VideoRequest,
    VideoVisits,
};
use crate::Desk;
use crate::agenda::Accepted;
use crate::error::DeskError;
use crate::fields::FieldProblem;

impl Desk {
    /// The visits of all accounts, from the store.
    ///
    /// # Errors
    /// The store's.
    pub async fn video_visits(&self, _request: VideoRequest) -> Result<VideoVisits, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// The same after asking the vendors now.
    ///
    /// # Errors
    /// `Offline`, `KeyRefused` when no account answered, or the store's.
    pub async fn refresh_video(&self, _request: VideoRequest) -> Result<VideoVisits, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// The form for a patient, filled in as far as the desk knows.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn prefill_video(&self, _request: PrefillVideo) -> Result<VideoForm, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// What the vendor would refuse of a form. Nothing is sent.
    ///
    /// # Errors
    /// `NotFound`, `KeyRefused`, or the store's.
    pub async fn check_video(&self, _request: CheckVideo) -> Result<Vec<FieldProblem>, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// Books a visit through the outbox; held back for `hold` so that it can be undone.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, or the store's.
    pub async fn book_video(&self, _request: BookVideo, _hold: Duration) -> Result<VideoAccepted, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// Removes a visit through the outbox.
    ///
    /// # Errors
    /// `NotFound`, `RowWithoutId`, or the store's.
    pub async fn remove_video(&self, _request: RemoveVideo, _hold: Duration) -> Result<Accepted, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// Where the report of a visit can be opened.
    ///
    /// # Errors
    /// `NotFound`, `RowWithoutId`, the vendor's, or the store's.
    pub async fn video_report(&self, _visit: Uuid) -> Result<VideoReport, DeskError> {
        Err(DeskError::internal("not built yet"))
    }
}
