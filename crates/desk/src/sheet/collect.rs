//! What stands on the sheet, out of the store.

use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::{Connection as Database, OptionalExtension as _};
use uuid::Uuid;

use super::{DowntimeSheet, SheetConnection, SheetDay, SheetRow};
use crate::agenda::{self, AppointmentRow, DayRequest, Stage, StatusMark};
use crate::clinic::DeskSettings;
use crate::connections::{self, Ability, Connection};
use crate::error::DeskError;
use crate::papers::{Country, letterhead};
use crate::video::{VideoRequest, VideoVisit, visits, with_video};

/// What a person chose about the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wishes {
    /// How many days; `None`: as the manager set.
    pub(super) days: Option<u32>,
    /// Lists show what a visit is for.
    pub(super) show_purpose: bool,
    /// How many actions had not reached a vendor.
    pub(super) unsent: u32,
}

/// Today and the next days, of all accounts.
pub(super) fn collect(
    conn: &Database,
    wishes: &Wishes,
    now: DateTime<Utc>,
) -> Result<DowntimeSheet, DeskError> {
    let settings = DeskSettings::load(conn)?;
    let accounts: Vec<Connection> = connections::all_shown(conn)?
        .into_iter()
        .filter(|account| {
            account.can.contains(&Ability::Appointments) || account.can.contains(&Ability::Video)
        })
        .collect();
    let of_video = with_video(accounts.clone());
    let video = visits(conn, &of_video, &VideoRequest { past: false }, now)?;
    let zone = agenda::desk_zone(conn)?.map_or("UTC", |zone| zone.name());
    let mut days = Vec::new();
    let mut today = None;
    for number in 0..wishes.days.unwrap_or(settings.sheet_days).max(1) {
        // Today is each account's own; the days after it are those of the desk.
        let date = today.map(|today: NaiveDate| later(today, number));
        let list = agenda::day(conn, &DayRequest { date }, now)?;
        today.get_or_insert(list.date);
        let mut rows = Vec::new();
        for row in &list.rows {
            // Whoever works from paper looks for who comes next.
            let over = list.is_today && matches!(row.stage, Stage::Done | Stage::Missed | Stage::Cancelled);
            rows.push((over, of_appointment(conn, row, wishes.show_purpose)?));
        }
        let of_day = video.visits.iter().filter(|visit| match visit.start {
            Some(start) => start.date() == list.date,
            // A visit whose time cannot be read may be today's.
            None => number == 0,
        });
        rows.extend(of_day.map(|visit| (false, of_visit(visit))));
        rows.sort_by(|(over, one), (later, two)| {
            (over, one.start, &one.family_name).cmp(&(later, two.start, &two.family_name))
        });
        days.push(SheetDay {
            date: list.date,
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        });
    }
    let dates: Vec<NaiveDate> = days.iter().map(|day| day.date).collect();
    let connections = accounts
        .iter()
        .map(|account| source(conn, account, &dates))
        .collect::<Result<_, _>>()?;
    Ok(DowntimeSheet {
        desk: settings.name,
        made_at: now,
        zone: zone.to_owned(),
        connections,
        days,
        unsent: wishes.unsent,
    })
}

/// The language that the clinic's own people read: the one a manager set, else that of the letterhead's country; `None`
/// where nobody has said.
pub(super) fn language(conn: &Database) -> Result<Option<String>, DeskError> {
    if let Some(chosen) = DeskSettings::load(conn)?.sheet_language {
        return Ok(Some(chosen));
    }
    let of_country = match letterhead(conn)?.country {
        Country::Ro => Some("ro"),
        Country::It => Some("it"),
        Country::Neutral => None,
    };
    Ok(of_country.map(str::to_owned))
}

fn later(today: NaiveDate, days: u32) -> NaiveDate {
    today.checked_add_days(Days::new(days.into())).unwrap_or(today)
}

fn source(conn: &Database, account: &Connection, dates: &[NaiveDate]) -> Result<SheetConnection, DeskError> {
    let (mut complete, mut counted) = (true, None);
    if account.can.contains(&Ability::Appointments) {
        for date in dates {
            let made_from = agenda::of_connection(conn, account.id, *date)?;
            counted.get_or_insert((made_from.checked, made_from.known));
            complete &= made_from.fill_complete && made_from.checked >= made_from.known;
        }
    }
    if account.can.contains(&Ability::Video) {
        let read_at: Option<Option<i64>> = conn
            .prepare_cached("SELECT visits_checked_at FROM video_clocks WHERE connection = ?1")?
            .query_row([account.id.to_string()], |row| row.get(0))
            .optional()?;
        complete &= read_at.flatten().is_some();
    }
    Ok(SheetConnection {
        name: account.name.clone(),
        last_contact_at: account.last_contact_at,
        offline_since: account.offline_since,
        complete,
        asked: counted.map(|(asked, _)| asked),
        known: counted.map(|(_, known)| known),
    })
}

fn of_appointment(conn: &Database, row: &AppointmentRow, purpose: bool) -> Result<SheetRow, DeskError> {
    let (family_name, first_name) =
        parted_name(conn, row.id)?.unwrap_or((row.patient.name.clone(), String::new()));
    Ok(SheetRow {
        start: row.start,
        end: row.end,
        family_name,
        first_name,
        birth_date: row.patient.birth_date,
        birth_year: None,
        phone: row.patient.phone.clone(),
        doctor: row.doctor.clone(),
        work_point: row.place.clone(),
        room: row.room.clone(),
        purpose: row.purpose.clone().filter(|_| purpose),
        statuses: furthest(&row.statuses),
        video: false,
        unsent: row.pending,
        called_off: row.stage == Stage::Cancelled,
        same_name: row.same_name,
        foreign: row.foreign,
        connection: row.connection_name.clone(),
    })
}

/// What is set that says how far the visit has come: at some vendors what came before stays set. What has no meaning
/// here is told too, because it may be anything.
fn furthest(statuses: &[StatusMark]) -> Vec<String> {
    let set = || statuses.iter().filter(|mark| mark.set);
    let last = set()
        .filter_map(|mark| mark.stage)
        .max_by_key(|stage| rank(*stage));
    set()
        .filter(|mark| mark.stage.is_none() || mark.stage == last)
        .map(|mark| mark.name.clone())
        .collect()
}

fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Expected => 0,
        Stage::Confirmed => 1,
        Stage::Arrived => 2,
        Stage::WithDoctor => 3,
        Stage::Done => 4,
        Stage::Missed => 5,
        Stage::Cancelled => 6,
    }
}

/// Family name and first name of an appointment's patient.
fn parted_name(conn: &Database, appointment: Uuid) -> Result<Option<(String, String)>, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT r.last_name, r.first_name FROM appointments a JOIN patient_records r ON r.id = a.record \
             WHERE a.id = ?1",
        )?
        .query_row([appointment.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn of_visit(visit: &VideoVisit) -> SheetRow {
    SheetRow {
        start: visit.start.map(|start| start.time()),
        end: None,
        family_name: visit.name.clone(),
        first_name: String::new(),
        birth_date: visit.patient.as_ref().and_then(|patient| patient.birth_date),
        birth_year: visit.birth_year.clone(),
        phone: visit.phone.clone(),
        doctor: None,
        work_point: None,
        room: None,
        purpose: None,
        statuses: Vec::new(),
        video: true,
        unsent: visit.pending.is_some(),
        called_off: visit.pending.as_ref().is_some_and(|pending| pending.removing),
        same_name: false,
        foreign: false,
        connection: visit.connection_name.clone(),
    }
}
