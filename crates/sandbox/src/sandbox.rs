//! The sandbox: the vendors behind one door, and what the line does to their answers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{Request, Response};
use serde::Serialize;

use crate::clock::Clock;
use crate::faults::{Fault, FaultKind, Faults};
use crate::line::LineError;
use crate::log::{Log, Seen};
use crate::medsoft::{self, Medsoft};
use crate::spoil::{Outcome, spoil};

/// What a sandbox is made of.
#[derive(Clone)]
pub struct SandboxOptions {
    /// Everything invented follows from it.
    pub seed: u64,
    /// How many patients the MedSoft clinic has.
    pub patients: usize,
    /// The clock; asked at every request.
    pub now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// How the MedSoft server behaves where its document is silent.
    pub dialect: medsoft::Dialect,
}

impl Default for SandboxOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            patients: 5_000,
            now: Arc::new(Utc::now),
            dialect: medsoft::Dialect::default(),
        }
    }
}

/// The accounts a client needs, vendor by vendor. The keys open invented clinics only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accounts {
    /// The MedSoft account.
    pub medsoft: medsoft::Account,
}

struct Inner {
    clock: Clock,
    faults: Faults,
    medsoft: Mutex<Medsoft>,
    medsoft_log: Log,
}

/// The vendors' servers, with state. Clones share everything.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

impl Sandbox {
    /// Builds the clinics.
    pub fn new(options: SandboxOptions) -> Self {
        let clock = Clock::new(options.now);
        let medsoft = Medsoft::new(options.seed, options.patients, options.dialect, clock.clone());
        Self(Arc::new(Inner {
            clock,
            faults: Faults::default(),
            medsoft: Mutex::new(medsoft),
            medsoft_log: Log::default(),
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
        &self.0.medsoft_log
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn medsoft(&self) -> MutexGuard<'_, Medsoft> {
        self.0.medsoft.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One request on its way to the vendor and back, with whatever the line does to it.
    pub(crate) async fn exchange(&self, request: Request<Bytes>) -> Outcome {
        if self.faults().is_down() {
            return Outcome::Nothing(LineError::Refused);
        }
        let operation = medsoft::operation_name(&request);
        let faults = self.faults().draw(medsoft::VENDOR, operation);
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
        let answered = seen.applied.then(|| self.medsoft().answer(&request));
        let outcome = spoil(answered, spoiler.as_ref());
        seen.status = match &outcome {
            Outcome::Whole(response) | Outcome::Half(response) => Some(response.status().as_u16()),
            Outcome::Nothing(_) => None,
        };
        self.0.medsoft_log.note(seen);
        if late > 0 {
            // After the work is done: whoever gives up waiting has had an effect all the same.
            tokio::time::sleep(Duration::from_millis(late)).await;
        }
        outcome
    }
}
