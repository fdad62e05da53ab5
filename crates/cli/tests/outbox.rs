//! What is not at the vendors yet, on the command line: listed, sent, decided about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};
use support::Clinic;

/// The words that set the first status not set yet of one of today's appointments, whatever the time of day.
async fn tick(clinic: &Clinic, intent: &str) -> Vec<String> {
    let today = clinic.ok(&["appointments", "today", "--json"]).await;
    let known = |row: &&Value| !row["vendor_id"].is_null() && row["foreign"] == false;
    let row = today.as_array().unwrap().iter().find(known).unwrap();
    let mut statuses = row["statuses"].as_array().unwrap().iter();
    let status = statuses.find(|status| status["set"] == false).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    [
        "appointments",
        "set-status",
        "--connection",
        "medsoft",
        "--patient",
        &word(&row["patient"]["vendor_id"]),
        "--appointment",
        &word(&row["vendor_id"]),
        "--status",
        &word(&status["key"]),
        "--value",
        "true",
        "--intent",
        intent,
    ]
    .map(str::to_owned)
    .to_vec()
}

fn words(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

/// What the program answers when it ends with this code.
async fn ends(clinic: &Clinic, words: &[&str], code: i32) -> Value {
    let output = clinic.run(words, &[], "").await;
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{words:?}: {stderr}");
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

const INTENT: &str = "018f6d5e-0000-7000-8000-000000000011";

#[tokio::test]
async fn what_waits_for_a_line_is_listed_and_drained_once_it_is_back() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let empty = ends(&clinic, &["outbox", "drain"], 0).await;
    assert_eq!(empty, json!({ "unsent": 0, "needs_person": 0, "oldest": null }));

    let tick = tick(&clinic, INTENT).await;
    clinic.sandbox.faults().set_down(true);
    let waits = clinic.ok(&words(&tick)).await;
    assert_eq!(waits["state"], "waiting");
    let listed = clinic.ok(&["outbox", "list", "--json"]).await;
    let line = listed[0].as_object().unwrap();
    let keys: Vec<&str> = line.keys().map(String::as_str).collect();
    let mut wanted = [
        "id",
        "intent",
        "connection",
        "action",
        "state",
        "attempts",
        "next_at",
        "reason",
        "asked",
    ];
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    assert_eq!((&line["id"], &line["intent"]), (&waits["entry"], &json!(INTENT)));
    assert_eq!(
        (
            &line["connection"],
            &line["action"],
            &line["state"],
            &line["reason"]
        ),
        (
            &json!("medsoft"),
            &json!("set_status"),
            &json!("waiting"),
            &json!("offline")
        )
    );
    assert!(line["next_at"].is_string());
    let left = ends(&clinic, &["outbox", "drain"], 1).await;
    assert_eq!((&left["unsent"], &left["needs_person"]), (&json!(1), &json!(0)));

    clinic.sandbox.faults().set_down(false);
    ends(&clinic, &["outbox", "drain"], 0).await;
    assert_eq!(clinic.ok(&["outbox", "list", "--json"]).await, json!([]));
    // The same intent from another process never acts twice.
    assert_eq!(clinic.ok(&words(&tick)).await["state"], "done");
    let seen = clinic.sandbox.medsoft_log().seen();
    assert_eq!(
        seen.iter()
            .filter(|seen| seen.method == "PUT" && seen.applied)
            .count(),
        1
    );
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test]
async fn a_vendors_no_is_a_persons_to_send_again_or_give_up() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let refuse = || {
        clinic.sandbox.set_fault(Fault {
            status: Some(400),
            applied: Some(false),
            ..Fault::new("set-appointment-status", FaultKind::Empty)
        });
    };
    let tick = tick(&clinic, INTENT).await;
    refuse();
    clinic.failed(&words(&tick), &[], "", 1).await;
    let left = ends(&clinic, &["outbox", "drain"], 3).await;
    assert_eq!((&left["unsent"], &left["needs_person"]), (&json!(0), &json!(1)));
    let listed = clinic.ok(&["outbox", "list", "--json"]).await;
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(listed[0]["state"], "refused");

    refuse();
    clinic.failed(&["outbox", "retry", &id], &[], "", 1).await;
    let sent = clinic.ok(&["outbox", "resolve", &id, "send"]).await;
    assert_eq!(
        (&sent["state"], &sent["action"]),
        (&json!("done"), &json!("set_status"))
    );
    let settled = clinic
        .failed(&["outbox", "discard", &id, "--reason", "a slip"], &[], "", 1)
        .await;
    assert_eq!(settled["kind"], "not-allowed");

    refuse();
    let other = "018f6d5e-0000-7000-8000-000000000012";
    let tick = self::tick(&clinic, other).await;
    clinic.failed(&words(&tick), &[], "", 1).await;
    let listed = clinic.ok(&["outbox", "list", "--json"]).await;
    let id = listed[0]["id"].as_str().unwrap();
    let why = "the patient went home";
    let given_up = clinic.ok(&["outbox", "discard", id, "--reason", why]).await;
    assert_eq!(given_up["state"], "discarded");
    ends(&clinic, &["outbox", "drain"], 0).await;
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test]
async fn what_needs_somebody_watching_is_asked_about_and_answered_here() {
    let clinic = Clinic::open().await;
    clinic.connect("videodoktor").await;
    clinic.sandbox.faults().set_down(true);
    let book = [
        "video",
        "book",
        "--connection",
        "videodoktor",
        "--name",
        "Jana Nováková",
        "--email",
        "jana@posta.example",
        "--birth-year",
        "1980",
        "--start",
        "2090-11-23T10:00",
        "--intent",
        INTENT,
    ];
    let asked = ends(&clinic, &book, 3).await;
    assert_eq!(asked["question"]["kind"], "needs_live_line");
    let listed = clinic.ok(&["outbox", "list", "--json"]).await;
    assert_eq!(
        (&listed[0]["state"], &listed[0]["reason"]),
        (&json!("asks"), &json!("needs-live-line"))
    );
    let id = listed[0]["id"].as_str().unwrap();
    let shown = clinic.ok(&["outbox", "show", id]).await;
    assert_eq!(shown["patient_name"], "Jana Nováková");
    clinic.sandbox.faults().set_down(false);
    ends(&clinic, &["outbox", "drain"], 3).await;
    // An answer names what it answers.
    clinic
        .failed(&["outbox", "resolve", id, "send"], &[], "", 2)
        .await;
    let other = ["outbox", "resolve", id, "send", "--asked", "0000000000000000"];
    let refused = clinic.failed(&other, &[], "", 1).await;
    assert_eq!(refused["kind"], "not-allowed");
    let named = shown["asked"].as_str().unwrap();
    assert_eq!(listed[0]["asked"], *named);
    assert_eq!(asked["asked"], *named);
    let sent = clinic
        .ok(&["outbox", "resolve", id, "send", "--asked", named])
        .await;
    assert_eq!(sent["state"], "done");
    ends(&clinic, &["outbox", "drain"], 0).await;
    let nobody = "00000000-0000-4000-8000-000000000000";
    let unknown = clinic.failed(&["outbox", "show", nobody], &[], "", 1).await;
    assert_eq!(unknown["kind"], "not-found");
    clinic.forget(&["videodoktor"]).await;
}

