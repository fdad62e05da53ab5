//! A desk under virtual time with a sandbox behind it.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use frontdesk_commands::system::MemorySecrets;
use frontdesk_desk::agenda::{Accepted, AppointmentRow, DayRequest, SetStatus};
use frontdesk_desk::connections::{Connection, ConnectionDraft, Pace, Vendor};
use frontdesk_desk::outbox::{Decision, EditUnsent, EntryState, Resolve, UnsentEntry, UnsentForm};
use frontdesk_desk::patients::{CreatePatient, EditPatient, FindPatients, PatientForm};
use frontdesk_desk::ports::{Clock, Ports};
use frontdesk_desk::store::Store;
use frontdesk_desk::{Desk, DeskError, Events};
use frontdesk_sandbox::{Accounts, Sandbox, SandboxOptions};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::world::lines;
pub use crate::world::{AtOnce, Counted, Trouble, VirtualClock};

/// One clinic with its desk.
pub struct Place {
    pub sandbox: Sandbox,
    pub desk: Arc<Desk>,
    pub connection: Connection,
    pub trouble: Arc<Trouble>,
    pub events: Events,
    pub ports: Ports,
    /// The desk's clock; the vendor's is its own.
    pub clock: VirtualClock,
    dir: tempfile::TempDir,
}

/// Invented vendors need not be spared.
const PACE: Pace = Pace {
    per_second: 1000,
    at_once: 4,
};

/// A Monday morning at the clinic, 10:18 in Bucharest.
pub const MORNING: &str = "2026-11-23T08:18:00Z";

impl Place {
    /// A small clinic, filled: all patients and appointments are in the store.
    pub async fn filled() -> Self {
        let place = Self::empty(60).await;
        place.fill().await;
        place
    }

    /// A clinic whose desk knows nothing yet.
    pub async fn empty(patients: usize) -> Self {
        Self::with(patients, |_, accounts| {
            let account = &accounts.medsoft;
            ConnectionDraft::of(
                Vendor::Medsoft,
                "Clinica",
                &account.base_url,
                &[("client_path", &account.client_path)],
                &[("key", &account.key)],
            )
        })
        .await
    }

    /// A desk that knows nothing yet, connected to one of the vendors.
    pub async fn with(patients: usize, draft: impl Fn(&Sandbox, &Accounts) -> ConnectionDraft) -> Self {
        let clock = VirtualClock::starting(MORNING);
        let at = clock.another();
        let sandbox = Sandbox::new(SandboxOptions {
            seed: 7,
            patients,
            now: Arc::new(move || at.now()),
            ..SandboxOptions::default()
        });
        let dir = tempfile::tempdir().unwrap();
        let trouble = Arc::new(Trouble::default());
        let counted = Arc::new(Counted::default());
        let ports = Ports {
            clock: Arc::new(clock.clone()),
            random: counted.clone(),
            ids: counted,
            secrets: Arc::new(MemorySecrets::default()),
            executor: Arc::new(AtOnce(trouble.clone())),
            lines: lines(&sandbox, &trouble),
            documents: Arc::new(frontdesk_desk::ports::NoDocuments),
        };
        let events = Events::default();
        let desk = Desk::open(dir.path().join("desk"), ports.clone(), events.clone())
            .await
            .unwrap();
        let draft = draft(&sandbox, &sandbox.accounts());
        let connection = desk.accounts().add(draft, PACE).await.unwrap();
        Self {
            sandbox,
            desk: Arc::new(desk),
            connection,
            trouble,
            events,
            ports,
            clock,
            dir,
        }
    }

    /// Connects the desk to another vendor too.
    pub async fn connect(&self, draft: ConnectionDraft) -> Connection {
        self.desk.accounts().add(draft, PACE).await.unwrap()
    }

    /// Runs the desk until its first fill is complete.
    pub async fn fill(&self) {
        let states = self
            .while_running(async { self.desk.sync().until_done(&[]).await.unwrap() })
            .await;
        assert!(states.iter().all(|state| state.complete), "{states:?}");
    }

