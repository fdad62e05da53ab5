//! Answers that are lost, in every way a line can lose them: at most one effect at the vendor, and every
//! action ends at the vendor or in front of a person.

use std::collections::BTreeMap;
use std::time::Duration;

use frontdesk_desk::connections::Health;
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_desk::patients::{GdprKind, GdprRequest, PatientForm};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Place, newcomer};

const EFFECT_THEN_NO_ANSWER: [FaultKind; 5] = [
    FaultKind::DropAfter,
    FaultKind::BrokenAfter,
    FaultKind::CutBody,
    FaultKind::BrokenJson,
    FaultKind::Empty,
];
const NO_EFFECT: [FaultKind; 4] = [
    FaultKind::DropBefore,
    FaultKind::Broken,
    FaultKind::Html,
    FaultKind::TooMany,
];

#[tokio::test(start_paused = true)]
async fn a_tick_that_arrived_without_an_answer_is_found_and_not_sent_again() {
    for kind in EFFECT_THEN_NO_ANSWER {
        let place = Place::filled().await;
        let row = place.expected().await;
        place
            .sandbox
            .set_fault(Fault::new("set-appointment-status", kind));
        let accepted = place.tick(&row, "2", true).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(place.carried_out("set-appointment-status"), 1, "{kind:?}");
        let vendor_id = row.vendor_id.clone().unwrap();
        let shown = place
            .at_vendor("GET", &format!("/admin/medsoft/appointments/{vendor_id}"), None)
            .await;
        assert_eq!(shown["set"], json!([2]), "{kind:?}: {shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_tick_that_never_arrived_is_sent_again_and_takes_effect_once() {
    for kind in NO_EFFECT {
        let place = Place::filled().await;
        let row = place.expected().await;
        place
            .sandbox
            .set_fault(Fault::new("set-appointment-status", kind));
        let accepted = place.tick(&row, "2", true).await;
        assert!(
            place.row(row.id).await.pending,
            "{kind:?}: shown at once, marked as not sent"
        );
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(place.carried_out("set-appointment-status"), 1, "{kind:?}");
        assert_eq!(place.asked("set-appointment-status"), 2, "{kind:?}");
        assert!(!place.row(row.id).await.pending);
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_patient_whose_answer_was_lost_exists_once() {
    for kind in EFFECT_THEN_NO_ANSWER.into_iter().chain(NO_EFFECT) {
        let place = Place::filled().await;
        place.sandbox.set_fault(Fault::new("create-patient", kind));
        let (person, accepted) = place.create(newcomer(), Duration::ZERO).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(place.carried_out("create-patient"), 1, "{kind:?}");
        let page = place.desk.page(person).await.unwrap();
        assert!(
            page.records[0].source.vendor_id.is_some(),
            "{kind:?}: the vendor's code is known"
        );
        assert_eq!(place.find("zarnescu").await.len(), 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_edit_whose_answer_was_lost_is_found_by_its_values() {
    for kind in EFFECT_THEN_NO_ANSWER.into_iter().chain(NO_EFFECT) {
        let place = Place::filled().await;
        let (record, before) = somebody(&place).await;
        place.sandbox.set_fault(Fault::new("update-patient", kind));
        let after = PatientForm {
            phone: "0733 000 111".into(),
            ..before.clone()
        };
        let accepted = place.edit(record, &before, after, Duration::ZERO).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{kind:?}");
        assert_eq!(place.carried_out("update-patient"), 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_consent_form_whose_answer_was_lost_is_made_once() {
    for kind in EFFECT_THEN_NO_ANSWER {
        let place = Place::filled().await;
        let (record, _) = somebody(&place).await;
        // The read before the writing is the same operation: it passes unharmed.
        place.sandbox.set_fault(Fault {
            after: 1,
            ..Fault::new("gdpr-form", kind)
        });
        let request = GdprRequest {
            record,
            kind: GdprKind::New,
            intent: Uuid::new_v4(),
        };
        let form = place
            .while_running_outbox(place.desk.consent_form(request))
            .await
            .unwrap();
        assert!(
            form.url.is_some_and(|url| url == url.trim()),
            "{kind:?}: the link is there, without its space"
        );
        let made = place
            .sandbox
            .medsoft_log()
            .seen()
            .iter()
            .filter(|seen| seen.path.contains("/GDPR/NEW"))
            .count();
        assert_eq!(made, 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_consent_form_is_not_left_to_be_made_behind_peoples_backs() {
    let place = Place::filled().await;
    let (record, _) = somebody(&place).await;
    place.sandbox.faults().set_down(true);
    let request = GdprRequest {
        record,
        kind: GdprKind::New,
        intent: Uuid::new_v4(),
    };
    let refusal = place
        .while_running_outbox(place.desk.consent_form(request))
        .await
        .err()
        .unwrap();
    assert_eq!(refusal.code.as_str(), "needs-live-line");
    place.sandbox.faults().set_down(false);
    let left = place.drain().await;
    assert_eq!(left[0].question, Some(Question::NeedsLiveLine));
    assert_eq!(place.asked("gdpr-form"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_crash_while_sending_neither_loses_nor_doubles_the_tick() {
    for kind in [FaultKind::DropAfter, FaultKind::DropBefore] {
        let mut place = Place::filled().await;
        let row = place.expected().await;
        let slow = Fault {
            ms: 20_000,
            ..Fault::new("set-appointment-status", FaultKind::Latency)
        };
        place.sandbox.set_fault(slow);
        place
            .sandbox
            .set_fault(Fault::new("set-appointment-status", kind));
        let accepted = place.tick(&row, "2", true).await;
        // The process ends while the request is under way.
        place.outbox_for(Duration::from_secs(10)).await;
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Sending);
        place.reopen().await;
        assert!(place.drain().await.is_empty());
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
        assert!(place.carried_out("set-appointment-status") <= 1, "{kind:?}");
        assert!(
            place
                .row(row.id)
                .await
                .statuses
                .iter()
                .any(|mark| mark.key == "2" && mark.set && !mark.pending)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_line_that_is_down_keeps_the_tick_and_sends_it_when_it_is_back() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place.sandbox.faults().set_down(true);
    let accepted = place.tick(&row, "2", true).await;
    let waiting = place.outbox_for(Duration::from_secs(30)).await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].state, EntryState::Waiting);
    assert_eq!(waiting[0].reason.unwrap().as_str(), "offline");
    assert_eq!(
        place.desk.accounts().health(place.connection.id).await.unwrap(),
        Health::Offline
    );
    place.sandbox.faults().set_down(false);
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.carried_out("set-appointment-status"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_holds_everything_until_it_is_replaced() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let key = place.at_vendor("POST", "/admin/medsoft/key", None).await;
    let accepted = place.tick(&row, "2", true).await;
    let waiting = place.outbox_for(Duration::from_secs(60)).await;
    assert_eq!(waiting[0].reason.unwrap().as_str(), "key-refused");
    assert_eq!(place.carried_out("set-appointment-status"), 0);
    let report = place
        .desk
        .accounts()
        .replace_keys(
            place.connection.id,
            &BTreeMap::from([("key".to_owned(), key.as_str().unwrap().to_owned())]),
        )
        .await
        .unwrap();
    assert!(report.usable);
    place
        .desk
        .outbox()
        .retry_connection(place.connection.id)
        .await
        .unwrap();
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
}

#[tokio::test(start_paused = true)]
async fn two_possible_newcomers_are_for_a_person_to_tell_apart() {
    let place = Place::filled().await;
    place
        .sandbox
        .set_fault(Fault::new("create-patient", FaultKind::DropAfter));
    let (_, accepted) = place.create(newcomer(), Duration::ZERO).await;
    // A colleague at another desk writes the same person down at the same time.
    let slow = Fault {
        ms: 3_000,
        ..Fault::new("find-patients", FaultKind::Latency).times(9)
    };
    place.sandbox.set_fault(Fault { after: 2, ..slow });
    let twin = json!({"last": "ZĂRNESCU", "first": "ȘTEFANIA", "phone": "0799555123"});
    tokio::join!(place.outbox_for(Duration::from_millis(900)), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        place
            .at_vendor("POST", "/admin/medsoft/patients", Some(twin))
            .await;
    });
    let left = place.drain().await;
    assert!(
        matches!(&left[0].question, Some(Question::Ambiguous { candidates: 2, codes }) if codes.len() == 2)
    );
    assert_eq!(place.carried_out("create-patient"), 1);
    place.decide(accepted.entry, Decision::Discard).await;
    assert!(place.drain().await.is_empty());
}

/// A patient record with its form as the desk shows it.
pub async fn somebody(place: &Place) -> (Uuid, PatientForm) {
    let row = place.expected().await;
    let page = place.desk.page(row.patient.id).await.unwrap();
    let record = &page.records[0];
    let form = PatientForm {
        last_name: record.last_name.clone(),
        first_name: record.first_name.clone(),
        phone: record.phone.clone().unwrap_or_else(|| "0700 000 000".into()),
        email: record.email.clone().unwrap_or_default(),
        national_id: record.national_id.clone(),
        ..PatientForm::default()
    };
    (record.source.record, form)
}
