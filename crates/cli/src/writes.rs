//! What a person does through the outbox: delivered while the command waits, and told how far it got.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use frontdesk_commands::desk::Desk;
use frontdesk_commands::desk::outbox::EntryState;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::failure::CliError;
use crate::{asked, output};

/// How long a command waits for the vendor before it leaves the action to the desk.
const PATIENCE: Duration = Duration::from_secs(60);
/// The exit code when a person must decide something.
pub const NEEDS_A_PERSON: u8 = 3;

/// Delivers an entry and prints what became of it; `about` names the thing it is about.
///
/// # Errors
/// `Desk`: the vendor's no, or the store's; `Io`.
pub async fn deliver(desk: &Desk, entry: Uuid, about: (&str, Value)) -> Result<ExitCode, CliError> {
    let mut told = json!({});
    told[about.0] = about.1;
    deliver_about(desk, entry, told).await
}

/// The same with several things to say of it.
///
/// # Errors
/// As [`deliver`].
pub async fn deliver_about(desk: &Desk, entry: Uuid, mut told: Value) -> Result<ExitCode, CliError> {
    let settled = desk.outbox().deliver(entry, PATIENCE).await?;
    if settled.state == EntryState::Refused {
        return Err(desk.outbox().why_refused(settled.entry).await?.into());
    }
    let entry = desk.outbox().entry(settled.entry).await?;
    told["intent"] = json!(settled.intent);
    told["entry"] = json!(settled.entry);
    told["state"] = json!(settled.state);
    told["reason"] = json!(entry.reason);
    told["next_at"] = json!(entry.next_at);
    told["question"] = json!(entry.question);
    told["asked"] = json!(asked::name(entry.question.as_ref(), entry.attempts));
    output::json(&told)?;
    Ok(if settled.state == EntryState::Asks {
        ExitCode::from(NEEDS_A_PERSON)
    } else {
        ExitCode::SUCCESS
    })
}

/// A form that is not what it should be. The reader's own text would quote what the form says of the patient.
pub fn not_read(from: &Path, error: &serde_json::Error) -> CliError {
    CliError::Usage(format!(
        "{} is no such form: line {}, column {}",
        from.display(),
        error.line(),
        error.column()
    ))
}
