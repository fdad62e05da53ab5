//! Changing and saving what is unsent.

use frontdesk_desk::{DeskError, outbox};

use super::Answer;
use crate::app::App;
use crate::wire::{FileSaved, Nothing};

pub(crate) async fn unsent_edit(_: &App, _: outbox::EditUnsent) -> Answer<outbox::Unsent> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn unsent_export(_: &App, _: Nothing) -> Answer<FileSaved> {
    Err(DeskError::internal("not built yet"))
}
