//! What the window and the command line ask about the laboratory.

use std::time::Duration;

use uuid::Uuid;

use super::{CheckLab, LabAccepted, LabDesk, LabForm, LabPreview, PrefillLab, SendLab, UploadReport};
use crate::Desk;
use crate::agenda::Accepted;
use crate::error::DeskError;

impl Desk {
    /// What was sent to laboratories from here.
    ///
    /// # Errors
    /// The store's.
    pub async fn lab_desk(&self) -> Result<LabDesk, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// A new order's form, filled in as far as the desk knows.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn prefill_lab(&self, _request: PrefillLab) -> Result<LabForm, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// The form of an order as it was last sent, for what is to be told next about it.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn lab_order(&self, _order: Uuid) -> Result<LabForm, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// What would be sent. Nothing is.
    ///
    /// # Errors
    /// `NotFound`, `KeyRefused`, or the store's.
    pub async fn preview_lab(&self, _request: CheckLab) -> Result<LabPreview, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// Sends an order through the outbox.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, or the store's.
    pub async fn send_lab(&self, _request: SendLab, _hold: Duration) -> Result<LabAccepted, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// Uploads a report through the outbox.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`base64`: `not-a-pdf`, `too-long`), or the store's.
    pub async fn upload_report(&self, _request: UploadReport) -> Result<Accepted, DeskError> {
        Err(DeskError::internal("not built yet"))
    }
}
