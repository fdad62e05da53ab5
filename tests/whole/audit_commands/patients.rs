//! Commands about patients, their visits and their documents.

use frontdesk_desk::audit::AuditAct;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_sandbox::Vendor as Server;
use serde_json::json;
use uuid::Uuid;

use super::{Clinic, searches};
use crate::desk::newcomer;
use crate::outbox_lost_answers::somebody;

pub async fn patients(clinic: &mut Clinic) {
    let row = clinic.place.expected().await;
    let person = json!({ "id": row.patient.id });
    clinic
        .leaves("patient_open", person.clone(), AuditAct::PatientOpened)
        .await;
    clinic
        .leaves("patient_history", person.clone(), AuditAct::PatientOpened)
        .await;
    clinic
        .leaves("patient_refresh", person, AuditAct::PatientRefreshed)
        .await;
    clinic
        .leaves(
            "appointment_history",
            json!({ "id": row.id }),
            AuditAct::PatientOpened,
        )
        .await;
    searches::leave_their_lines(clinic).await;
    let tick = json!({ "appointment": row.id, "key": "2", "value": true, "intent": Uuid::new_v4() });
    let accepted = clinic
        .leaves("appointment_set_status", tick, AuditAct::StatusSet)
        .await;
    clinic
        .leaves(
            "action_undo",
            json!({ "id": accepted["intent"] }),
            AuditAct::Undone,
        )
        .await;
    let medsoft = clinic.place.connection.id;
    let create = json!({ "connection": medsoft, "form": newcomer(), "intent": Uuid::new_v4() });
    let made = clinic
        .leaves("patient_create", create, AuditAct::PatientCreated)
        .await;
    let give_up = json!({ "id": made["accepted"]["entry"], "decision": "discard", "reason": "a slip" });
    clinic
        .leaves("unsent_resolve", give_up, AuditAct::UnsentDiscarded)
        .await;
    let (record, before) = somebody(&clinic.place).await;
    let mut after = before.clone();
    after.phone = "0733000111".into();
    let edit = json!({ "record": record, "before": before, "after": after, "intent": Uuid::new_v4() });
    clinic.leaves("patient_edit", edit, AuditAct::PatientEdited).await;
    // It is sent while the person who asked watches: by their own process.
    let form = json!({ "record": record, "kind": "new", "intent": Uuid::new_v4() });
    clinic
        .while_running(clinic.app.dispatch("gdpr_form", form))
        .await
        .unwrap();
    let lines = clinic.lines().await;
    assert!(lines.iter().any(|line| line["act"] == "consent_form_made"));
    let last = json!({ "record": record, "kind": "last", "intent": Uuid::new_v4() });
    clinic.leaves("gdpr_form", last, AuditAct::DocumentOpened).await;
    clinic
        .leaves("access_log_export", json!({}), AuditAct::LogExported)
        .await;
}

pub async fn documents(clinic: &mut Clinic) {
    let place = &clinic.place;
    // A line in process follows no redirect.
    let dialect = json!({ "download": "direct" });
    place.sandbox.change_dialect(Server::Alfadocs, &dialect).unwrap();
    let account = place.sandbox.accounts().alfadocs;
    let studio = ConnectionDraft::of(
        Vendor::Alfadocs,
        "Studio",
        &account.base_url,
        &[],
        &[("key", &account.key)],
    );
    let studio = place.connect(studio).await;
    place.fill().await;
    for row in place.today().await {
        if row.connection != studio.id {
            continue;
        }
        let page = place.desk.refresh_patient(row.patient.id).await.unwrap();
        if let Some(document) = page.documents.rows.first() {
            let document = document.id;
            clinic
                .leaves(
                    "patient_document_open",
                    json!({ "id": document }),
                    AuditAct::DocumentOpened,
                )
                .await;
            book(clinic, row.patient.id).await;
            return crate::bills_audit::bills(clinic, studio.id, row.patient.id, document).await;
        }
    }
    panic!("no patient of today has a document");
}

async fn book(clinic: &mut Clinic, person: Uuid) {
    let offered = clinic.place.desk.booking_form(person).await.unwrap().accounts;
    let form = json!({ "date": "2026-12-06", "time": "20:30:00", "minutes": 30, "doctor": offered[0].doctors[0].id });
    let request = json!({ "intent": Uuid::new_v4(), "record": offered[0].record, "form": form });
    clinic
        .leaves("appointment_book", request, AuditAct::AppointmentBooked)
        .await;
}
