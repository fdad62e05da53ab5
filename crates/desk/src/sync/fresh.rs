//! Keeping fresh what matters: names of statuses, today's patients, those somebody opened, those with an
//! appointment near today, newcomers, and once a day everybody.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use futures::FutureExt as _;
use futures::stream::{self, StreamExt as _};
use rusqlite::{Connection as Database, params};
use uuid::Uuid;

use super::ask::{Known, at_once, batch_size, is_of_the_line};
use super::cursor::Cursor;
use super::fill::known;
use super::names::NamesPlan;
use super::reader::{Memory, Next};
use super::{FillStrategy, Inner, absorb};
use crate::adapters::DirectoryQuery;
use crate::connections::{Account, Priority, refresh_doctors, refresh_statuses, refresh_work_points};
use crate::error::DeskError;
use crate::store::to_ms;

const STATUSES_EVERY: TimeDelta = TimeDelta::minutes(5);
const DOCTORS_EVERY: TimeDelta = TimeDelta::hours(24);
const TODAY_EVERY: TimeDelta = TimeDelta::seconds(60);
const OPENED_EVERY: TimeDelta = TimeDelta::seconds(120);
const NEAR_EVERY: TimeDelta = TimeDelta::minutes(30);
/// How long after it was opened a patient counts as looked at.
const OPENED_FOR: TimeDelta = TimeDelta::hours(2);
const NEAR: Days = Days::new(7);
const NEWCOMERS_BY_CODE_EVERY: TimeDelta = TimeDelta::minutes(3);
const EVERYBODY_EVERY: TimeDelta = TimeDelta::minutes(60);
/// Codes beyond the highest known that are looked up for newcomers, and once a round, lest they leapt.
const BEYOND: u64 = 10;
const FAR_BEYOND: u64 = super::codes::GIVE_UP;
const ROUND_EVERY: TimeDelta = TimeDelta::hours(24);
/// A round is spread over a working day, since a desk is switched off at night.
const ROUND_SPREAD: Duration = Duration::from_secs(8 * 3_600);
/// Between batches of the search for newcomers by name, which is long and not urgent.
const NAMES_EVERY: TimeDelta = TimeDelta::seconds(10);
/// A record that could not be read is left in peace this long.
const AFTER_FAILURE: TimeDelta = TimeDelta::minutes(2);

pub(super) fn is_due(last: Option<DateTime<Utc>>, every: TimeDelta, now: DateTime<Utc>) -> bool {
    // A clock set back must not stop looking.
    last.is_none_or(|last| now - last >= every || last > now)
}

impl Inner {
    /// The names of statuses, and once a day the doctors and the ids of work points.
    pub(super) async fn refresh_catalogues(
        &self,
        account: &Account,
        cursor: &mut Cursor,
    ) -> Result<Option<Next>, DeskError> {
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        let capabilities = account.at(Priority::Sync);
        if is_due(cursor.state.looked.statuses, STATUSES_EVERY, now) {
            if let Some(catalogue) = capabilities.statuses {
                let answer = catalogue.statuses().await;
                if answer.as_ref().is_err_and(is_of_the_line) {
                    return Ok(Some(Next::Retry));
                }
                let now = self.ports.clock.now();
                cursor.state.looked.statuses = Some(now);
                let kept = cursor.clone();
                let changed = self
                    .store
                    .write(move |tx| {
                        let changed = match &answer {
                            Ok(labels) => refresh_statuses(tx, connection, labels, now)?,
                            Err(_) => false,
                        };
                        super::cursor::save(tx, connection, &kept, now)?;
                        Ok(changed)
                    })
                    .await?;
                if changed {
                    self.events
                        .changed(&[crate::Topic::Connections, crate::Topic::Appointments]);
                }
            }
        }
        if is_due(cursor.state.looked.doctors, DOCTORS_EVERY, now) {
            if let Some(doctors) = capabilities.doctors {
                let (list, ids) = (doctors.doctors().await, doctors.work_point_ids().await);
                if list.as_ref().is_err_and(is_of_the_line) {
                    return Ok(Some(Next::Retry));
                }
                let now = self.ports.clock.now();
                cursor.state.looked.doctors = Some(now);
                let kept = cursor.clone();
                self.store
                    .write(move |tx| {
                        if let Ok(list) = &list {
                            refresh_doctors(tx, connection, list)?;
                        }
                        refresh_work_points(tx, connection, &ids.unwrap_or_default())?;
                        super::cursor::save(tx, connection, &kept, now)
                    })
                    .await?;
            }
        }
        Ok(None)
    }

