//! Files on their way to a person: opened in the system's own application, or saved where they choose.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use frontdesk_desk::adapters::FetchedFile;
use frontdesk_desk::{DeskError, ErrorCode};

use crate::app::App;
use crate::system;
use crate::wire::{FileOpened, FileSaved};

/// The folder, within that of the application, of files opened for a person. Swept at every start.
pub(crate) const FOLDER: &str = "opened";
/// In bytes: what all file systems take, with room for the kind.
const LONGEST_NAME: usize = 120;

/// What only a host can do with files.
#[async_trait]
pub trait Desktop: Send + Sync {
    /// Opens a file in the system's own application for it.
    ///
    /// # Errors
    /// `CannotOpen` when the system has none.
    async fn open(&self, path: &Path) -> Result<(), DeskError>;

    /// Prints a file by the system's own way, without a question.
    ///
    /// # Errors
    /// `CannotOpen` when nothing here prints it; it can still be opened.
    async fn print(&self, _path: &Path) -> Result<(), DeskError> {
        Err(DeskError::new(ErrorCode::CannotOpen, "nothing prints here"))
    }

    /// Asks the person where to save a file of that name; `None`: they thought better of it.
    ///
    /// # Errors
    /// `CannotOpen` when there is nobody to ask.
    async fn where_to_save(&self, name: &str) -> Result<Option<PathBuf>, DeskError>;

    /// Whether the application starts with the computer; `None` where this host cannot say or do so.
    fn autostart(&self) -> Option<bool> {
        None
    }

    /// Starts the application with the computer, or no longer.
    ///
    /// # Errors
    /// `NotAllowed` where this host cannot, `Internal` when the system refuses.
    fn set_autostart(&self, _on: bool) -> Result<(), DeskError> {
        Err(DeskError::new(
            ErrorCode::NotAllowed,
            "this host does not start with the computer",
        ))
    }
}

/// What a file is handed to the system for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    Looking,
    Printing,
}

/// A host without a screen: nobody is there to look at a file or to say where to save it.
pub struct NoDesktop;

#[async_trait]
impl Desktop for NoDesktop {
    async fn open(&self, _: &Path) -> Result<(), DeskError> {
        Err(DeskError::new(ErrorCode::CannotOpen, "there is no desktop here"))
    }

    async fn where_to_save(&self, _: &str) -> Result<Option<PathBuf>, DeskError> {
        Err(DeskError::new(ErrorCode::CannotOpen, "there is no desktop here"))
    }
}

impl App {
    /// Lays a file into the private folder and opens it there.
    ///
    /// # Errors
    /// `CannotOpen`, `DiskFull`, `Internal`.
    pub(crate) async fn open_file(&self, file: FetchedFile) -> Result<FileOpened, DeskError> {
        self.hand_over(file, For::Looking).await
    }

    /// Lays a file into the private folder and prints it from there.
    ///
    /// # Errors
    /// `CannotOpen` when nothing prints here, `DiskFull`, `Internal`.
    pub(crate) async fn print_file(&self, file: FetchedFile) -> Result<FileOpened, DeskError> {
        self.hand_over(file, For::Printing).await
    }

    async fn hand_over(&self, file: FetchedFile, wanted: For) -> Result<FileOpened, DeskError> {
        let name = file_name(file.name.as_deref(), file.media_type.as_deref(), &file.bytes);
        let host = self.host();
        let folder = opened_folder(&host.data_dir).join(host.ports.ids.next().simple().to_string());
        let path = folder.join(&name);
        write_private(&folder, &path, &file.bytes)?;
        let taken = match wanted {
            For::Looking => host.desktop.open(&path).await,
            For::Printing => host.desktop.print(&path).await,
        };
        if let Err(error) = taken {
            // Nobody will look at it: nothing of it stays.
            let _ = std::fs::remove_dir_all(&folder);
            return Err(error);
        }
        Ok(FileOpened { name })
    }

    /// Empties the folder of opened files: whatever a person wanted of them, they have by now. Done at every start
    /// and end, and when the training clinic is left.
    pub fn sweep_files(&self) {
        sweep(&self.host().data_dir);
    }

    /// Saves a vendor's file where the person chooses, under a name that says what it is.
    ///
    /// # Errors
    /// `CannotOpen`, `DiskFull`, `Internal`.
    pub(crate) async fn save_fetched(&self, file: FetchedFile) -> Result<FileSaved, DeskError> {
        let name = file_name(file.name.as_deref(), file.media_type.as_deref(), &file.bytes);
        self.save_file(&name, &file.bytes).await
    }

    /// Saves a text where the person chooses.
    ///
    /// # Errors
    /// `CannotOpen`, `DiskFull`, `Internal`.
    pub(crate) async fn save_file(&self, name: &str, bytes: &[u8]) -> Result<FileSaved, DeskError> {
        self.save_file_once(name, bytes, async { Ok(()) }).await
    }

