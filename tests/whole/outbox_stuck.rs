//! What could keep an action from ever ending, or make it happen behind people's backs.

use std::sync::atomic::Ordering;
use std::time::Duration;

use frontdesk_desk::connections::{ConnectionDraft, Pace, Vendor};
use frontdesk_desk::outbox::{Decision, EntryState};
use frontdesk_desk::patients::{GdprKind, GdprRequest, PatientForm};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::outbox_lost_answers::somebody;

const FOR_EVER: u32 = 1_000_000;

#[tokio::test(start_paused = true)]
async fn a_patient_the_vendor_makes_late_is_not_made_twice() {
    let place = Place::filled().await;
    place
        .sandbox
        .set_fault(Fault::new("create-patient", FaultKind::DropBefore));
    // What is asked before sending and by two looks passes; then the line breaks for a while.
    place.sandbox.set_fault(Fault {
        after: 6,
        ..Fault::new("find-patients", FaultKind::DropBefore).times(FOR_EVER)
    });
    let (_, accepted) = place.create(newcomer(), Duration::ZERO).await;
    place.outbox_for(Duration::from_secs(20)).await;
    assert_eq!(
        place.state_of(accepted.entry).await,
        EntryState::Waiting,
        "not there, so it will be sent again"
    );
    // The slow vendor finishes only now.
    let late = json!({"last": "ZĂRNESCU", "first": "ȘTEFANIA", "phone": "0799555123"});
    place
        .at_vendor("POST", "/admin/medsoft/patients", Some(late))
        .await;
    place.sandbox.faults().clear();
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.carried_out("create-patient"), 0, "the late one is the one");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_cannot_write_once_leaves_nothing_stuck() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place.trouble.lose_write_after_tick.store(true, Ordering::SeqCst);
    let accepted = place.tick(&row, "2", true).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.carried_out("set-appointment-status"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_yes_without_effect_ends_in_front_of_a_person() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place.trouble.yes_without_effect.store(true, Ordering::SeqCst);
    let accepted = place.tick(&row, "2", true).await;
    let left = place.outbox_for(Duration::from_secs(3600)).await;
    assert_eq!(left[0].state, EntryState::Refused);
    assert_eq!(left[0].reason.unwrap().as_str(), "no-effect");
    assert!(
        place.asked("set-appointment-status") <= 3,
        "{}",
        place.asked("set-appointment-status")
    );
    place.trouble.yes_without_effect.store(false, Ordering::SeqCst);
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn sending_now_answers_no_question_that_was_not_asked() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place.sandbox.faults().set_down(true);
    let accepted = place.tick(&row, "2", true).await;
    place.outbox_for(Duration::from_secs(5)).await;
    place.decide(accepted.entry, Decision::Send).await;
    place.outbox_for(Duration::from_secs(5)).await;
    place.sandbox.faults().set_down(false);
    place
        .at_vendor(
            "POST",
            "/admin/medsoft/statuses/2",
            Some(json!({"name": "Anulat telefonic"})),
        )
        .await;
    place.drain().await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Asks);
    assert_eq!(place.asked("set-appointment-status"), 0);
    // The yes is to this name; yet another name is another question.
    place.decide(accepted.entry, Decision::Send).await;
    place
        .at_vendor(
            "POST",
            "/admin/medsoft/statuses/2",
            Some(json!({"name": "Altceva"})),
        )
        .await;
    place.drain().await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Asks);
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_connection_whose_key_is_gone_does_not_hold_up_another() {
    let mut place = Place::filled().await;
    let account = place.sandbox.accounts().medsoft;
    let draft = ConnectionDraft::of(
        Vendor::Medsoft,
        "Alta",
        &account.base_url,
        &[("client_path", &account.client_path)],
        &[("key", &account.key)],
    );
    place
        .desk
        .accounts()
        .add(
            draft,
            Pace {
                per_second: 1000,
                at_once: 4,
            },
        )
        .await
        .unwrap();
    place.fill().await;
    let (ours, theirs): (Vec<_>, Vec<_>) = place
        .free()
        .await
        .into_iter()
        .partition(|row| row.connection == place.connection.id);
    for row in ours.iter().take(7) {
        place.tick(row, "2", true).await;
    }
    let healthy = place.tick(theirs.last().unwrap(), "2", true).await;
    place.forget_key(place.connection.id);
    place.reopen().await;
    let left = place.outbox_for(Duration::from_secs(60)).await;
    assert_eq!(place.state_of(healthy.entry).await, EntryState::Done);
    assert!(
        left.iter()
            .all(|entry| entry.reason.is_some_and(|reason| reason.as_str() == "key-wanted")),
        "{left:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_hour_without_a_line_is_not_an_hour_of_hammering() {
    let place = Place::filled().await;
    place
        .sandbox
        .set_fault(Fault::new("*", FaultKind::DropBefore).times(FOR_EVER));
    for row in place.free().await.iter().take(3) {
        place.tick(row, "2", true).await;
    }
    let before = place.sandbox.medsoft_log().seen().len();
    place.outbox_for(Duration::from_secs(3600)).await;
    let asked = place.sandbox.medsoft_log().seen().len() - before;
    assert!(
        (30..600).contains(&asked),
        "{asked} questions in an hour for three ticks"
    );
}

#[tokio::test(start_paused = true)]
async fn a_key_refused_under_http_200_waits_for_a_new_key() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let dialect = place
        .sandbox
        .dialect()
        .with(&json!({"unknown_key": "status_200"}))
        .unwrap();
    place.sandbox.set_dialect(dialect);
    place.at_vendor("POST", "/admin/medsoft/key", None).await;
    let accepted = place.tick(&row, "2", true).await;
    place.outbox_for(Duration::from_secs(60)).await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Waiting);
    let (person, accepted) = place.create(newcomer(), Duration::ZERO).await;
    place.outbox_for(Duration::from_secs(60)).await;
    assert_eq!(
        place.state_of(accepted.entry).await,
        EntryState::Waiting,
        "a refusal of the key is not of the patient"
    );
    assert!(!place.desk.page(person).await.unwrap().patient.gone);
}

