//! The training clinic: the sandbox's vendors, called in process. No port is open and no admin route exists.

use frontdesk_commands::TrainingClinic;
use frontdesk_commands::training::{NoAnswer, in_process};
use frontdesk_sandbox::{LineError, Sandbox, SandboxOptions};

/// A freshly invented clinic; what was done in an earlier one is gone.
pub fn clinic() -> TrainingClinic {
    let sandbox = Sandbox::new(SandboxOptions::default());
    let account = sandbox.accounts().medsoft;
    let lines = in_process(move |request| {
        let sandbox = sandbox.clone();
        async move {
            sandbox.answer(request).await.map_err(|error| NoAnswer {
                may_have_acted: error != LineError::Refused,
                reason: error.to_string(),
            })
        }
    });
    TrainingClinic::of_medsoft(lines, account.base_url, account.client_path, account.key)
}
