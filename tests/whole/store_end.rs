//! Nothing of a desk stays on a computer that it was removed from.

use std::fs;

use serde_json::json;

use crate::store_place::{Office, ask, situation};

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
    let aside = office
        .left()
        .into_iter()
        .find(|path| path.is_dir() && path.join("store.key").exists());
    fs::write(aside.unwrap().join("store.db"), whole).unwrap();
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

    app.wipe(false).await.unwrap();
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
    let refused = app.wipe(false).await.unwrap_err();
    assert_eq!(refused.code, frontdesk_desk::ErrorCode::UnsentWork);
    assert_eq!(refused.params.0["count"], "1");
    assert!(app.wipe(true).await.is_err(), "nobody said where to save it");
    assert_eq!(situation(&app).await.0, "ready");
    assert_eq!(office.keyring.0.lock().unwrap().len(), 2);
}
