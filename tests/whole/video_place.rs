//! A desk with a VideoDoktor account, under virtual time.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use chrono::NaiveDateTime;
use frontdesk_commands::system::MemorySecrets;
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_desk::agenda::Accepted;
use frontdesk_desk::connections::{Connection, ConnectionDraft, Pace, Vendor};
use frontdesk_desk::outbox::{Decision, EntryState, Resolve, UnsentEntry};
use frontdesk_desk::ports::{Clock as _, Lines, Ports};
use frontdesk_desk::store::Store;
use frontdesk_desk::video::{BookVideo, RemoveVideo, VideoForm, VideoRequest, VideoVisit, VideoVisits};
use frontdesk_desk::{Desk, Events};
use frontdesk_sandbox::{LineError, Sandbox, SandboxOptions, Vendor as SandboxVendor};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::desk::{AtOnce, Counted, MORNING, Trouble, VirtualClock};

/// What the line does instead of passing a booking or removal on.
#[derive(Default)]
pub struct Meddling {
    /// Answered to the next bookings, in this order; nothing reaches the vendor.
    pub bookings: Mutex<VecDeque<Value>>,
    /// Answered to the next questions for the list, in this order.
    pub lists: Mutex<VecDeque<Value>>,
    /// Before so many bookings the vendor forgets every token it gave.
    pub forget_tokens: AtomicU32,
}

/// One practice with its desk.
pub struct VideoPlace {
    pub sandbox: Sandbox,
    pub desk: Arc<Desk>,
    pub connection: Connection,
    pub meddling: Arc<Meddling>,
    pub events: Events,
    ports: Ports,
    dir: tempfile::TempDir,
}

impl VideoPlace {
    /// The practice of the kinder reading of the document, whose calls so far are all removed.
    pub async fn empty() -> Self {
        let place = Self::new(json!({}), "dotted").await;
        let calls = place.at_vendor("GET", "/admin/videodoktor/calls", None).await;
        for call in calls["calls"].as_array().unwrap() {
            let path = format!("/admin/videodoktor/calls/{}", call["id"].as_str().unwrap());
            place.at_vendor("DELETE", &path, None).await;
        }
        place
    }

    /// A practice of a dialect, with the calls it has.
    pub async fn new(dialect: Value, start_format: &str) -> Self {
        let clock = VirtualClock::starting(MORNING);
        let at = clock.clone();
        let sandbox = Sandbox::new(SandboxOptions {
            seed: 7,
            patients: 1,
            now: Arc::new(move || at.now()),
            ..SandboxOptions::default()
        });
        let dir = tempfile::tempdir().unwrap();
        let (counted, meddling) = (Arc::new(Counted::default()), Arc::new(Meddling::default()));
        let ports = Ports {
            clock: Arc::new(clock),
            random: counted.clone(),
            ids: counted,
            secrets: Arc::new(MemorySecrets::default()),
            executor: Arc::new(AtOnce(Arc::new(Trouble::default()))),
            lines: lines(&sandbox, &meddling),
            documents: Arc::new(frontdesk_desk::ports::NoDocuments),
        };
        let events = Events::default();
        let desk = Desk::open(dir.path().join("desk"), ports.clone(), events.clone())
            .await
            .unwrap();
        let account = sandbox.accounts().videodoktor;
        let draft = ConnectionDraft::of(
            Vendor::Videodoktor,
            "Praha",
            &account.base_url,
            &[("start_format", start_format)],
            &[("app_key", &account.app_key), ("key", &account.key)],
        );
        let pace = Pace {
            per_second: 1000,
            at_once: 4,
        };
        let connection = desk.accounts().add(draft, pace).await.unwrap();
        let place = Self {
            sandbox,
            desk: Arc::new(desk),
            connection,
            meddling,
            events,
            ports,
            dir,
        };
        place.change_dialect(dialect).await;
        place
    }

    /// Changes how the vendor behaves where its document is silent.
    pub async fn change_dialect(&self, changes: Value) {
        self.at_vendor("POST", "/admin/dialect", Some(json!({ "videodoktor": changes })))
            .await;
    }

