//! Linux and macOS: the limits of the process.

use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;

use rustix::process::{Resource, Rlimit, Signal, setrlimit};

pub(crate) fn set(bytes: u64) -> io::Result<()> {
    limit(Resource::Core, 0)?;
    #[cfg(target_os = "macos")]
    crate::macos::watch(bytes)?;
    limit(Resource::Data, bytes)
}

fn limit(of: Resource, most: u64) -> io::Result<()> {
    let most = Some(most);
    setrlimit(
        of,
        Rlimit {
            current: most,
            maximum: most,
        },
    )?;
    Ok(())
}

/// Memory that is not given aborts a Rust program; one that watches itself ends the same way.
pub(crate) fn ended_at_it(status: ExitStatus) -> bool {
    status.signal() == Some(Signal::ABORT.as_raw())
}
