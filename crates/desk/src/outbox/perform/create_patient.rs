//! A new patient: after a lost answer the vendor is searched for exactly one new match.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::{Looked, Outcome, Prepared, Snapshot, lacking};
use crate::adapters::{Capabilities, DirectoryPatient, DirectoryQuery};
use crate::audit;
use crate::error::DeskError;
use crate::outbox::Question;
use crate::outbox::action::{Action, CreatePatientAction, UpdatePatientAction, changed_fields};
use crate::outbox::decide::following;
use crate::outbox::table::{self, Entry, NewEntry};
use crate::patients::PatientForm;
use crate::patients::search::{fold, phone_digits};
use crate::sync::absorb;

const OPERATION: &str = "create-patient";

/// Rows of the vendor that could be this new patient. Answers come upper-cased and may hold rows that
/// were not asked for, so every row is compared.
async fn matches(form: &PatientForm, account: &Capabilities) -> Result<Vec<DirectoryPatient>, VendorError> {
    let directory = account.directory.as_ref().ok_or_else(|| lacking(OPERATION))?;
    let mut queries = Vec::new();
    if !form.phone.is_empty() {
        queries.push(DirectoryQuery {
            phone: Some(form.phone.clone()),
            thorough: true,
            ..DirectoryQuery::default()
        });
    }
    queries.push(DirectoryQuery {
        last_name: Some(form.last_name.clone()),
        first_name: Some(form.first_name.clone()),
        thorough: true,
        ..DirectoryQuery::default()
    });
    if let Some(national_id) = form.national_id.as_ref().filter(|id| !id.is_empty()) {
        queries.push(DirectoryQuery {
            national_id: Some(national_id.clone()),
            thorough: true,
            ..DirectoryQuery::default()
        });
    }
    let mut found: Vec<DirectoryPatient> = Vec::new();
    for query in queries {
        for row in directory.find(&query).await? {
            if could_be(form, &row) && found.iter().all(|seen| seen.vendor_id != row.vendor_id) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// The same national id is the same person, and two different ones are not, whatever the vendor made of the
/// name; otherwise name, phone and birth date decide, as far as the row tells them.
fn could_be(form: &PatientForm, row: &DirectoryPatient) -> bool {
    let given = |id: &Option<String>| {
        id.as_deref()
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .map(str::to_uppercase)
    };
    if let (Some(ours), Some(theirs)) = (given(&form.national_id), given(&row.national_id)) {
        return ours == theirs;
    }
    let other_birth = form
        .birth_date
        .zip(row.birth_date)
        .is_some_and(|(ours, theirs)| ours != theirs);
    !other_birth
        && fold(&form.last_name) == fold(&row.last_name)
        && fold(&form.first_name) == fold(&row.first_name)
        && row
            .phone
            .as_deref()
            .is_none_or(|phone| phone_digits(phone) == phone_digits(&form.phone))
}

/// Who of those the vendor shows was not there when the first try was made.
fn newcomers(found: Vec<DirectoryPatient>, snapshot: Option<&str>) -> Vec<DirectoryPatient> {
    let before: BTreeSet<String> = snapshot
        .and_then(|stored| serde_json::from_str(stored).ok())
        .unwrap_or_default();
    found
        .into_iter()
        .filter(|row| !before.contains(&row.vendor_id))
        .collect()
}

fn looked(new: Vec<DirectoryPatient>) -> Looked {
    match &new[..] {
        [row] => Looked::Happened(Box::new(Outcome::Patient(row.clone()))),
        [] => Looked::NotThere,
        _ => Looked::Ambiguous(new.into_iter().map(|row| row.vendor_id).collect()),
    }
}

pub(super) async fn prepare(
    create: &CreatePatientAction,
    earlier: Option<&str>,
    approved: Option<&Question>,
    account: &Capabilities,
) -> Result<Prepared, VendorError> {
    let found = matches(&create.form, account).await?;
    let before = serde_json::to_string(&found.iter().map(|row| &row.vendor_id).collect::<Vec<_>>()).ok();
    // Before another try the first one is looked for once more: a slow vendor may have finished it since.
    let Some(earlier) = earlier else {
        return Ok(Prepared::Send(Snapshot {
            stored: before,
            ..Snapshot::default()
        }));
    };
    Ok(match looked(newcomers(found, Some(earlier))) {
        Looked::Happened(outcome) => Prepared::Already(*outcome),
        Looked::NotThere => Prepared::Send(Snapshot {
            stored: Some(earlier.to_owned()),
            ..Snapshot::default()
        }),
        Looked::Ambiguous(codes) => {
            let question = Question::ambiguous(codes);
            if approved != Some(&question) {
                return Ok(Prepared::Ask(question));
            }
            Prepared::Send(Snapshot {
                stored: before,
                ..Snapshot::default()
            })
        }
        Looked::Stopped(_) | Looked::NobodyKnows => Prepared::Ask(Question::LookThere),
    })
}

pub(super) async fn send(
    create: &CreatePatientAction,
    account: &Capabilities,
) -> Result<Outcome, VendorError> {
    let directory = account.directory.as_ref().ok_or_else(|| lacking(OPERATION))?;
    directory.create(&create.form).await.map(Outcome::Patient)
}

pub(super) async fn look(
    create: &CreatePatientAction,
    snapshot: Option<&str>,
    account: &Capabilities,
) -> Result<Looked, VendorError> {
    Ok(looked(newcomers(matches(&create.form, account).await?, snapshot)))
}

pub(super) fn apply(
    tx: &Connection,
    entry: &Entry,
    create: &CreatePatientAction,
    row: &DirectoryPatient,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let ours = create.record.to_string();
    let connection = entry.connection.to_string();
    // Reading may have met the new patient before the answer to the writing came: one record remains.
    let met: Option<(String, String)> = tx
        .query_row(
            "SELECT id, person FROM patient_records WHERE connection = ?1 AND vendor_id = ?2 AND id <> ?3",
            params![connection, row.vendor_id, ours],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    if let Some((other, person)) = met {
        for table in [
            "appointments",
            "patient_services",
            "patient_payments",
            "patient_contracts",
            "patient_phones",
            "patient_documents",
            "papers",
            "outbox",
        ] {
            tx.execute(
                &format!("UPDATE OR IGNORE {table} SET record = ?1 WHERE record = ?2"),
                [&ours, &other],
            )?;
        }
        tx.execute(
            "UPDATE outbox SET resource = ?1 WHERE resource = ?2",
            [format!("record:{ours}"), format!("record:{other}")],
        )?;
        tx.execute(
            "UPDATE outbox SET action = json_set(action, '$.record', ?1) \
             WHERE record = ?1 AND json_extract(action, '$.record') = ?2",
            [&ours, &other],
        )?;
        // What was made for the person that reading had met stays with the one that remains.
        for table in ["video_visits", "lab_orders", "takings", "papers", "invoices"] {
            tx.execute(
                &format!(
                    "UPDATE {table} SET person = (SELECT person FROM patient_records WHERE id = ?1) WHERE person = ?2"
                ),
                [&ours, &person],
            )?;
        }
        crate::billing::follow_record(tx, &ours, &other)?;
        tx.execute(
            "UPDATE outbox SET resource = ?1 WHERE resource = ?2",
            [format!("invoice-chain:{ours}"), format!("invoice-chain:{other}")],
        )?;
        crate::patients::search::unindex_record(tx, Uuid::parse_str(&other).unwrap_or_default())?;
        tx.execute("DELETE FROM patient_records WHERE id = ?1", [&other])?;
        let gone = tx.execute(
            "DELETE FROM persons WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM patient_records WHERE person = ?1)",
            [&person],
        )?;
        if gone > 0 {
            let remains: String = tx.query_row(
                "SELECT person FROM patient_records WHERE id = ?1",
                [&ours],
                |row| row.get(0),
            )?;
            audit::became(tx, &person, &remains)?;
        }
    }
    tx.execute(
        "UPDATE patient_records SET vendor_id = ?2 WHERE id = ?1",
        params![ours, row.vendor_id],
    )?;
    // Answers to a creation lack national id and birth date; what was typed stays until a fresh read.
    let mut learnt = row.clone();
    learnt.national_id = learnt.national_id.or_else(|| create.form.national_id.clone());
    learnt.birth_date = learnt.birth_date.or(create.form.birth_date);
    if learnt.phones.as_ref().is_some_and(Vec::is_empty) {
        write_phones_after(tx, entry, create, now)?;
    }
    absorb::patient(tx, entry.connection, &learnt, now)?;
    Ok(())
}

/// Where phones are a call of their own at the vendor, they follow as a change of the new patient.
fn write_phones_after(
    tx: &Connection,
    entry: &Entry,
    create: &CreatePatientAction,
    now: DateTime<Utc>,
) -> Result<(), DeskError> {
    let before = PatientForm {
        phone: String::new(),
        phone2: None,
        ..create.form.clone()
    };
    let after = PatientForm {
        phone2: create.form.phone2.clone().filter(|phone| !phone.is_empty()),
        ..create.form.clone()
    };
    if changed_fields(&before, &after).is_empty() {
        return Ok(());
    }
    let edit = UpdatePatientAction {
        record: create.record,
        before,
        after,
    };
    let author: String = tx.query_row(
        "SELECT author FROM outbox WHERE id = ?1",
        [entry.id.to_string()],
        |row| row.get(0),
    )?;
    for (what, act) in ["phones", "phone2"].into_iter().zip(edit.phones_apart()) {
        // Always the same ones for the same creation, however often its answer is written.
        let intent = following(entry.intent, what);
        if table::by_intent(tx, intent)?.is_some() {
            continue;
        }
        let action = Action::UpdatePatient(act);
        table::insert(
            tx,
            &NewEntry {
                id: following(entry.id, what),
                intent,
                connection: entry.connection,
                record: Some(create.record),
                action: &action,
                held_until: None,
                author: &author,
                process: None,
                seq: None,
                now,
            },
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namesake_born_another_day_is_somebody_else() {
        let form = PatientForm {
            last_name: "Rossi".into(),
            first_name: "Anna".into(),
            birth_date: "1990-05-04".parse().ok(),
            ..PatientForm::default()
        };
        let born = |date: &str| DirectoryPatient {
            vendor_id: "5".into(),
            last_name: "ROSSI".into(),
            first_name: "ANNA".into(),
            birth_date: date.parse().ok(),
            ..DirectoryPatient::default()
        };
        assert!(could_be(&form, &born("1990-05-04")));
        assert!(could_be(&form, &born("")), "the row does not tell");
        assert!(!could_be(&form, &born("1990-05-05")));
        let unsaid = PatientForm {
            birth_date: None,
            ..form
        };
        assert!(could_be(&unsaid, &born("1990-05-05")));
    }
}
