//! AlfaDocs, API 1.1.1 (Italy, dental): its 39 operations, typed.

mod account;
mod agenda;
mod billing;
mod call;
mod care_plans;
mod check;
mod client;
mod clinic;
mod custom_fields;
mod documents;
mod envelope;
mod free_slots;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod operations;
mod pace;
mod pages;
mod patients;
mod phone_numbers;
mod save;
mod transactions;
mod windows;

pub use account::AlfadocsAccount;
pub use agenda::{Appointment, FindAppointments, STATES, SaveAppointment};
pub use billing::{Bill, BillLiability, FindBills};
pub use care_plans::{CarePlan, CarePlanEntry, SignatureStatus};
pub use client::Alfadocs;
pub use clinic::{
    Account, BookingReason, Chair, Color, Context, FindOperators, Operator, PaymentType, Practice, Specialty,
};
pub use custom_fields::CustomField;
pub use documents::{CreateDocument, DOCUMENT_TYPES, Document, DownloadedDocument};
pub use free_slots::{FindFreeSlots, FreeSlot};
pub use operations::{OPERATIONS, Paths, operation};
pub use pages::{NextPage, Page};
pub use patients::{FindPatients, Patient, SavePatient};
pub use phone_numbers::{PhoneNumber, SavePhoneNumber};
pub use transactions::{CreateTransaction, EXPENSE_TYPES, FindTransactions, Transaction};

#[cfg(test)]
mod any_answer_tests;
#[cfg(test)]
mod call_tests;
#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod client_tests;
#[cfg(test)]
mod testing;
