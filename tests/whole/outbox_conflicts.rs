//! Fields of a patient that two changed at once: what is asked, and what becomes of each answer.

use std::time::Duration;

use frontdesk_desk::audit::{AuditAct, AuditQuery};
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve};
use frontdesk_desk::patients::{EditPatient, PatientForm};
use serde_json::json;
use uuid::Uuid;

use crate::desk::Place;
use crate::outbox_lost_answers::somebody;
use crate::outbox_people::code_of;

const HOLD: Duration = Duration::from_secs(5);

#[tokio::test(start_paused = true)]
async fn the_same_field_changed_by_two_is_shown_to_a_person_with_all_three_values() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let after = PatientForm {
        phone: "0733000111".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after, Duration::ZERO).await;
    let left = place.drain().await;
    let Some(Question::Conflict { fields }) = &left[0].question else {
        panic!("{:?}", left[0].question)
    };
    assert_eq!(fields.len(), 1);
    assert_eq!(
        (fields[0].yours.as_str(), fields[0].theirs.as_str()),
        ("0733000111", "0744999888")
    );
    assert_eq!(fields[0].before, before.phone);
    assert_eq!(place.asked("update-patient"), 0);

    place.decide(accepted.entry, Decision::Discard).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.at_vendor("GET", &path, None).await["phone"], "0744999888");
}

#[tokio::test(start_paused = true)]
async fn keeping_the_vendors_value_of_a_conflict_sends_the_rest_of_the_edit() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let after = PatientForm {
        phone: "0733000111".into(),
        email: "nou@example.test".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after, Duration::ZERO).await;
    let left = place.drain().await;
    assert!(left[0].may.contains(&Decision::Theirs), "{:?}", left[0].may);
    place.decide(accepted.entry, Decision::Theirs).await;
    let page = place.desk.outbox().entry(accepted.entry).await.unwrap();
    assert_eq!(page.state, EntryState::Queued);
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    let shown = place.at_vendor("GET", &path, None).await;
    assert_eq!(shown["phone"], "0744999888", "theirs stays");
    assert_eq!(
        shown["email"], "nou@example.test",
        "the rest was never in question"
    );
    let person = place.find(&before.last_name).await;
    let person = person
        .iter()
        .find(|hit| hit.email.as_deref() == Some("nou@example.test"));
    assert_eq!(person.unwrap().phone.as_deref(), Some("0744999888"));

    let query = AuditQuery {
        act: Some(AuditAct::UnsentEdited),
        ..AuditQuery::default()
    };
    let line = place.desk.access_log(query).await.unwrap().lines.remove(0);
    assert_eq!(line.changes.len(), 1);
    assert_eq!(
        (
            line.changes[0].before.as_deref(),
            line.changes[0].after.as_deref()
        ),
        (Some("0733000111"), Some("0744999888")),
        "the history says both"
    );
    let decisions = place.desk.outbox().decisions(accepted.entry).await.unwrap();
    assert_eq!(decisions[0].decision, Decision::Theirs);
    assert!(matches!(decisions[0].question, Some(Question::Conflict { .. })));
}

#[tokio::test(start_paused = true)]
async fn keeping_the_vendors_value_of_all_that_was_changed_gives_the_edit_up() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let after = PatientForm {
        phone: "0733000111".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after, Duration::ZERO).await;
    place.drain().await;
    place.decide(accepted.entry, Decision::Theirs).await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Discarded);
    let hit = place.find(&before.last_name).await;
    assert!(
        hit.iter().any(|hit| hit.phone.as_deref() == Some("0744999888")),
        "what the vendor has is shown"
    );
    assert_eq!(place.asked("update-patient"), 0);
}

/// The national id that the desk shows of a record.
async fn national_id_here(place: &Place, record: Uuid) -> Option<String> {
    let row = place.expected().await;
    let page = place.desk.page(row.patient.id).await.unwrap();
    let shown = page
        .records
        .into_iter()
        .find(|shown| shown.source.record == record);
    shown.unwrap().national_id
}

