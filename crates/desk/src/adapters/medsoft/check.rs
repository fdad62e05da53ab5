//! The connection check.

use async_trait::async_trait;
use frontdesk_vendors::medsoft::OPERATIONS;

use super::Adapter;
use crate::adapters::AccountCheck;
use crate::connections::{CheckOutcome, CheckRow};

#[async_trait]
impl AccountCheck for Adapter {
    async fn check(&self) -> Vec<CheckRow> {
        OPERATIONS
            .iter()
            .map(|operation| CheckRow {
                operation: operation.name.into(),
                path: operation.path.into(),
                outcome: CheckOutcome::NotTried,
                detail: String::new(),
            })
            .collect()
    }
}
