//! Commands about users, keys and settings.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::audit::AuditAct;
use serde_json::json;

use super::Clinic;

/// Users, keys, settings, papers: last, because the desk has users from then on.
pub async fn house(clinic: &mut Clinic) {
    // Time passes between two commands: the desk may not lock itself meanwhile.
    let settings = json!({ "name": "Front", "lock_after_minutes": 60 });
    clinic
        .leaves("desk_settings_set", settings, AuditAct::SettingsChanged)
        .await;
    let manager = json!({ "name": "Ana", "password": "a long password 1" });
    clinic
        .app
        .dispatch("session_first_manager", manager)
        .await
        .unwrap();
    for (command, payload, act) in [
        ("emergency_code", json!({}), AuditAct::CodeMade),
        (
            "user_add",
            json!({ "name": "Dan", "role": "receptionist", "password": "a long password 2" }),
            AuditAct::UserAdded,
        ),
        ("sheet_pin", json!({ "pin": "836501" }), AuditAct::SettingsChanged),
        ("sheet_save", json!({}), AuditAct::SheetOpened),
        ("sheet_open", json!({}), AuditAct::SheetOpened),
        ("unsent_export", json!({}), AuditAct::UnsentExported),
        ("autostart_set", json!({ "on": true }), AuditAct::SettingsChanged),
        (
            "clinic_export",
            json!({ "passphrase": "a passphrase of ours" }),
            AuditAct::ClinicExported,
        ),
    ] {
        clinic.touched_leaves(command, payload, act).await;
    }
    let users = clinic.app.dispatch("users", json!({})).await.unwrap();
    let dan = users
        .as_array()
        .unwrap()
        .iter()
        .find(|user| user["name"] == "Dan")
        .unwrap()["id"]
        .clone();
    let edit = json!({ "id": dan, "name": "Dan", "role": "manager", "active": true });
    clinic
        .touched_leaves("user_edit", edit, AuditAct::UserEdited)
        .await;
    let password = json!({ "id": dan, "password": "a long password 3" });
    clinic
        .touched_leaves("user_password", password, AuditAct::PasswordChanged)
        .await;

    let file = std::fs::read_dir(clinic.place.folder().parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().is_some_and(|name| name == "frontdesk.clinic"))
        .expect("the clinic file was saved");
    let file = STANDARD.encode(std::fs::read(file).unwrap());
    let import = json!({ "file": file, "passphrase": "a passphrase of ours", "preview": false });
    clinic
        .touched_leaves("clinic_import", import, AuditAct::ClinicImported)
        .await;

    let code = clinic
        .touched_leaves("recovery_code", json!({}), AuditAct::CodeMade)
        .await["code"]
        .clone();
    let strict = json!({ "on": true, "code": code });
    clinic
        .touched_leaves("strict_mode", strict, AuditAct::SettingsChanged)
        .await;
    let day = clinic
        .app
        .dispatch("patients_find", json!({ "text": "po" }))
        .await
        .unwrap();
    let person = day["hits"].as_array().unwrap().last().unwrap()["id"].clone();
    let erase = json!({ "id": person, "reason": "asked us to" });
    clinic
        .touched_leaves("patient_erase", erase, AuditAct::PatientErased)
        .await;
}
