//! `users`: people who work at the desk.

use frontdesk_commands::desk::session::{
    ChangePassword, EditUser, FirstManager, NewUser, ResetByRecovery, ResetPassword, Session, SessionKind,
    SetPin, User, UserRole,
};
use frontdesk_commands::desk::{DeskError, ErrorCode};
use serde_json::json;
use zeroize::Zeroizing;

use crate::arguments::{Role, Users};
use crate::desk::{Entered, Place};
use crate::failure::CliError;
use crate::{desk, output, secrets};

/// Runs one of the commands about users.
///
/// # Errors
/// `Usage`, `Io`, `Desk`.
pub async fn run(place: Place, command: Users) -> Result<(), CliError> {
    match command {
        Users::List { json } => {
            let users = desk::open(place).await?.session().users().await?;
            if json { output::json(&users) } else { print(&users) }
        }
        Users::Add { name, role, json } => {
            let app = desk::app(place).await?;
            // A manager may come before the first account.
            let desk = app.desk_or_new("users add").await?;
            let session = desk.session();
            let first = session.state().await?.kind == SessionKind::FirstManager;
            let role = role.map(Role::of_desk);
            if first && role == Some(UserRole::Receptionist) {
                return Err(CliError::Usage("the first one is a manager".to_owned()));
            }
            let password = secrets::read_new("new password")?.to_string();
            if first {
                let name = name.clone();
                session.first_manager(FirstManager { name, password }).await?;
            } else {
                let role = role.unwrap_or(UserRole::Receptionist);
                let name = name.clone();
                session.add_user(NewUser { name, role, password }).await?;
            }
            show(session, &name, json).await
        }
        Users::Edit {
            name,
            rename,
            role,
            active,
            json,
        } => {
            let desk = desk::open(place).await?;
            let session = desk.session();
            let user = session.user_called(&name).await?;
            let edit = EditUser {
                id: user.id,
                name: rename.unwrap_or(user.name),
                role: role.map_or(user.role, Role::of_desk),
                active: active.unwrap_or(user.active),
            };
            let name = edit.name.clone();
            session.edit_user(edit).await?;
            show(session, &name, json).await
        }
        Users::Password { name } => password(place, name).await,
        Users::Pin { clear } => {
            let (session, password) = entered(place).await?;
            let pin = match clear {
                true => None,
                false => Some(secrets::read_new("new PIN")?.to_string()),
            };
            let password = password.to_string();
            session.set_pin(SetPin { password, pin }).await?;
            output::line(if clear {
                "no PIN any more"
            } else {
                "the PIN is set"
            })
        }
        Users::EmergencyCode { json } => {
            let made = desk::open(place).await?.session().make_emergency_code().await?;
            if json {
                output::json(&made)
            } else {
                output::line(&made.code)
            }
        }
        Users::Recover { name } => {
            let desk = desk::open(place).await?;
            let code = secrets::read("recovery code")?.to_string();
            let password = secrets::read_new("new password")?.to_string();
            let reset = ResetByRecovery { code, name, password };
            desk.session().reset(reset).await?;
            output::line("the password is changed; the PIN is gone with the old one")
        }
        Users::KeepPassword => {
            let (session, password) = entered(place).await?;
            session.keep_password(password.to_string()).await?;
            output::line("the password is kept in the keyring")
        }
        Users::ForgetPassword => {
            let named = place.user.clone();
            let named = named.ok_or_else(|| CliError::Usage("name yourself with --user NAME".to_owned()))?;
            // Whoever may use the keyring may also take things out of it.
            let desk = desk::open(Place { user: None, ..place }).await?;
            let user = desk.session().user_called(&named).await?;
            desk.session().forget_passwords(&[user.id]).await?;
            output::line("no password is kept")
        }
    }
}

async fn password(place: Place, name: Option<String>) -> Result<(), CliError> {
    let changed = match name {
        None => {
            let user = place.user.clone().unwrap_or_default();
            let (session, old) = entered(place).await?;
            let kept = session.kept_password(&user).await?.is_some();
            let new = secrets::read_new("new password")?;
            let change = ChangePassword {
                old: old.to_string(),
                new: new.to_string(),
            };
            session.change_password(change).await?;
            if kept {
                session.keep_password(new.to_string()).await?;
            }
            "the password is changed"
        }
        Some(name) => {
            let desk = desk::open(place).await?;
            let user = desk.session().user_called(&name).await?;
            let password = secrets::read_new("new password")?.to_string();
            let reset = ResetPassword {
                id: user.id,
                password,
            };
            desk.session().reset_password(reset).await?;
            "the password is changed; the PIN is gone with the old one"
        }
    };
    output::line(changed)
}

/// The session of somebody signed in, and their password.
async fn entered(place: Place) -> Result<(Session, Zeroizing<String>), CliError> {
    let Entered { app, password } = desk::enter(place).await?;
    let session = app.desk()?.session().clone();
    let password =
        password.ok_or_else(|| DeskError::new(ErrorCode::SignInNeeded, "name yourself with --user NAME"))?;
    Ok((session, password))
}

async fn show(session: &Session, name: &str, json: bool) -> Result<(), CliError> {
    let user = session.user_called(name).await?;
    if json {
        output::json(&json!(user))
    } else {
        print(&[user])
    }
}

fn print(users: &[User]) -> Result<(), CliError> {
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let cells: Vec<_> = users
        .iter()
        .map(|user| {
            let last = user.last_signed_in_at.map(|at| at.format("%Y-%m-%d %H:%M UTC"));
            [
                user.name.clone(),
                user.role.as_str().to_owned(),
                yes(user.active),
                yes(user.has_pin),
                last.map(|last| last.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    output::table(["name", "role", "may sign in", "PIN", "last signed in"], &cells)
}
