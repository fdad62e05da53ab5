//! Looking patients up, and writing them down.

mod erase;
mod erased;
mod form;
mod model;
mod page;
pub mod search;
mod searches;
#[cfg(test)]
mod tests;
pub(crate) mod thin;

pub(crate) use erased::Erased;
pub(crate) use form::{checked, checked_for};
pub(crate) use page::{document_of, page};
pub(crate) use searches::Searches;

pub use frontdesk_basics::Amount;
pub use model::{
    ContractRow, CreatePatient, DocumentRow, Duplicate, EditPatient, Facet, FindPatients, FoundAtVendor,
    FoundPatients, GdprForm, GdprKind, GdprRequest, GivenUp, Likeness, NextVisit, PatientForm, PatientHit,
    PatientPage, PatientRecord, PaymentRow, PhoneRow, ServiceRow, Sex, Source,
};
