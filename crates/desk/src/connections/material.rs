//! What an account is made of: what a person entered, checked and tidied against the vendor's form.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr as _;

use chrono_tz::Tz;
use url::{Host, Url};
use zeroize::Zeroizing;

use super::form::{AccountForm, FieldKind};
use super::{Connection, ConnectionDraft, ConnectionEdit, Vendor};
use crate::adapters;
use crate::error::DeskError;

/// The Windows Credential Manager keeps no more.
const LONGEST_KEY: usize = 2_560;
const LONGEST_NAME: usize = 100;
/// A laboratory's mapping is the longest thing typed here.
const LONGEST_DETAIL: usize = 20_000;
/// The detail that every vendor's form has.
pub(crate) const ZONE: &str = "zone";
/// The detail by which plain http is agreed to, where a vendor needs it.
pub(crate) const PLAIN_HTTP: &str = "plain_http";

/// Keys and tokens of one account, by name. `Debug` shows none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secrets(BTreeMap<String, Zeroizing<String>>);

impl Secrets {
    /// One of them.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|secret| secret.as_str())
    }

    pub(crate) fn put(&mut self, name: &str, secret: Zeroizing<String>) {
        self.0.insert(name.to_owned(), secret);
    }

    /// Takes new ones in; what is known of an old token's end does not hold for a new one.
    pub(super) fn renew(&mut self, new: &Self) {
        self.forget_ends(new);
        for (name, secret) in &new.0 {
            self.0.insert(name.clone(), secret.clone());
        }
    }

    /// A token that is replaced takes with it what was known of its end.
    fn forget_ends(&mut self, new: &Self) {
        if new.get("token").is_some() {
            self.0
                .insert("expires_at".to_owned(), Zeroizing::new(String::new()));
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, secret)| (name.as_str(), secret.as_str()))
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

/// An account without its keys: what stands in the store, and what tells one account from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// Which vendor.
    pub vendor: Vendor,
    /// Everything before what all operations share.
    pub base_url: String,
    /// The fields of the form that are no secrets; empty ones are left out.
    pub details: BTreeMap<String, String>,
    /// Other ways to operations: name to `[METHOD] [/path]`.
    pub paths: BTreeMap<String, String>,
}

impl Material {
    /// One detail.
    #[must_use]
    pub fn detail(&self, name: &str) -> Option<&str> {
        self.details.get(name).map(String::as_str)
    }

    /// The zone of the clinic's civil times.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.detail(ZONE).unwrap_or(adapters::zone_of(self.vendor))
    }

    /// The address as a parsed one.
    ///
    /// # Errors
    /// `InvalidField`.
    pub fn address(&self) -> Result<Url, DeskError> {
        Url::parse(&self.base_url).map_err(|_| DeskError::invalid("base_url", "not-an-address"))
    }

    /// Whether an address of the account leads to another server than before.
    pub(super) fn leads_elsewhere(&self, before: &Self) -> bool {
        let origin = |text: &str| Url::parse(text).ok().map(|url| url.origin());
        let addresses = |of: &Self| {
            let form = adapters::form_of(of.vendor);
            let others = form
                .fields
                .iter()
                .filter(|field| field.kind == FieldKind::Address);
            // An address that is not given is the account's own.
            others
                .map(|field| origin(of.detail(&field.name).unwrap_or(&of.base_url)))
                .collect::<Vec<_>>()
        };
        addresses(self) != addresses(before)
    }

    /// Whether plain http may leave this computer for this account.
    #[must_use]
    pub fn plain_http(&self) -> bool {
        self.detail(PLAIN_HTTP) == Some("yes")
    }
}

impl ConnectionEdit {
    /// Whether the account would lead to another server: then its keys have to be entered anew.
    #[must_use]
    pub fn leads_elsewhere(&self, connection: &Connection) -> bool {
        let of = |base_url: &str, details: &BTreeMap<String, String>| Material {
            vendor: connection.vendor,
            base_url: base_url.trim().to_owned(),
            details: details.clone(),
            paths: BTreeMap::new(),
        };
        of(&self.base_url, &self.details).leads_elsewhere(&of(&connection.base_url, &connection.details))
    }
}

