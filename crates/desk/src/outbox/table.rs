//! The outbox as rows. State changes go through here, so that what is on disk is always one of the
//! states of the design.

use std::str::FromStr as _;

use chrono::{DateTime, Utc};
use frontdesk_basics::Private;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::action::Action;
use super::{Decided, Decision, EntryState, Question};
use crate::error::{DeskError, ErrorCode, VendorCause};
use crate::store::{from_ms, to_ms};

pub(crate) const MIGRATION: &str = "
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which people acted
    id TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL UNIQUE,            -- one per act of a person: the same one never acts twice
    connection TEXT NOT NULL REFERENCES connections(id),
    resource TEXT NOT NULL,                 -- entries of one resource are sent in order
    kind TEXT NOT NULL,
    action TEXT NOT NULL,                   -- what to do, word for word (JSON)
    record TEXT,                            -- the patient record concerned
    appointment TEXT,                       -- the appointment concerned
    status_key TEXT,                        -- for the overlay of pending ticks
    status_value INTEGER,
    state TEXT NOT NULL,
    held_until INTEGER,                     -- ms
    attempts INTEGER NOT NULL DEFAULT 0,
    process TEXT,                           -- which process took it, was told to send it, or sent it last
    started_at INTEGER,                     -- ms, when sending began
    snapshot TEXT,                          -- what the vendor showed just before sending (JSON)
    retry_at INTEGER,                       -- ms, when to send or look again
    lost_at INTEGER,                        -- ms, when the answer was lost
    looks INTEGER NOT NULL DEFAULT 0,       -- looks that said 'not there' since then
    answered INTEGER NOT NULL DEFAULT 0,    -- answers of yes that had no effect
    failures INTEGER NOT NULL DEFAULT 0,    -- tries in a row that did not reach the vendor: what waits grow by
    reason TEXT,                            -- error code: why it waits or was refused
    vendor_message TEXT,                    -- the vendor's own words
    cause TEXT,                             -- the failed call, for support (JSON)
    question TEXT,                          -- what a person is asked (JSON)
    approved INTEGER NOT NULL DEFAULT 0,    -- a person said to send it, knowing the question
    answer TEXT,                            -- what came of it (JSON)
    author TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER
);
CREATE INDEX outbox_open ON outbox(state, retry_at) WHERE state NOT IN ('done', 'refused', 'discarded');
CREATE INDEX outbox_resource ON outbox(resource, seq);
CREATE INDEX outbox_appointment ON outbox(appointment) WHERE appointment IS NOT NULL;
CREATE INDEX outbox_record ON outbox(record) WHERE record IS NOT NULL;
";

/// Sendings whose answer was lost, ever.
pub(crate) const LOST: &str = "ALTER TABLE outbox ADD COLUMN lost INTEGER NOT NULL DEFAULT 0";

/// What people decided, why something was given up, and what was asked for before it was changed.
pub(crate) const DECIDED: &str = "
ALTER TABLE outbox ADD COLUMN asked TEXT;    -- the action as it was first asked for, once it was changed (JSON)
ALTER TABLE outbox ADD COLUMN why TEXT;      -- a person's own words: why it was given up
ALTER TABLE outbox ADD COLUMN decided TEXT;  -- what people decided about it, oldest first (JSON)
";

/// The states in which an entry still wants something.
pub(crate) const OPEN: &str = "('held', 'queued', 'sending', 'waiting', 'unknown', 'asks')";

/// One entry.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub seq: i64,
    pub id: Uuid,
    pub intent: Uuid,
    pub connection: Uuid,
    pub resource: String,
    pub action: Action,
    /// The action word for word as the row had it: who acts on an entry sees by it that nobody changed it meanwhile.
    pub written: String,
    /// The action as it was first asked for, if it was changed since.
    pub asked: Option<Action>,
    /// The patient record concerned.
    pub record: Option<Uuid>,
    pub state: EntryState,
    pub held_until: Option<DateTime<Utc>>,
    pub attempts: u32,
    pub snapshot: Option<String>,
    pub retry_at: Option<DateTime<Utc>>,
    pub lost_at: Option<DateTime<Utc>>,
    pub looks: u32,
    pub answered: u32,
    pub failures: u32,
    /// Sendings whose answer was lost, ever: each may have reached the vendor.
    pub lost: u32,
    pub reason: Option<ErrorCode>,
    pub vendor_message: Option<Private<String>>,
    pub cause: Option<VendorCause>,
    /// What a person is asked, or has said yes to when `approved`.
    pub question: Option<Question>,
    pub approved: bool,
    /// A person's own words: why it was given up.
    pub why: Option<Private<String>>,
    /// Whose act it is.
    pub author: String,
    pub created_at: DateTime<Utc>,
}

