//! `store`: keys, copies, erasing.

use frontdesk_commands::App;
use frontdesk_commands::desk::ErrorCode;
use frontdesk_commands::desk::store::{Backup, ErasePatient};
use serde_json::{Value, json};

use crate::arguments::Store;
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output, secrets};

/// Runs one of the commands about the store.
///
/// # Errors
/// `Desk`: `NotAllowed` for a way out of what is not wrong, `WrongCode`, or why the store cannot be opened; `Io`.
pub async fn run(place: Place, command: Store) -> Result<(), CliError> {
    let app = desk::app(place).await?;
    match command {
        Store::State { json } => state(&app, json).await,
        Store::RecoveryCode { json } => {
            let made = app.desk()?.make_recovery_code().await?;
            if json {
                output::json(&made)
            } else {
                output::line(&made.code)
            }
        }
        Store::Recover { json: _ } => {
            app.recover(&secrets::read("recovery code")?).await?;
            opened(&app).await
        }
        Store::Backups { json } => {
            let copies = copies(&app).await?;
            if json {
                output::json(&copies)
            } else {
                table(&copies)
            }
        }
        Store::Restore { name, json: _ } => {
            app.restore(name).await?;
            opened(&app).await
        }
        Store::SetAside { json: _ } => {
            app.set_aside().await?;
            state(&app, true).await
        }
        Store::ErasePatient { id, reason, json: _ } => {
            app.desk()?.erase_patient(ErasePatient { id, reason }).await?;
            app.sweep_files();
            output::json(&json!({ "erased": id }))
        }
    }
}

/// The state of a store that was to open now; where it does not, that is why the command failed.
async fn opened(app: &App) -> Result<(), CliError> {
    app.desk()?;
    state(app, true).await
}

async fn state(app: &App, json: bool) -> Result<(), CliError> {
    let object = match app.desk() {
        Ok(desk) => {
            let keys = desk.key_state().await?;
            json!({
                "opens": true,
                "problem": null,
                "recovery_made_at": keys.recovery_made_at,
                "strict": keys.strict,
                "backups": keys.backups,
            })
        }
        Err(error) if error.code == ErrorCode::NotOpen => {
            json!({ "opens": false, "problem": null, "backups": [] })
        }
        Err(error) => json!({
            "opens": false,
            "problem": error.code,
            "detail": error.detail,
            "help": way_out(error.code),
            "backups": app.copies().await?,
        }),
    };
    if json {
        return output::json(&object);
    }
    if let Some(help) = object["help"].as_str() {
        output::line(help)?;
    }
    let word = |name: &str| match &object[name] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.len().to_string(),
        other => other.to_string(),
    };
    output::table(
        ["opens", "problem", "recovery code made", "strict", "copies"],
        &[[
            word("opens"),
            word("problem"),
            word("recovery_made_at"),
            word("strict"),
            word("backups"),
        ]],
    )
}

/// What to do about a store that does not open, for whoever reads the error.
pub fn way_out(code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::StoreDamaged => {
            "`store backups` lists copies, `store restore NAME` puts one in its place, `store set-aside` begins anew and keeps \
             the old files; `downtime-sheet --pin-stdin` still opens today's list"
        }
        ErrorCode::StoreTooNew => {
            "a newer version wrote this store: install it, or take a copy from before it (`store backups`, `store restore NAME`)"
        }
        ErrorCode::KeyMissing | ErrorCode::KeyWrong => {
            "`store recover` opens it with the recovery code and keeps a new key; without the code, `store set-aside` begins anew"
        }
        ErrorCode::DiskFull => "make room on the disk and try again; nothing was changed",
        _ => return None,
    })
}

async fn copies(app: &App) -> Result<Vec<Backup>, CliError> {
    match app.desk() {
        Ok(desk) => Ok(desk.key_state().await?.backups),
        Err(error) if error.code == ErrorCode::NotOpen => Err(error.into()),
        Err(_) => Ok(app.copies().await?),
    }
}

fn table(copies: &[Backup]) -> Result<(), CliError> {
    let rows: Vec<_> = copies
        .iter()
        .map(|copy| {
            [
                copy.name.clone(),
                copy.made_at.to_rfc3339(),
                copy.bytes.to_string(),
            ]
        })
        .collect();
    output::table(["name", "made", "bytes"], &rows)
}
