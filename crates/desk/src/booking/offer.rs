//! What can be chosen for a booking, as an account last told it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::{AppointmentForm, BookingChoice, BookingReason};
use crate::adapters;
use crate::error::DeskError;
use crate::store::{from_ms, to_ms};

/// What was last told of an account's choices.
#[derive(Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Offer {
    pub(super) doctors: Vec<BookingChoice>,
    pub(super) rooms: Vec<BookingChoice>,
    pub(super) reasons: Vec<BookingReason>,
}

/// The names of what a form has chosen by the vendor's ids, as lists show them; `None`: nobody, nowhere, or not told.
#[derive(Clone, Default)]
pub(super) struct Names {
    pub(super) doctor: Option<String>,
    pub(super) room: Option<String>,
}

impl Offer {
    /// The names of what is chosen.
    pub(super) fn names(&self, form: &AppointmentForm) -> Names {
        let named = |choices: &[BookingChoice], id: &str| {
            let found = choices.iter().find(|choice| choice.id == id)?;
            Some(found.name.clone())
        };
        Names {
            doctor: named(&self.doctors, &form.doctor),
            room: form.room.as_deref().and_then(|room| named(&self.rooms, room)),
        }
    }

    /// What was last told, and when.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn stored(
        conn: &Connection,
        connection: Uuid,
    ) -> Result<Option<(Self, DateTime<Utc>)>, DeskError> {
        let stored: Option<(String, i64)> = conn
            .query_row(
                "SELECT offer, read_at FROM booking_offers WHERE connection = ?1",
                [connection.to_string()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        Ok(stored
            .map(|(offer, read_at)| (serde_json::from_str(&offer).unwrap_or_default(), from_ms(read_at))))
    }

    /// Keeps what was told at `now`.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn keep(
        &self,
        tx: &Connection,
        connection: Uuid,
        now: DateTime<Utc>,
    ) -> Result<(), DeskError> {
        let written = serde_json::to_string(self)
            .map_err(|error| DeskError::internal(format!("choices cannot be written: {error}")))?;
        tx.execute(
            "INSERT INTO booking_offers (connection, offer, read_at) VALUES (?1, ?2, ?3) \
             ON CONFLICT (connection) DO UPDATE SET offer = excluded.offer, read_at = excluded.read_at",
            params![connection.to_string(), written, to_ms(now)],
        )?;
        Ok(())
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
