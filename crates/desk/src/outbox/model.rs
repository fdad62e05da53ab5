//! An action on its way to a vendor, as the window shows it.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::adapters::Taken;
use crate::billing::{IssuedThere, StopReason};
use crate::booking::{AppointmentForm, ClashOf};
use crate::connections::Vendor;
use crate::events::Topic;
use crate::lab::LabForm;
use crate::patients::PatientForm;
use crate::video::VideoForm;

/// Where an entry stands (see the design, "the outbox").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Held back here so that it can be undone.
    Held,
    /// To be sent.
    Queued,
    /// The first byte may have left.
    Sending,
    /// To be sent again at a known time (no line, or the vendor asked to wait).
    Waiting,
    /// The answer was lost: the vendor is being asked whether it happened.
    Unknown,
    /// Waits for an earlier action on the same thing.
    Blocked,
    /// A person must decide.
    Asks,
    /// The vendor said no.
    Refused,
    /// The vendor has it.
    Done,
    /// Taken back before it was sent, or given up by a person.
    Discarded,
}

/// What kind of action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// A status set or cleared.
    SetStatus,
    /// A new patient.
    CreatePatient,
    /// A changed patient.
    UpdatePatient,
    /// A new consent form.
    GdprForm,
    /// A video visit booked.
    BookVideo,
    /// An appointment booked.
    BookAppointment,
    /// A video visit removed.
    RemoveVideo,
    /// A laboratory order sent.
    SendLab,
    /// A laboratory report uploaded.
    UploadReport,
    /// Services put on a patient, to be invoiced.
    InvoiceServices,
    /// The payment note of an invoice.
    InvoicePayment,
    /// An invoice issued.
    InvoiceIssue,
    /// A payment for a bill.
    PayBill,
    /// What is owed on a bill that is paid in full, removed.
    RemoveLiability,
    /// A paper filed into a patient's documents.
    FileDocument,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::SetStatus,
        Self::CreatePatient,
        Self::UpdatePatient,
        Self::GdprForm,
        Self::BookVideo,
        Self::BookAppointment,
        Self::RemoveVideo,
        Self::SendLab,
        Self::UploadReport,
        Self::PayBill,
        Self::RemoveLiability,
        Self::FileDocument,
        Self::InvoiceServices,
        Self::InvoicePayment,
        Self::InvoiceIssue,
    ];

    /// What it touches, so that the screens that show it read again.
    #[must_use]
    pub fn topics(self) -> &'static [Topic] {
        match self {
            Self::SetStatus
            | Self::CreatePatient
            | Self::UpdatePatient
            | Self::GdprForm
            | Self::BookAppointment => &[Topic::Unsent, Topic::Appointments, Topic::Patients],
            Self::BookVideo | Self::RemoveVideo => &[Topic::Unsent, Topic::Video],
            Self::SendLab | Self::UploadReport => &[Topic::Unsent, Topic::Laboratory],
            Self::PayBill | Self::RemoveLiability => &[Topic::Unsent, Topic::Money],
            Self::FileDocument => &[Topic::Unsent, Topic::Patients, Topic::Papers],
            Self::InvoiceServices | Self::InvoicePayment | Self::InvoiceIssue => {
                &[Topic::Unsent, Topic::Money, Topic::Papers, Topic::Patients]
            }
        }
    }
}

/// A field as wanted, as it was, and as the vendor has it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldDifference {
    /// Field name as in the form.
    pub field: String,
    /// What this desk wants.
    pub yours: String,
    /// What the vendor has now.
    pub theirs: String,
    /// What both had before.
    pub before: String,
}

/// What stands at the vendor at the time of a booking.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct TakenBy {
    /// When it begins, civil time at the clinic; `None`: the whole day.
    pub start: Option<NaiveTime>,
    /// Why it is in the way.
    pub of: ClashOf,
    /// Its code at the vendor.
    pub code: String,
}

