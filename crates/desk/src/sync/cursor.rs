//! How far the reading of a connection has come, on disk, so that a restart goes on where it was.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::FillStrategy;
use super::codes::CodesPlan;
use super::listing::{DaysPlan, PagesPlan};
use super::names::NamesPlan;
use super::one::Ways;
use crate::error::DeskError;
use crate::store::{instant_of, to_ms};

/// A connection's cursor.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cursor {
    /// How patients are found; `None`: not found out yet.
    pub strategy: Option<FillStrategy>,
    /// The first fill has ended.
    pub complete: bool,
    /// By a person.
    pub paused: bool,
    /// When every known patient had last been asked about.
    pub last_full_round: Option<DateTime<Utc>>,
    /// Where the strategy stands.
    pub state: State,
}

/// Where the strategy stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    /// The address it was found out at; at another one everything is found out anew.
    pub place: String,
    /// Searching by code finds that patient and nobody else.
    pub by_code: bool,
    /// At how many rows an answer is cut, where that showed.
    pub cap: Option<usize>,
    /// All patients the strategy can find are known.
    pub patients_found: bool,
    /// The walk over the codes.
    pub codes: Option<CodesPlan>,
    /// The search by fragments of names.
    pub names: Option<NamesPlan>,
    /// The walk over the pages, and over the days.
    pub pages: PagesPlan,
    pub days: DaysPlan,
    /// Records whose appointments could not be read, and how often it was tried.
    pub failed: BTreeMap<Uuid, u32>,
    /// The share shown never falls.
    pub percent: u32,
    /// When things were last looked at.
    pub looked: Looked,
}

/// When things were last looked at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Looked {
    pub statuses: Option<DateTime<Utc>>,
    pub doctors: Option<DateTime<Utc>>,
    pub prices: Option<DateTime<Utc>>,
    pub newcomers: Option<DateTime<Utc>>,
    /// When the round under way began.
    pub round: Option<DateTime<Utc>>,
    /// Where days are listed: the present one, and those around it.
    pub today: Option<DateTime<Utc>>,
    pub week: Option<DateTime<Utc>>,
}

/// Attempts before a record is left to the next round.
pub(crate) const ATTEMPTS: u32 = 3;

impl Cursor {
    /// How the vendor's directory answers, as far as was found out.
    pub(crate) fn ways(&self) -> Ways {
        let cut_at = self.state.names.as_ref().and_then(NamesPlan::cap);
        Ways {
            by_code: self.strategy.map(|_| self.state.by_code),
            cap: cut_at.or(self.state.cap),
        }
    }
}

impl State {
    /// Whether a record's appointments are left to the next round.
    pub(crate) fn is_given_up(&self, record: Uuid) -> bool {
        self.failed
            .get(&record)
            .is_some_and(|attempts| *attempts >= ATTEMPTS)
    }
}

fn strategy_word(strategy: FillStrategy) -> &'static str {
    match strategy {
        FillStrategy::All => "all",
        FillStrategy::Codes => "codes",
        FillStrategy::Names => "names",
        FillStrategy::Pages => "pages",
    }
}

fn strategy_of(word: &str) -> Option<FillStrategy> {
    match word {
        "all" => Some(FillStrategy::All),
        "codes" => Some(FillStrategy::Codes),
        "names" => Some(FillStrategy::Names),
        "pages" => Some(FillStrategy::Pages),
        _ => None,
    }
}

/// The cursor of a connection; a new one where there is none.
pub(crate) fn load(conn: &Connection, connection: Uuid) -> Result<Cursor, DeskError> {
    let found = conn
        .prepare_cached(
            "SELECT c.base_url || ' ' || c.details AS place, s.strategy, coalesce(s.state, '') AS state,
                 coalesce(s.complete, 0) AS complete, coalesce(s.paused, 0) AS paused, s.last_full_round_at
             FROM connections c LEFT JOIN sync_cursors s ON s.connection = c.id WHERE c.id = ?1",
        )?
        .query_row([connection.to_string()], |row| {
            let (place, state): (String, String) = (row.get("place")?, row.get("state")?);
            // A state of another version, or of another address, is found out anew; what was read stays read.
            let state: State = serde_json::from_str(&state).unwrap_or_default();
            let paused = row.get("paused")?;
            if state.place != place {
                return Ok(Cursor {
                    paused,
                    state: State {
                        place,
                        ..State::default()
                    },
                    ..Cursor::default()
                });
            }
            Ok(Cursor {
                strategy: row
                    .get::<_, Option<String>>("strategy")?
                    .as_deref()
                    .and_then(strategy_of),
                complete: row.get("complete")?,
                paused,
                last_full_round: instant_of(row, "last_full_round_at")?,
                state,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps all of a cursor but the pause, which only a person's word changes.
pub(crate) fn save(
    tx: &Connection,
    connection: Uuid,
    cursor: &Cursor,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let state = serde_json::to_string(&cursor.state)
        .map_err(|error| DeskError::internal(format!("cursor cannot be written: {error}")))?;
    tx.prepare_cached(
        "INSERT INTO sync_cursors (connection, strategy, state, complete, last_full_round_at, updated_at)
         SELECT id, ?2, ?3, ?4, ?5, ?6 FROM connections WHERE id = ?1
         ON CONFLICT (connection) DO UPDATE SET strategy = ?2, state = ?3, complete = ?4, last_full_round_at = ?5,
             updated_at = ?6",
    )?
    .execute(params![
        connection.to_string(),
        cursor.strategy.map(strategy_word),
        state,
        cursor.complete,
        cursor.last_full_round.map(to_ms),
        to_ms(now)
    ])?;
    Ok(())
}

/// A person pauses the reading, or lets it go on.
pub(crate) fn pause(
    tx: &Connection,
    connection: Uuid,
    paused: bool,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO sync_cursors (connection, paused, updated_at) SELECT id, ?2, ?3 FROM connections WHERE id = ?1
         ON CONFLICT (connection) DO UPDATE SET paused = ?2, updated_at = ?3",
        params![connection.to_string(), paused, to_ms(now)],
    )?;
    Ok(())
}
