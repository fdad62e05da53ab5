//! The training clinic: vendors that run inside the application. No port is open and nothing leaves the
//! computer.

use std::future::Future;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use frontdesk_desk::DeskError;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_desk::ports::{Line, Lines, TransportError};
use http::{Request, Response};

/// What a host brings along for training.
pub struct TrainingClinic {
    /// Lines that end in process.
    pub lines: Arc<dyn Lines>,
    /// The account at the training vendor.
    pub account: ConnectionDraft,
}

impl TrainingClinic {
    /// A clinic with one MedSoft account.
    #[must_use]
    pub fn of_medsoft(lines: Arc<dyn Lines>, base_url: String, client_path: String, key: String) -> Self {
        let name = "MedSoft".to_owned();
        let account = ConnectionDraft {
            name,
            vendor: Vendor::Medsoft,
            base_url,
            client_path,
            key,
        };
        Self { lines, account }
    }
}

/// Why an in-process vendor gave no answer.
pub struct NoAnswer {
    /// Whether the request may have been carried out.
    pub may_have_acted: bool,
    /// English, free of personal data.
    pub reason: String,
}

/// The longest answer a line gives, in bytes; the same as over HTTP.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// Lines that all end in one function.
pub fn in_process<F, A>(answer: F) -> Arc<dyn Lines>
where
    F: Fn(Request<Bytes>) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Response<Bytes>, NoAnswer>> + Send + 'static,
{
    Arc::new(InProcess(Arc::new(answer)))
}

struct InProcess<F>(Arc<F>);

impl<F, A> Lines for InProcess<F>
where
    F: Fn(Request<Bytes>) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Response<Bytes>, NoAnswer>> + Send + 'static,
{
    fn line_to(&self, _base_url: &str) -> Result<Arc<dyn Line>, DeskError> {
        Ok(Arc::new(InProcess(self.0.clone())))
    }
}

#[async_trait]
impl<F, A> Line for InProcess<F>
where
    F: Fn(Request<Bytes>) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Response<Bytes>, NoAnswer>> + Send + 'static,
{
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        match (self.0)(request).await {
            Ok(response) if response.body().len() > BODY_LIMIT => {
                Err(TransportError::TooLarge { limit: BODY_LIMIT })
            }
            Ok(response) => Ok(response),
            Err(NoAnswer {
                may_have_acted: true,
                reason,
            }) => Err(TransportError::Interrupted { reason }),
            Err(NoAnswer {
                may_have_acted: false,
                reason,
            }) => Err(TransportError::NotSent { reason }),
        }
    }
}
