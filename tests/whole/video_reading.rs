//! Video visits read by the desk itself: how often, what is new, what is gone, clocks and reports.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::video::VideoRequest;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::video_place::{VideoPlace, form};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn the_list_is_read_without_being_asked_and_follows_the_vendor() {
    let place = VideoPlace::new(json!({}), "dotted").await;
    assert_eq!(place.list(false).await.checked_at, None);
    place.run_for(MINUTE).await;
    let list = place.list(true).await;
    assert_eq!(list.visits.len(), place.calls().await.len());
    assert!(list.checked_at.is_some());
    assert_eq!(list.today.to_string(), "2026-11-23");
    let coming = place.visits().await;
    assert!(
        coming
            .iter()
            .all(|visit| visit.start.unwrap().date() >= list.today)
    );
    assert!(coming.is_sorted_by_key(|visit| visit.start));
    let (ahead, past) = list.visits.split_at(coming.len());
    assert_eq!(
        ahead.iter().map(|visit| visit.id).collect::<Vec<_>>(),
        coming.iter().map(|visit| visit.id).collect::<Vec<_>>()
    );
    assert!(!past.is_empty() && past.is_sorted_by(|one, two| one.start >= two.start));
    assert!(past.iter().all(|visit| visit.may_report));
    assert!(coming.iter().all(|visit| !visit.may_report));

    let id = place.doctor_books("Petr Svoboda", "2026-12-24T20:00:00").await;
    place.run_for(6 * MINUTE).await;
    let named = |visits: &[frontdesk_desk::video::VideoVisit]| {
        visits.iter().any(|visit| visit.vendor_id.as_ref() == Some(&id))
    };
    assert!(named(&place.visits().await));
    place.doctor_removes(&id).await;
    place.run_for(6 * MINUTE).await;
    assert!(!named(&place.list(true).await.visits));
}

#[tokio::test(start_paused = true)]
async fn an_empty_practice_is_asked_seldom_and_a_near_visit_often() {
    let place = VideoPlace::empty().await;
    place.run_for(MINUTE).await;
    let before = place.asked("calls").0;
    place.run_for(HOUR).await;
    let seldom = place.asked("calls").0 - before;
    assert!((11..=13).contains(&seldom), "{seldom}");
    assert!((1..=2).contains(&place.asked("server-time").0));

    // 12:00 in Prague; it is about 10:19 there now.
    place.doctor_books("Petr Svoboda", "2026-11-23T12:00:00").await;
    place.desk.refresh_video(VideoRequest::default()).await.unwrap();
    let before = place.asked("calls").0;
    place.run_for(HOUR).await;
    let often = place.asked("calls").0 - before;
    assert!((50..=61).contains(&often), "{often}");
}

#[tokio::test(start_paused = true)]
async fn a_list_that_somebody_looks_at_is_read_often_for_a_while() {
    let place = VideoPlace::empty().await;
    place.run_for(MINUTE).await;
    place.desk.refresh_video(VideoRequest::default()).await.unwrap();
    let before = place.asked("calls").0;
    place.run_for(10 * MINUTE).await;
    let looked_at = place.asked("calls").0 - before;
    assert!((8..=10).contains(&looked_at), "{looked_at}");
    let before = place.asked("calls").0;
    place.run_for(30 * MINUTE).await;
    let after = place.asked("calls").0 - before;
    assert!((5..=7).contains(&after), "{after}");
}

