//! New appointments: who, where and why can be chosen, when somebody is free, and the booking itself.

use async_trait::async_trait;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use frontdesk_vendors::alfadocs::{
    Appointment, FindAppointments, FindFreeSlots, FindOperators, FreeSlot, SaveAppointment,
};
use frontdesk_vendors::{ErrorKind, VendorError};

use super::{Adapter, id, nothing_sent, perhaps_done, text};
use crate::adapters::{
    BookAppointment, BookingOffer, BookingReason, Bookings, Choice, NewAppointment, Taken,
};

const CREATE: &str = "create-appointment";
/// How far back the agenda is looked through for a colour where no list of colours can be read.
const BACK: Days = Days::new(29);

/// A list that only adds to the choice: one that cannot be read leaves it empty.
fn unreadable(operation: &'static str) -> VendorError {
    VendorError::new(ErrorKind::Unreadable, operation, "rows of an unknown shape")
}

/// Beginnings on a day at which an operator is free; `None`: slots came and none of them can be read, which is not
/// "nobody is free".
fn free_times(slots: &[FreeSlot], operator: i64, day: NaiveDate) -> Option<Vec<NaiveTime>> {
    let begins = |slot: &FreeSlot| {
        let told = [slot.date.as_ref(), slot.start.as_ref()];
        told.into_iter()
            .flatten()
            .find_map(|at| Some((at.date, at.time?)))
    };
    if !slots.is_empty() && slots.iter().all(|slot| begins(slot).is_none()) {
        return None;
    }
    let mut times: Vec<NaiveTime> = slots
        .iter()
        .filter(|slot| slot.operator.is_none_or(|theirs| theirs == operator))
        .filter_map(begins)
        .filter(|(date, _)| *date == day)
        .map(|(_, time)| time)
        .collect();
    times.sort_unstable();
    times.dedup();
    Some(times)
}

/// What a new appointment would take.
struct Place {
    from: NaiveDateTime,
    to: NaiveDateTime,
    operator: i64,
    chair: Option<i64>,
}

impl Place {
    /// What is in the way: somebody else's visit, or a time that was blocked.
    fn taken_by(&self, row: &Appointment) -> Option<Taken> {
        let at = row
            .date
            .as_ref()
            .filter(|_| row.state.as_deref() != Some("cancelled"))?;
        let doctor = row.operator == Some(self.operator);
        if !doctor && (self.chair.is_none() || row.chair != self.chair) {
            return None;
        }
        let time = at.time.filter(|_| row.all_day != Some(true));
        let meets = match time {
            None => (self.from.date()..=self.to.date()).contains(&at.date),
            Some(time) => {
                let begins = at.date.and_time(time);
                let length = TimeDelta::try_minutes(row.duration.unwrap_or_default())?;
                let ends = begins.checked_add_signed(length)?;
                (begins < self.to && self.from < ends) || begins == self.from
            }
        };
        meets.then(|| Taken {
            vendor_id: row.id.map(|id| id.to_string()),
            start: time,
            doctor,
        })
    }
}

impl Adapter {
    /// The colour of a new appointment, which the vendor requires (VENDORS 1.3): the first of the clinic's own, or, where
    /// the key may not read them, one that the agenda shows.
    async fn color(&self) -> Result<i64, VendorError> {
        let listed = match self.client.colors().await {
            Ok(rows) => rows.into_iter().find_map(|row| row.id),
            Err(error) => match error.kind {
                ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::Unreadable => None,
                _ => return Err(nothing_sent(error)),
            },
        };
        if let Some(color) = listed {
            return Ok(color);
        }
        let today = self.today();
        let find = FindAppointments {
            start: today.checked_sub_days(BACK),
            end: Some(today),
            state: None,
            patient: None,
        };
        let rows = self.client.appointments(&find).await.map_err(nothing_sent)?;
        let shown = rows.rows.iter().rev().find_map(|row| row.color);
        shown.ok_or_else(|| {
            let mut error = VendorError::new(ErrorKind::Incomplete, CREATE, "the practice shows no colour");
            error.field = Some("colorId");
            error
        })
    }
}

