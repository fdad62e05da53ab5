//! The connection check.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::Adapter;
use crate::adapters::{AccountCheck, check};
use crate::connections::CheckRow;

#[async_trait]
impl AccountCheck for Adapter {
    /// A token is asked for; nothing else happens with it.
    async fn harmless(&self) -> Option<Result<(), VendorError>> {
        Some(self.client.verify().await.map(drop))
    }

    async fn check(&self) -> Vec<CheckRow> {
        check::rows(self.client.check(self.clock.now()).await)
    }
}
