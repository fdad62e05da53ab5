//! A client for one vendor account: from a saved connection, or from arguments and the environment.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::Utc;
use frontdesk_commands::desk::adapters::VendorAccount;
use frontdesk_commands::desk::connections;
use frontdesk_vendors::alfadocs::{Alfadocs, AlfadocsAccount, Paths};
use frontdesk_vendors::ehealth::{Ehealth, EhealthAccount, Refresh};
use frontdesk_vendors::gensoft::{AttendanceMapping, Gensoft, GensoftAccount, UploadTransport};
use frontdesk_vendors::medsoft::{Medsoft, MedsoftAccount};
use frontdesk_vendors::videodoktor::{StartFormat, Videodoktor, VideodoktorAccount};
use frontdesk_vendors::{CallAnswer, CallError, CheckRow, ReqwestTransport, TransportPolicy};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::arguments::{Account, Vendor};
use crate::desk;
use crate::failure::CliError;

/// Where MedSoft's key stands when no saved connection is named.
pub const MEDSOFT_KEY: &str = "FRONTDESK_MEDSOFT_KEY";
const ALFADOCS_KEY: &str = "FRONTDESK_ALFADOCS_KEY";
const EHEALTH_CLIENT_ID: &str = "FRONTDESK_EHEALTH_CLIENT_ID";
const EHEALTH_CLIENT_SECRET: &str = "FRONTDESK_EHEALTH_CLIENT_SECRET";
const EHEALTH_PSK: &str = "FRONTDESK_EHEALTH_PSK";
const EHEALTH_REFRESH_TOKEN: &str = "FRONTDESK_EHEALTH_REFRESH_TOKEN";
const EHEALTH_TOKEN: &str = "FRONTDESK_EHEALTH_TOKEN";
const GENSOFT_KEY: &str = "FRONTDESK_GENSOFT_KEY";
const VIDEODOKTOR_KEY: &str = "FRONTDESK_VIDEODOKTOR_KEY";
const VIDEODOKTOR_APP_KEY: &str = "FRONTDESK_VIDEODOKTOR_APP_KEY";

/// A vendor's client, ready to be asked.
pub enum Client {
    Medsoft(Medsoft),
    Alfadocs(Alfadocs),
    Videodoktor(Videodoktor),
    Gensoft(Gensoft),
    Ehealth(Ehealth),
}

impl Client {
    /// The client of a saved connection, or of a vendor with address and keys given.
    ///
    /// # Errors
    /// `Usage` for what is missing or does not belong together, `Vendor` for an account that cannot be used, `Io`,
    /// `Desk`.
    pub async fn of(
        dir: Option<PathBuf>,
        vendor: Option<Vendor>,
        account: &Account,
    ) -> Result<Self, CliError> {
        match (&account.connection, vendor) {
            (Some(name), vendor) => Self::saved(dir, vendor, name).await,
            (None, Some(vendor)) => Self::given(vendor, account),
            (None, None) => Err(usage("name a vendor or --connection")),
        }
    }

    async fn saved(dir: Option<PathBuf>, vendor: Option<Vendor>, name: &str) -> Result<Self, CliError> {
        let desk = desk::open(dir).await?;
        let connection = desk::connection(&desk, name).await?;
        let kept = match connection.vendor {
            connections::Vendor::Medsoft => Vendor::Medsoft,
            connections::Vendor::Alfadocs => Vendor::Alfadocs,
            connections::Vendor::Videodoktor => Vendor::Videodoktor,
            connections::Vendor::Gensoft => Vendor::Gensoft,
            connections::Vendor::Ehealth => Vendor::Ehealth,
        };
        if vendor.is_some_and(|vendor| vendor != kept) {
            return Err(usage("the connection belongs to another vendor"));
        }
        let account = desk.accounts().vendor_account(connection.id).await?;
        Ok(match account {
            VendorAccount::Medsoft(account) => Self::Medsoft(Medsoft::new(account, transport()?)?),
            VendorAccount::Alfadocs(account) => Self::Alfadocs(Alfadocs::new(account, transport()?)?),
            VendorAccount::Videodoktor(account) => {
                Self::Videodoktor(Videodoktor::new(account, transport()?)?)
            }
            VendorAccount::Gensoft(account) => Self::Gensoft(Gensoft::new(account, transport()?)?),
            VendorAccount::Ehealth(account) => Self::Ehealth(Ehealth::new(account, transport()?)?),
        })
    }

