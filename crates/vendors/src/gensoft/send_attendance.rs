//! `send-attendance`.

use serde_json::value::RawValue;

use super::answer::GensoftAnswer;
use super::attendance::Attendance;
use super::client::Gensoft;
use super::operations::SEND_ATTENDANCE;
use crate::VendorError;
use crate::json::Object;
use crate::outgoing::Outgoing;

impl Gensoft {
    /// Sends an attendance as the account's mapping writes it. There is no way to look at it afterwards.
    ///
    /// # Errors
    /// `Invalid` naming what is missing; else those of the call.
    pub async fn send_attendance(&self, attendance: &Attendance) -> Result<GensoftAnswer, VendorError> {
        attendance.check()?;
        let body = self.account().mapping.write(attendance)?;
        self.send(Outgoing::new(&SEND_ATTENDANCE).json(&body)).await
    }

    /// Sends an attendance that somebody else has written.
    ///
    /// # Errors
    /// `Invalid`, field `body`, for what is no object; else those of the call.
    pub async fn send_attendance_as_is(&self, body: &RawValue) -> Result<GensoftAnswer, VendorError> {
        if Object::parse(body).is_none_or(|object| object.is_empty()) {
            let message = "the attendance must be an object with something in it";
            return Err(VendorError::invalid(SEND_ATTENDANCE.name, "body", message));
        }
        self.send(Outgoing::new(&SEND_ATTENDANCE).json(&body)).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{KEY, answering, attendance};
    use super::super::{AttendanceEvent, AttendanceMapping, Gensoft};
    use crate::ErrorKind;
    use crate::transport::{CallKind, Route};

    #[tokio::test]
    async fn an_attendance_is_written_by_the_mapping_and_sent_once() {
        let (client, stub) = answering(200, r#"{"id":1}"#);
        let mut account = client.account().clone();
        account.mapping =
            AttendanceMapping::parse(r#"{"evento":"{{event}}","paciente":"{{patient.name}}"}"#).unwrap();
        let client = Gensoft::new(account, stub.clone()).unwrap();
        let mut blocked = attendance();
        blocked.event = AttendanceEvent::Blocked;
        let answer = client.send_attendance(&blocked).await.unwrap();
        assert_eq!(answer.json(), Some(r#"{"id":1}"#));
        assert_eq!(stub.calls(), ["POST /api/v1/attendance/"]);
        assert_eq!(stub.body(), r#"{"evento":"blocked","paciente":"CANARY João"}"#);
        let sent = stub.only();
        assert_eq!(sent.headers()["authorization"], KEY);
        assert!(sent.headers()["authorization"].is_sensitive());
        assert_eq!(sent.headers()["content-type"], "application/json");
        assert_eq!(sent.headers().len(), 3);
        assert_eq!(CallKind::of(&sent), CallKind::Write);
        assert_eq!(sent.extensions().get(), Some(&Route("/api/v1/attendance/")));
        assert!(!format!("{client:?} {sent:?} {answer:?}").contains(KEY));
    }

    #[tokio::test]
    async fn what_is_missing_is_told_before_sending() {
        let (client, stub) = answering(200, "{}");
        let mut wrong = attendance();
        wrong.id.clear();
        let error = client.send_attendance(&wrong).await.unwrap_err();
        assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some("id")));
        assert!(stub.calls().is_empty());
    }
}
