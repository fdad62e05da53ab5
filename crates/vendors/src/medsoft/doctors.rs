//! `doctors` (Cont Online v11 §19).

use super::client::{Call, Medsoft};
use super::operations::DOCTORS;
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
        let call = Call::new(&DOCTORS)
            .query("cod_medic", request.doctor)
            .query("cod_punct_lucru", request.work_point)
            .query("includeInactive", request.include_inactive);
        self.list(call).await
    }
}
