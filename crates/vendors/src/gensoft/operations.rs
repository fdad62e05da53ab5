//! The table of operations. The document has no section numbers; its headings are named in English.

use crate::operation::{Operation, OperationEffect, Parameter, PathSource};
use crate::paths::ways;

pub(super) const SEND_ATTENDANCE: Operation = Operation {
    name: "send-attendance",
    method: "POST",
    path: "/api/v1/attendance/",
    section: "sending of data",
    source: PathSource::Document,
    effect: OperationEffect::Write,
    parameters: &[],
};

pub(super) const UPLOAD_REPORT: Operation = Operation {
    name: "upload-report",
    method: "PUT",
    path: "/api/v1/results/upload/execution/{ID}",
    section: "upload of a report",
    source: PathSource::Document,
    effect: OperationEffect::Write,
    parameters: &[Parameter::path("ID")],
};

/// Both operations. Each takes a body: any JSON object, and a PDF.
pub const OPERATIONS: &[Operation] = &[SEND_ATTENDANCE, UPLOAD_REPORT];

ways!(OPERATIONS);

/// The operation of a name in kebab-case.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_lists_the_same_operations() {
        let readme = include_str!("../../README.md");
        assert_eq!(OPERATIONS.len(), 2);
        for entry in OPERATIONS {
            let row = format!(
                "| {} | {} | `{}` | {}, {} | `gensoft::",
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
