//! Appointments: `appointments`, `appointment`, `create-appointment`, `update-appointment`.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveDateTime};

use super::client::Alfadocs;
use super::operations::{APPOINTMENT, APPOINTMENTS, CREATE_APPOINTMENT, UPDATE_APPOINTMENT};
use super::save::{check_extra, one_of, required};
use super::windows::{Range, join};
use crate::operation::Operation;
use crate::row::row;
use crate::rules::{intact, silent_debug};
use crate::scalar::VendorDate;
use crate::{ErrorKind, Rows, VendorError};

/// The most days that one answer covers.
const DAYS: u64 = 30;

/// The states of an appointment, as the document's filter lists them.
pub const STATES: &[&str] = &["absent", "waiting", "in_care", "done", "cancelled", "confirmed"];

/// Which appointments. Without dates the vendor answers from today to a Sunday about two weeks away.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FindAppointments {
    /// `dateStart`.
    pub start: Option<NaiveDate>,
    /// `dateEnd`, included.
    pub end: Option<NaiveDate>,
    /// `state`: one of [`STATES`].
    pub state: Option<String>,
    /// `patientId`.
    pub patient: Option<i64>,
}

silent_debug!(FindAppointments);

row! {
    /// An appointment. Times are the clinic's local time; blocked times in the agenda have neither patient nor
    /// operator.
    pub struct Appointment {
        /// Its id.
        id: i64 = "id",
        /// When it begins.
        date: VendorDate = "date",
        /// The patient.
        patient: i64 = "patientId",
        /// The operator.
        operator: i64 = "operatorId",
        /// The care plan; not always a number.
        care_plan: String = "carePlanId",
        /// Whether an e-mail reminds of it.
        email_reminder: bool = "emailReminder",
        /// Whether a text message reminds of it.
        sms_reminder: bool = "smsReminder",
        /// What it is about.
        description: String = "description",
        /// Whether it takes the whole day.
        all_day: bool = "allDay",
        /// `telehealth` or `inPractice`.
        kind: String = "type",
        /// One of [`STATES`], or empty.
        state: String = "state",
        /// Minutes.
        duration: i64 = "duration",
        /// Its colour.
        color: i64 = "colorId",
        /// How often it comes again.
        frequency: String = "frequency",
        /// How many times.
        recurrence_count: i64 = "recurrenceCount",
        /// The chair.
        chair: i64 = "chairId",
        /// Whether the patient booked it.
        created_through_booking: bool = "createdThroughBooking",
        /// Whether a program made it.
        created_through_api: bool = "createdThroughApi",
        /// Whether it is the first visit; the type is not certain.
        first_visit: String = "firstVisit",
    }
}

row! {
    /// An appointment as it is written. An update, too, must carry `date` and `colorId`, from a fresh read, or it moves
    /// the visit.
    pub struct SaveAppointment {
        /// When it begins, the clinic's local time; required.
        date: NaiveDateTime = "date",
        /// The patient.
        patient: i64 = "patientId",
        /// Whether an e-mail reminds of it.
        email_reminder: bool = "emailReminder",
        /// Whether a text message reminds of it.
        sms_reminder: bool = "smsReminder",
        /// What it is about.
        description: String = "description",
        /// Whether it takes the whole day.
        all_day: bool = "allDay",
        /// `telehealth` or `inPractice`.
        kind: String = "type",
        /// Minutes.
        duration: i64 = "duration",
        /// One of [`STATES`].
        state: String = "state",
        /// Its colour; required.
        color: i64 = "colorId",
        /// The chair.
        chair: i64 = "chairId",
        /// The operator.
        operator: i64 = "operatorId",
    }
}

impl SaveAppointment {
    fn check(&self, operation: &'static Operation) -> Result<(), VendorError> {
        check_extra(operation, &self.extra)?;
        required(operation, "date", self.date.as_ref())?;
        required(operation, "colorId", self.color.as_ref())?;
        one_of(
            operation,
            "type",
            &["telehealth", "inPractice"],
            self.kind.as_deref(),
        )?;
        one_of(operation, "state", STATES, self.state.as_deref())?;
        if self.duration.is_some_and(|minutes| minutes <= 0) {
            let message = "duration must be a positive number of minutes";
            return Err(VendorError::invalid(operation.name, "duration", message));
        }
        intact(
            operation.name,
            "description",
            self.description.as_deref().unwrap_or_default(),
        )
    }
}

