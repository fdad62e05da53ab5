//! MedSoft CLOUD, "Cont Online v11", as a server with state. Paragraph numbers (§) are that document's.

mod admin;
mod appointments;
mod ask;
mod billing;
mod build;
mod catalogue;
mod clinic;
mod contracts;
mod day;
mod dialect;
mod history;
mod invoice;
mod patients;
mod routes;
mod tables;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use serde::Serialize;

pub(crate) use admin::router as admin_router;
pub use dialect::{
    BirthFilter, CodeFilter, ContractCode, DateFilter, DetailCode, Diacritics, Dialect, EmptySearch,
    ErrorEnvelope, GdprTemplate, JsonStyle, NotedMethod, PaymentTotal, Pdf, PdfPlace, PriceListPlaces,
    UnknownKey, UnknownRecord,
};
pub use routes::{BASE_PATH, OPERATIONS};

pub use crate::dialect::DialectError;

use crate::clock::Clock;
use crate::dice::Dice;
use crate::json::{Json, Row, print, print_xml};
use crate::spoil::{page, plain};
use ask::{Ask, Refusal, Rows};
use clinic::{Clinic, ZONE};
use routes::{Operation, Route, route};

/// The vendor's name in faults and admin routes.
pub(crate) const VENDOR: &str = "medsoft";

/// What a client needs to reach the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Everything before `/integrations/…`.
    pub base_url: String,
    /// `{CLIENT_PATH}` of the document.
    pub client_path: String,
    /// For the header `X-API-KEY`.
    pub key: String,
}

/// The name of the operation a request asks for, or `unknown`.
pub(crate) fn operation_name(request: &Request<Bytes>) -> &'static str {
    match route(request.method(), request.uri().path()) {
        Route::Found { operation, .. } => operation.name(),
        Route::OtherMethod { .. } | Route::Nowhere => "unknown",
    }
}

/// The server and its clinic.
pub(crate) struct Medsoft {
    dialect: Dialect,
    clock: Clock,
    seed: u64,
    /// How often the interconnection was switched off and on (§1: each time gives a new key).
    keys_given: u64,
    clinic: Clinic,
}

impl Medsoft {
    pub(crate) fn new(seed: u64, patients: usize, dialect: Dialect, clock: Clock) -> Self {
        let clinic = build::clinic(seed, patients, clock.local(ZONE));
        Self {
            dialect,
            clock,
            seed,
            keys_given: 0,
            clinic,
        }
    }

    pub(crate) fn account(&self, origin: &str) -> Account {
        Account {
            base_url: format!("{origin}{BASE_PATH}"),
            client_path: tables::CLIENT_PATH.into(),
            key: self.key(),
        }
    }

    /// A key of the form that §2 prints.
    fn key(&self) -> String {
        let mut dice = Dice::new(self.seed, 1_000 + self.keys_given);
        let mut part = |length| {
            (0..length)
                .map(|_| char::from(dice.pick(b"abcdef0123456789")))
                .collect::<String>()
        };
        [part(6), part(6), part(8), part(6)].join("-")
    }

    /// Switches the interconnection off and on again: the old key is worth nothing from now on.
    pub(crate) fn renew_key(&mut self) {
        self.keys_given += 1;
    }

    pub(crate) fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    pub(crate) fn set_dialect(&mut self, dialect: Dialect) {
        self.dialect = dialect;
    }

    pub(crate) fn clinic(&self) -> &Clinic {
        &self.clinic
    }

    pub(crate) fn clinic_mut(&mut self) -> &mut Clinic {
        &mut self.clinic
    }

    pub(crate) fn local_now(&self) -> chrono::NaiveDateTime {
        self.clock.local(ZONE)
    }