fn told<T: Default>(answer: Result<T, VendorError>) -> T {
    answer.unwrap_or_else(|error| {
        tracing::info!(
            kind = error.kind.as_str(),
            operation = error.operation,
            "a choice cannot be read"
        );
        T::default()
    })
}

fn chair(wanted: &NewAppointment) -> Result<Option<i64>, VendorError> {
    let room = wanted.room.as_deref();
    room.map(|room| id(CREATE, "chairId", room)).transpose()
}

#[async_trait]
impl Bookings for Adapter {
    async fn offer(&self) -> Result<BookingOffer, VendorError> {
        let here = FindOperators {
            ignore_deleted: Some(true),
            ..FindOperators::default()
        };
        let doctors = self.client.operators(&here).await?;
        let doctors = doctors
            .into_iter()
            // A server that pays no heed to the filter lists those who have left too.
            .filter(|row| row.deleted != Some(true))
            .filter_map(|row| {
                Some(Choice {
                    vendor_id: row.id?.to_string(),
                    name: row.full_name()?,
                })
            });
        let rooms = told(self.client.chairs().await).into_iter();
        let rooms = rooms.filter(|row| row.deleted != Some(true)).filter_map(|row| {
            Some(Choice {
                vendor_id: row.id?.to_string(),
                name: text(row.name)?,
            })
        });
        let reasons = told(self.client.booking_reasons().await).into_iter();
        let mut reasons: Vec<_> = reasons.filter(|row| row.deleted != Some(true)).collect();
        reasons.sort_by_key(|row| row.sequence);
        let reasons = reasons.into_iter().filter_map(|row| {
            Some(BookingReason {
                vendor_id: row.id?.to_string(),
                name: text(row.description)?,
                minutes: row.duration.and_then(|minutes| u32::try_from(minutes).ok()),
            })
        });
        Ok(BookingOffer {
            doctors: doctors.collect(),
            rooms: rooms.collect(),
            reasons: reasons.collect(),
        })
    }

    /// The document shows no field of a free slot (VENDORS 1.2, #25): a row without a readable beginning, or of another
    /// day or somebody else, is left out.
    async fn free(&self, doctor: &str, day: NaiveDate, minutes: u32) -> Result<Vec<NaiveTime>, VendorError> {
        let operator = id("free-slots", "operatorIds", doctor)?;
        let find = FindFreeSlots {
            start: day,
            end: Some(day),
            duration: minutes.into(),
            operators: vec![operator],
        };
        let slots = self.client.free_slots(&find).await?;
        let lost = slots.rows.is_empty() && !slots.unreadable.is_empty();
        let times = free_times(&slots.rows, operator, day).filter(|_| !lost);
        times.ok_or_else(|| unreadable("free-slots"))
    }

    async fn of_day(
        &self,
        vendor_patient: &str,
        day: NaiveDate,
    ) -> Result<Vec<BookAppointment>, VendorError> {
        let patient = id("appointments", "patientId", vendor_patient)?;
        let answer = self.between(day, day, Some(patient)).await?;
        if answer.whole {
            return Ok(answer.rows);
        }
        Err(unreadable("appointments"))
    }

    async fn taken(&self, wanted: &NewAppointment) -> Result<Vec<Taken>, VendorError> {
        let length = TimeDelta::minutes(wanted.minutes.into());
        let place = Place {
            from: wanted.start,
            to: wanted.start.checked_add_signed(length).unwrap_or(wanted.start),
            operator: id(CREATE, "operatorId", &wanted.doctor)?,
            chair: chair(wanted)?,
        };
        let find = FindAppointments {
            start: Some(place.from.date()),
            end: Some(place.to.date()),
            state: None,
            patient: None,
        };
        let rows = self.client.appointments(&find).await?.rows;
        Ok(rows.iter().filter_map(|row| place.taken_by(row)).collect())
    }

