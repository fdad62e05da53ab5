//! The accounts of a desk, ready to be asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono_tz::Tz;
use tokio::sync::Notify;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::contact::{Contact, Line};
use super::gate::Priority;
use super::metered::metered;
use super::rows::{self, ConnectionRow, Settings};
use super::{Connection, Health, Vendor};
use crate::adapters::{self, Capabilities};
use crate::error::{DeskError, ErrorCode};
use crate::events::Events;
use crate::ports::{Ports, SecretStore};
use crate::store::Store;

/// The name in the keyring of a connection's key.
pub(crate) fn key_name(connection: Uuid) -> String {
    format!("connection/{connection}/key")
}

/// The accounts of one desk. Clones share them.
#[derive(Clone)]
pub struct Accounts(Arc<Inner>);

struct Inner {
    store: Store,
    ports: Ports,
    events: Events,
    open: Mutex<HashMap<Uuid, Open>>,
    moved: Notify,
}

/// What an account was made of: when one of these changes, it is made anew.
#[derive(PartialEq, Eq, Clone)]
struct MadeOf {
    vendor: Vendor,
    base_url: String,
    client_path: String,
    settings: Settings,
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
    /// The accounts of an open store.
    #[must_use]
    pub fn new(store: Store, ports: Ports, events: Events) -> Self {
        Self(Arc::new(Inner {
            store,
            ports,
            events,
            open: Mutex::default(),
            moved: Notify::new(),
        }))
    }

    /// What an account can do, each call waiting its turn at this priority.
    ///
    /// # Errors
    /// `NotFound`, `KeyRefused` when the keyring holds no key for it, `KeyringUnavailable`, or the store's.
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
        let row = self
            .0
            .store
            .read(move |conn| rows::existing(conn, connection))
            .await?;
        let made_of = MadeOf {
            vendor: row.shown.vendor,
            base_url: row.shown.base_url.clone(),
            client_path: row.shown.client_path.clone(),
            settings: row.settings.clone(),
        };
        if let Some(open) = self
            .open()
            .get(&connection)
            .filter(|open| open.made_of == made_of)
        {
            return Ok(Account {
                connection: row.shown.clone(),
                zone: row.zone(),
                ..open.account.clone()
            });
        }
        let key = self.key(connection).await?;
        self.make(row, made_of, &key)
    }

    /// The key of one account, for a call that goes past the desk. Never for a page or a log.
    ///
    /// # Errors
    /// `KeyringUnavailable`, or `KeyRefused` when the keyring holds none.
    pub async fn key(&self, connection: Uuid) -> Result<Zeroizing<String>, DeskError> {
        let secrets = self.0.ports.secrets.clone();
        self.0.store.read(move |_| key_of(&*secrets, connection)).await
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

    /// Notified when a connection was added, changed or removed.
    pub(crate) fn moved(&self) -> &Notify {
        &self.0.moved
    }

    /// Forgets an account that was removed.
    pub(crate) fn forget(&self, connection: Uuid) {
        self.open().remove(&connection);
    }

    fn make(&self, row: ConnectionRow, made_of: MadeOf, key: &str) -> Result<Account, DeskError> {
        let Inner {
            store, ports, events, ..
        } = &*self.0;
        let capabilities = adapters::connect(
            made_of.vendor,
            &made_of.base_url,
            &made_of.client_path,
            key,
            &*ports.lines,
        )?;
        let (connection, zone, pace) = (row.shown.id, row.zone(), row.settings.pace);
        let mut open = self.open();
        // The limiter stays when the key changes: the vendor behind it is the same.
        let contact = match open.get(&connection) {
            Some(before) => {
                before.account.contact.start_anew();
                before.account.contact.gate().set_pace(pace);
                before.account.contact.clone()
            }
            None => {
                let line = Line {
                    health: row.shown.health,
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

/// A connection whose key is gone from the keyring is like one whose key is refused: a person enters it anew.
fn key_of(secrets: &dyn SecretStore, connection: Uuid) -> Result<Zeroizing<String>, DeskError> {
    let refused = |detail: &str| {
        DeskError::new(ErrorCode::KeyRefused, detail).with("connection", connection.to_string())
    };
    let secret = secrets
        .get(&key_name(connection))?
        .ok_or_else(|| refused("the keyring holds no key for it"))?;
    String::from_utf8(secret)
        .map(Zeroizing::new)
        .map_err(|_| refused("the key in the keyring is no text"))
}
