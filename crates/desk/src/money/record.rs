//! Taking money at the desk.

use frontdesk_basics::Amount;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::amounts::{self, Bound};
use super::takings::{self, NewTaking};
use super::{RecordTaking, Taking, numbers};
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;

impl Desk {
    /// Records money that no vendor has yet, under the next slip's number of this desk. The same intent answers the first.
    ///
    /// # Errors
    /// `InvalidField` (`amount`, `currency`, `fiscal_receipt`, `card_slip`, `note`; `intent`:
    /// `used-for-something-else`), `NotFound` where the person is not in the store, or the store's.
    pub async fn record_taking(&self, wanted: RecordTaking) -> Result<Taking, DeskError> {
        let amount = amounts::amount("amount", &wanted.amount, Bound::Positive)?;
        let currency = amounts::currency(&wanted.currency)?;
        let fiscal_receipt = amounts::number("fiscal_receipt", wanted.fiscal_receipt)?;
        let card_slip = amounts::number("card_slip", wanted.card_slip)?;
        let note = amounts::note("note", wanted.note.unwrap_or_default())?;
        let (person, method, intent) = (wanted.patient, wanted.method, wanted.intent);
        let (id, now, audit) = (self.ports.ids.next(), self.ports.clock.now(), self.audit.clone());
        let taken = self
            .store
            .write(move |tx| {
                if let Some(first) = takings::of_intent(tx, intent)? {
                    let taking = first.taking;
                    let same = taking.patient == Some(person)
                        && taking.amount
                            == Amount {
                                amount,
                                currency: Some(currency),
                            }
                        && taking.method == method
                        && taking.takes_back.is_none()
                        && taking.invoice.is_none()
                        && taking.bill.is_none();
                    return if same { Ok(taking) } else { Err(another()) };
                }
                let (patient_name, birth_date) = named(tx, person)?;
                takings::insert(
                    tx,
                    &NewTaking {
                        id,
                        intent,
                        at: now,
                        author: &audit.author().name,
                        person: Some(person),
                        patient_name: &patient_name,
                        birth_date,
                        amount,
                        currency: &currency,
                        method,
                        fiscal_receipt: fiscal_receipt.as_deref(),
                        card_slip: card_slip.as_deref(),
                        note: note.as_deref(),
                        invoice: None,
                        bill: None,
                    },
                )?;
                let slip = numbers::number_slip(tx, id)?;
                let line = NewLine::about(AuditAct::MoneyTaken, person)
                    .with("amount", None, Some(format!("{amount} {currency}")))
                    .with("method", None, Some(method.as_str().to_owned()))
                    .with("slip", None, Some(slip));
                audit.record(tx, &line)?;
                Ok(takings::one(tx, id)?.taking)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(taken)
    }
}

/// The refusal of an intent that was another act.
pub(super) fn another() -> DeskError {
    DeskError::invalid("intent", "used-for-something-else")
}

/// A person's name and birth date as the store has them now, of a record that still is at its vendor if there is one.
pub(super) fn named(
    conn: &Connection,
    person: Uuid,
) -> Result<(String, Option<chrono::NaiveDate>), DeskError> {
    conn.prepare_cached(
        "SELECT trim(last_name || ' ' || first_name), birth_date FROM patient_records WHERE person = ?1 \
         ORDER BY gone_at IS NOT NULL, created_at LIMIT 1",
    )?
    .query_row([person.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()?
    .ok_or_else(|| DeskError::not_found("patient"))
}
