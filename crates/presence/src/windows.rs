//! Windows: the window is told of the session's lock and of suspending.

#![allow(
    unsafe_code,
    reason = "a window's messages reach us only through the system's own functions"
)]

use std::ffi::c_void;

use windows::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows::Win32::System::RemoteDesktop::{NOTIFY_FOR_THIS_SESSION, WTSRegisterSessionNotification};
use windows::Win32::UI::Shell::{DefSubclassProc, SetWindowSubclass};
use windows::Win32::UI::WindowsAndMessaging::{
    PBT_APMSUSPEND, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT,
    WTS_SESSION_LOCK,
};

use crate::Left;

/// Tells our part of the window's messages from others'.
const OURS: usize = 0x0046_4445;

pub(crate) fn watch(window: isize, left: Left) {
    let window = HWND(window as *mut c_void);
    // Lives as long as the process: the window may get messages until its end.
    let left: &'static Left = Box::leak(Box::new(left));
    // SAFETY: the handle is that of a living window of this thread, as `watch` asks; the pointer that travels with it
    // is never freed.
    let told = unsafe { SetWindowSubclass(window, Some(heard), OURS, std::ptr::from_ref(left) as usize) };
    if !told.as_bool() {
        tracing::warn!("the window is not told of the system's lock and sleep");
        return;
    }
    // SAFETY: the handle is that of a living window.
    if let Err(error) = unsafe { WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) } {
        tracing::warn!(%error, "the system's lock is not noticed");
    }
}

/// Whether a message says that the person leaves: the session is locked or taken away from the screen, or the computer
/// is about to sleep.
fn is_leaving(message: u32, what: WPARAM) -> bool {
    let Ok(what) = u32::try_from(what.0) else {
        return false;
    };
    match message {
        WM_WTSSESSION_CHANGE => {
            [WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT].contains(&what)
        }
        WM_POWERBROADCAST => what == PBT_APMSUSPEND,
        _ => false,
    }
}

unsafe extern "system" fn heard(
    window: HWND,
    message: u32,
    what: WPARAM,
    more: LPARAM,
    _ours: usize,
    left: usize,
) -> LRESULT {
    if is_leaving(message, what) {
        // SAFETY: the number is the pointer that `watch` gave with this function, and what it points to is never freed.
        let left = unsafe { &*(left as *const Left) };
        left();
    }
    // SAFETY: passed on as it came, within the call that brought it.
    unsafe { DefSubclassProc(window, message, what, more) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_disconnection_and_suspending_are_leaving_and_coming_back_is_not() {
        for what in [WTS_SESSION_LOCK, WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT] {
            assert!(is_leaving(WM_WTSSESSION_CHANGE, WPARAM(what as usize)));
        }
        assert!(is_leaving(WM_POWERBROADCAST, WPARAM(PBT_APMSUSPEND as usize)));
        // 8 is WTS_SESSION_UNLOCK, 18 is PBT_APMRESUMEAUTOMATIC.
        assert!(!is_leaving(WM_WTSSESSION_CHANGE, WPARAM(8)));
        assert!(!is_leaving(WM_POWERBROADCAST, WPARAM(18)));
        assert!(!is_leaving(0, WPARAM(WTS_SESSION_LOCK as usize)));
    }
}
