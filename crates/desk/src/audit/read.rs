//! The log as people read it.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};
use uuid::Uuid;

use super::chain::{COLUMNS, Content, Ended, Line, act_of, word};
use super::{AuditAct, AuditLine, AuditOutcome, AuditPage, AuditQuery};
use crate::agenda;
use crate::error::{DeskError, ErrorCode};
use crate::outbox::EntryState;
use crate::store::{from_ms, instant_of, to_ms};

/// The most lines of one page.
pub(super) const PAGE: usize = 200;

/// The acts that change something about a patient.
const CHANGES: [AuditAct; 16] = [
    AuditAct::ChangedThere,
    AuditAct::StatusSet,
    AuditAct::PatientCreated,
    AuditAct::PatientEdited,
    AuditAct::ConsentFormMade,
    AuditAct::AppointmentBooked,
    AuditAct::VideoBooked,
    AuditAct::VideoRemoved,
    AuditAct::LabSent,
    AuditAct::ReportUploaded,
    AuditAct::Undone,
    AuditAct::UnsentEdited,
    AuditAct::UnsentSent,
    AuditAct::UnsentHappened,
    AuditAct::UnsentDiscarded,
    AuditAct::PatientErased,
];

/// Lines about a person `?`, also under the id of one who became them.
const ABOUT: &str = "person IN (SELECT ? UNION SELECT was FROM access_log_became WHERE person = ?)";

/// One page of what was asked for, newest first.
pub(super) fn page(conn: &Connection, query: &AuditQuery) -> Result<AuditPage, DeskError> {
    let mut lines = lines(conn, query, PAGE + 1)?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    Ok(AuditPage { lines, more })
}

