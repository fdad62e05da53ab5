//! What the window and the command line ask about video visits.

use std::time::Duration;

use chrono::{Datelike as _, NaiveDate};
use rusqlite::Connection as Database;
use uuid::Uuid;

use super::list::{self, AtVendor, at_vendor, may_report, today_at, with_video};
use super::{
    BookVideo, CheckVideo, PrefillVideo, RemoveVideo, VideoAccepted, VideoForm, VideoReport, VideoRequest,
    VideoVisits,
};
use crate::Desk;
use crate::adapters::VideoVisits as VendorVisits;
use crate::agenda::Accepted;
use crate::audit::{AuditAct, NewLine};
use crate::connections::{Connection, Priority};
use crate::error::{DeskError, ErrorCode};
use crate::fields::FieldProblem;

impl Desk {
    /// The visits of all accounts, from the store.
    ///
    /// # Errors
    /// The store's.
    pub async fn video_visits(&self, request: VideoRequest) -> Result<VideoVisits, DeskError> {
        let connections = with_video(self.accounts.list().await?);
        let now = self.ports.clock.now();
        self.store
            .read(move |conn| list::visits(conn, &connections, &request, now))
            .await
    }

    /// The same after asking the vendors now.
    ///
    /// # Errors
    /// The first account's (`Offline`, `KeyRefused`, `VendorBusy`, …) when no account answered, or the store's.
    pub async fn refresh_video(&self, request: VideoRequest) -> Result<VideoVisits, DeskError> {
        self.video.refresh().await?;
        self.video_visits(request).await
    }

    /// The form for a patient, filled in as far as the desk knows. The day is today; the time is a person's to
    /// choose.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn prefill_video(&self, request: PrefillVideo) -> Result<VideoForm, DeskError> {
        let connection = self.video_connection(request.connection).await?;
        let today = today_at(&connection, self.ports.clock.now());
        let known = self
            .store
            .read(move |conn| known_of(conn, request.patient))
            .await?;
        self.put_down_view(NewLine {
            connection: Some(connection.id),
            ..NewLine::about(AuditAct::FormFilled, request.patient)
        })
        .await?;
        let form = VideoForm {
            name: known.name,
            email: known.email.unwrap_or_default(),
            phone: known.phone.unwrap_or_default(),
            birth_year: known
                .birth_date
                .map(|date| format!("{:04}", date.year()))
                .unwrap_or_default(),
            date: Some(today),
            time: None,
        };
        match self.video_account(connection.id).await {
            Ok(video) => Ok(sendable(form.tidied(&*video), &*video)),
            // The form can be filled in without a key; booking says what is missing.
            Err(error) if error.code == ErrorCode::KeyWanted => Ok(form),
            Err(error) => Err(error),
        }
    }

    /// What the vendor would refuse of a form. Nothing is sent.
    ///
    /// # Errors
    /// `NotFound`, `KeyWanted`, or the store's.
    pub async fn check_video(&self, request: CheckVideo) -> Result<Vec<FieldProblem>, DeskError> {
        let video = self.video_account(request.connection).await?;
        Ok(problems(&request.form, &*video))
    }

    /// Books a visit through the outbox; held back for `hold` so that it can be undone.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` with the first field that the vendor would refuse, `KeyWanted`, or the store's.
    pub async fn book_video(&self, request: BookVideo, hold: Duration) -> Result<VideoAccepted, DeskError> {
        let video = self.video_account(request.connection).await?;
        // A wish that was taken before is answered, even if its time has passed since.
        if !self.outbox.knows(request.intent).await?
            && let Some(problem) = problems(&request.form, &*video).first()
        {
            return Err(DeskError::invalid(&problem.field, &problem.reason));
        }
        let request = BookVideo {
            form: request.form.tidied(&*video),
            ..request
        };
        let (visit, accepted) = self.outbox.book_video(request, hold).await?;
        Ok(VideoAccepted { visit, accepted })
    }

    /// Removes a visit through the outbox.
    ///
    /// # Errors
    /// `NotFound`, `RowWithoutId`, or the store's.
    pub async fn remove_video(&self, request: RemoveVideo, hold: Duration) -> Result<Accepted, DeskError> {
        self.outbox.remove_video(request, hold).await
    }

    /// Where the report of a visit can be opened. Before the day after the visit the vendor is not asked.
    ///
    /// # Errors
    /// `NotFound`, `RowWithoutId`, the vendor's, or the store's.
    pub async fn video_report(&self, visit: Uuid) -> Result<VideoReport, DeskError> {
        let at_vendor = self.store.read(move |conn| at_vendor(conn, visit)).await?;
        let AtVendor {
            connection,
            vendor_id,
            start,
            name,
        } = at_vendor;
        let vendor_id = vendor_id.ok_or_else(|| {
            DeskError::new(
                ErrorCode::RowWithoutId,
                "the visit is not booked at the vendor yet",
            )
        })?;
        let connection = self.video_connection(connection).await?;
        let today = today_at(&connection, self.ports.clock.now());
        if !may_report(Some(&vendor_id), start, today) {
            return Ok(VideoReport { url: None });
        }
        let video = self.video_account(connection.id).await?;
        let url = video
            .report(&vendor_id)
            .await
            .map_err(|error| DeskError::from(error).with("connection", connection.id.to_string()))?;
        if url.is_some() {
            self.put_down(NewLine {
                appointment: Some(visit),
                patient_name: Some(name),
                connection: Some(connection.id),
                ..NewLine::of(AuditAct::VideoReportOpened)
            })
            .await?;
        }
        Ok(VideoReport { url })
    }

    async fn video_connection(&self, connection: Uuid) -> Result<Connection, DeskError> {
        with_video(vec![self.accounts.get(connection).await?])
            .pop()
            .ok_or_else(|| DeskError::not_found("account with video visits"))
    }

    async fn video_account(&self, connection: Uuid) -> Result<std::sync::Arc<dyn VendorVisits>, DeskError> {
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        account
            .video
            .ok_or_else(|| DeskError::not_found("account with video visits"))
    }
}

