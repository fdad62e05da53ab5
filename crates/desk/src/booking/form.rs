//! What is wrong with a form, before anything is asked of a vendor.

use chrono::{DateTime, Days, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use frontdesk_basics::civil;

use super::AppointmentForm;
use crate::connections::Connection;
use crate::error::DeskError;
use crate::fields::FieldProblem;

/// The longest appointment, in minutes: a day.
const LONGEST: u32 = 24 * 60;
/// How far ahead somebody is booked: some three years.
const FURTHEST: Days = Days::new(1100);
/// The longest purpose.
const LONGEST_PURPOSE: usize = 500;

/// What was typed without what surrounds it; an empty reason or room is none.
pub(crate) fn tidied(form: AppointmentForm, despite: Option<String>) -> (AppointmentForm, Option<String>) {
    let form = AppointmentForm {
        purpose: form.purpose.trim().to_owned(),
        room: form.room.filter(|room| !room.is_empty()),
        ..form
    };
    let despite = despite.map(|why| why.trim().to_owned());
    (form, despite.filter(|why| !why.is_empty()))
}

/// Whether a form can be booked by itself at an account.
///
/// # Errors
/// `InvalidField` with the first field that cannot stand.
pub(crate) fn acceptable(
    form: &AppointmentForm,
    connection: &Connection,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let zone = civil::zone(&connection.zone).unwrap_or(Tz::UTC);
    match problems(form, now.with_timezone(&zone).naive_local(), zone).first() {
        Some(problem) => Err(DeskError::invalid(&problem.field, &problem.reason)),
        None => Ok(()),
    }
}

/// What cannot be booked as it stands, field by field. `now`: the clinic's own time.
fn problems(form: &AppointmentForm, now: NaiveDateTime, zone: Tz) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, reason: &str| {
        problems.push(FieldProblem {
            field: field.to_owned(),
            reason: reason.to_owned(),
        });
    };
    if form.doctor.trim().is_empty() {
        wrong("doctor", "required");
    }
    match form.date {
        None => wrong("date", "required"),
        Some(date) if date < now.date() => wrong("date", "past"),
        // A year that was mistyped is nobody's next visit.
        Some(date)
            if now
                .date()
                .checked_add_days(FURTHEST)
                .is_none_or(|last| date > last) =>
        {
            wrong("date", "too-far");
        }
        Some(_) => {}
    }
    match (form.time, form.start()) {
        (None, _) => wrong("time", "required"),
        // An hour that the clocks leave out is on no wall.
        (Some(_), Some(start)) if zone.from_local_datetime(&start).earliest().is_none() => {
            wrong("time", "no-such-time");
        }
        (Some(_), Some(start)) if start.date() == now.date() && start < now => wrong("time", "past"),
        _ => {}
    }
    if form.minutes == 0 || form.minutes > LONGEST {
        wrong("minutes", "out-of-range");
    }
    if form.purpose.chars().count() > LONGEST_PURPOSE {
        wrong("purpose", "too-long");
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(date: &str, time: &str) -> AppointmentForm {
        AppointmentForm {
            date: date.parse().ok(),
            time: time.parse().ok(),
            minutes: 30,
            doctor: "7".into(),
            ..AppointmentForm::default()
        }
    }

    fn wrong(form: &AppointmentForm) -> Vec<String> {
        let now = "2026-03-27T10:00:00".parse().unwrap();
        let problems = problems(form, now, chrono_tz::Europe::Rome);
        problems
            .into_iter()
            .map(|problem| format!("{} {}", problem.field, problem.reason))
            .collect()
    }

    #[test]
    fn only_what_can_be_kept_is_booked() {
        assert!(wrong(&form("2026-03-27", "10:30:00")).is_empty());
        assert_eq!(wrong(&form("2026-03-27", "09:30:00")), ["time past"]);
        assert_eq!(wrong(&form("2026-03-26", "10:30:00")), ["date past"]);
        assert_eq!(wrong(&form("2026-03-29", "02:30:00")), ["time no-such-time"]);
        assert_eq!(wrong(&form("2206-03-28", "10:30:00")), ["date too-far"]);
        assert_eq!(wrong(&form("+262142-12-31", "23:59:00")), ["date too-far"]);
        let nothing = AppointmentForm::default();
        assert_eq!(
            wrong(&nothing),
            [
                "doctor required",
                "date required",
                "time required",
                "minutes out-of-range"
            ]
        );
    }
}
