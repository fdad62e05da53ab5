//! What a write to a practice must not lose: what others did meanwhile, what came after it, what was odd before it.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::agenda::{AppointmentRow, SetStatus, Stage};
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_desk::patients::{EditPatient, PatientForm};
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
        happened_at: None,
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
    assert_eq!(place.reading().await.offline_since, None, "the line is good");
    assert_eq!(place.practice_asked(UPDATE, true), 0);
}

#[tokio::test(start_paused = true)]
async fn a_tick_that_happened_is_never_told_as_refused() {
    let place = Place::filled_practice(&json!({})).await;
    let mut sent = 0;
    for status in [403, 404, 500] {
        // The visit is read before the wish, before the writing, and after an answer without a row.
        for (operation, after) in [("alfadocs/appointment", 2), ("alfadocs/context", 0)] {
            let row = place.visit_not_in(Stage::Arrived).await;
            place
                .sandbox
                .set_fault(Fault::new("alfadocs/update-appointment", FaultKind::Empty));
            place.sandbox.set_fault(Fault {
                status: Some(status),
                after,
                ..Fault::new(operation, FaultKind::Html)
            });
            let accepted = place.tick(&row, "waiting", true).await;
            assert!(place.drain().await.is_empty(), "{operation} {status}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
            assert_eq!(at_practice(&place, &row).await["state"], "waiting");
            assert_eq!(set(&place.row(row.id).await), ["waiting"]);
            sent += 1;
            assert_eq!(place.practice_asked(UPDATE, true), sent, "{operation} {status}");
            place.sandbox.faults().clear();
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

#[tokio::test(start_paused = true)]
async fn a_visit_of_an_unforeseen_shape_keeps_it_when_its_state_is_set() {
    for omitted in ["kept", "cleared"] {
        let place = Place::filled_practice(&json!({ "omitted": omitted })).await;
        let row = place.visit_in(Stage::Confirmed).await;
        let odd = json!({ "type": "homeVisit", "duration": 0, "chairId": "Poltrona", "operatorId": "N/A" });
        let mut before = colleague(&place, &row, odd).await;
        place.tick(&row, "waiting", true).await;
        assert!(place.drain().await.is_empty(), "{omitted}");
        before = at_practice_after(&place, &row, before).await;
        assert_eq!(before["type"], "homeVisit", "{omitted}");
        assert_eq!(before["chairId"], "Poltrona", "{omitted}");
    }
}

/// The visit at the practice, which must be as it was but for the state.
async fn at_practice_after(place: &Place, row: &AppointmentRow, mut before: Value) -> Value {
    let now = at_practice(place, row).await;
    before["state"] = json!("waiting");
    assert_eq!(now, before);
    now
}

#[tokio::test(start_paused = true)]
async fn a_visit_without_a_colour_is_refused_in_words_that_say_what_to_set() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.visit_in(Stage::Confirmed).await;
    colleague(&place, &row, json!({ "colorId": null })).await;
    let accepted = place.tick(&row, "waiting", true).await;
    let left = place.drain().await;
    assert_eq!(left[0].state, EntryState::Refused);
    let reason = left[0].reason.unwrap();
    assert_eq!(reason.as_str(), "record-incomplete");
    assert_eq!(place.practice_asked(UPDATE, false), 0);
    colleague(&place, &row, json!({ "colorId": 85661 })).await;
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(at_practice(&place, &row).await["state"], "waiting");
}

/// The form of a patient as the desk shows it, and its record.
async fn form_of(place: &Place, person: Uuid) -> (Uuid, PatientForm) {
    let page = place.desk.page(person).await.unwrap();
    let record = &page.records[0];
    let form = PatientForm {
        last_name: record.last_name.clone(),
        first_name: record.first_name.clone(),
        phone: record.phone.clone().unwrap_or_default(),
        email: record.email.clone().unwrap_or_default(),
        ..PatientForm::default()
    };
    (record.source.record, form)
}

/// The file of a patient at the practice.
async fn file_of(place: &Place, row: &AppointmentRow) -> Value {
    let id = row.patient.vendor_id.clone().unwrap();
    place.at_practice(&format!("patients/{id}")).await
}

#[tokio::test(start_paused = true)]
async fn a_name_that_was_written_stays_when_the_phone_is_refused() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.today().await.remove(0);
    let (record, before) = form_of(&place, row.patient.id).await;
    for operation in ["alfadocs/update-phone-number", "alfadocs/create-phone-number"] {
        place.sandbox.set_fault(Fault {
            status: Some(404),
            times: None,
            ..Fault::new(operation, FaultKind::Html)
        });
    }
    let after = PatientForm {
        last_name: "Quinternetto".into(),
        phone: "+39 399 1234567".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after, Duration::ZERO).await;
    let left = place.drain().await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].state, EntryState::Refused, "the phone");
    assert_eq!(file_of(&place, &row).await["fields"]["lastName"], "Quinternetto");
    let (_, shown) = form_of(&place, row.patient.id).await;
    assert_eq!(shown.last_name, "Quinternetto");
    assert_eq!(shown.phone, before.phone);
    place.at_vendor("DELETE", "/admin/faults", None).await;
    place.decide(left[0].id, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    let file = file_of(&place, &row).await;
    assert!(file["phones"].to_string().contains("3991234567"), "{file}");
    assert_eq!(file["fields"]["lastName"], "Quinternetto");
}

#[tokio::test(start_paused = true)]
async fn undo_of_an_edit_takes_back_its_phone_too() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.today().await.remove(0);
    let (record, before) = form_of(&place, row.patient.id).await;
    let after = PatientForm {
        last_name: "Quinternetto".into(),
        phone: "+39 399 1234567".into(),
        ..before.clone()
    };
    let hold = Duration::from_secs(5);
    let accepted = place.edit(record, &before, after, hold).await;
    place.desk.outbox().undo(accepted.intent).await.unwrap();
    let (_, shown) = form_of(&place, row.patient.id).await;
    assert_eq!(shown, before);
    assert!(place.drain().await.is_empty());
    for operation in ["update-patient", "update-phone-number", "create-phone-number"] {
        assert_eq!(place.practice_asked(operation, false), 0, "{operation}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_phone_change_that_the_practice_cannot_make_is_refused_in_the_form() {
    let place = Place::practice(150, &json!({})).await;
    place.fill().await;
    let mut with_two = None;
    for row in place.today().await {
        let page = place.desk.page(row.patient.id).await.unwrap();
        if page.phones.rows.len() > 1 {
            with_two = Some((row.patient.id, page.phones.rows[1].number.clone()));
        }
    }
    let (person, second) = with_two.unwrap();
    let (record, before) = form_of(&place, person).await;
    for (phone, reason) in [(String::new(), "cannot-be-cleared"), (second, "known-already")] {
        let request = EditPatient {
            record,
            before: before.clone(),
            after: PatientForm {
                phone,
                ..before.clone()
            },
            intent: Uuid::new_v4(),
        };
        let outbox = place.desk.outbox();
        let refusal = outbox.edit_patient(request, Duration::ZERO).await.unwrap_err();
        assert_eq!(refusal.code, ErrorCode::InvalidField);
        assert_eq!(refusal.params.0["field"], "phone");
        assert_eq!(refusal.params.0["reason"], reason);
    }
}
