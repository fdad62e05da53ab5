//! What an entry will do, kept with it word for word.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ActionKind;
use super::bill_actions::{FileDocumentAction, PayBillAction, RemoveLiabilityAction};
use super::bills;
use crate::billing::{InvoiceForm, InvoiceLine, InvoiceStep, StopReason};
use crate::booking::AppointmentForm;
use crate::events::Topic;
use crate::lab::LabForm;
use crate::patients::PatientForm;
use crate::video::VideoForm;

/// An action as stored. New fields must be optional: entries written by an older version are read too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Action {
    /// Set or clear one status of one appointment.
    SetStatus(SetStatusAction),
    /// Create a patient at the vendor.
    CreatePatient(CreatePatientAction),
    /// Change fields of a patient.
    UpdatePatient(UpdatePatientAction),
    /// Make a new consent form.
    GdprForm(GdprFormAction),
    /// Book a video visit.
    BookVideo(BookVideoAction),
    /// Book an appointment.
    BookAppointment(BookAppointmentAction),
    /// Remove a video visit.
    RemoveVideo(RemoveVideoAction),
    /// Send a laboratory order.
    SendLab(SendLabAction),
    /// Upload a laboratory report.
    UploadReport(UploadReportAction),
    /// Record a payment for a bill.
    PayBill(PayBillAction),
    /// Remove what is owed on a bill that is paid in full.
    RemoveLiability(RemoveLiabilityAction),
    /// File a paper into a patient's documents.
    FileDocument(FileDocumentAction),
    /// One of the three calls of an invoice.
    Invoice(InvoiceAction),
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SetStatusAction {
    /// Our appointment.
    pub appointment: Uuid,
    /// The patient code the vendor wants in the path.
    pub vendor_patient: String,
    /// The appointment's code.
    pub vendor_appointment: String,
    /// The status key.
    pub key: String,
    /// Set or clear.
    pub value: bool,
    /// Goes to the vendor's record; cannot be read back.
    pub reason: Option<String>,
    /// The name of the status that the person saw.
    pub label: String,
    /// Where an appointment has one state at most: what the person saw it in. `None`: the statuses stand beside
    /// each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Former>,
    /// When it really happened, where it was put down afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<DateTime<Utc>>,
}

