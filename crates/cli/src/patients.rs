//! `patients`: the look-up of the window, on the command line.

use frontdesk_commands::desk::patients::{FindPatients, PatientHit};
use serde_json::{Value, json};

use crate::arguments::Patients;
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output};

/// Runs one of the commands about patients.
///
/// # Errors
/// `Io`, `Desk`.
pub async fn run(place: Place, command: Patients) -> Result<(), CliError> {
    let desk = desk::open(place).await?;
    match command {
        Patients::Find { text, limit, json } => {
            let found = desk
                .find_patients(FindPatients {
                    text,
                    limit: Some(limit),
                })
                .await?;
            if json {
                return output::json(&found.hits.iter().map(line).collect::<Vec<_>>());
            }
            let cells: Vec<_> = found
                .hits
                .into_iter()
                .map(|hit| {
                    let born = hit.birth_date.map(|date| date.to_string());
                    [
                        hit.name,
                        born.unwrap_or_default(),
                        hit.phone.unwrap_or_default(),
                        hit.id.to_string(),
                    ]
                })
                .collect();
            output::table(["name", "born", "phone", "id"], &cells)
        }
        Patients::Show { id, json: _ } => output::json(&desk.open_patient(id).await?),
    }
}

fn line(hit: &PatientHit) -> Value {
    let sources: Vec<_> = hit
        .sources
        .iter()
        .map(|source| {
            json!({ "connection": source.connection_name, "vendor": source.vendor, "vendor_id": source.vendor_id })
        })
        .collect();
    json!({
        "id": hit.id,
        "name": hit.name,
        "birth_date": hit.birth_date,
        "phone": hit.phone,
        "email": hit.email,
        "national_id": hit.national_id,
        "sources": sources,
    })
}
