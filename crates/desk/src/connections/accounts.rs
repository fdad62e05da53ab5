//! The accounts of a desk, ready to be asked.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rusqlite::Connection as Database;
use secrecy::ExposeSecret as _;
use tokio::sync::Notify;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::contact::{Contact, Line};
use super::gate::Priority;
use super::metered::metered;
use super::rows::{self, ConnectionRow, Settings};
use super::{CheckReport, Connection, FieldKind, Health, Material, Secrets, Vendor};
use crate::adapters::{self, Capabilities, RenewedSecrets, VendorAccount};
use crate::audit::Audit;
use crate::clinic::DeskSettings;
use crate::error::{DeskError, ErrorCode};
use crate::events::{Events, Topic};
use crate::ports::{Ports, SecretStore};
use crate::store::Store;

/// The name in the keyring of one of a connection's keys.
pub(crate) fn key_name(connection: Uuid, secret: &str) -> String {
    format!("connection/{connection}/{secret}")
}

/// The names in the keyring of all keys of a connection.
pub(crate) fn secret_names(vendor: Vendor, connection: Uuid) -> Vec<String> {
    let form = adapters::form_of(vendor);
    let kept = form
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Secret && !adapters::kept_in_store(vendor, &field.name));
    kept.map(|field| key_name(connection, &field.name)).collect()
}

/// The name under which the end of renewed secrets is kept beside them, RFC 3339.
const EXPIRES_AT: &str = "expires_at";

fn instant(text: &str) -> Option<DateTime<Utc>> {
    text.parse().ok()
}

/// The accounts of one desk. Clones share them.
#[derive(Clone)]
pub struct Accounts(Arc<Inner>);

struct Inner {
    store: Store,
    ports: Ports,
    events: Events,
    audit: Audit,
    open: Mutex<HashMap<Uuid, Open>>,
    making: tokio::sync::Mutex<()>,
    reports: Mutex<HashMap<Uuid, (DateTime<Utc>, CheckReport)>>,
    moved: Notify,
}

/// What an account was made of: when one of these changes, it is made anew.
#[derive(PartialEq, Eq, Clone)]
struct MadeOf {
    material: Material,
    settings: Settings,
}

impl MadeOf {
    /// Whether only tokens were renewed: what is known of the line stays true.
    fn is_renewed_by(&self, other: &Self) -> bool {
        let renewed = Settings {
            token_version: other.settings.token_version,
            ..self.settings.clone()
        };
        self.material == other.material && renewed == other.settings
    }
}

#[derive(Clone)]
struct Open {
    made_of: MadeOf,
    account: Account,
}

/// One account: where it stands, what it can do, how its line is.
#[derive(Clone)]
pub struct Account {
    /// The connection as it stood when the account was asked for.
    pub connection: Connection,
    /// The zone of the clinic's civil times.
    pub zone: Tz,
    capabilities: Capabilities,
    contact: Arc<Contact>,
}

impl Account {
    /// What the account can do, each call waiting its turn at this priority.
    #[must_use]
    pub fn at(&self, priority: Priority) -> Capabilities {
        metered(&self.capabilities, &self.contact, priority)
    }

    /// How its line is.
    #[must_use]
    pub fn contact(&self) -> &Arc<Contact> {
        &self.contact
    }
}

impl Accounts {
    /// The accounts of an open store. What people do with them is put down in its log.
    #[must_use]
    pub fn new(store: Store, ports: Ports, events: Events, audit: Audit) -> Self {
        Self(Arc::new(Inner {
            store,
            ports,
            events,
            audit,
            open: Mutex::default(),
            making: tokio::sync::Mutex::default(),
            reports: Mutex::default(),
            moved: Notify::new(),
        }))
    }

    /// What an account can do, each call waiting its turn at this priority.
    ///
    /// # Errors
    /// `NotFound`, `KeyWanted` when the keyring holds no key for it, `KeyringUnavailable`, or the store's.
    pub async fn capabilities(
        &self,
        connection: Uuid,
        priority: Priority,
    ) -> Result<Capabilities, DeskError> {
        Ok(self.account(connection).await?.at(priority))
    }

    /// How the line of an account is.
    ///
    /// # Errors
    /// As for [`Self::capabilities`].
    pub async fn health(&self, connection: Uuid) -> Result<Health, DeskError> {
        Ok(self.account(connection).await?.contact.line().health)
    }

