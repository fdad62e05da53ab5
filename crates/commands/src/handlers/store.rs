//! Keys, copies, erasing.

use frontdesk_desk::{DeskError, store};

use super::Answer;
use crate::app::App;
use crate::wire::{AppState, Nothing};

pub(crate) async fn key_state(_: &App, _: Nothing) -> Answer<store::KeyState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn recovery_code(_: &App, _: Nothing) -> Answer<store::RecoveryCode> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn strict_mode(_: &App, _: store::StrictMode) -> Answer<store::KeyState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn store_open_again(app: &App, _: Nothing) -> Answer<AppState> {
    let state = app.state().await?;
    if state.problem.is_none() {
        return Ok(state);
    }
    if let Err(error) = app.desk_or_new().await {
        // Why it still cannot be opened stands in the state as well.
        tracing::info!(code = %error.code.as_str(), "the store still cannot be opened");
    }
    app.state().await
}

pub(crate) async fn store_recover(_: &App, _: store::RecoverStore) -> Answer<AppState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn store_backups(_: &App, _: Nothing) -> Answer<Vec<store::Backup>> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn store_restore(_: &App, _: store::RestoreBackup) -> Answer<AppState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn store_set_aside(_: &App, _: Nothing) -> Answer<AppState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn wipe(_: &App, _: store::Wipe) -> Answer<AppState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn patient_erase(_: &App, _: store::ErasePatient) -> Answer<Nothing> {
    Err(DeskError::internal("not built yet"))
}
