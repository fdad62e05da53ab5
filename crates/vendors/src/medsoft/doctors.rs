//! `doctors` (Cont Online v11 §19).

use super::client::Medsoft;
use super::operations::DOCTORS;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::{Rows, VendorError};

/// Which doctors; all bookable ones by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doctors {
    /// `cod_medic`: only this one.
    pub doctor: Option<i64>,
    /// `cod_punct_lucru`: only those with this main work point.
    pub work_point: Option<i64>,
    /// `includeInactive`: all users, also disabled ones, who must not be used in other calls.
    pub include_inactive: Option<bool>,
}

row! {
    /// A doctor.
    pub struct Doctor {
        /// The code of the main work point.
        work_point: i64 = "cod_punct_lucru",
        /// The doctor's code.
        code: i64 = "cod",
        /// Family name.
        family_name: String = "nume",
        /// Given name.
        given_name: String = "prenume",
        /// The specialty's name.
        specialty: String = "specialitate",
        /// The specialty's code.
        specialty_code: i64 = "cod_specialitate",
        /// Length of an appointment in minutes.
        appointment_minutes: i64 = "interval_programare",
        /// Phone.
        phone: String = "telefon",
        /// E-mail address.
        email: String = "email",
        /// Whether shown for online booking.
        active_online: bool = "activ_cont_online",
    }
}

impl Medsoft {
    /// The clinic's doctors.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn doctors(&self, request: &Doctors) -> Result<Rows<Doctor>, VendorError> {
        let call = Outgoing::new(&DOCTORS)
            .query_code("cod_medic", request.doctor)
            .query_code("cod_punct_lucru", request.work_point)
            .query("includeInactive", request.include_inactive);
        self.list(call).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_rows;

    #[tokio::test]
    async fn every_filter_travels_and_every_field_is_read() {
        let (medsoft, stub) = with_rows(
            r#"{"cod_punct_lucru": 1, "cod": 10, "nume": "Dumitru", "prenume": "Elena", "specialitate": "Primar",
                "cod_specialitate": 8, "interval_programare": 20, "telefon": "0740000000",
                "email": "elena@posta.example", "activ_cont_online": 1}"#,
        );
        let request = Doctors {
            doctor: Some(10),
            work_point: Some(1),
            include_inactive: Some(true),
        };
        let rows = medsoft.doctors(&request).await.unwrap();
        medsoft.doctors(&Doctors::default()).await.unwrap();
        let with_all = "GET /medici?cod_medic=10&cod_punct_lucru=1&includeInactive=true";
        assert_eq!(stub.calls(), [with_all, "GET /medici"]);
        let row = &rows.rows[0];
        assert_eq!(
            (row.work_point, row.code, row.specialty_code),
            (Some(1), Some(10), Some(8))
        );
        assert_eq!(
            (row.family_name.as_deref(), row.given_name.as_deref()),
            (Some("Dumitru"), Some("Elena"))
        );
        assert_eq!(
            (row.specialty.as_deref(), row.appointment_minutes),
            (Some("Primar"), Some(20))
        );
        assert_eq!(
            (row.phone.as_deref(), row.email.as_deref()),
            (Some("0740000000"), Some("elena@posta.example"))
        );
        assert_eq!(row.active_online, Some(true));
        assert!(row.extra.is_empty());
    }
}
