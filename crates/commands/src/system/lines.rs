//! Lines over the real network.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use frontdesk_desk::ports::{Line, Lines, PlainHttp, ReqwestTransport, TransportError, TransportPolicy};
use frontdesk_desk::{DeskError, ErrorCode};
use http::{Request, Response, Uri};

/// HTTPS to anywhere; plain http to this machine, and further only for an account whose clinic agreed to it.
/// All lines of a kind share one pool of connections.
pub struct RealLines {
    transport: Arc<ReqwestTransport>,
    plain: Arc<ReqwestTransport>,
}

impl RealLines {
    /// Sets TLS up.
    ///
    /// # Errors
    /// `Internal` when the system's trust store cannot be used.
    pub fn new() -> Result<Self, DeskError> {
        let transport = |allow_plain_http| {
            ReqwestTransport::new(TransportPolicy {
                allow_plain_http,
                ..TransportPolicy::default()
            })
            .map(Arc::new)
            .map_err(|error| DeskError::new(ErrorCode::Internal, format!("network: {error}")))
        };
        Ok(Self {
            transport: transport(PlainHttp::Loopback)?,
            plain: transport(PlainHttp::Always)?,
        })
    }
}

impl Lines for RealLines {
    fn line_to(&self, _base_url: &str, plain_http: PlainHttp) -> Result<Arc<dyn Line>, DeskError> {
        Ok(match plain_http {
            PlainHttp::Always => self.plain.clone(),
            PlainHttp::Loopback | PlainHttp::Never => self.transport.clone(),
        })
    }
}

/// Lines that end on this computer: for development and tests, where no real account may be reached.
pub struct LoopbackLines(RealLines);

impl LoopbackLines {
    /// Sets the network up.
    ///
    /// # Errors
    /// As [`RealLines::new`].
    pub fn new() -> Result<Self, DeskError> {
        RealLines::new().map(Self)
    }
}

impl Lines for LoopbackLines {
    fn line_to(&self, base_url: &str, plain_http: PlainHttp) -> Result<Arc<dyn Line>, DeskError> {
        if is_loopback(base_url) {
            self.0.line_to(base_url, plain_http)
        } else {
            Ok(Arc::new(Closed))
        }
    }
}

fn is_loopback(base_url: &str) -> bool {
    let Ok(uri) = base_url.parse::<Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

struct Closed;

#[async_trait]
impl Line for Closed {
    async fn send(&self, _request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        Err(TransportError::NotSent {
            reason: "only this computer may be reached here".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_loopback() {
        for yes in [
            "http://127.0.0.1:80/api",
            "http://localhost/x",
            "http://[::1]:9/api",
        ] {
            assert!(is_loopback(yes), "{yes}");
        }
        for no in [
            "https://web.example.test/api",
            "http://127.0.0.1.example.test/",
            "nonsense",
            "http://10.0.0.1/",
        ] {
            assert!(!is_loopback(no), "{no}");
        }
    }
}
