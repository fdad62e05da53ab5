//! VideoDoktor.cz as a server with state: one practice, its calls, and one token for every call.

mod admin;
mod build;
mod calls;
mod codes;
mod dialect;
mod form;
mod routes;

use std::collections::{BTreeMap, VecDeque};

use bytes::Bytes;
use chrono::{DateTime, Duration, NaiveDateTime, Timelike, Utc};
use chrono_tz::{Europe::Prague, Tz};
use http::{Method, Request, Response, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use admin::router as admin_router;
pub use dialect::{
    Active, Dialect, DialectError, EarlyReport, ErrorBody, ErrorStatus, Limit, Links, Listed, Missing, Night,
    StartFormat, TimeAsked, TokenLife,
};
pub use routes::{BASE_PATH, OPERATIONS};

use crate::clock::Clock;
use crate::dice::Dice;
use crate::reply;
use crate::spoil::page;
use calls::Calls;
use codes::Code;
use form::Form;

/// The vendor's name in faults and admin routes.
pub(crate) const VENDOR: &str = "videodoktor";

/// Where the practice is.
const ZONE: Tz = Prague;

/// What a client needs to reach the practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Everything before `/api_verify/`.
    pub base_url: String,
    /// `api_app_key`: the implementation's key.
    pub app_key: String,
    /// `api_key`: the practice's key.
    pub key: String,
}

/// The name of the operation a request asks for, or `unknown`.
pub(crate) fn operation_name(request: &Request<Bytes>) -> &'static str {
    routes::operation(request.uri().path()).unwrap_or("unknown")
}

/// The server and its practice.
pub(crate) struct Videodoktor {
    pub(crate) dialect: Dialect,
    clock: Clock,
    seed: u64,
    keys_given: u64,
    /// Throws for ids and tokens.
    dice: Dice,
    /// Unused tokens and when they were given.
    tokens: BTreeMap<String, DateTime<Utc>>,
    /// Requests of the last minute.
    recent: VecDeque<DateTime<Utc>>,
    calls: Calls,
    /// The server's clock is so much ahead of the right time.
    skew: Duration,
    outage: bool,
}

impl Videodoktor {
    pub(crate) fn new(seed: u64, dialect: Dialect, clock: Clock) -> Self {
        let mut dice = Dice::new(seed, 20);
        let calls = build::calls(&mut dice, clock.local(ZONE));
        Self {
            dialect,
            clock,
            seed,
            keys_given: 0,
            dice,
            tokens: BTreeMap::new(),
            recent: VecDeque::new(),
            calls,
            skew: Duration::zero(),
            outage: false,
        }
    }

    pub(crate) fn account(&self, origin: &str) -> Account {
        Account {
            base_url: format!("{origin}{BASE_PATH}"),
            app_key: build::word(&mut Dice::new(self.seed, 21), 32),
            key: self.key(),
        }
    }

    fn key(&self) -> String {
        build::word(&mut Dice::new(self.seed, 2_000 + self.keys_given), 32)
    }

    /// Wall time by the server's own clock.
    fn local_now(&self) -> NaiveDateTime {
        self.clock.local(ZONE) + self.skew
    }

    pub(crate) fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        let Some(operation) = routes::operation(request.uri().path()) else {
            return page(StatusCode::NOT_FOUND);
        };
        let by_get = operation == "server-time"
            && self.dialect.time_asked == TimeAsked::Freely
            && request.method() == Method::GET;
        if request.method() != Method::POST && !by_get {
            return page(StatusCode::METHOD_NOT_ALLOWED);
        }
        match self.perform(operation, &Form::of(request)) {
            Ok(value) => reply::json(StatusCode::OK, &value),
            Err(code) => code.answer(&self.dialect),
        }
    }

    fn perform(&mut self, operation: &str, form: &Form) -> Result<Value, Code> {
        let now = self.local_now();
        self.count()?;
        if self.outage || (self.dialect.night == Night::Outage && now.hour() == 3) {
            return Err(Code::System);
        }
        if operation == "verify" {
            return self.verify(form);
        }
        if operation != "server-time" || self.dialect.time_asked == TimeAsked::WithToken {
            self.spend(form)?;
        }
        match operation {
            "create-call" => {
                let id = build::word(&mut self.dice, 18);
                self.calls.add(form, &self.dialect, now, id)
            }
            "calls" => Ok(self.calls.list(&self.dialect, now)),
            "call" => self.calls.detail(form, &self.dialect, now),
            "remove-call" => self.calls.remove(form),
            "export-call" => self.calls.export(form, &self.dialect, now),
            _ => Ok(json!({ "time": now.format("%d.%m.%Y.%H.%M").to_string() })),
        }
    }

    /// Counts a request against the limit of its address; the sandbox has one address.
    fn count(&mut self) -> Result<(), Code> {
        let Limit::PerMinute(limit) = self.dialect.limit else {
            return Ok(());
        };
        let now = self.clock.now();
        while self
            .recent
            .front()
            .is_some_and(|at| now - *at >= Duration::minutes(1))
        {
            self.recent.pop_front();
        }
        if self.recent.len() >= limit {
            return Err(Code::TooManyRequests);
        }
        self.recent.push_back(now);
        Ok(())
    }

    fn verify(&mut self, form: &Form) -> Result<Value, Code> {
        let account = self.account("");
        if form.given("api_app_key") != Some(&account.app_key) {
            return Err(Code::AppKey);
        }
        if form.given("api_key") != Some(&account.key) {
            return Err(Code::UserKey);
        }
        let token = format!("token{}", build::word(&mut self.dice, 19));
        self.tokens.insert(token.clone(), self.clock.now());
        Ok(json!({ "token": token }))
    }

    /// Takes the token of a call: it opens one call and no second, whatever comes of that call.
    fn spend(&mut self, form: &Form) -> Result<(), Code> {
        let (now, life) = (
            self.clock.now(),
            match self.dialect.token_life {
                TokenLife::Fifteen => Duration::minutes(15),
                TokenLife::Ten => Duration::minutes(10),
            },
        );
        self.tokens.retain(|_, given| now - *given < life);
        form.given("token")
            .and_then(|token| self.tokens.remove(token))
            .map(|_| ())
            .ok_or(Code::Token)
    }
}
