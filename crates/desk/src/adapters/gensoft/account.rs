//! The account. The document writes plain http, so a clinic may agree to it after reading what that means.

use frontdesk_vendors::gensoft::{AttendanceMapping, GensoftAccount, OPERATIONS, UploadTransport};

use super::ZONE;
use crate::adapters::account::{key, paths, ways};
use crate::connections::{AccountField, AccountForm, FieldKind, Material, Secrets, Vendor};
use crate::error::DeskError;

/// What a person fills in.
pub(crate) fn form() -> AccountForm {
    AccountForm {
        vendor: Vendor::Gensoft,
        fields: vec![
            AccountField::needed("base_url", FieldKind::Address),
            AccountField::optional("plain_http", FieldKind::Agreement),
            AccountField::needed("key", FieldKind::Secret),
            AccountField::optional("upload", FieldKind::Choice)
                .of(&["raw", "multipart", "base64"])
                .advanced(Some("raw")),
            AccountField::optional("mapping", FieldKind::Json).advanced(None),
            AccountField::optional("zone", FieldKind::Text).advanced(Some(ZONE)),
        ],
        ways: ways(OPERATIONS),
        testable: false,
    }
}

pub(crate) fn account(material: &Material, secrets: &Secrets) -> Result<GensoftAccount, DeskError> {
    let upload = material
        .detail("upload")
        .map(|text| UploadTransport::parse(text).ok_or_else(|| DeskError::invalid("upload", "unknown")));
    let mapping = material
        .detail("mapping")
        .map(|text| AttendanceMapping::parse(text).map_err(|_| DeskError::invalid("mapping", "no-mapping")));
    Ok(GensoftAccount {
        base_url: material.address()?,
        key: key(secrets, "key")?,
        upload: upload.transpose()?.unwrap_or_default(),
        mapping: mapping.transpose()?.unwrap_or_default(),
        paths: paths(material)?,
    })
}
