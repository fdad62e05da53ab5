//! The desk in a data folder, for one command.

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_commands::desk::connections::Connection;
use frontdesk_commands::desk::ports::documents_by;
use frontdesk_commands::desk::{Desk, DeskError, ErrorCode};
use frontdesk_commands::files::NoDesktop;
use frontdesk_commands::system::{self, OsSecrets, RealLines};
use frontdesk_commands::training::NoAnswer;
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_documents::{Documents, Pdf};

use crate::failure::CliError;

/// The application on its data folder; nothing runs in the background until a command asks for it.
///
/// # Errors
/// `Usage` when the system names no folder, `Desk` when the network cannot be set up.
pub async fn app(dir: Option<PathBuf>) -> Result<Arc<App>, CliError> {
    let data_dir = dir
        .or_else(system::default_data_dir)
        .ok_or_else(|| CliError::Usage("name the desk's folder with --data-dir".to_owned()))?;
    let documents = Documents::default();
    let ports = system::ports(
        Arc::new(OsSecrets),
        Arc::new(RealLines::new()?),
        documents_by(move |name, facts, language| {
            documents.render(name, facts, language).map(Pdf::into_parts)
        }),
    )?;
    Ok(App::start(Host {
        data_dir,
        ports,
        training: Arc::new(no_training),
        desktop: Arc::new(NoDesktop),
        version: env!("CARGO_PKG_VERSION"),
        system_language: "en".to_owned(),
    })
    .await)
}

/// The training clinic lives in the window; the command line serves it by `sandbox` instead.
fn no_training() -> TrainingClinic {
    let lines = frontdesk_commands::training::in_process(|_| async {
        Err(NoAnswer {
            may_have_acted: false,
            reason: "there is no training clinic here".to_owned(),
        })
    });
    TrainingClinic {
        lines,
        accounts: Vec::new(),
    }
}

/// The desk of a data folder.
///
/// # Errors
/// `Desk`: `NotOpen` where nothing was ever connected, or why the store cannot be opened.
pub async fn open(dir: Option<PathBuf>) -> Result<Arc<Desk>, CliError> {
    Ok(app(dir).await?.desk()?)
}

/// The account of a name.
///
/// # Errors
/// `Desk`: `NotFound`.
pub async fn connection(desk: &Desk, name: &str) -> Result<Connection, CliError> {
    let all = desk.accounts().list().await?;
    let found = all
        .into_iter()
        .find(|connection| connection.name.eq_ignore_ascii_case(name));
    found.ok_or_else(|| {
        DeskError::new(ErrorCode::NotFound, format!("no connection is called {name:?}")).into()
    })
}
