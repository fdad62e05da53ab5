//! The access log.

use frontdesk_desk::audit;

use super::Answer;
use crate::app::App;
use crate::wire::{ById, FileSaved, Nothing};

pub(crate) async fn access_log(app: &App, query: audit::AuditQuery) -> Answer<audit::AuditPage> {
    app.desk()?.access_log(query).await
}

pub(crate) async fn patient_history(app: &App, by: ById) -> Answer<Vec<audit::AuditLine>> {
    app.desk()?.patient_history(by.id).await
}

pub(crate) async fn access_log_verify(app: &App, _: Nothing) -> Answer<audit::AuditVerdict> {
    app.desk()?.verify_access_log(None).await
}

pub(crate) async fn access_log_export(app: &App, query: audit::AuditQuery) -> Answer<FileSaved> {
    let desk = app.desk()?;
    let export = desk.export_access_log(query.clone(), &app.language()).await?;
    let saved = app.save_file(&export.name, &export.bytes).await?;
    if saved.name.is_some() {
        desk.access_log_saved(&query).await?;
    }
    Ok(saved)
}
