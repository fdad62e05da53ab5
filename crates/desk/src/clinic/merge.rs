//! Laying what a clinic file holds over what is here.

use chrono::{DateTime, Utc};
use rusqlite::Connection as Database;
use uuid::Uuid;

use super::content::{Content, SharedSettings};
use super::notes::Notes;
use super::settings::DeskSettings;
use super::templates::{self, Refused};
use super::users::{self, merge};
use super::{ClinicPart, PartState};
use crate::connections::{Compared, Vendor};
use crate::error::DeskError;
use crate::papers::KeptLetterhead;
use crate::ports::SecretStore;

/// How much of a file is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// Nothing: it is only looked at.
    Nothing,
    /// What nobody needs to be asked about: settings of all desks, and what statuses and work points of known accounts
    /// mean. Accounts and users are for a manager to take.
    Silently,
    /// Everything.
    Everything,
}

/// What laying a file over what is here has found, and has left to do.
pub(super) struct Laid {
    /// The parts, with their states before.
    pub parts: Vec<ClinicPart>,
    /// Accounts that lead to another server now: their keys leave the keyring before this is kept.
    pub keys_to_drop: Vec<(Uuid, Vendor)>,
}

/// Compares the parts of a file with what is here and takes over as much as is wanted.
///
/// # Errors
/// `FileUnreadable` for content that no desk of ours has saved, `UnsentWork`, `KeyringUnavailable`, or the store's.
pub(super) fn lay(
    tx: &Database,
    content: &Content,
    keyring: &dyn SecretStore,
    refused: &Refused,
    take: Take,
    now: DateTime<Utc>,
) -> Result<Laid, DeskError> {
    let (mut parts, mut keys_to_drop) = (Vec::new(), Vec::new());
    for connection in &content.connections {
        // One of a vendor that only a newer application knows is left alone.
        let Some(vendor) = connection.vendor() else {
            continue;
        };
        let (compared, mut key_wanted) = connection.compare(tx, keyring, vendor)?;
        let (state, taken) = match compared {
            Compared::New => (PartState::New, take == Take::Everything),
            Compared::Made => (PartState::Changed, take == Take::Everything),
            Compared::Meant => (PartState::Changed, take != Take::Nothing),
            Compared::Same => (PartState::Same, false),
            Compared::NewerHere => (PartState::NewerHere, false),
        };
        if taken {
            if let Some(leaves) = connection.take_over(tx, vendor, now)? {
                keys_to_drop.push((leaves, vendor));
            } else {
                // Keys that were put there before an account of that id was known here are its keys.
                key_wanted = key_wanted && connection.compare(tx, keyring, vendor)?.1;
            }
        }
        parts.push(ClinicPart::Connection {
            name: connection.name.clone(),
            vendor,
            state,
            key_wanted,
        });
    }
    for user in merge(&users::all(tx)?, &content.users) {
        if take == Take::Everything
            && let Some(written) = &user.written
        {
            users::write(tx, written)?;
        }
        parts.push(ClinicPart::User {
            name: user.name,
            state: user.state,
        });
    }
    if let Some(theirs) = &content.settings {
        let state = settings(tx, theirs, take)?;
        parts.push(ClinicPart::Settings { state });
    }
    if let Some(theirs) = &content.letterhead {
        let state = letterhead(tx, theirs, take)?;
        parts.push(ClinicPart::Letterhead { state });
    }
    parts.extend(templates::lay(tx, &content.templates, refused, take)?);
    if take == Take::Everything {
        let notes = Notes::load(tx)?;
        Notes {
            unknown: content.unknown.clone(),
            ..notes
        }
        .save(tx)?;
    }
    Ok(Laid { parts, keys_to_drop })
}

fn settings(tx: &Database, theirs: &SharedSettings, take: Take) -> Result<PartState, DeskError> {
    let (own, notes) = (DeskSettings::load(tx)?, Notes::load(tx)?);
    let wanted = theirs.over(&own).checked().map_err(|_| super::seal::damaged())?;
    if wanted == own {
        return Ok(PartState::Same);
    }
    if notes
        .settings_changed_at
        .is_some_and(|changed| changed > theirs.changed_at)
    {
        return Ok(PartState::NewerHere);
    }
    if take != Take::Nothing {
        wanted.save(tx)?;
        Notes {
            settings_changed_at: Some(theirs.changed_at),
            ..notes
        }
        .save(tx)?;
    }
    Ok(PartState::Changed)
}

/// Papers follow what was set last at any desk; nobody needs to be asked about it.
fn letterhead(tx: &Database, theirs: &KeptLetterhead, take: Take) -> Result<PartState, DeskError> {
    let own = KeptLetterhead::load(tx)?;
    let wanted = theirs
        .letterhead
        .clone()
        .checked()
        .map_err(|_| super::seal::damaged())?;
    if wanted == own.letterhead {
        return Ok(PartState::Same);
    }
    if own.changed_at > theirs.changed_at {
        return Ok(PartState::NewerHere);
    }
    if take != Take::Nothing {
        KeptLetterhead {
            changed_at: theirs.changed_at,
            letterhead: wanted,
        }
        .save(tx)?;
    }
    Ok(if own.changed_at.is_none() {
        PartState::New
    } else {
        PartState::Changed
    })
}

/// What a file would bring to a desk that has nothing yet.
pub(super) fn all_new(content: &Content) -> Vec<ClinicPart> {
    let connections = content.connections.iter().filter_map(|connection| {
        Some(ClinicPart::Connection {
            name: connection.name.clone(),
            vendor: connection.vendor()?,
            state: PartState::New,
            key_wanted: true,
        })
    });
    let users = content.users.iter().map(|user| ClinicPart::User {
        name: user.name.clone(),
        state: PartState::New,
    });
    let settings = content.settings.iter().map(|_| ClinicPart::Settings {
        state: PartState::New,
    });
    let letterhead = content.letterhead.iter().map(|_| ClinicPart::Letterhead {
        state: PartState::New,
    });
    let templates = templates::known(&content.templates).map(|(document, _)| ClinicPart::Template {
        document,
        state: PartState::New,
        refused: None,
    });
    connections
        .chain(users)
        .chain(settings)
        .chain(letterhead)
        .chain(templates)
        .collect()
}

impl ClinicPart {
    /// What it is to this desk.
    #[must_use]
    pub fn state(&self) -> PartState {
        match self {
            Self::Connection { state, .. }
            | Self::User { state, .. }
            | Self::Settings { state }
            | Self::Letterhead { state }
            | Self::Template { state, .. } => *state,
        }
    }

    /// It is another than here, and the file's is the newer.
    pub(super) fn is_news(&self) -> bool {
        if let Self::Template { refused: Some(_), .. } = self {
            return false;
        }
        matches!(self.state(), PartState::New | PartState::Changed)
    }
}
