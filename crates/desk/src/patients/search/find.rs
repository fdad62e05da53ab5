//! Finding: from what was typed to persons in the order a desk wants them.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::super::{FindPatients, FoundPatients};
use super::document::Document;
use super::hits::load_hits;
use super::index::{self, Candidates, Of};
use super::misspelling::{self, Tolerance};
use super::query::{Match, Query};
use crate::agenda;
use crate::error::DeskError;
use crate::store::to_ms;

/// So many candidates are all looked at and put into their exact order; of more than that, those a desk would
/// want first are.
const EXACT: usize = 1000;
/// How many of each kind are looked at when there are too many.
const SAMPLE: usize = 400;
/// Recent: opened here so many days ago, or an appointment so many days from today.
const RECENT_DAYS: u64 = 7;

/// Persons found, best first.
struct Found {
    persons: Vec<Uuid>,
    more: bool,
    by_misspelling: bool,
    searched: u32,
}

/// Looks persons up: today's patients first, then recent ones, then the rest by the alphabet; within each,
/// names that begin so before fragments; those the vendor no longer names come last. An empty text
/// gives today's and recent patients.
///
/// # Errors
/// The store's only; no text is an error.
pub fn find(
    conn: &Connection,
    request: &FindPatients,
    now: DateTime<Utc>,
) -> Result<FoundPatients, DeskError> {
    let found = find_persons(conn, request, now)?;
    Ok(FoundPatients {
        hits: load_hits(conn, &found.persons, now)?,
        more: found.more,
        by_misspelling: found.by_misspelling,
        searched: found.searched,
    })
}

fn find_persons(conn: &Connection, request: &FindPatients, now: DateTime<Utc>) -> Result<Found, DeskError> {
    let limit = request.limit.unwrap_or(20).clamp(1, 200) as usize;
    let near = Surroundings {
        today: agenda::today(conn, now)?,
        opened_since: to_ms(now - RECENT),
    };
    let searched = conn
        .prepare_cached(
            // But those of whom there is nothing but what was given up before it reached a vendor.
            "SELECT (SELECT count(*) FROM persons) - (SELECT count(DISTINCT g.person) FROM patient_records g
                 WHERE g.vendor_id IS NULL AND g.gone_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM patient_records r
                     WHERE r.person = g.person AND (r.vendor_id IS NOT NULL OR r.gone_at IS NULL)))",
        )?
        .query_row([], |row| row.get(0))?;
    let found =
        |ranked: Ranked, more, by_misspelling| ranked.into_found(limit, more, by_misspelling, searched);
    if request.text.trim().is_empty() {
        let mut ids = near.todays(conn)?;
        ids.extend(near.recent(conn)?);
        return Ok(found(
            near.rank(conn, ids, |_| Some(Rank::default()))?,
            false,
            false,
        ));
    }
    let Some(query) = Query::parse(&request.text) else {
        return Ok(found(Ranked::default(), false, false));
    };
    let Candidates { mut ids, more } = index::candidates(conn, Of::Records, &query, EXACT)?;
    if more {
        ids.truncate(SAMPLE);
        ids.extend(index::as_typed(conn, &query, SAMPLE)?.ids);
        ids.extend(index::starting(conn, Of::Records, &query, SAMPLE)?.ids);
        ids.extend(by_alphabet(conn, &query)?);
        ids.extend(near.todays(conn)?);
        ids.extend(near.recent(conn)?);
    }
    let mut ranked = near.rank(conn, ids, |document| {
        query.level(document).map(|level| Rank {
            mistakes: 0,
            level: Some(level),
        })
    })?;
    let (left, more_left) = left_by_connections(conn, &query)?;
    ranked.0.extend(left.0);
    let more = more || more_left;
    if more || !ranked.0.is_empty() {
        return Ok(found(ranked, more, false));
    }
    let ranked = misspelt(conn, &query, &near)?;
    let by_misspelling = !ranked.0.is_empty();
    Ok(found(ranked, false, by_misspelling))
}

const RECENT: chrono::TimeDelta = chrono::TimeDelta::days(RECENT_DAYS as i64);

fn misspelt(conn: &Connection, query: &Query, near: &Surroundings) -> Result<Ranked, DeskError> {
    let Some(words) = misspelling::near_words(conn, query, Tolerance::Typing)? else {
        return Ok(Ranked::default());
    };
    let of = |term: &super::query::Term| {
        let position = query.terms.iter().position(|other| other == term);
        position
            .and_then(|position| words.get(position))
            .map(misspelling::Near::words)
            .unwrap_or_default()
    };
    let ids = index::near(conn, query, of, EXACT)?.ids;
    near.rank(conn, ids, |document| {
        let (mut mistakes, mut level) = (0, Match::Whole);
        for (term, near) in query.terms.iter().zip(&words) {
            match term.level(document) {
                Some(as_written) => level = level.max(as_written),
                None => mistakes += near.distance(&document.names)?,
            }
        }
        Some(Rank {
            mistakes,
            level: Some(level),
        })
    })
}

/// Persons of whom no record is left, and whose books are kept; and whether there would be more.
fn left_by_connections(conn: &Connection, query: &Query) -> Result<(Ranked, bool), DeskError> {
    let Candidates { mut ids, more } = index::candidates(conn, Of::Left, query, EXACT)?;
    if more {
        ids.truncate(SAMPLE);
        ids.extend(index::starting(conn, Of::Left, query, SAMPLE)?.ids);
    }
    let mut statement = conn.prepare_cached(
        "SELECT person AS record, person, sort_name, names, contacts, numbers, dates, 1 AS gone FROM left_documents
         WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM patient_records r WHERE r.person = left_documents.person)",
    )?;
    let mut ranked = Ranked::default();
    for id in ids {
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { continue };
        let document = Document::read(row)?;
        if let Some(level) = query.level(&document) {
            let (name, person) = (document.sort_name, document.person);
            ranked.0.push((true, 0, Tier::Rest, Some(level), name, person));
        }
    }
    Ok((ranked, more))
}

