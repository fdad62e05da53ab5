//! The store's folder and files: private to the person who runs the application, and never half written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::error::{DeskError, ErrorCode};

/// Where the files of a store are.
pub(super) struct Files {
    dir: PathBuf,
}

impl Files {
    pub(super) fn in_dir(dir: &Path) -> Self {
        Self {
            dir: dir.to_path_buf(),
        }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The encrypted database.
    pub(super) fn database(&self) -> PathBuf {
        self.dir.join("store.db")
    }

    /// The wrapped key of the database.
    pub(super) fn key(&self) -> PathBuf {
        self.dir.join("store.key")
    }

    /// A database being made.
    pub(super) fn new_database(&self) -> PathBuf {
        self.dir.join("store.db.new")
    }

    /// The key file of a database being made.
    pub(super) fn new_key(&self) -> PathBuf {
        self.dir.join("store.key.new")
    }

    /// A key file that will take the place of the present one.
    pub(super) fn next_key(&self) -> PathBuf {
        self.dir.join("store.key.next")
    }

    /// The key file before, until the next one is on disk.
    pub(super) fn old_key(&self) -> PathBuf {
        self.dir.join("store.key.old")
    }

    /// Says that the database is a copy that was put in the place of another.
    pub(super) fn restored(&self) -> PathBuf {
        self.dir.join("store.restored")
    }

    /// Says that a page of the database could not be read.
    pub(super) fn damage(&self) -> PathBuf {
        self.dir.join("store.damaged")
    }

    /// The folder of copies.
    pub(super) fn copies(&self) -> PathBuf {
        self.dir.join("backups")
    }

    /// What SQLite keeps beside a database.
    pub(super) fn beside(database: &Path) -> [PathBuf; 3] {
        ["-wal", "-shm", "-journal"].map(|end| {
            let mut name = database.as_os_str().to_owned();
            name.push(end);
            PathBuf::from(name)
        })
    }

    /// Makes the folder, readable by its owner only.
    pub(super) fn make_dir(&self) -> Result<(), DeskError> {
        make_private(&self.dir)
    }

    /// Puts a key file in the place of the present one, which stays beside it until the new one is on disk.
    pub(super) fn replace_key(&self, content: &[u8]) -> Result<(), DeskError> {
        if let Some(present) = read_if_there(&self.key())? {
            write_whole(&self.next_key(), &present)?;
            publish(&self.next_key(), &self.old_key())?;
        }
        write_whole(&self.next_key(), content)?;
        publish(&self.next_key(), &self.key())?;
        remove(&self.old_key())
    }

    /// What a crash while replacing the key file left: where the present one is gone, the old one is still good.
    pub(super) fn finish_replacing_key(&self) -> Result<(), DeskError> {
        if length_if_there(&self.old_key())?.is_some() && length_if_there(&self.key())?.is_none() {
            publish(&self.old_key(), &self.key())?;
        }
        remove(&self.next_key())?;
        remove(&self.old_key())
    }

    /// Waits until no other process makes, opens or migrates this store; released when dropped.
    pub(super) fn lock(&self) -> Result<File, DeskError> {
        locked(&self.dir.join("store.lock"))
    }

    /// Waits until nobody, in this process or another, makes or removes a copy; released when dropped.
    pub(super) fn lock_copies(&self) -> Result<File, DeskError> {
        make_private(&self.copies())?;
        locked(&self.dir.join("backups.lock"))
    }

    /// A copy being made.
    pub(super) fn unfinished_copy(&self) -> PathBuf {
        self.copies().join("unfinished")
    }

    /// Databases that gave way to a copy, with what lies beside them.
    pub(super) fn damaged(&self) -> Result<Vec<PathBuf>, DeskError> {
        let names = names_in(&self.dir)?.into_iter();
        Ok(names
            .filter(|name| name.starts_with("store.db.damaged-"))
            .map(|name| self.dir.join(name))
            .collect())
    }
}

fn locked(path: &Path) -> Result<File, DeskError> {
    let file = private()
        .truncate(false)
        .open(path)
        .map_err(|error| failed("open the lock", &error))?;
    file.lock().map_err(|error| failed("take the lock", &error))?;
    Ok(file)
}

/// A folder that only its owner looks into.
pub(super) fn make_private(dir: &Path) -> Result<(), DeskError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .map_err(|error| failed("make the folder", &error))?;
    restrict(dir, 0o700)
}

