//! `documents`: a patient's documents at the vendors, on the command line.

use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_commands::desk::bills::{FileDocument as Request, FilePdf};
use frontdesk_commands::desk::{Desk, DeskError};
use serde_json::json;
use uuid::Uuid;

use crate::arguments::{Documents, FileDocument};
use crate::desk::Place;
use crate::failure::CliError;
use crate::vendor::read_body;
use crate::{desk, output, writes};

/// Runs one of the commands about documents.
///
/// # Errors
/// `Usage` where several accounts could be meant, `Io`, `Desk`.
pub async fn run(place: Place, command: Documents) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    match command {
        Documents::List {
            patient,
            refresh,
            json,
        } => {
            let page = match refresh {
                true => desk.refresh_patient(patient).await?,
                false => desk.open_patient(patient).await?,
            };
            if json {
                output::json(&page.documents)?;
                return Ok(ExitCode::SUCCESS);
            }
            let cells: Vec<_> = page
                .documents
                .rows
                .iter()
                .map(|row| {
                    let made = row.made_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
                    [
                        made.unwrap_or_default(),
                        row.name.clone(),
                        row.kind.clone().unwrap_or_default(),
                        row.id.to_string(),
                    ]
                })
                .collect();
            output::table(["made", "name", "type", "id"], &cells)?;
        }
        Documents::Download { id, out, json: _ } => {
            let file = out.file()?;
            let document = desk.patient_document(id).await?;
            file.write(&document.bytes)?;
            output::json(&json!({
                "name": document.name,
                "media_type": document.media_type,
                "bytes": document.bytes.len(),
            }))?;
        }
        Documents::File(given) => return file(&desk, given).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn file(desk: &Desk, given: FileDocument) -> Result<ExitCode, CliError> {
    let pdf = given.file.as_deref().map(read_body).transpose()?;
    let page = desk.open_patient(given.patient).await?;
    let connection = match &given.connection {
        Some(name) => Some(desk::connection(desk, name).await?.id),
        None => None,
    };
    let mut records = page
        .records
        .iter()
        .filter(|record| connection.is_none_or(|id| record.source.connection == id));
    let record = match (records.next(), records.next()) {
        (Some(record), None) => record.source.record,
        (None, _) => return Err(DeskError::not_found("patient record").into()),
        _ => {
            return Err(CliError::Usage(
                "several accounts know the patient: name one with --connection".to_owned(),
            ));
        }
    };
    let name = match (given.name, &given.file) {
        (Some(name), _) => name,
        (None, Some(file)) => file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        (None, None) => return Err(CliError::Usage("name the document with --name".to_owned())),
    };
    let intent = given.intent.unwrap_or_else(Uuid::now_v7);
    let (accepted, about) = match (pdf, given.paper) {
        (Some(pdf), _) => {
            let request = FilePdf {
                record,
                base64: STANDARD.encode(pdf),
                folder: given.folder,
                kind: given.kind,
                name,
                intent,
            };
            (desk.file_pdf(request).await?, ("file", json!(given.file)))
        }
        (None, Some(paper)) => {
            let request = Request {
                record,
                paper,
                folder: given.folder,
                kind: given.kind,
                name,
                intent,
            };
            (desk.file_document(request).await?, ("paper", json!(paper)))
        }
        (None, None) => return Err(CliError::Usage("name --paper or --file".to_owned())),
    };
    writes::deliver(desk, accepted.entry, about).await
}
