//! Birth dates: written where the vendor takes them, refused where it does not.

use std::time::Duration;

use chrono::NaiveDate;
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_desk::patients::{CreatePatient, EditPatient, PatientForm};
use frontdesk_sandbox::Fault;
use serde_json::json;
use uuid::Uuid;

use crate::alfadocs::{EFFECT_THEN_NO_ANSWER, NO_EFFECT, dialects};
use crate::alfadocs_patients::{file_of, form_of, newcomer};
use crate::desk::{MORNING, Place};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Somebody of today whose birth date the practice knows, and their file there.
async fn somebody(place: &Place) -> (Uuid, String) {
    for row in place.today().await {
        if row.patient.birth_date.is_some() {
            let path = format!("patients/{}", row.patient.vendor_id.clone().unwrap());
            return (row.patient.id, path);
        }
    }
    panic!("nobody of today has a birth date");
}

#[tokio::test(start_paused = true)]
async fn a_new_patient_known_by_name_and_birth_date_alone_exists_once() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let kinds = EFFECT_THEN_NO_ANSWER.into_iter().chain(NO_EFFECT);
        for (number, kind) in kinds.enumerate() {
            let about = format!("{dialect} {kind:?}");
            let born = format!("1931-03-{:02}", number + 10);
            let form = PatientForm {
                phone: String::new(),
                national_id: None,
                birth_date: Some(date(&born)),
                ..newcomer(number)
            };
            place
                .sandbox
                .set_fault(Fault::new("alfadocs/create-patient", kind));
            let (person, accepted) = place.create(form, Duration::ZERO).await;
            let page = place.desk.page(person).await.unwrap();
            assert_eq!(page.patient.birth_date, Some(date(&born)), "{about}: at once");
            assert!(page.records[0].pending_fields.contains(&"birth_date".into()));
            let typed = format!("{}.3.1931", number + 10);
            let found = place.find(&typed).await;
            assert!(
                found.iter().any(|hit| hit.id == person),
                "{about} {typed}: at once"
            );
            assert!(place.drain().await.is_empty(), "{about}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{about}");
            assert_eq!(
                place.practice_asked("create-patient", true),
                number + 1,
                "{about}"
            );
            let page = place.desk.page(person).await.unwrap();
            assert_eq!(page.patient.birth_date, Some(date(&born)), "{about}");
            let vendor_id = page.records[0].source.vendor_id.clone().unwrap();
            let file = file_of(&place, &vendor_id).await;
            assert_eq!(file["fields"]["dateBirth"], json!(born), "{about}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_corrected_birth_date_is_written_once_and_loses_nothing() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let (person, path) = somebody(&place).await;
        // The method of an update is found out by the first one.
        let (record, form) = form_of(&place, person).await;
        let after = PatientForm {
            birth_date: Some(date("1952-07-01")),
            ..form.clone()
        };
        place.edit(record, &form, after, Duration::ZERO).await;
        assert!(place.drain().await.is_empty(), "{dialect}");
        let first = place.practice_asked("update-patient", true);
        let kinds = EFFECT_THEN_NO_ANSWER.into_iter().chain(NO_EFFECT);
        for (number, kind) in kinds.enumerate() {
            let about = format!("{dialect} {kind:?}");
            let file = place.at_practice(&path).await;
            let (record, form) = form_of(&place, person).await;
            let born = date(&format!("1952-07-{:02}", number + 10));
            place
                .sandbox
                .set_fault(Fault::new("alfadocs/update-patient", kind));
            let after = PatientForm {
                birth_date: Some(born),
                ..form.clone()
            };
            let accepted = place.edit(record, &form, after, Duration::ZERO).await;
            let page = place.desk.page(person).await.unwrap();
            assert_eq!(page.patient.birth_date, Some(born), "{about}: at once");
            assert!(place.drain().await.is_empty(), "{about}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{about}");
            assert_eq!(
                place.practice_asked("update-patient", true),
                first + number + 1,
                "{about}"
            );
            let mut wanted = file["fields"].clone();
            wanted["dateBirth"] = json!(born.to_string());
            let now = place.at_practice(&path).await;
            for vendors_own in ["lastModifiedAt", "emailValid"] {
                wanted[vendors_own] = now["fields"][vendors_own].clone();
            }
            assert_eq!(now["fields"], wanted, "{about}");
            place.desk.refresh_patient(person).await.unwrap();
            assert_eq!(
                place.desk.page(person).await.unwrap().patient.birth_date,
                Some(born)
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_colleague_wrote_meanwhile_stays_or_is_asked_about() {
    let place = Place::filled_practice(&json!({ "preset": "b" })).await;
    let (person, path) = somebody(&place).await;
    let (record, form) = form_of(&place, person).await;
    place.colleague(&path, json!({ "dateBirth": "1949-02-01" })).await;
    let after = PatientForm {
        email: "altra@example.test".into(),
        ..form.clone()
    };
    place.edit(record, &form, after, Duration::ZERO).await;
    assert!(place.drain().await.is_empty());
    let file = place.at_practice(&path).await;
    assert_eq!(file["fields"]["dateBirth"], "1949-02-01");
    assert_eq!(file["fields"]["email"], "altra@example.test");
    let (record, form) = form_of(&place, person).await;
    assert_eq!(form.birth_date, Some(date("1949-02-01")));
    place.colleague(&path, json!({ "dateBirth": "1949-02-02" })).await;
    let after = PatientForm {
        birth_date: Some(date("1949-02-03")),
        ..form.clone()
    };
    place.edit(record, &form, after, Duration::ZERO).await;
    let left = place.drain().await;
    let fields = match left[0].question.clone().unwrap() {
        Question::Conflict { fields } => fields,
        other => panic!("{other:?}"),
    };
    let field = &fields[0];
    assert_eq!(
        [&field.field, &field.before, &field.theirs, &field.yours],
        ["birth_date", "1949-02-01", "1949-02-02", "1949-02-03"]
    );
    place.decide(left[0].id, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    let file = place.at_practice(&path).await;
    assert_eq!(file["fields"]["dateBirth"], "1949-02-03");
}

#[tokio::test(start_paused = true)]
async fn a_correction_taken_back_in_time_is_gone_again() {
    let place = Place::filled_practice(&json!({})).await;
    let (person, path) = somebody(&place).await;
    let file = place.at_practice(&path).await;
    let (record, form) = form_of(&place, person).await;
    let request = EditPatient {
        record,
        before: form.clone(),
        after: PatientForm {
            birth_date: Some(date("1960-01-01")),
            ..form.clone()
        },
        intent: Uuid::new_v4(),
    };
    let intent = request.intent;
    let outbox = place.desk.outbox();
    outbox
        .edit_patient(request, Duration::from_secs(10))
        .await
        .unwrap();
    assert!(!place.find("1.1.1960").await.is_empty());
    outbox.undo(intent).await.unwrap();
    assert!(place.find("1.1.1960").await.is_empty());
    assert!(place.drain().await.is_empty());
    let page = place.desk.page(person).await.unwrap();
    assert_eq!(page.patient.birth_date, form.birth_date);
    assert_eq!(place.at_practice(&path).await["fields"], file["fields"]);
}

#[tokio::test(start_paused = true)]
async fn a_slip_is_refused_and_so_is_what_the_vendor_does_not_take() {
    let refusal = async |place: &Place, born: NaiveDate| {
        let request = CreatePatient {
            connection: place.connection.id,
            form: PatientForm {
                birth_date: Some(born),
                national_id: None,
                ..newcomer(1)
            },
            intent: Uuid::new_v4(),
        };
        let made = place.desk.outbox().create_patient(request, Duration::ZERO).await;
        made.err().map(|error| {
            assert_eq!(error.params.0["field"], "birth_date");
            error.params.0["reason"].clone()
        })
    };
    let practice = Place::filled_practice(&json!({})).await;
    let today = date(&MORNING[..10]);
    let tomorrow = today.succ_opt().unwrap();
    assert_eq!(refusal(&practice, tomorrow).await.as_deref(), Some("in-future"));
    assert_eq!(
        refusal(&practice, date("0074-01-31")).await.as_deref(),
        Some("too-old")
    );
    assert_eq!(refusal(&practice, today).await, None);
    let clinic = Place::filled().await;
    assert_eq!(
        refusal(&clinic, date("1974-01-31")).await.as_deref(),
        Some("not-kept")
    );
    let rules = |place: &Place| place.connection.patient.unwrap();
    assert!(rules(&practice).birth_date && !rules(&practice).phone_required);
    assert!(!rules(&clinic).birth_date && rules(&clinic).phone_required);
}
