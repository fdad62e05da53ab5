//! Signing in and users.

use frontdesk_desk::{DeskError, session};

use super::Answer;
use crate::app::App;
use crate::wire::Nothing;

pub(crate) async fn session(_: &App, _: Nothing) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_first_manager(
    _: &App,
    _: session::FirstManager,
) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_sign_in(_: &App, _: session::SignIn) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_unlock(_: &App, _: session::UnlockByPin) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_lock(_: &App, _: Nothing) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_sign_out(_: &App, _: Nothing) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_touched(_: &App, _: Nothing) -> Answer<Nothing> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_password(_: &App, _: session::ChangePassword) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_pin(_: &App, _: session::SetPin) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_emergency(_: &App, _: session::EmergencyAccess) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn session_reset(_: &App, _: session::ResetByRecovery) -> Answer<session::SessionState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn users(_: &App, _: Nothing) -> Answer<Vec<session::User>> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn user_add(_: &App, _: session::NewUser) -> Answer<Vec<session::User>> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn user_edit(_: &App, _: session::EditUser) -> Answer<Vec<session::User>> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn user_password(_: &App, _: session::ResetPassword) -> Answer<Vec<session::User>> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn emergency_code(_: &App, _: Nothing) -> Answer<session::EmergencyCode> {
    Err(DeskError::internal("not built yet"))
}
