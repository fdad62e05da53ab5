//! `video`: the video visits of the window, on the command line.

use std::process::ExitCode;
use std::time::Duration;

use frontdesk_commands::desk::Desk;
use frontdesk_commands::desk::video::{
    BookVideo, PrefillVideo, RemoveVideo, VideoForm, VideoRequest, VideoVisits,
};
use serde_json::json;
use uuid::Uuid;

use crate::arguments::{BookVideo as Given, Video};
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output, writes};

/// Runs one of the commands about video visits.
///
/// # Errors
/// `Io`, `Desk`.
pub async fn run(place: Place, command: Video) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    match command {
        Video::List { past, refresh, json } => {
            let request = VideoRequest { past };
            let visits = match refresh {
                true => desk.refresh_video(request).await?,
                false => desk.video_visits(request).await?,
            };
            if json {
                output::json(&visits)?;
            } else {
                print(&visits)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Video::Book(given) => book(&desk, given).await,
        Video::Remove {
            visit,
            intent,
            json: _,
        } => {
            let request = RemoveVideo {
                intent: intent.unwrap_or_else(Uuid::now_v7),
                visit,
            };
            let accepted = desk.remove_video(request, Duration::ZERO).await?;
            writes::deliver(&desk, accepted.entry, ("visit", json!(visit))).await
        }
        Video::Report { visit, json: _ } => {
            output::json(&desk.video_report(visit).await?)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn book(desk: &Desk, given: Given) -> Result<ExitCode, CliError> {
    let connection = desk::connection(desk, &given.connection).await?.id;
    let known = match given.patient {
        Some(patient) => desk.prefill_video(PrefillVideo { connection, patient }).await?,
        None => VideoForm::default(),
    };
    let form = VideoForm {
        name: given.name.unwrap_or(known.name),
        email: given.email.unwrap_or(known.email),
        phone: given.phone.unwrap_or(known.phone),
        birth_year: given.birth_year.unwrap_or(known.birth_year),
        date: Some(given.start.date()),
        time: Some(given.start.time()),
    };
    let request = BookVideo {
        intent: given.intent.unwrap_or_else(Uuid::now_v7),
        connection,
        patient: given.patient,
        form,
    };
    let booked = desk.book_video(request, Duration::ZERO).await?;
    writes::deliver(desk, booked.accepted.entry, ("visit", json!(booked.visit))).await
}

fn print(visits: &VideoVisits) -> Result<(), CliError> {
    let cells: Vec<_> = visits
        .visits
        .iter()
        .map(|visit| {
            let start = visit
                .start
                .map(|start| start.format("%Y-%m-%d %H:%M").to_string());
            let pending = visit.pending.as_ref().map(|pending| output::word(&pending.state));
            [
                start.unwrap_or_default(),
                visit.name.clone(),
                pending.unwrap_or_default(),
                visit.url.clone().unwrap_or_default(),
                visit.id.to_string(),
            ]
        })
        .collect();
    output::table(["start", "name", "unsent", "link", "id"], &cells)
}
