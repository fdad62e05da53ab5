//! `papers`: what is kept of a patient, on the command line.

use serde_json::json;

use crate::arguments::Papers;
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output};

/// Runs one of the commands about papers.
///
/// # Errors
/// `Io`, `Desk`.
pub async fn run(place: Place, command: Papers) -> Result<(), CliError> {
    let desk = desk::open(place).await?;
    match command {
        Papers::List { patient, json } => {
            let papers = desk.papers(patient).await?;
            if json {
                return output::json(&papers);
            }
            let cells: Vec<_> = papers
                .iter()
                .map(|paper| {
                    [
                        paper.made_at.format("%Y-%m-%d %H:%M").to_string(),
                        output::word(&paper.kind),
                        output::word(&paper.origin),
                        paper.name.clone(),
                        paper.bytes.to_string(),
                        paper.id.to_string(),
                    ]
                })
                .collect();
            output::table(["made (UTC)", "kind", "origin", "name", "bytes", "id"], &cells)
        }
        Papers::Save { id, out } => {
            let place = out.file()?;
            let file = desk.kept_paper(id).await?;
            place.write(&file.bytes)?;
            output::json(&json!({ "file": out.out, "name": file.name, "media_type": file.media_type }))
        }
    }
}
