//! Papers, letterhead and templates.

use frontdesk_desk::{DeskError, papers};

use super::Answer;
use crate::app::App;
use crate::wire::{ById, FileOpened, FileSaved, Nothing};

pub(crate) async fn papers(_app: &App, _request: ById) -> Answer<Vec<papers::PaperBrief>> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn paper_preview(_app: &App, _request: ById) -> Answer<papers::PaperContent> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn paper_open(_app: &App, _request: ById) -> Answer<FileOpened> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn paper_save(_app: &App, _request: ById) -> Answer<FileSaved> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn paper_print(_app: &App, _request: ById) -> Answer<FileOpened> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn letterhead(_app: &App, _request: Nothing) -> Answer<papers::LetterheadState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn letterhead_set(
    _app: &App,
    _request: papers::Letterhead,
) -> Answer<papers::LetterheadState> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn letterhead_preview(
    _app: &App,
    _request: papers::LetterheadPreview,
) -> Answer<papers::PaperContent> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn template_set(
    _app: &App,
    _request: papers::SetTemplate,
) -> Answer<papers::LetterheadState> {
    Err(DeskError::internal("not built yet"))
}
