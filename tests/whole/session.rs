//! The gate before every command of the window, and what a session changes for it.

use std::sync::Arc;

use frontdesk_commands::catalogue::COMMANDS;
use frontdesk_commands::files::NoDesktop;
use frontdesk_commands::system::{LoopbackLines, MemorySecrets, ports};
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_commands::wire::{Event, Role, Tag, WireError};
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_desk::ErrorCode;
use serde_json::{Value, json};

use crate::canary::Logged;

const ANA: &str = "patru cai albi";
const DAN: &str = "cinci mere coapte";

/// An application with a real store, and nobody signed in yet.
struct Window {
    app: Arc<App>,
    dir: tempfile::TempDir,
    secrets: Arc<MemorySecrets>,
}

impl Window {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let secrets = Arc::new(MemorySecrets::default());
        let app = start(&dir, &secrets).await;
        Self { app, dir, secrets }
    }

    /// Ana, a manager, and Dan, a receptionist; Ana is signed in.
    async fn of_two() -> Self {
        let window = Self::new().await;
        window
            .ok(
                "session_first_manager",
                json!({"name": "Ana Pop", "password": ANA}),
            )
            .await;
        let dan = json!({"name": "Dan Știrbu", "role": "receptionist", "password": DAN});
        window.ok("user_add", dan).await;
        window
    }

    async fn ask(&self, command: &str, payload: Value) -> Result<Value, WireError> {
        self.app.dispatch(command, payload).await
    }

    async fn ok(&self, command: &str, payload: Value) -> Value {
        self.ask(command, payload).await.unwrap()
    }

    async fn code(&self, command: &str, payload: Value) -> ErrorCode {
        self.ask(command, payload).await.unwrap_err().code
    }

    async fn kind(&self) -> Value {
        self.ok("session", json!({})).await["kind"].clone()
    }

    async fn sign_in(&self, name: &str, password: &str) {
        self.ok("session_sign_in", json!({"name": name, "password": password}))
            .await;
    }

    /// Ends the application and starts it again on its folder.
    async fn restart(&mut self) {
        self.app = start(&self.dir, &self.secrets).await;
    }
}

async fn start(dir: &tempfile::TempDir, secrets: &Arc<MemorySecrets>) -> Arc<App> {
    let lines = Arc::new(LoopbackLines::new().unwrap());
    let documents = Arc::new(frontdesk_desk::ports::NoDocuments);
    App::start(Host {
        data_dir: dir.path().to_path_buf(),
        ports: ports(secrets.clone(), lines, documents).unwrap(),
        desktop: Arc::new(NoDesktop),
        training: Arc::new(|| TrainingClinic {
            lines: in_process(|_| async {
                Err(NoAnswer {
                    may_have_acted: false,
                    reason: "no vendor here".to_owned(),
                })
            }),
            accounts: Vec::new(),
        }),
        version: "test",
        system_language: "ro".to_owned(),
    })
    .await
}

/// No command takes this: whoever gets past the gate is told so.
fn nonsense() -> Value {
    json!([["nonsense"]])
}

#[tokio::test]
async fn while_locked_or_signed_out_every_command_is_refused_but_those_declared() {
    let window = Window::of_two().await;
    let refused = COMMANDS.iter().filter(|command| !command.while_locked);
    assert!(refused.clone().count() > 60);
    for leave in ["session_lock", "session_sign_out"] {
        window.ok(leave, json!({})).await;
        for command in COMMANDS {
            if command.while_locked {
                // Leaving once more changes nothing; the others are told that they take no nonsense.
                let code = window.code(command.name, nonsense()).await;
                assert_eq!(code, ErrorCode::BadRequest, "{}", command.name);
            } else {
                let code = window.code(command.name, nonsense()).await;
                assert_eq!(code, ErrorCode::SignInNeeded, "{}", command.name);
                let code = window.code(command.name, json!({})).await;
                assert_eq!(code, ErrorCode::SignInNeeded, "{}", command.name);
            }
        }
        window.sign_in("Ana Pop", ANA).await;
    }
}

#[tokio::test]
async fn a_receptionist_is_refused_what_a_manager_may_and_nothing_else() {
    let window = Window::of_two().await;
    for (name, password, is_manager) in [("Dan Știrbu", DAN, false), ("Ana Pop", ANA, true)] {
        window.sign_in(name, password).await;
        for command in COMMANDS {
            let expected = match command.role {
                Role::Manager if !is_manager => ErrorCode::NotAllowed,
                _ => ErrorCode::BadRequest,
            };
            let code = window.code(command.name, nonsense()).await;
            assert_eq!(code, expected, "{} for {name}", command.name);
        }
    }
}

