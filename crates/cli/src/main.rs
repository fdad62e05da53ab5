//! `frontdesk-cli`: the same core as the window's, for support people and scripts.

mod account;
mod appointments;
mod arguments;
mod asked;
mod audit;
mod bills;
mod cash_up;
mod clinic;
mod connections;
mod contracts;
mod desk;
mod documents;
mod failure;
mod given;
mod invoice;
mod lab;
mod outbox;
mod output;
mod papers;
mod patients;
mod render;
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
use frontdesk_commands::system::end_store_work;

use crate::arguments::{Arguments, Command};
use crate::desk::Place;
use crate::failure::CliError;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(asked) if !asked.use_stderr() => {
            // Help or the version, asked for.
            let _ = asked.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            return ended(CliError::Usage(error.to_string().trim().to_owned()));
        }
    };
    // Standard error is for the one error object; a log is written there only when somebody asks for it.
    if let Ok(filter) = tracing_subscriber::EnvFilter::try_from_env("FRONTDESK_LOG") {
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init();
    }
    let outcome = match tokio::runtime::Runtime::new() {
        // The runtime and all that hangs on it are gone before the store's threads are waited for.
        Ok(runtime) => runtime.block_on(run(arguments)),
        Err(source) => Err(CliError::Io {
            what: "threads".to_owned(),
            source,
        }),
    };
    end_store_work();
    outcome.unwrap_or_else(ended)
}

/// The code of a command that failed, which is told on standard error.
fn ended(error: CliError) -> ExitCode {
    if error.is_unread() {
        return ExitCode::SUCCESS;
    }
    output::error(&error.to_json());
    error.code()
}

async fn run(arguments: Arguments) -> Result<ExitCode, CliError> {
    let (command, needs) = arguments.command.needs();
    let place = Place {
        dir: arguments.data_dir,
        user: arguments.user,
        emergency: arguments.emergency,
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
        Command::Bills { command } => return bills::run(place, command).await,
        Command::Documents { command } => return documents::run(place, command).await,
        Command::Users { command } => users::run(place, command).await?,
        Command::Invoice { command } => return invoice::run(place, command).await,
        Command::Outbox { command } => return outbox::run(place, command).await,
        Command::CashUp { command } => cash_up::run(place, command).await?,
        Command::Takings { command } => cash_up::takings(place, command).await?,
        Command::Papers { command } => papers::run(place, command).await?,
        Command::Audit { command } => return audit::run(place, command).await,
        Command::Clinic { command } => clinic::run(place, command).await?,
        Command::Settings { command } => clinic::settings(place, command).await?,
        Command::DowntimeSheet(given) => sheet::run(place, given).await?,
        Command::Render(given) => render::run(&given)?,
        Command::Store { command } => store::run(place, command).await?,
        Command::Sandbox(sandbox) => sandbox::serve(&sandbox).await?,
    }
    Ok(ExitCode::SUCCESS)
}
