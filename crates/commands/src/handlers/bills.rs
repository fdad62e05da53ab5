//! Bills and documents at the vendor.

use frontdesk_desk::{agenda, bills, papers};

use super::Answer;
use crate::app::App;
use crate::wire::{ById, FileSaved, Nothing};

pub(crate) async fn bills(app: &App, request: bills::BillsRequest) -> Answer<bills::BillsPage> {
    app.desk()?.bills(request).await
}

pub(crate) async fn bill(app: &App, by: ById) -> Answer<bills::BillPage> {
    app.desk()?.bill(by.id).await
}

pub(crate) async fn bill_pay(app: &App, request: bills::PayBill) -> Answer<agenda::Accepted> {
    app.desk()?.pay_bill(request).await
}

pub(crate) async fn bill_liability_rule(app: &App, request: bills::SetLiabilityRule) -> Answer<Nothing> {
    app.desk()?.set_liability_rule(request).await?;
    Ok(Nothing {})
}

pub(crate) async fn bill_paper(app: &App, by: ById) -> Answer<papers::PaperBrief> {
    app.desk()?.bill_paper(by.id).await
}

pub(crate) async fn document_file(app: &App, request: bills::FileDocument) -> Answer<agenda::Accepted> {
    app.desk()?.file_document(request).await
}

pub(crate) async fn document_file_pdf(app: &App, request: bills::FilePdf) -> Answer<agenda::Accepted> {
    app.desk()?.file_pdf(request).await
}

pub(crate) async fn patient_document_save(app: &App, by: ById) -> Answer<FileSaved> {
    let file = app.desk()?.patient_document(by.id).await?;
    app.save_fetched(file).await
}
