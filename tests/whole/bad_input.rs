//! What people and vendors get wrong, through the commands the window uses, over real HTTP.

use std::sync::Arc;
use std::time::{Duration, Instant};

use frontdesk_commands::files::NoDesktop;
use frontdesk_commands::system::{LoopbackLines, MemorySecrets, ports};
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_commands::wire::WireError;
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_sandbox::{Fault, FaultKind, Sandbox, SandboxOptions, Serving};
use serde_json::{Value, json};
use uuid::Uuid;

/// An application at its first start, with a vendor within reach.
struct FirstStart {
    app: Arc<App>,
    sandbox: Sandbox,
    serving: Serving,
    _dir: tempfile::TempDir,
}

impl FirstStart {
    async fn new() -> Self {
        let sandbox = Sandbox::new(SandboxOptions {
            patients: 30,
            ..SandboxOptions::default()
        });
        let serving = sandbox.serve(0).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let lines = Arc::new(LoopbackLines::new().unwrap());
        let app = App::start(Host {
            data_dir: dir.path().to_path_buf(),
            ports: ports(
                Arc::new(MemorySecrets::default()),
                lines,
                Arc::new(frontdesk_desk::ports::NoDocuments),
            )
            .unwrap(),
            desktop: Arc::new(NoDesktop),
            training: Arc::new(|| {
                let nobody = in_process(|_| async {
                    Err(NoAnswer {
                        may_have_acted: false,
                        reason: "no training here".to_owned(),
                    })
                });
                TrainingClinic {
                    lines: nobody,
                    accounts: Vec::new(),
                }
            }),
            version: "test",
            system_language: "ro".to_owned(),
        })
        .await;
        Self {
            app,
            sandbox,
            serving,
            _dir: dir,
        }
    }

    fn draft(&self) -> Value {
        let account = self.serving.accounts().medsoft;
        json!({"name": "Clinica", "vendor": "medsoft", "base_url": account.base_url,
            "details": {"client_path": account.client_path}, "secrets": {"key": account.key}})
    }

    async fn ask(&self, command: &str, payload: Value) -> Result<Value, WireError> {
        self.app.dispatch(command, payload).await
    }

    async fn problem(&self, draft: Value) -> Value {
        let report = self.ask("connection_try", draft).await.unwrap();
        assert_eq!(report["usable"], false, "{report}");
        report["problem"].clone()
    }

