//! Papers, letterhead and templates.

use frontdesk_desk::papers;

use super::Answer;
use super::money::{fetched, shown};
use crate::app::App;
use crate::wire::{ById, FileOpened, FileSaved, Nothing};

pub(crate) async fn papers(app: &App, person: ById) -> Answer<Vec<papers::PaperBrief>> {
    app.desk()?.papers(person.id).await
}

pub(crate) async fn paper_preview(app: &App, paper: ById) -> Answer<papers::PaperContent> {
    Ok(shown(app.desk()?.kept_paper(paper.id).await?))
}

pub(crate) async fn paper_open(app: &App, paper: ById) -> Answer<FileOpened> {
    let file = app.desk()?.kept_paper(paper.id).await?;
    app.open_file(fetched(file)).await
}

pub(crate) async fn paper_save(app: &App, paper: ById) -> Answer<FileSaved> {
    let file = app.desk()?.kept_paper(paper.id).await?;
    app.save_file(&file.name, &file.bytes).await
}

pub(crate) async fn paper_print(app: &App, paper: ById) -> Answer<FileOpened> {
    let file = app.desk()?.kept_paper(paper.id).await?;
    app.print_file(fetched(file)).await
}

pub(crate) async fn letterhead(app: &App, _: Nothing) -> Answer<papers::LetterheadState> {
    app.desk()?.letterhead().await
}

pub(crate) async fn letterhead_set(
    app: &App,
    letterhead: papers::Letterhead,
) -> Answer<papers::LetterheadState> {
    app.desk()?.set_letterhead(letterhead).await
}

pub(crate) async fn letterhead_preview(
    app: &App,
    request: papers::LetterheadPreview,
) -> Answer<papers::PaperContent> {
    Ok(shown(app.desk()?.preview_letterhead(request).await?))
}

pub(crate) async fn template_set(app: &App, request: papers::SetTemplate) -> Answer<papers::LetterheadState> {
    let desk = app.desk()?;
    desk.set_template(request).await?;
    desk.letterhead().await
}
