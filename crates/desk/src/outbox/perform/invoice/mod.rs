//! An invoice: services are put on the patient, a payment note is made of them, the note is invoiced. Three entries, one
//! after the other; each carries what the one before it brought, and is written down in the transaction that settles it,
//! so that a process that ends between two of them leaves the next one queued.
//!
//! None of the three is sent again unless the vendor shows nothing of it (where it can be asked) and a person has said so.

mod issue;
mod payment;
mod services;

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::Connection;
use uuid::Uuid;

use super::{Looked, Outcome, Prepared, Snapshot, VendorPatient, lacking};
use crate::adapters::{Capabilities, Invoicing, IssuedInvoice, PatientFacets, VendorPdf};
use crate::billing::{self, InvoiceStep, StopReason};
use crate::error::DeskError;
use crate::outbox::Question;
use crate::outbox::action::{Action, InvoiceAction};
use crate::outbox::decide::following;
use crate::outbox::places;
use crate::outbox::table::{self, Entry, NewEntry};
use crate::papers::{self, NewPaper, PaperKind, PaperOrigin};

const OPERATION: &str = "add-invoice";

/// What a step needs of its account.
struct Vendor<'a> {
    invoicing: &'a dyn Invoicing,
    facets: &'a dyn PatientFacets,
    /// The patient's code there.
    patient: String,
}

fn vendor(account: &Capabilities, patient: String) -> Result<Vendor<'_>, VendorError> {
    Ok(Vendor {
        invoicing: &**account.invoicing.as_ref().ok_or_else(|| lacking(OPERATION))?,
        facets: &**account.facets.as_ref().ok_or_else(|| lacking(OPERATION))?,
        patient,
    })
}

fn stopped(stop: StopReason) -> Question {
    Question::Stopped { stop }
}

fn sending(stored: Option<String>) -> Prepared {
    Prepared::Send(Snapshot {
        stored,
        ..Snapshot::default()
    })
}

pub(super) async fn prepare(
    action: &InvoiceAction,
    entry: &Entry,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    // The patient is not written down at the vendor yet.
    let Some(patient) = patient else {
        return Ok(Prepared::Ask(Question::NeedsLiveLine));
    };
    let vendor = vendor(account, patient)?;
    // An earlier try may have reached the vendor, and what stood there before it is not known (any more).
    let unprovable = entry.lost > 0 && (entry.snapshot.is_none() || action.step == InvoiceStep::Invoice);
    if unprovable && entry.approved_question() != Some(&Question::LookThere) {
        return Ok(Prepared::Ask(Question::LookThere));
    }
    match action.step {
        InvoiceStep::Services => services::prepare(action, entry, &vendor).await,
        InvoiceStep::Payment => payment::prepare(action, entry, &vendor).await,
        InvoiceStep::Invoice => issue::prepare(action, &vendor).await,
    }
}

pub(super) async fn send(
    action: &InvoiceAction,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let vendor = vendor(account, patient.ok_or_else(|| lacking(OPERATION))?)?;
    match action.step {
        InvoiceStep::Services => services::send(action, &vendor).await,
        InvoiceStep::Payment => payment::send(action, &vendor).await,
        InvoiceStep::Invoice => issue::send(action, &vendor).await,
    }
}

pub(super) async fn look(
    action: &InvoiceAction,
    entry: &Entry,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let vendor = vendor(account, patient.ok_or_else(|| lacking(OPERATION))?)?;
    match action.step {
        InvoiceStep::Services => services::look(entry, &vendor).await,
        InvoiceStep::Payment => payment::look(action, entry, &vendor).await,
        // No read of the vendor shows an invoice.
        InvoiceStep::Invoice => Ok(Looked::NobodyKnows),
    }
}

