//! An application as a host starts it, on a folder and a keyring that outlive it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use frontdesk_commands::files::NoDesktop;
use frontdesk_commands::system::{LoopbackLines, ports};
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_commands::wire::WireError;
use frontdesk_commands::{App, DeskError, Host, TrainingClinic};
use frontdesk_desk::ErrorCode;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_desk::ports::{NoDocuments, SecretStore};
use frontdesk_sandbox::{Sandbox, SandboxOptions, Serving};
use serde_json::{Value, json};

/// A keyring whose entries can be counted and lost, and which can be locked.
#[derive(Default)]
pub struct Keyring(pub Mutex<BTreeMap<String, Vec<u8>>>, pub AtomicBool);

impl Keyring {
    fn answers(&self) -> Result<(), DeskError> {
        match self.1.load(Ordering::SeqCst) {
            true => Err(DeskError::new(ErrorCode::KeyringUnavailable, "it is locked")),
            false => Ok(()),
        }
    }
}

impl SecretStore for Keyring {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, DeskError> {
        self.answers()?;
        Ok(self.0.lock().unwrap().get(name).cloned())
    }
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), DeskError> {
        self.answers()?;
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }
    fn delete(&self, name: &str) -> Result<(), DeskError> {
        self.answers()?;
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

pub struct Office {
    pub keyring: Arc<Keyring>,
    pub dir: tempfile::TempDir,
    serving: Serving,
}

impl Office {
    pub async fn new() -> Self {
        let sandbox = Sandbox::new(SandboxOptions {
            patients: 20,
            ..SandboxOptions::default()
        });
        let serving = sandbox.serve(0).await.unwrap();
        Self {
            keyring: Arc::default(),
            dir: tempfile::tempdir().unwrap(),
            serving,
        }
    }

    /// Starts the application.
    pub async fn start(&self) -> Arc<App> {
        App::start(Host {
            data_dir: self.dir.path().to_path_buf(),
            ports: ports(
                self.keyring.clone(),
                Arc::new(LoopbackLines::new().unwrap()),
                Arc::new(NoDocuments),
            )
            .unwrap(),
            desktop: Arc::new(NoDesktop),
            training: Arc::new(|| TrainingClinic {
                lines: in_process(|_| async {
                    Err(NoAnswer {
                        may_have_acted: false,
                        reason: "no training here".to_owned(),
                    })
                }),
                accounts: Vec::new(),
            }),
            version: "test",
            system_language: "ro".to_owned(),
        })
        .await
    }

    /// Starts the application and connects it to a vendor.
    pub async fn connected(&self) -> Arc<App> {
        let app = self.start().await;
        let account = &self.serving.accounts().medsoft;
        let draft = ConnectionDraft::of(
            Vendor::Medsoft,
            "Clinica",
            &account.base_url,
            &[("client_path", &account.client_path)],
            &[("key", &account.key)],
        );
        app.desk_or_new("connection_add")
            .await
            .unwrap()
            .add_connection(draft)
            .await
            .unwrap();
        app
    }

    /// The key of the account, as it is typed.
    pub fn key(&self) -> String {
        self.serving.accounts().medsoft.key.clone()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Everything in the application's folder, folders included.
    pub fn left(&self) -> Vec<PathBuf> {
        std::fs::read_dir(self.dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect()
    }
}

/// What a command answers, or the code it is refused with.
pub async fn ask(app: &App, command: &str, payload: Value) -> Result<Value, String> {
    app.dispatch(command, payload)
        .await
        .map_err(|error: WireError| error.code.as_str())
}

/// The situation, and the code of what is wrong.
pub async fn situation(app: &App) -> (String, String) {
    let state = ask(app, "app_state", json!({})).await.unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&state["situation"]), text(&state["problem"]["code"]))
}