    pub(crate) fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        let (client_path, operation) = match route(request.method(), request.uri().path()) {
            Route::Found {
                client_path,
                operation,
            } => (client_path, Some(operation)),
            Route::OtherMethod { client_path } => (client_path, None),
            Route::Nowhere => return page(StatusCode::NOT_FOUND),
        };
        if client_path != tables::CLIENT_PATH {
            return page(StatusCode::NOT_FOUND);
        }
        let accept = request
            .headers()
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let wants_xml = accept.contains("application/xml") && !accept.contains("json");
        let key = request
            .headers()
            .get("x-api-key")
            .and_then(|value| value.to_str().ok());
        if key != Some(self.key().as_str()) {
            return self.unknown_key(wants_xml);
        }
        let Some(operation) = operation else {
            return page(StatusCode::METHOD_NOT_ALLOWED);
        };
        let ask = Ask::new(&self.dialect, self.clock.local(ZONE), request);
        let rows = perform(&mut self.clinic, &ask, &operation);
        self.wrap(rows, wants_xml)
    }

    fn unknown_key(&self, wants_xml: bool) -> Response<Bytes> {
        let refusal = || {
            Err(Refusal {
                code: 110,
                text: "Cheie de securitate necunoscută.".into(),
            })
        };
        match self.dialect.unknown_key {
            UnknownKey::Envelope401 => {
                let mut response = self.wrap(refusal(), wants_xml);
                *response.status_mut() = StatusCode::UNAUTHORIZED;
                response
            }
            UnknownKey::Status200 => {
                let mut response = self.wrap(refusal(), wants_xml);
                *response.status_mut() = StatusCode::OK;
                response
            }
            UnknownKey::Html403 => page(StatusCode::FORBIDDEN),
        }
    }

    /// The envelope of §2, or the one that no document shows.
    fn wrap(&self, rows: Rows, wants_xml: bool) -> Response<Bytes> {
        let (status, envelope) = match (rows, self.dialect.error_envelope) {
            (Ok(rows), _) => (
                StatusCode::OK,
                Row::new().int("Status", 0).put("ReturnData", Json::List(rows)),
            ),
            (Err(no), ErrorEnvelope::ErrorMessage200) => (
                StatusCode::OK,
                Row::new()
                    .int("Status", 1)
                    .int("ErrorCode", no.code)
                    .text("ErrorMessage", no.text),
            ),
            (Err(no), ErrorEnvelope::Message400) => (
                StatusCode::BAD_REQUEST,
                Row::new().int("Status", no.code).text("Message", no.text),
            ),
        };
        let (text, kind) = match wants_xml {
            true => (print_xml(&envelope.into()), "application/xml;charset=UTF-8"),
            false => (
                print(&envelope.into(), self.dialect.json == JsonStyle::Sloppy),
                "application/json;charset=UTF-8",
            ),
        };
        let mut response = plain(status, text);
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        response
    }
}

fn perform(clinic: &mut Clinic, ask: &Ask, operation: &Operation) -> Rows {
    match operation {
        Operation::FindPatients => patients::find(clinic, ask),
        Operation::CreatePatient => patients::create(clinic, ask),
        Operation::UpdatePatient { patient } => patients::update(clinic, ask, patient),
        Operation::PatientAppointments { patient } => appointments::of_patient(clinic, ask, patient),
        Operation::SetAppointmentStatus {
            patient,
            appointment,
            flag,
            value,
        } => appointments::set_status(clinic, ask, [patient, appointment, flag, value]),
        Operation::AppointmentStatuses => appointments::statuses(clinic),
        Operation::PatientServices { patient } => billing::services(clinic, ask, patient),
        Operation::PatientPayments { patient } => billing::payments(clinic, ask, patient),
        Operation::PaymentDetails { patient, note } => billing::payment_details(clinic, ask, patient, note),
        Operation::PatientContracts { patient } => contracts::of_patient(clinic, ask, patient),
        Operation::ProductStock { product } => catalogue::product_stock(clinic, ask, product),
        Operation::AllStock => catalogue::all_stock(clinic),
        Operation::PriceList => catalogue::price_list(clinic, ask),
        Operation::AddServices => billing::add_services(clinic, ask),
        Operation::AddPayment => billing::add_payment(clinic, ask),
        Operation::AddInvoice { patient, note } => invoice::add(clinic, ask, patient, note),
        Operation::ContractDetails { patient, contract } => {
            contracts::details(clinic, ask, patient, contract)
        }
        Operation::Doctors => catalogue::doctors(clinic, ask),
        Operation::GdprForm { patient, order } => contracts::gdpr_form(clinic, ask, patient, order),
    }
}
