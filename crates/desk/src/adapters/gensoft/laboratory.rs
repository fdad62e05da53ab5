//! Orders as attendances, reports uploaded.

use std::sync::Arc;

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::transport::Progress;

use super::Adapter;
use super::attendance::attendance;
use super::problems::problems;
use crate::adapters::Laboratory;
use crate::lab::LabForm;

#[async_trait]
impl Laboratory for Adapter {
    fn problems(&self, form: &LabForm) -> Vec<(String, &'static str)> {
        problems(form)
    }

    fn written(&self, form: &LabForm) -> Result<String, VendorError> {
        let attendance = attendance(form);
        attendance.check()?;
        let body = self.0.account().mapping.write(&attendance)?;
        // An alternate Display of JSON is indented.
        Ok(format!("{body:#}"))
    }

    async fn send(&self, form: &LabForm) -> Result<(), VendorError> {
        self.0.send_attendance(&attendance(form)).await.map(drop)
    }

    async fn upload(
        &self,
        execution: &str,
        pdf: &[u8],
        progress: Arc<dyn Fn(u64, u64) + Send + Sync>,
    ) -> Result<(), VendorError> {
        let progress = Progress::new(progress);
        self.0
            .upload_report_telling(execution, pdf, progress)
            .await
            .map(drop)
    }
}