#[tokio::test(start_paused = true)]
async fn what_the_vendor_no_longer_names_is_gone_only_while_its_day_is_not_over() {
    let place = VideoPlace::empty().await;
    place.doctor_books("Petr Svoboda", "2026-11-23T08:00:00").await;
    let today = place.doctor_books("Eva Dvořáková", "2026-11-23T18:00:00").await;
    let coming = place.doctor_books("Jana Nováková", "2026-11-25T18:00:00").await;
    assert_eq!(place.refreshed().await.visits.len(), 3);
    place.change_dialect(json!({ "listed": "from_today" })).await;
    place.doctor_removes(&today).await;
    tokio::time::sleep(MINUTE).await;
    let names = |list: frontdesk_desk::video::VideoVisits| -> Vec<String> {
        list.visits.into_iter().map(|visit| visit.name).collect()
    };
    assert_eq!(names(place.refreshed().await), ["Petr Svoboda", "Jana Nováková"]);
    tokio::time::sleep(24 * HOUR).await;
    // The first one is of yesterday now, and the vendor's list begins today.
    assert_eq!(names(place.refreshed().await), ["Jana Nováková", "Petr Svoboda"]);
    place.doctor_removes(&coming).await;
    // A list that names nothing is believed when another one says the same.
    tokio::time::sleep(MINUTE).await;
    place.refreshed().await;
    tokio::time::sleep(MINUTE).await;
    assert_eq!(names(place.refreshed().await), ["Petr Svoboda"]);
}

#[tokio::test(start_paused = true)]
async fn a_line_that_is_cut_is_waited_for_and_a_person_is_told() {
    let place = VideoPlace::empty().await;
    place.run_for(MINUTE).await;
    let checked = place.list(false).await.checked_at;
    place.cut_line(true).await;
    place.run_for(10 * MINUTE).await;
    let error = place
        .desk
        .refresh_video(VideoRequest::default())
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Offline);
    assert_eq!(place.list(false).await.checked_at, checked);
    place.cut_line(false).await;
    place.run_for(3 * MINUTE).await;
    assert!(place.list(false).await.checked_at > checked);
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_is_tried_seldom_and_a_new_one_at_once() {
    let place = VideoPlace::empty().await;
    place.run_for(MINUTE).await;
    place.at_vendor("POST", "/admin/videodoktor/key", None).await;
    place.run_for(6 * MINUTE).await;
    let before = place.asked("verify").0;
    place.run_for(20 * MINUTE).await;
    let tried = place.asked("verify").0 - before;
    assert!((8..=11).contains(&tried), "{tried}");
    let checked = place.list(false).await.checked_at;
    let keys = BTreeMap::from([("key".to_owned(), place.sandbox.accounts().videodoktor.key)]);
    let replaced = async {
        let accounts = place.desk.accounts();
        let report = accounts.replace_keys(place.connection.id, &keys).await.unwrap();
        assert!(report.usable);
        tokio::time::sleep(Duration::from_secs(2)).await;
    };
    place.while_running(replaced).await;
    assert!(place.list(false).await.checked_at > checked);
}

