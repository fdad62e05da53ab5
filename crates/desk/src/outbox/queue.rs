//! Which entries are sent next, which wait for which, and which are stuck.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use uuid::Uuid;

use super::EntryState;
use super::table::{COLUMNS, Entry, OPEN, read, select, uuid};
use crate::error::DeskError;
use crate::store::to_ms;

/// The longest time an entry may rightly be held or wait; what says more was written under a clock that was
/// wrong, and is due.
const LONGEST_WAIT_MS: i64 = 20 * 60 * 1000;

/// Entries whose time has come, the first open one of each resource, in the order people acted. A refused
/// creation keeps what depends on it waiting: there is nothing to send it about.
pub(crate) fn due(conn: &Connection, now: DateTime<Utc>) -> Result<Vec<Entry>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outbox WHERE state IN ('held', 'queued', 'waiting', 'unknown') \
         AND coalesce(held_until, 0) NOT BETWEEN ?1 + 1 AND ?1 + ?2 \
         AND coalesce(retry_at, 0) NOT BETWEEN ?1 + 1 AND ?1 + ?2 \
         AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.resource = outbox.resource \
             AND earlier.seq < outbox.seq AND (earlier.state IN {OPEN} \
                 OR (earlier.state = 'refused' AND earlier.kind = 'create_patient'))) \
         ORDER BY seq"
    ))?;
    let rows = statement.query_map([to_ms(now), LONGEST_WAIT_MS], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether an earlier entry on the same thing is stuck: waits for a line or a person. One that is merely on
/// its way holds nobody up for long.
pub(crate) fn is_blocked(conn: &Connection, entry: &Entry) -> Result<bool, DeskError> {
    Ok(waits_for(conn, entry)?.is_some())
}

/// The first earlier entry on the same thing that is stuck and keeps this one waiting.
pub(crate) fn waits_for(conn: &Connection, entry: &Entry) -> Result<Option<Uuid>, DeskError> {
    if !matches!(entry.state, EntryState::Held | EntryState::Queued) {
        return Ok(None);
    }
    Ok(conn
        .prepare_cached(
            "SELECT id FROM outbox WHERE resource = ?1 AND seq < ?2 AND (state IN ('waiting', 'unknown', 'asks') \
             OR (state = 'refused' AND kind = 'create_patient')) ORDER BY seq LIMIT 1",
        )?
        .query_row(params![entry.resource, entry.seq], |row| uuid(row, "id"))
        .optional()?)
}

/// Whether something stands as *sending* that nobody is working on. `worked_on` are entries: what they are about may be
/// merged with something else during the call.
pub(crate) fn stranded(conn: &Connection, worked_on: &[String]) -> Result<bool, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'sending' \
             AND id NOT IN (SELECT value FROM json_each(?1)))",
        )?
        .query_row([list(worked_on)], |row| row.get(0))?)
}

/// Holding the drain lock: whatever stands as *sending* and is not being worked on lost its answer, because
/// its process has ended or could not write down what came of it.
pub(crate) fn adopt_lost(
    conn: &Connection,
    worked_on: &[String],
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE outbox SET state = 'unknown', lost_at = min(coalesce(started_at, ?1), ?1), looks = 0, retry_at = ?1, lost = lost + 1 \
         WHERE state = 'sending' AND id NOT IN (SELECT value FROM json_each(?2))",
        params![to_ms(now), list(worked_on)],
    )?;
    Ok(())
}

/// Whether anything goes on by itself without waiting for a line or a person: not stuck, and not behind
/// something that is.
pub(crate) fn any_moving(conn: &Connection) -> Result<bool, DeskError> {
    for entry in select(
        conn,
        "state IN ('held', 'queued', 'sending', 'unknown') AND ?1 = ''",
        "",
    )? {
        if !is_blocked(conn, &entry)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The clock has jumped forward: the quiet time after a lost answer may not have passed, so it begins again.
pub(crate) fn look_afresh(tx: &Transaction<'_>, now: DateTime<Utc>) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE outbox SET lost_at = ?1, looks = 0 WHERE state = 'unknown'",
        [to_ms(now)],
    )?;
    Ok(())
}

/// How often in a row something may be tried in vain before it counts as waiting for a line.
const TRIES_IN_VAIN: u32 = 3;

/// Lets what waits for a line or was being looked for be tried now, as often as a new entry. What a vendor asked
/// to wait for waits, and refusals of a key stay counted.
pub(crate) fn try_anew(tx: &Transaction<'_>) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE outbox SET retry_at = NULL, failures = iif(coalesce(reason, '') = 'key-refused', failures, 0) \
         WHERE state IN ('waiting', 'unknown') AND coalesce(reason, '') <> 'vendor-busy'",
        [],
    )?;
    Ok(())
}

/// Whether anything may still come to its end by itself soon, and not only with another line, key or decision.
pub(crate) fn any_hopeful(conn: &Connection) -> Result<bool, DeskError> {
    Ok(conn.query_row(
        &format!(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE (state IN ('held', 'queued', 'sending') \
                 OR (state IN ('waiting', 'unknown') AND (retry_at IS NULL OR reason = 'vendor-busy' \
                     OR (failures < ?1 AND coalesce(reason, '') NOT IN ('key-refused', 'key-wanted')))) \
             AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.resource = outbox.resource \
                 AND earlier.seq < outbox.seq AND (earlier.state IN {OPEN} \
                     OR (earlier.state = 'refused' AND earlier.kind = 'create_patient'))))"
        ),
        [TRIES_IN_VAIN],
        |row| row.get(0),
    )?)
}

/// Lets what waits be tried now: up to and with one entry of a resource, or everything. What a vendor asked to wait
/// for waits until then.
pub(crate) fn hurry(conn: &Connection, upto: Option<&Entry>, now: DateTime<Utc>) -> Result<(), DeskError> {
    let (resource, seq) = upto.map_or((None, i64::MAX), |entry| (Some(&entry.resource), entry.seq));
    conn.execute(
        "UPDATE outbox SET retry_at = NULL, state = iif(state = 'waiting', 'queued', state) \
         WHERE state IN ('waiting', 'unknown') AND (?1 IS NULL OR resource = ?1) AND seq <= ?2 \
         AND (coalesce(reason, '') <> 'vendor-busy' OR coalesce(retry_at, 0) <= ?3)",
        params![resource, seq, to_ms(now)],
    )?;
    Ok(())
}

/// Lets what could not reach the vendor of one connection be tried now: the line is back, or the key is new.
/// The quiet time after a lost answer is another matter and stays.
pub(crate) fn hurry_connection(conn: &Connection, connection: Uuid) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE outbox SET retry_at = NULL WHERE connection = ?1 AND state IN ('waiting', 'unknown') AND failures > 0 \
         AND coalesce(reason, '') <> 'vendor-busy'",
        [connection.to_string()],
    )?;
    Ok(())
}

/// The connections that do not answer at present.
pub(crate) fn offline_connections(conn: &Connection) -> Result<Vec<Uuid>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT id FROM connections WHERE health = 'offline'")?;
    let ids = statement.query_map([], |row| uuid(row, "id"))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn list(resources: &[String]) -> String {
    serde_json::to_string(resources).unwrap_or_else(|_| "[]".to_owned())
}
