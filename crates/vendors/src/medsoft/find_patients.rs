//! `find-patients` (Cont Online v11 §2).

use chrono::NaiveDate;

use super::client::Medsoft;
use super::operations::FIND_PATIENTS;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::rules::silent_debug;
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
            Outgoing::new(&FIND_PATIENTS)
                .query("search", request.search.as_deref())
                .query("nume", request.family_name.as_deref())
                .query("prenume", request.given_name.as_deref())
                .query("telefon", request.phone.as_deref())
                .query("dataNastere", request.birth_date)
                .query("cnp", request.national_id.as_deref())
                .query_code("cod_pacient", request.patient),
        )
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_rows;

    const ROW: &str = r#"{"_cod_pacient": 2293, "_search": "ana@posta.example", "cod_pacient": 2293,
        "cnp": "6000131080016", "nume": "ȘTEFĂNESCU", "prenume": "ANA-MARIA", "data_nastere": "2000-01-31",
        "tel": "0711000111", "email": "ana@posta.example"}"#;

    #[tokio::test]
    async fn every_filter_travels_encoded_and_every_field_is_read() {
        let (medsoft, stub) = with_rows(ROW);
        let request = FindPatients {
            search: Some("ana@posta.example".to_owned()),
            family_name: Some("Ștefănescu & fiii".to_owned()),
            given_name: Some("O'Hara #1 50%".to_owned()),
            phone: Some("+40 711".to_owned()),
            birth_date: NaiveDate::from_ymd_opt(2000, 1, 31),
            national_id: Some("6000131080016".to_owned()),
            patient: Some(2293),
        };
        let rows = medsoft.find_patients(&request).await.unwrap();
        assert_eq!(
            stub.calls(),
            [
                "GET /pacient/cauta?search=ana%40posta.example&nume=%C8%98tef%C4%83nescu%20%26%20fiii\
              &prenume=O%27Hara%20%231%2050%25&telefon=%2B40%20711&dataNastere=2000-01-31\
              &cnp=6000131080016&cod_pacient=2293"
            ]
        );
        let row = &rows.rows[0];
        assert_eq!(
            (row.hidden_code, row.code, row.patient()),
            (Some(2293), Some(2293), Some(2293))
        );
        assert_eq!(row.search.as_deref(), Some("ana@posta.example"));
        assert_eq!(row.national_id.as_deref(), Some("6000131080016"));
        assert_eq!(
            (row.family_name.as_deref(), row.given_name.as_deref()),
            (Some("ȘTEFĂNESCU"), Some("ANA-MARIA"))
        );
        assert_eq!(
            row.birth_date.as_ref().map(|date| date.date),
            NaiveDate::from_ymd_opt(2000, 1, 31)
        );
        assert_eq!(
            (row.phone.as_deref(), row.email.as_deref()),
            (Some("0711000111"), Some("ana@posta.example"))
        );
        assert!(row.extra.is_empty());
        let source: serde_json::Value = serde_json::from_str(ROW).unwrap();
        assert_eq!(serde_json::to_value(row).unwrap(), source);
    }

    #[tokio::test]
    async fn no_filter_is_no_query_and_no_rows_are_no_error() {
        let (medsoft, stub) = with_rows("");
        assert!(
            medsoft
                .find_patients(&FindPatients::default())
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(stub.calls(), ["GET /pacient/cauta"]);
    }

    #[tokio::test]
    async fn sparse_and_odd_rows_survive() {
        let (medsoft, _) = with_rows(
            r#"{"cod_pacient": "17", "cnp": 6000131080016, "tel": 711000111, "data_nastere": "0000-00-00",
                "email": null, "grupa": "A II"}"#,
        );
        let rows = medsoft.find_patients(&FindPatients::default()).await.unwrap();
        let row = &rows.rows[0];
        assert_eq!(
            (row.patient(), row.national_id.as_deref()),
            (Some(17), Some("6000131080016"))
        );
        assert_eq!(
            (row.phone.as_deref(), &row.email, &row.birth_date),
            (Some("711000111"), &None, &None)
        );
        assert_eq!(
            row.extra.to_json(),
            r#"{"data_nastere":"0000-00-00","grupa":"A II"}"#
        );
    }

    #[tokio::test]
    async fn a_search_too_long_to_travel_is_refused_before_sending() {
        let (medsoft, stub) = with_rows("");
        let request = FindPatients {
            search: Some("ș".repeat(40_000)),
            ..FindPatients::default()
        };
        let error = medsoft.find_patients(&request).await.unwrap_err();
        assert_eq!((error.kind.as_str(), error.field), ("invalid", Some("search")));
        assert!(stub.calls().is_empty());
    }
}
