//! Gensoft as desk capabilities. Gensoft's words stay in this folder.

mod account;
mod attendance;
mod check;
mod laboratory;
mod problems;

use std::sync::Arc;

use frontdesk_vendors::gensoft::{Gensoft, GensoftAccount};

use super::Capabilities;
use crate::error::DeskError;
use crate::ports::Line;

pub(crate) use account::{account, form};

/// The zone of Gensoft's clinics, until one in another part of Brazil says otherwise.
pub(crate) const ZONE: &str = "America/Sao_Paulo";

struct Adapter(Gensoft);

/// Everything a Gensoft account can do.
pub(crate) fn connect(account: GensoftAccount, line: Arc<dyn Line>) -> Result<Capabilities, DeskError> {
    let adapter = Arc::new(Adapter(Gensoft::new(account, line)?));
    let mut capabilities = Capabilities::checked_by(adapter.clone());
    capabilities.laboratory = Some(adapter);
    Ok(capabilities)
}
