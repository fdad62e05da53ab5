//! Trying every read-only operation of an account, so that what a document leaves open is known before anybody
//! relies on it.

use std::collections::BTreeMap;
use std::fmt;

use crate::error::ErrorKind;
use crate::operation::{Operation, OperationEffect};
use crate::{Rows, VendorError};

/// What became of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It answered as the document says.
    Works,
    /// HTTP 404 or 405: this account has no such operation.
    Missing,
    /// HTTP 401 or 403, or the vendor's own no.
    Refused,
    /// Another shape than the document's, a failing server or a broken line.
    Unexpected,
    /// Not tried, because it writes or because what it needs is not known.
    NotTried,
}

impl Outcome {
    /// The name in `snake_case`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Missing => "missing",
            Self::Refused => "refused",
            Self::Unexpected => "unexpected",
            Self::NotTried => "not_tried",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One line of the report. It holds no personal data and may be saved.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CheckRow {
    /// The operation's name.
    pub operation: &'static str,
    /// Its path template.
    pub path: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Numbers and reasons, in English.
    pub detail: String,
}

/// What has been found out so far.
pub(crate) struct Findings {
    found: BTreeMap<&'static str, Finding>,
    /// Whether every request so far could leave.
    pub(crate) reachable: bool,
}

struct Finding {
    outcome: Outcome,
    rows: usize,
    detail: String,
}

impl Finding {
    fn of_error(error: &VendorError) -> Self {
        let outcome = match (error.kind, error.http_status) {
            (ErrorKind::NotFound, _) | (_, Some(405)) => Outcome::Missing,
            (ErrorKind::Unauthorized | ErrorKind::Forbidden | ErrorKind::Refused, _) => Outcome::Refused,
            _ => Outcome::Unexpected,
        };
        let code = error
            .vendor_code
            .as_deref()
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let code = code.map(|code| format!(" (code {code})")).unwrap_or_default();
        Self {
            outcome,
            rows: 0,
            detail: format!("{}{code}", error.message),
        }
    }

    fn of_rows<T>(rows: &Rows<T>) -> Self {
        let (read, unread) = (rows.len(), rows.unreadable.len());
        let outcome = if read == 0 && unread > 0 {
            Outcome::Unexpected
        } else {
            Outcome::Works
        };
        let unread = if unread > 0 {
            format!(", {unread} unreadable")
        } else {
            String::new()
        };
        let noun = if read == 1 { "row" } else { "rows" };
        Self {
            outcome,
            rows: read,
            detail: format!("{read} {noun}{unread}"),
        }
    }

    /// A working answer says more than a failure, and rows say more than none.
    fn rank(&self) -> (bool, bool) {
        (self.outcome == Outcome::Works, self.rows > 0)
    }
}

impl Findings {
    pub(crate) fn new() -> Self {
        Self {
            found: BTreeMap::new(),
            reachable: true,
        }
    }

    /// Notes what an operation did, keeping the more telling of several tries.
    pub(crate) fn note<T>(
        &mut self,
        operation: &'static str,
        result: Result<Rows<T>, VendorError>,
    ) -> Rows<T> {
        let finding = match &result {
            Ok(rows) => Finding::of_rows(rows),
            Err(error) => {
                self.reachable &= error.kind != ErrorKind::NotSent;
                Finding::of_error(error)
            }
        };
        if self
            .found
            .get(operation)
            .is_none_or(|known| known.rank() < finding.rank())
        {
            self.found.insert(operation, finding);
        }
        result.unwrap_or_default()
    }

    pub(crate) fn settled(&self, operation: &str) -> bool {
        !self.reachable
            || self
                .found
                .get(operation)
                .is_some_and(|known| known.rank() == (true, true))
    }

    /// Notes an operation that answers with one thing.
    pub(crate) fn note_one<T>(
        &mut self,
        operation: &'static str,
        result: Result<Option<T>, VendorError>,
    ) -> Option<T> {
        let rows = result.map(|one| Rows {
            rows: one.into_iter().collect(),
            unreadable: vec![],
        });
        self.note(operation, rows).rows.pop()
    }

    /// Adds to what is said about an operation.
    pub(crate) fn add_detail(&mut self, operation: &str, detail: &str) {
        if let Some(found) = self.found.get_mut(operation) {
            found.detail.push_str("; ");
            found.detail.push_str(detail);
        }
    }

    /// Whether anything so far did not work.
    pub(crate) fn any_problem(&self) -> bool {
        self.found.values().any(|found| found.outcome != Outcome::Works)
    }

    /// One row an operation, in the table's order; `reason` says why a read was not tried.
    pub(crate) fn report(
        mut self,
        operations: &[Operation],
        reason: impl Fn(&str) -> &'static str,
    ) -> Vec<CheckRow> {
        let reachable = self.reachable;
        let row = |operation: &Operation| {
            let (outcome, detail) = match self.found.remove(operation.name) {
                Some(found) => (found.outcome, found.detail),
                None if operation.effect == OperationEffect::Write => {
                    (Outcome::NotTried, "it would write".to_owned())
                }
                None if !reachable => (Outcome::NotTried, "the vendor could not be reached".to_owned()),
                None => (Outcome::NotTried, reason(operation.name).to_owned()),
            };
            CheckRow {
                operation: operation.name,
                path: operation.path,
                outcome,
                detail,
            }
        };
        operations.iter().map(row).collect()
    }
}
