//! Trying an account: is it usable, which operations work, how would the first fill go.

use frontdesk_vendors::{ErrorKind, VendorError};

use super::material::Tidy;
use super::{CheckReport, ConnectionDraft};
use crate::adapters::{self, Capabilities};
use crate::error::{DeskError, ErrorCode};
use crate::ports::Ports;
use crate::sync::{FillStrategy, explore};

/// Tries an account before it is saved. Creates nothing at the vendor and keeps nothing here.
///
/// # Errors
/// `InvalidField`, `Internal`; a vendor that does not answer well is a report, not an error.
pub async fn try_account(ports: &Ports, draft: &ConnectionDraft) -> Result<CheckReport, DeskError> {
    let tidy = Tidy::draft(draft)?;
    let capabilities = adapters::connect(&tidy.material, &tidy.secrets, ports)?;
    report(&capabilities).await
}

/// A report on an account that cannot be used.
pub(super) fn unusable(problem: ErrorCode) -> CheckReport {
    CheckReport {
        usable: false,
        tested: true,
        problem: Some(problem),
        rows: Vec::new(),
        fill: None,
    }
}

/// Tries one harmless operation first, so that a wrong key or a wrong address is found without asking on. An
/// account whose vendor has none is usable as far as anybody can know.
pub(super) async fn report(account: &Capabilities) -> Result<CheckReport, DeskError> {
    let harmless = account.check.harmless().await;
    let tested = harmless.is_some();
    match harmless {
        None | Some(Ok(())) => {}
        Some(Err(error)) if error.kind == ErrorKind::Invalid => return Err(error.into()),
        Some(Err(error)) => return Ok(unusable(problem(&error))),
    }
    let fill = match &account.directory {
        Some(directory) if account.pages.is_none() => match explore(&**directory).await {
            Ok(explored) => Some(explored.strategy),
            // The account is good, as the first question showed; the rows below say what it may not do.
            Err(error) if is_of_this_question(error.kind) => None,
            Err(error) => return Ok(unusable(problem(&error))),
        },
        // A vendor that lists everybody page by page leaves nothing to find out.
        Some(_) => Some(FillStrategy::Pages),
        None => None,
    };
    let rows = account.check.check().await;
    Ok(CheckReport {
        usable: true,
        tested,
        problem: None,
        rows,
        fill,
    })
}

fn is_of_this_question(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TooLarge | ErrorKind::Refused | ErrorKind::Forbidden
    )
}

/// What a failed first request says about the account.
fn problem(error: &VendorError) -> ErrorCode {
    match error.kind {
        // The operation takes no argument that could be refused: the account itself is.
        ErrorKind::Refused | ErrorKind::Forbidden => ErrorCode::KeyRefused,
        // A web page where data should be, or nothing at all: something answers there, but not this vendor.
        ErrorKind::Unreadable | ErrorKind::NotFound => ErrorCode::WrongAddress,
        _ => DeskError::from(error.clone()).code,
    }
}
