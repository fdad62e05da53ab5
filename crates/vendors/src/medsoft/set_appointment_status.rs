//! `set-appointment-status` (Cont Online v11 §6).

use super::client::Medsoft;
use super::operations::SET_APPOINTMENT_STATUS;
use super::patient_appointments::Appointment;
use crate::VendorError;
use crate::outgoing::Outgoing;
use crate::rules::silent_debug;

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
        let call = Outgoing::new(&SET_APPOINTMENT_STATUS)
            .code("codPacient", request.patient)
            .code("codProgramare", request.appointment)
            .path("flagIndex", request.flag)
            .path("newFlagValue", request.value)
            .query("motiv", request.reason.as_deref());
        self.send(call)
            .await?
            .one(|row: &Appointment| row.code == Some(request.appointment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::with_rows;
    use crate::transport::CallKind;

    fn tick(flag: i64) -> SetAppointmentStatus {
        SetAppointmentStatus {
            patient: 177,
            appointment: 987_654,
            flag,
            value: true,
            reason: None,
        }
    }

    #[tokio::test]
    async fn the_reason_travels_encoded_and_the_right_row_is_taken() {
        let (medsoft, stub) = with_rows(
            r#"{"_cod_programare": 1, "_status_6": false}, {"_cod_programare": 987654, "_status_6": true}"#,
        );
        let reason = "n-a putut ajunge: \"mașina\" & copilul's 100% #1?".to_owned();
        let request = SetAppointmentStatus {
            reason: Some(reason),
            ..tick(6)
        };
        let row = medsoft.set_appointment_status(&request).await.unwrap().unwrap();
        assert_eq!(
            stub.calls(),
            [
                "PUT /pacient/177/istoric/programari/987654/status/6/true?motiv=n-a%20putut%20ajunge%3A%20%22ma%C8%99ina\
              %22%20%26%20copilul%27s%20100%25%20%231%3F"
            ]
        );
        assert_eq!((row.code, row.status(6)), (Some(987_654), Some(true)));
        let sent = stub.only();
        assert!(sent.body().is_empty());
        assert_eq!(CallKind::of(&sent), CallKind::Write);
    }

    #[tokio::test]
    async fn false_and_no_reason() {
        let (medsoft, stub) = with_rows("");
        let answer = medsoft
            .set_appointment_status(&SetAppointmentStatus {
                value: false,
                ..tick(10)
            })
            .await;
        assert_eq!(answer.unwrap(), None);
        assert_eq!(
            stub.calls(),
            ["PUT /pacient/177/istoric/programari/987654/status/10/false"]
        );
    }

    #[tokio::test]
    async fn flags_outside_one_to_ten_are_never_sent() {
        let (medsoft, stub) = with_rows("");
        for flag in [0, 11, -1, i64::MAX, i64::MIN] {
            let error = medsoft.set_appointment_status(&tick(flag)).await.unwrap_err();
            assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some("flagIndex")));
        }
        assert!(stub.calls().is_empty());
    }
}
