//! Care plans, documents, and what the practice has configured.

use base64::Engine;
use serde_json::{Value, json};

use super::{changed, clinic, data, dialect, get, refusal, request, results, rows, send, somebody, without};
use crate::support::Clinic;

/// A visit with a care plan.
async fn planned(clinic: &Clinic) -> Value {
    let mut all = Vec::new();
    for range in [
        "dateStart=2026-01-26&dateEnd=2026-02-25",
        "dateStart=2026-02-26&dateEnd=2026-03-28",
    ] {
        all.extend(rows(clinic, &format!("@/appointments?{range}")).await);
    }
    all.into_iter().find(|row| row["carePlanId"].is_u64()).unwrap()
}

#[tokio::test]
async fn a_care_plan_its_entries_and_its_signature_fit_together() {
    let clinic = clinic().await;
    let visit = planned(&clinic).await;
    let plan = format!("@/care-plans/{}", visit["carePlanId"]);
    let shown = data(&clinic, &plan).await;
    assert_eq!(
        (&shown["id"], &shown["patientId"]),
        (&visit["carePlanId"], &visit["patientId"])
    );
    let entries = data(
        &clinic,
        &format!("@/appointments/{}/care-plan-entries", visit["id"]),
    )
    .await;
    let entry = &entries[0];
    assert_eq!(entry["carePlanId"], visit["carePlanId"]);
    let path = format!("{plan}/care-plan-entries/{}", entry["id"]);
    assert_eq!(&data(&clinic, &path).await, entry);
    let signature = get(&clinic, &format!("{plan}/signature-status")).await.json();
    assert_eq!(
        signature,
        json!({ "status": "success", "isSigned": shown["isSigned"] })
    );
    for lost in [
        "@/care-plans/1".to_owned(),
        "@/care-plans/1/signature-status".to_owned(),
        format!("{plan}/care-plan-entries/1"),
        "@/appointments/1/care-plan-entries".to_owned(),
    ] {
        refusal(&get(&clinic, &lost).await, 404);
    }
    dialect(
        &clinic,
        json!({ "plan_data": "list", "scalars": "text", "paths": "other" }),
    )
    .await;
    assert_eq!(data(&clinic, &plan).await[0]["id"], visit["carePlanId"]);
    let signature = get(&clinic, &format!("{plan}/signature-status")).await.json();
    assert_eq!(signature["isSigned"], json!(shown["isSigned"].to_string()));
    let other = data(&clinic, &format!("@/appointments/{}/entries", visit["id"])).await;
    assert_eq!(other[0]["id"], entry["id"]);
    let path = format!("{plan}/entries/{}", entry["id"]);
    assert_eq!(data(&clinic, &path).await["id"], entry["id"]);
}

/// A patient with at least two documents.
async fn filed(clinic: &Clinic) -> (u64, Vec<Value>) {
    for patient in results(clinic, "@/patients").await {
        let id = patient["id"].as_u64().unwrap();
        let list = get(clinic, &format!("@/patients/{id}/documents")).await.json();
        let list = list["data"].as_array().unwrap().clone();
        if list.len() >= 2 {
            return (id, list);
        }
    }
    panic!("nobody has two documents")
}

#[tokio::test]
async fn documents_are_listed_shown_and_downloaded() {
    let clinic = clinic().await;
    let (patient, list) = filed(&clinic).await;
    let key = clinic.serving.accounts().alfadocs.key;
    for (row, head) in list.iter().zip([b"%PDF".as_slice(), b"\x89PNG"]) {
        let shown = get(&clinic, &format!("@/patients/{patient}/documents/{}", row["id"]))
            .await
            .json();
        assert_eq!(&shown["data"], row);
        let url = row["downloadUrl"].as_str().unwrap();
        let file = clinic
            .http
            .get(url)
            .header("X-Api-Key", &key)
            .send()
            .await
            .unwrap();
        assert_eq!(file.status(), 200);
        assert!(file.bytes().await.unwrap().starts_with(head));
        assert_eq!(clinic.send(clinic.http.get(url)).await.status, 401);
    }
    let path = format!("@/patients/{patient}/documents");
    refusal(&get(&clinic, &format!("{path}/1")).await, 404);
    refusal(&get(&clinic, &format!("{path}/1/download")).await, 404);
    dialect(
        &clinic,
        json!({ "document_rows": "nested", "download": "redirect", "paths": "other" }),
    )
    .await;
    let nested = get(&clinic, &path).await.json();
    for (at, row) in list.iter().enumerate() {
        let inner = match &nested["data"][at] {
            Value::Array(inner) => &inner[at],
            inner => &inner[at.to_string()],
        };
        assert_eq!(inner["id"], row["id"]);
    }
    let url = format!("{path}/{}/content", list[0]["id"]);
    let plain = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let answer = plain
        .execute(request(&clinic, "GET", &url, None).build().unwrap())
        .await
        .unwrap();
    assert_eq!(answer.status(), 302);
    let there = answer.headers()["location"].to_str().unwrap();
    assert!(there.starts_with(&clinic.serving.origin()));
    assert!(clinic.send(clinic.http.get(there)).await.text.starts_with("%PDF"));
}

