//! A served clinic and a plain HTTP client.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use frontdesk_sandbox::{Sandbox, SandboxOptions, Serving};
use serde_json::Value;

/// A Monday, 11:40 at the clinic.
pub const NOW: &str = "2026-03-02T09:40:00Z";

pub fn options(patients: usize) -> SandboxOptions {
    let now: DateTime<Utc> = NOW.parse().unwrap();
    SandboxOptions {
        patients,
        now: Arc::new(move || now),
        ..SandboxOptions::default()
    }
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {}", self.text))
    }

    /// The rows of a success.
    pub fn rows(&self) -> Vec<Value> {
        let json = self.json();
        assert_eq!(
            (self.status, &json["Status"]),
            (200, &Value::from(0)),
            "{}",
            self.text
        );
        json["ReturnData"].as_array().unwrap().clone()
    }

    /// The words of a refusal in dialect `a`.
    pub fn refusal(&self) -> String {
        let json = self.json();
        assert_eq!(
            (self.status, &json["Status"]),
            (200, &Value::from(1)),
            "{}",
            self.text
        );
        assert!(json.get("ReturnData").is_none() && json["ErrorCode"].is_u64());
        json["ErrorMessage"].as_str().unwrap().to_owned()
    }
}

pub struct Clinic {
    pub sandbox: Sandbox,
    pub serving: Serving,
    pub http: reqwest::Client,
}

impl Clinic {
    pub async fn new() -> Self {
        Self::with(options(300)).await
    }

    pub async fn with(options: SandboxOptions) -> Self {
        let sandbox = Sandbox::new(options);
        let serving = sandbox.serve(0).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self {
            sandbox,
            serving,
            http,
        }
    }

    /// The address of a path of the document.
    pub fn url(&self, path: &str) -> String {
        let account = self.serving.accounts().medsoft;
        format!(
            "{}/integrations/cont-online/public/{}{path}",
            account.base_url, account.client_path
        )
    }

    pub fn request(&self, method: &str, path: &str, body: Option<&str>) -> reqwest::RequestBuilder {
        let request = self
            .http
            .request(method.parse().unwrap(), self.url(path))
            .header("X-API-KEY", self.serving.accounts().medsoft.key);
        match body {
            Some(body) => request
                .header("Content-Type", "application/json")
                .body(body.to_owned()),
            None => request,
        }
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        reply(request.send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request("GET", path, None)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request("PUT", path, Some(&body.to_string())))
            .await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request("POST", path, Some(&body.to_string())))
            .await
    }

    /// An admin route; the answer's status must be the given one.
    pub async fn admin(&self, method: &str, path: &str, body: Option<Value>, status: u16) -> Value {
        let mut request = self.http.request(
            method.parse().unwrap(),
            format!("{}{path}", self.serving.origin()),
        );
        if let Some(body) = body {
            request = request
                .header("Content-Type", "application/json")
                .body(body.to_string());
        }
        let reply = self.send(request).await;
        assert_eq!(reply.status, status, "{method} {path}: {}", reply.text);
        serde_json::from_str(&reply.text).unwrap_or(Value::Null)
    }

    pub async fn dialect(&self, change: Value) {
        self.dialect_of("medsoft", change).await;
    }

    pub async fn dialect_of(&self, vendor: &str, change: Value) {
        self.admin(
            "POST",
            "/admin/dialect",
            Some(serde_json::json!({ vendor: change })),
            200,
        )
        .await;
    }

    /// Today's appointments as the vendor's agenda has them, those with a code.
    pub async fn today(&self) -> Vec<Value> {
        let day = self.admin("GET", "/admin/medsoft/today", None, 200).await;
        day["appointments"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["bare"] == false)
            .cloned()
            .collect()
    }

    /// The codes of all enabled patients.
    pub async fn patients(&self) -> Vec<u64> {
        self.get("/pacient/cauta")
            .await
            .rows()
            .iter()
            .map(|row| row["_cod_pacient"].as_u64().unwrap())
            .collect()
    }
}

pub async fn reply(response: reqwest::Response) -> Reply {
    let headers = response.headers().iter();
    let headers = headers
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    Reply {
        status: response.status().as_u16(),
        headers,
        text: response.text().await.unwrap(),
    }
}

pub fn keys(row: &Value) -> Vec<&str> {
    row.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Every key of a row is one that the sample has, and the ones that every sample row has are there.
pub fn check(rows: &[Value], printed: &[&str], always: &[&str]) {
    assert!(!rows.is_empty(), "no row with {printed:?}");
    for row in rows {
        for key in keys(row) {
            assert!(printed.contains(&key), "{key} is not in the document: {row}");
        }
        for key in always {
            assert!(
                row.get(key).is_some_and(|value| !value.is_null()),
                "{key} is missing: {row}"
            );
        }
    }
    for key in printed {
        assert!(rows.iter().any(|row| row.get(key).is_some()), "no row has {key}");
    }
}

/// The rows of one part of every patient's history.
pub async fn of_everybody(clinic: &Clinic, part: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for patient in clinic.patients().await {
        rows.extend(
            clinic
                .get(&format!("/pacient/{patient}/istoric/{part}"))
                .await
                .rows(),
        );
    }
    rows
}
