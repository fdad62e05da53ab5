//! The access log: who looked at which patient, who changed what, and what came of it.
//!
//! Lines are only ever added, in the transaction of the act they tell of ([`Audit::record`]); how an act ended at the
//! vendor is a line of its own, put down when its entry of the outbox ends. The lines are a chain under a key of
//! their own (`chain`), and where the chain ends is kept beside the store (`anchor`). Names, values and reasons can be
//! emptied, when their time is over or a patient is erased, and [`Desk::verify_access_log`] still tells whether
//! anything else was changed.
//!
//! [`Desk::verify_access_log`]: crate::Desk::verify_access_log

mod anchor;
mod chain;
mod commits;
mod export;
mod job;
mod keep;
mod log;
mod model;
mod read;
#[cfg(test)]
mod tests;
mod verify;

pub(crate) use commits::note_change_there;
pub use export::AuditExport;
pub(crate) use keep::became;
pub use log::{Audit, NewLine};
pub use model::{
    AuditAct, AuditLine, AuditOutcome, AuditPage, AuditProblem, AuditQuery, AuditVerdict, FieldChange,
};
pub(crate) use read::{changes_there, gave_up};
