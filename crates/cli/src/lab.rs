//! `lab`: orders and reports of laboratories, on the command line.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_commands::desk::lab::{CheckLab, LabDesk, LabForm, SendLab, UploadReport};
use serde_json::json;
use uuid::Uuid;

use crate::arguments::Lab;
use crate::desk::Place;
use crate::failure::CliError;
use crate::vendor::read_body;
use crate::{desk, output, writes};

/// Runs one of the commands about laboratories.
///
/// # Errors
/// `Usage` for a form that cannot be read, `Io`, `Desk`.
pub async fn run(place: Place, command: Lab) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    match command {
        Lab::List { json } => {
            let sent = desk.lab_desk().await?;
            if json {
                output::json(&sent)?;
            } else {
                print(&sent)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Lab::Preview {
            form,
            connection,
            json: _,
        } => {
            let request = CheckLab {
                connection: desk::connection(&desk, &connection).await?.id,
                form: read_form(&form)?,
            };
            output::json(&desk.preview_lab(request).await?)?;
            Ok(ExitCode::SUCCESS)
        }
        Lab::Send {
            form,
            connection,
            patient,
            intent,
            json: _,
        } => {
            let request = SendLab {
                intent: intent.unwrap_or_else(Uuid::now_v7),
                connection: desk::connection(&desk, &connection).await?.id,
                patient,
                form: read_form(&form)?,
            };
            let sent = desk.send_lab(request, Duration::ZERO).await?;
            writes::deliver(&desk, sent.accepted.entry, ("order", json!(sent.order))).await
        }
        Lab::Upload {
            file,
            connection,
            execution,
            order,
            intent,
            json: _,
        } => {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let request = UploadReport {
                intent: intent.unwrap_or_else(Uuid::now_v7),
                connection: desk::connection(&desk, &connection).await?.id,
                order,
                file_name: name.into_owned(),
                base64: STANDARD.encode(read_body(&file)?),
                execution: execution.clone(),
            };
            let accepted = desk.upload_report(request).await?;
            writes::deliver(&desk, accepted.entry, ("execution", json!(execution))).await
        }
    }
}

fn read_form(from: &Path) -> Result<LabForm, CliError> {
    let body = read_body(from)?;
    serde_json::from_slice(&body).map_err(|error| writes::not_read(from, &error))
}

fn print(sent: &LabDesk) -> Result<(), CliError> {
    let orders = sent.orders.iter().map(|order| {
        let last = order.sent.first();
        [
            "order".to_owned(),
            order.number.clone(),
            order.patient_name.clone(),
            last.map(|last| output::word(&last.state)).unwrap_or_default(),
            order.id.to_string(),
        ]
    });
    let reports = sent.reports.iter().map(|report| {
        [
            "report".to_owned(),
            report.execution.clone(),
            report.file_name.clone(),
            output::word(&report.state),
            report.entry.to_string(),
        ]
    });
    let cells: Vec<_> = orders.chain(reports).collect();
    output::table(["what", "number", "name", "state", "id"], &cells)
}
