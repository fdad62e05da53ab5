//! Documents of a patient.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::alfadocs::Document;

use super::{Adapter, id, text};
use crate::adapters::{FetchedFile, PatientDocument, PatientDocuments};

/// `None` for a row without an id: it could not be asked for.
fn document(row: Document) -> Option<PatientDocument> {
    let vendor_id = row.id?.to_string();
    Some(PatientDocument {
        name: text(row.name).unwrap_or_else(|| vendor_id.clone()),
        vendor_id,
        kind: text(row.kind),
        made_at: row.created_at.and_then(|at| Some(at.date.and_time(at.time?))),
    })
}

#[async_trait]
impl PatientDocuments for Adapter {
    async fn documents(&self, vendor_patient: &str) -> Result<Vec<PatientDocument>, VendorError> {
        let patient = id("documents", "patientId", vendor_patient)?;
        let rows = self.client.documents(patient).await?;
        Ok(rows.into_iter().filter_map(document).collect())
    }

    async fn fetch(&self, vendor_patient: &str, document: &str) -> Result<FetchedFile, VendorError> {
        const OPERATION: &str = "download-document";
        let patient = id(OPERATION, "patientId", vendor_patient)?;
        let document = id(OPERATION, "documentId", document)?;
        let file = self.client.download_document(patient, document).await?;
        Ok(FetchedFile {
            name: None,
            media_type: file.media_type,
            bytes: file.bytes,
        })
    }
}
