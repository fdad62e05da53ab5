//! Every command that is declared to be put down leaves a line in the access log.

mod invoices;
mod searches;

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_commands::catalogue::COMMANDS;
use frontdesk_commands::files::Desktop;
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_commands::wire::AuditOf;
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_desk::DeskError;
use frontdesk_desk::audit::AuditAct;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_desk::lab::LabEvent;
use frontdesk_sandbox::Vendor as Server;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::lab_place::{order, pdf};
use crate::outbox_lost_answers::somebody;
use invoices::invoices;

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

fn draft(of: &ConnectionDraft) -> Value {
    let text = |map: &BTreeMap<String, String>| json!(map);
    json!({ "name": of.name, "vendor": of.vendor, "base_url": of.base_url, "details": text(&of.details),
        "secrets": text(&of.secrets), "paths": text(&of.paths) })
}

#[tokio::test(start_paused = true)]
async fn every_command_that_is_declared_to_leaves_its_line() {
    let mut clinic = Clinic::open().await;
    invoices(&mut clinic).await;
    accounts(&mut clinic).await;
    patients(&mut clinic).await;
    documents(&mut clinic).await;
    video(&mut clinic).await;
    laboratory(&mut clinic).await;
    crate::money_audit::money(&mut clinic).await;
    house(&mut clinic).await;
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

async fn accounts(clinic: &mut Clinic) {
    let account = clinic.place.sandbox.accounts().videodoktor;
    let praha = ConnectionDraft::of(
        Vendor::Videodoktor,
        "Brno",
        &account.base_url,
        &[("start_format", "dotted")],
        &[("app_key", &account.app_key), ("key", &account.key)],
    );
    let added = clinic
        .leaves("connection_add", draft(&praha), AuditAct::ConnectionAdded)
        .await;
    let id = added["id"].clone();
    let edit = json!({ "id": id, "name": "Praha", "base_url": praha.base_url, "details": praha.details,
        "paths": {}, "secrets": {} });
    clinic
        .leaves("connection_edit", edit, AuditAct::ConnectionEdited)
        .await;
    let keys = json!({ "id": id, "secrets": praha.secrets });
    clinic
        .leaves("connection_replace_keys", keys, AuditAct::ConnectionEdited)
        .await;
    let lines = clinic.lines().await;
    let log = json!(lines).to_string();
    assert!(
        !log.contains(&account.key) && !log.contains(&account.app_key),
        "no key in the log"
    );
    clinic
        .leaves(
            "connection_remove",
            json!({ "id": id }),
            AuditAct::ConnectionRemoved,
        )
        .await;
    let medsoft = clinic.place.connection.id;
    let stages = json!({ "id": medsoft, "stages": [{ "key": "2", "stage": "arrived" }] });
    clinic
        .leaves("connection_stages_confirm", stages, AuditAct::ConnectionEdited)
        .await;
    let points =
        json!({ "id": medsoft, "work_points": [{ "vendor_id": "1", "name": "Centru", "confirmed": true }] });
    clinic
        .leaves(
            "connection_work_points_confirm",
            points,
            AuditAct::ConnectionEdited,
        )
        .await;
}

async fn patients(clinic: &mut Clinic) {
    let row = clinic.place.expected().await;
    let person = json!({ "id": row.patient.id });
    clinic
        .leaves("patient_open", person.clone(), AuditAct::PatientOpened)
        .await;
    clinic
        .leaves("patient_history", person.clone(), AuditAct::PatientOpened)
        .await;
    clinic
        .leaves("patient_refresh", person, AuditAct::PatientRefreshed)
        .await;
    clinic
        .leaves(
            "appointment_history",
            json!({ "id": row.id }),
            AuditAct::PatientOpened,
        )
        .await;
    searches::leave_their_lines(clinic).await;
    let tick = json!({ "appointment": row.id, "key": "2", "value": true, "intent": Uuid::new_v4() });
    let accepted = clinic
        .leaves("appointment_set_status", tick, AuditAct::StatusSet)
        .await;
    clinic
        .leaves(
            "action_undo",
            json!({ "id": accepted["intent"] }),
            AuditAct::Undone,
        )
        .await;
    let medsoft = clinic.place.connection.id;
    let create = json!({ "connection": medsoft, "form": newcomer(), "intent": Uuid::new_v4() });
    let made = clinic
        .leaves("patient_create", create, AuditAct::PatientCreated)
        .await;
    let give_up = json!({ "id": made["accepted"]["entry"], "decision": "discard", "reason": "a slip" });
    clinic
        .leaves("unsent_resolve", give_up, AuditAct::UnsentDiscarded)
        .await;
    let (record, before) = somebody(&clinic.place).await;
    let mut after = before.clone();
    after.phone = "0733000111".into();
    let edit = json!({ "record": record, "before": before, "after": after, "intent": Uuid::new_v4() });
    clinic.leaves("patient_edit", edit, AuditAct::PatientEdited).await;
    // It is sent while the person who asked watches: by their own process.
    let form = json!({ "record": record, "kind": "new", "intent": Uuid::new_v4() });
    clinic
        .while_running(clinic.app.dispatch("gdpr_form", form))
        .await
        .unwrap();
    let lines = clinic.lines().await;
    assert!(lines.iter().any(|line| line["act"] == "consent_form_made"));
    let last = json!({ "record": record, "kind": "last", "intent": Uuid::new_v4() });
    clinic.leaves("gdpr_form", last, AuditAct::DocumentOpened).await;
    clinic
        .leaves("access_log_export", json!({}), AuditAct::LogExported)
        .await;
}

async fn documents(clinic: &mut Clinic) {
    let place = &clinic.place;
    // A line in process follows no redirect.
    let dialect = json!({ "download": "direct" });
    place.sandbox.change_dialect(Server::Alfadocs, &dialect).unwrap();
    let account = place.sandbox.accounts().alfadocs;
    let studio = ConnectionDraft::of(
        Vendor::Alfadocs,
        "Studio",
        &account.base_url,
        &[],
        &[("key", &account.key)],
    );
    let studio = place.connect(studio).await;
    place.fill().await;
    for row in place.today().await {
        if row.connection != studio.id {
            continue;
        }
        let page = place.desk.refresh_patient(row.patient.id).await.unwrap();
        if let Some(document) = page.documents.rows.first() {
            let document = document.id;
            clinic
                .leaves(
                    "patient_document_open",
                    json!({ "id": document }),
                    AuditAct::DocumentOpened,
                )
                .await;
            return crate::bills_audit::bills(clinic, studio.id, row.patient.id, document).await;
        }
    }
    panic!("no patient of today has a document");
}

async fn video(clinic: &mut Clinic) {
    let account = clinic.place.sandbox.accounts().videodoktor;
    let praha = ConnectionDraft::of(
        Vendor::Videodoktor,
        "Praha",
        &account.base_url,
        &[("start_format", "dotted")],
        &[("app_key", &account.app_key), ("key", &account.key)],
    );
    let praha = clinic.place.connect(praha).await;
    let person = clinic.place.expected().await.patient.id;
    let prefill = json!({ "connection": praha.id, "patient": person });
    clinic
        .leaves("video_prefill", prefill, AuditAct::FormFilled)
        .await;
    let form = json!({ "name": "Jana Nováková", "email": "", "phone": "700000111", "birth_year": "1980",
        "date": "2026-11-25", "time": "20:00:00" });
    let book = json!({ "connection": praha.id, "patient": person, "form": form, "intent": Uuid::new_v4() });
    let booked = clinic.leaves("video_book", book, AuditAct::VideoBooked).await;
    let visit = booked["visit"].clone();
    clinic
        .while_running(tokio::time::sleep(Duration::from_secs(180)))
        .await;
    tokio::time::sleep(Duration::from_secs(3 * 86_400)).await;
    clinic
        .leaves(
            "video_report",
            json!({ "id": visit }),
            AuditAct::VideoReportOpened,
        )
        .await;
    let remove = json!({ "visit": visit, "intent": Uuid::new_v4() });
    clinic
        .leaves("video_remove", remove, AuditAct::VideoRemoved)
        .await;
    let lines = clinic.lines().await;
    let removed = lines.iter().find(|line| line["act"] == "video_removed").unwrap();
    assert_eq!(removed["person"], json!(person));
}

/// An invoice that is prepared without a line, looked at, and gone on with.
async fn laboratory(clinic: &mut Clinic) {
    let account = clinic.place.sandbox.accounts().gensoft;
    let lab = ConnectionDraft::of(
        Vendor::Gensoft,
        "Laboratório",
        &account.base_url,
        &[],
        &[("key", &account.key)],
    );
    let lab = clinic.place.connect(lab).await;
    let row = clinic.place.today().await.remove(0);
    let person = row.patient.id;
    let prefill = json!({ "patient": person });
    clinic.leaves("lab_prefill", prefill, AuditAct::FormFilled).await;
    let send = json!({ "connection": lab.id, "patient": person, "intent": Uuid::new_v4(),
        "form": order("261123-AAAA", LabEvent::Created) });
    let sent = clinic.leaves("lab_send", send, AuditAct::LabSent).await;
    clinic
        .leaves(
            "lab_order",
            json!({ "id": sent["order"] }),
            AuditAct::LabOrderOpened,
        )
        .await;
    let upload = json!({ "connection": lab.id, "order": sent["order"], "execution": "9001",
        "file_name": "laudo.pdf", "base64": STANDARD.encode(pdf()), "intent": Uuid::new_v4() });
    clinic
        .leaves("lab_upload", upload, AuditAct::ReportUploaded)
        .await;
    let lines = clinic.lines().await;
    assert_eq!(
        lines[0]["person"],
        json!(person),
        "the report is about whom the order was made for"
    );
}

/// Users, keys, settings, papers: last, because the desk has users from then on.
async fn house(clinic: &mut Clinic) {
    // Time passes between two commands: the desk may not lock itself meanwhile.
    let settings = json!({ "name": "Front", "lock_after_minutes": 60 });
    clinic
        .leaves("desk_settings_set", settings, AuditAct::SettingsChanged)
        .await;
    let manager = json!({ "name": "Ana", "password": "a long password 1" });
    clinic
        .app
        .dispatch("session_first_manager", manager)
        .await
        .unwrap();
    for (command, payload, act) in [
        ("emergency_code", json!({}), AuditAct::CodeMade),
        (
            "user_add",
            json!({ "name": "Dan", "role": "receptionist", "password": "a long password 2" }),
            AuditAct::UserAdded,
        ),
        ("sheet_pin", json!({ "pin": "836501" }), AuditAct::SettingsChanged),
        ("sheet_save", json!({}), AuditAct::SheetOpened),
        ("sheet_open", json!({}), AuditAct::SheetOpened),
        ("unsent_export", json!({}), AuditAct::UnsentExported),
        ("autostart_set", json!({ "on": true }), AuditAct::SettingsChanged),
        (
            "clinic_export",
            json!({ "passphrase": "a passphrase of ours" }),
            AuditAct::ClinicExported,
        ),
    ] {
        clinic.touched_leaves(command, payload, act).await;
    }
    let users = clinic.app.dispatch("users", json!({})).await.unwrap();
    let dan = users
        .as_array()
        .unwrap()
        .iter()
        .find(|user| user["name"] == "Dan")
        .unwrap()["id"]
        .clone();
    let edit = json!({ "id": dan, "name": "Dan", "role": "manager", "active": true });
    clinic
        .touched_leaves("user_edit", edit, AuditAct::UserEdited)
        .await;
    let password = json!({ "id": dan, "password": "a long password 3" });
    clinic
        .touched_leaves("user_password", password, AuditAct::PasswordChanged)
        .await;

    let file = std::fs::read_dir(clinic.place.folder().parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().is_some_and(|name| name == "frontdesk.clinic"))
        .expect("the clinic file was saved");
    let file = STANDARD.encode(std::fs::read(file).unwrap());
    let import = json!({ "file": file, "passphrase": "a passphrase of ours", "preview": false });
    clinic
        .touched_leaves("clinic_import", import, AuditAct::ClinicImported)
        .await;

    let code = clinic
        .touched_leaves("recovery_code", json!({}), AuditAct::CodeMade)
        .await["code"]
        .clone();
    let strict = json!({ "on": true, "code": code });
    clinic
        .touched_leaves("strict_mode", strict, AuditAct::SettingsChanged)
        .await;
    let day = clinic
        .app
        .dispatch("patients_find", json!({ "text": "po" }))
        .await
        .unwrap();
    let person = day["hits"].as_array().unwrap().last().unwrap()["id"].clone();
    let erase = json!({ "id": person, "reason": "asked us to" });
    clinic
        .touched_leaves("patient_erase", erase, AuditAct::PatientErased)
        .await;
}
