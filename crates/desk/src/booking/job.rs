//! What the window and the command line ask about bookings.

use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use frontdesk_basics::civil;
use rusqlite::{Connection as Database, OptionalExtension as _, params};
use uuid::Uuid;

use super::clashes::Wanted;
use super::form::problems;
use super::{
    AppointmentForm, BookAppointment, Booked, BookingAccount, BookingChoice, BookingForm, BookingReason,
    Clash, FreeTimes, FreeTimesRequest, clashes,
};
use crate::Desk;
use crate::adapters;
use crate::connections::{Ability, Connection, Priority};
use crate::error::DeskError;
use crate::outbox::BookAppointmentAction;
use crate::store::{from_ms, id_of, to_ms};

/// How long an appointment is where nothing says otherwise.
const MINUTES: u32 = 30;
/// What can be chosen is asked for again after so long.
const KEPT: TimeDelta = TimeDelta::hours(6);

/// What was last told of an account's choices.
#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Offer {
    doctors: Vec<BookingChoice>,
    rooms: Vec<BookingChoice>,
    reasons: Vec<BookingReason>,
}

impl Offer {
    fn name(choices: &[BookingChoice], id: &str) -> Option<String> {
        let found = choices.iter().find(|choice| choice.id == id)?;
        Some(found.name.clone())
    }
}

impl From<adapters::BookingOffer> for Offer {
    fn from(offer: adapters::BookingOffer) -> Self {
        let choices = |rows: Vec<adapters::Choice>| {
            rows.into_iter()
                .map(|row| BookingChoice {
                    id: row.vendor_id,
                    name: row.name,
                })
                .collect()
        };
        Self {
            doctors: choices(offer.doctors),
            rooms: choices(offer.rooms),
            reasons: offer
                .reasons
                .into_iter()
                .map(|row| BookingReason {
                    id: row.vendor_id,
                    name: row.name,
                    minutes: row.minutes,
                })
                .collect(),
        }
    }
}

impl Desk {
    /// Where a patient can be booked, and what can be chosen there: from the store where it is fresh, else from the
    /// vendor, else as it was last told.
    ///
    /// # Errors
    /// `NotFound` (patient), or the store's.
    pub async fn booking_form(&self, person: Uuid) -> Result<BookingForm, DeskError> {
        let records = self.store.read(move |conn| records_of(conn, person)).await?;
        let mut accounts = Vec::new();
        for (record, connection) in records {
            let connection = self.accounts.get(connection).await?;
            if !adapters::abilities_of(connection.vendor).contains(&Ability::Bookings) {
                continue;
            }
            let (offer, live) = self.offer(connection.id).await?;
            accounts.push(BookingAccount {
                connection: connection.id,
                record,
                doctors: offer.doctors,
                rooms: offer.rooms,
                reasons: offer.reasons,
                minutes: MINUTES,
                today: self.clinic_now(&connection).date(),
                live,
                vendor: connection.vendor,
                connection_name: connection.name,
            });
        }
        Ok(BookingForm { accounts })
    }

    /// When somebody is free, asked of the vendor now.
    ///
    /// # Errors
    /// `NotFound`, the vendor's (`Offline`, `KeyRefused`, …), or the store's.
    pub async fn free_times(&self, request: FreeTimesRequest) -> Result<FreeTimes, DeskError> {
        let connection = request.connection;
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        let bookings = account.bookings.ok_or_else(no_bookings)?;
        let times = bookings
            .free(&request.doctor, request.date, request.minutes)
            .await
            .map_err(|error| DeskError::from(error).with("connection", connection.to_string()))?;
        Ok(FreeTimes { times })
    }

    /// What is in the way of a booking, from the store. A form that is not whole yet has nothing in its way.
    ///
    /// # Errors
    /// `NotFound` (record), or the store's.
    pub async fn booking_clashes(&self, request: BookAppointment) -> Result<Vec<Clash>, DeskError> {
        let Some(start) = request.form.start() else {
            return Ok(Vec::new());
        };
        let (connection, person) = self.booked_at(request.record).await?;
        let (offer, _) = self.stored_offer(connection.id).await?;
        self.store
            .read(move |conn| in_the_way(conn, connection.id, person, start, &request.form, &offer))
            .await
    }

    /// Books an appointment through the outbox; held back for `hold` so that it can be undone.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` with the first field that cannot stand (`despite`: something is in the way and nobody
    /// has said why it is booked all the same), or the store's.
    pub async fn book_appointment(
        &self,
        request: BookAppointment,
        hold: Duration,
    ) -> Result<Booked, DeskError> {
        let BookAppointment {
            intent,
            record,
            form,
            despite,
        } = request;
        let (connection, person) = self.booked_at(record).await?;
        let form = AppointmentForm {
            purpose: form.purpose.trim().to_owned(),
            room: form.room.filter(|room| !room.is_empty()),
            ..form
        };
        let despite = despite
            .map(|why| why.trim().to_owned())
            .filter(|why| !why.is_empty());
        let known = self.outbox.knows(intent).await?;
        // A wish that was taken before is answered, even if its time has passed since.
        if !known {
            let zone = civil::zone(&connection.zone).unwrap_or(chrono_tz::Tz::UTC);
            if let Some(problem) = problems(&form, self.clinic_now(&connection), zone).first() {
                return Err(DeskError::invalid(&problem.field, &problem.reason));
            }
        }
        // Whoever saves has chosen from what was told before: a slow line keeps nobody waiting now.
        let (stored, _) = self.stored_offer(connection.id).await?;
        let offer = match stored.doctors.is_empty() {
            true => self.offer(connection.id).await?.0,
            false => stored,
        };
        let doctor_name = Offer::name(&offer.doctors, &form.doctor);
        let room_name = form
            .room
            .as_deref()
            .and_then(|room| Offer::name(&offer.rooms, room));
        if !known && doctor_name.is_none() {
            return Err(DeskError::invalid("doctor", "unknown"));
        }
        if !known && form.room.is_some() && room_name.is_none() {
            return Err(DeskError::invalid("room", "unknown"));
        }
        let start = form.start();
        let action = BookAppointmentAction {
            appointment: Uuid::nil(),
            record,
            doctor_name: doctor_name.unwrap_or_default(),
            room_name,
            despite: despite.clone(),
            form: form.clone(),
        };
        let id = connection.id;
        let allowed = move |conn: &Database| {
            let Some(start) = start.filter(|_| !known && despite.is_none()) else {
                return Ok(());
            };
            match in_the_way(conn, id, person, start, &form, &offer)?.is_empty() {
                true => Ok(()),
                false => Err(DeskError::invalid("despite", "something-in-the-way")),
            }
        };
        let (appointment, accepted) = self
            .outbox
            .book_appointment(intent, hold, id, action, allowed)
            .await?;
        Ok(Booked {
            appointment,
            accepted,
        })
    }

