//! Signing in and users. Who may ask for what stands in the catalogue.

use frontdesk_desk::session::{
    ChangePassword, EditUser, EmergencyAccess, EmergencyCode, FirstManager, NewUser, ResetByRecovery,
    ResetPassword, SessionState, SetPin, SignIn, UnlockByPin, User,
};

use super::Answer;
use crate::app::App;
use crate::wire::Nothing;

pub(crate) async fn session(app: &App, _: Nothing) -> Answer<SessionState> {
    app.session_state().await
}

/// The first manager may be made before the first account: the desk is made for them.
pub(crate) async fn session_first_manager(app: &App, request: FirstManager) -> Answer<SessionState> {
    app.made_desk().await?.session().first_manager(request).await
}

pub(crate) async fn session_sign_in(app: &App, request: SignIn) -> Answer<SessionState> {
    app.session_or_why()?.sign_in(request).await
}

pub(crate) async fn session_unlock(app: &App, request: UnlockByPin) -> Answer<SessionState> {
    app.session_or_why()?.unlock(request).await
}

pub(crate) async fn session_lock(app: &App, _: Nothing) -> Answer<SessionState> {
    app.lock().await;
    app.session_state().await
}

pub(crate) async fn session_sign_out(app: &App, _: Nothing) -> Answer<SessionState> {
    app.sign_out().await;
    app.session_state().await
}

pub(crate) async fn session_touched(app: &App, _: Nothing) -> Answer<Nothing> {
    app.touched();
    Ok(Nothing {})
}

pub(crate) async fn session_password(app: &App, request: ChangePassword) -> Answer<SessionState> {
    app.session_or_why()?.change_password(request).await
}

pub(crate) async fn session_pin(app: &App, request: SetPin) -> Answer<SessionState> {
    app.session_or_why()?.set_pin(request).await
}

pub(crate) async fn session_emergency(app: &App, request: EmergencyAccess) -> Answer<SessionState> {
    app.session_or_why()?.emergency(request).await
}

pub(crate) async fn session_reset(app: &App, request: ResetByRecovery) -> Answer<SessionState> {
    app.session_or_why()?.reset(request).await
}

pub(crate) async fn users(app: &App, _: Nothing) -> Answer<Vec<User>> {
    app.session_or_why()?.users().await
}

pub(crate) async fn user_add(app: &App, request: NewUser) -> Answer<Vec<User>> {
    app.session_or_why()?.add_user(request).await
}

pub(crate) async fn user_edit(app: &App, request: EditUser) -> Answer<Vec<User>> {
    app.session_or_why()?.edit_user(request).await
}

pub(crate) async fn user_password(app: &App, request: ResetPassword) -> Answer<Vec<User>> {
    app.session_or_why()?.reset_password(request).await
}

pub(crate) async fn emergency_code(app: &App, _: Nothing) -> Answer<EmergencyCode> {
    app.session_or_why()?.make_emergency_code().await
}