    /// One batch of the patients that matter now, if any is due.
    pub(super) async fn refresh_near(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        memory: &mut Memory,
    ) -> Result<Option<Next>, DeskError> {
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        let today = now.with_timezone(&account.zone).date_naive();
        let pace = account.contact().gate().pace();
        let mut due = self
            .store
            .read(move |conn| {
                Due {
                    connection,
                    today,
                    now,
                }
                .records(conn, pace.per_second)
            })
            .await?;
        memory
            .failed
            .retain(|_, at| !is_due(Some(*at), AFTER_FAILURE, now));
        due.retain(|known| !memory.failed.contains_key(&known.record));
        due.truncate(batch_size(account));
        if due.is_empty() {
            return Ok(None);
        }
        let asked = self.read_appointments(account, cursor, &due).await?;
        let now = self.ports.clock.now();
        memory
            .failed
            .extend(asked.failed.into_iter().map(|record| (record, now)));
        Ok(Some(if asked.read == 0 { Next::Retry } else { Next::Again }))
    }

    /// Patients new at the vendor, and those it no longer names.
    pub(super) async fn look_for_newcomers(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        memory: &mut Memory,
    ) -> Result<Option<Next>, DeskError> {
        let now = self.ports.clock.now();
        let last = cursor.state.looked.newcomers;
        match cursor.strategy {
            Some(FillStrategy::All) if is_due(last, EVERYBODY_EVERY, now) => {
                self.list_everybody(account, cursor).await
            }
            Some(FillStrategy::Codes) if is_due(last, NEWCOMERS_BY_CODE_EVERY, now) => {
                self.look_beyond(account, cursor, memory).await
            }
            Some(FillStrategy::Names)
                if cursor.state.names.as_ref().is_some_and(|plan| !plan.is_done())
                    && is_due(memory.names_at, NAMES_EVERY, now) =>
            {
                memory.names_at = Some(now);
                self.fill_by_names(account, cursor, at_once(account))
                    .await
                    .map(Some)
            }
            _ => Ok(None),
        }
    }

    async fn list_everybody(
        &self,
        account: &Account,
        cursor: &mut Cursor,
    ) -> Result<Option<Next>, DeskError> {
        let Some(directory) = account.at(Priority::Sync).directory else {
            return Ok(None);
        };
        let connection = account.connection.id;
        let began = self.ports.clock.now();
        match directory.find(&DirectoryQuery::everyone()).await {
            Ok(rows) => {
                cursor.state.looked.newcomers = Some(began);
                self.keep_patients(connection, rows, cursor).await?;
                let now = self.ports.clock.now();
                self.store
                    .write(move |tx| mark_unlisted(tx, connection, began, now))
                    .await?;
                Ok(Some(Next::Again))
            }
            Err(error) if is_of_the_line(&error) => Ok(Some(Next::Retry)),
            Err(_) => {
                cursor.state.looked.newcomers = Some(began);
                self.keep_cursor(connection, cursor, began).await?;
                Ok(None)
            }
        }
    }

    async fn look_beyond(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        memory: &mut Memory,
    ) -> Result<Option<Next>, DeskError> {
        let Some(directory) = account.at(Priority::Sync).directory else {
            return Ok(None);
        };
        let connection = account.connection.id;
        let began = self.ports.clock.now();
        let mut highest = self
            .store
            .read(move |conn| highest_code(conn, connection))
            .await?;
        let mut code = highest;
        let mut met = Vec::new();
        let reach = if memory.look_far { FAR_BEYOND } else { BEYOND };
        while code < highest + reach {
            code += 1;
            match directory.find(&DirectoryQuery::by_code(code.to_string())).await {
                Ok(rows) => {
                    if !rows.is_empty() {
                        highest = highest.max(code);
                    }
                    met.extend(rows);
                }
                Err(error) if is_of_the_line(&error) => {
                    self.keep_patients(connection, met, cursor).await?;
                    return Ok(Some(Next::Retry));
                }
                Err(_) => {}
            }
        }
        memory.look_far = false;
        cursor.state.looked.newcomers = Some(began);
        self.keep_patients(connection, met, cursor).await?;
        Ok(Some(Next::Again))
    }

