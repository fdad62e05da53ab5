//! Papers kept here: listed under the patient, shown, opened, saved, printed. Each look stands in the access log.

use frontdesk_basics::safe_file_name;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::PaperBrief;
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::store::{from_ms, id_of};

/// A paper on its way to a person.
#[derive(Clone)]
pub struct PaperFile {
    /// A sensible file name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for PaperFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PaperFile[{} bytes]", self.bytes.len())
    }
}

impl Desk {
    /// The papers of a person, newest first. Their names tell of the patient: looking at them stands in the access log.
    ///
    /// # Errors
    /// The store's.
    pub async fn papers(&self, person: Uuid) -> Result<Vec<PaperBrief>, DeskError> {
        let audit = self.audit.clone();
        self.store
            .write(move |tx| {
                let mut statement = tx.prepare_cached(
                    "SELECT id, person, kind, origin, name, made_at, length(content) AS bytes FROM papers \
                     WHERE person = ?1 OR (person IS NULL \
                         AND record IN (SELECT id FROM patient_records WHERE person = ?1)) \
                     ORDER BY made_at DESC, rowid DESC",
                )?;
                let mut rows = statement.query([person.to_string()])?;
                let mut papers = Vec::new();
                while let Some(row) = rows.next()? {
                    papers.push(brief(row)?);
                }
                if !papers.is_empty() {
                    audit.viewed(tx, &NewLine::about(AuditAct::PatientOpened, person))?;
                }
                Ok(papers)
            })
            .await
    }

    /// A paper for a person's eyes.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn kept_paper(&self, id: Uuid) -> Result<PaperFile, DeskError> {
        let audit = self.audit.clone();
        self.store
            .write(move |tx| {
                let found = tx
                    .prepare_cached(
                        "SELECT name, media_type, content, person, record FROM papers WHERE id = ?1",
                    )?
                    .query_row([id.to_string()], |row| {
                        let file = PaperFile {
                            name: safe_file_name(&row.get::<_, String>("name")?),
                            media_type: row.get("media_type")?,
                            bytes: row.get("content")?,
                        };
                        Ok((file, perhaps(row, "person")?, perhaps(row, "record")?))
                    })
                    .optional()?;
                let (file, person, record) = found.ok_or_else(|| DeskError::not_found("paper"))?;
                let line = NewLine {
                    person,
                    record,
                    ..NewLine::of(AuditAct::PaperOpened).with("document", None, Some(file.name.clone()))
                };
                audit.viewed(tx, &line)?;
                Ok(file)
            })
            .await
    }
}

/// The newest paper that shows a thing, an invoice, bill or taking.
///
/// # Errors
/// The store's.
pub(crate) fn of_thing(conn: &Connection, about: Uuid) -> Result<Option<PaperBrief>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, person, kind, origin, name, made_at, length(content) AS bytes FROM papers \
         WHERE about = ?1 ORDER BY made_at DESC, rowid DESC LIMIT 1",
    )?;
    let mut rows = statement.query([about.to_string()])?;
    rows.next()?.map(brief).transpose()
}

fn brief(row: &Row<'_>) -> Result<PaperBrief, DeskError> {
    let bytes: i64 = row.get("bytes")?;
    Ok(PaperBrief {
        id: id_of(row, "id")?,
        patient: perhaps(row, "person")?,
        kind: word(&row.get::<_, String>("kind")?)?,
        origin: word(&row.get::<_, String>("origin")?)?,
        name: safe_file_name(&row.get::<_, String>("name")?),
        made_at: from_ms(row.get("made_at")?),
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
    })
}

fn word<T: DeserializeOwned>(text: &str) -> Result<T, DeskError> {
    serde_json::from_value(text.into())
        .map_err(|_| DeskError::internal("a paper in the store is of no known kind"))
}

fn perhaps(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Uuid>> {
    match row.get_ref(column)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => id_of(row, column).map(Some),
    }
}
