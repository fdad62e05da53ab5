//! `outbox`: what is not at the vendors yet, and what a person decides about it.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use frontdesk_commands::desk::billing::IssuedThere;
use frontdesk_commands::desk::outbox::{Decision, EditUnsent, EntryState, Resolve, UnsentEntry, UnsentForm};
use frontdesk_commands::desk::{Desk, DeskError, ErrorCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::arguments::{Answer, MoneyIs, Outbox};
use crate::desk::Place;
use crate::failure::CliError;
use crate::vendor::read_body;
use crate::writes::not_read;
use crate::{asked, desk, output, writes};

/// Something waits for a line or a key.
const WAITS: u8 = 1;

/// Runs one of the commands about unsent work.
///
/// # Errors
/// `Usage` for a form that cannot be read, `Io`, `Desk`.
pub async fn run(place: Place, command: Outbox) -> Result<ExitCode, CliError> {
    let app = desk::app(place).await?;
    let desk = app.desk()?;
    match command {
        Outbox::List { json } => {
            let entries = desk.outbox().unsent().await?.entries;
            if json {
                output::json(&entries.iter().map(line).collect::<Vec<_>>())?;
            } else {
                print(&entries)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Outbox::Show { id, json: _ } => {
            show(&desk, id).await?;
            Ok(ExitCode::SUCCESS)
        }
        Outbox::Retry { id, json: _ } => retry(&desk, id).await,
        Outbox::Discard {
            id,
            reason,
            money,
            asked,
            json: _,
        } => {
            let given = Given {
                reason,
                money,
                asked,
                ..Given::default()
            };
            resolve(&desk, id, Decision::Discard, given).await
        }
        Outbox::Resolve {
            id,
            answer,
            reason,
            series,
            number,
            money,
            asked,
            json: _,
        } => {
            let issued = series
                .zip(number)
                .map(|(series, number)| IssuedThere { series, number });
            let given = Given {
                reason,
                issued,
                money,
                asked,
            };
            resolve(&desk, id, answer.into(), given).await
        }
        Outbox::Edit { id, form, json: _ } => edit(&desk, id, &form).await,
        Outbox::Export { out, json: _ } => {
            let file = out.file()?;
            let table = desk.outbox().export_csv(&app.words()?).await?;
            file.write(&table.bytes)?;
            output::json(&desk.outbox().counts().await?)?;
            Ok(ExitCode::SUCCESS)
        }
        Outbox::Drain { patience, json: _ } => drain(&desk, Duration::from_secs(patience)).await,
    }
}

impl From<Answer> for Decision {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Send => Self::Send,
            Answer::Happened => Self::Happened,
            Answer::Theirs => Self::Theirs,
            Answer::Discard => Self::Discard,
        }
    }
}

/// What a person says beside the decision itself.
#[derive(Default)]
struct Given {
    reason: Option<String>,
    issued: Option<IssuedThere>,
    /// Where the money is.
    money: Option<MoneyIs>,
    /// The short name of the question that is answered.
    asked: Option<String>,
}

/// A short name of what is asked about an entry.
fn name_of_asked(entry: &UnsentEntry) -> Option<String> {
    asked::name(entry.question.as_ref(), entry.attempts)
}

/// A yes that does not say what it answers, where that is needed.
fn unnamed(error: DeskError) -> CliError {
    match error.params.0.get("field").map(String::as_str) {
        Some("question" | "attempts") => CliError::Usage(
            "say what is answered: --asked with the word that `outbox list` and `outbox show` print"
                .to_owned(),
        ),
        _ => error.into(),
    }
}

/// Sends again what is no question of what stands at the vendor.
async fn retry(desk: &Desk, id: Uuid) -> Result<ExitCode, CliError> {
    let entry = desk.outbox().entry(id).await?;
    if !entry.may.contains(&Decision::Send) {
        let why = "nothing of it can be sent again";
        return Err(DeskError::new(ErrorCode::NotAllowed, why).into());
    }
    desk.outbox().resume(id).await?;
    writes::deliver(desk, id, ("action", json!(entry.action))).await
}

async fn resolve(desk: &Desk, id: Uuid, decision: Decision, given: Given) -> Result<ExitCode, CliError> {
    let before = desk.outbox().entry(id).await?;
    let question = before.question.clone();
    let named = given.asked.is_some();
    if named && given.asked != name_of_asked(&before) {
        let why = "another question is asked by now";
        return Err(DeskError::new(ErrorCode::NotAllowed, why).into());
    }
    let resolve = Resolve {
        id,
        decision,
        reason: given.reason,
        issued: given.issued,
        // An answer names the question that somebody has seen, not the one that is found when it is given.
        question: question.clone().filter(|_| named),
        attempts: named.then_some(before.attempts),
        money_kept: given.money.map(|money| money == MoneyIs::Kept),
    };
    desk.outbox().resolve(resolve).await.map_err(unnamed)?;
    let entry = desk.outbox().entry(id).await?;
    // An edit of which nothing was left beside the conflict is given up, and not sent.
    if decision == Decision::Send || (decision == Decision::Theirs && entry.state != EntryState::Discarded) {
        let about = json!({ "action": entry.action, "answered": question });
        return writes::deliver_about(desk, id, about).await;
    }
    let mut told = line(&entry);
    told["answered"] = json!(question);
    output::json(&told)?;
    Ok(ExitCode::SUCCESS)
}

async fn show(desk: &Desk, id: Uuid) -> Result<(), CliError> {
    let entry = desk.outbox().entry(id).await?;
    let mut shown = json!(entry);
    shown["asked"] = json!(name_of_asked(&entry));
    shown["decisions"] = json!(desk.outbox().decisions(id).await?);
    output::json(&shown)
}

async fn edit(desk: &Desk, id: Uuid, from: &Path) -> Result<ExitCode, CliError> {
    let body = read_body(from)?;
    let form: UnsentForm = serde_json::from_slice(&body).map_err(|error| not_read(from, &error))?;
    desk.outbox().edit(EditUnsent { id, form }).await?;
    let entry = desk.outbox().entry(id).await?;
    writes::deliver(desk, id, ("action", json!(entry.action))).await
}

async fn drain(desk: &Desk, patience: Duration) -> Result<ExitCode, CliError> {
    let left = desk.outbox().drain(patience).await?;
    if desk.is_damaged() {
        // What is left was counted in what can be read of it.
        return Err(DeskError::new(ErrorCode::StoreDamaged, "a page of the store cannot be read").into());
    }
    output::json(&left)?;
    Ok(match (left.needs_person, left.unsent) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(WAITS),
        _ => ExitCode::from(writes::NEEDS_A_PERSON),
    })
}

