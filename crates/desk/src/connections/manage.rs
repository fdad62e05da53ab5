//! Adding, listing, changing and removing accounts.

use rusqlite::{Connection as Database, OptionalExtension as _, params};
use url::{Host, Url};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::accounts::{Accounts, key_name};
use super::check::{self, report};
use super::gate::Pace;
use super::rows::{self, Place, Settings};
use super::{CheckReport, Connection, ConnectionDraft, Vendor};
use crate::adapters;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::outbox;
use crate::patients::search;
use crate::store::id_of;

/// The Windows Credential Manager keeps no more.
const LONGEST_KEY: usize = 2_560;
const LONGEST_NAME: usize = 100;

impl Accounts {
    /// All connections, by name.
    ///
    /// # Errors
    /// The store's.
    pub async fn list(&self) -> Result<Vec<Connection>, DeskError> {
        let rows = self.store().read(rows::all).await?;
        Ok(rows.into_iter().map(|row| row.shown).collect())
    }

    /// One connection.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn get(&self, id: Uuid) -> Result<Connection, DeskError> {
        Ok(self
            .store()
            .read(move |conn| rows::existing(conn, id))
            .await?
            .shown)
    }

    /// One connection by the clinic's name for it, in any case, or by its id as text.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn by_name(&self, name: &str) -> Result<Connection, DeskError> {
        let name = name.to_owned();
        let row = self.store().read(move |conn| rows::by_name(conn, &name)).await?;
        Ok(row.ok_or_else(|| DeskError::not_found("connection"))?.shown)
    }

    /// The connection a patient record hangs on, and its code there; `None` while it has not been sent.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn record(&self, record: Uuid) -> Result<(Uuid, Option<String>), DeskError> {
        let found = self
            .store()
            .read(move |conn| {
                Ok(conn
                    .query_row(
                        "SELECT connection, vendor_id FROM patient_records WHERE id = ?1",
                        [record.to_string()],
                        |row| Ok((id_of(row, "connection")?, row.get(1)?)),
                    )
                    .optional()?)
            })
            .await?;
        found.ok_or_else(|| DeskError::not_found("patient record"))
    }

    /// Saves an account and puts its key into the keyring.
    ///
    /// # Errors
    /// `InvalidField`, `NameTaken`, `KeyringUnavailable`, or the store's.
    pub async fn add(&self, draft: ConnectionDraft, pace: Pace) -> Result<Connection, DeskError> {
        let tidy = Tidy::of(
            draft.vendor,
            &draft.name,
            &draft.base_url,
            &draft.client_path,
            &draft.key,
        )?;
        // Made once, so that nothing is saved that could never be asked.
        adapters::connect(
            draft.vendor,
            &tidy.base_url,
            &tidy.client_path,
            &tidy.key,
            &*self.ports().lines,
        )?;
        let (id, now) = (self.ports().ids.next(), self.ports().clock.now());
        let secrets = self.ports().secrets.clone();
        let settings = Settings::starting(pace);
        self.store()
            .write(move |tx| {
                rows::insert(
                    tx,
                    id,
                    draft.vendor,
                    adapters::zone_of(draft.vendor),
                    &tidy.place(),
                    &settings,
                    now,
                )?;
                secrets.set(&key_name(id), tidy.key.as_bytes())
            })
            .await?;
        self.changed();
        self.get(id).await
    }

    /// Changes name, address or client path; the key stays.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, `NameTaken`, or the store's.
    pub async fn edit(
        &self,
        id: Uuid,
        name: &str,
        base_url: &str,
        client_path: &str,
    ) -> Result<Connection, DeskError> {
        let vendor = self.get(id).await?.vendor;
        let tidy = Tidy::of(vendor, name, base_url, client_path, "kept")?;
        adapters::connect(
            vendor,
            &tidy.base_url,
            &tidy.client_path,
            &tidy.key,
            &*self.ports().lines,
        )?;
        self.store()
            .write(move |tx| {
                let before = rows::existing(tx, id)?;
                let moved =
                    before.shown.base_url != tidy.base_url || before.shown.client_path != tidy.client_path;
                rows::update(tx, id, &tidy.place(), &before.settings, moved)
            })
            .await?;
        self.changed();
        self.get(id).await
    }

    /// Replaces the key. The new one is tried first; when the vendor refuses it or does not answer, the old
    /// one stays and the report says why.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, `KeyringUnavailable`, or the store's.
    pub async fn replace_key(&self, id: Uuid, key: &str) -> Result<CheckReport, DeskError> {
        let connection = self.get(id).await?;
        let key = tidy_key(key)?;
        let capabilities = adapters::connect(
            connection.vendor,
            &connection.base_url,
            &connection.client_path,
            &key,
            &*self.ports().lines,
        )?;
        let report = report(&capabilities).await?;
        if !report.usable {
            return Ok(report);
        }
        let secrets = self.ports().secrets.clone();
        self.store()
            .write(move |tx| {
                let mut row = rows::existing(tx, id)?;
                row.settings.key_version += 1;
                let shown = &row.shown;
                let place = Place {
                    name: &shown.name,
                    base_url: &shown.base_url,
                    client_path: &shown.client_path,
                };
                rows::update(tx, id, &place, &row.settings, true)?;
                secrets.set(&key_name(id), key.as_bytes())
            })
            .await?;
        self.changed();
        Ok(report)
    }

    /// Removes an account, its key and all its rows.
    ///
    /// # Errors
    /// `UnsentWork` while an action of it is not settled, `NotFound`, `KeyringUnavailable`, or the store's.
    pub async fn remove(&self, id: Uuid) -> Result<(), DeskError> {
        let secrets = self.ports().secrets.clone();
        self.store()
            .write(move |tx| {
                rows::existing(tx, id)?;
                let open = outbox::open_entries_of(tx, id)?;
                if open > 0 {
                    return Err(
                        DeskError::new(ErrorCode::UnsentWork, "the connection has unsent work")
                            .with("count", open.to_string()),
                    );
                }
                erase(tx, id)?;
                secrets.delete(&key_name(id))
            })
            .await?;
        self.forget(id);
        self.changed();
        Ok(())
    }

    /// Tries every read-only operation of a saved account.
    ///
    /// # Errors
    /// `NotFound`, `KeyringUnavailable`, or the store's; a vendor that does not answer well is a report.
    pub async fn check(&self, id: Uuid) -> Result<CheckReport, DeskError> {
        match self.capabilities(id, super::Priority::Opened).await {
            Ok(capabilities) => report(&capabilities).await,
            Err(error) if error.code == ErrorCode::KeyRefused => Ok(check::unusable(error.code)),
            Err(error) => Err(error),
        }
    }

    /// Something about accounts changed: whoever reads them looks again.
    fn changed(&self) {
        self.moved().notify_waiters();
        self.events().changed(&[
            Topic::Connections,
            Topic::Sync,
            Topic::Patients,
            Topic::Appointments,
        ]);
    }
}

