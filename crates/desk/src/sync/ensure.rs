//! An appointment named by the vendor's own codes, learnt from the vendor when the desk does not know it yet.

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::absorb::Times;
use super::one::{self, Known, Sought};
use super::{Sync, absorb, cursor};
use crate::adapters::BookAppointment;
use crate::connections::{Priority, refresh_statuses};
use crate::error::DeskError;
use crate::patients::thin;
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
        let (ways, known) = self.of_patient(connection, vendor_patient).await?;
        let asked_at = self.0.ports.clock.now();
        let sought = known.as_ref().map_or(
            Sought {
                vendor_id: vendor_patient,
                last_name: "",
                first_name: "",
                phone: "",
            },
            Known::sought,
        );
        // Of a patient nobody has met there is nothing but the code to ask by.
        let ways = one::Ways {
            by_code: ways.by_code.filter(|_| known.is_some()),
            ..ways
        };
        let look = one::find_one(&*directory, sought, ways).await?;
        let patient = look
            .found(vendor_patient)
            .cloned()
            .ok_or_else(|| DeskError::not_found("patient"))?;
        let span = book.span();
        let mut rows = book.appointments_of(vendor_patient).await?;
        let is_it = |row: &BookAppointment| row.vendor_id.as_deref() == Some(vendor_appointment);
        if span.is_some() && !rows.iter().any(is_it) {
            // It may lie outside of the days that the list covers.
            let one = book.appointment(vendor_patient, vendor_appointment).await?;
            rows.extend(one.filter(|row| row.vendor_patient.as_deref() == Some(vendor_patient)));
        }
        let now = self.0.ports.clock.now();
        // A tick carries the name of its status: without the names there is nothing to tick.
        let labels = account.statuses.ok_or_else(lacking)?.statuses().await?;
        self.0
            .store
            .write(move |tx| {
                refresh_statuses(tx, connection, &labels, now)?;
                let times = Times { asked_at, now };
                let record = absorb::patient_read(tx, connection, &patient, times)?;
                thin::keep_whole(tx, record)?;
                absorb::appointments_within(tx, record, &rows, span, times)
            })
            .await?;
        self.known(connection, vendor_patient, vendor_appointment)
            .await?
            .ok_or_else(|| DeskError::not_found("appointment"))
    }

    /// The record of a patient at an account, asked for where this desk has not met it.
    ///
    /// # Errors
    /// `NotFound` when the vendor does not have the patient, the vendor's, or the store's.
    pub async fn ensure_patient(&self, connection: Uuid, vendor_patient: &str) -> Result<Uuid, DeskError> {
        let (ways, known) = self.of_patient(connection, vendor_patient).await?;
        if let Some(record) = self.record(connection, vendor_patient).await? {
            return Ok(record);
        }
        let asked_at = self.0.ports.clock.now();
        let account = self.0.accounts.capabilities(connection, Priority::Person).await?;
        let directory = account
            .directory
            .ok_or_else(|| DeskError::internal("this connection has no patients"))?;
        let sought = known.as_ref().map_or(
            Sought {
                vendor_id: vendor_patient,
                last_name: "",
                first_name: "",
                phone: "",
            },
            Known::sought,
        );
        let ways = one::Ways {
            by_code: ways.by_code.filter(|_| known.is_some()),
            ..ways
        };
        let look = one::find_one(&*directory, sought, ways).await?;
        let patient = look
            .found(vendor_patient)
            .cloned()
            .ok_or_else(|| DeskError::not_found("patient"))?;
        let now = self.0.ports.clock.now();
        self.0
            .store
            .write(move |tx| {
                let record = absorb::patient_read(tx, connection, &patient, Times { asked_at, now })?;
                thin::keep_whole(tx, record)?;
                Ok(record)
            })
            .await
    }

    async fn record(&self, connection: Uuid, vendor_patient: &str) -> Result<Option<Uuid>, DeskError> {
        let patient = vendor_patient.to_owned();
        self.0
            .store
            .read(move |conn| {
                Ok(conn
                    .query_row(
                        "SELECT id FROM patient_records WHERE connection = ?1 AND vendor_id = ?2 AND gone_at IS NULL",
                        params![connection.to_string(), patient],
                        |row| id_of(row, "id"),
                    )
                    .optional()?)
            })
            .await
    }

    async fn of_patient(
        &self,
        connection: Uuid,
        vendor_patient: &str,
    ) -> Result<(one::Ways, Option<Known>), DeskError> {
        let patient = vendor_patient.to_owned();
        self.0
            .store
            .read(move |conn| {
                let ways = cursor::load(conn, connection)?.ways();
                Ok((ways, one::by_code(conn, connection, &patient)?))
            })
            .await
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
