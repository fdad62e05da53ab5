//! The connection check.

use async_trait::async_trait;
use frontdesk_vendors::medsoft::Outcome;

use super::Adapter;
use crate::adapters::AccountCheck;
use crate::connections::{CheckOutcome, CheckRow};

#[async_trait]
impl AccountCheck for Adapter {
    async fn check(&self) -> Vec<CheckRow> {
        let rows = self.0.check().await;
        rows.into_iter()
            .map(|row| CheckRow {
                operation: row.operation.into(),
                path: row.path.into(),
                outcome: match row.outcome {
                    Outcome::Works => CheckOutcome::Works,
                    Outcome::Missing => CheckOutcome::Missing,
                    Outcome::Refused => CheckOutcome::Refused,
                    Outcome::Unexpected => CheckOutcome::Unexpected,
                    Outcome::NotTried => CheckOutcome::NotTried,
                },
                detail: row.detail,
            })
            .collect()
    }
}
