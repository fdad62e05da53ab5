//! `appointment-statuses` (Cont Online v11 §7).

use super::client::{Call, Medsoft};
use super::operations::APPOINTMENT_STATUSES;
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
        self.list(Call::new(&APPOINTMENT_STATUSES)).await
    }
}
