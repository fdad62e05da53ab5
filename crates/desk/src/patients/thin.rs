//! Keeping full records only of patients with a visit near, as the manager sets.
//!
//! A record that is kept short has its name, its birth date and its code at the vendor: it is found, and opening it
//! asks the vendor afresh. Reading fills it again only when somebody opens it or a visit comes near.

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::search;
use crate::clinic::DeskSettings;
use crate::error::DeskError;
use crate::outbox;
use crate::store::{id_of, to_ms};

/// Records looked at in one transaction: a person's tick waits for no more than that.
const BATCH: usize = 200;
/// A record whose appointments were asked for longer ago stays: nobody knows whether a visit is near.
const SURE_FOR: TimeDelta = TimeDelta::days(7);

/// How much of a record is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Everything the vendor tells.
    Whole,
    /// Name, birth date and code.
    Short,
}

impl Kept {
    /// How much of a record is kept; `None` where there is no such record.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn of(conn: &Connection, record: Uuid) -> Result<Option<Self>, DeskError> {
        let since: Option<Option<i64>> = conn
            .prepare_cached("SELECT thinned_at FROM patient_records WHERE id = ?1")?
            .query_row([record.to_string()], |row| row.get(0))
            .optional()?;
        Ok(since.map(|since| if since.is_some() { Self::Short } else { Self::Whole }))
    }
}

/// The days around today whose visits keep a record whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// When the first day begins.
    since: DateTime<Utc>,
}

impl Period {
    /// As the manager has set it; `None`: of everybody everything is kept.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn set(conn: &Connection, now: DateTime<Utc>) -> Result<Option<Self>, DeskError> {
        let months = DeskSettings::load(conn)?.full_record_months.map(Months::new);
        Ok(months.and_then(|months| {
            let since = now.checked_sub_months(months)?;
            Some(Self {
                from: since.date_naive(),
                to: now.date_naive().checked_add_months(months)?,
                since,
            })
        }))
    }
}

/// Whether a visit on one of these days keeps a record whole.
///
/// # Errors
/// The store's.
pub(crate) fn is_any_near(
    conn: &Connection,
    days: impl IntoIterator<Item = NaiveDate>,
    now: DateTime<Utc>,
) -> Result<bool, DeskError> {
    Ok(Period::set(conn, now)?.is_none_or(|period| {
        days.into_iter()
            .any(|day| (period.from..=period.to).contains(&day))
    }))
}

/// Keeps everything of a record again, from the vendor's next answers on: nothing counts as asked before.
///
/// # Errors
/// The store's.
pub(crate) fn keep_whole(tx: &Connection, record: Uuid) -> Result<(), DeskError> {
    tx.prepare_cached(
        "UPDATE patient_records SET thinned_at = NULL, details_checked_at = NULL, appointments_checked_at = NULL
         WHERE id = ?1 AND thinned_at IS NOT NULL",
    )?
    .execute([record.to_string()])?;
    Ok(())
}

/// The same for all records of a person.
///
/// # Errors
/// The store's.
pub(crate) fn keep_all_whole(tx: &Connection, person: Uuid) -> Result<(), DeskError> {
    tx.prepare_cached(
        "UPDATE patient_records SET thinned_at = NULL, details_checked_at = NULL, appointments_checked_at = NULL
         WHERE person = ?1 AND thinned_at IS NOT NULL",
    )?
    .execute([person.to_string()])?;
    Ok(())
}

/// What a batch came to.
pub(crate) struct Batch {
    /// Records that are kept short now.
    pub thinned: usize,
    /// The last record looked at: where the next batch goes on. `None`: that was the last.
    pub next: Option<Uuid>,
}

