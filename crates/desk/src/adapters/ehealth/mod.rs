//! eHealth (ESOZ) as desk capabilities. eHealth's words stay in this folder.

mod account;
mod check;
mod part;
mod place;
mod printout;
mod registry;
mod sheet;
#[cfg(test)]
mod sheet_tests;

use std::sync::Arc;

use frontdesk_vendors::ehealth::{Ehealth, EhealthAccount};

use super::Capabilities;
use crate::error::DeskError;
use crate::ports::{Clock, Line};

pub use account::renewed_tokens;
pub(crate) use account::{KEPT_IN_STORE, account, form};

/// The zone of eHealth's clinics.
pub(crate) const ZONE: &str = "Europe/Kyiv";

struct Adapter {
    client: Ehealth,
    clock: Arc<dyn Clock>,
}

/// Everything an eHealth account can do.
pub(crate) fn connect(
    account: EhealthAccount,
    line: Arc<dyn Line>,
    clock: Arc<dyn Clock>,
) -> Result<Capabilities, DeskError> {
    let client = Ehealth::new(account, line)?;
    let adapter = Arc::new(Adapter { client, clock });
    let mut capabilities = Capabilities::checked_by(adapter.clone());
    capabilities.contracts = Some(adapter);
    Ok(capabilities)
}
