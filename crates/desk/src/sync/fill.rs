//! The first fill: all patients the strategy can find, then each one's appointments.

use frontdesk_vendors::{ErrorKind, VendorError};
use futures::FutureExt as _;
use futures::stream::{self, StreamExt as _};
use rusqlite::{Connection as Database, params};
use uuid::Uuid;

use super::FillStrategy;
use super::Inner;
use super::ask::{at_once, batch_size, is_doubtful, is_of_the_line};
use super::codes::CodesPlan;
use super::cursor::Cursor;
use super::explore::explore;
use super::names::NamesPlan;
use super::one::{self, Known, known};
use super::reader::Next;
use crate::adapters::DirectoryQuery;
use crate::connections::{Account, Priority, refresh_work_points};
use crate::error::DeskError;

impl Inner {
    /// Finds out how the vendor answers. Interrupted, it is done again: it is short.
    pub(super) async fn find_strategy(
        &self,
        account: &Account,
        cursor: &mut Cursor,
    ) -> Result<Next, DeskError> {
        let capabilities = account.at(Priority::Sync);
        if capabilities.pages.is_some() && capabilities.days.is_some() {
            // Such a vendor leaves nothing to find out.
            cursor.strategy = Some(FillStrategy::Pages);
            cursor.state.by_code = true;
            self.keep_cursor(account.connection.id, cursor, self.ports.clock.now())
                .await?;
            return Ok(Next::Again);
        }
        let Some(directory) = capabilities.directory else {
            return Ok(Next::Idle);
        };
        let asked_at = self.ports.clock.now();
        let explored = match explore(&*directory).await {
            Ok(explored) => explored,
            Err(error) if is_of_the_line(&error) => return Ok(Next::Retry),
            Err(error) => {
                tracing::warn!(
                    kind = error.kind.as_str(),
                    "how the vendor answers cannot be found out"
                );
                account.contact().doubt();
                return Ok(Next::Useless);
            }
        };
        cursor.strategy = Some(explored.strategy);
        cursor.state.by_code = explored.by_code;
        cursor.state.cap = explored.cap;
        match explored.strategy {
            FillStrategy::All => cursor.state.patients_found = true,
            FillStrategy::Codes => cursor.state.codes = Some(CodesPlan::new(explored.highest)),
            FillStrategy::Names => cursor.state.names = Some(NamesPlan::new(explored.cap)),
            FillStrategy::Pages => {}
        }
        tracing::info!(strategy = ?explored.strategy, cap = ?explored.cap, "the way to fill is found");
        self.keep_patients(
            account.connection.id,
            explored.learnt.into_values().collect(),
            asked_at,
            cursor,
        )
        .await?;
        Ok(Next::Again)
    }

    /// One batch of the first fill.
    pub(super) async fn fill(&self, account: &Account, cursor: &mut Cursor) -> Result<Next, DeskError> {
        if cursor.strategy == Some(FillStrategy::Pages) {
            return self.fill_by_pages(account, cursor).await;
        }
        if cursor.state.patients_found {
            return self.fill_appointments(account, cursor).await;
        }
        match cursor.strategy {
            Some(FillStrategy::Codes) => self.fill_by_codes(account, cursor).await,
            Some(FillStrategy::Names) => self.fill_by_names(account, cursor, batch_size(account)).await,
            Some(FillStrategy::All | FillStrategy::Pages) | None => {
                // The answer that listed everybody was not stored whole: it is asked for again.
                cursor.strategy = None;
                self.keep_cursor(account.connection.id, cursor, self.ports.clock.now())
                    .await?;
                Ok(Next::Again)
            }
        }
    }

