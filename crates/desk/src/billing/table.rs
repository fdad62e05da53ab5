//! Invoices as rows: what was wanted, how far the vendor has it, how it ended.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::form::{Draft, Whose};
use super::{InvoiceForm, InvoiceLine, InvoiceStep, IssuedThere};
use crate::adapters::{IssuedInvoice, IssuedLine};
use crate::error::DeskError;
use crate::store::{from_ms, to_ms};

pub(crate) const MIGRATION: &str = "
CREATE TABLE invoices (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL UNIQUE,                -- the same one never makes a second invoice
    record TEXT NOT NULL,
    connection TEXT NOT NULL,
    connection_name TEXT NOT NULL,              -- when it was made
    person TEXT,
    patient_name TEXT NOT NULL,                 -- when it was made
    birth_date TEXT,
    work_point TEXT NOT NULL,                   -- the vendor's id
    work_point_name TEXT NOT NULL,
    form TEXT NOT NULL,                         -- as a person gave it (JSON)
    lines TEXT NOT NULL,                        -- with the names and prices they saw (JSON)
    total TEXT NOT NULL,                        -- exact decimal
    currency TEXT NOT NULL,
    entry TEXT,                                 -- the outbox entry of the step it is at; NULL: that of its intent
    reached TEXT,                               -- the last step that is done at the vendor
    processed TEXT NOT NULL DEFAULT '[]',       -- codes that the services got there (JSON)
    note TEXT,                                  -- code of the payment note there
    ended TEXT,                                 -- issued, not_issued
    series TEXT,
    number TEXT,
    vendor_code TEXT,
    issued_on TEXT,
    due_on TEXT,
    by_hand INTEGER NOT NULL DEFAULT 0,         -- series and number were typed by a person
    returned TEXT NOT NULL DEFAULT '[]',        -- the lines as the vendor returned them (JSON)
    answer TEXT,                                -- the vendor's whole, without its PDF, for support (JSON)
    author TEXT NOT NULL,
    created_at INTEGER NOT NULL                 -- ms
) STRICT;
CREATE INDEX invoices_record ON invoices(record);
CREATE INDEX invoices_person ON invoices(person) WHERE person IS NOT NULL;
CREATE INDEX invoices_open ON invoices(seq) WHERE ended IS NULL;
CREATE INDEX invoices_made ON invoices(created_at);
";

/// How an invoice ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Issued,
    NotIssued,
}

/// One row.
#[derive(Clone)]
pub(crate) struct Stored {
    pub id: Uuid,
    pub intent: Uuid,
    pub record: Uuid,
    pub connection: Uuid,
    pub connection_name: String,
    pub person: Option<Uuid>,
    pub patient_name: String,
    pub birth_date: Option<NaiveDate>,
    pub work_point_name: String,
    pub form: InvoiceForm,
    pub lines: Vec<InvoiceLine>,
    pub total: Decimal,
    pub currency: String,
    /// The outbox entry of the step it is at; `None` once that was forgotten.
    pub entry: Option<Uuid>,
    pub reached: Option<InvoiceStep>,
    pub note: Option<String>,
    pub noted_as: Option<String>,
    pub ended: Option<Ended>,
    pub series: Option<String>,
    pub number: Option<String>,
    pub vendor_code: Option<String>,
    pub issued_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub by_hand: bool,
    pub returned: Vec<IssuedLine>,
    pub author: String,
    pub created_at: DateTime<Utc>,
}

impl InvoiceStep {
    /// The word in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Payment => "payment",
            Self::Invoice => "invoice",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Services, Self::Payment, Self::Invoice]
            .into_iter()
            .find(|step| step.as_str() == text)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Services => Some(Self::Payment),
            Self::Payment => Some(Self::Invoice),
            Self::Invoice => None,
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let broken = |column: &str| rusqlite::Error::InvalidColumnName(column.to_owned());
    let id = |column: &str| -> rusqlite::Result<Uuid> {
        Uuid::parse_str(&row.get::<_, String>(column)?).map_err(|_| broken(column))
    };
    let json = |column: &str| row.get::<_, String>(column);
    let ended: Option<String> = row.get("ended")?;
    Ok(Stored {
        id: id("id")?,
        intent: id("intent")?,
        record: id("record")?,
        connection: id("connection")?,
        connection_name: row.get("connection_name")?,
        person: row
            .get::<_, Option<String>>("person")?
            .and_then(|person| Uuid::parse_str(&person).ok()),
        patient_name: row.get("patient_name")?,
        birth_date: row.get("birth_date")?,
        work_point_name: row.get("work_point_name")?,
        form: serde_json::from_str(&json("form")?).map_err(|_| broken("form"))?,
        lines: lines_of(row)?.0,
        total: row
            .get::<_, String>("total")?
            .parse()
            .map_err(|_| broken("total"))?,
        currency: row.get("currency")?,
        entry: row
            .get::<_, Option<String>>("at_entry")?
            .and_then(|entry| Uuid::parse_str(&entry).ok()),
        reached: row
            .get::<_, Option<String>>("reached")?
            .and_then(|step| InvoiceStep::parse(&step)),
        note: row.get("note")?,
        noted_as: row.get("noted_as")?,
        ended: match ended.as_deref() {
            Some("issued") => Some(Ended::Issued),
            Some(_) => Some(Ended::NotIssued),
            None => None,
        },
        series: row.get("series")?,
        number: row.get("number")?,
        vendor_code: row.get("vendor_code")?,
        issued_on: row.get("issued_on")?,
        due_on: row.get("due_on")?,
        by_hand: row.get("by_hand")?,
        returned: lines_of(row)?.1,
        author: row.get("author")?,
        created_at: from_ms(row.get("created_at")?),
    })
}

