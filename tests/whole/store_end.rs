//! Nothing of a desk stays on a computer that it was removed from.

use std::fs;

use frontdesk_desk::store::Wipe;
use serde_json::json;

use crate::store_place::{Office, ask, situation};

const ANA: &str = "patru cai albi";

fn wipe(save_unsent: bool) -> Wipe {
    Wipe {
        password: ANA.to_owned(),
        save_unsent,
    }
}

impl Office {
    /// The folders of desks that were set aside.
    fn aside(&self) -> Vec<std::path::PathBuf> {
        let mut aside = self.left();
        aside.retain(|path| path.is_dir() && path.to_string_lossy().contains("desk.aside-"));
        aside
    }
}

#[tokio::test]
async fn a_wiped_desk_leaves_no_file_and_no_key() {
    let office = Office::new().await;
    // A desk that was set aside before goes too.
    let app = office.connected().await;
    app.desk().unwrap().close().await.unwrap();
    drop(app);
    fs::write(office.file("desk/store.db-wal"), b"").unwrap();
    let whole = fs::read(office.file("desk/store.db")).unwrap();
    fs::write(office.file("desk/store.db"), b"").unwrap();
    let app = office.start().await;
    ask(&app, "store_set_aside", json!({})).await.unwrap();
    fs::write(office.aside()[0].join("store.db"), whole).unwrap();
    drop(app);

    let app = office.connected().await;
    let desk = app.desk().unwrap();
    desk.make_recovery_code().await.unwrap();
    desk.copy_store().await.unwrap();
    for (name, content) in [
        ("opened/x/a.pdf", "%PDF"),
        ("logs/app.log", "log"),
        ("window.json", "{}"),
    ] {
        fs::create_dir_all(office.file(name).parent().unwrap()).unwrap();
        fs::write(office.file(name), content).unwrap();
    }
    let preferences = ask(&app, "app_state", json!({})).await.unwrap()["preferences"].clone();
    ask(&app, "preferences_set", preferences).await.unwrap();
    fs::write(office.file("someone-elses.txt"), "not ours").unwrap();
    assert_eq!(
        office.keyring.0.lock().unwrap().len(),
        4,
        "two stores and their accounts"
    );

    app.wipe(&wipe(false)).await.unwrap();
    assert_eq!(office.left(), [office.file("someone-elses.txt")]);
    assert!(office.keyring.0.lock().unwrap().is_empty());
    assert_eq!(situation(&app).await.0, "first_start");
    assert_eq!(
        desk.accounts().list().await.unwrap_err().code,
        frontdesk_desk::ErrorCode::NotOpen
    );
}

#[tokio::test]
async fn unsent_work_stops_the_wiping() {
    let office = Office::new().await;
    let app = office.connected().await;
    let desk = app.desk().unwrap();
    let connection = desk.accounts().list().await.unwrap().remove(0).id;
    let request = frontdesk_desk::patients::CreatePatient {
        connection,
        form: crate::desk::newcomer(),
        intent: uuid::Uuid::new_v4(),
    };
    desk.outbox()
        .create_patient(request, std::time::Duration::from_secs(60))
        .await
        .unwrap();
    let refused = app.wipe(&wipe(false)).await.unwrap_err();
    assert_eq!(refused.code, frontdesk_desk::ErrorCode::UnsentWork);
    assert_eq!(refused.params.0["count"], "1");
    assert!(
        app.wipe(&wipe(true)).await.is_err(),
        "nobody said where to save it"
    );
    assert_eq!(situation(&app).await.0, "ready");
    assert_eq!(office.keyring.0.lock().unwrap().len(), 2);
}

/// Sets the desk aside, as anybody may who comes by while it does not open, and makes themselves manager of the new one.
async fn usurped(office: &Office, password: &str) -> std::sync::Arc<frontdesk_commands::App> {
    let app = office.start().await;
    ask(&app, "store_set_aside", json!({})).await.unwrap();
    let manager = json!({"name": "Ana Pop", "password": password});
    ask(&app, "session_first_manager", manager).await.unwrap();
    app
}

