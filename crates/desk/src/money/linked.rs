//! What a taking belongs to: the act at a vendor that it pays for. Money that was taken on a slip before is not taken once
//! more when its invoice or bill is paid here.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::Taking;
use super::numbers::number_slip;
use super::takings::{self, Kept, NewTaking};
use super::{day, record, seen};
use crate::audit::{AuditAct, NewLine};
use crate::billing::PaymentMethod;
use crate::error::DeskError;

/// The act a taking belongs to, and what the vendor calls the payment.
pub(crate) const MIGRATION: &str = "
ALTER TABLE takings ADD COLUMN act TEXT;         -- the intent of the invoice or payment that it was taken for
ALTER TABLE takings ADD COLUMN vendor_ref TEXT;  -- the payment's code at the vendor, once it is there
UPDATE takings SET act = intent;
CREATE UNIQUE INDEX takings_act ON takings(act) WHERE act IS NOT NULL AND takes_back IS NULL;
";

/// Money of a person that belongs to nothing yet: taken on a slip, here still, at no vendor as far as this desk knows.
///
/// # Errors
/// The store's.
pub(crate) fn free_slips(conn: &Connection, person: Uuid) -> Result<Vec<Taking>, DeskError> {
    let mut kept = takings::of_person(conn, person)?;
    kept.retain(is_free);
    let zone = day::zone(conn)?;
    kept.into_iter()
        .map(|kept| {
            Ok(Taking {
                listed_there: seen::is_listed(conn, &kept, zone)?,
                ..kept.taking
            })
        })
        .collect()
}

/// What it was taken for came to nothing and the vendor has no payment of it, or it was taken for no such thing.
fn is_free(kept: &Kept) -> bool {
    kept.stands() && !kept.taking.at_vendor && !kept.bound
}

/// Money for an act: taken now, or on the slip that is named.
///
/// # Errors
/// `InvalidField` (`taking`: `unknown`, `other-sum`, `other-method`, `used`; `intent`: `used-for-something-else`), or the
/// store's.
pub(crate) fn take(tx: &Connection, slip: Option<Uuid>, new: &NewTaking<'_>) -> Result<(), DeskError> {
    if takings::of_intent(tx, new.intent)?.is_some() {
        return Err(record::another());
    }
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
    if kept.left() != new.amount || kept.currency() != new.currency {
        return Err(DeskError::invalid("taking", "other-sum"));
    }
    // What the vendor and the paper say of it and what lies in the drawer are the same money.
    if kept.taking.method != new.method {
        return Err(DeskError::invalid("taking", "other-method"));
    }
    tx.execute(
        // What was given back of the slip never reaches the vendor: what is recorded there is what was left.
        "UPDATE takings SET act = ?2, invoice = ?3, bill = ?4 WHERE id = ?1 OR takes_back = ?1",
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

/// The giving back of money that was taken: by whom, when, why.
pub(crate) struct GivenBack<'a> {
    pub id: Uuid,
    pub intent: Uuid,
    pub at: DateTime<Utc>,
    pub author: &'a str,
    pub reason: Option<&'a str>,
}

/// What is given back of a taking.
pub(super) struct Part {
    /// Of the taking's own sign, and no more than what is left of it.
    pub amount: Decimal,
    pub method: PaymentMethod,
}

/// Gives money of a taking back by a further row, under the next number of this desk. Answers the line of the log.
///
/// # Errors
/// The store's.
pub(super) fn reverse(
    tx: &Connection,
    kept: &Kept,
    part: &Part,
    back: &GivenBack<'_>,
) -> Result<NewLine, DeskError> {
    let taking = &kept.taking;
    let amount = -part.amount;
    takings::insert(
        tx,
        &NewTaking {
            id: back.id,
            intent: back.intent,
            at: back.at,
            author: back.author,
            person: taking.patient,
            patient_name: &taking.patient_name,
            birth_date: taking.birth_date,
            amount,
            currency: kept.currency(),
            method: part.method,
            fiscal_receipt: None,
            card_slip: None,
            note: back.reason,
            invoice: taking.invoice,
            bill: taking.bill,
        },
    )?;
    tx.execute(
        "UPDATE takings SET takes_back = ?2 WHERE id = ?1",
        [back.id.to_string(), taking.id.to_string()],
    )?;
    let number = number_slip(tx, back.id)?;
    let line = NewLine::of(AuditAct::MoneyTakenBack)
        .with("amount", None, Some(format!("{amount} {}", kept.currency())))
        .with("method", None, Some(part.method.as_str().to_owned()))
        .with("slip", taking.slip.clone(), Some(number));
    Ok(NewLine {
        person: taking.patient,
        reason: back.reason.map(str::to_owned),
        ..line
    })
}

/// Whether money was taken for an act that no vendor has.
///
/// # Errors
/// The store's.
pub(crate) fn is_here(conn: &Connection, act: Uuid) -> Result<bool, DeskError> {
    Ok(of_act(conn, act)?.is_some())
}

/// Whether a vendor has the payment of what was taken for an act.
///
/// # Errors
/// The store's.
pub(crate) fn is_at_vendor(conn: &Connection, act: Uuid) -> Result<bool, DeskError> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM takings WHERE act = ?1 AND takes_back IS NULL AND at_vendor = 1")?
        .exists([act.to_string()])?)
}

/// What the vendor calls the payments of a bill that this desk has made for other acts.
///
/// # Errors
/// The store's.
pub(crate) fn refs_of_bill(
    conn: &Connection,
    bill: Uuid,
    other_than: Uuid,
) -> Result<Vec<String>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT vendor_ref FROM takings WHERE bill = ?1 AND vendor_ref IS NOT NULL AND act IS NOT ?2",
    )?;
    let refs = statement.query_map([bill.to_string(), other_than.to_string()], |row| row.get(0))?;
    Ok(refs.collect::<Result<_, _>>()?)
}

/// What stands of the money for an act that no vendor has.
fn of_act(conn: &Connection, act: Uuid) -> Result<Option<Kept>, DeskError> {
    let id: Option<String> = conn
        .query_row(
            "SELECT id FROM takings WHERE act = ?1 AND takes_back IS NULL AND at_vendor = 0",
            [act.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    let Some(id) = id.and_then(|id| Uuid::parse_str(&id).ok()) else {
        return Ok(None);
    };
    Ok(Some(takings::one(conn, id)?).filter(Kept::stands))
}

/// The money for an act that came to nothing goes back to the payer. Answers the line of the log, where there was any.
///
/// # Errors
/// The store's.
pub(crate) fn give_back(
    tx: &Connection,
    act: Uuid,
    back: &GivenBack<'_>,
) -> Result<Option<NewLine>, DeskError> {
    match of_act(tx, act)? {
        Some(kept) => {
            let all = Part {
                amount: kept.left(),
                method: kept.taking.method,
            };
            reverse(tx, &kept, &all, back).map(Some)
        }
        None => Ok(None),
    }
}

/// The money for an act that came to nothing stays here and belongs to nothing: the next invoice or payment of the person
/// can be made with it. It gets the number of a slip, where it has none.
///
/// # Errors
/// The store's.
pub(crate) fn set_free(tx: &Connection, act: Uuid) -> Result<(), DeskError> {
    let Some(kept) = of_act(tx, act)?.filter(|kept| kept.taking.patient.is_some()) else {
        return Ok(());
    };
    tx.execute(
        "UPDATE takings SET act = NULL, invoice = NULL, bill = NULL WHERE id = ?1 OR takes_back = ?1",
        [kept.taking.id.to_string()],
    )?;
    number_slip(tx, kept.taking.id)?;
    Ok(())
}
