//! What the window and the command line ask about the log.

use std::time::Duration;

use frontdesk_basics::Words;
use rusqlite::Connection;
use uuid::Uuid;

use super::chain::Head;
use super::export::AuditExport;
use super::log::NewLine;
use super::{AuditAct, AuditLine, AuditPage, AuditQuery, AuditVerdict, keep, read, verify};
use crate::Desk;
use crate::error::DeskError;

/// How often contents past their time are looked for.
const BETWEEN_THINNINGS: Duration = Duration::from_secs(24 * 60 * 60);
/// Between two batches, so that people's acts find the store free.
const BETWEEN_BATCHES: Duration = Duration::from_millis(200);

impl Desk {
    /// Lines of the log, newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn access_log(&self, query: AuditQuery) -> Result<AuditPage, DeskError> {
        self.store.read(move |conn| read::page(conn, &query)).await
    }

    /// Who changed what about a person, newest first, at most 200 lines. Looking is put down like the opening of
    /// their page.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn patient_history(&self, person: Uuid) -> Result<Vec<AuditLine>, DeskError> {
        self.put_down_view(NewLine::about(AuditAct::PatientOpened, person))
            .await?;
        self.store.read(move |conn| read::changes(conn, person)).await
    }

    /// Puts a line down in a transaction of its own: before what was looked at is answered.
    pub(crate) async fn put_down(&self, line: NewLine) -> Result<(), DeskError> {
        let audit = self.audit.clone();
        self.store
            .write(move |tx| {
                is_known(tx, line.person)?;
                audit.record(tx, &line)
            })
            .await
    }

    /// The same for what pages read again by themselves: once in five minutes.
    pub(crate) async fn put_down_view(&self, line: NewLine) -> Result<(), DeskError> {
        let audit = self.audit.clone();
        self.store
            .write(move |tx| {
                is_known(tx, line.person)?;
                audit.viewed(tx, &line)
            })
            .await
    }

    /// Checks that nobody has changed the log. `known`: an end that was written down earlier, as an exported log
    /// names it: its line and its code, with a colon between.
    ///
    /// # Errors
    /// `InvalidField` (`head`) for something else than that, or the store's.
    pub async fn verify_access_log(&self, known: Option<&str>) -> Result<AuditVerdict, DeskError> {
        let known = known.map(end_of).transpose()?;
        let (key, anchor) = (self.audit.key.clone(), self.audit.anchor.clone());
        self.store
            .read(move |conn| {
                // Before the first line is read: what is read then holds at least as much.
                let kept = anchor.read()?;
                verify::verify(conn, &key, kept.as_ref(), known.as_ref())
            })
            .await
    }

    /// Where the log ends now: its last line and that line's code, with a colon between.
    ///
    /// # Errors
    /// The store's.
    pub async fn access_log_end(&self) -> Result<String, DeskError> {
        let head = self.store.read(Head::of).await?;
        Ok(format!("{}:{}", head.seq, head.mac))
    }

    /// The log as a table, in a language of the catalogues. That it was saved is its newest line.
    ///
    /// # Errors
    /// The store's.
    pub async fn export_access_log(
        &self,
        query: AuditQuery,
        language: &str,
    ) -> Result<AuditExport, DeskError> {
        let words = Words::of(language)
            .map_err(|error| DeskError::internal(format!("catalogues of messages: {error}")))?;
        let (audit, now) = (self.audit.clone(), self.ports.clock.now());
        let mut line = NewLine::of(AuditAct::LogExported);
        line.person = query.person;
        for (field, day) in [("from", query.from), ("to", query.to)] {
            if let Some(day) = day {
                line = line.with(field, None, Some(day.to_string()));
            }
        }
        self.store.write(move |tx| audit.record(tx, &line)).await?;
        self.store
            .read(move |conn| super::export::export(conn, &query, &words, now))
            .await
    }

    /// Empties what is past its time, now and once a day, until dropped.
    pub(crate) async fn thin_access_log(&self) {
        loop {
            if let Err(error) = self.thin_access_log_now().await {
                tracing::warn!(%error, "the access log is not thinned");
            }
            self.ports.clock.sleep(BETWEEN_THINNINGS).await;
        }
    }

    async fn thin_access_log_now(&self) -> Result<(), DeskError> {
        if !self.clock_is_steady().await? {
            return Ok(());
        }
        let now = self.ports.clock.now();
        let Some(before) = self.store.read(move |conn| keep::past_before(conn, now)).await? else {
            return Ok(());
        };
        let mut told = false;
        loop {
            let audit = self.audit.clone();
            if !self.store.write(move |tx| audit.thin(tx, before, told)).await? {
                return Ok(());
            }
            told = true;
            self.ports.clock.sleep(BETWEEN_BATCHES).await;
        }
    }
}

/// Nobody looks at a patient who is not here.
fn is_known(tx: &Connection, person: Option<Uuid>) -> Result<(), DeskError> {
    let Some(person) = person else { return Ok(()) };
    let known: bool = tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM persons WHERE id = ?1)")?
        .query_row([person.to_string()], |row| row.get(0))?;
    known.then_some(()).ok_or_else(|| DeskError::not_found("patient"))
}

fn end_of(text: &str) -> Result<Head, DeskError> {
    let invalid = || DeskError::invalid("head", "not-an-end-of-a-log");
    let (seq, mac) = text.trim().split_once(':').ok_or_else(invalid)?;
    Ok(Head {
        seq: seq.trim().parse().map_err(|_| invalid())?,
        mac: mac.trim().to_owned(),
    })
}
