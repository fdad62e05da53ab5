//! Erasing one patient from this desk. Nothing changes at the vendors, and what they list of the patient is kept out
//! until somebody searches for the patient there.

use rusqlite::{Connection, OptionalExtension as _, Row, params_from_iter};
use uuid::Uuid;

use super::erased::Erased;
use super::search;
use crate::audit::{AuditAct, NewLine};
use crate::bills;
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::outbox;
use crate::store::{ErasePatient, id_of};

/// Somebody was erased and may still be in a copy, among the settings: written with the erasing itself.
const COPIES_TO_GO: &str = "copies_to_go";

impl Desk {
    /// Erases a person: every record, appointment, paper, video visit and laboratory order, what was sent about them,
    /// and what the access log says of them. What was taken of them stays without name, birth date and note. Whoever is left without a record from a
    /// removed connection, of the same name and birth date, is taken for the same patient and goes too, with a line of
    /// the log for each. That they were erased, by whom and why, stays in the log. Copies of the store
    /// and databases that gave way to one are removed; a desk that was set aside is another store and keeps what it has.
    ///
    /// # Errors
    /// `InvalidField` without a reason, `NotFound`, `UnsentWork` (param `count`) while something about them has not
    /// reached its vendor, or the store's.
    pub async fn erase_patient(&self, request: ErasePatient) -> Result<(), DeskError> {
        let reason = request.reason.trim().to_owned();
        if reason.is_empty() {
            return Err(DeskError::invalid("reason", "required"));
        }
        let (person, audit) = (request.id, self.audit.clone());
        self.store
            .write(move |tx| {
                search::forget_for_good(tx, true)?;
                audit.erase_searches(tx, person)?;
                let others = left_by_connections(tx, person)?;
                for other in &others {
                    erase(tx, *other)?;
                    audit.erase_person(tx, *other)?;
                }
                erase(tx, person)?;
                search::forget_for_good(tx, false)?;
                tx.execute(
                    "INSERT INTO settings (key, value) VALUES (?1, '1') ON CONFLICT (key) DO NOTHING",
                    [COPIES_TO_GO],
                )?;
                audit.erase_person(tx, person)?;
                // After the erasing, so that no name is found to put beside it.
                for erased in others.into_iter().chain([person]) {
                    let line = NewLine {
                        person: Some(erased),
                        reason: Some(reason.clone()),
                        ..NewLine::of(AuditAct::PatientErased)
                    };
                    audit.record(tx, &line)?;
                }
                Ok(())
            })
            .await?;
        if let Err(error) = self.finish_erasing().await {
            tracing::error!(%error, code = %error.code.as_str(), "copies with an erased patient stay until they can be removed");
        }
        self.accounts.events().changed(&[
            Topic::Patients,
            Topic::Appointments,
            Topic::Video,
            Topic::Laboratory,
            Topic::Unsent,
            Topic::Money,
            Topic::Papers,
        ]);
        if let Err(error) = self.sheet().make().await {
            tracing::warn!(%error, code = %error.code.as_str(), "the down-time sheet was not made anew");
        }
        // The copies held the patient; a desk should not be without one for a day.
        if let Err(error) = self.store.copy_today(false).await {
            tracing::warn!(%error, code = %error.code.as_str(), "no copy of the store was made");
        }
        Ok(())
    }
}

impl Desk {
    /// Removes the copies that hold somebody who was erased: after the erasing, and again as long as it did not succeed.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn finish_erasing(&self) -> Result<(), DeskError> {
        let wanted = self.store.read(|conn| {
            let wanted = conn
                .query_row(
                    "SELECT 1 FROM settings WHERE key = ?1",
                    [COPIES_TO_GO],
                    |_| Ok(()),
                )
                .optional()?;
            Ok(wanted.is_some())
        });
        if !wanted.await? {
            return Ok(());
        }
        self.store.remove_copies().await?;
        self.store.empty_log().await?;
        self.store
            .write(|tx| {
                tx.execute("DELETE FROM settings WHERE key = ?1", [COPIES_TO_GO])?;
                Ok(())
            })
            .await?;
        self.store.empty_log().await
    }
}

/// Rows that say where something is at a vendor.
struct AtVendor {
    id: String,
    connection: String,
    vendor_id: Option<String>,
}