impl Alfadocs {
    /// Appointments of a range of days; one longer than thirty days is asked for in pieces.
    ///
    /// # Errors
    /// `Invalid` for a range backwards or an unknown state; else those of the calls.
    pub async fn appointments(&self, find: &FindAppointments) -> Result<Rows<Appointment>, VendorError> {
        one_of(&APPOINTMENTS, "state", STATES, find.state.as_deref())?;
        let range = Range {
            start: find.start,
            end: find.end,
        };
        let (mut all, mut seen) = (Rows::default(), HashSet::new());
        for window in range.windows(APPOINTMENTS.name, DAYS)? {
            let outgoing = self
                .to(&APPOINTMENTS)
                .await?
                .query("dateStart", window.start)
                .query("dateEnd", window.end)
                .query("state", find.state.as_deref())
                .query("patientId", find.patient);
            let rows = self.send(outgoing).await?.rows()?;
            join(&mut all, rows, &mut seen, |row: &Appointment| {
                row.id.map(|id| id.to_string())
            });
        }
        Ok(all)
    }

    /// One appointment.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn appointment(&self, id: i64) -> Result<Appointment, VendorError> {
        let outgoing = self.to(&APPOINTMENT).await?.path("appointmentId", id);
        self.send(outgoing).await?.the_one()
    }

    /// Books an appointment. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn create_appointment(
        &self,
        request: &SaveAppointment,
    ) -> Result<Option<Appointment>, VendorError> {
        request.check(&CREATE_APPOINTMENT)?;
        let outgoing = self.to(&CREATE_APPOINTMENT).await?.json(request);
        self.send(outgoing).await?.one()
    }

    /// Changes an appointment by a request that was made of the row as it was read a moment ago: what the vendor holds
    /// against its own document goes back as it came. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Incomplete` naming `date` or `colorId` when the row had none; else those of the call.
    pub async fn rewrite_appointment(
        &self,
        id: i64,
        request: &SaveAppointment,
    ) -> Result<Option<Appointment>, VendorError> {
        let held = |field: &str| request.extra.iter().any(|(key, _)| key == field);
        for (field, there) in [
            ("date", request.date.is_some()),
            ("colorId", request.color.is_some()),
        ] {
            if !there && !held(field) {
                let mut error = VendorError::invalid(UPDATE_APPOINTMENT.name, field, "the row has none");
                error.kind = ErrorKind::Incomplete;
                return Err(error);
            }
        }
        let finish = |outgoing: crate::outgoing::Outgoing| outgoing.path("appointmentId", id).json(request);
        self.update(&UPDATE_APPOINTMENT, finish).await?.one()
    }

    /// Changes an appointment. `None`: the vendor said yes and showed no row.
    ///
    /// # Errors
    /// `Invalid` naming the field; else those of the call.
    pub async fn update_appointment(
        &self,
        id: i64,
        request: &SaveAppointment,
    ) -> Result<Option<Appointment>, VendorError> {
        request.check(&UPDATE_APPOINTMENT)?;
        let finish = |outgoing: crate::outgoing::Outgoing| outgoing.path("appointmentId", id).json(request);
        self.update(&UPDATE_APPOINTMENT, finish).await?.one()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;

    const ROW: &str = r#"{"id":7,"date":"2026-05-04 10:30:00","patientId":5,"operatorId":2,"carePlanId":"N/A",
        "emailReminder":true,"smsReminder":false,"description":"Igiene","allDay":false,"type":"inPractice",
        "state":"confirmed","duration":30,"colorId":4,"frequency":"none","recurrenceCount":0,"chairId":1,
        "createdThroughBooking":false,"createdThroughApi":true,"firstVisit":"1"}"#;

    fn save() -> SaveAppointment {
        SaveAppointment {
            date: "2026-05-04T10:30:00".parse().ok(),
            color: Some(4),
            ..SaveAppointment::default()
        }
    }

    #[tokio::test]
    async fn a_long_range_is_asked_in_pieces_and_joined() {
        let (client, stub) = answering(&format!(r#"{{"status":"success","count":0,"data":[{ROW}]}}"#));
        let find = FindAppointments {
            start: "2026-01-01".parse().ok(),
            end: "2026-02-15".parse().ok(),
            state: Some("confirmed".to_owned()),
            patient: Some(5),
        };
        let rows = client.appointments(&find).await.unwrap();
        assert_eq!(
            stub.calls(),
            [
                format!(
                    "GET {A}/appointments?dateStart=2026-01-01&dateEnd=2026-01-30&state=confirmed&patientId=5"
                ),
                format!(
                    "GET {A}/appointments?dateStart=2026-01-31&dateEnd=2026-02-15&state=confirmed&patientId=5"
                ),
            ]
        );
        assert_eq!(rows.len(), 1, "the same appointment in two answers is one");
        assert_eq!(round_trip(&rows.rows[0], ROW), 0);
        assert_eq!(rows.rows[0].date.as_ref().unwrap().offset, None);
    }

    #[tokio::test]
    async fn one_is_read_also_when_it_is_a_blocked_time() {
        let (client, stub) = answering(r#"{"status":"success","data":{"id":7,"patientId":null,"state":""}}"#);
        let row = client.appointment(7).await.unwrap();
        assert_eq!(stub.calls(), [format!("GET {A}/appointments/7")]);
        assert_eq!((row.patient, row.state.as_deref()), (None, Some("")));
    }

    #[tokio::test]
    async fn a_booking_sends_what_was_given_and_nothing_else() {
        let (client, stub) = answering(&format!(r#"{{"status":"success","data":{ROW}}}"#));
        let request = SaveAppointment {
            patient: Some(5),
            all_day: Some(false),
            state: Some("waiting".to_owned()),
            ..save()
        };
        let made = client.create_appointment(&request).await.unwrap().unwrap();
        assert_eq!(made.id, Some(7));
        assert_eq!(stub.calls(), [format!("POST {A}/appointments")]);
        assert_eq!(
            stub.body(),
            r#"{"date":"2026-05-04 10:30:00","patientId":5,"allDay":false,"state":"waiting","colorId":4}"#
        );
    }

    #[tokio::test]
    async fn an_update_always_carries_date_and_colour() {
        let (client, stub) = answering(r#"{"status":"success","data":[]}"#);
        assert_eq!(client.update_appointment(7, &save()).await.unwrap(), None);
        assert_eq!(stub.calls(), [format!("PATCH {A}/appointments/7")]);
        assert_eq!(stub.body(), r#"{"date":"2026-05-04 10:30:00","colorId":4}"#);
        let (client, stub) = answering("{}");
        for (field, change) in [
            ("date", (|r| r.date = None) as fn(&mut SaveAppointment)),
            ("colorId", |r| r.color = None),
            ("type", |r| r.kind = Some("phone".to_owned())),
            ("state", |r| r.state = Some("string".to_owned())),
            ("duration", |r| r.duration = Some(0)),
            ("description", |r| r.description = Some("\u{fffd}".to_owned())),
        ] {
            let mut request = save();
            change(&mut request);
            for error in [
                client.update_appointment(7, &request).await.unwrap_err(),
                client.create_appointment(&request).await.unwrap_err(),
            ] {
                assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some(field)));
            }
        }
        for (field, change) in [
            ("date", (|r| r.date = None) as fn(&mut SaveAppointment)),
            ("colorId", |r| r.color = None),
        ] {
            let mut request = save();
            change(&mut request);
            let error = client.rewrite_appointment(7, &request).await.unwrap_err();
            assert_eq!((error.kind, error.field), (ErrorKind::Incomplete, Some(field)));
        }
        let find = FindAppointments {
            state: Some("status".to_owned()),
            ..FindAppointments::default()
        };
        assert_eq!(client.appointments(&find).await.unwrap_err().field, Some("state"));
        assert!(stub.calls().is_empty());
    }
}
