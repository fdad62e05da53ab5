//! Money taken at this desk, row by row. A row is never changed but for what became of it elsewhere.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use frontdesk_basics::{Amount, civil};
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::Taking;
use super::accounts::ONLY_ACCOUNT;
use crate::billing::PaymentMethod;
use crate::billing::for_money::number_of;
use crate::clinic::DeskSettings;
use crate::error::DeskError;
use crate::outbox::OPEN_STATES;
use crate::store::{from_ms, id_of, to_ms};

pub(crate) const MIGRATION: &str = "
CREATE TABLE takings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,      -- the order in which money was taken
    id TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL UNIQUE,                -- the same one never counts twice
    at INTEGER NOT NULL,                        -- ms
    author TEXT NOT NULL,
    desk TEXT NOT NULL DEFAULT '',              -- the desk's name then
    person TEXT,
    patient_name TEXT NOT NULL,
    birth_date TEXT,
    amount TEXT NOT NULL,                       -- exact decimal; negative: given back
    currency TEXT NOT NULL,
    method TEXT NOT NULL,                       -- cash, card, transfer, other
    fiscal_receipt TEXT,
    card_slip TEXT,
    note TEXT,
    slip TEXT UNIQUE,                           -- the number of the slip, once one was made
    invoice TEXT,
    bill TEXT,
    at_vendor INTEGER NOT NULL DEFAULT 0,
    takes_back TEXT UNIQUE,                     -- the taking that this one takes back
    cash_up TEXT                                -- the closed shift it was counted in
) STRICT;
CREATE INDEX takings_at ON takings(at);
CREATE INDEX takings_person ON takings(person) WHERE person IS NOT NULL;
";

/// When the money of an invoice was taken at this desk; `None` where none was, or only in parts on several days.
///
/// # Errors
/// The store's.
pub(crate) fn taken_at(conn: &Connection, invoice: Uuid) -> Result<Option<DateTime<Utc>>, DeskError> {
    let (count, at): (i64, Option<i64>) = conn
        .prepare_cached("SELECT count(*), min(at) FROM takings WHERE invoice = ?1 AND takes_back IS NULL")?
        .query_row([invoice.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(at.filter(|_| count == 1).map(from_ms))
}

/// Of one taking money may be given back in parts.
pub(crate) const IN_PARTS: &str = "
CREATE TABLE takings_in_parts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,      -- the order in which money was taken
    id TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL UNIQUE,                -- the same one never counts twice
    at INTEGER NOT NULL,                        -- ms
    author TEXT NOT NULL,
    desk TEXT NOT NULL DEFAULT '',              -- the desk's name then
    person TEXT,
    patient_name TEXT NOT NULL,
    birth_date TEXT,
    amount TEXT NOT NULL,                       -- exact decimal; negative: given back
    currency TEXT NOT NULL,
    method TEXT NOT NULL,                       -- cash, card, transfer, other
    fiscal_receipt TEXT,
    card_slip TEXT,
    note TEXT,
    slip TEXT UNIQUE,                           -- the number of its paper at this desk, once it has one
    invoice TEXT,
    bill TEXT,
    at_vendor INTEGER NOT NULL DEFAULT 0,
    takes_back TEXT,                            -- the taking that this one gives money back of
    cash_up TEXT,                               -- the closed shift it was counted in
    act TEXT,                                   -- the intent of the invoice or payment that it was taken for
    vendor_ref TEXT                             -- the payment's code at the vendor, once it is there
) STRICT;
INSERT INTO takings_in_parts (seq, id, intent, at, author, desk, person, patient_name, birth_date, amount, currency,
    method, fiscal_receipt, card_slip, note, slip, invoice, bill, at_vendor, takes_back, cash_up, act, vendor_ref)
SELECT seq, id, intent, at, author, desk, person, patient_name, birth_date, amount, currency,
    method, fiscal_receipt, card_slip, note, slip, invoice, bill, at_vendor, takes_back, cash_up, act, vendor_ref
FROM takings ORDER BY seq;
DROP TABLE takings;
ALTER TABLE takings_in_parts RENAME TO takings;
CREATE INDEX takings_at ON takings(at);
CREATE INDEX takings_person ON takings(person) WHERE person IS NOT NULL;
CREATE INDEX takings_uncounted ON takings(seq) WHERE cash_up IS NULL;
CREATE INDEX takings_cash_up ON takings(cash_up) WHERE cash_up IS NOT NULL;
CREATE INDEX takings_not_at_vendor ON takings(seq) WHERE at_vendor = 0;
CREATE UNIQUE INDEX takings_act ON takings(act) WHERE act IS NOT NULL AND takes_back IS NULL;
CREATE INDEX takings_takes_back ON takings(takes_back) WHERE takes_back IS NOT NULL;
";

/// Money taken just now.
pub(crate) struct NewTaking<'a> {
    pub id: Uuid,
    /// Of the act it belongs to.
    pub intent: Uuid,
    pub at: DateTime<Utc>,
    pub author: &'a str,
    pub person: Option<Uuid>,
    pub patient_name: &'a str,
    pub birth_date: Option<NaiveDate>,
    pub amount: Decimal,
    pub currency: &'a str,
    pub method: PaymentMethod,
    pub fiscal_receipt: Option<&'a str>,
    pub card_slip: Option<&'a str>,
    pub note: Option<&'a str>,
    pub invoice: Option<Uuid>,
    pub bill: Option<Uuid>,
}

