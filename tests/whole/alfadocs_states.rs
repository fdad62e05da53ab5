//! The six states of a visit: one takes the other away, and the visit stays where it is.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::agenda::{AppointmentRow, SetStatus, Stage};
use frontdesk_desk::outbox::{Decision, EntryState, FieldDifference, Question};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::alfadocs::{EFFECT_THEN_NO_ANSWER, NO_EFFECT, dialects, set};
use crate::desk::Place;

const UPDATE: &str = "update-appointment";

async fn at_practice(place: &Place, row: &AppointmentRow) -> Value {
    let id = row.vendor_id.clone().unwrap();
    place.at_practice(&format!("appointments/{id}")).await
}

async fn colleague(place: &Place, row: &AppointmentRow, change: Value) {
    let id = row.vendor_id.clone().unwrap();
    place.colleague(&format!("appointments/{id}"), change).await;
}

fn tick(row: &AppointmentRow, key: &str, intent: Uuid) -> SetStatus {
    SetStatus {
        appointment: row.id,
        key: key.into(),
        value: true,
        reason: None,
        happened_at: None,
        intent,
    }
}

/// The question that a tick in conflict asks.
fn conflict(yours: &str, theirs: &str, before: &str) -> Option<Question> {
    Some(Question::Conflict {
        fields: vec![FieldDifference {
            field: "status".to_owned(),
            yours: yours.to_owned(),
            theirs: theirs.to_owned(),
            before: before.to_owned(),
        }],
    })
}

#[tokio::test(start_paused = true)]
async fn each_state_is_set_and_nothing_else_of_the_visit_moves() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let row = place.visit_in(Stage::Expected).await;
        let mut before = at_practice(&place, &row).await;
        for (key, stage) in [
            ("confirmed", Stage::Confirmed),
            ("waiting", Stage::Arrived),
            ("in_care", Stage::WithDoctor),
            ("done", Stage::Done),
            ("absent", Stage::Missed),
            ("cancelled", Stage::Cancelled),
        ] {
            place.tick(&row, key, true).await;
            let shown = place.row(row.id).await;
            assert_eq!((set(&shown), shown.stage), (vec![key], stage), "at once");
            assert!(shown.pending);
            assert!(place.drain().await.is_empty(), "{dialect} {key}");
            let shown = place.row(row.id).await;
            assert_eq!(
                (set(&shown), shown.stage, shown.pending),
                (vec![key], stage, false)
            );
            before["state"] = json!(key);
            assert_eq!(at_practice(&place, &row).await, before, "{dialect} {key}");
        }
        assert_eq!(place.practice_asked(UPDATE, true), 6, "{dialect}");
        place.run(Duration::from_secs(60)).await;
        assert_eq!(set(&place.row(row.id).await), ["cancelled"]);
    }
}

#[tokio::test(start_paused = true)]
async fn while_a_tick_is_on_its_way_both_what_comes_and_what_goes_are_marked() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    place.tick(&row, "waiting", true).await;
    place.tick(&row, "in_care", true).await;
    let shown = place.row(row.id).await;
    let marks: Vec<_> = shown
        .statuses
        .iter()
        .map(|mark| (mark.key.as_str(), mark.set, mark.pending))
        .collect();
    assert_eq!(
        marks,
        [
            ("confirmed", false, true),
            ("waiting", false, false),
            ("in_care", true, true),
            ("done", false, false),
            ("absent", false, false),
            ("cancelled", false, false),
        ]
    );
    assert!(
        place.drain().await.is_empty(),
        "the second tick knows of the first"
    );
    assert_eq!(at_practice(&place, &row).await["state"], "in_care");
}

#[tokio::test(start_paused = true)]
async fn a_state_cannot_be_cleared() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    let request = SetStatus {
        value: false,
        ..tick(&row, "confirmed", Uuid::new_v4())
    };
    let refusal = place
        .desk
        .outbox()
        .set_status(request, Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(refusal.code, ErrorCode::InvalidField);
    assert_eq!(refusal.params.0["reason"], "cannot-be-cleared");
}

