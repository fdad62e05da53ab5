//! `patient-appointments` (Cont Online v11 §5).

use chrono::NaiveTime;

use super::client::{Call, Medsoft};
use super::operations::PATIENT_APPOINTMENTS;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

row! {
    /// An appointment of a patient. A row without `code` cannot be changed.
    pub struct Appointment {
        /// The appointment code; older rows come without.
        code: i64 = "_cod_programare",
        /// The patient code; not always the one asked for.
        patient: i64 = "_cod_pacient",
        /// Flag 1; what a flag means, each clinic decides and may change.
        status_1: bool = "_status_1",
        /// Flag 2.
        status_2: bool = "_status_2",
        /// Flag 3.
        status_3: bool = "_status_3",
        /// Flag 4.
        status_4: bool = "_status_4",
        /// Flag 5.
        status_5: bool = "_status_5",
        /// Flag 6.
        status_6: bool = "_status_6",
        /// Flag 7.
        status_7: bool = "_status_7",
        /// Flag 8.
        status_8: bool = "_status_8",
        /// Flag 9.
        status_9: bool = "_status_9",
        /// Flag 10.
        status_10: bool = "_status_10",
        /// The doctor's name.
        doctor: String = "Doctor",
        /// The day.
        date: VendorDate = "Data",
        /// Begin, at the clinic's clock.
        start: NaiveTime = "Ora inceput",
        /// End, at the clinic's clock.
        end: NaiveTime = "Ora sfarsit",
        /// The work point's name.
        work_point: String = "Punct lucru",
        /// The room's name.
        room: String = "Cabinet",
        /// The purpose; often empty.
        purpose: String = "Scop",
    }
}

impl Appointment {
    /// The flag of an index from 1 to 10, if the row shows it.
    pub fn status(&self, index: i64) -> Option<bool> {
        match index {
            1 => self.status_1,
            2 => self.status_2,
            3 => self.status_3,
            4 => self.status_4,
            5 => self.status_5,
            6 => self.status_6,
            7 => self.status_7,
            8 => self.status_8,
            9 => self.status_9,
            10 => self.status_10,
            _ => None,
        }
    }
}

impl Medsoft {
    /// All appointments of a patient, past and coming.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn patient_appointments(&self, patient: i64) -> Result<Rows<Appointment>, VendorError> {
        self.list(Call::new(&PATIENT_APPOINTMENTS).path("codPacient", patient))
            .await
    }
}