#[tokio::test]
async fn what_nobody_can_be_asked_about_is_settled_by_who_looked_there() {
    let clinic = Clinic::open().await;
    clinic.connect("gensoft").await;
    let order = json!({
        "number": "A-1",
        "patient": { "name": "Ana Silva", "id": "7", "birth_date": "1990-05-04" },
        "procedures": [{ "code": "EXO", "name": "Exoma" }],
    });
    let file = clinic.dir.path().join("order.json");
    std::fs::write(&file, order.to_string()).unwrap();
    clinic.sandbox.faults().set_down(true);
    let file = file.to_str().unwrap();
    let send = ["lab", "send", file, "--connection", "gensoft", "--intent", INTENT];
    let asked = ends(&clinic, &send, 3).await;
    assert_eq!(asked["question"]["kind"], "look_there");
    let id = asked["entry"].as_str().unwrap();
    clinic.sandbox.faults().set_down(false);
    let named = asked["asked"].as_str().unwrap();
    let settled = clinic
        .ok(&["outbox", "resolve", id, "happened", "--asked", named])
        .await;
    assert_eq!(settled["state"], "done");
    ends(&clinic, &["outbox", "drain"], 0).await;
    clinic.forget(&["gensoft"]).await;
}

#[tokio::test]
async fn a_check_with_a_refused_key_fails() {
    let clinic = Clinic::open().await;
    let (base_url, path) = (
        clinic.account("medsoft", "base_url"),
        clinic.account("medsoft", "client_path"),
    );
    let check = [
        "check",
        "medsoft",
        "--base-url",
        &base_url,
        "--client-path",
        &path,
        "--json",
    ];
    for (key, code) in [(clinic.account("medsoft", "key"), 0), ("wrong".to_owned(), 1)] {
        let output = clinic.run(&check, &[("FRONTDESK_MEDSOFT_KEY", &key)], "").await;
        assert_eq!(output.status.code(), Some(code), "{key}");
        let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert!(rows.as_array().unwrap().len() > 10);
    }
}

