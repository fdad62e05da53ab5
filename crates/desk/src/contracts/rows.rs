//! Contract requests as rows. Links to documents are never among them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;
use uuid::Uuid;

use super::{ContractBrief, ContractKind, ContractPaper};
use crate::adapters::ContractSheet;
use crate::error::DeskError;
use crate::store::{id_of, instant_of, to_ms};

const BRIEF: &str = "SELECT c.id, c.connection, n.name, c.contract_type, c.vendor_id, c.status, c.number, c.start, \
     c.\"end\", c.fetched_at, c.sections, c.documents \
     FROM contract_requests c JOIN connections n ON n.id = c.connection";

fn brief(row: &Row<'_>) -> rusqlite::Result<ContractBrief> {
    let kind: String = row.get("contract_type")?;
    Ok(ContractBrief {
        id: Some(id_of(row, "id")?),
        connection: id_of(row, "connection")?,
        connection_name: row.get("name")?,
        vendor_id: row.get("vendor_id")?,
        contract_type: ContractKind::parse(&kind)
            .ok_or_else(|| rusqlite::Error::InvalidColumnName("contract_type".to_owned()))?,
        status: row.get("status")?,
        number: row.get("number")?,
        start: row.get("start")?,
        end: row.get("end")?,
        fetched_at: instant_of(row, "fetched_at")?,
    })
}

/// All requests that were fetched, newest first.
pub(super) fn all(conn: &Connection) -> Result<Vec<ContractBrief>, DeskError> {
    let mut statement = conn.prepare_cached(&format!("{BRIEF} ORDER BY c.fetched_at DESC, c.vendor_id"))?;
    Ok(statement.query_map([], brief)?.collect::<Result<_, _>>()?)
}

/// One request as it was last fetched.
pub(super) fn paper(conn: &Connection, id: Uuid) -> Result<ContractPaper, DeskError> {
    let found = conn
        .prepare_cached(&format!("{BRIEF} WHERE c.id = ?1"))?
        .query_row([id.to_string()], |row| {
            let (sections, documents): (String, String) = (row.get("sections")?, row.get("documents")?);
            Ok((brief(row)?, sections, documents))
        })
        .optional()?;
    let (brief, sections, documents) = found.ok_or_else(|| DeskError::not_found("contract request"))?;
    let broken = |_| DeskError::internal("a contract request that cannot be read back");
    Ok(ContractPaper {
        brief,
        sections: serde_json::from_str(&sections).map_err(broken)?,
        documents: serde_json::from_str(&documents).map_err(broken)?,
    })
}

/// Keeps a request as it was just read; the same one keeps its id here.
pub(super) fn keep(
    tx: &Connection,
    new: Uuid,
    connection: Uuid,
    sheet: &ContractSheet,
    now: DateTime<Utc>,
) -> Result<Uuid, DeskError> {
    let kinds: Vec<&str> = sheet
        .documents
        .iter()
        .map(|document| document.kind.as_str())
        .collect();
    let text: String = tx.query_row(
        "INSERT INTO contract_requests (id, connection, contract_type, vendor_id, status, number, start, \"end\", \
         sections, documents, fetched_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
         ON CONFLICT (connection, contract_type, vendor_id) DO UPDATE SET status = excluded.status, \
         number = excluded.number, start = excluded.start, \"end\" = excluded.\"end\", \
         sections = excluded.sections, documents = excluded.documents, fetched_at = excluded.fetched_at \
         RETURNING id",
        params![
            new.to_string(),
            connection.to_string(),
            sheet.row.kind.as_str(),
            sheet.row.vendor_id,
            sheet.row.status,
            sheet.row.number,
            sheet.row.start,
            sheet.row.end,
            json(&sheet.sections)?,
            json(&kinds)?,
            to_ms(now)
        ],
        |row| row.get(0),
    )?;
    Uuid::parse_str(&text).map_err(|_| DeskError::internal("a contract request without an id"))
}

/// Our ids of requests and when each was fetched, by kind and the vendor's id.
pub(super) type Fetched = BTreeMap<(String, String), (Uuid, Option<DateTime<Utc>>)>;

/// Our ids of a connection's requests, with the instants at which they were fetched.
pub(super) fn fetched(conn: &Connection, connection: Uuid) -> Result<Fetched, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, contract_type, vendor_id, fetched_at FROM contract_requests WHERE connection = ?1",
    )?;
    let rows = statement.query_map([connection.to_string()], |row| {
        let key = (row.get("contract_type")?, row.get("vendor_id")?);
        Ok((key, (id_of(row, "id")?, instant_of(row, "fetched_at")?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn json(value: &impl Serialize) -> Result<String, DeskError> {
    serde_json::to_string(value)
        .map_err(|error| DeskError::internal(format!("a contract request cannot be written: {error}")))
}
