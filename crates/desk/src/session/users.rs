//! The table of users.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::hash::Hashing;
use super::tries::Tries;
use super::{User, UserRole, rules};
use crate::error::{DeskError, ErrorCode};
use crate::store::{from_ms, id_of, instant_of, to_ms};

/// A row, with what is kept of password and PIN.
#[derive(Clone)]
pub(super) struct UserRow {
    pub(super) user: User,
    pub(super) password: String,
    pub(super) pin: Option<String>,
    pub(super) tries: Tries,
}

impl UserRole {
    /// The word in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receptionist => "receptionist",
            Self::Manager => "manager",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Receptionist, Self::Manager]
            .into_iter()
            .find(|role| role.as_str() == word)
    }
}

const COLUMNS: &str =
    "id, name, role, password, pin, active, failures, blocked_until, last_signed_in_at, created_at";

fn row(row: &Row<'_>) -> rusqlite::Result<UserRow> {
    let role: String = row.get("role")?;
    let pin: Option<String> = row.get("pin")?;
    Ok(UserRow {
        user: User {
            id: id_of(row, "id")?,
            name: row.get("name")?,
            // A word of a newer application gives the least rights.
            role: UserRole::parse(&role).unwrap_or(UserRole::Receptionist),
            active: row.get("active")?,
            has_pin: pin.is_some(),
            last_signed_in_at: instant_of(row, "last_signed_in_at")?,
            created_at: from_ms(row.get("created_at")?),
        },
        password: row.get("password")?,
        pin,
        tries: Tries {
            failures: row.get("failures")?,
            blocked_until: row.get("blocked_until")?,
        },
    })
}

/// Whether the desk has users at all.
pub(super) fn any(conn: &Connection) -> Result<bool, DeskError> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM users)", [], |row| row.get(0))?)
}

/// Everybody, by name.
pub(super) fn all(conn: &Connection) -> Result<Vec<UserRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM users"))?;
    let mut users = statement
        .query_map([], row)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    users.sort_by_cached_key(|row| (rules::known_as(&row.user.name), row.user.id));
    Ok(users)
}

/// One of them.
pub(super) fn by_id(conn: &Connection, id: Uuid) -> Result<Option<UserRow>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM users WHERE id = ?1"))?;
    Ok(statement.query_row([id.to_string()], row).optional()?)
}

/// Whoever is called so.
pub(super) fn by_name(conn: &Connection, name: &str) -> Result<Option<UserRow>, DeskError> {
    let wanted = rules::known_as(name);
    let found = all(conn)?
        .into_iter()
        .find(|row| rules::known_as(&row.user.name) == wanted);
    Ok(found)
}

/// Whether nobody works at the desk of this store, or that is the password of a manager who does.
///
/// # Errors
/// The store's.
pub(crate) fn may_remove(conn: &Connection, password: &str) -> Result<bool, DeskError> {
    let all = all(conn)?;
    let hashing = Hashing::default();
    let is_theirs = |row: &UserRow| {
        row.user.active && row.user.role == UserRole::Manager && hashing.is(Some(&row.password), password)
    };
    Ok(all.is_empty() || all.iter().any(is_theirs))
}

/// Adds somebody.
///
/// # Errors
/// `InvalidField` name `taken`, or the store's.
pub(super) fn add(
    tx: &Connection,
    id: Uuid,
    name: &str,
    role: UserRole,
    password: &str,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    check_free(tx, name, None)?;
    tx.execute(
        "INSERT INTO users (id, name, role, password, changed_at, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
        params![id.to_string(), name, role.as_str(), password, to_ms(now)],
    )?;
    Ok(())
}

/// Changes name, role and whether they may sign in. Like every change it is later than the one before, also where that
/// was made by a clock that ran ahead: the desks of a clinic take the latest.
///
/// # Errors
/// `InvalidField` name `taken`, `LastManager`, or the store's.
pub(super) fn edit(
    tx: &Connection,
    id: Uuid,
    name: &str,
    role: UserRole,
    active: bool,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    check_free(tx, name, Some(id))?;
    tx.execute(
        "UPDATE users SET name = ?2, role = ?3, active = ?4, changed_at = max(?5, changed_at + 1) WHERE id = ?1",
        params![id.to_string(), name, role.as_str(), active, to_ms(now)],
    )?;
    let managers = all(tx)?
        .into_iter()
        .filter(|row| row.user.active && row.user.role == UserRole::Manager);
    if managers.count() == 0 {
        return Err(DeskError::new(
            ErrorCode::LastManager,
            "the last manager must stay one",
        ));
    }
    Ok(())
}

/// Gives somebody another password; wrong tries are forgotten. A password that another person gave takes the PIN
/// with it.
pub(super) fn set_password(
    tx: &Connection,
    id: Uuid,
    password: &str,
    keep_pin: bool,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE users SET password = ?2, pin = CASE WHEN ?3 THEN pin END, failures = 0, blocked_until = NULL,
         changed_at = max(?4, changed_at + 1) WHERE id = ?1",
        params![id.to_string(), password, keep_pin, to_ms(now)],
    )?;
    Ok(())
}

/// Gives somebody another PIN, or none.
pub(super) fn set_pin(
    tx: &Connection,
    id: Uuid,
    pin: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE users SET pin = ?2, changed_at = max(?3, changed_at + 1) WHERE id = ?1",
        params![id.to_string(), pin, to_ms(now)],
    )?;
    Ok(())
}

/// Somebody signed in.
pub(super) fn signed_in(tx: &Connection, id: Uuid, now: DateTime<Utc>) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE users SET last_signed_in_at = ?2 WHERE id = ?1",
        params![id.to_string(), to_ms(now)],
    )?;
    Ok(())
}

fn check_free(conn: &Connection, name: &str, own: Option<Uuid>) -> Result<(), DeskError> {
    match by_name(conn, name)? {
        Some(row) if Some(row.user.id) != own => Err(DeskError::invalid("name", "taken")),
        _ => Ok(()),
    }
}
