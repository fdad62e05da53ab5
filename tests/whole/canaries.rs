//! Unique words are put through every way into the application, and then looked for in every file it wrote and in
//! everything it logged: none may stand there in the clear, in no common writing.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{Days, Utc};
use frontdesk_commands::system::{LoopbackLines, MemorySecrets, ports};
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_commands::{App, DeskError, Desktop, Host, TrainingClinic};
use frontdesk_sandbox::{Fault, FaultKind, Sandbox, SandboxOptions, Serving};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::canary::Logged;

/// Letters no invented clinic has, one word for each thing that must stay private.
const LAST_NAME: &str = "Zqcanariu";
const FIRST_NAME: &str = "Xwilhelmina";
const EMAIL: &str = "qzcanar.mail@posta.example";
const PHONE: &str = "0799123987";
const CNP: &str = "2850214123454";
const TYPED: &str = "Qqtypednewname";
const REASON: &str = "Qqreasonforgiving";
const PASSWORD: &str = "qqpassword-of-ana-7351";
const WRONG_PASSWORD: &str = "qqwrong-password-2248";
const PIN: &str = "730519";
const SHEET_PIN: &str = "83650194";
const PASSPHRASE: &str = "qqpassphrase-of-the-clinic-9";
const SUBJECT: &str = "Qqlabsubject";

/// A person who opens everything and saves everything, outside the application's folder.
struct Person {
    folder: PathBuf,
    opened: Mutex<Vec<PathBuf>>,
}

#[async_trait]
impl Desktop for Person {
    async fn open(&self, path: &Path) -> Result<(), DeskError> {
        self.opened.lock().unwrap().push(path.to_owned());
        Ok(())
    }
    async fn where_to_save(&self, name: &str) -> Result<Option<PathBuf>, DeskError> {
        Ok(Some(self.folder.join(name)))
    }
}

struct Clinic {
    app: Arc<App>,
    person: Arc<Person>,
    sandbox: Sandbox,
    serving: Serving,
    dir: tempfile::TempDir,
    _saved: tempfile::TempDir,
}

impl Clinic {
    async fn open() -> Self {
        let sandbox = Sandbox::new(SandboxOptions {
            patients: 12,
            ..SandboxOptions::default()
        });
        let serving = sandbox.serve(0).await.unwrap();
        let (dir, saved) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let person = Arc::new(Person {
            folder: saved.path().to_owned(),
            opened: Mutex::default(),
        });
        let nobody = || {
            in_process(|_| async {
                Err(NoAnswer {
                    may_have_acted: false,
                    reason: "no training here".to_owned(),
                })
            })
        };
        let app = App::start(Host {
            data_dir: dir.path().to_path_buf(),
            ports: ports(
                Arc::new(MemorySecrets::default()),
                Arc::new(LoopbackLines::new().unwrap()),
                documents(),
            )
            .unwrap(),
            desktop: person.clone(),
            training: Arc::new(move || TrainingClinic {
                lines: nobody(),
                accounts: Vec::new(),
            }),
            version: "test",
            system_language: "ro".to_owned(),
        })
        .await;
        Self {
            app,
            person,
            sandbox,
            serving,
            dir,
            _saved: saved,
        }
    }

    async fn ask(&self, command: &str, payload: Value) -> Result<Value, String> {
        let answer = self.app.dispatch(command, payload).await;
        answer.map_err(|error| error.code.as_str())
    }

    async fn must(&self, command: &str, payload: Value) -> Value {
        let answer = self.ask(command, payload.clone()).await;
        answer.unwrap_or_else(|code| panic!("{command}: {code}"))
    }