#[tokio::test(start_paused = true)]
async fn a_tick_whose_answer_was_lost_is_found_and_not_sent_again() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        for (sent, kind) in EFFECT_THEN_NO_ANSWER.into_iter().enumerate() {
            let row = place.visit_not_in(Stage::Arrived).await;
            place.sandbox.set_fault(Fault::new(UPDATE, kind));
            let accepted = place.tick(&row, "waiting", true).await;
            assert!(place.drain().await.is_empty(), "{dialect} {kind:?}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
            assert_eq!(place.practice_asked(UPDATE, true), sent + 1, "{dialect} {kind:?}");
            assert_eq!(at_practice(&place, &row).await["state"], "waiting");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_tick_that_never_arrived_is_sent_again_and_takes_effect_once() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let mut sent = 0;
        for operation in [UPDATE, "alfadocs/appointment"] {
            for kind in NO_EFFECT {
                let row = place.visit_not_in(Stage::Arrived).await;
                // The read before the writing is struck the second time: the first is to see what stands there.
                let after = u32::from(operation != UPDATE);
                place.sandbox.set_fault(Fault {
                    after,
                    ..Fault::new(operation, kind)
                });
                let accepted = place.tick(&row, "waiting", true).await;
                assert!(place.drain().await.is_empty(), "{dialect} {operation} {kind:?}");
                assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
                sent += 1;
                assert_eq!(place.practice_asked(UPDATE, true), sent, "{operation} {kind:?}");
                assert_eq!(at_practice(&place, &row).await["state"], "waiting");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn undo_takes_back_what_was_not_sent_and_sets_the_former_state_again_where_it_was() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    let before = at_practice(&place, &row).await;
    let held = Uuid::new_v4();
    let hold = Duration::from_secs(5);
    place
        .desk
        .outbox()
        .set_status(tick(&row, "waiting", held), hold)
        .await
        .unwrap();
    assert_eq!(set(&place.row(row.id).await), ["waiting"]);
    place.desk.outbox().undo(held).await.unwrap();
    assert_eq!(set(&place.row(row.id).await), ["confirmed"]);
    let sent = Uuid::new_v4();
    let request = tick(&row, "waiting", sent);
    place
        .desk
        .outbox()
        .set_status(request, Duration::ZERO)
        .await
        .unwrap();
    place.drain().await;
    let first = place.desk.outbox().undo(sent).await.unwrap();
    assert_eq!(set(&place.row(row.id).await), ["confirmed"], "at once");
    assert_eq!(place.desk.outbox().undo(sent).await.unwrap().entry, first.entry);
    assert!(place.drain().await.is_empty());
    assert_eq!(at_practice(&place, &row).await, before);
    assert_eq!(place.practice_asked(UPDATE, true), 2);
}

#[tokio::test(start_paused = true)]
async fn undo_cannot_take_away_a_first_state_that_was_sent() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Expected).await;
    let intent = Uuid::new_v4();
    let request = tick(&row, "waiting", intent);
    place
        .desk
        .outbox()
        .set_status(request, Duration::ZERO)
        .await
        .unwrap();
    place.drain().await;
    let refusal = place.desk.outbox().undo(intent).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::TooLateToUndo);
}

