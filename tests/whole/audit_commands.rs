//! Every command that is declared to be put down leaves a line in the access log.

mod accounts;
mod house;
mod invoices;
mod laboratory;
mod patients;
mod searches;
mod video;

use std::collections::BTreeSet;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_commands::catalogue::COMMANDS;
use frontdesk_commands::files::Desktop;
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_commands::wire::AuditOf;
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_desk::DeskError;
use frontdesk_desk::audit::AuditAct;
use serde_json::{Value, json};

use crate::desk::Place;

/// Commands whose lines are shown where their machines are: users and codes, settings and the clinic file, keys and
/// erasing, the sheet, what is unsent.
const ELSEWHERE: &[&str] = &["clinic_share_accept", "unsent_edit"];

/// A person who saves everything into one folder and looks at nothing.
struct Saves(PathBuf);

#[async_trait]
impl Desktop for Saves {
    async fn open(&self, _: &Path) -> Result<(), DeskError> {
        Ok(())
    }

    async fn print(&self, _: &Path) -> Result<(), DeskError> {
        Ok(())
    }

    async fn where_to_save(&self, name: &str) -> Result<Option<PathBuf>, DeskError> {
        Ok(Some(self.0.join(name)))
    }

    fn autostart(&self) -> Option<bool> {
        Some(false)
    }

    fn set_autostart(&self, _: bool) -> Result<(), DeskError> {
        Ok(())
    }
}

/// A clinic with an application on its store.
pub struct Clinic {
    pub place: Place,
    pub app: Arc<App>,
    seen: BTreeSet<&'static str>,
}

impl Clinic {
    async fn open() -> Self {
        let mut place = Place::filled().await;
        place.ports.documents = crate::canaries::documents();
        let nobody = || {
            in_process(|_| async {
                Err(NoAnswer {
                    may_have_acted: false,
                    reason: "no training here".to_owned(),
                })
            })
        };
        let app = App::start(Host {
            data_dir: place.folder().parent().unwrap().to_path_buf(),
            ports: place.ports.clone(),
            training: Arc::new(move || TrainingClinic {
                lines: nobody(),
                accounts: Vec::new(),
            }),
            desktop: Arc::new(Saves(place.folder().parent().unwrap().to_path_buf())),
            version: "test",
            system_language: "ro".to_owned(),
        })
        .await;
        Self {
            place,
            app,
            seen: BTreeSet::new(),
        }
    }

    /// Runs the application's background work while `work` is done.
    async fn while_running<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::select! {
            biased;
            outcome = work => outcome,
            () = self.app.run() => unreachable!("the application runs until it is dropped"),
        }
    }

    pub async fn lines(&self) -> Vec<Value> {
        let page = self.app.dispatch("access_log", json!({})).await.unwrap();
        page["lines"].as_array().unwrap().clone()
    }

    /// The same, by somebody who sits there and is not locked out meanwhile.
    async fn touched_leaves(&mut self, command: &'static str, payload: Value, act: AuditAct) -> Value {
        self.app.dispatch("session_touched", json!({})).await.unwrap();
        self.leaves(command, payload, act).await
    }

    /// Carries a command out and looks for its line.
    pub async fn leaves(&mut self, command: &'static str, payload: Value, act: AuditAct) -> Value {
        // Whatever is read again by itself within five minutes is one line.
        tokio::time::sleep(Duration::from_secs(301)).await;
        let before = self.lines().await;
        let newest = before.first().map_or(0, |line| line["seq"].as_u64().unwrap());
        let answer = self.app.dispatch(command, payload).await.unwrap_or_else(|error| {
            panic!("{command}: {:?} {:?}", error.code, error.params);
        });
        let act = serde_json::to_value(act).unwrap();
        let left = self.lines().await;
        let line = left
            .iter()
            .filter(|line| line["seq"].as_u64().unwrap() > newest)
            .find(|line| line["act"] == act);
        assert!(line.is_some(), "{command} left no {act}: {:?}", left.first());
        self.seen.insert(command);
        answer
    }
}

#[tokio::test(start_paused = true)]
async fn every_command_that_is_declared_to_leaves_its_line() {
    let mut clinic = Clinic::open().await;
    invoices::invoices(&mut clinic).await;
    accounts::accounts(&mut clinic).await;
    patients::patients(&mut clinic).await;
    patients::documents(&mut clinic).await;
    video::video(&mut clinic).await;
    laboratory::laboratory(&mut clinic).await;
    crate::money_audit::money(&mut clinic).await;
    house::house(&mut clinic).await;
    let declared: BTreeSet<&str> = COMMANDS
        .iter()
        .filter(|command| {
            matches!(
                command.audit,
                AuditOf::PatientViewed
                    | AuditOf::PatientChanged
                    | AuditOf::ListSaved
                    | AuditOf::Money
                    | AuditOf::Settings
            )
        })
        .map(|command| command.name)
        .collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().copied().collect();
    assert!(
        elsewhere.is_subset(&declared),
        "no longer declared: {elsewhere:?}"
    );
    let shown: BTreeSet<&str> = clinic.seen.union(&elsewhere).copied().collect();
    let missing: Vec<_> = declared.difference(&shown).collect();
    assert!(
        missing.is_empty(),
        "nobody shows that these leave a line: {missing:?}"
    );
    let verdict = clinic.app.dispatch("access_log_verify", json!({})).await.unwrap();
    assert_eq!(verdict["ok"], true, "{verdict}");
}
