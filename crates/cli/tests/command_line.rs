//! The real program against the sandbox over real HTTP, with the real keyring.
//!
//! The tests with a saved connection need a session bus with an unlocked keyring: `cargo xtask test` brings one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use frontdesk_sandbox::{Fault, FaultKind, Sandbox, SandboxOptions, Serving};
use serde_json::{Value, json};

struct Clinic {
    sandbox: Sandbox,
    serving: Serving,
    dir: tempfile::TempDir,
}

impl Clinic {
    async fn open() -> Self {
        let sandbox = Sandbox::new(SandboxOptions {
            patients: 40,
            ..SandboxOptions::default()
        });
        let serving = sandbox.serve(0).await.unwrap();
        Self {
            sandbox,
            serving,
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn key(&self) -> String {
        self.serving.accounts().medsoft.key
    }

    /// Runs the program without blocking the sandbox.
    async fn run(&self, arguments: &[&str], stdin: Option<&str>) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk-cli"));
        command
            .args(arguments)
            .env("FRONTDESK_DATA_DIR", self.dir.path())
            .env("FRONTDESK_MEDSOFT_KEY", self.key())
            .env_remove("FRONTDESK_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let stdin = stdin.unwrap_or_default().to_owned();
        tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
            child.wait_with_output().unwrap()
        })
        .await
        .unwrap()
    }

    /// `call` with the account in arguments and the key in the environment.
    async fn call(&self, operation: &str, rest: &[&str]) -> Output {
        let account = self.serving.accounts().medsoft;
        let mut arguments = vec![
            "call",
            "medsoft",
            operation,
            "--base-url",
            &account.base_url,
            "--client-path",
            &account.client_path,
        ];
        arguments.extend(rest);
        self.run(&arguments, None).await
    }

    async fn connect(&self) {
        assert!(
            std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() || !cfg!(target_os = "linux"),
            "this test needs a keyring: run it through `cargo xtask test`"
        );
        let account = self.serving.accounts().medsoft;
        let arguments = [
            "connections",
            "add",
            "Clinica",
            "--vendor",
            "medsoft",
            "--base-url",
            &account.base_url,
            "--client-path",
            &account.client_path,
            "--key-stdin",
        ];
        ok(&self.run(&arguments, Some(&format!("{}\n", self.key()))).await);
    }
}

fn ok(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {stderr}", output.status);
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn ok_json(output: &Output) -> Value {
    serde_json::from_str(&ok(output)).unwrap()
}

fn failed(output: &Output, code: i32) -> Value {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    serde_json::from_str(stderr.trim()).unwrap_or_else(|_| panic!("one JSON object: {stderr}"))
}

#[tokio::test]
async fn call_prints_the_decoded_answer() {
    let clinic = Clinic::open().await;
    let statuses = ok_json(&clinic.call("appointment-statuses", &[]).await);
    assert_eq!(statuses.as_array().unwrap().len(), 10);
    let patients = ok_json(&clinic.call("find-patients", &[]).await);
    let code = patients[0]["cod_pacient"].to_string();
    let one = ok_json(
        &clinic
            .call("find-patients", &["-p", &format!("cod_pacient={code}")])
            .await,
    );
    assert_eq!(one[0]["cod_pacient"].to_string(), code);
}

#[tokio::test]
async fn call_writes_through_a_body_and_keeps_the_pdf_in_a_file() {
    let clinic = Clinic::open().await;
    let patients = ok_json(&clinic.call("find-patients", &[]).await);
    let patient = patients[0]["cod_pacient"].clone();
    let prices = ok_json(&clinic.call("price-list", &["-p", "tipServiciu=servicii"]).await);
    let price = &prices[0];
    let services = clinic.dir.path().join("services.json");
    let body = json!([{"codPacient": patient, "codPunctLucru": 1, "codServiciu": price["cod"],
        "tipServiciu": "servicii", "cantitate": 1, "pret": 120}]);
    std::fs::write(&services, body.to_string()).unwrap();
    let added = ok_json(
        &clinic
            .call("add-services", &["--body", services.to_str().unwrap()])
            .await,
    );
    let processed = added["servicii"][0]["codServiciuProcesat"].clone();
    let payment = clinic.dir.path().join("payment.json");
    let body =
        json!({"codPacient": patient, "codPunctLucru": 1, "total": 120, "listaCoduriServicii": [processed]});
    std::fs::write(&payment, body.to_string()).unwrap();
    let note = ok_json(
        &clinic
            .call("add-payment", &["--body", payment.to_str().unwrap()])
            .await,
    );
    let pdf = clinic.dir.path().join("invoice.pdf");
    let arguments = [
        "-p",
        &format!("codPacient={patient}"),
        "-p",
        &format!("codNota={}", note["codNota"]),
        "-p",
        "facturaPdf=true",
        "--out",
        pdf.to_str().unwrap(),
    ];
    let invoice = ok(&clinic.call("add-invoice", &arguments).await);
    assert!(
        invoice.contains("serie") && !invoice.contains("JVBERi"),
        "{invoice}"
    );
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
}

#[tokio::test]
async fn a_failed_call_is_one_json_object_and_exit_code_1() {
    let clinic = Clinic::open().await;
    clinic.sandbox.set_fault(Fault::new("doctors", FaultKind::Broken));
    let error = failed(&clinic.call("doctors", &[]).await, 1);
    assert_eq!(error["error"]["kind"], "server");
    assert_eq!(error["error"]["operation"], "doctors");
    assert_eq!(error["error"]["http_status"], 500);
    let flag = [
        "-p",
        "codPacient=1",
        "-p",
        "codProgramare=1",
        "-p",
        "flagIndex=11",
        "-p",
        "newFlagValue=true",
    ];
    let error = failed(&clinic.call("set-appointment-status", &flag).await, 1);
    assert_eq!(
        (&error["error"]["kind"], &error["error"]["field"]),
        (&json!("invalid"), &json!("flagIndex"))
    );
}

#[tokio::test]
async fn wrong_usage_is_exit_code_2() {
    let clinic = Clinic::open().await;
    assert_eq!(
        failed(&clinic.call("no-such-operation", &[]).await, 2)["error"]["kind"],
        "usage"
    );
    assert_eq!(
        failed(&clinic.call("doctors", &["-p", "nonsense=1"]).await, 2)["error"]["kind"],
        "usage"
    );
    assert_eq!(
        clinic.run(&["call", "medsoft"], None).await.status.code(),
        Some(2)
    );
    assert_eq!(
        clinic.run(&["call", "nobody", "x"], None).await.status.code(),
        Some(2)
    );
}

#[tokio::test]
async fn check_tries_every_read_and_creates_nothing() {
    let clinic = Clinic::open().await;
    let account = clinic.serving.accounts().medsoft;
    let arguments = [
        "check",
        "medsoft",
        "--base-url",
        &account.base_url,
        "--client-path",
        &account.client_path,
        "--json",
    ];
    let rows = ok_json(&clinic.run(&arguments, None).await);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 19);
    let outcome = |name: &str| rows.iter().find(|row| row["operation"] == name).unwrap()["outcome"].clone();
    assert_eq!(outcome("find-patients"), "works");
    assert_eq!(outcome("create-patient"), "not_tried");
    let seen = clinic.sandbox.medsoft_log().seen();
    assert!(
        seen.iter()
            .all(|seen| seen.method == "GET" && !seen.path.contains("/GDPR/NEW"))
    );
}

