//! Patients, phone numbers, custom fields.

use serde_json::{Value, json};

use super::{clinic, data, dialect, get, refusal, request, results, rows, send, somebody};
use crate::support::keys;

#[tokio::test]
async fn pages_lead_to_one_another_until_everybody_was_seen() {
    let clinic = clinic().await;
    let all = get(&clinic, "@/patients").await.json();
    assert_eq!(keys(&all), ["limit", "links", "offset", "results", "total"]);
    assert_eq!((&all["limit"], &all["links"]), (&json!(100), &json!({})));
    let total = all["total"].as_u64().unwrap();
    assert!((50..60).contains(&total), "{total} of 60 are not deleted");
    let key = clinic.serving.accounts().alfadocs.key;
    let mut page = get(&clinic, "@/patients?limit=20").await.json();
    let mut seen = page["results"].as_array().unwrap().clone();
    while let Some(next) = page["links"]["next"].as_str() {
        assert!(next.starts_with(&clinic.serving.origin()));
        page = clinic
            .send(clinic.http.get(next).header("X-Api-Key", &key))
            .await
            .json();
        seen.extend(page["results"].as_array().unwrap().clone());
    }
    assert_eq!(json!(seen), all["results"]);
    for wrong in ["limit=x", "limit=0", "offset=-1"] {
        refusal(&get(&clinic, &format!("@/patients?{wrong}")).await, 400);
    }
    dialect(&clinic, json!({ "page_limit": "twenty", "no_links": "list" })).await;
    let capped = get(&clinic, "@/patients?limit=50").await.json();
    assert_eq!(
        (&capped["limit"], capped["results"].as_array().unwrap().len()),
        (&json!(20), 20)
    );
    let last = get(&clinic, "@/patients?offset=40").await.json();
    assert_eq!(last["links"], json!([]));
}

#[tokio::test]
async fn patients_are_found_by_phone_and_fiscal_code() {
    let clinic = clinic().await;
    let all = results(&clinic, "@/patients").await;
    let wanted = all
        .iter()
        .find(|row| row["italianFiscalCode"].is_string() && row["phoneNumbers"][0].is_object())
        .unwrap();
    let code = wanted["italianFiscalCode"].as_str().unwrap().to_lowercase();
    assert_eq!(
        results(&clinic, &format!("@/patients?italianFiscalCode={code}")).await,
        std::slice::from_ref(wanted)
    );
    let number = wanted["phoneNumbers"][0]["number"].as_str().unwrap();
    let by = |prefix: &str| format!("@/patients?phoneNumberPrefix={prefix}&phoneNumber={number}");
    assert!(results(&clinic, &by("0039")).await.contains(wanted));
    assert!(results(&clinic, &by("0043")).await.is_empty());
    let last = wanted["lastName"].as_str().unwrap();
    let named = |clinic| async move { results(clinic, &format!("@/patients?lastName={last}")).await };
    let found = named(&clinic).await;
    assert!(found.iter().all(|row| row["lastName"] == last) && found.len() < all.len());
    dialect(&clinic, json!({ "filters": "ignored" })).await;
    assert_eq!(named(&clinic).await.len(), all.len());
}

