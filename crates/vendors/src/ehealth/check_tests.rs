//! The check of an account.

use super::testing::{NOW, asking};
use crate::testing::{Answer, response};
use crate::{CheckRow, Outcome, TransportError};

async fn check(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> (CheckRow, Vec<String>) {
    let (client, stub) = asking(move |request| answer(request.uri().path()));
    let mut report = client.check(NOW()).await;
    assert_eq!(report.len(), 1);
    (report.remove(0), stub.calls())
}

#[tokio::test]
async fn a_request_found_by_the_list_is_asked_for() {
    let (row, calls) = check(|path| {
        Ok(match path {
            "/mis/api/contract_requests/capitation" => response(200, r#"{"data":[]}"#),
            "/mis/api/contract_requests/reimbursement" => response(200, r#"{"data":[{"id":"r-9"}]}"#),
            _ => response(200, r#"{"data":{"id":"r-9"}}"#),
        })
    })
    .await;
    assert_eq!((row.operation, row.outcome), ("contract-request", Outcome::Works));
    assert_eq!(
        calls,
        [
            "GET /api/contract_requests/capitation?page_size=5",
            "GET /api/contract_requests/reimbursement?page_size=5",
            "GET /api/contract_requests/reimbursement/r-9"
        ]
    );
}

#[tokio::test]
async fn nothing_to_ask_about_a_missing_list_and_silence_are_told_apart() {
    let (row, _) = check(|_| Ok(response(200, r#"{"data":[]}"#))).await;
    assert_eq!(row.outcome, Outcome::NotTried);
    assert_eq!(row.detail, "there is no contract request to ask about");
    let (row, _) = check(|_| Ok(response(404, ""))).await;
    assert!(row.detail.contains("list of contract requests did not answer"));
    let (row, calls) = check(|_| {
        Err(TransportError::NotSent {
            reason: "refused".to_owned(),
        })
    })
    .await;
    assert_eq!(row.detail, "the vendor could not be reached");
    assert_eq!(calls.len(), 1);
    let (row, _) = check(|path| {
        Ok(if path.ends_with("/a") {
            response(403, "{}")
        } else {
            response(200, r#"{"data":[{"id":"a"}]}"#)
        })
    })
    .await;
    assert_eq!(row.outcome, Outcome::Refused);
}
