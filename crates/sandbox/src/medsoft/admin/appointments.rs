//! Appointments as the vendor's own agenda keeps them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::build::time;
use super::super::clinic::{Appointment, Change, Clinic};
use super::super::day::minutes;
use crate::admin::{Answer, done, wrong};
use crate::sandbox::Sandbox;

/// Everything known of an appointment, with the log that no call of the API shows.
pub(super) fn view(clinic: &Clinic, code: u32, row: &Appointment) -> Value {
    let set: Vec<usize> = (1..=10).filter(|index| row.flags[index - 1]).collect();
    json!({
        "code": code,
        "bare": row.bare,
        "patient": { "code": row.patient, "name": clinic.patients.get(&row.patient).map(|p| p.full_name()) },
        "date": row.date,
        "start": minutes(row.start),
        "end": minutes(row.end),
        "doctor": { "code": row.doctor, "name": clinic.doctor_name(row.doctor) },
        "place": { "code": row.place, "name": clinic.place_name(row.place) },
        "room": row.room,
        "purpose": row.purpose,
        "flags": row.flags,
        "set": set,
        "changes": row.changes,
    })
}

/// What a colleague may write; what is left out stays (or gets a usual value in a new appointment).
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    patient: Option<u32>,
    date: Option<NaiveDate>,
    /// `HH:MM`; the length stays unless `end` is given too.
    start: Option<String>,
    end: Option<String>,
    doctor: Option<u32>,
    place: Option<u32>,
    /// Blank takes the room away.
    room: Option<String>,
    purpose: Option<String>,
    bare: Option<bool>,
    /// Flag index to value.
    #[serde(default)]
    flags: BTreeMap<usize, bool>,
    motiv: Option<String>,
}

impl Edit {
    fn apply(self, clinic: &Clinic, row: &mut Appointment, now: NaiveDateTime) -> Result<(), &'static str> {
        let read = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "a time is HH:MM");
        let length = row.end - row.start;
        if let Some(start) = self.start {
            row.start = read(&start)?;
            row.end = row.start + length;
        }
        if let Some(end) = self.end {
            row.end = read(&end)?;
        }
        if row.end <= row.start {
            return Err("an appointment ends after its start, on the same day");
        }
        row.date = self.date.unwrap_or(row.date);
        row.doctor = self.doctor.unwrap_or(row.doctor);
        row.place = self.place.unwrap_or(row.place);
        if clinic.doctor(row.doctor).is_none() || clinic.place(row.place).is_none() {
            return Err("no such doctor or place");
        }
        if let Some(room) = self.room {
            row.room = Some(room).filter(|room| !room.is_empty()).map(Cow::Owned);
        }
        row.purpose = self.purpose.map_or(row.purpose.clone(), Cow::Owned);
        row.bare = self.bare.unwrap_or(row.bare);
        for (flag, value) in self.flags {
            if !(1..=10).contains(&flag) {
                return Err("a flag has an index from 1 to 10");
            }
            row.flags[flag - 1] = value;
            row.changes.push(Change {
                at: now,
                by: "colleague",
                flag,
                value,
                motiv: self.motiv.clone(),
            });
        }
        Ok(())
    }
}

pub(super) async fn show(State(sandbox): State<Sandbox>, Path(code): Path<u32>) -> Answer {
    let medsoft = sandbox.medsoft();
    let clinic = medsoft.clinic();
    match clinic.appointments.get(code) {
        Some(row) => done(view(clinic, code, row)),
        None => wrong(StatusCode::NOT_FOUND, "no such appointment"),
    }
}

/// A colleague moves or marks an appointment.
pub(super) async fn change(
    State(sandbox): State<Sandbox>,
    Path(code): Path<u32>,
    Json(edit): Json<Edit>,
) -> Answer {
    let mut medsoft = sandbox.medsoft();
    let now = medsoft.local_now();
    let clinic = medsoft.clinic_mut();
    let Some(mut row) = clinic.appointments.get(code).cloned() else {
        return wrong(StatusCode::NOT_FOUND, "no such appointment");
    };
    if edit.patient.is_some() {
        return wrong(StatusCode::BAD_REQUEST, "an appointment stays with its patient");
    }
    if let Err(why) = edit.apply(clinic, &mut row, now) {
        return wrong(StatusCode::BAD_REQUEST, why);
    }
    let view = view(clinic, code, &row);
    if let Some(kept) = clinic.appointments.get_mut(code) {
        *kept = row;
    }
    done(view)
}

/// A colleague books: `patient` is required; without more it is now, for half an hour, with the first doctor.
pub(super) async fn insert(State(sandbox): State<Sandbox>, Json(edit): Json<Edit>) -> Answer {
    let mut medsoft = sandbox.medsoft();
    let now = medsoft.local_now();
    let clinic = medsoft.clinic_mut();
    let Some(patient) = edit
        .patient
        .filter(|patient| clinic.patients.contains_key(patient))
    else {
        return wrong(StatusCode::BAD_REQUEST, "patient must be the code of a patient");
    };
    let doctor = edit
        .doctor
        .and_then(|code| clinic.doctor(code))
        .unwrap_or(&clinic.doctors[0]);
    // Late in the evening half an hour would not fit into the day.
    let minute = i64::from(now.hour() * 60 + now.minute()).min(23 * 60 + 29);
    let start = time(minute);
    let mut row = Appointment {
        patient,
        bare: false,
        date: now.date(),
        start,
        end: start + TimeDelta::minutes(30),
        doctor: doctor.code,
        place: doctor.place,
        room: Some(Cow::Borrowed(doctor.room)),
        purpose: Cow::Borrowed(""),
        flags: [false; 10],
        changes: Vec::new(),
    };
    if let Err(why) = edit.apply(clinic, &mut row, now) {
        return wrong(StatusCode::BAD_REQUEST, why);
    }
    let code = clinic.appointments.file(patient, row.clone());
    done(view(clinic, code, &row))
}

/// A colleague deletes an appointment.
pub(super) async fn remove(State(sandbox): State<Sandbox>, Path(code): Path<u32>) -> Answer {
    match sandbox.medsoft().clinic_mut().appointments.remove(code) {
        Some(_) => done(json!({ "removed": code })),
        None => wrong(StatusCode::NOT_FOUND, "no such appointment"),
    }
}