/// What a person is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Question {
    /// The clinic renamed or re-meant the status since the tick.
    LabelChanged {
        /// The name seen when ticking.
        was: String,
        /// The name now.
        now: String,
    },
    /// Somebody changed the same fields meanwhile.
    Conflict {
        /// Each field in conflict.
        fields: Vec<FieldDifference>,
    },
    /// The answer was lost and the vendor's list shows several that could be it.
    Ambiguous {
        /// How many.
        candidates: u32,
        /// Their codes at the vendor, in order: a yes is about these and no others. Empty: asked by an older version.
        #[serde(default)]
        codes: Vec<String>,
    },
    /// Something else stands at the vendor at the time of a booking, of which nobody knew when it was chosen.
    TimeTaken {
        /// What: a yes is about these and no others.
        by: Vec<TakenBy>,
    },
    /// The thing to change is no longer at the vendor.
    Vanished,
    /// It needs a live line and somebody watching.
    NeedsLiveLine,
    /// The answer was lost and the vendor answers no question about it: a person looks there.
    LookThere,
    /// An invoice stopped: what is to be finished at the vendor.
    Stopped {
        /// Why.
        stop: StopReason,
    },
}

impl Question {
    /// What is asked where something stands at the time of a booking.
    pub(crate) fn time_taken(taken: Vec<Taken>) -> Self {
        let mut by: Vec<TakenBy> = taken
            .into_iter()
            .map(|taken| TakenBy {
                start: taken.start,
                of: if taken.doctor {
                    ClashOf::Doctor
                } else {
                    ClashOf::Room
                },
                code: taken.vendor_id.unwrap_or_default(),
            })
            .collect();
        by.sort_unstable();
        Self::TimeTaken { by }
    }

    /// What is asked where several could be it.
    pub(crate) fn ambiguous(mut codes: Vec<String>) -> Self {
        codes.sort_unstable();
        Self::Ambiguous {
            candidates: u32::try_from(codes.len()).unwrap_or(u32::MAX),
            codes,
        }
    }
}

/// What may be done with an entry by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Send it (again), knowing what was asked.
    Send,
    /// A person looked there and saw it: done, without sending anything. Only where the vendor answers no question
    /// about it ([`Question::LookThere`]).
    Happened,
    /// Change it before it is sent; see [`EditUnsent`].
    Edit,
    /// Of an edit in conflict: the fields in question stay as the vendor has them, the rest of the edit is sent.
    Theirs,
    /// Give it up.
    Discard,
}

/// One entry in words the window can build a sentence from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnsentEntry {
    /// The entry.
    pub id: Uuid,
    /// The person's intent.
    pub intent: Uuid,
    /// The connection.
    pub connection_id: Uuid,
    /// The clinic's name of it.
    pub connection: String,
    /// Its vendor.
    pub vendor: Option<Vendor>,
    /// Whose act it is.
    pub author: String,
    /// What kind of action.
    pub action: ActionKind,
    /// Whose.
    pub patient_name: String,
    /// Their birth date.
    pub patient_birth_date: Option<NaiveDate>,
    /// The person to open, where known.
    pub patient: Option<Uuid>,
    /// For a status: the name seen when ticking.
    pub status: Option<String>,
    /// For a status: set or cleared.
    pub value: Option<bool>,
    /// For a status: the appointment's day; for a video visit: its day.
    pub date: Option<NaiveDate>,
    /// For a status: the appointment's time; for a video visit: its time.
    pub start: Option<NaiveTime>,
    /// For a status: the doctor.
    pub doctor: Option<String>,
    /// For a laboratory order its number, for a report its execution and file; for an invoice or payment its sum, for a
    /// document its name.
    pub subject: Option<String>,
    /// The invoice it is a step of.
    pub invoice: Option<Uuid>,
    /// The bill it is about.
    pub bill: Option<Uuid>,
    /// Where it stands.
    pub state: EntryState,
    /// When the person did it.
    pub created_at: DateTime<Utc>,
    /// How often it was sent.
    pub attempts: u32,
    /// How many of these sendings may have reached the vendor, their answers being lost.
    pub lost: u32,
    /// How often the vendor was asked since and showed nothing of it.
    pub looks: u32,
    /// When it is tried next.
    pub next_at: Option<DateTime<Utc>>,
    /// Why it waits or was refused, as an error code.
    pub reason: Option<crate::error::ErrorCode>,
    /// The vendor's own code for why, where it gave one.
    pub vendor_code: Option<String>,
    /// The vendor's own words, if it said no.
    pub vendor_message: Option<String>,
    /// The earlier entry on the same thing that it waits for.
    pub waits_for: Option<Uuid>,
    /// What a person is asked.
    pub question: Option<Question>,
    /// Whether money was taken for it that no vendor has: whoever gives it up says where that is.
    pub money_here: bool,
    /// What a person may do with it now.
    pub may: Vec<Decision>,
    /// What would be sent, where it can be changed.
    pub form: Option<UnsentForm>,
    /// Of a changed patient: the fields that are changed.
    pub fields: Vec<String>,
}

