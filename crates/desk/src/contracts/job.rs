//! What the window and the command line ask about contract requests.

use uuid::Uuid;

use super::{ContractBrief, ContractPage, ContractPaper, FetchContract, ListContracts, OpenContractDocument};
use crate::Desk;
use crate::adapters::FetchedFile;
use crate::error::DeskError;

impl Desk {
    /// The requests fetched here before, newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn contracts(&self) -> Result<Vec<ContractBrief>, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// A page of the registry, asked now.
    ///
    /// # Errors
    /// `NotFound`, the vendor's, or the store's.
    pub async fn list_contracts(&self, _request: ListContracts) -> Result<ContractPage, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// A request in full, asked now and kept.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, the vendor's, or the store's.
    pub async fn fetch_contract(&self, _request: FetchContract) -> Result<ContractPaper, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// A request as it was last fetched.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn contract(&self, _contract: Uuid) -> Result<ContractPaper, DeskError> {
        Err(DeskError::internal("not built yet"))
    }

    /// A document of a request, fetched now through a fresh link. It is never kept.
    ///
    /// # Errors
    /// `NotFound`, the vendor's, or the store's.
    pub async fn contract_document(&self, _request: OpenContractDocument) -> Result<FetchedFile, DeskError> {
        Err(DeskError::internal("not built yet"))
    }
}
