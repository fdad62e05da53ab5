//! Wrong tries: counted in the store, so that neither a restart nor a second process gives new ones.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

use super::emergency;
use crate::error::{DeskError, ErrorCode};
use crate::store::{from_ms, to_ms};

/// So many may be wrong before there is a pause.
pub(super) const FREE: u32 = 3;
const FIRST_PAUSE_SECONDS: i64 = 15;
const LONGEST_PAUSE_SECONDS: i64 = 15 * 60;
/// So many names that nobody has are remembered, those tried last.
const STRANGERS: usize = 32;
const STRANGERS_KEY: &str = "sign_in_strangers";

/// Wrong tries in a row, and until when there is a pause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tries {
    pub(super) failures: u32,
    /// Milliseconds since 1970.
    pub(super) blocked_until: Option<i64>,
}

/// Whose tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    /// A user's.
    User(Uuid),
    /// Those of a name that nobody has, as [`super::rules::known_as`] has it and hashed: people type their
    /// password into the wrong field.
    Stranger(String),
    /// Those of the emergency code.
    Emergency,
}

/// Whether there may be a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It has been counted as wrong already: what is looked at first and counted later can be tried for nothing,
    /// side by side or by ending the process. Holds the tries left before a pause.
    Try { left: u32 },
    /// Not before so many seconds.
    Wait { seconds: i64 },
}

impl Tries {
    /// When the pause ends, as the clock stands now. The clock may have been set back since the pause began: then it
    /// begins anew, so that nobody waits longer than it is.
    pub(super) fn wait_until(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = from_ms(self.blocked_until?);
        let latest = now + TimeDelta::seconds(pause(self.failures));
        (until > now).then(|| until.min(latest))
    }

    fn count(self, now: DateTime<Utc>) -> Self {
        let failures = self.failures.saturating_add(1);
        let blocked = failures >= FREE;
        Self {
            failures,
            blocked_until: blocked.then(|| to_ms(now + TimeDelta::seconds(pause(failures)))),
        }
    }

    fn left(self) -> u32 {
        FREE.saturating_sub(self.failures)
    }
}

/// How long after so many wrong tries in a row, in seconds.
fn pause(failures: u32) -> i64 {
    let doublings = failures.saturating_sub(FREE).min(10);
    (FIRST_PAUSE_SECONDS << doublings).min(LONGEST_PAUSE_SECONDS)
}

/// Takes a turn: counts the try, or says how long to wait.
///
/// # Errors
/// The store's.
pub(super) fn take_turn(tx: &Connection, whose: &Whose, now: DateTime<Utc>) -> Result<Turn, DeskError> {
    let tries = load(tx, whose)?;
    if let Some(until) = tries.wait_until(now) {
        let kept = Some(to_ms(until));
        if kept != tries.blocked_until {
            save(
                tx,
                whose,
                Tries {
                    blocked_until: kept,
                    ..tries
                },
            )?;
        }
        let seconds = ((until - now).num_milliseconds() + 999) / 1000;
        return Ok(Turn::Wait { seconds });
    }
    let counted = tries.count(now);
    save(tx, whose, counted)?;
    Ok(Turn::Try { left: counted.left() })
}

/// The right one was given: the next wrong one is the first again.
///
/// # Errors
/// The store's.
pub(super) fn forget(tx: &Connection, whose: &Whose) -> Result<(), DeskError> {
    save(tx, whose, Tries::default())
}

/// What is said of a wrong try.
pub(super) fn wrong(left: u32) -> DeskError {
    DeskError::new(ErrorCode::WrongPassword, "the password, PIN or code is not right")
        .with("left", left.to_string())
}

/// What is said of a try within a pause.
pub(super) fn too_many(seconds: i64) -> DeskError {
    DeskError::new(ErrorCode::TooManyTries, "too many wrong tries").with("seconds", seconds.to_string())
}

fn load(conn: &Connection, whose: &Whose) -> Result<Tries, DeskError> {
    match whose {
        Whose::User(id) => {
            let found = conn
                .query_row(
                    "SELECT failures, blocked_until FROM users WHERE id = ?1",
                    [id.to_string()],
                    |row| {
                        Ok(Tries {
                            failures: row.get(0)?,
                            blocked_until: row.get(1)?,
                        })
                    },
                )
                .optional()?;
            Ok(found.unwrap_or_default())
        }
        Whose::Stranger(name) => Ok(strangers(conn)?.get(name).copied().unwrap_or_default()),
        Whose::Emergency => Ok(emergency::load(conn)?.tries),
    }
}

fn save(tx: &Connection, whose: &Whose, tries: Tries) -> Result<(), DeskError> {
    match whose {
        Whose::User(id) => {
            tx.execute(
                "UPDATE users SET failures = ?2, blocked_until = ?3 WHERE id = ?1",
                params![id.to_string(), tries.failures, tries.blocked_until],
            )?;
            Ok(())
        }
        Whose::Stranger(name) => {
            let mut all = strangers(tx)?;
            all.insert(name.clone(), tries);
            while all.len() > STRANGERS {
                let oldest = all
                    .iter()
                    .filter(|(other, _)| *other != name)
                    .min_by_key(|(_, tries)| tries.blocked_until)
                    .map(|(other, _)| other.clone());
                oldest.and_then(|oldest| all.remove(&oldest));
            }
            keep(tx, STRANGERS_KEY, &all)
        }
        Whose::Emergency => {
            let code = emergency::load(tx)?;
            emergency::save(tx, &emergency::Kept { tries, ..code })
        }
    }
}

fn strangers(conn: &Connection) -> Result<BTreeMap<String, Tries>, DeskError> {
    kept(conn, STRANGERS_KEY)
}

/// A fact of the settings table; the usual one where there is none or it cannot be read.
pub(super) fn kept<T: Default + for<'a> Deserialize<'a>>(
    conn: &Connection,
    key: &str,
) -> Result<T, DeskError> {
    let text: Option<String> = conn
        .query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

/// Keeps a fact in the settings table.
pub(super) fn keep<T: Serialize>(tx: &Connection, key: &str, value: &T) -> Result<(), DeskError> {
    let text = serde_json::to_string(value)
        .map_err(|error| DeskError::internal(format!("{key} cannot be written: {error}")))?;
    tx.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        [key, &text],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::now;

    #[test]
    fn pauses_grow_and_end_at_the_longest() {
        let pauses: Vec<_> = (3..12).map(pause).collect();
        assert_eq!(pauses, [15, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(pause(u32::MAX), 900);
    }

    #[test]
    fn the_third_wrong_one_begins_a_pause() {
        let mut tries = Tries::default();
        let mut left = Vec::new();
        for _ in 0..3 {
            assert_eq!(tries.wait_until(now()), None);
            tries = tries.count(now());
            left.push(tries.left());
        }
        assert_eq!(left, [2, 1, 0]);
        assert_eq!(tries.wait_until(now()), Some(now() + TimeDelta::seconds(15)));
        assert_eq!(tries.wait_until(now() + TimeDelta::seconds(15)), None);
    }

    #[test]
    fn a_clock_set_back_makes_nobody_wait_longer_than_the_pause() {
        let tries = Tries::default().count(now()).count(now()).count(now());
        let yesterday = now() - TimeDelta::days(1);
        assert_eq!(
            tries.wait_until(yesterday),
            Some(yesterday + TimeDelta::seconds(15))
        );
    }
}
