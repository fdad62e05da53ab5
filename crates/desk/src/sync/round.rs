//! The round over everybody, once a day, a few at a time.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use futures::stream::{self, StreamExt as _};
use rusqlite::{Connection as Database, params};
use uuid::Uuid;

use super::absorb::Times;
use super::ask::{at_once, batch_size};
use super::cursor::Cursor;
use super::fresh::is_due;
use super::names::NamesPlan;
use super::one::{self, Known, known};
use super::reader::{Memory, Next};
use super::{FillStrategy, Inner, cursor};
use crate::connections::{Account, Priority, refresh_work_points};
use crate::error::DeskError;
use crate::store::to_ms;

const ROUND_EVERY: TimeDelta = TimeDelta::hours(24);
/// A round is spread over a working day, since a desk is switched off at night.
const ROUND_SPREAD: Duration = Duration::from_secs(8 * 3_600);
/// After so long without a round - a weekend - new appointments stand with many patients: the next one takes a part of
/// what may be asked rather than a day, and leaves the rest to people and to the patients of today.
const LONG_ASLEEP: TimeDelta = TimeDelta::hours(36);
const CATCHING_UP: u32 = 3;
/// What was asked so long ago need not be asked again for somebody who waits for everything.
const LATELY: TimeDelta = TimeDelta::hours(2);
/// One patient in so long is polite enough, however few there are.
const SLOWEST: Duration = Duration::from_secs(60);

impl Inner {
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
        let in_a_hurry = self.in_a_hurry();
        let too_old =
            in_a_hurry.is_some_and(|lately| cursor.state.looked.round.is_none_or(|began| began < lately));
        if !under_way || too_old {
            if too_old || is_due(cursor.state.looked.round, ROUND_EVERY, now) {
                cursor.state.looked.round = Some(now);
                cursor.state.failed.clear();
                if let Some(plan) = &mut cursor.state.codes {
                    plan.ask_owed_again();
                }
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
                cursor.state.cap = cursor.ways().cap;
                cursor.state.names = Some(NamesPlan::new(None));
            }
            let kept = cursor.clone();
            self.store
                .write(move |tx| {
                    refresh_work_points(tx, connection, &[])?;
                    cursor::save(tx, connection, &kept, now)
                })
                .await?;
            return Ok(Some(Next::Again));
        }
        let requests = if all { 1 } else { 2 };
        let each = match cursor.last_full_round {
            _ if in_a_hurry.is_some() => Duration::ZERO,
            Some(before) if began - before > LONG_ASLEEP => {
                let pace = account.contact().gate().pace();
                Duration::from_secs(1) * CATCHING_UP * requests / pace.per_second.max(1)
            }
            _ => ROUND_SPREAD / count.max(1),
        }
        .min(SLOWEST);
        let since = (now - *memory.round_at.get_or_insert(now))
            .to_std()
            .unwrap_or_default();
        let turn = match each.as_millis() {
            0 => size,
            each => usize::try_from(since.as_millis() / each)
                .unwrap_or(size)
                .min(size),
        };
        if turn == 0 {
            return Ok(None);
        }
        memory.round_at = Some(now);
        records.truncate(turn);
        let mut gone = Vec::new();
        if !all {
            gone = self.look_for(account, cursor, &records, false).await?.missed;
        }
        records.retain(|known| !gone.contains(&known.record));
        let asked = self.read_appointments(account, cursor, &records).await?;
        Ok(Some(if asked.failed.is_empty() {
            Next::Again
        } else {
            asked.next()
        }))
    }

    /// Since when everything has to have been asked, where somebody waits for that.
    pub(super) fn in_a_hurry(&self) -> Option<DateTime<Utc>> {
        let since = *self.hurry();
        since.map(|since| since - LATELY)
    }

    /// Whether all of a connection was asked about lately enough for whoever waits for that.
    pub(super) async fn is_up_to_date(&self, connection: Uuid) -> Result<bool, DeskError> {
        let Some(lately) = self.in_a_hurry() else {
            return Ok(true);
        };
        let cursor = self
            .store
            .read(move |conn| cursor::load(conn, connection))
            .await?;
        let (ended, state) = (cursor.last_full_round, &cursor.state);
        Ok(if cursor.strategy == Some(FillStrategy::Pages) {
            ended >= Some(lately) && state.pages.ended && state.pages.began >= Some(lately)
        } else {
            state.looked.round >= Some(lately) && ended >= state.looked.round
        })
    }

    /// Looks for these records at the vendor, each by itself. `names_others`: the vendor has just named other
    /// patients, so that it may be believed when it has none of these.
    pub(super) async fn look_for(
        &self,
        account: &Account,
        cursor: &Cursor,
        records: &[Known],
        names_others: bool,
    ) -> Result<Looks, DeskError> {
        let Some(directory) = account.at(Priority::Sync).directory else {
            return Ok(Looks::default());
        };
        let (ways, clock) = (cursor.ways(), &self.ports.clock);
        let mut answers: Vec<_> = stream::iter(records.to_vec())
            .map(|known| {
                let directory = directory.clone();
                async move {
                    let asked_at = clock.now();
                    let look = one::find_one(&*directory, known.sought(), ways).await;
                    Some((asked_at, look.ok()?, known))
                }
                .boxed()
            })
            .buffer_unordered(at_once(account))
            .filter_map(std::future::ready)
            .collect()
            .await;
        let found = answers
            .iter()
            .filter(|(_, look, known)| look.found(&known.vendor_id).is_some())
            .count();
        // A vendor that suddenly knows nobody is a vendor with a fault.
        if !names_others && answers.len() >= 5 && answers.iter().all(|(_, look, _)| look.absent) {
            answers.clear();
        }
        let (connection, now) = (account.connection.id, clock.now());
        let missed = self
            .store
            .write(move |tx| {
                let mut missed = Vec::new();
                for (asked_at, look, known) in &answers {
                    let times = Times {
                        asked_at: *asked_at,
                        now,
                    };
                    if one::absorb_look(tx, connection, known, look, times)? {
                        missed.push(known.record);
                    }
                }
                Ok(missed)
            })
            .await?;
        Ok(Looks { found, missed })
    }
}

/// What came of looking for several records.
#[derive(Default)]
pub(super) struct Looks {
    /// How many the vendor has.
    pub found: usize,
    /// Records the vendor no longer names.
    pub missed: Vec<Uuid>,
}

/// Records the round under way has not come to. Gone ones are looked for too: they may be back.
fn not_asked_since(
    conn: &Database,
    connection: Uuid,
    began: DateTime<Utc>,
    all: bool,
    limit: usize,
) -> Result<Vec<Known>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {} FROM patient_records
         WHERE connection = ?1 AND vendor_id IS NOT NULL
             AND ((gone_at IS NULL AND coalesce(appointments_checked_at, 0) < ?2
                     AND (missed_at IS NULL OR coalesce(details_checked_at, 0) < ?2))
                 OR (gone_at IS NOT NULL AND NOT ?3 AND coalesce(details_checked_at, 0) < ?2))
         ORDER BY appointments_checked_at LIMIT ?4",
        one::COLUMNS
    ))?;
    let rows = statement.query_map(
        params![connection.to_string(), to_ms(began), all, limit as i64],
        known,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}