/// Writes a taking down, in the transaction of the act it belongs to.
///
/// # Errors
/// The store's.
pub(crate) fn insert(tx: &Connection, new: &NewTaking<'_>) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO takings (id, intent, at, author, person, patient_name, birth_date, amount, currency, method, \
         fiscal_receipt, card_slip, note, invoice, bill, desk) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            new.id.to_string(),
            new.intent.to_string(),
            to_ms(new.at),
            new.author,
            new.person.map(|id| id.to_string()),
            new.patient_name,
            new.birth_date,
            new.amount.to_string(),
            new.currency,
            new.method.as_str(),
            new.fiscal_receipt,
            new.card_slip,
            new.note,
            new.invoice.map(|id| id.to_string()),
            new.bill.map(|id| id.to_string()),
            DeskSettings::load(tx)?.name,
        ],
    )?;
    Ok(())
}

/// A taking, and at which desk it was made.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub taking: Taking,
    /// The desk's name then.
    pub desk: String,
    /// What it came to, from what was taken to what is left of it: a vendor may know it as any of these.
    pub was: Vec<Decimal>,
    /// It was taken for an invoice or a payment, and that is not known to have come to nothing.
    pub bound: bool,
    /// What the vendor calls the payment, once it is there.
    pub vendor_ref: Option<String>,
    /// Of the invoice or bill it belongs to, as long as that is known.
    pub connection: Option<Uuid>,
}

impl Kept {
    /// Its amount's currency.
    pub(super) fn currency(&self) -> &str {
        self.taking.amount.currency.as_deref().unwrap_or_default()
    }

    /// It stands for money that is here: not all of it given back, and not the giving back itself.
    pub(super) fn stands(&self) -> bool {
        self.taking.takes_back.is_none() && !self.left().is_zero()
    }

    /// What of it is still here.
    pub(super) fn left(&self) -> Decimal {
        self.taking.left.amount
    }

    /// Money given back that the vendor still says was paid.
    pub(super) fn is_to_undo_there(&self) -> bool {
        self.taking.still_there
    }
}

/// Those of a day of the clinic, in the order in which they were taken.
///
/// # Errors
/// The store's.
pub(super) fn of_day(conn: &Connection, date: NaiveDate, zone: Tz) -> Result<Vec<Kept>, DeskError> {
    of_days(conn, date, date, zone)
}

/// Those of some days of the clinic.
///
/// # Errors
/// The store's.
pub(super) fn of_days(
    conn: &Connection,
    from: NaiveDate,
    to: NaiveDate,
    zone: Tz,
) -> Result<Vec<Kept>, DeskError> {
    let (after, before) = around(from, to);
    let mut found = read(conn, "t.at >= ?1 AND t.at < ?2", params![after, before])?;
    found.retain(|kept| (from..=to).contains(&civil::date_at_clinic(kept.taking.at, zone)));
    Ok(found)
}

