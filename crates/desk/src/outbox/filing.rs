//! Papers on their way into patients' documents: taken from a person, and their bytes when they are sent.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::Outbox;
use super::action::Action;
use super::bill_actions::FileDocumentAction;
use super::decide::following;
use super::lay::nothing_to_lay;
use super::table::Entry;
use crate::agenda::Accepted;
use crate::bills::FileDocument;
use crate::error::DeskError;

/// Larger papers are not sent: base64 and JSON make a third more of it, and vendors take no endless requests.
const LARGEST_PAPER: i64 = 25 * 1024 * 1024;
/// The longest name or folder of a document.
const LONGEST_NAME: usize = 120;
/// How many letters of what an intent makes stand in a name.
const MARK: usize = 10;

impl Outbox {
    /// Files a paper into a patient's documents; the kind was checked.
    ///
    /// # Errors
    /// As [`Desk::file_document`](crate::Desk::file_document).
    pub(crate) async fn file_document(&self, request: FileDocument) -> Result<Accepted, DeskError> {
        let (intent, record) = (request.intent, request.record);
        let (asked_name, folder) = (tidied("name", &request.name)?, tidied("folder", &request.folder)?);
        let mark: String = following(intent, "file")
            .simple()
            .to_string()
            .chars()
            .take(MARK)
            .collect();
        let action = FileDocumentAction {
            record,
            paper: request.paper,
            folder,
            document_kind: request.kind,
            name: marked(&asked_name, &mark),
            asked_name,
            mark,
        };
        self.accept(
            intent,
            Duration::ZERO,
            move |tx| {
                let connection = check_paper(tx, record, action.paper)?;
                Ok((
                    connection,
                    Some(record.to_string()),
                    Action::FileDocument(action.clone()),
                ))
            },
            nothing_to_lay,
        )
        .await
    }

    /// The paper that an entry files; `None` where it is about something else, or the paper is no longer here.
    pub(super) async fn paper_of(&self, entry: &Entry) -> Result<Option<Vec<u8>>, DeskError> {
        let Action::FileDocument(file) = &entry.action else {
            return Ok(None);
        };
        let paper = file.paper.to_string();
        self.store
            .read(move |conn| {
                Ok(conn
                    .query_row("SELECT content FROM papers WHERE id = ?1", [paper], |row| {
                        row.get(0)
                    })
                    .optional()?)
            })
            .await
    }
}

fn tidied(field: &str, text: &str) -> Result<String, DeskError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DeskError::invalid(field, "required"));
    }
    if text.chars().count() > LONGEST_NAME {
        return Err(DeskError::invalid(field, "too-long"));
    }
    Ok(text.to_owned())
}

/// A name behind the mark: a vendor that cuts long names or puts an ending of its own leaves the beginning alone.
fn marked(name: &str, mark: &str) -> String {
    let stem = name
        .len()
        .checked_sub(4)
        .and_then(|at| name.split_at_checked(at))
        .filter(|(_, ending)| ending.eq_ignore_ascii_case(".pdf"))
        .map_or(name, |(stem, _)| stem);
    format!("{mark} {}.pdf", stem.trim_end())
}

/// Refuses a paper that is not this patient's or that no vendor takes. Answers the record's connection.
fn check_paper(conn: &Connection, record: Uuid, paper: Uuid) -> Result<String, DeskError> {
    let (connection, person): (String, String) = conn
        .query_row(
            "SELECT connection, person FROM patient_records WHERE id = ?1",
            [record.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?
        .ok_or_else(|| DeskError::not_found("patient record"))?;
    let (of, media_type, bytes): (Option<String>, String, i64) = conn
        .query_row(
            "SELECT person, media_type, length(content) FROM papers WHERE id = ?1",
            [paper.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?
        .ok_or_else(|| DeskError::not_found("paper"))?;
    let problem = if of.as_deref() != Some(person.as_str()) {
        "another-patient"
    } else if media_type != "application/pdf" {
        "not-a-pdf"
    } else if bytes > LARGEST_PAPER {
        "too-large"
    } else {
        return Ok(connection);
    };
    Err(DeskError::invalid("paper", problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_first_so_that_no_cutting_takes_it_away() {
        assert_eq!(marked("Ricevuta 12.PDF", "ab12"), "ab12 Ricevuta 12.pdf");
        assert_eq!(marked("Città", "ab12"), "ab12 Città.pdf");
        assert_eq!(marked("à.p", "ab12"), "ab12 à.p.pdf");
    }
}
