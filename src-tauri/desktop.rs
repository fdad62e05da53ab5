//! Files and the person: opened by the system's own applications, saved where a dialog says.
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use frontdesk_commands::desk::ErrorCode;
use frontdesk_commands::{DeskError, Desktop};
use tauri::{AppHandle, Manager as _, async_runtime};
use tauri_plugin_autostart::AutoLaunchManager;
use tauri_plugin_dialog::DialogExt as _;
use tokio::sync::{oneshot, watch};

use crate::print::{self, Printing};

/// The window's side of files. The core is opened before there is a window; what is asked of it only comes after.
pub struct Window(watch::Receiver<Option<AppHandle>>);

impl Window {
    /// A desktop, and where to tell it its window.
    pub fn new() -> (Self, watch::Sender<Option<AppHandle>>) {
        let (sender, receiver) = watch::channel(None);
        (Self(receiver), sender)
    }
}

fn nobody() -> DeskError {
    DeskError::new(
        ErrorCode::CannotOpen,
        "the system has nothing to open or save it with",
    )
}

#[async_trait]
impl Desktop for Window {
    async fn open(&self, path: &Path) -> Result<(), DeskError> {
        tauri_plugin_opener::open_path(path, None::<&str>).map_err(|_| nobody())
    }

    async fn print(&self, path: &Path) -> Result<(), DeskError> {
        let file = path.to_path_buf();
        let asked = async_runtime::spawn_blocking(move || print::by_system(&file)).await;
        match asked.map_err(|_| nobody())? {
            Printing::Taken => Ok(()),
            Printing::Refused => Err(nobody()),
            Printing::NoCommand => self.open(path).await,
        }
    }

    async fn where_to_save(&self, name: &str) -> Result<Option<PathBuf>, DeskError> {
        let app = self.0.borrow().clone().ok_or_else(nobody)?;
        let (told, chosen) = oneshot::channel();
        app.dialog().file().set_file_name(name).save_file(move |path| {
            // Nobody waits any more when the application is closing.
            let _ = told.send(path);
        });
        let chosen = chosen.await.map_err(|_| nobody())?;
        chosen
            .map(|path| path.into_path().map_err(|_| nobody()))
            .transpose()
    }

    fn autostart(&self) -> Option<bool> {
        let app = self.0.borrow().clone()?;
        app.try_state::<AutoLaunchManager>()?.is_enabled().ok()
    }

    fn set_autostart(&self, on: bool) -> Result<(), DeskError> {
        let app = self.0.borrow().clone().ok_or_else(nobody)?;
        let manager = app.try_state::<AutoLaunchManager>().ok_or_else(nobody)?;
        let set = if on { manager.enable() } else { manager.disable() };
        set.map_err(|error| {
            DeskError::internal(format!("the system does not change what it starts: {error}"))
        })
    }
}