#[tokio::test]
async fn what_changes_the_desk_for_everybody_is_a_managers() {
    for name in [
        "connection_add",
        "connection_replace_keys",
        "users",
        "user_edit",
        "emergency_code",
        "access_log",
        "wipe",
        "patient_erase",
    ] {
        let command = COMMANDS.iter().find(|command| command.name == name).unwrap();
        assert!(command.role == Role::Manager && !command.while_locked, "{name}");
    }
    for command in COMMANDS.iter().filter(|command| command.while_locked) {
        assert!(
            !command.reads.contains(&Tag::Patients) && !command.reads.contains(&Tag::Appointments),
            "{} shows patients while locked",
            command.name
        );
    }
}

#[tokio::test]
async fn a_desk_without_users_and_the_training_clinic_ask_nobody() {
    let window = Window::new().await;
    assert_eq!(window.kind().await, "open");
    window.ok("open_training", json!({})).await;
    assert_eq!(window.kind().await, "open");
    assert_eq!(window.ok("app_state", json!({})).await["session"]["kind"], "open");
    window.ok("day", json!({"date": null})).await;
    // Nobody is made there who would be gone tomorrow.
    for (command, payload) in [
        (
            "session_first_manager",
            json!({"name": "Ana Pop", "password": ANA}),
        ),
        ("session_sign_in", json!({"name": "Ana Pop", "password": ANA})),
    ] {
        assert_eq!(window.code(command, payload).await, ErrorCode::NotAllowed);
    }
    window.ok("leave_training", json!({})).await;
    window
        .ok(
            "session_first_manager",
            json!({"name": "Ana Pop", "password": ANA}),
        )
        .await;
    assert_eq!(window.kind().await, "signed_in");
    // Back from the training clinic, nobody is signed in any more.
    window.ok("open_training", json!({})).await;
    window.ok("leave_training", json!({})).await;
    assert_eq!(window.kind().await, "signed_out");
    assert_eq!(
        window.code("day", json!({"date": null})).await,
        ErrorCode::SignInNeeded
    );
}

#[tokio::test]
async fn after_a_restart_somebody_signs_in_and_the_window_knows_whom_to_ask() {
    let mut window = Window::of_two().await;
    window.restart().await;
    let state = window.ok("app_state", json!({})).await;
    assert_eq!(state["session"]["kind"], "signed_out");
    let people: Vec<_> = state["session"]["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["name"].as_str().unwrap())
        .collect();
    assert_eq!(people, ["Ana Pop", "Dan Știrbu"]);
    assert_eq!(
        window.code("day", json!({"date": null})).await,
        ErrorCode::SignInNeeded
    );
    window.sign_in("dan stirbu", DAN).await;
    window.ok("day", json!({"date": null})).await;
}

#[tokio::test]
async fn the_system_locks_and_the_window_is_told_at_once() {
    let window = Window::of_two().await;
    let mut news = window.app.listen();
    window.app.lock().await;
    let event = news.next().await.unwrap();
    assert!(
        matches!(&event, Event::Changed { tags } if tags == &[Tag::Session]),
        "{event:?}"
    );
    assert_eq!(window.kind().await, "locked");
    let user = window.ok("session", json!({})).await["user"].clone();
    assert_eq!(user["name"], "Ana Pop");
}

#[tokio::test]
async fn wrong_tries_are_told_with_what_is_left_and_how_long_to_wait() {
    let mut window = Window::of_two().await;
    window.ok("session_sign_out", json!({})).await;
    let wrong = json!({"name": "Ana Pop", "password": "nope nope nope"});
    for left in ["2", "1", "0"] {
        let error = window.ask("session_sign_in", wrong.clone()).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::WrongPassword);
        assert_eq!(error.params["left"], left);
    }
    window.restart().await;
    let error = window.ask("session_sign_in", wrong).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::TooManyTries);
    let seconds: u32 = error.params["seconds"].parse().unwrap();
    assert!((1..=15).contains(&seconds), "{seconds}");
}

#[tokio::test]
async fn no_password_pin_or_code_stands_in_a_log_or_beside_the_store() {
    let logged = Logged::everything();
    let window = Window::of_two().await;
    window
        .ok("session_pin", json!({"password": ANA, "pin": "258013"}))
        .await;
    let code = window.ok("emergency_code", json!({})).await["code"].clone();
    window.ok("session_lock", json!({})).await;
    let access = json!({"code": code, "reason": "Ioana, everybody is ill"});
    window.ok("session_emergency", access).await;
    let wrong = json!({"name": "CanaryPassword", "password": "CanaryPassword"});
    window.ask("session_sign_in", wrong).await.unwrap_err();
    let code = code.as_str().unwrap();
    let secrets = [ANA, DAN, "258013", code, "Ioana", "CanaryPassword"];
    logged.holds_none_of(&secrets);
    for file in std::fs::read_dir(window.dir.path().join("desk")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in secrets {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret}");
        }
    }
}
