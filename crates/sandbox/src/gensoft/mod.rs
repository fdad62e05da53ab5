//! Gensoft as a server with state: a laboratory that takes attendances and reports.

mod admin;
mod dialect;
mod laboratory;
mod upload;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use admin::router as admin_router;
pub use dialect::{Answer, Body, Dialect, DialectError, ErrorBody, KeyForm, Slash, UnknownExecution, Upload};

use crate::clock::Clock;
use crate::dice::Dice;
use crate::reply;
use crate::spoil::{page, plain};
use laboratory::{Laboratory, Report};

/// The vendor's name in faults and admin routes.
pub(crate) const VENDOR: &str = "gensoft";

/// Where the served Gensoft lives under the sandbox's origin: everything before `/api/v1/…`.
pub const BASE_PATH: &str = "/gensoft";

/// The names of the two operations.
pub const OPERATIONS: [&str; 2] = ["send-attendance", "upload-report"];

/// What a client needs to reach the laboratory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Everything before `/api/v1/…`.
    pub base_url: String,
    /// For the header `Authorization`.
    pub key: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Route<'a> {
    Attendance,
    Upload(&'a str),
    OtherMethod,
    Nowhere,
}

/// What a request asks for, and whether its path ends with a slash.
fn route<'a>(method: &Method, path: &'a str) -> (Route<'a>, bool) {
    let Some(path) = path
        .strip_prefix(BASE_PATH)
        .and_then(|path| path.strip_prefix("/api/v1/"))
    else {
        return (Route::Nowhere, false);
    };
    let (bare, slash) = match path.strip_suffix('/') {
        Some(bare) => (bare, true),
        None => (path, false),
    };
    let found = match bare.strip_prefix("results/upload/execution/") {
        Some(id) if !id.is_empty() && !id.contains('/') => match *method {
            Method::PUT => Route::Upload(id),
            _ => Route::OtherMethod,
        },
        _ if bare == "attendance" => match *method {
            Method::POST => Route::Attendance,
            _ => Route::OtherMethod,
        },
        _ => Route::Nowhere,
    };
    (found, slash)
}

/// The name of the operation a request asks for, or `unknown`.
pub(crate) fn operation_name(request: &Request<Bytes>) -> &'static str {
    match route(request.method(), request.uri().path()).0 {
        Route::Attendance => OPERATIONS[0],
        Route::Upload(_) => OPERATIONS[1],
        Route::OtherMethod | Route::Nowhere => "unknown",
    }
}

/// A refusal: a status of the vendor's error page, and words of ours.
type Refusal = (StatusCode, String);

/// The server and its laboratory.
pub(crate) struct Gensoft {
    pub(crate) dialect: Dialect,
    clock: Clock,
    seed: u64,
    keys_given: u64,
    /// Attendances without an identity so far.
    nameless: u32,
    laboratory: Laboratory,
}

impl Gensoft {
    pub(crate) fn new(seed: u64, dialect: Dialect, clock: Clock) -> Self {
        let laboratory = Laboratory::new(&mut Dice::new(seed, 50), clock.now());
        Self {
            dialect,
            clock,
            seed,
            keys_given: 0,
            nameless: 0,
            laboratory,
        }
    }

    pub(crate) fn account(&self, origin: &str) -> Account {
        let mut dice = Dice::new(self.seed, 5_000 + self.keys_given);
        let key = (0..40)
            .map(|_| char::from(dice.pick(b"0123456789abcdef")))
            .collect();
        Account {
            base_url: format!("{origin}{BASE_PATH}"),
            key,
        }
    }

