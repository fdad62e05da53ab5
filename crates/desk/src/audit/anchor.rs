//! The end of the log, kept beside the store: without it nobody would notice that the last lines were cut off.
//!
//! The file has two places of one length, written in turn, each with a code of its own: a write that is cut leaves
//! the other one whole. It is written after each commit that added a line, and not waited for: after a power cut it
//! may be older than the log, but it never claims a line that the log has not had. Whoever puts an older copy of
//! store and file back together is not found out by it; the heads that stand in exported logs do that.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::chain::{Head, LogKey};
use crate::error::{DeskError, ErrorCode};

const KIND: &[u8] = b"frontdesk access log end 1";
/// Twenty digits, a code, its own code, two spaces and the end of the line.
const PLACE: usize = 20 + 1 + 64 + 1 + 64 + 1;

/// The file.
#[derive(Clone)]
pub(super) struct Anchor {
    path: PathBuf,
    key: LogKey,
}

impl Anchor {
    pub(super) fn new(dir: &Path, key: LogKey) -> Self {
        Self {
            path: dir.join("store.log"),
            key,
        }
    }

    /// The latest end that was kept; `None` where there is no file of this log.
    pub(super) fn read(&self) -> Result<Option<Head>, DeskError> {
        let mut text = Vec::new();
        match File::open(&self.path) {
            Ok(file) => file
                .take(2 * PLACE as u64)
                .read_to_end(&mut text)
                .map_err(|error| failed("read", &error))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", &error)),
        };
        let mut latest: Option<Head> = None;
        for place in text.chunks(PLACE) {
            if let Some(head) = self.parse(place)?
                && latest.as_ref().is_none_or(|known| known.seq < head.seq)
            {
                latest = Some(head);
            }
        }
        Ok(latest)
    }

    fn parse(&self, place: &[u8]) -> Result<Option<Head>, DeskError> {
        let Ok(text) = std::str::from_utf8(place) else {
            return Ok(None);
        };
        let mut words = text.split_ascii_whitespace();
        let (Some(seq), Some(mac), Some(code)) = (words.next(), words.next(), words.next()) else {
            return Ok(None);
        };
        let Ok(seq) = seq.parse() else { return Ok(None) };
        let head = Head {
            seq,
            mac: mac.to_owned(),
        };
        Ok((self.code(&head)? == code).then_some(head))
    }

    /// Keeps a later end.
    pub(super) fn write(&self, head: &Head) -> Result<(), DeskError> {
        let mut file = OpenOptions::new()
            .write(true)
            .open(&self.path)
            .map_err(|error| failed("open", &error))?;
        self.put(&mut file, head)
    }

    /// Makes the file with this end, in place of whatever stood there; it is on disk when this returns.
    pub(super) fn make(&self, head: &Head) -> Result<(), DeskError> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path).map_err(|error| failed("make", &error))?;
        self.put(&mut file, head)?;
        file.sync_all().map_err(|error| failed("save", &error))
    }

    fn put(&self, file: &mut File, head: &Head) -> Result<(), DeskError> {
        let text = format!("{:020} {} {}\n", head.seq, head.mac, self.code(head)?);
        let place = if head.seq % 2 == 0 { 0 } else { PLACE as u64 };
        file.seek(SeekFrom::Start(place))
            .and_then(|_| file.write_all(text.as_bytes()))
            .map_err(|error| failed("write", &error))
    }

    fn code(&self, head: &Head) -> Result<String, DeskError> {
        self.key
            .code([KIND, &head.seq.to_le_bytes(), head.mac.as_bytes()])
    }
}

/// The path stays out of the error, since it names the account.
fn failed(what: &str, error: &io::Error) -> DeskError {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        _ => ErrorCode::Internal,
    };
    DeskError::new(
        code,
        format!(
            "the end of the access log: cannot {what} its file: {}",
            error.kind()
        ),
    )
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    fn anchor(dir: &Path, key: u8) -> Anchor {
        Anchor::new(dir, LogKey::new(Zeroizing::new([key; 32])))
    }

    fn head(seq: i64) -> Head {
        Head {
            seq,
            mac: format!("{seq:064x}"),
        }
    }

    #[test]
    fn the_latest_end_is_kept_and_a_cut_write_leaves_the_one_before() {
        let dir = tempfile::tempdir().unwrap();
        let anchor = anchor(dir.path(), 1);
        assert_eq!(anchor.read().unwrap(), None);
        anchor.make(&Head::empty()).unwrap();
        for seq in 1..=5 {
            anchor.write(&head(seq)).unwrap();
            assert_eq!(anchor.read().unwrap(), Some(head(seq)));
        }
        let mut text = std::fs::read(&anchor.path).unwrap();
        text.truncate(PLACE + 40);
        std::fs::write(&anchor.path, &text).unwrap();
        assert_eq!(anchor.read().unwrap(), Some(head(4)));
    }

    #[test]
    fn an_end_that_another_key_wrote_or_somebody_changed_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let ours = anchor(dir.path(), 1);
        ours.make(&head(8)).unwrap();
        assert_eq!(anchor(dir.path(), 2).read().unwrap(), None);
        let text = std::fs::read_to_string(&ours.path).unwrap();
        std::fs::write(&ours.path, text.replacen("00008 ", "00006 ", 1)).unwrap();
        assert_eq!(ours.read().unwrap(), None);
    }
}