    /// The account and the person of a record that can be booked.
    async fn booked_at(&self, record: Uuid) -> Result<(Connection, Uuid), DeskError> {
        let found = self
            .store
            .read(move |conn| {
                Ok(conn
                    .query_row(
                        "SELECT connection, person FROM patient_records WHERE id = ?1",
                        [record.to_string()],
                        |row| Ok((id_of(row, "connection")?, id_of(row, "person")?)),
                    )
                    .optional()?)
            })
            .await?;
        let (connection, person) = found.ok_or_else(|| DeskError::not_found("record"))?;
        let connection = self.accounts.get(connection).await?;
        if adapters::abilities_of(connection.vendor).contains(&Ability::Bookings) {
            Ok((connection, person))
        } else {
            Err(no_bookings())
        }
    }

    fn clinic_now(&self, connection: &Connection) -> NaiveDateTime {
        let zone = civil::zone(&connection.zone).unwrap_or(chrono_tz::Tz::UTC);
        self.ports.clock.now().with_timezone(&zone).naive_local()
    }

    /// What can be chosen, and whether the vendor was asked just now.
    async fn offer(&self, connection: Uuid) -> Result<(Offer, bool), DeskError> {
        let (stored, fresh) = self.stored_offer(connection).await?;
        if fresh {
            return Ok((stored, false));
        }
        let asked = match self.accounts.capabilities(connection, Priority::Opened).await {
            Ok(account) => match account.bookings {
                Some(bookings) => bookings.offer().await.map_err(DeskError::from),
                None => Err(no_bookings()),
            },
            Err(error) => Err(error),
        };
        let Ok(told) = asked.map(Offer::from) else {
            return Ok((stored, false));
        };
        let written = serde_json::to_string(&told)
            .map_err(|error| DeskError::internal(format!("choices cannot be written: {error}")))?;
        let now = to_ms(self.ports.clock.now());
        self.store
            .write(move |tx| {
                tx.execute(
                    "INSERT INTO booking_offers (connection, offer, read_at) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (connection) DO UPDATE SET offer = excluded.offer, read_at = excluded.read_at",
                    params![connection.to_string(), written, now],
                )?;
                Ok(())
            })
            .await?;
        Ok((told, true))
    }

    /// What was last told, and whether that is fresh.
    async fn stored_offer(&self, connection: Uuid) -> Result<(Offer, bool), DeskError> {
        let stored: Option<(String, i64)> = self
            .store
            .read(move |conn| {
                Ok(conn
                    .query_row(
                        "SELECT offer, read_at FROM booking_offers WHERE connection = ?1",
                        [connection.to_string()],
                        |row| Ok((row.get(0)?, row.get(1)?)),
                    )
                    .optional()?)
            })
            .await?;
        let Some((offer, read_at)) = stored else {
            return Ok((Offer::default(), false));
        };
        let age = self.ports.clock.now() - from_ms(read_at);
        let fresh = age >= TimeDelta::zero() && age < KEPT;
        Ok((serde_json::from_str(&offer).unwrap_or_default(), fresh))
    }
}

fn no_bookings() -> DeskError {
    DeskError::not_found("account that takes bookings")
}

/// The records of a person, those that are at a vendor or on their way to one.
fn records_of(conn: &Database, person: Uuid) -> Result<Vec<(Uuid, Uuid)>, DeskError> {
    let known: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM persons WHERE id = ?1)",
        [person.to_string()],
        |row| row.get(0),
    )?;
    if !known {
        return Err(DeskError::not_found("patient"));
    }
    let mut statement = conn.prepare_cached(
        "SELECT r.id, r.connection FROM patient_records r JOIN connections c ON c.id = r.connection \
         WHERE r.person = ?1 AND r.gone_at IS NULL ORDER BY c.created_at, c.rowid",
    )?;
    let rows = statement.query_map([person.to_string()], |row| {
        Ok((id_of(row, "id")?, id_of(row, "connection")?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn in_the_way(
    conn: &Database,
    connection: Uuid,
    person: Uuid,
    start: NaiveDateTime,
    form: &AppointmentForm,
    offer: &Offer,
) -> Result<Vec<Clash>, DeskError> {
    let room = form
        .room
        .as_deref()
        .and_then(|room| Offer::name(&offer.rooms, room));
    let wanted = Wanted {
        connection,
        person,
        start,
        minutes: form.minutes,
        doctor: &Offer::name(&offer.doctors, &form.doctor).unwrap_or_default(),
        room: room.as_deref(),
        itself: None,
    };
    clashes(conn, &wanted)
}
