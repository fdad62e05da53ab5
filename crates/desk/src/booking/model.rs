//! What is asked and answered about bookings.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::agenda::{Accepted, PatientBrief};
use crate::connections::Vendor;

/// What is typed of a new appointment.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppointmentForm {
    /// Civil date at the clinic.
    pub date: Option<NaiveDate>,
    /// Civil time at the clinic.
    pub time: Option<NaiveTime>,
    /// How long.
    pub minutes: u32,
    /// Who treats: the vendor's id.
    pub doctor: String,
    /// Where: the vendor's id.
    #[serde(default)]
    #[ts(optional)]
    pub room: Option<String>,
    /// What for.
    #[serde(default)]
    pub purpose: String,
}

impl AppointmentForm {
    /// When it begins; `None` while day or time is missing.
    #[must_use]
    pub fn start(&self) -> Option<NaiveDateTime> {
        Some(self.date?.and_time(self.time?))
    }
}

impl std::fmt::Debug for AppointmentForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppointmentForm[redacted]")
    }
}

/// An appointment to book.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BookAppointment {
    /// One id for the person's intent: the same one given twice never books twice.
    pub intent: Uuid,
    /// Whose: the record of a patient at the account that books.
    pub record: Uuid,
    /// The form.
    pub form: AppointmentForm,
    /// Why it is booked although something is in the way; wanted as soon as something is.
    #[ts(optional)]
    pub despite: Option<String>,
}

/// A booking that was taken.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Booked {
    /// Our id of the appointment; it stands in the lists at once.
    pub appointment: Uuid,
    /// Its entry.
    pub accepted: Accepted,
}

/// Where a patient can be booked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BookingForm {
    /// The accounts; none: nobody who takes bookings from here knows the patient.
    pub accounts: Vec<BookingAccount>,
}

/// An account that takes bookings, with what can be chosen there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BookingAccount {
    /// The connection.
    pub connection: Uuid,
    /// The clinic's name of it.
    pub connection_name: String,
    /// Its vendor.
    pub vendor: Vendor,
    /// The patient's record there.
    pub record: Uuid,
    /// Who treats.
    pub doctors: Vec<BookingChoice>,
    /// Where; empty where the vendor has not told.
    pub rooms: Vec<BookingChoice>,
    /// Why patients come; empty where the vendor has not told.
    pub reasons: Vec<BookingReason>,
    /// How long where no reason says otherwise, in minutes.
    pub minutes: u32,
    /// The civil date there.
    pub today: NaiveDate,
    /// Whether the vendor was asked just now; otherwise it is what the store knows.
    pub live: bool,
}

/// Somebody or something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BookingChoice {
    /// The vendor's id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// Why patients come, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BookingReason {
    /// The vendor's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// In minutes, where the clinic has said.
    pub minutes: Option<u32>,
}

/// When somebody is free.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FreeTimesRequest {
    /// By which account.
    pub connection: Uuid,
    /// Who treats: the vendor's id.
    pub doctor: String,
    /// Which day.
    pub date: NaiveDate,
    /// For how long.
    pub minutes: u32,
}

/// Beginnings at which somebody is free, as the vendor has just answered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FreeTimes {
    /// Civil times at the clinic, in order.
    pub times: Vec<NaiveTime>,
}

/// Why two appointments are in each other's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClashOf {
    /// The same patient.
    Patient,
    /// The same person treats.
    Doctor,
    /// The same room.
    Room,
}

/// An appointment that is in the way of a booking.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Clash {
    /// Why.
    pub of: ClashOf,
    /// Whose appointment.
    pub patient: PatientBrief,
    /// When it begins; `None`: it has no time, and is there the whole day.
    pub start: Option<NaiveTime>,
    /// When it ends, where that is known.
    pub end: Option<NaiveTime>,
    /// Who treats.
    pub doctor: Option<String>,
    /// Where.
    pub room: Option<String>,
}
