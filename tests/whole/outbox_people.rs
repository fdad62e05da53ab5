//! What people do with actions: take them back, do them twice, decide about them.

use std::time::Duration;

use frontdesk_desk::agenda::SetStatus;
use frontdesk_desk::connections::StageChoice;
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_desk::patients::{CreatePatient, EditPatient, PatientForm};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::outbox_lost_answers::somebody;

const HOLD: Duration = Duration::from_secs(5);

#[tokio::test(start_paused = true)]
async fn undo_within_the_held_moment_never_reaches_the_vendor() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let intent = Uuid::new_v4();
    let tick = SetStatus {
        appointment: row.id,
        key: "2".into(),
        value: true,
        reason: None,
        happened_at: None,
        intent,
    };
    let accepted = place.desk.outbox().set_status(tick, HOLD).await.unwrap();
    assert_eq!(accepted.state, EntryState::Held);
    place.outbox_for(Duration::from_secs(2)).await;
    assert_eq!(
        place.desk.outbox().undo(intent).await.unwrap().state,
        EntryState::Discarded
    );
    assert!(!place.row(row.id).await.pending);
    place.drain().await;
    assert_eq!(place.asked("set-appointment-status"), 0);
}

#[tokio::test(start_paused = true)]
async fn undo_after_it_was_sent_sends_the_opposite_once() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let intent = Uuid::new_v4();
    let tick = SetStatus {
        appointment: row.id,
        key: "2".into(),
        value: true,
        reason: None,
        happened_at: None,
        intent,
    };
    place.desk.outbox().set_status(tick, HOLD).await.unwrap();
    place.drain().await;
    assert_eq!(place.carried_out("set-appointment-status"), 1);
    let first = place.desk.outbox().undo(intent).await.unwrap();
    let again = place.desk.outbox().undo(intent).await.unwrap();
    assert_eq!(first.entry, again.entry, "undoing twice is one undo");
    place.drain().await;
    assert_eq!(place.carried_out("set-appointment-status"), 2);
    assert!(place.row(row.id).await.statuses.iter().all(|mark| !mark.set));
    // Undoing the undo is a tick again.
    place.desk.outbox().undo(first.intent).await.unwrap();
    place.drain().await;
    assert!(
        place
            .row(row.id)
            .await
            .statuses
            .iter()
            .any(|mark| mark.key == "2" && mark.set)
    );
}

#[tokio::test(start_paused = true)]
async fn the_same_intent_given_twice_acts_once() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let tick = SetStatus {
        appointment: row.id,
        key: "2".into(),
        value: true,
        reason: None,
        happened_at: None,
        intent: Uuid::new_v4(),
    };
    let first = place
        .desk
        .outbox()
        .set_status(tick.clone(), Duration::ZERO)
        .await
        .unwrap();
    place.drain().await;
    let second = place
        .desk
        .outbox()
        .set_status(tick, Duration::ZERO)
        .await
        .unwrap();
    assert_eq!((second.entry, second.state), (first.entry, EntryState::Done));
    place.drain().await;
    assert_eq!(place.carried_out("set-appointment-status"), 1);

    let form = newcomer();
    let create = CreatePatient {
        connection: place.connection.id,
        form,
        intent: Uuid::new_v4(),
    };
    let one = place
        .desk
        .outbox()
        .create_patient(create.clone(), Duration::ZERO)
        .await
        .unwrap();
    let two = place
        .desk
        .outbox()
        .create_patient(create, Duration::ZERO)
        .await
        .unwrap();
    assert_eq!(one.0, two.0, "one person");
    place.drain().await;
    assert_eq!(place.carried_out("create-patient"), 1);
}

#[tokio::test(start_paused = true)]
async fn what_the_vendor_already_shows_is_not_sent() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let path = format!("/admin/medsoft/appointments/{}", row.vendor_id.clone().unwrap());
    place
        .at_vendor("POST", &path, Some(json!({"flags": {"2": true}})))
        .await;
    let accepted = place.tick(&row, "2", true).await;
    place.drain().await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.asked("set-appointment-status"), 0);
}

#[tokio::test(start_paused = true)]
async fn ticks_on_one_appointment_are_sent_in_the_order_they_were_made() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place
        .sandbox
        .set_fault(Fault::new("set-appointment-status", FaultKind::Broken).times(2));
    place.tick(&row, "2", true).await;
    place.tick(&row, "3", true).await;
    place.tick(&row, "2", false).await;
    assert!(place.drain().await.is_empty());
    let flags: Vec<String> = place
        .sandbox
        .medsoft_log()
        .seen()
        .iter()
        .filter(|seen| seen.operation == "set-appointment-status" && seen.applied)
        .filter_map(|seen| seen.path.split("/status/").nth(1).map(str::to_owned))
        .collect();
    assert_eq!(flags, ["2/true", "3/true", "2/false"]);
}

#[tokio::test(start_paused = true)]
async fn one_stuck_entry_does_not_hold_up_another_patient() {
    let place = Place::filled().await;
    let rows = place.today().await;
    let mut free = rows
        .iter()
        .filter(|row| row.vendor_id.is_some() && row.statuses.iter().all(|mark| !mark.set));
    let (first, second) = (free.next().unwrap(), free.next().unwrap());
    place.sandbox.set_fault(Fault {
        ms: 25_000,
        ..Fault::new("set-appointment-status", FaultKind::Latency)
    });
    let slow = place.tick(first, "2", true).await;
    let quick = place.tick(second, "2", true).await;
    place.outbox_for(Duration::from_secs(5)).await;
    assert_eq!(place.state_of(slow.entry).await, EntryState::Sending);
    assert_eq!(place.state_of(quick.entry).await, EntryState::Done);
}

