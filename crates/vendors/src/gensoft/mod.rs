//! Gensoft, a Brazilian genetics laboratory: its 2 operations.

mod account;
mod answer;
mod attendance;
mod call;
mod check;
mod client;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod mapping;
mod operations;
mod send_attendance;
mod upload_report;

pub use account::{GensoftAccount, UploadTransport};
pub use answer::GensoftAnswer;
pub use attendance::{
    Attachment, Attendance, AttendanceEvent, AttendancePatient, ClinicalFact, Procedure, Requester, Sample,
};
pub use client::Gensoft;
pub use mapping::AttendanceMapping;
pub use operations::{OPERATIONS, Paths, operation};

#[cfg(test)]
mod any_answer_tests;
#[cfg(test)]
mod call_tests;
#[cfg(test)]
mod testing;
