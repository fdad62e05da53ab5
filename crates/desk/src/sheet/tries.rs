//! Wrong PINs, counted in a small file beside the sheet: the store may not open, and a restart must not give new
//! tries. The file holds nothing personal.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::error::{DeskError, ErrorCode};
use crate::store::files;
use crate::store::{from_ms, to_ms};

/// So many may be wrong before there is a pause.
const FREE: u32 = 3;
const FIRST_PAUSE_SECONDS: i64 = 30;
const LONGEST_PAUSE_SECONDS: i64 = 60 * 60;

/// How many bytes a count takes, spaces included.
const ROOM: u64 = 64;

#[derive(Default, Clone, Copy, Serialize, Deserialize)]
struct Counted {
    wrong: u32,
    /// Milliseconds since 1970.
    blocked_until: Option<i64>,
}

/// The count of one sheet.
pub(super) struct Tries {
    path: PathBuf,
}

impl Tries {
    pub(super) fn in_dir(dir: &Path) -> Self {
        Self {
            path: dir.join("downtime.tries"),
        }
    }

    /// Nobody may try before.
    pub(super) fn wait_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let bytes = files::read_if_there(&self.path).ok().flatten()?;
        until(serde_json::from_slice(&bytes).ok()?, now)
    }

    /// Counts a try as wrong before it is looked at, so that ending the process does not give it back. Answers how
    /// many are left before a pause.
    ///
    /// # Errors
    /// `TooManyTries` with `seconds`; `Internal` when the file cannot be used.
    pub(super) fn take(&self, now: DateTime<Utc>) -> Result<u32, DeskError> {
        let file = files::open_private(&self.path)?;
        // Two processes may be tried at once.
        file.lock().map_err(|error| unusable(&error))?;
        let mut text = Vec::new();
        (&file).read_to_end(&mut text).map_err(|error| unusable(&error))?;
        let counted: Counted = serde_json::from_slice(&text).unwrap_or_default();
        if let Some(until) = until(counted, now) {
            let seconds = ((until - now).num_milliseconds() + 999) / 1000;
            return Err(DeskError::new(ErrorCode::TooManyTries, "too many wrong PINs")
                .with("seconds", seconds.to_string()));
        }
        let wrong = counted.wrong.saturating_add(1);
        let counted = Counted {
            wrong,
            blocked_until: (wrong >= FREE).then(|| to_ms(now + pause(wrong))),
        };
        write(&file, counted).map_err(|error| unusable(&error))?;
        Ok(FREE.saturating_sub(wrong))
    }

    /// Takes the room that counting needs, so that it needs none when the disk is full.
    ///
    /// # Errors
    /// `DiskFull`, `Internal`.
    pub(super) fn make_room(&self) -> Result<(), DeskError> {
        match files::length_if_there(&self.path)? {
            Some(ROOM) => Ok(()),
            _ => {
                let file = files::open_private(&self.path)?;
                file.lock().map_err(|error| unusable(&error))?;
                let mut text = Vec::new();
                (&file).read_to_end(&mut text).map_err(|error| unusable(&error))?;
                write(&file, serde_json::from_slice(&text).unwrap_or_default())
                    .map_err(|error| unusable(&error))
            }
        }
    }

    /// The last one that was taken could not be looked at, so it was no try.
    ///
    /// # Errors
    /// `Internal` when the file cannot be used.
    pub(super) fn give_back(&self) -> Result<(), DeskError> {
        let file = files::open_private(&self.path)?;
        file.lock().map_err(|error| unusable(&error))?;
        let mut text = Vec::new();
        (&file).read_to_end(&mut text).map_err(|error| unusable(&error))?;
        let counted: Counted = serde_json::from_slice(&text).unwrap_or_default();
        // It could be taken, so no pause was running.
        let counted = Counted {
            wrong: counted.wrong.saturating_sub(1),
            blocked_until: None,
        };
        write(&file, counted).map_err(|error| unusable(&error))
    }

    /// The right one was given.
    ///
    /// # Errors
    /// `Internal` when the file cannot be written.
    pub(super) fn forget(&self) -> Result<(), DeskError> {
        let file = files::open_private(&self.path)?;
        file.lock().map_err(|error| unusable(&error))?;
        write(&file, Counted::default()).map_err(|error| unusable(&error))
    }

    /// There is no sheet any more that could be opened.
    ///
    /// # Errors
    /// `Internal` when the file cannot be removed.
    pub(super) fn remove(&self) -> Result<(), DeskError> {
        files::remove(&self.path)
    }
}

