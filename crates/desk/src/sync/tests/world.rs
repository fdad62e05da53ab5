//! A desk in a world of its own: time, line, keyring and vendor are simulated, the store is real.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use frontdesk_sandbox::{LineError, Sandbox, SandboxOptions, medsoft};
use frontdesk_vendors::{Transport, TransportError};
use futures::future::{Either, select};
use http::{Request, Response};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::clock::{Handle, VirtualClock};
use crate::audit::Audit;
use crate::connections::{Accounts, ConnectionDraft, Pace, Vendor};
use crate::error::DeskError;
use crate::events::Events;
use crate::ports::{Line, Lines, PlainHttp, Ports};
use crate::session::Seat;
use crate::store::Store;
use crate::store::testing::ports as test_ports;
use crate::sync::{Sync, SyncState};

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// The vendor in process; remembers when requests came.
struct Wire {
    sandbox: Sandbox,
    clock: Arc<VirtualClock>,
    asked: Arc<Mutex<Vec<DateTime<Utc>>>>,
}

#[async_trait::async_trait]
impl Transport for Wire {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.asked.lock().unwrap().push(self.clock.now());
        self.sandbox.answer(request).await.map_err(|error| match error {
            LineError::Refused => TransportError::NotSent {
                reason: "refused".into(),
            },
            LineError::Dropped | LineError::CutBody => TransportError::Interrupted { reason: "cut".into() },
        })
    }
}

struct Wires {
    sandbox: Sandbox,
    clock: Arc<VirtualClock>,
    asked: Arc<Mutex<Vec<DateTime<Utc>>>>,
}

impl Lines for Wires {
    fn line_to(&self, _: &str, _: PlainHttp) -> Result<Arc<dyn Line>, DeskError> {
        let Self {
            sandbox,
            clock,
            asked,
        } = self;
        Ok(Arc::new(Wire {
            sandbox: sandbox.clone(),
            clock: clock.clone(),
            asked: asked.clone(),
        }))
    }
}

/// One running desk.
pub(super) struct Running {
    pub store: Store,
    pub accounts: Accounts,
    pub sync: Sync,
    pub events: Events,
}

pub(super) struct World {
    pub clock: Arc<VirtualClock>,
    pub sandbox: Sandbox,
    pub asked: Arc<Mutex<Vec<DateTime<Utc>>>>,
    ports: Ports,
    dir: TempDir,
    seed: u64,
    patients: usize,
}

/// What the vendor really holds: appointments of each patient, written so that they can be compared.
pub(super) type Truth = BTreeMap<String, Vec<String>>;

impl World {
    pub fn new(patients: usize, changes: &Value) -> Self {
        let seed = 7;
        let clock = VirtualClock::new();
        let sandbox = sandbox(
            seed,
            patients,
            &clock,
            medsoft::Dialect::a().with(changes).unwrap(),
        );
        let asked = Arc::default();
        let (mut ports, _) = test_ports();
        ports.clock = Arc::new(Handle(clock.clone()));
        ports.lines = Arc::new(Wires {
            sandbox: sandbox.clone(),
            clock: clock.clone(),
            asked: Arc::clone(&asked),
        });
        Self {
            clock,
            sandbox,
            asked,
            ports,
            dir: tempfile::tempdir().unwrap(),
            seed,
            patients,
        }
    }

