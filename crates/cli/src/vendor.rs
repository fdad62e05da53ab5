//! `call` and `check`: one vendor account, without the desk.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

use frontdesk_vendors::{CheckRow, Outcome};

use crate::account::Client;
use crate::arguments::{Call, Check};
use crate::desk::Place;
use crate::failure::CliError;
use crate::output;

/// Calls one operation and prints its answer.
///
/// # Errors
/// `Usage`, `Io`, `Vendor`, `Desk`.
pub async fn call(place: Place, call: Call) -> Result<(), CliError> {
    let mut params = BTreeMap::new();
    for (name, value) in call.params {
        if params.insert(name.clone(), value).is_some() {
            return Err(CliError::Usage(format!("the parameter {name} is given twice")));
        }
    }
    let client = Client::of(place, Some(call.vendor), &call.account).await?;
    // After the client: the user's password stands before the body.
    let body = call.body.as_deref().map(read_body).transpose()?;
    // Opened before anything is sent: an answer that cannot be kept must not be asked for.
    let out = call.out.file()?;
    let answer = client.call(&call.operation, &params, body.as_deref()).await?;
    if let Some(defect) = answer.binary_defect {
        output::error(&serde_json::json!({ "warning": { "kind": "damaged-file", "message": defect } }));
    }
    let text = if out.is_some() && answer.binary.is_some() {
        &answer.json_without_binary
    } else {
        &answer.json
    };
    // Printed first: if the file cannot be written after all, the answer is not lost.
    output::line(text)?;
    match out {
        Some(out) => out.write(answer.binary.as_deref().unwrap_or(answer.json.as_bytes())),
        None => Ok(()),
    }
}

/// The bytes of a file, or of standard input for `-`.
///
/// # Errors
/// `Io`.
pub fn read_body(from: &Path) -> Result<Vec<u8>, CliError> {
    let io = |source| CliError::Io {
        what: from.display().to_string(),
        source,
    };
    if from == Path::new("-") {
        let mut body = Vec::new();
        std::io::stdin().lock().read_to_end(&mut body).map_err(io)?;
        return Ok(body);
    }
    std::fs::read(from).map_err(io)
}

/// Tries every read-only operation and prints what came of it; exit 1 when nothing works.
///
/// # Errors
/// `Usage`, `Io`, `Vendor`, `Desk`.
pub async fn check(place: Place, check: Check) -> Result<ExitCode, CliError> {
    let client = Client::of(place, check.vendor, &check.account).await?;
    let rows = client.check().await?;
    if check.json {
        output::json(&rows)?;
    } else {
        print(&rows)?;
    }
    Ok(if nothing_works(&rows) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Whether everything that was tried failed: the key is refused, or nobody answers there.
fn nothing_works(rows: &[CheckRow]) -> bool {
    let mut tried = rows
        .iter()
        .filter(|row| row.outcome != Outcome::NotTried)
        .peekable();
    tried.peek().is_some() && tried.all(|row| row.outcome != Outcome::Works)
}

fn print(rows: &[CheckRow]) -> Result<(), CliError> {
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            [
                row.operation.to_owned(),
                row.outcome.to_string(),
                row.detail.clone(),
                row.path.to_owned(),
            ]
        })
        .collect();
    output::table(["operation", "outcome", "detail", "path"], &cells)
}