    /// A few of the records of the round over everybody, when it is their time.
    pub(super) async fn go_round(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        memory: &mut Memory,
    ) -> Result<Option<Next>, DeskError> {
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        let under_way = cursor
            .state
            .looked
            .round
            .is_some_and(|began| cursor.last_full_round.is_none_or(|ended| ended < began));
        if !under_way {
            if is_due(cursor.state.looked.round, ROUND_EVERY, now) {
                cursor.state.looked.round = Some(now);
                cursor.state.failed.clear();
                memory.round_at = Some(now);
                memory.look_far = true;
                self.keep_cursor(connection, cursor, now).await?;
            }
            return Ok(None);
        }
        let Some(began) = cursor.state.looked.round else {
            return Ok(None);
        };
        let all = cursor.strategy == Some(FillStrategy::All);
        let spare = cursor.state.failed.len();
        let size = batch_size(account);
        let (count, mut records) = self
            .store
            .read(move |conn| {
                let count = super::progress::counts(conn, connection)?.known;
                Ok((
                    count,
                    not_asked_since(conn, connection, began, all, size + spare)?,
                ))
            })
            .await?;
        records.retain(|known| !cursor.state.is_given_up(known.record));
        if records.is_empty() {
            cursor.last_full_round = Some(now);
            if cursor.strategy == Some(FillStrategy::Names) {
                cursor.state.names = Some(NamesPlan::new(None));
            }
            let kept = cursor.clone();
            self.store
                .write(move |tx| {
                    refresh_work_points(tx, connection, &[])?;
                    super::cursor::save(tx, connection, &kept, now)
                })
                .await?;
            return Ok(Some(Next::Again));
        }
        let each = ROUND_SPREAD / count.max(1);
        let since = (now - *memory.round_at.get_or_insert(now))
            .to_std()
            .unwrap_or_default();
        let turn = usize::try_from(since.as_millis() / each.as_millis().max(1))
            .unwrap_or(size)
            .min(size);
        if turn == 0 {
            return Ok(None);
        }
        memory.round_at = Some(now);
        records.truncate(turn);
        let mut gone = Vec::new();
        if !all {
            gone = self.look_at_details(account, cursor, &records).await?;
        }
        records.retain(|known| !gone.contains(&known.record));
        let asked = self.read_appointments(account, cursor, &records).await?;
        Ok(Some(if asked.read == 0 && !asked.failed.is_empty() {
            Next::Retry
        } else {
            Next::Again
        }))
    }

    /// Reads the details of these records one by one. Returns those the vendor no longer names.
    async fn look_at_details(
        &self,
        account: &Account,
        cursor: &Cursor,
        records: &[Known],
    ) -> Result<Vec<Uuid>, DeskError> {
        let Some(directory) = account.at(Priority::Sync).directory else {
            return Ok(Vec::new());
        };
        let by_code = cursor.state.by_code;
        let answers: Vec<_> = stream::iter(records.to_vec())
            .map(|known| {
                let directory = directory.clone();
                async move {
                    let answer = directory.find(&known.query(by_code)).await;
                    (known, answer)
                }
                .boxed()
            })
            .buffer_unordered(at_once(account))
            .collect()
            .await;
        let mut met = Vec::new();
        let mut missed = Vec::new();
        for (known, answer) in answers {
            if let Ok(rows) = answer {
                if !rows.iter().any(|row| row.vendor_id == known.vendor_id) {
                    missed.push(known.record);
                }
                met.extend(rows);
            }
        }
        // A vendor that suddenly knows nobody is a vendor with a fault.
        if missed.len() >= 5 && missed.len() == records.len() {
            missed.clear();
        }
        let (connection, now) = (account.connection.id, self.ports.clock.now());
        self.store
            .write(move |tx| {
                for row in &met {
                    absorb::patient(tx, connection, row, now)?;
                }
                let mut gone = Vec::new();
                for record in missed {
                    absorb::missed(tx, record, now)?;
                    gone.push(record);
                }
                Ok(gone)
            })
            .await
    }
}

impl Known {
    /// The question that should find this patient.
    pub(super) fn query(&self, by_code: bool) -> DirectoryQuery {
        if by_code {
            return DirectoryQuery::by_code(self.vendor_id.clone());
        }
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        DirectoryQuery {
            last_name: some(&self.last_name),
            first_name: some(&self.first_name),
            ..DirectoryQuery::default()
        }
    }
}

/// The patients that matter now.
struct Due {
    connection: Uuid,
    today: NaiveDate,
    now: DateTime<Utc>,
}

