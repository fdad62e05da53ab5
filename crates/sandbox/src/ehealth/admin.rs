//! Admin routes of the eHealth register. For tests only.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::requests::STATUSES;
use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/admin/ehealth/key", post(renew))
        .route("/admin/ehealth/requests", get(requests))
        .route("/admin/ehealth/requests/{id}", post(change))
        .route("/admin/ehealth/expire", post(expire))
        .route("/admin/ehealth/user", post(user))
}

/// The access ends and is given anew: tokens and secret of before are worth nothing.
async fn renew(State(sandbox): State<Sandbox>) -> Answer {
    {
        let mut server = sandbox.ehealth();
        let server = &mut *server;
        server.tokens.renew(server.clock.now(), &server.dialect);
    }
    done(json!(sandbox.accounts().ehealth))
}

/// Every request with its kind, status and whether it is the account's own.
async fn requests(State(sandbox): State<Sandbox>) -> Answer {
    let server = sandbox.ehealth();
    let rows = server.requests.iter().map(|row| {
        json!({
            "id": row.id, "kind": row.kind.name(), "status": row.status, "own": row.owner == server.tokens.client_id,
        })
    });
    done(rows.collect())
}

/// The health service decides: `status`, or any field of `data` as it shall be read from now on.
async fn change(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Json(fields): Json<Map<String, Value>>,
) -> Answer {
    let mut server = sandbox.ehealth();
    let Some(row) = server.requests.iter_mut().find(|row| row.id == id) else {
        return wrong(StatusCode::NOT_FOUND, "no such request");
    };
    if let Some(status) = fields.get("status") {
        let Some(known) = STATUSES.iter().find(|known| status == **known) else {
            return wrong(StatusCode::BAD_REQUEST, "no such status");
        };
        row.status = (*known).to_owned();
    }
    row.fields.extend(fields);
    done(json!(row.fields))
}

/// Every access token ends now.
async fn expire(State(sandbox): State<Sandbox>) -> Answer {
    let mut server = sandbox.ehealth();
    let now = server.clock.now();
    server.tokens.expire(now);
    done(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct User {
    user_active: Option<bool>,
    client_active: Option<bool>,
    scope: Option<String>,
}

/// Blocks the user or the client, or changes what the token may do.
async fn user(State(sandbox): State<Sandbox>, Json(user): Json<User>) -> Answer {
    let mut server = sandbox.ehealth();
    server.user_active = user.user_active.unwrap_or(server.user_active);
    server.client_active = user.client_active.unwrap_or(server.client_active);
    server.tokens.scope = user.scope.unwrap_or_else(|| server.tokens.scope.clone());
    done(json!({
        "user_active": server.user_active, "client_active": server.client_active, "scope": server.tokens.scope,
    }))
}
