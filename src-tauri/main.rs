//! The desktop application.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    frontdesk_documents::serve_when_asked().unwrap_or_else(frontdesk::start)
}