    /// Cuts the line to the vendor, or mends it.
    pub async fn cut_line(&self, down: bool) {
        self.at_vendor("POST", "/admin/down", Some(json!({ "down": down })))
            .await;
    }

    /// Asks the sandbox's admin routes: what the vendor itself would show.
    pub async fn at_vendor(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        ask(&self.sandbox, method, path, body).await
    }

    /// The names and beginnings of the calls at the vendor.
    pub async fn calls(&self) -> Vec<(String, String)> {
        let answer = self.at_vendor("GET", "/admin/videodoktor/calls", None).await;
        let text = |call: &Value, key: &str| call[key].as_str().unwrap().to_owned();
        let calls = answer["calls"].as_array().unwrap();
        calls
            .iter()
            .map(|call| (text(call, "name"), text(call, "start")))
            .collect()
    }

    /// A call that the doctor makes on the vendor's own page. Answers its id.
    pub async fn doctor_books(&self, name: &str, start: &str) -> String {
        let call = json!({ "name": name, "start": start, "phone": "700000222", "born": "1970" });
        let made = self
            .at_vendor("POST", "/admin/videodoktor/calls", Some(call))
            .await;
        made["id"].as_str().unwrap().to_owned()
    }

    /// A call that the doctor removes on the vendor's own page.
    pub async fn doctor_removes(&self, id: &str) {
        self.at_vendor("DELETE", &format!("/admin/videodoktor/calls/{id}"), None)
            .await;
    }

    /// Books a visit, held back for so long. Answers which visit it is.
    pub async fn book_held(&self, form: VideoForm, hold: Duration) -> (Uuid, Accepted) {
        let request = BookVideo {
            intent: Uuid::new_v4(),
            connection: self.connection.id,
            patient: None,
            form,
        };
        let accepted = self.desk.book_video(request, hold).await.unwrap();
        (accepted.visit, accepted.accepted)
    }

    /// Books a visit without holding it back.
    pub async fn book(&self, form: VideoForm) -> (Uuid, Accepted) {
        self.book_held(form, Duration::ZERO).await
    }

    /// Removes a visit without holding it back.
    pub async fn remove(&self, visit: Uuid) -> Accepted {
        let request = RemoveVideo {
            intent: Uuid::new_v4(),
            visit,
        };
        self.desk.remove_video(request, Duration::ZERO).await.unwrap()
    }

    /// Today's and coming visits, from the store.
    pub async fn visits(&self) -> Vec<VideoVisit> {
        self.list(false).await.visits
    }

    /// The list, from the store.
    pub async fn list(&self, past: bool) -> VideoVisits {
        self.desk.video_visits(VideoRequest { past }).await.unwrap()
    }

    /// The list after asking the vendor.
    pub async fn refreshed(&self) -> VideoVisits {
        self.desk
            .refresh_video(VideoRequest { past: true })
            .await
            .unwrap()
    }

    /// One visit of the list, if it is there.
    pub async fn visit(&self, id: Uuid) -> Option<VideoVisit> {
        let visits = self.list(true).await.visits;
        visits.into_iter().find(|visit| visit.id == id)
    }

    /// Runs only the outbox until nothing moves by itself, and returns what is left for people.
    pub async fn drain(&self) -> Vec<UnsentEntry> {
        tokio::select! {
            () = self.desk.outbox().run() => unreachable!("the outbox runs until it is dropped"),
            () = tokio::time::sleep(Duration::from_secs(180)) => {}
        }
        self.unsent().await
    }

    /// What is not at the vendor.
    pub async fn unsent(&self) -> Vec<UnsentEntry> {
        self.desk.outbox().unsent().await.unwrap().entries
    }

    /// Runs the desk's background work for so long.
    pub async fn run_for(&self, time: Duration) {
        self.while_running(tokio::time::sleep(time)).await;
    }

