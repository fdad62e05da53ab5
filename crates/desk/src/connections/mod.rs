//! Accounts at vendors: who they are, what their statuses mean, whether they answer.

mod accounts;
mod contact;
mod gate;
mod metered;
mod model;
mod rows;
mod stages;

pub use accounts::{Account, Accounts};
pub use contact::{Contact, Line};
pub use gate::{Gate, Pace, Permit, Priority};
pub use model::{
    CheckOutcome, CheckReport, CheckRow, Connection, ConnectionDraft, Health, StageChoice, StatusLabel, StatusTable,
    Vendor, WorkPoint,
};
