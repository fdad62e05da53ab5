//! Bookings and removals whose answers are lost: at most one visit at the vendor, and every one ends there or in
//! front of a person.

use std::sync::atomic::Ordering;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_sandbox::{Fault, FaultKind};

use crate::video_place::{VideoPlace, form};

const EFFECT_THEN_NO_ANSWER: [FaultKind; 6] = [
    FaultKind::DropAfter,
    FaultKind::BrokenAfter,
    FaultKind::CutBody,
    FaultKind::BrokenJson,
    FaultKind::Empty,
    FaultKind::Huge,
];
const NO_EFFECT: [FaultKind; 3] = [FaultKind::DropBefore, FaultKind::Broken, FaultKind::Html];

#[tokio::test(start_paused = true)]
async fn a_booking_that_arrived_without_an_answer_is_found_and_not_made_again() {
    for kind in EFFECT_THEN_NO_ANSWER {
        let place = VideoPlace::empty().await;
        place.sandbox.set_fault(Fault::new("create-call", kind));
        let (visit, accepted) = place.book(form()).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(place.asked("create-call"), (1, 1), "{kind:?}");
        let booked = place.visit(visit).await.unwrap();
        assert!(booked.vendor_id.is_some() && booked.url.is_some(), "{kind:?}");
        assert_eq!(place.visits().await.len(), 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_booking_that_never_arrived_is_made_again_only_by_a_person() {
    for kind in NO_EFFECT {
        let place = VideoPlace::empty().await;
        place.sandbox.set_fault(Fault::new("create-call", kind));
        let (visit, accepted) = place.book(form()).await;
        let unsent = place.drain().await;
        assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine), "{kind:?}");
        assert_eq!(place.asked("create-call"), (1, 0), "{kind:?}");
        place.decide(accepted.entry, Decision::Send).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.asked("create-call"), (2, 1), "{kind:?}");
        assert!(place.visit(visit).await.unwrap().vendor_id.is_some(), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_asks_to_wait_is_not_asked_behind_a_persons_back() {
    let place = VideoPlace::empty().await;
    place
        .sandbox
        .set_fault(Fault::new("create-call", FaultKind::TooMany));
    let (_, accepted) = place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (&unsent[0].question, unsent[0].reason),
        (&Some(Question::NeedsLiveLine), Some(ErrorCode::VendorBusy))
    );
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_died_is_replaced_and_two_in_a_row_are_no_refused_key() {
    let place = VideoPlace::empty().await;
    place.meddling.forget_tokens.store(1, Ordering::SeqCst);
    place.book(form()).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), 1);

    let place = VideoPlace::empty().await;
    place.meddling.forget_tokens.store(2, Ordering::SeqCst);
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
            Some("X003")
        )
    );
    assert!(place.calls().await.is_empty());
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_had_means_that_nothing_was_booked() {
    // The list before the booking takes the first token, the booking the second.
    for kind in [FaultKind::DropAfter, FaultKind::Broken, FaultKind::CutBody] {
        let place = VideoPlace::empty().await;
        place.sandbox.set_fault(Fault {
            after: 1,
            ..Fault::new("verify", kind)
        });
        let (_, accepted) = place.book(form()).await;
        let unsent = place.drain().await;
        assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine), "{kind:?}");
        assert_eq!(place.asked("create-call"), (0, 0), "{kind:?}");
        place.decide(accepted.entry, Decision::Send).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.asked("create-call"), (1, 1), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_vendor_that_books_after_all_is_noticed_before_another_try() {
    let place = VideoPlace::empty().await;
    place
        .sandbox
        .set_fault(Fault::new("create-call", FaultKind::DropBefore));
    let (visit, accepted) = place.book(form()).await;
    assert_eq!(place.drain().await[0].question, Some(Question::NeedsLiveLine));
    let late = place.doctor_books("JANA NOVAKOVA", "2026-11-24T20:00:00").await;
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.asked("create-call"), (1, 0));
    assert_eq!(place.visit(visit).await.unwrap().vendor_id, Some(late));
    assert_eq!(place.calls().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn several_visits_that_could_be_it_are_a_persons_to_judge() {
    let place = VideoPlace::empty().await;
    place
        .sandbox
        .set_fault(Fault::new("create-call", FaultKind::DropAfter));
    let (_, accepted) = place.book(form()).await;
    let (_, unsent) = tokio::join!(
        async {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            place.doctor_books("Jana Nováková", "2026-11-24T20:00:00").await
        },
        place.drain()
    );
    assert!(
        matches!(&unsent[0].question, Some(Question::Ambiguous { candidates: 2, codes }) if codes.len() == 2)
    );
    place.decide(accepted.entry, Decision::Discard).await;
    assert_eq!(place.refreshed().await.visits.len(), 2);
    assert_eq!(place.asked("create-call"), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_visit_of_that_name_that_was_there_before_is_not_taken_for_the_booking() {
    let place = VideoPlace::empty().await;
    place.doctor_books("Jana Nováková", "2026-11-24T20:00:00").await;
    place
        .sandbox
        .set_fault(Fault::new("create-call", FaultKind::DropBefore));
    place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine));
}

#[tokio::test(start_paused = true)]
async fn a_booking_that_the_list_shows_before_its_answer_is_shown_once() {
    let place = VideoPlace::empty().await;
    place
        .sandbox
        .set_fault(Fault::new("create-call", FaultKind::DropAfter));
    let (visit, accepted) = place.book(form()).await;
    tokio::select! {
        () = place.desk.outbox().run() => unreachable!("the outbox runs until it is dropped"),
        () = tokio::time::sleep(std::time::Duration::from_millis(500)) => {}
    }
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Unknown);
    let shown = place.refreshed().await.visits;
    assert_eq!(shown.iter().map(|visit| visit.id).collect::<Vec<_>>(), [visit]);
    assert!(place.drain().await.is_empty());
    let shown = place.refreshed().await.visits;
    assert_eq!(shown.iter().map(|visit| visit.id).collect::<Vec<_>>(), [visit]);
    assert!(shown[0].vendor_id.is_some() && shown[0].pending.is_none());
}

