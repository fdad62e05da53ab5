//! Doctors of the clinic, as last listed.

use rusqlite::{Connection as Database, params};
use uuid::Uuid;

use crate::adapters::DoctorEntry;
use crate::error::DeskError;

/// Replaces the list. An empty answer leaves it: a clinic has doctors.
pub(crate) fn refresh(tx: &Database, connection: Uuid, doctors: &[DoctorEntry]) -> Result<(), DeskError> {
    if doctors.is_empty() {
        return Ok(());
    }
    tx.execute(
        "DELETE FROM doctors WHERE connection = ?1",
        [connection.to_string()],
    )?;
    for doctor in doctors {
        tx.prepare_cached(
            "INSERT OR REPLACE INTO doctors (connection, vendor_id, work_point, last_name, first_name, specialty, active,
                 extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            connection.to_string(),
            doctor.vendor_id,
            doctor.work_point,
            doctor.last_name,
            doctor.first_name,
            doctor.specialty,
            doctor.active,
            doctor.extra
        ])?;
    }
    Ok(())
}
