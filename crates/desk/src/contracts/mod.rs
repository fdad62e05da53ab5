//! Contract requests: fetched, kept, read, their documents opened.

mod job;
mod model;
mod rows;

pub use model::{
    ContractBrief, ContractKind, ContractPage, ContractPaper, FetchContract, ListContracts,
    OpenContractDocument, SheetLine, SheetSection, ValueKind,
};