/// The lines of a row: ours, and those that the vendor returned.
pub(super) fn lines_of(row: &Row<'_>) -> rusqlite::Result<(Vec<InvoiceLine>, Vec<IssuedLine>)> {
    let broken = |column: &str| rusqlite::Error::InvalidColumnName(column.to_owned());
    let json = |column: &str| row.get::<_, String>(column);
    Ok((
        serde_json::from_str(&json("lines")?).map_err(|_| broken("lines"))?,
        serde_json::from_str(&json("returned")?).map_err(|_| broken("returned"))?,
    ))
}

/// The invoice of an id.
///
/// # Errors
/// The store's.
pub(crate) fn by_id(conn: &Connection, id: Uuid) -> Result<Option<Stored>, DeskError> {
    Ok(select(conn, "id = ?1", &id.to_string())?.into_iter().next())
}

/// The invoice of an intent.
///
/// # Errors
/// The store's.
pub(crate) fn by_intent(conn: &Connection, intent: Uuid) -> Result<Option<Stored>, DeskError> {
    Ok(select(conn, "intent = ?1", &intent.to_string())?
        .into_iter()
        .next())
}

/// Invoices by a condition over the row, newest first; `argument` is `?1`.
pub(super) fn select(conn: &Connection, condition: &str, argument: &str) -> Result<Vec<Stored>, DeskError> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT invoices.*, coalesce(entry, (SELECT o.id FROM outbox o WHERE o.intent = invoices.intent)) AS at_entry \
         FROM invoices WHERE {condition} ORDER BY seq DESC"))?;
    let rows = statement.query_map([argument], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The day at the clinic on which an invoice was asked for.
///
/// # Errors
/// The store's.
pub(super) fn day_made(conn: &Connection, stored: &Stored) -> Result<NaiveDate, DeskError> {
    day_here(conn, stored, stored.created_at)
}

/// The day of a moment at the clinic whose invoice it is.
///
/// # Errors
/// The store's.
pub(super) fn day_here(
    conn: &Connection,
    stored: &Stored,
    moment: DateTime<Utc>,
) -> Result<NaiveDate, DeskError> {
    let zone: Option<String> = conn
        .query_row(
            "SELECT zone FROM connections WHERE id = ?1",
            [stored.connection.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(day_at(zone.as_deref(), moment))
}

/// The day of a moment in a clinic's zone.
pub(super) fn day_at(zone: Option<&str>, moment: DateTime<Utc>) -> NaiveDate {
    let zone = zone.and_then(|zone| civil::zone(zone).ok());
    civil::date_at_clinic(moment, zone.unwrap_or(chrono_tz::Tz::UTC))
}

/// A new invoice.
pub(crate) struct NewInvoice<'a> {
    pub id: Uuid,
    pub intent: Uuid,
    pub whose: &'a Whose,
    pub form: &'a InvoiceForm,
    pub draft: &'a Draft,
    pub author: &'a str,
    pub now: DateTime<Utc>,
}

/// Writes an invoice down, in the transaction of its first entry.
///
/// # Errors
/// The store's.
pub(crate) fn insert(tx: &Connection, new: &NewInvoice<'_>) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO invoices (id, intent, record, connection, connection_name, person, patient_name, birth_date, \
         work_point, work_point_name, form, lines, total, currency, author, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            new.id.to_string(),
            new.intent.to_string(),
            new.whose.record.to_string(),
            new.whose.connection.to_string(),
            new.whose.connection_name,
            new.whose.person.map(|person| person.to_string()),
            new.whose.name,
            new.whose.birth_date,
            new.form.work_point.trim(),
            new.draft.work_point_name,
            written(new.form)?,
            written(&new.draft.lines)?,
            new.draft.total.to_string(),
            new.whose.currency,
            new.author,
            to_ms(new.now),
        ],
    )?;
    super::prices::count_use(tx, new.whose.connection, &new.draft.lines)
}

