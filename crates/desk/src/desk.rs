//! One open desk: its store and the machines that stand on it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use frontdesk_vendors::ErrorKind;
use uuid::Uuid;

use crate::adapters::FetchedFile;
use crate::agenda::{self, Day, DayRequest, HistoryLine};
use crate::audit::{Audit, AuditAct, NewLine};
use crate::clinic::ShareState;
use crate::connections::{Accounts, CheckReport, Connection, ConnectionDraft, Pace, Priority};
use crate::error::{DeskError, ErrorCode};
use crate::events::Events;
use crate::outbox::{Decision, EntryState, Outbox, Resolve};
use crate::patients::{
    self, Duplicate, FindPatients, FoundAtVendor, GdprForm, GdprKind, GdprRequest, PatientForm, PatientPage,
    Searches, search,
};
use crate::ports::Ports;
use crate::session::{Seat, Session};
use crate::sheet::Sheet;
use crate::store::{Store, to_ms};
use crate::sync::Sync;
use crate::video::VideoReading;

/// How long a person watching waits for a consent form before it is left to the outbox.
const WATCHING: Duration = Duration::from_secs(60);

/// A desk that is open.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) ports: Ports,
    pub(crate) accounts: Accounts,
    pub(crate) outbox: Outbox,
    pub(crate) sync: Sync,
    pub(crate) video: VideoReading,
    pub(crate) audit: Audit,
    session: Session,
    pub(crate) clinic_share: ShareState,
    sheet: Sheet,
    pub(crate) searches: Searches,
}

