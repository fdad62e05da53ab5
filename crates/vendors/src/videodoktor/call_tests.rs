//! Calls by name: what goes over the wire, what is refused and why, what comes out.

use super::Videodoktor;
use super::testing::{NOW, answering, form_of};
use crate::CallError;
use crate::testing::params;

const CALL: &[(&str, &str)] = &[
    ("pacient_jmeno", "Jana Nováková"),
    ("pacient_telefon", "700000111"),
    ("pacient_narozen", "1980"),
    ("meet_start", "2030-11-23T10:00"),
];

async fn call(name: &str, pairs: &[(&str, &str)], answer: &str) -> (Vec<String>, String) {
    let (client, stub) = answering(answer);
    let answer = client
        .call_by_name(name, &params(pairs), None, NOW())
        .await
        .unwrap();
    let sent = stub.seen();
    let mut shown = stub.calls();
    shown.push(form_of(sent.last().unwrap()));
    (shown, answer.json)
}

async fn fails(name: &str, pairs: &[(&str, &str)], body: Option<&[u8]>) -> String {
    let (client, stub) = answering("{}");
    let error = client
        .call_by_name(name, &params(pairs), body, NOW())
        .await
        .unwrap_err();
    assert!(stub.calls().is_empty());
    match error {
        CallError::Usage(message) => message,
        CallError::Vendor(error) => format!("{}: {}", error.kind, error.field.unwrap_or("-")),
    }
}

#[tokio::test]
async fn every_operation_takes_its_parameters_in_the_vendors_spelling() {
    let (sent, json) = call("create-call", CALL, r#"{"meet_id":"k7","meet_url":"u"}"#).await;
    assert_eq!(sent[1], "POST /api_meet_add/");
    assert!(sent[2].ends_with("&pacient_telefon=700000111&pacient_narozen=1980&meet_start=23.11.2030.10.00"));
    assert_eq!(json, r#"{"meet_id":"k7","meet_url":"u"}"#);
    let (sent, json) = call("calls", &[], r#"[{"meet_id":"k7","x":1.50}]"#).await;
    assert_eq!(sent[1], "POST /api_meet_list/");
    assert_eq!(json, r#"[{"meet_id":"k7","x":1.50}]"#);
    for (name, path) in [
        ("call", "/api_meet_detail/"),
        ("remove-call", "/api_meet_remove/"),
        ("export-call", "/api_meet_export/"),
    ] {
        let answer = r#"{"meet_id":"k7","export_url":"u"}"#;
        let (sent, json) = call(name, &[("meet_id", "k7")], answer).await;
        assert_eq!(
            sent[1..],
            [format!("POST {path}"), "token=tok-1&meet_id=k7".to_owned()]
        );
        assert!(json.contains("\"k7\""), "{json}");
    }
    let (sent, json) = call("server-time", &[], r#"{"time":"21.11.2030.01.18"}"#).await;
    assert_eq!(sent, ["POST /api_time/", ""]);
    assert_eq!(json, r#"{"time":"21.11.2030.01.18"}"#);
    let (_, json) = call("verify", &[], "{}").await;
    assert_eq!(json, r#"{"token":"tok-1"}"#);
}

#[tokio::test]
async fn mistakes_of_the_caller_are_told_apart_from_rules_of_the_vendor() {
    assert!(fails("no-such", &[], None).await.contains("create-call"));
    assert!(
        fails("calls", &[("x", "1")], None)
            .await
            .contains("unknown parameter")
    );
    assert!(fails("call", &[], None).await.contains("meet_id is missing"));
    assert!(fails("calls", &[], Some(b"{}")).await.contains("takes no body"));
    assert!(
        fails("call", &[("meet_id", "1"), ("MEET_ID", "2")], None)
            .await
            .contains("given twice")
    );
    let mut wrong = CALL.to_vec();
    wrong[3].1 = "23.11.2030.10.00";
    assert_eq!(fails("create-call", &wrong, None).await, "invalid: meet_start");
    wrong[3].1 = "2020-11-23T10:00";
    assert_eq!(fails("create-call", &wrong, None).await, "invalid: meet_start");
}

#[tokio::test]
async fn a_path_said_otherwise_is_taken() {
    let (client, stub) = answering("[]");
    let mut account = client.account().clone();
    account.paths.set_text("calls=/v2/api_meet_list/").unwrap();
    assert!(account.paths.set_text("call=/detail/{meet_id}").is_err());
    let client = Videodoktor::new(account, stub.clone()).unwrap();
    client.calls().await.unwrap();
    assert_eq!(stub.calls(), ["POST /api_verify/", "POST /v2/api_meet_list/"]);
}
