//! Commands about accounts, their statuses and work points.

use std::collections::BTreeMap;

use frontdesk_desk::audit::AuditAct;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use serde_json::{Value, json};

use super::Clinic;

fn draft(of: &ConnectionDraft) -> Value {
    let text = |map: &BTreeMap<String, String>| json!(map);
    json!({ "name": of.name, "vendor": of.vendor, "base_url": of.base_url, "details": text(&of.details),
        "secrets": text(&of.secrets), "paths": text(&of.paths) })
}

pub async fn accounts(clinic: &mut Clinic) {
    let account = clinic.place.sandbox.accounts().videodoktor;
    let praha = ConnectionDraft::of(
        Vendor::Videodoktor,
        "Brno",
        &account.base_url,
        &[("start_format", "dotted")],
        &[("app_key", &account.app_key), ("key", &account.key)],
    );
    let added = clinic
        .leaves("connection_add", draft(&praha), AuditAct::ConnectionAdded)
        .await;
    let id = added["id"].clone();
    let edit = json!({ "id": id, "name": "Praha", "base_url": praha.base_url, "details": praha.details,
        "paths": {}, "secrets": {} });
    clinic
        .leaves("connection_edit", edit, AuditAct::ConnectionEdited)
        .await;
    let keys = json!({ "id": id, "secrets": praha.secrets });
    clinic
        .leaves("connection_replace_keys", keys, AuditAct::ConnectionEdited)
        .await;
    let lines = clinic.lines().await;
    let log = json!(lines).to_string();
    assert!(
        !log.contains(&account.key) && !log.contains(&account.app_key),
        "no key in the log"
    );
    clinic
        .leaves(
            "connection_remove",
            json!({ "id": id }),
            AuditAct::ConnectionRemoved,
        )
        .await;
    let medsoft = clinic.place.connection.id;
    let stages = json!({ "id": medsoft, "stages": [{ "key": "2", "stage": "arrived" }] });
    clinic
        .leaves("connection_stages_confirm", stages, AuditAct::ConnectionEdited)
        .await;
    let points =
        json!({ "id": medsoft, "work_points": [{ "vendor_id": "1", "name": "Centru", "confirmed": true }] });
    clinic
        .leaves(
            "connection_work_points_confirm",
            points,
            AuditAct::ConnectionEdited,
        )
        .await;
}
