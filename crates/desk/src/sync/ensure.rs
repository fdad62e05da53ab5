//! An appointment named by the vendor's own codes, learnt from the vendor when the desk does not know it yet.

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::{Sync, absorb};
use crate::adapters::DirectoryQuery;
use crate::connections::{Priority, refresh_statuses};
use crate::error::DeskError;
use crate::store::id_of;

impl Sync {
    /// Our id of an appointment; the vendor is asked only when the store does not hold it.
    ///
    /// # Errors
    /// `NotFound` when the vendor does not list it for that patient; `Offline`, `KeyRefused`, or the store's.
    pub async fn ensure_appointment(
        &self,
        connection: Uuid,
        vendor_patient: &str,
        vendor_appointment: &str,
    ) -> Result<Uuid, DeskError> {
        if let Some(known) = self.known(connection, vendor_patient, vendor_appointment).await? {
            return Ok(known);
        }
        let account = self.0.accounts.capabilities(connection, Priority::Person).await?;
        let lacking = || DeskError::internal("this connection has no appointments");
        let directory = account.directory.ok_or_else(lacking)?;
        let book = account.book.ok_or_else(lacking)?;
        let found = directory.find(&DirectoryQuery::by_code(vendor_patient)).await?;
        let patient = found
            .into_iter()
            .find(|row| row.vendor_id == vendor_patient)
            .ok_or_else(|| DeskError::not_found("patient"))?;
        let rows = book.appointments_of(vendor_patient).await?;
        let now = self.0.ports.clock.now();
        // A tick carries the name of its status: without the names there is nothing to tick.
        let labels = account.statuses.ok_or_else(lacking)?.statuses().await?;
        self.0
            .store
            .write(move |tx| {
                refresh_statuses(tx, connection, &labels, now)?;
                let record = absorb::patient(tx, connection, &patient, now)?;
                absorb::appointments(tx, record, &rows, now)
            })
            .await?;
        self.known(connection, vendor_patient, vendor_appointment)
            .await?
            .ok_or_else(|| DeskError::not_found("appointment"))
    }

    async fn known(
        &self,
        connection: Uuid,
        patient: &str,
        appointment: &str,
    ) -> Result<Option<Uuid>, DeskError> {
        let (patient, appointment) = (patient.to_owned(), appointment.to_owned());
        self.0
            .store
            .read(move |conn| known(conn, connection, &patient, &appointment))
            .await
    }
}

fn known(
    conn: &Connection,
    connection: Uuid,
    patient: &str,
    appointment: &str,
) -> Result<Option<Uuid>, DeskError> {
    Ok(conn
        .query_row(
            "SELECT a.id FROM appointments a JOIN patient_records r ON r.id = a.record \
             WHERE a.connection = ?1 AND a.vendor_id = ?2 AND r.vendor_id = ?3 AND a.gone_at IS NULL \
             AND EXISTS (SELECT 1 FROM statuses s WHERE s.connection = a.connection)",
            params![connection.to_string(), appointment, patient],
            |row| id_of(row, "id"),
        )
        .optional()?)
}
