//! What a desk does once a day by itself: records without a visit near are kept short, and the store is copied.

use std::time::Duration;

use chrono::{TimeDelta, Utc};
use rusqlite::OptionalExtension as _;

use crate::audit::{AuditAct, FieldChange, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::patients::thin;
use crate::store::{from_ms, to_ms};

/// How long after a start, and how often after that, it is seen whether a day has gone by: not while people wait for
/// the desk to open.
const LOOK_EVERY: Duration = Duration::from_secs(3_600);
const EVERY: TimeDelta = TimeDelta::hours(24);
/// Between batches, so that whoever works has the store.
const GIVE_WAY: Duration = Duration::from_millis(50);
/// When it was last done (ms), among the settings.
const KEY: &str = "upkeep";

impl Desk {
    /// Does once a day what is to be done, until dropped.
    pub(crate) async fn keep_up(&self) {
        loop {
            if let Err(error) = self.finish_erasing().await {
                tracing::error!(%error, code = %error.code.as_str(), "copies with an erased patient stay until they can be removed");
            }
            self.ports.clock.sleep(LOOK_EVERY).await;
            if let Err(error) = self.keep_up_today().await {
                tracing::error!(%error, code = %error.code.as_str(), "the daily upkeep of the store failed");
            }
        }
    }

    async fn keep_up_today(&self) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        let (last, filling) = self
            .store
            .read(|conn| {
                let last: Option<String> = conn
                    .query_row("SELECT value FROM settings WHERE key = ?1", [KEY], |row| {
                        row.get(0)
                    })
                    .optional()?;
                let filling = conn.query_row(
                    "SELECT EXISTS (SELECT 1 FROM sync_cursors WHERE complete = 0)",
                    [],
                    |row| row.get::<_, bool>(0),
                )?;
                let last = last.and_then(|ms| ms.parse().ok()).map(from_ms);
                Ok((last, filling))
            })
            .await?;
        // A clock set back must not put it off for ever.
        let steady = self.clock_is_steady().await?;
        let lately = last.is_some_and(|last: chrono::DateTime<Utc>| last <= now && now - last < EVERY);
        if lately || filling {
            return Ok(());
        }
        if steady {
            self.thin_records().await?;
        } else {
            tracing::warn!("the clock has jumped: nothing is removed for its age until a week has gone by");
        }
        self.store.copy_today(steady).await?;
        self.store
            .write(move |tx| {
                tx.execute(
                    "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                    [KEY, &to_ms(now).to_string()],
                )?;
                Ok(())
            })
            .await
    }

    /// Keeps short every record without a visit near, as the manager has set, and forgets what lies further back.
    /// Returns how many records are kept short now that were whole.
    ///
    /// # Errors
    /// The store's; batches that were done before stay done.
    pub async fn thin_records(&self) -> Result<usize, DeskError> {
        let (mut thinned, mut after) = (0, None);
        loop {
            let now = self.ports.clock.now();
            let batch = self.store.write(move |tx| thin::batch(tx, after, now)).await?;
            thinned += batch.thinned;
            after = batch.next;
            if after.is_none() {
                break;
            }
            self.ports.clock.sleep(GIVE_WAY).await;
        }
        let (now, audit) = (self.ports.clock.now(), self.audit.clone());
        let rest = self
            .store
            .write(move |tx| {
                let rest = thin::the_rest(tx, now)?;
                if thinned > 0 {
                    let count = FieldChange {
                        field: "records".to_owned(),
                        before: None,
                        after: Some(thinned.to_string()),
                        theirs: None,
                    };
                    let line = NewLine {
                        changes: vec![count],
                        ..NewLine::of(AuditAct::RecordsThinned)
                    };
                    // Whoever sits here meanwhile has not asked for it.
                    audit.record_by_desk(tx, &line)?;
                }
                Ok(rest)
            })
            .await?;
        if thinned + rest > 0 {
            self.store.empty_log().await?;
            let topics = [
                Topic::Patients,
                Topic::Appointments,
                Topic::Video,
                Topic::Laboratory,
            ];
            self.accounts.events().changed(&topics);
        }
        Ok(thinned)
    }
}
