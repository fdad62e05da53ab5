//! The second call: a payment note over the services just put down. The vendor's list shows notes with their codes, and a
//! note's details show its services; that the codes there are those of the first call is a guess (Cont Online v11 §10), so
//! only such a note is taken for sure.

use std::collections::BTreeSet;

use frontdesk_vendors::VendorError;
use rust_decimal::Decimal;

use super::{Looked, Outcome, Prepared, Vendor, sending};
use crate::adapters::{NoteRow, NoteToMake, PatientPayment};
use crate::outbox::Question;
use crate::outbox::action::InvoiceAction;
use crate::outbox::table::Entry;
use crate::patients::search::fold;

async fn listed(vendor: &Vendor<'_>) -> Result<Vec<PatientPayment>, VendorError> {
    vendor.facets.all_payments(&vendor.patient).await
}

fn notes(rows: &[PatientPayment]) -> BTreeSet<String> {
    rows.iter().filter_map(|row| row.note.clone()).collect()
}

pub(super) async fn prepare(
    action: &InvoiceAction,
    entry: &Entry,
    vendor: &Vendor<'_>,
) -> Result<Prepared, VendorError> {
    // Before another try the first one is looked for once more: a slow vendor may have finished it since.
    let Some(earlier) = entry.snapshot.as_deref().filter(|_| entry.lost > 0) else {
        let now = notes(&listed(vendor).await?);
        return Ok(sending(serde_json::to_string(&now).ok()));
    };
    let approved = entry.approved_question();
    Ok(match look(action, entry, vendor).await? {
        Looked::Happened(outcome) => Prepared::Already(*outcome),
        Looked::Ambiguous(codes) => {
            let question = Question::ambiguous(codes);
            if approved == Some(&question) {
                // A person has looked at these and none of them is this payment.
                sending(Some(earlier.to_owned()))
            } else {
                Prepared::Ask(question)
            }
        }
        Looked::NotThere => sending(Some(earlier.to_owned())),
        Looked::Stopped(stop) => Prepared::Ask(super::stopped(stop)),
        Looked::NobodyKnows => Prepared::Ask(Question::LookThere),
    })
}

pub(super) async fn send(action: &InvoiceAction, vendor: &Vendor<'_>) -> Result<Outcome, VendorError> {
    let note = NoteToMake {
        vendor_patient: vendor.patient.clone(),
        work_point: action.form.work_point.trim().to_owned(),
        total: total(action),
        processed: action.processed.clone(),
    };
    vendor.invoicing.add_payment(&note).await.map(Outcome::Note)
}

/// The total that was taken. It was written by this desk, so it can be read.
pub(super) fn total(action: &InvoiceAction) -> Decimal {
    action.total.parse().unwrap_or_default()
}

/// How a note that was not there before compares with this one.
enum Likeness {
    /// Its services are exactly those of this invoice.
    Same,
    /// It may be this one.
    Perhaps,
    /// It is another one.
    Another,
}

fn compare(action: &InvoiceAction, row: &PatientPayment, details: &[NoteRow]) -> Likeness {
    let mut ours = action.processed.clone();
    let mut theirs: Vec<String> = details.iter().filter_map(|row| row.code.clone()).collect();
    ours.sort_unstable();
    theirs.sort_unstable();
    if ours == theirs && theirs.len() == details.len() {
        return Likeness::Same;
    }
    let mut names: Vec<String> = action
        .lines
        .iter()
        .map(|line| fold(&line.name).trim().to_owned())
        .collect();
    let mut noted: Vec<String> = details
        .iter()
        .map(|row| fold(&row.name).trim().to_owned())
        .collect();
    names.sort_unstable();
    noted.sort_unstable();
    let same_total = row.total.as_ref().is_none_or(|sum| sum.amount == total(action));
    let shares_a_code = theirs.iter().any(|code| ours.contains(code));
    if details.is_empty() || same_total || shares_a_code || names == noted {
        Likeness::Perhaps
    } else {
        Likeness::Another
    }
}

pub(super) async fn look(
    action: &InvoiceAction,
    entry: &Entry,
    vendor: &Vendor<'_>,
) -> Result<Looked, VendorError> {
    let before: Option<BTreeSet<String>> = entry
        .snapshot
        .as_deref()
        .and_then(|stored| serde_json::from_str(stored).ok());
    let Some(before) = before else {
        return Ok(Looked::NobodyKnows);
    };
    let (mut same, mut perhaps) = (Vec::new(), Vec::new());
    for row in listed(vendor).await? {
        let Some(note) = row.note.clone() else {
            continue;
        };
        if before.contains(&note) {
            continue;
        }
        let details = vendor.invoicing.note(&vendor.patient, &note).await?;
        match compare(action, &row, &details) {
            Likeness::Same => same.push(note),
            Likeness::Perhaps => perhaps.push(note),
            Likeness::Another => {}
        }
    }
    Ok(match &same[..] {
        [note] => Looked::Happened(Box::new(Outcome::Note(note.clone()))),
        [] if perhaps.is_empty() => Looked::NotThere,
        _ => {
            same.append(&mut perhaps);
            Looked::Ambiguous(same)
        }
    })
}