/// Makes short what of the next records may be: none with a visit near, opened in the period, or with unsent work.
///
/// # Errors
/// The store's.
pub(crate) fn batch(tx: &Connection, after: Option<Uuid>, now: DateTime<Utc>) -> Result<Batch, DeskError> {
    let Some(period) = Period::set(tx, now)? else {
        // The manager wants everything again: the vendors are asked for it.
        tx.execute(
            "UPDATE patient_records SET thinned_at = NULL, details_checked_at = NULL, appointments_checked_at = NULL
             WHERE thinned_at IS NOT NULL",
            [],
        )?;
        return Ok(Batch {
            thinned: 0,
            next: None,
        });
    };
    let looked: Vec<(Uuid, bool)> = tx
        .prepare_cached(
            "SELECT r.id, r.thinned_at IS NULL AND r.vendor_id IS NOT NULL
                 AND coalesce(r.opened_at, 0) < ?2 AND coalesce(r.appointments_checked_at, 0) >= ?3
                 AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.record = r.id AND a.gone_at IS NULL
                     AND a.date BETWEEN ?4 AND ?5)
                 AND NOT EXISTS (SELECT 1 FROM video_visits v WHERE v.person = r.person AND v.gone_at IS NULL
                     AND substr(v.start, 1, 10) BETWEEN ?4 AND ?5) AS far
             FROM patient_records r WHERE r.id > ?1 ORDER BY r.id LIMIT ?6",
        )?
        .query_map(
            params![
                after.map(|id| id.to_string()).unwrap_or_default(),
                to_ms(period.since),
                to_ms(now - SURE_FOR),
                period.from,
                period.to,
                BATCH as i64
            ],
            |row| Ok((id_of(row, "id")?, row.get("far")?)),
        )?
        .collect::<Result<_, _>>()?;
    let next = looked.last().map(|(id, _)| *id).filter(|_| looked.len() == BATCH);
    search::forget_for_good(tx, true)?;
    let mut thinned = 0;
    for (record, _) in looked.into_iter().filter(|(_, far)| *far) {
        if !outbox::is_wanted(tx, record)? {
            shorten(tx, record, now)?;
            thinned += 1;
        }
    }
    search::forget_for_good(tx, false)?;
    Ok(Batch { thinned, next })
}

fn shorten(tx: &Connection, record: Uuid, now: DateTime<Utc>) -> Result<(), DeskError> {
    let id = record.to_string();
    for table in [
        "appointments",
        "patient_services",
        "patient_payments",
        "patient_contracts",
        "patient_phones",
        "patient_documents",
    ] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE record = ?1"))?
            .execute([&id])?;
    }
    tx.prepare_cached(
        "UPDATE patient_records SET thinned_at = ?2, phone = NULL, email = NULL, national_id = NULL, extra = '{}',
             services_checked_at = NULL, payments_checked_at = NULL, contracts_checked_at = NULL,
             phones_checked_at = NULL, documents_checked_at = NULL
         WHERE id = ?1",
    )?
    .execute(params![id, to_ms(now)])?;
    search::index_record(tx, record)
}

/// What lies further back and hangs on no record: video visits, laboratory orders and reports that have been settled,
/// and what was sent. Returns how many rows went.
///
/// # Errors
/// The store's.
pub(crate) fn the_rest(tx: &Connection, now: DateTime<Utc>) -> Result<usize, DeskError> {
    let Some(period) = Period::set(tx, now)? else {
        return Ok(0);
    };
    let since = to_ms(period.since);
    let mut gone = outbox::forget_settled_before(tx, period.since)?;
    // What is left in the outbox is open, refused or of the period.
    gone += tx.execute(
        "DELETE FROM video_visits WHERE substr(start, 1, 10) < ?1 AND created_at < ?2
             AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.resource = 'video:' || video_visits.id)",
        params![period.from, since],
    )?;
    gone += tx.execute(
        "DELETE FROM lab_reports WHERE created_at < ?1 AND pdf IS NULL
             AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'upload_report'
                 AND json_extract(o.action, '$.report') = lab_reports.id)",
        [since],
    )?;
    gone += tx.execute(
        "DELETE FROM lab_orders WHERE created_at < ?1
             AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.resource = 'lab-order:' || lab_orders.id)
             AND NOT EXISTS (SELECT 1 FROM lab_reports p WHERE p.lab_order = lab_orders.id)",
        [since],
    )?;
    Ok(gone)
}
