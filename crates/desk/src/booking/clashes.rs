//! What is in the way of a booking: from the store, pencilled appointments too.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use rusqlite::Connection;
use uuid::Uuid;

use super::offer::Names;
use super::{Clash, ClashOf};
use crate::agenda::{AppointmentRow, Stage, Which, rows};
use crate::error::DeskError;

/// What is to be booked, by the names that lists show.
pub(super) struct Wanted<'a> {
    pub(super) connection: Uuid,
    pub(super) person: Uuid,
    pub(super) start: NaiveDateTime,
    pub(super) minutes: u32,
    pub(super) names: &'a Names,
    /// The appointment itself, where it stands in the lists already.
    pub(super) itself: Option<Uuid>,
}

/// The end of an appointment on its own day; one that goes past midnight has none.
pub(crate) fn reckoned_end(start: NaiveDateTime, minutes: u32) -> Option<NaiveTime> {
    let end = start.checked_add_signed(TimeDelta::minutes(minutes.into()))?;
    (end.date() == start.date()).then(|| end.time())
}

/// The appointments at the same time with the same patient, doctor or room.
pub(super) fn clashes(conn: &Connection, wanted: &Wanted<'_>) -> Result<Vec<Clash>, DeskError> {
    let length = TimeDelta::minutes(wanted.minutes.into());
    let Some(end) = wanted.start.checked_add_signed(length) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    let mut day = wanted.start.date();
    // What goes past midnight may meet the next morning's.
    while day.and_time(NaiveTime::MIN) < end || day == wanted.start.date() {
        for row in rows(conn, &Which::OfDay(day))? {
            let itself = Some(row.id) == wanted.itself;
            if itself || row.stage == Stage::Cancelled || !meets(&row, day, wanted.start, end) {
                continue;
            }
            if let Some(of) = reason(&row, wanted) {
                found.push(Clash {
                    of,
                    patient: row.patient,
                    start: row.start,
                    end: row.end,
                    doctor: row.doctor,
                    room: row.room,
                });
            }
        }
        let Some(next) = day.succ_opt() else { break };
        day = next;
    }
    Ok(found)
}

/// Whether an appointment of a day is at the time wanted. One without a time is there the whole day.
fn meets(row: &AppointmentRow, day: NaiveDate, from: NaiveDateTime, to: NaiveDateTime) -> bool {
    let Some(start) = row.start.map(|time| day.and_time(time)) else {
        return true;
    };
    // Without an end it is known to be there when it begins.
    let over = row.end.map_or(start, |time| day.and_time(time));
    (start < to && from < over) || from == start
}

fn reason(row: &AppointmentRow, wanted: &Wanted<'_>) -> Option<ClashOf> {
    // Doctors and rooms of one account are not those of another of the same name.
    let here = row.connection == wanted.connection;
    if row.patient.id == wanted.person && !row.foreign {
        return Some(ClashOf::Patient);
    }
    let Names { doctor, room } = wanted.names;
    if here && doctor.is_some() && row.doctor == *doctor {
        return Some(ClashOf::Doctor);
    }
    (here && room.is_some() && row.room == *room).then_some(ClashOf::Room)
}
