//! Lists of video visits that say less than is true: nothing is believed gone, removed or not booked because of one.

use std::time::Duration;

use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::video_place::{VideoPlace, form};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn one_list_that_names_nothing_hides_no_visit() {
    let place = VideoPlace::empty().await;
    place.doctor_books("Eva Dvořáková", "2026-11-24T18:00:00").await;
    place.doctor_books("Jana Nováková", "2026-11-25T18:00:00").await;
    assert_eq!(place.refreshed().await.visits.len(), 2);
    tokio::time::sleep(MINUTE).await;
    place.lists(&[json!([])]);
    assert_eq!(place.refreshed().await.visits.len(), 2);
    // Named again meanwhile: the next list that lacks them is a first one once more.
    tokio::time::sleep(MINUTE).await;
    assert_eq!(place.refreshed().await.visits.len(), 2);
    tokio::time::sleep(MINUTE).await;
    place.lists(&[json!([])]);
    assert_eq!(place.refreshed().await.visits.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn visits_that_are_gone_at_once_are_looked_for_a_second_time_soon() {
    let place = VideoPlace::empty().await;
    let one = place.doctor_books("Eva Dvořáková", "2026-11-24T18:00:00").await;
    let other = place.doctor_books("Jana Nováková", "2026-11-25T18:00:00").await;
    place.doctor_books("Petr Svoboda", "2026-11-26T18:00:00").await;
    place.run_for(MINUTE).await;
    assert_eq!(place.visits().await.len(), 3);
    place.doctor_removes(&one).await;
    place.doctor_removes(&other).await;
    assert_eq!(place.refreshed().await.visits.len(), 3);
    // Asked twice at once, nothing more is known.
    assert_eq!(place.refreshed().await.visits.len(), 3);
    place.run_for(MINUTE).await;
    assert_eq!(place.visits().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_names_nothing_does_not_prove_a_removal() {
    let place = VideoPlace::empty().await;
    let (visit, _) = place.book(form()).await;
    place.drain().await;
    place
        .sandbox
        .set_fault(Fault::new("remove-call", FaultKind::DropBefore));
    let removal = place.remove(visit).await;
    let named = place.visit(visit).await.unwrap().vendor_id.unwrap();
    let truth = json!([{ "meet_id": named, "pacient_jmeno": "Jana Nováková" }]);
    place.lists(&[truth, json!([]), json!([]), json!([])]);
    let unsent = place.drain().await;
    assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine));
    assert_eq!(place.calls().await.len(), 1);
    place.decide(removal.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(removal.entry).await, EntryState::Done);
    assert!(place.calls().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_new_visit_of_that_name_whose_time_cannot_be_read_is_a_persons_to_judge() {
    let place = VideoPlace::empty().await;
    place
        .sandbox
        .set_fault(Fault::new("create-call", FaultKind::DropAfter));
    place.book(form()).await;
    let unreadable = json!([{
        "meet_id": "k900", "meet_url": "https://call.example/k900", "meet_time": "zítra",
        "pacient_jmeno": "Jana Nováková",
    }]);
    place.lists(&[json!([]), unreadable.clone(), unreadable]);
    let unsent = place.drain().await;
    assert!(
        matches!(&unsent[0].question, Some(Question::Ambiguous { candidates: 1, codes }) if codes.len() == 1)
    );
    assert_eq!(place.asked("create-call"), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_was_ahead_does_not_keep_a_visit_that_is_gone() {
    let mut place = VideoPlace::empty().await;
    let gone = place.doctor_books("Eva Dvořáková", "2026-11-27T18:00:00").await;
    place.doctor_books("Jana Nováková", "2026-11-27T19:00:00").await;
    place.reopen_at("2026-11-25T08:18:00Z").await;
    assert_eq!(place.refreshed().await.visits.len(), 2);
    place.reopen_at("2026-11-23T08:18:00Z").await;
    place.doctor_removes(&gone).await;
    assert_eq!(place.refreshed().await.visits.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_visit_asked_for_before_a_restart_is_a_persons_whatever_the_clock_says() {
    for start in ["2026-11-23T09:30:00Z", "2026-11-23T07:30:00Z"] {
        let mut place = VideoPlace::empty().await;
        let (_, accepted) = place.book(form()).await;
        place.reopen_at(start).await;
        let unsent = place.drain().await;
        assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine), "{start}");
        assert!(place.calls().await.is_empty(), "{start}");
        place.decide(accepted.entry, Decision::Send).await;
        assert!(place.drain().await.is_empty(), "{start}");
        assert_eq!(place.calls().await.len(), 1, "{start}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_visit_that_was_refused_when_a_copy_was_made_is_looked_for_before_it_is_booked_after_it_took_its_place()
 {
    let mut place = VideoPlace::empty().await;
    // The list cannot be had, so that nothing is known of what stood there before.
    place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("calls", FaultKind::Empty)
    });
    let (visit, accepted) = place.book(form()).await;
    let left = place.drain().await;
    assert_eq!((left[0].state, left[0].lost), (EntryState::Refused, 0));
    place.desk.copy_store().await.unwrap();
    // It is sent again and booked, and then the disk fails.
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.asked("create-call"), (1, 1));
    place.restore_the_copy().await;
    let left = place.drain().await;
    assert_eq!((left[0].state, left[0].lost), (EntryState::Refused, 1));
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.asked("create-call"), (1, 1), "it was there by then");
    assert!(place.visit(visit).await.unwrap().vendor_id.is_some());
}
