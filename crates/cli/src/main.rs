//! `frontdesk-cli`: the same core as the window's, for support people and scripts.

mod account;
mod appointments;
mod arguments;
mod audit;
mod clinic;
mod connections;
mod contracts;
mod desk;
mod failure;
mod given;
mod invoice;
mod lab;
mod outbox;
mod output;
mod patients;
mod sandbox;
mod secrets;
mod sheet;
mod store;
mod sync;
mod users;
mod vendor;
mod video;
mod writes;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};
use crate::desk::Place;
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
    let (command, needs) = arguments.command.needs();
    let place = Place {
        dir: arguments.data_dir,
        user: arguments.user,
        ask: arguments.command.reads_secrets(),
        command,
        needs,
    };
    match arguments.command {
        Command::Call(call) => vendor::call(place, call).await?,
        Command::Check(check) => return vendor::check(place, check).await,
        Command::Connections { command } => connections::run(place, command).await?,
        Command::Sync(sync) => sync::run(place, sync).await?,
        Command::Patients { command } => return patients::run(place, command).await,
        Command::Appointments { command } => return appointments::run(place, command).await,
        Command::Video { command } => return video::run(place, command).await,
        Command::Lab { command } => return lab::run(place, command).await,
        Command::Contracts { command } => contracts::run(place, command).await?,
        Command::Users { command } => users::run(place, command).await?,
        Command::Invoice { command } => return invoice::run(place, command).await,
        Command::Outbox { command } => return outbox::run(place, command).await,
        Command::Audit { command } => return audit::run(place, command).await,
        Command::Clinic { command } => clinic::run(place, command).await?,
        Command::Settings { command } => clinic::settings(place, command).await?,
        Command::DowntimeSheet(given) => sheet::run(place, given).await?,
        Command::Store { command } => store::run(place, command).await?,
        Command::Sandbox(sandbox) => sandbox::serve(&sandbox).await?,
    }
    Ok(ExitCode::SUCCESS)
}
