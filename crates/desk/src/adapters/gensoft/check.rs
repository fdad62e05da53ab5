//! The connection check: both operations write, so none is tried.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::Adapter;
use crate::adapters::{AccountCheck, check};
use crate::connections::CheckRow;

#[async_trait]
impl AccountCheck for Adapter {
    async fn harmless(&self) -> Option<Result<(), VendorError>> {
        None
    }

    async fn check(&self) -> Vec<CheckRow> {
        check::rows(self.0.check())
    }
}
