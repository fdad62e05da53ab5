//! Admin routes of the practice's money: bills that a colleague makes, changes, deletes or takes payments for. For tests
//! only; no documented call makes or deletes a bill.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use super::dialect::Liabilities;
use super::money;
use super::practice::{Practice, fields};
use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

pub(super) fn routes() -> Router<Sandbox> {
    Router::new()
        .route("/admin/alfadocs/bills", post(make))
        .route(
            "/admin/alfadocs/bills/{id}",
            get(bill).post(change).delete(remove),
        )
        .route("/admin/alfadocs/transactions", post(pay))
}

fn whole(practice: &Practice, id: u32) -> Option<Value> {
    let bill = practice.bills.get(&id)?;
    let of_bill = |row: &&Map<String, Value>| row["billId"] == id;
    Some(json!({
        "fields": bill,
        "liabilities": practice.liabilities.values().filter(of_bill).collect::<Vec<_>>(),
        "transactions": practice.transactions.values().filter(of_bill).collect::<Vec<_>>(),
    }))
}

fn shown(practice: &Practice, id: u32) -> Answer {
    match whole(practice, id) {
        Some(bill) => done(bill),
        None => wrong(StatusCode::NOT_FOUND, "no such bill"),
    }
}

async fn bill(State(sandbox): State<Sandbox>, Path(id): Path<u32>) -> Answer {
    shown(&sandbox.alfadocs().practice, id)
}

/// A colleague makes a bill; any field as it shall be kept. `owed`: what is owed on it, amount by amount.
async fn make(State(sandbox): State<Sandbox>, Json(mut sent): Json<Map<String, Value>>) -> Answer {
    let mut server = sandbox.alfadocs();
    let id = server.practice.next_id();
    let owed = sent.remove("owed").unwrap_or_default();
    let mut row = fields(json!({
        "id": id, "number": null, "date": null, "type": "full", "direction": "incoming", "patientId": null,
        "carePlanId": null, "amount": null, "vatAmount": 0, "stampAmount": 0, "description": null,
    }));
    row.extend(sent);
    server.practice.bills.insert(id, row);
    for amount in owed.as_array().into_iter().flatten() {
        let liability = server.practice.next_id();
        let row = json!({ "id": liability, "billId": id, "amount": amount, "dueDate": null });
        server.practice.liabilities.insert(liability, fields(row));
    }
    shown(&server.practice, id)
}

/// A colleague changes a bill.
async fn change(
    State(sandbox): State<Sandbox>,
    Path(id): Path<u32>,
    Json(sent): Json<Map<String, Value>>,
) -> Answer {
    let mut server = sandbox.alfadocs();
    if let Some(row) = server.practice.bills.get_mut(&id) {
        row.extend(sent);
    }
    shown(&server.practice, id)
}

/// A colleague deletes a bill with everything about it.
async fn remove(State(sandbox): State<Sandbox>, Path(id): Path<u32>) -> Answer {
    let mut server = sandbox.alfadocs();
    let practice = &mut server.practice;
    let removed = practice.bills.remove(&id);
    practice.liabilities.retain(|_, row| row["billId"] != id);
    practice.transactions.retain(|_, row| row["billId"] != id);
    match removed {
        Some(row) => done(json!(row)),
        None => wrong(StatusCode::NOT_FOUND, "no such bill"),
    }
}

/// A colleague takes a payment; any field as it shall be kept, no rule is checked.
async fn pay(State(sandbox): State<Sandbox>, Json(sent): Json<Map<String, Value>>) -> Answer {
    let mut server = sandbox.alfadocs();
    done(json!(money::pay(&mut server.practice, sent, Liabilities::Stay)))
}
