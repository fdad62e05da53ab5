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
