//! What every operation shares: the key, the place, methods and paths said otherwise, the pace, and silence.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::testing::{A, KEY, account, answering, asking};
use super::{Alfadocs, FindPatients, SavePatient};
use crate::testing::{Stub, response};
use crate::transport::{CallKind, Route};
use crate::{Effect, ErrorKind, PathOverride, TransportError};

fn named() -> SavePatient {
    SavePatient {
        first_name: Some("Canary".to_owned()),
        last_name: Some("Rossi".to_owned()),
        ..SavePatient::default()
    }
}

#[tokio::test]
async fn the_key_travels_in_its_header_only() {
    let (client, stub) = answering("{}");
    client.create_patient(&named()).await.unwrap();
    let sent = stub.only();
    assert_eq!(
        sent.uri().to_string(),
        "https://vendor.example/api/v1/practices/3/archives/4/patients"
    );
    assert_eq!(sent.headers()["x-api-key"], KEY);
    assert!(sent.headers()["x-api-key"].is_sensitive());
    assert_eq!(sent.headers()["accept"], "application/json");
    assert_eq!(sent.headers()["content-type"], "application/json");
    assert_eq!(sent.headers().len(), 3);
    assert_eq!(CallKind::of(&sent), CallKind::Write);
    assert_eq!(
        sent.extensions().get(),
        Some(&Route("/v1/practices/{practiceId}/archives/{archiveId}/patients"))
    );
    let shown = format!("{client:?} {:?} {:?}", client.account(), named());
    assert!(!shown.contains(KEY) && !shown.contains("Canary"), "{shown}");
    let (client, stub) = answering(r#"{"data":[]}"#);
    client.chairs().await.unwrap();
    assert_eq!(CallKind::of(&stub.only()), CallKind::Read);
    assert!(stub.only().headers().get("content-type").is_none());
}

#[tokio::test]
async fn practice_and_archive_are_asked_once_when_not_given() {
    for (practice, archive) in [(None, None), (Some(3), None), (None, Some(4))] {
        let (client, stub) =
            answering(r#"{"status":"success","data":{"practiceId":3,"archiveId":"4","id":1}}"#);
        let mut account = client.account().clone();
        (account.practice, account.archive) = (practice, archive);
        let client = Alfadocs::new(account, stub.clone()).unwrap();
        client.practice().await.unwrap();
        client.chairs().await.unwrap();
        client.clone().chairs().await.unwrap();
        assert_eq!(
            stub.calls(),
            [
                "GET /v1/practices/current",
                "GET /v1/me",
                &format!("GET {A}/chairs"),
                &format!("GET {A}/chairs")
            ]
        );
    }
}

#[tokio::test]
async fn a_place_that_cannot_be_asked_has_done_nothing() {
    let lost = || TransportError::Interrupted {
        reason: "cut".to_owned(),
    };
    let mut account = account();
    account.practice = None;
    let client = Alfadocs::new(account.clone(), Stub::new("/api", move |_| Err(lost()))).unwrap();
    let error = client.create_patient(&named()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.operation, error.effect()),
        (ErrorKind::Interrupted, "create-patient", Effect::None)
    );
    let client = Alfadocs::new(
        account,
        Stub::new("/api", |_| Ok(response(200, r#"{"data":{"x":1}}"#))),
    )
    .unwrap();
    let error = client.create_patient(&named()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.effect()),
        (ErrorKind::Unreadable, Effect::None)
    );
}

#[tokio::test]
async fn an_update_goes_by_the_method_that_the_vendor_takes() {
    let vendor = |method: &'static str| {
        move |request: &http::Request<bytes::Bytes>| {
            Ok(if request.method().as_str() == method {
                response(200, "{}")
            } else {
                response(405, "")
            })
        }
    };
    let (client, stub) = asking(vendor("PUT"));
    client.update_patient(5, &named()).await.unwrap();
    client.update_patient(5, &named()).await.unwrap();
    let path = format!("{A}/patients/5");
    assert_eq!(
        stub.calls(),
        [
            format!("PATCH {path}"),
            format!("PUT {path}"),
            format!("PUT {path}")
        ]
    );
    let (client, stub) = asking(vendor("DELETE"));
    assert_eq!(
        client.update_patient(5, &named()).await.unwrap_err().http_status,
        Some(405)
    );
    assert_eq!(stub.calls().len(), 2);
    let mut account = client.account().clone();
    account.paths.set_text("update-patient=PUT").unwrap();
    let stub = Stub::new("/api", vendor("PATCH"));
    let client = Alfadocs::new(account, stub.clone()).unwrap();
    assert!(client.update_patient(5, &named()).await.is_err());
    assert_eq!(
        stub.calls(),
        [format!("PUT {path}")],
        "what a person said is not changed"
    );
}

#[tokio::test]
async fn a_path_said_otherwise_is_taken() {
    let (client, stub) = answering(r#"{"data":[]}"#);
    let mut account = client.account().clone();
    account
        .paths
        .set_text("chairs=/v2/archives/{archiveId}/poltrone")
        .unwrap();
    let slots = PathOverride {
        method: None,
        path: Some("/v1/freeSlots".to_owned()),
    };
    account.paths.set("free-slots", slots).unwrap();
    let client = Alfadocs::new(account, stub.clone()).unwrap();
    client.chairs().await.unwrap();
    let find = super::FindFreeSlots {
        start: "2026-05-04".parse().unwrap(),
        duration: 30,
        ..super::FindFreeSlots::default()
    };
    client.free_slots(&find).await.unwrap();
    assert_eq!(
        stub.calls(),
        [
            "GET /v2/archives/4/poltrone",
            "GET /v1/freeSlots?startDate=2026-05-04&duration=30"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn no_more_than_ten_requests_leave_in_a_second() {
    let (client, _) = answering(r#"{"data":[]}"#);
    let start = tokio::time::Instant::now();
    for _ in 0..10 {
        client.chairs().await.unwrap();
    }
    assert!(start.elapsed() < Duration::from_millis(100));
    client.clone().chairs().await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1), "clones share the pace");
}

#[tokio::test(start_paused = true)]
async fn quiet_that_was_asked_for_is_kept() {
    let asked = AtomicUsize::new(0);
    let (client, stub) = asking(move |_| {
        let mut answer = response(200, r#"{"data":[]}"#);
        if asked.fetch_add(1, Ordering::Relaxed) == 0 {
            *answer.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
            answer.headers_mut().insert("retry-after", "30".parse().unwrap());
        }
        Ok(answer)
    });
    let error = client.chairs().await.unwrap_err();
    assert_eq!(
        (error.kind, error.retry_after),
        (ErrorKind::RateLimited, Some(Duration::from_secs(30)))
    );
    let error = client.create_patient(&named()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.effect()),
        (ErrorKind::RateLimited, Effect::None)
    );
    assert!(error.retry_after.unwrap() > Duration::from_secs(28));
    assert_eq!(stub.calls().len(), 1, "nothing leaves meanwhile");
    tokio::time::advance(Duration::from_secs(30)).await;
    client.chairs().await.unwrap();
}

#[tokio::test]
async fn errors_hold_no_person_and_no_key() {
    let (client, _) = asking(|_| Ok(response(400, r#"{"error":"Canary Rossi: canary-dental-key"}"#)));
    let error = client.create_patient(&named()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Refused);
    assert!(!format!("{error} {error:?}").to_lowercase().contains("canary"));
    assert!(error.vendor_message.unwrap().as_str().contains("Canary Rossi"));
    assert!(
        !format!(
            "{:?}",
            FindPatients {
                last_name: Some("Canary".to_owned()),
                ..FindPatients::default()
            }
        )
        .contains("Canary")
    );
}

#[test]
fn unusable_accounts_name_the_field() {
    let field = |change: fn(&mut super::AlfadocsAccount)| {
        let mut account = account();
        change(&mut account);
        Alfadocs::new(account, Stub::new("", |_| Ok(response(200, ""))))
            .unwrap_err()
            .field
    };
    assert_eq!(field(|account| account.key = "".into()), Some("key"));
    assert_eq!(
        field(|account| account.base_url = "https://vendor.example/?x".parse().unwrap()),
        Some("base_url")
    );
}
