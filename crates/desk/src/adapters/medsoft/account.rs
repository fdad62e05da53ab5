//! The account: §1 of Cont Online v11.

use frontdesk_vendors::medsoft::{MedsoftAccount, OPERATIONS};

use super::ZONE;
use crate::adapters::account::{key, paths, ways};
use crate::connections::{AccountField, AccountForm, FieldKind, Material, Secrets, Vendor};
use crate::error::DeskError;

/// What a person fills in.
pub(crate) fn form() -> AccountForm {
    AccountForm {
        vendor: Vendor::Medsoft,
        fields: vec![
            AccountField::needed("base_url", FieldKind::Address),
            AccountField::needed("client_path", FieldKind::Text),
            AccountField::needed("key", FieldKind::Secret),
            AccountField::optional("zone", FieldKind::Text).advanced(Some(ZONE)),
        ],
        ways: ways(OPERATIONS),
        testable: true,
    }
}

pub(crate) fn account(material: &Material, secrets: &Secrets) -> Result<MedsoftAccount, DeskError> {
    Ok(MedsoftAccount {
        base_url: material.address()?,
        client_path: material.detail("client_path").unwrap_or_default().to_owned(),
        key: key(secrets, "key")?,
        paths: paths(material)?,
    })
}
