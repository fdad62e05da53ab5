//! Patients of a practice: found by every phone and by fiscal code, written down, changed, their documents opened.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::outbox::EntryState;
use frontdesk_desk::patients::{PatientForm, Sex};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::alfadocs::{EFFECT_THEN_NO_ANSWER, NO_EFFECT, dialects};
use crate::desk::Place;

/// A new patient nobody has; each number is another one.
pub fn newcomer(number: usize) -> PatientForm {
    let first_name = [
        "Noè", "Zita", "Iacopo", "Ornella", "Ugo", "Livia", "Remo", "Tea", "Gino", "Pia",
    ][number % 10];
    PatientForm {
        last_name: "D'Ambrosio".into(),
        first_name: first_name.into(),
        phone: format!("+39 399 05551{number:02}"),
        email: "noe@example.test".into(),
        national_id: Some(format!("dmbnoe80a01f1{number:02}x")),
        sex: Some(Sex::Male),
        ..PatientForm::default()
    }
}

/// The form of a patient as the desk shows it.
pub async fn form_of(place: &Place, person: Uuid) -> (Uuid, PatientForm) {
    let page = place.desk.page(person).await.unwrap();
    let record = &page.records[0];
    let form = PatientForm {
        last_name: record.last_name.clone(),
        first_name: record.first_name.clone(),
        phone: record.phone.clone().unwrap_or_default(),
        email: record.email.clone().unwrap_or_default(),
        national_id: record.national_id.clone(),
        birth_date: record.birth_date,
        ..PatientForm::default()
    };
    (record.source.record, form)
}

/// The file of a patient at the practice.
pub async fn file_of(place: &Place, vendor_id: &str) -> Value {
    place.at_practice(&format!("patients/{vendor_id}")).await
}

/// Somebody of today who has so many phones.
async fn with_phones(place: &Place, least: usize) -> (Uuid, Value) {
    for row in place.today().await {
        let file = file_of(place, &row.patient.vendor_id.clone().unwrap()).await;
        if file["phones"].as_array().unwrap().len() >= least {
            return (row.patient.id, file);
        }
    }
    panic!("nobody of today has {least} phones");
}