#[tokio::test]
async fn a_desk_that_was_set_aside_goes_by_its_own_managers_password_only() {
    let office = Office::new().await;
    let app = office.connected().await;
    let manager = json!({"name": "Ana Pop", "password": ANA});
    ask(&app, "session_first_manager", manager).await.unwrap();
    app.desk().unwrap().close().await.unwrap();
    drop(app);
    let whole = fs::read(office.file("desk/store.db")).unwrap();
    fs::write(office.file("desk/store.db"), b"").unwrap();
    let app = usurped(&office, "cinci mere coapte").await;
    let back = || fs::write(office.aside()[0].join("store.db"), &whole).unwrap();
    let wipe = |password: &str| json!({"password": password, "save_unsent": false});
    ask(&app, "wipe", wipe("cinci mere coapte")).await.unwrap();
    assert_eq!(
        office.left(),
        office.aside(),
        "it does not open: nobody knows whose it is"
    );
    let keys = office.keyring.0.lock().unwrap().clone();
    assert_eq!(keys.len(), 2, "its own and its account's");

    back();
    drop(app);
    let app = office.start().await;
    let manager = json!({"name": "Ana Pop", "password": "cinci mere coapte"});
    ask(&app, "session_first_manager", manager).await.unwrap();
    ask(&app, "wipe", wipe("cinci mere coapte")).await.unwrap();
    assert_eq!(office.left(), office.aside(), "somebody else's");
    assert_eq!(*office.keyring.0.lock().unwrap(), keys);

    let manager = json!({"name": "Ana Pop", "password": ANA});
    ask(&app, "session_first_manager", manager).await.unwrap();
    ask(&app, "wipe", wipe(ANA)).await.unwrap();
    assert_eq!(office.left(), Vec::<std::path::PathBuf>::new());
    assert!(office.keyring.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_desk_with_unsent_work_that_was_set_aside_stays() {
    let office = Office::new().await;
    let app = office.connected().await;
    let desk = app.desk().unwrap();
    let connection = desk.accounts().list().await.unwrap().remove(0).id;
    let request = frontdesk_desk::patients::CreatePatient {
        connection,
        form: crate::desk::newcomer(),
        intent: uuid::Uuid::new_v4(),
    };
    let hold = std::time::Duration::from_secs(60);
    desk.outbox().create_patient(request, hold).await.unwrap();
    desk.close().await.unwrap();
    drop((app, desk));
    let whole = fs::read(office.file("desk/store.db")).unwrap();
    fs::write(office.file("desk/store.db"), b"").unwrap();
    let app = usurped(&office, ANA).await;
    fs::write(office.aside()[0].join("store.db"), &whole).unwrap();
    app.wipe(&wipe(false)).await.unwrap();
    assert_eq!(office.left(), office.aside());
}

#[tokio::test]
async fn a_desk_that_opens_once_its_keyring_is_unlocked_is_not_set_aside() {
    let office = Office::new().await;
    drop(office.connected().await);
    office.keyring.1.store(true, std::sync::atomic::Ordering::SeqCst);
    let app = office.start().await;
    assert_eq!(situation(&app).await.1, "keyring-unavailable");
    let refused = ask(&app, "store_set_aside", json!({})).await;
    assert_eq!(refused.unwrap_err(), "not-allowed");
    assert!(office.aside().is_empty());
}

#[tokio::test]
async fn a_desk_that_was_opened_since_the_gate_found_none_asks_for_a_password() {
    let office = Office::new().await;
    let app = office.start().await;
    // Another process is first.
    let other = office.connected().await;
    let manager = json!({"name": "Ana Pop", "password": ANA});
    ask(&other, "session_first_manager", manager).await.unwrap();
    let draft = json!({"name": "Mine", "vendor": "medsoft", "base_url": "http://127.0.0.1:1",
        "details": {"client_path": "x"}, "secrets": {"key": "k"}, "paths": {}});
    let refused = ask(&app, "connection_add", draft.clone()).await;
    assert_eq!(refused.unwrap_err(), "sign-in-needed");
    assert_eq!(
        situation(&app).await.0,
        "ready",
        "and so that somebody can sign in"
    );
    drop(app);

    // A store that did not open, and would now.
    office.keyring.1.store(true, std::sync::atomic::Ordering::SeqCst);
    let app = office.start().await;
    office.keyring.1.store(false, std::sync::atomic::Ordering::SeqCst);
    let refused = ask(&app, "connection_add", draft).await;
    assert_eq!(refused.unwrap_err(), "keyring-unavailable");
    let desk = other.desk().unwrap();
    assert_eq!(desk.accounts().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_desk_without_users_can_be_wiped_from_its_window() {
    let office = Office::new().await;
    let app = office.connected().await;
    let wipe = json!({"password": "", "save_unsent": false});
    ask(&app, "wipe", wipe).await.unwrap();
    assert_eq!(office.left(), Vec::<std::path::PathBuf>::new());
}

#[tokio::test]
async fn training_does_not_start_with_the_computer() {
    let office = Office::new().await;
    let app = office.start().await;
    app.open_training().await.unwrap();
    let refused = ask(&app, "autostart_set", json!({ "on": true })).await;
    assert_eq!(refused.unwrap_err(), "not-allowed");
}

#[tokio::test]
async fn the_sheet_of_a_desk_that_was_set_aside_is_found() {
    let office = Office::new().await;
    let app = office.start().await;
    let none = ask(&app, "sheet_state", json!({})).await.unwrap();
    assert_eq!(none["problem"], serde_json::Value::Null);
    for time in ["20260101T080000Z", "20260302T080000Z"] {
        fs::create_dir(office.file(&format!("desk.aside-{time}"))).unwrap();
    }
    // It is looked at, though it is none.
    fs::write(office.file("desk.aside-20260101T080000Z/downtime.sheet"), "x").unwrap();
    let found = ask(&app, "sheet_state", json!({})).await.unwrap();
    assert_eq!(found["problem"], "file-unreadable");
}
