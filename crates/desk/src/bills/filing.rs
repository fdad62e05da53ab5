//! Filing a paper of this desk into a patient's documents at the vendor.

use super::FileDocument;
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
        let (connection, _) = self.accounts.record(request.record).await?;
        let vendor = self.accounts.get(connection).await?.vendor;
        if !adapters::abilities_of(vendor).contains(&Ability::FileDocuments) {
            return Err(DeskError::invalid("record", "cannot-file"));
        }
        if !adapters::document_kinds(vendor).contains(&request.kind.as_str()) {
            return Err(DeskError::invalid("kind", "unknown"));
        }
        self.outbox.file_document(request).await
    }
}