/// Every field that is not acceptable, in the order of the form.
pub(crate) fn problems(form: &VideoForm, video: &dyn VendorVisits) -> Vec<FieldProblem> {
    let mut found: Vec<(&str, &str)> = video.problems(&form.as_visit());
    if form.date.is_none() {
        found.push(("date", "required"));
    }
    if form.time.is_none() {
        found.push(("time", "required"));
    }
    found
        .into_iter()
        .map(|(field, reason)| FieldProblem {
            field: field.to_owned(),
            reason: reason.to_owned(),
        })
        .collect()
}

/// A phone that the vendor cannot take, as one of another country, is left out where an e-mail address is there
/// to be written to.
fn sendable(form: VideoForm, video: &dyn VendorVisits) -> VideoForm {
    let refused = |field: &str| {
        problems(&form, video)
            .iter()
            .any(|problem| problem.field == field)
    };
    if !form.email.is_empty() && !refused("email") && refused("phone") {
        return VideoForm {
            phone: String::new(),
            ..form
        };
    }
    form
}

/// What the records of a person say.
#[derive(Default)]
struct Known {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    birth_date: Option<NaiveDate>,
}

/// The records that still are at their vendors come first; what one lacks another may have.
fn known_of(conn: &Database, person: Uuid) -> Result<Known, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT first_name, last_name, email, phone, birth_date FROM patient_records
         WHERE person = ?1 ORDER BY gone_at IS NOT NULL, created_at",
    )?;
    let mut rows = statement.query([person.to_string()])?;
    let mut known: Option<Known> = None;
    while let Some(row) = rows.next()? {
        let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
        let known = known.get_or_insert_with(Known::default);
        if known.name.is_empty() {
            known.name = format!("{first} {last}").trim().to_owned();
        }
        known.email = known.email.take().or(filled(row.get("email")?));
        known.phone = known.phone.take().or(filled(row.get("phone")?));
        known.birth_date = known.birth_date.or(row.get("birth_date")?);
    }
    known.ok_or_else(|| DeskError::not_found("patient"))
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}
