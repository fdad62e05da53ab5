//! The one door between the pages and the desk.
use serde_json::Value;

/// The event that carries everything the desk tells the pages unasked.
pub const EVENT: &str = "frontdesk-event";

/// Hands one question of the pages to the desk.
#[tauri::command]
pub async fn rpc(command: String, payload: Value) -> Result<Value, Value> {
    Err(serde_json::json!({"code": "unknown_command", "command": command, "payload": payload}))
}
