//! What the window and the command line ask about bookings.

use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use frontdesk_basics::civil;
use rusqlite::{Connection as Database, OptionalExtension as _};
use uuid::Uuid;

use super::clashes::{Wanted, clashes};
use super::form::{acceptable, tidied};
use super::offer::Offer;
use super::{BookAppointment, Booked, BookingAccount, BookingForm, Clash, FreeTimes, FreeTimesRequest};
use crate::Desk;
use crate::adapters;
use crate::connections::{Ability, Connection, Priority};
use crate::error::DeskError;
use crate::outbox::BookAppointmentAction;
use crate::store::id_of;

/// How long an appointment is where nothing says otherwise.
const MINUTES: u32 = 30;
/// What can be chosen is asked for again after so long.
const KEPT: TimeDelta = TimeDelta::hours(6);

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

    /// What is in the way of a booking, from the store. A form that is not whole yet has nothing in its way, and what the
    /// same intent has pencilled already is not in its own.
    ///
    /// # Errors
    /// `NotFound` (record), or the store's.
    pub async fn booking_clashes(&self, request: BookAppointment) -> Result<Vec<Clash>, DeskError> {
        let Some(start) = request.form.start() else {
            return Ok(Vec::new());
        };
        let (connection, person) = self.booked_at(request.record).await?;
        self.store
            .read(move |conn| {
                let offer = Offer::stored(conn, connection.id)?.map(|(offer, _)| offer);
                let wanted = Wanted {
                    connection: connection.id,
                    person,
                    start,
                    minutes: request.form.minutes,
                    names: &offer.unwrap_or_default().names(&request.form),
                    itself: booked_by(conn, request.intent)?,
                };
                clashes(conn, &wanted)
            })
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
        let (form, despite) = tidied(form, despite);
        let known = self.outbox.knows(intent).await?;
        // A wish that was taken before is answered, even if its time has passed since.
        if !known {
            acceptable(&form, &connection, self.ports.clock.now())?;
        }
        // Whoever saves has chosen from what was told before: a slow line keeps nobody waiting now.
        let (stored, _) = self.stored_offer(connection.id).await?;
        let offer = match stored.doctors.is_empty() {
            true => self.offer(connection.id).await?.0,
            false => stored,
        };
        let names = offer.names(&form);
        if !known && names.doctor.is_none() {
            return Err(DeskError::invalid("doctor", "unknown"));
        }
        if !known && form.room.is_some() && names.room.is_none() {
            return Err(DeskError::invalid("room", "unknown"));
        }
        let start = form.start();
        let action = BookAppointmentAction {
            appointment: Uuid::nil(),
            record,
            doctor_name: names.doctor.clone().unwrap_or_default(),
            room_name: names.room.clone(),
            despite: despite.clone(),
            form: form.clone(),
        };
        let id = connection.id;
        let allowed = move |conn: &Database| {
            let Some(start) = start.filter(|_| !known && despite.is_none()) else {
                return Ok(());
            };
            let wanted = Wanted {
                connection: id,
                person,
                start,
                minutes: form.minutes,
                names: &names,
                itself: None,
            };
            match clashes(conn, &wanted)?.is_empty() {
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
        let (kept, now) = (told.clone(), self.ports.clock.now());
        self.store.write(move |tx| kept.keep(tx, connection, now)).await?;
        Ok((told, true))
    }

    /// What was last told, and whether that is fresh.
    async fn stored_offer(&self, connection: Uuid) -> Result<(Offer, bool), DeskError> {
        let stored = self
            .store
            .read(move |conn| Offer::stored(conn, connection))
            .await?;
        let Some((offer, read_at)) = stored else {
            return Ok((Offer::default(), false));
        };
        let age = self.ports.clock.now() - read_at;
        Ok((offer, age >= TimeDelta::zero() && age < KEPT))
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

/// The appointment that an intent has booked.
fn booked_by(conn: &Database, intent: Uuid) -> Result<Option<Uuid>, DeskError> {
    Ok(conn
        .prepare_cached("SELECT appointment FROM outbox WHERE intent = ?1 AND kind = 'book_appointment'")?
        .query_row([intent.to_string()], |row| id_of(row, "appointment"))
        .optional()?)
}
