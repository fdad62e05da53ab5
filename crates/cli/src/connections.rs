//! `connections`: the accounts of the desk.

use frontdesk_commands::App;
use frontdesk_commands::desk::adapters::{VendorAccount, form_of};
use frontdesk_commands::desk::connections::{CheckReport, Connection, ConnectionDraft};
use frontdesk_commands::desk::{DeskError, ErrorCode};
use serde_json::json;

use crate::arguments::{AlsoOut, Connections};
use crate::desk::Place;
use crate::failure::CliError;
use crate::given::{self, KeysFrom};
use crate::{desk, output};

/// Runs one of the commands about accounts.
///
/// # Errors
/// `Usage`, `Io`, `Desk`.
pub async fn run(place: Place, command: Connections) -> Result<(), CliError> {
    match command {
        Connections::Add {
            name,
            vendor,
            given,
            key_stdin,
            try_first,
            json,
        } => {
            // Before the keys are read: the user's password stands before them.
            let app = desk::app(place).await?;
            let draft = given::draft(&name, vendor.of_desk(), &given, KeysFrom::flag(key_stdin))?;
            add(&app, draft, try_first, json).await
        }
        Connections::Edit {
            name,
            rename,
            given,
            clear,
            try_first,
            json,
        } => {
            let desk = desk::open(place).await?;
            let connection = desk::connection(&desk, &name).await?;
            let edit = given::edit(&connection, rename, &given, &clear)?;
            let report = match try_first {
                true => Some(desk.accounts().try_edit(&edit).await.map_err(given::typed)?),
                false => None,
            };
            usable(report.as_ref(), json, "nothing is changed")?;
            let connection = desk.accounts().edit(&edit).await.map_err(given::typed)?;
            saved(report.as_ref(), &connection, json)
        }
        Connections::ReplaceKeys {
            name,
            key_stdin,
            json,
        } => {
            let desk = desk::open(place).await?;
            let connection = desk::connection(&desk, &name).await?;
            let secrets = given::secrets(&form_of(connection.vendor), KeysFrom::flag(key_stdin))?;
            if secrets.is_empty() {
                return Err(CliError::Usage("no new key is given".to_owned()));
            }
            let accounts = desk.accounts();
            let report = accounts.replace_keys(connection.id, &secrets).await?;
            usable(Some(&report), json, "the keys stay as they were")?;
            desk.outbox().retry_connection(connection.id).await?;
            if json {
                output::json(&report)
            } else {
                print(&report)
            }
        }
        Connections::List { json } => {
            let connections = match desk::app(place).await?.desk() {
                Ok(desk) => desk.accounts().list().await?,
                Err(error) if error.code == ErrorCode::NotOpen => Vec::new(),
                Err(error) => return Err(error.into()),
            };
            if json {
                return output::json(&connections);
            }
            let cells: Vec<_> = connections
                .into_iter()
                .map(|connection| {
                    let health = output::word(&connection.health);
                    [
                        connection.name,
                        connection.vendor.as_str().to_owned(),
                        health,
                        connection.base_url,
                    ]
                })
                .collect();
            output::table(["name", "vendor", "health", "base url"], &cells)
        }
        Connections::Remove { name } => {
            let desk = desk::open(place).await?;
            let connection = desk::connection(&desk, &name).await?;
            desk.accounts().remove(connection.id).await?;
            output::line(&format!("removed: {}", connection.name))
        }
        Connections::Check { name, out, json } => check(place, &name, &out, json).await,
    }
}

async fn add(app: &App, draft: ConnectionDraft, try_first: bool, json: bool) -> Result<(), CliError> {
    let report = match try_first {
        true => Some(app.try_account(&draft).await.map_err(given::typed)?),
        false => None,
    };
    usable(report.as_ref(), json, "nothing is saved")?;
    // What is wrong with the account is told before a desk is made for it.
    let (material, secrets) = draft.material().map_err(given::typed)?;
    VendorAccount::of(&material, &secrets).map_err(given::typed)?;
    let desk = app.desk_or_new("connections add").await?;
    let connection = desk.add_connection(draft).await.map_err(given::typed)?;
    saved(report.as_ref(), &connection, json)
}

async fn check(place: Place, name: &str, out: &AlsoOut, json: bool) -> Result<(), CliError> {
    let desk = desk::open(place).await?;
    let file = out.file()?;
    let connection = desk::connection(&desk, name).await?;
    let report = desk.accounts().check(connection.id).await?;
    if let Some(file) = file {
        let saved = desk.accounts().report_text(connection.id).await?;
        file.write(saved.text.as_bytes())?;
    }
    usable(Some(&report), json, "its rows are as they were")?;
    if json {
        output::json(&report)
    } else {
        print(&report)
    }
}

/// Ends the command when the account cannot be used; the report is printed all the same.
fn usable(report: Option<&CheckReport>, json: bool, so: &str) -> Result<(), CliError> {
    let Some(report) = report.filter(|report| !report.usable) else {
        return Ok(());
    };
    if json {
        output::json(report)?;
    } else {
        print(report)?;
    }
    let code = report.problem.unwrap_or(ErrorCode::Offline);
    Err(DeskError::new(code, format!("the account cannot be used: {so}")).into())
}

fn saved(report: Option<&CheckReport>, connection: &Connection, json: bool) -> Result<(), CliError> {
    match (report, json) {
        (Some(report), true) => output::json(&json!({ "report": report, "connection": connection })),
        (None, true) => output::json(connection),
        (report, false) => {
            if let Some(report) = report {
                print(report)?;
            }
            output::line(&format!("saved: {}", connection.name))
        }
    }
}

fn print(report: &CheckReport) -> Result<(), CliError> {
    let said = match (report.usable, report.tested) {
        (true, true) => "usable".to_owned(),
        (true, false) => "not tested: the vendor has no question that changes nothing".to_owned(),
        (false, _) => {
            let problem = report.problem.map(|problem| problem.as_str());
            format!("not usable: {}", problem.unwrap_or_default())
        }
    };
    output::line(&said)?;
    let cells: Vec<_> = report
        .rows
        .iter()
        .map(|row| {
            [
                row.operation.clone(),
                output::word(&row.outcome),
                row.detail.clone(),
                row.path.clone(),
            ]
        })
        .collect();
    if cells.is_empty() {
        return Ok(());
    }
    output::table(["operation", "outcome", "detail", "path"], &cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_cannot_be_used_is_an_error_with_its_problem() {
        let report = CheckReport {
            usable: false,
            tested: true,
            problem: Some(ErrorCode::KeyRefused),
            rows: Vec::new(),
            fill: None,
        };
        let error = usable(Some(&report), true, "nothing is saved").unwrap_err();
        let error = error.to_json();
        assert_eq!(error["error"]["kind"], "key-refused");
        assert!(usable(None, true, "").is_ok());
    }
}