#[tokio::test]
async fn an_account_that_cannot_be_read_keeps_no_other_from_being_read() {
    let clinic = Clinic::open().await;
    clinic.connect().await;
    let base_url = clinic.serving.accounts().medsoft.base_url;
    let elsewhere = [
        "connections",
        "add",
        "Alta",
        "--vendor",
        "medsoft",
        "--base-url",
        &base_url,
        "--client-path",
        "elsewhere",
        "--key-stdin",
    ];
    ok(&clinic.run(&elsewhere, Some(&clinic.key())).await);
    let output = clinic.run(&["sync", "--json"], None).await;
    assert_eq!(output.status.code(), Some(1));
    let refusal: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(refusal["error"]["connection"], "Alta");
    let states: Value = serde_json::from_slice(&output.stdout).unwrap();
    let known = |at: usize| {
        (
            states[at]["connection_name"].clone(),
            states[at]["patients_known"].as_u64().unwrap(),
        )
    };
    assert_eq!(known(0), (json!("Alta"), 0));
    assert!(known(1).0 == "Clinica" && known(1).1 > 0);
    // Whoever waits for the fill is told too, instead of being left waiting.
    let stuck = clinic
        .run(&["sync", "--until-done", "--connection", "Alta"], None)
        .await;
    assert_eq!(stuck.status.code(), Some(1));
    ok(&clinic.run(&["connections", "remove", "Alta"], None).await);
    ok(&clinic.run(&["connections", "remove", "Clinica"], None).await);
}