    fn given(vendor: Vendor, account: &Account) -> Result<Self, CliError> {
        account.check(vendor)?;
        let base_url = account.base_url.as_deref();
        let base_url = address(base_url.ok_or_else(|| usage("name --connection, or --base-url"))?)?;
        Ok(match vendor {
            Vendor::Medsoft => {
                let client_path = account.client_path.clone();
                let account = MedsoftAccount {
                    base_url,
                    client_path: client_path.ok_or_else(|| usage("MedSoft needs --client-path"))?,
                    key: key(MEDSOFT_KEY)?,
                };
                Self::Medsoft(Medsoft::new(account, transport()?)?)
            }
            Vendor::Alfadocs => {
                let mut paths = Paths::default();
                for way in &account.paths {
                    paths
                        .set_text(way)
                        .map_err(|error| CliError::Usage(format!("--path {way}: {}", error.message)))?;
                }
                let account = AlfadocsAccount {
                    base_url,
                    key: key(ALFADOCS_KEY)?,
                    practice: account.practice,
                    archive: account.archive,
                    paths,
                };
                Self::Alfadocs(Alfadocs::new(account, transport()?)?)
            }
            Vendor::Videodoktor => {
                let format = account.start_format.as_deref().map(|format| {
                    let read = StartFormat::parse(format);
                    read.ok_or_else(|| {
                        usage("--start-format is dotted, spaced, sortable, or a strftime pattern")
                    })
                });
                let account = VideodoktorAccount {
                    base_url,
                    app_key: key(VIDEODOKTOR_APP_KEY)?,
                    key: key(VIDEODOKTOR_KEY)?,
                    start_format: format.transpose()?.unwrap_or_default(),
                };
                Self::Videodoktor(Videodoktor::new(account, transport()?)?)
            }
            Vendor::Gensoft => {
                let upload = account.upload.as_deref().map(|upload| {
                    let read = UploadTransport::parse(upload);
                    read.ok_or_else(|| usage("--upload is raw, multipart or base64"))
                });
                let account = GensoftAccount {
                    base_url,
                    key: key(GENSOFT_KEY)?,
                    upload: upload.transpose()?.unwrap_or_default(),
                    mapping: AttendanceMapping::default(),
                };
                Self::Gensoft(Gensoft::new(account, transport()?)?)
            }
            Vendor::Ehealth => {
                let account = EhealthAccount {
                    base_url,
                    token: key(EHEALTH_TOKEN)?,
                    expires_at: None,
                    psk: optional_key(EHEALTH_PSK),
                    refresh: refresh()?,
                };
                Self::Ehealth(Ehealth::new(account, transport()?)?)
            }
        })
    }

    /// Calls one operation by name.
    ///
    /// # Errors
    /// Those of the vendor's `call`.
    pub async fn call(
        &self,
        operation: &str,
        params: &BTreeMap<String, String>,
        body: Option<&[u8]>,
    ) -> Result<CallAnswer, CallError> {
        match self {
            Self::Medsoft(client) => client.call(operation, params, body).await,
            Self::Alfadocs(client) => client.call(operation, params, body).await,
            Self::Videodoktor(client) => client.call_by_name(operation, params, body, Utc::now()).await,
            Self::Gensoft(client) => client.call(operation, params, body).await,
            Self::Ehealth(client) => client.call(operation, params, body, Utc::now()).await,
        }
    }

    /// Tries every read-only operation.
    pub async fn check(&self) -> Vec<CheckRow> {
        match self {
            Self::Medsoft(client) => client.check().await,
            Self::Alfadocs(client) => client.check(Utc::now().date_naive()).await,
            Self::Videodoktor(client) => client.check(Utc::now()).await,
            Self::Gensoft(client) => client.check(),
            Self::Ehealth(client) => client.check(Utc::now()).await,
        }
    }
}

impl Account {
    /// Refuses what belongs to another vendor, instead of passing over it.
    fn check(&self, vendor: Vendor) -> Result<(), CliError> {
        for (name, given, owner) in [
            ("--client-path", self.client_path.is_some(), Vendor::Medsoft),
            ("--practice", self.practice.is_some(), Vendor::Alfadocs),
            ("--archive", self.archive.is_some(), Vendor::Alfadocs),
            ("--path", !self.paths.is_empty(), Vendor::Alfadocs),
            ("--start-format", self.start_format.is_some(), Vendor::Videodoktor),
            ("--upload", self.upload.is_some(), Vendor::Gensoft),
        ] {
            if given && owner != vendor {
                return Err(usage(&format!("{name} belongs to another vendor")));
            }
        }
        Ok(())
    }
}

fn transport() -> Result<Arc<ReqwestTransport>, CliError> {
    let transport = ReqwestTransport::new(TransportPolicy::default()).map_err(|error| CliError::Io {
        what: "the network".to_owned(),
        source: std::io::Error::other(error),
    })?;
    Ok(Arc::new(transport))
}

fn usage(message: &str) -> CliError {
    CliError::Usage(message.to_owned())
}

fn address(text: &str) -> Result<Url, CliError> {
    Url::parse(text).map_err(|error| CliError::Usage(format!("--base-url is not an address: {error}")))
}

/// What renews eHealth's token: all three variables, or none.
fn refresh() -> Result<Option<Refresh>, CliError> {
    let Some(refresh_token) = optional_key(EHEALTH_REFRESH_TOKEN) else {
        return Ok(None);
    };
    Ok(Some(Refresh {
        auth_url: None,
        refresh_token,
        client_id: key(EHEALTH_CLIENT_ID)?.expose_secret().to_owned(),
        client_secret: key(EHEALTH_CLIENT_SECRET)?,
    }))
}

fn optional_key(variable: &str) -> Option<SecretString> {
    let key = std::env::var(variable).ok()?;
    let key = key.trim();
    (!key.is_empty()).then(|| SecretString::from(key))
}

fn key(variable: &str) -> Result<SecretString, CliError> {
    optional_key(variable)
        .ok_or_else(|| CliError::Usage(format!("put the key into the environment variable {variable}")))
}

/// MedSoft's key from the environment.
///
/// # Errors
/// `Usage` when there is none.
pub fn medsoft_key_of_environment() -> Result<SecretString, CliError> {
    key(MEDSOFT_KEY)
}
