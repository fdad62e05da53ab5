//! `calls` and `call`.

use chrono::NaiveDateTime;
use serde_json::value::RawValue;

use super::client::{Videodoktor, one, wanted};
use super::operations::{CALL, CALLS};
use super::start::parse_vendor_time;
use crate::row::row;
use crate::rules::filled;
use crate::scalar::VendorDate;
use crate::{FromObject as _, Rows, VendorError};

row! {
    /// A call. Phone and year of birth are text, because leading zeros count.
    pub struct VideoCall {
        /// Its id.
        id: String = "meet_id",
        /// Where patient and doctor meet.
        url: String = "meet_url",
        /// The beginning as people read it.
        time: String = "meet_time",
        /// The beginning as programs read it.
        sortable_time: VendorDate = "meet_time_imd",
        /// Whether somebody is in it, presumably; the document does not say.
        active: bool = "meet_active",
        /// The patient's name.
        name: String = "pacient_jmeno",
        /// The patient's e-mail address.
        email: String = "pacient_email",
        /// The patient's phone.
        phone: String = "pacient_telefon",
        /// The patient's year of birth.
        birth_year: String = "pacient_narozen",
    }
}

impl VideoCall {
    /// The beginning in Czech local time, from whichever of its two renderings can be read.
    pub fn start(&self) -> Option<NaiveDateTime> {
        let sortable = self
            .sortable_time
            .as_ref()
            .and_then(|day| Some(day.date.and_time(day.time?)));
        sortable.or_else(|| parse_vendor_time(self.time.as_deref()?))
    }
}

/// A list of calls: none at all, or at least one with an id; anything else is an error in disguise.
fn list(raw: &RawValue) -> Option<Rows<VideoCall>> {
    if raw.get() == "null" {
        return Some(Rows::default());
    }
    let entries: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).ok()?;
    let rows: Rows<VideoCall> = Rows::read(entries.iter().map(|entry| &**entry));
    (entries.is_empty() || rows.iter().any(|row| row.id.is_some())).then_some(rows)
}

impl Videodoktor {
    /// All calls that the vendor still knows. How far back is not documented.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn calls(&self) -> Result<Rows<VideoCall>, VendorError> {
        self.send(&CALLS, vec![], list).await
    }

    /// One call.
    ///
    /// # Errors
    /// `NotFound` with X004; else those of the call.
    pub async fn call(&self, id: &str) -> Result<VideoCall, VendorError> {
        filled(CALL.name, "meet_id", id)?;
        self.send(&CALL, vec![("meet_id", id.to_owned())], |raw| {
            let object = one(raw)?;
            wanted(&object, "meet_id")?;
            Some(VideoCall::from_object(object))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_start;
    use super::super::testing::{answering, form_of};
    use crate::ErrorKind;

    const ROW: &str = r#"{"meet_id":"k7","meet_url":"https://call.example/k7","meet_time":"23.11.2030 10:00",
        "meet_time_imd":"2030-11-23 10:00:00","meet_active":0,"pacient_jmeno":"X003 Novák",
        "pacient_email":"jan@posta.example","pacient_telefon":"000000111","pacient_narozen":"0000"}"#;

    #[tokio::test]
    async fn every_field_is_read_and_a_name_like_a_code_is_no_error() {
        let (client, stub) = answering(&format!(
            "[{ROW},{{\"meet_id\":\"k8\",\"meet_time\":\"24.11.2030 11:30\"}}]"
        ));
        let rows = client.calls().await.unwrap();
        assert_eq!(stub.calls(), ["POST /api_verify/", "POST /api_meet_list/"]);
        assert_eq!(form_of(&stub.seen()[1]), "token=tok-1");
        let row = &rows.rows[0];
        assert_eq!(
            (row.id.as_deref(), row.active, row.start()),
            (Some("k7"), Some(false), parse_start("2030-11-23T10:00"))
        );
        assert_eq!(
            (row.phone.as_deref(), row.birth_year.as_deref()),
            (Some("000000111"), Some("0000"))
        );
        assert_eq!(
            (row.name.as_deref(), row.email.as_deref()),
            (Some("X003 Novák"), Some("jan@posta.example"))
        );
        assert_eq!(rows.rows[1].start(), parse_start("2030-11-24T11:30"));
        let written = serde_json::to_value(row).unwrap();
        assert_eq!(written["pacient_telefon"], "000000111");
        assert_eq!(written["meet_time_imd"], "2030-11-23 10:00:00");
    }

    #[tokio::test]
    async fn no_calls_are_no_error_but_a_list_of_complaints_is() {
        for empty in ["[]", "null"] {
            assert!(answering(empty).0.calls().await.unwrap().is_empty());
        }
        for body in [r#"["X000"]"#, r#"[{"error":"X000"}]"#, r#"{"error":"X000"}"#] {
            let error = answering(body).0.calls().await.unwrap_err();
            assert_eq!(error.kind, ErrorKind::RateLimited, "{body}");
        }
        let error = answering(r#"{"calls":[]}"#).0.calls().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable);
    }

    #[tokio::test]
    async fn one_call_by_its_id() {
        let (client, stub) = answering(ROW);
        let call = client.call("k 7").await.unwrap();
        assert_eq!(form_of(&stub.seen()[1]), "token=tok-1&meet_id=k%207");
        assert_eq!(call.url.as_deref(), Some("https://call.example/k7"));
        assert!(answering(&format!("[{ROW}]")).0.call("k7").await.is_ok());
        let error = answering(r#"{"chyba":"X004"}"#).0.call("k7").await.unwrap_err();
        assert_eq!((error.kind, error.field), (ErrorKind::NotFound, Some("meet_id")));
        let (client, stub) = answering(ROW);
        assert_eq!(client.call(" ").await.unwrap_err().field, Some("meet_id"));
        assert!(stub.calls().is_empty());
    }
}
