//! `sandbox`: the training clinics over HTTP, for support people who try something out.

use frontdesk_sandbox::{Sandbox, SandboxOptions};
use serde_json::json;

use crate::arguments::Sandbox as Given;
use crate::failure::CliError;
use crate::output;

/// Serves until the process is ended.
///
/// # Errors
/// `Io` when the port cannot be had.
pub async fn serve(given: &Given) -> Result<(), CliError> {
    let sandbox = Sandbox::new(SandboxOptions {
        seed: given.seed,
        ..SandboxOptions::default()
    });
    let io = |source| CliError::Io {
        what: format!("port {}", given.port),
        source,
    };
    let serving = sandbox.serve(given.port).await.map_err(io)?;
    let mut first = json!(serving.accounts());
    first["admin"] = json!(format!("{}/admin", serving.origin()));
    output::line(&first.to_string())?;
    tokio::signal::ctrl_c().await.map_err(io)?;
    serving.shutdown().await;
    Ok(())
}
