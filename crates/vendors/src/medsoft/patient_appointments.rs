//! `patient-appointments` (Cont Online v11 §5).

use chrono::NaiveTime;

use super::client::Medsoft;
use super::operations::PATIENT_APPOINTMENTS;
use crate::outgoing::Outgoing;
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
        self.list(Outgoing::new(&PATIENT_APPOINTMENTS).code("codPacient", patient))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_rows;

    const ROW: &str = r#"{"_cod_programare": 987654, "_cod_pacient": 177, "_status_1": true, "_status_2": 1,
        "_status_3": "Da", "_status_4": "true", "_status_5": 1.0, "_status_6": false, "_status_7": 0,
        "_status_8": "Nu", "_status_9": "false", "_status_10": 0.0, "Doctor": "DUMITRU ELENA", "Data": "2026-02-27",
        "Ora inceput": "12:00", "Ora sfarsit": "12:30", "Punct lucru": "Centru", "Cabinet": "Cabinet 1", "Scop": ""}"#;

    #[tokio::test]
    async fn every_field_is_read_and_written_back() {
        let (medsoft, stub) = with_rows(ROW);
        let rows = medsoft.patient_appointments(177).await.unwrap();
        assert_eq!(stub.calls(), ["GET /pacient/177/istoric/programari"]);
        let row = &rows.rows[0];
        assert_eq!((row.code, row.patient), (Some(987_654), Some(177)));
        let flags: Vec<_> = (0..=11).map(|index| row.status(index)).collect();
        let expected = [[None; 1].as_slice(), &[Some(true); 5], &[Some(false); 5], &[None]].concat();
        assert_eq!(flags, expected);
        assert_eq!(row.doctor.as_deref(), Some("DUMITRU ELENA"));
        assert_eq!(
            row.date.as_ref().map(|date| date.date.to_string()).as_deref(),
            Some("2026-02-27")
        );
        assert_eq!(
            (row.start, row.end),
            (
                NaiveTime::from_hms_opt(12, 0, 0),
                NaiveTime::from_hms_opt(12, 30, 0)
            )
        );
        assert_eq!(
            (row.work_point.as_deref(), row.room.as_deref()),
            (Some("Centru"), Some("Cabinet 1"))
        );
        assert_eq!(row.purpose.as_deref(), Some(""));
        let written = serde_json::to_value(row).unwrap();
        assert_eq!(written["_status_3"], true);
        assert_eq!(written["Ora inceput"], "12:00");
        assert_eq!(written.as_object().unwrap().len(), 19);
    }

    #[tokio::test]
    async fn a_row_without_id_and_flags_is_still_a_row() {
        let (medsoft, _) = with_rows(
            r#"{"_cod_pacient": 102, "Doctor": "DUMITRU ELENA", "Data": "2026-02-17 00:00:00", "Ora inceput": "acum"}"#,
        );
        let rows = medsoft.patient_appointments(177).await.unwrap();
        let row = &rows.rows[0];
        assert_eq!(
            (row.code, row.patient, row.status_1, row.start),
            (None, Some(102), None, None)
        );
        assert_eq!(
            row.date.as_ref().map(|date| date.date.to_string()).as_deref(),
            Some("2026-02-17")
        );
        assert_eq!(row.extra.get("Ora inceput"), Some("\"acum\""));
        let written = serde_json::to_string(row).unwrap();
        assert!(
            written.contains(r#""Data":"2026-02-17 00:00:00""#)
                && written.contains(r#""Ora inceput":"acum""#)
        );
    }
}
