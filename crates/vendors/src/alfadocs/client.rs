//! The client: the account's place in the paths, the pace, one request out, one envelope opened.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tokio::sync::OnceCell;

use super::account::AlfadocsAccount;
use super::envelope::{Answer, failure, open};
use super::pace::{PATIENCE, Pace};
use crate::VendorError;
use crate::error::ErrorKind;
use crate::operation::Operation;
use crate::outgoing::Outgoing;
use crate::refusal::retry_after;
use crate::transport::{Answers, CallKind, Transport, discreet};

/// AlfaDocs as one archive's account sees it. Cheap to clone; clones share the pace, and `Debug` shows no key.
///
/// A method makes one call, and at most ten leave in a second. Long ranges and lists of pages take several, each a
/// read. An update that the vendor does not take by PATCH (HTTP 405, which changes nothing) is sent by PUT, or the
/// other way round, unless the account says which. A read that is answered 429 is asked again after a short quiet time.
/// Nothing else is ever repeated.
#[derive(Clone)]
pub struct Alfadocs {
    account: AlfadocsAccount,
    pub(super) prefix: Arc<str>,
    transport: Arc<dyn Transport>,
    shared: Arc<Shared>,
}

/// How often a read is asked that the vendor answers with "later".
const READS: u32 = 3;

#[derive(Default)]
struct Shared {
    pace: Pace,
    place: OnceCell<Place>,
    updates_by_the_other: AtomicBool,
}

#[derive(Clone, Copy)]
struct Place {
    practice: i64,
    archive: i64,
}

impl fmt::Debug for Alfadocs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alfadocs")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

impl Alfadocs {
    /// A client for this account.
    ///
    /// # Errors
    /// `Invalid` naming `base_url` or `key` when no request could be made with it.
    pub fn new(account: AlfadocsAccount, transport: Arc<dyn Transport>) -> Result<Self, VendorError> {
        let prefix = account.prefix()?.into();
        account.key_header()?;
        let transport = discreet(transport, [&account.key], Answers::All);
        Ok(Self {
            account,
            prefix,
            transport,
            shared: Arc::default(),
        })
    }

    /// The account this client uses.
    pub fn account(&self) -> &AlfadocsAccount {
        &self.account
    }

    /// A request to an operation, with practice and archive filled in.
    pub(super) async fn to(&self, operation: &'static Operation) -> Result<Outgoing, VendorError> {
        let (method, path) = self.account.paths.way(operation);
        self.by(operation, method, path).await
    }

    async fn by(
        &self,
        operation: &'static Operation,
        method: &str,
        path: &str,
    ) -> Result<Outgoing, VendorError> {
        let mut outgoing = Outgoing::by_route(operation, method, path);
        let (practice, archive) = (path.contains("{practiceId}"), path.contains("{archiveId}"));
        if practice || archive {
            let place = self.place(operation.name).await?;
            if practice {
                outgoing = outgoing.path("practiceId", place.practice);
            }
            if archive {
                outgoing = outgoing.path("archiveId", place.archive);
            }
        }
        Ok(outgoing)
    }

    async fn place(&self, name: &'static str) -> Result<Place, VendorError> {
        if let (Some(practice), Some(archive)) = (self.account.practice, self.account.archive) {
            return Ok(Place { practice, archive });
        }
        let ask = || async {
            let asked = self.context().await;
            let context = asked.map_err(|mut error| {
                error.operation = name;
                error.message = format!("practice and archive could not be asked: {}", error.message).into();
                error.before_acting()
            })?;
            let lacking = || {
                let message = "the vendor does not say which practice and archive the key belongs to";
                VendorError::new(ErrorKind::Unreadable, name, message).before_acting()
            };
            Ok::<_, VendorError>(Place {
                practice: self.account.practice.or(context.practice).ok_or_else(lacking)?,
                archive: self.account.archive.or(context.archive).ok_or_else(lacking)?,
            })
        };
        // Boxed, because asking for the context is a call like any other.
        self.shared
            .place
            .get_or_try_init(|| Box::pin(ask()))
            .await
            .copied()
    }

    pub(super) async fn send(&self, outgoing: Outgoing) -> Result<Answer, VendorError> {
        let name = outgoing.operation.name;
        let request = outgoing.build(&self.prefix, [self.account.key_header()?])?;
        open(name, self.exchange(name, request).await?)
    }

    /// Sends an update by the method that this vendor takes, found out once.
    pub(super) async fn update(
        &self,
        operation: &'static Operation,
        finish: impl Fn(Outgoing) -> Outgoing,
    ) -> Result<Answer, VendorError> {
        let (method, path) = self.account.paths.way(operation);
        let other = other_update_method(method).filter(|_| !self.account.paths.has_method(operation));
        let turned = self.shared.updates_by_the_other.load(Ordering::Relaxed);
        let first = other.filter(|_| turned).unwrap_or(method);
        let answer = self.send(finish(self.by(operation, first, path).await?)).await;
        let refused =
            |error: &VendorError| error.http_status == Some(StatusCode::METHOD_NOT_ALLOWED.as_u16());
        match (answer, other) {
            (Err(error), Some(other)) if refused(&error) => {
                let second = if first == method { other } else { method };
                let answer = self.send(finish(self.by(operation, second, path).await?)).await;
                if answer.is_ok() {
                    self.shared.updates_by_the_other.store(!turned, Ordering::Relaxed);
                }
                answer
            }
            (answer, _) => answer,
        }
    }

    /// Sends one request at the account's pace.
    pub(super) async fn exchange(
        &self,
        name: &'static str,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, VendorError> {
        let reads = CallKind::of(&request) == CallKind::Read;
        let mut tries = READS;
        loop {
            let turn = self.shared.pace.turn().await.map_err(|wait| {
                let message = "the vendor asked for quiet; not sent";
                VendorError::new(ErrorKind::RateLimited, name, message).with_retry_after(Some(wait))
            })?;
            let response = self.transport.send(request.clone()).await;
            self.shared.pace.over(turn);
            let response = response.map_err(|error| VendorError::from_transport(name, error))?;
            if response.status() != StatusCode::TOO_MANY_REQUESTS {
                return Ok(response);
            }
            let asked = retry_after(response.headers());
            self.shared.pace.quiet(asked);
            // A read is asked again after the quiet time, where that is short; a longer one is for the caller.
            tries -= 1;
            if !reads || tries == 0 || asked.is_some_and(|asked| asked > PATIENCE) {
                return Err(failure(name, &response));
            }
        }
    }
}

/// The other of the two methods that an update may go by.
pub(crate) fn other_update_method(method: &str) -> Option<&'static str> {
    match method {
        "PUT" => Some("PATCH"),
        "PATCH" => Some("PUT"),
        _ => None,
    }
}
