//! Acts put down after they happened: paper notes of an outage, with the times that stand on the paper.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::error::DeskError;

/// The instant at which the clock of the clinic showed that time on the day of an appointment. Where the clock is set
/// back that night and showed it twice, the first time counts.
///
/// # Errors
/// `InvalidField` of `happened_at`: `in-future`, or `no-such-time` where the clock was set forward over it;
/// `NotFound`, or the store's.
pub(crate) fn moment(
    conn: &Connection,
    appointment: Uuid,
    time: NaiveTime,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, DeskError> {
    let found: Option<(NaiveDate, String)> = conn
        .query_row(
            "SELECT a.date, c.zone FROM appointments a JOIN connections c ON c.id = a.connection WHERE a.id = ?1",
            [appointment.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (date, zone) = found.ok_or_else(|| DeskError::not_found("appointment"))?;
    let zone = civil::zone(&zone).unwrap_or(chrono_tz::Tz::UTC);
    let instant = zone
        .from_local_datetime(&date.and_time(time))
        .earliest()
        .ok_or_else(|| DeskError::invalid("happened_at", "no-such-time"))?
        .to_utc();
    if instant > now {
        return Err(DeskError::invalid("happened_at", "in-future"));
    }
    Ok(instant)
}
