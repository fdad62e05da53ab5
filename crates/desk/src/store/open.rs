//! Opening a store, and making one where there is none. Each way this can fail has its own code, because
//! each has its own way out for a person.

use rusqlite::Connection;

use super::connection::{Use, connect};
use super::files::{self, Files};
use super::key::{Key, KeyFile};
use super::migrations::migrate;
use crate::error::{DeskError, ErrorCode};
use crate::ports::Ports;

/// The writer's connection and the data key of an existing or new store.
pub(super) fn open_or_make(files: &Files, ports: &Ports) -> Result<(Connection, Key), DeskError> {
    files.make_dir()?;
    let _lock = files.lock()?;
    finish_interrupted(files, ports)?;
    let database = files::length_if_there(&files.database())?;
    match (files::read_if_there(&files.key())?, database) {
        (None, None) => {
            make(files, ports)?;
            let key = files::read_if_there(&files.key())?
                .ok_or_else(|| DeskError::internal("the key file vanished after writing"))?;
            open(files, ports, &key)
        }
        (None, Some(_)) => Err(DeskError::new(
            ErrorCode::KeyMissing,
            "the key file of the store is gone",
        )),
        (Some(_), None) => Err(damaged("the store's file is gone")),
        // SQLite takes an empty file for a new database.
        (Some(_), Some(0)) => Err(damaged("the store's file is empty")),
        (Some(key), Some(_)) => open(files, ports, &key),
    }
}

fn open(files: &Files, ports: &Ports, key_file: &[u8]) -> Result<(Connection, Key), DeskError> {
    let key = KeyFile::parse(key_file)?.unlock(&*ports.secrets)?;
    let mut conn = connect(&files.database(), &key, Use::Writing)?;
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A store gets its name only when it is whole, so one without tables has been cut.
    if version == 0 {
        return Err(damaged("the store holds no tables"));
    }
    migrate(&mut conn)?;
    Ok((conn, key))
}

/// Makes a store under names of its own and then gives it its names: first the database, then the key file.
fn make(files: &Files, ports: &Ports) -> Result<(), DeskError> {
    let (key_file, key) = KeyFile::make(ports)?;
    files::write_whole(&files.new_key(), &key_file.to_bytes()?)?;
    files::create_empty(&files.new_database())?;
    let mut conn = connect(&files.new_database(), &key, Use::Making)?;
    migrate(&mut conn)?;
    conn.close().map_err(|(_, error)| DeskError::from(error))?;
    files::publish(&files.new_database(), &files.database())?;
    files::publish(&files.new_key(), &files.key())
}

/// What a crash while making a store left: if the database has its name, only the key file's is wanting;
/// otherwise nothing was ever in it.
fn finish_interrupted(files: &Files, ports: &Ports) -> Result<(), DeskError> {
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

fn damaged(detail: &str) -> DeskError {
    DeskError::new(ErrorCode::StoreDamaged, detail)
}
