//! `bills`: bills at a vendor and payments for them, on the command line.

use std::process::ExitCode;

use frontdesk_commands::desk::bills::{BillsPage, BillsRequest, PayBill, SetLiabilityRule};
use frontdesk_commands::desk::connections::{Ability, Connection};
use frontdesk_commands::desk::outbox::EntryState;
use frontdesk_commands::desk::{Desk, DeskError, ErrorCode, adapters};
use serde_json::json;
use uuid::Uuid;

use crate::arguments::{Bills, PayBill as Given};
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output, writes};

/// Runs one of the commands about bills.
///
/// # Errors
/// `Usage` where no account or several could be meant, `Io`, `Desk`.
pub async fn run(place: Place, command: Bills) -> Result<ExitCode, CliError> {
    let desk = desk::open(place).await?;
    match command {
        Bills::List {
            connection,
            from,
            to,
            kind,
            care_plan,
            patient,
            refresh,
            json,
        } => {
            let request = BillsRequest {
                connection: with_bills(&desk, connection.as_deref()).await?.id,
                from,
                to,
                kind,
                direction: None,
                care_plan,
                patient,
                refresh,
            };
            let page = desk.bills(request).await?;
            if json {
                output::json(&page)?;
            } else {
                print(&page)?;
            }
            // What is shown may be old: whoever asked for it now is told.
            return Ok(match page.unanswered {
                Some(_) => ExitCode::FAILURE,
                None => ExitCode::SUCCESS,
            });
        }
        Bills::Show { id, json: _ } => output::json(&desk.bill(id).await?)?,
        Bills::Pay(given) => return pay(&desk, given).await,
        Bills::Rule {
            connection,
            rule,
            json: _,
        } => {
            let connection = with_bills(&desk, connection.as_deref()).await?;
            desk.set_liability_rule(SetLiabilityRule {
                connection: connection.id,
                rule,
            })
            .await?;
            output::json(&json!({ "connection": connection.name, "rule": rule }))?;
        }
        Bills::Paper { id, out, json: _ } => {
            let file = out.file()?;
            let (paper, bytes) = desk.bill_paper_with_bytes(id).await?;
            file.write(&bytes)?;
            output::json(&paper)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The account of a name, or the only one that has bills.
async fn with_bills(desk: &Desk, name: Option<&str>) -> Result<Connection, CliError> {
    if let Some(name) = name {
        return desk::connection(desk, name).await;
    }
    let mut all = desk.accounts().list().await?;
    all.retain(|connection| adapters::abilities_of(connection.vendor).contains(&Ability::Bills));
    match (all.len(), all.pop()) {
        (1, Some(connection)) => Ok(connection),
        (0, _) => Err(DeskError::new(ErrorCode::NotFound, "no connection has bills").into()),
        _ => Err(CliError::Usage(
            "several accounts have bills: name one with --connection".to_owned(),
        )),
    }
}

async fn pay(desk: &Desk, given: Given) -> Result<ExitCode, CliError> {
    // Asked now, so that the payment is held against what the vendor shows.
    let page = desk.bill(given.id).await?;
    let accounts = page.accounts.iter().map(|row| (&row.vendor_id, &row.name));
    let types = page.payment_types.iter().map(|row| (&row.vendor_id, &row.name));
    let date = match given.date {
        Some(date) => date,
        None => desk.today_of(page.bill.connection).await?,
    };
    let request = PayBill {
        bill: given.id,
        amount: given.amount,
        date,
        account: meant(accounts, given.account),
        payment_type: given.payment_type.map(|asked| meant(types, asked)),
        method: given.method,
        insurance: given.insurance,
        expense_type: given.expense,
        fiscal_receipt: given.fiscal_receipt,
        card_slip: given.card_slip,
        intent: given.intent.unwrap_or_else(Uuid::now_v7),
        taking: given.taking,
    };
    let accepted = desk.pay_bill(request).await?;
    writes::deliver(desk, accepted.entry, ("bill", json!(given.id))).await?;
    Ok(ended(desk.outbox().entry(accepted.entry).await?.state))
}

/// What a script reads of a payment: only one that is at the vendor is a success.
fn ended(state: EntryState) -> ExitCode {
    match state {
        EntryState::Done => ExitCode::SUCCESS,
        // One that waits behind another of the same bill waits for the person that the other one waits for.
        EntryState::Asks | EntryState::Blocked => ExitCode::from(writes::NEEDS_A_PERSON),
        _ => ExitCode::FAILURE,
    }
}

/// The id of what is meant by an id or a name; what neither is, is refused by the desk.
fn meant<'a>(known: impl Iterator<Item = (&'a String, &'a String)>, asked: String) -> String {
    let mut named = known.filter(|(id, name)| **id == asked || name.eq_ignore_ascii_case(&asked));
    match (named.next(), named.next()) {
        (Some((id, _)), None) => id.clone(),
        _ => asked,
    }
}

fn print(page: &BillsPage) -> Result<(), CliError> {
    let cells: Vec<_> = page
        .bills
        .iter()
        .map(|bill| {
            let told = |amount: &Option<frontdesk_commands::desk::patients::Amount>| {
                amount.as_ref().map(|amount| format!("{:.2}", amount.amount))
            };
            [
                bill.date.map(|date| date.to_string()).unwrap_or_default(),
                bill.number.clone().unwrap_or_default(),
                bill.kind_told.clone().unwrap_or_else(|| output::word(&bill.kind)),
                bill.patient_name.clone().unwrap_or_default(),
                told(&bill.total).unwrap_or_default(),
                told(&bill.open).unwrap_or_default(),
                bill.id.to_string(),
            ]
        })
        .collect();
    output::table(
        ["date", "number", "kind", "patient", "total", "open", "id"],
        &cells,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_payment_that_is_at_the_vendor_is_a_success() {
        let codes = [
            (EntryState::Done, ExitCode::SUCCESS),
            (EntryState::Asks, ExitCode::from(3)),
            (EntryState::Blocked, ExitCode::from(3)),
            (EntryState::Queued, ExitCode::FAILURE),
            (EntryState::Sending, ExitCode::FAILURE),
            (EntryState::Unknown, ExitCode::FAILURE),
            (EntryState::Refused, ExitCode::FAILURE),
            (EntryState::Discarded, ExitCode::FAILURE),
        ];
        for (state, code) in codes {
            assert_eq!(format!("{:?}", ended(state)), format!("{code:?}"), "{state:?}");
        }
    }
}
