//! Vendors for a browser under test: the invented clinic in process, and lines that end on this computer.

use std::sync::Arc;

use frontdesk_commands::training::{NoAnswer, accounts_of, in_process};
use frontdesk_commands::{DeskError, TrainingClinic};
use frontdesk_sandbox::{LineError, Sandbox};

/// The training clinic over a sandbox that tests can steer.
pub fn training(sandbox: &Sandbox) -> TrainingClinic {
    let sandbox = sandbox.clone();
    let accounts = serde_json::to_value(sandbox.accounts()).map(|told| accounts_of(&told));
    let lines = in_process(move |request| {
        let sandbox = sandbox.clone();
        async move {
            sandbox.answer(request).await.map_err(|error| NoAnswer {
                may_have_acted: error != LineError::Refused,
                reason: error.to_string(),
            })
        }
    });
    TrainingClinic {
        lines,
        accounts: accounts.unwrap_or_default(),
    }
}

/// Lines for accounts connected by hand in the browser: only to this computer.
///
/// # Errors
/// `Internal` when the platform's TLS cannot be set up.
pub fn loopback_lines() -> Result<Arc<dyn frontdesk_commands::system::Lines>, DeskError> {
    Ok(Arc::new(frontdesk_commands::system::LoopbackLines::new()?))
}
