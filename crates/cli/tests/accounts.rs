//! Accounts of all five vendors on the command line: saved, listed, tried, changed, called, removed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::{Value, json};
use support::Clinic;

const VENDORS: [&str; 5] = ["medsoft", "alfadocs", "videodoktor", "gensoft", "ehealth"];

#[tokio::test]
async fn accounts_of_all_five_are_saved_listed_called_and_checked() {
    let clinic = Clinic::open().await;
    for vendor in VENDORS {
        let saved = clinic.connect(vendor).await;
        assert_eq!(saved["vendor"], vendor);
        assert_eq!(saved["health"], "untested");
    }
    let listed = clinic.ok(&["connections", "list", "--json"]).await;
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 5);
    let row = |vendor: &str| listed.iter().find(|row| row["vendor"] == vendor).unwrap();
    assert_eq!(
        row("medsoft")["details"]["client_path"],
        clinic.account("medsoft", "client_path")
    );
    assert_eq!(row("videodoktor")["can"], json!(["video"]));
    let whole = json!(listed).to_string();
    for vendor in VENDORS {
        for key in clinic.keys(vendor).lines().filter(|key| !key.is_empty()) {
            assert!(!whole.contains(key), "{vendor}: a key is listed");
        }
    }
    // The keys come from the keyring and the store: nothing else is there.
    for (vendor, operation) in [
        ("medsoft", "doctors"),
        ("alfadocs", "chairs"),
        ("videodoktor", "server-time"),
    ] {
        let words = ["call", vendor, operation, "--connection", vendor];
        assert!(!clinic.ok(&words).await.is_null(), "{vendor}");
    }
    let typed = ["-p", "contract_type=capitation", "--connection", "ehealth"];
    let words = [&["call", "ehealth", "contract-requests"][..], &typed].concat();
    assert!(clinic.ok(&words).await["data"].is_array());
    let words = [
        "call",
        "gensoft",
        "send-attendance",
        "--body",
        "-",
        "--connection",
        "gensoft",
    ];
    clinic.ok_with(&words, &[], r#"{"id": "a-1"}"#).await;
    for vendor in VENDORS {
        let rows = clinic.ok(&["check", "--connection", vendor, "--json"]).await;
        let works = rows
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["outcome"] == "works");
        assert_eq!(works, vendor != "gensoft", "{vendor}");
        let report = clinic.ok(&["connections", "check", vendor, "--json"]).await;
        assert_eq!(
            (&report["usable"], &report["tested"]),
            (&json!(true), &json!(vendor != "gensoft")),
            "{vendor}"
        );
    }
    let other = ["call", "alfadocs", "chairs", "--connection", "medsoft"];
    assert_eq!(clinic.failed(&other, &[], "", 2).await["kind"], "usage");
    let both = [
        "call",
        "medsoft",
        "doctors",
        "--connection",
        "medsoft",
        "--client-path",
        "x",
    ];
    assert_eq!(clinic.failed(&both, &[], "", 2).await["kind"], "usage");
    clinic.forget(&VENDORS).await;
    assert_eq!(clinic.ok(&["connections", "list", "--json"]).await, json!([]));
}

#[tokio::test]
async fn a_report_is_written_without_keys_and_without_the_clinics_address() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let out = clinic.dir.path().join("report.txt");
    let words = ["connections", "check", "medsoft", "--out", out.to_str().unwrap()];
    let printed = clinic.run(&words, &[], "").await;
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert!(printed.starts_with("usable\n") && printed.contains("find-patients"));
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("vendor: medsoft") && text.contains("find-patients"));
    assert!(!text.contains(&clinic.account("medsoft", "key")));
    assert!(!text.contains(&clinic.account("medsoft", "base_url")));
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test]
async fn an_account_that_cannot_be_used_is_tried_and_not_saved() {
    let clinic = Clinic::open().await;
    let base_url = clinic.account("alfadocs", "base_url");
    let add = [
        "connections",
        "add",
        "Dental",
        "--vendor",
        "alfadocs",
        "--base-url",
        &base_url,
    ];
    let words = [&add[..], &["--try", "--json"]].concat();
    let wrong = [("FRONTDESK_ALFADOCS_KEY", "wrong-key-of-nobody")];
    let output = clinic.run(&words, &wrong, "").await;
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["usable"], &report["problem"]),
        (&json!(false), &json!("key-refused"))
    );
    let error = clinic.failed(&words, &wrong, "", 1).await;
    assert_eq!(error["kind"], "key-refused");
    assert_eq!(clinic.ok(&["connections", "list", "--json"]).await, json!([]));
    let right = [("FRONTDESK_ALFADOCS_KEY", &*clinic.account("alfadocs", "key"))];
    let saved = clinic.ok_with(&words, &right, "").await;
    assert_eq!(saved["report"]["usable"], true);
    assert_eq!(saved["connection"]["name"], "Dental");
    let taken = clinic.failed(&add, &right, "", 1).await;
    assert_eq!(taken["kind"], "name-taken");
    clinic.forget(&["Dental"]).await;
}