/// A draft as it is kept: blanks off, a pasted whole address cut back to its base, nothing the form lacks.
pub(super) struct Tidy {
    pub name: String,
    pub material: Material,
    pub secrets: Secrets,
}

impl Tidy {
    /// Checks a draft with its keys.
    pub fn draft(draft: &ConnectionDraft) -> Result<Self, DeskError> {
        let secrets = tidy_secrets(&adapters::form_of(draft.vendor), &draft.secrets, true)?;
        Self::of(
            draft.vendor,
            &draft.name,
            &draft.base_url,
            &draft.details,
            &draft.paths,
            secrets,
        )
    }

    /// Checks a change; its secrets are those entered anew, all that are needed where it leads elsewhere.
    pub fn edit(before: &Material, edit: &ConnectionEdit) -> Result<Self, DeskError> {
        let vendor = before.vendor;
        let form = adapters::form_of(vendor);
        let mut tidy = Self::of(
            vendor,
            &edit.name,
            &edit.base_url,
            &edit.details,
            &edit.paths,
            Secrets::default(),
        )?;
        let elsewhere = tidy.material.leads_elsewhere(before);
        tidy.secrets = tidy_secrets(&form, &edit.secrets, elsewhere)?;
        Ok(tidy)
    }

    /// Checks an account with keys that were looked at before, or without any.
    pub fn of(
        vendor: Vendor,
        name: &str,
        base_url: &str,
        details: &BTreeMap<String, String>,
        paths: &BTreeMap<String, String>,
        secrets: Secrets,
    ) -> Result<Self, DeskError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(DeskError::invalid("name", "required"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(DeskError::invalid("name", "too-long"));
        }
        let form = adapters::form_of(vendor);
        let details = tidy_details(&form, details)?;
        let plain = form.field(PLAIN_HTTP).is_some() && details.contains_key(PLAIN_HTTP);
        let material = Material {
            vendor,
            base_url: tidy_address("base_url", base_url, adapters::shared_path(vendor), plain)?,
            details,
            paths: tidy_paths(&form, paths)?,
        };
        Ok(Self {
            name: name.to_owned(),
            material,
            secrets,
        })
    }
}

impl ConnectionDraft {
    /// What an account is made of, checked and tidied as it would be kept. Nothing is saved.
    ///
    /// # Errors
    /// `InvalidField` with the field of the vendor's form.
    pub fn material(&self) -> Result<(Material, Secrets), DeskError> {
        let tidy = Tidy::draft(self)?;
        Ok((tidy.material, tidy.secrets))
    }
}