impl AtVendor {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            connection: row.get("connection")?,
            vendor_id: row.get("vendor_id")?,
        })
    }

    fn mark(&self, tx: &Connection, kind: Erased) -> Result<(), DeskError> {
        match &self.vendor_id {
            Some(vendor_id) => kind.mark(tx, &self.connection, vendor_id),
            None => Ok(()),
        }
    }
}

fn erase(tx: &Connection, person: Uuid) -> Result<(), DeskError> {
    let id = person.to_string();
    let known: Option<i64> = tx
        .query_row("SELECT 1 FROM persons WHERE id = ?1", [&id], |row| row.get(0))
        .optional()?;
    if known.is_none() {
        return Err(DeskError::not_found("patient"));
    }
    let records = all(
        tx,
        "SELECT id, connection, vendor_id FROM patient_records WHERE person = ?1",
        &id,
    )?;
    let visits = visits_of(tx, &id)?;
    let orders: Vec<String> = ids(tx, "SELECT id FROM lab_orders WHERE person = ?1", &id)?;
    let entries = entries_of(tx, &records, &visits, &orders)?;
    let open = outbox::count_unsettled(tx, &entries)?;
    if open > 0 {
        return Err(
            DeskError::new(ErrorCode::UnsentWork, "the patient has unsent work")
                .with("count", open.to_string()),
        );
    }
    delete(tx, "outbox", &entries)?;
    for order in &orders {
        tx.execute("DELETE FROM lab_reports WHERE lab_order = ?1", [order])?;
    }
    delete(tx, "lab_orders", &orders)?;
    for visit in &visits {
        visit.mark(tx, Erased::VideoVisit)?;
    }
    delete(
        tx,
        "video_visits",
        &visits.into_iter().map(|visit| visit.id).collect::<Vec<_>>(),
    )?;
    forget_money(tx, &id)?;
    for record in &records {
        record.mark(tx, Erased::Patient)?;
        if let Some(vendor_id) = &record.vendor_id {
            bills::forget_patient(tx, &record.connection, vendor_id)?;
        }
        search::unindex_record(tx, parse(&record.id)?)?;
    }
    crate::billing::forget_person(tx, &id)?;
    // Appointments, facets and papers go with their record.
    delete(
        tx,
        "patient_records",
        &records.into_iter().map(|record| record.id).collect::<Vec<_>>(),
    )?;
    tx.execute("DELETE FROM persons WHERE id = ?1", [&id])?;
    Ok(())
}

