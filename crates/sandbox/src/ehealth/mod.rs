//! eHealth (ESOZ) contract requests as a server with state: one medical centre, its requests, its token.

mod admin;
mod build;
mod dialect;
mod list;
mod refusal;
mod requests;
mod routes;
mod storage;
mod tokens;

use std::cell::LazyCell;

use bytes::Bytes;
use chrono_tz::Tz;
use http::{Request, Response, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use admin::router as admin_router;
pub use dialect::{
    BadId, Dialect, DialectError, KindKey, Links, Missing, Numbers, PageLimit, Programs, Psk, Refresh,
    TokenLife, Unauthorized, UnknownKind, Urgent, Words,
};
pub use routes::{BASE_PATH, OPERATIONS};

use crate::clock::Clock;
use crate::dice::Dice;
use crate::reply;
use crate::spoil::page;
use refusal::{Meta, Refusal};
use requests::{ContractRequest, Kind};
use routes::{Route, route};
use tokens::Tokens;

/// The vendor's name in faults and admin routes.
pub(crate) const VENDOR: &str = "ehealth";

/// Times of the registry are UTC.
const ZONE: Tz = Tz::UTC;

/// What a client needs to reach the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Everything before `/api/…`; new tokens are given at `/oauth/tokens` under it.
    pub base_url: String,
    /// For `Authorization: Bearer …`. It ends; after a refresh this is the new one.
    pub token: String,
    /// For `X-Custom-PSK`, where the dialect needs it.
    pub psk: Option<String>,
    /// Gives a new token.
    pub refresh_token: String,
    /// The client's id, which is its legal entity's.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: String,
}

/// The name of the operation a request asks for, or `unknown`.
pub(crate) fn operation_name(request: &Request<Bytes>) -> &'static str {
    route(request.method(), request.uri().path()).name()
}

/// The server and its register.
pub(crate) struct Ehealth {
    pub(crate) dialect: Dialect,
    clock: Clock,
    seed: u64,
    psk: String,
    tokens: Tokens,
    /// As they were when the sandbox was made; built when somebody asks, since many never do.
    requests: LazyCell<Vec<ContractRequest>, Box<dyn FnOnce() -> Vec<ContractRequest> + Send>>,
    user_active: bool,
    client_active: bool,
    /// Numbers the requests that arrive.
    asked: u64,
}

impl Ehealth {
    pub(crate) fn new(seed: u64, dialect: Dialect, clock: Clock) -> Self {
        let now = clock.local(ZONE);
        let own = build::uuid(&mut Dice::new(seed, 43));
        let tokens = Tokens::new(Dice::new(seed, 41), own.clone(), clock.now(), &dialect);
        let requests = move || build::requests(&mut Dice::new(seed, 40), &own, now);
        Self {
            dialect,
            clock,
            seed,
            psk: build::token(&mut Dice::new(seed, 42)),
            tokens,
            requests: LazyCell::new(Box::new(requests)),
            user_active: true,
            client_active: true,
            asked: 0,
        }
    }

    pub(crate) fn account(&self, origin: &str) -> Account {
        Account {
            base_url: format!("{origin}{BASE_PATH}"),
            token: self.tokens.access.clone(),
            psk: (self.dialect.psk == Psk::Required).then(|| self.psk.clone()),
            refresh_token: self.tokens.refresh.clone(),
            client_id: self.tokens.client_id.clone(),
            client_secret: self.tokens.client_secret.clone(),
        }
    }