/// Over what stands there and as long as that: on a full disk there is room for nothing else.
fn write(mut file: &File, counted: Counted) -> std::io::Result<()> {
    let mut text = serde_json::to_vec(&counted)?;
    text.resize(text.len().max(usize::try_from(ROOM).unwrap_or_default()), b' ');
    file.rewind()?;
    file.write_all(&text)?;
    file.sync_all()
}

fn pause(wrong: u32) -> TimeDelta {
    let doublings = wrong.saturating_sub(FREE).min(10);
    TimeDelta::seconds((FIRST_PAUSE_SECONDS << doublings).min(LONGEST_PAUSE_SECONDS))
}

/// When the pause ends. The clock may have been set back since it began: nobody waits longer than the pause is.
fn until(counted: Counted, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let until = from_ms(counted.blocked_until?);
    (until > now).then(|| until.min(now + pause(counted.wrong)))
}

fn unusable(error: &std::io::Error) -> DeskError {
    DeskError::internal(format!("the count of tries cannot be kept: {}", error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::now;

    #[test]
    fn the_third_wrong_one_begins_a_pause_that_grows_and_outlives_the_process() {
        let dir = tempfile::tempdir().unwrap();
        let tries = || Tries::in_dir(dir.path());
        let mut at = now();
        assert_eq!(tries().take(at).unwrap(), 2);
        assert_eq!(tries().take(at).unwrap(), 1);
        assert_eq!(tries().wait_until(at), None);
        assert_eq!(tries().take(at).unwrap(), 0);
        let mut pauses = Vec::new();
        for _ in 0..9 {
            let refused = tries().take(at).unwrap_err();
            assert_eq!(refused.code, ErrorCode::TooManyTries);
            pauses.push(refused.params.0["seconds"].parse::<i64>().unwrap());
            at = tries().wait_until(at).unwrap();
            assert_eq!(tries().take(at).unwrap(), 0);
        }
        assert_eq!(pauses, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
        tries().forget().unwrap();
        assert_eq!(tries().take(at).unwrap(), 2);
    }

    #[test]
    fn what_could_not_be_looked_at_is_no_try() {
        let dir = tempfile::tempdir().unwrap();
        let tries = Tries::in_dir(dir.path());
        assert_eq!(tries.take(now()).unwrap(), 2);
        assert_eq!(tries.take(now()).unwrap(), 1);
        for _ in 0..5 {
            assert_eq!(tries.take(now()).unwrap(), 0);
            tries.give_back().unwrap();
        }
        assert_eq!(tries.wait_until(now()), None);
        assert_eq!(tries.take(now()).unwrap(), 0, "two wrong ones are still counted");
        assert!(tries.wait_until(now()).is_some());
    }

    #[test]
    fn counting_takes_no_more_room_than_was_made_for_it() {
        let dir = tempfile::tempdir().unwrap();
        let tries = Tries::in_dir(dir.path());
        let length = || {
            std::fs::metadata(dir.path().join("downtime.tries"))
                .unwrap()
                .len()
        };
        tries.make_room().unwrap();
        let room = length();
        for _ in 0..3 {
            tries.take(now()).unwrap();
            assert_eq!(length(), room);
        }
        tries.make_room().unwrap();
        assert!(tries.wait_until(now()).is_some(), "what was counted stays");
        tries.forget().unwrap();
        assert_eq!((length(), tries.wait_until(now())), (room, None));
    }

    #[test]
    fn a_clock_set_back_makes_nobody_wait_longer_than_the_pause() {
        let dir = tempfile::tempdir().unwrap();
        let tries = Tries::in_dir(dir.path());
        for _ in 0..3 {
            tries.take(now()).unwrap();
        }
        let yesterday = now() - TimeDelta::days(1);
        assert_eq!(
            tries.wait_until(yesterday),
            Some(yesterday + TimeDelta::seconds(30))
        );
    }
}
