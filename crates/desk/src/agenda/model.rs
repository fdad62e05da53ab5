//! Appointments as the desk sees them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::audit::FieldChange;
use crate::connections::Vendor;
use crate::outbox::EntryState;

/// What a status means at the desk. The order is the way of a visit: the furthest one set is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Booked, nothing known yet.
    Expected,
    /// The patient said they come.
    Confirmed,
    /// In the waiting room.
    Arrived,
    /// With the doctor.
    WithDoctor,
    /// Seen.
    Done,
    /// Did not come.
    Missed,
    /// Called off.
    Cancelled,
}

/// One status of one appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StatusMark {
    /// The vendor's key (`"1"` to `"10"` at MedSoft).
    pub key: String,
    /// The clinic's own name.
    pub name: String,
    /// `#rrggbb`, the clinic's own colour.
    pub color: Option<String>,
    /// Whether it is set, pending ticks included.
    pub set: bool,
    /// What it means at this desk.
    pub stage: Option<Stage>,
    /// Whether the clinic uses it.
    pub active: bool,
    /// Set or cleared here and not yet confirmed by the vendor.
    pub pending: bool,
}

/// The patient of an appointment, in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PatientBrief {
    /// The person.
    pub id: Uuid,
    /// "Popescu Ion": family name first, as the desk calls people.
    pub name: String,
    /// Shown beside every name.
    pub birth_date: Option<NaiveDate>,
    /// Digits as kept by the vendor.
    pub phone: Option<String>,
    /// The code at the vendor.
    pub vendor_id: Option<String>,
}

/// One row of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AppointmentRow {
    /// Our id.
    pub id: Uuid,
    /// The connection it comes from.
    pub connection: Uuid,
    /// The clinic's name of that connection.
    pub connection_name: String,
    /// Its vendor.
    pub vendor: Vendor,
    /// The vendor's id; without one it cannot be changed.
    pub vendor_id: Option<String>,
    /// Whose appointment.
    pub patient: PatientBrief,
    /// Sent by the vendor in this patient's list under another patient's code: shown apart, never counted.
    pub foreign: bool,
    /// Civil date at the clinic.
    pub date: NaiveDate,
    /// Civil time at the clinic.
    pub start: Option<NaiveTime>,
    /// Civil time at the clinic.
    pub end: Option<NaiveTime>,
    /// Name as the vendor answers it.
    pub doctor: Option<String>,
    /// Work point, by name.
    pub place: Option<String>,
    /// Room, by name.
    pub room: Option<String>,
    /// What for; lists hide it until asked.
    pub purpose: Option<String>,
    /// The furthest stage reached, pending ticks included.
    pub stage: Stage,
    /// The clinic's own name of the status that stage comes from.
    pub stage_name: Option<String>,
    /// All statuses of the clinic.
    pub statuses: Vec<StatusMark>,
    /// At most one of them is set: setting one takes the other away, and none is cleared by itself.
    pub exclusive: bool,
    /// Booked here, and not at the vendor yet.
    pub pencilled: bool,
    /// Something done here has not reached the vendor.
    pub pending: bool,
    /// The state of the oldest unsent action on it.
    pub pending_state: Option<EntryState>,
    /// Waiting since at least this instant (first seen with an *arrived* status, or ticked here).
    pub arrived_at: Option<DateTime<Utc>>,
    /// The last instant it was seen without an *arrived* status, if ever: arrival lies between the two.
    pub arrived_after: Option<DateTime<Utc>>,
    /// When the vendor was last asked for this patient's appointments, or for that whole day.
    pub checked_at: Option<DateTime<Utc>>,
    /// Another patient of the day has the same name.
    pub same_name: bool,
    /// Another patient of the day has the same phone.
    pub same_phone: bool,
}

/// What a day's list was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MadeFrom {
    /// Patients whose appointments have been asked for at least once: all of a connection that was asked for the
    /// whole day.
    pub checked: u32,
    /// Patients known to the store.
    pub known: u32,
    /// Whether the first fill has found all patients the vendor would name.
    pub fill_complete: bool,
    /// When every known patient had last been asked about once, or the whole day.
    pub last_full_round: Option<DateTime<Utc>>,
    /// The newest answer the list rests on.
    pub newest: Option<DateTime<Utc>>,
}

/// The list of one day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Day {
    /// Which day, at the clinic.
    pub date: NaiveDate,
    /// Whether that is today at the clinic.
    pub is_today: bool,
    /// The clinic's zone, for the line of now: that of the first connection made which has appointments. Where
    /// connections stand in different zones, today is for each its own.
    pub zone: String,
    /// Rows by start time, then name.
    pub rows: Vec<AppointmentRow>,
    /// What the list was made from.
    pub made_from: MadeFrom,
    /// Names of all work points seen, for the filter "this desk's place".
    pub places: Vec<String>,
}

/// Which day to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct DayRequest {
    /// The day; today at the clinic when absent, for each connection in its own zone.
    #[ts(optional)]
    pub date: Option<NaiveDate>,
}

/// A tick of one status.
#[derive(Clone, Deserialize, TS)]
pub struct SetStatus {
    /// Our id of the appointment.
    pub appointment: Uuid,
    /// The vendor's key of the status.
    pub key: String,
    /// Set or clear.
    pub value: bool,
    /// Why, for the vendor's record (MedSoft `motiv`; it cannot be read back).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// When it really happened, by the clock of the clinic on the appointment's day: paper notes caught up after an
    /// outage. `None`: now.
    #[serde(default)]
    #[ts(optional)]
    pub happened_at: Option<NaiveTime>,
    /// One id for the person's intent: the same one given twice never acts twice.
    pub intent: Uuid,
}

/// What the window learns at once from a tick or another queued action.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Accepted {
    /// The intent that can be undone.
    pub intent: Uuid,
    /// The outbox entry.
    pub entry: Uuid,
    /// Its state now.
    pub state: EntryState,
    /// Until when it is held back here, if it is.
    pub held_until: Option<DateTime<Utc>>,
}

/// One line of an appointment's history.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryLine {
    /// When, ours.
    pub at: DateTime<Utc>,
    /// The clinic's name of the status.
    pub status: String,
    /// Set or cleared.
    pub value: bool,
    /// Done at this desk (`true`) or first seen in the vendor's answer (`false`).
    pub here: bool,
    /// For acts of this desk: how far it got.
    pub state: Option<EntryState>,
    /// For acts of this desk: whose.
    pub who: Option<String>,
    /// For acts put down afterwards: when it really happened, an instant.
    pub happened_at: Option<DateTime<Utc>>,
    /// For acts of this desk: why, in a person's words; of what was given up, why it was.
    pub reason: Option<String>,
    /// What somebody changed at the vendor, old and new, where it is no status: date, time, doctor, room. Then `status` is
    /// empty, and `at` is when it was seen here.
    pub moved: Vec<FieldChange>,
}
