//! Price list and invoices.

use frontdesk_desk::{DeskError, billing};

use super::Answer;
use crate::app::App;
use crate::wire::{ById, Nothing};

pub(crate) async fn price_list(_app: &App, _request: billing::PriceQuery) -> Answer<billing::PriceListPage> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn price_list_refresh(_app: &App, _request: ById) -> Answer<Nothing> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn price_favourite(_app: &App, _request: billing::Favourite) -> Answer<Nothing> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn invoice_desk(_app: &App, _request: ById) -> Answer<billing::InvoiceDesk> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn invoice_check(
    _app: &App,
    _request: billing::CheckInvoice,
) -> Answer<billing::InvoiceTotals> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn invoice_issue(
    _app: &App,
    _request: billing::IssueInvoice,
) -> Answer<billing::InvoiceAccepted> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn invoice_resume(_app: &App, _request: ById) -> Answer<billing::Invoice> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn invoices(_app: &App, _request: billing::InvoicesRequest) -> Answer<billing::Invoices> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn invoice(_app: &App, _request: ById) -> Answer<billing::Invoice> {
    Err(DeskError::internal("not built yet"))
}
