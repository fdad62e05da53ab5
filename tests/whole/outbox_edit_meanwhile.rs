//! An entry is changed while what is asked before sending is still on its way: what was found out about the earlier
//! wish is of no use to the new one.

use std::time::Duration;

use frontdesk_desk::outbox::{EntryState, Question, UnsentForm};
use frontdesk_desk::patients::PatientForm;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::outbox_edit::{patient, phone_at_vendor, record_of};
use crate::outbox_lost_answers::somebody;

/// Lets an entry be sent by a vendor that is slow to answer what is asked before, and changes it meanwhile.
async fn changed_meanwhile(place: &Place, entry: Uuid, form: UnsentForm) {
    place.sandbox.set_fault(Fault {
        ms: 4_000,
        ..Fault::new("find-patients", FaultKind::Latency)
    });
    let work = async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(
            place.state_of(entry).await,
            EntryState::Queued,
            "nothing has left"
        );
        place.change(entry, form).await.unwrap();
        tokio::time::sleep(Duration::from_secs(120)).await;
    };
    place.while_running_outbox(work).await;
}

async fn set_at_vendor(place: &Place, record: Uuid, phone: &str) {
    let code = place.desk.accounts().record(record).await.unwrap().1.unwrap();
    let path = format!("/admin/medsoft/patients/{code}");
    place
        .at_vendor("POST", &path, Some(json!({ "phone": phone })))
        .await;
}

fn with_phone(before: &PatientForm, phone: &str) -> PatientForm {
    PatientForm {
        phone: phone.into(),
        ..before.clone()
    }
}

#[tokio::test(start_paused = true)]
async fn a_patient_changed_while_being_prepared_is_made_as_changed_and_once() {
    let place = Place::filled().await;
    let (person, created) = place.create(newcomer(), Duration::ZERO).await;
    let record = record_of(&place, person).await;
    let corrected = PatientForm {
        last_name: "Ghimpețeanu".into(),
        phone: "0799 555 999".into(),
        ..newcomer()
    };
    changed_meanwhile(&place, created.entry, patient(record, corrected)).await;
    assert_eq!(place.state_of(created.entry).await, EntryState::Done);
    assert_eq!(place.carried_out("create-patient"), 1);
    assert!(phone_at_vendor(&place, record).await.ends_with("799555999"));
    assert_eq!(place.find("ghimpeteanu").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_edit_found_done_already_is_not_done_once_it_wants_something_else() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    set_at_vendor(&place, record, "0733000111").await;
    let accepted = place
        .edit(record, &before, with_phone(&before, "0733000111"), Duration::ZERO)
        .await;
    let other = patient(record, with_phone(&before, "0733000222"));
    changed_meanwhile(&place, accepted.entry, other).await;
    let left = place.entry(accepted.entry).await;
    let Some(Question::Conflict { fields }) = &left.question else {
        panic!("{left:?}")
    };
    assert_eq!(
        (fields[0].yours.as_str(), fields[0].theirs.as_str()),
        ("0733000222", "0733000111")
    );
}

#[tokio::test(start_paused = true)]
async fn a_question_about_the_earlier_wish_is_not_laid_upon_the_new_one() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    set_at_vendor(&place, record, "0744999888").await;
    let accepted = place
        .edit(record, &before, with_phone(&before, "0733000111"), Duration::ZERO)
        .await;
    let agreeing = patient(record, with_phone(&before, "0744999888"));
    changed_meanwhile(&place, accepted.entry, agreeing).await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert!(place.desk.outbox().unsent().await.unwrap().entries.is_empty());
    assert!(phone_at_vendor(&place, record).await.ends_with("744999888"));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_the_earlier_wish_refuses_not_the_new_one() {
    let place = Place::filled().await;
    let (record, before) = somebody(&place).await;
    let accepted = place
        .edit(record, &before, with_phone(&before, "0733000111"), Duration::ZERO)
        .await;
    place.sandbox.set_fault(Fault {
        status: Some(400),
        ..Fault::new("find-patients", FaultKind::Empty)
    });
    let other = patient(record, with_phone(&before, "0733000222"));
    changed_meanwhile(&place, accepted.entry, other).await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert!(phone_at_vendor(&place, record).await.ends_with("733000222"));
}
