//! Laboratory: orders sent at the five moments, reports uploaded.

mod job;
mod model;
mod number;
mod rows;

pub(crate) use model::exams;
pub use model::{
    CheckLab, LabAccepted, LabAttachment, LabDesk, LabEvent, LabFact, LabForm, LabOrder, LabPatient,
    LabPreview, LabProcedure, LabReport, LabRequester, LabSample, LabSending, PrefillLab, SendLab,
    UploadProgress, UploadReport,
};
