//! The shift that runs, and closing it: counted against recorded. A closed shift is never changed; what is taken back
//! after it counts in the next.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::amounts::{self, Bound, written};
use super::takings::{self, Kept};
use super::{
    CashMoveKind, CashUp, CashUpLine, CashUps, CloseCash, Counted, MoneyMove, Shift, moves, numbers,
};
use crate::audit::{AuditAct, NewLine};
use crate::billing::PaymentMethod;
use crate::clinic::DeskSettings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::store::{from_ms, id_of, instant_of, to_ms};

/// How many closed shifts are shown.
const SHOWN: u32 = 400;

/// A currency and a way of paying: what is counted by itself.
type Place = (String, PaymentMethod);

/// What was recorded of one place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Recorded {
    opening: Decimal,
    taken: Decimal,
    given_back: Decimal,
    moved_in: Decimal,
    moved_out: Decimal,
}

impl Recorded {
    fn expected(&self) -> Decimal {
        self.opening + self.taken - self.given_back + self.moved_in - self.moved_out
    }

    fn line(&self, place: &Place, counted: Option<Decimal>) -> CashUpLine {
        let expected = self.expected();
        CashUpLine {
            method: place.1,
            currency: place.0.clone(),
            opening: written(self.opening),
            taken: written(self.taken),
            given_back: written(self.given_back),
            moved_in: written(self.moved_in),
            moved_out: written(self.moved_out),
            expected: written(expected),
            counted: counted.map(written),
            difference: counted.map(|counted| written(counted - expected)),
        }
    }
}

fn recorded(takings: &[Kept], moves: &[MoneyMove], currencies: &[String]) -> BTreeMap<Place, Recorded> {
    let mut all: BTreeMap<Place, Recorded> = BTreeMap::new();
    // The drawer is counted also where nothing was taken, in each currency of the desk.
    for currency in currencies {
        all.entry((currency.clone(), PaymentMethod::Cash)).or_default();
    }
    for kept in takings {
        let place = (kept.currency().to_owned(), kept.taking.method);
        let recorded = all.entry(place).or_default();
        let amount = kept.taking.amount.amount;
        if amount.is_sign_negative() {
            recorded.given_back -= amount;
        } else {
            recorded.taken += amount;
        }
    }
    for made in moves {
        let currency = made.amount.currency.clone().unwrap_or_default();
        let recorded = all.entry((currency, PaymentMethod::Cash)).or_default();
        let amount = made.amount.amount;
        match made.kind {
            // Whoever says it again says it better: a drawer has one float.
            CashMoveKind::OpeningFloat => recorded.opening = amount,
            CashMoveKind::In => recorded.moved_in += amount,
            CashMoveKind::Out => recorded.moved_out += amount,
        }
    }
    all
}

/// The shift that runs.
///
/// # Errors
/// The store's.
pub(super) fn running(conn: &Connection, currencies: &[String]) -> Result<Shift, DeskError> {
    let moves = moves::uncounted(conn)?;
    let recorded = recorded(&takings::uncounted(conn)?, &moves, currencies);
    Ok(Shift {
        since: last_closed(conn)?,
        expected: recorded
            .iter()
            .map(|(place, recorded)| recorded.line(place, None))
            .collect(),
        moves,
    })
}

fn last_closed(conn: &Connection) -> Result<Option<DateTime<Utc>>, DeskError> {
    Ok(conn
        .query_row(
            "SELECT closed_at FROM cash_ups ORDER BY number DESC LIMIT 1",
            [],
            |row| Ok(from_ms(row.get(0)?)),
        )
        .optional()?)
}

/// What was counted, place by place.
fn counted(given: &[Counted]) -> Result<BTreeMap<Place, Decimal>, DeskError> {
    let mut counted = BTreeMap::new();
    for one in given {
        // Cards may have given more back than they took; a drawer cannot hold less than nothing.
        let bound = match one.method {
            PaymentMethod::Cash => Bound::NotNegative,
            PaymentMethod::Card | PaymentMethod::Transfer | PaymentMethod::Other => Bound::Any,
        };
        let amount = amounts::amount("counted", &one.amount, bound)?;
        let place = (amounts::currency(&one.currency)?, one.method);
        if counted.insert(place, amount).is_some() {
            return Err(DeskError::invalid("counted", "repeated"));
        }
    }
    Ok(counted)
}

