//! What is in the way of a booking: from the store, pencilled appointments too.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use rusqlite::Connection;
use uuid::Uuid;

use super::{Clash, ClashOf};
use crate::agenda::{AppointmentRow, Stage, Which, rows};
use crate::error::DeskError;

/// What is to be booked, by the names that lists show.
pub(crate) struct Wanted<'a> {
    pub(crate) connection: Uuid,
    pub(crate) person: Uuid,
    pub(crate) start: NaiveDateTime,
    pub(crate) minutes: u32,
    pub(crate) doctor: &'a str,
    pub(crate) room: Option<&'a str>,
    /// The appointment itself, where it stands in the lists already.
    pub(crate) itself: Option<Uuid>,
}

/// The end of an appointment on its own day; one that goes past midnight has none.
pub(crate) fn reckoned_end(start: NaiveDateTime, minutes: u32) -> Option<NaiveTime> {
    let end = start + TimeDelta::minutes(minutes.into());
    (end.date() == start.date()).then(|| end.time())
}

/// The appointments of that day at the same time with the same patient, doctor or room.
pub(crate) fn clashes(conn: &Connection, wanted: &Wanted<'_>) -> Result<Vec<Clash>, DeskError> {
    let from = wanted.start.time();
    let to = reckoned_end(wanted.start, wanted.minutes);
    let of_day = rows(conn, &Which::OfDay(wanted.start.date()))?;
    Ok(of_day
        .into_iter()
        .filter(|row| Some(row.id) != wanted.itself && row.stage != Stage::Cancelled)
        .filter_map(|row| {
            let (start, of) = (row.start?, reason(&row, wanted)?);
            // Without an end it is known to be there when it begins.
            let over = row.end.unwrap_or(start);
            let meets = to.is_none_or(|to| start < to) && (from < over || from == start);
            meets.then_some(Clash {
                of,
                patient: row.patient,
                start,
                end: row.end,
                doctor: row.doctor,
                room: row.room,
            })
        })
        .collect())
}

fn reason(row: &AppointmentRow, wanted: &Wanted<'_>) -> Option<ClashOf> {
    // Doctors and rooms of one account are not those of another of the same name.
    let here = row.connection == wanted.connection;
    if row.patient.id == wanted.person && !row.foreign {
        return Some(ClashOf::Patient);
    }
    if here && row.doctor.as_deref() == Some(wanted.doctor) {
        return Some(ClashOf::Doctor);
    }
    (here && wanted.room.is_some() && row.room.as_deref() == wanted.room).then_some(ClashOf::Room)
}
