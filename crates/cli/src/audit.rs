//! `audit`: the access log on the command line.

use std::process::ExitCode;

use frontdesk_commands::desk::audit::{AuditLine, AuditQuery};
use serde_json::json;

use crate::arguments::{Audit, Lines};
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output};

/// Runs one of the commands about the access log.
///
/// # Errors
/// `Usage`, `Io`, `Desk`.
pub async fn run(place: Place, command: Audit) -> Result<ExitCode, CliError> {
    let app = desk::app(place).await?;
    let desk = app.desk()?;
    match command {
        Audit::Verify { end, json } => {
            let verdict = desk.verify_access_log(end.as_deref()).await?;
            let now = desk.access_log_end().await?;
            if json {
                output::json(&json!({
                    "ok": verdict.ok,
                    "lines": verdict.lines,
                    "erased": verdict.erased,
                    "problem": verdict.problem,
                    "at_line": verdict.at_line,
                    "end": now,
                }))?;
            } else {
                let found = match (verdict.problem, verdict.at_line) {
                    (Some(problem), Some(line)) => {
                        format!("{} at line {line}", output::word(&problem).replace('_', " "))
                    }
                    _ => "nothing was changed".to_owned(),
                };
                output::line(&format!(
                    "{found}; {} lines, contents of {} erased; the log ends at {now}",
                    verdict.lines, verdict.erased
                ))?;
            }
            Ok(if verdict.ok {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Audit::List { lines, before, json } => {
            let query = AuditQuery {
                before,
                ..query(lines)
            };
            let page = desk.access_log(query).await?;
            if json {
                output::json(&page)?;
            } else {
                let cells: Vec<_> = page.lines.iter().map(cells).collect();
                output::table(["line", "when", "who", "what", "patient", "outcome"], &cells)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Audit::Export { lines, out } => {
            let file = out.file()?;
            let query = query(lines);
            let export = desk.export_access_log(query.clone(), &app.language()).await?;
            file.write(&export.bytes)?;
            desk.access_log_saved(&query).await?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn query(lines: Lines) -> AuditQuery {
    AuditQuery {
        from: lines.from,
        to: lines.to,
        user: lines.by,
        person: lines.patient,
        ..AuditQuery::default()
    }
}

fn cells(line: &AuditLine) -> [String; 6] {
    let outcome = line.outcome.as_ref().map(|outcome| output::word(&outcome.state));
    [
        line.seq.to_string(),
        line.at.format("%Y-%m-%d %H:%M:%SZ").to_string(),
        if line.user_name.is_empty() {
            "(the desk)".to_owned()
        } else {
            line.user_name.clone()
        },
        output::word(&line.act).replace('_', " "),
        line.patient_name.clone().unwrap_or_default(),
        outcome.unwrap_or_default(),
    ]
}
