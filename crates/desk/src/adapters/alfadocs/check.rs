//! The connection check.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::Adapter;
use crate::adapters::{AccountCheck, check};
use crate::connections::CheckRow;

#[async_trait]
impl AccountCheck for Adapter {
    /// Whose key it is: the one question that takes nothing and touches no patient.
    async fn harmless(&self) -> Option<Result<(), VendorError>> {
        Some(self.client.context().await.map(drop))
    }

    async fn check(&self) -> Vec<CheckRow> {
        check::rows(self.client.check(self.clock.now().date_naive()).await)
    }
}
