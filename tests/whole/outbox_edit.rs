//! What is unsent is changed before it is sent: in its place, checked as at first, and never behind a lost answer.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve, UnsentForm};
use frontdesk_desk::patients::{CreatePatient, PatientForm};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::outbox_lost_answers::somebody;

/// The clinic says no to the next call of an operation, and does not carry it out.
pub fn refuse(place: &Place, operation: &str) {
    place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new(operation, FaultKind::Empty)
    });
}

pub fn patient(record: Uuid, form: PatientForm) -> UnsentForm {
    UnsentForm::Patient { record, form }
}

pub async fn record_of(place: &Place, person: Uuid) -> Uuid {
    place.desk.page(person).await.unwrap().records[0].source.record
}

pub async fn phone_at_vendor(place: &Place, record: Uuid) -> String {
    let code = place.desk.accounts().record(record).await.unwrap().1.unwrap();
    let path = format!("/admin/medsoft/patients/{code}");
    let shown = place.at_vendor("GET", &path, None).await;
    shown["phone"].as_str().unwrap().replace(' ', "")
}

#[tokio::test(start_paused = true)]
async fn a_refused_new_patient_is_corrected_in_its_place_and_what_waited_for_it_follows() {
    let place = Place::filled().await;
    let intent = Uuid::new_v4();
    let create = CreatePatient {
        connection: place.connection.id,
        form: newcomer(),
        intent,
    };
    refuse(&place, "create-patient");
    let (person, created) = place
        .desk
        .outbox()
        .create_patient(create.clone(), Duration::ZERO)
        .await
        .unwrap();
    let record = record_of(&place, person).await;
    let after = PatientForm {
        email: "nou@example.test".into(),
        ..newcomer()
    };
    let edited = place.edit(record, &newcomer(), after, Duration::ZERO).await;
    place.drain().await;
    let refused = place.entry(created.entry).await;
    assert_eq!(refused.state, EntryState::Refused);
    assert!(refused.may.contains(&Decision::Edit), "{:?}", refused.may);
    assert_eq!(refused.form, Some(patient(record, newcomer())));
    let waiting = place.entry(edited.entry).await;
    assert_eq!(
        (waiting.state, waiting.waits_for),
        (EntryState::Blocked, Some(created.entry))
    );

    let corrected = PatientForm {
        last_name: "Ghimpețeanu".into(),
        phone: "0799 555 999".into(),
        ..newcomer()
    };
    place
        .change(created.entry, patient(record, corrected))
        .await
        .unwrap();
    assert_eq!(place.find("ghimpeteanu").await[0].id, person, "shown at once");
    assert!(place.find("zarnescu").await.is_empty());
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("create-patient"), 1);
    let shown = place.desk.page(person).await.unwrap();
    assert_eq!(shown.records[0].email.as_deref(), Some("nou@example.test"));
    assert!(phone_at_vendor(&place, record).await.ends_with("799555999"));
    // Whoever repeats the first wish is answered, and nobody is made twice.
    let again = place
        .desk
        .outbox()
        .create_patient(create, Duration::ZERO)
        .await
        .unwrap();
    assert_eq!((again.0, again.1.entry), (person, created.entry));
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("create-patient"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_settled_by_a_third_value_and_all_values_stay_with_it() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = place.desk.accounts().record(record).await.unwrap().1.unwrap();
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({"phone": "0744999888"})))
        .await;
    let with = |phone: &str| PatientForm {
        phone: phone.into(),
        ..before.clone()
    };
    let accepted = place
        .edit(record, &before, with("0733000111"), Duration::ZERO)
        .await;
    let left = place.drain().await;
    assert!(matches!(left[0].question, Some(Question::Conflict { .. })));
    let third = patient(record, with("0733000222"));
    place.change(accepted.entry, third).await.unwrap();
    assert!(
        place.drain().await.is_empty(),
        "the person has seen what is there"
    );
    assert!(phone_at_vendor(&place, record).await.ends_with("733000222"));

    let decisions = place.desk.outbox().decisions(accepted.entry).await.unwrap();
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].decision, Decision::Edit);
    let Some(Question::Conflict { fields }) = &decisions[0].question else {
        panic!("{decisions:?}")
    };
    assert_eq!(
        (
            fields[0].yours.as_str(),
            fields[0].theirs.as_str(),
            &fields[0].before
        ),
        ("0733000111", "0744999888", &before.phone)
    );
}