fn written<T: serde::Serialize>(value: &T) -> Result<String, DeskError> {
    serde_json::to_string(value)
        .map_err(|error| DeskError::internal(format!("an invoice cannot be written: {error}")))
}

/// The services stand at the vendor under these codes; `entry` is that of the next step.
///
/// # Errors
/// The store's.
pub(crate) fn services_added(
    tx: &Connection,
    invoice: Uuid,
    processed: &[String],
    entry: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET reached = 'services', processed = ?2, entry = ?3, put_at = ?4 WHERE id = ?1",
        params![
            invoice.to_string(),
            written(&processed)?,
            entry.to_string(),
            to_ms(now)
        ],
    )?;
    Ok(())
}

/// The payment note stands at the vendor; `entry` is that of the next step.
///
/// # Errors
/// The store's.
pub(crate) fn note_made(tx: &Connection, invoice: Uuid, note: &str, entry: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET reached = 'payment', note = ?2, entry = ?3 WHERE id = ?1",
        params![invoice.to_string(), note, entry.to_string()],
    )?;
    Ok(())
}

/// The vendor has issued it: today at the clinic, where it does not say when.
///
/// # Errors
/// The store's.
pub(crate) fn issued(
    tx: &Connection,
    invoice: Uuid,
    issued: &IssuedInvoice,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let zone: Option<String> = tx
        .query_row(
            "SELECT c.zone FROM invoices i JOIN connections c ON c.id = i.connection WHERE i.id = ?1",
            [invoice.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    let issued_on = issued.issued_on.unwrap_or_else(|| day_at(zone.as_deref(), now));
    tx.execute(
        "UPDATE invoices SET reached = 'invoice', ended = 'issued', series = ?2, number = ?3, vendor_code = ?4, \
         issued_on = ?5, due_on = ?6, answer = ?7, returned = ?8 WHERE id = ?1",
        params![
            invoice.to_string(),
            issued.series,
            issued.number,
            issued.vendor_id,
            issued_on,
            issued.due_on,
            issued.answer,
            written(&issued.lines)?,
        ],
    )?;
    Ok(())
}

/// The vendor answered without a number: what it told is kept for whoever looks there.
///
/// # Errors
/// The store's.
pub(crate) fn answered_in_part(
    tx: &Connection,
    invoice: Uuid,
    issued: &IssuedInvoice,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET series = ?2, vendor_code = ?3, issued_on = ?4, due_on = ?5, answer = ?6, returned = ?7 \
         WHERE id = ?1 AND ended IS NULL",
        params![
            invoice.to_string(),
            issued.series,
            issued.vendor_id,
            issued.issued_on,
            issued.due_on,
            issued.answer,
            written(&issued.lines)?,
        ],
    )?;
    Ok(())
}

/// A person found it issued at the vendor.
///
/// # Errors
/// The store's.
pub(crate) fn issued_by_hand(
    tx: &Connection,
    invoice: Uuid,
    there: &IssuedThere,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET reached = 'invoice', ended = 'issued', by_hand = 1, series = ?2, number = ?3, \
         put_at = coalesce(put_at, ?4) WHERE id = ?1",
        params![
            invoice.to_string(),
            there.series.trim(),
            there.number.trim(),
            to_ms(now)
        ],
    )?;
    Ok(())
}

/// A person gave it up. What was taken in money stays taken.
///
/// # Errors
/// The store's.
pub(crate) fn given_up(tx: &Connection, invoice: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET ended = 'not_issued' WHERE id = ?1 AND ended IS NULL",
        [invoice.to_string()],
    )?;
    Ok(())
}

/// Two records became one: invoices follow.
///
/// # Errors
/// The store's.
pub(crate) fn follow_record(tx: &Connection, remains: &str, gone: &str) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET record = ?1, person = (SELECT person FROM patient_records WHERE id = ?1) WHERE record = ?2",
        [remains, gone],
    )?;
    Ok(())
}

/// An erased person's name goes; that an invoice of that number and sum was issued here is the clinic's book-keeping
/// and stays.
///
/// # Errors
/// The store's.
pub(crate) fn forget_person(tx: &Connection, person: &str) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE invoices SET person = NULL, patient_name = '', birth_date = NULL, answer = NULL, returned = '[]', lines = '[]', \
         form = json_set(form, '$.lines', json('[]'), '$.payment.fiscal_receipt', NULL, '$.payment.card_slip', NULL) \
         WHERE person = ?1 OR record IN (SELECT id FROM patient_records WHERE person = ?1)",
        [person],
    )?;
    Ok(())
}
