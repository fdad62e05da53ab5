//! `patients`: the look-up and the form of the window, on the command line.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use frontdesk_commands::desk::patients::{
    CreatePatient, EditPatient, FindPatients, PatientForm, PatientHit, PatientRecord,
};
use frontdesk_commands::desk::{Desk, DeskError};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::arguments::Patients;
use crate::desk::Place;
use crate::failure::CliError;
use crate::vendor::read_body;
use crate::{desk, output, writes};

/// Runs one of the commands about patients.
///
/// # Errors
/// `Usage` for a form that cannot be read, `Io`, `Desk`.
pub async fn run(place: Place, command: Patients) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    match command {
        Patients::Find { text, limit, json } => {
            let found = desk
                .find_patients_by(FindPatients {
                    text,
                    limit: Some(limit),
                })
                .await?;
            if json {
                output::json(&found.hits.iter().map(line).collect::<Vec<_>>())?;
                return Ok(ExitCode::SUCCESS);
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
            output::table(["name", "born", "phone", "id"], &cells)?;
        }
        Patients::Show { id, json: _ } => output::json(&desk.open_patient(id).await?)?,
        Patients::Create {
            form,
            connection,
            intent,
            json: _,
        } => {
            let request = CreatePatient {
                connection: desk::connection(&desk, &connection).await?.id,
                form: filled_in(&PatientForm::default(), &form)?,
                intent: intent.unwrap_or_else(Uuid::now_v7),
            };
            let (patient, accepted) = desk.outbox().create_patient(request, Duration::ZERO).await?;
            return writes::deliver(&desk, accepted.entry, ("patient", json!(patient))).await;
        }
        Patients::Edit {
            id,
            form,
            connection,
            intent,
            json: _,
        } => {
            let record = record_of(&desk, id, connection.as_deref()).await?;
            let before = form_of(&record);
            let request = EditPatient {
                record: record.source.record,
                after: filled_in(&before, &form)?,
                before,
                intent: intent.unwrap_or_else(Uuid::now_v7),
            };
            let accepted = desk.outbox().edit_patient(request, Duration::ZERO).await?;
            return writes::deliver(&desk, accepted.entry, ("patient", json!(id))).await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The record of a patient at an account; of the only one where none is named.
async fn record_of(desk: &Desk, person: Uuid, connection: Option<&str>) -> Result<PatientRecord, CliError> {
    let mut records = desk.page(person).await?.records;
    if let Some(name) = connection {
        let named = desk::connection(desk, name).await?.id;
        records.retain(|record| record.source.connection == named);
    }
    match (records.pop(), records.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => Err(CliError::Usage(
            "several accounts know this patient: name one with --connection".to_owned(),
        )),
        (None, _) => Err(DeskError::not_found("patient record").into()),
    }
}

fn form_of(record: &PatientRecord) -> PatientForm {
    PatientForm {
        last_name: record.last_name.clone(),
        first_name: record.first_name.clone(),
        phone: record.phone.clone().unwrap_or_default(),
        email: record.email.clone().unwrap_or_default(),
        national_id: record.national_id.clone(),
        birth_date: record.birth_date,
        ..PatientForm::default()
    }
}

/// A form with the fields that a file names; one it does not have is wrong usage, and not left out in silence.
fn filled_in(form: &PatientForm, from: &Path) -> Result<PatientForm, CliError> {
    let body = read_body(from)?;
    let given: Map<String, Value> =
        serde_json::from_slice(&body).map_err(|error| writes::not_read(from, &error))?;
    let mut whole = json!(form);
    for (field, value) in given {
        if whole.get(&field).is_none() {
            return Err(CliError::Usage(format!("{field} is no field of a patient")));
        }
        whole[&field] = value;
    }
    serde_json::from_value(whole).map_err(|_| {
        // The reader's own text would quote the value.
        CliError::Usage(format!("a field in {} is of another kind", from.display()))
    })
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
