//! What stands beside the form of a new invoice: what the vendor lists of the patient that was not made through this desk.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::Amount;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::form::{self, Whose};
use super::table::{self, Stored};
use super::{InvoiceDesk, OpenDeposit, open_deposit, view};
use crate::adapters;
use crate::agenda::{self, Stage};
use crate::connections::{Health, WorkPoint};
use crate::error::DeskError;
use crate::money;
use crate::patients::search::fold;
use crate::patients::{PaymentRow, ServiceRow};
use crate::store::{id_of, instant_of};

/// The longest list shown; older rows say nothing about what is done today.
const ROWS: usize = 60;

/// Everything beside the form.
pub(crate) fn desk(
    conn: &Connection,
    record: Uuid,
    health: Health,
    now: DateTime<Utc>,
) -> Result<InvoiceDesk, DeskError> {
    let whose = form::whose(conn, record)?;
    let work_points = work_points(conn, whose.connection)?;
    let work_point = visited(conn, record, agenda::today(conn, now)?, &work_points)?;
    let ours = table::select(conn, "record = ?1", &record.to_string())?;
    let all = services(conn, record)?;
    let open_deposit = deposit_of(&all, &whose);
    let mut unfinished = Vec::new();
    for stored in ours.iter().filter(|stored| stored.ended.is_none()) {
        unfinished.push(view::shown(conn, stored.clone())?);
    }
    Ok(InvoiceDesk {
        record,
        patient: whose
            .person
            .ok_or_else(|| DeskError::internal("a record without a person"))?,
        connection: whose.connection,
        connection_name: whose.connection_name.clone(),
        online: health != Health::Offline,
        patient_name: whose.name.clone(),
        birth_date: whose.birth_date,
        national_id_tail: whose.national_id_tail.clone(),
        work_points,
        work_point,
        currency: whose.currency.to_owned(),
        services_elsewhere: elsewhere(conn, all, &ours)?,
        payments_elsewhere: payments(conn, record, &ours)?,
        checked_at: checked_at(conn, record)?,
        open_deposit,
        unfinished,
        slips: whose
            .person
            .map(|person| money::free_slips(conn, person))
            .transpose()?
            .unwrap_or_default(),
    })
}

/// Money that a patient has paid ahead, as far as the store knows what stands at the vendor.
///
/// # Errors
/// The store's.
pub(crate) fn known_deposit(conn: &Connection, whose: &Whose) -> Result<Option<OpenDeposit>, DeskError> {
    Ok(deposit_of(&services(conn, whose.record)?, whose))
}

fn deposit_of(rows: &[ServiceRow], whose: &Whose) -> Option<OpenDeposit> {
    let deposits = rows
        .iter()
        .filter(|row| !row.foreign && adapters::is_deposit(whose.vendor, &row.name));
    open_deposit(deposits.map(|row| row.price.as_ref()))
}

