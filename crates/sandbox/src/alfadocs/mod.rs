//! AlfaDocs API 1.1.1 as a server with state: one dental practice with its archive.

mod admin;
mod admin_money;
mod agenda;
mod ask;
mod build;
mod dialect;
mod documents;
mod money;
mod patients;
mod plans;
mod practice;
mod reply;
mod routes;
mod tables;

use std::cell::LazyCell;
use std::collections::VecDeque;

use bytes::Bytes;
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use chrono_tz::{Europe::Rome, Tz};
use http::{HeaderValue, Request, Response, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use admin::router as admin_router;
pub use dialect::{
    Context, Count, Deleted, Dialect, DialectError, DocumentRows, Download, ErrorBody, Filters, Liabilities,
    Limit, LongRange, Missing, NoLinks, Omitted, PageLimit, Paths, PlanData, Required, Scalars, Update,
    Words, Written,
};
pub use routes::{BASE_PATH, OPERATIONS};

use crate::clock::Clock;
use crate::dice::Dice;
use crate::reply::{json as answered, typed};
use crate::spoil::{page, plain};
use ask::{Ask, Refusal};
use practice::{Kind, Practice, fields, told};
use reply::Reply;
use routes::{Route, route};
use tables::{ARCHIVE, PRACTICE};

/// The vendor's name in faults and admin routes.
pub(crate) const VENDOR: &str = "alfadocs";

/// Where the practice is; its times bear no zone.
const ZONE: Tz = Rome;

/// What a client needs to reach the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Everything before `/v1/…`.
    pub base_url: String,
    /// For the header `X-Api-Key`.
    pub key: String,
    /// The practice's id.
    pub practice: u32,
    /// The archive's id.
    pub archive: u32,
}

/// The name of the operation a request asks for, or `unknown`.
pub(crate) fn operation_name(request: &Request<Bytes>) -> &'static str {
    match route(request.method(), request.uri().path(), None) {
        Route::Found { name, .. } => name,
        Route::OtherMethod | Route::Nowhere => "unknown",
    }
}

/// The server and its practice.
pub(crate) struct Alfadocs {
    pub(crate) dialect: Dialect,
    clock: Clock,
    seed: u64,
    keys_given: u64,
    /// Requests of the last second.
    recent: VecDeque<DateTime<Utc>>,
    /// As it was when the sandbox was made; built when somebody asks, since many never do.
    practice: LazyCell<Practice, Box<dyn FnOnce() -> Practice + Send>>,
}

impl Alfadocs {
    pub(crate) fn new(seed: u64, patients: usize, dialect: Dialect, clock: Clock) -> Self {
        let now = clock.local(ZONE);
        let practice = move || build::practice(&mut Dice::new(seed, 60), patients, now);
        Self {
            dialect,
            clock,
            seed,
            keys_given: 0,
            recent: VecDeque::new(),
            practice: LazyCell::new(Box::new(practice)),
        }
    }

    pub(crate) fn account(&self, origin: &str) -> Account {
        const LETTERS: &[u8] = b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
        let mut dice = Dice::new(self.seed, 6_000 + self.keys_given);
        Account {
            base_url: format!("{origin}{BASE_PATH}"),
            key: (0..32).map(|_| char::from(dice.pick(LETTERS))).collect(),
            practice: PRACTICE,
            archive: ARCHIVE,
        }
    }

    /// Wall time at the practice.
    fn local_now(&self) -> NaiveDateTime {
        self.clock.local(ZONE)
    }

    pub(crate) fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        if let Some(reply) = documents::stored(&self.practice, request.uri().path()) {
            return self.wrap(Ok(reply));
        }
        let (name, archive, values) = match route(request.method(), request.uri().path(), Some(&self.dialect))
        {
            Route::Found {
                name,
                archive,
                values,
            } => (name, archive, values),
            Route::OtherMethod => return page(StatusCode::METHOD_NOT_ALLOWED),
            Route::Nowhere => return page(StatusCode::NOT_FOUND),
        };
        if let Err(refusal) = self.admit(request, archive.as_ref()) {
            let mut response = self.wrap(Err(refusal));
            if response.status() == StatusCode::TOO_MANY_REQUESTS {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            return response;
        }
        let dialect = self.dialect.clone();
        let ask = Ask::new(&dialect, self.local_now(), values, request);
        let reply = perform(&mut self.practice, name, &ask);
        self.wrap(reply)
    }

    /// Whether the key opens the archive of the path, and has requests left.
    fn admit(&mut self, request: &Request<Bytes>, archive: Option<&[String; 2]>) -> Result<(), Refusal> {
        let key = request
            .headers()
            .get("x-api-key")
            .and_then(|value| value.to_str().ok());
        if key != Some(&self.account("").key) {
            return Err((StatusCode::UNAUTHORIZED, "Authentication required".to_owned()));
        }
        if let Limit::PerSecond(limit) = self.dialect.limit {
            let now = self.clock.now();
            self.recent.retain(|at| now - *at < Duration::seconds(1));
            if self.recent.len() >= limit {
                return Err((StatusCode::TOO_MANY_REQUESTS, "Too many requests".to_owned()));
            }
            self.recent.push_back(now);
        }
        let own = [PRACTICE.to_string(), ARCHIVE.to_string()];
        match archive {
            Some(named) if *named != own => Err((StatusCode::FORBIDDEN, "Access denied".to_owned())),
            _ => Ok(()),
        }
    }

