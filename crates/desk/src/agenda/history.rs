//! Who set what, when, as far as this desk knows.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::HistoryLine;
use crate::audit::{self, AuditLine};
use crate::error::DeskError;
use crate::outbox;
use crate::store::instant_of;

/// The acts of this desk on one appointment, and what was first seen at the vendor. Newest first.
///
/// # Errors
/// The store's.
pub(crate) fn history(conn: &Connection, appointment: Uuid) -> Result<Vec<HistoryLine>, DeskError> {
    let mut lines = outbox::ticks_of(conn, appointment)?;
    let mut statement = conn.prepare_cached(
        "SELECT f.key, coalesce(s.name, f.key) AS name, f.first_set_at FROM appointment_flags f \
         JOIN appointments a ON a.id = f.appointment \
         LEFT JOIN statuses s ON s.connection = a.connection AND s.key = f.key \
         WHERE f.appointment = ?1 AND f.value = 1 AND f.first_set_at IS NOT NULL",
    )?;
    let mut rows = statement.query(params![appointment.to_string()])?;
    while let Some(row) = rows.next()? {
        let Some(at) = instant_of(row, "first_set_at")? else {
            continue;
        };
        let status: String = row.get("name")?;
        // What this desk set is not also "first seen at the vendor".
        if lines.iter().any(|line| {
            line.here && line.value && line.status == status && line.happened_at.unwrap_or(line.at) == at
        }) {
            continue;
        }
        lines.push(HistoryLine {
            at,
            status,
            value: true,
            here: false,
            state: None,
            who: None,
            happened_at: None,
            reason: None,
            moved: Vec::new(),
        });
    }
    for AuditLine { at, changes, .. } in audit::changes_there(conn, appointment)? {
        // Flags stand in the list by themselves while they are set.
        let (statuses, moved): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|change| change.field == "status");
        let seen = HistoryLine {
            at,
            status: String::new(),
            value: false,
            here: false,
            state: None,
            who: None,
            happened_at: None,
            reason: None,
            moved: Vec::new(),
        };
        if !moved.is_empty() {
            lines.push(HistoryLine {
                moved,
                ..seen.clone()
            });
        }
        lines.extend(
            statuses
                .into_iter()
                .filter(|change| change.after.is_none())
                .filter_map(|change| change.before)
                .map(|status| HistoryLine {
                    status,
                    ..seen.clone()
                }),
        );
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    Ok(lines)
}
