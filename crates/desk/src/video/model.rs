//! Video visits as the desk sees them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::adapters::{NewVideoVisit, VideoVisits as VendorVisits};
use crate::agenda::PatientBrief;
use crate::connections::Vendor;
use crate::outbox::EntryState;

/// What is typed to book a visit, also half-typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VideoForm {
    /// Whole name, as the vendor shall write it.
    pub name: String,
    /// May be empty where there is a phone.
    pub email: String,
    /// May be empty where there is an e-mail address.
    pub phone: String,
    /// Four digits.
    pub birth_year: String,
    /// Civil date at the clinic.
    pub date: Option<NaiveDate>,
    /// Civil time at the clinic.
    pub time: Option<NaiveTime>,
}

impl VideoForm {
    /// The beginning, once day and time are both chosen.
    pub(crate) fn start(&self) -> Option<NaiveDateTime> {
        Some(self.date?.and_time(self.time?))
    }

    /// The form as an account takes it.
    pub(crate) fn as_visit(&self) -> NewVideoVisit {
        NewVideoVisit {
            name: self.name.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            birth_year: self.birth_year.clone(),
            start: self.start(),
        }
    }

    /// The form with what an account made of it.
    pub(crate) fn tidied(&self, by: &dyn VendorVisits) -> Self {
        let visit = by.tidied(&self.as_visit());
        Self {
            name: visit.name,
            email: visit.email,
            phone: visit.phone,
            birth_year: visit.birth_year,
            date: self.date,
            time: visit.start.map(|start| start.time()).or(self.time),
        }
    }
}

impl std::fmt::Debug for VideoForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VideoForm[redacted]")
    }
}

/// A form to be checked while it is typed. Nothing is sent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckVideo {
    /// By which account it would be booked.
    pub connection: Uuid,
    /// The form.
    pub form: VideoForm,
}

/// A patient to book for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PrefillVideo {
    /// By which account.
    pub connection: Uuid,
    /// The person.
    pub patient: Uuid,
}

/// A visit to book.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BookVideo {
    /// One id for the person's intent: the same one given twice never books twice.
    pub intent: Uuid,
    /// By which account.
    pub connection: Uuid,
    /// The person it is for, where it was begun from one.
    #[ts(optional)]
    pub patient: Option<Uuid>,
    /// The form.
    pub form: VideoForm,
}

/// A visit to remove; the vendor tells the patient and the practice by e-mail.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RemoveVideo {
    /// One id for the person's intent.
    pub intent: Uuid,
    /// Which visit.
    pub visit: Uuid,
}

/// Which visits to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct VideoRequest {
    /// Those of days gone by too (newest first, after the coming ones).
    pub past: bool,
}

/// One visit.
#[derive(Clone, Serialize, TS)]
pub struct VideoVisit {
    /// Our id.
    pub id: Uuid,
    /// The connection it belongs to.
    pub connection: Uuid,
    /// The clinic's name of that connection.
    pub connection_name: String,
    /// Its vendor.
    pub vendor: Vendor,
    /// The vendor's id; none while it is not booked there.
    pub vendor_id: Option<String>,
    /// The patient it was booked for here.
    pub patient: Option<PatientBrief>,
    /// Whole name, as the vendor has it.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Year of birth.
    pub birth_year: Option<String>,
    /// Civil time at the clinic; a visit whose time cannot be read has none and is listed first.
    pub start: Option<NaiveDateTime>,
    /// Where patient and doctor meet.
    pub url: Option<String>,
    /// Whether somebody is in it, as far as the vendor says.
    pub active: Option<bool>,
    /// Whether the vendor has a report by now: from the day after.
    pub may_report: bool,
    /// Booking or removing it has not reached the vendor: which of the two, and how far it got.
    pub pending: Option<PendingVideo>,
    /// When the vendor last named it.
    pub seen_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for VideoVisit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VideoVisit")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What has not reached the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PendingVideo {
    /// The outbox entry.
    pub entry: Uuid,
    /// Booking (`false`) or removing (`true`).
    pub removing: bool,
    /// How far it got.
    pub state: EntryState,
}

/// The clock of one account's vendor against this desk's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VideoClock {
    /// The connection.
    pub connection: Uuid,
    /// The clinic's name of it.
    pub connection_name: String,
    /// Seconds by which the vendor's clock is ahead; it shows minutes only. `None`: it could not be read.
    #[ts(type = "number | null")]
    pub ahead_seconds: Option<i64>,
    /// Whether the difference is more than the vendor's rounding explains, so that a person should look.
    pub differs: bool,
    /// When it was read.
    pub checked_at: DateTime<Utc>,
}

/// The visits of all accounts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VideoVisits {
    /// Today's and coming ones by time; past ones after them where asked for.
    pub visits: Vec<VideoVisit>,
    /// The vendors' clocks.
    pub clocks: Vec<VideoClock>,
    /// The oldest list among the accounts; `None` while one was never read.
    pub checked_at: Option<DateTime<Utc>>,
    /// Today at the clinic.
    pub today: NaiveDate,
}

/// A visit on the way to the vendor.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VideoAccepted {
    /// The visit, already in the list.
    pub visit: Uuid,
    /// The queued action.
    pub accepted: crate::agenda::Accepted,
}

/// The report of a visit.
#[derive(Clone, Serialize, TS)]
pub struct VideoReport {
    /// Where it can be opened; `None`: there is none yet.
    pub url: Option<String>,
}

impl std::fmt::Debug for VideoReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VideoReport[redacted]")
    }
}
