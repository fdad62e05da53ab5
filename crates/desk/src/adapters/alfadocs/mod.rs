//! AlfaDocs API 1.1.1 as desk capabilities. AlfaDocs' words stay in this folder.

mod account;
mod check;

use std::sync::Arc;

use frontdesk_vendors::alfadocs::{Alfadocs, AlfadocsAccount};

use super::Capabilities;
use crate::error::DeskError;
use crate::ports::{Clock, Line};

pub(crate) use account::{account, form};

/// The zone of AlfaDocs' clinics: the vendor serves Italy and its civil times carry no zone.
pub(crate) const ZONE: &str = "Europe/Rome";

struct Adapter {
    client: Alfadocs,
    clock: Arc<dyn Clock>,
}

/// Everything an AlfaDocs account can do.
pub(crate) fn connect(
    account: AlfadocsAccount,
    line: Arc<dyn Line>,
    clock: Arc<dyn Clock>,
) -> Result<Capabilities, DeskError> {
    let client = Alfadocs::new(account, line)?;
    let adapter = Arc::new(Adapter { client, clock });
    Ok(Capabilities::checked_by(adapter))
}
