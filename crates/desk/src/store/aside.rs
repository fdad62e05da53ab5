//! Ways out for a store that cannot be opened: a copy in its place, or a new beginning. Nothing is deleted.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::backup;
use super::connection::{Use, connect};
use super::files::{self, Files};
use super::key::{Key, KeyFile};
use super::model::Backup;
use super::{Store, run};
use crate::error::{DeskError, ErrorCode};
use crate::money::Given;
use crate::ports::{Lane, Ports, SecretStore};
use crate::session::has_any;

/// What a database that gave way to a copy is called.
const DAMAGED: &str = "damaged";

impl Store {
    /// The copies of the store in `dir`, newest first; it need not open.
    ///
    /// # Errors
    /// `Internal` when the folder cannot be read.
    pub async fn copies(dir: PathBuf, ports: &Ports) -> Result<Vec<Backup>, DeskError> {
        run(&*ports.executor, Lane::Read, move || {
            backup::list(&Files::in_dir(&dir))
        })
        .await
    }

    /// Puts a copy in the place of the store in `dir`, which nobody has open. The store that was there is set aside
    /// under a name of its own. When the copy is opened, every entry that was unsent in it asks a person, because it
    /// may have been sent since.
    ///
    /// # Errors
    /// `NotFound` when there is no such copy; `NotAllowed` for one from before the first users of a desk that has some:
    /// whoever came next would be its manager; `DiskFull`, `Internal`; then the store is as it was.
    pub async fn restore(dir: PathBuf, ports: &Ports, name: String) -> Result<(), DeskError> {
        let (now, secrets) = (ports.clock.now(), ports.secrets.clone());
        run(&*ports.executor, Lane::Write, move || {
            restore(&Files::in_dir(&dir), &*secrets, &name, now)
        })
        .await
    }

    /// Sets the folder of a store aside, as a whole and under a name of its own.
    ///
    /// # Errors
    /// `Internal` when the system does not let it be renamed: another process has it open.
    pub async fn set_aside(dir: PathBuf, ports: &Ports) -> Result<(), DeskError> {
        let now = ports.clock.now();
        run(&*ports.executor, Lane::Write, move || {
            let aside = free(&dir, "aside", now)?;
            files::rename_if_there(&dir, &aside)
        })
        .await
    }
}

fn restore(
    files: &Files,
    secrets: &dyn SecretStore,
    name: &str,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let _lock = files.lock()?;
    let known = backup::list(files)?.into_iter().any(|copy| copy.name == name);
    if !known {
        return Err(DeskError::not_found("copy"));
    }
    refuse_without_users(files, secrets, name)?;
    let database = files.database();
    files::copy(&files.copies().join(name), &files.new_database())?;
    files::write_whole(&files.restored(), b"")?;
    let aside = free(&database, DAMAGED, now)?;
    // The database goes first: with its log away and itself still there it would lose its last writes.
    files::rename_if_there(&database, &aside)?;
    for (beside, kept) in Files::beside(&database).iter().zip(Files::beside(&aside)) {
        files::rename_if_there(beside, &kept)?;
    }
    files::publish(&files.new_database(), &database)?;
    files::remove(&files.damage())
}

/// The store itself and its other copies say whether the desk has users, as far as they can be read. Where the keyring
/// opens none of them, the copy will not open without the recovery code either.
fn refuse_without_users(files: &Files, secrets: &dyn SecretStore, name: &str) -> Result<(), DeskError> {
    let Some(key_file) = files::read_if_there(&files.key())? else {
        return Ok(());
    };
    let Ok(key) = KeyFile::parse(&key_file).and_then(|key_file| key_file.unlock(secrets)) else {
        return Ok(());
    };
    let wanted = files.copies().join(name);
    let has_users = |path: &Path| {
        connect(path, &key, Use::Copying)
            .and_then(|conn| has_any(&conn))
            .unwrap_or(false)
    };
    if has_users(&wanted) {
        return Ok(());
    }
    let others = backup::list(files)?
        .into_iter()
        .map(|copy| files.copies().join(copy.name));
    // Of the damaged store a double is looked at: opening it would take its log away.
    let double = files.new_database();
    take_double(&files.database(), &double)?;
    let of_store = has_users(&double);
    remove_double(&double)?;
    if of_store || others.into_iter().any(|other| has_users(&other)) {
        return Err(DeskError::new(
            ErrorCode::NotAllowed,
            "the copy is from before the first users of this desk",
        ));
    }
    Ok(())
}

/// The last numbers of papers that the copies know, and the stores that were set aside, as far as they can be read: a store
/// that took another's place goes on after them.
pub(super) fn numbers_given(files: &Files, key: &Key) -> Given {
    let of = |path: &Path| connect(path, key, Use::Copying).and_then(|conn| Given::of(&conn));
    let copies = backup::list(files).unwrap_or_default();
    let mut given = copies
        .into_iter()
        .filter_map(|copy| of(&files.copies().join(copy.name)).ok())
        .fold(Given::default(), Given::or_later);
    for aside in set_aside(files) {
        // Of those a double is looked at: opening one would take its log away.
        let double = files.new_database();
        let of_aside = take_double(&aside, &double).and_then(|()| of(&double));
        match remove_double(&double).and(of_aside) {
            Ok(of_aside) => given = given.or_later(of_aside),
            Err(error) => tracing::warn!(%error, "a store that was set aside does not tell its last numbers"),
        }
    }
    given
}

/// Databases that gave way to a copy.
fn set_aside(files: &Files) -> Vec<PathBuf> {
    let database = files.database();
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let begins = format!("{}.{DAMAGED}-", name(&database));
    let is_beside = |name: &str| ["-wal", "-shm", "-journal"].iter().any(|end| name.ends_with(end));
    let Some(dir) = database.parent() else {
        return Vec::new();
    };
    let names = files::names_in(dir).unwrap_or_default();
    names
        .into_iter()
        .filter(|name| name.starts_with(&begins) && !is_beside(name))
        .map(|name| dir.join(name))
        .collect()
}

fn take_double(database: &Path, double: &Path) -> Result<(), DeskError> {
    let beside = Files::beside(database).into_iter().zip(Files::beside(double));
    for (from, to) in [(database.to_owned(), double.to_owned())]
        .into_iter()
        .chain(beside)
    {
        if files::length_if_there(&from)?.is_some() {
            files::copy(&from, &to)?;
        }
    }
    Ok(())
}

fn remove_double(double: &Path) -> Result<(), DeskError> {
    for path in Files::beside(double) {
        files::remove(&path)?;
    }
    files::remove(double)
}

/// A name beside `path` that nothing has: `<path>.<word>-<time>`.
fn free(path: &Path, word: &str, now: DateTime<Utc>) -> Result<PathBuf, DeskError> {
    let time = now.format("%Y%m%dT%H%M%SZ");
    for copy in 1..100 {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{word}-{time}"));
        if copy > 1 {
            name.push(format!("-{copy}"));
        }
        let free = PathBuf::from(name);
        if files::length_if_there(&free)?.is_none() {
            return Ok(free);
        }
    }
    Err(DeskError::new(
        ErrorCode::Internal,
        "no name is free to set a store aside",
    ))
}