#[tokio::test]
async fn what_does_not_belong_to_a_vendor_is_wrong_usage() {
    let clinic = Clinic::open().await;
    let mapping = clinic.dir.path().join("mapping.json");
    std::fs::write(&mapping, r#"{"a": "{{patient.shoe}}"}"#).unwrap();
    let mapping = mapping.to_str().unwrap();
    for (vendor, rest, says) in [
        ("medsoft", &["--upload", "raw"][..], "--upload"),
        ("medsoft", &["--plain-http"], "--plain-http"),
        ("medsoft", &[], "--client-path"),
        ("alfadocs", &["--client-path", "x"], "--client-path"),
        ("alfadocs", &["--practice", "one"], "--practice"),
        ("alfadocs", &["--path", "nothing=/x"], "nothing"),
        ("alfadocs", &["--path", "chairs=/{patientId}"], "chairs"),
        ("videodoktor", &["--start-format", "nonsense"], "--start-format"),
        ("videodoktor", &["--mapping", mapping], "--mapping"),
        ("gensoft", &["--upload", "pigeon"], "--upload"),
        ("gensoft", &["--mapping", mapping], "--mapping"),
        ("gensoft", &["--auth-url", "https://a.example"], "--auth-url"),
        ("ehealth", &["--zone", "Nowhere"], "--zone"),
        ("ehealth", &["--auth-url", "nothing"], "--auth-url"),
    ] {
        let add = ["connections", "add", "X", "--vendor", vendor, "--key-stdin"];
        let check = ["check", vendor];
        let address = ["--base-url", "https://vendor.example"];
        let keys = "k\nk\nk\nk\n";
        let variables = [
            ("FRONTDESK_MEDSOFT_KEY", "k"),
            ("FRONTDESK_ALFADOCS_KEY", "k"),
            ("FRONTDESK_VIDEODOKTOR_KEY", "k"),
            ("FRONTDESK_VIDEODOKTOR_APP_KEY", "k"),
            ("FRONTDESK_GENSOFT_KEY", "k"),
            ("FRONTDESK_EHEALTH_TOKEN", "k"),
        ];
        for words in [
            [&add[..], &address, rest].concat(),
            [&check[..], &address, rest].concat(),
        ] {
            let error = clinic.failed(&words, &variables, keys, 2).await;
            assert_eq!(error["kind"], "usage", "{words:?}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(says), "{words:?}: {message}");
        }
    }
    let unprotected = [
        "check",
        "medsoft",
        "--client-path",
        "x",
        "--base-url",
        "http://vendor.example",
    ];
    let variables = [("FRONTDESK_MEDSOFT_KEY", "k")];
    let error = clinic.failed(&unprotected, &variables, "", 2).await;
    assert_eq!(error["message"], "--base-url: not https");
    let keyless = ["connections", "add", "X", "--vendor", "ehealth"];
    let error = clinic.failed(&keyless, &[], "", 2).await;
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("FRONTDESK_EHEALTH_TOKEN")
    );
    assert!(
        !clinic.dir.path().join("desk").exists(),
        "no desk is made for nothing"
    );
}

#[tokio::test]
async fn plain_http_is_agreed_to_with_a_warning() {
    let clinic = Clinic::open().await;
    let words = [
        "check",
        "gensoft",
        "--base-url",
        "http://lab.example",
        "--plain-http",
    ];
    let output = clinic.run(&words, &[("FRONTDESK_GENSOFT_KEY", "k")], "").await;
    assert!(output.status.success());
    let warning: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(warning["warning"]["kind"], "plain-http");
}

#[tokio::test]
async fn an_account_is_changed_in_what_is_given_and_nothing_else() {
    let clinic = Clinic::open().await;
    clinic.connect("alfadocs").await;
    let words = [
        "connections",
        "edit",
        "alfadocs",
        "--rename",
        "Dental",
        "--zone",
        "Europe/Rome",
        "--practice",
        "7",
        "--path",
        "chairs=/v1/nowhere",
        "--json",
    ];
    let edited = clinic.ok(&words).await;
    assert_eq!(edited["name"], "Dental");
    assert_eq!(edited["details"], json!({"zone": "Europe/Rome", "practice": "7"}));
    assert_eq!(edited["paths"], json!({"chairs": "/v1/nowhere"}));
    let rows = clinic.ok(&["check", "--connection", "Dental", "--json"]).await;
    let chairs = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["operation"] == "chairs");
    assert_ne!(chairs.unwrap()["outcome"], "works");
    let words = [
        "connections",
        "edit",
        "Dental",
        "--clear",
        "practice",
        "--path",
        "chairs=",
    ];
    let words = [&words[..], &["--try", "--json"]].concat();
    let edited = clinic.ok(&words).await;
    assert_eq!(edited["report"]["usable"], true);
    assert_eq!(edited["connection"]["details"], json!({"zone": "Europe/Rome"}));
    assert_eq!(edited["connection"]["paths"], json!({}));
    // Nothing answers there: the change is not made.
    let base_url = clinic.account("alfadocs", "base_url") + "/elsewhere";
    let words = ["connections", "edit", "Dental", "--base-url", &base_url, "--try"];
    clinic.failed(&words, &[], "", 1).await;
    let listed = clinic.ok(&["connections", "list", "--json"]).await;
    assert_eq!(listed[0]["base_url"], clinic.account("alfadocs", "base_url"));
    let words = ["connections", "edit", "Dental", "--clear", "mapping"];
    assert_eq!(clinic.failed(&words, &[], "", 2).await["kind"], "usage");
    clinic.forget(&["Dental"]).await;
}

