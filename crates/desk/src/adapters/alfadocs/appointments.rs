//! Appointments: by patient, by days, one by one, and their state.

use async_trait::async_trait;
use chrono::{Days, NaiveDate, TimeDelta};
use frontdesk_vendors::alfadocs::{Appointment, FindAppointments, SaveAppointment};
use frontdesk_vendors::{ErrorKind, VendorError};

use super::clinic::Called;
use super::rewrite::as_read;
use super::{Adapter, ZONE, id, nothing_sent, perhaps_done, statuses, text};
use crate::adapters::{AppointmentBook, BookAppointment, DayBook, DayRows};

/// How far back and ahead the appointments of one patient are asked for: the vendor lists thirty days an answer.
const BACK: Days = Days::new(60);
const AHEAD: Days = Days::new(180);
const UPDATE: &str = "update-appointment";

fn appointment(row: Appointment, called: &Called) -> BookAppointment {
    let date = row.date.as_ref().map(|at| at.date);
    let start = row
        .date
        .as_ref()
        .and_then(|at| at.time)
        .filter(|_| row.all_day != Some(true));
    // A visit that goes past midnight has no end of that day.
    let end = start.and_then(|start| {
        let (end, beyond) = start.overflowing_add_signed(TimeDelta::minutes(row.duration?));
        (beyond == 0).then_some(end)
    });
    BookAppointment {
        vendor_id: row.id.map(|id| id.to_string()),
        vendor_patient: row.patient.map(|id| id.to_string()),
        date,
        start,
        end,
        doctor: row.operator.and_then(|id| called.operators.get(&id).cloned()),
        place: None,
        room: row.chair.and_then(|id| called.chairs.get(&id).cloned()),
        purpose: text(row.description),
        flags: statuses::flags(row.state.as_deref()),
        one_state: true,
        extra: row.extra.to_json(),
    }
}

impl Adapter {
    pub(super) fn today(&self) -> NaiveDate {
        let zone: chrono_tz::Tz = ZONE.parse().unwrap_or(chrono_tz::UTC);
        self.clock.now().with_timezone(&zone).date_naive()
    }

    async fn named(&self, rows: Vec<Appointment>) -> Result<Vec<BookAppointment>, VendorError> {
        let operators: Vec<i64> = rows.iter().filter_map(|row| row.operator).collect();
        let chairs: Vec<i64> = rows.iter().filter_map(|row| row.chair).collect();
        let called = self.called(&operators, &chairs).await?;
        Ok(rows.into_iter().map(|row| appointment(row, &called)).collect())
    }

    pub(super) async fn one(&self, row: Appointment) -> Result<BookAppointment, VendorError> {
        let mut rows = self.named(vec![row]).await?;
        rows.pop().ok_or_else(|| super::no_row("appointment"))
    }

    pub(super) async fn between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        patient: Option<i64>,
    ) -> Result<DayRows, VendorError> {
        let find = FindAppointments {
            start: Some(from),
            end: Some(to),
            state: None,
            patient,
        };
        let rows = self.client.appointments(&find).await?;
        // A row without an id may be any of those that seem to be missing.
        let whole = rows.unreadable.is_empty() && rows.iter().all(|row| row.id.is_some());
        // Without a patient it is a blocked time; a server that pays no heed to the filter names others.
        let wanted =
            |row: &Appointment| row.patient.is_some() && (patient.is_none() || row.patient == patient);
        let rows = self.named(rows.into_iter().filter(wanted).collect()).await?;
        Ok(DayRows { rows, whole })
    }
}

/// Somebody else set another state since the caller looked: nothing was sent, and the next look shows it.
fn changed_meanwhile() -> VendorError {
    VendorError::new(
        ErrorKind::Changed,
        UPDATE,
        "the state was changed by somebody else",
    )
}

/// The request that sets the state and leaves everything else as it was read: date and colour above all, or it
/// would move the visit.
fn with_state(row: &Appointment, state: &str) -> SaveAppointment {
    SaveAppointment {
        state: Some(state.to_owned()),
        ..as_read(UPDATE, row, &[], &["state"])
    }
}

