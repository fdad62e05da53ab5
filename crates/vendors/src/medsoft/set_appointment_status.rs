//! `set-appointment-status` (Cont Online v11 §6).

use super::client::{Call, Medsoft};
use super::operations::SET_APPOINTMENT_STATUS;
use super::patient_appointments::Appointment;
use super::rules::silent_debug;
use crate::VendorError;

/// One flag of one appointment, set or taken back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SetAppointmentStatus {
    /// `codPacient`.
    pub patient: i64,
    /// `codProgramare`.
    pub appointment: i64,
    /// `flagIndex`: 1 to 10.
    pub flag: i64,
    /// `newFlagValue`.
    pub value: bool,
    /// `motiv`: the reason, useful when cancelling; no read shows it again.
    pub reason: Option<String>,
}

silent_debug!(SetAppointmentStatus);

impl Medsoft {
    /// Sets a flag; repeating it with the same value changes nothing more. Answers with the appointment as it is
    /// now; `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` for a `flagIndex` outside 1 to 10; else those of the call.
    pub async fn set_appointment_status(
        &self,
        request: &SetAppointmentStatus,
    ) -> Result<Option<Appointment>, VendorError> {
        if !(1..=10).contains(&request.flag) {
            let message = "flagIndex must be a whole number from 1 to 10";
            return Err(VendorError::invalid(
                SET_APPOINTMENT_STATUS.name,
                "flagIndex",
                message,
            ));
        }
        let call = Call::new(&SET_APPOINTMENT_STATUS)
            .path("codPacient", request.patient)
            .path("codProgramare", request.appointment)
            .path("flagIndex", request.flag)
            .path("newFlagValue", request.value)
            .query("motiv", request.reason.as_deref());
        self.send(call)
            .await?
            .one(|row: &Appointment| row.code == Some(request.appointment))
    }
}
