//! Reading what a person looks at, now and before everything else.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use frontdesk_vendors::VendorError;
use futures::FutureExt as _;
use futures::future::{Either, join_all, select};
use futures::stream::{self, FuturesUnordered, StreamExt as _};
use rusqlite::{Connection as Database, OptionalExtension as _, params};
use uuid::Uuid;

use super::absorb::Times;
use super::ask::is_of_the_line;
use super::one::{self, Known, Look, Ways, known};
use super::{Inner, Sync, absorb, cursor};
use crate::adapters::Capabilities;
use crate::connections::Priority;
use crate::error::DeskError;
use crate::events::Topic;
use crate::patients::thin::{self, Kept};
use crate::store::{id_of, to_ms};

/// A day read less than this long ago is not read again.
const JUST_NOW: TimeDelta = TimeDelta::seconds(10);
/// A patient read less than this long ago is not read again because it is open: what was read makes the page ask for
/// the patient anew, which must not ask the vendor without end.
const LOOKED_AT: TimeDelta = TimeDelta::seconds(30);
/// So many looks are remembered before the old ones are forgotten.
const MOST_LOOKS: usize = 500;
/// Opened patients read side by side.
const AT_ONCE: usize = 4;

impl Sync {
    /// Somebody opened this person: its records are read in the background, first of all.
    pub fn opened(&self, person: Uuid) {
        let mut opened = self
            .0
            .opened
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if !opened.contains(&person) {
            opened.push_back(person);
        }
        drop(opened);
        self.0.opened_one.notify_one();
    }

    /// Reads all records of a person now: details, appointments, services, payments, contracts.
    ///
    /// # Errors
    /// `NotFound`; `Offline`, `KeyRefused` or another refusal when a vendor did not tell details or appointments;
    /// what others told is in the store all the same.
    pub async fn refresh_person(&self, person: Uuid) -> Result<(), DeskError> {
        let records = self.0.store.read(move |conn| records_of(conn, person)).await?;
        if records.is_empty() {
            return Err(DeskError::not_found("person"));
        }
        let outcomes = join_all(records.into_iter().map(|record| self.0.refresh_record(record))).await;
        outcomes.into_iter().collect()
    }

    /// Reads one record now, as [`Sync::refresh_person`] does.
    ///
    /// # Errors
    /// As [`Sync::refresh_person`].
    pub async fn refresh_record(&self, record: Uuid) -> Result<(), DeskError> {
        self.0.refresh_record(record).await
    }

    /// Reads the appointments of the connection's patients of today now.
    ///
    /// # Errors
    /// `NotFound`, `Offline` when the vendor did not answer, `KeyRefused`, or the store's.
    pub async fn refresh_today(&self, connection: Uuid) -> Result<(), DeskError> {
        let account = self.0.accounts.account(connection).await?;
        let today = self.0.ports.clock.now().with_timezone(&account.zone).date_naive();
        self.refresh_day(connection, today).await
    }

    /// Reads the appointments of the connection's patients of a day now.
    ///
    /// # Errors
    /// As [`Sync::refresh_today`].
    pub async fn refresh_day(&self, connection: Uuid, day: NaiveDate) -> Result<(), DeskError> {
        let inner = &self.0;
        let before = inner.ports.clock.now() - JUST_NOW;
        let account = inner.accounts.capabilities(connection, Priority::Opened).await?;
        if let (Some(days), Some(directory)) = (&account.days, &account.directory) {
            let answer = inner
                .read_days(connection, &**days, &**directory, (day, day))
                .await?;
            inner.events.changed(&[Topic::Patients, Topic::Appointments]);
            return answer.map(drop).map_err(DeskError::from);
        }
        let Some(book) = account.book else { return Ok(()) };
        let due = inner
            .store
            .read(move |conn| patients_of_day(conn, connection, day, to_ms(before)))
            .await?;
        let mut answers = stream::iter(due)
            .map(|known| {
                let book = book.clone();
                async move {
                    let asked_at = inner.ports.clock.now();
                    let answer = book.appointments_of(&known.vendor_id).await;
                    (known.record, asked_at, answer)
                }
                .boxed()
            })
            .buffer_unordered(AT_ONCE);
        let mut failed: Option<VendorError> = None;
        while let Some((record, asked_at, answer)) = answers.next().await {
            match answer {
                Ok(rows) => {
                    let now = inner.ports.clock.now();
                    let times = Times { asked_at, now };
                    inner
                        .store
                        .write(move |tx| absorb::appointments(tx, record, &rows, times))
                        .await?;
                }
                // The line is away: the others would only wait for the same.
                Err(error) if is_of_the_line(&error) => {
                    failed = Some(error);
                    break;
                }
                Err(_) => {}
            }
        }
        inner.events.changed(&[Topic::Appointments]);
        failed.map_or(Ok(()), |error| Err(error.into()))
    }
}

