//! `find-patients` (Cont Online v11 §2).

use chrono::NaiveDate;

use super::client::{Call, Medsoft};
use super::operations::FIND_PATIENTS;
use super::rules::silent_debug;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

/// What to look for: any combination, also none. What the vendor answers to none is not documented.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FindPatients {
    /// `search`: free text; the sample shows an e-mail address.
    pub search: Option<String>,
    /// `nume`: family name.
    pub family_name: Option<String>,
    /// `prenume`: given name.
    pub given_name: Option<String>,
    /// `telefon`.
    pub phone: Option<String>,
    /// `dataNastere`. The document's own sample answers with another date than asked for.
    pub birth_date: Option<NaiveDate>,
    /// `cnp`: national id.
    pub national_id: Option<String>,
    /// `cod_pacient`: the vendor's patient code.
    pub patient: Option<i64>,
}

silent_debug!(FindPatients);

row! {
    /// A patient as the vendor shows one. Names come upper-cased; patients that were disabled are never shown.
    /// Answers to create and update show neither national id nor birth date.
    pub struct Patient {
        /// The patient code.
        hidden_code: i64 = "_cod_pacient",
        /// The text that was searched for, or the e-mail address.
        search: String = "_search",
        /// The patient code again.
        code: i64 = "cod_pacient",
        /// National id.
        national_id: String = "cnp",
        /// Family name.
        family_name: String = "nume",
        /// Given name.
        given_name: String = "prenume",
        /// Birth date.
        birth_date: VendorDate = "data_nastere",
        /// Phone; sent as `tel1`, answered as `tel`.
        phone: String = "tel",
        /// E-mail address.
        email: String = "email",
    }
}

impl Patient {
    /// The patient code, from whichever of its two keys is there.
    pub fn patient(&self) -> Option<i64> {
        self.code.or(self.hidden_code)
    }
}

impl Medsoft {
    /// Looks patients up. Answers may hold rows that were not asked for.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn find_patients(&self, request: &FindPatients) -> Result<Rows<Patient>, VendorError> {
        self.list(
            Call::new(&FIND_PATIENTS)
                .query("search", request.search.as_deref())
                .query("nume", request.family_name.as_deref())
                .query("prenume", request.given_name.as_deref())
                .query("telefon", request.phone.as_deref())
                .query("dataNastere", request.birth_date)
                .query("cnp", request.national_id.as_deref())
                .query("cod_pacient", request.patient),
        )
        .await
    }
}
