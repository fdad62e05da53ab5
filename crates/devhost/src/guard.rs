//! Who may ask: this run's browser, by its token, from this host's own pages.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use rand::RngCore as _;

/// What a request is held against.
#[derive(Clone)]
pub struct Guard {
    token: String,
    host: String,
}

impl Guard {
    /// A guard with a fresh token, for the address served.
    pub fn new(host: String) -> Self {
        let mut bytes = [0u8; 24];
        rand::rng().fill_bytes(&mut bytes);
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { token, host }
    }

    /// The token of this run.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Another site's page may reach loopback, but it cannot forge `Host` and does not know the token.
    fn allows(&self, headers: &HeaderMap, query: Option<&str>) -> bool {
        let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(header::HOST) == Some(self.host.as_str());
        let origin = text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{}", self.host));
        let given = headers
            .get("x-frontdesk-token")
            .and_then(|value| value.to_str().ok())
            .or_else(|| query.and_then(|query| query.strip_prefix("token=")));
        host && origin && given == Some(self.token.as_str())
    }
}

/// Lets only this run's browser through.
pub async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    if guard.allows(request.headers(), request.uri().query()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_the_own_pages_with_the_token_are_let_through() {
        let guard = Guard::new("127.0.0.1:4000".into());
        let token = guard.token().to_owned();
        let good = headers(&[
            ("host", "127.0.0.1:4000"),
            ("origin", "http://127.0.0.1:4000"),
            ("x-frontdesk-token", &token),
        ]);
        assert!(guard.allows(&good, None));
        assert!(guard.allows(
            &headers(&[("host", "127.0.0.1:4000")]),
            Some(&format!("token={token}"))
        ));
        for (name, value) in [
            ("host", "evil.test"),
            ("origin", "http://evil.test"),
            ("x-frontdesk-token", "0000"),
        ] {
            let mut bad = good.clone();
            bad.insert(name, value.parse().unwrap());
            assert!(!guard.allows(&bad, None), "{name}");
        }
    }
}
