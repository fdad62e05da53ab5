//! The money desk.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_desk::adapters::FetchedFile;
use frontdesk_desk::{money, papers};

use super::Answer;
use crate::app::App;
use crate::wire::{ById, FileOpened, FileSaved, Nothing};

pub(crate) async fn money_day(app: &App, request: money::MoneyDayRequest) -> Answer<money::MoneyDay> {
    app.desk()?.money_day(request).await
}

pub(crate) async fn taking_record(app: &App, request: money::RecordTaking) -> Answer<money::Taking> {
    app.desk()?.record_taking(request).await
}

pub(crate) async fn taking_give_back(app: &App, request: money::GiveBack) -> Answer<money::Taking> {
    app.desk()?.give_back(request).await
}

pub(crate) async fn taking_there(app: &App, request: money::TakingThere) -> Answer<money::Taking> {
    app.desk()?.taking_is_there(request).await
}

pub(crate) async fn taking_slip(app: &App, taking: ById) -> Answer<papers::PaperBrief> {
    app.desk()?.taking_slip(taking.id, &app.words()?).await
}

pub(crate) async fn cash_move(app: &App, request: money::CashMove) -> Answer<money::MoneyMove> {
    app.desk()?.cash_move(request).await
}

pub(crate) async fn cash_close(app: &App, request: money::CloseCash) -> Answer<money::CashUp> {
    app.desk()?.close_cash(request).await
}

pub(crate) async fn cash_ups(app: &App, _: Nothing) -> Answer<money::CashUps> {
    app.desk()?.cash_ups().await
}

pub(crate) async fn unpaid(app: &App, request: money::UnpaidRequest) -> Answer<money::Unpaid> {
    app.desk()?.unpaid(request).await
}

pub(crate) async fn statement(app: &App, request: money::StatementRequest) -> Answer<money::Statement> {
    app.desk()?.statement(request).await
}

pub(crate) async fn money_preview(app: &App, paper: money::MoneyPaper) -> Answer<papers::PaperContent> {
    let desk = app.desk()?;
    let file = desk
        .money_file(&paper, money::MoneyFormat::Pdf, &app.words()?)
        .await?;
    desk.money_was_shown(&paper, &file).await?;
    Ok(shown(file))
}

pub(crate) async fn money_export(app: &App, request: money::MoneyExport) -> Answer<FileSaved> {
    let desk = app.desk()?;
    let file = desk
        .money_file(&request.paper, request.format, &app.words()?)
        .await?;
    let put_down = desk.money_went_out(&request.paper, &file);
    app.save_file_once(&file.name, &file.bytes, put_down).await
}

pub(crate) async fn money_print(app: &App, paper: money::MoneyPaper) -> Answer<FileOpened> {
    let desk = app.desk()?;
    let file = desk
        .money_file(&paper, money::MoneyFormat::Pdf, &app.words()?)
        .await?;
    desk.money_went_out(&paper, &file).await?;
    app.print_file(fetched(file)).await
}

/// A paper on its way to a file.
pub(super) fn fetched(file: papers::PaperFile) -> FetchedFile {
    FetchedFile {
        name: Some(file.name),
        media_type: Some(file.media_type),
        bytes: file.bytes.into(),
    }
}

/// A paper on its way to the window.
pub(super) fn shown(file: papers::PaperFile) -> papers::PaperContent {
    papers::PaperContent {
        name: file.name,
        media_type: file.media_type,
        base64: STANDARD.encode(file.bytes),
    }
}
