//! The account: two keys, one of the integration and one of the practice.

use frontdesk_vendors::videodoktor::{OPERATIONS, StartFormat, VideodoktorAccount};

use super::ZONE;
use crate::adapters::account::{key, paths, ways};
use crate::connections::{AccountField, AccountForm, FieldKind, Material, Secrets, Vendor};
use crate::error::DeskError;

/// What a person fills in.
pub(crate) fn form() -> AccountForm {
    AccountForm {
        vendor: Vendor::Videodoktor,
        fields: vec![
            AccountField::needed("base_url", FieldKind::Address),
            AccountField::needed("app_key", FieldKind::Secret),
            AccountField::needed("key", FieldKind::Secret),
            AccountField::optional("start_format", FieldKind::Text).advanced(Some("dotted")),
            AccountField::optional("zone", FieldKind::Text).advanced(Some(ZONE)),
        ],
        ways: ways(OPERATIONS),
        testable: true,
    }
}

pub(crate) fn account(material: &Material, secrets: &Secrets) -> Result<VideodoktorAccount, DeskError> {
    let format = material
        .detail("start_format")
        .map(|text| StartFormat::parse(text).ok_or_else(|| DeskError::invalid("start_format", "no-format")));
    Ok(VideodoktorAccount {
        base_url: material.address()?,
        app_key: key(secrets, "app_key")?,
        key: key(secrets, "key")?,
        start_format: format.transpose()?.unwrap_or_default(),
        paths: paths(material)?,
    })
}
