//! MedSoft CLOUD, "Cont Online v11", as a server with state.

mod admin;
mod dialect;
mod routes;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde::Serialize;

pub(crate) use admin::router as admin_router;
pub use dialect::{
    BirthFilter, CodeFilter, ContractCode, DateFilter, DetailCode, Diacritics, Dialect, DialectError,
    EmptySearch, ErrorEnvelope, GdprTemplate, JsonStyle, PaymentTotal, Pdf, PdfPlace, PriceListPlaces,
    UnknownKey, UnknownRecord,
};
pub use routes::BASE_PATH;

use crate::clock::Clock;
use crate::serve::page;
use routes::{Route, route};

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
    #[allow(dead_code)]
    clock: Clock,
}

impl Medsoft {
    pub(crate) fn new(_seed: u64, _patients: usize, dialect: Dialect, clock: Clock) -> Self {
        Self { dialect, clock }
    }

    pub(crate) fn account(&self, origin: &str) -> Account {
        Account {
            base_url: format!("{origin}{BASE_PATH}"),
            client_path: "dumbrava".into(),
            key: "aaaaaa-bbbbbb-cccccccc-dddddd".into(),
        }
    }

    pub(crate) fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    pub(crate) fn set_dialect(&mut self, dialect: Dialect) {
        self.dialect = dialect;
    }

    pub(crate) fn answer(&mut self, _request: &Request<Bytes>) -> Response<Bytes> {
        page(StatusCode::NOT_FOUND)
    }
}