impl Inner {
    /// Serves what people opened, until dropped.
    pub(super) async fn serve_opened(&self) {
        let mut under_way = FuturesUnordered::new();
        loop {
            while under_way.len() < AT_ONCE {
                let next = self
                    .opened
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .pop_front();
                let Some(person) = next else { break };
                under_way.push(self.refresh_opened(person).boxed());
            }
            let woken = std::pin::pin!(self.opened_one.notified());
            if under_way.is_empty() {
                woken.await;
            } else {
                match select(under_way.next(), woken).await {
                    Either::Left(_) | Either::Right(_) => {}
                }
            }
        }
    }

    async fn refresh_opened(&self, person: Uuid) {
        let records = self
            .store
            .read(move |conn| records_of(conn, person))
            .await
            .unwrap_or_default();
        for record in records {
            if self.looked_just_now(record) {
                continue;
            }
            if let Err(error) = self.refresh_record(record).await {
                tracing::info!(code = %error.code.as_str(), "an opened patient cannot be read");
            }
        }
    }

    fn looked_just_now(&self, record: Uuid) -> bool {
        let now = self.ports.clock.now();
        let looked = self
            .looked
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        // A clock that was set back does not hold anybody up.
        looked
            .get(&record)
            .is_some_and(|&at| at <= now && now - at < LOOKED_AT)
    }

    fn note_look(&self, record: Uuid, at: DateTime<Utc>) {
        let mut looked = self
            .looked
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if looked.len() >= MOST_LOOKS {
            looked.retain(|_, &mut earlier| at - earlier < LOOKED_AT);
        }
        looked.insert(record, at);
    }

    async fn refresh_record(&self, record: Uuid) -> Result<(), DeskError> {
        let found = self.store.read(move |conn| one(conn, record)).await?;
        let Some((connection, known)) = found.ok_or_else(|| DeskError::not_found("patient record"))? else {
            // Not at the vendor yet: there is nothing to read.
            return Ok(());
        };
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        let ways = self
            .store
            .read(move |conn| cursor::load(conn, connection))
            .await?
            .ways();
        let asked_at = self.ports.clock.now();
        let read = Read::of(&account, &known, ways).await;
        let now = self.ports.clock.now();
        self.note_look(record, now);
        let outcome = read.outcome();
        let times = Times { asked_at, now };
        self.store
            .write(move |tx| read.write(tx, connection, &known, times))
            .await?;
        self.events.changed(&[Topic::Patients, Topic::Appointments]);
        outcome
    }
}

type Answer<T> = Option<Result<Vec<T>, VendorError>>;

/// Everything a vendor told of one record.
struct Read {
    details: Option<Result<Look, VendorError>>,
    appointments: Answer<crate::adapters::BookAppointment>,
    services: Answer<crate::adapters::PatientService>,
    payments: Answer<crate::adapters::PatientPayment>,
    contracts: Answer<crate::adapters::PatientContract>,
    phones: Answer<crate::adapters::PatientPhone>,
    documents: Answer<crate::adapters::PatientDocument>,
    /// The days that `appointments` covers, where they are not all.
    span: Option<(NaiveDate, NaiveDate)>,
}

