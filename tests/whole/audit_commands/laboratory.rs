//! Commands about orders and reports of laboratories.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::audit::AuditAct;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_desk::lab::LabEvent;
use serde_json::json;
use uuid::Uuid;

use super::Clinic;
use crate::lab_place::{order, pdf};

pub async fn laboratory(clinic: &mut Clinic) {
    let account = clinic.place.sandbox.accounts().gensoft;
    let lab = ConnectionDraft::of(
        Vendor::Gensoft,
        "Laboratório",
        &account.base_url,
        &[],
        &[("key", &account.key)],
    );
    let lab = clinic.place.connect(lab).await;
    let row = clinic.place.today().await.remove(0);
    let person = row.patient.id;
    let prefill = json!({ "patient": person });
    clinic.leaves("lab_prefill", prefill, AuditAct::FormFilled).await;
    let send = json!({ "connection": lab.id, "patient": person, "intent": Uuid::new_v4(),
        "form": order("261123-AAAA", LabEvent::Created) });
    let sent = clinic.leaves("lab_send", send, AuditAct::LabSent).await;
    clinic
        .leaves(
            "lab_order",
            json!({ "id": sent["order"] }),
            AuditAct::LabOrderOpened,
        )
        .await;
    let upload = json!({ "connection": lab.id, "order": sent["order"], "execution": "9001",
        "file_name": "laudo.pdf", "base64": STANDARD.encode(pdf()), "intent": Uuid::new_v4() });
    clinic
        .leaves("lab_upload", upload, AuditAct::ReportUploaded)
        .await;
    let lines = clinic.lines().await;
    assert_eq!(
        lines[0]["person"],
        json!(person),
        "the report is about whom the order was made for"
    );
}
