//! The account: a key of AlfaDocs' settings, and the archive it opens.

use frontdesk_vendors::alfadocs::{AlfadocsAccount, OPERATIONS};

use super::ZONE;
use crate::adapters::account::{key, paths, ways};
use crate::connections::{AccountField, AccountForm, FieldKind, Material, Secrets, Vendor};
use crate::error::DeskError;

/// What a person fills in.
pub(crate) fn form() -> AccountForm {
    AccountForm {
        vendor: Vendor::Alfadocs,
        fields: vec![
            AccountField {
                default: Some("https://app.alfadocs.com/api".to_owned()),
                ..AccountField::needed("base_url", FieldKind::Address)
            },
            AccountField::needed("key", FieldKind::Secret),
            AccountField::optional("practice", FieldKind::Number),
            AccountField::optional("archive", FieldKind::Number),
            AccountField::optional("zone", FieldKind::Text).advanced(Some(ZONE)),
        ],
        ways: ways(OPERATIONS),
        testable: true,
    }
}

pub(crate) fn account(material: &Material, secrets: &Secrets) -> Result<AlfadocsAccount, DeskError> {
    let number = |name: &str| {
        let text = material.detail(name);
        text.map(|text| text.parse::<i64>())
            .transpose()
            .map_err(|_| DeskError::invalid(name, "not-a-number"))
    };
    Ok(AlfadocsAccount {
        base_url: material.address()?,
        key: key(secrets, "key")?,
        practice: number("practice")?,
        archive: number("archive")?,
        paths: paths(material)?,
    })
}
