//! Giving money back: a further row of the other sign, never an edit. Vendors have no call that does it, so what a vendor has
//! recorded stays to be cancelled or refunded there.

use rusqlite::Connection;
use uuid::Uuid;

use super::amounts::{self, Bound};
use super::linked::{self, GivenBack, Part};
use super::takings::{self, Kept};
use super::{GiveBack, Taking, TakingThere, record, seen};
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;

impl Desk {
    /// Gives money of a taking back, a part of it or all that is left, by a further row of now. The same intent answers the
    /// first. A vendor that has the payment keeps it ([`Taking::still_there`]).
    ///
    /// # Errors
    /// `NotFound`; `InvalidField` (`amount`: as an amount, or `more-than-left`; `reason`: `required`; `id`: `given-back` where
    /// nothing is left, or the taking is a giving back itself, `under-way` as long as the invoice or payment that it was
    /// taken for has not ended; `intent`: `used-for-something-else`), or the store's.
    pub async fn give_back(&self, wanted: GiveBack) -> Result<Taking, DeskError> {
        let amount = wanted
            .amount
            .as_deref()
            .map(|amount| amounts::amount("amount", amount, Bound::Positive))
            .transpose()?;
        let reason = amounts::reason(wanted.reason)?;
        let (of, method, intent) = (wanted.taking, wanted.method, wanted.intent);
        let (id, now, audit) = (self.ports.ids.next(), self.ports.clock.now(), self.audit.clone());
        let back = self
            .store
            .write(move |tx| {
                if let Some(Kept { taking: first, .. }) = takings::of_intent(tx, intent)? {
                    let same = first.takes_back == Some(of)
                        && amount.is_none_or(|amount| amount == first.amount.amount.abs())
                        && method.is_none_or(|method| method == first.method);
                    return if same { Ok(first) } else { Err(record::another()) };
                }
                let kept = takings::one(tx, of)?;
                if !kept.stands() {
                    return Err(DeskError::invalid("id", "given-back"));
                }
                // What goes on by itself would be recorded as paid; giving it up asks about the money.
                if kept.taking.under_way {
                    return Err(DeskError::invalid("id", "under-way"));
                }
                let amount = match amount {
                    Some(amount) if amount > kept.left().abs() => {
                        return Err(DeskError::invalid("amount", "more-than-left"));
                    }
                    Some(amount) if kept.left().is_sign_negative() => -amount,
                    Some(amount) => amount,
                    None => kept.left(),
                };
                let part = Part {
                    amount,
                    method: method.unwrap_or(kept.taking.method),
                };
                let line = linked::reverse(
                    tx,
                    &kept,
                    &part,
                    &GivenBack {
                        id,
                        intent,
                        at: now,
                        author: &audit.author().name,
                        reason: Some(&reason),
                    },
                )?;
                audit.record(tx, &line)?;
                Ok(takings::one(tx, id)?.taking)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(back)
    }

    /// Somebody put it into the vendor by hand: a payment on a slip, with what was given back of it since, or a giving back of
    /// what the vendor has. It no longer waits to be brought there. Saying it again changes nothing.
    ///
    /// # Errors
    /// `NotFound`; `InvalidField` (`number`, `reason`: `too-long`; `id`: `brought-there` where an invoice or payment of this
    /// desk brings it there, `given-back` where nothing of it is left, or the vendor never had what was given back), or the
    /// store's.
    pub async fn taking_is_there(&self, wanted: TakingThere) -> Result<Taking, DeskError> {
        let number = amounts::number("number", wanted.number)?;
        let reason = amounts::note("reason", wanted.reason.unwrap_or_default())?;
        let (id, audit) = (wanted.id, self.audit.clone());
        let there = self
            .store
            .write(move |tx| {
                let kept = takings::one(tx, id)?;
                if kept.taking.at_vendor {
                    return Ok(kept.taking);
                }
                if !kept.stands() && !kept.is_to_undo_there() {
                    return Err(DeskError::invalid("id", "given-back"));
                }
                let is_brought = kept.taking.invoice.is_some() || kept.taking.bill.is_some();
                if kept.stands() && is_brought {
                    return Err(DeskError::invalid("id", "brought-there"));
                }
                tx.execute(
                    "UPDATE takings SET at_vendor = 1, vendor_ref = ?2 WHERE id = ?1 OR takes_back = ?1",
                    (id.to_string(), listed_as(tx, &kept, number.as_deref())?),
                )?;
                let mut line = NewLine::of(AuditAct::MoneyThere);
                for (field, value) in [("slip", kept.taking.slip), ("number", number)] {
                    if value.is_some() {
                        line = line.with(field, None, value);
                    }
                }
                audit.record(
                    tx,
                    &NewLine {
                        person: kept.taking.patient,
                        reason,
                        ..line
                    },
                )?;
                Ok(takings::one(tx, id)?.taking)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(there)
    }
}

/// The number as the vendor's name of the payment, where the vendor lists one of that person under it. Any other number is
/// what a person read somewhere, and ties nothing.
fn listed_as(conn: &Connection, kept: &Kept, number: Option<&str>) -> Result<Option<String>, DeskError> {
    let (Some(number), Some(person)) = (number, kept.taking.patient) else {
        return Ok(None);
    };
    let listed = seen::payments_of(conn, person)?;
    let found = listed
        .into_iter()
        .any(|payment| !payment.foreign && payment.note.as_deref() == Some(number));
    Ok(found.then(|| number.to_owned()))
}

/// The taking that money was given back of.
///
/// # Errors
/// `NotFound`, or the store's.
pub(super) fn taking_of(conn: &Connection, back: &Kept) -> Result<Option<Kept>, DeskError> {
    let of: Option<Uuid> = back.taking.takes_back;
    of.map(|of| takings::one(conn, of)).transpose()
}
