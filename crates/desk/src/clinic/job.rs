//! Settings of this desk, and saving and reading clinic files.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection as Database;
use zeroize::Zeroizing;

use super::content::Content;
use super::merge::{Laid, Take, all_new, lay};
use super::notes::Notes;
use super::templates::Refused;
use super::{ClinicFile, ClinicPart, ClinicPreview, DeskSettings, seal};
use crate::audit::{Audit, AuditAct, FieldChange, NewLine};
use crate::connections::drop_from_keyring;
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::ports::{Lane, Ports};
use crate::store::run;

/// The shortest passphrase, in characters.
const SHORTEST: usize = 10;
/// Clocks of a clinic's desks may differ by that much.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// A clinic file that was opened by its passphrase.
#[derive(Clone)]
pub struct OpenedClinic {
    pub(super) content: Arc<Content>,
    passphrase: Zeroizing<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub(super) digest: String,
}

impl OpenedClinic {
    /// Opens a file. No desk is needed for that: a second computer is set up by it.
    ///
    /// # Errors
    /// `FileUnreadable` (the parameter `reason`: `passphrase` or `damaged`), `FileTooNew`, `FileAhead` for one made later
    /// than tomorrow, whose parts would win over everything that is changed here until then, `Internal`.
    pub async fn of(ports: &Ports, file: Vec<u8>, passphrase: String) -> Result<Self, DeskError> {
        let (passphrase, now) = (Zeroizing::new(passphrase), ports.clock.now());
        run(&*ports.executor.clone(), Lane::Read, move || {
            let text = seal::open(&file, &passphrase)?;
            let content: Content = serde_json::from_slice(&text).map_err(|_| seal::damaged())?;
            if content.made_at - now > AHEAD {
                return Err(DeskError::new(
                    ErrorCode::FileAhead,
                    "the clinic file was made in the future",
                ));
            }
            Ok(Self {
                content: Arc::new(content),
                passphrase,
                digest: super::digest(&file),
            })
        })
        .await
    }

    /// What it would bring to a computer without a desk.
    #[must_use]
    pub fn to_nothing(&self) -> ClinicPreview {
        self.preview(all_new(&self.content), false)
    }

    pub(super) fn preview(&self, parts: Vec<ClinicPart>, done: bool) -> ClinicPreview {
        ClinicPreview {
            from: self.content.from.clone(),
            made_at: self.content.made_at,
            parts,
            done,
        }
    }
}

impl Desk {
    /// What a manager has set for this desk.
    ///
    /// # Errors
    /// The store's.
    pub async fn settings(&self) -> Result<DeskSettings, DeskError> {
        self.store.read(DeskSettings::load).await
    }

    /// Changes it; a share of the request rate holds from the next request on.
    ///
    /// # Errors
    /// `InvalidField` naming the setting, or the store's.
    pub async fn set_settings(&self, wanted: DeskSettings) -> Result<DeskSettings, DeskError> {
        let wanted = wanted.checked()?;
        let (audit, now) = (self.audit.clone(), self.ports.clock.now());
        let settings = self
            .store
            .write(move |tx| {
                let before = DeskSettings::load(tx)?;
                let changes = wanted.changes(&before);
                if changes.is_empty() {
                    return Ok(wanted);
                }
                wanted.save(tx)?;
                let mut notes = Notes::load(tx)?;
                if wanted.is_shared_otherwise(&before) {
                    // Later than what it changes, also where that was set by a clock that ran ahead.
                    let after = notes
                        .settings_changed_at
                        .map(|before| before + TimeDelta::milliseconds(1));
                    notes.settings_changed_at = Some(after.map_or(now, |after| after.max(now)));
                }
                if wanted.clinic_file != before.clinic_file {
                    notes.seen = None;
                }
                notes.save(tx)?;
                audit.record(
                    tx,
                    &NewLine {
                        changes,
                        ..NewLine::of(AuditAct::SettingsChanged)
                    },
                )?;
                Ok(wanted)
            })
            .await?;
        self.settings_moved(&settings);
        Ok(settings)
    }

    /// Whoever follows the settings looks again.
    pub(super) fn settings_moved(&self, settings: &DeskSettings) {
        self.accounts.set_share(settings.share());
        self.clinic_share.look_again();
        self.accounts
            .events()
            .changed(&[Topic::Desk, Topic::Session, Topic::Connections]);
    }

    /// The clinic file of this desk. Once it lies where it was to be saved, [`Desk::clinic_saved`] puts that down.
    ///
    /// # Errors
    /// `InvalidField` (`passphrase`: `too-short`), or the store's.
    pub async fn export_clinic(&self, passphrase: String) -> Result<ClinicFile, DeskError> {
        if passphrase.chars().count() < SHORTEST {
            return Err(DeskError::invalid("passphrase", "too-short"));
        }
        let passphrase = Zeroizing::new(passphrase);
        let (now, random) = (self.ports.clock.now(), self.ports.random.clone());
        let content = self.store.read(move |conn| Content::gather(conn, now)).await?;
        let bytes = run(&*self.ports.executor, Lane::Read, move || {
            let text = serde_json::to_vec(&content)
                .map(Zeroizing::new)
                .map_err(|error| DeskError::internal(format!("a clinic file cannot be written: {error}")))?;
            seal::seal(&text, &passphrase, &*random)
        })
        .await?;
        Ok(ClinicFile {
            name: "frontdesk.clinic".to_owned(),
            bytes,
        })
    }

