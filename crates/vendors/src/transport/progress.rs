//! How much of a request's body has left.

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// How much is handed to the line at a time.
const PIECE: usize = 16 * 1024;

/// Set in the extensions of a request with a long body: told how many bytes of how many have left. A transport that
/// does not know leaves it alone.
#[derive(Clone)]
pub struct Progress(Arc<dyn Fn(u64, u64) + Send + Sync>);

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Progress")
    }
}

impl Progress {
    /// Tells whoever listens. It is called from within the sending, so it must be quick.
    pub fn new(listener: Arc<dyn Fn(u64, u64) + Send + Sync>) -> Self {
        Self(listener)
    }

    /// Tells nobody.
    pub fn silent() -> Self {
        Self(Arc::new(|_, _| {}))
    }

    /// Tells that `sent` bytes of `total` have left.
    pub fn tell(&self, sent: u64, total: u64) {
        (self.0)(sent, total);
    }

    /// A body of known length that tells how much of it the line has taken.
    pub(super) fn watch(&self, body: Bytes) -> reqwest::Body {
        let total = body.len() as u64;
        reqwest::Body::wrap(Watched {
            rest: body,
            total,
            progress: self.clone(),
        })
    }
}

struct Watched {
    rest: Bytes,
    total: u64,
    progress: Progress,
}

impl Body for Watched {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        // The next piece is asked for when there is room for it: what was handed over before is on its way.
        self.progress
            .tell(self.total - self.rest.len() as u64, self.total);
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(length)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
