//! Laboratory orders and reports as the desk sees them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::agenda::{Accepted, PatientBrief};
use crate::fields::FieldProblem;
use crate::outbox::EntryState;

/// Why an order is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LabEvent {
    /// It was made.
    #[default]
    Created,
    /// All of it was cancelled.
    Cancelled,
    /// All of it was blocked.
    Blocked,
    /// Attachments or clinical data changed.
    DetailsChanged,
    /// Exams were added or taken away.
    ExamsChanged,
}

/// The patient of an order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LabPatient {
    /// The patient's id with us.
    pub id: String,
    /// Whole name.
    pub name: String,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// `f`, `m`, or what the laboratory agreed on.
    pub sex: String,
    /// National id.
    pub national_id: String,
    /// Phone.
    pub phone: String,
    /// E-mail address.
    pub email: String,
}

/// An exam that is asked for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LabProcedure {
    /// Its code at the laboratory.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A sample.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LabSample {
    /// The code on its label.
    pub code: String,
    /// What it is.
    pub material: String,
    /// When it was taken, civil time at the clinic.
    pub collected_at: Option<NaiveDateTime>,
}

/// Who asks for the exams.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LabRequester {
    /// Whole name; empty: nobody is named.
    pub name: String,
    /// Number at the medical council.
    pub council_number: String,
    /// The council's state.
    pub council_state: String,
}

/// A file that goes with an order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LabAttachment {
    /// File name.
    pub name: String,
    /// Media type, as `application/pdf`.
    pub media_type: String,
    /// The file as base64.
    pub base64: String,
}

/// A clinical fact: a question and its answer.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LabFact {
    /// The question.
    pub name: String,
    /// The answer.
    pub value: String,
}

/// An order as it is typed and sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct LabForm {
    /// Why it is sent.
    pub event: LabEvent,
    /// Its number with us; the same one each time it is sent.
    pub number: String,
    /// The patient.
    pub patient: LabPatient,
    /// Exams.
    pub procedures: Vec<LabProcedure>,
    /// Samples.
    pub samples: Vec<LabSample>,
    /// Who asks.
    pub requester: LabRequester,
    /// Files.
    pub attachments: Vec<LabAttachment>,
    /// Clinical data.
    pub clinical_data: Vec<LabFact>,
}

impl std::fmt::Debug for LabForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LabForm[redacted]")
    }
}

/// The exams of a form, by name or code.
pub(crate) fn exams(form: &LabForm) -> Vec<String> {
    let named = form.procedures.iter().map(|procedure| {
        let name = procedure.name.trim();
        if name.is_empty() {
            procedure.code.trim()
        } else {
            name
        }
    });
    named.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A form to be checked while it is typed. Nothing is sent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckLab {
    /// By which account it would be sent.
    pub connection: Uuid,
    /// The form.
    pub form: LabForm,
}

/// What would be sent.
#[derive(Clone, Serialize, TS)]
pub struct LabPreview {
    /// JSON, written by the account's own mapping; `None` while something is missing.
    pub json: Option<String>,
    /// What is missing or not acceptable. Its words are `field-<reason>`.
    pub problems: Vec<FieldProblem>,
}

/// A patient to order for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PrefillLab {
    /// The person; none: an empty form with a new number.
    #[ts(optional)]
    pub patient: Option<Uuid>,
}

/// An order to send.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SendLab {
    /// One id for the person's intent.
    pub intent: Uuid,
    /// By which account.
    pub connection: Uuid,
    /// The person it is for, where it was begun from one.
    #[ts(optional)]
    pub patient: Option<Uuid>,
    /// The form.
    pub form: LabForm,
}

/// A report to upload. A repeated one replaces the former at the laboratory.
#[derive(Clone, Deserialize, TS)]
pub struct UploadReport {
    /// One id for the person's intent.
    pub intent: Uuid,
    /// By which account.
    pub connection: Uuid,
    /// The order it belongs to, where it was begun from one.
    #[ts(optional)]
    pub order: Option<Uuid>,
    /// The id of the execution at the laboratory.
    pub execution: String,
    /// The file's name here.
    pub file_name: String,
    /// The PDF as base64.
    pub base64: String,
}

impl std::fmt::Debug for UploadReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UploadReport")
            .field("intent", &self.intent)
            .finish_non_exhaustive()
    }
}

/// An order in the list, with everything that was sent about it.
#[derive(Clone, Serialize, TS)]
pub struct LabOrder {
    /// Our id.
    pub id: Uuid,
    /// The connection it belongs to.
    pub connection: Uuid,
    /// The clinic's name of that connection.
    pub connection_name: String,
    /// The patient it was made for here.
    pub patient: Option<PatientBrief>,
    /// The patient's name as it was sent.
    pub patient_name: String,
    /// Its number with us.
    pub number: String,
    /// The exams of the last sending, by name or code.
    pub exams: Vec<String>,
    /// What was sent about it, newest first.
    pub sent: Vec<LabSending>,
    /// When it was first made.
    pub created_at: DateTime<Utc>,
}

/// One sending of an order.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LabSending {
    /// The outbox entry.
    pub entry: Uuid,
    /// Why it was sent.
    pub event: LabEvent,
    /// How far it got.
    pub state: EntryState,
    /// When the person did it.
    pub created_at: DateTime<Utc>,
}

/// A report in the list.
#[derive(Clone, Serialize, TS)]
pub struct LabReport {
    /// The outbox entry.
    pub entry: Uuid,
    /// The connection it belongs to.
    pub connection: Uuid,
    /// The order it belongs to.
    pub order: Option<Uuid>,
    /// The id of the execution at the laboratory.
    pub execution: String,
    /// The file's name here.
    pub file_name: String,
    /// Its length in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// How far it got.
    pub state: EntryState,
    /// When the person did it.
    pub created_at: DateTime<Utc>,
}

/// The laboratory's desk: what was sent from here. The laboratory answers no question about it.
#[derive(Clone, Serialize, TS)]
pub struct LabDesk {
    /// Orders, newest first.
    pub orders: Vec<LabOrder>,
    /// Reports, newest first.
    pub reports: Vec<LabReport>,
}

/// An order on the way to the laboratory.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LabAccepted {
    /// The order, already in the list.
    pub order: Uuid,
    /// The queued action.
    pub accepted: Accepted,
}

/// How much of a file has left.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct UploadProgress {
    /// The outbox entry.
    pub entry: Uuid,
    /// Bytes that have left.
    #[ts(type = "number")]
    pub sent: u64,
    /// Of how many.
    #[ts(type = "number")]
    pub total: u64,
}
