//! One process drains the outbox at a time. The operating system releases the lock when a process ends,
//! however it ends, so a living process's *sending* is never taken for a crash.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::DeskError;

/// Held while this process sends.
#[derive(Debug)]
pub(super) struct DrainLock(#[expect(dead_code, reason = "holding the file is what keeps the lock")] File);

/// Takes the lock, or `None` while another process has it.
pub(super) fn try_take(dir: &Path) -> Result<Option<DrainLock>, DeskError> {
    let file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(false)
        .open(dir.join("outbox.lock"))
        .map_err(|error| DeskError::internal(format!("outbox lock: {}", error.kind())))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(DrainLock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(DeskError::internal(format!("outbox lock: {}", error.kind()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_holds_it_and_letting_go_frees_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = try_take(dir.path()).unwrap();
        assert!(first.is_some());
        assert!(try_take(dir.path()).unwrap().is_none());
        drop(first);
        assert!(try_take(dir.path()).unwrap().is_some());
    }
}
