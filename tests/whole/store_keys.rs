//! A store that does not open: what is wrong has a name, and each name has its ways out and no others.

use std::fs;

use frontdesk_desk::connections::Health;
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use serde_json::json;

use crate::desk::Place;
use crate::store_place::{Office, ask, situation};

const NO_WAY: &str = "not-allowed";

#[tokio::test]
async fn a_lost_keyring_is_named_and_the_recovery_code_opens_the_desk_again() {
    let office = Office::new().await;
    let app = office.connected().await;
    assert_eq!(
        ask(&app, "app_state", json!({})).await.unwrap()["recovery_made"],
        false
    );
    let code = app.desk().unwrap().make_recovery_code().await.unwrap().code;
    let state = ask(&app, "app_state", json!({})).await.unwrap();
    assert_eq!(state["recovery_made"], true);
    for (command, payload) in [
        ("store_open_again", json!({})),
        ("store_recover", json!({ "code": code })),
        ("store_backups", json!({})),
        ("store_restore", json!({ "name": "x" })),
        ("store_set_aside", json!({})),
    ] {
        assert_eq!(
            ask(&app, command, payload).await.unwrap_err(),
            NO_WAY,
            "{command}: nothing is wrong"
        );
    }
    drop(app);

    office.keyring.0.lock().unwrap().clear();
    let app = office.start().await;
    assert_eq!(situation(&app).await, ("problem".into(), "key-missing".into()));
    assert_eq!(
        ask(&app, "connections", json!({})).await.unwrap_err(),
        "key-missing"
    );
    assert_eq!(
        ask(&app, "store_restore", json!({ "name": "x" }))
            .await
            .unwrap_err(),
        NO_WAY
    );
    let wrong = ask(&app, "store_recover", json!({ "code": "00000-00000" })).await;
    assert_eq!(wrong.unwrap_err(), "wrong-code");
    assert_eq!(situation(&app).await.0, "problem");
    ask(&app, "store_recover", json!({ "code": code.to_lowercase() }))
        .await
        .unwrap();
    assert_eq!(situation(&app).await.0, "ready");

    // The vendor's key does not come back by it: the account says so and takes a new one.
    let desk = app.desk().unwrap();
    let connection = desk.accounts().list().await.unwrap().remove(0);
    let _ = desk.sync().refresh_today(connection.id).await;
    let connection = desk.accounts().list().await.unwrap().remove(0);
    assert_eq!(connection.health, Health::KeyMissing);
    let given = [("key".to_owned(), office.key())].into();
    assert!(
        desk.accounts()
            .replace_keys(connection.id, &given)
            .await
            .unwrap()
            .usable
    );
    let connection = desk.accounts().list().await.unwrap().remove(0);
    assert_ne!(connection.health, Health::KeyMissing);
    drop((desk, app));
    assert_eq!(
        situation(&*office.start().await).await.0,
        "ready",
        "the keyring opens it again"
    );
}

#[tokio::test]
async fn a_sealed_desk_asks_for_its_code_at_every_start() {
    let office = Office::new().await;
    let app = office.connected().await;
    let desk = app.desk().unwrap();
    let code = desk.make_recovery_code().await.unwrap().code;
    assert!(desk.set_strict(true, &code).await.unwrap().strict);
    drop((desk, app));
    for _ in 0..2 {
        let app = office.start().await;
        assert_eq!(situation(&app).await, ("problem".into(), "key-sealed".into()));
        ask(&app, "store_recover", json!({ "code": code })).await.unwrap();
        assert_eq!(situation(&app).await.0, "ready");
    }
}

