//! The store on the command line: what is there, and what is no way out of what is not wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::{Value, json};
use support::Clinic;

#[tokio::test]
async fn a_folder_without_a_desk_has_no_store_and_nothing_wrong() {
    let clinic = Clinic::open().await;
    let state = clinic.ok(&["store", "state", "--json"]).await;
    assert_eq!(state, json!({ "opens": false, "problem": null, "backups": [] }));
    for words in [&["store", "recovery-code"][..], &["store", "backups", "--json"]] {
        let error = clinic.failed(words, &[], "", 1).await;
        assert_eq!(error["kind"], "not-open", "{words:?}");
    }
    for words in [&["store", "set-aside"][..], &["store", "restore", "x"]] {
        let error = clinic.failed(words, &[], "", 1).await;
        assert_eq!(error["kind"], "not-allowed", "{words:?}");
    }
}

#[tokio::test]
async fn a_code_comes_from_standard_input_alone() {
    let clinic = Clinic::open().await;
    let error = clinic.failed(&["store", "recover"], &[], "", 2).await;
    assert_eq!(error["kind"], "usage");
    clinic
        .failed(&["store", "recover", "ABCDE-FGHJK"], &[], "", 2)
        .await;
    let error = clinic
        .failed(&["store", "recover"], &[], "ABCDE-FGHJK\n", 1)
        .await;
    assert_eq!(error["kind"], "not-allowed", "nothing is wrong");
}

#[tokio::test]
async fn a_store_that_cannot_be_opened_says_why_and_is_set_aside() {
    let clinic = Clinic::open().await;
    let desk = clinic.dir.path().join("desk");
    std::fs::create_dir_all(&desk).unwrap();
    std::fs::write(desk.join("store.key"), "{").unwrap();
    std::fs::write(desk.join("store.db"), "no store").unwrap();
    let state = clinic.ok(&["store", "state", "--json"]).await;
    assert_eq!(
        (state["opens"].clone(), state["problem"].clone()),
        (json!(false), json!("store-damaged"))
    );
    let error = clinic
        .failed(&["store", "restore", "../store.key"], &[], "", 1)
        .await;
    assert_eq!(error["kind"], "not-found");
    let state = clinic.ok(&["store", "set-aside"]).await;
    assert_eq!(
        (state["opens"].clone(), state["problem"].clone()),
        (json!(false), Value::Null)
    );
    assert!(!desk.exists());
    let kept = std::fs::read_dir(clinic.dir.path()).unwrap().any(|entry| {
        entry
            .unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with("desk.aside-")
    });
    assert!(kept);
}

#[tokio::test]
async fn a_store_of_which_only_a_part_can_be_read_has_its_ways_out() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let database = clinic.dir.path().join("desk/store.db");
    let whole = std::fs::read(&database).unwrap();
    let mut bytes = whole.clone();
    let (from, to) = (bytes.len() / 3, bytes.len());
    bytes[from..to].fill(0x55);
    std::fs::write(&database, &bytes).unwrap();
    // It opens, and what lies further back cannot be read.
    let state = clinic.run(&["appointments", "today", "--json"], &[], "").await;
    let error: Value = serde_json::from_slice(&state.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "store-damaged", "{error}");
    let help = error["error"]["help"].as_str().unwrap_or_default();
    assert!(
        help.contains("store restore") && help.contains("store set-aside"),
        "{help}"
    );
    let state = clinic.ok(&["store", "state", "--json"]).await;
    assert_eq!(
        (state["opens"].clone(), state["problem"].clone()),
        (json!(false), json!("store-damaged"))
    );
    let error = clinic.failed(&["outbox", "drain"], &[], "", 1).await;
    assert_eq!(error["kind"], "store-damaged");
    // What can be read again is not wrong any more.
    std::fs::write(&database, &whole).unwrap();
    let state = clinic.ok(&["store", "state", "--json"]).await;
    assert_eq!(state["opens"], true, "{state}");
    clinic.forget(&["medsoft"]).await;
    std::fs::write(&database, &bytes).unwrap();
    clinic.run(&["patients", "find", "a"], &[], "").await;
    let state = clinic.ok(&["store", "set-aside"]).await;
    assert_eq!(state["problem"], Value::Null, "{state}");
}

#[tokio::test]
async fn a_code_does_not_open_a_store_without_its_key_file() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let made = clinic.ok(&["store", "recovery-code", "--json"]).await;
    let key = clinic.dir.path().join("desk/store.key");
    let aside = clinic.dir.path().join("store.key");
    std::fs::rename(&key, &aside).unwrap();
    let code = made["code"].as_str().unwrap().to_owned() + "\n";
    let error = clinic.failed(&["store", "recover"], &[], &code, 1).await;
    assert_eq!(error["kind"], "key-missing");
    assert!(error["message"].as_str().unwrap().contains("key file"), "{error}");
    std::fs::rename(&aside, &key).unwrap();
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test]
async fn whoever_reads_no_further_is_no_failure() {
    let clinic = Clinic::open().await;
    let (code, stderr) = clinic.unread(&["store", "state", "--json"]).await;
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
}