/// The state an appointment had before a tick.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Former {
    /// Its key; `None`: it had none.
    pub key: Option<String>,
    /// Its name as the person saw it.
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CreatePatientAction {
    /// The record that waits for its vendor id.
    pub record: Uuid,
    /// What to write.
    pub form: PatientForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UpdatePatientAction {
    /// The record.
    pub record: Uuid,
    /// The form when editing began: the merge base.
    pub before: PatientForm,
    /// The form as wanted.
    pub after: PatientForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GdprFormAction {
    /// The record.
    pub record: Uuid,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BookVideoAction {
    /// The visit that waits for its vendor id.
    pub visit: Uuid,
    /// What to book.
    pub form: VideoForm,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BookAppointmentAction {
    /// The appointment that waits for its vendor id.
    pub appointment: Uuid,
    /// Whose.
    pub record: Uuid,
    /// What to book.
    pub form: AppointmentForm,
    /// Who treats, by name.
    pub doctor_name: String,
    /// Where, by name.
    pub room_name: Option<String>,
    /// Why it is booked although something was in the way.
    pub despite: Option<String>,
}

impl std::fmt::Debug for BookAppointmentAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BookAppointmentAction")
            .field("appointment", &self.appointment)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RemoveVideoAction {
    /// The visit.
    pub visit: Uuid,
    /// Its id at the vendor.
    pub vendor_visit: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SendLabAction {
    /// The order.
    pub order: Uuid,
    /// What to send.
    pub form: LabForm,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct UploadReportAction {
    /// The report; its file lies in the store.
    pub report: Uuid,
    /// The id of the execution at the laboratory.
    pub execution: String,
    /// The file's name here.
    pub file_name: String,
    /// SHA-256 of the file, in hexadecimal; the file itself is kept only until it has left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// One step of an invoice with everything that it needs, as it stood when the step before it was done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InvoiceAction {
    /// The invoice.
    pub invoice: Uuid,
    /// The patient record.
    pub record: Uuid,
    /// Which call.
    pub step: InvoiceStep,
    /// What a person wants.
    pub form: InvoiceForm,
    /// The lines with the names and prices that they saw.
    pub lines: Vec<InvoiceLine>,
    /// The total, decimal text.
    pub total: String,
    /// Its currency.
    pub currency: String,
    /// The codes that the services got at the vendor.
    #[serde(default)]
    pub processed: Vec<String>,
    /// The code of the payment note.
    #[serde(default)]
    pub note: Option<String>,
    /// What the clinic has said the vendor notes for payments of other programs: no question.
    #[serde(default)]
    pub noted_method: Option<String>,
    /// The stops that a person has said yes to: as long as they are the same, they are not asked again.
    #[serde(default)]
    pub agreed: Vec<StopReason>,
}

impl InvoiceAction {
    /// The step after this one, before anything is known of what this one brought.
    pub(crate) fn next(&self) -> Option<Self> {
        Some(Self {
            step: self.step.next()?,
            agreed: Vec::new(),
            ..self.clone()
        })
    }

    /// What the ids of a step follow from those of the first one by.
    pub(crate) fn following(step: InvoiceStep) -> &'static str {
        match step {
            InvoiceStep::Services => "services",
            InvoiceStep::Payment => "payment",
            InvoiceStep::Invoice => "invoice",
        }
    }
}

impl std::fmt::Debug for InvoiceAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InvoiceAction")
            .field("invoice", &self.invoice)
            .field("step", &self.step)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SetStatusAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetStatusAction")
            .field("key", &self.key)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

impl Action {
    /// Whether another action is the same wish: what a second request under the same intent must be.
    pub(crate) fn is_same_wish(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::SetStatus(one), Self::SetStatus(two)) => {
                (one.appointment, &one.key, one.value) == (two.appointment, &two.key, two.value)
            }
            // Every request invents a record of its own; the form is the wish.
            (Self::CreatePatient(one), Self::CreatePatient(two)) => one.form == two.form,
            (Self::UpdatePatient(one), Self::UpdatePatient(two)) => {
                (one.record, &one.after) == (two.record, &two.after)
            }
            (Self::GdprForm(one), Self::GdprForm(two)) => one.record == two.record,
            // Every request invents a visit, an order or a report of its own.
            (Self::BookVideo(one), Self::BookVideo(two)) => one.form == two.form,
            (Self::BookAppointment(one), Self::BookAppointment(two)) => {
                (one.record, &one.form) == (two.record, &two.form)
            }
            (Self::RemoveVideo(one), Self::RemoveVideo(two)) => one.visit == two.visit,
            (Self::SendLab(one), Self::SendLab(two)) => one.form == two.form,
            (Self::UploadReport(one), Self::UploadReport(two)) => {
                // An older version kept no digest.
                let same_file = one.digest == two.digest || one.digest.is_none() || two.digest.is_none();
                same_file && (&one.execution, &one.file_name) == (&two.execution, &two.file_name)
            }
            (Self::PayBill(one), Self::PayBill(two)) => one.is_same_wish(two),
            (Self::RemoveLiability(one), Self::RemoveLiability(two)) => one == two,
            (Self::FileDocument(one), Self::FileDocument(two)) => one.is_same_wish(two),
            (Self::Invoice(one), Self::Invoice(two)) => {
                (one.step, one.record, &one.form) == (two.step, two.record, &two.form)
            }
            _ => false,
        }
    }

    pub(crate) fn kind(&self) -> ActionKind {
        match self {
            Self::SetStatus(_) => ActionKind::SetStatus,
            Self::CreatePatient(_) => ActionKind::CreatePatient,
            Self::UpdatePatient(_) => ActionKind::UpdatePatient,
            Self::GdprForm(_) => ActionKind::GdprForm,
            Self::BookVideo(_) => ActionKind::BookVideo,
            Self::BookAppointment(_) => ActionKind::BookAppointment,
            Self::RemoveVideo(_) => ActionKind::RemoveVideo,
            Self::SendLab(_) => ActionKind::SendLab,
            Self::UploadReport(_) => ActionKind::UploadReport,
            Self::PayBill(_) => ActionKind::PayBill,
            Self::RemoveLiability(_) => ActionKind::RemoveLiability,
            Self::FileDocument(_) => ActionKind::FileDocument,
            Self::Invoice(action) => match action.step {
                InvoiceStep::Services => ActionKind::InvoiceServices,
                InvoiceStep::Payment => ActionKind::InvoicePayment,
                InvoiceStep::Invoice => ActionKind::InvoiceIssue,
            },
        }
    }

    /// What it touches, so that the screens that show it read again.
    pub(crate) fn topics(&self) -> &'static [Topic] {
        self.kind().topics()
    }

    /// Whether the vendor can be asked whether it happened.
    pub(crate) fn can_be_looked_for(&self) -> bool {
        !matches!(self, Self::SendLab(_) | Self::UploadReport(_))
    }

    /// Entries of one resource are sent in the order they were made. Ids that vendors give mean something only
    /// within their connection.
    pub(crate) fn resource(&self, connection: Uuid) -> String {
        match self {
            Self::SetStatus(action) => format!("appointment:{}", action.appointment),
            Self::CreatePatient(CreatePatientAction { record, .. })
            | Self::UpdatePatient(UpdatePatientAction { record, .. })
            | Self::GdprForm(GdprFormAction { record }) => format!("record:{record}"),
            Self::BookVideo(BookVideoAction { visit, .. })
            | Self::RemoveVideo(RemoveVideoAction { visit, .. }) => format!("video:{visit}"),
            Self::SendLab(action) => format!("lab-order:{}", action.order),
            Self::UploadReport(action) => {
                format!("lab-execution:{connection}:{}", action.execution)
            }
            Self::PayBill(action) => bills::resource(connection, &action.vendor_bill),
            Self::RemoveLiability(action) => bills::resource(connection, &action.vendor_bill),
            // The patient may have to be created first.
            Self::BookAppointment(action) => format!("record:{}", action.record),
            Self::FileDocument(action) => format!("record:{}", action.record),
            // One payment chain of a patient at a time: what is looked for after a lost answer is then of this one.
            Self::Invoice(action) => format!("invoice-chain:{}", action.record),
        }
    }
}

impl UpdatePatientAction {
    /// The names of the acts that follow the first one of an edit whose phones are calls of their own.
    pub(crate) const FOLLOWING: [&str; 2] = ["phone", "phone2"];

    /// The acts that an edit is where each phone is a call of its own: everything else, then each phone. Each has
    /// one effect, and each changes only its own fields.
    pub(crate) fn phones_apart(self) -> Vec<Self> {
        let Self {
            record,
            before,
            after,
        } = self.clone();
        let with = |phone: &str, phone2: &Option<String>| PatientForm {
            phone: phone.to_owned(),
            phone2: phone2.clone(),
            ..after.clone()
        };
        let further = after.phone2.clone().filter(|phone| !phone.is_empty());
        let acts = [
            (before.clone(), with(&before.phone, &None)),
            (with(&before.phone, &None), with(&after.phone, &None)),
            (with(&after.phone, &before.phone2), with(&after.phone, &further)),
        ];
        let acts: Vec<Self> = acts
            .into_iter()
            .filter(|(before, after)| !changed_fields(before, after).is_empty())
            .map(|(before, after)| Self {
                record,
                before,
                after,
            })
            .collect();
        if acts.is_empty() { vec![self] } else { acts }
    }
}

/// A field of the patient form by name, so that edits can be compared and overlaid one by one.
pub(crate) const FORM_FIELDS: [&str; 9] = [
    "last_name",
    "first_name",
    "phone",
    "email",
    "national_id",
    "phone2",
    "sex",
    "preferences",
    "birth_date",
];

/// The value of one field of a form, as text; `None` where the form leaves it alone.
pub(crate) fn form_field(form: &PatientForm, field: &str) -> Option<String> {
    match field {
        "last_name" => Some(form.last_name.clone()),
        "first_name" => Some(form.first_name.clone()),
        "phone" => Some(form.phone.clone()),
        "email" => Some(form.email.clone()),
        "national_id" => form.national_id.clone(),
        "phone2" => form.phone2.clone(),
        "sex" => form.sex.map(|sex| match sex {
            crate::patients::Sex::Female => "female".to_owned(),
            crate::patients::Sex::Male => "male".to_owned(),
        }),
        "preferences" => form.preferences.clone(),
        "birth_date" => form.birth_date.map(|date| date.to_string()),
        _ => None,
    }
}

/// Makes one field of a form what it is in another one.
pub(crate) fn take_field(form: &mut PatientForm, from: &PatientForm, field: &str) {
    match field {
        "last_name" => form.last_name.clone_from(&from.last_name),
        "first_name" => form.first_name.clone_from(&from.first_name),
        "phone" => form.phone.clone_from(&from.phone),
        "email" => form.email.clone_from(&from.email),
        "national_id" => form.national_id.clone_from(&from.national_id),
        "phone2" => form.phone2.clone_from(&from.phone2),
        "sex" => form.sex = from.sex,
        "preferences" => form.preferences.clone_from(&from.preferences),
        "birth_date" => form.birth_date = from.birth_date,
        _ => {}
    }
}

/// Writes a field that the vendor shows, as its text; an empty one is none where the form has none.
pub(crate) fn write_form_field(form: &mut PatientForm, field: &str, value: &str) {
    match field {
        "last_name" => value.clone_into(&mut form.last_name),
        "first_name" => value.clone_into(&mut form.first_name),
        "phone" => value.clone_into(&mut form.phone),
        "email" => value.clone_into(&mut form.email),
        "national_id" => form.national_id = Some(value.to_owned()).filter(|id| !id.is_empty()),
        "birth_date" => form.birth_date = value.parse().ok(),
        _ => {}
    }
}

/// The fields a person changed, in form order.
pub(crate) fn changed_fields(before: &PatientForm, after: &PatientForm) -> Vec<&'static str> {
    FORM_FIELDS
        .into_iter()
        .filter(|field| {
            form_field(after, field).is_some() && form_field(before, field) != form_field(after, field)
        })
        .collect()
}
