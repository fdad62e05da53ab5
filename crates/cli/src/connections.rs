//! `connections`: the accounts of the desk.

use std::path::PathBuf;

use frontdesk_commands::desk::connections::{ConnectionDraft, Vendor};
use secrecy::ExposeSecret as _;

use crate::account::medsoft_key_of_environment;
use crate::arguments::{Account, Check, Connections, Vendor as Named};
use crate::failure::CliError;
use crate::{desk, output};

/// Runs one of the commands about accounts.
///
/// # Errors
/// `Usage`, `Io`, `Desk`.
pub async fn run(dir: Option<PathBuf>, command: Connections) -> Result<(), CliError> {
    match command {
        Connections::Add {
            name,
            vendor,
            base_url,
            client_path,
            key_stdin,
            json,
        } => {
            if vendor != Named::Medsoft {
                return Err(CliError::Usage("only MedSoft accounts can be saved".to_owned()));
            }
            let key = if key_stdin {
                key_of_stdin()?
            } else {
                medsoft_key_of_environment()?.expose_secret().to_owned()
            };
            let draft = ConnectionDraft::of(
                Vendor::Medsoft,
                &name,
                &base_url,
                &[("client_path", &client_path)],
                &[("key", &key)],
            );
            let connection = desk::app(dir)
                .await?
                .desk_or_new()
                .await?
                .add_connection(draft)
                .await?;
            if json {
                output::json(&connection)
            } else {
                output::line(&format!("saved: {}", connection.name))
            }
        }
        Connections::List { json } => {
            let connections = match desk::app(dir).await?.desk() {
                Ok(desk) => desk.accounts().list().await?,
                Err(error) if error.code == frontdesk_commands::desk::ErrorCode::NotOpen => Vec::new(),
                Err(error) => return Err(error.into()),
            };
            if json {
                return output::json(&connections);
            }
            let cells: Vec<_> = connections
                .into_iter()
                .map(|connection| {
                    let health = serde_json::to_value(connection.health).unwrap_or_default();
                    [
                        connection.name,
                        connection.vendor.as_str().to_owned(),
                        health.as_str().unwrap_or_default().to_owned(),
                        connection.base_url,
                    ]
                })
                .collect();
            output::table(["name", "vendor", "health", "base url"], &cells)
        }
        Connections::Remove { name } => {
            let desk = desk::open(dir).await?;
            let connection = desk::connection(&desk, &name).await?;
            desk.accounts().remove(connection.id).await?;
            output::line(&format!("removed: {}", connection.name))
        }
        Connections::Check { name, json } => {
            let account = Account {
                connection: Some(name),
                ..Account::default()
            };
            crate::vendor::check(
                dir,
                Check {
                    vendor: None,
                    account,
                    json,
                },
            )
            .await
        }
    }
}

fn key_of_stdin() -> Result<String, CliError> {
    let mut key = String::new();
    std::io::stdin()
        .read_line(&mut key)
        .map_err(|source| CliError::Io {
            what: "standard input".to_owned(),
            source,
        })?;
    let key = key.trim().to_owned();
    if key.is_empty() {
        return Err(CliError::Usage("standard input holds no key".to_owned()));
    }
    Ok(key)
}