fn tidy_details(
    form: &AccountForm,
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, DeskError> {
    for name in given.keys() {
        let known = form
            .field(name)
            .is_some_and(|field| field.kind != FieldKind::Secret && name != "base_url");
        if !known {
            return Err(DeskError::invalid("details", "unknown"));
        }
    }
    let mut details = BTreeMap::new();
    for field in &form.fields {
        if field.kind == FieldKind::Secret || field.name == "base_url" {
            continue;
        }
        let invalid = |reason: &str| Err(DeskError::invalid(&field.name, reason));
        let text = given.get(&field.name).map_or("", |text| text.trim());
        if text.is_empty() {
            if field.required {
                return invalid("required");
            }
            continue;
        }
        if text.chars().count() > LONGEST_DETAIL {
            return invalid("too-long");
        }
        let text = match field.kind {
            FieldKind::Number if text.parse::<u32>().is_err() => return invalid("not-a-number"),
            FieldKind::Choice if field.choices.iter().all(|choice| choice != text) => {
                return invalid("unknown");
            }
            FieldKind::Agreement if text != "yes" => return invalid("unknown"),
            FieldKind::Json if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() => {
                return invalid("not-json");
            }
            FieldKind::Address => tidy_address(&field.name, text, "", false)?,
            _ if field.name == ZONE && Tz::from_str(text).is_err() => return invalid("not-a-zone"),
            _ => text.to_owned(),
        };
        details.insert(field.name.clone(), text);
    }
    Ok(details)
}

fn tidy_paths(
    form: &AccountForm,
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, DeskError> {
    let mut paths = BTreeMap::new();
    for (operation, way) in given {
        let way = way.trim();
        if way.is_empty() {
            continue;
        }
        if form.ways.iter().all(|known| &known.operation != operation) {
            return Err(DeskError::invalid("paths", "unknown").with("operation", operation));
        }
        paths.insert(operation.clone(), way.to_owned());
    }
    Ok(paths)
}

/// Checks keys against the form. With `all` every required one must be there.
pub(super) fn tidy_secrets(
    form: &AccountForm,
    given: &BTreeMap<String, String>,
    all: bool,
) -> Result<Secrets, DeskError> {
    let mut secrets = Secrets::default();
    let known = |name: &str| {
        form.field(name)
            .is_some_and(|field| field.kind == FieldKind::Secret)
    };
    if given.keys().any(|name| !known(name)) {
        return Err(DeskError::invalid("secrets", "unknown"));
    }
    for field in form.fields.iter().filter(|field| field.kind == FieldKind::Secret) {
        let text = given.get(&field.name).map_or("", |text| text.trim());
        if text.is_empty() {
            if all && field.required {
                return Err(DeskError::invalid(&field.name, "required"));
            }
            continue;
        }
        if text.len() > LONGEST_KEY && !adapters::kept_in_store(form.vendor, &field.name) {
            return Err(DeskError::invalid(&field.name, "too-long"));
        }
        secrets.put(&field.name, Zeroizing::new(text.to_owned()));
    }
    Ok(secrets)
}

fn tidy_address(field: &str, text: &str, shared: &str, plain_http: bool) -> Result<String, DeskError> {
    let invalid = |reason: &str| Err(DeskError::invalid(field, reason));
    let text = text.trim();
    if text.is_empty() {
        return invalid("required");
    }
    let base = if shared.is_empty() {
        text
    } else {
        text.split(shared).next().unwrap_or(text)
    };
    let base = base.trim_end_matches('/');
    let Ok(url) = Url::parse(base) else {
        return invalid("not-an-address");
    };
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback || plain_http => {}
        "http" => return invalid("not-https"),
        _ => return invalid("not-an-address"),
    }
    Ok(base.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidy(text: &str) -> Result<String, DeskError> {
        tidy_address("base_url", text, "/integrations/", false)
    }

    #[test]
    fn a_pasted_address_is_cut_back_to_its_base() {
        for text in [
            "https://clinic.example/dev/api",
            " https://clinic.example/dev/api/ ",
            "https://clinic.example/dev/api/integrations/cont-online/public/dev/statusProgramari",
        ] {
            assert_eq!(tidy(text).unwrap(), "https://clinic.example/dev/api");
        }
    }

    #[test]
    fn only_https_leaves_this_machine() {
        for (text, reason) in [
            ("http://clinic.example/api", "not-https"),
            ("http://127.0.0.1.example/api", "not-https"),
            ("ftp://clinic.example", "not-an-address"),
            ("clinic.example", "not-an-address"),
            ("", "required"),
        ] {
            let error = tidy(text).unwrap_err();
            assert_eq!(error.params.0["reason"], reason, "{text}");
        }
        for text in [
            "http://127.0.0.1:8080/medsoft/api",
            "http://localhost/x",
            "http://[::1]:9/x",
        ] {
            assert!(tidy(text).is_ok(), "{text}");
        }
        assert!(tidy_address("base_url", "http://lab.example", "", true).is_ok());
    }

    #[test]
    fn every_vendors_form_has_an_address_and_names_every_field_once() {
        for vendor in Vendor::ALL {
            let form = adapters::form_of(vendor);
            assert_eq!(form.vendor, vendor);
            assert!(form.field("base_url").is_some_and(|field| field.required));
            assert!(form.field(ZONE).is_some());
            let mut names: Vec<_> = form.fields.iter().map(|field| &field.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), form.fields.len(), "{vendor:?}");
        }
    }
}
