//! Settings of the desk and the clinic file.

use frontdesk_desk::{DeskError, clinic};

use super::Answer;
use crate::app::App;
use crate::wire::{FileSaved, Nothing};

pub(crate) async fn desk_settings(_: &App, _: Nothing) -> Answer<clinic::DeskSettings> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn desk_settings_set(_: &App, _: clinic::DeskSettings) -> Answer<clinic::DeskSettings> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn clinic_export(_: &App, _: clinic::ExportClinic) -> Answer<FileSaved> {
    Err(DeskError::internal("not built yet"))
}

pub(crate) async fn clinic_import(_: &App, _: clinic::ImportClinic) -> Answer<clinic::ClinicPreview> {
    Err(DeskError::internal("not built yet"))
}
