//! The Ukrainian eHealth system: contract requests.

mod account;
mod call;
mod check;
mod client;
mod contract_request;
mod contract_requests;
mod documents;
mod envelope;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod operations;
mod parts;
mod tokens;

pub use account::{EhealthAccount, Refresh};
pub use client::Ehealth;
pub use contract_request::{ContractRequest, ContractRequestAnswer, ContractType};
pub use contract_requests::{ContractRequestRow, ContractRequestsPage, FindContractRequests};
pub use documents::{OpenedDocument, UrgentDocument};
pub use operations::{ADDITIONS, OPERATIONS, Paths, WAYS, operation};
pub use parts::{
    Address, Division, Employee, EmployeeDivision, ExternalContract, ExternalContractor, ExternalDivision,
    Hours, LegalEntity, Party, PaymentDetails, Phone, Speciality, WorkingHours,
};
pub use tokens::Tokens;

#[cfg(test)]
mod any_answer_tests;
#[cfg(test)]
mod call_tests;
#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod envelope_tests;
#[cfg(test)]
mod testing;