    async fn book(
        &self,
        vendor_patient: &str,
        wanted: &NewAppointment,
    ) -> Result<Option<BookAppointment>, VendorError> {
        let request = SaveAppointment {
            date: Some(wanted.start),
            patient: Some(id(CREATE, "patientId", vendor_patient)?),
            description: Some(wanted.purpose.clone()).filter(|text| !text.is_empty()),
            all_day: Some(false),
            kind: Some("inPractice".to_owned()),
            duration: Some(wanted.minutes.into()),
            color: Some(self.color().await?),
            chair: chair(wanted)?,
            operator: Some(id(CREATE, "operatorId", &wanted.doctor)?),
            ..SaveAppointment::default()
        };
        match self.client.create_appointment(&request).await? {
            Some(row) => self.one(row).await.map(Some).map_err(perhaps_done(CREATE)),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

    use super::*;
    use frontdesk_vendors::scalar::VendorDate;

    fn slot(date: &str, start: &str, operator: Option<i64>) -> FreeSlot {
        FreeSlot {
            date: VendorDate::parse(date),
            start: VendorDate::parse(start),
            operator,
            ..FreeSlot::default()
        }
    }

    fn free(slots: &[FreeSlot]) -> Option<Vec<String>> {
        let times = free_times(slots, 7, "2026-11-24".parse().unwrap())?;
        Some(
            times
                .into_iter()
                .map(|time| time.format("%H:%M").to_string())
                .collect(),
        )
    }

    #[test]
    fn slots_that_cannot_be_read_are_not_a_day_without_free_times() {
        assert_eq!(free(&[]), Some(Vec::new()));
        assert_eq!(free(&[slot("", "", Some(7))]), None);
        let others = slot("2026-11-24 10:00:00", "", Some(8));
        assert_eq!(free(&[others]), Some(Vec::new()), "somebody else is free");
        let told = [
            slot("2026-11-24", "2026-11-24 11:00:00", Some(7)),
            slot("2026-11-24 10:00:00", "", None),
            slot("", "", None),
        ];
        assert_eq!(free(&told).unwrap(), ["10:00", "11:00"]);
    }

    #[test]
    fn a_time_is_taken_by_whoever_is_there_with_the_doctor_or_in_the_room() {
        let place = Place {
            from: "2026-11-24T10:00:00".parse().unwrap(),
            to: "2026-11-24T10:30:00".parse().unwrap(),
            operator: 7,
            chair: Some(2),
        };
        let row = |at: &str, minutes, operator, chair| Appointment {
            id: Some(1),
            date: VendorDate::parse(at),
            duration: Some(minutes),
            operator: Some(operator),
            chair,
            ..Appointment::default()
        };
        let by = |row: &Appointment| place.taken_by(row).map(|taken| taken.doctor);
        assert_eq!(by(&row("2026-11-24 09:45:00", 30, 7, None)), Some(true));
        assert_eq!(by(&row("2026-11-24 10:15:00", 30, 8, Some(2))), Some(false));
        assert_eq!(by(&row("2026-11-24 10:15:00", 30, 8, Some(3))), None);
        assert_eq!(by(&row("2026-11-24 09:30:00", 30, 7, None)), None, "over by then");
        assert_eq!(
            by(&row("2026-11-24 10:30:00", 30, 7, None)),
            None,
            "begins after it"
        );
        assert_eq!(by(&row("2026-11-24", 0, 7, None)), Some(true), "the whole day");
        assert_eq!(by(&row("2026-11-23 23:50:00", 20, 7, None)), None);
        let cancelled = Appointment {
            state: Some("cancelled".into()),
            ..row("2026-11-24 10:00:00", 30, 7, None)
        };
        assert_eq!(by(&cancelled), None);
        let elsewhere = Place { chair: None, ..place };
        assert!(
            elsewhere
                .taken_by(&row("2026-11-24 10:00:00", 30, 8, None))
                .is_none()
        );
    }
}
