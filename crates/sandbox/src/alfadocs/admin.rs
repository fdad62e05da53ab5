//! Admin routes of the dental practice: what a colleague would do, and what no documented call shows. For tests only.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::practice::{Patient, Practice};
use super::{admin_money, agenda, patients};
use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/admin/alfadocs/key", post(renew_key))
        .route("/admin/alfadocs/today", get(today))
        .route("/admin/alfadocs/appointments", post(book))
        .route(
            "/admin/alfadocs/appointments/{id}",
            get(appointment).post(move_appointment).delete(remove_appointment),
        )
        .route("/admin/alfadocs/patients", post(register))
        .route("/admin/alfadocs/patients/{id}", get(patient).post(change_patient))
        .route("/admin/alfadocs/owed", get(owed))
        .merge(admin_money::routes())
}

const NOBODY: &str = "no such record";

async fn renew_key(State(sandbox): State<Sandbox>) -> Answer {
    sandbox.alfadocs().keys_given += 1;
    done(json!(sandbox.accounts().alfadocs.key))
}

/// The whole day by time, blocks among it.
async fn today(State(sandbox): State<Sandbox>, Query(asked): Query<OfDay>) -> Answer {
    let server = sandbox.alfadocs();
    let now = server.local_now();
    let day = asked.date.unwrap_or(now.date());
    let mut rows: Vec<_> = server.practice.appointments.values().collect();
    rows.retain(|row| agenda::start(row).date() == day);
    rows.sort_by_key(|row| agenda::start(row));
    done(json!({ "now": now, "appointments": rows }))
}

/// Which day, where it is another than today.
#[derive(Deserialize)]
struct OfDay {
    date: Option<NaiveDate>,
}

async fn appointment(State(sandbox): State<Sandbox>, Path(id): Path<u32>) -> Answer {
    match sandbox.alfadocs().practice.appointments.get(&id) {
        Some(row) => done(json!(row)),
        None => wrong(StatusCode::NOT_FOUND, NOBODY),
    }
}

/// A colleague books; any field as it shall be kept, no rule is checked.
async fn book(State(sandbox): State<Sandbox>, Json(sent): Json<Map<String, Value>>) -> Answer {
    let mut server = sandbox.alfadocs();
    let id = server.practice.next_id();
    let mut row = agenda::blank(id);
    row.extend(sent);
    row["id"] = json!(id);
    server.practice.appointments.insert(id, row.clone());
    done(json!(row))
}

/// A colleague moves or changes an appointment.
async fn move_appointment(
    State(sandbox): State<Sandbox>,
    Path(id): Path<u32>,
    Json(sent): Json<Map<String, Value>>,
) -> Answer {
    match sandbox.alfadocs().practice.appointments.get_mut(&id) {
        Some(row) => {
            row.extend(sent);
            done(json!(row))
        }
        None => wrong(StatusCode::NOT_FOUND, NOBODY),
    }
}

/// A colleague deletes an appointment; no documented call does.
async fn remove_appointment(State(sandbox): State<Sandbox>, Path(id): Path<u32>) -> Answer {
    match sandbox.alfadocs().practice.appointments.remove(&id) {
        Some(row) => done(json!(row)),
        None => wrong(StatusCode::NOT_FOUND, NOBODY),
    }
}

fn whole(practice: &Practice, id: u32) -> Option<Value> {
    let patient = practice.patients.get(&id)?;
    let documents = patient.documents.values();
    let documents =
        documents.map(|document| json!({ "fields": document.fields, "bytes": document.file.len() }));
    Some(json!({
        "fields": patient.fields,
        "deleted": patient.deleted,
        "phones": patient.phones.values().collect::<Vec<_>>(),
        "documents": documents.collect::<Vec<_>>(),
        "appointments": practice.appointments.values().filter(|row| row["patientId"] == id).collect::<Vec<_>>(),
        "plans": practice.plans.values().filter(|row| row["patientId"] == id).collect::<Vec<_>>(),
        "bills": practice.bills.values().filter(|row| row["patientId"] == id).collect::<Vec<_>>(),
    }))
}

/// Everything about a patient.
async fn patient(State(sandbox): State<Sandbox>, Path(id): Path<u32>) -> Answer {
    match whole(&sandbox.alfadocs().practice, id) {
        Some(patient) => done(patient),
        None => wrong(StatusCode::NOT_FOUND, NOBODY),
    }
}

/// A colleague registers a patient; any field as it shall be kept, no rule is checked.
async fn register(State(sandbox): State<Sandbox>, Json(sent): Json<Map<String, Value>>) -> Answer {
    let mut server = sandbox.alfadocs();
    let id = server.practice.next_id();
    let mut patient = Patient {
        fields: patients::blank(),
        ..Patient::default()
    };
    patient.fields.extend(sent);
    patient.fields.insert("id".into(), json!(id));
    server.practice.patients.insert(id, patient);
    done(json!(whole(&server.practice, id)))
}

/// A colleague changes a patient, or deletes one (`"deleted": true`).
async fn change_patient(
    State(sandbox): State<Sandbox>,
    Path(id): Path<u32>,
    Json(mut sent): Json<Map<String, Value>>,
) -> Answer {
    let mut server = sandbox.alfadocs();
    let Some(patient) = server.practice.patients.get_mut(&id) else {
        return wrong(StatusCode::NOT_FOUND, NOBODY);
    };
    if let Some(deleted) = sent.remove("deleted") {
        patient.deleted = deleted == true;
    }
    patient.fields.extend(sent);
    done(json!(whole(&server.practice, id)))
}

/// Every liability there is.
async fn owed(State(sandbox): State<Sandbox>) -> Answer {
    let server = sandbox.alfadocs();
    done(
        server
            .practice
            .liabilities
            .values()
            .map(|row| json!(row))
            .collect(),
    )
}
