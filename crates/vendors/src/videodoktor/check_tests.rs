//! The check of an account: what it tries, what it tells apart, and that it sends no mail.

use std::collections::BTreeMap;

use super::OPERATIONS;
use super::testing::{NOW, asking};
use crate::check::CheckRow;
use crate::testing::{Answer, response};
use crate::{Outcome, TransportError};

fn row<'a>(report: &'a [CheckRow], name: &str) -> &'a CheckRow {
    report.iter().find(|row| row.operation == name).unwrap()
}

fn vendor(calls: &'static str, time: &'static str) -> impl Fn(&http::Request<bytes::Bytes>) -> Answer {
    move |request| {
        Ok(match request.uri().path() {
            "/desk/api_verify/" => response(200, r#"{"token":"t"}"#),
            "/desk/api_time/" => response(200, format!(r#"{{"time":"{time}"}}"#)),
            "/desk/api_meet_list/" => response(200, calls),
            "/desk/api_meet_detail/" => response(200, r#"{"meet_id":"k7"}"#),
            "/desk/api_meet_export/" => response(200, r#"{"export_url":"u"}"#),
            other => panic!("{other} would write"),
        })
    }
}

#[tokio::test]
async fn a_whole_account_is_tried_without_a_mail() {
    let calls = r#"[{"meet_id":"k7","meet_time_imd":"2030-11-23 10:00:00"},
        {"meet_id":"k6","meet_time":"03.05.2026 23:59"}]"#;
    let (client, stub) = asking(vendor(calls, "04.05.2026.10.01"));
    let report = client.check(NOW()).await;
    let names: Vec<_> = report.iter().map(|row| row.operation).collect();
    assert_eq!(names, OPERATIONS.iter().map(|o| o.name).collect::<Vec<_>>());
    for entry in &report {
        let writes = ["create-call", "remove-call"].contains(&entry.operation);
        let expected = if writes { Outcome::NotTried } else { Outcome::Works };
        assert_eq!(entry.outcome, expected, "{entry:?}");
    }
    assert!(row(&report, "server-time").detail.contains("agrees"));
    assert_eq!(row(&report, "calls").detail, "2 rows");
    let export = stub
        .seen()
        .into_iter()
        .find(|sent| sent.uri().path().contains("export"))
        .unwrap();
    assert!(String::from_utf8_lossy(export.body()).ends_with("meet_id=k6"));
}

#[tokio::test]
async fn a_report_of_today_is_not_asked_for_and_a_wrong_clock_is_named() {
    let calls = r#"[{"meet_id":"k7","meet_time_imd":"2026-05-04 00:10:00"}]"#;
    let (client, _) = asking(vendor(calls, "04.05.2026.10.20"));
    let report = client.check(NOW()).await;
    assert_eq!(row(&report, "export-call").outcome, Outcome::NotTried);
    assert!(row(&report, "export-call").detail.contains("before today"));
    assert!(row(&report, "server-time").detail.contains("20 minutes ahead"));
    let (client, _) = asking(vendor("[]", "04.05.2026.09.00"));
    let report = client.check(NOW()).await;
    assert!(row(&report, "server-time").detail.contains("60 minutes behind"));
    assert_eq!(row(&report, "call").detail, "there is no call to ask about");
}

#[tokio::test]
async fn refusals_and_silence_are_told_apart() {
    let (client, stub) = asking(|_| Ok(response(200, r#"{"error":"X002"}"#)));
    let report = client.check(NOW()).await;
    assert_eq!(row(&report, "verify").outcome, Outcome::Refused);
    assert!(row(&report, "verify").detail.contains("X002"));
    assert_eq!(row(&report, "calls").detail, "no token was given");
    assert_eq!(stub.calls(), ["POST /api_verify/", "POST /api_time/"]);
    let (client, stub) = asking(|_| {
        Err(TransportError::NotSent {
            reason: "refused".to_owned(),
        })
    });
    let report = client.check(NOW()).await;
    assert_eq!(stub.calls().len(), 1);
    let outcomes: BTreeMap<_, _> = report.iter().map(|row| (row.operation, row.outcome)).collect();
    assert_eq!(outcomes["verify"], Outcome::Unexpected);
    assert_eq!(row(&report, "calls").detail, "the vendor could not be reached");
}