    async fn admin(&self, path: &str, body: Value) -> Value {
        let request = http::Request::post(format!("/admin/{path}"))
            .header("content-type", "application/json")
            .body(axum::body::Body::from(body.to_string()))
            .unwrap();
        let answer = self.sandbox.router_with_admin().oneshot(request).await.unwrap();
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    /// The accounts of all vendors but the registry; their keys are answered.
    async fn connect(&self) -> Vec<String> {
        let told = serde_json::to_value(self.serving.accounts()).unwrap();
        let mut keys = Vec::new();
        for draft in frontdesk_commands::training::accounts_of(&told) {
            keys.extend(draft.secrets.values().cloned());
            let draft = json!({"name": draft.name, "vendor": draft.vendor, "base_url": draft.base_url,
                "details": draft.details, "secrets": draft.secrets});
            self.must("connection_try", draft.clone()).await;
            self.must("connection_add", draft).await;
        }
        keys
    }

    async fn patient(&self) -> Value {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let found = self.must("patients_find", json!({ "text": LAST_NAME })).await;
            if let Some(hit) = found["hits"].as_array().and_then(|hits| hits.first()) {
                return hit.clone();
            }
            assert!(Instant::now() < patience, "the patient is never found");
            self.ask("patients_find_at_vendor", json!({ "text": LAST_NAME }))
                .await
                .ok();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Documents that hold the facts they were made of, in the clear.
pub fn documents() -> Arc<dyn frontdesk_desk::ports::DocumentMaker> {
    frontdesk_desk::ports::documents_with(|_, facts, _, _| {
        Ok::<_, frontdesk_basics::NotMade>((
            "Sheet".to_owned(),
            format!("%PDF-1.4\n{facts}\n%%EOF\n").into_bytes(),
        ))
    })
}

/// A word in every writing it could hide in.
fn writings(word: &str) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for word in [word.to_owned(), word.to_lowercase(), word.to_uppercase()] {
        all.push(word.clone().into_bytes());
        all.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
        all.push(
            word.bytes()
                .flat_map(|byte| format!("{byte:02x}").into_bytes())
                .collect(),
        );
        for lead in 0..3 {
            let padded = [vec![b' '; lead], word.clone().into_bytes()].concat();
            let text = STANDARD.encode(padded);
            // Without what its neighbours would change.
            let whole = text.trim_end_matches('=');
            all.push(whole.as_bytes()[(lead * 8).div_ceil(6)..whole.len() - 1].to_vec());
        }
    }
    all
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_word_is_found_in_every_writing() {
    let word = "Zqcanariu";
    for hidden in [
        format!("before {word} after"),
        word.to_uppercase(),
        STANDARD.encode(format!("{{\"name\":\"{word}\"}}")),
        STANDARD.encode(format!("x{{\"name\":\"{word}\"}}")),
        STANDARD.encode(format!("xy{{\"name\":\"{word}\"}}")),
    ] {
        assert!(
            writings(word)
                .iter()
                .any(|needle| holds(hidden.as_bytes(), needle)),
            "{hidden}"
        );
    }
}

#[tokio::test]
async fn nothing_private_stands_in_the_clear_in_any_file_or_log() {
    let logged = Logged::everything();
    let clinic = Clinic::open().await;
    let manager = json!({ "name": "Ana", "password": PASSWORD });
    clinic.must("session_first_manager", manager.clone()).await;
    let mut private = clinic.connect().await;
    let registered = clinic
        .admin(
            "medsoft/patients",
            json!({"last": LAST_NAME, "first": FIRST_NAME, "email": EMAIL, "phone": PHONE, "cnp": CNP}),
        )
        .await;
    clinic
        .admin("medsoft/appointments", json!({ "patient": registered["code"] }))
        .await;
    let app = clinic.app.clone();
    let running = tokio::spawn(async move { app.run().await });
    let hit = clinic.patient().await;
    let person = hit["id"].clone();
    let page = clinic.must("patient_refresh", json!({ "id": person })).await;
    let record = page["records"][0]["id"].clone();
    let connections = clinic.must("connections", json!({})).await;
    let connection = |vendor: &str| {
        let all = connections.as_array().unwrap();
        all.iter().find(|one| one["vendor"] == vendor).unwrap()["id"].clone()
    };
    let form = json!({"last_name": TYPED, "first_name": FIRST_NAME, "phone": PHONE, "email": EMAIL, "national_id": CNP});
    let day = clinic.must("day", json!({})).await;
    let rows = day["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| {
        row["patient"]["name"]
            .to_string()
            .to_uppercase()
            .contains("ZQCANARIU")
    });
    let row = row.expect("the visit is on the list").clone();
    let tomorrow = Utc::now().date_naive() + Days::new(1);
    let video = json!({"name": format!("{LAST_NAME} {FIRST_NAME}"), "email": EMAIL, "phone": PHONE,
        "birth_year": "1985", "date": tomorrow, "time": "10:00:00"});
    let lab = json!({"event": "created", "number": SUBJECT, "patient": {"name": LAST_NAME},
        "procedures": [{"code": "40301", "name": SUBJECT}]});
    let pdf = format!("%PDF-1.4\n{LAST_NAME}\n{}\n%%EOF\n", " ".repeat(600));
    let intent = || Uuid::now_v7();

    // Every way in, with the vendor well, refusing, and gone.
    for trouble in [
        None,
        Some(FaultKind::Html),
        Some(FaultKind::BrokenJson),
        Some(FaultKind::DropAfter),
    ] {
        clinic.sandbox.faults().clear();
        if let Some(kind) = trouble {
            clinic.sandbox.set_fault(Fault {
                times: None,
                ..Fault::new("*", kind)
            });
        }
        for (command, payload) in [
            ("patients_find", json!({ "text": format!("{LAST_NAME} {PHONE}") })),
            ("patients_find_at_vendor", json!({ "text": LAST_NAME })),
            ("patient_open", json!({ "id": person })),
            ("patient_refresh", json!({ "id": person })),
            ("patient_history", json!({ "id": person })),
            ("patient_duplicates", form.clone()),
            (
                "patient_create",
                json!({"connection": connection("medsoft"), "form": form, "intent": intent()}),
            ),
            (
                "patient_edit",
                json!({"record": record, "before": form, "after": {"last_name": TYPED,
                "first_name": TYPED, "phone": PHONE, "email": EMAIL}, "intent": intent()}),
            ),
            (
                "gdpr_form",
                json!({"record": record, "kind": "last", "intent": intent()}),
            ),
            (
                "appointment_set_status",
                json!({"appointment": row["id"], "key": "2", "value": trouble.is_none(),
                "reason": REASON, "intent": intent()}),
            ),
            ("appointment_history", json!({ "id": row["id"] })),
            (
                "video_prefill",
                json!({"connection": connection("videodoktor"), "patient": person}),
            ),
            (
                "video_check",
                json!({"connection": connection("videodoktor"), "form": video}),
            ),
            (
                "video_book",
                json!({"connection": connection("videodoktor"), "patient": person, "form": video,
                "intent": intent()}),
            ),
            (
                "lab_preview",
                json!({"connection": connection("gensoft"), "form": lab}),
            ),
            (
                "lab_send",
                json!({"connection": connection("gensoft"), "patient": person, "form": lab,
                "intent": intent()}),
            ),
            (
                "lab_upload",
                json!({"connection": connection("gensoft"), "order": null, "execution": "1",
                "file_name": format!("{LAST_NAME}.pdf"), "base64": STANDARD.encode(&pdf), "intent": intent()}),
            ),
            (
                "contract_fetch",
                json!({"connection": connection("ehealth"), "contract_type": "capitation", "id": LAST_NAME}),
            ),
            ("unsent", json!({})),
            ("unsent_export", json!({})),
            ("access_log", json!({})),
            ("access_log_verify", json!({})),
            ("access_log_export", json!({})),
            ("sheet_make", json!({})),
            ("sheet_open", json!({})),
            ("sheet_save", json!({})),
            ("connection_check", json!({ "id": connection("medsoft") })),
            ("connection_check_save", json!({ "id": connection("medsoft") })),
            ("clinic_export", json!({ "passphrase": PASSPHRASE })),
            (
                "clinic_import",
                json!({ "file": STANDARD.encode(LAST_NAME), "passphrase": PASSPHRASE, "preview": true }),
            ),
            // Payloads that are not understood.
            ("patient_create", json!({ "form": LAST_NAME })),
            ("patient_open", json!({ "id": LAST_NAME })),
            (LAST_NAME, json!({})),
        ] {
            let _ = clinic.ask(command, payload).await;
        }
    }
    clinic.sandbox.faults().clear();
    for (command, payload) in [
        ("session_pin", json!({ "password": PASSWORD, "pin": PIN })),
        ("sheet_pin", json!({ "pin": SHEET_PIN })),
        (
            "session_password",
            json!({ "old": WRONG_PASSWORD, "new": WRONG_PASSWORD }),
        ),
        (
            "session_sign_in",
            json!({ "name": WRONG_PASSWORD, "password": WRONG_PASSWORD }),
        ),
        (
            "session_sign_in",
            json!({ "name": "Ana", "password": WRONG_PASSWORD }),
        ),
        ("session_sign_in", manager),
        ("session_lock", json!({})),
        ("patient_open", json!({ "id": person })),
        ("sheet_open", json!({ "pin": WRONG_PASSWORD })),
        ("sheet_open", json!({ "pin": SHEET_PIN })),
        ("session_sign_in", json!({ "name": "Ana", "password": PASSWORD })),
    ] {
        let _ = clinic.ask(command, payload).await;
    }
    for (command, field) in [("recovery_code", "code"), ("emergency_code", "code")] {
        let code = clinic.must(command, json!({})).await[field]
            .as_str()
            .unwrap()
            .to_owned();
        private.push(code.chars().filter(|letter| letter.is_alphanumeric()).collect());
        private.push(code);
    }
    let _ = clinic
        .ask("session_emergency", json!({ "code": "AAAA", "reason": REASON }))
        .await;
    assert!(
        !clinic.person.opened.lock().unwrap().is_empty(),
        "nothing was ever opened"
    );
    running.abort();
    let _ = running.await;
    clinic.app.sweep_files();

    private.extend(
        [
            LAST_NAME,
            FIRST_NAME,
            EMAIL,
            PHONE,
            CNP,
            TYPED,
            REASON,
            PASSWORD,
            WRONG_PASSWORD,
            SHEET_PIN,
            PASSPHRASE,
            SUBJECT,
        ]
        .map(str::to_owned),
    );
    let mut written = Vec::new();
    files(clinic.dir.path(), &mut written);
    assert!(written.len() >= 3, "{written:?}");
    for path in written {
        let bytes = std::fs::read(&path).unwrap();
        for word in &private {
            for needle in writings(word) {
                assert!(!holds(&bytes, &needle), "{word} in {}", path.display());
            }
        }
    }
    let words: Vec<&str> = private.iter().map(String::as_str).collect();
    logged.says("command");
    logged.holds_none_of(&words);
}
