//! `appointments`: the day, and ticking somebody off.

use std::process::ExitCode;
use std::time::Duration;

use chrono::NaiveTime;
use frontdesk_commands::desk::agenda::{AppointmentRow, DayRequest, SetStatus};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arguments::{Appointments, SetStatus as Given};
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