#[tokio::test(start_paused = true)]
async fn a_renamed_status_is_asked_about_before_it_is_sent() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let was = row
        .statuses
        .iter()
        .find(|mark| mark.key == "2")
        .unwrap()
        .name
        .clone();
    place
        .at_vendor(
            "POST",
            "/admin/medsoft/statuses/2",
            Some(json!({"name": "Anulat telefonic"})),
        )
        .await;
    let accepted = place.tick(&row, "2", true).await;
    let left = place.drain().await;
    assert_eq!(
        left[0].question,
        Some(Question::LabelChanged {
            was,
            now: "Anulat telefonic".into()
        })
    );
    assert_eq!(place.asked("set-appointment-status"), 0);

    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("set-appointment-status"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_appointment_that_left_the_vendor_is_a_question_not_an_error() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let path = format!("/admin/medsoft/appointments/{}", row.vendor_id.clone().unwrap());
    place.at_vendor("DELETE", &path, None).await;
    let accepted = place.tick(&row, "2", true).await;
    assert_eq!(place.drain().await[0].question, Some(Question::Vanished));
    place.decide(accepted.entry, Decision::Discard).await;
    assert!(place.drain().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_edit_leaves_alone_what_a_colleague_changed_meanwhile() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"email": "nou@example.test"})))
        .await;
    let after = PatientForm {
        phone: "0733 000 111".into(),
        ..before.clone()
    };
    place.edit(record, &before, after, Duration::ZERO).await;
    assert!(place.drain().await.is_empty());
    let shown = place.at_vendor("GET", &path, None).await;
    assert_eq!(shown["email"], "nou@example.test");
    assert!(
        shown["phone"]
            .as_str()
            .unwrap()
            .replace(' ', "")
            .ends_with("733000111"),
        "{shown}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_unsent_edit_does_not_jump_back_when_the_vendor_is_read_again() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let after = PatientForm {
        last_name: "Ghimpețeanu".into(),
        ..before.clone()
    };
    place
        .edit(record, &before, after, Duration::from_secs(3600))
        .await;
    let person = place.find("ghimpeteanu").await[0].id;
    place.desk.refresh_patient(person).await.unwrap();
    let page = place.desk.page(person).await.unwrap();
    assert_eq!(page.records[0].last_name, "Ghimpețeanu");
    assert_eq!(page.records[0].pending_fields, ["last_name"]);
    assert_eq!(place.find("ghimpeteanu").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_edit_taken_back_shows_what_was_before_again() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let intent = Uuid::new_v4();
    let after = PatientForm {
        last_name: "Ghimpețeanu".into(),
        ..before.clone()
    };
    let request = EditPatient {
        record,
        before: before.clone(),
        after,
        intent,
    };
    place.desk.outbox().edit_patient(request, HOLD).await.unwrap();
    place.desk.outbox().undo(intent).await.unwrap();
    assert!(place.find("ghimpeteanu").await.is_empty());
    assert!(!place.find(&before.last_name).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_vendors_no_reaches_a_person_in_the_vendors_words() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let (person, accepted) = place.create(newcomer(), HOLD).await;
    // Not the vendor's own no, but the same way: an operation switched off at the clinic.
    place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("create-patient", FaultKind::Empty)
    });
    let left = place.drain().await;
    assert_eq!(left[0].state, EntryState::Refused);
    assert!(left[0].may.contains(&Decision::Send) && left[0].may.contains(&Decision::Discard));
    assert_eq!(
        place.find("zarnescu").await.len(),
        0,
        "a person who exists nowhere is not offered"
    );

    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.find("zarnescu").await[0].id, person);
    drop(row);
}

pub async fn code_of(place: &Place, record: Uuid) -> String {
    place.desk.accounts().record(record).await.unwrap().1.unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_renamed_status_means_nothing_until_a_person_says_so_and_an_unsent_tick_keeps_its_words() {
    let place = Place::filled().await;
    let table = place.desk.accounts().statuses(place.connection.id).await.unwrap();
    let choices = table.labels.iter().map(|label| StageChoice {
        key: label.key.clone(),
        stage: label.stage,
    });
    place
        .desk
        .accounts()
        .confirm_stages(place.connection.id, choices.collect())
        .await
        .unwrap();
    let rows = place.free().await;
    place.sandbox.faults().set_down(true);
    place.tick(&rows[0], "2", true).await;
    place.sandbox.faults().set_down(false);
    let was = rows[0]
        .statuses
        .iter()
        .find(|mark| mark.key == "2")
        .unwrap()
        .name
        .clone();
    place
        .at_vendor(
            "POST",
            "/admin/medsoft/statuses/2",
            Some(json!({"name": "A plecat"})),
        )
        .await;
    tokio::select! {
        () = place.desk.sync().run() => unreachable!("reading runs until it is dropped"),
        () = tokio::time::sleep(Duration::from_secs(600)) => {}
    }
    let table = place.desk.accounts().statuses(place.connection.id).await.unwrap();
    let renamed = table.labels.iter().find(|label| label.key == "2").unwrap();
    assert_eq!(
        (renamed.name.as_str(), renamed.stage, table.confirmed),
        ("A plecat", None, false)
    );
    let ticked = place.row(rows[0].id).await;
    assert_eq!(
        ticked.statuses.iter().find(|mark| mark.key == "2").unwrap().name,
        was
    );
}
