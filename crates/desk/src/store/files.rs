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

    /// Makes the folder, readable by its owner only.
    pub(super) fn make_dir(&self) -> Result<(), DeskError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&self.dir)
            .map_err(|error| failed("make the folder", &error))?;
        restrict(&self.dir, 0o700)
    }

    /// Waits until no other process makes, opens or migrates this store; released when dropped.
    pub(super) fn lock(&self) -> Result<File, DeskError> {
        let file = private()
            .truncate(false)
            .open(self.dir.join("store.lock"))
            .map_err(|error| failed("open the lock", &error))?;
        file.lock().map_err(|error| failed("take the lock", &error))?;
        Ok(file)
    }
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
