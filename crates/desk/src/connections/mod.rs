//! Accounts at vendors: who they are, what their statuses mean, whether they answer.

mod accounts;
mod check;
mod contact;
mod doctors;
mod form;
mod gate;
mod logged;
mod manage;
mod material;
mod metered;
mod metered_money;
mod model;
mod report;
mod rows;
mod shared;
mod stages;
mod statuses;
mod work_points;

pub(crate) use accounts::secret_names;
pub use accounts::{Account, Accounts};
pub use check::try_account;
pub use contact::{Contact, Line};
pub(crate) use doctors::refresh as refresh_doctors;
pub use form::{AccountField, AccountForm, AccountWay, FieldKind};
pub use gate::{Gate, Pace, Permit, Priority};
pub(crate) use manage::drop_from_keyring;
pub use material::{Material, Secrets};
pub use model::{
    Ability, CheckOutcome, CheckReport, CheckRow, Connection, ConnectionDraft, ConnectionEdit, Health,
    PatientRules, StageChoice, StatusLabel, StatusTable, Vendor, WorkPoint,
};
pub use report::ReportText;
pub(crate) use rows::all_shown;
pub(crate) use shared::{Compared, SharedConnection, shared_connections, touch};
pub(crate) use statuses::refresh as refresh_statuses;
pub(crate) use work_points::refresh as refresh_work_points;
