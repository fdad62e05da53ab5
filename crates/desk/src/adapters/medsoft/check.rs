//! The connection check.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::Adapter;
use crate::adapters::{AccountCheck, check};
use crate::connections::CheckRow;

#[async_trait]
impl AccountCheck for Adapter {
    /// §7 takes no argument that could be refused.
    async fn harmless(&self) -> Option<Result<(), VendorError>> {
        Some(self.0.appointment_statuses().await.map(drop))
    }

    async fn check(&self) -> Vec<CheckRow> {
        check::rows(self.0.check().await)
    }
}
