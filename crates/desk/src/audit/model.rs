//! The access log as people read it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::ErrorCode;
use crate::outbox::EntryState;

/// What was done. The words are stable: they stand in stored rows and in message ids (`audit-act-<word-with-dashes>`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditAct {
    /// Patients were looked up, here or at the vendors: the words and how many were shown.
    PatientsSearched,
    /// A patient's page was opened.
    PatientOpened,
    /// The vendors were asked about a patient.
    PatientRefreshed,
    /// A patient's document was opened.
    DocumentOpened,
    /// A patient's details were put into a form of a video visit or laboratory order.
    FormFilled,
    /// A laboratory order was read again.
    LabOrderOpened,
    /// The report of a video visit was opened.
    VideoReportOpened,
    /// A contract request was fetched or opened.
    ContractOpened,
    /// Somebody changed an appointment at the vendor, and this desk saw it.
    ChangedThere,
    /// A status was set or cleared.
    StatusSet,
    /// A patient was made.
    PatientCreated,
    /// A patient was changed.
    PatientEdited,
    /// A new consent form was asked for.
    ConsentFormMade,
    /// A video visit was booked.
    VideoBooked,
    /// An appointment was booked.
    AppointmentBooked,
    /// A video visit was removed.
    VideoRemoved,
    /// A laboratory order was sent.
    LabSent,
    /// A laboratory report was uploaded.
    ReportUploaded,
    /// Services were put on a patient to be invoiced.
    InvoiceServices,
    /// The payment note of an invoice was made.
    InvoicePayment,
    /// An invoice was issued.
    InvoiceIssue,
    /// A payment for a bill was recorded.
    BillPaid,
    /// What was owed on a paid bill was removed.
    LiabilityRemoved,
    /// A paper was filed into a patient's documents.
    DocumentFiled,
    /// Money was taken at this desk.
    MoneyTaken,
    /// Money of a taking was given back.
    MoneyTakenBack,
    /// Somebody said that a vendor has what was recorded here: it was put in there by hand.
    MoneyThere,
    /// Cash was moved without a patient.
    CashMoved,
    /// A shift was closed.
    CashUpMade,
    /// A paper was shown, opened, saved or printed.
    PaperOpened,
    /// A list of the money desk was saved or printed.
    MoneySaved,
    /// An act was taken back.
    Undone,
    /// Something unsent was changed before it was sent.
    UnsentEdited,
    /// A person answered a question about something unsent: send it.
    UnsentSent,
    /// A person looked at the vendor and found it done.
    UnsentHappened,
    /// A person gave something unsent up.
    UnsentDiscarded,
    /// The vendor has it, or said no: how an act ended.
    Settled,
    /// The list of unsent work was saved to a file.
    UnsentExported,
    /// The down-time sheet was opened or saved.
    SheetOpened,
    /// Somebody signed in.
    SignedIn,
    /// Somebody unlocked the desk.
    Unlocked,
    /// The desk was locked.
    Locked,
    /// Somebody signed out.
    SignedOut,
    /// A wrong password, PIN or code.
    WrongPassword,
    /// Emergency access began.
    EmergencyAccess,
    /// A user was added.
    UserAdded,
    /// A user was changed.
    UserEdited,
    /// A password or PIN was changed.
    PasswordChanged,
    /// An emergency or recovery code was made.
    CodeMade,
    /// The recovery code was used.
    Recovered,
    /// An account was added.
    ConnectionAdded,
    /// An account was changed, its keys replaced, its statuses or work points confirmed.
    ConnectionEdited,
    /// An account was removed.
    ConnectionRemoved,
    /// Settings of the desk were changed.
    SettingsChanged,
    /// A clinic file was saved.
    ClinicExported,
    /// A clinic file was read.
    ClinicImported,
    /// The access log was saved to a file.
    LogExported,
    /// Contents of this log that were past their time were emptied.
    LogThinned,
    /// The log did not end where it had ended before, or its mark beside the store was gone: what was cut off is
    /// lost, and the log goes on from here.
    LogBroken,
    /// A patient was erased from this desk.
    PatientErased,
    /// Somebody who was erased came back, because they were searched for at their vendor.
    ErasureLifted,
    /// Records were thinned because no visit is near.
    RecordsThinned,
    /// A key was refused a command: not signed in, or the role may not.
    Refused,
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldChange {
    /// Field name as in the form.
    pub field: String,
    /// What it was; `None`: not known or nothing.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
    /// What the vendor had, where a conflict was decided.
    #[serde(default)]
    pub theirs: Option<String>,
}

/// How an act ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditOutcome {
    /// Done, refused or given up; where it stands while it is on its way.
    pub state: EntryState,
    /// Why not.
    pub reason: Option<ErrorCode>,
    /// The vendor's own words.
    pub vendor_message: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AuditLine {
    /// Its number, from 1.
    pub seq: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None`: the desk itself.
    pub user: Option<Uuid>,
    /// Their name at that moment; empty for the desk itself.
    pub user_name: String,
    /// The desk's name at that moment.
    pub desk: String,
    /// By the emergency code.
    pub emergency: bool,
    /// What.
    pub act: AuditAct,
    /// The person it is about.
    pub person: Option<Uuid>,
    /// Their name at that moment.
    pub patient_name: Option<String>,
    /// The appointment or video visit.
    pub appointment: Option<Uuid>,
    /// The account.
    pub connection: Option<String>,
    /// Old and new values.
    pub changes: Vec<FieldChange>,
    /// A person's own words: why.
    pub reason: Option<String>,
    /// For an act that goes to a vendor: how it ended, as far as it has.
    pub outcome: Option<AuditOutcome>,
    /// Its contents were erased: past their time, or the patient was erased.
    pub erased: bool,
}

/// Which lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
pub struct AuditQuery {
    /// From this day of the desk.
    pub from: Option<NaiveDate>,
    /// Until the end of this day of the desk.
    pub to: Option<NaiveDate>,
    /// Of this user.
    pub user: Option<Uuid>,
    /// About this person.
    pub person: Option<Uuid>,
    /// About this appointment or video visit.
    pub appointment: Option<Uuid>,
    /// Only this act.
    pub act: Option<AuditAct>,
    /// Older than this line: the next page.
    pub before: Option<u32>,
}

/// Lines, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AuditPage {
    /// At most 200.
    pub lines: Vec<AuditLine>,
    /// There are older ones.
    pub more: bool,
}

/// What is wrong with a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditProblem {
    /// A line was changed.
    Changed,
    /// A line is missing in between.
    Missing,
    /// Lines at the end are missing.
    Cut,
    /// A line's contents are not those it was written with.
    ContentChanged,
}

/// What a check of the log found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AuditVerdict {
    /// Lines looked at.
    pub lines: u32,
    /// Nothing is wrong.
    pub ok: bool,
    /// What is wrong first.
    pub problem: Option<AuditProblem>,
    /// At which line.
    pub at_line: Option<u32>,
    /// Lines whose contents were erased; the chain over them holds.
    pub erased: u32,
}