    async fn fill_by_codes(&self, account: &Account, cursor: &mut Cursor) -> Result<Next, DeskError> {
        let Some(plan) = cursor.state.codes.clone() else {
            return Ok(Next::Idle);
        };
        let next = self
            .ask_codes(account, cursor, plan.batch(batch_size(account)))
            .await?;
        let Some(plan) = &cursor.state.codes else {
            return Ok(Next::Idle);
        };
        if plan.is_not_heeded() {
            tracing::info!("codes are not heeded: patients are searched for by name");
            cursor.strategy = Some(FillStrategy::Names);
            cursor.state.by_code = false;
            cursor.state.names = Some(NamesPlan::new(None));
        } else {
            cursor.state.patients_found = plan.is_done();
        }
        self.keep_cursor(account.connection.id, cursor, self.ports.clock.now())
            .await?;
        Ok(next)
    }

    /// Asks about these codes, ascending, and notes in the plan what came of it.
    pub(super) async fn ask_codes(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        codes: Vec<u64>,
    ) -> Result<Next, DeskError> {
        let (Some(directory), Some(mut plan)) =
            (account.at(Priority::Sync).directory, cursor.state.codes.clone())
        else {
            return Ok(Next::Idle);
        };
        let asked_at = self.ports.clock.now();
        let answers: Vec<_> = stream::iter(codes)
            .map(|code| {
                let directory = directory.clone();
                async move {
                    (
                        code,
                        directory.find(&DirectoryQuery::by_code(code.to_string())).await,
                    )
                }
                .boxed()
            })
            .buffered(at_once(account))
            .collect()
            .await;
        let doubtful = |answer: &Result<_, VendorError>| answer.as_ref().is_err_and(is_doubtful);
        let answering =
            !answers.iter().any(|(_, answer)| doubtful(answer)) || self.is_answering(account, cursor).await?;
        let mut met = Vec::new();
        let mut next = Next::Again;
        for (code, answer) in answers {
            match answer {
                Ok(rows) => {
                    let codes: Vec<String> = rows.iter().map(|row| row.vendor_id.clone()).collect();
                    plan.answered(code, &codes);
                    met.extend(rows);
                }
                // The rest of the batch is asked again.
                Err(error) if is_of_the_line(&error) => {
                    next = Next::Retry;
                    break;
                }
                Err(error) if is_doubtful(&error) && !answering => {
                    next = Next::Useless;
                    break;
                }
                // The vendor's own no to one code, while it answers others: nobody has it.
                Err(error) if error.kind == ErrorKind::Refused => plan.answered(code, &[]),
                Err(_) => plan.owe(code),
            }
            plan.stored(code);
        }
        cursor.state.codes = Some(plan);
        self.keep_patients(account.connection.id, met, asked_at, cursor)
            .await?;
        Ok(next)
    }

    /// One batch of the search by fragments; also what finds newcomers where nothing else does.
    pub(super) async fn fill_by_names(
        &self,
        account: &Account,
        cursor: &mut Cursor,
        size: usize,
    ) -> Result<Next, DeskError> {
        let Some(directory) = account.at(Priority::Sync).directory else {
            return Ok(Next::Idle);
        };
        let Some(mut plan) = cursor.state.names.clone() else {
            return Ok(Next::Idle);
        };
        let asked_at = self.ports.clock.now();
        let answers: Vec<_> = stream::iter(plan.batch(size))
            .map(|fragment| {
                let directory = directory.clone();
                async move {
                    let answer = directory.find(&fragment.query()).await;
                    (fragment, answer)
                }
                .boxed()
            })
            .buffered(at_once(account))
            .collect()
            .await;
        let doubtful = |answer: &Result<_, VendorError>| answer.as_ref().is_err_and(is_doubtful);
        let answering =
            !answers.iter().any(|(_, answer)| doubtful(answer)) || self.is_answering(account, cursor).await?;
        let mut met = Vec::new();
        let mut next = Next::Again;
        for (fragment, answer) in answers {
            match answer {
                Ok(rows) => {
                    let names: Vec<_> = rows
                        .iter()
                        .map(|row| (row.last_name.clone(), row.first_name.clone()))
                        .collect();
                    plan.answered(&fragment, rows.len(), &names);
                    met.extend(rows);
                }
                Err(error) if is_of_the_line(&error) => next = Next::Retry,
                Err(error) if is_doubtful(&error) && !answering => next = Next::Useless,
                Err(error) if error.kind == ErrorKind::TooLarge => plan.too_long(&fragment),
                Err(error) if error.kind == ErrorKind::Refused => plan.refused(&fragment),
                Err(_) => plan.unreadable(&fragment),
            }
        }
        let connection = account.connection.id;
        cursor.state.names = Some(plan.clone());
        self.keep_patients(connection, met, asked_at, cursor).await?;
        if plan.is_done() {
            let words = self
                .store
                .read(move |conn| family_name_words(conn, connection))
                .await?;
            plan.add_exact(words);
            cursor.state.patients_found = plan.is_done();
            cursor.state.names = Some(plan);
            self.keep_cursor(connection, cursor, self.ports.clock.now())
                .await?;
        }
        Ok(next)
    }