/// Writes what a step brought into the invoice and puts the next step down.
pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    action: &InvoiceAction,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    match outcome {
        Outcome::Services(processed) => {
            let next = follow(tx, entry, action, now, |next| {
                next.processed.clone_from(processed)
            })?;
            billing::services_added(tx, action.invoice, processed, next, now)
        }
        Outcome::Note(note) => {
            let noted_method = billing::noted_method(tx, entry.connection)?;
            let next = follow(tx, entry, action, now, |next| {
                next.note = Some(note.clone());
                next.noted_method = noted_method;
            })?;
            billing::note_made(tx, action.invoice, note, next)?;
            match billing::by_id(tx, action.invoice)? {
                Some(invoice) => {
                    crate::money::recorded_at_vendor(tx, invoice.intent, invoice.note.as_deref())
                }
                None => Ok(()),
            }
        }
        Outcome::Issued(issued) => {
            billing::issued(tx, action.invoice, issued, now)?;
            if let Some(word) = &entry.snapshot {
                billing::noted_as(tx, action.invoice, word)?;
            }
            keep_pdf(tx, action, &issued.pdf, "", now)
        }
        _ => Err(DeskError::internal("an answer of another kind than its step")),
    }
}

/// Keeps an answer without a number: its paper, and the codes to look it up by.
pub(super) fn keep_part(
    tx: &Connection,
    entry: &Entry,
    action: &InvoiceAction,
    issued: &IssuedInvoice,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    billing::answered_in_part(tx, action.invoice, issued)?;
    keep_pdf(tx, action, &issued.pdf, &format!("-{}", entry.attempts), now)
}

/// `which` tells the papers of several answers apart.
fn keep_pdf(
    tx: &Connection,
    action: &InvoiceAction,
    pdf: &VendorPdf,
    which: &str,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let (content, kind, media_type) = match pdf {
        VendorPdf::Absent => return Ok(()),
        VendorPdf::Sound(bytes) => (bytes, PaperKind::Invoice, "application/pdf"),
        VendorPdf::Damaged(bytes) => (bytes, PaperKind::Damaged, "application/octet-stream"),
    };
    let Some(invoice) = billing::by_id(tx, action.invoice)? else {
        return Ok(());
    };
    papers::keep(
        tx,
        &NewPaper {
            id: following(invoice.id, &format!("{}{which}", kind.as_str())),
            person: invoice.person,
            record: Some(invoice.record),
            about: Some(invoice.id),
            kind,
            origin: PaperOrigin::Vendor,
            name: &billing::file_name(&invoice, kind),
            media_type,
            content,
            made_at: now,
        },
    )
}

/// Puts the next step down, in the place that was kept for it. Answers its entry.
fn follow(
    tx: &Connection,
    entry: &Entry,
    action: &InvoiceAction,
    now: DateTime<Utc>,
    learn: impl FnOnce(&mut InvoiceAction),
) -> Result<Uuid, DeskError> {
    let mut next = action
        .next()
        .ok_or_else(|| DeskError::internal("nothing follows from an issued invoice"))?;
    learn(&mut next);
    let what = InvoiceAction::following(next.step);
    // The entry is what it was before the call: its record may have been merged with another one since.
    let record = billing::by_id(tx, action.invoice)?.map_or(action.record, |invoice| invoice.record);
    next.record = record;
    let next = Action::Invoice(next);
    let new = NewEntry {
        id: following(entry.id, what),
        intent: following(entry.intent, what),
        connection: entry.connection,
        record: Some(record),
        action: &next,
        held_until: None,
        author: &entry.author,
        process: places::process_of(tx, entry)?,
        seq: Some(entry.seq + 1),
        now,
    };
    Ok(table::insert(tx, &new)?.id)
}

/// The entry that follows from a step, once it is done.
pub(in crate::outbox) fn follower(tx: &Connection, entry: &Entry) -> Result<Option<Entry>, DeskError> {
    let Action::Invoice(action) = &entry.action else {
        return Ok(None);
    };
    match action.step.next() {
        Some(next) => table::by_id(tx, following(entry.id, InvoiceAction::following(next))),
        None => Ok(None),
    }
}
