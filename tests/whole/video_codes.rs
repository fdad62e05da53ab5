//! Every code of the vendor reaches the person who can do something about it.

use std::collections::BTreeMap;
use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::connections::Health;
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use serde_json::json;

use crate::video_place::{VideoPlace, at, form};

#[tokio::test(start_paused = true)]
async fn a_refusal_carries_its_code_whatever_the_answer_looks_like() {
    for code in [
        "X010", "X011", "X012", "X013", "X014", "X020", "X021", "X022", "X023", "X024", "X099",
    ] {
        for body in [
            json!({ "error": code }),
            json!({ "error": { "code": code, "message": "neplatné" } }),
            json!({ "chyba": format!("{code} - neplatné") }),
            json!(code),
        ] {
            let place = VideoPlace::empty().await;
            place.meddling.bookings.lock().unwrap().push_back(body.clone());
            let (visit, _) = place.book(form()).await;
            let unsent = place.drain().await;
            assert_eq!(
                (
                    unsent[0].state,
                    unsent[0].reason,
                    unsent[0].vendor_code.as_deref()
                ),
                (EntryState::Refused, Some(ErrorCode::VendorRefused), Some(code)),
                "{body}"
            );
            assert!(place.visit(visit).await.is_none(), "{body}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_vendor_itself_refuses_carries_its_code() {
    let place = VideoPlace::empty().await;
    place
        .at_vendor(
            "POST",
            "/admin/videodoktor/overload",
            Some(json!({ "start": "2026-11-24T20:00:00" })),
        )
        .await;
    place.book(form()).await;
    assert_eq!(place.drain().await[0].vendor_code.as_deref(), Some("X023"));

    // The format of the connection is not the vendor's.
    let place = VideoPlace::empty().await;
    place.change_dialect(json!({ "meet_start": "imd" })).await;
    place.book(form()).await;
    assert_eq!(place.drain().await[0].vendor_code.as_deref(), Some("X020"));

    // The vendor's clock is two hours ahead of the desk's.
    let place = VideoPlace::empty().await;
    place
        .at_vendor(
            "POST",
            "/admin/videodoktor/clock",
            Some(json!({ "ahead_seconds": 7200 })),
        )
        .await;
    place.book(at("2026-11-23T10:00:00")).await;
    assert_eq!(place.drain().await[0].vendor_code.as_deref(), Some("X021"));
}

#[tokio::test(start_paused = true)]
async fn a_booking_whose_time_has_passed_while_it_waited_is_not_sent() {
    let place = VideoPlace::empty().await;
    place.cut_line(true).await;
    let (_, accepted) = place.book(at("2026-11-23T10:00:00")).await;
    place.drain().await;
    place.cut_line(false).await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    place.decide(accepted.entry, Decision::Send).await;
    let unsent = place.drain().await;
    assert_eq!(
        (unsent[0].state, unsent[0].vendor_code.as_deref()),
        (EntryState::Refused, Some("X021"))
    );
    assert_eq!(place.asked("create-call"), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn too_many_requests_and_an_outage_leave_it_to_a_person_with_their_codes() {
    let place = VideoPlace::empty().await;
    place
        .change_dialect(json!({ "limit": { "per_minute": 0 } }))
        .await;
    let (_, accepted) = place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (
            &unsent[0].question,
            unsent[0].reason,
            unsent[0].vendor_code.as_deref()
        ),
        (
            &Some(Question::NeedsLiveLine),
            Some(ErrorCode::VendorBusy),
            Some("X000")
        )
    );
    place.change_dialect(json!({ "limit": "none" })).await;
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());

    let place = VideoPlace::empty().await;
    outage(&place, true).await;
    place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (
            &unsent[0].question,
            unsent[0].reason,
            unsent[0].vendor_code.as_deref()
        ),
        (
            &Some(Question::NeedsLiveLine),
            Some(ErrorCode::Offline),
            Some("X005")
        )
    );
    let error = place.desk.refresh_video(Default::default()).await.unwrap_err();
    assert_eq!(
        (error.code, error.params.0["vendor_code"].as_str()),
        (ErrorCode::Offline, "X005")
    );
}

async fn outage(place: &VideoPlace, outage: bool) {
    place
        .at_vendor(
            "POST",
            "/admin/videodoktor/outage",
            Some(json!({ "outage": outage })),
        )
        .await;
}

#[tokio::test(start_paused = true)]
async fn an_outage_in_the_answer_to_a_booking_is_looked_into() {
    let place = VideoPlace::empty().await;
    let failed = json!({ "error": "X005" });
    place.meddling.bookings.lock().unwrap().push_back(failed);
    place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine));
    assert_eq!(place.asked("create-call"), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_is_told_with_its_code_and_replaced() {
    let place = VideoPlace::empty().await;
    place.at_vendor("POST", "/admin/videodoktor/key", None).await;
    let (_, accepted) = place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (
            &unsent[0].question,
            unsent[0].reason,
            unsent[0].vendor_code.as_deref()
        ),
        (
            &Some(Question::NeedsLiveLine),
            Some(ErrorCode::KeyRefused),
            Some("X002")
        )
    );
    let connection = place.desk.accounts().get(place.connection.id).await.unwrap();
    assert_eq!(connection.health, Health::KeyRefused);
    let account = place.sandbox.accounts().videodoktor;
    let wrong = BTreeMap::from([("app_key".to_owned(), "wrong".to_owned())]);
    let report = place
        .desk
        .accounts()
        .replace_keys(connection.id, &wrong)
        .await
        .unwrap();
    assert!(!report.usable);
    let right = BTreeMap::from([("key".to_owned(), account.key)]);
    let report = place
        .desk
        .accounts()
        .replace_keys(connection.id, &right)
        .await
        .unwrap();
    assert!(report.usable);
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_app_key_is_told_with_its_code() {
    let place = VideoPlace::empty().await;
    place
        .meddling
        .bookings
        .lock()
        .unwrap()
        .push_back(json!({ "error": "X001" }));
    place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (
            &unsent[0].question,
            unsent[0].reason,
            unsent[0].vendor_code.as_deref()
        ),
        (
            &Some(Question::NeedsLiveLine),
            Some(ErrorCode::KeyRefused),
            Some("X001")
        )
    );
}
