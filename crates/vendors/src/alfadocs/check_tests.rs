//! The check of an account: what it tries, what it tells apart, and that it never writes.

use super::OPERATIONS;
use super::testing::asking;
use crate::operation::OperationEffect;
use crate::testing::{Answer, response};
use crate::{CheckRow, Outcome, TransportError};

fn today() -> chrono::NaiveDate {
    "2026-05-04".parse().unwrap()
}

async fn check(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> (Vec<CheckRow>, Vec<String>) {
    let (client, stub) = asking(move |request| {
        assert_eq!(request.method(), "GET");
        answer(request.uri().path().trim_start_matches("/api"))
    });
    let report = client.check(today()).await;
    let names: Vec<_> = report.iter().map(|row| row.operation).collect();
    assert_eq!(names, OPERATIONS.iter().map(|o| o.name).collect::<Vec<_>>());
    (report, stub.calls())
}

fn row<'a>(report: &'a [CheckRow], name: &str) -> &'a CheckRow {
    report.iter().find(|row| row.operation == name).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_whole_account_is_tried_without_writing() {
    let (report, calls) = check(|path| {
        Ok(if path.ends_with("/signature-status") {
            response(200, r#"{"status":"success","isSigned":"false"}"#)
        } else if path.ends_with("/patients/1/documents") {
            response(200, "{}")
        } else if path.ends_with("/patients") {
            response(200, r#"{"links":{},"results":[{"id":1},{"id":2}]}"#)
        } else {
            response(200, r#"{"data":[{"id":1,"carePlanId":"3"}]}"#)
        })
    })
    .await;
    for operation in OPERATIONS {
        let writes = operation.effect == OperationEffect::Write;
        let expected = if writes { Outcome::NotTried } else { Outcome::Works };
        assert_eq!(
            row(&report, operation.name).outcome,
            expected,
            "{}",
            operation.name
        );
    }
    assert!(
        calls
            .iter()
            .any(|call| call.ends_with("/patients/2/documents/1/download"))
    );
    assert!(
        calls
            .iter()
            .any(|call| call.contains("/appointments?dateStart=2026-03-30&dateEnd=2026-04-28"))
    );
}

#[tokio::test(start_paused = true)]
async fn missing_paths_refusals_and_strange_answers_are_told_apart() {
    let (report, _) = check(|path| {
        Ok(match path.rsplit('/').next().unwrap_or_default() {
            "colors" => response(404, "<html>"),
            "accounts" => response(403, r#"{"error":"no"}"#),
            "chairs" => response(200, "<html>"),
            "patients" => response(200, r#"{"results":[]}"#),
            _ => response(200, r#"{"data":[]}"#),
        })
    })
    .await;
    for (name, outcome) in [
        ("colors", Outcome::Missing),
        ("accounts", Outcome::Refused),
        ("chairs", Outcome::Unexpected),
        ("operators", Outcome::Works),
        ("patient", Outcome::NotTried),
        ("bill", Outcome::NotTried),
        ("care-plan", Outcome::NotTried),
    ] {
        assert_eq!(row(&report, name).outcome, outcome, "{name}");
    }
    assert_eq!(
        row(&report, "patient").detail,
        "no patient to ask about was found"
    );
    assert_eq!(row(&report, "create-patient").detail, "it would write");
}

#[tokio::test(start_paused = true)]
async fn a_care_plan_is_also_found_by_a_bill() {
    let (report, calls) = check(|path| {
        Ok(match path.rsplit('/').next().unwrap_or_default() {
            "bills" => response(200, r#"{"data":[{"id":9,"carePlanId":3}]}"#),
            "3" => response(200, r#"{"data":{"id":3}}"#),
            _ => response(200, r#"{"data":[]}"#),
        })
    })
    .await;
    assert_eq!(row(&report, "care-plan").outcome, Outcome::Works);
    assert_eq!(row(&report, "care-plan-entry").outcome, Outcome::NotTried);
    assert!(
        calls
            .iter()
            .any(|call| call.ends_with("/care-plans/3/signature-status"))
    );
}

#[tokio::test]
async fn silence_is_not_asked_again() {
    let (report, calls) = check(|_| {
        Err(TransportError::NotSent {
            reason: "refused".to_owned(),
        })
    })
    .await;
    assert_eq!(calls, ["GET /v1/me"]);
    assert_eq!(row(&report, "chairs").detail, "the vendor could not be reached");
}