/// At most so many lines of what was asked for, newest first.
pub(super) fn lines(conn: &Connection, query: &AuditQuery, most: usize) -> Result<Vec<AuditLine>, DeskError> {
    let zone = agenda::desk_zone(conn)?.unwrap_or(Tz::UTC);
    let mut conditions = vec!["TRUE".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut put = |condition: &str, value: Value| {
        for _ in condition.matches('?') {
            values.push(value.clone());
        }
        conditions.push(condition.to_owned());
    };
    if let Some(from) = query.from {
        put("at >= ?", Value::Integer(to_ms(begin_of(from, zone))));
    }
    if let Some(to) = query.to {
        let next = to.succ_opt().unwrap_or(NaiveDate::MAX);
        put("at < ?", Value::Integer(to_ms(begin_of(next, zone))));
    }
    if let Some(user) = query.user {
        put("user = ?", Value::Text(user.to_string()));
    }
    if let Some(person) = query.person {
        put(ABOUT, Value::Text(person.to_string()));
    }
    if let Some(appointment) = query.appointment {
        put("appointment = ?", Value::Text(appointment.to_string()));
    }
    if let Some(act) = query.act {
        put("act = ?", Value::Text(word(act)));
    }
    if let Some(before) = query.before {
        put("seq < ?", Value::Integer(before.into()));
    }
    select(conn, &conditions.join(" AND "), values, most)
}

/// What was changed about a person, newest first.
pub(super) fn changes(conn: &Connection, person: Uuid) -> Result<Vec<AuditLine>, DeskError> {
    let acts = CHANGES.map(|act| format!("'{}'", word(act))).join(",");
    let person = Value::Text(person.to_string());
    select(
        conn,
        &format!("{ABOUT} AND act IN ({acts})"),
        vec![person.clone(), person],
        PAGE,
    )
}

/// What was changed at the vendor about an appointment, and when it was seen here.
///
/// # Errors
/// The store's.
pub(crate) fn changes_there(conn: &Connection, appointment: Uuid) -> Result<Vec<AuditLine>, DeskError> {
    select(
        conn,
        &format!("appointment = ? AND act = '{}'", word(AuditAct::ChangedThere)),
        vec![Value::Text(appointment.to_string())],
        PAGE,
    )
}

/// Who gave an entry up or took it back, when and why: the last line that says so.
///
/// # Errors
/// The store's.
pub(crate) fn gave_up(conn: &Connection, entry: Uuid) -> Result<Option<AuditLine>, DeskError> {
    let (discarded, undone) = (word(AuditAct::UnsentDiscarded), word(AuditAct::Undone));
    let found = select(
        conn,
        &format!("entry = ? AND act IN ('{discarded}', '{undone}')"),
        vec![Value::Text(entry.to_string())],
        1,
    )?;
    Ok(found.into_iter().next())
}

fn select(
    conn: &Connection,
    condition: &str,
    mut values: Vec<Value>,
    most: usize,
) -> Result<Vec<AuditLine>, DeskError> {
    values.push(Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
    let mut statement = conn.prepare(&format!(
        "SELECT {COLUMNS} FROM access_log WHERE {condition} ORDER BY seq DESC LIMIT ?"
    ))?;
    let found: Vec<Line> = statement
        .query_map(params_from_iter(values), Line::read)?
        .collect::<Result<_, _>>()?;
    let mut lines = Vec::with_capacity(found.len());
    for line in found {
        // An act that a newer application put down has no word here yet.
        if let Some(act) = act_of(&line.act) {
            lines.push(shown(conn, line, act)?);
        }
    }
    Ok(lines)
}

fn shown(conn: &Connection, line: Line, act: AuditAct) -> Result<AuditLine, DeskError> {
    let id = |text: &Option<String>| text.as_deref().and_then(|text| Uuid::parse_str(text).ok());
    let content = line.content.as_deref().and_then(Content::parse);
    let erased = line.content.is_none();
    let at = from_ms(line.at);
    let content = content.unwrap_or_default();
    let outcome = match (&content.ended, &line.entry) {
        (Some(ended), _) => Some(outcome_of(ended.clone(), Some(at))),
        // What was sent and is taken back is answered by an act of its own.
        (None, Some(entry)) if act == AuditAct::Undone => {
            present_of(conn, entry, erased)?.filter(|outcome| outcome.state == EntryState::Discarded)
        }
        (None, Some(entry)) if act != AuditAct::Settled => present_of(conn, entry, erased)?,
        _ => None,
    };
    Ok(AuditLine {
        seq: u32::try_from(line.seq).unwrap_or(u32::MAX),
        at,
        user: id(&line.user),
        user_name: line.user_name,
        desk: line.desk,
        emergency: line.emergency,
        act,
        person: id(&line.person),
        patient_name: content.patient_name,
        appointment: id(&line.appointment),
        connection: line.connection,
        changes: content.changes,
        reason: content.reason,
        outcome,
        erased,
    })
}

/// Where an entry stands, or how it ended where the outbox no longer holds it. A vendor's words may name the patient,
/// so they are not told of a line whose contents were erased.
fn present_of(conn: &Connection, entry: &str, erased: bool) -> Result<Option<AuditOutcome>, DeskError> {
    let stands = conn
        .prepare_cached("SELECT state, reason, vendor_message, settled_at FROM outbox WHERE id = ?1")?
        .query_row([entry], |row| {
            let (state, reason): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            let outcome = state_of(&state).map(|state| AuditOutcome {
                state,
                reason: reason.and_then(|word| reason_of(&word)),
                vendor_message: None,
                at: None,
            });
            let (vendor_message, at) = (row.get(2)?, instant_of(row, "settled_at")?);
            Ok(outcome.map(|outcome| AuditOutcome {
                vendor_message,
                at,
                ..outcome
            }))
        })
        .optional()?;
    let outcome = match stands {
        Some(outcome) => outcome,
        None => ended_of(conn, entry)?,
    };
    Ok(outcome.map(|outcome| AuditOutcome {
        vendor_message: outcome.vendor_message.filter(|_| !erased),
        ..outcome
    }))
}

fn ended_of(conn: &Connection, entry: &str) -> Result<Option<AuditOutcome>, DeskError> {
    let last: Option<(i64, Option<String>)> = conn
        .prepare_cached(
            "SELECT at, content FROM access_log WHERE entry = ?1 AND act = 'settled' ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([entry], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(last.and_then(|(at, content)| {
        let ended = Content::parse(&content?)?.ended?;
        Some(outcome_of(ended, Some(from_ms(at))))
    }))
}

fn outcome_of(ended: Ended, at: Option<DateTime<Utc>>) -> AuditOutcome {
    AuditOutcome {
        state: ended.state,
        reason: ended.reason,
        vendor_message: ended.vendor_message,
        at,
    }
}

/// A state as the outbox's column says it.
pub(super) fn state_of(word: &str) -> Option<EntryState> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// A code as the outbox's column says it.
pub(super) fn reason_of(word: &str) -> Option<ErrorCode> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The first instant of a civil day; where the clock is set forward over midnight, the first that there is.
fn begin_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let mut civil = day.and_time(NaiveTime::MIN);
    for _ in 0..24 {
        if let Some(begin) = zone.from_local_datetime(&civil).earliest() {
            return begin.with_timezone(&Utc);
        }
        civil += chrono::TimeDelta::minutes(30);
    }
    day.and_time(NaiveTime::MIN).and_utc()
}
