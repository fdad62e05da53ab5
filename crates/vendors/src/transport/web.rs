//! The transport over the real network.

use std::error::Error as _;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Method, Request, Response, StatusCode, header};
use tokio::time::{Instant, timeout_at};
use tracing::Instrument as _;
use url::Url;

use super::policy::is_loopback;
use super::{CallKind, ForeignRedirect, Progress, Route, Transport, TransportError, TransportPolicy};

const MAX_REDIRECTS: usize = 5;
/// Bytes a second that a long body is given time for: a telephone line that is barely there.
const SLOWEST_LINE: u64 = 16 * 1024;

/// HTTP/1.1 and HTTP/2 over the system's trust store.
///
/// It never repeats a request that may have been seen, follows redirects only for reads and only within one
/// scheme, host and port, and logs nothing but method, route template, status and milliseconds.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    policy: TransportPolicy,
    /// Through the proxy that the environment names, if any.
    outside: reqwest::Client,
    /// To this machine itself, where a proxy would only see what it should not.
    loopback: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with these limits.
    ///
    /// # Errors
    /// `NotSent` when the system's trust store cannot be used.
    pub fn new(policy: TransportPolicy) -> Result<Self, TransportError> {
        let builder = || {
            reqwest::Client::builder()
                .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(policy.connect_timeout)
        };
        let outside = builder().build().map_err(not_sent)?;
        let loopback = builder().no_proxy().build().map_err(not_sent)?;
        Ok(Self {
            policy,
            outside,
            loopback,
        })
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let kind = CallKind::of(&request);
        let whole = match kind {
            CallKind::Read => self.policy.read_timeout,
            CallKind::Write => self.policy.write_timeout.max(self.policy.read_timeout),
        };
        // Connecting has a time-out of its own; it must run out first, because only then is it known
        // that nothing was sent.
        let travels = Duration::from_secs(request.body().len() as u64 / SLOWEST_LINE);
        let deadline = later(
            self.policy
                .connect_timeout
                .saturating_add(whole)
                .saturating_add(travels),
        );
        let attempt = self.follow(request, kind);
        timeout_at(deadline, attempt).await.unwrap_or_else(|_| {
            Err(TransportError::Interrupted {
                reason: "no whole answer in time".to_owned(),
            })
        })
    }

    async fn follow(
        &self,
        request: Request<Bytes>,
        kind: CallKind,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let mut url = Url::parse(&parts.uri.to_string()).map_err(|error| TransportError::NotSent {
            reason: format!("unusable address: {error}"),
        })?;
        let follows = kind == CallKind::Read && (parts.method == Method::GET || parts.method == Method::HEAD);
        let mut abroad = follows && parts.extensions.get::<ForeignRedirect>().is_some();
        let progress = parts.extensions.get::<Progress>();
        let mut headers = parts.headers;
        let mut hops = 0;
        loop {
            let answer = self.once(&parts.method, &url, &headers, &body, progress).await?;
            let Some(target) = redirect_target(&url, &answer) else {
                return self.collect(answer).await;
            };
            if target.origin() != url.origin() && abroad && self.may_go_abroad(&url, &target) {
                abroad = false;
                let accept = headers.remove(header::ACCEPT);
                headers.clear();
                headers.extend(accept.map(|accept| (header::ACCEPT, accept)));
                url = target;
                continue;
            }
            if target.origin() != url.origin() {
                let host = target.host_str().unwrap_or("nowhere").to_owned();
                return Err(TransportError::RedirectRefused { host });
            }
            if !follows || hops == MAX_REDIRECTS {
                return self.collect(answer).await;
            }
            hops += 1;
            url = target;
        }
    }

    /// To https from anywhere; from this machine, in training, also to itself.
    fn may_go_abroad(&self, from: &Url, to: &Url) -> bool {
        to.scheme() == "https"
            || (is_loopback(from) && is_loopback(to) && self.policy.allow_plain_http.allows(to))
    }

    async fn once(
        &self,
        method: &Method,
        url: &Url,
        headers: &http::HeaderMap,
        body: &Bytes,
        progress: Option<&Progress>,
    ) -> Result<reqwest::Response, TransportError> {
        if !self.policy.allow_plain_http.allows(url) {
            return Err(TransportError::NotSent {
                reason: "only https is allowed to this address".to_owned(),
            });
        }
        let client = if is_loopback(url) {
            &self.loopback
        } else {
            &self.outside
        };
        let mut request = client
            .request(method.clone(), url.clone())
            .headers(headers.clone());
        if !body.is_empty() {
            request = match progress {
                Some(progress) => request.body(progress.watch(body.clone())),
                None => request.body(body.clone()),
            };
        } else if *method != Method::GET && *method != Method::HEAD {
            // Some servers answer 411 to a write that does not say how long its body is.
            request = request.header(header::CONTENT_LENGTH, 0);
        }
        request.send().await.map_err(classify)
    }

    async fn collect(&self, mut answer: reqwest::Response) -> Result<Response<Bytes>, TransportError> {
        let limit = self.policy.body_limit;
        let too_large = || TransportError::TooLarge { limit };
        if answer
            .content_length()
            .is_some_and(|length| length > limit as u64)
        {
            return Err(too_large());
        }
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        let mut whole = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(interrupted)? {
            if chunk.len() > limit - whole.len() {
                return Err(too_large());
            }
            whole.extend_from_slice(&chunk);
        }
        *response.body_mut() = whole.freeze();
        Ok(response)
    }
}

#[async_trait::async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let route = request.extensions().get::<Route>().map_or("", |route| route.0);
        let span = tracing::info_span!(
            "vendor_call",
            method = %request.method(),
            route,
            status = tracing::field::Empty,
            ms = tracing::field::Empty,
        );
        let started = Instant::now();
        let result = self.exchange(request).instrument(span.clone()).await;
        if let Ok(response) = &result {
            span.record("status", response.status().as_u16());
        }
        span.record(
            "ms",
            u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        );
        span.in_scope(|| tracing::debug!(failed = result.is_err(), "vendor call ended"));
        result
    }
}

fn later(wait: Duration) -> Instant {
    let now = Instant::now();
    // A policy may say "for ever"; the clock cannot hold that.
    now.checked_add(wait)
        .unwrap_or_else(|| now + Duration::from_secs(60 * 60 * 24 * 365))
}

fn redirect_target(url: &Url, answer: &reqwest::Response) -> Option<Url> {
    let moved = matches!(
        answer.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    if !moved {
        return None;
    }
    let location = answer.headers().get(header::LOCATION)?;
    url.join(std::str::from_utf8(location.as_bytes()).ok()?).ok()
}

fn classify(error: reqwest::Error) -> TransportError {
    if error.is_builder() || error.is_connect() {
        not_sent(error)
    } else {
        interrupted(error)
    }
}

fn not_sent(error: reqwest::Error) -> TransportError {
    TransportError::NotSent {
        reason: reason(&error),
    }
}

fn interrupted(error: reqwest::Error) -> TransportError {
    TransportError::Interrupted {
        reason: reason(&error),
    }
}

/// The innermost cause. The error's own text is left out because it names the whole address.
fn reason(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut innermost = None;
    while let Some(inner) = cause {
        innermost = Some(inner.to_string());
        cause = inner.source();
    }
    innermost.unwrap_or_else(|| {
        if error.is_timeout() {
            "time-out".to_owned()
        } else {
            "broken line".to_owned()
        }
    })
}
