//! What the core needs from the world, as ports, so that a whole desk can be run under a simulated
//! clock, a simulated line and a simulated crash. The real ones live in `frontdesk-commands`.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
/// One line to a vendor, and how it fails.
pub use frontdesk_vendors::{
    PlainHttp, ReqwestTransport, Transport as Line, TransportError, TransportPolicy,
};
use futures::future::BoxFuture;
use uuid::Uuid;

use crate::error::DeskError;
pub use crate::sheet::{DocumentMaker, MadeDocument, NoDocuments, documents_by, documents_with};

/// Wall clock and waiting. The only source of "now" in the core.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
    /// Completes after `duration` of this clock's time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// Randomness for keys and for the jitter of waiting times.
pub trait Random: Send + Sync {
    /// Fills the buffer with random bytes fit for keys.
    fn fill(&self, buffer: &mut [u8]);
}

/// Our own identifiers.
pub trait Ids: Send + Sync {
    /// A new, never used identifier (version 7: sorted by time).
    fn next(&self) -> Uuid;
}

/// The operating system's keyring, or a stand-in. Calls may block: they are made from the database
/// executor, never from a thread that draws.
pub trait SecretStore: Send + Sync {
    /// The secret kept under `name`, or `None` where there is none.
    ///
    /// # Errors
    /// `KeyringUnavailable` when the keyring cannot be asked.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, DeskError>;
    /// Keeps `secret` (at most 2,560 bytes, the limit of the Windows Credential Manager) under `name`.
    ///
    /// # Errors
    /// `KeyringUnavailable` when the keyring cannot be asked.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), DeskError>;
    /// Forgets the secret; unknown names are fine.
    ///
    /// # Errors
    /// `KeyringUnavailable` when the keyring cannot be asked.
    fn delete(&self, name: &str) -> Result<(), DeskError>;
}

/// Which queue a piece of database work belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// The one writer: jobs run one after the other, in the order given.
    Write,
    /// Readers: jobs may run side by side.
    Read,
}

/// Runs blocking database work somewhere that is not the caller's thread (or, in a simulation, at once).
pub trait DatabaseExecutor: Send + Sync {
    /// Runs `job` to its end; jobs of [`Lane::Write`] never overlap.
    fn execute(&self, lane: Lane, job: Box<dyn FnOnce() + Send>);
}

/// Makes the line to one vendor account: real HTTPS, or a training clinic in process.
pub trait Lines: Send + Sync {
    /// The transport that requests to `base_url` go through. Plain http leaves this computer only where
    /// `plain_http` says so, which a person has agreed to.
    ///
    /// # Errors
    /// `Internal` when the platform's TLS cannot be set up.
    fn line_to(&self, base_url: &str, plain_http: PlainHttp) -> Result<Arc<dyn Line>, DeskError>;
}

/// All ports of one desk.
#[derive(Clone)]
pub struct Ports {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Identifiers.
    pub ids: Arc<dyn Ids>,
    /// Keys at rest.
    pub secrets: Arc<dyn SecretStore>,
    /// Database threads.
    pub executor: Arc<dyn DatabaseExecutor>,
    /// Lines to the vendors.
    pub lines: Arc<dyn Lines>,
    /// Documents for people.
    pub documents: Arc<dyn DocumentMaker>,
}
