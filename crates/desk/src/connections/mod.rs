//! Accounts at vendors: who they are, what their statuses mean, whether they answer.

mod model;

pub use model::{
    CheckOutcome, CheckReport, CheckRow, Connection, ConnectionDraft, Health, StageChoice, StatusLabel, StatusTable,
    Vendor, WorkPoint,
};
