//! `contracts`: contract requests, on the command line.

use frontdesk_commands::desk::contracts::{
    ContractBrief, FetchContract, ListContracts, OpenContractDocument,
};
use serde_json::json;

use crate::arguments::Contracts;
use crate::desk::Place;
use crate::failure::CliError;
use crate::{desk, output};

/// Runs one of the commands about contract requests.
///
/// # Errors
/// `Io`, `Desk`.
pub async fn run(place: Place, command: Contracts) -> Result<(), CliError> {
    let desk = desk::open(place).await?;
    match command {
        Contracts::List {
            connection: None,
            json,
            ..
        } => {
            let fetched = desk.contracts().await?;
            if json {
                output::json(&fetched)
            } else {
                print(&fetched)
            }
        }
        Contracts::List {
            connection: Some(connection),
            kind,
            status,
            number,
            legal_entity,
            page,
            json,
        } => {
            let request = ListContracts {
                connection: desk::connection(&desk, &connection).await?.id,
                contract_type: kind,
                status: status.unwrap_or_default(),
                number: number.unwrap_or_default(),
                legal_entity: legal_entity.unwrap_or_default(),
                page,
            };
            let page = desk.list_contracts(request).await?;
            if json {
                output::json(&page)
            } else {
                print(&page.rows)
            }
        }
        Contracts::Fetch {
            id,
            connection,
            kind,
            json: _,
        } => {
            let request = FetchContract {
                connection: desk::connection(&desk, &connection).await?.id,
                contract_type: kind,
                id,
            };
            output::json(&desk.fetch_contract(request).await?)
        }
        Contracts::Show { id, json: _ } => output::json(&desk.contract(id).await?),
        Contracts::Document {
            id,
            number,
            out,
            json: _,
        } => {
            let file = out.file()?;
            let request = OpenContractDocument {
                contract: id,
                document: number - 1,
            };
            let document = desk.contract_document(request).await?;
            file.write(&document.bytes)?;
            output::json(&json!({
                "name": document.name,
                "media_type": document.media_type,
                "bytes": document.bytes.len(),
            }))
        }
    }
}

fn print(rows: &[ContractBrief]) -> Result<(), CliError> {
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let id = row.id.map(|id| id.to_string());
            [
                row.number.clone().unwrap_or_default(),
                row.status.clone().unwrap_or_default(),
                row.contract_type.as_str().to_owned(),
                row.vendor_id.clone(),
                id.unwrap_or_default(),
            ]
        })
        .collect();
    output::table(
        ["number", "status", "type", "id at the vendor", "id here"],
        &cells,
    )
}
