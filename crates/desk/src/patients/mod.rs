//! Looking patients up, and writing them down.

mod model;
pub mod search;

pub use model::{
    Amount, ContractRow, CreatePatient, Duplicate, EditPatient, Facet, FindPatients, FoundAtVendor, FoundPatients,
    GdprForm, GdprKind, GdprRequest, Likeness, NextVisit, PatientForm, PatientHit, PatientPage, PatientRecord,
    PaymentRow, ServiceRow, Sex, Source,
};
