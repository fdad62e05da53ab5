//! What the money desk, papers and the letterhead leave in the access log.

use frontdesk_desk::audit::AuditAct;
use serde_json::json;
use uuid::Uuid;

use crate::audit_commands::Clinic;

/// Carries every command of the money desk out and looks for its line.
pub async fn money(clinic: &mut Clinic) {
    let letterhead = json!({ "name": "Clinica Exemplu", "country": "ro" });
    clinic
        .leaves("letterhead_set", letterhead, AuditAct::SettingsChanged)
        .await;
    let template = json!({ "document": "slip", "template": "= A slip" });
    clinic
        .leaves("template_set", template, AuditAct::SettingsChanged)
        .await;
    let person = clinic.place.today().await.remove(0).patient.id;
    let take = json!({ "patient": person, "amount": "120.50", "currency": "RON", "method": "cash",
        "note": "Control", "intent": Uuid::new_v4() });
    let taken = clinic.leaves("taking_record", take, AuditAct::MoneyTaken).await;
    let id = json!({ "id": taken["id"] });
    let slip = clinic
        .leaves("taking_slip", id.clone(), AuditAct::PaperOpened)
        .await;
    let paper = json!({ "id": slip["id"] });
    let of_person = json!({ "id": person });
    clinic.leaves("papers", of_person, AuditAct::PatientOpened).await;
    for command in ["paper_preview", "paper_open", "paper_save", "paper_print"] {
        clinic.leaves(command, paper.clone(), AuditAct::PaperOpened).await;
    }
    let back = json!({ "taking": taken["id"], "amount": "20.50", "reason": "typed twice", "intent": Uuid::new_v4() });
    clinic
        .leaves("taking_give_back", back, AuditAct::MoneyTakenBack)
        .await;
    let there = json!({ "id": taken["id"], "number": "1042" });
    clinic.leaves("taking_there", there, AuditAct::MoneyThere).await;
    let float =
        json!({ "kind": "opening_float", "amount": "200", "currency": "RON", "intent": Uuid::new_v4() });
    clinic.leaves("cash_move", float, AuditAct::CashMoved).await;
    let day = clinic.app.dispatch("money_day", json!({})).await.unwrap();
    let counted = day["shift"]["expected"].as_array().unwrap().iter().map(
        |line| json!({ "method": line["method"], "currency": line["currency"], "amount": line["expected"] }),
    );
    let close = json!({ "counted": counted.collect::<Vec<_>>(), "intent": Uuid::new_v4() });
    let closed = clinic.leaves("cash_close", close, AuditAct::CashUpMade).await;
    assert_eq!(closed["number"], 1, "{closed}");
    let statement = json!({ "patient": person, "from": "2026-11-01", "to": "2026-12-31" });
    clinic
        .leaves("statement", statement.clone(), AuditAct::PatientOpened)
        .await;
    let mut of_person = statement;
    of_person["what"] = json!("statement");
    clinic
        .leaves("money_preview", of_person.clone(), AuditAct::PaperOpened)
        .await;
    let export = json!({ "paper": of_person, "format": "csv" });
    clinic.leaves("money_export", export, AuditAct::MoneySaved).await;
    let shift = json!({ "what": "cash_up", "id": closed["id"] });
    clinic.leaves("money_print", shift, AuditAct::MoneySaved).await;
    let lines = clinic.lines().await;
    let saved = lines
        .iter()
        .find(|line| line["act"] == "money_saved" && line["person"] == json!(person));
    assert!(saved.is_some(), "a statement is about its patient");
}
