//! The access log.

use frontdesk_desk::{DeskError, audit};

use super::Answer;
use crate::app::App;
use crate::wire::{ById, FileSaved, Nothing};

pub(crate) async fn access_log(_: &App, _: audit::AuditQuery) -> Answer<audit::AuditPage> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn patient_history(_: &App, _: ById) -> Answer<Vec<audit::AuditLine>> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn access_log_verify(_: &App, _: Nothing) -> Answer<audit::AuditVerdict> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn access_log_export(_: &App, _: audit::AuditQuery) -> Answer<FileSaved> {
    Err(DeskError::internal("not built yet"))
}
