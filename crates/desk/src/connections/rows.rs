//! Connections as rows.

use std::str::FromStr as _;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rusqlite::{Connection as Database, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::gate::Pace;
use super::{Connection, Health, Vendor};
use crate::error::{DeskError, ErrorCode};
use crate::store::{id_of, instant_of, to_ms};

/// What stands in a connection's `settings`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// Counts the keys this connection has had, so that another process on the same store sees a new one.
    pub key_version: u32,
    /// How much the vendor is asked.
    pub pace: Pace,
}

impl Settings {
    pub(crate) fn starting(pace: Pace) -> Self {
        Self { key_version: 1, pace }
    }
}

/// A connection and what only the core needs of it.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionRow {
    pub shown: Connection,
    pub settings: Settings,
}

impl ConnectionRow {
    /// The zone of the clinic's civil times.
    pub(crate) fn zone(&self) -> Tz {
        Tz::from_str(&self.shown.zone).unwrap_or(Tz::UTC)
    }
}

pub(crate) fn health_word(health: Health) -> &'static str {
    match health {
        Health::Untested => "untested",
        Health::Online => "online",
        Health::Offline => "offline",
        Health::KeyRefused => "key_refused",
    }
}

fn health_of(word: &str) -> Health {
    match word {
        "online" => Health::Online,
        "offline" => Health::Offline,
        "key_refused" => Health::KeyRefused,
        _ => Health::Untested,
    }
}

const COLUMNS: &str = "id, name, vendor, base_url, client_path, zone, settings, health, last_contact_at, \
     offline_since, stages_confirmed, work_points_confirmed";

fn read(row: &Row<'_>) -> rusqlite::Result<ConnectionRow> {
    let vendor: String = row.get("vendor")?;
    let health: String = row.get("health")?;
    let settings: String = row.get("settings")?;
    Ok(ConnectionRow {
        shown: Connection {
            id: id_of(row, "id")?,
            name: row.get("name")?,
            vendor: Vendor::parse(&vendor)
                .ok_or_else(|| rusqlite::Error::InvalidColumnName("vendor".into()))?,
            base_url: row.get("base_url")?,
            client_path: row.get("client_path")?,
            zone: row.get("zone")?,
            health: health_of(&health),
            last_contact_at: instant_of(row, "last_contact_at")?,
            offline_since: instant_of(row, "offline_since")?,
            stages_confirmed: row.get("stages_confirmed")?,
            work_points_confirmed: row.get("work_points_confirmed")?,
        },
        settings: serde_json::from_str(&settings).unwrap_or_default(),
    })
}

/// All connections, by name.
pub(crate) fn all(conn: &Database) -> Result<Vec<ConnectionRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM connections ORDER BY name"))?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// One connection.
pub(crate) fn by_id(conn: &Database, id: Uuid) -> Result<Option<ConnectionRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM connections WHERE id = ?1"))?;
    Ok(statement.query_row([id.to_string()], read).optional()?)
}

/// One connection by the clinic's name for it (any case), or by its id as text.
pub(crate) fn by_name(conn: &Database, name: &str) -> Result<Option<ConnectionRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM connections WHERE name = ?1 OR id = ?1"
    ))?;
    Ok(statement.query_row([name.trim()], read).optional()?)
}

/// One connection, or `NotFound`.
pub(crate) fn existing(conn: &Database, id: Uuid) -> Result<ConnectionRow, DeskError> {
    by_id(conn, id)?.ok_or_else(|| DeskError::not_found("connection"))
}

/// What an account is at its vendor.
pub(crate) struct Place<'a> {
    pub name: &'a str,
    pub base_url: &'a str,
    pub client_path: &'a str,
}

/// Adds a connection.
pub(crate) fn insert(
    tx: &Database,
    id: Uuid,
    vendor: Vendor,
    zone: &str,
    place: &Place<'_>,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    named(
        place.name,
        tx.execute(
            "INSERT INTO connections (id, name, vendor, base_url, client_path, zone, settings, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                id.to_string(),
                place.name,
                vendor.as_str(),
                place.base_url,
                place.client_path,
                zone,
                written(settings),
                to_ms(now)
            ],
        ),
    )
}

/// Changes a connection; where it now leads elsewhere or has another key, its line has to be tried anew.
pub(crate) fn update(
    tx: &Database,
    id: Uuid,
    place: &Place<'_>,
    settings: &Settings,
    another_line: bool,
) -> Result<(), DeskError> {
    named(
        place.name,
        tx.execute(
            "UPDATE connections SET name = ?2, base_url = ?3, client_path = ?4, settings = ?5,
                 health = CASE WHEN ?6 THEN 'untested' ELSE health END,
                 offline_since = CASE WHEN ?6 THEN NULL ELSE offline_since END
             WHERE id = ?1",
            params![
                id.to_string(),
                place.name,
                place.base_url,
                place.client_path,
                written(settings),
                another_line
            ],
        ),
    )
}

fn written(settings: &Settings) -> String {
    serde_json::to_string(settings).unwrap_or_else(|_| "{}".to_owned())
}

/// The only uniqueness a person can run into is that of the name.
fn named(name: &str, outcome: rusqlite::Result<usize>) -> Result<(), DeskError> {
    match outcome {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
            Err(DeskError::new(ErrorCode::NameTaken, "a connection of that name exists").with("name", name))
        }
        Err(error) => Err(error.into()),
    }
}
