//! `call` and `check` of the vendors beside MedSoft, against the sandbox over real HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use frontdesk_sandbox::{self as sandbox, Sandbox, SandboxOptions, Serving};
use frontdesk_vendors::{Operation, alfadocs, ehealth, gensoft, medsoft, videodoktor};
use serde_json::{Value, json};

struct Vendors {
    sandbox: Sandbox,
    serving: Serving,
    accounts: Value,
}

impl Vendors {
    async fn open() -> Self {
        let sandbox = Sandbox::new(SandboxOptions {
            patients: 240,
            ..SandboxOptions::default()
        });
        let serving = sandbox.serve(0).await.unwrap();
        let accounts = json!(serving.accounts());
        Self {
            sandbox,
            serving,
            accounts,
        }
    }

    fn account(&self, vendor: &str, name: &str) -> &str {
        self.accounts[vendor][name].as_str().unwrap_or_default()
    }

    /// Runs the program without blocking the sandbox.
    async fn run(&self, words: &[&str], body: &[u8]) -> Output {
        let vendor = words[1];
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk-cli"));
        command
            .args(words)
            .args(["--base-url", self.account(vendor, "base_url")])
            .env("FRONTDESK_VIDEODOKTOR_KEY", self.account("videodoktor", "key"))
            .env(
                "FRONTDESK_VIDEODOKTOR_APP_KEY",
                self.account("videodoktor", "app_key"),
            )
            .env("FRONTDESK_MEDSOFT_KEY", "no key")
            .env("FRONTDESK_ALFADOCS_KEY", self.account("alfadocs", "key"))
            .env("FRONTDESK_GENSOFT_KEY", self.account("gensoft", "key"))
            .env("FRONTDESK_EHEALTH_TOKEN", self.account("ehealth", "token"))
            .env("FRONTDESK_EHEALTH_PSK", self.account("ehealth", "psk"))
            .env_remove("FRONTDESK_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let body = body.to_vec();
        tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            // A program that was typed wrongly does not read.
            let _ = child.stdin.take().unwrap().write_all(&body);
            child.wait_with_output().unwrap()
        })
        .await
        .unwrap()
    }

    async fn ok(&self, words: &[&str]) -> Value {
        self.ok_with(words, b"").await
    }

    async fn ok_with(&self, words: &[&str], body: &[u8]) -> Value {
        let output = self.run(words, body).await;
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {}: {stderr}", output.status);
        serde_json::from_slice(&output.stdout).unwrap()
    }

    async fn failed(&self, words: &[&str], code: i32) -> Value {
        let output = self.run(words, b"").await;
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {stdout}");
        let error: Value = serde_json::from_slice(&output.stderr).unwrap();
        error["error"].clone()
    }

    /// The outcomes of a check, none of which may be a surprise.
    async fn checked(&self, vendor: &str, rest: &[&str]) -> Vec<(String, String)> {
        let words = [&["check", vendor, "--json"], rest].concat();
        let rows = self.ok(&words).await;
        let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| (text(row, "operation"), text(row, "outcome")))
            .collect()
    }
}

#[tokio::test]
async fn videodoktor_from_booking_to_removal() {
    let vendors = Vendors::open().await;
    let book = [
        "call",
        "videodoktor",
        "create-call",
        "-p",
        "pacient_jmeno=Jana Nováková",
        "-p",
        "pacient_email=jana@posta.example",
        "-p",
        "pacient_telefon=700000111",
        "-p",
        "pacient_narozen=1980",
        "-p",
        "meet_start=2090-11-23T10:00",
    ];
    let made = vendors.ok(&book).await;
    let id = format!("meet_id={}", made["meet_id"].as_str().unwrap());
    let call = vendors.ok(&["call", "videodoktor", "call", "-p", &id]).await;
    assert_eq!(call["pacient_jmeno"], "Jana Nováková");
    assert_eq!(call["meet_time_imd"], "2090-11-23 10:00:00");
    let again = vendors.failed(&book, 1).await;
    assert_eq!(
        (&again["vendor_code"], &again["field"]),
        (&json!("X024"), &json!("meet_start"))
    );
    vendors
        .ok(&["call", "videodoktor", "remove-call", "-p", &id])
        .await;
    let gone = vendors
        .failed(&["call", "videodoktor", "call", "-p", &id], 1)
        .await;
    assert_eq!(
        (&gone["kind"], &gone["vendor_code"]),
        (&json!("not-found"), &json!("X004"))
    );
    vendors.serving.shutdown().await;
}

