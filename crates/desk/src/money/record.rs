//! Taking money at the desk, and taking a mistake back.

use frontdesk_basics::Amount;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::amounts::{self, Bound};
use super::linked::{self, GivenBack};
use super::takings::{self, NewTaking};
use super::{CancelTaking, RecordTaking, Taking};
use crate::audit::{AuditAct, NewLine};
use crate::clinic::DeskSettings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::patients::search::fold;

/// The number of the last slip of this desk, among the settings.
const LAST_SLIP: &str = "last_slip";
/// The letters before the numbers of a desk without a name, among the settings.
const SLIP_LETTERS: &str = "slip_letters";
/// What they are made of: none that is taken for a digit.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
/// After a copy took the store's place, numbers go on at the next round one: those since the copy are on paper.
const SKIPPED: u64 = 100;
/// The most letters of a desk's name within a slip's number.
const LONGEST_PREFIX: usize = 10;

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
                let slip = number_slip(tx, id)?;
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

    /// Takes a taking back by a further, negative one, of now. A vendor that has the payment keeps it: it is corrected there.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`reason`: `required`; `id`: `taken-back` where it was already, or takes another back;
    /// `intent`: `used-for-something-else`), or the store's.
    pub async fn cancel_taking(&self, wanted: CancelTaking) -> Result<Taking, DeskError> {
        let reason = amounts::reason(wanted.reason)?;
        let (of, intent) = (wanted.id, wanted.intent);
        let (id, now, audit) = (self.ports.ids.next(), self.ports.clock.now(), self.audit.clone());
        let back = self
            .store
            .write(move |tx| {
                if let Some(first) = takings::of_intent(tx, intent)? {
                    return if first.taking.takes_back == Some(of) {
                        Ok(first.taking)
                    } else {
                        Err(another())
                    };
                }
                let kept = takings::one(tx, of)?;
                if !kept.stands() {
                    return Err(DeskError::invalid("id", "taken-back"));
                }
                let line = linked::reverse(
                    tx,
                    &kept,
                    &GivenBack {
                        id,
                        intent,
                        at: now,
                        author: &audit.author().name,
                        reason: Some(&reason),
                    },
                )?;
                audit.record(tx, &line)?;
                let back = takings::one(tx, id)?;
                Ok(back.taking)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(back)
    }
}

fn another() -> DeskError {
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

/// The slip's number of a taking: the next one of this desk where it has none yet. Numbers have no gaps, because one that
/// is not kept was not given either.
///
/// # Errors
/// The store's.
pub(super) fn number_slip(tx: &Connection, taking: Uuid) -> Result<String, DeskError> {
    let kept = takings::one(tx, taking)?;
    if let Some(slip) = kept.taking.slip {
        return Ok(slip);
    }
    let next = last_slip(tx)? + 1;
    set(tx, LAST_SLIP, &next.to_string())?;
    let slip = format!("{}-{next:04}", prefix(tx, taking)?);
    tx.execute(
        "UPDATE takings SET slip = ?2 WHERE id = ?1",
        [taking.to_string(), slip.clone()],
    )?;
    Ok(slip)
}

/// What stands before the numbers of this desk: its name in short, and letters of its own where that tells it from no
/// other desk of the clinic.
fn prefix(tx: &Connection, taking: Uuid) -> Result<String, DeskError> {
    let settings = DeskSettings::load(tx)?;
    let own = short(&settings.name);
    let mut others = settings.desks.iter().filter(|desk| desk.name != settings.name);
    if !own.is_empty() && !others.any(|desk| short(&desk.name) == own) {
        return Ok(own);
    }
    if let Some(letters) = setting(tx, SLIP_LETTERS)? {
        return Ok(own + &letters);
    }
    let random = taking.as_bytes();
    let letters: String = random[14..]
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect();
    set(tx, SLIP_LETTERS, &letters)?;
    Ok(own + &letters)
}

/// Leaves numbers out that may have been given since a copy of the store was made, when that copy takes its place.
///
/// # Errors
/// The store's.
pub(crate) fn skip_slips(tx: &Connection) -> Result<(), DeskError> {
    let skipped = (last_slip(tx)? / SKIPPED + 1) * SKIPPED;
    set(tx, LAST_SLIP, &skipped.to_string())
}

fn last_slip(conn: &Connection) -> Result<u64, DeskError> {
    let last = setting(conn, LAST_SLIP)?;
    Ok(last.and_then(|last| last.parse().ok()).unwrap_or(0))
}

fn setting(conn: &Connection, key: &str) -> Result<Option<String>, DeskError> {
    Ok(conn
        .query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .optional()?)
}

fn set(tx: &Connection, key: &str, value: &str) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        [key, value],
    )?;
    Ok(())
}

/// A desk's name in short: three letters of each word, and its digits (`Recepție 1` is `REC1`).
fn short(name: &str) -> String {
    let folded = fold(name).to_uppercase();
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
    let short = words.flat_map(|word| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).take(3);
        let digits = word.chars().filter(char::is_ascii_digit);
        letters.chain(digits)
    });
    short.take(LONGEST_PREFIX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desks_name_in_short_tells_desks_apart() {
        for (name, prefix) in [
            ("Recepție 1", "REC1"),
            ("Recepția Nord", "RECNOR"),
            ("front desk 12", "FRODES12"),
            ("", ""),
            ("-", ""),
        ] {
            assert_eq!(short(name), prefix, "{name}");
        }
    }
}
