//! The shell of the desktop application: it starts, wires and hands the window's questions to
//! `frontdesk-commands`. Nothing else of the project knows Tauri.

mod arguments;
mod desktop;
mod logs;
mod page;
mod presence;
mod print;
mod rpc;
mod start;
mod training;
mod web_view;

pub use start::start;
