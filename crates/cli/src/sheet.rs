//! `downtime-sheet`: the days' lists as a PDF.

use std::io::BufRead as _;

use frontdesk_commands::desk::sheet::{SheetPaper, SheetWay};
use serde_json::json;

use crate::arguments::DowntimeSheet;
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output};

/// Writes a sheet of what the store holds, or the last one that was made where a PIN is given.
///
/// # Errors
/// `Usage`, `Io`, `Desk` (`WrongPassword`, `TooManyTries`, or why the store cannot be opened).
pub async fn run(place: Place, given: DowntimeSheet) -> Result<(), CliError> {
    let file = given.out.file()?;
    let paper = if given.pin_stdin {
        by_pin(place, pin()?).await?
    } else {
        let desk = desk::open(place).await?;
        let paper = desk.sheet().paper(given.days, given.language).await?;
        desk.sheet().put_down(SheetWay::Saved).await;
        paper
    };
    file.write(&paper.bytes)?;
    output::json(&json!({
        "file": given.out.out, "title": paper.title, "made_at": paper.made_at, "days": paper.days,
    }))
}

async fn by_pin(place: Place, pin: String) -> Result<SheetPaper, CliError> {
    let app = desk::app(place).await?;
    Ok(match app.desk() {
        Ok(desk) => desk.sheet().open_by_pin(pin).await?,
        Err(_) => app.kept_sheet().open_by_pin(pin).await?,
    })
}

fn pin() -> Result<String, CliError> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.map_err(|source| CliError::Io {
        what: "standard input".to_owned(),
        source,
    })?;
    Ok(line.trim().to_owned())
}
