//! The way to a vendor: one request out, one whole answer back, or a reason that says whether
//! anything can have arrived.

mod discreet;
mod policy;
mod progress;
mod web;

use bytes::Bytes;
use http::{Request, Response};

pub(crate) use discreet::{Answers, discreet};
pub use policy::{PlainHttp, TransportPolicy};
pub use progress::Progress;
pub use web::ReqwestTransport;

/// The port. Requests and answers are whole `http` messages, with the body already decoded.
#[async_trait::async_trait]
pub trait Transport: Send + Sync {
    /// Sends the request once and gives the whole answer, whatever its status.
    ///
    /// # Errors
    /// See [`TransportError`]: each variant says what may have happened at the vendor.
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError>;
}

/// Why there is no whole answer. Reasons hold no key, no query and no body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Certainly nothing reached the vendor (name not found, connection refused, TLS, connect time-out, plain
    /// http refused by the policy, an address that cannot be used): safe to send again.
    #[error("not sent: {reason}")]
    NotSent {
        /// What stopped it, in English.
        reason: String,
    },
    /// The line broke or the time ran out after the first byte may have left: the vendor may have acted.
    #[error("interrupted: {reason}")]
    Interrupted {
        /// What broke, in English.
        reason: String,
    },
    /// The answer exceeded the body limit; the vendor may have acted.
    #[error("the answer is longer than {limit} bytes")]
    TooLarge {
        /// The limit in bytes of decoded body.
        limit: usize,
    },
    /// A redirect to another host (or scheme, or port) was refused: nothing, so no key, went there.
    #[error("redirect to {host} refused")]
    RedirectRefused {
        /// The host that was not called.
        host: String,
    },
}

/// The path template of a request, set in its extensions: what a log may show instead of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route(pub &'static str);

/// Whether a request only reads, set in its extensions. Without it, `GET` and `HEAD` read and all else writes.
///
/// A request that writes gets the longer time-out and never follows a redirect, whatever its HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// Nothing changes at the vendor.
    Read,
    /// The vendor may change something.
    Write,
}

impl CallKind {
    /// The kind of a request: its extension, else by its method.
    pub fn of<B>(request: &Request<B>) -> Self {
        request.extensions().get::<Self>().copied().unwrap_or_else(|| {
            if request.method() == http::Method::GET || request.method() == http::Method::HEAD {
                Self::Read
            } else {
                Self::Write
            }
        })
    }
}

/// Set in the extensions of a file's download: one redirect to another host may be followed over https, and of the
/// request's headers only `Accept` goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignRedirect;