#[tokio::test]
async fn videodoktor_is_checked_without_a_mail() {
    let vendors = Vendors::open().await;
    for (operation, outcome) in vendors.checked("videodoktor", &[]).await {
        let writes = ["create-call", "remove-call"].contains(&operation.as_str());
        let expected = if writes { "not_tried" } else { "works" };
        assert_eq!(outcome, expected, "{operation}");
    }
    vendors.serving.shutdown().await;
}

#[tokio::test]
async fn alfadocs_asks_for_its_place_and_changes_a_patient() {
    let vendors = Vendors::open().await;
    let context = vendors.ok(&["call", "alfadocs", "context"]).await;
    assert_eq!(context["practiceId"], vendors.accounts["alfadocs"]["practice"]);
    let create = [
        "-p",
        "firstName=Chiara",
        "-p",
        "lastName=Prova",
        "-p",
        "dateOfBirth=1990-05-04",
    ];
    vendors
        .ok(&[&["call", "alfadocs", "create-patient"][..], &create].concat())
        .await;
    let archive = context["archiveId"].to_string();
    let practice = context["practiceId"].to_string();
    let place = ["--practice", &practice, "--archive", &archive];
    let found = vendors
        .ok(&[&["call", "alfadocs", "patients"][..], &place].concat())
        .await;
    let found = found.as_array().unwrap();
    assert!(found.len() > 100, "all pages: {}", found.len());
    let made = found.iter().find(|row| row["lastName"] == "Prova").unwrap();
    assert_eq!(made["dateBirth"], "1990-05-04");
    let id = format!("patientId={}", made["id"]);
    let change = [
        "-p",
        &id,
        "-p",
        "firstName=Chiara",
        "-p",
        "lastName=Prova",
        "-p",
        "city=Torino",
    ];
    vendors
        .ok(&[&["call", "alfadocs", "update-patient"][..], &change].concat())
        .await;
    let read = vendors.ok(&["call", "alfadocs", "patient", "-p", &id]).await;
    assert_eq!(read["city"], "Torino");
    let error = vendors
        .failed(&["call", "alfadocs", "patient", "-p", "patientId=999999999"], 1)
        .await;
    assert_eq!(error["kind"], "not-found");
    vendors.serving.shutdown().await;
}

#[tokio::test]
async fn alfadocs_is_checked_and_a_path_can_be_said() {
    let vendors = Vendors::open().await;
    for (operation, outcome) in vendors.checked("alfadocs", &[]).await {
        let writes = ["create-", "update-", "delete-"]
            .iter()
            .any(|verb| operation.starts_with(verb));
        let expected = if writes { "not_tried" } else { "works" };
        assert_eq!(outcome, expected, "{operation}");
    }
    let outcomes = vendors
        .checked("alfadocs", &["--path", "chairs=/v1/nowhere"])
        .await;
    assert!(outcomes.contains(&("chairs".to_owned(), "missing".to_owned())));
    vendors.serving.shutdown().await;
}

const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

#[tokio::test]
async fn ehealth_reads_a_request_with_its_documents() {
    let vendors = Vendors::open().await;
    let typed = ["-p", "contract_type=capitation"];
    let listed = vendors
        .ok(&[&["call", "ehealth", "contract-requests"][..], &typed].concat())
        .await;
    let id = format!("id={}", listed["data"][0]["id"].as_str().unwrap());
    let words = [&["call", "ehealth", "contract-request", "-p", &id][..], &typed].concat();
    let answer = vendors.ok(&words).await;
    assert_eq!(answer["data"]["contract_type"], "CAPITATION");
    assert!(answer["urgent"]["documents"].is_array());
    let unknown = "id=00000000-0000-4000-8000-000000000000";
    let words = [
        &["call", "ehealth", "contract-request", "-p", unknown][..],
        &typed,
    ]
    .concat();
    let error = vendors.failed(&words, 1).await;
    assert_eq!(
        (&error["kind"], &error["http_status"]),
        (&json!("not-found"), &json!(404))
    );
    let outcomes = vendors.checked("ehealth", &[]).await;
    assert_eq!(outcomes, [("contract-request".to_owned(), "works".to_owned())]);
    vendors.serving.shutdown().await;
}

#[tokio::test]
async fn gensoft_takes_an_attendance_and_is_never_tried() {
    let vendors = Vendors::open().await;
    let body = br#"{"id": "a-1", "patient": {"name": "Ana Silva"}, "procedures": [{"code": "EXO"}]}"#;
    vendors
        .ok_with(&["call", "gensoft", "send-attendance", "--body", "-"], body)
        .await;
    let words = ["call", "gensoft", "upload-report", "-p", "ID=1", "--body", "-"];
    let refused = vendors.run(&words, b"no pdf").await;
    let error: Value = serde_json::from_slice(&refused.stderr).unwrap();
    assert_eq!(error["error"]["field"], "pdf");
    // Whether this execution exists is the laboratory's to say; the file has arrived.
    let uploaded = vendors.run(&words, PDF).await;
    if !uploaded.status.success() {
        let error: Value = serde_json::from_slice(&uploaded.stderr).unwrap();
        assert_eq!(error["error"]["kind"], "not-found");
    }
    for (operation, outcome) in vendors.checked("gensoft", &[]).await {
        assert_eq!(outcome, "not_tried", "{operation}");
    }
    vendors.serving.shutdown().await;
}

