//! Consent forms: §20. `NEW` makes a record although it travels as a read.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::medsoft::{GdprCommand, GdprForm, GetGdprForm};

use super::{Adapter, code, no_row, text, vendor_id};
use crate::adapters::{ConsentForm, ConsentForms};

const OPERATION: &str = "gdpr-form";

fn form(row: GdprForm) -> ConsentForm {
    ConsentForm {
        vendor_id: vendor_id(row.form),
        // Only a web address may be opened in the browser.
        url: text(row.url).filter(|url| url.starts_with("https://")),
        made_at: row
            .created_at
            .map(|made| made.date.and_time(made.time.unwrap_or_default())),
    }
}

impl Adapter {
    async fn form(
        &self,
        vendor_patient: &str,
        command: GdprCommand,
    ) -> Result<Option<ConsentForm>, VendorError> {
        let patient = code(OPERATION, "codPacient", vendor_patient)?;
        let request = GetGdprForm {
            patient,
            command,
            read_only: None,
        };
        Ok(self.0.gdpr_form(&request).await?.map(form))
    }
}

#[async_trait]
impl ConsentForms for Adapter {
    async fn last(&self, vendor_patient: &str) -> Result<Option<ConsentForm>, VendorError> {
        self.form(vendor_patient, GdprCommand::Last).await
    }

    async fn new_form(&self, vendor_patient: &str) -> Result<ConsentForm, VendorError> {
        self.form(vendor_patient, GdprCommand::New)
            .await?
            .ok_or_else(|| no_row(OPERATION))
    }
}
