//! `clinic` and `settings`: what the desks of a clinic share, and what is set for this one.

use std::io::BufRead as _;
use std::path::Path;

use frontdesk_commands::desk::clinic::{ClinicPart, ClinicPreview, DeskSettings};
use serde_json::{Value, json};

use crate::arguments::{Clinic, Settings};
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output, secrets};

/// Runs one of the commands about the clinic file.
///
/// # Errors
/// `Usage` without a passphrase, `Io` for a file that cannot be read or written, `Desk`.
pub async fn run(place: Place, command: Clinic) -> Result<(), CliError> {
    match command {
        Clinic::Export { out, json } => {
            let desk = desk::open(place).await?;
            let place = out.file()?;
            let passphrase = passphrase()?;
            let file = desk.export_clinic(passphrase.clone()).await?;
            place.write(&file.bytes)?;
            desk.clinic_saved(passphrase).await?;
            if json {
                return output::json(&json!({ "saved": out.out, "bytes": file.bytes.len() }));
            }
            output::line("saved")
        }
        Clinic::Import { file, preview, json } => {
            let bytes = std::fs::read(&file).map_err(|source| io(&file, source))?;
            let app = desk::app(place).await?;
            let read = app.read_clinic(bytes, passphrase()?, preview).await?;
            if json {
                return output::json(&read);
            }
            show(&read)
        }
    }
}

/// Runs one of the commands about the settings.
///
/// # Errors
/// `Usage` for a setting there is not or a value of another kind, `Desk`.
pub async fn settings(place: Place, command: Settings) -> Result<(), CliError> {
    let desk = desk::open(place).await?;
    let before = desk.settings().await?;
    let (after, json) = match command {
        Settings::Get { json } => (before, json),
        Settings::Set { key, value, json } => {
            let wanted = with(&before, &key, &value)?;
            (desk.set_settings(wanted).await?, json)
        }
        Settings::SheetPin { json } => {
            let state = desk.sheet().set_pin(&secrets::read_new("new PIN")?).await?;
            return if json {
                output::json(&state)
            } else {
                output::line("the PIN of the down-time sheet is set")
            };
        }
    };
    if json {
        return output::json(&after);
    }
    let rows: Vec<_> = fields(&after)
        .into_iter()
        .map(|(name, value)| {
            [
                name,
                value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            ]
        })
        .collect();
    output::table(["setting", "value"], &rows)
}

fn fields(settings: &DeskSettings) -> serde_json::Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    }
}

/// The settings with one of them as typed: numbers and lists as JSON, words as they are, nothing for none.
fn with(before: &DeskSettings, key: &str, typed: &str) -> Result<DeskSettings, CliError> {
    let mut fields = fields(before);
    if !fields.contains_key(key) {
        let known: Vec<_> = fields.keys().map(String::as_str).collect();
        return Err(CliError::Usage(format!(
            "no setting is called {key:?}; there are {}",
            known.join(", ")
        )));
    }
    let value = match key {
        "name" => json!(typed),
        "clinic_file" if typed.is_empty() => Value::Null,
        "clinic_file" => json!(typed),
        _ if typed.is_empty() => Value::Null,
        _ => serde_json::from_str(typed).unwrap_or_else(|_| json!(typed)),
    };
    fields.insert(key.to_owned(), value);
    serde_json::from_value(Value::Object(fields))
        .map_err(|_| CliError::Usage(format!("{typed:?} is no value of {key}")))
}

/// The passphrase: a line of standard input, so that it stands in no list of processes.
fn passphrase() -> Result<String, CliError> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|source| CliError::Io {
            what: "standard input".to_owned(),
            source,
        })?;
    let passphrase = line.trim_end_matches(['\r', '\n']);
    if passphrase.is_empty() {
        return Err(CliError::Usage(
            "put the passphrase into standard input".to_owned(),
        ));
    }
    Ok(passphrase.to_owned())
}

fn io(path: &Path, source: std::io::Error) -> CliError {
    CliError::Io {
        what: path.display().to_string(),
        source,
    }
}

fn show(read: &ClinicPreview) -> Result<(), CliError> {
    let rows: Vec<_> = read
        .parts
        .iter()
        .map(|part| {
            let state = output::word(&part.state());
            match part {
                ClinicPart::Connection {
                    name,
                    vendor,
                    key_wanted,
                    ..
                } => {
                    let key = if *key_wanted { ", its key is asked for" } else { "" };
                    [
                        format!("account ({})", vendor.as_str()),
                        name.clone(),
                        state + key,
                    ]
                }
                ClinicPart::User { name, .. } => ["user".to_owned(), name.clone(), state],
                ClinicPart::Settings { .. } => ["settings".to_owned(), String::new(), state],
                ClinicPart::Letterhead { .. } => ["letterhead".to_owned(), String::new(), state],
                ClinicPart::Template {
                    document, refused, ..
                } => {
                    let refused = refused.as_ref().map_or_else(String::new, |problem| {
                        format!(
                            ", cannot be used here: line {}: {}",
                            problem.line, problem.message
                        )
                    });
                    ["template".to_owned(), output::word(document), state + &refused]
                }
            }
        })
        .collect();
    output::table(["part", "name", "here"], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_typed_as_it_is_meant() {
        let before = DeskSettings::default();
        let set = |key: &str, typed: &str| with(&before, key, typed);
        assert_eq!(set("name", "7").unwrap().name, "7");
        assert_eq!(set("lock_after_minutes", "9").unwrap().lock_after_minutes, 9);
        assert_eq!(
            set("full_record_months", "18").unwrap().full_record_months,
            Some(18)
        );
        assert_eq!(set("full_record_months", "").unwrap().full_record_months, None);
        assert_eq!(set("clinic_file", "").unwrap().clinic_file, None);
        let desks = set("desks", r#"[{"name":"Front","percent":60}]"#).unwrap().desks;
        assert_eq!((desks[0].name.as_str(), desks[0].percent), ("Front", 60));
        assert!(set("lock_after_minutes", "soon").is_err());
        assert!(set("colour", "red").is_err());
    }
}
