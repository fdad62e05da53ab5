//! What a write to a practice must not lose: what others did meanwhile, what came after it, what was odd before it.

use std::time::Duration;

use frontdesk_desk::agenda::{AppointmentRow, SetStatus, Stage};
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::alfadocs::set;
use crate::desk::Place;

const UPDATE: &str = "update-appointment";

async fn at_practice(place: &Place, row: &AppointmentRow) -> Value {
    let id = row.vendor_id.clone().unwrap();
    place.at_practice(&format!("appointments/{id}")).await
}

async fn colleague(place: &Place, row: &AppointmentRow, change: Value) -> Value {
    let id = row.vendor_id.clone().unwrap();
    place.colleague(&format!("appointments/{id}"), change).await
}

async fn tick_under(place: &Place, row: &AppointmentRow, key: &str, intent: Uuid) {
    let request = SetStatus {
        appointment: row.id,
        key: key.into(),
        value: true,
        reason: None,
        intent,
    };
    place
        .desk
        .outbox()
        .set_status(request, Duration::ZERO)
        .await
        .unwrap();
}

fn theirs(question: Option<&Question>) -> Option<(&str, &str)> {
    match question {
        Some(Question::Conflict { fields }) => Some((fields[0].theirs.as_str(), fields[0].before.as_str())),
        _ => None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_state_set_in_the_last_moment_is_asked_about_and_not_overwritten() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    // The answer to the first look is long on its way; a colleague acts before the second one.
    place.sandbox.set_fault(Fault {
        ms: 1_000,
        ..Fault::new("alfadocs/appointment", FaultKind::Latency)
    });
    place.tick(&row, "waiting", true).await;
    let acting = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        colleague(&place, &row, json!({ "state": "done" })).await;
        tokio::time::sleep(Duration::from_secs(10)).await;
    };
    place.while_running_outbox(acting).await;
    assert_eq!(at_practice(&place, &row).await["state"], "done");
    let left = place.drain().await;
    assert_eq!(theirs(left[0].question.as_ref()), Some(("Done", "Confirmed")));
    assert_eq!(place.practice_asked(UPDATE, true), 0);
}

#[tokio::test(start_paused = true)]
async fn a_tick_that_happened_is_never_told_as_refused() {
    for status in [403, 404, 500] {
        // The visit is read before the wish, before the writing, and after an answer without a row.
        for operation in ["alfadocs/appointment", "alfadocs/context"] {
            let place = Place::filled_practice(&json!({})).await;
            let row = place.visit_in(Stage::Confirmed).await;
            place
                .sandbox
                .set_fault(Fault::new("alfadocs/update-appointment", FaultKind::Empty));
            place.sandbox.set_fault(Fault {
                status: Some(status),
                after: if operation.ends_with("appointment") { 2 } else { 0 },
                ..Fault::new(operation, FaultKind::Html)
            });
            let accepted = place.tick(&row, "waiting", true).await;
            assert!(place.drain().await.is_empty(), "{operation} {status}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
            assert_eq!(at_practice(&place, &row).await["state"], "waiting");
            assert_eq!(set(&place.row(row.id).await), ["waiting"]);
            assert_eq!(place.practice_asked(UPDATE, true), 1, "{operation} {status}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_state_that_the_desk_does_not_know_is_a_state_all_the_same() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Expected).await;
    colleague(&place, &row, json!({ "state": "rescheduled" })).await;
    let accepted = place.tick(&row, "waiting", true).await;
    let left = place.drain().await;
    assert_eq!(theirs(left[0].question.as_ref()), Some(("rescheduled", "")));
    assert_eq!(at_practice(&place, &row).await["state"], "rescheduled");
    place.decide(accepted.entry, Decision::Discard).await;
    place.run(Duration::from_secs(61)).await;
    let shown = place.row(row.id).await;
    let marks: Vec<_> = shown.statuses.iter().filter(|mark| mark.set).collect();
    assert_eq!(marks.len(), 1, "it is shown under its own word");
    assert_eq!((marks[0].name.as_str(), marks[0].active), ("rescheduled", false));
    let intent = Uuid::new_v4();
    tick_under(&place, &row, "waiting", intent).await;
    assert!(
        place.drain().await.is_empty(),
        "what the person saw is no conflict"
    );
    assert_eq!(set(&place.row(row.id).await), ["waiting"]);
}

#[tokio::test(start_paused = true)]
async fn undo_after_a_conflict_sets_what_was_replaced() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    colleague(&place, &row, json!({ "state": "in_care" })).await;
    let intent = Uuid::new_v4();
    tick_under(&place, &row, "waiting", intent).await;
    let left = place.drain().await;
    assert_eq!(theirs(left[0].question.as_ref()), Some(("In care", "Confirmed")));
    place.decide(left[0].id, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(at_practice(&place, &row).await["state"], "waiting");
    place.desk.outbox().undo(intent).await.unwrap();
    assert!(place.drain().await.is_empty());
    assert_eq!(at_practice(&place, &row).await["state"], "in_care");
}
