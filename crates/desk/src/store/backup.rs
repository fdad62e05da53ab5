//! Copies of the store, encrypted by the same key: one before each update of its tables, and one a day.
//!
//! A copy is read whole, so making one also finds damage that nobody has met yet. What was unsent when a copy was
//! made may have been sent since; whoever puts one back is asked about each such entry.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rusqlite::Connection;

use super::files::{self, Files};
use super::model::Backup;
use crate::error::{DeskError, ErrorCode};

/// Copies made before an update that are kept.
const BEFORE_UPDATES: usize = 3;
/// Copies of the last days that are kept.
const OF_DAYS: usize = 2;
/// No copy is kept longer: what was erased or thinned since is still in it.
const LONGEST: TimeDelta = TimeDelta::days(90);

const TIME: &str = "%Y%m%dT%H%M%SZ";

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    BeforeUpdate,
    Daily,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::BeforeUpdate => "update",
            Self::Daily => "daily",
        }
    }

    fn kept(self) -> usize {
        match self {
            Self::BeforeUpdate => BEFORE_UPDATES,
            Self::Daily => OF_DAYS,
        }
    }
}

/// What a copy's name says.
struct Named {
    kind: Kind,
    made_at: DateTime<Utc>,
    name: String,
}

impl Named {
    fn new(kind: Kind, version: u32, made_at: DateTime<Utc>) -> Self {
        Self {
            kind,
            made_at,
            name: format!("{}-v{version}-{}.db", kind.word(), made_at.format(TIME)),
        }
    }

    /// Only names of our own making are read, so that none leads anywhere else.
    fn read(name: &str) -> Option<Self> {
        let (kind, rest) = name.split_once("-v")?;
        let kind = [Kind::BeforeUpdate, Kind::Daily]
            .into_iter()
            .find(|known| known.word() == kind)?;
        let (version, time) = rest.strip_suffix(".db")?.split_once('-')?;
        let made_at = NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc();
        let read = Self::new(kind, version.parse().ok()?, made_at);
        (read.name == name).then_some(read)
    }
}

/// A copy before the tables of this version are brought up to date.
///
/// # Errors
/// `DiskFull`, or what SQLite says; nothing half made is left, and the store is as it was.
pub(super) fn before_update(
    files: &Files,
    conn: &Connection,
    version: u32,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let _lock = files.lock_copies()?;
    make(files, conn, &Named::new(Kind::BeforeUpdate, version, now))?;
    prune(files, None)
}

/// A copy of today, unless there is one. Those past their time go where the clock is `steady`.
///
/// # Errors
/// As for [`before_update`]; `StoreDamaged` when a page of the store cannot be read.
pub(super) fn daily(
    files: &Files,
    conn: &Connection,
    now: DateTime<Utc>,
    steady: bool,
) -> Result<bool, DeskError> {
    let _lock = files.lock_copies()?;
    let a_day_ago = now - TimeDelta::days(1);
    let lately = |copy: &Named| copy.kind == Kind::Daily && copy.made_at > a_day_ago && copy.made_at <= now;
    if all(files)?.iter().any(lately) {
        return Ok(false);
    }
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    make(files, conn, &Named::new(Kind::Daily, version, now))?;
    prune(files, steady.then_some(now))?;
    Ok(true)
}

/// The copies there are, newest first.
///
/// # Errors
/// `Internal` when the folder cannot be read.
pub(super) fn list(files: &Files) -> Result<Vec<Backup>, DeskError> {
    let mut copies = Vec::new();
    for copy in all(files)? {
        if let Some(bytes) = files::length_if_there(&files.copies().join(&copy.name))? {
            copies.push(Backup {
                name: copy.name,
                made_at: copy.made_at,
                bytes,
            });
        }
    }
    Ok(copies)
}

/// Removes every copy, and every database that gave way to one: somebody who was erased is still in them. One that is
/// being made is waited for.
///
/// # Errors
/// `Internal` when one cannot be removed.
pub(super) fn remove_all(files: &Files) -> Result<(), DeskError> {
    let _lock = files.lock_copies()?;
    // A process that was ended while it made one has left it.
    files::remove(&files.unfinished_copy())?;
    for damaged in files.damaged()? {
        files::remove(&damaged)?;
    }
    for copy in all(files)? {
        files::remove(&files.copies().join(copy.name))?;
    }
    Ok(())
}

fn all(files: &Files) -> Result<Vec<Named>, DeskError> {
    let names = files::names_in(&files.copies())?;
    let mut copies: Vec<Named> = names.iter().filter_map(|name| Named::read(name)).collect();
    copies.sort_by(|one, other| other.made_at.cmp(&one.made_at).then(other.name.cmp(&one.name)));
    Ok(copies)
}

/// The copy gets its name when it is whole and on disk.
fn make(files: &Files, conn: &Connection, named: &Named) -> Result<(), DeskError> {
    let unfinished = files.unfinished_copy();
    files::create_empty(&unfinished)?;
    let place = unfinished
        .to_str()
        .ok_or_else(|| DeskError::internal("the folder's name is not text"))?;
    let made = conn
        .execute("VACUUM INTO ?1", [place])
        .map_err(DeskError::from)
        .and_then(|_| files::publish(&unfinished, &files.copies().join(&named.name)));
    made.or_else(|error| {
        // The space it took is wanted.
        files::remove(&unfinished)?;
        Err(told_apart(conn, error))
    })
}

/// SQLite says of a copy of a damaged store only that it cannot be made.
fn told_apart(conn: &Connection, error: DeskError) -> DeskError {
    let unreadable = || {
        conn.prepare("PRAGMA cipher_integrity_check")
            .and_then(|mut check| check.exists([]))
    };
    if error.code == ErrorCode::Internal && unreadable().unwrap_or(false) {
        return DeskError::new(ErrorCode::StoreDamaged, "a page of the store cannot be read");
    }
    error
}

/// Leaves the newest copies of each kind; `now`, where the clock can be believed, none that is past its time.
fn prune(files: &Files, now: Option<DateTime<Utc>>) -> Result<(), DeskError> {
    for kind in [Kind::BeforeUpdate, Kind::Daily] {
        let of_kind = all(files)?.into_iter().filter(|copy| copy.kind == kind);
        for (at, copy) in of_kind.enumerate() {
            if at >= kind.kept() || now.is_some_and(|now| now - copy.made_at > LONGEST) {
                files::remove(&files.copies().join(copy.name))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_own_making_are_read() {
        let at = "2026-11-23T10:18:00Z".parse().unwrap();
        let named = Named::new(Kind::BeforeUpdate, 19, at);
        assert_eq!(named.name, "update-v19-20261123T101800Z.db");
        let read = Named::read(&named.name).unwrap();
        assert_eq!((read.kind, read.made_at), (Kind::BeforeUpdate, at));
        for foreign in [
            "",
            "unfinished",
            "../store.db",
            "update-v19-20261123T101800Z.db-wal",
            "update-v+19-20261123T101800Z.db",
            "update-v19-../../20261123T101800Z.db",
            "other-v19-20261123T101800Z.db",
        ] {
            assert!(Named::read(foreign).is_none(), "{foreign}");
        }
    }
}
