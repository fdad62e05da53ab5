//! The account: a token that ends, and what renews it.

use chrono::{DateTime, Utc};
use frontdesk_vendors::ehealth::{EhealthAccount, Refresh, Tokens, WAYS};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::ZONE;
use crate::adapters::RenewedSecrets;
use crate::adapters::account::{key, optional_key, paths, ways};
use crate::connections::{AccountField, AccountForm, FieldKind, Material, Secrets, Vendor};
use crate::error::DeskError;

/// Tokens are renewed by themselves and may be longer than a keyring takes.
pub(crate) const KEPT_IN_STORE: &[&str] = &["token", "refresh_token", "expires_at"];

/// What a person fills in.
pub(crate) fn form() -> AccountForm {
    AccountForm {
        vendor: Vendor::Ehealth,
        fields: vec![
            AccountField {
                default: Some("https://api.ehealth.gov.ua".to_owned()),
                ..AccountField::needed("base_url", FieldKind::Address)
            },
            AccountField::needed("token", FieldKind::Secret),
            AccountField::optional("psk", FieldKind::Secret),
            AccountField::optional("refresh_token", FieldKind::Secret),
            AccountField::optional("client_id", FieldKind::Text),
            AccountField::optional("client_secret", FieldKind::Secret),
            AccountField::optional("auth_url", FieldKind::Address).advanced(None),
            AccountField::optional("zone", FieldKind::Text).advanced(Some(ZONE)),
        ],
        ways: ways(WAYS),
        testable: true,
    }
}

pub(crate) fn account(material: &Material, secrets: &Secrets) -> Result<EhealthAccount, DeskError> {
    let refresh = optional_key(secrets, "refresh_token").map(|refresh_token| {
        let auth_url = material
            .detail("auth_url")
            .map(|text| Url::parse(text).map_err(|_| DeskError::invalid("auth_url", "not-an-address")));
        let missing = |field| DeskError::invalid(field, "required");
        Ok::<_, DeskError>(Refresh {
            auth_url: auth_url.transpose()?,
            refresh_token,
            client_id: material
                .detail("client_id")
                .ok_or_else(|| missing("client_id"))?
                .to_owned(),
            client_secret: optional_key(secrets, "client_secret").ok_or_else(|| missing("client_secret"))?,
        })
    });
    Ok(EhealthAccount {
        base_url: material.address()?,
        token: key(secrets, "token")?,
        expires_at: secrets
            .get("expires_at")
            .and_then(|text| text.parse::<DateTime<Utc>>().ok()),
        psk: optional_key(secrets, "psk"),
        refresh: refresh.transpose()?,
        paths: paths(material)?,
    })
}

/// What is to be kept of the tokens that are valid now: nothing while they are those of the account.
#[must_use]
pub fn renewed_tokens(account: &EhealthAccount, now: &Tokens) -> RenewedSecrets {
    let before = account.refresh.as_ref().map(|refresh| &refresh.refresh_token);
    let same = |one: Option<&SecretString>, other: Option<&SecretString>| {
        one.map(|secret| secret.expose_secret()) == other.map(|secret| secret.expose_secret())
    };
    if same(Some(&account.token), Some(&now.token)) && same(before, now.refresh_token.as_ref()) {
        return RenewedSecrets::new();
    }
    // An end that is not known must not stay that of the token before.
    let end = now.expires_at.map(|end| end.to_rfc3339()).unwrap_or_default();
    let mut renewed = vec![
        ("token", now.token.clone()),
        ("expires_at", SecretString::from(end)),
    ];
    renewed.extend(now.refresh_token.clone().map(|token| ("refresh_token", token)));
    renewed
}