impl Desk {
    /// Closes the shift. What is counted and marked is what one transaction finds: a taking of the same moment is in it,
    /// or in the next shift. The same intent answers the first.
    ///
    /// # Errors
    /// `InvalidField` (`counted`: `required` where an expected line was not counted, `repeated`, or as an amount;
    /// `reason`: `required` where something differs; `intent`: `used-for-something-else`), or the store's.
    pub async fn close_cash(&self, wanted: CloseCash) -> Result<CashUp, DeskError> {
        let counted = counted(&wanted.counted)?;
        let reason = amounts::note("reason", wanted.reason)?;
        let (intent, id) = (wanted.intent, self.ports.ids.next());
        let (now, audit) = (self.ports.clock.now(), self.audit.clone());
        let closed = self
            .store
            .write(move |tx| {
                if let Some(first) = of_intent(tx, intent)? {
                    return if is_same(&first, &counted, reason.as_deref()) {
                        Ok(first)
                    } else {
                        Err(DeskError::invalid("intent", "used-for-something-else"))
                    };
                }
                let currencies = super::currencies(tx)?;
                let (takings, moves) = (takings::uncounted(tx)?, moves::uncounted(tx)?);
                let recorded = recorded(&takings, &moves, &currencies);
                if recorded.keys().any(|place| !counted.contains_key(place)) {
                    return Err(DeskError::invalid("counted", "required"));
                }
                // What lies there though nothing was recorded of it is counted too.
                let places: BTreeSet<&Place> = recorded.keys().chain(counted.keys()).collect();
                let lines: Vec<CashUpLine> = places
                    .into_iter()
                    .map(|place| {
                        let of_place = recorded.get(place).copied().unwrap_or_default();
                        of_place.line(place, counted.get(place).copied())
                    })
                    .collect();
                let differs = recorded
                    .iter()
                    .any(|(place, recorded)| counted.get(place) != Some(&recorded.expected()))
                    || counted
                        .iter()
                        .any(|(place, counted)| !recorded.contains_key(place) && !counted.is_zero());
                if differs && reason.is_none() {
                    return Err(DeskError::invalid("reason", "required"));
                }
                let before = last_closed(tx)?;
                let closed = CashUp {
                    id,
                    number: numbers::next_cash_up(tx)?,
                    // A clock that was ahead then and was set right since dates nothing that follows.
                    from: before.map(|at| at.min(now)),
                    closed_at: now,
                    author: audit.author().name,
                    lines,
                    reason: reason.filter(|_| differs),
                };
                keep(tx, &closed, intent)?;
                mark(tx, &closed, &takings, &moves)?;
                audit.record(tx, &line(&closed))?;
                of_intent(tx, intent)?.ok_or_else(|| DeskError::internal("a cash-up that was not kept"))
            })
            .await?;
        self.accounts.events().changed(&[Topic::Money]);
        Ok(closed)
    }

    /// Shifts that were closed, newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn cash_ups(&self) -> Result<CashUps, DeskError> {
        self.store
            .read(|conn| {
                let mut statement =
                    conn.prepare_cached("SELECT * FROM cash_ups ORDER BY number DESC LIMIT ?1")?;
                let mut rows = statement.query([SHOWN])?;
                let mut cash_ups = Vec::new();
                while let Some(row) = rows.next()? {
                    cash_ups.push(read(row)?);
                }
                Ok(CashUps { cash_ups })
            })
            .await
    }
}

