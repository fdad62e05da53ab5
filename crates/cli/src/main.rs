//! `frontdesk-cli`: the same core as the window's, for support people and scripts.

mod account;
mod appointments;
mod arguments;
mod connections;
mod contracts;
mod desk;
mod failure;
mod given;
mod lab;
mod output;
mod patients;
mod sandbox;
mod store;
mod sync;
mod vendor;
mod video;
mod writes;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};
use crate::failure::CliError;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(asked) if !asked.use_stderr() => {
            // Help or the version, asked for.
            let _ = asked.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let error = CliError::Usage(error.to_string().trim().to_owned());
            output::error(&error.to_json());
            return error.code();
        }
    };
    // Standard error is for the one error object; a log is written there only when somebody asks for it.
    if let Ok(filter) = tracing_subscriber::EnvFilter::try_from_env("FRONTDESK_LOG") {
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init();
    }
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            output::error(&error.to_json());
            error.code()
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, CliError> {
    let dir = arguments.data_dir;
    match arguments.command {
        Command::Call(call) => vendor::call(dir, call).await?,
        Command::Check(check) => vendor::check(dir, check).await?,
        Command::Connections { command } => connections::run(dir, command).await?,
        Command::Sync(sync) => sync::run(dir, sync).await?,
        Command::Patients { command } => patients::run(dir, command).await?,
        Command::Appointments { command } => return appointments::run(dir, command).await,
        Command::Video { command } => return video::run(dir, command).await,
        Command::Lab { command } => return lab::run(dir, command).await,
        Command::Contracts { command } => contracts::run(dir, command).await?,
        Command::Store { command } => store::run(dir, command).await?,
        Command::Sandbox(sandbox) => sandbox::serve(&sandbox).await?,
    }
    Ok(ExitCode::SUCCESS)
}
