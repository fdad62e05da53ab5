//! Bills and documents at the vendor.

use frontdesk_desk::{DeskError, agenda, bills, papers};

use super::Answer;
use crate::app::App;
use crate::wire::{ById, FileSaved, Nothing};

pub(crate) async fn bills(_app: &App, _request: bills::BillsRequest) -> Answer<bills::BillsPage> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn bill(_app: &App, _request: ById) -> Answer<bills::BillPage> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn bill_pay(_app: &App, _request: bills::PayBill) -> Answer<agenda::Accepted> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn bill_liability_rule(_app: &App, _request: bills::SetLiabilityRule) -> Answer<Nothing> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn bill_paper(_app: &App, _request: ById) -> Answer<papers::PaperBrief> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn document_file(_app: &App, _request: bills::FileDocument) -> Answer<agenda::Accepted> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn patient_document_save(_app: &App, _request: ById) -> Answer<FileSaved> {
    Err(DeskError::internal("not built yet"))
}
