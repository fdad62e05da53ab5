//! Lines over the real network.

use std::sync::Arc;

use frontdesk_desk::ports::Lines;
use frontdesk_desk::{DeskError, ErrorCode};
use frontdesk_vendors::{ReqwestTransport, Transport, TransportPolicy};

/// HTTPS to anywhere, plain http to this machine only. All lines share one pool of connections.
pub struct RealLines {
    transport: Arc<ReqwestTransport>,
}

impl RealLines {
    /// Sets TLS up.
    ///
    /// # Errors
    /// `Internal` when the system's trust store cannot be used.
    pub fn new() -> Result<Self, DeskError> {
        let transport = ReqwestTransport::new(TransportPolicy::default())
            .map_err(|error| DeskError::new(ErrorCode::Internal, format!("network: {error}")))?;
        Ok(Self {
            transport: Arc::new(transport),
        })
    }
}

impl Lines for RealLines {
    fn line_to(&self, _base_url: &str) -> Result<Arc<dyn Transport>, DeskError> {
        Ok(self.transport.clone())
    }
}