#[tokio::test]
async fn a_desk_on_the_command_line_from_connection_to_tick() {
    let clinic = Clinic::open().await;
    clinic.connect().await;
    let listed = ok_json(&clinic.run(&["connections", "list", "--json"], None).await);
    assert_eq!(listed[0]["name"], "Clinica");
    let states = ok_json(&clinic.run(&["sync", "--until-done", "--json"], None).await);
    assert_eq!(states[0]["complete"], true);
    let today = ok_json(&clinic.run(&["appointments", "today", "--json"], None).await);
    // Whatever the time of day: somebody of whom something is still to be ticked.
    let unset = |row: &Value| -> Vec<String> {
        let statuses = row["statuses"].as_array().unwrap().iter();
        let unset = statuses.filter(|status| status["set"] == false);
        unset
            .map(|status| status["key"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut rows = today.as_array().unwrap().iter();
    let row = rows.find(|row| !row["vendor_id"].is_null() && row["foreign"] == false && unset(row).len() > 2);
    let row = row.unwrap().clone();
    let keys = unset(&row);
    let (patient, appointment) = (
        row["patient"]["vendor_id"].as_str().unwrap(),
        row["vendor_id"].as_str().unwrap(),
    );
    let intent = "018f6d5e-0000-7000-8000-000000000001";
    let tick = [
        "appointments",
        "set-status",
        "--connection",
        "Clinica",
        "--patient",
        patient,
        "--appointment",
        appointment,
        "--status",
        &keys[0],
        "--value",
        "true",
        "--intent",
        intent,
        "--json",
    ];
    let first = ok_json(&clinic.run(&tick, None).await);
    assert_eq!(first["state"], "done");
    let again = ok_json(&clinic.run(&tick, None).await);
    assert_eq!(again["entry"], first["entry"]);
    let puts = clinic
        .sandbox
        .medsoft_log()
        .seen()
        .iter()
        .filter(|seen| seen.method == "PUT")
        .count();
    assert_eq!(puts, 1, "the same intent never acts twice");

    let name = row["patient"]["name"].as_str().unwrap();
    let found = ok_json(&clinic.run(&["patients", "find", name, "--json"], None).await);
    let hit = found
        .as_array()
        .unwrap()
        .iter()
        .find(|hit| hit["id"] == row["patient"]["id"])
        .unwrap()
        .clone();
    assert_eq!(hit["sources"][0]["connection"], "Clinica");
    let page = ok_json(
        &clinic
            .run(&["patients", "show", hit["id"].as_str().unwrap(), "--json"], None)
            .await,
    );
    assert_eq!(page["patient"]["id"], hit["id"]);

    clinic.sandbox.faults().set_down(true);
    let waits = [
        "appointments",
        "set-status",
        "--connection",
        "Clinica",
        "--patient",
        patient,
        "--appointment",
        appointment,
        "--status",
        &keys[1],
        "--value",
        "true",
        "--json",
    ];
    let waits = ok_json(&clinic.run(&waits, None).await);
    assert_eq!(
        (&waits["state"], &waits["reason"]),
        (&json!("waiting"), &json!("offline"))
    );
    let other = [
        "appointments",
        "set-status",
        "--connection",
        "Clinica",
        "--patient",
        patient,
        "--appointment",
        appointment,
        "--status",
        &keys[2],
        "--value",
        "true",
        "--intent",
        intent,
        "--json",
    ];
    let refusal = failed(&clinic.run(&other, None).await, 1);
    assert_eq!(refusal["error"]["field"], "intent", "an intent is for one thing");
    let offline = ok_json(&clinic.run(&["patients", "find", name, "--json"], None).await);
    assert!(
        offline
            .as_array()
            .unwrap()
            .iter()
            .any(|found| found["id"] == hit["id"]),
        "found with the line down"
    );
    clinic.sandbox.faults().set_down(false);
    ok(&clinic.run(&["sync", "--json"], None).await);
    let today = ok_json(&clinic.run(&["appointments", "today", "--json"], None).await);
    let now = today
        .as_array()
        .unwrap()
        .iter()
        .find(|other| other["id"] == row["id"])
        .unwrap()
        .clone();
    assert_eq!(now["pending"], false, "what waited went out before the reading");
    let puts = clinic
        .sandbox
        .medsoft_log()
        .seen()
        .iter()
        .filter(|seen| seen.method == "PUT" && seen.applied)
        .count();
    assert_eq!(puts, 2);

    nothing_in_the_clear(clinic.dir.path(), &[&clinic.key(), name]);
    let answer = ok(&clinic.run(&["connections", "remove", "Clinica"], None).await);
    assert!(answer.contains("Clinica"));
}

#[tokio::test]
async fn a_saved_connections_key_comes_from_the_keyring() {
    let clinic = Clinic::open().await;
    clinic.connect().await;
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk-cli"));
    command
        .args(["call", "medsoft", "doctors", "--connection", "clinica"])
        .env("FRONTDESK_DATA_DIR", clinic.dir.path())
        .env_remove("FRONTDESK_MEDSOFT_KEY");
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    assert!(!ok_json(&output).as_array().unwrap().is_empty());
    ok(&clinic.run(&["connections", "remove", "Clinica"], None).await);
}

#[tokio::test]
async fn a_folder_without_a_desk_says_so() {
    let clinic = Clinic::open().await;
    let error = failed(&clinic.run(&["patients", "find", "x"], None).await, 1);
    assert_eq!(error["error"]["kind"], "not-open");
}

/// Looks for texts in every file below a folder.
fn nothing_in_the_clear(dir: &Path, texts: &[&str]) {
    for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            nothing_in_the_clear(&entry.path(), texts);
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        for text in texts {
            let found = bytes
                .windows(text.len())
                .any(|window| window.eq_ignore_ascii_case(text.as_bytes()));
            assert!(
                !found,
                "{} holds something private in the clear",
                entry.path().display()
            );
        }
    }
}
