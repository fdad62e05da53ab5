//! The training clinic: vendors that run inside the application. No port is open and nothing leaves the
//! computer.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use frontdesk_desk::connections::{AccountField, ConnectionDraft, FieldKind, Vendor};
use frontdesk_desk::ports::{Line, Lines, PlainHttp, TransportError};
use frontdesk_desk::{DeskError, adapters};
use http::{Request, Response};
use serde_json::Value;

/// What a host brings along for training.
pub struct TrainingClinic {
    /// Lines that end in process.
    pub lines: Arc<dyn Lines>,
    /// The accounts at the training vendors.
    pub accounts: Vec<ConnectionDraft>,
}

/// What vendors call themselves, in the order of [`Vendor::ALL`].
const NAMES: [&str; 5] = ["MedSoft", "AlfaDocs", "VideoDoktor", "Gensoft", "eHealth"];

/// The accounts that invented vendors tell of themselves: an object of each vendor's word to the fields of its
/// form, as `frontdesk-cli sandbox` prints it. Fields that no form has are left out.
#[must_use]
pub fn accounts_of(told: &Value) -> Vec<ConnectionDraft> {
    let one = |(vendor, name): (Vendor, &str)| {
        let fields = told.get(vendor.as_str())?.as_object()?;
        let text = |field: &AccountField| match fields.get(&field.name)? {
            Value::String(text) => Some((field.name.clone(), text.clone())),
            Value::Number(number) => Some((field.name.clone(), number.to_string())),
            _ => None,
        };
        let form = adapters::form_of(vendor);
        let (secrets, details): (Vec<_>, Vec<_>) = form
            .fields
            .iter()
            .partition(|field| field.kind == FieldKind::Secret);
        let mut details: BTreeMap<_, _> = details.into_iter().filter_map(text).collect();
        Some(ConnectionDraft {
            name: name.to_owned(),
            vendor,
            base_url: details.remove("base_url")?,
            details,
            secrets: secrets.into_iter().filter_map(text).collect(),
            paths: BTreeMap::new(),
        })
    };
    Vendor::ALL.into_iter().zip(NAMES).filter_map(one).collect()
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
    fn line_to(&self, _base_url: &str, _plain_http: PlainHttp) -> Result<Arc<dyn Line>, DeskError> {
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
