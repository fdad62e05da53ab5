//! The access log on the command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::Value;
use support::Clinic;

#[tokio::test]
async fn who_looked_at_whom_is_listed_checked_and_saved_and_a_lost_end_is_told() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let found = clinic
        .ok(&["patients", "find", "a", "--limit", "1", "--json"])
        .await;
    let (patient, name) = (
        found[0]["id"].as_str().unwrap(),
        found[0]["name"].as_str().unwrap(),
    );
    clinic.ok(&["patients", "show", patient]).await;

    let page = clinic
        .ok(&["audit", "list", "--patient", patient, "--json"])
        .await;
    assert_eq!(page["lines"][0]["act"], "patient_opened");
    assert_eq!(page["lines"][0]["patient_name"], name);
    assert_eq!(page["more"], false);
    let all = clinic.ok(&["audit", "list", "--json"]).await;
    let acts: Vec<&str> = all["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["act"].as_str().unwrap())
        .collect();
    assert_eq!(acts, ["patient_opened", "patients_searched", "connection_added"]);
    let none = clinic
        .ok(&["audit", "list", "--to", "2001-01-01", "--json"])
        .await;
    assert!(none["lines"].as_array().unwrap().is_empty());

    let asked = clinic.sandbox.medsoft_log().seen().len();
    let file = clinic.dir.path().join("log.csv");
    let out = file.to_str().unwrap();
    clinic.ok(&["audit", "export", "--out", out]).await;
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(name), "{text}");
    let mut end = text.lines().last().unwrap().split(';').skip(1);
    let mut cell = || end.next().unwrap().trim_matches('"');
    let end = format!("{}:{}", cell(), cell());
    clinic
        .failed(&["audit", "export", "--out", out], &[], "", 2)
        .await;

    clinic.ok(&["patients", "show", patient]).await;
    let verdict = clinic.ok(&["audit", "verify", "--end", &end, "--json"]).await;
    assert_eq!(verdict["ok"], true, "{verdict}");
    let forged = end.replace(':', ":0");
    let output = clinic
        .run(&["audit", "verify", "--end", &forged, "--json"], &[], "")
        .await;
    assert_eq!(output.status.code(), Some(1));
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["problem"], "changed");

    assert_eq!(
        clinic.sandbox.medsoft_log().seen().len(),
        asked,
        "no vendor is asked for the log"
    );

    std::fs::remove_file(clinic.dir.path().join("desk").join("store.log")).unwrap();
    let output = clinic.run(&["audit", "verify", "--json"], &[], "").await;
    assert_eq!(output.status.code(), Some(1));
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    clinic.forget(&["medsoft"]).await;
    assert_eq!(
        (&verdict["ok"], &verdict["problem"]),
        (&false.into(), &"cut".into())
    );
}
