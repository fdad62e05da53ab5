//! Patients with everything that hangs on them, as the vendor's own screens show them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::ask::money;
use super::super::clinic::{Clinic, Patient};
use super::appointments;
use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

fn view(clinic: &Clinic, code: u32, patient: &Patient) -> Value {
    let services = clinic.services.of(code).map(|(code, row)| {
        json!({
            "code": code, "kind": row.kind.name(), "listed": row.listed, "name": row.name, "quantity": row.quantity,
            "price": money(row.price), "currency": row.currency, "date": row.date, "note": row.note,
            "invoice": row.invoice,
        })
    });
    let notes = clinic.notes.of(code).map(|(code, row)| {
        json!({
            "code": code, "patient": row.patient, "date": row.date, "total": money(row.total),
            "currency": row.currency, "invoice": row.invoice,
        })
    });
    json!({
        "code": code,
        "last": patient.last,
        "first": patient.first,
        "birth": patient.birth,
        "cnp": patient.cnp,
        "phone": patient.phone,
        "second_phone": patient.second_phone,
        "email": patient.email,
        "sex": patient.sex,
        "preferences": patient.preferences,
        "enabled": patient.enabled,
        "appointments": clinic.appointments.of(code).map(|(code, row)| appointments::view(clinic, code, row)).collect::<Vec<_>>(),
        "services": services.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
        "invoices": clinic.invoices.of(code).map(|(code, row)| json!({ "code": code, "invoice": row })).collect::<Vec<_>>(),
        "contracts": clinic.contracts.of(code).map(|(code, row)| json!({ "code": code, "name": row.name })).collect::<Vec<_>>(),
        "forms": clinic.forms.of(code).map(|(code, row)| json!({ "code": code, "added": row.added })).collect::<Vec<_>>(),
    })
}

/// What a colleague may write. Texts are kept as sent (no capitals), so that any text can be tried; blank clears.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    last: Option<String>,
    first: Option<String>,
    birth: Option<NaiveDate>,
    cnp: Option<String>,
    phone: Option<String>,
    second_phone: Option<String>,
    email: Option<String>,
    enabled: Option<bool>,
}

impl Edit {
    fn apply(self, patient: &mut Patient) {
        let laid = |sent: Option<String>, kept: &mut Option<String>| {
            if let Some(text) = sent {
                *kept = Some(text).filter(|text| !text.is_empty());
            }
        };
        laid(self.cnp, &mut patient.cnp);
        laid(self.phone, &mut patient.phone);
        laid(self.second_phone, &mut patient.second_phone);
        laid(self.email, &mut patient.email);
        patient.last = self.last.unwrap_or_else(|| patient.last.clone());
        patient.first = self.first.unwrap_or_else(|| patient.first.clone());
        patient.birth = self.birth.or(patient.birth);
        patient.enabled = self.enabled.unwrap_or(patient.enabled);
        patient.index();
    }
}

pub(super) async fn show(State(sandbox): State<Sandbox>, Path(code): Path<u32>) -> Answer {
    let medsoft = sandbox.medsoft();
    let clinic = medsoft.clinic();
    match clinic.patients.get(&code) {
        Some(patient) => done(view(clinic, code, patient)),
        None => wrong(StatusCode::NOT_FOUND, "no such patient"),
    }
}

/// A colleague registers a patient.
pub(super) async fn insert(State(sandbox): State<Sandbox>, Json(edit): Json<Edit>) -> Answer {
    let mut patient = Patient {
        last: String::new(),
        first: String::new(),
        birth: None,
        cnp: None,
        phone: None,
        second_phone: None,
        email: None,
        sex: None,
        preferences: None,
        enabled: true,
        haystack: String::new(),
    };
    edit.apply(&mut patient);
    let mut medsoft = sandbox.medsoft();
    let clinic = medsoft.clinic_mut();
    let code = clinic.add_patient(patient.clone());
    done(view(clinic, code, &patient))
}

async fn edited(sandbox: &Sandbox, code: u32, edit: Edit) -> Answer {
    {
        let mut medsoft = sandbox.medsoft();
        let Some(patient) = medsoft.clinic_mut().patients.get_mut(&code) else {
            return wrong(StatusCode::NOT_FOUND, "no such patient");
        };
        edit.apply(patient);
    }
    show(State(sandbox.clone()), Path(code)).await
}

/// A colleague changes a patient.
pub(super) async fn change(
    State(sandbox): State<Sandbox>,
    Path(code): Path<u32>,
    Json(edit): Json<Edit>,
) -> Answer {
    edited(&sandbox, code, edit).await
}

/// A colleague disables a patient: gone from every search (§2).
pub(super) async fn disable(State(sandbox): State<Sandbox>, Path(code): Path<u32>) -> Answer {
    let edit = Edit {
        last: None,
        first: None,
        birth: None,
        cnp: None,
        phone: None,
        second_phone: None,
        email: None,
        enabled: Some(false),
    };
    edited(&sandbox, code, edit).await
}