    /// The same for what must not be outside without a line of the log: that one is written first, and where it cannot be,
    /// the file is not written either.
    ///
    /// # Errors
    /// As `put_down`; `CannotOpen`, `DiskFull`, `Internal`.
    pub(crate) async fn save_file_once(
        &self,
        name: &str,
        bytes: &[u8],
        put_down: impl Future<Output = Result<(), DeskError>>,
    ) -> Result<FileSaved, DeskError> {
        let Some(path) = self.host().desktop.where_to_save(name).await? else {
            return Ok(FileSaved { name: None });
        };
        put_down.await?;
        std::fs::write(&path, bytes).map_err(|error| not_written(&error))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(FileSaved { name })
    }
}

/// Empties the folder of opened files.
pub(crate) fn sweep(data_dir: &Path) {
    let folder = opened_folder(data_dir);
    if folder.exists()
        && let Err(error) = system::empty_dir(&folder)
    {
        tracing::warn!(%error, "files opened earlier could not be swept");
    }
}

fn opened_folder(data_dir: &Path) -> PathBuf {
    data_dir.join(FOLDER)
}

fn write_private(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), DeskError> {
    let written = system::private_dir(folder).and_then(|()| std::fs::write(path, bytes));
    written.map_err(|error| not_written(&error))
}

fn not_written(error: &std::io::Error) -> DeskError {
    let code = if error.kind() == std::io::ErrorKind::StorageFull {
        ErrorCode::DiskFull
    } else {
        ErrorCode::Internal
    };
    DeskError::new(code, format!("a file cannot be written: {}", error.kind()))
}

/// A name that every system takes and that says what the file is: a vendor's name is foreign text, and an
/// application must never be started by opening a document.
fn file_name(given: Option<&str>, media_type: Option<&str>, bytes: &[u8]) -> String {
    let kind = kind_of(media_type, bytes);
    let stem: String = given
        .unwrap_or("document")
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || " -_().,".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let stem = stem.trim_matches(['.', ' ']);
    let stem = stem
        .rsplit_once('.')
        .filter(|(_, end)| end.eq_ignore_ascii_case(kind))
        .map_or(stem, |(stem, _)| stem);
    let mut stem: String = stem.chars().take(LONGEST_NAME).collect();
    while stem.len() > LONGEST_NAME {
        stem.pop();
    }
    let stem = if stem.is_empty() || is_device(&stem) {
        "document"
    } else {
        &stem
    };
    format!("{stem}.{kind}")
}

/// Windows takes these for devices, whatever follows the first dot, `com` and `lpt` with a digit, also a raised one
/// (Microsoft, Naming Files, Paths, and Namespaces).
fn is_device(stem: &str) -> bool {
    let lower = stem.split('.').next().unwrap_or_default().trim().to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|name| {
        lower
            .strip_prefix(name)
            .is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(char::is_numeric))
    });
    numbered || ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&lower.as_str())
}

/// What a file is, by its first bytes and only then by what the vendor says.
fn kind_of(media_type: Option<&str>, bytes: &[u8]) -> &'static str {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let said = media_type
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    match said {
        _ if begins(b"%PDF-") => "pdf",
        _ if begins(b"\xFF\xD8\xFF") => "jpg",
        _ if begins(b"\x89PNG") => "png",
        "application/pkcs7-signature" | "application/pkcs7-mime" | "application/x-pkcs7-signature" => "p7s",
        "text/plain" => "txt",
        "application/json" => "txt",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/dicom" => "dcm",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_what_it_is_and_never_by_what_it_says_it_could_start() {
        for (given, media_type, bytes, name) in [
            (Some("Panoramica.pdf"), None, &b"%PDF-1.4"[..], "Panoramica.pdf"),
            (Some("../../etc/passwd"), None, b"%PDF-1.4", "_.._etc_passwd.pdf"),
            (
                Some("virus.exe"),
                Some("application/x-msdownload"),
                b"MZ",
                "virus.exe.bin",
            ),
            (Some("CON.pdf"), None, b"%PDF-1.4", "document.pdf"),
            (Some("nul.2026.pdf"), None, b"%PDF-1.4", "document.pdf"),
            (Some("CON .x"), None, b"%PDF-1.4", "document.pdf"),
            (Some("com¹"), None, b"%PDF-1.4", "document.pdf"),
            (Some("LPT9.pdf"), None, b"%PDF-1.4", "document.pdf"),
            (Some("Comu.pdf"), None, b"%PDF-1.4", "Comu.pdf"),
            (Some("Contract.nul.pdf"), None, b"%PDF-1.4", "Contract.nul.pdf"),
            (Some("x.html"), Some("text/html"), b"<script>", "x.html.bin"),
            (
                None,
                Some("application/pkcs7-signature"),
                b"0\x82",
                "document.p7s",
            ),
            (
                Some("..."),
                Some("text/plain; charset=utf-8"),
                b"a",
                "document.txt",
            ),
        ] {
            assert_eq!(file_name(given, media_type, bytes), name);
        }
    }
}
