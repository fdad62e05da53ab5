//! Accounts as the desks of a clinic share them: what they are made of and what a person has confirmed of them, never
//! their keys.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection as Database, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::accounts::lacks_key;
use super::material::Tidy;
use super::rows::{self, ConnectionRow, Settings};
use super::{Material, Pace, Secrets, StatusLabel, Vendor, WorkPoint, statuses, work_points};
use crate::agenda::Stage;
use crate::error::{DeskError, ErrorCode};
use crate::outbox;
use crate::patients::search::fold;
use crate::ports::SecretStore;
use crate::store::{from_ms, to_ms};

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SharedConnection {
    pub id: Uuid,
    pub name: String,
    /// A word of [`Vendor`]; one of a newer application is left alone.
    pub vendor: String,
    pub base_url: String,
    #[serde(default)]
    pub details: BTreeMap<String, String>,
    #[serde(default)]
    pub paths: BTreeMap<String, String>,
    #[serde(default)]
    pub pace: Pace,
    /// The statuses and what they mean, where a person has confirmed it.
    #[serde(default)]
    pub statuses: Option<Vec<StatusLabel>>,
    /// The work points, where a person has confirmed them.
    #[serde(default)]
    pub work_points: Option<Vec<WorkPoint>>,
    /// When a person last changed any of this.
    pub changed_at: DateTime<Utc>,
}

/// How an account of a file and the one here compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    /// Not here.
    New,
    /// The same.
    Same,
    /// Newer here.
    NewerHere,
    /// What it is made of is another.
    Made,
    /// Only what its statuses and work points mean is another.
    Meant,
}

/// All accounts of this desk.
///
/// # Errors
/// The store's.
pub(crate) fn shared_connections(conn: &Database) -> Result<Vec<SharedConnection>, DeskError> {
    rows::all(conn)?.iter().map(|row| shared(conn, row)).collect()
}

fn shared(conn: &Database, row: &ConnectionRow) -> Result<SharedConnection, DeskError> {
    let connection = &row.shown;
    let changed_at: i64 = conn.query_row(
        "SELECT changed_at FROM connections WHERE id = ?1",
        [connection.id.to_string()],
        |row| row.get(0),
    )?;
    let statuses = connection
        .stages_confirmed
        .then(|| statuses::labels(conn, connection.id));
    let work_points = connection
        .work_points_confirmed
        .then(|| work_points::table(conn, connection.id));
    Ok(SharedConnection {
        id: connection.id,
        name: connection.name.clone(),
        vendor: connection.vendor.as_str().to_owned(),
        base_url: connection.base_url.clone(),
        details: connection.details.clone(),
        paths: row.settings.paths.clone(),
        pace: row.settings.pace,
        statuses: statuses.transpose()?,
        work_points: work_points.transpose()?,
        changed_at: from_ms(changed_at),
    })
}

impl SharedConnection {
    /// Its vendor, if this application knows it.
    pub(crate) fn vendor(&self) -> Option<Vendor> {
        Vendor::parse(&self.vendor)
    }

    /// What it is made of, checked like what a person types.
    ///
    /// # Errors
    /// `FileUnreadable`: no desk of ours has saved that.
    fn tidy(&self, vendor: Vendor) -> Result<Tidy, DeskError> {
        Tidy::of(
            vendor,
            &self.name,
            &self.base_url,
            &self.details,
            &self.paths,
            Secrets::default(),
        )
        .map_err(|error| {
            DeskError::new(
                ErrorCode::FileUnreadable,
                format!("an account of the file cannot be: {}", error.detail),
            )
            .with("reason", "damaged")
        })
    }

    /// The same account here: by its id, or made apart at both desks of the same parts.
    ///
    /// # Errors
    /// The store's.
    fn here(&self, conn: &Database, made: &Material) -> Result<Option<ConnectionRow>, DeskError> {
        if let Some(row) = rows::by_id(conn, self.id)? {
            if row.shown.vendor != made.vendor {
                return Err(DeskError::new(
                    ErrorCode::FileUnreadable,
                    "an account of the file is of another vendor here",
                )
                .with("reason", "damaged"));
            }
            return Ok(Some(row));
        }
        let all = rows::all(conn)?;
        Ok(all.into_iter().find(|row| {
            let here = row.material();
            (here.vendor, &here.base_url, &here.details) == (made.vendor, &made.base_url, &made.details)
        }))
    }

    /// How it compares to what is here, and whether its keys are missing here. Nothing is changed.
    ///
    /// # Errors
    /// `FileUnreadable`, `KeyringUnavailable`, or the store's.
    pub(crate) fn compare(
        &self,
        conn: &Database,
        keyring: &dyn SecretStore,
        vendor: Vendor,
    ) -> Result<(Compared, bool), DeskError> {
        let made = self.tidy(vendor)?.material;
        let Some(row) = self.here(conn, &made)? else {
            return Ok((Compared::New, true));
        };
        let here = shared(conn, &row)?;
        let same_made = row.material() == made && here.name == self.name && here.pace == self.pace;
        let elsewhere = made.leads_elsewhere(&row.material());
        let compared = if same_made && self.means_the_same(&here) {
            Compared::Same
        } else if here.changed_at > self.changed_at {
            Compared::NewerHere
        } else if same_made {
            Compared::Meant
        } else {
            Compared::Made
        };
        let leaves = compared == Compared::Made && elsewhere;
        let key_wanted = leaves || lacks_key(conn, keyring, vendor, row.shown.id)?;
        Ok((compared, key_wanted))
    }