impl Read {
    async fn of(account: &Capabilities, known: &Known, ways: Ways) -> Self {
        let id = known.vendor_id.as_str();
        let details =
            async { Some(one::find_one(&**account.directory.as_ref()?, known.sought(), ways).await) };
        let appointments = async { Some(account.book.as_ref()?.appointments_of(id).await) };
        let services = async { Some(account.facets.as_ref()?.services(id).await) };
        let payments = async { Some(account.facets.as_ref()?.payments(id).await) };
        let contracts = async { Some(account.facets.as_ref()?.contracts(id).await) };
        let phones = async { Some(account.phones.as_ref()?.phones(id).await) };
        let documents = async { Some(account.documents.as_ref()?.documents(id).await) };
        let span = account.book.as_ref().and_then(|book| book.span());
        let (appointments, details, services, payments, contracts, phones, documents) = futures::join!(
            appointments,
            details,
            services,
            payments,
            contracts,
            phones,
            documents
        );
        Self {
            details,
            appointments,
            services,
            payments,
            contracts,
            phones,
            documents,
            span,
        }
    }

    /// The first failure that leaves a person without a live answer.
    fn outcome(&self) -> Result<(), DeskError> {
        fn failure<T>(answer: &Option<Result<T, VendorError>>) -> Option<&VendorError> {
            answer.as_ref().and_then(|answer| answer.as_ref().err())
        }
        let facets = [
            failure(&self.services),
            failure(&self.payments),
            failure(&self.contracts),
            failure(&self.phones),
            failure(&self.documents),
        ]
        .into_iter()
        .flatten();
        failure(&self.appointments)
            .or(failure(&self.details))
            // A clinic may have parts of the interface switched off; a line that is away is another matter.
            .or_else(|| facets.into_iter().find(|error| is_of_the_line(error)))
            .map_or(Ok(()), |error| Err(error.clone().into()))
    }

    fn write(&self, tx: &Database, connection: Uuid, known: &Known, times: Times) -> Result<(), DeskError> {
        let now = times.now;
        match Kept::of(tx, known.record)? {
            // Erased while it was read.
            None => return Ok(()),
            Some(Kept::Short) => thin::keep_whole(tx, known.record)?,
            Some(Kept::Whole) => {}
        }
        if let Some(Ok(look)) = &self.details {
            one::absorb_look(tx, connection, known, look, times)?;
        }
        if let Some(Ok(rows)) = &self.appointments {
            absorb::appointments_within(tx, known.record, rows, self.span, times)?;
        }
        if let Some(Ok(rows)) = &self.phones {
            absorb::phones(tx, known.record, rows, now)?;
        }
        if let Some(Ok(rows)) = &self.documents {
            absorb::documents(tx, known.record, rows, now)?;
        }
        if let Some(Ok(rows)) = &self.services {
            absorb::services(tx, known.record, rows, now)?;
        }
        if let Some(Ok(rows)) = &self.payments {
            absorb::payments(tx, known.record, rows, now)?;
        }
        if let Some(Ok(rows)) = &self.contracts {
            absorb::contracts(tx, known.record, rows, now)?;
        }
        Ok(())
    }
}

fn records_of(conn: &Database, person: Uuid) -> Result<Vec<Uuid>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT id FROM patient_records WHERE person = ?1")?;
    Ok(statement
        .query_map([person.to_string()], |row| id_of(row, "id"))?
        .collect::<Result<_, _>>()?)
}

/// A record and its connection; the inner `None` is a record not yet at the vendor.
fn one(conn: &Database, record: Uuid) -> Result<Option<Option<(Uuid, Known)>>, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT id, connection, vendor_id, last_name, first_name, phone FROM patient_records WHERE id = ?1",
        )?
        .query_row([record.to_string()], |row| {
            if row.get::<_, Option<String>>("vendor_id")?.is_none() {
                return Ok(None);
            }
            Ok(Some((id_of(row, "connection")?, known(row)?)))
        })
        .optional()?)
}

fn patients_of_day(
    conn: &Database,
    connection: Uuid,
    day: NaiveDate,
    checked_before: i64,
) -> Result<Vec<Known>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT r.id, r.vendor_id, r.last_name, r.first_name, r.phone
         FROM appointments a JOIN patient_records r ON r.id = a.record
         WHERE a.date = ?2 AND a.connection = ?1 AND a.gone_at IS NULL AND r.gone_at IS NULL
             AND r.vendor_id IS NOT NULL AND coalesce(r.appointments_checked_at, 0) <= ?3",
    )?;
    let rows = statement.query_map(params![connection.to_string(), day, checked_before], known)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
