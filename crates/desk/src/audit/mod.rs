//! The access log: who looked at which patient, who changed what, and what came of it.

mod erase;
mod log;
mod model;

pub(crate) use erase::erase_person;
pub use log::{Audit, NewLine};
pub use model::{
    AuditAct, AuditLine, AuditOutcome, AuditPage, AuditProblem, AuditQuery, AuditVerdict, FieldChange,
};
