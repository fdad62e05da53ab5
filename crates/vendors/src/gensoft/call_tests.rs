//! Calls by name, unusable accounts, and the check.

use super::testing::{PDF, account, answering};
use super::{Gensoft, UploadTransport};
use crate::testing::{Stub, params, response};
use crate::{CallError, Outcome};

async fn fails(name: &str, pairs: &[(&str, &str)], body: Option<&[u8]>) -> String {
    let (client, stub) = answering(200, "");
    let error = client.call(name, &params(pairs), body).await.unwrap_err();
    assert!(stub.calls().is_empty());
    match error {
        CallError::Usage(message) => message,
        CallError::Vendor(error) => format!("{}: {}", error.kind, error.field.unwrap_or("-")),
    }
}

#[tokio::test]
async fn any_object_is_sent_verbatim_and_the_answer_printed_verbatim() {
    let (client, stub) = answering(201, r#"[{"id": 1.00}]"#);
    let body = r#"{"x": 1.50, "paciente": {"nome": "A"}}"#;
    let answer = client
        .call("send-attendance", &params(&[]), Some(body.as_bytes()))
        .await
        .unwrap();
    assert_eq!(stub.calls(), ["POST /api/v1/attendance/"]);
    assert_eq!(stub.body(), body);
    assert_eq!(answer.json, r#"[{"id": 1.00}]"#);
}

#[tokio::test]
async fn a_report_is_the_body_and_the_name_of_its_id_may_be_typed_small() {
    for name in ["ID", "id"] {
        let (client, stub) = answering(204, "");
        let answer = client
            .call("upload-report", &params(&[(name, "10")]), Some(PDF))
            .await
            .unwrap();
        assert_eq!(stub.calls(), ["PUT /api/v1/results/upload/execution/10"]);
        assert_eq!(answer.json, "null");
    }
}

#[tokio::test]
async fn mistakes_of_the_caller_are_told_apart_from_rules_of_the_vendor() {
    assert!(fails("x", &[], None).await.contains("send-attendance"));
    assert!(fails("send-attendance", &[], None).await.contains("needs a body"));
    assert!(
        fails("send-attendance", &[], Some(b"{"))
            .await
            .contains("not JSON")
    );
    assert_eq!(fails("send-attendance", &[], Some(b"[1]")).await, "invalid: body");
    assert_eq!(fails("send-attendance", &[], Some(b"{}")).await, "invalid: body");
    assert!(
        fails("upload-report", &[], Some(PDF))
            .await
            .contains("ID is missing")
    );
    let id = ("ID", "10");
    assert!(fails("upload-report", &[id], None).await.contains("needs a body"));
    assert_eq!(fails("upload-report", &[id], Some(b"text")).await, "invalid: pdf");
    assert!(
        fails("upload-report", &[id, ("x", "1")], Some(PDF))
            .await
            .contains("unknown")
    );
}

#[test]
fn nothing_is_tried_because_everything_writes() {
    let (client, stub) = answering(200, "");
    let report = client.check();
    let names: Vec<_> = report.iter().map(|row| row.operation).collect();
    assert_eq!(names, ["send-attendance", "upload-report"]);
    assert!(
        report
            .iter()
            .all(|row| row.outcome == Outcome::NotTried && row.detail == "it would write")
    );
    assert!(stub.calls().is_empty());
}

#[test]
fn unusable_accounts_name_the_field() {
    let field = |change: fn(&mut super::GensoftAccount)| {
        let mut account = account();
        change(&mut account);
        Gensoft::new(account, Stub::new("", |_| Ok(response(200, ""))))
            .unwrap_err()
            .field
    };
    assert_eq!(field(|account| account.key = "".into()), Some("key"));
    assert_eq!(
        field(|account| account.base_url = "ftp://lab.example".parse().unwrap()),
        Some("base_url")
    );
    let names = ["raw", "multipart", "base64", "RAW", ""].map(UploadTransport::parse);
    assert_eq!(
        names,
        [
            Some(UploadTransport::Raw),
            Some(UploadTransport::Multipart),
            Some(UploadTransport::Base64),
            None,
            None
        ]
    );
}

#[tokio::test]
async fn a_path_said_otherwise_is_taken() {
    let (client, stub) = answering(200, "");
    let mut account = client.account().clone();
    account
        .paths
        .set_text("upload-report=POST /api/v2/reports/{ID}")
        .unwrap();
    let client = Gensoft::new(account, stub.clone()).unwrap();
    client.upload_report("7", PDF).await.unwrap();
    assert_eq!(stub.calls(), ["POST /api/v2/reports/7"]);
}
