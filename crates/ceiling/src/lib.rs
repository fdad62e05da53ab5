//! How much memory this process may have. For a process that runs what somebody else wrote, and that nobody misses.
//!
//! | system | what holds |
//! |---|---|
//! | Linux | the kernel gives no more (`RLIMIT_DATA`, getrlimit(2): what is written to and belongs to the process alone, from Linux 4.7 also what is mapped) |
//! | Windows | the kernel gives no more (a job's `ProcessMemoryLimit`: what the process has committed) |
//! | macOS | the process looks at itself, every few milliseconds, and ends: `RLIMIT_AS` is another name of `RLIMIT_RSS` there (`sys/resource.h`), which says what goes first where memory is scarce (getrlimit(2)) and forbids nothing. Between two looks it may go past its ceiling |
//!
//! `RLIMIT_AS` would count on Linux what is only reserved: a heap for each thread, the libraries that the window is
//! linked to. How much that is depends on the computer, and a ceiling above all of it is none.
//!
//! A process that is given no more memory ends by itself, and leaves no picture of its memory behind: what it worked on
//! is a patient's.

#[cfg(target_os = "macos")]
mod macos;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::io;
use std::process::ExitStatus;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

/// Gives this process a ceiling of so many bytes, for good, and forbids a dump of its memory. On macOS a thread of its own looks
/// from then on.
///
/// # Errors
/// What the system said: then there is no ceiling, or not all of it.
pub fn set(bytes: u64) -> io::Result<()> {
    system::set(bytes)
}

/// Whether a process with a ceiling ended in the way of one that needed more. Another end that looks alike is one that
/// ended itself because it could not go on, such as calls so deep that they have no room.
#[must_use]
pub fn ended_at_it(status: ExitStatus) -> bool {
    system::ended_at_it(status)
}