#[tokio::test]
async fn a_patient_is_created_changed_and_corrected_after_a_refusal() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let (form, changes) = (
        clinic.dir.path().join("form.json"),
        clinic.dir.path().join("changes.json"),
    );
    let person = json!({ "last_name": "Zărnescu", "first_name": "Ștefania", "phone": "0799555123" });
    std::fs::write(&form, person.to_string()).unwrap();
    let (form, changes_path) = (form.to_str().unwrap(), changes.to_str().unwrap());
    let at = ["--connection", "medsoft"];
    let create = [
        &["patients", "create", "--form", form, "--intent", INTENT][..],
        &at,
    ]
    .concat();
    let created = clinic.ok(&create).await;
    assert_eq!(created["state"], "done");
    assert_eq!(clinic.ok(&create).await["entry"], created["entry"]);
    let patient = created["patient"].as_str().unwrap();

    std::fs::write(&changes, r#"{"telephone":"0733000111"}"#).unwrap();
    let edit = ["patients", "edit", patient, "--form", changes_path];
    assert_eq!(clinic.failed(&edit, &[], "", 2).await["kind"], "usage");
    std::fs::write(&changes, r#"{"phone":"0733000111"}"#).unwrap();
    clinic.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("update-patient", FaultKind::Empty)
    });
    clinic.failed(&edit, &[], "", 1).await;
    let listed = clinic.ok(&["outbox", "list", "--json"]).await;
    let id = listed[0]["id"].as_str().unwrap();
    let mut wanted = clinic.ok(&["outbox", "show", id]).await["form"].clone();
    wanted["form"]["phone"] = json!("0733000222");
    std::fs::write(&changes, wanted.to_string()).unwrap();
    let out = clinic.dir.path().join("unsent.csv");
    clinic
        .ok(&["outbox", "export", "--out", out.to_str().unwrap()])
        .await;
    let table = std::fs::read_to_string(&out).unwrap();
    assert!(table.to_lowercase().contains("zărnescu"), "{table}");
    assert!(table.contains("0733000111"), "{table}");
    let sent = clinic.ok(&["outbox", "edit", id, "--form", changes_path]).await;
    assert_eq!((&sent["state"], &sent["entry"]), (&json!("done"), &json!(id)));
    let shown = clinic.ok(&["patients", "show", patient]).await;
    let phone = shown["records"][0]["phone"].as_str().unwrap().replace(' ', "");
    assert!(phone.ends_with("733000222"), "{phone}");
    let decisions = clinic.ok(&["outbox", "show", id]).await["decisions"].clone();
    assert_eq!(decisions[0]["decision"], "edit");
    ends(&clinic, &["outbox", "drain"], 0).await;
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test]
async fn keeping_the_vendors_value_names_its_question_and_giving_up_needs_no_reason() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let today = clinic.ok(&["appointments", "today", "--json"]).await;
    let known = |row: &&Value| !row["vendor_id"].is_null() && row["foreign"] == false;
    let row = today.as_array().unwrap().iter().find(known).unwrap();
    let code = row["patient"]["vendor_id"].as_str().unwrap();
    let patient = row["patient"]["id"].as_str().unwrap();
    let changes = clinic.dir.path().join("changes.json");
    std::fs::write(&changes, r#"{"phone":"0733000111","email":"nou@example.test"}"#).unwrap();
    let edit = ["patients", "edit", patient, "--form", changes.to_str().unwrap()];
    clinic.sandbox.faults().set_down(true);
    clinic.ok(&edit).await;
    clinic.sandbox.faults().set_down(false);
    let path = format!("medsoft/patients/{code}");
    let theirs = json!({ "phone": "0744999888" });
    clinic.admin("POST", &path, Some(theirs)).await;
    ends(&clinic, &["outbox", "drain"], 3).await;
    let listed = clinic.ok(&["outbox", "list", "--json"]).await;
    assert_eq!(listed[0]["reason"], "conflict");
    let id = listed[0]["id"].as_str().unwrap();
    clinic
        .failed(&["outbox", "resolve", id, "theirs"], &[], "", 2)
        .await;
    let named = listed[0]["asked"].as_str().unwrap();
    let sent = clinic
        .ok(&["outbox", "resolve", id, "theirs", "--asked", named])
        .await;
    assert_eq!(sent["state"], "done");
    let there = clinic.admin("GET", &path, None).await;
    assert_eq!(
        (&there["phone"], &there["email"]),
        (&json!("0744999888"), &json!("nou@example.test"))
    );

    clinic.sandbox.faults().set_down(true);
    std::fs::write(&changes, r#"{"email":"alta@example.test"}"#).unwrap();
    let waits = clinic.ok(&edit).await;
    let id = waits["entry"].as_str().unwrap();
    let given_up = clinic.ok(&["outbox", "discard", id]).await;
    assert_eq!(given_up["state"], "discarded");
    clinic.sandbox.faults().set_down(false);
    ends(&clinic, &["outbox", "drain"], 0).await;
    clinic.forget(&["medsoft"]).await;
}
