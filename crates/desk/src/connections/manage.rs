//! Adding, listing, changing and removing accounts.

use std::collections::BTreeMap;

use rusqlite::{Connection as Database, OptionalExtension as _, params};
use uuid::Uuid;

use super::accounts::{Accounts, key_name};
use super::check::{self, report};
use super::gate::Pace;
use super::logged;
use super::material::{Tidy, tidy_secrets};
use super::rows::{self, Settings};
use super::shared::touch;
use super::{CheckReport, Connection, ConnectionDraft, ConnectionEdit, FieldKind, Secrets, Vendor};
use crate::adapters;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::outbox;
use crate::patients::search;
use crate::ports::SecretStore;
use crate::store::id_of;

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

    /// Saves an account and puts its keys into the keyring.
    ///
    /// # Errors
    /// `InvalidField`, `NameTaken`, `KeyringUnavailable`, or the store's.
    pub async fn add(&self, draft: ConnectionDraft, pace: Pace) -> Result<Connection, DeskError> {
        let tidy = Tidy::draft(&draft)?;
        // Made once, so that nothing is saved that could never be asked.
        adapters::connect(&tidy.material, &tidy.secrets, self.ports())?;
        let (id, now) = (self.ports().ids.next(), self.ports().clock.now());
        let keyring = self.ports().secrets.clone();
        let settings = Settings::starting(pace, &tidy.material);
        let audit = self.audit().clone();
        self.store()
            .write(move |tx| {
                rows::insert(tx, id, &tidy.name, &tidy.material, &settings, now)?;
                audit.record(tx, &logged::added(&rows::existing(tx, id)?))?;
                keep(tx, &*keyring, id, tidy.material.vendor, &tidy.secrets)
            })
            .await?;
        self.changed();
        self.get(id).await
    }

    /// Tries a change of an account before it is saved, with the keys it has; one that leads elsewhere with those
    /// entered anew.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, `KeyringUnavailable`, or the store's.
    pub async fn try_edit(&self, edit: &ConnectionEdit) -> Result<CheckReport, DeskError> {
        let (tidy, secrets, elsewhere) = self.edited(edit).await?;
        match adapters::connect(&tidy.material, &secrets, self.ports()) {
            Ok(capabilities) => {
                let report = report(&capabilities).await;
                // Of another server's tokens nothing is kept before the change is saved.
                if !elsewhere {
                    self.keep_renewed(edit.id, &capabilities).await?;
                }
                report
            }
            Err(error) if error.code == ErrorCode::KeyWanted => Ok(check::unusable(error.code)),
            Err(error) => Err(error),
        }
    }

    /// Changes an account. Its keys stay, unless it leads elsewhere.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, `NameTaken`, `KeyringUnavailable`, or the store's.
    pub async fn edit(&self, edit: &ConnectionEdit) -> Result<Connection, DeskError> {
        let id = edit.id;
        let (tidy, secrets, elsewhere) = self.edited(edit).await?;
        let now = self.ports().clock.now();
        match adapters::connect(&tidy.material, &secrets, self.ports()) {
            // A key that is not here is entered by another way.
            Ok(_) => {}
            Err(error) if error.code == ErrorCode::KeyWanted && !elsewhere => {}
            Err(error) => return Err(error),
        }
        let keyring = self.ports().secrets.clone();
        let audit = self.audit().clone();
        self.store()
            .write(move |tx| {
                let before = rows::existing(tx, id)?;
                let shown = before.shown.clone();
                let moved = before.material() != tidy.material;
                let anew = elsewhere || tidy.secrets.iter().next().is_some();
                let settings = Settings {
                    paths: tidy.material.paths.clone(),
                    key_version: before.settings.key_version + u32::from(anew),
                    ..before.settings
                };
                rows::update(tx, id, &tidy.name, &tidy.material, &settings, moved || anew)?;
                audit.record(tx, &logged::edited(&shown, &rows::existing(tx, id)?.shown, anew))?;
                touch(tx, id, now)?;
                if elsewhere {
                    drop_keys(tx, &*keyring, id, tidy.material.vendor)?;
                }
                if anew {
                    keep(tx, &*keyring, id, tidy.material.vendor, &secrets)?;
                }
                Ok(())
            })
            .await?;
        self.changed();
        self.get(id).await
    }

    /// A change as it would be kept, the keys it would be asked with, and whether it leads elsewhere.
    async fn edited(&self, edit: &ConnectionEdit) -> Result<(Tidy, Secrets, bool), DeskError> {
        let id = edit.id;
        let before = self
            .store()
            .read(move |conn| rows::existing(conn, id))
            .await?
            .material();
        let tidy = Tidy::edit(&before, edit)?;
        let elsewhere = tidy.material.leads_elsewhere(&before);
        let mut secrets = if elsewhere {
            Secrets::default()
        } else {
            self.secrets(id).await?
        };
        secrets.renew(&tidy.secrets);
        Ok((tidy, secrets, elsewhere))
    }

    /// Replaces keys; those not given stay. The new ones are tried first where the vendor has a harmless
    /// question; when it refuses them or does not answer, the old ones stay and the report says why.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField`, `KeyringUnavailable`, or the store's.
    pub async fn replace_keys(
        &self,
        id: Uuid,
        given: &BTreeMap<String, String>,
    ) -> Result<CheckReport, DeskError> {
        let row = self.store().read(move |conn| rows::existing(conn, id)).await?;
        let (material, vendor) = (row.material(), row.shown.vendor);
        let form = adapters::form_of(vendor);
        let new = tidy_secrets(&form, given, false)?;
        if new.iter().next().is_none() {
            let first = form.fields.iter().find(|field| field.kind == FieldKind::Secret);
            let first = first.map_or("key", |field| &field.name);
            return Err(DeskError::invalid(first, "required"));
        }
        let mut secrets = self.secrets(id).await?;
        secrets.renew(&new);
        // Where several are missing here, one of them is not enough.
        let lacking = form.fields.iter().find(|field| {
            field.kind == FieldKind::Secret
                && field.required
                && secrets.get(&field.name).is_none_or(str::is_empty)
        });
        if let Some(field) = lacking {
            return Err(DeskError::invalid(&field.name, "required"));
        }
        let capabilities = adapters::connect(&material, &secrets, self.ports())?;
        let report = report(&capabilities).await?;
        if !report.usable {
            return Ok(report);
        }
        let keyring = self.ports().secrets.clone();
        let audit = self.audit().clone();
        self.store()
            .write(move |tx| {
                let mut row = rows::existing(tx, id)?;
                // Changed while the new keys were tried: they were tried at another place.
                if row.material() != material {
                    return Err(DeskError::new(
                        ErrorCode::NotAllowed,
                        "the connection was changed meanwhile",
                    ));
                }
                row.settings.key_version += 1;
                rows::update(tx, id, &row.shown.name, &material, &row.settings, true)?;
                audit.record(tx, &logged::edited(&row.shown, &row.shown, true))?;
                keep(tx, &*keyring, id, vendor, &secrets)
            })
            .await?;
        self.keep_renewed(id, &capabilities).await?;
        self.changed();
        Ok(report)
    }

    /// Removes an account, its key and all its rows.
    ///
    /// # Errors
    /// `UnsentWork` while an action of it is not settled, `NotFound`, `KeyringUnavailable`, or the store's.
    pub async fn remove(&self, id: Uuid) -> Result<(), DeskError> {
        let keyring = self.ports().secrets.clone();
        let audit = self.audit().clone();
        self.store()
            .write(move |tx| {
                let shown = rows::existing(tx, id)?.shown;
                let vendor = shown.vendor;
                let open = outbox::open_entries_of(tx, id)?;
                if open > 0 {
                    return Err(
                        DeskError::new(ErrorCode::UnsentWork, "the connection has unsent work")
                            .with("count", open.to_string()),
                    );
                }
                audit.record(tx, &logged::removed(&shown))?;
                erase(tx, id)?;
                // What fails before leaves the keys; they come back with no transaction.
                drop_keys(tx, &*keyring, id, vendor)
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
        let report = match self.capabilities(id, super::Priority::Opened).await {
            Ok(capabilities) => {
                let report = report(&capabilities).await;
                self.keep_renewed(id, &capabilities).await?;
                report?
            }
            Err(error) if error.code == ErrorCode::KeyWanted => check::unusable(error.code),
            Err(error) => return Err(error),
        };
        self.remember_report(id, &report);
        Ok(report)
    }

    /// Something about accounts changed: whoever reads them looks again.
    pub(crate) fn changed(&self) {
        self.moved().notify_waiters();
        self.events().changed(&[
            Topic::Connections,
            Topic::Sync,
            Topic::Patients,
            Topic::Appointments,
        ]);
    }
}

/// Deletes a connection and everything that hangs on it, the settled entries of its outbox too. Money, invoices and
/// papers are the clinic's books and stay with the person they belong to, so that erasing reaches them.
fn erase(tx: &Database, id: Uuid) -> Result<(), DeskError> {
    let id = id.to_string();
    tx.execute("DELETE FROM outbox WHERE connection = ?1", [&id])?;
    for table in ["papers", "invoices"] {
        tx.execute(
            &format!(
                "UPDATE {table} SET person = (SELECT person FROM patient_records r WHERE r.id = {table}.record)
                 WHERE person IS NULL AND record IN (SELECT id FROM patient_records WHERE connection = ?1)"
            ),
            params![id],
        )?;
    }
    write_names_down(tx, &id)?;
    // Dear, and only for those who stay and may be erased one day: then their words are not to be left behind.
    search::forget_for_good(tx, true)?;
    for record in records_of(tx, &id, &format!("AND person IN ({STAYING})"))? {
        search::unindex_record(tx, record)?;
    }
    search::forget_for_good(tx, false)?;
    for record in records_of(tx, &id, "")? {
        search::unindex_record(tx, record)?;
    }
    tx.execute("DELETE FROM connections WHERE id = ?1", params![id])?;
    tx.execute(
        &format!(
            "DELETE FROM persons WHERE NOT EXISTS (SELECT 1 FROM patient_records WHERE person = persons.id)
                 AND id NOT IN ({STAYING})"
        ),
        [],
    )?;
    Ok(())
}

/// Who stays without a record: something of the clinic's books is theirs.
const STAYING: &str = "SELECT person FROM takings WHERE person IS NOT NULL
    UNION SELECT person FROM papers WHERE person IS NOT NULL
    UNION SELECT person FROM invoices WHERE person IS NOT NULL";

/// Keeps name and birth date of those who stay: their papers may be all that is left, and say neither.
fn write_names_down(tx: &Database, connection: &str) -> Result<(), DeskError> {
    tx.execute(
        &format!(
            "UPDATE persons SET left_name = r.name, left_birth_date = r.birth_date FROM
                 (SELECT person, trim(last_name || ' ' || first_name) AS name, max(birth_date) AS birth_date
                  FROM patient_records WHERE connection = ?1 GROUP BY person) r
             WHERE persons.id = r.person AND persons.id IN ({STAYING})"
        ),
        [connection],
    )?;
    search::index_left(tx)
}

fn records_of(tx: &Database, connection: &str, of_whom: &str) -> Result<Vec<Uuid>, DeskError> {
    let mut statement = tx.prepare(&format!(
        "SELECT id FROM patient_records WHERE connection = ?1 {of_whom}"
    ))?;
    let records = statement.query_map([connection], |row| id_of(row, "id"))?;
    Ok(records.collect::<Result<_, _>>()?)
}

/// Takes every secret from where it is kept.
fn drop_keys(tx: &Database, keyring: &dyn SecretStore, id: Uuid, vendor: Vendor) -> Result<(), DeskError> {
    drop_from_keyring(keyring, id, vendor)?;
    rows::drop_tokens(tx, id)
}

/// Takes those secrets out of the keyring that are kept there.
///
/// # Errors
/// `KeyringUnavailable`.
pub(crate) fn drop_from_keyring(
    keyring: &dyn SecretStore,
    id: Uuid,
    vendor: Vendor,
) -> Result<(), DeskError> {
    for field in adapters::form_of(vendor).fields {
        if field.kind == FieldKind::Secret && !adapters::kept_in_store(vendor, &field.name) {
            keyring.delete(&key_name(id, &field.name))?;
        }
    }
    Ok(())
}

/// Puts each secret where it is kept.
fn keep(
    tx: &Database,
    keyring: &dyn SecretStore,
    id: Uuid,
    vendor: Vendor,
    secrets: &Secrets,
) -> Result<(), DeskError> {
    let mut tokens = BTreeMap::new();
    for (name, secret) in secrets.iter() {
        if adapters::kept_in_store(vendor, name) {
            tokens.insert(name.to_owned(), secret.to_owned());
        } else {
            keyring.set(&key_name(id, name), secret.as_bytes())?;
        }
    }
    rows::keep_tokens(tx, id, &tokens)
}
