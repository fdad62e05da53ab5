//! Writing a line of the access log, within the transaction of the act itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::anchor::Anchor;
use super::chain::{Content, Ended, Head, Line, LogKey, hex, word};
use super::{AuditAct, FieldChange};
use crate::clinic::DeskSettings;
use crate::error::DeskError;
use crate::ports::Ports;
use crate::session::{Author, Seat};
use crate::store::{Store, to_ms};

/// The same view by the same person again within this time is the same line: pages read again by themselves.
const SAME_VIEW: TimeDelta = TimeDelta::minutes(5);
/// How many earlier lines about a patient are looked through for the same view.
const LOOKED_THROUGH: i64 = 50;

/// What is put down; who and when are known to [`Audit`].
#[derive(Debug, Clone)]
pub struct NewLine {
    /// What was done.
    pub act: AuditAct,
    /// The person it is about.
    pub person: Option<Uuid>,
    /// The record it is about, where the person is not known yet.
    pub record: Option<Uuid>,
    /// The patient's name, where the store holds no record of them; else it is the record's.
    pub patient_name: Option<String>,
    /// The appointment or video visit.
    pub appointment: Option<Uuid>,
    /// The account.
    pub connection: Option<Uuid>,
    /// The outbox entry.
    pub entry: Option<Uuid>,
    /// Old and new values.
    pub changes: Vec<FieldChange>,
    /// A person's own words: why.
    pub reason: Option<String>,
}

impl NewLine {
    /// A line of an act, about nothing yet.
    #[must_use]
    pub fn of(act: AuditAct) -> Self {
        Self {
            act,
            person: None,
            record: None,
            patient_name: None,
            appointment: None,
            connection: None,
            entry: None,
            changes: Vec::new(),
            reason: None,
        }
    }

    /// A line of an act about a person.
    #[must_use]
    pub fn about(act: AuditAct, person: Uuid) -> Self {
        Self {
            person: Some(person),
            ..Self::of(act)
        }
    }

    /// The same line with one more value that was and is.
    #[must_use]
    pub fn with(mut self, field: &str, before: Option<String>, after: Option<String>) -> Self {
        self.changes.push(FieldChange {
            field: field.to_owned(),
            before,
            after,
            theirs: None,
        });
        self
    }
}

/// The log of one open desk. Clones share it.
#[derive(Clone)]
pub struct Audit {
    pub(super) ports: Ports,
    seat: Seat,
    pub(super) key: LogKey,
    pub(super) anchor: Anchor,
    /// A line was added that the anchor does not hold yet.
    pub(super) added: Arc<AtomicBool>,
    /// The anchor's break was put down: it begins anew with the next commit.
    pub(super) anew: Arc<AtomicBool>,
}

impl Audit {
    /// The log of a store whose acts are those of `seat`.
    #[must_use]
    pub fn new(store: &Store, ports: Ports, seat: Seat) -> Self {
        let key = LogKey::new(store.log_key());
        Self {
            ports,
            seat,
            anchor: Anchor::new(store.dir(), key.clone()),
            key,
            added: Arc::default(),
            anew: Arc::default(),
        }
    }

    /// Whose name stands beside what is done now.
    #[must_use]
    pub(crate) fn author(&self) -> Author {
        self.seat.author()
    }

    /// Puts a line down, in the transaction of the act it tells of.
    ///
    /// # Errors
    /// The store's.
    pub fn record(&self, tx: &Connection, line: &NewLine) -> Result<(), DeskError> {
        let line = self.complete(tx, line.clone())?;
        self.put(tx, &self.seat.author(), line, None)
    }

    /// Puts down that something was looked at, unless the same person looked at the same within the last five
    /// minutes: pages read again by themselves whenever something changes.
    ///
    /// # Errors
    /// The store's.
    pub fn viewed(&self, tx: &Connection, line: &NewLine) -> Result<(), DeskError> {
        let (author, line) = (self.seat.author(), self.complete(tx, line.clone())?);
        if self.was_seen(tx, &author, &line)? {
            return Ok(());
        }
        self.put(tx, &author, line, None)
    }