#[tokio::test]
async fn a_patient_is_made_read_changed_and_deleted() {
    let clinic = clinic().await;
    let body = json!({
        "firstName": "Niccolò", "lastName": "D'Alò", "gender": "m", "dateOfBirth": "1989-10-11",
        "yearlyNumberingNumber": "2018", "emailReminderPossible": "true", "_allergie": "Penicillina", "unknown": 1,
    });
    let made = send(&clinic, "POST", "@/patients", &body).await.json()["data"].clone();
    let id = made["id"].as_u64().unwrap();
    assert_eq!(
        (
            &made["dateBirth"],
            &made["yearlyNumberingNumber"],
            &made["emailReminderPossible"]
        ),
        (&json!("1989-10-11"), &json!(2018), &json!(true))
    );
    assert_eq!(
        (
            &made["createdAt"],
            &made["_allergie"],
            made.get("unknown"),
            made.get("dateOfBirth")
        ),
        (&json!("2026-03-02 10:40:00"), &json!("Penicillina"), None, None)
    );
    let path = format!("@/patients/{id}");
    assert_eq!(data(&clinic, &path).await, made);
    let change = json!({ "firstName": "Niccolò", "lastName": "D'Alò", "city": "Trento" });
    for method in ["PUT", "PATCH"] {
        let updated = send(&clinic, method, &path, &change).await.json()["data"].clone();
        assert_eq!(
            (&updated["city"], &updated["gender"]),
            (&json!("Trento"), &json!("m"))
        );
    }
    let gone = clinic.send(request(&clinic, "DELETE", &path, None)).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    let left = data(&clinic, &path).await;
    assert_eq!(
        left,
        json!({ "id": id, "firstName": "Niccolò", "lastName": "D'Alò" })
    );
    assert!(
        results(&clinic, "@/patients")
            .await
            .iter()
            .all(|row| row["id"] != id)
    );
    for method in ["PUT", "DELETE"] {
        refusal(&send(&clinic, method, &path, &change).await, 404);
    }
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_refused() {
    let clinic = clinic().await;
    let id = somebody(&clinic).await;
    let before = data(&clinic, &format!("@/patients/{id}")).await;
    for (wrong, words) in [
        (json!({ "lastName": "B" }), "firstName"),
        (json!({ "firstName": " ", "lastName": "B" }), "firstName"),
        (json!({ "firstName": "A", "lastName": null }), "lastName"),
        (
            json!({ "firstName": "A", "lastName": "B", "gender": "x" }),
            "gender",
        ),
        (
            json!({ "firstName": "A", "lastName": "B", "dateOfBirth": "11.10.1989" }),
            "dateOfBirth",
        ),
        (
            json!({ "firstName": "A", "lastName": "B", "_nothing": 1 }),
            "_nothing",
        ),
        (
            json!({ "firstName": "A", "lastName": "B", "_provenienza": "Luna" }),
            "_provenienza",
        ),
        (json!([]), "object"),
    ] {
        for (method, path) in [
            ("POST", "@/patients".to_owned()),
            ("PUT", format!("@/patients/{id}")),
        ] {
            let said = refusal(&send(&clinic, method, &path, &wrong).await, 400);
            assert!(said.contains(words), "{said}");
        }
    }
    let untyped = request(&clinic, "POST", "@/patients", None).body("{}");
    refusal(&clinic.send(untyped).await, 400);
    assert_eq!(data(&clinic, &format!("@/patients/{id}")).await, before);
    dialect(&clinic, json!({ "required": "lenient" })).await;
    let path = format!("@/patients/{id}");
    let city = send(&clinic, "PATCH", &path, &json!({ "city": "Chiusa" })).await;
    assert_eq!(city.json()["data"]["city"], "Chiusa");
    refusal(
        &send(&clinic, "PATCH", &path, &json!({ "lastName": "" })).await,
        400,
    );
}

#[tokio::test]
async fn an_update_keeps_or_clears_what_it_does_not_send() {
    let clinic = clinic().await;
    let names = json!({ "firstName": "Ida", "lastName": "Gallo", "city": "Trento", "_allergie": "Lattice" });
    let made = send(&clinic, "POST", "@/patients", &names).await.json()["data"].clone();
    let path = format!("@/patients/{}", made["id"]);
    dialect(&clinic, json!({ "omitted": "cleared" })).await;
    let change = json!({ "firstName": "Ida", "lastName": "Gallo", "job": "Fornaia" });
    send(&clinic, "PUT", &path, &change).await;
    let now = data(&clinic, &path).await;
    assert_eq!(
        (&now["job"], &now["city"], &now["_allergie"], &now["createdAt"]),
        (&json!("Fornaia"), &Value::Null, &Value::Null, &made["createdAt"])
    );
}

#[tokio::test]
async fn writes_are_answered_in_three_ways_and_updates_have_a_method() {
    let clinic = clinic().await;
    let names = json!({ "firstName": "Ida", "lastName": "Gallo" });
    dialect(&clinic, json!({ "written": "list", "other_update": "put" })).await;
    let made = send(&clinic, "POST", "@/patients", &names).await.json()["data"][0].clone();
    let path = format!("@/patients/{}", made["id"]);
    assert_eq!(send(&clinic, "PATCH", &path, &names).await.status, 405);
    dialect(&clinic, json!({ "written": "empty", "other_update": "patch" })).await;
    assert_eq!(send(&clinic, "PUT", &path, &names).await.status, 405);
    let answer = send(&clinic, "PATCH", &path, &names).await.json();
    assert_eq!(answer, json!({ "status": "success", "data": [] }));
    dialect(&clinic, json!({ "deleted": "success" })).await;
    let gone = clinic.send(request(&clinic, "DELETE", &path, None)).await;
    assert_eq!((gone.status, gone.json()), (200, json!({ "status": "success" })));
}

#[tokio::test]
async fn old_databases_leave_their_traces() {
    let clinic = clinic().await;
    let names = json!({ "firstName": "Ida", "lastName": "Gallo", "emailReminderPossible": true });
    let made = send(&clinic, "POST", "@/patients", &names).await.json()["data"].clone();
    assert_eq!(
        (&made["dateBirth"], &made["province"]),
        (&Value::Null, &Value::Null)
    );
    dialect(&clinic, json!({ "missing": "leftovers", "scalars": "text" })).await;
    let path = format!("@/patients/{}", made["id"]);
    let old = data(&clinic, &path).await;
    for (name, left) in [
        ("dateBirth", "-0001-11-30"),
        ("province", ""),
        ("italianFiscalCode", "NON DISPONIBILE"),
        ("emailReminderPossible", "true"),
    ] {
        assert_eq!(old[name], left, "{name}");
    }
    assert!(old.get("job").is_none() && !old.to_string().contains("null"));
}

#[tokio::test]
async fn phone_numbers_are_listed_added_and_changed() {
    let clinic = clinic().await;
    let id = somebody(&clinic).await;
    let path = format!("@/patients/{id}/phone-numbers");
    let before = results(&clinic, &path).await.len();
    let number = json!({ "prefix": "0039", "number": "3990000001", "label": "mobile", "smsEnabled": true });
    let made = send(&clinic, "POST", &path, &number).await.json()["data"].clone();
    let one = format!("{path}/{}", made["id"]);
    assert_eq!(data(&clinic, &one).await, made);
    assert_eq!(made["number"], "3990000001");
    let envelope = get(&clinic, &path).await.json();
    assert_eq!(envelope["total"], before + 1);
    assert!(envelope["results"].as_array().unwrap().contains(&made));
    let changed = send(&clinic, "PUT", &one, &json!({ "label": "work" }))
        .await
        .json()["data"]
        .clone();
    assert_eq!(
        (&changed["label"], &changed["number"]),
        (&json!("work"), &json!("3990000001"))
    );
    let shown = data(&clinic, &format!("@/patients/{id}")).await["phoneNumbers"].clone();
    assert!(shown.as_array().unwrap().contains(&changed));
    refusal(
        &send(&clinic, "POST", &path, &json!({ "prefix": "0039" })).await,
        400,
    );
    refusal(&get(&clinic, &format!("{path}/1")).await, 404);
    refusal(&get(&clinic, "@/patients/1/phone-numbers").await, 404);
    dialect(&clinic, json!({ "omitted": "cleared", "paths": "other" })).await;
    let one = one.replace("phone-numbers", "phoneNumbers");
    let cleared = send(&clinic, "PATCH", &one, &json!({ "label": "home" }))
        .await
        .json()["data"]
        .clone();
    assert_eq!(
        (&cleared["label"], &cleared["number"]),
        (&json!("home"), &Value::Null)
    );
}

#[tokio::test]
async fn custom_fields_are_listed_and_made() {
    let clinic = clinic().await;
    let all = rows(&clinic, "@/custom-object-fields").await;
    let of_patients = rows(&clinic, "@/custom-object-fields?objectType=patient").await;
    assert!(of_patients.len() < all.len() && of_patients.iter().all(|row| row["objectType"] == "patient"));
    let field = json!({
        "id": 7, "objectType": "patient", "label": "Altezza", "technicalName": "altezza", "type": "dropdown",
        "choices": ["bassa", "alta"],
    });
    let made = send(&clinic, "POST", "@/custom-object-fields", &field)
        .await
        .json()["data"]
        .clone();
    assert_ne!(made["id"], 7);
    assert_eq!(made["choices"], field["choices"]);
    assert!(rows(&clinic, "@/custom-object-fields").await.contains(&made));
    let patient = json!({ "firstName": "Ida", "lastName": "Gallo", "_altezza": "alta" });
    let patient = send(&clinic, "POST", "@/patients", &patient).await.json();
    assert_eq!(patient["data"]["_altezza"], "alta");
    for wrong in [
        field.clone(),
        super::changed(&field, &json!({ "technicalName": "x", "choices": [] })),
        super::changed(&field, &json!({ "technicalName": "x", "objectType": "bill" })),
        super::without(&field, "label"),
    ] {
        refusal(
            &send(&clinic, "POST", "@/custom-object-fields", &wrong).await,
            400,
        );
    }
}
