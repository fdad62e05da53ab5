//! `appointments`: the day, and ticking somebody off.

use std::process::ExitCode;
use std::time::Duration;

use chrono::NaiveTime;
use frontdesk_commands::desk::agenda::{AppointmentRow, DayRequest, SetStatus};
use frontdesk_commands::desk::booking::{AppointmentForm, BookAppointment, FreeTimesRequest};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arguments::{Appointments, BookAppointment as BookGiven, SetStatus as Given};
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output, writes};

/// Runs one of the commands about appointments.
///
/// # Errors
/// `Io`, `Desk`.
pub async fn run(place: Place, command: Appointments) -> Result<ExitCode, CliError> {
    let given = match command {
        Appointments::Today { date, json } => {
            let rows = desk::open(place).await?.day(DayRequest { date }).await?.rows;
            if json {
                output::json(&rows.iter().map(line).collect::<Vec<_>>())?;
            } else {
                print(&rows)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        Appointments::SetStatus(given) => given,
        Appointments::Choices { patient, json: _ } => {
            output::json(&desk::open(place).await?.booking_form(patient).await?)?;
            return Ok(ExitCode::SUCCESS);
        }
        Appointments::Free {
            connection,
            doctor,
            date,
            minutes,
            json: _,
        } => {
            let desk = desk::open(place).await?;
            let request = FreeTimesRequest {
                connection: desk::connection(&desk, &connection).await?.id,
                doctor,
                date,
                minutes,
            };
            output::json(&desk.free_times(request).await?)?;
            return Ok(ExitCode::SUCCESS);
        }
        Appointments::Book(given) => return book(place, given).await,
    };
    set_status(place, given).await
}

async fn set_status(place: Place, given: Given) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    let connection = desk::connection(&desk, &given.connection).await?;
    let appointment = desk
        .sync()
        .ensure_appointment(connection.id, &given.patient, &given.appointment)
        .await?;
    let tick = SetStatus {
        appointment,
        key: given.status,
        value: given.value,
        reason: given.reason,
        happened_at: given.at,
        intent: given.intent.unwrap_or_else(Uuid::now_v7),
    };
    let accepted = desk.outbox().set_status(tick, Duration::ZERO).await?;
    writes::deliver(&desk, accepted.entry, ("appointment", json!(appointment))).await
}

async fn book(place: Place, given: BookGiven) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    let connection = desk::connection(&desk, &given.connection).await?.id;
    let accounts = desk.booking_form(given.patient).await?.accounts;
    let record = accounts
        .into_iter()
        .find(|account| account.connection == connection)
        .map(|account| account.record)
        .ok_or_else(|| CliError::Usage(format!("{} takes no booking of this patient", given.connection)))?;
    let request = BookAppointment {
        intent: given.intent.unwrap_or_else(Uuid::now_v7),
        record,
        form: AppointmentForm {
            date: Some(given.start.date()),
            time: Some(given.start.time()),
            minutes: given.minutes,
            doctor: given.doctor,
            room: given.room,
            purpose: given.purpose,
        },
        despite: given.despite,
    };
    let booked = desk.book_appointment(request, Duration::ZERO).await?;
    let about = ("appointment", json!(booked.appointment));
    writes::deliver(&desk, booked.accepted.entry, about).await
}

fn clock(time: Option<NaiveTime>) -> Option<String> {
    time.map(|time| time.format("%H:%M").to_string())
}

fn line(row: &AppointmentRow) -> Value {
    let statuses: Vec<_> = row
        .statuses
        .iter()
        .map(|mark| json!({ "key": mark.key, "name": mark.name, "color": mark.color, "set": mark.set }))
        .collect();
    json!({
        "id": row.id,
        "patient": { "id": row.patient.id, "name": row.patient.name, "vendor_id": row.patient.vendor_id },
        "date": row.date,
        "start": clock(row.start),
        "end": clock(row.end),
        "doctor": row.doctor,
        "place": row.place,
        "room": row.room,
        "purpose": row.purpose,
        "stage": row.stage,
        "statuses": statuses,
        "pencilled": row.pencilled,
        "pending": row.pending,
        "checked_at": row.checked_at,
        "connection": row.connection_name,
        "vendor_id": row.vendor_id,
        "foreign": row.foreign,
    })
}

fn print(rows: &[AppointmentRow]) -> Result<(), CliError> {
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let stage = row
                .stage_name
                .clone()
                .unwrap_or_else(|| row.stage.as_str().to_owned());
            [
                clock(row.start).unwrap_or_default(),
                row.patient.name.clone(),
                row.doctor.clone().unwrap_or_default(),
                row.room.clone().unwrap_or_default(),
                if row.pending {
                    format!("{stage} (not sent yet)")
                } else {
                    stage
                },
            ]
        })
        .collect();
    output::table(["time", "patient", "doctor", "room", "status"], &cells)
}
