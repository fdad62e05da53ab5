//! The third call: the invoice. Before it the payment history is read again and what stands there is held against what was
//! taken; after it no read of the vendor shows anything.

use frontdesk_vendors::VendorError;

use super::payment::total;
use super::{Outcome, Prepared, Vendor, sending, stopped};
use crate::adapters::PatientPayment;
use crate::billing::{StopReason, is_otherwise};
use crate::outbox::action::InvoiceAction;
use crate::outbox::perform::lacking;
use crate::patients::search::fold;

const OPERATION: &str = "add-invoice";

fn differs(field: &str, ours: String, theirs: String) -> StopReason {
    StopReason::RecordedDiffers {
        field: field.to_owned(),
        ours,
        theirs,
    }
}

/// The vendor's word for how it was paid, where that is another way than was taken.
fn other_method<'a>(
    action: &InvoiceAction,
    recorded: &'a PatientPayment,
    vendor: &Vendor<'_>,
) -> Option<&'a str> {
    let word = recorded.method.as_deref()?;
    is_otherwise(vendor.invoicing.method(word), action.form.payment.method).then_some(word)
}

/// Whether the clinic has said that its vendor notes every payment of other programs so.
fn is_known(action: &InvoiceAction, word: &str) -> bool {
    let known = action.noted_method.as_deref();
    known.is_some_and(|known| fold(known).trim() == fold(word).trim())
}

/// What the vendor recorded otherwise than it was taken.
fn differences(
    action: &InvoiceAction,
    recorded: Option<&PatientPayment>,
    vendor: &Vendor<'_>,
) -> Vec<StopReason> {
    let ours = format!("{} {}", action.total, action.currency);
    let Some(row) = recorded else {
        return vec![differs("total", ours, String::new())];
    };
    let mut found = Vec::new();
    let theirs = row.total.as_ref();
    let currency = theirs
        .and_then(|sum| sum.currency.as_deref())
        .unwrap_or(&action.currency);
    let same = theirs.is_some_and(|sum| sum.amount == total(action))
        && currency.eq_ignore_ascii_case(&action.currency);
    if !same {
        let theirs = theirs.map_or_else(String::new, |sum| format!("{} {currency}", sum.amount));
        found.push(differs("total", ours, theirs));
    }
    if let Some(word) = other_method(action, row, vendor).filter(|word| !is_known(action, word)) {
        let taken = action.form.payment.method.as_str().to_owned();
        found.push(differs("method", taken, word.to_owned()));
    }
    found
}

pub(super) async fn prepare(action: &InvoiceAction, vendor: &Vendor<'_>) -> Result<Prepared, VendorError> {
    let note = action.note.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let rows = vendor.facets.payments(&vendor.patient).await?;
    let recorded = rows
        .iter()
        .filter(|row| {
            row.vendor_patient
                .as_ref()
                .is_none_or(|whose| *whose == vendor.patient)
        })
        .find(|row| row.note.as_ref() == Some(note));
    let open = differences(action, recorded, vendor)
        .into_iter()
        .find(|stop| !action.agreed.contains(stop));
    let noted = recorded.and_then(|row| other_method(action, row, vendor));
    Ok(match open {
        Some(stop) => Prepared::Ask(stopped(stop)),
        // What stands there instead is kept with the invoice.
        None => sending(noted.map(str::to_owned)),
    })
}

pub(super) async fn send(action: &InvoiceAction, vendor: &Vendor<'_>) -> Result<Outcome, VendorError> {
    let note = action.note.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let issued = vendor.invoicing.issue(&vendor.patient, note).await?;
    Ok(Outcome::Issued(Box::new(issued)))
}