#[tokio::test(start_paused = true)]
async fn a_national_id_kept_as_the_vendor_has_it_does_not_turn_back() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    let (wanted, corrected) = two_national_ids(&place, record).await;
    place
        .at_vendor("POST", &path, Some(json!({ "cnp": corrected })))
        .await;
    let after = PatientForm {
        national_id: Some(wanted),
        email: "nou@example.test".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after, Duration::ZERO).await;
    let left = place.drain().await;
    assert!(left[0].may.contains(&Decision::Theirs), "{:?}", left[0].question);
    place.decide(accepted.entry, Decision::Theirs).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(national_id_here(&place, record).await, Some(corrected));
}

#[tokio::test(start_paused = true)]
async fn a_national_id_learnt_while_an_edit_of_something_else_waited_stays() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    let after = PatientForm {
        email: "nou@example.test".into(),
        ..before.clone()
    };
    place.edit(record, &before, after, HOLD).await;
    let (corrected, _) = two_national_ids(&place, record).await;
    place
        .at_vendor("POST", &path, Some(json!({ "cnp": corrected })))
        .await;
    let row = place.expected().await;
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    assert_eq!(national_id_here(&place, record).await.as_ref(), Some(&corrected));
    assert!(place.drain().await.is_empty());
    assert_eq!(national_id_here(&place, record).await, Some(corrected));
}

/// The national ids of two others, which pass their checks.
async fn two_national_ids(place: &Place, record: Uuid) -> (String, String) {
    let mut ids = Vec::new();
    for row in place.today().await {
        let page = place.desk.page(row.patient.id).await.unwrap();
        for shown in page.records {
            if let Some(id) = shown.national_id
                && shown.source.record != record
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
    }
    (ids.remove(0), ids.remove(0))
}

#[tokio::test(start_paused = true)]
async fn an_edit_in_conflict_that_is_taken_back_shows_what_the_vendor_has() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let intent = Uuid::new_v4();
    let request = EditPatient {
        record,
        before: before.clone(),
        after: PatientForm {
            phone: "0733000111".into(),
            ..before.clone()
        },
        intent,
    };
    place
        .desk
        .outbox()
        .edit_patient(request, Duration::ZERO)
        .await
        .unwrap();
    let left = place.drain().await;
    assert!(matches!(left[0].question, Some(Question::Conflict { .. })));
    place.desk.outbox().undo(intent).await.unwrap();
    let hits = place.find(&before.last_name).await;
    assert!(
        hits.iter().any(|hit| hit.phone.as_deref() == Some("0744999888")),
        "{hits:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_was_kept_as_the_vendor_has_it_is_the_ground_of_the_next_edit() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let first = PatientForm {
        phone: "0733000111".into(),
        email: "nou@example.test".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, first.clone(), Duration::ZERO).await;
    assert_eq!(place.drain().await.len(), 1);
    let second = PatientForm {
        phone: "0733000222".into(),
        ..first.clone()
    };
    place.edit(record, &first, second, HOLD).await;
    place.decide(accepted.entry, Decision::Theirs).await;
    let left = place.drain().await;
    assert!(left.is_empty(), "asked once more: {:?}", left[0].question);
    assert_eq!(place.at_vendor("GET", &path, None).await["phone"], "0733000222");
}

#[tokio::test(start_paused = true)]
async fn keeping_what_the_vendor_has_says_which_question_it_answers() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = code_of(&place, record).await;
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let after = PatientForm {
        phone: "0733000111".into(),
        email: "nou@example.test".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after, Duration::ZERO).await;
    place.drain().await;
    let unnamed = Resolve {
        id: accepted.entry,
        decision: Decision::Theirs,
        reason: None,
        issued: None,
        question: None,
        attempts: None,
        money_kept: None,
    };
    let refused = place.desk.outbox().resolve(unnamed).await.unwrap_err();
    assert_eq!(
        refused.params.0.get("field").map(String::as_str),
        Some("question")
    );
    place.decide(accepted.entry, Decision::Theirs).await;
    assert!(place.drain().await.is_empty());
}