#[async_trait]
impl AppointmentBook for Adapter {
    async fn appointments_of(&self, vendor_patient: &str) -> Result<Vec<BookAppointment>, VendorError> {
        let patient = id("appointments", "patientId", vendor_patient)?;
        let today = self.today();
        let answer = self.between(today - BACK, today + AHEAD, Some(patient)).await?;
        if !answer.whole {
            return Err(VendorError::new(
                ErrorKind::Unreadable,
                "appointments",
                "rows of an unknown shape",
            ));
        }
        Ok(answer.rows)
    }

    /// A day less on both sides than is asked for: midnight may lie between the two.
    fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let (today, day) = (self.today(), Days::new(1));
        Some((today - BACK + day, today + AHEAD - day))
    }

    async fn appointment(
        &self,
        _: &str,
        vendor_appointment: &str,
    ) -> Result<Option<BookAppointment>, VendorError> {
        let id = id("appointment", "appointmentId", vendor_appointment)?;
        match self.if_there(self.client.appointment(id).await).await? {
            Some(row) => self.one(row).await.map(Some),
            None => Ok(None),
        }
    }

    /// A state is taken away by setting another one.
    async fn set_status(
        &self,
        _: &str,
        vendor_appointment: &str,
        key: &str,
        value: bool,
        _: Option<&str>,
        former: Option<&str>,
    ) -> Result<BookAppointment, VendorError> {
        if !value {
            return Err(VendorError::invalid(UPDATE, "state", "a state cannot be cleared"));
        }
        let id = id(UPDATE, "appointmentId", vendor_appointment)?;
        let fresh = self.client.appointment(id).await.map_err(nothing_sent)?;
        if statuses::word(fresh.state.as_deref()) != former {
            return Err(changed_meanwhile());
        }
        let request = with_state(&fresh, key);
        let row = match self.client.rewrite_appointment(id, &request).await? {
            Some(row) => row,
            None => self.client.appointment(id).await.map_err(perhaps_done(UPDATE))?,
        };
        self.one(row).await.map_err(perhaps_done(UPDATE))
    }
}

#[async_trait]
impl DayBook for Adapter {
    async fn appointments_between(&self, from: NaiveDate, to: NaiveDate) -> Result<DayRows, VendorError> {
        self.between(from, to, None).await
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_vendors::FromObject as _;

    use super::*;

    fn row(text: &str) -> Appointment {
        Appointment::from_object(serde_json::from_str(text).unwrap())
    }

    #[test]
    fn a_state_is_set_with_date_and_colour_as_they_were() {
        let visit = row(
            r#"{"id":7,"date":"2026-05-04 10:30:00","patientId":5,"operatorId":2,"allDay":false,"type":"homeVisit","state":"done",
            "duration":0,"colorId":85661,"chairId":1,"description":"Igiene","smsReminder":true}"#,
        );
        assert_eq!(
            serde_json::to_string(&with_state(&visit, "in_care")).unwrap(),
            r#"{"date":"2026-05-04 10:30:00","patientId":5,"smsReminder":true,"description":"Igiene","allDay":false,"type":"homeVisit","duration":0,"state":"in_care","colorId":85661,"chairId":1,"operatorId":2}"#
        );
    }

    #[test]
    fn names_stand_for_ids_and_the_end_follows_from_the_duration() {
        let called = Called {
            operators: [(2, "Beatrice Larcher".to_owned())].into(),
            chairs: [(21, "Poltrona 1".to_owned())].into(),
        };
        let visit = |more: &str| {
            let text = format!(
                r#"{{"id":7,"date":"2026-05-04 23:30:00","patientId":5,"operatorId":2,"chairId":"21",{more}}}"#
            );
            appointment(row(&text), &called)
        };
        let plain = visit(r#""duration":"20","state":null"#);
        assert_eq!(
            (plain.doctor.as_deref(), plain.room.as_deref()),
            (Some("Beatrice Larcher"), Some("Poltrona 1"))
        );
        assert_eq!(plain.end.map(|end| end.to_string()).as_deref(), Some("23:50:00"));
        assert!(plain.flags.values().all(|set| !set));
        assert_eq!(
            visit(r#""duration":45"#).end,
            None,
            "not before its own beginning"
        );
        let whole = visit(r#""allDay":true,"duration":45"#);
        assert_eq!((whole.start, whole.end), (None, None));
        assert!(whole.date.is_some());
    }
}
