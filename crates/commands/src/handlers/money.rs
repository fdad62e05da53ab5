//! The money desk.

use frontdesk_desk::{DeskError, money, papers};

use super::Answer;
use crate::app::App;
use crate::wire::{ById, FileOpened, FileSaved, Nothing};

pub(crate) async fn money_day(_app: &App, _request: money::MoneyDayRequest) -> Answer<money::MoneyDay> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn taking_record(_app: &App, _request: money::RecordTaking) -> Answer<money::Taking> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn taking_cancel(_app: &App, _request: money::CancelTaking) -> Answer<money::Taking> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn taking_slip(_app: &App, _request: ById) -> Answer<papers::PaperBrief> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn cash_move(_app: &App, _request: money::CashMove) -> Answer<money::MoneyMove> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn cash_close(_app: &App, _request: money::CloseCash) -> Answer<money::CashUp> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn cash_ups(_app: &App, _request: Nothing) -> Answer<money::CashUps> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn unpaid(_app: &App, _request: money::UnpaidRequest) -> Answer<money::Unpaid> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn statement(_app: &App, _request: money::StatementRequest) -> Answer<money::Statement> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn money_preview(_app: &App, _request: money::MoneyPaper) -> Answer<papers::PaperContent> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn money_export(_app: &App, _request: money::MoneyExport) -> Answer<FileSaved> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn money_print(_app: &App, _request: money::MoneyPaper) -> Answer<FileOpened> {
    Err(DeskError::internal("not built yet"))
}