    /// One account, made anew when the connection was changed, by this process or another.
    ///
    /// # Errors
    /// As for [`Self::capabilities`].
    pub async fn account(&self, connection: Uuid) -> Result<Account, DeskError> {
        let (row, share) = self
            .0
            .store
            .read(move |conn| {
                Ok((
                    rows::existing(conn, connection)?,
                    DeskSettings::load(conn)?.share(),
                ))
            })
            .await?;
        let made_of = MadeOf {
            material: row.material(),
            settings: row.settings.clone(),
        };
        if let Some(open) = self
            .open()
            .get(&connection)
            .filter(|open| open.made_of == made_of)
        {
            open.account.contact.gate().set_share(share);
            return Ok(Account {
                connection: row.shown.clone(),
                zone: row.zone(),
                ..open.account.clone()
            });
        }
        // Two that ask at once share one client, and with it one pace.
        let _making = self.0.making.lock().await;
        if let Some(open) = self
            .open()
            .get(&connection)
            .filter(|open| open.made_of == made_of)
        {
            return Ok(open.account.clone());
        }
        let secrets = self.secrets(connection).await?;
        let was_missing = row.shown.health == Health::KeyMissing;
        match self.make(row, made_of, &secrets) {
            Ok(account) => {
                account.contact.gate().set_share(share);
                if was_missing {
                    // The keyring has it again, without anybody who entered it.
                    self.note_key(connection, Health::Untested).await?;
                }
                Ok(account)
            }
            Err(error) => {
                if error.code == ErrorCode::KeyWanted {
                    self.note_key(connection, Health::KeyMissing).await?;
                }
                Err(error)
            }
        }
    }

    /// Notes that the key of an account is not here, or is here again.
    async fn note_key(&self, connection: Uuid, health: Health) -> Result<(), DeskError> {
        let (word, missing) = (rows::health_word(health), rows::health_word(Health::KeyMissing));
        let noted = self
            .store()
            .write(move |tx| {
                Ok(tx.execute(
                    "UPDATE connections SET health = ?2, offline_since = NULL
                     WHERE id = ?1 AND health <> ?2 AND ?3 IN (health, ?2)",
                    [&connection.to_string(), word, missing],
                )?)
            })
            .await?;
        if noted > 0 {
            self.events().changed(&[Topic::Connections, Topic::Sync]);
        }
        Ok(())
    }

    /// This desk's share of the request rate has changed: it holds from the next request on.
    pub(crate) fn set_share(&self, percent: u32) {
        for open in self.open().values() {
            open.account.contact.gate().set_share(percent);
        }
    }

    /// The account in its vendor's own words, for a call that goes past the desk. Never for a page or a log.
    ///
    /// # Errors
    /// `NotFound`, `KeyringUnavailable`, or `KeyWanted` when the keyring lacks one of its keys.
    pub async fn vendor_account(&self, connection: Uuid) -> Result<VendorAccount, DeskError> {
        let row = self
            .store()
            .read(move |conn| rows::existing(conn, connection))
            .await?;
        VendorAccount::of(&row.material(), &self.secrets(connection).await?)
    }

    /// The keys and tokens of one account.
    pub(super) async fn secrets(&self, connection: Uuid) -> Result<Secrets, DeskError> {
        let keyring = self.0.ports.secrets.clone();
        self.0
            .store
            .read(move |conn| {
                let vendor = rows::existing(conn, connection)?.shown.vendor;
                secrets_of(conn, &*keyring, vendor, connection)
            })
            .await
    }

