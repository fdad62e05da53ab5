//! A new consent form: spelled as a read by the vendor, but it makes a record (Cont Online v11 §20).

use frontdesk_vendors::{ErrorKind, VendorError};
use serde::{Deserialize, Serialize};

use super::{Looked, Outcome, Prepared, Snapshot, VendorPatient, lacking};
use crate::adapters::{Capabilities, ConsentForm, ConsentForms};
use crate::error::DeskError;
use crate::patients::GdprForm;

const OPERATION: &str = "gdpr-form";

#[derive(Serialize, Deserialize)]
struct Kept {
    number: Option<String>,
    url: Option<String>,
    made_at: Option<chrono::NaiveDateTime>,
}

fn number(form: Option<&ConsentForm>) -> i64 {
    form.and_then(|form| form.vendor_id.as_ref())
        .and_then(|id| id.parse().ok())
        .unwrap_or(0)
}

/// The number of the last form, 0 where there is none. A vendor that answers "there is none" with a no of
/// its own (the document leaves it open) is believed: a read cannot have done anything, and a real obstacle
/// is told by the writing itself.
async fn last_number(
    consents: &dyn ConsentForms,
    code: &str,
) -> Result<(i64, Option<ConsentForm>), VendorError> {
    match consents.last(code).await {
        Ok(form) => Ok((number(form.as_ref()), form)),
        Err(error) if error.kind == ErrorKind::Refused => Ok((0, None)),
        Err(error) => Err(error),
    }
}

pub(super) async fn prepare(
    vendor_patient: VendorPatient,
    earlier: Option<&str>,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let code = vendor_patient.ok_or_else(|| lacking(OPERATION))?;
    let consents = account.consents.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let (last, form) = last_number(&**consents, &code).await?;
    // Before another try the first one is looked for once more.
    let before: Option<i64> = earlier.and_then(|stored| stored.parse().ok());
    Ok(match (before, form) {
        (Some(before), Some(form)) if last > before => Prepared::Already(Outcome::Form(form)),
        _ => {
            let stored = before.unwrap_or(last).to_string();
            Prepared::Send(Snapshot {
                stored: Some(stored),
                ..Snapshot::default()
            })
        }
    })
}

pub(super) async fn send(
    vendor_patient: VendorPatient,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let code = vendor_patient.ok_or_else(|| lacking(OPERATION))?;
    let consents = account.consents.as_ref().ok_or_else(|| lacking(OPERATION))?;
    consents.new_form(&code).await.map(Outcome::Form)
}

pub(super) async fn look(
    vendor_patient: VendorPatient,
    snapshot: Option<&str>,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    let code = vendor_patient.ok_or_else(|| lacking(OPERATION))?;
    let consents = account.consents.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let before: i64 = snapshot.and_then(|stored| stored.parse().ok()).unwrap_or(0);
    Ok(match last_number(&**consents, &code).await? {
        (number, Some(form)) if number > before => Looked::Happened(Box::new(Outcome::Form(form))),
        _ => Looked::NotThere,
    })
}

pub(super) fn kept(form: &ConsentForm) -> Result<String, DeskError> {
    serde_json::to_string(&Kept {
        number: form.vendor_id.clone(),
        url: form.url.clone(),
        made_at: form.made_at,
    })
    .map_err(|error| DeskError::internal(format!("consent form cannot be kept: {error}")))
}

/// The form kept as the answer of an entry.
pub(in crate::outbox) fn of_kept(answer: &str) -> Option<GdprForm> {
    let kept: Kept = serde_json::from_str(answer).ok()?;
    Some(GdprForm {
        url: kept.url,
        made_at: kept.made_at,
    })
}
