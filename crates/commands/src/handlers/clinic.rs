//! Settings of the desk and the clinic file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use frontdesk_desk::clinic::{
    ClinicPreview, ClinicShare, DeskSettings, ExportClinic, ImportClinic, OpenedClinic,
};
use frontdesk_desk::{DeskError, ErrorCode};

use super::Answer;
use crate::app::App;
use crate::wire::{FileSaved, Nothing};

pub(crate) async fn desk_settings(app: &App, _: Nothing) -> Answer<DeskSettings> {
    app.desk()?.settings().await
}

pub(crate) async fn desk_settings_set(app: &App, wanted: DeskSettings) -> Answer<DeskSettings> {
    app.desk()?.set_settings(wanted).await
}

pub(crate) async fn clinic_export(app: &App, request: ExportClinic) -> Answer<FileSaved> {
    let desk = app.desk()?;
    let file = desk.export_clinic(request.passphrase.clone()).await?;
    let saved = app.save_file(&file.name, &file.bytes).await?;
    if saved.name.is_some() {
        desk.clinic_saved(request.passphrase).await?;
    }
    Ok(saved)
}

pub(crate) async fn clinic_import(app: &App, request: ImportClinic) -> Answer<ClinicPreview> {
    let file = BASE64
        .decode(request.file.as_bytes())
        .map_err(|_| DeskError::invalid("file", "not-base64"))?;
    app.read_clinic(file, request.passphrase, request.preview).await
}

pub(crate) async fn clinic_share(app: &App, _: Nothing) -> Answer<ClinicShare> {
    Ok(app.desk()?.clinic_share())
}

pub(crate) async fn clinic_share_accept(app: &App, _: Nothing) -> Answer<ClinicPreview> {
    app.desk()?.accept_clinic_share().await
}

impl App {
    /// Reads a clinic file, or only looks at it. On a computer without a desk it makes one: this is how the second one
    /// is set up.
    ///
    /// # Errors
    /// `FileUnreadable`, `FileTooNew`, `NotAllowed` in the training clinic, or why the store cannot be opened, made or
    /// written.
    pub async fn read_clinic(
        &self,
        file: Vec<u8>,
        passphrase: String,
        preview: bool,
    ) -> Result<ClinicPreview, DeskError> {
        // Opened before anything is made of it.
        let opened = OpenedClinic::of(&self.host().ports, file, passphrase).await?;
        if !preview {
            return self
                .desk_or_new("clinic_import")
                .await?
                .import_clinic(&opened)
                .await;
        }
        match self.desk() {
            Ok(desk) => desk.preview_clinic(&opened).await,
            Err(error) if error.code == ErrorCode::NotOpen => Ok(opened.to_nothing()),
            Err(error) => Err(error),
        }
    }
}
