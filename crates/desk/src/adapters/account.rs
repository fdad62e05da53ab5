//! The vendors' own account types, from what a person entered.

use frontdesk_vendors::alfadocs::AlfadocsAccount;
use frontdesk_vendors::ehealth::EhealthAccount;
use frontdesk_vendors::gensoft::GensoftAccount;
use frontdesk_vendors::medsoft::MedsoftAccount;
use frontdesk_vendors::videodoktor::VideodoktorAccount;
use frontdesk_vendors::{Operation, Paths, Ways};
use secrecy::SecretString;

use super::{alfadocs, ehealth, gensoft, medsoft, videodoktor};
use crate::connections::{AccountWay, Material, Secrets, Vendor};
use crate::error::{DeskError, ErrorCode};

/// An account in the vendor's own words: what a client is made of.
#[derive(Debug, Clone)]
pub enum VendorAccount {
    /// MedSoft.
    Medsoft(MedsoftAccount),
    /// AlfaDocs.
    Alfadocs(AlfadocsAccount),
    /// VideoDoktor.
    Videodoktor(VideodoktorAccount),
    /// Gensoft.
    Gensoft(GensoftAccount),
    /// eHealth.
    Ehealth(EhealthAccount),
}

impl VendorAccount {
    /// The account of what was entered.
    ///
    /// # Errors
    /// `InvalidField` with the field that no account can be made of; `KeyWanted` when a key is missing.
    pub fn of(material: &Material, secrets: &Secrets) -> Result<Self, DeskError> {
        Ok(match material.vendor {
            Vendor::Medsoft => Self::Medsoft(medsoft::account(material, secrets)?),
            Vendor::Alfadocs => Self::Alfadocs(alfadocs::account(material, secrets)?),
            Vendor::Videodoktor => Self::Videodoktor(videodoktor::account(material, secrets)?),
            Vendor::Gensoft => Self::Gensoft(gensoft::account(material, secrets)?),
            Vendor::Ehealth => Self::Ehealth(ehealth::account(material, secrets)?),
        })
    }
}

/// A key that must be there. One that is not on this computer is entered by a person; an empty one is none.
pub(super) fn key(secrets: &Secrets, name: &str) -> Result<SecretString, DeskError> {
    optional_key(secrets, name)
        .ok_or_else(|| DeskError::new(ErrorCode::KeyWanted, format!("there is no {name}")))
}

/// A key that may be there.
pub(super) fn optional_key(secrets: &Secrets, name: &str) -> Option<SecretString> {
    secrets
        .get(name)
        .filter(|secret| !secret.is_empty())
        .map(|secret| SecretString::from(secret.to_owned()))
}

/// A vendor's table as a form shows it: ways that a person may say anew.
pub(super) fn ways(operations: &[Operation]) -> Vec<AccountWay> {
    let way = |operation: &Operation| AccountWay {
        operation: operation.name.to_owned(),
        method: operation.method.to_owned(),
        path: operation.path.to_owned(),
        source: operation.source.as_str().to_owned(),
    };
    operations.iter().map(way).collect()
}

/// The ways that a person said anew.
pub(super) fn paths<V: Ways>(material: &Material) -> Result<Paths<V>, DeskError> {
    let mut paths = Paths::default();
    for (operation, way) in &material.paths {
        paths
            .set_text(&format!("{operation}={way}"))
            .map_err(|_| DeskError::invalid("paths", "no-way").with("operation", operation))?;
    }
    Ok(paths)
}