/// Whether what is asked for is what was closed: the same counted, and the same reason where one was kept.
fn is_same(first: &CashUp, counted: &BTreeMap<Place, Decimal>, reason: Option<&str>) -> bool {
    let was: BTreeMap<Place, Option<String>> = first
        .lines
        .iter()
        .map(|line| ((line.currency.clone(), line.method), line.counted.clone()))
        .collect();
    let is: BTreeMap<Place, Option<String>> = counted
        .iter()
        .map(|(place, amount)| (place.clone(), Some(written(*amount))))
        .collect();
    was == is && (first.reason.is_none() || first.reason.as_deref() == reason)
}

fn keep(tx: &Connection, closed: &CashUp, intent: Uuid) -> Result<(), DeskError> {
    let lines = serde_json::to_string(&closed.lines)
        .map_err(|error| DeskError::internal(format!("a cash-up cannot be written: {error}")))?;
    tx.execute(
        "INSERT INTO cash_ups (number, id, intent, opened_at, closed_at, author, desk, lines, reason) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            closed.number,
            closed.id.to_string(),
            intent.to_string(),
            closed.from.map(to_ms),
            to_ms(closed.closed_at),
            closed.author,
            DeskSettings::load(tx)?.name,
            lines,
            closed.reason,
        ],
    )?;
    Ok(())
}

/// Marks what the sums were made of, and nothing else.
fn mark(tx: &Connection, closed: &CashUp, takings: &[Kept], moves: &[MoneyMove]) -> Result<(), DeskError> {
    let mut of_takings = tx.prepare_cached("UPDATE takings SET cash_up = ?2 WHERE id = ?1")?;
    for kept in takings {
        of_takings.execute([kept.taking.id.to_string(), closed.id.to_string()])?;
    }
    let mut of_moves = tx.prepare_cached("UPDATE cash_moves SET cash_up = ?2 WHERE id = ?1")?;
    for made in moves {
        of_moves.execute([made.id.to_string(), closed.id.to_string()])?;
    }
    Ok(())
}

fn line(closed: &CashUp) -> NewLine {
    let mut line = NewLine::of(AuditAct::CashUpMade).with("number", None, Some(closed.number.to_string()));
    for of_place in &closed.lines {
        line = line.with(
            of_place.method.as_str(),
            Some(format!("{} {}", of_place.expected, of_place.currency)),
            of_place
                .counted
                .as_ref()
                .map(|counted| format!("{counted} {}", of_place.currency)),
        );
    }
    NewLine {
        reason: closed.reason.clone(),
        ..line
    }
}

fn of_intent(conn: &Connection, intent: Uuid) -> Result<Option<CashUp>, DeskError> {
    found(conn, "intent", intent)
}

/// A closed shift.
///
/// # Errors
/// `NotFound`, or the store's.
pub(super) fn closed(conn: &Connection, id: Uuid) -> Result<CashUp, DeskError> {
    found(conn, "id", id)?.ok_or_else(|| DeskError::not_found("cash-up"))
}

/// The desk's name when a shift was closed.
///
/// # Errors
/// The store's.
pub(super) fn desk_of(conn: &Connection, id: Uuid) -> Result<String, DeskError> {
    Ok(conn.query_row(
        "SELECT desk FROM cash_ups WHERE id = ?1",
        [id.to_string()],
        |row| row.get(0),
    )?)
}

fn found(conn: &Connection, column: &str, id: Uuid) -> Result<Option<CashUp>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("SELECT * FROM cash_ups WHERE {column} = ?1"))?;
    let mut rows = statement.query([id.to_string()])?;
    rows.next()?.map(read).transpose()
}

fn read(row: &Row<'_>) -> Result<CashUp, DeskError> {
    let lines: String = row.get("lines")?;
    Ok(CashUp {
        id: id_of(row, "id")?,
        number: row.get("number")?,
        from: instant_of(row, "opened_at")?,
        closed_at: from_ms(row.get("closed_at")?),
        author: row.get("author")?,
        lines: serde_json::from_str(&lines)
            .map_err(|_| DeskError::internal("the lines of a cash-up cannot be read"))?,
        reason: row.get("reason")?,
    })
}