/// Who is left with money, invoices or papers of the same name and birth date, and with no record: the same patient, from before
/// the connection was removed and added again.
fn left_by_connections(tx: &Connection, person: Uuid) -> Result<Vec<Uuid>, DeskError> {
    let mut statement = tx.prepare(
        "SELECT trim(last_name || ' ' || first_name), birth_date FROM patient_records
             WHERE person = ?1 AND birth_date IS NOT NULL
         UNION SELECT left_name, left_birth_date FROM persons WHERE id = ?1 AND left_birth_date IS NOT NULL",
    )?;
    let own: Vec<(String, String)> = statement
        .query_map([person.to_string()], |row| {
            Ok((sorted_words(&row.get::<_, String>(0)?), row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    let mut statement = tx.prepare(
        "SELECT id, left_name, left_birth_date FROM persons
         WHERE left_birth_date IS NOT NULL AND id <> ?1
             AND NOT EXISTS (SELECT 1 FROM patient_records r WHERE r.person = persons.id)",
    )?;
    let mut rows = statement.query([person.to_string()])?;
    let mut left = Vec::new();
    while let Some(row) = rows.next()? {
        let named = (sorted_words(&row.get::<_, String>(1)?), row.get::<_, String>(2)?);
        let id = id_of(row, "id")?;
        if own.contains(&named) && !left.contains(&id) {
            left.push(id);
        }
    }
    Ok(left)
}

/// Papers go. What was taken is the clinic's own bookkeeping: sums that were counted stay right, and nobody is named.
fn forget_money(tx: &Connection, person: &str) -> Result<(), DeskError> {
    tx.execute(
        "DELETE FROM papers WHERE person = ?1 OR record IN (SELECT id FROM patient_records WHERE person = ?1) \
         OR about IN (SELECT id FROM takings WHERE person = ?1)",
        [person],
    )?;
    tx.execute(
        "UPDATE takings SET person = NULL, patient_name = '', birth_date = NULL, note = NULL WHERE person = ?1",
        [person],
    )?;
    Ok(())
}

/// Visits booked for the person here, and those the vendor lists under the same name and contact.
fn visits_of(tx: &Connection, person: &str) -> Result<Vec<AtVendor>, DeskError> {
    let mut names: Vec<String> = Vec::new();
    let mut contacts: Vec<String> = Vec::new();
    let mut statement = tx.prepare(
        "SELECT last_name, first_name, phone, email FROM patient_records WHERE person = ?1
         UNION ALL
         SELECT '', '', p.number, NULL FROM patient_phones p JOIN patient_records r ON r.id = p.record WHERE r.person = ?1",
    )?;
    let mut rows = statement.query([person])?;
    while let Some(row) = rows.next()? {
        let (last, first): (String, String) = (row.get(0)?, row.get(1)?);
        names.push(sorted_words(&format!("{last} {first}")));
        contacts.extend(contacts_of(row.get(2)?, row.get(3)?));
    }
    let mut visits =
        tx.prepare("SELECT id, connection, vendor_id, person, name, phone, email FROM video_visits")?;
    let mut rows = visits.query([])?;
    let mut theirs = Vec::new();
    while let Some(row) = rows.next()? {
        let booked_for: Option<String> = row.get("person")?;
        let name = sorted_words(&row.get::<_, String>("name")?);
        let same = !name.is_empty()
            && names.contains(&name)
            && contacts_of(row.get("phone")?, row.get("email")?)
                .iter()
                .any(|contact| contacts.contains(contact));
        if booked_for.as_deref() == Some(person) || (booked_for.is_none() && same) {
            theirs.push(AtVendor::read(row)?);
        }
    }
    Ok(theirs)
}

/// A name whatever the order of its parts.
fn sorted_words(name: &str) -> String {
    let folded = search::fold(name);
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

fn contacts_of(phone: Option<String>, email: Option<String>) -> Vec<String> {
    let phone = phone.map(|phone| search::phone_digits(&phone));
    let email = email.map(|email| email.trim().to_lowercase());
    phone
        .into_iter()
        .chain(email)
        .filter(|contact| !contact.is_empty())
        .collect()
}

/// Everything that was sent or is to be sent about these.
fn entries_of(
    tx: &Connection,
    records: &[AtVendor],
    visits: &[AtVendor],
    orders: &[String],
) -> Result<Vec<String>, DeskError> {
    let mut entries = Vec::new();
    for record in records {
        entries.extend(ids(
            tx,
            "SELECT id FROM outbox WHERE record = ?1 OR resource = 'record:' || ?1
                 OR appointment IN (SELECT id FROM appointments WHERE record = ?1)
                 OR resource IN (SELECT 'bill:' || b.connection || ':' || b.vendor_id FROM bills b JOIN patient_records r
                     ON r.connection = b.connection AND r.vendor_id = b.vendor_patient WHERE r.id = ?1)",
            &record.id,
        )?);
    }
    for visit in visits {
        entries.extend(ids(
            tx,
            "SELECT id FROM outbox WHERE resource = 'video:' || ?1",
            &visit.id,
        )?);
    }
    for order in orders {
        entries.extend(ids(
            tx,
            "SELECT id FROM outbox WHERE resource = 'lab-order:' || ?1 OR (kind = 'upload_report'
                 AND json_extract(action, '$.report') IN (SELECT id FROM lab_reports WHERE lab_order = ?1))",
            order,
        )?);
    }
    entries.sort_unstable();
    entries.dedup();
    Ok(entries)
}

fn all(tx: &Connection, query: &str, argument: &str) -> Result<Vec<AtVendor>, DeskError> {
    let mut statement = tx.prepare(query)?;
    let rows = statement.query_map([argument], AtVendor::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn ids(tx: &Connection, query: &str, argument: &str) -> Result<Vec<String>, DeskError> {
    let mut statement = tx.prepare_cached(query)?;
    let rows = statement.query_map([argument], |row| row.get("id"))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn delete(tx: &Connection, table: &str, ids: &[String]) -> Result<(), DeskError> {
    for some in ids.chunks(500) {
        let places = vec!["?"; some.len()].join(",");
        tx.execute(
            &format!("DELETE FROM {table} WHERE id IN ({places})"),
            params_from_iter(some),
        )?;
    }
    Ok(())
}

fn parse(id: &str) -> Result<Uuid, DeskError> {
    Uuid::parse_str(id).map_err(|_| DeskError::internal("an id in the store is none"))
}
