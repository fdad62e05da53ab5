//! The one door between the pages and the desk.
use std::sync::Arc;

use frontdesk_commands::App;
use frontdesk_commands::wire::WireError;
use serde_json::Value;
use tauri::{AppHandle, Emitter as _, State};

/// The event that carries everything the desk tells the pages unasked.
const EVENT: &str = "frontdesk-event";

/// Hands one question of the pages to the desk.
#[tauri::command]
pub async fn rpc(app: State<'_, Arc<App>>, command: String, payload: Value) -> Result<Value, WireError> {
    app.dispatch(&command, payload).await
}

/// Tells the pages what the desk has to say, for as long as it runs.
pub async fn tell_pages(app: Arc<App>, pages: AppHandle) {
    let mut news = app.listen();
    while let Some(event) = news.next().await {
        if let Err(error) = pages.emit(EVENT, event) {
            tracing::warn!(%error, "the pages could not be told");
        }
    }
}