/// Why an entry stands where it does: what is asked, or else why it waits or was refused.
fn reason(entry: &UnsentEntry) -> Option<String> {
    let asked = entry.question.as_ref().and_then(|question| {
        let question = serde_json::to_value(question).ok()?;
        Some(question["kind"].as_str()?.replace('_', "-"))
    });
    asked.or_else(|| entry.reason.map(|code| output::word(&code)))
}

fn line(entry: &UnsentEntry) -> Value {
    json!({
        "id": entry.id,
        "intent": entry.intent,
        "connection": entry.connection,
        "action": entry.action,
        "state": entry.state,
        "attempts": entry.attempts,
        "next_at": entry.next_at,
        "reason": reason(entry),
        "asked": name_of_asked(entry),
    })
}

fn print(entries: &[UnsentEntry]) -> Result<(), CliError> {
    let cells: Vec<_> = entries
        .iter()
        .map(|entry| {
            [
                entry.created_at.format("%Y-%m-%d %H:%M").to_string(),
                entry.connection.clone(),
                output::word(&entry.action),
                entry.patient_name.clone(),
                output::word(&entry.state),
                reason(entry).unwrap_or_default(),
                name_of_asked(entry).unwrap_or_default(),
                entry.id.to_string(),
            ]
        })
        .collect();
    output::table(
        [
            "since (UTC)",
            "connection",
            "action",
            "patient",
            "state",
            "why",
            "asked",
            "id",
        ],
        &cells,
    )
}
