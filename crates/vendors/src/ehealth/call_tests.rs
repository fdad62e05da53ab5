//! Calls by name: what goes over the wire, what is refused and why, what comes out.

use super::testing::{CAPITATION, ID, NOW, REIMBURSEMENT, answering, asking};
use super::{ContractType, Ehealth};
use crate::CallError;
use crate::testing::{params, response};

async fn fails(name: &str, pairs: &[(&str, &str)], body: Option<&[u8]>) -> String {
    let (client, stub) = answering("{}");
    let error = client.call(name, &params(pairs), body, NOW()).await.unwrap_err();
    assert!(stub.calls().is_empty());
    match error {
        CallError::Usage(message) => message,
        CallError::Vendor(error) => format!("{}: {}", error.kind, error.field.unwrap_or("-")),
    }
}

#[tokio::test]
async fn a_request_by_type_and_id_comes_with_its_documents() {
    let (client, stub) = answering(REIMBURSEMENT);
    let given = params(&[("contract_type", "REIMBURSEMENT"), ("id", ID)]);
    let answer = client
        .call("contract-request", &given, None, NOW())
        .await
        .unwrap();
    assert_eq!(
        stub.calls(),
        [format!("GET /api/contract_requests/reimbursement/{ID}")]
    );
    let json: serde_json::Value = serde_json::from_str(&answer.json).unwrap();
    assert_eq!(json["data"]["status"], "SIGNED");
    assert_eq!(json["urgent"]["documents"][0]["type"], "CONTRACT_REQUEST_STATUTE");
    assert_eq!(answer.binary, None);
}

#[tokio::test]
async fn a_list_takes_every_filter() {
    let (client, stub) = answering(r#"{"data":[{"id":"a"},5]}"#);
    let given = params(&[
        ("contract_type", "capitation"),
        ("status", "NEW"),
        ("edrpou", "11223344"),
        ("page", "2"),
        ("page_size", "10"),
    ]);
    let answer = client
        .call("contract-requests", &given, None, NOW())
        .await
        .unwrap();
    assert_eq!(
        stub.calls(),
        ["GET /api/contract_requests/capitation?edrpou=11223344&status=NEW&page=2&page_size=10"]
    );
    assert_eq!(answer.unreadable_rows, 1);
    assert_eq!(answer.json, r#"{"data":[{"id":"a"},5]}"#);
}

#[tokio::test]
async fn a_document_is_fetched_by_its_type_without_the_token() {
    let (client, stub) = asking(|request| {
        Ok(if request.uri().host() == Some("storage.example") {
            assert!(request.headers().get("authorization").is_none());
            response(200, &b"%PDF-\xff"[..])
        } else {
            response(200, REIMBURSEMENT)
        })
    });
    let given = |kind: &str| params(&[("contract_type", "reimbursement"), ("id", ID), ("type", kind)]);
    let answer = client
        .call("contract-document", &given("SIGNED_CONTENT"), None, NOW())
        .await
        .unwrap();
    assert_eq!(stub.calls().last().unwrap(), "GET /2?s=2");
    assert_eq!(answer.binary.as_deref(), Some(&b"%PDF-\xff"[..]));
    assert!(answer.json.contains("JVBERi3/"), "{}", answer.json);
    assert!(answer.json_without_binary.contains("\"bytes\":6"));
    let error = client
        .call("contract-document", &given("OTHER"), None, NOW())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("no document of this type"));
}

#[tokio::test]
async fn mistakes_of_the_caller_are_told_apart_from_rules_of_the_vendor() {
    let id = ("id", "x");
    assert!(fails("x", &[], None).await.contains("contract-request"));
    assert!(
        fails("contract-request", &[id], None)
            .await
            .contains("contract_type is missing")
    );
    assert!(
        fails(
            "contract-request",
            &[id, ("contract_type", "capitation"), ("q", "1")],
            None
        )
        .await
        .contains("unknown parameter")
    );
    assert_eq!(
        fails("contract-request", &[id, ("contract_type", "other")], None).await,
        "invalid: contract_type"
    );
    let typed = ("contract_type", "capitation");
    assert_eq!(
        fails("contract-request", &[("id", " "), typed], None).await,
        "invalid: id"
    );
    assert_eq!(
        fails("contract-requests", &[typed, ("page", "0")], None).await,
        "invalid: page"
    );
    assert!(
        fails("contract-request", &[id, typed], Some(b"{}"))
            .await
            .contains("takes no body")
    );
}

#[tokio::test]
async fn a_path_said_otherwise_is_taken() {
    let (client, stub) = asking(|_| Ok(response(200, CAPITATION)));
    let mut account = client.account().clone();
    account
        .paths
        .set_text("contract-request=/api/v2/requests/{id}")
        .unwrap();
    let client = Ehealth::new(account, stub.clone()).unwrap();
    let answer = client.contract_request(ContractType::Capitation, ID, NOW());
    answer.await.unwrap();
    assert_eq!(
        stub.calls(),
        [format!("GET /api/v2/requests/{ID}?contract_type=capitation")]
    );
}
