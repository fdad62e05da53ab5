//! Whether the clock can be believed before anything goes because of its age: what a clock with the wrong year removes
//! does not come back when the clock is set right.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::store::{from_ms, to_ms};

/// A clock that is further ahead of what was last known has been set, or the desk was long unused.
const AHEAD: TimeDelta = TimeDelta::days(21);
/// A clock that is further behind was wrong before, or is wrong now.
const BEHIND: TimeDelta = TimeDelta::days(1);
/// After such a jump it is believed once the desk has worked with it for so long.
const STEADY: TimeDelta = TimeDelta::days(7);
/// What it says is noted at most so often.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);
/// What was noted, among the settings.
const KEY: &str = "clock";

/// Milliseconds since 1970.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Noted {
    seen: i64,
    /// When it jumped, by the clock as it is since.
    #[serde(default)]
    jumped: Option<i64>,
}

impl Noted {
    fn after(self, now: DateTime<Utc>) -> Self {
        let seen = from_ms(self.seen);
        let jumped = if now - seen > AHEAD || seen - now > BEHIND {
            Some(to_ms(now))
        } else {
            self.jumped.filter(|at| now - from_ms(*at) < STEADY)
        };
        Self {
            seen: to_ms(now),
            jumped,
        }
    }
}

/// What was noted; of a store that has no note yet, the newest moment it knows: a line of the access log or a vendor's
/// answer.
fn noted(conn: &Connection) -> Result<Option<Noted>, DeskError> {
    let text: Option<String> = conn
        .query_row("SELECT value FROM settings WHERE key = ?1", [KEY], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(noted) = text.and_then(|text| serde_json::from_str(&text).ok()) {
        return Ok(Some(noted));
    }
    let newest: Option<i64> = conn.query_row(
        "SELECT max(at) FROM (SELECT max(at) AS at FROM access_log \
         UNION ALL SELECT max(last_contact_at) FROM connections)",
        [],
        |row| row.get(0),
    )?;
    Ok(newest.map(|seen| Noted { seen, jumped: None }))
}

impl Desk {
    /// Notes what the clock says, and answers whether it can be believed.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn clock_is_steady(&self) -> Result<bool, DeskError> {
        let now = self.ports.clock.now();
        let before = self.store.read(noted).await?;
        if let Some(before) = before
            && before.jumped.is_none()
            && (now - from_ms(before.seen)).abs() < NOTED_EVERY
        {
            return Ok(true);
        }
        self.store
            .write(move |tx| {
                let before = noted(tx)?.unwrap_or(Noted {
                    seen: to_ms(now),
                    jumped: None,
                });
                let after = before.after(now);
                let text = serde_json::to_string(&after)
                    .map_err(|error| DeskError::internal(format!("a note cannot be written: {error}")))?;
                tx.execute(
                    "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                    [KEY, &text],
                )?;
                Ok(after.jumped.is_none())
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> DateTime<Utc> {
        from_ms(0) + TimeDelta::days(20_000 + number)
    }

    #[test]
    fn a_clock_that_jumped_is_believed_after_a_week_and_one_that_goes_on_always() {
        let mut noted = Noted {
            seen: to_ms(day(0)),
            jumped: None,
        };
        // A closed fortnight is none.
        for (now, steady) in [
            (1, true),
            (15, true),
            (400, false),
            (401, false),
            (406, false),
            (407, true),
            (408, true),
            (30, false),
            (31, false),
            (37, true),
        ] {
            noted = noted.after(day(now));
            assert_eq!(noted.jumped.is_none(), steady, "day {now}");
        }
    }
}
