//! Admin routes of the VideoDoktor practice. For tests only.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use chrono::{Duration, NaiveDateTime};
use serde::Deserialize;
use serde_json::json;

use super::calls::Call;
use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/admin/videodoktor/key", post(renew_key))
        .route("/admin/videodoktor/calls", get(calls).post(insert))
        .route("/admin/videodoktor/calls/{id}", delete(remove))
        .route("/admin/videodoktor/tokens", delete(forget_tokens))
        .route("/admin/videodoktor/clock", post(set_clock))
        .route("/admin/videodoktor/outage", post(set_outage))
        .route("/admin/videodoktor/overload", post(overload))
}

async fn renew_key(State(sandbox): State<Sandbox>) -> Answer {
    sandbox.videodoktor().keys_given += 1;
    done(json!(sandbox.accounts().videodoktor.key))
}

/// Every call there is, and the messages sent so far.
async fn calls(State(sandbox): State<Sandbox>) -> Answer {
    let server = sandbox.videodoktor();
    done(json!({
        "now": server.local_now(),
        "calls": server.calls.rows(),
        "mails": server.calls.mails,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Booked {
    start: NaiveDateTime,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    #[serde(default)]
    born: String,
}

/// The doctor invites somebody on the vendor's own page; no rule is checked.
async fn insert(State(sandbox): State<Sandbox>, Json(booked): Json<Booked>) -> Answer {
    let mut server = sandbox.videodoktor();
    let call = Call {
        id: super::build::word(&mut server.dice, 18),
        start: booked.start,
        name: booked.name,
        email: booked.email,
        phone: booked.phone,
        born: booked.born,
    };
    server.calls.insert(call.clone());
    done(json!(call))
}

/// The doctor removes a call on the vendor's own page.
async fn remove(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Answer {
    match sandbox.videodoktor().calls.take(&id) {
        Some(call) => done(json!(call)),
        None => wrong(StatusCode::NOT_FOUND, "no such call"),
    }
}

/// Every token that was given dies.
async fn forget_tokens(State(sandbox): State<Sandbox>) -> Answer {
    sandbox.videodoktor().tokens.clear();
    done(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skew {
    ahead_seconds: i32,
}

/// Sets the server's clock wrong.
async fn set_clock(State(sandbox): State<Sandbox>, Json(skew): Json<Skew>) -> Answer {
    let mut server = sandbox.videodoktor();
    server.skew = Duration::seconds(skew.ahead_seconds.into());
    done(json!({ "now": server.local_now() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outage {
    outage: bool,
}

/// Every request is answered X005.
async fn set_outage(State(sandbox): State<Sandbox>, Json(order): Json<Outage>) -> Answer {
    sandbox.videodoktor().outage = order.outage;
    done(json!({ "outage": order.outage }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Overload {
    start: NaiveDateTime,
}

/// No room for calls at that time (X023).
async fn overload(State(sandbox): State<Sandbox>, Json(order): Json<Overload>) -> Answer {
    let mut server = sandbox.videodoktor();
    server.calls.overloaded.push(order.start);
    done(json!(server.calls.overloaded))
}