impl Entry {
    /// The question a person has said yes to: it is not asked again, but another one is.
    pub(crate) fn approved_question(&self) -> Option<&Question> {
        self.question.as_ref().filter(|_| self.approved)
    }
}

pub(super) const COLUMNS: &str = "seq, id, intent, connection, resource, action, record, state, held_until, attempts, snapshot, \
     retry_at, lost_at, looks, answered, failures, lost, reason, vendor_message, cause, question, approved, created_at, asked, why, author";

pub(super) fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn of_word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

pub(super) fn uuid(row: &Row<'_>, column: &str) -> rusqlite::Result<Uuid> {
    let text: String = row.get(column)?;
    Uuid::from_str(&text).map_err(|_| rusqlite::Error::InvalidColumnName(column.to_owned()))
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let broken = |column: &str| rusqlite::Error::InvalidColumnName(column.to_owned());
    let instant = |column: &str| -> rusqlite::Result<Option<DateTime<Utc>>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(from_ms))
    };
    let action: String = row.get("action")?;
    let state: String = row.get("state")?;
    let question: Option<String> = row.get("question")?;
    Ok(Entry {
        seq: row.get("seq")?,
        id: uuid(row, "id")?,
        intent: uuid(row, "intent")?,
        connection: uuid(row, "connection")?,
        resource: row.get("resource")?,
        action: serde_json::from_str(&action).map_err(|_| broken("action"))?,
        written: action,
        asked: row
            .get::<_, Option<String>>("asked")?
            .and_then(|text| serde_json::from_str(&text).ok()),
        record: row
            .get::<_, Option<String>>("record")?
            .and_then(|id| Uuid::from_str(&id).ok()),
        state: of_word(&state).ok_or_else(|| broken("state"))?,
        held_until: instant("held_until")?,
        attempts: row.get("attempts")?,
        snapshot: row.get("snapshot")?,
        retry_at: instant("retry_at")?,
        lost_at: instant("lost_at")?,
        looks: row.get("looks")?,
        answered: row.get("answered")?,
        failures: row.get("failures")?,
        lost: row.get("lost")?,
        reason: row
            .get::<_, Option<String>>("reason")?
            .and_then(|code| of_word(&code)),
        vendor_message: row.get::<_, Option<String>>("vendor_message")?.map(Private::new),
        cause: row
            .get::<_, Option<String>>("cause")?
            .and_then(|text| serde_json::from_str(&text).ok()),
        question: question.and_then(|text| serde_json::from_str(&text).ok()),
        approved: row.get("approved")?,
        why: row.get::<_, Option<String>>("why")?.map(Private::new),
        author: row.get("author")?,
        created_at: instant("created_at")?.ok_or_else(|| broken("created_at"))?,
    })
}

/// What is needed to put a new entry down.
pub(crate) struct NewEntry<'a> {
    pub id: Uuid,
    pub intent: Uuid,
    pub connection: Uuid,
    pub record: Option<Uuid>,
    pub action: &'a Action,
    pub held_until: Option<DateTime<Utc>>,
    pub author: &'a str,
    /// The process that somebody watches it in.
    pub process: Option<Uuid>,
    /// Its place in the order, where one was kept for it.
    pub seq: Option<i64>,
    pub now: DateTime<Utc>,
}

/// Puts an entry down; the caller has made sure that its intent is new.
pub(crate) fn insert(conn: &Connection, new: &NewEntry<'_>) -> Result<Entry, DeskError> {
    let (appointment, key, value) = match new.action {
        Action::SetStatus(tick) => (
            Some(tick.appointment.to_string()),
            Some(tick.key.clone()),
            Some(tick.value),
        ),
        Action::BookAppointment(book) => (Some(book.appointment.to_string()), None, None),
        _ => (None, None, None),
    };
    let state = if new.held_until.is_some() {
        EntryState::Held
    } else {
        EntryState::Queued
    };
    let action = written(new.action)?;
    conn.prepare_cached(
        "INSERT INTO outbox (id, intent, connection, resource, kind, action, record, appointment, status_key, \
         status_value, state, held_until, author, created_at, process, seq) \
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
    )?
    .execute(params![
        new.id.to_string(),
        new.intent.to_string(),
        new.connection.to_string(),
        new.action.resource(new.connection),
        word(&new.action.kind()),
        action,
        new.record.map(|record| record.to_string()),
        appointment,
        key,
        value,
        word(&state),
        new.held_until.map(to_ms),
        new.author,
        to_ms(new.now),
        new.process.map(|process| process.to_string()),
        new.seq,
    ])?;
    by_id(conn, new.id)?.ok_or_else(|| DeskError::internal("entry vanished after writing"))
}

