//! The envelope, and the refusals that travel in it.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Value, json};

use super::dialect::{Dialect, Words};
use crate::reply;

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The token is missing, unknown or of another kind.
    BadToken,
    /// The token has lived its time.
    ExpiredToken,
    /// `X-Custom-PSK` is missing or unknown.
    Psk,
    /// The token lacks the scope.
    Scope,
    /// The user is blocked.
    UserInactive,
    /// The legal entity is blocked.
    ClientInactive,
    /// The request belongs to another legal entity.
    Foreign,
    /// No request with this id.
    NoRequest(String),
    /// No such path.
    NoPath,
    /// A value breaks a rule: where it stands and what it should be.
    Invalid(&'static str, &'static str),
    /// The body cannot be read.
    Malformed,
    /// The credentials of a client are wrong.
    BadClient,
    /// The server failed.
    Internal,
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::BadToken | Self::ExpiredToken | Self::BadClient => StatusCode::UNAUTHORIZED,
            Self::Psk | Self::Scope | Self::UserInactive | Self::ClientInactive | Self::Foreign => {
                StatusCode::FORBIDDEN
            }
            Self::NoRequest(_) | Self::NoPath => StatusCode::NOT_FOUND,
            Self::Invalid(..) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The `type` of the public specification.
    fn kind(&self) -> &'static str {
        match self.status() {
            StatusCode::UNAUTHORIZED => "access_denied",
            StatusCode::FORBIDDEN => "forbidden",
            StatusCode::NOT_FOUND => "not_found",
            StatusCode::UNPROCESSABLE_ENTITY => "validation_failed",
            StatusCode::BAD_REQUEST => "request_malformed",
            _ => "internal_error",
        }
    }

    fn message(&self, words: Words) -> String {
        let text = match (self, words) {
            (Self::NoRequest(id), Words::Document) => {
                return format!("Contract request with id={id} doesn't exist");
            }
            (Self::NoRequest(_), Words::Older) => "Contract Request not found",
            (Self::Foreign, Words::Document) => "You are not allowed to view this contract request",
            (Self::Foreign, Words::Older) => "User is not allowed to perform this action",
            (Self::UserInactive, _) => "user is not active",
            (Self::ClientInactive, _) => "Client is not active",
            (Self::BadToken, _) => "Invalid access token",
            (Self::ExpiredToken, _) => "Access token is expired",
            (Self::Psk, _) => "X-Custom-PSK is not valid",
            (Self::Scope, _) => {
                "Your scope does not allow to access this resource. Missing allowances: contract_request:read"
            }
            (Self::NoPath, _) => "Requested resource not found",
            (Self::Invalid(..), _) => "Validation failed",
            (Self::Malformed, _) => "Malformed request",
            (Self::BadClient, _) => "Invalid client id, client secret or refresh token",
            (Self::Internal, _) => "Internal server error",
        };
        text.to_owned()
    }

    /// The answer that carries it.
    pub(crate) fn answer(&self, dialect: &Dialect, meta: Meta) -> Response<Bytes> {
        let mut error = json!({ "type": self.kind(), "message": self.message(dialect.words) });
        if let Self::Invalid(entry, description) = self {
            error["invalid"] = json!([{
                "entry_type": "json_data_property",
                "entry": entry,
                "rules": [{ "rule": "format", "description": description, "params": [] }],
            }]);
        }
        let status = self.status();
        let body = json!({ "meta": meta.at(status, "object"), "error": error });
        reply::json(status, &body)
    }
}

/// What every envelope says of its request.
pub(crate) struct Meta {
    pub(crate) url: String,
    pub(crate) request_id: String,
}

impl Meta {
    pub(crate) fn at(&self, status: StatusCode, kind: &str) -> Value {
        json!({ "code": status.as_u16(), "url": self.url, "type": kind, "request_id": self.request_id })
    }
}