/// The first names of the alphabet that begin with a word typed.
fn by_alphabet(conn: &Connection, query: &Query) -> Result<Vec<i64>, DeskError> {
    let mut ids = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT id FROM search_documents WHERE sort_name >= ?1 AND sort_name < ?2 ORDER BY sort_name LIMIT ?3",
    )?;
    for start in query.terms.iter().filter_map(|term| term.word.as_ref()).flatten() {
        let rows = statement.query_map(
            params![start, format!("{start}\u{10FFFF}"), SAMPLE as i64],
            |row| row.get(0),
        )?;
        for id in rows {
            ids.push(id?);
        }
    }
    Ok(ids)
}

/// How well one document fits what was typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    mistakes: u8,
    level: Option<Match>,
}

/// Where a patient stands in the order of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Today,
    Recent,
    Rest,
}

/// Sorted by: gone, mistakes, tier, level, name.
#[derive(Default)]
struct Ranked(Vec<(bool, u8, Tier, Option<Match>, String, Uuid)>);

impl Ranked {
    fn into_found(mut self, limit: usize, more: bool, by_misspelling: bool, searched: u32) -> Found {
        self.0.sort_unstable();
        let mut seen = HashSet::new();
        let mut persons = Vec::new();
        for (.., person) in self.0 {
            if seen.insert(person) {
                persons.push(person);
            }
        }
        let more = more || persons.len() > limit;
        persons.truncate(limit);
        Found {
            persons,
            more,
            by_misspelling,
            searched,
        }
    }
}

/// What is near now.
struct Surroundings {
    today: NaiveDate,
    opened_since: i64,
}

impl Surroundings {
    fn days_about(&self) -> (NaiveDate, NaiveDate) {
        let days = Days::new(RECENT_DAYS);
        (
            self.today.checked_sub_days(days).unwrap_or(self.today),
            self.today.checked_add_days(days).unwrap_or(self.today),
        )
    }

    /// Rows of patients with an appointment today.
    fn todays(&self, conn: &Connection) -> Result<Vec<i64>, DeskError> {
        ids(
            conn,
            "SELECT DISTINCT d.id FROM appointments a JOIN search_documents d ON d.record = a.record
             WHERE a.date = ?1 AND a.gone_at IS NULL LIMIT 2000",
            params![self.today],
        )
    }

    /// Rows of patients opened lately or with an appointment about now.
    fn recent(&self, conn: &Connection) -> Result<Vec<i64>, DeskError> {
        let (from, to) = self.days_about();
        ids(
            conn,
            "SELECT d.id FROM (SELECT id FROM patient_records WHERE opened_at >= ?1 ORDER BY opened_at DESC LIMIT ?4) r
                 JOIN search_documents d ON d.record = r.id
             UNION SELECT d.id FROM (SELECT DISTINCT record FROM appointments
                 WHERE date BETWEEN ?2 AND ?3 AND gone_at IS NULL LIMIT ?4) a
                 JOIN search_documents d ON d.record = a.record",
            params![self.opened_since, from, to, SAMPLE as i64],
        )
    }

    /// Looks at each row once and keeps those that `judge` accepts.
    fn rank(
        &self,
        conn: &Connection,
        ids: Vec<i64>,
        judge: impl Fn(&Document) -> Option<Rank>,
    ) -> Result<Ranked, DeskError> {
        let (from, to) = self.days_about();
        // A row of another patient in the list says nothing about this one.
        let mut statement = conn.prepare_cached(
            "SELECT d.*,
                 EXISTS (SELECT 1 FROM appointments a WHERE a.record = d.record AND a.date = ?2 AND a.gone_at IS NULL
                     AND (a.vendor_patient IS NULL OR a.vendor_patient = r.vendor_id)) AS today,
                 coalesce(r.opened_at >= ?3, 0) OR EXISTS (SELECT 1 FROM appointments a WHERE a.record = d.record
                     AND a.date BETWEEN ?4 AND ?5 AND a.gone_at IS NULL
                     AND (a.vendor_patient IS NULL OR a.vendor_patient = r.vendor_id)) AS recent
             FROM search_documents d JOIN patient_records r ON r.id = d.record WHERE d.id = ?1",
        )?;
        let distinct: BTreeMap<i64, ()> = ids.into_iter().map(|id| (id, ())).collect();
        let mut ranked = Ranked::default();
        for id in distinct.into_keys() {
            let mut rows = statement.query(params![id, self.today, self.opened_since, from, to])?;
            let Some(row) = rows.next()? else { continue };
            let document = Document::read(row)?;
            let Some(rank) = judge(&document) else { continue };
            let tier = if row.get("today")? {
                Tier::Today
            } else if row.get("recent")? {
                Tier::Recent
            } else {
                Tier::Rest
            };
            ranked.0.push((
                document.gone,
                rank.mistakes,
                tier,
                rank.level,
                document.sort_name,
                document.person,
            ));
        }
        Ok(ranked)
    }
}

fn ids(conn: &Connection, sql: &str, arguments: &[&dyn rusqlite::ToSql]) -> Result<Vec<i64>, DeskError> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(arguments, |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
