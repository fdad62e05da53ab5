//! What the connection check of any vendor has in common.

use frontdesk_vendors::{CheckRow as VendorRow, Outcome};

use crate::connections::{CheckOutcome, CheckRow};

/// The desk's form of the vendors' report.
pub(super) fn rows(rows: Vec<VendorRow>) -> Vec<CheckRow> {
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