#[tokio::test]
async fn a_damaged_store_gives_way_to_a_copy_or_is_set_aside() {
    let office = Office::new().await;
    let app = office.connected().await;
    app.desk().unwrap().copy_store().await.unwrap();
    app.desk().unwrap().close().await.unwrap();
    drop(app);
    fs::write(office.file("desk/store.db"), vec![1; 50_000]).unwrap();

    let app = office.start().await;
    assert_eq!(situation(&app).await, ("problem".into(), "store-damaged".into()));
    assert_eq!(
        ask(&app, "store_recover", json!({ "code": "x" }))
            .await
            .unwrap_err(),
        NO_WAY
    );
    ask(&app, "store_open_again", json!({})).await.unwrap();
    assert_eq!(situation(&app).await.1, "store-damaged");
    let copies = ask(&app, "store_backups", json!({})).await.unwrap();
    assert_eq!(
        ask(&app, "store_restore", json!({ "name": "../x" }))
            .await
            .unwrap_err(),
        "not-found"
    );
    ask(&app, "store_restore", json!({ "name": copies[0]["name"] }))
        .await
        .unwrap();
    assert_eq!(situation(&app).await.0, "ready");
    app.desk().unwrap().close().await.unwrap();
    drop(app);

    fs::write(office.file("desk/store.key"), "{").unwrap();
    let app = office.start().await;
    assert_eq!(situation(&app).await.1, "store-damaged");
    ask(&app, "store_set_aside", json!({})).await.unwrap();
    assert_eq!(situation(&app).await, ("first_start".into(), String::new()));
    assert!(
        office.left().iter().any(|path| path.join("store.key").exists()),
        "nothing is deleted"
    );
}

#[tokio::test]
async fn damage_met_at_work_closes_the_store() {
    let office = Office::new().await;
    let app = office.connected().await;
    app.desk().unwrap().close().await.unwrap();
    drop(app);
    let path = office.file("desk/store.db");
    let whole = fs::read(&path).unwrap();
    let mut opened = None;
    // The last page that opening does not read and making a copy does.
    for page in (1..whole.len() / 4096).rev() {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0x55);
        fs::write(&path, bytes).unwrap();
        // Nobody has met the damage yet, and there is no copy of today.
        fs::remove_file(office.file("desk/store.damaged")).ok();
        fs::remove_dir_all(office.file("desk/backups")).ok();
        let app = office.start().await;
        if let Ok(desk) = app.desk()
            && desk.copy_store().await.is_err()
        {
            opened = Some(app);
            break;
        }
    }
    let app = opened.expect("opening does not read everything");
    ask(&app, "app_state", json!({})).await.ok();
    assert_eq!(situation(&app).await, ("problem".into(), "store-damaged".into()));
}

#[tokio::test(start_paused = true)]
async fn what_was_unsent_in_a_copy_asks_before_it_is_sent() {
    let mut place = Place::filled().await;
    let row = place.expected().await;
    let tick = place.tick(&row, "1", true).await;
    place.desk.copy_store().await.unwrap();
    // Sent by the store that is lost afterwards.
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("set-appointment-status"), 1);
    place.restore_the_copy().await;
    let left = place.drain().await;
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].id, left[0].state, left[0].question.clone()),
        (tick.entry, EntryState::Asks, Some(Question::NeedsLiveLine))
    );
    assert_eq!(
        place.carried_out("set-appointment-status"),
        1,
        "nothing was sent a second time"
    );
    place.decide(tick.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(tick.entry).await, EntryState::Done);
    assert_eq!(
        place.carried_out("set-appointment-status"),
        1,
        "it was there already"
    );
}

#[tokio::test]
async fn a_store_that_only_its_code_opens_is_not_set_aside_by_who_comes_by() {
    let office = Office::new().await;
    let app = office.connected().await;
    let desk = app.desk().unwrap();
    let code = desk.make_recovery_code().await.unwrap().code;
    desk.set_strict(true, &code).await.unwrap();
    desk.close().await.unwrap();
    drop((app, desk));
    let app = office.start().await;
    assert_eq!(situation(&app).await.1, "key-sealed");
    let refused = ask(&app, "store_set_aside", json!({})).await;
    assert_eq!(refused.unwrap_err(), "not-allowed");
    ask(&app, "store_recover", json!({ "code": code })).await.unwrap();
    assert_eq!(situation(&app).await.0, "ready");
}
