//! `appointment-statuses` (Cont Online v11 §7).

use super::client::Medsoft;
use super::operations::APPOINTMENT_STATUSES;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::{Rows, VendorError};

row! {
    /// What a clinic calls one of its ten flags, now.
    pub struct AppointmentStatus {
        /// The flag's index, 1 to 10; written `1.00`.
        index: i64 = "index",
        /// Whether the clinic uses the flag.
        active: bool = "activ",
        /// The clinic's name for it.
        name: String = "denumire",
        /// Its colour, as `#rrggbb`.
        color: String = "culoare",
        /// Whether an appointment with this flag is still shown in the agenda.
        appointment_displayed: bool = "is_programare_displayed",
        /// Whether an appointment with this flag counts as a success.
        appointment_success: bool = "is_programare_succes",
    }
}

impl Medsoft {
    /// The clinic's names for the flags. They may change at any time.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn appointment_statuses(&self) -> Result<Rows<AppointmentStatus>, VendorError> {
        self.list(Outgoing::new(&APPOINTMENT_STATUSES)).await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with_rows;

    #[tokio::test]
    async fn an_index_written_as_a_fraction_is_a_whole_number() {
        let (medsoft, stub) = with_rows(
            r##"{"index": 1.00, "activ": 1, "denumire": "Confirmat", "culoare": "#64d5ff",
                 "is_programare_displayed": 1, "is_programare_succes": 1},
                {"index": "2", "activ": "Nu", "denumire": "Sosit", "is_programare_displayed": 0.0,
                 "is_programare_succes": true},
                {"index": 2.50, "denumire": "?"}"##,
        );
        let rows = medsoft.appointment_statuses().await.unwrap();
        assert_eq!(stub.calls(), ["GET /statusProgramari"]);
        let [first, second, third] = &rows.rows[..] else {
            panic!("three rows")
        };
        assert_eq!((first.index, first.active), (Some(1), Some(true)));
        assert_eq!(
            (first.name.as_deref(), first.color.as_deref()),
            (Some("Confirmat"), Some("#64d5ff"))
        );
        assert_eq!(
            (first.appointment_displayed, first.appointment_success),
            (Some(true), Some(true))
        );
        assert_eq!(
            (second.index, second.active, second.color.as_deref()),
            (Some(2), Some(false), None)
        );
        assert_eq!(
            (second.appointment_displayed, second.appointment_success),
            (Some(false), Some(true))
        );
        assert_eq!((third.index, third.extra.get("index")), (None, Some("2.50")));
        assert!(
            serde_json::to_string(first)
                .unwrap()
                .starts_with(r#"{"index":1,"activ":true,"denumire":"Confirmat""#)
        );
    }
}
