//! The down-time sheet, and starting with the computer.

use frontdesk_desk::{DeskError, sheet};

use super::Answer;
use crate::app::App;
use crate::wire::{Autostart, FileOpened, FileSaved, Nothing, SetAutostart};

pub(crate) async fn sheet_state(_: &App, _: Nothing) -> Answer<sheet::SheetState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn sheet_open(_: &App, _: sheet::OpenSheet) -> Answer<FileOpened> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn sheet_save(_: &App, _: Nothing) -> Answer<FileSaved> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn sheet_make(_: &App, _: Nothing) -> Answer<sheet::SheetState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn sheet_pin(_: &App, _: sheet::SheetPin) -> Answer<sheet::SheetState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn autostart(_: &App, _: Nothing) -> Answer<Autostart> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn autostart_set(_: &App, _: SetAutostart) -> Answer<Autostart> {
    Err(DeskError::internal("not built yet"))
}