/// Deletes a connection and everything that hangs on it, the settled entries of its outbox too.
fn erase(tx: &Database, id: Uuid) -> Result<(), DeskError> {
    let id = id.to_string();
    tx.execute("DELETE FROM outbox WHERE connection = ?1", [&id])?;
    let records: Vec<Uuid> = tx
        .prepare("SELECT id FROM patient_records WHERE connection = ?1")?
        .query_map([&id], |row| id_of(row, "id"))?
        .collect::<Result<_, _>>()?;
    for record in records {
        search::unindex_record(tx, record)?;
    }
    tx.execute("DELETE FROM connections WHERE id = ?1", params![id])?;
    tx.execute(
        "DELETE FROM persons WHERE id NOT IN (SELECT person FROM patient_records)",
        [],
    )?;
    Ok(())
}

/// A draft as it is kept: blanks off, and a pasted whole address cut back to its base.
pub(super) struct Tidy {
    name: String,
    pub(super) base_url: String,
    pub(super) client_path: String,
    pub(super) key: Zeroizing<String>,
}

impl Tidy {
    pub(super) fn of(
        vendor: Vendor,
        name: &str,
        base_url: &str,
        client_path: &str,
        key: &str,
    ) -> Result<Self, DeskError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(DeskError::invalid("name", "required"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(DeskError::invalid("name", "too-long"));
        }
        let Vendor::Medsoft = vendor;
        let client_path = client_path.trim().trim_matches('/');
        if client_path.is_empty() {
            return Err(DeskError::invalid("client_path", "required"));
        }
        Ok(Self {
            name: name.to_owned(),
            base_url: tidy_address(base_url)?,
            client_path: client_path.to_owned(),
            key: tidy_key(key)?,
        })
    }

    fn place(&self) -> Place<'_> {
        Place {
            name: &self.name,
            base_url: &self.base_url,
            client_path: &self.client_path,
        }
    }
}

fn tidy_address(text: &str) -> Result<String, DeskError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DeskError::invalid("base_url", "required"));
    }
    let base = text
        .split("/integrations/")
        .next()
        .unwrap_or(text)
        .trim_end_matches('/');
    let url = Url::parse(base).map_err(|_| DeskError::invalid("base_url", "not-an-address"))?;
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        "http" => return Err(DeskError::invalid("base_url", "not-https")),
        _ => return Err(DeskError::invalid("base_url", "not-an-address")),
    }
    Ok(base.to_owned())
}

fn tidy_key(key: &str) -> Result<Zeroizing<String>, DeskError> {
    let key = key.trim();
    if key.is_empty() {
        return Err(DeskError::invalid("key", "required"));
    }
    if key.len() > LONGEST_KEY {
        return Err(DeskError::invalid("key", "too-long"));
    }
    Ok(Zeroizing::new(key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_address_is_cut_back_to_its_base() {
        for text in [
            "https://clinic.example/dev/api",
            " https://clinic.example/dev/api/ ",
            "https://clinic.example/dev/api/integrations/cont-online/public/dev/statusProgramari",
        ] {
            assert_eq!(tidy_address(text).unwrap(), "https://clinic.example/dev/api");
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
            let error = tidy_address(text).unwrap_err();
            assert_eq!(error.params.0["reason"], reason, "{text}");
        }
        for text in [
            "http://127.0.0.1:8080/medsoft/api",
            "http://localhost/x",
            "http://[::1]:9/x",
        ] {
            assert!(tidy_address(text).is_ok(), "{text}");
        }
    }
}