    /// Keeps what the vendor has renewed during the last calls of an account, which is made anew of it.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn keep_renewed(
        &self,
        connection: Uuid,
        capabilities: &Capabilities,
    ) -> Result<(), DeskError> {
        self.keep_secrets(connection, capabilities.check.renewed().await)
            .await
    }

    /// Keeps what a vendor has renewed for whoever calls it past the desk.
    ///
    /// # Errors
    /// The store's.
    pub async fn keep_secrets(&self, connection: Uuid, renewed: RenewedSecrets) -> Result<(), DeskError> {
        if renewed.is_empty() {
            return Ok(());
        }
        let tokens: BTreeMap<String, String> = renewed
            .into_iter()
            .map(|(name, secret)| (name.to_owned(), secret.expose_secret().to_owned()))
            .collect();
        self.store()
            .write(move |tx| {
                // Another process may have renewed them again: what ends later is the newer.
                let kept = rows::tokens(tx, connection)?;
                let ours = tokens.get(EXPIRES_AT).and_then(|end| instant(end));
                let theirs = kept.get(EXPIRES_AT).and_then(|end| instant(end));
                if ours.is_some() && theirs > ours {
                    return Ok(());
                }
                rows::keep_tokens(tx, connection, &tokens)?;
                rows::count_renewal(tx, connection)
            })
            .await
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn ports(&self) -> &Ports {
        &self.0.ports
    }

    pub(crate) fn events(&self) -> &Events {
        &self.0.events
    }

    pub(crate) fn audit(&self) -> &Audit {
        &self.0.audit
    }

    /// Notified when a connection was added, changed or removed.
    pub(crate) fn moved(&self) -> &Notify {
        &self.0.moved
    }

    /// Remembers a check, so that it can be saved as it was seen.
    pub(super) fn remember_report(&self, connection: Uuid, report: &CheckReport) {
        let now = self.0.ports.clock.now();
        let mut reports = self.0.reports.lock().unwrap_or_else(PoisonError::into_inner);
        reports.insert(connection, (now, report.clone()));
    }

    /// The last check of an account, and when it was made.
    pub(super) fn last_report(&self, connection: Uuid) -> Option<(DateTime<Utc>, CheckReport)> {
        let reports = self.0.reports.lock().unwrap_or_else(PoisonError::into_inner);
        reports.get(&connection).cloned()
    }

    /// The accounts that were asked for since the start, as they were made then.
    pub(crate) fn opened(&self) -> Vec<Account> {
        self.open().values().map(|open| open.account.clone()).collect()
    }

    /// Forgets an account that was removed.
    pub(crate) fn forget(&self, connection: Uuid) {
        self.open().remove(&connection);
    }

    fn make(&self, row: ConnectionRow, made_of: MadeOf, secrets: &Secrets) -> Result<Account, DeskError> {
        let Inner {
            store, ports, events, ..
        } = &*self.0;
        let capabilities = adapters::connect(&made_of.material, secrets, ports).map_err(|error| {
            as_wanted(error, row.shown.vendor).with("connection", row.shown.id.to_string())
        })?;
        let (connection, zone, pace) = (row.shown.id, row.zone(), row.settings.pace);
        let mut open = self.open();
        // The limiter stays when the key changes: the vendor behind it is the same.
        let contact = match open.get(&connection) {
            Some(before) => {
                if !before.made_of.is_renewed_by(&made_of) {
                    before.account.contact.start_anew();
                }
                before.account.contact.gate().set_pace(pace);
                before.account.contact.clone()
            }
            None => {
                let line = Line {
                    health: match row.shown.health {
                        Health::KeyMissing => Health::Untested,
                        known => known,
                    },
                    last_contact_at: row.shown.last_contact_at,
                    offline_since: row.shown.offline_since,
                };
                Arc::new(Contact::new(
                    connection,
                    line,
                    pace,
                    store.clone(),
                    ports,
                    events.clone(),
                ))
            }
        };
        let account = Account {
            connection: row.shown,
            zone,
            capabilities,
            contact,
        };
        open.insert(
            connection,
            Open {
                made_of,
                account: account.clone(),
            },
        );
        Ok(account)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<Uuid, Open>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was saved was whole: a key that is asked for once more has been lost since.
fn as_wanted(error: DeskError, vendor: Vendor) -> DeskError {
    let form = adapters::form_of(vendor);
    let secret = error.params.0.get("field").is_some_and(|name| {
        let mut fields = form.fields.iter();
        fields.any(|field| field.kind == FieldKind::Secret && &field.name == name)
    });
    match error.code {
        ErrorCode::InvalidField if secret => DeskError::new(ErrorCode::KeyWanted, error.detail),
        _ => error,
    }
}

/// Whether a key that the vendor's form asks for is kept nowhere here.
///
/// # Errors
/// `KeyringUnavailable`, or the store's.
pub(super) fn lacks_key(
    conn: &Database,
    keyring: &dyn SecretStore,
    vendor: Vendor,
    connection: Uuid,
) -> Result<bool, DeskError> {
    let secrets = secrets_of(conn, keyring, vendor, connection)?;
    let form = adapters::form_of(vendor);
    let mut needed = form
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Secret && field.required);
    Ok(needed.any(|field| secrets.get(&field.name).is_none_or(str::is_empty)))
}

/// Every secret of the vendor's form that is kept somewhere. One that is gone is missed by whoever needs it.
fn secrets_of(
    conn: &Database,
    keyring: &dyn SecretStore,
    vendor: Vendor,
    connection: Uuid,
) -> Result<Secrets, DeskError> {
    let mut secrets = Secrets::default();
    for (name, token) in rows::tokens(conn, connection)? {
        secrets.put(&name, token);
    }
    let form = adapters::form_of(vendor);
    for field in form.fields.iter().filter(|field| field.kind == FieldKind::Secret) {
        if adapters::kept_in_store(vendor, &field.name) {
            continue;
        }
        if let Some(secret) = keyring.get(&key_name(connection, &field.name))?
            && let Ok(text) = String::from_utf8(secret)
        {
            secrets.put(&field.name, Zeroizing::new(text));
        }
    }
    Ok(secrets)
}
