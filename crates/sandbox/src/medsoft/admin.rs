//! Admin routes of the MedSoft clinic: what a colleague or the vendor's own screens would show and do. For tests only.

mod appointments;
mod money;
mod patients;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/admin/medsoft/key", post(renew_key))
        .route("/admin/medsoft/today", get(today))
        .route("/admin/medsoft/statuses", get(statuses))
        .route("/admin/medsoft/statuses/{index}", post(change_status))
        .route("/admin/medsoft/appointments", post(appointments::insert))
        .route(
            "/admin/medsoft/appointments/{code}",
            get(appointments::show)
                .post(appointments::change)
                .delete(appointments::remove),
        )
        .route("/admin/medsoft/patients", post(patients::insert))
        .route(
            "/admin/medsoft/patients/{code}",
            get(patients::show)
                .post(patients::change)
                .delete(patients::disable),
        )
        .route("/admin/medsoft/patients/{code}/services", post(money::add))
        .route("/admin/medsoft/prices/{code}", post(money::set_price))
        .route("/admin/medsoft/stock", get(stock))
}

async fn renew_key(State(sandbox): State<Sandbox>) -> Answer {
    sandbox.medsoft().renew_key();
    done(json!(sandbox.accounts().medsoft.key))
}

#[derive(Deserialize)]
struct Day {
    date: Option<NaiveDate>,
}

/// The whole day by time, as the vendor's own agenda shows it.
async fn today(State(sandbox): State<Sandbox>, Query(day): Query<Day>) -> Answer {
    let medsoft = sandbox.medsoft();
    let clinic = medsoft.clinic();
    let date = day.date.unwrap_or_else(|| medsoft.local_now().date());
    let mut rows: Vec<_> = clinic
        .appointments
        .all()
        .filter(|(_, row)| row.date == date)
        .collect();
    rows.sort_by_key(|(code, row)| (row.start, *code));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(code, row)| appointments::view(clinic, code, row))
        .collect();
    done(json!({ "date": date, "now": medsoft.local_now(), "appointments": rows }))
}

async fn statuses(State(sandbox): State<Sandbox>) -> Answer {
    done(json!(sandbox.medsoft().clinic().statuses))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusChange {
    name: Option<String>,
    color: Option<String>,
    active: Option<bool>,
    displayed: Option<bool>,
    success: Option<bool>,
}

/// Renames or re-means a status, as §5 warns that any user may.
async fn change_status(
    State(sandbox): State<Sandbox>,
    Path(index): Path<usize>,
    Json(change): Json<StatusChange>,
) -> Answer {
    let mut medsoft = sandbox.medsoft();
    let row = index
        .checked_sub(1)
        .and_then(|at| medsoft.clinic_mut().statuses.get_mut(at));
    let Some(status) = row else {
        return wrong(StatusCode::NOT_FOUND, "a status has an index from 1 to 10");
    };
    status.name = change.name.unwrap_or_else(|| status.name.clone());
    status.color = change.color.unwrap_or_else(|| status.color.clone());
    status.active = change.active.unwrap_or(status.active);
    status.displayed = change.displayed.unwrap_or(status.displayed);
    status.success = change.success.unwrap_or(status.success);
    done(json!(status))
}

async fn stock(State(sandbox): State<Sandbox>) -> Answer {
    let medsoft = sandbox.medsoft();
    let rows = medsoft.clinic().stock.iter();
    done(
        rows.map(|row| json!({ "code": row.code, "quantity": row.quantity.to_string() }))
            .collect(),
    )
}
