//! Cash that moves without a patient, and the tables of the money desk beside the takings.

use chrono::NaiveDate;
use chrono_tz::Tz;
use frontdesk_basics::{Amount, civil};
use rusqlite::{Connection, Row, ToSql, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::amounts::{self, Bound};
use super::takings::around;
use super::{CashMove, CashMoveKind, MoneyMove};
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::store::{from_ms, id_of, to_ms};

pub(crate) const MIGRATION: &str = "
CREATE TABLE cash_moves (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,                        -- ms
    author TEXT NOT NULL,
    kind TEXT NOT NULL,                         -- opening_float, in, out
    amount TEXT NOT NULL,                       -- exact decimal, never negative
    currency TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    cash_up TEXT                                -- the closed shift it was counted in
) STRICT;
CREATE INDEX cash_moves_at ON cash_moves(at);

CREATE TABLE cash_ups (
    number INTEGER PRIMARY KEY NOT NULL,        -- from 1, without gaps
    id TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL UNIQUE,
    opened_at INTEGER,                          -- ms; when the one before was made
    closed_at INTEGER NOT NULL,                 -- ms
    author TEXT NOT NULL,
    desk TEXT NOT NULL DEFAULT '',              -- the desk's name then
    lines TEXT NOT NULL,                        -- JSON
    reason TEXT
) STRICT;
CREATE INDEX takings_uncounted ON takings(seq) WHERE cash_up IS NULL;
CREATE INDEX takings_cash_up ON takings(cash_up) WHERE cash_up IS NOT NULL;
CREATE INDEX takings_not_at_vendor ON takings(seq) WHERE at_vendor = 0;
CREATE INDEX cash_moves_cash_up ON cash_moves(cash_up);
CREATE INDEX patient_payments_date ON patient_payments(date) WHERE date IS NOT NULL;
";

impl CashMoveKind {
    /// The word in the store and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpeningFloat => "opening_float",
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::OpeningFloat, Self::In, Self::Out]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

impl MoneyMove {
    /// The amount as the drawer feels it: negative where it was taken out.
    pub(super) fn signed(&self) -> Decimal {
        match self.kind {
            CashMoveKind::Out => -self.amount.amount,
            CashMoveKind::In | CashMoveKind::OpeningFloat => self.amount.amount,
        }
    }
}

impl Desk {
    /// Moves cash without a patient. The same intent answers the first.
    ///
    /// # Errors
    /// `InvalidField` (`amount`, `currency`, `reason`, and `intent`: `used-for-something-else` where that intent was something else),
    /// or the store's.
    pub async fn cash_move(&self, wanted: CashMove) -> Result<MoneyMove, DeskError> {
        let bound = match wanted.kind {
            CashMoveKind::OpeningFloat => Bound::NotNegative,
            CashMoveKind::In | CashMoveKind::Out => Bound::Positive,
        };
        let amount = amounts::amount("amount", &wanted.amount, bound)?;
        let currency = amounts::currency(&wanted.currency)?;
        let reason = match wanted.kind {
            CashMoveKind::OpeningFloat => amounts::note("reason", wanted.reason)?.unwrap_or_default(),
            CashMoveKind::In | CashMoveKind::Out => amounts::reason(wanted.reason)?,
        };
        let (kind, intent) = (wanted.kind, wanted.intent);
        let (id, now, audit) = (self.ports.ids.next(), self.ports.clock.now(), self.audit.clone());
        let made = self
            .store
            .write(move |tx| {
                let made = MoneyMove {
                    id,
                    at: from_ms(to_ms(now)),
                    author: audit.author().name,
                    kind,
                    amount: Amount {
                        amount,
                        currency: Some(currency.clone()),
                    },
                    reason,
                };
                if let Some(first) = read(tx, "intent = ?1", params![intent.to_string()])?.pop() {
                    let same =
                        (first.kind, &first.amount, &first.reason) == (made.kind, &made.amount, &made.reason);
                    return if same {
                        Ok(first)
                    } else {
                        Err(DeskError::invalid("intent", "used-for-something-else"))
                    };
                }
                tx.execute(
                    "INSERT INTO cash_moves (id, intent, at, author, kind, amount, currency, reason) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    params![
                        made.id.to_string(),
                        intent.to_string(),
                        to_ms(made.at),
                        made.author,
                        made.kind.as_str(),
                        amount.to_string(),
                        currency,
                        made.reason,
                    ],
                )?;
                let line = NewLine {
                    reason: Some(made.reason.clone()).filter(|reason| !reason.is_empty()),
                    ..NewLine::of(AuditAct::CashMoved)
                        .with("kind", None, Some(made.kind.as_str().to_owned()))
                        .with("amount", None, Some(format!("{amount} {currency}")))
                };
                audit.record(tx, &line)?;
                Ok(made)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(made)
    }
}

/// Movements of a day of the clinic, oldest first.
///
/// # Errors
/// The store's.
pub(super) fn of_day(conn: &Connection, date: NaiveDate, zone: Tz) -> Result<Vec<MoneyMove>, DeskError> {
    let (after, before) = around(date, date);
    let mut moves = read(conn, "at >= ?1 AND at < ?2", params![after, before])?;
    moves.retain(|made| civil::date_at_clinic(made.at, zone) == date);
    Ok(moves)
}

/// Movements that no cash-up has counted, oldest first.
///
/// # Errors
/// The store's.
pub(super) fn uncounted(conn: &Connection) -> Result<Vec<MoneyMove>, DeskError> {
    read(conn, "cash_up IS NULL", params![])
}

/// Movements that a cash-up has counted, oldest first.
///
/// # Errors
/// The store's.
pub(super) fn counted_in(conn: &Connection, cash_up: Uuid) -> Result<Vec<MoneyMove>, DeskError> {
    read(conn, "cash_up = ?1", params![cash_up.to_string()])
}

fn read(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<MoneyMove>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT * FROM cash_moves WHERE {condition} ORDER BY seq"
    ))?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(made(row)?);
    }
    Ok(found)
}

fn made(row: &Row<'_>) -> Result<MoneyMove, DeskError> {
    let (kind, amount): (String, String) = (row.get("kind")?, row.get("amount")?);
    Ok(MoneyMove {
        id: id_of(row, "id")?,
        at: from_ms(row.get("at")?),
        author: row.get("author")?,
        kind: CashMoveKind::parse(&kind)
            .ok_or_else(|| DeskError::internal("a movement of cash of no known kind"))?,
        amount: Amount::parse(&amount, Some(row.get("currency")?))
            .map_err(|_| DeskError::internal("an amount in the store is none"))?,
        reason: row.get("reason")?,
    })
}