pub(super) fn written<T: Serialize>(value: &T) -> Result<String, DeskError> {
    serde_json::to_string(value)
        .map_err(|error| DeskError::internal(format!("an outbox entry cannot be written: {error}")))
}

/// Gives an entry another action: it begins anew in its place, unless an earlier try may have reached the vendor.
///
/// Returns whether it did. What was asked for first is kept for whoever repeats that wish.
pub(crate) fn rework(
    conn: &Connection,
    entry: &Entry,
    action: &Action,
    process: Uuid,
) -> Result<bool, DeskError> {
    let changed = conn.execute(
        "UPDATE outbox SET asked = coalesce(asked, action), action = ?2, process = ?3, \
         state = iif(state = 'held', 'held', 'queued'), held_until = iif(state = 'held', held_until, NULL), \
         retry_at = NULL, lost_at = NULL, looks = 0, answered = 0, failures = 0, snapshot = NULL, reason = NULL, \
         vendor_message = NULL, cause = NULL, question = NULL, approved = 0, settled_at = NULL \
         WHERE id = ?1 AND lost = 0 AND state IN ('held', 'queued', 'waiting', 'asks', 'refused')",
        params![entry.id.to_string(), written(action)?, process.to_string()],
    )?;
    Ok(changed == 1)
}

/// Notes that a person has said what to do about a question before it is asked.
pub(crate) fn approve(conn: &Connection, entry: &Entry, question: &Question) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE outbox SET question = ?2, approved = 1 WHERE id = ?1",
        [entry.id.to_string(), written(question)?],
    )?;
    Ok(())
}

/// Replaces what an entry will do with the same on another ground.
pub(crate) fn replace_action(conn: &Connection, entry: &Entry, action: &Action) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE outbox SET action = ?2 WHERE id = ?1",
        [entry.id.to_string(), written(action)?],
    )?;
    Ok(())
}

/// Keeps what a person decided about an entry, and the reason of one that gives it up.
pub(crate) fn keep_decision(conn: &Connection, entry: &Entry, decided: &Decided) -> Result<(), DeskError> {
    let why = decided
        .reason
        .as_ref()
        .filter(|_| decided.decision == Decision::Discard);
    conn.execute(
        "UPDATE outbox SET decided = json_insert(coalesce(decided, '[]'), '$[#]', json(?2)), why = coalesce(?3, why) \
         WHERE id = ?1",
        params![entry.id.to_string(), written(decided)?, why],
    )?;
    Ok(())
}

/// What people decided about an entry, oldest first.
pub(crate) fn decisions(conn: &Connection, id: Uuid) -> Result<Vec<Decided>, DeskError> {
    let text: Option<String> = conn
        .query_row(
            "SELECT decided FROM outbox WHERE id = ?1",
            [id.to_string()],
            |row| row.get(0),
        )
        .optional()?
        .flatten();
    text.map_or(Ok(Vec::new()), |text| {
        serde_json::from_str(&text)
            .map_err(|_| DeskError::internal("decisions of an outbox entry that cannot be read back"))
    })
}

/// The entry of an intent.
pub(crate) fn by_intent(conn: &Connection, intent: Uuid) -> Result<Option<Entry>, DeskError> {
    one(conn, "intent = ?1", intent)
}

/// The entry of an id.
pub(crate) fn by_id(conn: &Connection, id: Uuid) -> Result<Option<Entry>, DeskError> {
    one(conn, "id = ?1", id)
}

fn one(conn: &Connection, condition: &str, id: Uuid) -> Result<Option<Entry>, DeskError> {
    Ok(conn
        .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE {condition}"))?
        .query_row([id.to_string()], read)
        .optional()?)
}

