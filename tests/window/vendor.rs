//! The vendor of these runs: a sandbox behind a real port, asked and changed over HTTP only.
use std::time::{Duration, Instant};

use frontdesk_sandbox::{Sandbox, SandboxOptions, Serving};
use serde_json::{Value, json};

use crate::driver::PATIENCE;

/// Enough patients for a busy day, few enough that the first reading of them all is short.
const PATIENTS: usize = 250;

/// A served clinic.
pub struct Vendor {
    serving: Serving,
    http: reqwest::Client,
}

/// An appointment of today that this run laid itself.
pub struct Visit {
    /// The vendor's number of the appointment.
    pub appointment: String,
    /// The patient's name as the vendor writes it.
    pub patient: &'static str,
    /// A piece of it, typed the way somebody in a hurry does.
    pub fragment: &'static str,
}

impl Vendor {
    /// Opens the clinic on a free port.
    pub async fn open() -> Self {
        let sandbox = Sandbox::new(SandboxOptions {
            patients: PATIENTS,
            ..SandboxOptions::default()
        });
        let serving = sandbox.serve(0).await.expect("a free port");
        Self {
            serving,
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// What a clinic is given to connect with.
    pub fn account(&self) -> Account {
        let accounts = self.serving.accounts().medsoft;
        Account {
            base_url: accounts.base_url,
            client_path: accounts.client_path,
            key: accounts.key,
        }
    }

    /// A colleague registers a patient and books a visit for right now, with nothing ticked.
    pub async fn book(&self) -> Visit {
        let patient = json!({"last": "ȘERBĂNESCU-ȚÎRLEA", "first": "ILEANA", "phone": "0722000417", "birth": "1961-04-09"});
        let patient = self.tell("/admin/medsoft/patients", patient).await;
        let visit = self
            .tell("/admin/medsoft/appointments", json!({"patient": patient["code"]}))
            .await;
        Visit {
            appointment: visit["code"].to_string(),
            patient: "ȘERBĂNESCU-ȚÎRLEA",
            fragment: "rbanescu",
        }
    }

    /// A colleague registers a patient under a name that would be a program if a page took it for one.
    pub async fn register(&self, last: &str) {
        self.tell(
            "/admin/medsoft/patients",
            json!({"last": last, "first": "Ion", "phone": "0722000418"}),
        )
        .await;
    }

    /// Waits until a status is set or not at the vendor, asked over HTTP as a colleague's program would.
    pub async fn wait_until_set(&self, appointment: &str, status: u64, wanted: bool) {
        let since = Instant::now();
        loop {
            let told = self
                .ask(&format!("/admin/medsoft/appointments/{appointment}"))
                .await;
            let set = told["set"].as_array().expect("the numbers of what is set");
            if set.contains(&json!(status)) == wanted {
                return;
            }
            assert!(
                since.elapsed() < PATIENCE,
                "status {status} never became {wanted} at the vendor: {told}"
            );
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// The line goes down: the port is closed.
    pub async fn close(self) {
        self.serving.shutdown().await;
    }

    async fn ask(&self, path: &str) -> Value {
        self.answer(self.http.get(format!("{}{path}", self.serving.origin())))
            .await
    }

    async fn tell(&self, path: &str, what: Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.serving.origin()));
        self.answer(
            request
                .header("content-type", "application/json")
                .body(what.to_string()),
        )
        .await
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Value {
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let body = answer.bytes().await.expect("a body");
        assert!(
            status.is_success(),
            "{status}: {}",
            String::from_utf8_lossy(&body)
        );
        serde_json::from_slice(&body).expect("JSON")
    }
}

/// A clinic's account.
pub struct Account {
    /// Everything before the vendor's own paths.
    pub base_url: String,
    /// The clinic's path.
    pub client_path: String,
    /// The key.
    pub key: String,
}