    /// Runs a future to its end, or until this much time has passed.
    pub fn run<T>(&self, limit: Duration, future: impl Future<Output = T>) -> Option<T> {
        let end = self.now() + limit;
        let flag = Arc::new(Flag(AtomicBool::new(true)));
        let waker = Waker::from(flag.clone());
        let mut context = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            while flag.0.swap(false, Ordering::SeqCst) {
                if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
                    return Some(value);
                }
            }
            if self.now() >= end || !self.clock.leap() {
                return None;
            }
        }
    }

    /// Runs a future that waits for nothing but the store.
    pub fn now_or<T>(&self, future: impl Future<Output = T>) -> T {
        self.run(Duration::from_secs(3_600), future)
            .expect("ends by itself")
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// Opens the desk, as after a start.
    pub fn open(&self) -> Running {
        let dir: PathBuf = self.dir.path().join("desk");
        let store = self.now_or(Store::open(dir, &self.ports)).unwrap();
        let events = Events::default();
        let accounts = Accounts::new(
            store.clone(),
            self.ports.clone(),
            events.clone(),
            Audit::new(&store, self.ports.clone(), Seat::default()),
        );
        let sync = Sync::new(
            store.clone(),
            self.ports.clone(),
            accounts.clone(),
            events.clone(),
        );
        Running {
            store,
            accounts,
            sync,
            events,
        }
    }

    pub fn draft(&self) -> ConnectionDraft {
        let account = self.sandbox.accounts().medsoft;
        ConnectionDraft::of(
            Vendor::Medsoft,
            "Clinica",
            &account.base_url,
            &[("client_path", &account.client_path)],
            &[("key", &account.key)],
        )
    }

    /// Saves the account of the sandbox.
    pub fn connect(&self, running: &Running) -> Uuid {
        let pace = Pace {
            per_second: 50,
            at_once: 4,
        };
        self.now_or(running.accounts.add(self.draft(), pace)).unwrap().id
    }

    /// Reads until the first fill is complete or cannot go on.
    pub fn fill(&self, running: &Running) -> Vec<SyncState> {
        let done = async {
            match select(pin!(running.sync.run()), pin!(running.sync.until_done(&[]))).await {
                Either::Left(_) => panic!("reading never ends"),
                Either::Right((states, _)) => states.unwrap(),
            }
        };
        self.run(Duration::from_secs(24 * 3_600), done)
            .expect("the fill ends within a day")
    }

    /// Reads for so long.
    pub fn read_for(&self, running: &Running, time: Duration) {
        assert!(self.run(time, running.sync.run()).is_none(), "reading never ends");
    }

    /// The desk was off for half a year: no appointment is near any more.
    pub fn leap(&self) {
        self.clock.pass(chrono::TimeDelta::days(200));
    }

    /// Nobody does anything for so long.
    pub fn pass(&self, seconds: i64) {
        self.clock.pass(chrono::TimeDelta::seconds(seconds));
    }

    /// Fails with what the store holds and the clinic does not, and the other way round.
    pub fn assert_held(&self, running: &Running, about: &str) {
        let (held, truth) = (self.held(running), self.truth());
        let less: Truth = truth
            .iter()
            .filter(|(code, rows)| held.get(*code) != Some(rows))
            .take(3)
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect();
        let more: Truth = held
            .iter()
            .filter(|(code, rows)| truth.get(*code) != Some(rows))
            .take(3)
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect();
        assert!(
            less.is_empty() && more.is_empty(),
            "{about}: {} of {}; clinic {less:?}; store {more:?}",
            held.len(),
            truth.len()
        );
    }

    /// What a colleague at the clinic does, through the sandbox's own door.
    pub fn colleague(&self, method: &str, path: &str, body: &Value) -> Value {
        self.now_or(async {
            let request = Request::builder()
                .method(method)
                .uri(path)
                .header("content-type", "application/json")
                .body(axum::body::Body::from(body.to_string()))
                .unwrap();
            let response = self.sandbox.router_with_admin().oneshot(request).await.unwrap();
            assert!(
                response.status().is_success(),
                "{method} {path}: {}",
                response.status()
            );
            let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
                .await
                .unwrap();
            serde_json::from_slice(&bytes).unwrap_or(Value::Null)
        })
    }

    /// What the clinic really holds, asked of a second one of the same seed that lists everybody.
    pub fn truth(&self) -> Truth {
        let open = sandbox(
            self.seed,
            self.patients,
            &VirtualClock::new(),
            medsoft::Dialect::a(),
        );
        let rows = |path: String| {
            let account = open.accounts().medsoft;
            let request = Request::get(format!(
                "{}/integrations/cont-online/public/{}{path}",
                account.base_url, account.client_path
            ))
            .header("X-API-KEY", account.key)
            .body(Bytes::new())
            .unwrap();
            let answer = self.now_or(open.answer(request)).unwrap();
            let answer: Value = serde_json::from_slice(answer.body()).unwrap();
            answer["ReturnData"].as_array().cloned().unwrap_or_default()
        };
        rows("/pacient/cauta".into())
            .iter()
            .map(|row| row["cod_pacient"].to_string())
            .map(|code| {
                let mut appointments: Vec<String> = rows(format!("/pacient/{code}/istoric/programari"))
                    .iter()
                    .map(|row| {
                        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
                        let code = row["_cod_programare"]
                            .as_i64()
                            .map(|code| code.to_string())
                            .unwrap_or_default();
                        format!(
                            "{code} {} {} {}",
                            text("Data"),
                            text("Ora inceput"),
                            text("Doctor")
                        )
                    })
                    .collect();
                appointments.sort();
                (code, appointments)
            })
            .collect()
    }

    /// What the store holds, written the same way. A patient or an appointment held twice shows as two.
    pub fn held(&self, running: &Running) -> Truth {
        self.now_or(running.store.read(|conn| {
            let mut held = Truth::new();
            let mut statement = conn.prepare("SELECT vendor_id, gone_at FROM patient_records")?;
            let mut rows = statement.query([])?;
            let mut seen = BTreeSet::new();
            while let Some(row) = rows.next()? {
                let code: String = row.get(0)?;
                assert!(seen.insert(code.clone()), "one patient, two records");
                if row.get::<_, Option<i64>>(1)?.is_none() {
                    held.insert(code, Vec::new());
                }
            }
            let mut statement = conn.prepare(
                "SELECT r.vendor_id, a.vendor_id, a.date, a.start, a.doctor
                 FROM appointments a JOIN patient_records r ON r.id = a.record WHERE a.gone_at IS NULL",
            )?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let text = |at: usize| -> rusqlite::Result<String> {
                    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
                };
                let start: String = text(3)?.chars().take(5).collect();
                let line = format!("{} {} {start} {}", text(1)?, text(2)?, text(4)?);
                if let Some(lines) = held.get_mut(&text(0)?) {
                    lines.push(line);
                }
            }
            for lines in held.values_mut() {
                lines.sort();
            }
            Ok(held)
        }))
        .unwrap()
    }
}

fn sandbox(seed: u64, patients: usize, clock: &Arc<VirtualClock>, dialect: medsoft::Dialect) -> Sandbox {
    let clock = clock.clone();
    Sandbox::new(SandboxOptions {
        seed,
        patients,
        now: Arc::new(move || clock.now()),
        dialect,
        ..SandboxOptions::default()
    })
}

/// The ways a vendor may answer an empty search, crossed with whether it heeds codes.
pub(super) fn dialects() -> Vec<Value> {
    let searches = [
        json!("all"),
        json!({ "capped": 37 }),
        json!({ "capped": 20 }),
        json!("empty"),
        json!("refused"),
    ];
    let mut dialects = Vec::new();
    for search in searches {
        for heeded in ["honoured", "ignored"] {
            dialects.push(json!({ "empty_search": search, "code_filter": heeded }));
        }
    }
    dialects
}