/// Entries in the order people acted, for a condition over the row; `argument` is `?1`.
pub(crate) fn select(conn: &Connection, condition: &str, argument: &str) -> Result<Vec<Entry>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outbox WHERE {condition} ORDER BY seq"
    ))?;
    let rows = statement.query_map([argument], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every open entry and every refusal nobody has looked at yet.
pub(crate) fn unsettled(conn: &Connection) -> Result<Vec<Entry>, DeskError> {
    select(
        conn,
        &format!("(state IN {OPEN} OR state = 'refused') AND ?1 = ''"),
        "",
    )
}

/// How many entries of a connection still want something.
pub(crate) fn open_entries_of(conn: &Connection, connection: Uuid) -> Result<u32, DeskError> {
    Ok(conn.query_row(
        &format!(
            "SELECT count(*) FROM outbox WHERE connection = ?1 AND (state IN {OPEN} OR state = 'refused')"
        ),
        [connection.to_string()],
        |row| row.get(0),
    )?)
}

/// What an entry carries into its next state. Begin with [`Change::of`], which keeps what must not be lost.
#[derive(Debug)]
pub(crate) struct Change {
    pub retry_at: Option<DateTime<Utc>>,
    pub lost_at: Option<DateTime<Utc>>,
    pub looks: u32,
    pub answered: u32,
    pub failures: u32,
    pub reason: Option<ErrorCode>,
    pub vendor_message: Option<Private<String>>,
    pub cause: Option<VendorCause>,
    pub question: Option<Question>,
    pub approved: bool,
}

impl Change {
    /// Everything about sending as it is; no time to wait for and no reason to wait.
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            retry_at: None,
            lost_at: entry.lost_at,
            looks: entry.looks,
            answered: entry.answered,
            failures: entry.failures,
            reason: None,
            vendor_message: None,
            cause: None,
            question: entry.question.clone(),
            approved: entry.approved,
        }
    }

    /// A new beginning: what was asked, counted and waited for before no longer matters.
    pub(crate) fn afresh() -> Self {
        Self {
            retry_at: None,
            lost_at: None,
            looks: 0,
            answered: 0,
            failures: 0,
            reason: None,
            vendor_message: None,
            cause: None,
            question: None,
            approved: false,
        }
    }
}

/// Moves an entry on, unless a person or another step has moved it meanwhile, or a person has changed what it will
/// do: what was found out about the earlier wish says nothing about the new one. What has been sent is changed no
/// more.
///
/// Returns whether it was still in `from` and as it was read.
pub(crate) fn advance(
    conn: &Connection,
    entry: &Entry,
    from: &[EntryState],
    to: EntryState,
    change: Change,
    now: DateTime<Utc>,
) -> Result<bool, DeskError> {
    let settled = matches!(to, EntryState::Done | EntryState::Refused | EntryState::Discarded);
    let question = change
        .question
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .unwrap_or_default();
    let from = from
        .iter()
        .map(|state| format!("'{}'", word(state)))
        .collect::<Vec<_>>()
        .join(",");
    let changed = conn.execute(
        &format!(
            "UPDATE outbox SET state = ?2, retry_at = ?3, lost_at = ?4, looks = ?5, answered = ?6, failures = ?7, \
             reason = ?8, vendor_message = ?9, question = ?10, approved = ?11, settled_at = ?12, cause = ?13, held_until = NULL, \
             lost = lost + (state = 'sending' AND ?2 = 'unknown') \
             WHERE id = ?1 AND state IN ({from}) AND (action = ?14 OR state IN ('sending', 'unknown'))"
        ),
        params![
            entry.id.to_string(),
            word(&to),
            change.retry_at.map(to_ms),
            change.lost_at.map(to_ms),
            change.looks,
            change.answered,
            change.failures,
            change.reason.map(ErrorCode::as_str),
            change.vendor_message.map(Private::into_inner),
            question,
            change.approved,
            settled.then(|| to_ms(now)),
            change.cause.and_then(|cause| serde_json::to_string(&cause).ok()),
            entry.written,
        ],
    )?;
    Ok(changed == 1)
}

/// Writes down that the first byte may leave from now on, unless the entry has moved on or what it will do was
/// changed while it was prepared.
pub(crate) fn begin_sending(
    conn: &Connection,
    entry: &Entry,
    process: Uuid,
    snapshot: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, DeskError> {
    let changed = conn.execute(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, process = ?2, started_at = ?3, snapshot = ?4, \
         retry_at = NULL, reason = NULL, cause = NULL \
         WHERE id = ?1 AND state IN ('queued', 'waiting') AND action = ?5",
        params![
            entry.id.to_string(),
            process.to_string(),
            to_ms(now),
            snapshot,
            entry.written
        ],
    )?;
    Ok(changed == 1)
}

/// Keeps what came of an entry.
pub(crate) fn keep_answer(conn: &Connection, entry: &Entry, answer: &str) -> Result<(), DeskError> {
    conn.execute(
        "UPDATE outbox SET answer = ?2 WHERE id = ?1",
        [&entry.id.to_string(), answer],
    )?;
    Ok(())
}
