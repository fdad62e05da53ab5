//! The table of operations: the documented one, and two additions of ours.

use OperationEffect::Read;

use crate::operation::{Operation, OperationEffect, Parameter, PathSource};
use crate::paths::ways;

pub(super) const CONTRACT_REQUEST: Operation = Operation {
    name: "contract-request",
    method: "GET",
    path: "/api/contract_requests/{contract_type}/{id}",
    section: "COM-005-002-002-0042",
    source: PathSource::Document,
    effect: Read,
    parameters: &[Parameter::path("contract_type"), Parameter::path("id")],
};

pub(super) const CONTRACT_REQUESTS: Operation = Operation {
    name: "contract-requests",
    method: "GET",
    path: "/api/contract_requests/{contract_type}",
    section: "list of contract requests",
    source: PathSource::Public,
    effect: Read,
    parameters: &[
        Parameter::path("contract_type"),
        Parameter::query("id"),
        Parameter::query("contractor_legal_entity_id"),
        Parameter::query("edrpou"),
        Parameter::query("contractor_owner_id"),
        Parameter::query("nhs_signer_id"),
        Parameter::query("issue_city"),
        Parameter::query("status"),
        Parameter::query("contract_number"),
        Parameter::query("medical_program_id"),
        Parameter::query("page"),
        Parameter::query("page_size"),
    ],
};

pub(super) const CONTRACT_DOCUMENT: Operation = Operation {
    name: "contract-document",
    method: "GET",
    path: "/api/contract_requests/{contract_type}/{id}",
    section: "COM-005-002-002-0042, urgent",
    source: PathSource::Document,
    effect: Read,
    parameters: &[
        Parameter::path("contract_type"),
        Parameter::path("id"),
        Parameter {
            required: true,
            ..Parameter::query("type")
        },
    ],
};

/// The one operation of the vendor's document.
pub const OPERATIONS: &[Operation] = &[CONTRACT_REQUEST];

/// What goes beyond the document: the list, which only public material shows, and a document of a request with its
/// link already followed.
pub const ADDITIONS: &[Operation] = &[CONTRACT_REQUESTS, CONTRACT_DOCUMENT];

/// The operations that have a way of their own: a document's link comes with its request.
pub const WAYS: &[Operation] = &[CONTRACT_REQUEST, CONTRACT_REQUESTS];

ways!(WAYS);

/// The operation of a name in kebab-case, additions included.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS
        .iter()
        .chain(ADDITIONS)
        .find(|operation| operation.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_lists_the_same_operations() {
        let readme = include_str!("../../README.md");
        assert_eq!((OPERATIONS.len(), ADDITIONS.len()), (1, 2));
        for entry in OPERATIONS.iter().chain(ADDITIONS) {
            let row = format!(
                "| {} | {} | `{}` | {}, {} | `ehealth::",
                entry.name,
                entry.method,
                entry.path,
                entry.source.as_str(),
                entry.section
            );
            assert!(readme.contains(&row), "{row}");
            assert_eq!(operation(entry.name), Some(entry));
        }
    }
}
