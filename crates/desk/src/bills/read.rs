//! Bills out of the store. Whose a bill is, it says itself: the patient's id at the vendor, never a name.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::Amount;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::table::{of_word, word};
use super::{
    Account, Bill, BillDirection, BillKind, BillPage, BillsPage, BillsRequest, Liability, PaymentType,
    Transaction, sums, table,
};
use crate::adapters;
use crate::billing::PaymentMethod;
use crate::connections::Vendor;
use crate::error::DeskError;
use crate::money;
use crate::outbox;
use crate::store::{from_ms, id_of};

const COLUMNS: &str = "b.id, b.connection, b.vendor_id, b.number, b.date, b.kind, b.kind_told, b.direction, b.care_plan, \
     b.total, b.currency, b.vat, b.stamp, b.description, b.open, b.found_from, b.checked_at, b.gone_at, \
     (SELECT max(t.date) FROM bill_transactions t WHERE t.bill = b.id) AS last_paid, \
     r.id AS record, r.person, r.last_name, r.first_name, r.birth_date, r.national_id, \
     EXISTS (SELECT 1 FROM outbox o WHERE o.resource = 'bill:' || b.connection || ':' || b.vendor_id \
         AND o.state NOT IN ('done', 'discarded')) AS pending";
const FROM: &str =
    "bills b LEFT JOIN patient_records r ON r.connection = b.connection AND r.vendor_id = b.vendor_patient";

/// A bill with what only this desk needs of it.
#[derive(Clone)]
pub(crate) struct Kept {
    pub bill: Bill,
    /// Payments may be of that day at the earliest.
    pub since: NaiveDate,
    /// The day of the latest payment known, or the same.
    pub until: NaiveDate,
    pub vat: Option<String>,
    pub stamp: Option<String>,
    pub description: Option<String>,
    pub national_id: Option<String>,
    pub checked_at: Option<DateTime<Utc>>,
    pub gone: bool,
}

impl Kept {
    /// Which way a payment of it goes.
    pub(crate) fn way(&self) -> BillDirection {
        sums::way(self.bill.kind, self.bill.direction)
    }
}

/// A sum out of two columns; one that is none is not shown.
pub(super) fn amount(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Amount>> {
    let currency: Option<String> = row.get("currency")?;
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| Amount::parse(&text, currency).ok()))
}

fn id(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Uuid>> {
    Ok(row
        .get::<_, Option<String>>(column)?
        .and_then(|text| Uuid::parse_str(&text).ok()))
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let record = id(row, "record")?;
    let name = |column: &str| row.get::<_, Option<String>>(column);
    let patient_name = record
        .map(|_| -> rusqlite::Result<String> {
            let (last, first) = (
                name("last_name")?.unwrap_or_default(),
                name("first_name")?.unwrap_or_default(),
            );
            Ok(format!("{last} {first}").trim().to_owned())
        })
        .transpose()?;
    let (date, found): (Option<NaiveDate>, NaiveDate) = (row.get("date")?, row.get("found_from")?);
    let since = date.unwrap_or(found);
    let last_paid: Option<NaiveDate> = row.get("last_paid")?;
    Ok(Kept {
        since,
        until: last_paid.map_or(since, |last| last.max(since)),
        vat: row.get("vat")?,
        stamp: row.get("stamp")?,
        description: row.get("description")?,
        national_id: row.get("national_id")?,
        checked_at: row.get::<_, Option<i64>>("checked_at")?.map(from_ms),
        gone: row.get::<_, Option<i64>>("gone_at")?.is_some(),
        bill: Bill {
            id: id_of(row, "id")?,
            connection: id_of(row, "connection")?,
            vendor_id: row.get("vendor_id")?,
            number: row.get("number")?,
            date,
            kind: of_word(row.get("kind")?).unwrap_or(BillKind::Other),
            kind_told: row.get("kind_told")?,
            direction: of_word(row.get("direction")?).unwrap_or(BillDirection::Incoming),
            record,
            patient: id(row, "person")?,
            patient_name,
            birth_date: row.get("birth_date")?,
            care_plan: row.get("care_plan")?,
            total: amount(row, "total")?,
            open: amount(row, "open")?,
            pending: row.get("pending")?,
        },
    })
}

/// One bill.
pub(crate) fn bill(conn: &Connection, id: Uuid) -> Result<Kept, DeskError> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} WHERE b.id = ?1"))?
        .query_row([id.to_string()], kept)
        .optional()?
        .ok_or_else(|| DeskError::not_found("bill"))
}

/// Bills that meet a condition on `b` (the bill) and `r` (the patient's record), oldest first.
pub(super) fn kept_where(
    conn: &Connection,
    condition: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Vec<Kept>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE {condition} ORDER BY b.date, b.number, b.vendor_id"
    ))?;
    let found = statement.query_map(values, kept)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The bills of a period, newest first.
pub(super) fn bills(conn: &Connection, request: &BillsRequest) -> Result<BillsPage, DeskError> {
    let connection = request.connection.to_string();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE b.connection = ?1 AND b.gone_at IS NULL \
         AND (b.date BETWEEN ?2 AND ?3 OR (b.date IS NULL AND b.found_to >= ?2 AND b.found_from <= ?3)) \
         AND (?4 IS NULL OR b.kind = ?4) AND (?5 IS NULL OR b.direction = ?5) \
         AND (?6 IS NULL OR b.care_plan = ?6) AND (?7 IS NULL OR r.person = ?7) \
         ORDER BY b.date DESC, b.number DESC, b.vendor_id DESC"
    ))?;
    let bills = statement
        .query_map(
            params![
                connection,
                request.from,
                request.to,
                request.kind.as_ref().map(word),
                request.direction.as_ref().map(word),
                request.care_plan,
                request.patient.map(|patient| patient.to_string()),
            ],
            |row| Ok(kept(row)?.bill),
        )?
        .collect::<Result<_, _>>()?;
    let (days, oldest): (i64, Option<i64>) = conn.query_row(
        "SELECT count(*), min(asked_at) FROM bill_windows WHERE connection = ?1 AND day BETWEEN ?2 AND ?3",
        params![connection, request.from, request.to],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let all = days == (request.to - request.from).num_days() + 1;
    Ok(BillsPage {
        bills,
        checked_at: oldest.filter(|_| all).map(from_ms),
        unanswered: None,
    })
}

