//! The one error of this crate: what went wrong, and whether the vendor may have acted.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use crate::transport::TransportError;

/// What went wrong, in the words that programs decide by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A rule of the vendor's document was broken; nothing was sent. `field` names the parameter.
    Invalid,
    /// The vendor's own row lacks what the vendor requires to change it; nothing was sent. `field` names it.
    Incomplete,
    /// Somebody else changed the row between two looks at it; nothing was sent.
    Changed,
    /// Certainly nothing reached the vendor.
    NotSent,
    /// The line broke or time ran out after the first byte may have left.
    Interrupted,
    /// The answer was longer than the limit.
    TooLarge,
    /// The answer was a redirect that was not followed.
    Redirect,
    /// HTTP 401.
    Unauthorized,
    /// HTTP 403.
    Forbidden,
    /// HTTP 404.
    NotFound,
    /// HTTP 429.
    RateLimited,
    /// The vendor's own no: an answer with a status of its own other than success, or another HTTP 4xx.
    Refused,
    /// HTTP 5xx or 408.
    Server,
    /// A web page, an empty body, text beyond repair, or another shape than the document's.
    Unreadable,
}

impl ErrorKind {
    /// The stable name of the kind, in kebab-case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Incomplete => "incomplete",
            Self::Changed => "changed",
            Self::NotSent => "not-sent",
            Self::Interrupted => "interrupted",
            Self::TooLarge => "too-large",
            Self::Redirect => "redirect",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::RateLimited => "rate-limited",
            Self::Refused => "refused",
            Self::Server => "server",
            Self::Unreadable => "unreadable",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a failed call may have changed at the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Certainly nothing: the call may be made again as it is.
    None,
    /// Perhaps the call was carried out: look before repeating a write.
    Unknown,
}

/// Text in the vendor's own words. It may hold personal data, so `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct VendorWords(Box<str>);

impl VendorWords {
    /// Wraps the vendor's text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the person at the desk; never for a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for VendorWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} characters]", self.0.chars().count())
    }
}

/// The body that could not be used, kept for support. `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct RawBody(Bytes);

impl RawBody {
    /// The bytes as they came (after content decoding).
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}

/// A failed vendor call. `Display` and `Debug` hold neither keys nor personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{operation}: {message}")]
pub struct VendorError {
    /// What went wrong.
    pub kind: ErrorKind,
    /// The operation's name in kebab-case, or `connect` for an account that cannot be used at all.
    pub operation: &'static str,
    /// English, safe to log: no key, no personal data.
    pub message: Box<str>,
    /// The HTTP status of the answer, if one came.
    pub http_status: Option<u16>,
    /// The vendor's own code of the refusal.
    pub vendor_code: Option<String>,
    /// The vendor's own words; may be personal.
    pub vendor_message: Option<VendorWords>,
    /// The parameter that broke a rule, in the vendor's spelling (`Invalid`, or a vendor whose refusals name one).
    pub field: Option<&'static str>,
    /// How long the vendor asked to wait.
    pub retry_after: Option<Duration>,
    /// The body as it came.
    pub raw: Option<Box<RawBody>>,
    /// Whether it failed in a preparatory call, before the call that acts was made.
    before_acting: bool,
}

impl VendorError {
    /// A bare error; the `with_…` methods add what else is known.
    pub fn new(kind: ErrorKind, operation: &'static str, message: impl Into<Box<str>>) -> Self {
        Self {
            kind,
            operation,
            message: message.into(),
            http_status: None,
            vendor_code: None,
            vendor_message: None,
            field: None,
            retry_after: None,
            raw: None,
            before_acting: false,
        }
    }

    /// A rule broken before sending: `field` is the parameter in the vendor's spelling.
    pub fn invalid(operation: &'static str, field: &'static str, message: impl Into<Box<str>>) -> Self {
        let mut error = Self::new(ErrorKind::Invalid, operation, message);
        error.field = Some(field);
        error
    }

    /// Adds the HTTP status.
    #[must_use]
    pub fn with_http_status(mut self, status: u16) -> Self {
        self.http_status = Some(status);
        self
    }

    /// Adds the vendor's own code.
    #[must_use]
    pub fn with_vendor_code(mut self, code: Option<String>) -> Self {
        self.vendor_code = code;
        self
    }

    /// Adds the vendor's own words.
    #[must_use]
    pub fn with_vendor_message(mut self, words: Option<String>) -> Self {
        self.vendor_message = words.map(VendorWords::new);
        self
    }

    /// Adds the wait the vendor asked for.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.retry_after = wait;
        self
    }

    /// Names the parameter that the vendor did not accept, in the vendor's spelling.
    #[must_use]
    pub fn with_field(mut self, field: Option<&'static str>) -> Self {
        self.field = field;
        self
    }

    /// Says that it failed in a preparatory call (a token, the account's context): whatever became of that, the
    /// call that acts was never made.
    #[must_use]
    pub(crate) fn before_acting(mut self) -> Self {
        self.before_acting = true;
        self
    }

    /// Keeps the body for support.
    #[must_use]
    pub fn with_raw(mut self, body: Bytes) -> Self {
        self.raw = Some(Box::new(RawBody(body)));
        self
    }

    /// What the call may have changed at the vendor.
    pub fn effect(&self) -> Effect {
        if self.before_acting {
            return Effect::None;
        }
        match self.kind {
            ErrorKind::Invalid
            | ErrorKind::Incomplete
            | ErrorKind::Changed
            | ErrorKind::NotSent
            | ErrorKind::Unauthorized
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::RateLimited
            | ErrorKind::Refused => Effect::None,
            // A redirect may follow a finished write (303), so it is not a no.
            ErrorKind::Redirect
            | ErrorKind::Interrupted
            | ErrorKind::TooLarge
            | ErrorKind::Server
            | ErrorKind::Unreadable => Effect::Unknown,
        }
    }

    /// Whether the same call may succeed later with nobody changing anything.
    pub fn is_transient(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::NotSent | ErrorKind::Interrupted | ErrorKind::RateLimited | ErrorKind::Server
        )
    }

    pub(crate) fn from_transport(operation: &'static str, error: TransportError) -> Self {
        let (kind, message): (_, Cow<'static, str>) = match error {
            TransportError::NotSent { reason } => (
                ErrorKind::NotSent,
                format!("the request did not reach the vendor: {reason}").into(),
            ),
            TransportError::Interrupted { reason } => (
                ErrorKind::Interrupted,
                format!("the line broke before the whole answer came: {reason}").into(),
            ),
            TransportError::TooLarge { limit } => (
                ErrorKind::TooLarge,
                format!("the answer is longer than the limit of {limit} bytes").into(),
            ),
            TransportError::RedirectRefused { host } => (
                ErrorKind::Redirect,
                format!("the vendor redirected to another host ({host}); not followed").into(),
            ),
        };
        Self::new(kind, operation, message)
    }
}
