//! What a taking belongs to: the act at a vendor that it pays for. Money that was taken on a slip before is not taken once
//! more when its invoice or bill is paid here.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::Taking;
use super::takings::{self, Kept, NewTaking};
use crate::error::DeskError;

/// The act a taking belongs to, and what the vendor calls the payment.
pub(crate) const MIGRATION: &str = "
ALTER TABLE takings ADD COLUMN act TEXT;         -- the intent of the invoice or payment that it was taken for
ALTER TABLE takings ADD COLUMN vendor_ref TEXT;  -- the payment's code at the vendor, once it is there
UPDATE takings SET act = intent;
CREATE UNIQUE INDEX takings_act ON takings(act) WHERE act IS NOT NULL AND takes_back IS NULL;
";

/// Money of a person that belongs to nothing yet: taken on a slip, here still, at no vendor.
///
/// # Errors
/// The store's.
pub(crate) fn free_slips(conn: &Connection, person: Uuid) -> Result<Vec<Taking>, DeskError> {
    let mut kept = takings::of_person(conn, person)?;
    kept.retain(is_free);
    Ok(kept.into_iter().map(|kept| kept.taking).collect())
}

fn is_free(kept: &Kept) -> bool {
    let taking = &kept.taking;
    kept.stands() && !taking.at_vendor && taking.invoice.is_none() && taking.bill.is_none()
}

/// Money for an act: taken now, or on the slip that is named.
///
/// # Errors
/// `InvalidField` (`taking`: `unknown`, `other-sum`, `used`), or the store's.
pub(crate) fn take(tx: &Connection, slip: Option<Uuid>, new: &NewTaking<'_>) -> Result<(), DeskError> {
    let Some(slip) = slip else {
        takings::insert(tx, new)?;
        tx.execute(
            "UPDATE takings SET act = intent WHERE id = ?1",
            [new.id.to_string()],
        )?;
        return Ok(());
    };
    let kept = takings::one(tx, slip).map_err(|_| DeskError::invalid("taking", "unknown"))?;
    if kept.taking.patient != new.person {
        return Err(DeskError::invalid("taking", "unknown"));
    }
    if !is_free(&kept) {
        return Err(DeskError::invalid("taking", "used"));
    }
    if kept.taking.amount.amount != new.amount || kept.currency() != new.currency {
        return Err(DeskError::invalid("taking", "other-sum"));
    }
    tx.execute(
        "UPDATE takings SET act = ?2, invoice = ?3, bill = ?4 WHERE id = ?1",
        params![
            slip.to_string(),
            new.intent.to_string(),
            new.invoice.map(|id| id.to_string()),
            new.bill.map(|id| id.to_string()),
        ],
    )?;
    Ok(())
}

/// Notes that the vendor has recorded what was taken for an act, and what it calls the payment where it says so.
///
/// # Errors
/// The store's.
pub(crate) fn recorded_at_vendor(
    tx: &Connection,
    act: Uuid,
    vendor_ref: Option<&str>,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE takings SET at_vendor = 1, vendor_ref = coalesce(?2, vendor_ref) WHERE act = ?1",
        params![act.to_string(), vendor_ref],
    )?;
    Ok(())
}
