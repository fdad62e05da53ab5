//! Keys, copies, erasing.

use frontdesk_desk::session::Needs;
use frontdesk_desk::store;

use super::Answer;
use crate::app::App;
use crate::wire::{AppState, Nothing};

pub(crate) async fn key_state(app: &App, _: Nothing) -> Answer<store::KeyState> {
    app.desk()?.key_state().await
}

pub(crate) async fn recovery_code(app: &App, _: Nothing) -> Answer<store::RecoveryCode> {
    let desk = app.desk()?;
    if app.is_training() {
        return desk.make_recovery_code().await;
    }
    let session = desk.session().clone();
    let leave = session.allows(Needs::Manager, "recovery_code").await?;
    desk.make_recovery_code_while(move || session.holds(leave)).await
}

pub(crate) async fn strict_mode(app: &App, request: store::StrictMode) -> Answer<store::KeyState> {
    app.desk()?.set_strict(request.on, &request.code).await
}

pub(crate) async fn store_open_again(app: &App, _: Nothing) -> Answer<AppState> {
    app.open_again().await?;
    app.state().await
}

pub(crate) async fn store_recover(app: &App, request: store::RecoverStore) -> Answer<AppState> {
    app.recover(&request.code).await?;
    app.state().await
}

pub(crate) async fn store_backups(app: &App, _: Nothing) -> Answer<Vec<store::Backup>> {
    app.copies().await
}

pub(crate) async fn store_restore(app: &App, request: store::RestoreBackup) -> Answer<AppState> {
    app.restore(request.name).await?;
    app.state().await
}

pub(crate) async fn store_set_aside(app: &App, _: Nothing) -> Answer<AppState> {
    app.set_aside().await?;
    app.state().await
}

pub(crate) async fn wipe(app: &App, request: store::Wipe) -> Answer<AppState> {
    let password = request.password.clone();
    app.desk()?.session().confirm_password(password).await?;
    app.wipe(&request).await?;
    app.state().await
}

pub(crate) async fn patient_erase(app: &App, request: store::ErasePatient) -> Answer<Nothing> {
    app.desk()?.erase_patient(request).await?;
    // One of them may be a document of that patient.
    app.sweep_files();
    Ok(Nothing {})
}