    /// Runs the desk's background work while `work` is done.
    pub async fn while_running<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::select! {
            biased;
            outcome = work => outcome,
            () = self.desk.run() => unreachable!("the desk runs until it is dropped"),
        }
    }

    /// Runs only the outbox while `work` is done.
    pub async fn while_running_outbox<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::select! {
            biased;
            outcome = work => outcome,
            () = self.desk.outbox().run() => unreachable!("the outbox runs until it is dropped"),
        }
    }

    /// Runs only the outbox until no entry moves any more, and returns what is left for people or a line.
    pub async fn drain(&self) -> Vec<UnsentEntry> {
        self.outbox_for(Duration::from_secs(180)).await
    }

    /// Runs only the outbox for so long.
    pub async fn outbox_for(&self, time: Duration) -> Vec<UnsentEntry> {
        tokio::select! {
            () = self.desk.outbox().run() => unreachable!("the outbox runs until it is dropped"),
            () = tokio::time::sleep(time) => {}
        }
        self.desk.outbox().unsent().await.unwrap().entries
    }

    /// The folder of the desk.
    pub fn folder(&self) -> PathBuf {
        self.dir.path().join("desk")
    }

    /// Ends the desk as a crash does and opens it again from its files.
    pub async fn reopen(&mut self) {
        let dir = self.dir.path().join("desk");
        self.desk = Arc::new(
            Desk::open(dir, self.ports.clone(), self.events.clone())
                .await
                .unwrap(),
        );
    }

    /// Puts the newest copy of the store in its place and opens it.
    pub async fn restore_the_copy(&mut self) {
        let dir = self.dir.path().join("desk");
        self.desk.close().await.unwrap();
        let copies = Store::copies(dir.clone(), &self.ports).await.unwrap();
        Store::restore(dir, &self.ports, copies[0].name.clone())
            .await
            .unwrap();
        self.reopen().await;
    }

    /// Another process on the same store.
    pub async fn another(&self) -> Desk {
        Desk::open(
            self.dir.path().join("desk"),
            self.ports.clone(),
            Events::default(),
        )
        .await
        .unwrap()
    }

    /// Takes a connection's key out of the keyring.
    pub fn forget_key(&self, connection: Uuid) {
        self.ports
            .secrets
            .delete(&format!("connection/{connection}/key"))
            .unwrap();
    }

    /// Today's rows that can be ticked and are not.
    pub async fn free(&self) -> Vec<AppointmentRow> {
        let mut rows = self.today().await;
        rows.retain(|row| {
            row.vendor_id.is_some() && !row.foreign && row.statuses.iter().all(|mark| !mark.set)
        });
        rows
    }

    /// Today's rows.
    pub async fn today(&self) -> Vec<AppointmentRow> {
        self.desk.day(DayRequest::default()).await.unwrap().rows
    }

    /// The first of today's rows that nobody has ticked as arrived and that can be changed.
    pub async fn expected(&self) -> AppointmentRow {
        self.free()
            .await
            .into_iter()
            .next()
            .expect("somebody is expected today")
    }

    /// One row again.
    pub async fn row(&self, id: Uuid) -> AppointmentRow {
        self.today().await.into_iter().find(|row| row.id == id).unwrap()
    }

    /// Ticks a status without holding it back.
    pub async fn tick(&self, row: &AppointmentRow, key: &str, value: bool) -> Accepted {
        let request = SetStatus {
            appointment: row.id,
            key: key.into(),
            value,
            reason: None,
            happened_at: None,
            intent: Uuid::new_v4(),
        };
        self.desk
            .outbox()
            .set_status(request, Duration::ZERO)
            .await
            .unwrap()
    }

    /// Changes a patient, held back for so long.
    pub async fn edit(
        &self,
        record: Uuid,
        before: &PatientForm,
        after: PatientForm,
        hold: Duration,
    ) -> Accepted {
        let request = EditPatient {
            record,
            before: before.clone(),
            after,
            intent: Uuid::new_v4(),
        };
        self.desk.outbox().edit_patient(request, hold).await.unwrap()
    }

    /// Creates a patient, held back for so long.
    pub async fn create(&self, form: PatientForm, hold: Duration) -> (Uuid, Accepted) {
        let request = CreatePatient {
            connection: self.connection.id,
            form,
            intent: Uuid::new_v4(),
        };
        self.desk.outbox().create_patient(request, hold).await.unwrap()
    }

    /// Changes what an entry will send.
    pub async fn change(&self, entry: Uuid, form: UnsentForm) -> Result<(), DeskError> {
        let edit = EditUnsent { id: entry, form };
        self.desk.outbox().edit(edit).await
    }

    /// One entry as a person sees it.
    pub async fn entry(&self, id: Uuid) -> UnsentEntry {
        self.desk.outbox().entry(id).await.unwrap()
    }

    /// Carries out a person's decision.
    pub async fn decide(&self, entry: Uuid, decision: Decision) {
        let shown = self.entry(entry).await;
        self.desk
            .outbox()
            .resolve(Resolve {
                id: entry,
                decision,
                reason: None,
                issued: None,
                question: shown.question,
                attempts: Some(shown.attempts),
                money_kept: None,
            })
            .await
            .unwrap();
    }

    /// The state of one entry.
    pub async fn state_of(&self, entry: Uuid) -> EntryState {
        self.desk
            .outbox()
            .settled(entry, Duration::ZERO)
            .await
            .unwrap()
            .state
    }

    /// People found by a text.
    pub async fn find(&self, text: &str) -> Vec<frontdesk_desk::patients::PatientHit> {
        let query = FindPatients {
            text: text.into(),
            limit: None,
        };
        self.desk.find_patients(query).await.unwrap().hits
    }

    /// Asks the sandbox's admin routes: what the vendor itself would show.
    pub async fn at_vendor(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let answer = self.sandbox.router_with_admin().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        assert!(
            status.is_success(),
            "{method} {path}: {status} {}",
            String::from_utf8_lossy(&bytes)
        );
        serde_json::from_slice(&bytes).unwrap_or(json!(null))
    }

    /// How often the vendor carried an operation out.
    pub fn carried_out(&self, operation: &str) -> usize {
        self.sandbox
            .medsoft_log()
            .seen()
            .iter()
            .filter(|seen| seen.operation == operation && seen.applied)
            .count()
    }

    /// How often the vendor was asked for an operation, carried out or not.
    pub fn asked(&self, operation: &str) -> usize {
        self.sandbox
            .medsoft_log()
            .seen()
            .iter()
            .filter(|seen| seen.operation == operation)
            .count()
    }
}

/// A new patient nobody has.
pub fn newcomer() -> PatientForm {
    PatientForm {
        last_name: "Zărnescu".into(),
        first_name: "Ștefania".into(),
        phone: "0799 555 123".into(),
        email: "zarnescu@example.test".into(),
        ..PatientForm::default()
    }
}
