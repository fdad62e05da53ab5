//! Notices that the person leaves the computer: the operating system's own lock, and its sleep.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use std::sync::Arc;

/// Called when the person leaves, perhaps more than once for one leaving. The system waits for it a moment before it
/// sleeps, so it is to return soon.
pub type Left = Arc<dyn Fn() + Send + Sync>;

/// Watches until the process ends. What the system does not tell is only missed: a desk also locks itself.
///
/// On Windows, `window` is the handle (`HWND`) of a window of the calling thread, which is told; on macOS this is
/// called on the main thread.
pub fn watch(#[cfg(windows)] window: isize, left: Left) {
    #[cfg(target_os = "linux")]
    linux::watch(left);
    #[cfg(target_os = "macos")]
    macos::watch(&left);
    #[cfg(windows)]
    windows::watch(window, left);
}