    /// The clinic file was saved: its passphrase is remembered for the file on the share.
    ///
    /// # Errors
    /// The store's.
    pub async fn clinic_saved(&self, passphrase: String) -> Result<(), DeskError> {
        let audit = self.audit.clone();
        self.store
            .write(move |tx| {
                let notes = Notes::load(tx)?;
                Notes {
                    passphrase: Some(passphrase),
                    ..notes
                }
                .save(tx)?;
                audit.record(tx, &NewLine::of(AuditAct::ClinicExported))
            })
            .await
    }

    /// What a clinic file would change here.
    ///
    /// # Errors
    /// `FileUnreadable`, `KeyringUnavailable`, or the store's.
    pub async fn preview_clinic(&self, opened: &OpenedClinic) -> Result<ClinicPreview, DeskError> {
        let parts = self.laid(opened, Take::Nothing).await?;
        Ok(opened.preview(parts, false))
    }

    /// Takes over what a clinic file holds, all of it or nothing. Reading the same file again changes nothing.
    ///
    /// # Errors
    /// `FileUnreadable`, `UnsentWork` where a known account would lead to another server while work of it is unsent,
    /// `KeyringUnavailable`, or the store's.
    pub async fn import_clinic(&self, opened: &OpenedClinic) -> Result<ClinicPreview, DeskError> {
        let parts = self.laid(opened, Take::Everything).await?;
        self.clinic_share.forget(&opened.digest);
        self.clinic_moved().await?;
        Ok(opened.preview(parts, true))
    }

    /// Accounts, users or settings have come from another desk.
    pub(super) async fn clinic_moved(&self) -> Result<(), DeskError> {
        self.accounts.changed();
        self.settings_moved(&self.settings().await?);
        self.outbox.wake();
        Ok(())
    }

    /// Lays a file over what is here, in one transaction, with its line in the access log.
    pub(super) async fn laid(&self, opened: &OpenedClinic, take: Take) -> Result<Vec<ClinicPart>, DeskError> {
        let refused = self.refused_templates(opened).await?;
        let (keyring, now) = (self.ports.secrets.clone(), self.ports.clock.now());
        let opened = opened.clone();
        if take == Take::Nothing {
            return self
                .store
                .read(move |conn| Ok(lay(conn, &opened.content, &*keyring, &refused, take, now)?.parts))
                .await;
        }
        let audit = self.audit.clone();
        self.store
            .write(move |tx| taken(tx, &opened, &*keyring, &refused, take, &audit, now))
            .await
    }
}

fn taken(
    tx: &Database,
    opened: &OpenedClinic,
    keyring: &dyn crate::ports::SecretStore,
    refused: &Refused,
    take: Take,
    audit: &Audit,
    now: DateTime<Utc>,
) -> Result<Vec<ClinicPart>, DeskError> {
    let Laid { parts, keys_to_drop } = lay(tx, &opened.content, keyring, refused, take, now)?;
    let left = match take {
        Take::Everything => Vec::new(),
        Take::Silently | Take::Nothing => {
            lay(tx, &opened.content, keyring, refused, Take::Nothing, now)?.parts
        }
    };
    let mut notes = Notes::load(tx)?;
    notes.passphrase = Some(opened.passphrase.to_string());
    if !left.iter().any(ClinicPart::is_news) {
        notes.seen = Some(opened.digest.clone());
    }
    notes.save(tx)?;
    // What is still to be asked about was not taken over.
    let taken: Vec<ClinicPart> = parts
        .iter()
        .filter(|part| !left.contains(part))
        .cloned()
        .collect();
    let changes = changes(&taken);
    if take == Take::Everything || !changes.is_empty() {
        audit.record(
            tx,
            &NewLine {
                changes,
                ..NewLine::of(AuditAct::ClinicImported)
            },
        )?;
    }
    // Last of all: what fails before leaves them where they are.
    for (connection, vendor) in keys_to_drop {
        drop_from_keyring(keyring, connection, vendor)?;
    }
    Ok(parts)
}

/// What of a file was another than here, for the access log.
fn changes(parts: &[ClinicPart]) -> Vec<FieldChange> {
    parts
        .iter()
        .filter(|part| part.is_news())
        .map(|part| {
            let (field, name) = match part {
                ClinicPart::Connection { name, .. } => ("connection", Some(name.clone())),
                ClinicPart::User { name, .. } => ("user", Some(name.clone())),
                ClinicPart::Settings { .. } => ("settings", None),
                ClinicPart::Letterhead { .. } => ("letterhead", None),
                ClinicPart::Template { document, .. } => ("template", Some(document.as_str().to_owned())),
            };
            FieldChange {
                field: field.to_owned(),
                before: None,
                after: name,
                theirs: None,
            }
        })
        .collect()
}
