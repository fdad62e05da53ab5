//! How a connection to the encrypted file is made.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest as _, Sha256};
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
    /// Making a copy: reads everything and writes into another file.
    Copying,
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
        Use::Making | Use::Copying => {}
        Use::Writing => conn.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;",
        )?,
        Use::Reading => conn.execute_batch("PRAGMA query_only = ON;")?,
    }
    add_functions(&conn, key)?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}

/// `erased_mark(kind, connection, vendor_id)`: a hash that only this store's key makes, so that the table of marks
/// names nobody, not even to whoever tries all codes.
fn add_functions(conn: &Connection, key: &Key) -> Result<(), DeskError> {
    let mut hash = Sha256::new();
    hash.update(b"frontdesk erased marks 1");
    hash.update(&key[..]);
    let key: Key = Zeroizing::new(hash.finalize().into());
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("erased_mark", 3, flags, move |call| {
        let mut inner = Sha256::new();
        inner.update(&key[..]);
        for at in 0..3 {
            let part: String = call.get(at)?;
            inner.update((part.len() as u64).to_le_bytes());
            inner.update(part.as_bytes());
        }
        // Hashed twice, so that no mark can be lengthened into another.
        let mut outer = Sha256::new();
        outer.update(&key[..]);
        outer.update(inner.finalize());
        Ok(outer.finalize().to_vec())
    })?;
    Ok(())
}
