//! A client for one vendor account: from a saved connection, or from arguments and the environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Utc;
use frontdesk_commands::desk::Desk;
use frontdesk_commands::desk::adapters::{VendorAccount, renewed_tokens};
use frontdesk_vendors::alfadocs::Alfadocs;
use frontdesk_vendors::ehealth::Ehealth;
use frontdesk_vendors::gensoft::Gensoft;
use frontdesk_vendors::medsoft::Medsoft;
use frontdesk_vendors::videodoktor::Videodoktor;
use frontdesk_vendors::{CallAnswer, CallError, CheckRow, PlainHttp, ReqwestTransport, TransportPolicy};
use uuid::Uuid;

use crate::arguments::{Account, Given, Vendor};
use crate::desk;
use crate::desk::Place;
use crate::failure::CliError;
use crate::given::{self, KeysFrom};

/// A vendor's client, ready to be asked.
pub struct Client {
    vendor: VendorClient,
    /// The desk and the connection that the account comes from.
    saved: Option<(Arc<Desk>, Uuid)>,
}

enum VendorClient {
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
    pub async fn of(place: Place, vendor: Option<Vendor>, account: &Account) -> Result<Self, CliError> {
        match (&account.connection, vendor) {
            (Some(_), _) if account.given != Given::default() => {
                Err(usage("give --connection or the account itself, not both"))
            }
            (Some(name), vendor) => Self::saved(place, vendor, name).await,
            (None, Some(vendor)) => Self::given(vendor, &account.given),
            (None, None) => Err(usage("name a vendor or --connection")),
        }
    }

    async fn saved(place: Place, vendor: Option<Vendor>, name: &str) -> Result<Self, CliError> {
        let desk = desk::open(place).await?;
        let connection = desk::connection(&desk, name).await?;
        if vendor.is_some_and(|vendor| vendor.of_desk() != connection.vendor) {
            return Err(usage("the connection belongs to another vendor"));
        }
        let account = desk.accounts().vendor_account(connection.id).await?;
        let plain_http = connection.details.contains_key("plain_http");
        Ok(Self {
            vendor: VendorClient::of(account, plain_http)?,
            saved: Some((desk, connection.id)),
        })
    }

    fn given(vendor: Vendor, given: &Given) -> Result<Self, CliError> {
        let vendor = vendor.of_desk();
        let draft = given::draft(vendor.as_str(), vendor, given, KeysFrom::Environment)?;
        let (material, secrets) = draft.material().map_err(given::typed)?;
        let account = VendorAccount::of(&material, &secrets).map_err(given::typed)?;
        Ok(Self {
            vendor: VendorClient::of(account, material.plain_http())?,
            saved: None,
        })
    }

    /// Calls one operation by name.
    ///
    /// # Errors
    /// Those of the vendor's `call`, and of the store when a renewed token cannot be kept.
    pub async fn call(
        &self,
        operation: &str,
        params: &BTreeMap<String, String>,
        body: Option<&[u8]>,
    ) -> Result<CallAnswer, CliError> {
        let answer = self.vendor.call(operation, params, body).await;
        // Also after a failure: what was renewed before it is the only token that still holds.
        self.keep_renewed().await?;
        Ok(answer?)
    }

    /// Tries every read-only operation.
    ///
    /// # Errors
    /// The store's, when a renewed token cannot be kept.
    pub async fn check(&self) -> Result<Vec<CheckRow>, CliError> {
        let rows = self.vendor.check().await;
        self.keep_renewed().await?;
        Ok(rows)
    }

    async fn keep_renewed(&self) -> Result<(), CliError> {
        if let (VendorClient::Ehealth(client), Some((desk, connection))) = (&self.vendor, &self.saved) {
            let renewed = renewed_tokens(client.account(), &client.tokens().await);
            desk.accounts().keep_secrets(*connection, renewed).await?;
        }
        Ok(())
    }
}

impl VendorClient {
    fn of(account: VendorAccount, plain_http: bool) -> Result<Self, CliError> {
        let mut policy = TransportPolicy::default();
        if plain_http {
            policy.allow_plain_http = PlainHttp::Always;
        }
        let line = ReqwestTransport::new(policy).map_err(|error| CliError::Io {
            what: "the network".to_owned(),
            source: std::io::Error::other(error),
        })?;
        let line = Arc::new(line);
        Ok(match account {
            VendorAccount::Medsoft(account) => Self::Medsoft(Medsoft::new(account, line)?),
            VendorAccount::Alfadocs(account) => Self::Alfadocs(Alfadocs::new(account, line)?),
            VendorAccount::Videodoktor(account) => Self::Videodoktor(Videodoktor::new(account, line)?),
            VendorAccount::Gensoft(account) => Self::Gensoft(Gensoft::new(account, line)?),
            VendorAccount::Ehealth(account) => Self::Ehealth(Ehealth::new(account, line)?),
        })
    }

    async fn call(
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

    async fn check(&self) -> Vec<CheckRow> {
        match self {
            Self::Medsoft(client) => client.check().await,
            Self::Alfadocs(client) => client.check(Utc::now().date_naive()).await,
            Self::Videodoktor(client) => client.check(Utc::now()).await,
            Self::Gensoft(client) => client.check(),
            Self::Ehealth(client) => client.check(Utc::now()).await,
        }
    }
}

fn usage(message: &str) -> CliError {
    CliError::Usage(message.to_owned())
}
