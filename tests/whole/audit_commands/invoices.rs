//! What is put down of invoices.

use frontdesk_desk::audit::AuditAct;
use frontdesk_desk::connections::{Vendor, WorkPoint};
use serde_json::json;
use uuid::Uuid;

use super::Clinic;

pub(super) async fn invoices(clinic: &mut Clinic) {
    let connection = clinic.place.connection.id;
    let point = WorkPoint {
        vendor_id: Some("1".into()),
        name: "Dumbrava Centru".into(),
        confirmed: true,
    };
    let desk = clinic.app.desk().unwrap();
    desk.accounts()
        .confirm_work_points(connection, vec![point])
        .await
        .unwrap();
    desk.refresh_price_list(connection).await.unwrap();
    let rows = clinic.place.today().await;
    let row = rows
        .iter()
        .find(|row| row.vendor == Vendor::Medsoft && !row.foreign)
        .unwrap();
    let page = desk.page(row.patient.id).await.unwrap();
    let here = page
        .records
        .iter()
        .find(|record| record.source.connection == connection);
    let record = here.unwrap().source.record;
    clinic
        .leaves("invoice_desk", json!({ "id": record }), AuditAct::PatientOpened)
        .await;
    clinic.place.sandbox.faults().set_down(true);
    let form = json!({
        "work_point": "1", "payment": { "method": "cash" },
        "lines": [{ "kind": "service", "code": "101", "quantity": 1 }],
    });
    let wish = json!({ "record": record, "form": form, "intent": Uuid::new_v4() });
    let issued = clinic
        .leaves("invoice_issue", wish, AuditAct::InvoiceServices)
        .await;
    let entry: Uuid = serde_json::from_value(issued["accepted"]["entry"].clone()).unwrap();
    desk.outbox().stop_watching(entry).await.unwrap();
    let id = json!({ "id": issued["invoice"] });
    clinic
        .leaves("invoice", id.clone(), AuditAct::PatientOpened)
        .await;
    clinic.leaves("invoice_resume", id, AuditAct::UnsentSent).await;
    let known = json!({ "connection": connection, "word": "Numerar" });
    clinic
        .leaves("invoice_noted_method_set", known, AuditAct::ConnectionEdited)
        .await;
    clinic.place.sandbox.faults().set_down(false);
}