#[tokio::test]
async fn what_does_not_belong_together_is_wrong_usage() {
    let vendors = Vendors::open().await;
    for rest in [&["--client-path", "clinica"][..], &["--start-format", "nonsense"]] {
        let words = [&["call", "videodoktor", "calls"], rest].concat();
        assert_eq!(vendors.failed(&words, 2).await["kind"], "usage");
    }
    vendors.serving.shutdown().await;
}

/// Every operation of the tables has a client, a sandbox and a name on the command line.
#[tokio::test]
async fn sixty_eight_of_sixty_eight() {
    let vendors = Vendors::open().await;
    let tables: [(&str, &[Operation], &[&str]); 5] = [
        ("medsoft", medsoft::OPERATIONS, &sandbox::medsoft::OPERATIONS),
        ("alfadocs", alfadocs::OPERATIONS, &sandbox::alfadocs::OPERATIONS),
        (
            "videodoktor",
            videodoktor::OPERATIONS,
            &sandbox::videodoktor::OPERATIONS,
        ),
        ("gensoft", gensoft::OPERATIONS, &sandbox::gensoft::OPERATIONS),
        ("ehealth", ehealth::OPERATIONS, &sandbox::ehealth::OPERATIONS),
    ];
    assert_eq!(tables.iter().map(|(_, table, _)| table.len()).sum::<usize>(), 68);
    for (vendor, table, served) in tables {
        for operation in table {
            assert!(served.contains(&operation.name), "{vendor} {}", operation.name);
            let mut words = vec!["call", vendor, operation.name, "-p", "no such=1"];
            if vendor == "medsoft" {
                words.extend(["--client-path", "x"]);
            }
            let error = vendors.failed(&words, 2).await;
            // Known by name, so that only the parameter is not.
            assert!(
                error["message"].as_str().unwrap().contains("unknown parameter"),
                "{vendor} {}: {error}",
                operation.name
            );
        }
    }
    vendors.serving.shutdown().await;
}

/// Paths of the other dialect, as a person would write them down for a connection.
const OTHER_PATHS: &[(&str, &str)] = &[
    ("booking-reasons", "/appointments/booking-reasons"),
    (
        "appointment-care-plan-entries",
        "/appointments/{appointmentId}/entries",
    ),
    ("bill-liabilities", "/bills/{billId}/bill-liabilities"),
    ("custom-fields", "/custom-fields"),
    ("free-slots", "/freeSlots/{startDate}"),
    (
        "care-plan-entry",
        "/care-plans/{carePlanId}/entries/{carePlanEntryId}",
    ),
    ("phone-numbers", "/patients/{patientId}/phoneNumbers"),
    (
        "phone-number",
        "/patients/{patientId}/phoneNumbers/{phoneNumberId}",
    ),
];

#[tokio::test]
async fn the_other_dialects_are_understood() {
    let mut vendors = Vendors::open().await;
    for vendor in sandbox::Vendor::ALL {
        vendors
            .sandbox
            .change_dialect(vendor, &json!({ "preset": "b" }))
            .unwrap();
    }
    // A key may be needed now that was not before.
    vendors.accounts = json!(vendors.serving.accounts());
    let archive = "/v1/practices/{practiceId}/archives/{archiveId}";
    let mut paths = vec!["practice=/v1/practice".to_owned()];
    paths.extend(
        OTHER_PATHS
            .iter()
            .map(|(name, path)| format!("{name}={archive}{path}")),
    );
    let paths: Vec<&str> = paths.iter().flat_map(|path| ["--path", path.as_str()]).collect();
    for (vendor, rest) in [("videodoktor", &[][..]), ("ehealth", &[]), ("alfadocs", &paths)] {
        for (operation, outcome) in vendors.checked(vendor, rest).await {
            let writes = ["create-", "update-", "delete-", "remove-"]
                .iter()
                .any(|verb| operation.starts_with(verb));
            // This practice lists no call from before today.
            let expected = if writes || operation == "export-call" {
                "not_tried"
            } else {
                "works"
            };
            assert_eq!(outcome, expected, "{vendor} {operation}");
        }
    }
    vendors.serving.shutdown().await;
}
