//! macOS: the process looks at what it weighs.

#![allow(
    unsafe_code,
    reason = "what a process weighs is told only by the system's own function"
)]

use std::io;
use std::time::Duration;

/// A text that doubles takes longer for its next step than this, once it is large.
const PAUSE: Duration = Duration::from_millis(5);

/// Looks until the process ends, or ends it.
pub(crate) fn watch(most: u64) -> io::Result<()> {
    weight()?;
    std::thread::Builder::new().spawn(move || {
        while weight().is_ok_and(|bytes| bytes <= most) {
            std::thread::sleep(PAUSE);
        }
        std::process::abort();
    })?;
    Ok(())
}

/// The footprint of this process in bytes: what it has written to, also where that is compressed or swapped by now.
fn weight() -> io::Result<u64> {
    // SAFETY: a struct of numbers only, for which zeros are a value.
    let mut told: libc::rusage_info_v2 = unsafe { std::mem::zeroed() };
    // SAFETY: the function fills the struct that its second argument names, which is what it is given and lives on.
    let failed = unsafe {
        libc::proc_pid_rusage(
            libc::getpid(),
            libc::RUSAGE_INFO_V2,
            std::ptr::from_mut(&mut told).cast(),
        )
    };
    match failed {
        0 => Ok(told.ri_phys_footprint),
        _ => Err(io::Error::last_os_error()),
    }
}
