//! The desk in a data folder, for one command.

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_commands::desk::connections::Connection;
use frontdesk_commands::desk::ports::documents_with;
use frontdesk_commands::desk::session::{EmergencyAccess, Needs, Session, SessionKind, SignIn};
use frontdesk_commands::desk::{Desk, DeskError, ErrorCode};
use frontdesk_commands::files::NoDesktop;
use frontdesk_commands::system::{self, OsSecrets, RealLines};
use frontdesk_commands::training::NoAnswer;
use frontdesk_commands::{App, Host, TrainingClinic};
use frontdesk_documents::{Apart, Documents, Pdf};
use zeroize::Zeroizing;

use crate::failure::CliError;
use crate::secrets;

/// Where the desk is, and who asks for what of it.
#[derive(Debug)]
pub struct Place {
    /// Its folder; `None`: the one the application uses.
    pub dir: Option<PathBuf>,
    /// The user named by `--user`.
    pub user: Option<String>,
    /// Who it is and why, by the emergency code.
    pub emergency: Option<String>,
    /// The password is asked for even where one is kept in the keyring.
    pub ask: bool,
    /// The command's name, as the access log has it.
    pub command: &'static str,
    /// Who may give it; `None`: it shows no patient, so that anybody may.
    pub needs: Option<Needs>,
}

/// A desk that was entered.
pub struct Entered {
    /// The application; nothing runs in the background until a command asks for it.
    pub app: Arc<App>,
    /// What the user signed in with.
    pub password: Option<Zeroizing<String>>,
}

/// Starts the application on its data folder, signs the user in and asks for leave.
///
/// # Errors
/// `Usage` when the system names no folder or no password or code is given, `Desk`: `SignInNeeded`, `NotAllowed`,
/// `WrongPassword`, `TooManyTries`, or when the network cannot be set up.
pub async fn enter(place: Place) -> Result<Entered, CliError> {
    let app = start(place.dir).await?;
    let Ok(desk) = app.desk() else {
        // There is nothing yet that a user could be of; what cannot be opened is told by whoever needs it.
        return Ok(Entered { app, password: None });
    };
    let session = desk.session();
    let password = match (place.user, place.emergency) {
        (Some(user), _) => Some(sign_in(session, user, place.ask).await?),
        (None, Some(reason)) => {
            let code = secrets::read("emergency code")?.to_string();
            session.emergency(EmergencyAccess { code, reason }).await?;
            None
        }
        (None, None) => None,
    };
    if let Some(needs) = place.needs {
        session
            .allows(needs, place.command)
            .await
            .map_err(how_to_sign_in)?;
    }
    Ok(Entered { app, password })
}

async fn sign_in(session: &Session, name: String, ask: bool) -> Result<Zeroizing<String>, CliError> {
    if session.state().await?.kind == SessionKind::FirstManager {
        return Err(CliError::Usage(
            "this desk has no users yet: `users add` makes its first manager".to_owned(),
        ));
    }
    let kept = match ask {
        true => None,
        false => session.kept_password(&name).await?,
    };
    let password = match kept {
        Some(kept) => kept,
        None => secrets::read("password")?,
    };
    let request = SignIn {
        name,
        password: password.to_string(),
    };
    session.sign_in(request).await?;
    Ok(password)
}

fn how_to_sign_in(error: DeskError) -> DeskError {
    match error.code {
        ErrorCode::SignInNeeded => DeskError {
            detail: "name yourself with --user NAME; the password is read from standard input".to_owned(),
            ..error
        },
        _ => error,
    }
}

/// The application on its data folder, entered.
///
/// # Errors
/// As [`enter`].
pub async fn app(place: Place) -> Result<Arc<App>, CliError> {
    Ok(enter(place).await?.app)
}

/// The application on its data folder, whoever asks.
///
/// # Errors
/// `Usage` when the system names no folder, `Desk` when the network cannot be set up.
pub async fn start(dir: Option<PathBuf>) -> Result<Arc<App>, CliError> {
    let data_dir = dir
        .or_else(system::default_data_dir)
        .ok_or_else(|| CliError::Usage("name the desk's folder with --data-dir".to_owned()))?;
    let documents = Documents::default().apart(Apart::of_this_program());
    let ports = system::ports(
        Arc::new(OsSecrets),
        Arc::new(RealLines::new()?),
        documents_with(move |name, facts, language, template| {
            documents
                .render_with(template, name, facts, language)
                .map(Pdf::into_parts)
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

/// The desk of a data folder, entered.
///
/// # Errors
/// As [`enter`]; `Desk`: `NotOpen` where nothing was ever connected, or why the store cannot be opened.
pub async fn open(place: Place) -> Result<Arc<Desk>, CliError> {
    Ok(app(place).await?.desk()?)
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
