//! A laboratory order. The laboratory answers no question about one, so a lost answer is a person's to clear up.

use frontdesk_vendors::VendorError;

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::Capabilities;
use crate::outbox::action::SendLabAction;

const OPERATION: &str = "send-attendance";

/// There is nothing to read before sending.
pub(super) fn prepare(account: &Capabilities) -> Result<Prepared, VendorError> {
    match &account.laboratory {
        Some(_) => Ok(Prepared::Send(Snapshot::default())),
        None => Err(lacking(OPERATION)),
    }
}

pub(super) async fn send(order: &SendLabAction, account: &Capabilities) -> Result<Outcome, VendorError> {
    let laboratory = account.laboratory.as_ref().ok_or_else(|| lacking(OPERATION))?;
    laboratory.send(&order.form).await?;
    Ok(Outcome::Happened)
}

pub(super) fn look() -> Looked {
    Looked::NobodyKnows
}
