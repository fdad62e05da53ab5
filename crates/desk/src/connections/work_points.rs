//! Work points: names in appointments, ids in doctors and the price list. Nothing puts the two together
//! but a person; what the desk saw is only proposed.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection as Database, params};
use uuid::Uuid;

use super::accounts::Accounts;
use super::shared::touch;
use super::{WorkPoint, logged, rows};
use crate::error::DeskError;
use crate::events::Topic;
use crate::patients::search::fold;

impl Accounts {
    /// The work points of a connection.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn work_points(&self, id: Uuid) -> Result<Vec<WorkPoint>, DeskError> {
        self.store()
            .read(move |conn| {
                rows::existing(conn, id)?;
                table(conn, id)
            })
            .await
    }

    /// A person gives the whole table as it shall be.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`name`) for an empty or repeated name, or the store's.
    pub async fn confirm_work_points(
        &self,
        id: Uuid,
        wanted: Vec<WorkPoint>,
    ) -> Result<Vec<WorkPoint>, DeskError> {
        let audit = self.audit().clone();
        let now = self.ports().clock.now();
        let table = self
            .store()
            .write(move |tx| {
                let connection = rows::existing(tx, id)?.shown;
                let before = table(tx, id)?;
                tx.execute("DELETE FROM work_points WHERE connection = ?1", [id.to_string()])?;
                let mut names = BTreeSet::new();
                for point in &wanted {
                    let name = point.name.trim();
                    if name.is_empty() {
                        return Err(DeskError::invalid("name", "required"));
                    }
                    if !names.insert(name.to_owned()) {
                        return Err(DeskError::invalid("name", "repeated"));
                    }
                    let vendor_id = point
                        .vendor_id
                        .as_deref()
                        .map(str::trim)
                        .filter(|id| !id.is_empty());
                    write(tx, id, name, vendor_id, true)?;
                }
                tx.execute(
                    "UPDATE connections SET work_points_confirmed = 1 WHERE id = ?1",
                    [id.to_string()],
                )?;
                touch(tx, id, now)?;
                let after = table(tx, id)?;
                audit.record(tx, &logged::work_points(&before, &after, &connection))?;
                Ok(after)
            })
            .await?;
        self.events().changed(&[Topic::Connections, Topic::Appointments]);
        Ok(table)
    }
}

pub(super) fn table(conn: &Database, id: Uuid) -> Result<Vec<WorkPoint>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT vendor_id, name, confirmed FROM work_points WHERE connection = ?1 ORDER BY name",
    )?;
    let rows = statement.query_map([id.to_string()], |row| {
        Ok(WorkPoint {
            vendor_id: row.get(0)?,
            name: row.get(1)?,
            confirmed: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn write(
    tx: &Database,
    id: Uuid,
    name: &str,
    vendor_id: Option<&str>,
    confirmed: bool,
) -> Result<(), DeskError> {
    tx.prepare_cached(
        "INSERT INTO work_points (connection, name, vendor_id, confirmed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (connection, name) DO UPDATE SET vendor_id = ?3, confirmed = ?4",
    )?
    .execute(params![id.to_string(), name, vendor_id, confirmed])?;
    Ok(())
}

/// Adds the names seen since, and proposes an id for each that nobody has confirmed: the main work point of
/// the doctors seen there, or the only id left for the only name left. `ids` are those the vendor's lists
/// hold. Returns whether anything changed.
pub(crate) fn refresh(tx: &Database, id: Uuid, ids: &[String]) -> Result<bool, DeskError> {
    let known: BTreeMap<String, WorkPoint> = table(tx, id)?
        .into_iter()
        .map(|point| (point.name.clone(), point))
        .collect();
    let proposals = proposals(tx, id, ids, &known)?;
    let mut changed = false;
    for (name, vendor_id) in &proposals {
        let old = known.get(name);
        if old.is_none_or(|old| !old.confirmed && old.vendor_id != *vendor_id) {
            write(tx, id, name, vendor_id.as_deref(), false)?;
            changed = true;
        }
        if old.is_none() {
            tx.execute(
                "UPDATE connections SET work_points_confirmed = 0 WHERE id = ?1",
                [id.to_string()],
            )?;
        }
    }
    Ok(changed)
}

fn proposals(
    conn: &Database,
    id: Uuid,
    ids: &[String],
    known: &BTreeMap<String, WorkPoint>,
) -> Result<BTreeMap<String, Option<String>>, DeskError> {
    let mut main: BTreeMap<String, String> = BTreeMap::new();
    let mut seen_ids: BTreeSet<String> = ids.iter().cloned().collect();
    let mut statement =
        conn.prepare_cached("SELECT last_name, first_name, work_point FROM doctors WHERE connection = ?1")?;
    let doctors = statement.query_map([id.to_string()], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, Option<String>>(2)?,
        ))
    })?;
    for doctor in doctors {
        if let (last, first, Some(point)) = doctor? {
            main.insert(fold(&format!("{last} {first}")), point.clone());
            seen_ids.insert(point);
        }
    }
    let mut votes: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    let mut statement = conn.prepare_cached(
        "SELECT place, doctor, count(*) FROM appointments WHERE connection = ?1 AND place IS NOT NULL
         GROUP BY place, doctor",
    )?;
    let places = statement.query_map([id.to_string()], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, Option<String>>(1)?,
            row.get::<_, i64>(2)?,
        ))
    })?;
    for place in places {
        let (place, doctor, count) = place?;
        let votes = votes.entry(place).or_default();
        if let Some(point) = doctor.and_then(|doctor| main.get(&fold(&doctor))) {
            *votes.entry(point.clone()).or_default() += count;
        }
    }
    let mut proposals: BTreeMap<String, Option<String>> = votes
        .into_iter()
        .map(|(place, votes)| {
            let best = votes
                .into_iter()
                .max_by_key(|(_, count)| *count)
                .map(|(point, _)| point);
            (place, best)
        })
        .collect();
    let taken: BTreeSet<&String> = proposals
        .values()
        .flatten()
        .chain(
            known
                .values()
                .filter(|point| point.confirmed)
                .filter_map(|point| point.vendor_id.as_ref()),
        )
        .collect();
    let left: Vec<String> = seen_ids
        .iter()
        .filter(|id| !taken.contains(id))
        .cloned()
        .collect();
    let unnamed: Vec<String> = proposals
        .iter()
        .filter(|(_, point)| point.is_none())
        .map(|(place, _)| place.clone())
        .collect();
    if let ([point], [place]) = (&left[..], &unnamed[..]) {
        proposals.insert(place.clone(), Some(point.clone()));
    }
    Ok(proposals)
}
