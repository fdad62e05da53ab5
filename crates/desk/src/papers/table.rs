//! Papers as rows: their bytes lie in the encrypted store and nowhere else.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{PaperKind, PaperOrigin};
use crate::error::DeskError;
use crate::store::to_ms;

pub(crate) const MIGRATION: &str = "
CREATE TABLE papers (
    id TEXT NOT NULL PRIMARY KEY,
    person TEXT,                                -- whose it is
    record TEXT,                                -- the patient record it came from
    about TEXT,                                 -- the invoice, bill, taking or cash-up it shows
    kind TEXT NOT NULL,
    origin TEXT NOT NULL,                       -- vendor, copy, desk
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    made_at INTEGER NOT NULL                    -- ms
) STRICT;
CREATE INDEX papers_person ON papers(person) WHERE person IS NOT NULL;
CREATE INDEX papers_about ON papers(about) WHERE about IS NOT NULL;
";

/// A paper to be kept.
pub(crate) struct NewPaper<'a> {
    pub id: Uuid,
    pub person: Option<Uuid>,
    pub record: Option<Uuid>,
    /// The invoice, bill, taking or cash-up it shows.
    pub about: Option<Uuid>,
    pub kind: PaperKind,
    pub origin: PaperOrigin,
    pub name: &'a str,
    pub media_type: &'a str,
    pub content: &'a [u8],
    pub made_at: DateTime<Utc>,
}

/// Keeps a paper, in the transaction of the act it belongs to.
///
/// # Errors
/// The store's.
pub(crate) fn keep(tx: &Connection, new: &NewPaper<'_>) -> Result<(), DeskError> {
    tx.execute(
        "INSERT INTO papers (id, person, record, about, kind, origin, name, media_type, content, made_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            new.id.to_string(),
            new.person.map(|id| id.to_string()),
            new.record.map(|id| id.to_string()),
            new.about.map(|id| id.to_string()),
            new.kind.as_str(),
            new.origin.as_str(),
            new.name,
            new.media_type,
            new.content,
            to_ms(new.made_at),
        ],
    )?;
    Ok(())
}
