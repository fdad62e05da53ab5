//! The sandbox: the vendors behind one door, and what the line does to their answers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response};
use serde::Serialize;
use serde_json::{Value, json};

use crate::alfadocs::{self, Alfadocs};
use crate::clock::Clock;
use crate::dialect::{DialectError, changed};
use crate::ehealth::{self, Ehealth};
use crate::faults::{Fault, FaultKind, Faults};
use crate::gensoft::{self, Gensoft};
use crate::line::LineError;
use crate::log::{Log, Seen};
use crate::medsoft::{self, Medsoft};
use crate::spoil::{Outcome, spoil};
use crate::vendor::Vendor;
use crate::videodoktor::{self, Videodoktor};

/// The dental practice is a small one.
const DENTAL_PATIENTS: usize = 400;

/// What a sandbox is made of.
#[derive(Clone)]
pub struct SandboxOptions {
    /// Everything invented follows from it.
    pub seed: u64,
    /// How many patients the MedSoft clinic has. The dental practice has as many, but at most 400.
    pub patients: usize,
    /// The clock; asked at every request.
    pub now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// How the MedSoft server behaves where its document is silent.
    pub dialect: medsoft::Dialect,
    /// How the VideoDoktor server behaves.
    pub videodoktor: videodoktor::Dialect,
    /// How the eHealth server behaves.
    pub ehealth: ehealth::Dialect,
    /// How the Gensoft server behaves.
    pub gensoft: gensoft::Dialect,
    /// How the AlfaDocs server behaves.
    pub alfadocs: alfadocs::Dialect,
}

impl Default for SandboxOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            patients: 5_000,
            now: Arc::new(Utc::now),
            dialect: medsoft::Dialect::default(),
            videodoktor: videodoktor::Dialect::default(),
            ehealth: ehealth::Dialect::default(),
            gensoft: gensoft::Dialect::default(),
            alfadocs: alfadocs::Dialect::default(),
        }
    }
}

/// The accounts a client needs, vendor by vendor. The keys open invented clinics only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accounts {
    /// The MedSoft account.
    pub medsoft: medsoft::Account,
    /// The VideoDoktor account.
    pub videodoktor: videodoktor::Account,
    /// The eHealth account.
    pub ehealth: ehealth::Account,
    /// The Gensoft account.
    pub gensoft: gensoft::Account,
    /// The AlfaDocs account.
    pub alfadocs: alfadocs::Account,
}

struct Inner {
    clock: Clock,
    faults: Faults,
    medsoft: Mutex<Medsoft>,
    videodoktor: Mutex<Videodoktor>,
    ehealth: Mutex<Ehealth>,
    gensoft: Mutex<Gensoft>,
    alfadocs: Mutex<Alfadocs>,
    logs: [Log; Vendor::ALL.len()],
}

fn lock<T>(server: &Mutex<T>) -> MutexGuard<'_, T> {
    server.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The vendors' servers, with state. Clones share everything.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

impl Sandbox {
    /// Builds the clinics.
    pub fn new(options: SandboxOptions) -> Self {
        let clock = Clock::new(options.now);
        let medsoft = Medsoft::new(options.seed, options.patients, options.dialect, clock.clone());
        let videodoktor = Videodoktor::new(options.seed, options.videodoktor, clock.clone());
        let ehealth = Ehealth::new(options.seed, options.ehealth, clock.clone());
        let gensoft = Gensoft::new(options.seed, options.gensoft, clock.clone());
        let alfadocs = Alfadocs::new(
            options.seed,
            options.patients.min(DENTAL_PATIENTS),
            options.alfadocs,
            clock.clone(),
        );
        Self(Arc::new(Inner {
            clock,
            faults: Faults::default(),
            medsoft: Mutex::new(medsoft),
            videodoktor: Mutex::new(videodoktor),
            ehealth: Mutex::new(ehealth),
            gensoft: Mutex::new(gensoft),
            alfadocs: Mutex::new(alfadocs),
            logs: Default::default(),
        }))
    }

    /// Answers one request in process: no port is opened and there are no admin routes. This is the training form.
    ///
    /// # Errors
    /// [`LineError`] where a real line would have given no (whole) answer; only ordered faults do that.
    pub async fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, LineError> {
        match self.exchange(request).await {
            Outcome::Whole(response) => Ok(response),
            Outcome::Half(_) => Err(LineError::CutBody),
            Outcome::Nothing(why) => Err(why),
        }
    }

    /// The accounts for the in-process form ([`Sandbox::answer`]).
    pub fn accounts(&self) -> Accounts {
        self.accounts_at("http://127.0.0.1")
    }

    pub(crate) fn accounts_at(&self, origin: &str) -> Accounts {
        Accounts {
            medsoft: self.medsoft().account(origin),
            videodoktor: self.videodoktor().account(origin),
            ehealth: self.ehealth().account(origin),
            gensoft: self.gensoft().account(origin),
            alfadocs: self.alfadocs().account(origin),
        }
    }

    /// The faults in force.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Orders one fault, as the admin route does.
    pub fn set_fault(&self, fault: Fault) {
        self.0.faults.add(fault);
    }

