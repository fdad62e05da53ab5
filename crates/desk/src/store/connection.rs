//! How a connection to the encrypted file is made.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::key::Key;
use crate::error::DeskError;

/// How long to wait for another process that writes. Its transactions are short, but a disk may not be.
const BUSY: Duration = Duration::from_secs(15);

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Making a store that has no name yet: one file, nothing beside it.
    Making,
    /// The one writer.
    Writing,
    /// One of the readers.
    Reading,
}

/// Opens an existing file. The key is given before anything else; that it fits is known after the first read.
pub(super) fn connect(path: &Path, key: &Key, purpose: Use) -> Result<Connection, DeskError> {
    // Never CREATE: a file that is gone must be noticed, not replaced.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    let mut pragma = Zeroizing::new(String::with_capacity(128));
    pragma.push_str("PRAGMA key = \"x'");
    for byte in key.iter() {
        write!(pragma, "{byte:02x}").map_err(|_| DeskError::internal("key cannot be written"))?;
    }
    pragma.push_str("'\";");
    conn.execute_batch(&pragma)?;
    // SQLCipher writes to the error stream on its own, where the command line promises one JSON object; every
    // error it finds is also an answer to the caller.
    conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    conn.busy_timeout(BUSY)?;
    // cipher_memory_security stays off: it wipes and locks every allocation of SQLite at a high price, while the
    // answers lie decrypted in this process anyway, and the operating system limits how much may be locked.
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384;",
    )?;
    match purpose {
        Use::Making => {}
        Use::Writing => conn.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;",
        )?,
        Use::Reading => conn.execute_batch("PRAGMA query_only = ON;")?,
    }
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}
