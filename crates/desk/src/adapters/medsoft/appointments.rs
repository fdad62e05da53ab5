//! Appointments: §5 history, §6 status.

use async_trait::async_trait;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::medsoft::{Appointment, SetAppointmentStatus};

use super::{Adapter, code, date, no_row, text, vendor_id};
use crate::adapters::{AppointmentBook, BookAppointment};

/// §5: ten flags.
const FLAGS: std::ops::RangeInclusive<i64> = 1..=10;

fn appointment(row: Appointment) -> BookAppointment {
    let flags = FLAGS
        .filter_map(|index| Some((index.to_string(), row.status(index)?)))
        .collect();
    BookAppointment {
        vendor_id: vendor_id(row.code),
        vendor_patient: vendor_id(row.patient),
        date: date(row.date),
        start: row.start,
        end: row.end,
        doctor: text(row.doctor),
        place: text(row.work_point),
        room: text(row.room),
        purpose: text(row.purpose),
        flags,
        one_state: false,
        extra: row.extra.to_json(),
    }
}

#[async_trait]
impl AppointmentBook for Adapter {
    async fn appointments_of(&self, vendor_patient: &str) -> Result<Vec<BookAppointment>, VendorError> {
        let patient = code("patient-appointments", "codPacient", vendor_patient)?;
        let rows = self.0.patient_appointments(patient).await?;
        Ok(rows.into_iter().map(appointment).collect())
    }

    async fn set_status(
        &self,
        vendor_patient: &str,
        vendor_appointment: &str,
        key: &str,
        value: bool,
        reason: Option<&str>,
        _: Option<&str>,
    ) -> Result<BookAppointment, VendorError> {
        const OPERATION: &str = "set-appointment-status";
        let request = SetAppointmentStatus {
            patient: code(OPERATION, "codPacient", vendor_patient)?,
            appointment: code(OPERATION, "codProgramare", vendor_appointment)?,
            flag: code(OPERATION, "flagIndex", key)?,
            value,
            reason: text(reason.map(str::to_owned)),
        };
        let row = self.0.set_appointment_status(&request).await?;
        row.map(appointment).ok_or_else(|| no_row(OPERATION))
    }
}