#[tokio::test(start_paused = true)]
async fn a_patient_is_found_by_every_phone_and_by_fiscal_code_in_any_letters() {
    for dialect in dialects() {
        let place = Place::practice(150, &dialect).await;
        place.fill().await;
        let (person, file) = with_phones(&place, 2).await;
        for phone in file["phones"].as_array().unwrap() {
            let number = phone["number"].as_str().unwrap();
            for typed in [number.to_owned(), format!("+39 {number}"), number[2..].to_owned()] {
                let hits = place.find(&typed).await;
                assert!(hits.iter().any(|hit| hit.id == person), "{dialect} {typed}");
            }
        }
        let page = place.desk.page(person).await.unwrap();
        assert_eq!(page.phones.rows.len(), file["phones"].as_array().unwrap().len());
        assert!(
            page.phones.rows[0].number.starts_with("+39 "),
            "{:?}",
            page.phones.rows
        );
        let row = place
            .today()
            .await
            .into_iter()
            .find(|row| row.patient.id != person)
            .unwrap();
        let code = "QNTZTI80A41F132X";
        let path = format!("patients/{}", row.patient.vendor_id.clone().unwrap());
        place
            .colleague(&path, json!({ "italianFiscalCode": code.to_lowercase() }))
            .await;
        place.desk.refresh_patient(row.patient.id).await.unwrap();
        for typed in [code.to_owned(), code.to_lowercase(), code[..9].to_owned()] {
            let hits = place.find(&typed).await;
            assert_eq!(hits.len(), 1, "{dialect} {typed}");
            assert_eq!(hits[0].id, row.patient.id);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_practice_is_searched_by_phone_fiscal_code_and_name() {
    for dialect in dialects() {
        let place = Place::practice(60, &dialect).await;
        let made = place
            .colleague(
                "patients",
                json!({ "firstName": "Zita", "lastName": "Quinternetto", "italianFiscalCode": "QNTZTI80A41F132X" }),
            )
            .await;
        let names_are_heeded = dialect["preset"] == "a";
        for typed in ["qntzti80a41f132x", "Quinternetto", "Zita Quinternetto"] {
            let by_code = typed.chars().any(|letter| letter.is_ascii_digit());
            let query = frontdesk_desk::patients::FindPatients {
                text: typed.into(),
                limit: None,
            };
            let found = place.desk.find_at_vendor(query).await.unwrap();
            if by_code || names_are_heeded {
                assert_eq!(found.hits.len(), 1, "{dialect} {typed}");
                assert_eq!(
                    found.hits[0].sources[0].vendor_id,
                    Some(made["fields"]["id"].to_string())
                );
            } else {
                assert!(found.hits.len() <= 1, "{dialect} {typed}: nobody else is shown");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn documents_are_listed_when_a_patient_is_opened_and_their_files_fetched() {
    for mut dialect in dialects() {
        // A line in process follows no redirect.
        dialect["download"] = json!("direct");
        let place = Place::filled_practice(&dialect).await;
        let mut opened = 0;
        for row in place.today().await.into_iter().take(12) {
            let file = file_of(&place, &row.patient.vendor_id.clone().unwrap()).await;
            let page = place.desk.refresh_patient(row.patient.id).await.unwrap();
            let documents = file["documents"].as_array().unwrap();
            assert_eq!(page.documents.rows.len(), documents.len(), "{dialect}");
            assert!(page.documents.checked_at.is_some() && page.phones.checked_at.is_some());
            let again = place.desk.refresh_patient(row.patient.id).await.unwrap();
            for (one, same) in page.documents.rows.iter().zip(&again.documents.rows) {
                assert_eq!(one.id, same.id, "an id stays");
            }
            for document in &page.documents.rows {
                let fetched = place.desk.patient_document(document.id).await.unwrap();
                assert_eq!(fetched.name.as_deref(), Some(document.name.as_str()));
                let kind = fetched.media_type.as_deref().unwrap_or_default();
                let magic: &[u8] = if document.name.ends_with(".png") {
                    b"\x89PNG"
                } else {
                    b"%PDF"
                };
                assert!(
                    fetched.bytes.starts_with(magic),
                    "{dialect} {} {kind}",
                    document.name
                );
                opened += 1;
            }
        }
        assert!(opened > 5, "{dialect}: {opened}");
        let nobody = place.desk.patient_document(Uuid::new_v4()).await.err().unwrap();
        assert_eq!(nobody.code, ErrorCode::NotFound);
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_patient_whose_answer_was_lost_exists_once_with_the_phone() {
    let mut dialects = dialects().to_vec();
    dialects.push(json!({ "preset": "a", "written": "empty" }));
    for dialect in dialects {
        let place = Place::filled_practice(&dialect).await;
        let kinds = EFFECT_THEN_NO_ANSWER
            .into_iter()
            .chain(NO_EFFECT)
            .chain([FaultKind::Empty]);
        for (number, kind) in kinds.enumerate() {
            let operation = ["create-patient", "create-phone-number"][number % 2];
            let about = format!("{dialect} {operation} {kind:?}");
            place
                .sandbox
                .set_fault(Fault::new(format!("alfadocs/{operation}").as_str(), kind));
            let form = newcomer(number);
            let (person, accepted) = place.create(form.clone(), Duration::ZERO).await;
            let page = place.desk.page(person).await.unwrap();
            assert_eq!(page.patient.phone.as_ref(), Some(&form.phone), "at once");
            assert!(place.drain().await.is_empty(), "{about}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{about}");
            assert_eq!(
                place.practice_asked("create-patient", true),
                number + 1,
                "{about}"
            );
            assert_eq!(
                place.practice_asked("create-phone-number", true),
                number + 1,
                "{about}"
            );
            let page = place.desk.page(person).await.unwrap();
            let vendor_id = page.records[0]
                .source
                .vendor_id
                .clone()
                .expect("the vendor's code");
            let file = file_of(&place, &vendor_id).await;
            assert_eq!(file["phones"].as_array().unwrap().len(), 1, "{about}");
            assert_eq!(file["phones"][0]["prefix"], "0039");
            assert_eq!(file["phones"][0]["number"], format!("39905551{number:02}"));
            assert_eq!(
                file["fields"]["italianFiscalCode"],
                form.national_id.unwrap().to_uppercase()
            );
            assert_eq!(file["fields"]["gender"], "m");
        }
        place.run(Duration::from_secs(900)).await;
        assert_eq!(place.find("dambrosio").await.len(), 9, "{dialect}");
        assert_eq!(place.find("3990555103").await.len(), 1, "{dialect}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_patient_needs_no_phone_here_and_is_found_again_by_name() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let form = PatientForm {
            phone: String::new(),
            national_id: None,
            ..newcomer(1)
        };
        place
            .sandbox
            .set_fault(Fault::new("alfadocs/create-patient", FaultKind::DropAfter));
        let (person, accepted) = place.create(form, Duration::ZERO).await;
        assert!(place.drain().await.is_empty(), "{dialect}");
        assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
        assert_eq!(place.practice_asked("create-patient", true), 1);
        assert_eq!(place.practice_asked("create-phone-number", false), 0);
        let page = place.desk.page(person).await.unwrap();
        assert!(page.records[0].source.vendor_id.is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn an_edit_whose_answer_was_lost_happens_once_and_loses_nothing() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let kinds = EFFECT_THEN_NO_ANSWER.into_iter().chain(NO_EFFECT);
        for (number, kind) in kinds.enumerate() {
            let operation = ["update-patient", "update-phone-number"][number % 2];
            let about = format!("{dialect} {operation} {kind:?}");
            let (person, before) = with_phones(&place, 1).await;
            let (record, form) = form_of(&place, person).await;
            place
                .sandbox
                .set_fault(Fault::new(format!("alfadocs/{operation}").as_str(), kind));
            let after = PatientForm {
                email: format!("altra{number}@example.test"),
                phone: format!("399 04443{number:02}"),
                ..form.clone()
            };
            let accepted = place.edit(record, &form, after.clone(), Duration::ZERO).await;
            assert!(place.drain().await.is_empty(), "{about}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done, "{about}");
            let file = file_of(&place, &before["fields"]["id"].to_string()).await;
            let mut wanted = before.clone();
            wanted["fields"]["email"] = json!(after.email);
            wanted["phones"][0]["number"] = json!(format!("39904443{number:02}"));
            for vendors_own in ["lastModifiedAt", "emailValid"] {
                wanted["fields"][vendors_own] = file["fields"][vendors_own].clone();
            }
            assert_eq!(file["fields"], wanted["fields"], "{about}");
            assert_eq!(file["phones"], wanted["phones"], "{about}");
            assert_eq!(
                place.practice_asked("update-phone-number", true),
                number + 1,
                "{about}"
            );
            let page = place.desk.page(person).await.unwrap();
            assert_eq!(page.patient.email, Some(after.email));
            let shown = format!("+39 39904443{number:02}");
            assert_eq!(page.patient.phone, Some(shown), "{about}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_edit_of_what_a_colleague_changed_asks_and_what_they_added_stays() {
    let place = Place::filled_practice(&json!({ "preset": "b" })).await;
    let (person, file) = with_phones(&place, 1).await;
    let (record, form) = form_of(&place, person).await;
    let path = format!("patients/{}", file["fields"]["id"]);
    place
        .colleague(
            &path,
            json!({ "city": "Merano", "email": "collega@example.test" }),
        )
        .await;
    let after = PatientForm {
        first_name: "Ottavia".into(),
        ..form.clone()
    };
    place.edit(record, &form, after, Duration::ZERO).await;
    assert!(place.drain().await.is_empty());
    let now = place.at_practice(&path).await;
    assert_eq!(now["fields"]["firstName"], "Ottavia");
    assert_eq!(now["fields"]["city"], "Merano");
    assert_eq!(now["fields"]["email"], "collega@example.test");
    let (record, form) = form_of(&place, person).await;
    place.colleague(&path, json!({ "lastName": "Altrimenti" })).await;
    let after = PatientForm {
        last_name: "Diversamente".into(),
        ..form.clone()
    };
    place.edit(record, &form, after, Duration::ZERO).await;
    let left = place.drain().await;
    let fields: Vec<_> = match left[0].question.clone().unwrap() {
        frontdesk_desk::outbox::Question::Conflict { fields } => fields,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        (fields[0].field.as_str(), fields[0].theirs.as_str()),
        ("last_name", "Altrimenti")
    );
}

#[tokio::test(start_paused = true)]
async fn what_a_practice_does_not_keep_is_refused_before_it_is_lost() {
    let place = Place::filled_practice(&json!({})).await;
    let request = frontdesk_desk::patients::CreatePatient {
        connection: place.connection.id,
        form: PatientForm {
            preferences: Some("mornings".into()),
            ..newcomer(1)
        },
        intent: Uuid::new_v4(),
    };
    let refusal = place
        .desk
        .outbox()
        .create_patient(request, Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(refusal.params.0["field"], "preferences");
}