    fn means_the_same(&self, here: &Self) -> bool {
        let meant = |labels: &Vec<StatusLabel>| {
            labels
                .iter()
                .map(|label| (label.key.clone(), label.stage))
                .collect::<BTreeMap<_, _>>()
        };
        let statuses = self
            .statuses
            .as_ref()
            .is_none_or(|labels| here.statuses.as_ref().map(meant) == Some(meant(labels)));
        let points = self
            .work_points
            .as_ref()
            .is_none_or(|points| here.work_points.as_ref() == Some(points));
        statuses && points
    }

    /// Takes the account over as the file has it. Returns which one leads to another server now: its keys in the
    /// keyring are dropped before that is kept, since no key goes to a server it was not entered for, and after all
    /// else has succeeded, since no transaction brings them back.
    ///
    /// # Errors
    /// `FileUnreadable`, `UnsentWork` where a known account would lead elsewhere while an action of it is not
    /// settled, or the store's.
    pub(crate) fn take_over(
        &self,
        tx: &Database,
        vendor: Vendor,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, DeskError> {
        let tidy = self.tidy(vendor)?;
        let made = tidy.material;
        let mut leaves = None;
        let id = match self.here(tx, &made)? {
            None => {
                let settings = Settings {
                    paths: made.paths.clone(),
                    ..Settings::starting(self.pace, &made)
                };
                let name = free_name(tx, self.id, &tidy.name)?;
                rows::insert(tx, self.id, &name, &made, &settings, now)?;
                rows::key_is_missing(tx, self.id)?;
                self.id
            }
            Some(row) => {
                let before = row.material();
                let elsewhere = made.leads_elsewhere(&before);
                if elsewhere && outbox::open_entries_of(tx, row.shown.id)? > 0 {
                    return Err(
                        DeskError::new(ErrorCode::UnsentWork, "the connection has unsent work")
                            .with("connection", row.shown.name),
                    );
                }
                let settings = Settings {
                    pace: self.pace,
                    paths: made.paths.clone(),
                    key_version: row.settings.key_version + u32::from(elsewhere),
                    ..row.settings
                };
                let name = free_name(tx, row.shown.id, &tidy.name)?;
                rows::update(tx, row.shown.id, &name, &made, &settings, before != made)?;
                if elsewhere {
                    rows::drop_tokens(tx, row.shown.id)?;
                    rows::key_is_missing(tx, row.shown.id)?;
                    leaves = Some(row.shown.id);
                }
                row.shown.id
            }
        };
        self.take_meaning(tx, id)?;
        tx.execute(
            "UPDATE connections SET changed_at = ?2 WHERE id = ?1",
            params![id.to_string(), to_ms(self.changed_at)],
        )?;
        Ok(leaves)
    }

    fn take_meaning(&self, tx: &Database, id: Uuid) -> Result<(), DeskError> {
        if let Some(labels) = &self.statuses {
            let known: BTreeMap<String, StatusLabel> = statuses::labels(tx, id)?
                .into_iter()
                .map(|label| (label.key.clone(), label))
                .collect();
            let mut all = true;
            for (position, label) in (0_i64..).zip(labels) {
                match known.get(&label.key) {
                    None => statuses::write(tx, id, position, label, label.stage)?,
                    // Renamed since by the vendor: what it meant then is not what it means now.
                    Some(here) if fold(&here.name) != fold(&label.name) => all = false,
                    Some(_) => set_stage(tx, id, &label.key, label.stage)?,
                }
            }
            all &= known
                .keys()
                .all(|key| labels.iter().any(|label| &label.key == key));
            tx.execute(
                "UPDATE connections SET stages_confirmed = max(stages_confirmed, ?2) WHERE id = ?1",
                params![id.to_string(), all],
            )?;
        }
        if let Some(points) = &self.work_points {
            tx.execute("DELETE FROM work_points WHERE connection = ?1", [id.to_string()])?;
            for point in points {
                work_points::write(tx, id, &point.name, point.vendor_id.as_deref(), point.confirmed)?;
            }
            tx.execute(
                "UPDATE connections SET work_points_confirmed = 1 WHERE id = ?1",
                [id.to_string()],
            )?;
        }
        Ok(())
    }
}

fn set_stage(tx: &Database, id: Uuid, key: &str, stage: Option<Stage>) -> Result<(), DeskError> {
    tx.prepare_cached("UPDATE statuses SET stage = ?3 WHERE connection = ?1 AND key = ?2")?
        .execute(params![id.to_string(), key, stage.map(Stage::as_str)])?;
    Ok(())
}

/// The name, or the next one like it where another account here has it.
fn free_name(conn: &Database, id: Uuid, name: &str) -> Result<String, DeskError> {
    let mut wanted = name.to_owned();
    for number in 2_u32.. {
        match rows::by_name(conn, &wanted)? {
            Some(other) if other.shown.id != id => wanted = format!("{name} ({number})"),
            _ => break,
        }
    }
    Ok(wanted)
}

/// Notes that a person has changed something of an account that the desks share. It is later than what it changed,
/// also where that was set by a clock that ran ahead.
///
/// # Errors
/// The store's.
pub(super) fn touch(tx: &Database, id: Uuid, now: DateTime<Utc>) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE connections SET changed_at = max(?2, changed_at + 1) WHERE id = ?1",
        params![id.to_string(), to_ms(now)],
    )?;
    Ok(())
}