#[tokio::test]
async fn a_document_is_filed() {
    let clinic = clinic().await;
    let path = format!("@/patients/{}/documents", somebody(&clinic).await);
    let base64 = base64::engine::general_purpose::STANDARD.encode(b"%PDF-1.4 prova");
    let body = json!({ "base64Data": base64, "type": "text", "name": "prova.pdf", "folderName": "Consensi" });
    let made = send(&clinic, "POST", &path, &body).await.json()["data"].clone();
    assert_eq!(
        (&made["name"], &made["type"], &made["createdAt"]),
        (&json!("prova.pdf"), &json!("text"), &json!("2026-03-02 10:40:00"))
    );
    assert!(made.get("base64Data").is_none());
    let list = get(&clinic, &path).await.json();
    assert!(list["data"].as_array().unwrap().contains(&made));
    let file = get(&clinic, &format!("{path}/{}/download", made["id"])).await;
    assert_eq!(file.text, "%PDF-1.4 prova");
    for wrong in [
        json!({ "base64Data": "%%%" }),
        json!({ "type": "song" }),
        json!({ "name": "" }),
    ] {
        refusal(&send(&clinic, "POST", &path, &changed(&body, &wrong)).await, 400);
    }
    for required in ["base64Data", "type", "name", "folderName"] {
        refusal(
            &send(&clinic, "POST", &path, &without(&body, required)).await,
            400,
        );
    }
    dialect(&clinic, json!({ "written": "empty" })).await;
    assert_eq!(send(&clinic, "POST", &path, &body).await.json(), json!({}));
    dialect(&clinic, json!({ "written": "list" })).await;
    assert_eq!(
        send(&clinic, "POST", &path, &body).await.json()["data"][0]["name"],
        "prova.pdf"
    );
}

#[tokio::test]
async fn what_is_configured_can_be_listed() {
    let clinic = clinic().await;
    for (path, rows_there, keys_there) in [
        ("accounts", 3, &["id", "name", "deleted"][..]),
        (
            "appointment-booking-reasons",
            4,
            &["id", "specialtyId", "duration", "operatorIds", "price"],
        ),
        ("chairs", 3, &["id", "name"]),
        ("colors", 5, &["id", "name"]),
        ("operators", 5, &["id", "name", "deleted"]),
        ("payment-types", 4, &["id", "name"]),
        ("specialties", 3, &["id", "name"]),
    ] {
        let rows = rows(&clinic, &format!("@/{path}")).await;
        assert_eq!(rows.len(), rows_there, "{path}");
        for key in keys_there {
            assert!(rows.iter().all(|row| row.get(*key).is_some()), "{path} {key}");
        }
    }
    let present = rows(&clinic, "@/operators?ignoreDeleted=true").await;
    assert_eq!(present.len(), 4);
    let code = present[0]["italianFiscalCode"].as_str().unwrap();
    let by_code = rows(&clinic, &format!("@/operators?italianFiscalCode={code}")).await;
    assert_eq!(by_code, present[..1]);
    assert_eq!(data(&clinic, "practices/current").await["id"], 4711);
    let context = data(&clinic, "me").await;
    assert_eq!(
        (&context["practiceId"], &context["archiveId"]),
        (&json!(4711), &json!(1204))
    );
    dialect(
        &clinic,
        json!({ "context": "bare", "words": "long", "scalars": "text", "paths": "other" }),
    )
    .await;
    assert_eq!(get(&clinic, "me").await.json(), context);
    let operators = rows(&clinic, "@/operators").await;
    assert!(operators[0].get("name").is_none() && operators[0]["lastName"].is_string());
    assert!(rows(&clinic, "@/colors").await[0]["description"].is_string());
    let reasons = rows(&clinic, "@/appointments/booking-reasons").await;
    assert_eq!(
        (&reasons[2]["price"], &reasons[2]["duration"]),
        (&json!("125.12"), &json!("30"))
    );
    assert_eq!(data(&clinic, "practice").await["id"], 4711);
    assert_eq!(rows(&clinic, "@/custom-fields").await.len(), 4);
}