    pub(crate) fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        match self.perform(request) {
            Ok(value) => match self.dialect.answer {
                Answer::Object => reply::json(StatusCode::OK, &value),
                Answer::List => reply::json(StatusCode::OK, &json!([value])),
                Answer::Nothing => plain(StatusCode::NO_CONTENT, ""),
            },
            Err((status, text)) => match self.dialect.error_body {
                ErrorBody::Detail => reply::json(status, &json!({ "detail": text })),
                ErrorBody::Error => reply::json(status, &json!({ "error": text })),
                ErrorBody::Html => page(status),
            },
        }
    }

    fn perform(&mut self, request: &Request<Bytes>) -> Result<Value, Refusal> {
        let (route, slash) = route(request.method(), request.uri().path());
        let nowhere = || Err((StatusCode::NOT_FOUND, "Não encontrado.".to_owned()));
        match route {
            Route::Nowhere => return nowhere(),
            Route::Attendance if !slash && self.dialect.slash == Slash::AsPrinted => return nowhere(),
            Route::Upload(_) if slash && self.dialect.slash == Slash::AsPrinted => return nowhere(),
            _ => {}
        }
        self.authorize(request)?;
        let sent = |name| {
            request
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let accept = sent(header::ACCEPT);
        if !accept.is_empty() && !accept.contains("json") && !accept.contains('*') {
            return Err((StatusCode::NOT_ACCEPTABLE, "Somente json.".to_owned()));
        }
        match route {
            Route::Attendance => self.attendance(sent(header::CONTENT_TYPE), request.body()),
            Route::Upload(id) => self.upload(id, sent(header::CONTENT_TYPE), request.body()),
            Route::OtherMethod | Route::Nowhere => {
                Err((StatusCode::METHOD_NOT_ALLOWED, "Método não permitido.".to_owned()))
            }
        }
    }

    fn authorize(&self, request: &Request<Bytes>) -> Result<(), Refusal> {
        let key = self.account("").key;
        let wanted = match self.dialect.key_form {
            KeyForm::Bare => key,
            KeyForm::ApiKey => format!("ApiKey {key}"),
        };
        let sent = request
            .headers()
            .get(header::AUTHORIZATION)
            .map(http::HeaderValue::as_bytes);
        if sent == Some(wanted.as_bytes()) {
            Ok(())
        } else {
            Err((StatusCode::UNAUTHORIZED, "API key inválida.".to_owned()))
        }
    }

    /// One message about an attendance: a new one, or a change of one that is known.
    fn attendance(&mut self, kind: &str, body: &[u8]) -> Result<Value, Refusal> {
        let bad = |text: String| (StatusCode::BAD_REQUEST, text);
        if !kind.to_ascii_lowercase().starts_with("application/json") {
            return Err(bad("Content-Type deve ser application/json.".to_owned()));
        }
        let body: Value = serde_json::from_slice(body).map_err(|_| bad("JSON inválido.".to_owned()))?;
        if body.as_object().is_none_or(serde_json::Map::is_empty) {
            return Err(bad("O corpo deve ser um objeto.".to_owned()));
        }
        if self.dialect.body == Body::Portuguese {
            let missing = laboratory::missing(&body);
            if !missing.is_empty() {
                return Err(bad(format!(
                    "Campos ausentes ou inválidos: {}.",
                    missing.join(", ")
                )));
            }
        }
        let identity = laboratory::identity(&body).unwrap_or_else(|| {
            self.nameless += 1;
            format!("sem-id-{}", self.nameless)
        });
        let is_new = self.laboratory.receive(&identity, self.clock.now(), body);
        let status = if is_new { "created" } else { "updated" };
        Ok(json!({ "id": identity, "status": status }))
    }

    /// A report for an execution; an older one is kept as an older version.
    fn upload(&mut self, id: &str, kind: &str, body: &[u8]) -> Result<Value, Refusal> {
        let unknown = match self.dialect.unknown_execution {
            UnknownExecution::NotFound => StatusCode::NOT_FOUND,
            UnknownExecution::Gone => StatusCode::GONE,
        };
        let id: u32 = id
            .parse()
            .map_err(|_| (unknown, "Execução desconhecida.".to_owned()))?;
        let Some(execution) = self.laboratory.executions.get_mut(&id) else {
            return Err((unknown, "Execução desconhecida.".to_owned()));
        };
        let file = upload::file(self.dialect.upload, kind, body).filter(|file| upload::is_pdf(file));
        let Some(file) = file else {
            return Err((StatusCode::BAD_REQUEST, "O laudo deve ser um PDF.".to_owned()));
        };
        execution.reports.push(Report {
            at: self.clock.now(),
            bytes: file.len(),
            file,
        });
        Ok(json!({ "id": id, "version": execution.reports.len() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_printed_paths_lead_to_their_operations() {
        let at = |method: &str, path: &str| {
            let request = Request::builder()
                .method(method)
                .uri(path)
                .body(Bytes::new())
                .unwrap();
            operation_name(&request)
        };
        assert_eq!(at("POST", "/gensoft/api/v1/attendance/"), "send-attendance");
        assert_eq!(
            at("PUT", "/gensoft/api/v1/results/upload/execution/10"),
            "upload-report"
        );
        for (method, path) in [
            ("GET", "/gensoft/api/v1/attendance/"),
            ("GET", "/gensoft/api/v1/attendance/7"),
            ("PUT", "/gensoft/api/v1/results/upload/execution/"),
            ("PUT", "/gensoft/api/v1/results/upload/execution/1/2"),
            ("POST", "/api/v1/attendance/"),
        ] {
            assert_eq!(at(method, path), "unknown", "{method} {path}");
        }
    }
}