/// What is owed on a bill, the earliest first.
fn liabilities_of(conn: &Connection, bill: Uuid) -> Result<Vec<Liability>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT vendor_id, amount, currency, due FROM bill_liabilities WHERE bill = ?1 ORDER BY due, vendor_id",
    )?;
    let rows = statement.query_map([bill.to_string()], |row| {
        Ok(Liability {
            vendor_id: row.get("vendor_id")?,
            amount: amount(row, "amount")?,
            due: row.get("due")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was paid of a bill, the latest first.
pub(super) fn transactions_of(conn: &Connection, bill: Uuid) -> Result<Vec<Transaction>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT t.vendor_id, t.amount, t.currency, t.date, t.direction, \
             coalesce((SELECT name FROM bill_accounts a WHERE a.connection = b.connection AND a.vendor_id = t.account), \
                 t.account) AS account, \
             coalesce((SELECT name FROM bill_payment_types p WHERE p.connection = b.connection \
                 AND p.vendor_id = t.payment_type), t.payment_type) AS payment_type \
         FROM bill_transactions t JOIN bills b ON b.id = t.bill WHERE t.bill = ?1 ORDER BY t.date DESC, t.vendor_id DESC",
    )?;
    let rows = statement.query_map([bill.to_string()], |row| {
        Ok(Transaction {
            vendor_id: row.get("vendor_id")?,
            amount: amount(row, "amount")?,
            date: row.get("date")?,
            direction: of_word(row.get("direction")?).unwrap_or(BillDirection::Incoming),
            account: row.get("account")?,
            payment_type: row.get("payment_type")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How the money of payments was taken, by the vendor's ids of the payments.
pub(super) type Methods = BTreeMap<String, PaymentMethod>;

/// How this desk took the money of a bill's payments; those that others recorded, and those taken back since, are not among
/// them.
pub(super) fn methods_of(conn: &Connection, bill: Uuid) -> Result<Methods, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT vendor_ref, method FROM takings t WHERE bill = ?1 AND vendor_ref IS NOT NULL AND takes_back IS NULL \
         AND NOT EXISTS (SELECT 1 FROM takings WHERE takes_back = t.id)",
    )?;
    let rows: Vec<(String, String)> = statement
        .query_map([bill.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(rows
        .into_iter()
        .filter_map(|(payment, method)| Some((payment, PaymentMethod::parse(&method)?)))
        .collect())
}

/// When a paper was made that is kept already.
pub(super) fn paper_made_at(conn: &Connection, paper: Uuid) -> Result<Option<DateTime<Utc>>, DeskError> {
    Ok(conn
        .query_row(
            "SELECT made_at FROM papers WHERE id = ?1",
            [paper.to_string()],
            |row| row.get::<_, i64>(0),
        )
        .optional()?
        .map(from_ms))
}

/// The accounts of a connection, the vendor's order.
pub(crate) fn accounts_of(conn: &Connection, connection: Uuid) -> Result<Vec<Account>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT vendor_id, name, closed FROM bill_accounts WHERE connection = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([connection.to_string()], |row| {
        Ok(Account {
            vendor_id: row.get(0)?,
            name: row.get(1)?,
            closed: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The payment types of a connection, the vendor's order.
pub(crate) fn payment_types_of(conn: &Connection, connection: Uuid) -> Result<Vec<PaymentType>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT vendor_id, name FROM bill_payment_types WHERE connection = ?1 ORDER BY position",
    )?;
    let rows = statement.query_map([connection.to_string()], |row| {
        Ok(PaymentType {
            vendor_id: row.get(0)?,
            name: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One bill in full, from the store.
pub(super) fn page(conn: &Connection, id: Uuid, vendor: Vendor) -> Result<BillPage, DeskError> {
    let kept = bill(conn, id)?;
    let connection = kept.bill.connection;
    let transactions = transactions_of(conn, id)?;
    // A payment that does not say how much adds nothing; it is shown.
    let told = transactions.iter().filter(|row| row.amount.is_some());
    let paid = sums::paid(kept.way(), told.map(|row| (row.direction, row.amount.as_ref())));
    Ok(BillPage {
        liabilities: liabilities_of(conn, id)?,
        slips: kept
            .bill
            .patient
            .map(|patient| money::free_slips(conn, patient))
            .transpose()?
            .unwrap_or_default(),
        transactions,
        paid: Amount {
            amount: paid.unwrap_or_default(),
            currency: adapters::bill_currency(vendor).map(str::to_owned),
        },
        accounts: accounts_of(conn, connection)?,
        payment_types: payment_types_of(conn, connection)?,
        expense_types: adapters::expense_types(vendor)
            .iter()
            .map(|kind| (*kind).to_owned())
            .collect(),
        liability_rule: table::rule_of(conn, connection)?,
        unsent: outbox::unsent_of_bill(conn, connection, &kept.bill.vendor_id)?,
        checked_at: kept.checked_at,
        unanswered: None,
        bill: kept.bill,
    })
}
