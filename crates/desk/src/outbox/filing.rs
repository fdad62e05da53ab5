//! Papers on their way into patients' documents: taken from a person, and their bytes when they are sent.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_basics::safe_file_name;
use frontdesk_vendors::pdf_defect;
use rusqlite::{Connection, OptionalExtension as _};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Outbox;
use super::action::Action;
use super::bill_actions::FileDocumentAction;
use super::decide::following;
use super::lay::nothing_to_lay;
use super::overlay::parse_id;
use super::table::Entry;
use crate::agenda::Accepted;
use crate::bills::{FileDocument, FilePdf};
use crate::error::DeskError;
use crate::papers::{self, NewPaper, PaperKind, PaperOrigin};

/// Larger papers are not sent: base64 and JSON make a third more of it, and vendors take no endless requests.
const LARGEST_PAPER: usize = 25 * 1024 * 1024;
const PDF: &str = "application/pdf";
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
        let action = action_of(request)?;
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

    /// Keeps a PDF from elsewhere and files it into a patient's documents; the kind was checked.
    ///
    /// # Errors
    /// As [`Desk::file_pdf`](crate::Desk::file_pdf).
    pub(crate) async fn file_pdf(&self, request: FilePdf) -> Result<Accepted, DeskError> {
        let (intent, record) = (request.intent, request.record);
        let pdf = pdf_of(&request.base64)?;
        // Another file under the same intent is another wish.
        let paper = following(intent, &hex(&Sha256::digest(&pdf)));
        let action = action_of(FileDocument {
            record,
            paper,
            folder: request.folder,
            kind: request.kind,
            name: request.name,
            intent,
        })?;
        let (kept_as, now) = (
            format!("{}.pdf", stem(&action.asked_name)),
            self.ports.clock.now(),
        );
        self.accept(
            intent,
            Duration::ZERO,
            move |tx| {
                let (connection, _) = owner(tx, record)?;
                Ok((
                    connection,
                    Some(record.to_string()),
                    Action::FileDocument(action.clone()),
                ))
            },
            move |tx, _| {
                let (_, person) = owner(tx, record)?;
                papers::keep(
                    tx,
                    &NewPaper {
                        id: paper,
                        person: parse_id(&person),
                        record: Some(record),
                        about: None,
                        kind: PaperKind::Document,
                        origin: PaperOrigin::Elsewhere,
                        name: &kept_as,
                        media_type: PDF,
                        content: &pdf,
                        made_at: now,
                    },
                )
            },
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

fn action_of(request: FileDocument) -> Result<FileDocumentAction, DeskError> {
    let (asked_name, folder) = (tidied("name", &request.name)?, tidied("folder", &request.folder)?);
    let mark: String = following(request.intent, "file")
        .simple()
        .to_string()
        .chars()
        .take(MARK)
        .collect();
    Ok(FileDocumentAction {
        record: request.record,
        paper: request.paper,
        folder,
        document_kind: request.kind,
        name: marked(&asked_name, &mark),
        asked_name,
        mark,
    })
}

/// Forgets a PDF from elsewhere that a person gave up filing, unless it is filed once more, or was: nothing else here is
/// made of it.
///
/// # Errors
/// The store's.
pub(super) fn give_up(tx: &Connection, entry: &Entry) -> Result<(), DeskError> {
    if let Action::FileDocument(file) = &entry.action {
        tx.execute(
            "DELETE FROM papers WHERE id = ?1 AND origin = ?2 AND NOT EXISTS (SELECT 1 FROM outbox \
             WHERE kind = 'file_document' AND id <> ?3 AND state <> 'discarded' AND instr(action, ?1) > 0)",
            [
                file.paper.to_string().as_str(),
                PaperOrigin::Elsewhere.as_str(),
                entry.id.to_string().as_str(),
            ],
        )?;
    }
    Ok(())
}

fn pdf_of(base64: &str) -> Result<Vec<u8>, DeskError> {
    let (base64, invalid) = (base64.trim(), |why| DeskError::invalid("base64", why));
    if base64.len() > LARGEST_PAPER.div_ceil(3) * 4 {
        return Err(invalid("too-large"));
    }
    let pdf = STANDARD.decode(base64).map_err(|_| invalid("not-a-pdf"))?;
    match pdf_defect(&pdf) {
        _ if pdf.len() > LARGEST_PAPER => Err(invalid("too-large")),
        Some(_) => Err(invalid("not-a-pdf")),
        None => Ok(pdf),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
    format!("{mark} {}.pdf", safe_file_name(stem(name)))
}

/// A name without the ending of a PDF.
fn stem(name: &str) -> &str {
    let stem = name
        .len()
        .checked_sub(4)
        .and_then(|at| name.split_at_checked(at))
        .filter(|(_, ending)| ending.eq_ignore_ascii_case(".pdf"))
        .map_or(name, |(stem, _)| stem);
    stem.trim_end()
}

/// The connection and the person of a record.
fn owner(conn: &Connection, record: Uuid) -> Result<(String, String), DeskError> {
    conn.query_row(
        "SELECT connection, person FROM patient_records WHERE id = ?1",
        [record.to_string()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .optional()?
    .ok_or_else(|| DeskError::not_found("patient record"))
}

/// Refuses a paper that is not this patient's or that no vendor takes. Answers the record's connection.
fn check_paper(conn: &Connection, record: Uuid, paper: Uuid) -> Result<String, DeskError> {
    let (connection, person) = owner(conn, record)?;
    let (of, media_type, bytes): (Option<String>, String, u32) = conn
        .query_row(
            "SELECT person, media_type, length(content) FROM papers WHERE id = ?1",
            [paper.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?
        .ok_or_else(|| DeskError::not_found("paper"))?;
    let problem = if of.as_deref() != Some(person.as_str()) {
        "another-patient"
    } else if media_type != PDF {
        "not-a-pdf"
    } else if usize::try_from(bytes).is_ok_and(|bytes| bytes > LARGEST_PAPER) {
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
