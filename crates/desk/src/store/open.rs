//! Opening a store, and making one where there is none. Each way this can fail has its own code, because
//! each has its own way out for a person.

use rusqlite::Connection;

use super::aside;
use super::backup;
use super::connection::{Use, connect};
use super::files::{self, Files};
use super::key::{Key, KeyFile};
use super::migrations::migrate;
use super::recovery_code::Code;
use crate::error::{DeskError, ErrorCode};
use crate::money;
use crate::outbox;
use crate::ports::Ports;
use crate::sync::absorb;

/// An open store: the writer's connection, the data key and the access log's key.
pub(super) struct Opened {
    pub writer: Connection,
    pub key: Key,
    pub log: Key,
}

/// Opens an existing store, or makes one.
pub(super) fn open_or_make(files: &Files, ports: &Ports) -> Result<Opened, DeskError> {
    files.make_dir()?;
    let _lock = files.lock()?;
    finish_interrupted(files, ports)?;
    match (
        files::read_if_there(&files.key())?,
        files::length_if_there(&files.database())?,
    ) {
        (None, None) => {
            make(files, ports)?;
            let key = files::read_if_there(&files.key())?
                .ok_or_else(|| DeskError::internal("the key file vanished after writing"))?;
            open(files, ports, &key, None)
        }
        (key, database) => open(files, ports, &whole(key, database)?, None),
    }
}

/// Opens an existing store by its recovery code. Where the keyring should hold a key of it, it gets a new one.
pub(super) fn recover(files: &Files, ports: &Ports, code: &Code) -> Result<Opened, DeskError> {
    files.make_dir()?;
    let _lock = files.lock()?;
    finish_interrupted(files, ports)?;
    let key = files::read_if_there(&files.key())?;
    let database = files::length_if_there(&files.database())?;
    open(files, ports, &whole(key, database)?, Some(code))
}

/// The key file of a store of which nothing is missing.
fn whole(key: Option<Vec<u8>>, database: Option<u64>) -> Result<Vec<u8>, DeskError> {
    match (key, database) {
        (None, _) => Err(DeskError::new(
            ErrorCode::KeyMissing,
            "the key file of the store is gone",
        )),
        (Some(_), None) => Err(damaged("the store's file is gone")),
        // SQLite takes an empty file for a new database.
        (Some(_), Some(0)) => Err(damaged("the store's file is empty")),
        (Some(key), Some(_)) => Ok(key),
    }
}

fn open(files: &Files, ports: &Ports, key_file: &[u8], code: Option<&Code>) -> Result<Opened, DeskError> {
    let mut key_file = KeyFile::parse(key_file)?;
    let key = match code {
        Some(code) => key_file.unlock_by_code(code)?,
        None => key_file.unlock(&*ports.secrets)?,
    };
    let mut writer = connect(&files.database(), &key, Use::Writing)?;
    let version: u32 = writer.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A store gets its name only when it is whole, so one without tables has been cut.
    if version == 0 {
        return Err(damaged("the store holds no tables"));
    }
    if files::length_if_there(&files.damage())?.is_some() {
        look_through(&writer)?;
        files::remove(&files.damage())?;
    }
    migrate(&mut writer, |conn, version| {
        backup::before_update(files, conn, version, ports.clock.now())
    })?;
    if files::length_if_there(&files.restored())?.is_some() {
        let tx = writer.transaction()?;
        outbox::ask_about_all_open(&tx)?;
        absorb::doubt_what_is_known(&tx, ports.clock.now())?;
        money::skip_numbers(&tx, aside::numbers_given(files, &key))?;
        tx.commit()?;
        files::remove(&files.restored())?;
    }
    // Only now: until here an older application can still open what it made.
    let log = match key_file.log_key(&key)? {
        Some(log) => log,
        None => {
            let log = key_file.make_log_key(ports, &key)?;
            files.replace_key(&key_file.to_bytes()?)?;
            log
        }
    };
    if code.is_some_and(|code| key_file.confirm_code(code)) {
        files.replace_key(&key_file.to_bytes()?)?;
    }
    if code.is_some() && !key_file.is_sealed() {
        match key_file.give_to_keyring(ports, &key) {
            Ok(()) => files.replace_key(&key_file.to_bytes()?)?,
            // The code opens it all the same, until a keyring is there again.
            Err(error) if error.code == ErrorCode::KeyringUnavailable => {
                tracing::warn!(%error, "the store was opened by its recovery code, and no keyring keeps its key");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Opened { writer, key, log })
}

/// Makes a store under names of its own and then gives it its names: first the database, then the key file.
fn make(files: &Files, ports: &Ports) -> Result<(), DeskError> {
    let (key_file, key) = KeyFile::make(ports)?;
    files::write_whole(&files.new_key(), &key_file.to_bytes()?)?;
    files::create_empty(&files.new_database())?;
    let mut conn = connect(&files.new_database(), &key, Use::Making)?;
    migrate(&mut conn, |_, _| Ok(()))?;
    conn.close().map_err(|(_, error)| DeskError::from(error))?;
    files::publish(&files.new_database(), &files.database())?;
    files::publish(&files.new_key(), &files.key())
}

/// What a crash while making a store left: if the database has its name, only the key file's is wanting;
/// otherwise nothing was ever in it.
fn finish_interrupted(files: &Files, ports: &Ports) -> Result<(), DeskError> {
    files.finish_replacing_key()?;
    let Some(bytes) = files::read_if_there(&files.new_key())? else {
        return Ok(());
    };
    let has_key = files::length_if_there(&files.key())?.is_some();
    if !has_key && files::length_if_there(&files.database())?.is_some() {
        return files::publish(&files.new_key(), &files.key());
    }
    if let Ok(key_file) = KeyFile::parse(&bytes) {
        key_file.forget(&*ports.secrets)?;
    }
    files::remove(&files.new_database())?;
    files::remove(&files.new_key())
}

/// Reads all of a store of which a page could not be read before. Where it can now, nothing is wrong with it.
fn look_through(conn: &Connection) -> Result<(), DeskError> {
    let unreadable = conn.prepare("PRAGMA cipher_integrity_check")?.exists([])?;
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if unreadable || found != "ok" {
        return Err(damaged("a page of the store cannot be read"));
    }
    Ok(())
}

fn damaged(detail: &str) -> DeskError {
    DeskError::new(ErrorCode::StoreDamaged, detail)
}