    /// One batch of appointments that were never asked for.
    async fn fill_appointments(&self, account: &Account, cursor: &mut Cursor) -> Result<Next, DeskError> {
        let connection = account.connection.id;
        let records = self.never_asked(account, cursor).await?;
        if records.is_empty() {
            let now = self.ports.clock.now();
            cursor.complete = true;
            cursor.last_full_round = Some(now);
            cursor.state.looked.round = Some(now);
            cursor.state.looked.newcomers = Some(now);
            let kept = cursor.clone();
            self.store
                .write(move |tx| {
                    refresh_work_points(tx, connection, &[])?;
                    super::cursor::save(tx, connection, &kept, now)
                })
                .await?;
            return Ok(Next::Again);
        }
        let asked = self.read_appointments(account, cursor, &records).await?;
        Ok(asked.next())
    }

    /// After the first fill: the appointments of patients met since.
    pub(super) async fn read_newcomers(
        &self,
        account: &Account,
        cursor: &mut Cursor,
    ) -> Result<Option<Next>, DeskError> {
        let records = self.never_asked(account, cursor).await?;
        if records.is_empty() {
            return Ok(None);
        }
        let asked = self.read_appointments(account, cursor, &records).await?;
        Ok(Some(asked.next()))
    }

    async fn never_asked(&self, account: &Account, cursor: &Cursor) -> Result<Vec<Known>, DeskError> {
        let (connection, size) = (account.connection.id, batch_size(account));
        let spare = cursor.state.failed.len();
        let mut records = self
            .store
            .read(move |conn| never_asked(conn, connection, size + spare))
            .await?;
        records.retain(|known| !cursor.state.is_given_up(known.record));
        records.truncate(size);
        Ok(records)
    }
}

/// Records whose appointments were never asked for: those somebody opened first, then the newest.
fn never_asked(conn: &Database, connection: Uuid, limit: usize) -> Result<Vec<Known>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {} FROM patient_records
         WHERE connection = ?1 AND appointments_checked_at IS NULL AND vendor_id IS NOT NULL AND gone_at IS NULL
         ORDER BY opened_at DESC NULLS LAST, CAST(vendor_id AS INTEGER) DESC LIMIT ?2",
        one::COLUMNS
    ))?;
    let rows = statement.query_map(params![connection.to_string(), limit as i64], known)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn family_name_words(conn: &Database, connection: Uuid) -> Result<Vec<String>, DeskError> {
    let mut statement =
        conn.prepare("SELECT DISTINCT last_name FROM patient_records WHERE connection = ?1")?;
    let names = statement.query_map([connection.to_string()], |row| row.get::<_, String>(0))?;
    let mut words = Vec::new();
    for name in names {
        words.extend(
            name?
                .split(|letter: char| !letter.is_alphanumeric())
                .map(str::to_owned),
        );
    }
    Ok(words)
}
