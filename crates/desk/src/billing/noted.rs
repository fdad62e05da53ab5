//! How the vendor notes a payment that another program made there. Its call takes no method (Cont Online v11 §16), so what
//! stands in the history need not be how the money was taken.

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::form::Whose;
use super::{NotedMethod, PaymentMethod, SetNotedMethod};
use crate::adapters;
use crate::audit::{AuditAct, NewLine};
use crate::connections::{Ability, Connection as Account};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;

pub(crate) const MIGRATION: &str = "
CREATE TABLE noted_methods (
    connection TEXT PRIMARY KEY NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    word TEXT NOT NULL                          -- the vendor's word; known to the clinic, so that nobody is asked about it
) STRICT;
ALTER TABLE invoices ADD COLUMN noted_as TEXT;  -- the vendor's word for the payment, where it is another way than was taken
CREATE INDEX invoices_noted ON invoices(created_at) WHERE noted_as IS NOT NULL;
";

/// The longest word, in characters.
const LONGEST: usize = 60;

/// What the clinic has said the vendor notes; `None`: nothing, and whoever takes another way is asked.
///
/// # Errors
/// The store's.
pub(crate) fn noted_method(conn: &Connection, connection: Uuid) -> Result<Option<String>, DeskError> {
    Ok(conn
        .prepare_cached("SELECT word FROM noted_methods WHERE connection = ?1")?
        .query_row([connection.to_string()], |row| row.get(0))
        .optional()?)
}

/// Whether the vendor's word for a payment, which means this much, is another way than it was taken.
pub(crate) fn is_otherwise(meant: Option<PaymentMethod>, taken: PaymentMethod) -> bool {
    meant.unwrap_or(PaymentMethod::Other) != taken
}

/// How the vendor noted the last payment it noted otherwise, where a payment taken by `method` will be asked about for that.
///
/// # Errors
/// The store's.
pub(super) fn asked_about(
    conn: &Connection,
    whose: &Whose,
    method: PaymentMethod,
) -> Result<Option<String>, DeskError> {
    if noted_method(conn, whose.connection)?.is_some() {
        return Ok(None);
    }
    let last: Option<String> = conn
        .prepare_cached(
            "SELECT noted_as FROM invoices WHERE connection = ?1 AND noted_as IS NOT NULL \
             ORDER BY created_at DESC LIMIT 1",
        )?
        .query_row([whose.connection.to_string()], |row| row.get(0))
        .optional()?;
    Ok(last.filter(|word| is_otherwise(adapters::payment_method(whose.vendor, word), method)))
}

/// The vendor noted the payment of an invoice otherwise than it was taken.
///
/// # Errors
/// The store's.
pub(crate) fn noted_as(tx: &Connection, invoice: Uuid, word: &str) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET noted_as = ?2 WHERE id = ?1",
        [&invoice.to_string(), word],
    )?;
    Ok(())
}

impl Desk {
    async fn with_invoices(&self, connection: Uuid) -> Result<Account, DeskError> {
        let connection = self.accounts.get(connection).await?;
        if adapters::abilities_of(connection.vendor).contains(&Ability::Invoices) {
            return Ok(connection);
        }
        Err(DeskError::not_found("account that makes invoices"))
    }

    /// What the clinic has said the vendor notes for payments of other programs.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn noted_method(&self, connection: Uuid) -> Result<NotedMethod, DeskError> {
        let connection = self.with_invoices(connection).await?;
        let word = self
            .store
            .read(move |conn| noted_method(conn, connection.id))
            .await?;
        Ok(NotedMethod { word })
    }

    /// The clinic says what the vendor notes for payments of other programs: nobody is asked about it any more, and
    /// each such invoice keeps it. Another sum is asked about all the same.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`word`: `too-long`), or the store's.
    pub async fn set_noted_method(&self, request: SetNotedMethod) -> Result<(), DeskError> {
        let connection = self.with_invoices(request.connection).await?;
        let word = request
            .word
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty());
        if word.as_ref().is_some_and(|word| word.chars().count() > LONGEST) {
            return Err(DeskError::invalid("word", "too-long"));
        }
        let audit = self.audit.clone();
        self.store
            .write(move |tx| {
                let before = noted_method(tx, connection.id)?;
                if before == word {
                    return Ok(());
                }
                let id = connection.id.to_string();
                match &word {
                    Some(word) => tx.execute(
                        "INSERT INTO noted_methods (connection, word) VALUES (?1, ?2) \
                         ON CONFLICT (connection) DO UPDATE SET word = ?2",
                        params![id, word],
                    )?,
                    None => tx.execute("DELETE FROM noted_methods WHERE connection = ?1", [id])?,
                };
                let line = NewLine {
                    connection: Some(connection.id),
                    ..NewLine::of(AuditAct::ConnectionEdited).with("noted_method", before, word)
                };
                audit.record(tx, &line)
            })
            .await?;
        self.accounts
            .events()
            .changed(&[Topic::Money, Topic::Connections]);
        Ok(())
    }
}
