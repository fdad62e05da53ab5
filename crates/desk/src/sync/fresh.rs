//! Keeping fresh what matters: today's patients, those somebody opened, those with an appointment near
//! today, and who is new at the vendor or no longer there.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection as Database, params};
use uuid::Uuid;

use super::ask::{at_once, batch_size, is_of_the_line};
use super::cursor::Cursor;
use super::one::{self, Known, known};
use super::reader::{Memory, Next};
use super::{FillStrategy, Inner};
use crate::adapters::DirectoryQuery;
use crate::connections::{Account, Priority};
use crate::error::DeskError;
use crate::store::to_ms;

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
/// Where more patients than this, and more than a fifth, are missing from a list, the list is not believed.
const MOST_UNLISTED: usize = 20;
/// Between batches of the search for newcomers by name, which is long and not urgent.
const NAMES_EVERY: TimeDelta = TimeDelta::seconds(10);
/// A record that could not be read is left in peace this long.
const AFTER_FAILURE: TimeDelta = TimeDelta::minutes(2);

pub(super) fn is_due(last: Option<DateTime<Utc>>, every: TimeDelta, now: DateTime<Utc>) -> bool {
    // A clock set back must not stop looking.
    last.is_none_or(|last| now - last >= every || last > now)
}

impl Inner {
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
            .extend(asked.failed.iter().copied().map(|record| (record, now)));
        Ok(Some(asked.next()))
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
        let rows = match directory.find(&DirectoryQuery::everyone()).await {
            Ok(rows) => rows,
            Err(error) if is_of_the_line(&error) => return Ok(Some(Next::Retry)),
            Err(_) => {
                cursor.state.looked.newcomers = Some(began);
                self.keep_cursor(connection, cursor, began).await?;
                return Ok(None);
            }
        };
        cursor.state.looked.newcomers = Some(began);
        self.keep_patients(connection, rows, began, cursor).await?;
        let mut unlisted = self
            .store
            .read(move |conn| unlisted(conn, connection, began))
            .await?;
        // Each is looked for by itself: the list may have been cut short.
        unlisted.truncate(batch_size(account).max(MOST_UNLISTED));
        let looks = self.look_for(account, cursor, &unlisted, true).await?;
        if looks.found > 0 {
            tracing::info!("an empty search lists everybody no longer");
            cursor.strategy = None;
            cursor.complete = false;
            cursor.state.patients_found = false;
            self.keep_cursor(connection, cursor, self.ports.clock.now())
                .await?;
        }
        Ok(Some(Next::Again))
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
        let mut unread = Vec::new();
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
                    self.keep_patients(connection, met, began, cursor).await?;
                    return Ok(Some(Next::Retry));
                }
                Err(_) => unread.push(code),
            }
        }
        // The next look begins beyond the highest: what lies below it would never be asked about again.
        if let Some(plan) = &mut cursor.state.codes {
            unread
                .into_iter()
                .filter(|code| *code < highest)
                .for_each(|code| plan.owe(code));
        }
        memory.look_far = false;
        cursor.state.looked.newcomers = Some(began);
        self.keep_patients(connection, met, began, cursor).await?;
        let owed: Vec<u64> = cursor.state.codes.iter().flat_map(|plan| plan.owed()).collect();
        if owed.is_empty() {
            return Ok(Some(Next::Again));
        }
        let owed = owed.into_iter().take(batch_size(account)).collect();
        self.ask_codes(account, cursor, owed).await.map(Some)
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
            "SELECT DISTINCT r.id, r.vendor_id, r.last_name, r.first_name, r.phone, r.appointments_checked_at
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
        let mut statement = conn.prepare_cached(&format!(
            "SELECT {} FROM patient_records
             WHERE connection = ?1 AND opened_at >= ?2 AND vendor_id IS NOT NULL AND gone_at IS NULL
                 AND coalesce(appointments_checked_at, 0) <= ?3
             ORDER BY opened_at DESC LIMIT 50",
            one::COLUMNS
        ))?;
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

/// Who was not in a list of everybody, unless so many are missing that the list itself is not to be believed.
pub(super) fn unlisted(
    conn: &Database,
    connection: Uuid,
    began: DateTime<Utc>,
) -> Result<Vec<Known>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {} FROM patient_records
         WHERE connection = ?1 AND vendor_id IS NOT NULL AND gone_at IS NULL AND details_checked_at < ?2",
        one::COLUMNS
    ))?;
    let unlisted: Vec<Known> = statement
        .query_map(params![connection.to_string(), to_ms(began)], known)?
        .collect::<Result<_, _>>()?;
    let count = super::progress::counts(conn, connection)?.known as usize;
    if unlisted.len() > MOST_UNLISTED.max(count / 5) {
        tracing::warn!("the vendor lists far fewer patients than before: not believed");
        return Ok(Vec::new());
    }
    Ok(unlisted)
}
