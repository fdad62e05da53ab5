//! `remove-call` and `export-call`.

use super::client::{Videodoktor, one, wanted};
use super::operations::{EXPORT_CALL, REMOVE_CALL};
use crate::json::Object;
use crate::row::row;
use crate::rules::filled;
use crate::{FromObject as _, VendorError};

row! {
    /// The call that was removed.
    pub struct RemovedCall {
        /// Its id.
        id: String = "meet_id",
    }
}

row! {
    /// The report of a call.
    pub struct CallReport {
        /// Where it can be opened.
        url: String = "export_url",
    }
}

/// An empty link with nothing beside it that could be an error.
fn is_none_yet(object: &Object) -> bool {
    let empty = object
        .get("export_url")
        .is_some_and(|url| matches!(url.get(), "\"\"" | "null"));
    empty && object.keys().count() == 1
}

impl Videodoktor {
    /// Removes a call; patient and practice are told by e-mail at once.
    ///
    /// # Errors
    /// `NotFound` with X004; else those of the call.
    pub async fn remove_call(&self, id: &str) -> Result<RemovedCall, VendorError> {
        filled(REMOVE_CALL.name, "meet_id", id)?;
        self.send(&REMOVE_CALL, vec![("meet_id", id.to_owned())], |raw| {
            let object = one(raw)?;
            wanted(&object, "meet_id")?;
            Some(RemovedCall::from_object(object))
        })
        .await
    }

    /// The link to a call's report; there is one from the day after the call, and an empty one may stand for none.
    ///
    /// # Errors
    /// `NotFound` with X004; else those of the call.
    pub async fn export_call(&self, id: &str) -> Result<CallReport, VendorError> {
        filled(EXPORT_CALL.name, "meet_id", id)?;
        self.send(&EXPORT_CALL, vec![("meet_id", id.to_owned())], |raw| {
            let object = one(raw)?;
            if !is_none_yet(&object) {
                wanted(&object, "export_url")?;
            }
            Some(CallReport::from_object(object))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answering, form_of};
    use crate::ErrorKind;
    use crate::transport::CallKind;

    #[tokio::test]
    async fn a_removal_is_a_write_and_names_what_was_removed() {
        let (client, stub) = answering(r#"{"meet_id":"k7"}"#);
        assert_eq!(client.remove_call("k7").await.unwrap().id.as_deref(), Some("k7"));
        assert_eq!(stub.calls(), ["POST /api_verify/", "POST /api_meet_remove/"]);
        assert_eq!(form_of(&stub.seen()[1]), "token=tok-1&meet_id=k7");
        assert_eq!(CallKind::of(&stub.seen()[0]), CallKind::Read);
        assert_eq!(CallKind::of(&stub.seen()[1]), CallKind::Write);
    }

    #[tokio::test]
    async fn a_report_is_a_link_and_a_read() {
        let (client, stub) = answering(r#"{"export_url":" https://call.example/r/k7 ","velikost":12}"#);
        let report = client.export_call("k7").await.unwrap();
        assert_eq!(stub.calls(), ["POST /api_verify/", "POST /api_meet_export/"]);
        assert_eq!(CallKind::of(&stub.seen()[1]), CallKind::Read);
        assert_eq!(
            report.url.as_deref().map(str::trim),
            Some("https://call.example/r/k7")
        );
        assert_eq!(report.extra.get("velikost"), Some("12"));
    }

    #[tokio::test]
    async fn an_empty_link_is_no_report_yet_and_an_error_beside_it_is_one() {
        for body in [r#"{"export_url":""}"#, r#"{"export_url":null}"#] {
            let report = answering(body).0.export_call("k7").await.unwrap();
            assert_eq!(report.url.filter(|url| !url.is_empty()), None, "{body}");
        }
        let answer = r#"{"export_url":"","error":"X004"}"#;
        let error = answering(answer).0.export_call("k7").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound);
        let error = answering("{}").0.export_call("k7").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreadable);
    }

    #[tokio::test]
    async fn an_unknown_call_and_an_empty_id_are_refused() {
        let (client, _) = answering(r#"{"error":"X004"}"#);
        for error in [
            client.remove_call("k9").await.unwrap_err(),
            client.export_call("k9").await.unwrap_err(),
        ] {
            assert_eq!(error.kind, ErrorKind::NotFound);
        }
        let (client, stub) = answering("{}");
        for error in [
            client.remove_call("").await.unwrap_err(),
            client.export_call(" ").await.unwrap_err(),
        ] {
            assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some("meet_id")));
        }
        assert!(stub.calls().is_empty());
    }
}
