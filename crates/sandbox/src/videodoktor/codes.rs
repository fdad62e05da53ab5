//! The error codes of the document, and how an answer carries one.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::json;

use super::dialect::{Dialect, ErrorBody, ErrorStatus};
use crate::reply;

/// An error of the document's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    TooManyRequests,
    AppKey,
    UserKey,
    Token,
    MeetId,
    System,
    Name,
    Email,
    Phone,
    NoContact,
    Born,
    Start,
    Past,
    Night,
    Overloaded,
    Taken,
}

impl Code {
    /// The code as it is printed.
    pub(crate) fn number(self) -> &'static str {
        match self {
            Self::TooManyRequests => "X000",
            Self::AppKey => "X001",
            Self::UserKey => "X002",
            Self::Token => "X003",
            Self::MeetId => "X004",
            Self::System => "X005",
            Self::Name => "X010",
            Self::Email => "X011",
            Self::Phone => "X012",
            Self::NoContact => "X013",
            Self::Born => "X014",
            Self::Start => "X020",
            Self::Past => "X021",
            Self::Night => "X022",
            Self::Overloaded => "X023",
            Self::Taken => "X024",
        }
    }

    /// A few words in the vendor's language; ours.
    fn words(self) -> &'static str {
        match self {
            Self::TooManyRequests => "příliš mnoho požadavků",
            Self::AppKey => "neplatný api_app_key",
            Self::UserKey => "neplatný api_key",
            Self::Token => "neplatný token",
            Self::MeetId => "neplatný meet_id",
            Self::System => "systém je mimo provoz",
            Self::Name => "neplatné pacient_jmeno",
            Self::Email => "neplatný pacient_email",
            Self::Phone => "neplatný pacient_telefon",
            Self::NoContact => "chybí pacient_email i pacient_telefon",
            Self::Born => "neplatný pacient_narozen",
            Self::Start => "neplatný meet_start",
            Self::Past => "meet_start je v minulosti",
            Self::Night => "v tuto dobu je odstávka",
            Self::Overloaded => "v tuto dobu je server přetížen",
            Self::Taken => "v tuto dobu už pozvánka existuje",
        }
    }

    /// The answer that carries it.
    pub(crate) fn answer(self, dialect: &Dialect) -> Response<Bytes> {
        let (code, message) = (self.number(), self.words());
        let status = match dialect.error_status {
            ErrorStatus::Ok => StatusCode::OK,
            ErrorStatus::BadRequest => StatusCode::BAD_REQUEST,
        };
        let body = match dialect.error_body {
            ErrorBody::Error => json!({ "error": code }),
            ErrorBody::CodeAndMessage => json!({ "code": code, "message": message }),
            ErrorBody::Nested => json!({ "error": { "code": code, "message": message } }),
            ErrorBody::Chyba => json!({ "chyba": format!("{code} - {message}") }),
            ErrorBody::JsonText => json!(code),
            ErrorBody::Text => return reply::typed(status, code, "text/plain; charset=utf-8"),
        };
        reply::json(status, &body)
    }
}