    pub(crate) fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        self.asked += 1;
        let meta = Meta {
            url: format!("{}{}", origin(request), request.uri().path()),
            request_id: format!("req-{:08x}", self.asked),
        };
        let answered = match route(request.method(), request.uri().path()) {
            Route::Details { kind, id } => self.details(request, kind, id, &meta),
            Route::List { kind } => self.list(request, kind, &meta),
            Route::Tokens => {
                let now = self.clock.now();
                let token = self.tokens.reissue(request.body(), now, &self.dialect);
                token.map(|data| {
                    let created = StatusCode::CREATED;
                    (
                        created,
                        json!({ "meta": meta.at(created, "object"), "data": data }),
                    )
                })
            }
            Route::Document { id, name } => {
                return storage::answer(request, self.seed, id, name, self.clock.now());
            }
            Route::Nowhere => Err(Refusal::NoPath),
        };
        match answered {
            Ok((status, body)) => reply::json(status, &body),
            Err(Refusal::BadToken | Refusal::ExpiredToken)
                if self.dialect.unauthorized == Unauthorized::Html =>
            {
                page(StatusCode::UNAUTHORIZED)
            }
            Err(refusal) => refusal.answer(&self.dialect, meta),
        }
    }

    /// Who asks, in the order of the document: token, its end, scope, user, client.
    fn authorize(&self, request: &Request<Bytes>) -> Result<(), Refusal> {
        let sent = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        if self.dialect.psk == Psk::Required && sent("x-custom-psk") != Some(&self.psk) {
            return Err(Refusal::Psk);
        }
        let bearer = sent("authorization").and_then(|value| value.strip_prefix("Bearer "));
        self.tokens.check(bearer, self.clock.now())?;
        let scopes = &self.tokens.scope;
        if !scopes.split(' ').any(|scope| scope == "contract_request:read") {
            return Err(Refusal::Scope);
        }
        if !self.user_active {
            return Err(Refusal::UserInactive);
        }
        if !self.client_active {
            return Err(Refusal::ClientInactive);
        }
        Ok(())
    }

    fn kind(&self, text: &str) -> Result<Kind, Refusal> {
        Kind::named(text).ok_or(match self.dialect.unknown_kind {
            UnknownKind::NotFound => Refusal::NoPath,
            UnknownKind::InternalError => Refusal::Internal,
            UnknownKind::ValidationFailed => {
                Refusal::Invalid("$.contract_type", "value is not allowed in enum")
            }
        })
    }

    fn details(
        &self,
        request: &Request<Bytes>,
        kind: &str,
        id: &str,
        meta: &Meta,
    ) -> Result<(StatusCode, Value), Refusal> {
        self.authorize(request)?;
        let kind = self.kind(kind)?;
        if self.dialect.bad_id == BadId::ValidationFailed && !is_uuid(id) {
            return Err(Refusal::Invalid("$.id", "expected a UUID"));
        }
        let found = self.requests.iter().find(|row| row.kind == kind && row.id == id);
        let row = found.ok_or_else(|| Refusal::NoRequest(id.to_owned()))?;
        if row.owner != self.tokens.client_id {
            return Err(Refusal::Foreign);
        }
        let (origin, now) = (origin(request), self.clock.now());
        let link = |name: &str| storage::link(&origin, self.seed, &row.id, name, now);
        let body = json!({
            "meta": meta.at(StatusCode::OK, "object"),
            "data": row.details(&self.dialect),
            "urgent": { "documents": row.documents(&self.dialect, link) },
        });
        Ok((StatusCode::OK, body))
    }

    fn list(
        &self,
        request: &Request<Bytes>,
        kind: &str,
        meta: &Meta,
    ) -> Result<(StatusCode, Value), Refusal> {
        self.authorize(request)?;
        let kind = self.kind(kind)?;
        let own = self
            .requests
            .iter()
            .filter(|row| row.owner == self.tokens.client_id);
        let (rows, paging) = list::list(own, kind, request, &self.dialect)?;
        let body = json!({ "meta": meta.at(StatusCode::OK, "list"), "data": rows, "paging": paging });
        Ok((StatusCode::OK, body))
    }
}

/// The address under which the asker reaches this server.
fn origin(request: &Request<Bytes>) -> String {
    let sent = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host = request.uri().authority().map(http::uri::Authority::as_str);
    format!("http://{}", sent.or(host).unwrap_or("127.0.0.1"))
}

/// Five groups of hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}