/// What an entry would send, as the form it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UnsentForm {
    /// A new or changed patient.
    Patient {
        /// The record, for the rules of its vendor.
        record: Uuid,
        /// The form.
        form: PatientForm,
    },
    /// A video visit.
    Video {
        /// The form.
        form: VideoForm,
    },
    /// A laboratory order.
    Lab {
        /// The form.
        form: LabForm,
    },
    /// An appointment to book.
    Appointment {
        /// The form.
        form: AppointmentForm,
        /// Why it is booked although something is in the way; wanted as soon as something is.
        #[serde(default)]
        despite: Option<String>,
    },
    /// A status: why, for the vendor's record.
    Status {
        /// The reason.
        reason: Option<String>,
    },
}

/// Changes an entry that is not sent, refused or asked about; it is queued anew under the same intent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EditUnsent {
    /// The entry.
    pub id: Uuid,
    /// What shall be sent instead; of the same kind.
    pub form: UnsentForm,
}

/// Counts for the frame of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct UnsentCounts {
    /// On their way.
    pub unsent: u32,
    /// Waiting for a person.
    pub needs_person: u32,
    /// The oldest of them.
    pub oldest: Option<DateTime<Utc>>,
}

/// Everything unsent.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Unsent {
    /// Oldest first; those that need a person before the others.
    pub entries: Vec<UnsentEntry>,
    /// Counts.
    pub counts: UnsentCounts,
}

/// A person's decision on an entry.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Resolve {
    /// The entry.
    pub id: Uuid,
    /// What to do.
    pub decision: Decision,
    /// Why, for giving up; kept with the entry and in the access log.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// For an invoice that was found issued: its series and number there.
    #[serde(default)]
    #[ts(optional)]
    pub issued: Option<IssuedThere>,
    /// The question that was on the screen: a yes is to it and to no other, and refused when another one is asked by now.
    /// Needed to send money and whatever else does not wait without a person.
    #[serde(default)]
    #[ts(optional)]
    pub question: Option<Question>,
    /// How often it had been sent when that question was on the screen: the same question about a later try is another
    /// one. Needed wherever the question is.
    #[serde(default)]
    #[ts(optional)]
    pub attempts: Option<u32>,
    /// For giving up an invoice or a payment: whether the money stays here. `false` takes the taking back with it.
    #[serde(default)]
    #[ts(optional)]
    pub money_kept: Option<bool>,
}

/// What a person decided about an entry, kept with it: of a conflict all three values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// When.
    pub at: DateTime<Utc>,
    /// Whose decision it was.
    pub by: String,
    /// What they decided.
    pub decision: Decision,
    /// What they were asked, if anything.
    pub question: Option<Question>,
    /// Why, in their words.
    pub reason: Option<String>,
}

/// How an action ended, told to the window.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Settled {
    /// The entry.
    pub entry: Uuid,
    /// The intent.
    pub intent: Uuid,
    /// What kind.
    pub action: ActionKind,
    /// Where it stands now.
    pub state: EntryState,
}
