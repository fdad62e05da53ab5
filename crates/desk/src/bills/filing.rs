//! Filing a paper of this desk, or a PDF from elsewhere, into a patient's documents at the vendor.

use uuid::Uuid;

use super::{FileDocument, FilePdf};
use crate::adapters;
use crate::agenda::Accepted;
use crate::connections::Ability;
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Files a paper kept here into the patient's documents at the vendor, through the outbox. The name gets what it is
    /// found again by before its ending.
    ///
    /// # Errors
    /// `NotFound` (record, paper); `InvalidField`: `record` (`cannot-file`), `paper` (`another-patient`, `not-a-pdf`,
    /// `too-large`), `kind` (`unknown`), `folder`, `name` (`required`, `too-long`), `intent`; or the store's.
    pub async fn file_document(&self, request: FileDocument) -> Result<Accepted, DeskError> {
        self.may_file(request.record, &request.kind).await?;
        self.outbox.file_document(request).await
    }

    /// Files a PDF from elsewhere, a scan or a report, into the patient's documents at the vendor, through the outbox. It is
    /// kept among the patient's papers, and goes again where it is given up.
    ///
    /// # Errors
    /// `NotFound` (record); `InvalidField`: `record` (`cannot-file`), `base64` (`not-a-pdf`, `too-large`), `kind`
    /// (`unknown`), `folder`, `name` (`required`, `too-long`), `intent`; or the store's.
    pub async fn file_pdf(&self, request: FilePdf) -> Result<Accepted, DeskError> {
        self.may_file(request.record, &request.kind).await?;
        self.outbox.file_pdf(request).await
    }

    async fn may_file(&self, record: Uuid, kind: &str) -> Result<(), DeskError> {
        let (connection, _) = self.accounts.record(record).await?;
        let vendor = self.accounts.get(connection).await?.vendor;
        if !adapters::abilities_of(vendor).contains(&Ability::FileDocuments) {
            return Err(DeskError::invalid("record", "cannot-file"));
        }
        if !adapters::document_kinds(vendor).contains(&kind) {
            return Err(DeskError::invalid("kind", "unknown"));
        }
        Ok(())
    }
}
