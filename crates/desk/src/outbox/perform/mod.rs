//! How each kind of action is prepared, sent, looked for after a lost answer, and written into the store.
//!
//! The four steps are the same for all; what a vendor can be asked differs (design, table of probes).

mod book_appointment;
mod book_video;
pub(super) mod consent_form;
mod create_patient;
mod file_document;
pub(super) mod invoice;
mod pay_bill;
mod remove_liability;
mod remove_video;
mod send_lab;
pub(super) mod set_status;
pub(super) mod update_patient;
mod upload_report;

use chrono::{DateTime, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::Connection;

use super::Question;
use super::action::Action;
use super::lab::Upload;
use super::table::Entry;
use crate::adapters::{
    BookAppointment, Capabilities, ConsentForm, DirectoryPatient, IssuedInvoice, PatientDocument,
    TransactionRow, VideoVisitRow,
};
use crate::billing::StopReason;
use crate::error::DeskError;

/// What reading the vendor just before sending showed.
pub(super) enum Prepared {
    /// Send; the snapshot is kept for a later look.
    Send(Snapshot),
    /// The vendor already has what is wanted.
    Already(Outcome),
    /// A person must decide.
    Ask(Question),
    /// There is nothing to do: what it was meant for is not so.
    NotNeeded,
}

/// What the vendor showed before sending: what a look after a lost answer is held against, and what an
/// update re-sends.
#[derive(Default)]
pub(super) struct Snapshot {
    /// Kept on disk with the entry.
    pub stored: Option<String>,
    /// The fresh row an update is laid over.
    pub patient: Option<DirectoryPatient>,
    /// The file that is sent.
    pub upload: Option<Upload>,
    /// The paper that is filed.
    pub paper: Option<Vec<u8>>,
}

/// What a look after a lost answer showed.
pub(super) enum Looked {
    /// It happened.
    Happened(Box<Outcome>),
    /// Nothing of it is there.
    NotThere,
    /// Several could be it: their codes there.
    Ambiguous(Vec<String>),
    /// It is there and cannot go on by itself.
    Stopped(StopReason),
    /// The vendor answers no question about it.
    NobodyKnows,
}

/// What the vendor answered.
pub(super) enum Outcome {
    /// The appointment as it stands now.
    Appointment(BookAppointment),
    /// The patient as it stands now.
    Patient(DirectoryPatient),
    /// The consent form.
    Form(ConsentForm),
    /// The video visit.
    Video(VideoVisitRow),
    /// The payment.
    Payment(TransactionRow),
    /// The documents of the patient as they stand now.
    Documents(Vec<PatientDocument>),
    /// The codes that the services of an invoice got.
    Services(Vec<String>),
    /// The code of an invoice's payment note.
    Note(String),
    /// The invoice.
    Issued(Box<IssuedInvoice>),
    /// It happened, and there is nothing more to say about it.
    Happened,
}

/// A capability that the connection lacks: our own mistake, as no screen offers it.
fn lacking(operation: &'static str) -> VendorError {
    VendorError::new(ErrorKind::Invalid, operation, "this connection cannot do that")
}

/// The vendor's id of the record the entry is about, read when it is sent: the record may have been
/// created after the person acted.
pub(super) type VendorPatient = Option<String>;

pub(super) async fn prepare(
    entry: &Entry,
    vendor_patient: VendorPatient,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    match &entry.action {
        Action::SetStatus(tick) => set_status::prepare(tick, entry.approved_question(), account).await,
        Action::CreatePatient(create) => {
            create_patient::prepare(
                create,
                entry.snapshot.as_deref(),
                entry.approved_question(),
                account,
            )
            .await
        }
        Action::UpdatePatient(update) => {
            update_patient::prepare(update, entry.approved_question(), vendor_patient, account).await
        }
        Action::GdprForm(_) => {
            consent_form::prepare(vendor_patient, entry.snapshot.as_deref(), account).await
        }
        Action::BookVideo(book) => book_video::prepare(book, entry, account).await,
        Action::BookAppointment(book) => {
            book_appointment::prepare(book, entry, vendor_patient, account).await
        }
        Action::RemoveVideo(_) => remove_video::prepare(account),
        Action::SendLab(_) => send_lab::prepare(account),
        Action::UploadReport(_) => upload_report::prepare(account),
        Action::PayBill(pay) => pay_bill::prepare(pay, entry, account).await,
        Action::RemoveLiability(remove) => remove_liability::prepare(remove, account).await,
        Action::FileDocument(file) => file_document::prepare(file, vendor_patient, account).await,
        Action::Invoice(step) => invoice::prepare(step, entry, vendor_patient, account).await,
    }
}

pub(super) async fn send(
    entry: &Entry,
    vendor_patient: VendorPatient,
    snapshot: Snapshot,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    match &entry.action {
        Action::SetStatus(tick) => set_status::send(tick, snapshot, account).await,
        Action::CreatePatient(create) => create_patient::send(create, account).await,
        Action::UpdatePatient(update) => {
            update_patient::send(update, vendor_patient, snapshot, account).await
        }
        Action::GdprForm(_) => consent_form::send(vendor_patient, account).await,
        Action::BookVideo(book) => book_video::send(book, entry, account).await,
        Action::BookAppointment(book) => book_appointment::send(book, vendor_patient, account).await,
        Action::RemoveVideo(remove) => remove_video::send(remove, account).await,
        Action::SendLab(send) => send_lab::send(send, account).await,
        Action::UploadReport(upload) => upload_report::send(upload, snapshot, account).await,
        Action::PayBill(pay) => pay_bill::send(pay, account).await,
        Action::RemoveLiability(remove) => remove_liability::send(remove, account).await,
        Action::FileDocument(file) => file_document::send(file, vendor_patient, snapshot, account).await,
        Action::Invoice(step) => invoice::send(step, vendor_patient, account).await,
    }
}

pub(super) async fn look(
    entry: &Entry,
    vendor_patient: VendorPatient,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    match &entry.action {
        Action::SetStatus(tick) => set_status::look(tick, account).await,
        Action::CreatePatient(create) => {
            create_patient::look(create, entry.snapshot.as_deref(), account).await
        }
        Action::UpdatePatient(update) => update_patient::look(update, vendor_patient, account).await,
        Action::GdprForm(_) => consent_form::look(vendor_patient, entry.snapshot.as_deref(), account).await,
        Action::BookVideo(book) => book_video::look(book, entry, account).await,
        Action::BookAppointment(book) => book_appointment::look(book, entry, vendor_patient, account).await,
        Action::RemoveVideo(remove) => remove_video::look(remove, account).await,
        Action::SendLab(_) => Ok(send_lab::look()),
        Action::UploadReport(_) => Ok(upload_report::look()),
        Action::PayBill(pay) => pay_bill::look(pay, entry, account).await,
        Action::RemoveLiability(remove) => remove_liability::look(remove, account).await,
        Action::FileDocument(file) => file_document::look(file, vendor_patient, account).await,
        Action::Invoice(step) => invoice::look(step, entry, vendor_patient, account).await,
    }
}

/// Whether an answer shows what was wanted. An answer that does not is looked at again rather than believed.
pub(super) fn answers(entry: &Entry, outcome: &Outcome) -> bool {
    match (&entry.action, outcome) {
        (Action::SetStatus(tick), Outcome::Appointment(row)) => set_status::shows(tick, row),
        (Action::FileDocument(file), Outcome::Documents(rows)) => file_document::shows(file, rows),
        (Action::BookAppointment(book), Outcome::Appointment(row)) => book_appointment::shows(book, row),
        // A yes without the appointment: only the vendor's list tells.
        (Action::BookAppointment(_), Outcome::Happened) => false,
        // A tax document has a number; whether there is one otherwise, a person looks.
        (Action::Invoice(_), Outcome::Issued(issued)) => issued.number.is_some(),
        _ => true,
    }
}

/// Keeps what an answer tells that is not the one that was wanted.
pub(super) fn keep_part(
    tx: &Connection,
    entry: &Entry,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    match (&entry.action, outcome) {
        (Action::Invoice(step), Outcome::Issued(issued)) => invoice::keep_part(tx, entry, step, issued, now),
        _ => Ok(()),
    }
}

/// Writes what the vendor answered into the store, in the transaction that settles the entry. Returns what
/// is kept with the entry as its answer.
pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<Option<String>, DeskError> {
    match (&entry.action, outcome) {
        (Action::SetStatus(tick), Outcome::Appointment(row)) => {
            set_status::apply(tx, entry, tick, row, now)?;
            Ok(None)
        }
        (Action::CreatePatient(create), Outcome::Patient(row)) => {
            create_patient::apply(tx, entry, create, row, now)?;
            Ok(None)
        }
        (Action::UpdatePatient(update), Outcome::Patient(row)) => {
            update_patient::apply(tx, entry, update, row, now)?;
            Ok(None)
        }
        (Action::GdprForm(_), Outcome::Form(form)) => Ok(Some(consent_form::kept(form)?)),
        (Action::BookVideo(book), Outcome::Video(row)) => {
            book_video::apply(tx, entry, book, row, now)?;
            Ok(None)
        }
        (Action::BookAppointment(book), Outcome::Appointment(row)) => {
            book_appointment::apply(tx, entry, book, row, now)?;
            Ok(None)
        }
        (Action::RemoveVideo(remove), Outcome::Happened) => {
            remove_video::apply(tx, entry, remove, now)?;
            Ok(None)
        }
        (Action::SendLab(_), Outcome::Happened) => Ok(None),
        (Action::UploadReport(upload), Outcome::Happened) => {
            upload_report::apply(tx, upload)?;
            Ok(None)
        }
        (Action::PayBill(pay), Outcome::Payment(row)) => {
            pay_bill::apply(tx, entry, pay, row, now)?;
            Ok(None)
        }
        (Action::PayBill(_), Outcome::Happened) => {
            crate::money::recorded_at_vendor(tx, entry.intent, None)?;
            Ok(None)
        }
        (Action::RemoveLiability(remove), Outcome::Happened) => {
            remove_liability::apply(tx, remove)?;
            Ok(None)
        }
        (Action::FileDocument(file), Outcome::Documents(rows)) => {
            file_document::apply(tx, entry, file, rows, now)?;
            Ok(None)
        }
        (Action::FileDocument(_), Outcome::Happened) => Ok(None),
        (Action::Invoice(step), outcome) => {
            invoice::apply(tx, entry, step, outcome, now)?;
            Ok(None)
        }
        _ => Err(DeskError::internal("an answer of another kind than its action")),
    }
}