#[tokio::test(start_paused = true)]
async fn a_conflict_that_has_moved_on_since_it_was_seen_is_asked_about_again() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let code = place.desk.accounts().record(record).await.unwrap().1.unwrap();
    let path = format!("/admin/medsoft/patients/{code}");
    let colleague = |phone: &str| place.at_vendor("POST", &path, Some(json!({ "phone": phone })));
    colleague("0744999888").await;
    let with = |phone: &str| PatientForm {
        phone: phone.into(),
        ..before.clone()
    };
    let accepted = place
        .edit(record, &before, with("0733000111"), Duration::ZERO)
        .await;
    place.drain().await;
    colleague("0744999777").await;
    place
        .change(accepted.entry, patient(record, with("0733000222")))
        .await
        .unwrap();
    let left = place.drain().await;
    let Some(Question::Conflict { fields }) = &left[0].question else {
        panic!("{left:?}")
    };
    assert_eq!(
        (
            fields[0].yours.as_str(),
            fields[0].theirs.as_str(),
            &fields[0].before
        ),
        ("0733000222", "0744999777", &before.phone)
    );
    assert_eq!(place.carried_out("update-patient"), 0);
}

#[tokio::test(start_paused = true)]
async fn an_edit_that_waits_for_a_line_is_changed_and_survives_a_crash() {
    let mut place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let with = |email: &str| PatientForm {
        email: email.into(),
        ..before.clone()
    };
    place.sandbox.faults().set_down(true);
    let accepted = place
        .edit(record, &before, with("unu@example.test"), Duration::ZERO)
        .await;
    place.outbox_for(Duration::from_secs(5)).await;
    let waiting = place.entry(accepted.entry).await;
    assert_eq!(
        (waiting.state, waiting.attempts),
        (EntryState::Waiting, 0),
        "nothing has left"
    );
    assert_eq!(waiting.may, [Decision::Send, Decision::Edit, Decision::Discard]);
    assert_eq!(waiting.author, "desk");
    assert_eq!(waiting.vendor, Some(place.connection.vendor));
    let second = patient(record, with("doi@example.test"));
    place.change(accepted.entry, second.clone()).await.unwrap();
    let queued = place.entry(accepted.entry).await;
    assert_eq!(
        (queued.state, queued.reason, queued.form),
        (EntryState::Queued, None, Some(second))
    );
    place.reopen().await;
    place.sandbox.faults().set_down(false);
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("update-patient"), 1);
    let person = place.find("doi@example.test").await;
    assert_eq!(person.len(), 1);
    assert!(place.find("unu@example.test").await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_may_have_reached_the_vendor_is_not_changed() {
    let place = Place::filled().await;
    place
        .sandbox
        .set_fault(Fault::new("create-patient", FaultKind::DropBefore));
    place.sandbox.set_fault(Fault {
        after: 3,
        ..Fault::new("find-patients", FaultKind::DropBefore).times(1000)
    });
    let (person, created) = place.create(newcomer(), Duration::ZERO).await;
    let record = record_of(&place, person).await;
    place.outbox_for(Duration::from_secs(3)).await;
    let lost = place.entry(created.entry).await;
    assert_eq!(lost.state, EntryState::Unknown);
    assert!(lost.may.is_empty() && lost.form.is_none());
    let other = patient(
        record,
        PatientForm {
            email: "x@example.test".into(),
            ..newcomer()
        },
    );
    let refused = place.change(created.entry, other.clone()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
    // Not there after all, so it waits to be sent again: the first try may still arrive late.
    place.sandbox.faults().clear();
    place.sandbox.set_fault(Fault {
        after: 4,
        ..Fault::new("find-patients", FaultKind::DropBefore).times(1000)
    });
    place.outbox_for(Duration::from_secs(30)).await;
    let again = place.entry(created.entry).await;
    assert!(!again.may.contains(&Decision::Edit), "{:?}", again.state);
    assert_eq!(
        place.change(created.entry, other).await.unwrap_err().code,
        ErrorCode::NotAllowed
    );
    place.sandbox.faults().clear();
    assert!(place.drain().await.is_empty());
    let done = patient(record, newcomer());
    assert_eq!(
        place.change(created.entry, done).await.unwrap_err().code,
        ErrorCode::NotAllowed
    );
    assert_eq!(place.carried_out("create-patient"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_changed_form_is_checked_as_the_first_one_was() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    place.sandbox.faults().set_down(true);
    let after = PatientForm {
        email: "unu@example.test".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after.clone(), Duration::ZERO).await;
    let invalid = |error: frontdesk_desk::DeskError| {
        assert_eq!(error.code, ErrorCode::InvalidField, "{error}");
        (error.params.0["field"].clone(), error.params.0["reason"].clone())
    };
    let change = |form: PatientForm| place.change(accepted.entry, patient(record, form));
    let no_phone = PatientForm {
        phone: "x".into(),
        ..after.clone()
    };
    assert_eq!(invalid(change(no_phone).await.unwrap_err()).0, "phone");
    let none = PatientForm {
        phone: String::new(),
        ..after.clone()
    };
    assert_eq!(
        invalid(change(none).await.unwrap_err()),
        ("phone".to_owned(), "required".to_owned())
    );
    assert_eq!(
        invalid(change(before.clone()).await.unwrap_err()),
        ("form".to_owned(), "unchanged".to_owned())
    );
    let other_kind = place
        .change(accepted.entry, UnsentForm::Status { reason: None })
        .await;
    assert_eq!(other_kind.unwrap_err().code, ErrorCode::BadRequest);
    let other_record = place
        .change(accepted.entry, patient(Uuid::nil(), after.clone()))
        .await;
    assert_eq!(other_record.unwrap_err().code, ErrorCode::BadRequest);
    assert_eq!(
        place.entry(accepted.entry).await.form,
        Some(patient(record, after))
    );
}

#[tokio::test(start_paused = true)]
async fn later_edits_stand_on_what_an_earlier_one_was_changed_to() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    place.sandbox.faults().set_down(true);
    let with = |email: &str, phone: &str| PatientForm {
        email: email.into(),
        phone: phone.into(),
        ..before.clone()
    };
    let (old, new) = (before.phone.as_str(), "0733000333");
    let first = place
        .edit(record, &before, with("unu@example.test", old), Duration::ZERO)
        .await;
    let shown = with("unu@example.test", old);
    let phone = place
        .edit(record, &shown, with("unu@example.test", new), Duration::ZERO)
        .await;
    let shown = with("unu@example.test", new);
    let last = place
        .edit(record, &shown, with("trei@example.test", new), Duration::ZERO)
        .await;
    let changed = patient(record, with("doi@example.test", old));
    place.change(first.entry, changed).await.unwrap();
    // The phone's edit leaves the new address alone.
    let form = place.entry(phone.entry).await.form;
    assert_eq!(form, Some(patient(record, with("doi@example.test", new))));
    place.sandbox.faults().set_down(false);
    assert!(place.drain().await.is_empty(), "nobody else has changed anything");
    assert_eq!(place.state_of(last.entry).await, EntryState::Done);
    let page = place.find("trei@example.test").await;
    assert_eq!(page.len(), 1);
    assert!(phone_at_vendor(&place, record).await.ends_with("733000333"));
}

#[tokio::test(start_paused = true)]
async fn an_edit_is_no_conflict_with_an_earlier_one_that_was_given_up_for_a_reason() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    place.sandbox.faults().set_down(true);
    let with = |phone: &str| PatientForm {
        phone: phone.into(),
        ..before.clone()
    };
    let wrong = place
        .edit(record, &before, with("0733000111"), Duration::ZERO)
        .await;
    place
        .edit(record, &with("0733000111"), with("0733000222"), Duration::ZERO)
        .await;
    let why = "the number of somebody else";
    let resolve = Resolve {
        id: wrong.entry,
        decision: Decision::Discard,
        reason: Some(why.into()),
        issued: None,
        question: None,
        attempts: None,
        money_kept: None,
    };
    place.desk.outbox().resolve(resolve).await.unwrap();
    place.sandbox.faults().set_down(false);
    assert!(place.drain().await.is_empty());
    assert!(phone_at_vendor(&place, record).await.ends_with("733000222"));
    let decisions = place.desk.outbox().decisions(wrong.entry).await.unwrap();
    assert_eq!(
        (decisions[0].decision, decisions[0].reason.as_deref()),
        (Decision::Discard, Some(why))
    );
}
