//! The world around a desk: clocks, chance, keyring, lines, and the record of what went over them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_desk::DeskError;
use frontdesk_desk::ports::{Clock, Ids, Ports, Random, SecretStore};
use frontdesk_sandbox::{LineError, Sandbox, SandboxOptions, Seen, Vendor};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use tokio::time::Instant;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::steps::Jobs;

/// A Monday morning, 10:18 in Bucharest.
const MORNING: &str = "2026-11-23T08:18:00Z";
/// Patients of the invented clinics.
const PATIENTS: usize = 40;
/// How long a whole answer may take, reading and writing, as over HTTP.
const READ_LIMIT: Duration = Duration::from_secs(30);
const WRITE_LIMIT: Duration = Duration::from_secs(60);

/// A keyring in memory that can be copied.
#[derive(Default)]
pub(crate) struct Keyring(Mutex<HashMap<String, Vec<u8>>>);

impl Keyring {
    pub(crate) fn copy(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap().clone()))
    }
}

impl SecretStore for Keyring {
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, DeskError> {
        Ok(self.0.lock().unwrap().get(name).cloned())
    }
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), DeskError> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }
    fn delete(&self, name: &str) -> Result<(), DeskError> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

/// Right time, and what the desk's own clock says.
pub(crate) struct Time {
    start: DateTime<Utc>,
    began: Instant,
    /// What had passed before this run began, in milliseconds.
    before: AtomicI64,
    /// How far the desk's clock is ahead, in milliseconds.
    ahead: AtomicI64,
    /// The farthest it ever was off, either way.
    farthest: AtomicI64,
}

impl Time {
    /// Right time.
    pub(crate) fn right(&self) -> DateTime<Utc> {
        let passed = TimeDelta::milliseconds(self.before.load(Ordering::SeqCst));
        self.start + self.began.elapsed() + passed
    }

    /// Sets the desk's clock so far ahead.
    pub(crate) fn set_ahead(&self, ahead: TimeDelta) {
        self.ahead.store(ahead.num_milliseconds(), Ordering::SeqCst);
        self.farthest
            .fetch_max(ahead.num_milliseconds().abs(), Ordering::SeqCst);
    }

    /// Whether the desk's clock was off by more than half an hour at any time.
    pub(crate) fn was_hours_off(&self) -> bool {
        self.farthest.load(Ordering::SeqCst) > 1_800_000
    }

    /// Since the run began.
    pub(crate) fn passed(&self) -> Duration {
        self.began.elapsed()
    }
}

struct DeskClock(Arc<Time>);

impl Clock for DeskClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.right() + TimeDelta::milliseconds(self.0.ahead.load(Ordering::SeqCst))
    }
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        tokio::time::sleep(duration).boxed()
    }
}

/// Ids and randomness that are counted, not drawn.
pub(crate) struct Counted {
    group: u64,
    count: AtomicU64,
}

impl Ids for Counted {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(self.group, self.count.fetch_add(1, Ordering::SeqCst))
    }
}

impl Random for Counted {
    fn fill(&self, buffer: &mut [u8]) {
        let mut dice = crate::dice::Dice::new(self.group, self.count.fetch_add(1, Ordering::SeqCst));
        for byte in buffer {
            *byte = dice.next().to_le_bytes()[3];
        }
    }
}

/// What went to a vendor, in order.
pub(crate) enum Event {
    /// A request of the desk: the vendor, its place in the vendor's log, and path and body as plain small letters.
    Asked {
        vendor: Vendor,
        place: usize,
        text: String,
    },
    /// Somebody else changed a thing at the vendor, at this time.
    Changed(String, DateTime<Utc>),
}

/// The world of one run.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    /// The sandbox with its admin routes.
    router: axum::Router,
    pub(crate) jobs: Arc<Jobs>,
    pub(crate) time: Arc<Time>,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) ports: Ports,
    events: Arc<Mutex<Vec<Event>>>,
    trace: Mutex<Vec<String>>,
}

impl World {
    /// A world whose ids begin with `group`; `before` has passed in it.
    pub(crate) fn new(group: u64, keyring: Keyring, before: Duration) -> Self {
        Self::with_line(group, keyring, before, None)
    }

    /// The same, on a line that delivers every call of one of the vendors' operations twice.
    pub(crate) fn with_line(
        group: u64,
        keyring: Keyring,
        before: Duration,
        twice: Option<&'static str>,
    ) -> Self {
        let time = Arc::new(Time {
            start: MORNING.parse().unwrap(),
            began: Instant::now(),
            before: AtomicI64::new(0),
            ahead: AtomicI64::new(0),
            farthest: AtomicI64::new(0),
        });
        let at = time.clone();
        let sandbox = Sandbox::new(SandboxOptions {
            seed: 7,
            patients: PATIENTS,
            now: Arc::new(move || at.right()),
            ..SandboxOptions::default()
        });
        // The clinics are those of the morning, whenever the run begins.
        time.before
            .store(i64::try_from(before.as_millis()).unwrap(), Ordering::SeqCst);
        let (jobs, keyring, events) = (
            Arc::new(Jobs::default()),
            Arc::new(keyring),
            Arc::new(Mutex::default()),
        );
        let counted = Arc::new(Counted {
            group,
            count: AtomicU64::new(1),
        });
        let ports = Ports {
            clock: Arc::new(DeskClock(time.clone())),
            random: counted.clone(),
            ids: counted,
            secrets: keyring.clone(),
            executor: jobs.clone(),
            lines: lines(&sandbox, &events, twice),
            documents: frontdesk_desk::ports::documents_by(|_: &str, facts: &Value, _: &str| {
                let paper = format!("%PDF-1.4\n{facts}\n%%EOF\n");
                Ok::<_, std::fmt::Error>(("Paper".to_owned(), paper.into_bytes()))
            }),
        };
        Self {
            router: sandbox.router_with_admin(),
            sandbox,
            jobs,
            time,
            keyring,
            ports,
            events,
            trace: Mutex::default(),
        }
    }