/// An empty private file, in place of whatever stood there.
pub(super) fn create_empty(path: &Path) -> Result<(), DeskError> {
    remove(path)?;
    private()
        .create_new(true)
        .open(path)
        .map_err(|error| failed("make a file", &error))?;
    Ok(())
}

/// A private file of this content, on disk when this returns. It may stand there cut short after a crash: only
/// [`publish`] gives it its name.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> Result<(), DeskError> {
    create_empty(path)?;
    let mut file = private()
        .open(path)
        .map_err(|error| failed("make a file", &error))?;
    file.write_all(content)
        .and_then(|()| file.sync_all())
        .map_err(|error| failed("write a file", &error))
}

/// A private file to read and write, made where there is none.
pub(crate) fn open_private(path: &Path) -> Result<File, DeskError> {
    private()
        .read(true)
        .truncate(false)
        .open(path)
        .map_err(|error| failed("open a file", &error))
}

/// A private file to write on at its end, made where there is none.
pub(crate) fn open_to_append(path: &Path) -> Result<File, DeskError> {
    private()
        .append(true)
        .open(path)
        .map_err(|error| failed("open a file", &error))
}

/// Gives a finished file its name at once, and waits until that is on disk.
pub(crate) fn publish(from: &Path, to: &Path) -> Result<(), DeskError> {
    File::options()
        .write(true)
        .open(from)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(from, to))
        .map_err(|error| failed("name a file", &error))?;
    // Only Unix can wait for a folder; NTFS keeps its names in a journal of its own.
    #[cfg(unix)]
    if let Some(dir) = to.parent() {
        File::open(dir)
            .and_then(|dir| dir.sync_all())
            .map_err(|error| failed("save the folder", &error))?;
    }
    Ok(())
}

/// Removes a file; none there is fine.
pub(crate) fn remove(path: &Path) -> Result<(), DeskError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove a file", &error)),
        _ => Ok(()),
    }
}

/// Gives a file or folder another name; none there is fine.
pub(super) fn rename_if_there(from: &Path, to: &Path) -> Result<(), DeskError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("rename a file", &error)),
        _ => Ok(()),
    }
}

/// A private copy of a file, on disk when this returns; whatever stood there is gone.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), DeskError> {
    create_empty(to)?;
    let copied = File::open(from).and_then(|mut from| {
        let mut to = private().open(to)?;
        io::copy(&mut from, &mut to)?;
        to.sync_all()
    });
    copied
        .map_err(|error| failed("copy a file", &error))
        .inspect_err(|_| {
            // Half a copy is worth nothing, least of all on a full disk.
            let _ = remove(to);
        })
}

/// The names of the files of a folder; none there is none.
pub(super) fn names_in(dir: &Path) -> Result<Vec<String>, DeskError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed("list a folder", &error)),
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.collect())
}

/// The content of a file, `None` where there is none.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, DeskError> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read a file", &error)),
    }
}

/// The length of a file in bytes, `None` where there is none.
pub(super) fn length_if_there(path: &Path) -> Result<Option<u64>, DeskError> {
    match fs::metadata(path) {
        Ok(meta) => Ok(Some(meta.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("look at a file", &error)),
    }
}

fn private() -> OpenOptions {
    let mut options = File::options();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> Result<(), DeskError> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|error| failed("protect the folder", &error))
}

// On Windows a folder under the profile belongs to that profile already.
#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> Result<(), DeskError> {
    Ok(())
}

/// The error of a file operation; the path stays out of it, since it names the account.
fn failed(what: &str, error: &io::Error) -> DeskError {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        _ => ErrorCode::Internal,
    };
    DeskError::new(code, format!("store files: cannot {what}: {}", error.kind()))
}