#[tokio::test(start_paused = true)]
async fn the_same_visit_wished_twice_is_made_once_and_the_second_wish_told() {
    let place = VideoPlace::empty().await;
    let (first, _) = place.book(form()).await;
    place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (unsent.len(), unsent[0].state, unsent[0].vendor_code.as_deref()),
        (1, EntryState::Refused, Some("X024"))
    );
    assert_eq!(place.calls().await.len(), 1);
    let shown = place.refreshed().await.visits;
    assert_eq!(shown.iter().map(|visit| visit.id).collect::<Vec<_>>(), [first]);
}

#[tokio::test(start_paused = true)]
async fn a_removal_without_an_answer_is_looked_for() {
    for kind in EFFECT_THEN_NO_ANSWER {
        let place = VideoPlace::empty().await;
        let (visit, _) = place.book(form()).await;
        place.drain().await;
        place.sandbox.set_fault(Fault::new("remove-call", kind));
        let removal = place.remove(visit).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.state_of(removal.entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(place.asked("remove-call"), (1, 1), "{kind:?}");
        assert!(place.visits().await.is_empty(), "{kind:?}");
    }
    for kind in NO_EFFECT {
        let place = VideoPlace::empty().await;
        let (visit, _) = place.book(form()).await;
        place.drain().await;
        place.sandbox.set_fault(Fault::new("remove-call", kind));
        let removal = place.remove(visit).await;
        let unsent = place.drain().await;
        assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine), "{kind:?}");
        assert!(
            place.visit(visit).await.unwrap().pending.unwrap().removing,
            "{kind:?}"
        );
        place.decide(removal.entry, Decision::Send).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert!(place.calls().await.is_empty(), "{kind:?}");
        assert!(place.visits().await.is_empty(), "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_visit_that_somebody_removed_already_counts_as_removed() {
    let place = VideoPlace::empty().await;
    let (visit, _) = place.book(form()).await;
    place.drain().await;
    let vendor_id = place.visit(visit).await.unwrap().vendor_id.unwrap();
    place.doctor_removes(&vendor_id).await;
    let removal = place.remove(visit).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(removal.entry).await, EntryState::Done);
    assert!(place.visits().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_absence_of_a_past_visit_from_the_list_does_not_prove_its_removal() {
    let place = VideoPlace::empty().await;
    place.doctor_books("Petr Svoboda", "2026-11-23T08:00:00").await;
    let visit = place.refreshed().await.visits[0].id;
    place
        .change_dialect(serde_json::json!({ "listed": "from_today" }))
        .await;
    tokio::time::sleep(std::time::Duration::from_secs(24 * 3600)).await;
    place
        .sandbox
        .set_fault(Fault::new("remove-call", FaultKind::DropBefore));
    let removal = place.remove(visit).await;
    assert_eq!(place.drain().await[0].question, Some(Question::NeedsLiveLine));
    assert_eq!(place.calls().await.len(), 1);
    place.decide(removal.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert!(place.calls().await.is_empty());
}
