//! Connections as rows.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rusqlite::{Connection as Database, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::gate::Pace;
use super::{Connection, Health, Material, Vendor};
use crate::adapters;
use crate::error::{DeskError, ErrorCode};
use crate::store::{id_of, instant_of, to_ms};

/// What stands in a connection's `settings`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// Counts the keys this connection has had, so that another process on the same store sees a new one.
    pub key_version: u32,
    /// Counts the renewals of its tokens: an account made of older ones is made anew, here and in other processes.
    pub token_version: u32,
    /// How much the vendor is asked.
    pub pace: Pace,
    /// Other ways to operations.
    pub paths: BTreeMap<String, String>,
}

impl Settings {
    pub(crate) fn starting(pace: Pace, material: &Material) -> Self {
        Self {
            key_version: 1,
            token_version: 0,
            pace,
            paths: material.paths.clone(),
        }
    }
}

/// A connection and what only the core needs of it.
#[derive(Debug, Clone)]
pub(crate) struct ConnectionRow {
    pub shown: Connection,
    pub settings: Settings,
}

impl ConnectionRow {
    /// What the account is made of, but for its keys.
    pub(crate) fn material(&self) -> Material {
        Material {
            vendor: self.shown.vendor,
            base_url: self.shown.base_url.clone(),
            details: self.shown.details.clone(),
            paths: self.settings.paths.clone(),
        }
    }

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
        Health::KeyMissing => "key_missing",
    }
}

fn health_of(word: &str) -> Health {
    match word {
        "online" => Health::Online,
        "offline" => Health::Offline,
        "key_refused" => Health::KeyRefused,
        "key_missing" => Health::KeyMissing,
        _ => Health::Untested,
    }
}

const COLUMNS: &str = "id, name, vendor, base_url, details, zone, settings, health, last_contact_at, \
     offline_since, stages_confirmed, work_points_confirmed";

fn read(row: &Row<'_>) -> rusqlite::Result<ConnectionRow> {
    let vendor: String = row.get("vendor")?;
    let health: String = row.get("health")?;
    let settings: String = row.get("settings")?;
    let settings: Settings = serde_json::from_str(&settings).unwrap_or_default();
    let details: String = row.get("details")?;
    let vendor = Vendor::parse(&vendor).ok_or_else(|| rusqlite::Error::InvalidColumnName("vendor".into()))?;
    Ok(ConnectionRow {
        shown: Connection {
            id: id_of(row, "id")?,
            name: row.get("name")?,
            vendor,
            base_url: row.get("base_url")?,
            details: serde_json::from_str(&details).unwrap_or_default(),
            paths: settings.paths.clone(),
            zone: row.get("zone")?,
            can: adapters::abilities_of(vendor),
            patient: adapters::patient_rules(vendor),
            health: health_of(&health),
            last_contact_at: instant_of(row, "last_contact_at")?,
            offline_since: instant_of(row, "offline_since")?,
            stages_confirmed: row.get("stages_confirmed")?,
            work_points_confirmed: row.get("work_points_confirmed")?,
        },
        settings,
    })
}

/// All connections, by name.
pub(crate) fn all(conn: &Database) -> Result<Vec<ConnectionRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM connections ORDER BY name"))?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// All connections as they are shown, by name.
pub(crate) fn all_shown(conn: &Database) -> Result<Vec<Connection>, DeskError> {
    Ok(all(conn)?.into_iter().map(|row| row.shown).collect())
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

/// Adds a connection.
pub(crate) fn insert(
    tx: &Database,
    id: Uuid,
    name: &str,
    material: &Material,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    named(
        name,
        tx.execute(
            "INSERT INTO connections (id, name, vendor, base_url, details, zone, settings, created_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
            params![
                id.to_string(),
                name,
                material.vendor.as_str(),
                material.base_url,
                written(&material.details),
                material.zone(),
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
    name: &str,
    material: &Material,
    settings: &Settings,
    another_line: bool,
) -> Result<(), DeskError> {
    named(
        name,
        tx.execute(
            "UPDATE connections SET name = ?2, base_url = ?3, details = ?4, zone = ?5, settings = ?6,
                 health = CASE WHEN ?7 THEN 'untested' ELSE health END,
                 offline_since = CASE WHEN ?7 THEN NULL ELSE offline_since END
             WHERE id = ?1",
            params![
                id.to_string(),
                name,
                material.base_url,
                written(&material.details),
                material.zone(),
                written(settings),
                another_line
            ],
        ),
    )
}

/// Notes that a connection was made or moved without its key, as the clinic file does.
pub(crate) fn key_is_missing(tx: &Database, id: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE connections SET health = ?2 WHERE id = ?1",
        [&id.to_string(), health_word(Health::KeyMissing)],
    )?;
    Ok(())
}

/// The secrets of a connection that are kept in the store.
pub(crate) fn tokens(conn: &Database, id: Uuid) -> Result<BTreeMap<String, Zeroizing<String>>, DeskError> {
    let text: String = conn.query_row(
        "SELECT tokens FROM connections WHERE id = ?1",
        [id.to_string()],
        |row| row.get(0),
    )?;
    let text = Zeroizing::new(text);
    let tokens: BTreeMap<String, String> = serde_json::from_str(&text).unwrap_or_default();
    Ok(tokens
        .into_iter()
        .map(|(name, token)| (name, Zeroizing::new(token)))
        .collect())
}

/// Notes that tokens were renewed.
pub(crate) fn count_renewal(tx: &Database, id: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE connections SET settings = json_set(settings, '$.token_version',
             coalesce(json_extract(settings, '$.token_version'), 0) + 1) WHERE id = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

/// Forgets the secrets that are kept in the store.
pub(crate) fn drop_tokens(tx: &Database, id: Uuid) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE connections SET tokens = '{}' WHERE id = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

/// Keeps secrets in the store; those not named stay.
pub(crate) fn keep_tokens(
    tx: &Database,
    id: Uuid,
    tokens: &BTreeMap<String, String>,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE connections SET tokens = json_patch(tokens, ?2) WHERE id = ?1",
        params![id.to_string(), written(tokens)],
    )?;
    Ok(())
}

fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
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
