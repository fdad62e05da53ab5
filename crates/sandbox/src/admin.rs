//! Routes for tests and support. They exist only in the served form, never in the training form.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::faults::{Chaos, Fault};
use crate::sandbox::Sandbox;
use crate::vendor::Vendor;
use crate::{alfadocs, ehealth, gensoft, medsoft, videodoktor};

/// The answer of an admin route: JSON, with the HTTP status telling success.
pub(crate) type Answer = (StatusCode, Json<Value>);

pub(crate) fn done(value: Value) -> Answer {
    (StatusCode::OK, Json(value))
}

pub(crate) fn wrong(status: StatusCode, message: &str) -> Answer {
    (status, Json(json!({ "error": message })))
}

/// The routes of every vendor.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/admin/faults", get(faults).post(add_fault).delete(clear))
        .route("/admin/chaos", post(chaos))
        .route("/admin/down", post(down))
        .route("/admin/dialect", get(dialect).post(change_dialect))
        .route("/admin/accounts", get(accounts))
        .route("/admin/{vendor}/log", get(log).delete(clear_log))
        .merge(medsoft::admin_router())
        .merge(videodoktor::admin_router())
        .merge(ehealth::admin_router())
        .merge(gensoft::admin_router())
        .merge(alfadocs::admin_router())
}

async fn faults(State(sandbox): State<Sandbox>) -> Answer {
    done(json!({ "faults": sandbox.faults().pending(), "down": sandbox.faults().is_down() }))
}

async fn add_fault(State(sandbox): State<Sandbox>, Json(fault): Json<Fault>) -> Answer {
    let (vendors, operation) = match fault.operation.split_once('/') {
        Some((vendor, operation)) => (Vendor::named(vendor).into_iter().collect(), operation),
        None => (Vendor::ALL.to_vec(), fault.operation.as_str()),
    };
    let strikes = |vendor: &Vendor| operation == "*" || vendor.operations().contains(&operation);
    if !vendors.iter().any(strikes) {
        return wrong(
            StatusCode::BAD_REQUEST,
            "no such operation: the fault would never strike",
        );
    }
    sandbox.set_fault(fault);
    faults(State(sandbox)).await
}

async fn clear(State(sandbox): State<Sandbox>) -> Answer {
    sandbox.faults().clear();
    faults(State(sandbox)).await
}

async fn chaos(State(sandbox): State<Sandbox>, Json(chaos): Json<Chaos>) -> Answer {
    if !(0.0..=1.0).contains(&chaos.rate) {
        return wrong(StatusCode::BAD_REQUEST, "rate is between 0 and 1");
    }
    let answer = done(json!(chaos));
    sandbox.faults().set_chaos(chaos);
    answer
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Down {
    down: bool,
}

async fn down(State(sandbox): State<Sandbox>, Json(order): Json<Down>) -> Answer {
    sandbox.faults().set_down(order.down);
    done(json!({ "down": order.down }))
}

/// The vendors' dialects, by vendor.
async fn dialect(State(sandbox): State<Sandbox>) -> Answer {
    let dialects = Vendor::ALL.map(|vendor| (vendor.name().to_owned(), sandbox.dialect_of(vendor)));
    done(Value::Object(dialects.into_iter().collect()))
}

async fn change_dialect(State(sandbox): State<Sandbox>, Json(change): Json<Map<String, Value>>) -> Answer {
    for (name, changes) in &change {
        let Some(vendor) = Vendor::named(name) else {
            return wrong(StatusCode::BAD_REQUEST, "no such vendor");
        };
        if let Err(error) = sandbox.change_dialect(vendor, changes) {
            return wrong(StatusCode::BAD_REQUEST, &error.to_string());
        }
    }
    dialect(State(sandbox)).await
}

async fn log(State(sandbox): State<Sandbox>, Path(vendor): Path<Vendor>) -> Answer {
    let log = sandbox.log(vendor);
    done(json!({ "counts": log.counts(), "requests": log.seen() }))
}

async fn clear_log(State(sandbox): State<Sandbox>, Path(vendor): Path<Vendor>) -> Answer {
    sandbox.log(vendor).clear();
    log(State(sandbox), Path(vendor)).await
}

/// The accounts at the address under which the asker reaches this server.
async fn accounts(State(sandbox): State<Sandbox>, headers: HeaderMap) -> Answer {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    done(json!(sandbox.accounts_at(&format!("http://{host}"))))
}