    /// How the MedSoft server behaves at present.
    pub fn dialect(&self) -> medsoft::Dialect {
        self.medsoft().dialect().clone()
    }

    /// Changes how the MedSoft server behaves from the next request on.
    pub fn set_dialect(&self, dialect: medsoft::Dialect) {
        self.medsoft().set_dialect(dialect);
    }

    /// What the MedSoft server has been asked.
    pub fn medsoft_log(&self) -> &Log {
        self.log(Vendor::Medsoft)
    }

    /// What a vendor's server has been asked.
    pub fn log(&self, vendor: Vendor) -> &Log {
        // One log for each vendor, in the order of their declaration.
        &self.0.logs[vendor as usize]
    }

    /// A vendor's dialect, as the admin route shows it.
    pub fn dialect_of(&self, vendor: Vendor) -> Value {
        match vendor {
            Vendor::Medsoft => json!(self.medsoft().dialect()),
            Vendor::Videodoktor => json!(self.videodoktor().dialect),
            Vendor::Ehealth => json!(self.ehealth().dialect),
            Vendor::Gensoft => json!(self.gensoft().dialect),
            Vendor::Alfadocs => json!(self.alfadocs().dialect),
        }
    }

    /// Lays changes over a vendor's dialect: `{"preset": "b", "error_body": "text"}`.
    ///
    /// # Errors
    /// [`DialectError`] for a preset, field or value that does not exist; nothing is changed then.
    pub fn change_dialect(&self, vendor: Vendor, changes: &Value) -> Result<(), DialectError> {
        match vendor {
            Vendor::Medsoft => {
                let mut server = self.medsoft();
                let dialect = changed(server.dialect(), changes)?;
                server.set_dialect(dialect);
            }
            Vendor::Videodoktor => {
                let mut server = self.videodoktor();
                server.dialect = changed(&server.dialect, changes)?;
            }
            Vendor::Ehealth => {
                let mut server = self.ehealth();
                server.dialect = changed(&server.dialect, changes)?;
            }
            Vendor::Gensoft => {
                let mut server = self.gensoft();
                server.dialect = changed(&server.dialect, changes)?;
            }
            Vendor::Alfadocs => {
                let mut server = self.alfadocs();
                server.dialect = changed(&server.dialect, changes)?;
            }
        }
        Ok(())
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn medsoft(&self) -> MutexGuard<'_, Medsoft> {
        lock(&self.0.medsoft)
    }

    pub(crate) fn videodoktor(&self) -> MutexGuard<'_, Videodoktor> {
        lock(&self.0.videodoktor)
    }

    pub(crate) fn ehealth(&self) -> MutexGuard<'_, Ehealth> {
        lock(&self.0.ehealth)
    }

    pub(crate) fn gensoft(&self) -> MutexGuard<'_, Gensoft> {
        lock(&self.0.gensoft)
    }

    pub(crate) fn alfadocs(&self) -> MutexGuard<'_, Alfadocs> {
        lock(&self.0.alfadocs)
    }

    fn serve_by(&self, vendor: Vendor, request: &Request<Bytes>) -> Response<Bytes> {
        match vendor {
            Vendor::Medsoft => self.medsoft().answer(request),
            Vendor::Videodoktor => self.videodoktor().answer(request),
            Vendor::Ehealth => self.ehealth().answer(request),
            Vendor::Gensoft => self.gensoft().answer(request),
            Vendor::Alfadocs => self.alfadocs().answer(request),
        }
    }

    /// One request on its way to the vendor and back, with whatever the line does to it.
    pub(crate) async fn exchange(&self, request: Request<Bytes>) -> Outcome {
        if self.faults().is_down() {
            return Outcome::Nothing(LineError::Refused);
        }
        let vendor = Vendor::of(request.uri().path());
        let operation = vendor.operation_name(&request);
        let faults = self.faults().draw(vendor.name(), operation);
        let mut seen = Seen {
            number: 0,
            at: self.clock().now(),
            operation,
            method: request.method().to_string(),
            path: request
                .uri()
                .path_and_query()
                .map(ToString::to_string)
                .unwrap_or_default(),
            status: None,
            faults: faults.iter().map(|f| f.kind).collect(),
            applied: false,
        };
        let late: u64 = faults
            .iter()
            .filter(|f| f.kind == FaultKind::Latency)
            .map(|f| f.ms)
            .sum();
        let spoiler = faults.into_iter().find(|f| f.kind != FaultKind::Latency);
        seen.applied = spoiler.as_ref().is_none_or(Fault::applies);
        let answered = seen.applied.then(|| self.serve_by(vendor, &request));
        let outcome = spoil(answered, vendor, spoiler.as_ref());
        seen.status = match &outcome {
            Outcome::Whole(response) | Outcome::Half(response) => Some(response.status().as_u16()),
            Outcome::Nothing(_) => None,
        };
        self.log(vendor).note(seen);
        if late > 0 {
            // After the work is done: whoever gives up waiting has had an effect all the same.
            tokio::time::sleep(Duration::from_millis(late)).await;
        }
        outcome
    }
}
