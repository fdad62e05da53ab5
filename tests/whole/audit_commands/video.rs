//! Commands about video visits.

use std::time::Duration;

use frontdesk_desk::audit::AuditAct;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use serde_json::json;
use uuid::Uuid;

use super::Clinic;

pub async fn video(clinic: &mut Clinic) {
    let account = clinic.place.sandbox.accounts().videodoktor;
    let praha = ConnectionDraft::of(
        Vendor::Videodoktor,
        "Praha",
        &account.base_url,
        &[("start_format", "dotted")],
        &[("app_key", &account.app_key), ("key", &account.key)],
    );
    let praha = clinic.place.connect(praha).await;
    let person = clinic.place.expected().await.patient.id;
    let prefill = json!({ "connection": praha.id, "patient": person });
    clinic
        .leaves("video_prefill", prefill, AuditAct::FormFilled)
        .await;
    let form = json!({ "name": "Jana Nováková", "email": "", "phone": "700000111", "birth_year": "1980",
        "date": "2026-11-25", "time": "20:00:00" });
    let book = json!({ "connection": praha.id, "patient": person, "form": form, "intent": Uuid::new_v4() });
    let booked = clinic.leaves("video_book", book, AuditAct::VideoBooked).await;
    let visit = booked["visit"].clone();
    clinic
        .while_running(tokio::time::sleep(Duration::from_secs(180)))
        .await;
    tokio::time::sleep(Duration::from_secs(3 * 86_400)).await;
    clinic
        .leaves(
            "video_report",
            json!({ "id": visit }),
            AuditAct::VideoReportOpened,
        )
        .await;
    let remove = json!({ "visit": visit, "intent": Uuid::new_v4() });
    clinic
        .leaves("video_remove", remove, AuditAct::VideoRemoved)
        .await;
    let lines = clinic.lines().await;
    let removed = lines.iter().find(|line| line["act"] == "video_removed").unwrap();
    assert_eq!(removed["person"], json!(person));
}
