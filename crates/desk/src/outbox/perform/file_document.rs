//! A paper among a patient's documents: its name carries a mark that stands in no other, so the vendor's list always
//! tells whether it is there.

use chrono::{DateTime, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use rusqlite::Connection;

use super::{Looked, Outcome, Prepared, Snapshot, VendorPatient, lacking};
use crate::adapters::{Capabilities, NewDocument, PatientDocument};
use crate::error::DeskError;
use crate::outbox::bill_actions::FileDocumentAction;
use crate::outbox::table::Entry;
use crate::sync::absorb;

const OPERATION: &str = "create-document";

fn at_vendor(patient: VendorPatient) -> Result<String, VendorError> {
    patient.ok_or_else(|| {
        VendorError::new(
            ErrorKind::NotSent,
            OPERATION,
            "the patient is not at the vendor yet",
        )
    })
}

async fn listed(patient: &str, account: &Capabilities) -> Result<Vec<PatientDocument>, VendorError> {
    let documents = account.documents.as_ref().ok_or_else(|| lacking(OPERATION))?;
    documents.documents(patient).await
}

/// Whether the list holds it.
pub(super) fn shows(file: &FileDocumentAction, rows: &[PatientDocument]) -> bool {
    rows.iter().any(|row| row.name.contains(&file.mark))
}

pub(super) async fn prepare(
    file: &FileDocumentAction,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let rows = listed(&at_vendor(patient)?, account).await?;
    Ok(match shows(file, &rows) {
        true => Prepared::Already(Outcome::Documents(rows)),
        false => Prepared::Send(Snapshot::default()),
    })
}

pub(super) async fn send(
    file: &FileDocumentAction,
    patient: VendorPatient,
    snapshot: Snapshot,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let patient = at_vendor(patient)?;
    let filing = account.filing.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let Some(bytes) = snapshot.paper else {
        return Err(VendorError::new(
            ErrorKind::Invalid,
            OPERATION,
            "the paper is no longer here",
        ));
    };
    let document = NewDocument {
        name: file.name.clone(),
        kind: file.document_kind.clone(),
        folder: file.folder.clone(),
        bytes,
    };
    filing.file(&patient, &document).await?;
    // The vendor has said yes: a list that cannot be read now is read when somebody opens the patient.
    Ok(match listed(&patient, account).await {
        Ok(rows) => Outcome::Documents(rows),
        Err(_) => Outcome::Happened,
    })
}

pub(super) async fn look(
    file: &FileDocumentAction,
    patient: VendorPatient,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let rows = listed(&at_vendor(patient)?, account).await?;
    Ok(match shows(file, &rows) {
        true => Looked::Happened(Box::new(Outcome::Documents(rows))),
        false => Looked::NotThere,
    })
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    file: &FileDocumentAction,
    rows: &[PatientDocument],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    // The record may have been merged with one that reading had met: the entry knows where it is.
    let record = entry.record.unwrap_or(file.record);
    absorb::documents(tx, record, rows, now)
}
