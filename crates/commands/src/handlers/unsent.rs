//! Changing and saving what is unsent.

use frontdesk_basics::Words;
use frontdesk_desk::{DeskError, outbox};

use super::Answer;
use crate::app::App;
use crate::wire::{FileSaved, Nothing};

pub(crate) async fn unsent_edit(app: &App, edit: outbox::EditUnsent) -> Answer<outbox::Unsent> {
    let desk = app.desk()?;
    desk.outbox().edit(edit).await?;
    desk.outbox().unsent().await
}

pub(crate) async fn unsent_export(app: &App, _: Nothing) -> Answer<FileSaved> {
    let table = app.desk()?.outbox().export_csv(&app.words()?).await?;
    app.save_file(&table.name, &table.bytes).await
}

impl App {
    /// The messages in the language of this desk.
    ///
    /// # Errors
    /// `Internal` when a built-in catalogue cannot be read.
    pub fn words(&self) -> Result<Words, DeskError> {
        let preferences = self.preferences();
        let asked = if preferences.language.is_empty() {
            &self.host().system_language
        } else {
            &preferences.language
        };
        Words::of(asked).map_err(|error| DeskError::internal(error.to_string()))
    }
}
