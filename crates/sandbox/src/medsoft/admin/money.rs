//! What a colleague does with a patient's money in the vendor's own screens.

use std::borrow::Cow;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;

use super::super::clinic::{Kind, Note, Service};
use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

/// A service put down there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Done {
    /// Its code in the price list.
    listed: u32,
    /// Another price than the list's.
    price: Option<Decimal>,
    /// It is money paid ahead, under the name that such rows have.
    #[serde(default)]
    advance: bool,
    /// It is paid for too, by a note of its own.
    #[serde(default)]
    paid: bool,
}

/// A colleague puts a service on a patient, and takes the money for it.
pub(super) async fn add(
    State(sandbox): State<Sandbox>,
    Path(code): Path<u32>,
    Json(wanted): Json<Done>,
) -> Answer {
    let mut medsoft = sandbox.medsoft();
    let date = medsoft.local_now().date();
    let clinic = medsoft.clinic_mut();
    if !clinic.patients.contains_key(&code) {
        return wrong(StatusCode::NOT_FOUND, "no such patient");
    }
    let Some(priced) = clinic.priced(Kind::Service, wanted.listed) else {
        return wrong(StatusCode::NOT_FOUND, "no such service");
    };
    let (price, currency) = (wanted.price.unwrap_or(priced.price), priced.currency);
    let (place, name) = (
        priced.places[0],
        if wanted.advance { "Avans " } else { priced.name },
    );
    let note = wanted.paid.then(|| {
        let note = Note {
            patient: code,
            date,
            place: Some(place),
            total: price,
            currency,
            method: "Numerar",
            invoice: None,
        };
        clinic.notes.file(code, note)
    });
    let service = Service {
        patient: code,
        place,
        kind: Kind::Service,
        listed: wanted.listed,
        name: Cow::Borrowed(name),
        quantity: 1,
        price,
        discount: Decimal::ZERO,
        currency,
        date,
        doctor: None,
        advance: wanted.advance,
        note,
        invoice: None,
    };
    let service = clinic.services.file(code, service);
    done(json!({ "service": service, "note": note }))
}

/// A row of the price list under another price.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    /// The price from now on.
    price: Decimal,
}

/// A colleague changes the price of a service.
pub(super) async fn set_price(
    State(sandbox): State<Sandbox>,
    Path(code): Path<u32>,
    Json(wanted): Json<Price>,
) -> Answer {
    let mut medsoft = sandbox.medsoft();
    let now = medsoft.local_now();
    let prices = &mut medsoft.clinic_mut().prices;
    let found = prices
        .iter_mut()
        .find(|priced| priced.kind == Kind::Service && priced.code == code);
    let Some(priced) = found else {
        return wrong(StatusCode::NOT_FOUND, "no such service");
    };
    (priced.price, priced.changed) = (wanted.price, now);
    done(json!({ "code": code, "price": priced.price }))
}
