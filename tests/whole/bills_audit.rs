//! What is done with bills and documents leaves its lines in the access log.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::audit::AuditAct;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::audit_commands::Clinic;
use crate::bills_place::{ACCOUNT, TODAY};
use crate::lab_place::pdf;

/// Every command about bills and documents, for somebody of a practice: `studio` is its connection, `document` one of
/// the patient's documents.
pub async fn bills(clinic: &mut Clinic, studio: Uuid, person: Uuid, document: Uuid) {
    clinic
        .leaves(
            "patient_document_save",
            json!({ "id": document }),
            AuditAct::DocumentOpened,
        )
        .await;
    let page = clinic.place.desk.page(person).await.unwrap();
    let source = &page.records[0].source;
    let id: u32 = source.vendor_id.clone().unwrap().parse().unwrap();
    let made = json!({ "patientId": id, "date": TODAY, "number": "9/2026", "amount": 80.0, "owed": [80.0] });
    let made = clinic.place.colleague("bills", made).await;
    let made = made["fields"]["id"].to_string();
    let period = json!({ "connection": studio, "from": TODAY, "to": TODAY, "refresh": true });
    let listed = clinic.app.dispatch("bills", period).await.unwrap();
    let bill = listed["bills"]
        .as_array()
        .unwrap()
        .iter()
        .find(|bill| bill["vendor_id"] == json!(made))
        .unwrap()["id"]
        .clone();
    let by = json!({ "id": bill });
    clinic.leaves("bill", by.clone(), AuditAct::DocumentOpened).await;
    about(clinic, person, "document", "9/2026").await;
    let rule = json!({ "connection": studio, "rule": "vendor" });
    clinic
        .leaves("bill_liability_rule", rule, AuditAct::ConnectionEdited)
        .await;
    let paper = clinic.leaves("bill_paper", by, AuditAct::PaperOpened).await;
    // The number of the bill holds what no file name can.
    let saved = clinic
        .leaves("paper_save", json!({ "id": paper["id"] }), AuditAct::PaperOpened)
        .await;
    assert_eq!(saved["name"], paper["name"]);
    assert!(!saved["name"].as_str().unwrap().contains('/'), "{saved}");
    let folder = clinic.place.folder().parent().unwrap().to_path_buf();
    let file = std::fs::read(folder.join(saved["name"].as_str().unwrap())).unwrap();
    assert!(file.starts_with(b"%PDF-"), "what was saved is the paper");
    assert_eq!(json!(file.len()), paper["bytes"]);
    let pay = json!({ "bill": bill, "amount": "80", "date": TODAY, "account": ACCOUNT, "method": "card",
        "intent": Uuid::new_v4() });
    clinic.leaves("bill_pay", pay, AuditAct::BillPaid).await;
    about(clinic, person, "amount", "80.00 EUR").await;
    let file = json!({ "record": source.record, "paper": paper["id"], "folder": "Ricevute", "kind": "other",
        "name": "Ricevuta.pdf", "intent": Uuid::new_v4() });
    clinic
        .leaves("document_file", file, AuditAct::DocumentFiled)
        .await;
    about(clinic, person, "folder", "Ricevute").await;
    let scan = json!({ "record": source.record, "base64": STANDARD.encode(pdf()), "folder": "Referti", "kind": "other",
        "name": "Referto.pdf", "intent": Uuid::new_v4() });
    clinic
        .leaves("document_file_pdf", scan, AuditAct::DocumentFiled)
        .await;
    about(clinic, person, "folder", "Referti").await;
}

/// The newest line is about that person and tells that value.
async fn about(clinic: &Clinic, person: Uuid, field: &str, value: &str) {
    let lines = clinic.lines().await;
    assert_eq!(lines[0]["person"], json!(person));
    let told = lines[0]["changes"].as_array().unwrap();
    let told = told.iter().find(|change| change["field"] == field);
    assert_eq!(told.map(|change| &change["after"]), Some(&Value::from(value)));
}
