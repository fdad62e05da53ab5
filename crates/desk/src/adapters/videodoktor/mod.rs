//! VideoDoktor as desk capabilities. VideoDoktor's words stay in this folder.

mod account;
mod check;
mod limits;
mod visits;

use std::sync::Arc;

use frontdesk_vendors::videodoktor::{Videodoktor, VideodoktorAccount};

use super::Capabilities;
use crate::error::DeskError;
use crate::ports::{Clock, Line};

pub(crate) use account::{account, form};

/// The zone of VideoDoktor's times.
pub(crate) const ZONE: &str = "Europe/Prague";

struct Adapter {
    client: Videodoktor,
    clock: Arc<dyn Clock>,
}

/// Everything a VideoDoktor account can do.
pub(crate) fn connect(
    account: VideodoktorAccount,
    line: Arc<dyn Line>,
    clock: Arc<dyn Clock>,
) -> Result<Capabilities, DeskError> {
    let client = Videodoktor::new(account, line)?;
    let adapter = Arc::new(Adapter { client, clock });
    Ok(Capabilities {
        video: Some(adapter.clone()),
        ..Capabilities::checked_by(adapter)
    })
}