    /// Runs the desk's background work while `work` is done.
    pub async fn while_running<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::select! {
            biased;
            outcome = work => outcome,
            () = self.desk.run() => unreachable!("the desk runs until it is dropped"),
        }
    }

    /// Carries out a person's decision.
    pub async fn decide(&self, entry: Uuid, decision: Decision) {
        let shown = self.desk.outbox().entry(entry).await.unwrap();
        let resolve = Resolve {
            id: entry,
            decision,
            reason: None,
            issued: None,
            question: shown.question,
            attempts: Some(shown.attempts),
            money_kept: None,
        };
        self.desk.outbox().resolve(resolve).await.unwrap();
    }

    /// The state of one entry.
    pub async fn state_of(&self, entry: Uuid) -> EntryState {
        let settled = self.desk.outbox().settled(entry, Duration::ZERO).await;
        settled.unwrap().state
    }

    /// Ends the desk as a crash does and opens it again from its files.
    pub async fn reopen(&mut self) {
        let desk = Desk::open(
            self.dir.path().join("desk"),
            self.ports.clone(),
            self.events.clone(),
        )
        .await;
        self.desk = Arc::new(desk.unwrap());
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

    /// The same with the clock of the computer set to another time.
    pub async fn reopen_at(&mut self, time: &str) {
        self.ports.clock = Arc::new(VirtualClock::starting(time));
        self.reopen().await;
    }

    /// Lets the vendor answer these lists, one after the other, before it answers the truth again.
    pub fn lists(&self, lists: &[Value]) {
        self.meddling.lists.lock().unwrap().extend(lists.iter().cloned());
    }

    /// How often the vendor was asked for an operation, and how often it carried it out.
    pub fn asked(&self, operation: &str) -> (usize, usize) {
        let seen = self.sandbox.log(SandboxVendor::Videodoktor).seen();
        let of = seen.iter().filter(|seen| seen.operation == operation);
        (of.clone().count(), of.filter(|seen| seen.applied).count())
    }
}

async fn ask(sandbox: &Sandbox, method: &str, path: &str, body: Option<Value>) -> Value {
    let request = http::Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .unwrap();
    let answer = sandbox.router_with_admin().oneshot(request).await.unwrap();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let said = String::from_utf8_lossy(&bytes).into_owned();
    assert!(status.is_success(), "{method} {path}: {status} {said}");
    serde_json::from_str(&said).unwrap_or(Value::Null)
}

fn lines(sandbox: &Sandbox, meddling: &Arc<Meddling>) -> Arc<dyn Lines> {
    let (sandbox, meddling) = (sandbox.clone(), meddling.clone());
    in_process(move |request: http::Request<Bytes>| {
        let (sandbox, meddling) = (sandbox.clone(), meddling.clone());
        async move {
            if request.uri().path().ends_with("/api_meet_list/") {
                let instead = meddling.lists.lock().unwrap().pop_front();
                if let Some(body) = instead {
                    return Ok(http::Response::new(Bytes::from(body.to_string())));
                }
            }
            if request.uri().path().ends_with("/api_meet_add/") {
                let instead = meddling.bookings.lock().unwrap().pop_front();
                if let Some(body) = instead {
                    return Ok(http::Response::new(Bytes::from(body.to_string())));
                }
                if meddling.forget_tokens.load(Ordering::SeqCst) > 0 {
                    meddling.forget_tokens.fetch_sub(1, Ordering::SeqCst);
                    ask(&sandbox, "DELETE", "/admin/videodoktor/tokens", None).await;
                }
            }
            sandbox.answer(request).await.map_err(|error| NoAnswer {
                may_have_acted: error != LineError::Refused,
                reason: error.to_string(),
            })
        }
    })
}

/// A form that the vendor takes; the evening is free in every invented practice.
pub fn form() -> VideoForm {
    at("2026-11-24T20:00:00")
}

/// The same at another time.
pub fn at(start: &str) -> VideoForm {
    let start: NaiveDateTime = start.parse().unwrap();
    VideoForm {
        name: "Jana Nováková".into(),
        email: "jana@posta.example".into(),
        phone: "+420 700 000 111".into(),
        birth_year: "1980".into(),
        date: Some(start.date()),
        time: Some(start.time()),
    }
}
