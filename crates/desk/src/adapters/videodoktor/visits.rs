//! Video visits.

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use frontdesk_vendors::videodoktor::VideoCall;
use frontdesk_vendors::{ErrorKind, VendorError};

use super::{Adapter, limits};
use crate::adapters::{NewVideoVisit, VideoVisitRow, VideoVisits};

const CREATE: &str = "create-call";
/// There is no such call.
const NO_SUCH_CALL: &str = "X004";
/// The token is not accepted.
const TOKEN: &str = "X003";
/// How long to leave a vendor in peace that accepted neither of two fresh tokens.
const AFTER_TOKENS: Duration = Duration::from_secs(60);

/// Two fresh tokens in a row that are not accepted say nothing of the keys that got them: the vendor is in
/// trouble for a while, and nothing was done.
fn of_tokens(mut error: VendorError) -> VendorError {
    if error.vendor_code.as_deref() == Some(TOKEN) {
        error.kind = ErrorKind::RateLimited;
        error.retry_after.get_or_insert(AFTER_TOKENS);
    }
    error
}

fn is_no_such_call(error: &VendorError) -> bool {
    error.vendor_code.as_deref() == Some(NO_SUCH_CALL)
}

fn text(value: Option<String>) -> Option<String> {
    value
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// `None` for a row without an id: it can be neither removed nor told from others.
fn row(call: VideoCall) -> Option<VideoVisitRow> {
    let start = call.start();
    Some(VideoVisitRow {
        vendor_id: text(call.id)?,
        url: text(call.url),
        start,
        active: call.active,
        name: text(call.name),
        email: text(call.email),
        phone: text(call.phone),
        birth_year: text(call.birth_year),
    })
}

#[async_trait]
impl VideoVisits for Adapter {
    fn tidied(&self, visit: &NewVideoVisit) -> NewVideoVisit {
        limits::tidied(visit)
    }

    fn problems(&self, visit: &NewVideoVisit) -> Vec<(&'static str, &'static str)> {
        limits::problems(&limits::tidied(visit), self.clock.now())
    }

    async fn visits(&self) -> Result<Vec<VideoVisitRow>, VendorError> {
        let calls = self.client.calls().await.map_err(of_tokens)?;
        Ok(calls.into_iter().filter_map(row).collect())
    }

    async fn visit(&self, vendor_visit: &str) -> Result<Option<VideoVisitRow>, VendorError> {
        match self.client.call(vendor_visit).await {
            Ok(call) => Ok(row(call)),
            Err(error) if is_no_such_call(&error) => Ok(None),
            Err(error) => Err(of_tokens(error)),
        }
    }

    async fn book(&self, visit: &NewVideoVisit) -> Result<VideoVisitRow, VendorError> {
        let (visit, now) = (limits::tidied(visit), self.clock.now());
        if let Some(problem) = limits::problems(&visit, now).into_iter().next() {
            let code = limits::code(problem).to_owned();
            return Err(VendorError::invalid(CREATE, problem.0, problem.1).with_vendor_code(Some(code)));
        }
        let request =
            limits::request(&visit).ok_or_else(|| VendorError::invalid(CREATE, "time", "required"))?;
        let made = self.client.create_call(&request, now).await.map_err(of_tokens)?;
        // The answer names the id and the address alone; the rest is what was asked for.
        Ok(VideoVisitRow {
            vendor_id: text(made.id).unwrap_or_default(),
            url: text(made.url),
            start: visit.start,
            active: None,
            name: text(Some(visit.name)),
            email: text(Some(visit.email)),
            phone: text(Some(visit.phone)),
            birth_year: text(Some(visit.birth_year)),
        })
    }

    async fn remove(&self, vendor_visit: &str) -> Result<(), VendorError> {
        match self.client.remove_call(vendor_visit).await {
            Ok(_) => Ok(()),
            Err(error) if is_no_such_call(&error) => Ok(()),
            Err(error) => Err(of_tokens(error)),
        }
    }

    async fn report(&self, vendor_visit: &str) -> Result<Option<String>, VendorError> {
        match self.client.export_call(vendor_visit).await {
            Ok(report) => Ok(text(report.url)),
            // No code is listed for a report that is not there yet.
            Err(error) if is_no_such_call(&error) => Ok(None),
            Err(error) => Err(of_tokens(error)),
        }
    }

    async fn clock_ahead(&self) -> Result<Option<TimeDelta>, VendorError> {
        let time = self.client.server_time().await.map_err(of_tokens)?;
        Ok(time.ahead_of(self.clock.now()))
    }
}
