//! The status table of a connection: the clinic's names as last read, and what they mean here.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection as Database, Row, params};
use uuid::Uuid;

use super::accounts::Accounts;
use super::shared::touch;
use super::stages::propose;
use super::{StageChoice, StatusLabel, StatusTable, logged, rows};
use crate::adapters;
use crate::agenda::Stage;
use crate::error::DeskError;
use crate::events::Topic;
use crate::patients::search::fold;
use crate::store::{instant_of, to_ms};

impl Accounts {
    /// The statuses of a connection and what they mean here.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn statuses(&self, id: Uuid) -> Result<StatusTable, DeskError> {
        self.store().read(move |conn| table(conn, id)).await
    }

    /// A person says what each status means; statuses not named keep their meaning.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`key`) for a status the connection has not, or the store's.
    pub async fn confirm_stages(
        &self,
        id: Uuid,
        choices: Vec<StageChoice>,
    ) -> Result<StatusTable, DeskError> {
        let audit = self.audit().clone();
        let now = self.ports().clock.now();
        let table = self
            .store()
            .write(move |tx| {
                let connection = rows::existing(tx, id)?.shown;
                let before = table(tx, id)?;
                for choice in choices {
                    let changed = tx.execute(
                        "UPDATE statuses SET stage = ?3 WHERE connection = ?1 AND key = ?2",
                        params![id.to_string(), choice.key, choice.stage.map(Stage::as_str)],
                    )?;
                    if changed == 0 {
                        return Err(DeskError::invalid("key", "unknown"));
                    }
                }
                tx.execute(
                    "UPDATE connections SET stages_confirmed = 1 WHERE id = ?1",
                    [id.to_string()],
                )?;
                touch(tx, id, now)?;
                let after = table(tx, id)?;
                audit.record(tx, &logged::stages(&before, &after, &connection))?;
                Ok(after)
            })
            .await?;
        self.events().changed(&[Topic::Connections, Topic::Appointments]);
        Ok(table)
    }
}

/// The table as it stands.
pub(crate) fn table(conn: &Database, id: Uuid) -> Result<StatusTable, DeskError> {
    let connection = rows::existing(conn, id)?.shown;
    let checked_at = conn.query_row(
        "SELECT statuses_checked_at FROM connections WHERE id = ?1",
        [id.to_string()],
        |row| instant_of(row, "statuses_checked_at"),
    )?;
    Ok(StatusTable {
        labels: labels(conn, id)?,
        exclusive: adapters::exclusive_statuses(connection.vendor),
        confirmed: connection.stages_confirmed,
        checked_at,
    })
}

pub(super) fn labels(conn: &Database, id: Uuid) -> Result<Vec<StatusLabel>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT key, name, color, active, displayed, success, stage FROM statuses WHERE connection = ?1
         ORDER BY position, key",
    )?;
    Ok(statement
        .query_map([id.to_string()], label)?
        .collect::<Result<_, _>>()?)
}

fn label(row: &Row<'_>) -> rusqlite::Result<StatusLabel> {
    Ok(StatusLabel {
        key: row.get("key")?,
        name: row.get("name")?,
        color: row.get("color")?,
        active: row.get("active")?,
        displayed: row.get("displayed")?,
        success: row.get("success")?,
        stage: row
            .get::<_, Option<String>>("stage")?
            .as_deref()
            .and_then(Stage::parse),
    })
}

/// Writes the names as the vendor has them now. A status that was renamed or given other marks loses the
/// meaning a person confirmed: what the new name says is proposed, and the table has to be confirmed again.
/// Returns whether anything changed.
pub(crate) fn refresh(
    tx: &Database,
    id: Uuid,
    fresh: &[StatusLabel],
    now: DateTime<Utc>,
) -> Result<bool, DeskError> {
    let before = table(tx, id)?;
    tx.execute(
        "UPDATE connections SET statuses_checked_at = ?2 WHERE id = ?1",
        params![id.to_string(), to_ms(now)],
    )?;
    // A clinic has statuses; an answer without any is a slip that must not empty the table.
    if fresh.is_empty() {
        return Ok(false);
    }
    let mut known: BTreeMap<&str, &StatusLabel> = before
        .labels
        .iter()
        .map(|label| (label.key.as_str(), label))
        .collect();
    let mut meant_anew = false;
    let mut changed = false;
    for (position, label) in (0_i64..).zip(fresh) {
        let old = known.remove(label.key.as_str());
        let same = old.is_some_and(|old| same_meaning(old, label));
        let stage = match old {
            Some(old) if same => old.stage,
            // The vendor's own word on it needs no proposal.
            _ => label.stage.or_else(|| propose(label)),
        };
        meant_anew |= !same;
        changed |= old.is_none_or(|old| {
            StatusLabel {
                stage: old.stage,
                ..label.clone()
            } != *old
        });
        write(tx, id, position, label, stage)?;
    }
    // No longer listed: appointments may still carry its flag, so its name stays, unused.
    for label in known.values().filter(|label| label.active) {
        tx.execute(
            "UPDATE statuses SET active = 0 WHERE connection = ?1 AND key = ?2",
            params![id.to_string(), label.key],
        )?;
        changed = true;
    }
    // Where the vendor leaves no doubt about any of them there is nothing to confirm; it can be changed all the same.
    if before.labels.is_empty() && fresh.iter().all(|label| label.stage.is_some()) {
        tx.execute(
            "UPDATE connections SET stages_confirmed = 1 WHERE id = ?1",
            [id.to_string()],
        )?;
    }
    if meant_anew && before.confirmed {
        tx.execute(
            "UPDATE connections SET stages_confirmed = 0 WHERE id = ?1",
            [id.to_string()],
        )?;
        changed = true;
    }
    Ok(changed)
}

fn same_meaning(old: &StatusLabel, new: &StatusLabel) -> bool {
    fold(&old.name) == fold(&new.name)
        && old.displayed == new.displayed
        && old.success == new.success
        && (old.active || !new.active)
}

pub(super) fn write(
    tx: &Database,
    id: Uuid,
    position: i64,
    label: &StatusLabel,
    stage: Option<Stage>,
) -> Result<(), DeskError> {
    tx.prepare_cached(
        "INSERT INTO statuses (connection, key, position, name, color, active, displayed, success, stage)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (connection, key) DO UPDATE SET position = ?3, name = ?4, color = ?5, active = ?6,
             displayed = ?7, success = ?8, stage = ?9",
    )?
    .execute(params![
        id.to_string(),
        label.key,
        position,
        label.name,
        label.color,
        label.active,
        label.displayed,
        label.success,
        stage.map(Stage::as_str)
    ])?;
    Ok(())
}
