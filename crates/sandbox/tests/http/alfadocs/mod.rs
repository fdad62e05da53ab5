//! The dental practice, asked by the document and by what public clients send.

mod agenda;
mod money;
mod patients;
mod records;
mod rules;

use serde_json::{Value, json};

use crate::support::{Clinic, Reply, options};

async fn clinic() -> Clinic {
    Clinic::with(options(60)).await
}

/// A path below `/v1/`; `@` is the account's archive.
fn request(clinic: &Clinic, method: &str, path: &str, body: Option<&Value>) -> reqwest::RequestBuilder {
    let account = clinic.serving.accounts().alfadocs;
    let archive = format!("practices/{}/archives/{}", account.practice, account.archive);
    let url = format!("{}/v1/{}", account.base_url, path.replace('@', &archive));
    let request = clinic
        .http
        .request(method.parse().unwrap(), url)
        .header("X-Api-Key", account.key);
    match body {
        Some(body) => request
            .header("Content-Type", "application/json")
            .body(body.to_string()),
        None => request,
    }
}

async fn get(clinic: &Clinic, path: &str) -> Reply {
    clinic.send(request(clinic, "GET", path, None)).await
}

async fn send(clinic: &Clinic, method: &str, path: &str, body: &Value) -> Reply {
    clinic.send(request(clinic, method, path, Some(body))).await
}

/// `data` of a success.
async fn data(clinic: &Clinic, path: &str) -> Value {
    let reply = get(clinic, path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    assert_eq!(reply.json()["status"], "success", "{path}");
    reply.json()["data"].clone()
}

/// The rows of a list.
async fn rows(clinic: &Clinic, path: &str) -> Vec<Value> {
    let reply = get(clinic, path).await;
    let json = reply.json();
    let rows = json["data"].as_array().unwrap().clone();
    assert_eq!(json["count"], rows.len(), "{path}");
    rows
}

async fn dialect(clinic: &Clinic, change: Value) {
    clinic.dialect_of("alfadocs", change).await;
}

/// The words of a refusal with this status.
fn refusal(reply: &Reply, status: u16) -> String {
    assert_eq!(reply.status, status, "{}", reply.text);
    reply.json()["error"].as_str().unwrap().to_owned()
}

/// The results of the patients' list.
async fn results(clinic: &Clinic, path: &str) -> Vec<Value> {
    get(clinic, path).await.json()["results"]
        .as_array()
        .unwrap()
        .clone()
}

/// The id of a patient who is there.
async fn somebody(clinic: &Clinic) -> u64 {
    results(clinic, "@/patients?limit=1").await[0]["id"]
        .as_u64()
        .unwrap()
}

/// A visit of today that is a patient's.
async fn visit(clinic: &Clinic) -> Value {
    rows(clinic, "@/appointments?dateStart=2026-03-02&dateEnd=2026-03-02")
        .await
        .into_iter()
        .find(|row| row["patientId"].is_u64() && row["description"].is_string())
        .unwrap()
}

fn changed(base: &Value, changes: &Value) -> Value {
    let mut base = base.clone();
    for (name, value) in changes.as_object().unwrap() {
        base[name] = value.clone();
    }
    base
}

fn without(base: &Value, name: &str) -> Value {
    changed(base, &json!({ name: null }))
}
