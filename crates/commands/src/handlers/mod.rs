//! The bodies of the commands: each asks the open desk and nothing else.

mod audit;
mod billing;
mod bills;
mod booking;
mod clinic;
mod money;
mod papers;
mod session;
mod sheet;
mod store;
mod unsent;

use std::time::Duration;

use frontdesk_desk::agenda::{Accepted, Day, DayRequest, HistoryLine, SetStatus};
use frontdesk_desk::connections::{
    AccountForm, CheckReport, Connection, ConnectionDraft, ConnectionEdit, StatusTable, Vendor, WorkPoint,
};
use frontdesk_desk::contracts::{
    ContractBrief, ContractPage, ContractPaper, FetchContract, ListContracts, OpenContractDocument,
};
use frontdesk_desk::lab::{
    CheckLab, LabAccepted, LabDesk, LabForm, LabPreview, PrefillLab, SendLab, UploadReport,
};
use frontdesk_desk::outbox::{Resolve, Unsent};
use frontdesk_desk::patients::{
    CreatePatient, Duplicate, EditPatient, FindPatients, FoundAtVendor, FoundPatients, GdprForm, GdprRequest,
    PatientForm, PatientPage,
};
use frontdesk_desk::sync::SyncState;
use frontdesk_desk::video::{
    BookVideo, CheckVideo, PrefillVideo, RemoveVideo, VideoAccepted, VideoForm, VideoReport, VideoRequest,
    VideoVisits,
};
use frontdesk_desk::{DeskError, ErrorCode, FieldProblem, adapters};

use crate::app::App;
use crate::catalogue::PatientAccepted;
use crate::wire::{
    AppState, ById, ConnectionKeys, ConnectionStages, ConnectionWorkPoints, FileOpened, FileSaved, Nothing,
    Preferences,
};

pub(crate) use audit::*;
pub(crate) use billing::*;
pub(crate) use bills::*;
pub(crate) use booking::*;
pub(crate) use clinic::*;
pub(crate) use money::*;
pub(crate) use papers::*;
pub(crate) use session::*;
pub(crate) use sheet::*;
pub(crate) use store::*;
pub(crate) use unsent::*;

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
    app.desk_or_new("connection_add")
        .await?
        .add_connection(draft)
        .await
}

pub(crate) async fn account_forms(_: &App, _: Nothing) -> Answer<Vec<AccountForm>> {
    Ok(Vendor::ALL.into_iter().map(adapters::form_of).collect())
}

pub(crate) async fn connection_try_edit(app: &App, edit: ConnectionEdit) -> Answer<CheckReport> {
    app.desk()?.accounts().try_edit(&edit).await
}

pub(crate) async fn connection_edit(app: &App, edit: ConnectionEdit) -> Answer<Connection> {
    let desk = app.desk()?;
    let connection = desk.accounts().edit(&edit).await?;
    desk.outbox().wake();
    Ok(connection)
}

pub(crate) async fn connection_replace_keys(app: &App, new: ConnectionKeys) -> Answer<CheckReport> {
    let desk = app.desk()?;
    let report = desk.accounts().replace_keys(new.id, &new.secrets).await?;
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

pub(crate) async fn connection_check_save(app: &App, by: ById) -> Answer<FileSaved> {
    let report = app.desk()?.accounts().report_text(by.id).await?;
    app.save_file(&report.name, report.text.as_bytes()).await
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

pub(crate) async fn patient_document_open(app: &App, by: ById) -> Answer<FileOpened> {
    let file = app.desk()?.patient_document(by.id).await?;
    app.open_file(file).await
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

pub(crate) async fn video_visits(app: &App, request: VideoRequest) -> Answer<VideoVisits> {
    app.desk()?.video_visits(request).await
}

pub(crate) async fn video_refresh(app: &App, request: VideoRequest) -> Answer<VideoVisits> {
    app.desk()?.refresh_video(request).await
}

pub(crate) async fn video_prefill(app: &App, request: PrefillVideo) -> Answer<VideoForm> {
    app.desk()?.prefill_video(request).await
}

pub(crate) async fn video_check(app: &App, request: CheckVideo) -> Answer<Vec<FieldProblem>> {
    app.desk()?.check_video(request).await
}

pub(crate) async fn video_book(app: &App, request: BookVideo) -> Answer<VideoAccepted> {
    app.desk()?.book_video(request, hold(app)).await
}

pub(crate) async fn video_remove(app: &App, request: RemoveVideo) -> Answer<Accepted> {
    app.desk()?.remove_video(request, hold(app)).await
}

pub(crate) async fn video_report(app: &App, by: ById) -> Answer<VideoReport> {
    app.desk()?.video_report(by.id).await
}

pub(crate) async fn lab_desk(app: &App, _: Nothing) -> Answer<LabDesk> {
    app.desk()?.lab_desk().await
}

pub(crate) async fn lab_prefill(app: &App, request: PrefillLab) -> Answer<LabForm> {
    app.desk()?.prefill_lab(request).await
}

pub(crate) async fn lab_order(app: &App, by: ById) -> Answer<LabForm> {
    app.desk()?.lab_order(by.id).await
}

pub(crate) async fn lab_preview(app: &App, request: CheckLab) -> Answer<LabPreview> {
    app.desk()?.preview_lab(request).await
}

pub(crate) async fn lab_send(app: &App, request: SendLab) -> Answer<LabAccepted> {
    app.desk()?.send_lab(request, hold(app)).await
}

pub(crate) async fn lab_upload(app: &App, request: UploadReport) -> Answer<Accepted> {
    app.desk()?.upload_report(request).await
}

pub(crate) async fn contracts(app: &App, _: Nothing) -> Answer<Vec<ContractBrief>> {
    app.desk()?.contracts().await
}

pub(crate) async fn contract_list(app: &App, request: ListContracts) -> Answer<ContractPage> {
    app.desk()?.list_contracts(request).await
}

pub(crate) async fn contract_fetch(app: &App, request: FetchContract) -> Answer<ContractPaper> {
    app.desk()?.fetch_contract(request).await
}

pub(crate) async fn contract(app: &App, by: ById) -> Answer<ContractPaper> {
    app.desk()?.contract(by.id).await
}

pub(crate) async fn contract_document_open(app: &App, request: OpenContractDocument) -> Answer<FileOpened> {
    let file = app.desk()?.contract_document(request).await?;
    app.open_file(file).await
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