fn work_points(conn: &Connection, connection: Uuid) -> Result<Vec<WorkPoint>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT vendor_id, name, confirmed FROM work_points WHERE connection = ?1 AND vendor_id IS NOT NULL ORDER BY name",
    )?;
    let rows = statement.query_map([connection.to_string()], |row| {
        Ok(WorkPoint {
            vendor_id: row.get(0)?,
            name: row.get(1)?,
            confirmed: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The work point of what the record has today: the series of a tax document follows it. Nothing where the visits of the day
/// do not agree, or nobody has confirmed which code the name means. A row under another patient's code is no visit of theirs.
fn visited(
    conn: &Connection,
    record: Uuid,
    today: NaiveDate,
    points: &[WorkPoint],
) -> Result<Option<String>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT a.id, a.place FROM appointments a JOIN patient_records r ON r.id = a.record \
         WHERE a.record = ?1 AND a.date = ?2 AND a.gone_at IS NULL \
         AND (a.vendor_patient IS NULL OR a.vendor_patient = r.vendor_id)",
    )?;
    let visits = statement
        .query_map(params![record.to_string(), today], |row| {
            Ok((id_of(row, "id")?, row.get::<_, Option<String>>("place")?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut places = BTreeSet::new();
    for (appointment, place) in visits {
        if agenda::furthest_stage(conn, appointment)? != Stage::Cancelled {
            places.insert(place);
        }
    }
    let mut places = places.into_iter();
    let (Some(Some(place)), None) = (places.next(), places.next()) else {
        return Ok(None);
    };
    Ok(points
        .iter()
        .find(|point| point.confirmed && point.name.trim() == place.trim())
        .and_then(|point| point.vendor_id.clone()))
}

fn amount(amount: Option<String>, currency: Option<String>) -> Option<Amount> {
    amount.and_then(|amount| Amount::parse(&amount, currency).ok())
}

const FOREIGN: &str = "f.vendor_patient IS NOT NULL AND f.vendor_patient IS NOT r.vendor_id";

fn services(conn: &Connection, record: Uuid) -> Result<Vec<ServiceRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.date, f.name, f.doctor, f.amount, f.currency, {FOREIGN} FROM patient_services f \
         JOIN patient_records r ON r.id = f.record WHERE f.record = ?1 ORDER BY f.date DESC, f.position"
    ))?;
    let rows = statement.query_map([record.to_string()], |row| {
        Ok(ServiceRow {
            date: row.get(0)?,
            name: row.get(1)?,
            doctor: row.get(2)?,
            quantity: 1,
            price: amount(row.get(3)?, row.get(4)?),
            foreign: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Rows that no invoice of this desk put there: each line of ours takes one row of its name and day away.
fn elsewhere(
    conn: &Connection,
    rows: Vec<ServiceRow>,
    ours: &[Stored],
) -> Result<Vec<ServiceRow>, DeskError> {
    let mut mine: BTreeMap<(String, NaiveDate), u32> = BTreeMap::new();
    for stored in ours.iter().filter(|stored| stored.reached.is_some()) {
        let day = table::day_made(conn, stored)?;
        for line in &stored.lines {
            *mine.entry((fold(&line.name).trim().to_owned(), day)).or_default() += 1;
        }
    }
    let mut left = Vec::new();
    for row in rows {
        let key = row.date.map(|date| (fold(&row.name).trim().to_owned(), date));
        if let Some(count) = key.and_then(|key| mine.get_mut(&key)).filter(|count| **count > 0) {
            *count -= 1;
            continue;
        }
        left.push(row);
    }
    left.truncate(ROWS);
    Ok(left)
}

fn payments(conn: &Connection, record: Uuid, ours: &[Stored]) -> Result<Vec<PaymentRow>, DeskError> {
    let notes: BTreeSet<&str> = ours.iter().filter_map(|stored| stored.note.as_deref()).collect();
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.note, f.date, f.place, f.payer, f.amount, f.currency, f.method, {FOREIGN} FROM patient_payments f \
         JOIN patient_records r ON r.id = f.record WHERE f.record = ?1 ORDER BY f.date DESC, f.position"
    ))?;
    let rows = statement.query_map([record.to_string()], |row| {
        Ok(PaymentRow {
            note: row.get(0)?,
            date: row.get(1)?,
            place: row.get(2)?,
            payer: row.get(3)?,
            total: amount(row.get(4)?, row.get(5)?),
            method: row.get(6)?,
            foreign: row.get(7)?,
        })
    })?;
    let mut left = Vec::new();
    for row in rows {
        let row: PaymentRow = row?;
        if !row.note.as_deref().is_some_and(|note| notes.contains(note)) {
            left.push(row);
        }
    }
    left.truncate(ROWS);
    Ok(left)
}

/// The older of the two.
fn checked_at(conn: &Connection, record: Uuid) -> Result<Option<DateTime<Utc>>, DeskError> {
    Ok(conn.query_row(
        "SELECT services_checked_at, payments_checked_at FROM patient_records WHERE id = ?1",
        params![record.to_string()],
        |row| {
            let services = instant_of(row, "services_checked_at")?;
            let payments = instant_of(row, "payments_checked_at")?;
            Ok(services.and_then(|services| Some(services.min(payments?))))
        },
    )?)
}
