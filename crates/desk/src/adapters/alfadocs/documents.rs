//! A file put among a patient's documents (`create-document`): base64, type, name and folder, all required.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::alfadocs::CreateDocument;

use super::{Adapter, id};
use crate::adapters::{DocumentFiling, NewDocument};

pub(crate) use frontdesk_vendors::alfadocs::DOCUMENT_TYPES as DOCUMENT_KINDS;

#[async_trait]
impl DocumentFiling for Adapter {
    async fn file(&self, vendor_patient: &str, document: &NewDocument) -> Result<(), VendorError> {
        let patient = id("create-document", "patientId", vendor_patient)?;
        let request = CreateDocument {
            base64: Some(STANDARD.encode(&document.bytes)),
            kind: Some(document.kind.clone()),
            name: Some(document.name.clone()),
            folder: Some(document.folder.clone()),
            ..CreateDocument::default()
        };
        // The document's own sample of the answer is an empty object.
        self.client.create_document(patient, &request).await.map(|_| ())
    }
}