#[tokio::test(start_paused = true)]
async fn a_consent_form_the_person_was_told_had_failed_is_not_made_later() {
    let place = Place::filled().await;
    let (record, _) = somebody(&place).await;
    place
        .sandbox
        .set_fault(Fault::new("gdpr-form", FaultKind::Unauthorized));
    let intent = Uuid::new_v4();
    let wish = || {
        place.desk.consent_form(GdprRequest {
            record,
            kind: GdprKind::New,
            intent,
        })
    };
    let told = place.while_running_outbox(wish()).await.err().unwrap();
    assert_eq!(told.code.as_str(), "needs-live-line");
    place
        .while_running(tokio::time::sleep(Duration::from_secs(3 * 3600)))
        .await;
    let made = || {
        place
            .sandbox
            .medsoft_log()
            .seen()
            .iter()
            .filter(|seen| seen.path.contains("/GDPR/NEW"))
            .count()
    };
    assert_eq!(made(), 0);
    // The same wish once more, with the person watching again.
    let form = place.while_running(wish()).await.unwrap();
    assert!(form.url.is_some());
    assert_eq!(made(), 1);
}

#[tokio::test(start_paused = true)]
async fn giving_up_a_new_patient_gives_up_what_waits_for_it() {
    let place = Place::filled().await;
    let (person, created) = place.create(newcomer(), Duration::from_secs(30)).await;
    let record = place.desk.page(person).await.unwrap().records[0].source.record;
    let after = PatientForm {
        phone: "0733 000 111".into(),
        ..newcomer()
    };
    let edited = place
        .edit(record, &newcomer(), after, Duration::from_secs(30))
        .await;
    place.desk.outbox().undo(created.intent).await.unwrap();
    assert_eq!(place.state_of(edited.entry).await, EntryState::Discarded);
    assert!(place.drain().await.is_empty());
    assert!(place.find("zarnescu").await.is_empty());
    assert_eq!(place.asked("create-patient") + place.asked("update-patient"), 0);
}

#[tokio::test(start_paused = true)]
async fn delivering_one_entry_begins_no_other() {
    let place = Place::filled().await;
    let free = place.free().await;
    let other = place.tick(&free[0], "2", true).await;
    let mine = place.tick(&free[1], "2", true).await;
    let delivered = place
        .desk
        .outbox()
        .deliver(mine.entry, Duration::from_secs(60))
        .await
        .unwrap();
    assert_eq!(delivered.state, EntryState::Done);
    assert_eq!(place.state_of(other.entry).await, EntryState::Queued);
    assert!(place.drain().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_waits_goes_out_as_soon_as_the_line_is_back() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place.sandbox.faults().set_down(true);
    let accepted = place.tick(&row, "2", true).await;
    place
        .while_running(async {
            // Long enough for the waits to have grown to a minute.
            tokio::time::sleep(Duration::from_secs(1800)).await;
            place.sandbox.faults().set_down(false);
            // Somebody opens a patient: that is the first answer.
            place.desk.refresh_patient(row.patient.id).await.unwrap();
            tokio::time::sleep(Duration::from_secs(4)).await;
        })
        .await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
}

#[tokio::test(start_paused = true)]
async fn what_was_held_back_behind_a_question_waits_for_it_and_keeps_nobody_waiting() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    place.sandbox.faults().set_down(true);
    let request = GdprRequest {
        record,
        kind: GdprKind::New,
        intent: Uuid::new_v4(),
    };
    let refusal = place.while_running_outbox(place.desk.consent_form(request)).await;
    assert!(refusal.is_err(), "nobody answers");
    place.sandbox.faults().set_down(false);
    let after = PatientForm {
        phone: "0733 000 222".into(),
        ..before.clone()
    };
    let edit = place.edit(record, &before, after, Duration::from_secs(8)).await;
    place.outbox_for(Duration::from_secs(60)).await;
    assert_eq!(place.state_of(edit.entry).await, EntryState::Blocked);
    let since = tokio::time::Instant::now();
    place.desk.outbox().flush(Duration::from_secs(600)).await.unwrap();
    assert!(
        since.elapsed() < Duration::from_secs(60),
        "there is nothing to send before the question is answered"
    );
    let left = place.desk.outbox().unsent().await.unwrap().entries;
    assert_eq!(left.len(), 2, "{left:?}");
    place.decide(left[0].id, Decision::Discard).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(edit.entry).await, EntryState::Done);
}
