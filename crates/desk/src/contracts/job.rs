//! What the window and the command line ask about contract requests.

use std::sync::Arc;

use frontdesk_vendors::VendorError;
use uuid::Uuid;

use super::{
    ContractBrief, ContractKind, ContractPage, ContractPaper, FetchContract, ListContracts,
    OpenContractDocument, rows,
};
use crate::Desk;
use crate::adapters::{Capabilities, ContractQuery, ContractRegistry, FetchedFile, SheetDocument};
use crate::audit::{AuditAct, NewLine};
use crate::connections::{Accounts, Priority};
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;

impl Desk {
    /// The requests fetched here before, newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn contracts(&self) -> Result<Vec<ContractBrief>, DeskError> {
        self.store.read(rows::all).await
    }

    /// A page of the registry, asked now.
    ///
    /// # Errors
    /// `NotFound`, the vendor's, or the store's.
    pub async fn list_contracts(&self, request: ListContracts) -> Result<ContractPage, DeskError> {
        let connection = self.accounts.get(request.connection).await?;
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let query = ContractQuery {
            kind: request.contract_type,
            status: filled(&request.status),
            number: filled(&request.number),
            legal_entity: filled(&request.legal_entity),
            page: request.page,
        };
        let registry = self.registry(connection.id).await?;
        let listed = registry
            .keep_tokens(registry.asked.requests(&query).await)
            .await?;
        let fetched = self
            .store
            .read(move |conn| rows::fetched(conn, connection.id))
            .await?;
        let briefs = listed.rows.into_iter().map(|row| {
            let known = fetched.get(&(row.kind.as_str().to_owned(), row.vendor_id.clone()));
            ContractBrief {
                id: known.map(|(id, _)| *id),
                connection: connection.id,
                connection_name: connection.name.clone(),
                vendor_id: row.vendor_id,
                contract_type: row.kind,
                status: row.status,
                number: row.number,
                start: row.start,
                end: row.end,
                fetched_at: known.and_then(|(_, at)| *at),
            }
        });
        Ok(ContractPage {
            rows: briefs.collect(),
            page: listed.page,
            pages: listed.pages,
            total: listed.total,
        })
    }

    /// A request in full, asked now and kept.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, the vendor's, or the store's.
    pub async fn fetch_contract(&self, request: FetchContract) -> Result<ContractPaper, DeskError> {
        let id = request.id.trim();
        if id.is_empty() {
            return Err(DeskError::invalid("id", "required"));
        }
        let (contract, _) = self
            .fetch_and_keep(request.connection, request.contract_type, id)
            .await?;
        let paper = self.paper(contract).await?;
        self.put_down(opened(&paper.brief)).await?;
        Ok(paper)
    }

    /// A request as it was last fetched.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn contract(&self, contract: Uuid) -> Result<ContractPaper, DeskError> {
        let paper = self.paper(contract).await?;
        self.put_down_view(opened(&paper.brief)).await?;
        Ok(paper)
    }

    /// A document of a request, fetched now through a fresh link. It is never kept.
    ///
    /// # Errors
    /// `NotFound`, the vendor's, or the store's.
    pub async fn contract_document(&self, request: OpenContractDocument) -> Result<FetchedFile, DeskError> {
        let paper = self.paper(request.contract).await?;
        let place = usize::try_from(request.document).unwrap_or(usize::MAX);
        let wanted = paper
            .documents
            .get(place)
            .ok_or_else(|| DeskError::not_found("document"))?;
        let before = paper.documents.iter().take(place);
        let earlier = before.filter(|kind| *kind == wanted).count();
        let brief = &paper.brief;
        let (_, documents) = self
            .fetch_and_keep(brief.connection, brief.contract_type, &brief.vendor_id)
            .await?;
        // The documents may have moved since the person saw their list: of those of the same kind, the same one.
        let document = documents
            .iter()
            .filter(|document| document.kind == *wanted)
            .nth(earlier)
            .ok_or_else(|| {
                DeskError::new(
                    ErrorCode::VendorNotFound,
                    "the contract request no longer has this document",
                )
            })?;
        let registry = self.registry(brief.connection).await?;
        let file = registry
            .keep_tokens(registry.asked.document(&document.url).await)
            .await?;
        self.put_down(opened(brief).with("document", None, Some(wanted.clone())))
            .await?;
        Ok(FetchedFile {
            // A link says nothing of a name: what the document is serves for one.
            name: file.name.or_else(|| Some(wanted.to_lowercase())),
            ..file
        })
    }

    async fn paper(&self, contract: Uuid) -> Result<ContractPaper, DeskError> {
        self.store.read(move |conn| rows::paper(conn, contract)).await
    }

    /// Asks for a request, keeps it and returns our id of it with the links to its documents.
    async fn fetch_and_keep(
        &self,
        connection: Uuid,
        kind: ContractKind,
        id: &str,
    ) -> Result<(Uuid, Vec<SheetDocument>), DeskError> {
        let registry = self.registry(connection).await?;
        let sheet = registry
            .keep_tokens(registry.asked.request(kind, id).await)
            .await?;
        let (new, now) = (self.ports.ids.next(), self.ports.clock.now());
        let documents = sheet.documents.clone();
        let contract = self
            .store
            .write(move |tx| rows::keep(tx, new, connection, &sheet, now))
            .await?;
        self.accounts.events().changed(&[Topic::Contracts]);
        Ok((contract, documents))
    }

    /// The registry of an account.
    async fn registry(&self, connection: Uuid) -> Result<Registry, DeskError> {
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        let asked = account
            .contracts
            .clone()
            .ok_or_else(|| DeskError::internal("no contract requests at this vendor"))?;
        Ok(Registry {
            connection,
            accounts: self.accounts.clone(),
            account,
            asked,
        })
    }
}

/// What the access log says of a request that somebody looked at.
fn opened(brief: &ContractBrief) -> NewLine {
    let line = NewLine {
        connection: Some(brief.connection),
        ..NewLine::of(AuditAct::ContractOpened)
    };
    line.with(
        "contract",
        None,
        Some(brief.number.clone().unwrap_or_else(|| brief.vendor_id.clone())),
    )
}

/// The registry of one account, about to be asked one question.
struct Registry {
    connection: Uuid,
    accounts: Accounts,
    account: Capabilities,
    asked: Arc<dyn ContractRegistry>,
}

impl Registry {
    /// What was renewed on the way to an answer is kept, whatever the answer.
    async fn keep_tokens<T>(&self, answer: Result<T, VendorError>) -> Result<T, DeskError> {
        self.accounts.keep_renewed(self.connection, &self.account).await?;
        answer.map_err(|error| DeskError::from(error).with("connection", self.connection.to_string()))
    }
}