    /// Puts a search down that somebody made, unless they searched for the same words within the last five minutes,
    /// however many were found.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn searched(&self, tx: &Connection, author: &Author, line: &NewLine) -> Result<(), DeskError> {
        if self.was_seen(tx, author, line)? {
            return Ok(());
        }
        self.put(tx, author, line.clone(), None)
    }

    /// Puts down what the desk did by itself, whoever sits at it.
    ///
    /// # Errors
    /// The store's.
    pub(crate) fn record_by_desk(&self, tx: &Connection, line: &NewLine) -> Result<(), DeskError> {
        self.record_own(tx, line, None)
    }

    /// The same, where it is how an entry ended.
    pub(super) fn record_own(
        &self,
        tx: &Connection,
        line: &NewLine,
        ended: Option<Ended>,
    ) -> Result<(), DeskError> {
        let line = self.complete(tx, line.clone())?;
        self.put(tx, &Author::desk(), line, ended)
    }

    /// The line with what the store knows of the patient it is about.
    fn complete(&self, tx: &Connection, mut line: NewLine) -> Result<NewLine, DeskError> {
        if line.person.is_none() {
            line.person = person_of(tx, line.record, line.appointment)?;
        }
        if line.act == AuditAct::PatientErased {
            // Nothing that names them may begin to stand here now.
            line.patient_name = None;
        } else if let Some(person) = line.person {
            line.patient_name = name_of(tx, person)?.or(line.patient_name);
        }
        Ok(line)
    }

    fn put(
        &self,
        tx: &Connection,
        author: &Author,
        new: NewLine,
        ended: Option<Ended>,
    ) -> Result<(), DeskError> {
        let content = Content {
            salt: self.salt(),
            patient_name: new.patient_name,
            changes: new.changes,
            reason: new.reason,
            ended,
        }
        .write()?;
        let connection = new.connection.map(|id| connection_name(tx, id)).transpose()?;
        // The writer's transaction holds the store's lock: no other process adds a line in between.
        let head = Head::of(tx)?;
        let mut line = Line {
            seq: head.seq + 1,
            at: to_ms(self.ports.clock.now()),
            user: author.user.map(|id| id.to_string()),
            user_name: name_of_author(author),
            desk: DeskSettings::load(tx)?.name,
            emergency: author.emergency,
            act: word(new.act),
            person: new.person.map(|id| id.to_string()),
            appointment: new.appointment.map(|id| id.to_string()),
            connection: connection.flatten(),
            entry: new.entry.map(|id| id.to_string()),
            content_hash: self.key.hash(&content)?,
            content: Some(content),
            mac: String::new(),
        };
        line.mac = line.code(&self.key, &head.mac)?;
        line.append(tx)?;
        self.added.store(true, Ordering::SeqCst);
        Ok(())
    }

    fn salt(&self) -> String {
        let mut salt = [0; 16];
        self.ports.random.fill(&mut salt);
        hex(&salt)
    }

    /// Whether the last lines about the same patient, or of the whole log where it is about none, hold this view.
    fn was_seen(&self, tx: &Connection, author: &Author, line: &NewLine) -> Result<bool, DeskError> {
        let now = self.ports.clock.now();
        let person = line.person.map(|id| id.to_string());
        let lines = if person.is_some() {
            "SELECT * FROM access_log WHERE person = ?1 ORDER BY seq DESC LIMIT ?2"
        } else {
            "SELECT * FROM access_log WHERE ?1 IS NULL ORDER BY seq DESC LIMIT ?2"
        };
        let mut statement = tx.prepare_cached(&format!(
            "SELECT content FROM ({lines}) WHERE act = ?3 AND person IS ?1 AND user IS ?4 AND user_name = ?5 \
             AND emergency = ?6 AND (appointment IS ?7 OR (person IS NOT NULL AND act = ?10)) \
             AND at > ?8 AND at <= ?9 AND content IS NOT NULL"
        ))?;
        let contents = statement.query_map(
            rusqlite::params![
                person,
                LOOKED_THROUGH,
                word(line.act),
                author.user.map(|id| id.to_string()),
                name_of_author(author),
                author.emergency,
                line.appointment.map(|id| id.to_string()),
                to_ms(now - SAME_VIEW),
                to_ms(now),
                // A patient's page and one of their visits, read beside each other, are one look at the patient.
                word(AuditAct::PatientOpened),
            ],
            |row| row.get::<_, String>(0),
        )?;
        let seen = Content {
            salt: String::new(),
            patient_name: line.patient_name.clone(),
            changes: line.changes.clone(),
            reason: line.reason.clone(),
            ended: None,
        };
        for content in contents {
            if Content::parse(&content?).is_some_and(|earlier| earlier.says_the_same(&seen)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The desk itself has no name, so that nobody's name is taken for it.
fn name_of_author(author: &Author) -> String {
    if *author == Author::desk() {
        String::new()
    } else {
        author.name.clone()
    }
}

/// The person of a record, or of an appointment or video visit.
pub(super) fn person_of(
    tx: &Connection,
    record: Option<Uuid>,
    appointment: Option<Uuid>,
) -> Result<Option<Uuid>, DeskError> {
    let of_record = "SELECT person FROM patient_records WHERE id = ?1";
    let of_appointment = "SELECT coalesce(\
             (SELECT r.person FROM appointments a JOIN patient_records r ON r.id = a.record WHERE a.id = ?1), \
             (SELECT person FROM video_visits WHERE id = ?1))";
    for (query, id) in [(of_record, record), (of_appointment, appointment)] {
        let Some(id) = id else { continue };
        let person: Option<Option<String>> = tx
            .prepare_cached(query)?
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?;
        if let Some(person) = person.flatten().and_then(|text| Uuid::parse_str(&text).ok()) {
            return Ok(Some(person));
        }
    }
    Ok(None)
}

/// A person's name, of a record that still is at its vendor if there is one.
fn name_of(tx: &Connection, person: Uuid) -> Result<Option<String>, DeskError> {
    Ok(tx
        .prepare_cached(
            "SELECT name FROM (SELECT trim(last_name || ' ' || first_name) AS name, gone_at IS NOT NULL AS gone, created_at \
                 FROM patient_records WHERE person = ?1 \
                 UNION ALL SELECT left_name, 2, created_at FROM persons WHERE id = ?1 AND left_name IS NOT NULL) \
             ORDER BY gone, created_at LIMIT 1",
        )?
        .query_row([person.to_string()], |row| row.get(0))
        .optional()?)
}

fn connection_name(tx: &Connection, id: Uuid) -> Result<Option<String>, DeskError> {
    Ok(tx
        .prepare_cached("SELECT name FROM connections WHERE id = ?1")?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?)
}
