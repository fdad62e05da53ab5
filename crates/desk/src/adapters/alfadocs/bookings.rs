//! New appointments: who, where and why can be chosen, when somebody is free, and the booking itself.

use async_trait::async_trait;
use chrono::{NaiveDate, NaiveTime};
use frontdesk_vendors::alfadocs::{FindFreeSlots, FindOperators, SaveAppointment};
use frontdesk_vendors::{ErrorKind, VendorError};

use super::{Adapter, id, nothing_sent, perhaps_done, text};
use crate::adapters::{BookAppointment, BookingOffer, BookingReason, Bookings, Choice, NewAppointment};

const CREATE: &str = "create-appointment";

/// A list that only adds to the choice: one that cannot be read leaves it empty.
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
        let mut times: Vec<NaiveTime> = slots
            .into_iter()
            .filter(|slot| slot.operator.is_none_or(|theirs| theirs == operator))
            .filter_map(|slot| slot.date.or(slot.start))
            .filter(|at| at.date == day)
            .filter_map(|at| at.time)
            .collect();
        times.sort_unstable();
        times.dedup();
        Ok(times)
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
        Err(VendorError::new(
            ErrorKind::Unreadable,
            "appointments",
            "rows of an unknown shape",
        ))
    }

    /// A colour is required (VENDORS 1.3): the first of the clinic's own.
    async fn book(
        &self,
        vendor_patient: &str,
        wanted: &NewAppointment,
    ) -> Result<Option<BookAppointment>, VendorError> {
        let colors = self.client.colors().await.map_err(nothing_sent)?;
        let color = colors.into_iter().find_map(|row| row.id);
        let room = wanted
            .room
            .as_deref()
            .map(|room| id(CREATE, "chairId", room))
            .transpose()?;
        let request = SaveAppointment {
            date: Some(wanted.start),
            patient: Some(id(CREATE, "patientId", vendor_patient)?),
            description: Some(wanted.purpose.clone()).filter(|text| !text.is_empty()),
            all_day: Some(false),
            kind: Some("inPractice".to_owned()),
            duration: Some(wanted.minutes.into()),
            color,
            chair: room,
            operator: Some(id(CREATE, "operatorId", &wanted.doctor)?),
            ..SaveAppointment::default()
        };
        match self.client.create_appointment(&request).await? {
            Some(row) => self.one(row).await.map(Some).map_err(perhaps_done(CREATE)),
            None => Ok(None),
        }
    }
}
