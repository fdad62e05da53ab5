//! Vendors that never give a usable answer: nothing is sent to them for ever, and somebody is told.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_sandbox::{Fault, FaultKind, Vendor as Server};

use crate::desk::Place;
use crate::lab_place::{Lab, pdf};

const HOUR: Duration = Duration::from_secs(3600);

fn always(operation: &str, kind: FaultKind) -> Fault {
    Fault {
        times: None,
        ..Fault::new(operation, kind)
    }
}

fn uploads(lab: &Lab) -> usize {
    let seen = lab.place.sandbox.log(Server::Gensoft).seen();
    seen.iter()
        .filter(|seen| seen.operation == "upload-report")
        .count()
}

#[tokio::test(start_paused = true)]
async fn a_report_that_is_stored_without_a_usable_answer_is_a_persons_after_three_tries() {
    let lab = Lab::open().await;
    lab.place
        .sandbox
        .set_fault(always("gensoft/upload-report", FaultKind::BrokenAfter));
    let report = lab.report("10", &pdf());
    let entry = lab.place.desk.upload_report(report).await.unwrap().entry;
    let left = lab.place.outbox_for(2 * HOUR).await;
    assert_eq!(
        (left[0].state, &left[0].question),
        (EntryState::Asks, &Some(Question::LookThere))
    );
    assert_eq!(lab.versions("10").await, 3);
    lab.place.decide(entry, Decision::Happened).await;
    assert!(lab.place.outbox_for(HOUR).await.is_empty());
    assert_eq!(lab.place.state_of(entry).await, EntryState::Done);
    assert_eq!(lab.versions("10").await, 3);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_a_laboratory_goes_on_refusing_is_a_persons_after_growing_waits() {
    let lab = Lab::open().await;
    lab.place
        .sandbox
        .set_fault(always("gensoft/*", FaultKind::Unauthorized));
    let report = lab.report("10", &pdf());
    let entry = lab.place.desk.upload_report(report).await.unwrap().entry;
    lab.place.outbox_for(Duration::from_secs(50)).await;
    assert_eq!(uploads(&lab), 1);
    lab.place.outbox_for(Duration::from_secs(5 * 60)).await;
    assert_eq!(uploads(&lab), 2);
    let left = lab.place.outbox_for(2 * HOUR).await;
    assert_eq!(uploads(&lab), 4);
    assert_eq!(
        (left[0].state, left[0].reason),
        (EntryState::Asks, Some(ErrorCode::KeyRefused))
    );
    lab.place.sandbox.faults().clear();
    lab.place.decide(entry, Decision::Send).await;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.versions("10").await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_laboratory_that_always_asks_to_wait_is_asked_ever_less_often_and_gets_its_report_in_the_end() {
    let lab = Lab::open().await;
    lab.place
        .sandbox
        .set_fault(always("gensoft/upload-report", FaultKind::TooMany));
    let report = lab.report("10", &pdf());
    let entry = lab.place.desk.upload_report(report).await.unwrap().entry;
    lab.place.outbox_for(HOUR).await;
    let asked = uploads(&lab);
    assert!((3..200).contains(&asked), "{asked}");
    assert_eq!(lab.place.state_of(entry).await, EntryState::Waiting);
    lab.place.sandbox.faults().clear();
    assert!(lab.place.drain().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_tick_that_the_vendor_never_carries_out_ends_in_front_of_a_person() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place
        .sandbox
        .set_fault(always("set-appointment-status", FaultKind::Broken));
    let accepted = place.tick(&row, "2", true).await;
    let left = place.outbox_for(2 * HOUR).await;
    assert_eq!(
        (left[0].state, left[0].reason),
        (EntryState::Refused, Some(ErrorCode::NoEffect))
    );
    assert_eq!(place.asked("set-appointment-status"), 3);
    place.sandbox.faults().clear();
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("set-appointment-status"), 1);
}
