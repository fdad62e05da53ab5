//! What does not stay in the log for ever: contents past their time, and everything that names a patient who was
//! erased. Lines stay, and the chain over them holds.

use chrono::{DateTime, Months, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::AuditAct;
use super::chain::{Content, word};
use super::log::{Audit, NewLine};
use crate::clinic::DeskSettings;
use crate::error::DeskError;
use crate::patients::search::{fold, phone_digits};
use crate::store::to_ms;

/// How many contents are emptied in one transaction: people's acts wait no longer than this takes.
const BATCH: i64 = 500;
/// Letters at the beginning of two words that make them look for the same person.
const ALIKE: usize = 3;

impl Audit {
    /// Empties every content that names this person; call it in the transaction that erases them, and put the
    /// erasure itself down with [`AuditAct::PatientErased`] about them. How many lines it was.
    ///
    /// # Errors
    /// The store's.
    pub fn erase_person(&self, tx: &Connection, person: Uuid) -> Result<usize, DeskError> {
        Ok(tx.execute(
            "UPDATE access_log SET content = NULL WHERE content IS NOT NULL AND act <> ?2 \
             AND person IN (SELECT ?1 UNION SELECT was FROM access_log_became WHERE person = ?1)",
            params![person.to_string(), word(AuditAct::PatientErased)],
        )?)
    }

    /// Empties what searches were for that may have been for this person: words that begin like a part of their name,
    /// or like a number of theirs. Call it in the transaction that erases them, before.
    ///
    /// # Errors
    /// The store's.
    pub fn erase_searches(&self, tx: &Connection, person: Uuid) -> Result<(), DeskError> {
        let theirs = parts_of(tx, person)?;
        let mut statement =
            tx.prepare("SELECT seq, content FROM access_log WHERE act = ?1 AND content IS NOT NULL")?;
        let searches = statement
            .query_map([word(AuditAct::PatientsSearched)], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        for (seq, content) in searches {
            let content = Content::parse(&content).unwrap_or_default();
            let words = content.changes.iter().filter(|change| change.field == "words");
            let words: String = words.filter_map(|change| change.after.as_deref()).collect();
            if parts_in(&words)
                .iter()
                .any(|part| theirs.iter().any(|own| begin_alike(own, part)))
            {
                tx.execute("UPDATE access_log SET content = NULL WHERE seq = ?1", [seq])?;
            }
        }
        Ok(())
    }

    /// Empties some of the contents that are past their time, as the manager has set it. `told`: a line of this run
    /// says so already. Whether there may be more.
    pub(super) fn thin(&self, tx: &Connection, before: DateTime<Utc>, told: bool) -> Result<bool, DeskError> {
        let before = from_whole_ms(before);
        let emptied = tx.execute(
            "UPDATE access_log SET content = NULL WHERE seq IN (\
                 SELECT seq FROM access_log WHERE content IS NOT NULL AND at < ?1 ORDER BY at LIMIT ?2)",
            params![to_ms(before), BATCH],
        )?;
        if emptied > 0 && !told {
            let line = NewLine::of(AuditAct::LogThinned).with("before", None, Some(before.to_rfc3339()));
            self.record_own(tx, &line, None)?;
        }
        Ok(i64::try_from(emptied).is_ok_and(|emptied| emptied == BATCH))
    }
}

/// Every part of a person's names, phones, addresses and ids by which they can be searched.
fn parts_of(conn: &Connection, person: Uuid) -> Result<Vec<String>, DeskError> {
    let mut statement = conn.prepare(
        "SELECT last_name || ' ' || first_name || ' ' || coalesce(email, '') || ' ' || coalesce(national_id, '') \
             || ' ' || coalesce(birth_date, ''), phone FROM patient_records WHERE person = ?1 \
         UNION ALL SELECT coalesce(left_name, '') || ' ' || coalesce(left_birth_date, ''), NULL FROM persons WHERE id = ?1 \
         UNION ALL SELECT '', p.number FROM patient_phones p JOIN patient_records r ON r.id = p.record \
             WHERE r.person = ?1",
    )?;
    let mut rows = statement.query([person.to_string()])?;
    let mut parts = Vec::new();
    while let Some(row) = rows.next()? {
        parts.extend(parts_in(&row.get::<_, String>(0)?));
        let phone: Option<String> = row.get(1)?;
        parts.extend(
            phone
                .map(|phone| phone_digits(&phone))
                .filter(|digits| !digits.is_empty()),
        );
    }
    Ok(parts)
}

fn parts_in(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    let digits = phone_digits(text);
    if digits.len() >= ALIKE {
        parts.push(digits);
    }
    parts
}

/// Whether one could have been typed for the other: so much of their beginning is the same, or all of the shorter.
fn begin_alike(one: &str, other: &str) -> bool {
    // Numbers are found by any part, with or without what they are dialled with.
    let digits = other.trim_start_matches('0');
    if digits.len() >= ALIKE && digits.bytes().all(|digit| digit.is_ascii_digit()) && one.contains(digits) {
        return true;
    }
    let same = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let shorter = one.chars().count().min(other.chars().count());
    same >= ALIKE.min(shorter)
}

/// Contents from before this moment are past their time now.
pub(super) fn past_before(conn: &Connection, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, DeskError> {
    let months = DeskSettings::load(conn)?.log_months;
    let Some(before) = now.checked_sub_months(Months::new(months)) else {
        return Ok(None);
    };
    let any: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM access_log WHERE content IS NOT NULL AND at < ?1)")?
        .query_row([to_ms(before)], |row| row.get(0))?;
    Ok(any.then_some(before))
}

/// The same moment as the store tells it.
fn from_whole_ms(moment: DateTime<Utc>) -> DateTime<Utc> {
    crate::store::from_ms(to_ms(moment))
}

/// A person has no records any more: they all came to another one, under whom the lines are found from now on.
///
/// # Errors
/// The store's.
pub(crate) fn became(tx: &Connection, was: &str, person: &str) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE access_log_became SET person = ?2 WHERE person = ?1",
        [was, person],
    )?;
    tx.execute(
        "INSERT INTO access_log_became (was, person) VALUES (?1, ?2) ON CONFLICT (was) DO UPDATE SET person = ?2",
        [was, person],
    )?;
    Ok(())
}