impl Due {
    fn records(&self, conn: &Database, per_second: u32) -> Result<Vec<Known>, DeskError> {
        // Many patients today must not take more than half of what the vendor is asked in all.
        let expected = self
            .with_appointments(conn, self.today, self.today, self.now, 100_000)?
            .len();
        let half = i64::from(per_second.max(2) / 2);
        let today_every = TODAY_EVERY.max(TimeDelta::seconds(
            i64::try_from(expected).unwrap_or(i64::MAX) / half,
        ));
        let mut due = self.with_appointments(conn, self.today, self.today, self.now - today_every, 200)?;
        due.extend(self.opened(conn)?);
        let (from, to) = (self.today - NEAR, self.today + NEAR);
        due.extend(self.with_appointments(conn, from, to, self.now - NEAR_EVERY, 200)?);
        let mut seen = std::collections::BTreeSet::new();
        due.retain(|known| seen.insert(known.record));
        Ok(due)
    }

    fn with_appointments(
        &self,
        conn: &Database,
        from: NaiveDate,
        to: NaiveDate,
        checked_before: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Known>, DeskError> {
        let mut statement = conn.prepare_cached(
            "SELECT DISTINCT r.id, r.vendor_id, r.last_name, r.first_name, r.appointments_checked_at
             FROM appointments a JOIN patient_records r ON r.id = a.record
             WHERE a.date BETWEEN ?2 AND ?3 AND a.connection = ?1 AND a.gone_at IS NULL AND r.gone_at IS NULL
                 AND r.vendor_id IS NOT NULL AND coalesce(r.appointments_checked_at, 0) <= ?4
             ORDER BY r.appointments_checked_at LIMIT ?5",
        )?;
        let rows = statement.query_map(
            params![
                self.connection.to_string(),
                from,
                to,
                to_ms(checked_before),
                limit
            ],
            known,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn opened(&self, conn: &Database) -> Result<Vec<Known>, DeskError> {
        let mut statement = conn.prepare_cached(
            "SELECT id, vendor_id, last_name, first_name FROM patient_records
             WHERE connection = ?1 AND opened_at >= ?2 AND vendor_id IS NOT NULL AND gone_at IS NULL
                 AND coalesce(appointments_checked_at, 0) <= ?3
             ORDER BY opened_at DESC LIMIT 50",
        )?;
        let rows = statement.query_map(
            params![
                self.connection.to_string(),
                to_ms(self.now - OPENED_FOR),
                to_ms(self.now - OPENED_EVERY)
            ],
            known,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Records the round under way has not come to. Gone ones are looked for too: they may be back.
fn not_asked_since(
    conn: &Database,
    connection: Uuid,
    began: DateTime<Utc>,
    all: bool,
    limit: usize,
) -> Result<Vec<Known>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, vendor_id, last_name, first_name FROM patient_records
         WHERE connection = ?1 AND vendor_id IS NOT NULL
             AND ((gone_at IS NULL AND coalesce(appointments_checked_at, 0) < ?2
                     AND (missed_at IS NULL OR coalesce(details_checked_at, 0) < ?2))
                 OR (gone_at IS NOT NULL AND NOT ?3 AND coalesce(details_checked_at, 0) < ?2))
         ORDER BY appointments_checked_at LIMIT ?4",
    )?;
    let rows = statement.query_map(
        params![connection.to_string(), to_ms(began), all, limit as i64],
        known,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn highest_code(conn: &Database, connection: Uuid) -> Result<u64, DeskError> {
    let highest: Option<i64> = conn.query_row(
        "SELECT max(CAST(vendor_id AS INTEGER)) FROM patient_records WHERE connection = ?1",
        [connection.to_string()],
        |row| row.get(0),
    )?;
    Ok(highest
        .and_then(|highest| u64::try_from(highest).ok())
        .unwrap_or_default())
}

/// After a look at everybody: who was not in it has been missed, unless so many are missing that the answer
/// itself is not to be believed.
fn mark_unlisted(
    tx: &Database,
    connection: Uuid,
    began: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, vendor_id, last_name, first_name FROM patient_records
         WHERE connection = ?1 AND vendor_id IS NOT NULL AND gone_at IS NULL AND details_checked_at < ?2",
    )?;
    let unlisted: Vec<Known> = statement
        .query_map(params![connection.to_string(), to_ms(began)], known)?
        .collect::<Result<_, _>>()?;
    let count = super::progress::counts(tx, connection)?.known as usize;
    if unlisted.len() > 20.max(count / 5) {
        tracing::warn!("the vendor lists far fewer patients than before: not believed");
        return Ok(());
    }
    for known in unlisted {
        absorb::missed(tx, known.record, now)?;
    }
    Ok(())
}
