//! What the window may ask, declared once: commands, events and error codes, and the application behind
//! them without a window. Every host (the Tauri window, the loopback host for browsers under test, the
//! command line, the tests) runs this same [`App`].

pub mod app;
pub mod bindings;
pub mod catalogue;
pub mod declare;
pub mod events;
pub mod files;
mod gate;
mod handlers;
mod preferences;
mod recovery;
pub mod system;
pub mod training;
pub mod wire;

pub use app::{App, Host};
pub use files::Desktop;
pub use frontdesk_desk::{self as desk, DeskError};
pub use training::TrainingClinic;
