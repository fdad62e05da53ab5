//! Looking for one patient at the vendor, and what an answer without that patient is worth.

use chrono::{DateTime, Utc};
use frontdesk_vendors::VendorError;
use rusqlite::{Connection as Database, OptionalExtension as _, Row};
use uuid::Uuid;

use super::absorb::{self, Times};
use super::ask::is_doubtful;
use super::explore::is_round;
use crate::adapters::{DirectoryPatient, DirectoryQuery, PatientDirectory};
use crate::error::DeskError;
use crate::outbox;
use crate::patients::search::phone_digits;
use crate::store::id_of;

/// A record to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub record: Uuid,
    pub vendor_id: String,
    pub last_name: String,
    pub first_name: String,
    pub phone: Option<String>,
}

/// The columns that [`known`] reads.
pub(super) const COLUMNS: &str = "id, vendor_id, last_name, first_name, phone";

/// A record out of a row with the columns of [`COLUMNS`].
pub(super) fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
        record: id_of(row, "id")?,
        vendor_id: row.get("vendor_id")?,
        last_name: row.get("last_name")?,
        first_name: row.get("first_name")?,
        phone: row.get("phone")?,
    })
}

/// Somebody this vendor is known to have, the one last heard of.
pub(super) fn somebody(conn: &Database, connection: Uuid) -> Result<Option<Known>, DeskError> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM patient_records WHERE connection = ?1 AND vendor_id IS NOT NULL AND gone_at IS NULL
             ORDER BY details_checked_at DESC LIMIT 1"
        ))?
        .query_row([connection.to_string()], known)
        .optional()?)
}

/// The patient of that code, when the store holds one.
pub(super) fn by_code(conn: &Database, connection: Uuid, code: &str) -> Result<Option<Known>, DeskError> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM patient_records WHERE connection = ?1 AND vendor_id = ?2"
        ))?
        .query_row([connection.to_string(), code.to_owned()], known)
        .optional()?)
}

impl Known {
    pub(super) fn sought(&self) -> Sought<'_> {
        Sought {
            vendor_id: &self.vendor_id,
            last_name: &self.last_name,
            first_name: &self.first_name,
            phone: self.phone.as_deref().unwrap_or_default(),
        }
    }
}

/// Who is looked for: the code at the vendor, and what the vendor last called the patient.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'a> {
    pub vendor_id: &'a str,
    pub last_name: &'a str,
    pub first_name: &'a str,
    pub phone: &'a str,
}

/// What is known of how a directory answers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ways {
    /// Whether a search by code finds that patient and nobody else; `None`: not known.
    pub by_code: Option<bool>,
    /// At how many rows an answer is cut, where that showed.
    pub cap: Option<usize>,
}

impl Ways {
    fn may_be_cut(self, rows: usize) -> bool {
        self.cap.map_or(is_round(rows), |cap| rows >= cap)
    }
}

/// What a look for one patient brought.
#[derive(Default)]
pub(crate) struct Look {
    /// Everybody who was in the answers.
    pub rows: Vec<DirectoryPatient>,
    /// Whether the answers show that the vendor does not have the patient (any more).
    pub absent: bool,
    /// The patient was looked for by name: a name that has just changed hides a patient.
    by_name: bool,
}

impl Look {
    /// The patient looked for.
    pub(crate) fn found(&self, vendor_id: &str) -> Option<&DirectoryPatient> {
        self.rows.iter().find(|row| row.vendor_id == vendor_id)
    }
}

/// Looks for one patient: by code where codes are heeded, else by name and then by phone. Two requests at most,
/// three where it is not known what is heeded.
///
/// # Errors
/// The vendor's.
pub(crate) async fn find_one(
    directory: &dyn PatientDirectory,
    sought: Sought<'_>,
    ways: Ways,
) -> Result<Look, VendorError> {
    let mut look = Look::default();
    if ways.by_code != Some(false) {
        match directory.find(&DirectoryQuery::by_code(sought.vendor_id)).await {
            Ok(rows) => {
                // Others in the answer: this vendor does not heed codes after all.
                look.absent = rows.is_empty() && ways.by_code == Some(true);
                look.rows = rows;
                if look.absent || look.found(sought.vendor_id).is_some() {
                    return Ok(look);
                }
            }
            Err(error) if ways.by_code.is_none() && is_doubtful(&error) => {}
            Err(error) => return Err(error),
        }
    }
    look.by_name = true;
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let name = DirectoryQuery {
        last_name: some(sought.last_name),
        first_name: some(sought.first_name),
        ..DirectoryQuery::default()
    };
    let phone = DirectoryQuery {
        phone: some(&phone_digits(sought.phone)),
        ..DirectoryQuery::default()
    };
    let questions = [name, phone];
    let mut whole = true;
    for question in questions
        .iter()
        .filter(|question| **question != DirectoryQuery::everyone())
    {
        let rows = directory.find(question).await?;
        whole &= !ways.may_be_cut(rows.len());
        look.absent = whole;
        look.rows.extend(rows);
        if look.found(sought.vendor_id).is_some() {
            look.absent = false;
            break;
        }
    }
    Ok(look)
}

/// Writes what a look brought. Returns whether it counts as a look that missed the patient.
pub(super) fn absorb_look(
    tx: &Database,
    connection: Uuid,
    known: &Known,
    look: &Look,
    times: Times,
) -> Result<bool, DeskError> {
    for row in &look.rows {
        absorb::patient_listed(tx, connection, row, times)?;
    }
    let missed = look.absent && !(look.by_name && is_being_renamed(tx, known.record, times.asked_at)?);
    if missed {
        absorb::missed(tx, known.record, times.now)?;
    }
    Ok(missed)
}

/// Whether what the patient was looked for by may not have been what the vendor had at that moment.
fn is_being_renamed(tx: &Database, record: Uuid, asked_at: DateTime<Utc>) -> Result<bool, DeskError> {
    let names = ["last_name", "first_name", "phone"];
    let mut changing = outbox::pending_fields(tx, record)?;
    changing.extend(
        outbox::fields_done_since(tx, record, asked_at)?
            .into_iter()
            .map(str::to_owned),
    );
    Ok(changing.iter().any(|field| names.contains(&field.as_str())))
}