#[tokio::test(start_paused = true)]
async fn a_state_that_somebody_changed_meanwhile_is_asked_about_in_words() {
    for decision in [Decision::Send, Decision::Discard] {
        let place = Place::filled_practice(&json!({})).await;
        let row = place.visit_in(Stage::Confirmed).await;
        colleague(&place, &row, json!({ "state": "in_care" })).await;
        let accepted = place.tick(&row, "waiting", true).await;
        let left = place.drain().await;
        assert_eq!(left[0].question, conflict("Waiting", "In care", "Confirmed"));
        assert_eq!(place.practice_asked(UPDATE, true), 0);
        place.decide(accepted.entry, decision).await;
        assert!(place.drain().await.is_empty());
        place.run(Duration::from_secs(60)).await;
        let wanted = match decision {
            Decision::Send => "waiting",
            Decision::Discard | Decision::Happened | Decision::Edit | Decision::Theirs => "in_care",
        };
        assert_eq!(at_practice(&place, &row).await["state"], wanted);
        assert_eq!(set(&place.row(row.id).await), [wanted]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_yes_is_to_the_conflict_that_was_asked_and_to_no_other() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Expected).await;
    colleague(&place, &row, json!({ "state": "absent" })).await;
    let accepted = place.tick(&row, "waiting", true).await;
    let left = place.drain().await;
    assert_eq!(left[0].question, conflict("Waiting", "Absent", ""));
    colleague(&place, &row, json!({ "state": "cancelled" })).await;
    place.decide(accepted.entry, Decision::Send).await;
    let left = place.drain().await;
    assert_eq!(left[0].question, conflict("Waiting", "Cancelled", ""));
}

#[tokio::test(start_paused = true)]
async fn a_state_that_is_already_as_wanted_is_not_sent() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    colleague(&place, &row, json!({ "state": "waiting" })).await;
    place.tick(&row, "waiting", true).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.practice_asked(UPDATE, false), 0);
    assert_eq!(set(&place.row(row.id).await), ["waiting"]);
}

#[tokio::test(start_paused = true)]
async fn a_visit_that_was_moved_meanwhile_stays_where_it_was_moved_to() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let row = place.visit_in(Stage::Confirmed).await;
        let moved = json!({ "date": "2026-11-25 11:30:00", "colorId": 85665, "duration": 45 });
        colleague(&place, &row, moved).await;
        place.tick(&row, "cancelled", true).await;
        assert!(place.drain().await.is_empty(), "{dialect}");
        let now = at_practice(&place, &row).await;
        assert_eq!(now["date"], "2026-11-25 11:30:00", "{dialect}");
        assert_eq!((&now["colorId"], &now["duration"]), (&json!(85665), &json!(45)));
        assert_eq!(now["state"], "cancelled");
    }
}

#[tokio::test(start_paused = true)]
async fn a_visit_that_is_gone_is_asked_about_and_a_broken_line_is_no_sign_of_it() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let row = place.visit_in(Stage::Confirmed).await;
        // A gateway that says "not found" to everything.
        place.sandbox.set_fault(Fault {
            status: Some(404),
            times: None,
            ..Fault::new("alfadocs/*", FaultKind::Html)
        });
        place.tick(&row, "waiting", true).await;
        let left = place.outbox_for(Duration::from_secs(60)).await;
        assert_eq!(left[0].question, None, "{dialect}");
        place.at_vendor("DELETE", "/admin/faults", None).await;
        place
            .colleague_deletes(&format!("appointments/{}", row.vendor_id.clone().unwrap()))
            .await;
        let left = place.drain().await;
        assert_eq!(left[0].question, Some(Question::Vanished), "{dialect}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_that_was_asked_for_before_a_tick_does_not_take_it_back() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    place.sandbox.set_fault(Fault {
        ms: 3_000,
        ..Fault::new("alfadocs/appointments", FaultKind::Latency)
    });
    let read = place.desk.sync().refresh_today(place.connection.id);
    let write = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let accepted = place.tick(&row, "waiting", true).await;
        let outbox = place.desk.outbox();
        let done = outbox
            .settled(accepted.entry, Duration::from_secs(2))
            .await
            .unwrap();
        assert_eq!(done.state, EntryState::Done);
    };
    let both = async { futures::join!(read, write).0.unwrap() };
    place.while_running_outbox(both).await;
    assert_eq!(set(&place.row(row.id).await), ["waiting"]);
}