#[tokio::test(start_paused = true)]
async fn a_new_account_is_read_at_once_while_the_desk_runs() {
    let place = VideoPlace::empty().await;
    place.desk.accounts().remove(place.connection.id).await.unwrap();
    let account = place.sandbox.accounts().videodoktor;
    let draft = frontdesk_desk::connections::ConnectionDraft::of(
        frontdesk_desk::connections::Vendor::Videodoktor,
        "Brno",
        &account.base_url,
        &[],
        &[("app_key", &account.app_key), ("key", &account.key)],
    );
    let added = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        place.desk.add_connection(draft).await.unwrap();
        tokio::time::sleep(Duration::from_secs(2)).await;
    };
    place.while_running(added).await;
    assert!(place.list(false).await.checked_at.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_differs_by_more_than_the_rounding_is_told() {
    for (ahead, differs) in [(0, false), (60, false), (300, true), (-300, true), (3600, true)] {
        for asked in ["freely", "with_token"] {
            let place = VideoPlace::empty().await;
            place.change_dialect(json!({ "time_asked": asked })).await;
            let skew = json!({ "ahead_seconds": ahead });
            place
                .at_vendor("POST", "/admin/videodoktor/clock", Some(skew))
                .await;
            place.run_for(MINUTE).await;
            let clock = place.list(false).await.clocks.remove(0);
            assert_eq!(clock.differs, differs, "{ahead} {asked}");
            let read = clock.ahead_seconds.unwrap();
            assert!((ahead - 60..=ahead).contains(&read), "{ahead} {asked}: {read}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_report_is_there_from_the_day_after_at_the_clinic() {
    let place = VideoPlace::empty().await;
    let (visit, _) = place.book(form()).await;
    let early = place.desk.video_report(visit).await.unwrap_err();
    assert_eq!(early.code, ErrorCode::RowWithoutId);
    place.drain().await;
    // 23:30 of the visit's day in Prague.
    tokio::time::sleep(38 * HOUR + 7 * MINUTE).await;
    assert_eq!(place.desk.video_report(visit).await.unwrap().url, None);
    assert_eq!(
        place.asked("export-call"),
        (0, 0),
        "before the day after the vendor is not asked"
    );
    assert!(!place.visit(visit).await.unwrap().may_report);
    tokio::time::sleep(HOUR).await;
    assert!(place.visit(visit).await.unwrap().may_report);
    let url = place.desk.video_report(visit).await.unwrap().url.unwrap();
    assert!(url.starts_with("https://") && url.contains("vykaz"), "{url}");
    let nobody = place.desk.video_report(Uuid::new_v4()).await.unwrap_err();
    assert_eq!(nobody.code, ErrorCode::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_report_that_is_not_there_yet_is_no_error() {
    for early in ["refused", "empty"] {
        let place = VideoPlace::empty().await;
        place.doctor_books("Petr Svoboda", "2026-11-22T18:00:00").await;
        let visit = place.refreshed().await.visits[0].id;
        place.change_dialect(json!({ "early_report": early })).await;
        // The vendor's clock is a day behind: its day after has not come.
        let skew = json!({ "ahead_seconds": -86_400 });
        place
            .at_vendor("POST", "/admin/videodoktor/clock", Some(skew))
            .await;
        assert_eq!(place.desk.video_report(visit).await.unwrap().url, None, "{early}");
        assert_eq!(place.asked("export-call").0, 1, "{early}");
    }
}

/// A list that was asked for before `work` and comes after it.
async fn with_a_late_list(place: &VideoPlace, work: impl Future<Output = ()>) {
    let fault = Fault {
        ms: 30_000,
        ..Fault::new("calls", FaultKind::Latency)
    };
    place.sandbox.set_fault(fault);
    let late = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        work.await;
        tokio::select! {
            () = place.desk.outbox().run() => unreachable!("the outbox runs until it is dropped"),
            () = tokio::time::sleep(Duration::from_secs(20)) => {}
        }
        assert!(place.unsent().await.is_empty());
    };
    tokio::join!(place.refreshed(), late);
}

#[tokio::test(start_paused = true)]
async fn a_list_from_before_a_booking_or_a_removal_does_not_take_it_back() {
    let place = VideoPlace::empty().await;
    let mut booked = None;
    let booking = async { booked = Some(place.book(form()).await.0) };
    with_a_late_list(&place, booking).await;
    let visit = booked.unwrap();
    assert!(place.visit(visit).await.unwrap().vendor_id.is_some());

    let removal = async {
        place.remove(visit).await;
    };
    with_a_late_list(&place, removal).await;
    assert!(place.visits().await.is_empty());
    assert!(place.calls().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_visit_that_the_vendor_names_again_is_there_again() {
    let place = VideoPlace::empty().await;
    place.doctor_books("Petr Svoboda", "2026-11-25T18:00:00").await;
    let visit = place.refreshed().await.visits[0].id;
    // An answer that is a list and yet not the whole one.
    place.change_dialect(json!({ "listed": "from_today" })).await;
    let ahead = json!({ "ahead_seconds": 5 * 86_400 });
    place
        .at_vendor("POST", "/admin/videodoktor/clock", Some(ahead))
        .await;
    tokio::time::sleep(MINUTE).await;
    place.refreshed().await;
    tokio::time::sleep(MINUTE).await;
    assert!(place.refreshed().await.visits.is_empty());
    place
        .at_vendor(
            "POST",
            "/admin/videodoktor/clock",
            Some(json!({ "ahead_seconds": 0 })),
        )
        .await;
    tokio::time::sleep(MINUTE).await;
    assert_eq!(place.refreshed().await.visits[0].id, visit);
}
