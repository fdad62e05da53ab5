//! The bodies of the commands: each asks the open desk and nothing else.

use std::time::Duration;

use frontdesk_desk::agenda::{Accepted, Day, DayRequest, HistoryLine, SetStatus};
use frontdesk_desk::connections::{CheckReport, Connection, ConnectionDraft, StatusTable, WorkPoint};
use frontdesk_desk::outbox::{Resolve, Unsent};
use frontdesk_desk::patients::{
    CreatePatient, Duplicate, EditPatient, FindPatients, FoundAtVendor, FoundPatients, GdprForm, GdprRequest,
    PatientForm, PatientPage,
};
use frontdesk_desk::sync::SyncState;
use frontdesk_desk::{DeskError, ErrorCode};

use crate::app::App;
use crate::catalogue::PatientAccepted;
use crate::wire::{
    AppState, ById, ConnectionEdit, ConnectionKey, ConnectionStages, ConnectionWorkPoints, Nothing,
    Preferences,
};

type Answer<T> = Result<T, DeskError>;

pub(crate) async fn app_state(app: &App, _: Nothing) -> Answer<AppState> {
    app.state().await
}

pub(crate) async fn open_training(app: &App, _: Nothing) -> Answer<AppState> {
    app.open_training().await?;
    app.state().await
}

pub(crate) async fn leave_training(app: &App, _: Nothing) -> Answer<AppState> {
    app.leave_training().await;
    app.state().await
}

pub(crate) async fn preferences_set(app: &App, preferences: Preferences) -> Answer<Preferences> {
    app.set_preferences(preferences)
}

pub(crate) async fn connections(app: &App, _: Nothing) -> Answer<Vec<Connection>> {
    match app.desk() {
        Ok(desk) => desk.accounts().list().await,
        Err(error) if error.code == ErrorCode::NotOpen => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

pub(crate) async fn connection_try(app: &App, draft: ConnectionDraft) -> Answer<CheckReport> {
    app.try_account(&draft).await
}

pub(crate) async fn connection_add(app: &App, draft: ConnectionDraft) -> Answer<Connection> {
    app.desk_or_new().await?.add_connection(draft).await
}

pub(crate) async fn connection_edit(app: &App, edit: ConnectionEdit) -> Answer<Connection> {
    let desk = app.desk()?;
    let connection = desk
        .accounts()
        .edit(edit.id, &edit.name, &edit.base_url, &edit.client_path)
        .await?;
    desk.outbox().wake();
    Ok(connection)
}

pub(crate) async fn connection_replace_key(app: &App, new: ConnectionKey) -> Answer<CheckReport> {
    let desk = app.desk()?;
    let report = desk.accounts().replace_key(new.id, &new.key).await?;
    desk.outbox().retry_connection(new.id).await?;
    Ok(report)
}

pub(crate) async fn connection_remove(app: &App, by: ById) -> Answer<Nothing> {
    app.desk()?.accounts().remove(by.id).await?;
    Ok(Nothing {})
}

pub(crate) async fn connection_check(app: &App, by: ById) -> Answer<CheckReport> {
    app.desk()?.accounts().check(by.id).await
}

pub(crate) async fn connection_statuses(app: &App, by: ById) -> Answer<StatusTable> {
    app.desk()?.accounts().statuses(by.id).await
}

pub(crate) async fn connection_stages_confirm(app: &App, choice: ConnectionStages) -> Answer<StatusTable> {
    app.desk()?
        .accounts()
        .confirm_stages(choice.id, choice.stages)
        .await
}

pub(crate) async fn connection_work_points(app: &App, by: ById) -> Answer<Vec<WorkPoint>> {
    app.desk()?.accounts().work_points(by.id).await
}

pub(crate) async fn connection_work_points_confirm(
    app: &App,
    choice: ConnectionWorkPoints,
) -> Answer<Vec<WorkPoint>> {
    app.desk()?
        .accounts()
        .confirm_work_points(choice.id, choice.work_points)
        .await
}

pub(crate) async fn patients_find(app: &App, query: FindPatients) -> Answer<FoundPatients> {
    app.desk()?.find_patients(query).await
}

pub(crate) async fn patients_find_at_vendor(app: &App, query: FindPatients) -> Answer<FoundAtVendor> {
    app.desk()?.find_at_vendor(query).await
}

pub(crate) async fn patient_open(app: &App, by: ById) -> Answer<PatientPage> {
    app.desk()?.open_patient(by.id).await
}

pub(crate) async fn patient_refresh(app: &App, by: ById) -> Answer<PatientPage> {
    app.desk()?.refresh_patient(by.id).await
}

pub(crate) async fn patient_duplicates(app: &App, form: PatientForm) -> Answer<Vec<Duplicate>> {
    app.desk()?.duplicates(form).await
}

pub(crate) async fn patient_create(app: &App, request: CreatePatient) -> Answer<PatientAccepted> {
    let (patient, accepted) = app.desk()?.outbox().create_patient(request, hold(app)).await?;
    Ok(PatientAccepted { patient, accepted })
}

pub(crate) async fn patient_edit(app: &App, request: EditPatient) -> Answer<Accepted> {
    app.desk()?.outbox().edit_patient(request, hold(app)).await
}

pub(crate) async fn gdpr_form(app: &App, request: GdprRequest) -> Answer<GdprForm> {
    app.desk()?.consent_form(request).await
}

pub(crate) async fn day(app: &App, request: DayRequest) -> Answer<Day> {
    app.desk()?.day(request).await
}

pub(crate) async fn appointment_set_status(app: &App, request: SetStatus) -> Answer<Accepted> {
    app.desk()?.outbox().set_status(request, hold(app)).await
}

pub(crate) async fn appointment_history(app: &App, by: ById) -> Answer<Vec<HistoryLine>> {
    app.desk()?.history(by.id).await
}

pub(crate) async fn action_undo(app: &App, by: ById) -> Answer<Accepted> {
    app.desk()?.outbox().undo(by.id).await
}

pub(crate) async fn unsent(app: &App, _: Nothing) -> Answer<Unsent> {
    app.desk()?.outbox().unsent().await
}

pub(crate) async fn unsent_resolve(app: &App, resolve: Resolve) -> Answer<Unsent> {
    let desk = app.desk()?;
    desk.outbox().resolve(resolve).await?;
    desk.outbox().unsent().await
}

pub(crate) async fn sync_state(app: &App, _: Nothing) -> Answer<Vec<SyncState>> {
    app.desk()?.sync().states().await
}

pub(crate) async fn sync_pause(app: &App, by: ById) -> Answer<Vec<SyncState>> {
    let desk = app.desk()?;
    desk.sync().pause(by.id).await?;
    desk.sync().states().await
}

pub(crate) async fn sync_resume(app: &App, by: ById) -> Answer<Vec<SyncState>> {
    let desk = app.desk()?;
    desk.sync().resume(by.id).await?;
    desk.sync().states().await
}

pub(crate) async fn sync_now(app: &App, by: ById) -> Answer<Vec<SyncState>> {
    let desk = app.desk()?;
    desk.sync().refresh_today(by.id).await?;
    desk.sync().states().await
}

fn hold(app: &App) -> Duration {
    Duration::from_secs(app.preferences().hold_seconds.into())
}
