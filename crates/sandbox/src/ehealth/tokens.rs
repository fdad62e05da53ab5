//! Access tokens with an end, and the call that gives a new one.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use super::build::{token, uuid};
use super::dialect::{Dialect, Refresh, TokenLife};
use super::refusal::Refusal;
use crate::dice::Dice;

/// The tokens of one client and its one user.
pub(crate) struct Tokens {
    dice: Dice,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    user_id: String,
    pub(crate) scope: String,
    /// The newest access token.
    pub(crate) access: String,
    /// The refresh token that is good.
    pub(crate) refresh: String,
    /// When each access token ends.
    ends: BTreeMap<String, DateTime<Utc>>,
}

impl Tokens {
    pub(crate) fn new(mut dice: Dice, client_id: String, now: DateTime<Utc>, dialect: &Dialect) -> Self {
        let mut tokens = Self {
            client_id,
            client_secret: token(&mut dice),
            user_id: uuid(&mut dice),
            scope: "contract_request:read".into(),
            access: String::new(),
            refresh: token(&mut dice),
            ends: BTreeMap::new(),
            dice,
        };
        tokens.give(now, dialect);
        tokens
    }

    fn give(&mut self, now: DateTime<Utc>, dialect: &Dialect) -> DateTime<Utc> {
        let life = match dialect.token_life {
            TokenLife::Day => Duration::hours(24),
            TokenLife::Hour => Duration::hours(1),
        };
        self.access = token(&mut self.dice);
        self.ends.insert(self.access.clone(), now + life);
        now + life
    }

    /// Whether an access token opens anything.
    pub(crate) fn check(&self, sent: Option<&str>, now: DateTime<Utc>) -> Result<(), Refusal> {
        let end = sent
            .and_then(|token| self.ends.get(token))
            .ok_or(Refusal::BadToken)?;
        if now < *end {
            Ok(())
        } else {
            Err(Refusal::ExpiredToken)
        }
    }

    /// Ends every access token now.
    pub(crate) fn expire(&mut self, now: DateTime<Utc>) {
        self.ends.values_mut().for_each(|end| *end = now);
    }

    /// Takes the client's secret and refresh token back and gives new ones, and a new access token.
    pub(crate) fn renew(&mut self, now: DateTime<Utc>, dialect: &Dialect) {
        self.client_secret = token(&mut self.dice);
        self.refresh = token(&mut self.dice);
        self.ends.clear();
        self.give(now, dialect);
    }

    /// `POST /oauth/tokens` with a refresh token.
    pub(crate) fn reissue(
        &mut self,
        body: &[u8],
        now: DateTime<Utc>,
        dialect: &Dialect,
    ) -> Result<Value, Refusal> {
        let body: Value = serde_json::from_slice(body).map_err(|_| Refusal::Malformed)?;
        let sent = |name: &str| body["token"][name].as_str();
        match sent("grant_type") {
            Some("refresh_token") => {}
            _ => return Err(Refusal::Invalid("$.token.grant_type", "Grant type not allowed.")),
        }
        let known = [
            ("client_id", &self.client_id),
            ("client_secret", &self.client_secret),
            ("refresh_token", &self.refresh),
        ];
        if known.iter().any(|(name, value)| sent(name) != Some(value)) {
            return Err(Refusal::BadClient);
        }
        if dialect.refresh == Refresh::Rotates {
            self.refresh = token(&mut self.dice);
        }
        let end = self.give(now, dialect);
        Ok(json!({
            "id": uuid(&mut self.dice),
            "name": "access_token",
            "value": self.access,
            "user_id": self.user_id,
            "expires_at": end.timestamp(),
            "details": {
                "scope": self.scope, "refresh_token": self.refresh, "redirect_uri": "https://example.com/",
                "grant_type": "refresh_token", "client_id": self.client_id,
            },
        }))
    }
}