impl Desk {
    /// Whether a desk was ever made in that folder.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        Store::exists(dir)
    }

    /// Opens the desk of a folder; makes it on first use.
    ///
    /// # Errors
    /// `KeyringUnavailable`, `KeyMissing`, `KeyWrong`, `KeySealed`, `StoreDamaged`, `StoreTooNew`, `DiskFull`,
    /// `Internal`.
    pub async fn open(dir: PathBuf, ports: Ports, events: Events) -> Result<Self, DeskError> {
        let store = Store::open(dir, &ports).await?;
        Self::on(store, ports, events).await
    }

    /// The desk of an open store.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn on(store: Store, ports: Ports, events: Events) -> Result<Self, DeskError> {
        let seat = Seat::default();
        let audit = Audit::new(&store, ports.clone(), seat.clone());
        audit.begin(&store).await?;
        // Nothing to do but after an update.
        store.write(|tx| search::index_left(tx)).await?;
        let accounts = Accounts::new(store.clone(), ports.clone(), events.clone(), audit.clone());
        let outbox = Outbox::new(
            store.clone(),
            ports.clone(),
            accounts.clone(),
            events.clone(),
            seat.clone(),
            audit.clone(),
        );
        let video = VideoReading::new(store.clone(), ports.clone(), accounts.clone(), events.clone());
        let session = Session::new(
            store.clone(),
            ports.clone(),
            events.clone(),
            seat.clone(),
            audit.clone(),
        );
        let sheet = Sheet::new(
            store.clone(),
            ports.clone(),
            events.clone(),
            audit.clone(),
            outbox.clone(),
        );
        if let Err(error) = sheet.absorb_openings().await {
            tracing::error!(%error, "openings of the down-time sheet could not be put down");
        }
        let sync = Sync::new(store.clone(), ports.clone(), accounts.clone(), events);
        let desk = Self {
            store,
            ports,
            accounts,
            outbox,
            sync,
            video,
            audit,
            session,
            clinic_share: ShareState::default(),
            sheet,
            searches: Searches::default(),
        };
        // Before anybody does anything by a clock that may be wrong.
        if let Err(error) = desk.clock_is_steady().await {
            tracing::warn!(%error, "what the clock says cannot be noted");
        }
        Ok(desk)
    }

    /// Sends, reads and watches over the lock until dropped.
    pub async fn run(&self) {
        futures::join!(
            self.outbox.run(),
            self.sync.run(),
            self.video.run(),
            self.keep_up(),
            self.session.run(),
            self.thin_access_log(),
            self.watch_clinic_share(),
            self.sheet.run(),
            self.put_searches_down(),
        );
    }

    /// Who works at this desk, and who sits at it.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The down-time sheet of this desk.
    #[must_use]
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The accounts of this desk.
    #[must_use]
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The writes of this desk.
    #[must_use]
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// The reads of this desk.
    #[must_use]
    pub fn sync(&self) -> &Sync {
        &self.sync
    }

    /// Saves an account and begins its first fill.
    ///
    /// # Errors
    /// `NameTaken`, `InvalidField`, `KeyringUnavailable`, or the store's.
    pub async fn add_connection(&self, draft: ConnectionDraft) -> Result<Connection, DeskError> {
        self.accounts.add(draft, Pace::default()).await
    }

    /// Saves the account of the training clinic, which is in process and need not be spared.
    ///
    /// # Errors
    /// As [`Desk::add_connection`].
    pub async fn open_training_account(&self, draft: ConnectionDraft) -> Result<Connection, DeskError> {
        self.accounts
            .add(
                draft,
                Pace {
                    per_second: 2_000,
                    at_once: 4,
                },
            )
            .await
    }

    /// Tries an account before it is saved.
    ///
    /// # Errors
    /// `InvalidField`; a vendor that does not answer well is a report, not an error.
    pub async fn try_account(ports: &Ports, draft: &ConnectionDraft) -> Result<CheckReport, DeskError> {
        crate::connections::try_account(ports, draft).await
    }

    /// Looks patients up at the vendors and merges what they answer into the store.
    ///
    /// # Errors
    /// `Offline` when no vendor answered, or the store's.
    pub async fn find_at_vendor(&self, query: FindPatients) -> Result<FoundAtVendor, DeskError> {
        let (people, unanswered) = self.sync.find_at_vendor(&query.text).await?;
        let now = self.ports.clock.now();
        let hits = self
            .store
            .read(move |conn| search::load_hits(conn, &people, now))
            .await?;
        self.searched_at_vendors(&query.text, hits.len()).await?;
        Ok(FoundAtVendor { hits, unanswered })
    }

    /// The page of a person, at once; the vendors are asked in the background.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn open_patient(&self, person: Uuid) -> Result<PatientPage, DeskError> {
        let (now, audit) = (self.ports.clock.now(), self.audit.clone());
        self.store
            .write(move |tx| {
                let records = tx.execute(
                    "UPDATE patient_records SET opened_at = ?2 WHERE person = ?1",
                    rusqlite::params![person.to_string(), to_ms(now)],
                )?;
                if records > 0 || search::without_record(tx, person)?.is_some() {
                    audit.viewed(tx, &NewLine::about(AuditAct::PatientOpened, person))?;
                }
                patients::thin::keep_all_whole(tx, person)
            })
            .await?;
        self.sync.opened(person);
        self.page(person).await
    }

    /// The page of a person after asking the vendors now.
    ///
    /// # Errors
    /// `Offline`, `KeyRefused`, `NotFound`, or the store's.
    pub async fn refresh_patient(&self, person: Uuid) -> Result<PatientPage, DeskError> {
        self.put_down(NewLine::about(AuditAct::PatientRefreshed, person))
            .await?;
        self.sync.refresh_person(person).await?;
        self.page(person).await
    }

    /// The page of a person from the store.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn page(&self, person: Uuid) -> Result<PatientPage, DeskError> {
        let now = self.ports.clock.now();
        self.store
            .read(move |conn| patients::page(conn, person, now))
            .await
    }

    /// Patients who may be the one about to be created, strongest likeness first. Advice, not a wall.
    ///
    /// # Errors
    /// The store's.
    pub async fn duplicates(&self, form: PatientForm) -> Result<Vec<Duplicate>, DeskError> {
        let now = self.ports.clock.now();
        self.store
            .read(move |conn| {
                let mut duplicates = Vec::new();
                for (person, likeness) in search::duplicates(conn, &form)? {
                    if let Some(patient) = search::load_hits(conn, &[person], now)?.into_iter().next() {
                        duplicates.push(Duplicate { patient, likeness });
                    }
                }
                Ok(duplicates)
            })
            .await
    }

    /// The link of the last consent form, or of a new one. A new one is made on a live line only.
    ///
    /// # Errors
    /// `NeedsLiveLine` when the vendor does not answer, `VendorRefused`, `NotFound`, or the store's.
    pub async fn consent_form(&self, request: GdprRequest) -> Result<GdprForm, DeskError> {
        if request.kind == GdprKind::Last {
            return self.last_consent_form(request.record).await;
        }
        let accepted = self
            .outbox
            .new_consent_form(request.record, request.intent)
            .await?;
        if accepted.state == EntryState::Asks {
            // The same wish once more, with the person watching again.
            let asked = self.outbox.entry(accepted.entry).await?;
            self.outbox
                .resolve(Resolve {
                    id: accepted.entry,
                    decision: Decision::Send,
                    reason: None,
                    issued: None,
                    question: asked.question,
                    attempts: Some(asked.attempts),
                    money_kept: None,
                })
                .await?;
        }
        let settled = self.outbox.settled(accepted.entry, WATCHING).await?;
        match settled.state {
            EntryState::Done => self
                .outbox
                .consent_form_of(accepted.entry)
                .await?
                .ok_or_else(|| DeskError::internal("a consent form without its answer")),
            EntryState::Refused => Err(self.outbox.why_refused(accepted.entry).await?),
            _ => {
                self.outbox.stop_watching(accepted.entry).await?;
                Err(DeskError::new(
                    ErrorCode::NeedsLiveLine,
                    "the vendor did not answer in time",
                ))
            }
        }
    }

    async fn last_consent_form(&self, record: Uuid) -> Result<GdprForm, DeskError> {
        let (connection, vendor_id) = self.accounts.record(record).await?;
        let vendor_id = vendor_id.ok_or_else(|| {
            DeskError::new(ErrorCode::NeedsLiveLine, "the patient is not at the vendor yet")
        })?;
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        let consents = account
            .consents
            .ok_or_else(|| DeskError::internal("no consent forms at this vendor"))?;
        match consents.last(&vendor_id).await {
            Ok(Some(form)) => {
                self.put_down(NewLine {
                    record: Some(record),
                    connection: Some(connection),
                    ..NewLine::of(AuditAct::DocumentOpened).with(
                        "document",
                        None,
                        Some("consent form".to_owned()),
                    )
                })
                .await?;
                Ok(GdprForm {
                    url: form.url,
                    made_at: form.made_at,
                })
            }
            Ok(None) => Ok(GdprForm {
                url: None,
                made_at: None,
            }),
            Err(error)
                if matches!(
                    error.kind,
                    ErrorKind::NotSent | ErrorKind::Interrupted | ErrorKind::Server
                ) =>
            {
                Err(DeskError::new(
                    ErrorCode::NeedsLiveLine,
                    "the vendor did not answer",
                ))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A document of a patient, fetched now. It is never kept.
    ///
    /// # Errors
    /// `NotFound`, the vendor's, or the store's.
    pub async fn patient_document(&self, document: Uuid) -> Result<FetchedFile, DeskError> {
        let found = self
            .store
            .read(move |conn| patients::document_of(conn, document))
            .await?;
        let found = found.ok_or_else(|| DeskError::not_found("document"))?;
        let account = self
            .accounts
            .capabilities(found.connection, Priority::Opened)
            .await?;
        let documents = account
            .documents
            .ok_or_else(|| DeskError::internal("no documents at this vendor"))?;
        let file = documents.fetch(&found.vendor_patient, &found.vendor_id).await?;
        self.put_down(NewLine {
            record: Some(found.record),
            connection: Some(found.connection),
            ..NewLine::of(AuditAct::DocumentOpened).with("document", None, Some(found.name.clone()))
        })
        .await?;
        Ok(FetchedFile {
            name: file.name.or(Some(found.name)),
            ..file
        })
    }

    /// The zone this desk stands in, an IANA name; `None` before anything is connected.
    ///
    /// # Errors
    /// The store's.
    pub async fn zone(&self) -> Result<Option<String>, DeskError> {
        let zone = self.store.read(agenda::desk_zone).await?;
        Ok(zone.map(|zone| zone.name().to_owned()))
    }

    /// The list of one day.
    ///
    /// # Errors
    /// The store's.
    pub async fn day(&self, request: DayRequest) -> Result<Day, DeskError> {
        let now = self.ports.clock.now();
        self.store
            .read(move |conn| agenda::day(conn, &request, now))
            .await
    }

    /// Who set what on an appointment. Looking is put down like the opening of the patient's page.
    ///
    /// # Errors
    /// The store's.
    pub async fn history(&self, appointment: Uuid) -> Result<Vec<HistoryLine>, DeskError> {
        self.put_down_view(NewLine {
            appointment: Some(appointment),
            ..NewLine::of(AuditAct::PatientOpened)
        })
        .await?;
        self.store
            .read(move |conn| agenda::history(conn, appointment))
            .await
    }
}