#[tokio::test]
async fn new_keys_are_tried_before_the_old_ones_go() {
    let clinic = Clinic::open().await;
    clinic.connect("videodoktor").await;
    let words = [
        "connections",
        "replace-keys",
        "videodoktor",
        "--key-stdin",
        "--json",
    ];
    let error = clinic.failed(&words, &[], "\nwrong-key-of-nobody\n", 1).await;
    assert_eq!(error["kind"], "key-refused");
    let call = ["call", "videodoktor", "verify", "--connection", "videodoktor"];
    clinic.ok(&call).await;
    // The line of the key that stays is empty.
    let stays = format!("\n{}\n", clinic.account("videodoktor", "key"));
    assert_eq!(clinic.ok_with(&words, &[], &stays).await["usable"], true);
    clinic.ok(&call).await;
    assert_eq!(clinic.failed(&words, &[], "\n\n", 2).await["kind"], "usage");
    clinic.forget(&["videodoktor"]).await;
}

#[tokio::test]
async fn a_token_renewed_during_a_call_is_kept() {
    let clinic = Clinic::open().await;
    clinic
        .sandbox
        .change_dialect(
            frontdesk_sandbox::Vendor::Ehealth,
            &json!({ "refresh": "rotates" }),
        )
        .unwrap();
    let (base_url, client_id) = (
        clinic.account("ehealth", "base_url"),
        clinic.account("ehealth", "client_id"),
    );
    let add = [
        "connections",
        "add",
        "Register",
        "--vendor",
        "ehealth",
        "--client-id",
        &client_id,
    ];
    let words = [&add[..], &["--base-url", &base_url, "--key-stdin"]].concat();
    let keys = clinic.keys("ehealth");
    let (_, others) = keys.split_once('\n').unwrap();
    clinic
        .ok_with(&words, &[], &format!("a-token-that-has-ended\n{others}"))
        .await;
    let call = [
        "call",
        "ehealth",
        "contract-requests",
        "-p",
        "contract_type=capitation",
    ];
    let words = [&call[..], &["--connection", "Register"]].concat();
    // The refresh token is spent by the first call: the second one works only with what that call was given.
    clinic.ok(&words).await;
    clinic.ok(&words).await;
    let renewals = clinic.sandbox.log(frontdesk_sandbox::Vendor::Ehealth).seen();
    let renewals = renewals
        .iter()
        .filter(|seen| seen.path.ends_with("/oauth/tokens"));
    assert_eq!(renewals.count(), 1);
    clinic.forget(&["Register"]).await;
}