    /// Connects, and waits until every patient is in the store.
    async fn filled(&self) {
        self.ask("connection_add", self.draft()).await.unwrap();
        let app = self.app.clone();
        tokio::spawn(async move { app.run().await });
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let states = self.ask("sync_state", json!({})).await.unwrap();
            if states[0]["complete"] == true {
                return;
            }
            assert!(Instant::now() < patience, "{states}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn find(&self, text: &str) -> Value {
        self.ask("patients_find", json!({ "text": text })).await.unwrap()
    }
}

#[tokio::test]
async fn a_wrong_account_is_told_apart_before_anything_is_saved() {
    let first = FirstStart::new().await;
    let with = |field: &str, value: &str| {
        let mut draft = first.draft();
        let place = match field {
            "client_path" => &mut draft["details"],
            "key" => &mut draft["secrets"],
            _ => &mut draft,
        };
        place[field] = json!(value);
        draft
    };
    assert_eq!(first.problem(with("key", "not-the-key")).await, "key-refused");
    assert_eq!(
        first.problem(with("client_path", "someone-else")).await,
        "wrong-address"
    );
    assert_eq!(
        first.problem(with("base_url", "http://127.0.0.1:9/api")).await,
        "offline"
    );
    let fields = [
        ("name", "  "),
        ("base_url", "not an address"),
        ("client_path", ""),
        ("key", ""),
    ];
    for (field, value) in fields {
        let refusal = first.ask("connection_try", with(field, value)).await.unwrap_err();
        assert_eq!(
            (refusal.code.as_str(), refusal.params["field"].as_str()),
            ("invalid-field".to_owned(), field)
        );
    }
    let state = first.ask("app_state", json!({})).await.unwrap();
    assert_eq!(state["situation"], "first_start", "nothing was saved");
}

#[tokio::test]
async fn a_vendor_that_is_down_or_answers_too_much_is_said_so() {
    let first = FirstStart::new().await;
    first.sandbox.faults().set_down(true);
    assert_eq!(first.problem(first.draft()).await, "offline");
    first.sandbox.faults().set_down(false);
    first
        .sandbox
        .set_fault(Fault::new("*", FaultKind::Huge).times(50));
    assert_eq!(first.problem(first.draft()).await, "vendor-too-large");
    first.sandbox.faults().clear();
    first
        .sandbox
        .set_fault(Fault::new("*", FaultKind::Html).times(50));
    let problem = first.problem(first.draft()).await;
    assert!(
        ["offline", "vendor-unreadable"].contains(&problem.as_str().unwrap()),
        "{problem}"
    );
}

#[tokio::test]
async fn a_name_of_a_connection_is_taken_once() {
    let first = FirstStart::new().await;
    first.ask("connection_add", first.draft()).await.unwrap();
    let mut again = first.draft();
    again["name"] = json!("CLINICA");
    assert_eq!(
        first
            .ask("connection_add", again)
            .await
            .unwrap_err()
            .code
            .as_str(),
        "name-taken"
    );
}

#[tokio::test]
async fn whatever_is_typed_into_the_search_is_only_text() {
    let first = FirstStart::new().await;
    let request = reqwest::Client::new().post(format!("{}/admin/medsoft/patients", first.serving.origin()));
    let patient = json!({"last": "<img src=x onerror=alert(1)>", "first": "Ion", "phone": "0700123456"});
    assert!(
        request
            .header("content-type", "application/json")
            .body(patient.to_string())
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    first.filled().await;
    let hits = first.find("onerror").await;
    assert!(
        hits["hits"][0]["name"]
            .as_str()
            .unwrap()
            .to_lowercase()
            .contains("<img src=x onerror=alert(1)>")
    );
    let long = "a ".repeat(5_000);
    let texts = [
        "'; DROP TABLE patient_records; --",
        "x",
        &long,
        "🙂🙃",
        "\"",
        "*",
        "NEAR(a b)",
        "-",
        "%",
        "\0",
        "   ",
        "a OR b",
    ];
    for text in texts {
        first.find(text).await;
    }
    assert!(
        !first.find("ion").await["hits"].as_array().unwrap().is_empty(),
        "the store is still whole"
    );
}

#[tokio::test]
async fn a_form_that_cannot_be_sent_names_its_field_and_keeps_nothing() {
    let first = FirstStart::new().await;
    let connection = first.ask("connection_add", first.draft()).await.unwrap();
    let form = json!({"last_name": "Nou", "first_name": "Om", "phone": "", "email": ""});
    let request = json!({"connection": connection["id"], "form": form, "intent": Uuid::new_v4()});
    let refusal = first.ask("patient_create", request).await.unwrap_err();
    assert_eq!(refusal.params["field"], "phone");
    let unsent = first.ask("unsent", json!({})).await.unwrap();
    assert_eq!(unsent["entries"], json!([]));
}

#[tokio::test]
async fn commands_that_do_not_exist_or_do_not_fit_are_refused() {
    let first = FirstStart::new().await;
    assert_eq!(
        first
            .ask("no_such_command", json!({}))
            .await
            .unwrap_err()
            .code
            .as_str(),
        "bad-request"
    );
    assert_eq!(
        first
            .ask("patients_find", json!({"text": 7}))
            .await
            .unwrap_err()
            .code
            .as_str(),
        "bad-request"
    );
    assert_eq!(
        first.ask("day", json!({})).await.unwrap_err().code.as_str(),
        "not-open"
    );
}
