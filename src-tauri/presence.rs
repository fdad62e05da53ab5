//! Locks the desk when the person locks the computer or it goes to sleep.
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use frontdesk_commands::App;
use frontdesk_presence::{Left, watch};
use tauri::{WebviewWindow, async_runtime};

/// How long the system is kept waiting for the lock's line in the access log.
const PATIENCE: Duration = Duration::from_secs(1);

/// Watches for as long as the application runs. Called where the window was made.
pub fn lock_when_left(window: &WebviewWindow, desk: Arc<App>) {
    let left: Left = Arc::new(move || {
        let desk = desk.clone();
        let (done, locked) = channel();
        async_runtime::spawn(async move {
            desk.lock().await;
            // Whoever waited may have gone on.
            let _ = done.send(());
        });
        if locked.recv_timeout(PATIENCE).is_err() {
            tracing::warn!("the desk was slow to lock");
        }
    });
    #[cfg(windows)]
    match window.hwnd() {
        Ok(handle) => watch(handle.0 as isize, left),
        Err(error) => tracing::warn!(%error, "the system's lock and sleep are not noticed"),
    }
    #[cfg(not(windows))]
    {
        let _ = window;
        watch(left);
    }
}
