//! Answers: JSON of a shape that nobody documents, kept as it comes.

use bytes::Bytes;
use http::Response;
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::VendorError;
use crate::json::{Defect, decode};
use crate::refusal::{http_failure, object_of, text, unreadable};

/// What the vendor answered to a yes. `Debug` shows its length only.
#[derive(Clone, Default)]
pub struct GensoftAnswer(Option<Box<RawValue>>);

impl GensoftAnswer {
    /// The verbatim JSON; `None` when the body was empty.
    pub fn json(&self) -> Option<&str> {
        self.0.as_deref().map(RawValue::get)
    }
}

impl std::fmt::Debug for GensoftAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GensoftAnswer({} bytes)", self.json().map_or(0, str::len))
    }
}

impl Serialize for GensoftAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The words of an answer that is no JSON, as JSON. What begins like JSON and does not end like it was cut, and a web
/// page comes from something in between.
fn words(body: &Bytes) -> Option<Box<RawValue>> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let plain = !text.starts_with(['{', '[', '"', '<']) && !text.chars().any(|letter| letter == '<');
    plain
        .then(|| serde_json::value::to_raw_value(text).ok())
        .flatten()
}

/// Success is HTTP 2xx with JSON, a few words, or nothing: the document shows no real answer.
pub(super) fn open(operation: &'static str, response: Response<Bytes>) -> Result<GensoftAnswer, VendorError> {
    let status = response.status();
    if !status.is_success() {
        let object = object_of(&response);
        let words = ["detail", "message", "error", "erro", "mensagem"];
        return Err(http_failure(operation, &response)
            .with_vendor_code(text(&object, "code"))
            .with_vendor_message(words.iter().find_map(|key| text(&object, key))));
    }
    match decode(response.body()) {
        Ok(raw) => Ok(GensoftAnswer(Some(raw))),
        Err(Defect::Empty) => Ok(GensoftAnswer(None)),
        Err(defect)
            if defect != Defect::WebPage
                && let Some(words) = words(response.body()) =>
        {
            tracing::debug!(%defect, "an answer in words");
            Ok(GensoftAnswer(Some(words)))
        }
        Err(defect) => Err(unreadable(
            operation,
            status.as_u16(),
            defect.to_string(),
            response.into_body(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::response;

    #[test]
    fn any_json_is_an_answer_and_nothing_is_one_too() {
        let json = |body: &'static str| {
            let answer = open("send-attendance", response(201, body)).unwrap();
            serde_json::to_string(&answer).unwrap()
        };
        assert_eq!(json(r#"[{"id":1.00}]"#), r#"[{"id":1.00}]"#);
        assert_eq!(json("true"), "true");
        assert_eq!(json(" "), "null");
        let answer = open("send-attendance", response(200, r#"{"paciente":"CANARY"}"#)).unwrap();
        assert!(!format!("{answer:?}").contains("CANARY"));
    }

    #[test]
    fn pages_and_refusals_are_errors() {
        let error = |status, body: &'static str| open("upload-report", response(status, body)).unwrap_err();
        assert_eq!(error(200, "<html>").kind, ErrorKind::Unreadable);
        assert_eq!(error(401, "").kind, ErrorKind::Unauthorized);
        assert_eq!(error(404, "<html>").kind, ErrorKind::NotFound);
        assert_eq!(error(406, "").kind, ErrorKind::Refused);
        assert_eq!(error(429, "").kind, ErrorKind::RateLimited);
        assert_eq!(error(503, "").kind, ErrorKind::Server);
        let said = error(400, r#"{"detail":"Execução inexistente","code":"e7"}"#);
        assert_eq!(said.vendor_message.unwrap().as_str(), "Execução inexistente");
        assert_eq!(said.vendor_code.as_deref(), Some("e7"));
    }
}