    fn wrap(&self, reply: Result<Reply, Refusal>) -> Response<Bytes> {
        match reply {
            Ok(Reply::Json(value)) => answered(StatusCode::OK, &value),
            Ok(Reply::Nothing) => plain(StatusCode::NO_CONTENT, ""),
            Ok(Reply::File(file, kind)) => typed(StatusCode::OK, file, kind),
            Ok(Reply::Elsewhere(url)) => {
                let mut response = plain(StatusCode::FOUND, "");
                if let Ok(url) = HeaderValue::from_str(&url) {
                    response.headers_mut().insert(header::LOCATION, url);
                }
                response
            }
            Err((status, text)) => match self.dialect.error_body {
                ErrorBody::Json => answered(status, &json!({ "error": text })),
                ErrorBody::Html => page(status),
            },
        }
    }
}

/// A configured list.
fn configured(rows: Vec<Value>, kind: Kind, ask: &Ask) -> Result<Reply, Refusal> {
    let rows = rows.into_iter().map(|row| told(&fields(row), kind, ask.dialect));
    Ok(Reply::list(rows.collect(), ask))
}

fn operators(ask: &Ask) -> Result<Reply, Refusal> {
    let present = ask.param("ignoreDeleted") == Some("true");
    let code = ask.param("italianFiscalCode");
    let fits = |row: &Value| {
        !(present && row["deleted"] == true) && code.is_none_or(|code| row["italianFiscalCode"] == code)
    };
    let rows = tables::operators().into_iter().filter(fits).collect();
    configured(rows, Kind::Operator, ask)
}

fn context(ask: &Ask) -> Reply {
    let data = json!({
        "practiceId": PRACTICE, "archiveId": ARCHIVE, "ownerEmail": "titolare@example.com", "userId": 801,
        "userEmail": "banco@example.com",
    });
    match ask.dialect.context {
        Context::Data => Reply::success(data),
        Context::Bare => Reply::Json(data),
    }
}

fn perform(practice: &mut Practice, name: &str, ask: &Ask) -> Result<Reply, Refusal> {
    match name {
        "accounts" => configured(tables::accounts(), Kind::Other, ask),
        "booking-reasons" => configured(tables::booking_reasons(), Kind::Other, ask),
        "appointments" => agenda::list(practice, ask),
        "create-appointment" => agenda::create(practice, ask),
        "appointment" => agenda::show(practice, ask),
        "update-appointment" => agenda::update(practice, ask),
        "appointment-care-plan-entries" => plans::of_appointment(practice, ask),
        "bill" => money::show_bill(practice, ask),
        "bills" => money::bills(practice, ask),
        "bill-liabilities" => money::liabilities(practice, ask),
        "delete-bill-liability" => money::delete_liability(practice, ask),
        "care-plan" => plans::show(practice, ask),
        "care-plan-signature-status" => plans::signature_status(practice, ask),
        "chairs" => configured(tables::chairs(), Kind::Other, ask),
        "colors" => configured(tables::colors(), Kind::Listed, ask),
        "context" => Ok(context(ask)),
        "custom-fields" => Ok(Reply::list(patients::custom_fields(practice, ask), ask)),
        "create-custom-field" => patients::create_custom_field(practice, ask),
        "documents" => documents::list(practice, ask),
        "create-document" => documents::create(practice, ask),
        "document" => documents::show(practice, ask),
        "download-document" => documents::download(practice, ask),
        "free-slots" => agenda::free_slots(practice, ask),
        "operators" => operators(ask),
        "patients" => patients::list(practice, ask),
        "create-patient" => patients::create(practice, ask),
        "patient" => patients::show(practice, ask),
        "delete-patient" => patients::delete(practice, ask),
        "update-patient" => patients::update(practice, ask),
        "payment-types" => configured(tables::payment_types(), Kind::Listed, ask),
        "practice" => Ok(Reply::success(told(
            &fields(tables::practice()),
            Kind::Other,
            ask.dialect,
        ))),
        "specialties" => configured(tables::specialties(), Kind::Listed, ask),
        "transactions" => money::transactions(practice, ask),
        "create-transaction" => money::create_transaction(practice, ask),
        "care-plan-entry" => plans::entry(practice, ask),
        "phone-numbers" => patients::phones(practice, ask),
        "create-phone-number" => patients::create_phone(practice, ask),
        "phone-number" => patients::phone(practice, ask, false),
        "update-phone-number" => patients::phone(practice, ask, true),
        _ => Err(ask::unknown("Resource")),
    }
}