/// A span of instants that holds all of some civil days, in whatever zone: zones are at most 14 hours from Greenwich.
pub(super) fn around(from: NaiveDate, to: NaiveDate) -> (i64, i64) {
    let begin = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    (
        to_ms(begin(from) - TimeDelta::hours(24)),
        to_ms(begin(to) + TimeDelta::hours(48)),
    )
}

/// Those of a person.
///
/// # Errors
/// The store's.
pub(super) fn of_person(conn: &Connection, person: Uuid) -> Result<Vec<Kept>, DeskError> {
    read(conn, "t.person = ?1", params![person.to_string()])
}

/// Those that no cash-up has counted.
///
/// # Errors
/// The store's.
pub(super) fn uncounted(conn: &Connection) -> Result<Vec<Kept>, DeskError> {
    read(conn, "t.cash_up IS NULL", params![])
}

/// Those that a cash-up has counted.
///
/// # Errors
/// The store's.
pub(super) fn counted_in(conn: &Connection, cash_up: Uuid) -> Result<Vec<Kept>, DeskError> {
    read(conn, "t.cash_up = ?1", params![cash_up.to_string()])
}

/// Those that stand and that no vendor has, and what was given back though a vendor still has it.
///
/// # Errors
/// The store's.
pub(super) fn not_at_vendor(conn: &Connection) -> Result<Vec<Kept>, DeskError> {
    let mut found = read(conn, "t.at_vendor = 0", params![])?;
    found.retain(|kept| kept.stands() || kept.is_to_undo_there());
    Ok(found)
}

/// What was given back of one, oldest first.
///
/// # Errors
/// The store's.
pub(super) fn given_back_of(conn: &Connection, taking: Uuid) -> Result<Vec<Kept>, DeskError> {
    read(conn, "t.takes_back = ?1", params![taking.to_string()])
}

/// Those that a vendor calls so; two vendors may call two of them alike.
///
/// # Errors
/// The store's.
pub(super) fn of_vendor_ref(conn: &Connection, vendor_ref: &str) -> Result<Vec<Kept>, DeskError> {
    read(conn, "t.vendor_ref = ?1", params![vendor_ref])
}

/// One.
///
/// # Errors
/// `NotFound`, or the store's.
pub(super) fn one(conn: &Connection, id: Uuid) -> Result<Kept, DeskError> {
    let found = read(conn, "t.id = ?1", params![id.to_string()])?;
    found
        .into_iter()
        .next()
        .ok_or_else(|| DeskError::not_found("taking"))
}

/// The one of an intent.
///
/// # Errors
/// The store's.
pub(super) fn of_intent(conn: &Connection, intent: Uuid) -> Result<Option<Kept>, DeskError> {
    Ok(read(conn, "t.intent = ?1", params![intent.to_string()])?
        .into_iter()
        .next())
}

