//! Price list and invoices.

use frontdesk_desk::billing;

use super::Answer;
use crate::app::App;
use crate::wire::{ById, Nothing};

pub(crate) async fn price_list(app: &App, request: billing::PriceQuery) -> Answer<billing::PriceListPage> {
    app.desk()?.price_list(request).await
}

pub(crate) async fn price_list_refresh(app: &App, request: ById) -> Answer<Nothing> {
    app.desk()?.refresh_price_list(request.id).await?;
    Ok(Nothing {})
}

pub(crate) async fn price_favourite(app: &App, request: billing::Favourite) -> Answer<Nothing> {
    app.desk()?.mark_price(request).await?;
    Ok(Nothing {})
}

pub(crate) async fn invoice_desk(app: &App, request: ById) -> Answer<billing::InvoiceDesk> {
    app.desk()?.invoice_desk(request.id).await
}

pub(crate) async fn invoice_check(
    app: &App,
    request: billing::CheckInvoice,
) -> Answer<billing::InvoiceTotals> {
    app.desk()?.check_invoice(request).await
}

pub(crate) async fn invoice_issue(
    app: &App,
    request: billing::IssueInvoice,
) -> Answer<billing::InvoiceAccepted> {
    app.desk()?.issue_invoice(request).await
}

pub(crate) async fn invoice_resume(app: &App, request: ById) -> Answer<billing::Invoice> {
    app.desk()?.resume_invoice(request.id).await
}

pub(crate) async fn invoices(app: &App, request: billing::InvoicesRequest) -> Answer<billing::Invoices> {
    app.desk()?.invoices(request).await
}

pub(crate) async fn invoice(app: &App, request: ById) -> Answer<billing::Invoice> {
    app.desk()?.view_invoice(request.id).await
}

pub(crate) async fn invoice_noted_method(app: &App, request: ById) -> Answer<billing::NotedMethod> {
    app.desk()?.noted_method(request.id).await
}

pub(crate) async fn invoice_noted_method_set(app: &App, request: billing::SetNotedMethod) -> Answer<Nothing> {
    app.desk()?.set_noted_method(request).await?;
    Ok(Nothing {})
}
