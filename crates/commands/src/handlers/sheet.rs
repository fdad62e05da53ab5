//! The down-time sheet, and starting with the computer.

use frontdesk_desk::adapters::FetchedFile;
use frontdesk_desk::session::SessionKind;
use frontdesk_desk::sheet::{OpenSheet, SheetPaper, SheetPin, SheetState, SheetWay};
use frontdesk_desk::{DeskError, ErrorCode};

use super::Answer;
use crate::app::App;
use crate::wire::{Autostart, FileOpened, FileSaved, Nothing, SetAutostart};

pub(crate) async fn sheet_state(app: &App, _: Nothing) -> Answer<SheetState> {
    match app.desk() {
        Ok(desk) => desk.sheet().state().await,
        Err(_) => app.kept_sheet().state().await,
    }
}

pub(crate) async fn sheet_open(app: &App, open: OpenSheet) -> Answer<FileOpened> {
    let paper = match (app.desk(), open.pin) {
        (Ok(desk), Some(pin)) => desk.sheet().open_by_pin(pin).await?,
        (Ok(desk), None) => {
            somebody_is_here(app).await?;
            desk.sheet().open(SheetWay::SignedIn).await?
        }
        (Err(_), Some(pin)) => app.kept_sheet().open_by_pin(pin).await?,
        (Err(_), None) => return Err(nobody_is_here()),
    };
    let file = FetchedFile {
        name: Some(file_stem(&paper)),
        media_type: Some("application/pdf".to_owned()),
        bytes: paper.bytes.into(),
    };
    app.open_file(file).await
}

pub(crate) async fn sheet_save(app: &App, _: Nothing) -> Answer<FileSaved> {
    let desk = app.desk()?;
    let paper = desk.sheet().paper(None, None).await?;
    let name = format!("{}.pdf", file_stem(&paper));
    let saved = app.save_file(&name, &paper.bytes).await?;
    if saved.name.is_some() {
        desk.sheet().put_down(SheetWay::Saved).await;
    }
    Ok(saved)
}

pub(crate) async fn sheet_make(app: &App, _: Nothing) -> Answer<SheetState> {
    app.desk()?.sheet().make().await
}

pub(crate) async fn sheet_pin(app: &App, pin: SheetPin) -> Answer<SheetState> {
    app.desk()?.sheet().set_pin(&pin.pin).await
}

pub(crate) async fn autostart(app: &App, _: Nothing) -> Answer<Autostart> {
    let on = app.host().desktop.autostart();
    Ok(Autostart {
        possible: on.is_some(),
        on: on.unwrap_or(false),
    })
}

pub(crate) async fn autostart_set(app: &App, set: SetAutostart) -> Answer<Autostart> {
    if app.is_training() {
        // Nobody signs in there, and the computer is a real one.
        return Err(DeskError::new(
            ErrorCode::NotAllowed,
            "the training clinic is open",
        ));
    }
    let before = app.host().desktop.autostart();
    app.host().desktop.set_autostart(set.on)?;
    if let Some(desk) = app.real_desk() {
        desk.put_down_autostart(before, set.on).await?;
    }
    autostart(app, Nothing {}).await
}

/// The command may be asked while the desk is locked, because a PIN is enough for it; without one somebody has to be
/// signed in, where anybody has to be.
async fn somebody_is_here(app: &App) -> Answer<()> {
    match app.state().await?.session.kind {
        SessionKind::Open | SessionKind::FirstManager | SessionKind::SignedIn => Ok(()),
        SessionKind::SignedOut | SessionKind::Locked => Err(nobody_is_here()),
    }
}

fn nobody_is_here() -> DeskError {
    DeskError::new(ErrorCode::SignInNeeded, "the sheet opens by its PIN only")
}

/// A file's name without its end; a time is written with a point, because no file may be called with a colon.
fn file_stem(paper: &SheetPaper) -> String {
    paper.title.replace(':', ".")
}
