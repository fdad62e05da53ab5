//! `cash-up` and `takings`: the money desk on the command line.

use frontdesk_commands::App;
use frontdesk_commands::desk::Desk;
use frontdesk_commands::desk::money::{
    CashMove, CashUpLine, CloseCash, GiveBack, MoneyDayRequest, MoneyFormat, MoneyPaper, RecordTaking,
    StatementRequest, TakingThere, UnpaidRequest,
};
use serde_json::json;
use uuid::Uuid;

use crate::arguments::{AlsoOut, CashUp, Out, Takings};
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output};

/// Runs one of the commands about the drawer.
///
/// # Errors
/// `Usage` for a file of another kind, `Io`, `Desk`.
pub async fn run(place: Place, command: CashUp) -> Result<(), CliError> {
    let app = desk::app(place).await?;
    let desk = app.desk()?;
    match command {
        CashUp::Show { json } => {
            let shift = desk.money_day(MoneyDayRequest::default()).await?.shift;
            if json {
                return output::json(&shift);
            }
            let cells: Vec<_> = shift.expected.iter().map(line).collect();
            output::table(["method", "currency", "opening", "taken", "expected"], &cells)
        }
        CashUp::Close {
            counted,
            reason,
            intent,
            json: _,
        } => {
            let intent = intent.unwrap_or_else(Uuid::now_v7);
            let closed = desk
                .close_cash(CloseCash {
                    counted,
                    reason,
                    intent,
                })
                .await?;
            output::json(&closed)
        }
        CashUp::List { json } => {
            let closed = desk.cash_ups().await?;
            if json {
                return output::json(&closed.cash_ups);
            }
            let cells: Vec<_> = closed
                .cash_ups
                .iter()
                .map(|one| {
                    [
                        one.number.to_string(),
                        one.closed_at.format("%Y-%m-%d %H:%M").to_string(),
                        one.author.clone(),
                        one.reason.clone().unwrap_or_default(),
                        one.id.to_string(),
                    ]
                })
                .collect();
            output::table(["number", "closed (UTC)", "by", "why it differs", "id"], &cells)
        }
        CashUp::Move {
            kind,
            amount,
            currency,
            reason,
            intent,
            json: _,
        } => {
            let moved = CashMove {
                kind: kind.into(),
                amount,
                currency,
                reason,
                intent: intent.unwrap_or_else(Uuid::now_v7),
            };
            output::json(&desk.cash_move(moved).await?)
        }
        CashUp::Save { id, out } => {
            save(&app, &MoneyPaper::CashUp { id }, &out).await?;
            output::json(&json!({ "file": out.out }))
        }
    }
}

fn line(line: &CashUpLine) -> [String; 5] {
    [
        output::word(&line.method),
        line.currency.clone(),
        line.opening.clone(),
        line.taken.clone(),
        line.expected.clone(),
    ]
}

/// Runs one of the commands about what was taken.
///
/// # Errors
/// `Usage` for a file of another kind, `Io`, `Desk`.
pub async fn takings(place: Place, command: Takings) -> Result<(), CliError> {
    let app = desk::app(place).await?;
    let desk = app.desk()?;
    match command {
        Takings::Record(given) => {
            let taken = desk
                .record_taking(RecordTaking {
                    patient: given.patient,
                    amount: given.amount,
                    currency: given.currency,
                    method: given.method.into(),
                    fiscal_receipt: given.fiscal_receipt,
                    card_slip: given.card_slip,
                    note: given.note,
                    intent: given.intent.unwrap_or_else(Uuid::now_v7),
                })
                .await?;
            output::json(&taken)
        }
        Takings::GiveBack {
            id,
            amount,
            method,
            reason,
            intent,
            json: _,
        } => {
            let back = GiveBack {
                taking: id,
                amount,
                method: method.map(Into::into),
                reason,
                intent: intent.unwrap_or_else(Uuid::now_v7),
            };
            output::json(&desk.give_back(back).await?)
        }
        Takings::There {
            id,
            number,
            reason,
            json: _,
        } => {
            let there = TakingThere { id, number, reason };
            output::json(&desk.taking_is_there(there).await?)
        }
        Takings::List { date, json } => {
            let day = desk.money_day(MoneyDayRequest { date, patient: None }).await?;
            if json {
                return output::json(&day);
            }
            let cells: Vec<_> = day
                .takings
                .iter()
                .map(|taking| {
                    [
                        taking.at.format("%Y-%m-%d %H:%M").to_string(),
                        taking.patient_name.clone(),
                        taking.amount.amount.to_string(),
                        taking.amount.currency.clone().unwrap_or_default(),
                        output::word(&taking.method),
                        taking.slip.clone().unwrap_or_default(),
                        taking.id.to_string(),
                    ]
                })
                .collect();
            output::table(
                [
                    "at (UTC)", "patient", "amount", "currency", "method", "slip", "id",
                ],
                &cells,
            )
        }
        Takings::Save { date, out } => {
            let date = match date {
                Some(date) => date,
                None => desk.money_day(MoneyDayRequest::default()).await?.date,
            };
            save(&app, &MoneyPaper::Day { date }, &out).await?;
            output::json(&json!({ "file": out.out }))
        }
        Takings::Slip { id, out } => slip(&app, &desk, id, &out).await,
        Takings::Unpaid { from, out, json: _ } => {
            also_save(&app, &MoneyPaper::Unpaid { from }, out).await?;
            output::json(&desk.unpaid(UnpaidRequest { from }).await?)
        }
        Takings::Statement {
            patient,
            from,
            to,
            out,
            language,
            json: _,
        } => {
            let paper = MoneyPaper::Statement {
                patient,
                from,
                to,
                language,
            };
            also_save(&app, &paper, out).await?;
            output::json(&desk.statement(StatementRequest { patient, from, to }).await?)
        }
    }
}

async fn slip(app: &App, desk: &Desk, taking: Uuid, out: &Out) -> Result<(), CliError> {
    let place = out.file()?;
    let paper = desk.taking_slip(taking, &app.words()?).await?;
    let file = desk.kept_paper(paper.id).await?;
    place.write(&file.bytes)?;
    output::json(&json!({ "file": out.out, "paper": paper }))
}

async fn also_save(app: &App, paper: &MoneyPaper, also: AlsoOut) -> Result<(), CliError> {
    let AlsoOut { out, overwrite } = also;
    match out {
        Some(out) => save(app, paper, &Out { out, overwrite }).await,
        None => Ok(()),
    }
}

async fn save(app: &App, paper: &MoneyPaper, out: &Out) -> Result<(), CliError> {
    let end = out
        .out
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default();
    let format = match end.to_lowercase().as_str() {
        "pdf" => MoneyFormat::Pdf,
        "csv" => MoneyFormat::Csv,
        _ => return Err(CliError::Usage("the file ends in .pdf or .csv".to_owned())),
    };
    let place = out.file()?;
    let desk = app.desk()?;
    let file = desk.money_file(paper, format, &app.words()?).await?;
    desk.money_went_out(paper, &file).await?;
    place.write(&file.bytes)
}