/// The currency that was last taken or moved.
///
/// # Errors
/// The store's.
pub(super) fn last_currency(conn: &Connection) -> Result<Option<String>, DeskError> {
    Ok(conn
        .query_row(
            "SELECT currency FROM (SELECT currency, at FROM takings UNION ALL SELECT currency, at FROM cash_moves) \
             ORDER BY at DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?)
}

fn read(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<Kept>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT t.*, coalesce(i.connection, bill.connection) AS connection, bill.number AS bill_number, \
             coalesce((SELECT c.name FROM connections c WHERE c.id = coalesce(i.connection, bill.connection)), \
                 {ONLY_ACCOUNT}) AS account, \
             i.ended IS 'not_issued' OR EXISTS (SELECT 1 FROM outbox w WHERE w.intent = t.act \
                 AND w.kind = 'pay_bill' AND w.state = 'discarded') AS not_made, \
             (SELECT group_concat(amount, ' ') FROM (SELECT b.amount FROM takings b WHERE b.takes_back = t.id \
                 ORDER BY b.seq)) AS given_back, \
             t.at_vendor = 0 AND EXISTS (SELECT 1 FROM takings o WHERE o.id = t.takes_back AND o.at_vendor = 1) \
                 AS still_there, \
             EXISTS (SELECT 1 FROM invoices w WHERE w.intent = t.act AND w.ended IS NULL) \
                 OR EXISTS (SELECT 1 FROM outbox w WHERE w.intent = t.act AND w.kind = 'pay_bill' \
                     AND (w.state IN {OPEN_STATES} OR w.state = 'refused')) AS under_way, \
             (t.invoice IS NOT NULL OR t.bill IS NOT NULL) \
                 AND NOT EXISTS (SELECT 1 FROM invoices w WHERE w.intent = t.act AND w.ended = 'not_issued') \
                 AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.intent = t.act AND w.kind = 'pay_bill' \
                     AND w.state = 'discarded') AS bound \
         FROM takings t LEFT JOIN invoices i ON i.id = t.invoice \
         LEFT JOIN bills bill ON bill.id = t.bill WHERE {condition} ORDER BY t.seq"
    ))?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut kept = kept(row)?;
        if let Some(invoice) = kept.taking.invoice {
            kept.taking.invoice_number = number_of(conn, invoice)?;
        }
        found.push(kept);
    }
    Ok(found)
}

fn kept(row: &Row<'_>) -> Result<Kept, DeskError> {
    let amount = Amount {
        amount: decimal(row.get_ref("amount")?.as_str().unwrap_or_default())?,
        currency: Some(row.get("currency")?),
    };
    let method: String = row.get("method")?;
    let takes_back = perhaps(row, "takes_back")?;
    let was = course(amount.amount, row.get("given_back")?)?;
    let left = match takes_back {
        Some(_) => Decimal::new(0, 2),
        None => was.last().copied().unwrap_or_default(),
    };
    Ok(Kept {
        taking: Taking {
            id: id_of(row, "id")?,
            at: from_ms(row.get("at")?),
            author: row.get("author")?,
            patient: perhaps(row, "person")?,
            patient_name: row.get("patient_name")?,
            birth_date: row.get("birth_date")?,
            left: Amount {
                amount: left,
                currency: amount.currency.clone(),
            },
            amount,
            method: method_of(&method)?,
            fiscal_receipt: row.get("fiscal_receipt")?,
            card_slip: row.get("card_slip")?,
            note: row.get("note")?,
            slip: row.get("slip")?,
            invoice: perhaps(row, "invoice")?,
            invoice_number: None,
            bill: perhaps(row, "bill")?,
            bill_number: row.get("bill_number")?,
            account: row.get("account")?,
            at_vendor: row.get("at_vendor")?,
            still_there: row.get("still_there")?,
            under_way: row.get("under_way")?,
            not_made: row.get("not_made")?,
            listed_there: false,
            takes_back,
        },
        desk: row.get("desk")?,
        was,
        bound: row.get("bound")?,
        vendor_ref: row.get("vendor_ref")?,
        connection: perhaps(row, "connection")?,
    })
}

/// An amount, and what it came to by each giving back, which is of the other sign.
fn course(amount: Decimal, given_back: Option<String>) -> Result<Vec<Decimal>, DeskError> {
    let given_back = given_back.unwrap_or_default();
    let mut left = amount;
    let mut was = vec![amount];
    for part in given_back.split_whitespace() {
        left += decimal(part)?;
        was.push(left);
    }
    Ok(was)
}

fn decimal(text: &str) -> Result<Decimal, DeskError> {
    Amount::parse(text, None)
        .map(|amount| amount.amount)
        .map_err(|_| DeskError::internal("an amount in the store is none"))
}

fn method_of(word: &str) -> Result<PaymentMethod, DeskError> {
    PaymentMethod::parse(word).ok_or_else(|| DeskError::internal("a way of paying in the store is none"))
}

/// One of our ids out of a column that may be `NULL`.
pub(super) fn perhaps(row: &Row<'_>, column: &str) -> Result<Option<Uuid>, DeskError> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => Ok(Some(id_of(row, column)?)),
    }
}