    /// Notes what happened, for the trace.
    pub(crate) fn note(&self, line: impl Into<String>) {
        let passed = self.time.passed().as_millis();
        self.trace
            .lock()
            .unwrap()
            .push(format!("{:>9.3} {}", passed as f64 / 1000.0, line.into()));
    }

    /// What was noted so far.
    pub(crate) fn trace(&self) -> Vec<String> {
        self.trace.lock().unwrap().clone()
    }

    /// Notes that somebody else changed a thing at the vendor.
    pub(crate) fn changed(&self, what: &str) {
        self.note(format!("a colleague changes {what}"));
        let event = Event::Changed(what.to_owned(), self.time.right());
        self.events.lock().unwrap().push(event);
    }

    /// Whether somebody else changed that.
    pub(crate) fn was_changed(&self, what: &str) -> bool {
        let events = self.events.lock().unwrap();
        events
            .iter()
            .any(|event| matches!(event, Event::Changed(other, _) if other == what))
    }

    /// When somebody else changed that.
    pub(crate) fn changed_at(&self, what: &str) -> Vec<DateTime<Utc>> {
        let events = self.events.lock().unwrap();
        let of_this = events.iter().filter_map(|event| match event {
            Event::Changed(other, at) if other == what => Some(*at),
            _ => None,
        });
        of_this.collect()
    }

    /// Goes through everything in order: requests with what the vendor's log says of each, and changes of others.
    pub(crate) fn each(&self, mut of: impl FnMut(Result<(&Seen, &str), &str>)) {
        let logs = Vendor::ALL.map(|vendor| self.sandbox.log(vendor).seen());
        for event in self.events.lock().unwrap().iter() {
            match event {
                Event::Asked { vendor, place, text } => {
                    if let Some(seen) = logs[*vendor as usize].get(*place) {
                        of(Ok((seen, text)));
                    }
                }
                Event::Changed(what, _) => of(Err(what)),
            }
        }
    }

    /// Asks the sandbox's admin routes: what the vendor's own screens show or a colleague does there.
    pub(crate) async fn admin(&self, method: &str, path: &str, body: Option<Value>) -> Option<Value> {
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let well = answer.status().is_success();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        well.then(|| serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

fn plain(request: &http::Request<Bytes>) -> String {
    let form = String::from_utf8_lossy(request.body()).replace('+', " ");
    let both = format!("{} {}", request.uri(), form);
    let decoded = percent_decode_str(&both).decode_utf8_lossy().to_lowercase();
    decoded.replace(' ', "")
}

fn lines(
    sandbox: &Sandbox,
    events: &Arc<Mutex<Vec<Event>>>,
    twice: Option<&'static str>,
) -> Arc<dyn frontdesk_desk::ports::Lines> {
    let wire = Wire {
        sandbox: sandbox.clone(),
        events: events.clone(),
        places: Arc::default(),
    };
    in_process(move |request: http::Request<Bytes>| {
        let wire = wire.clone();
        async move {
            let (again, arrived) = (request.clone(), wire.arrives(&request));
            let limit = if request.method() == http::Method::GET {
                READ_LIMIT
            } else {
                WRITE_LIMIT
            };
            let answer = tokio::time::timeout(limit, wire.sandbox.answer(request)).await;
            if let (Some(wanted), Some((vendor, place))) = (twice, arrived) {
                let seen = wire.sandbox.log(vendor).seen();
                if seen
                    .get(place)
                    .is_some_and(|seen| seen.operation == wanted && seen.applied)
                {
                    wire.arrives(&again);
                    drop(wire.sandbox.answer(again).await);
                }
            }
            match answer {
                Ok(answer) => answer.map_err(|error| NoAnswer {
                    may_have_acted: error != LineError::Refused,
                    reason: error.to_string(),
                }),
                Err(_) => Err(NoAnswer {
                    may_have_acted: true,
                    reason: "no answer in time".to_owned(),
                }),
            }
        }
    })
}

/// The way to the vendors, on which everything that arrives is written down.
#[derive(Clone)]
struct Wire {
    sandbox: Sandbox,
    events: Arc<Mutex<Vec<Event>>>,
    places: Arc<Mutex<[usize; Vendor::ALL.len()]>>,
}

impl Wire {
    /// Writes a request down, unless the line is down. Answers its vendor and its place in that vendor's log.
    fn arrives(&self, request: &http::Request<Bytes>) -> Option<(Vendor, usize)> {
        if self.sandbox.faults().is_down() {
            return None;
        }
        let vendor = Vendor::ALL
            .into_iter()
            .find(|vendor| {
                let root = format!("/{}/", vendor.name());
                request.uri().path().starts_with(&root)
            })
            .expect("every request is for a vendor");
        let place = {
            let mut places = self.places.lock().unwrap();
            places[vendor as usize] += 1;
            places[vendor as usize] - 1
        };
        self.events.lock().unwrap().push(Event::Asked {
            vendor,
            place,
            text: plain(request),
        });
        Some((vendor, place))
    }
}
