//! Making the sheet: by itself while the desk runs, and when somebody asks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::TimeDelta;
use rusqlite::{Connection as Database, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::collect::{Wishes, collect, language};
use super::kept::KeptSheet;
use super::model::NAME;
use super::seal::{Key, PinSlot, Sealed, random_key};
use super::{DowntimeSheet, SheetPaper, SheetState, SheetWay};
use crate::audit::{Audit, AuditAct, FieldChange, NewLine};
use crate::error::{DeskError, ErrorCode};
use crate::events::{Events, Topic};
use crate::outbox::Outbox;
use crate::ports::Ports;
use crate::store::Store;

/// How often is looked whether what stands on the sheet has changed.
const LOOK: Duration = Duration::from_secs(3 * 60);
/// A sheet that says the same is made anew after this long, so that it says how fresh it is.
const FRESH: TimeDelta = TimeDelta::minutes(15);
const SETTING: &str = "sheet";
/// Digits of a staff PIN.
const PIN_DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

/// The down-time sheet of one open desk. Clones share it.
#[derive(Clone)]
pub struct Sheet(Arc<Inner>);

struct Inner {
    store: Store,
    ports: Ports,
    events: Events,
    audit: Audit,
    outbox: Outbox,
    kept: KeptSheet,
    now: Mutex<Now>,
    /// One is made at a time.
    making: tokio::sync::Mutex<()>,
}

/// What this process knows of its sheet.
struct Now {
    /// That of the window.
    language: String,
    show_purpose: bool,
    /// Why it could not be made the last time.
    problem: Option<ErrorCode>,
    /// Of what stands on the kept one.
    digest: Option<[u8; 32]>,
}

/// The sheet's keys, in the store's settings.
#[derive(Clone, Serialize, Deserialize)]
struct Keys {
    key: String,
    pin: Option<PinSlot>,
}

impl Sheet {
    /// The sheet of an open store.
    #[must_use]
    pub(crate) fn new(store: Store, ports: Ports, events: Events, audit: Audit, outbox: Outbox) -> Self {
        let kept = KeptSheet::in_dir(store.dir(), &ports);
        Self(Arc::new(Inner {
            store,
            ports,
            events,
            audit,
            outbox,
            kept,
            now: Mutex::new(Now {
                language: "en".to_owned(),
                show_purpose: false,
                problem: None,
                digest: None,
            }),
            making: tokio::sync::Mutex::default(),
        }))
    }

    /// In which language it is made where the clinic has not said, and whether it says what visits are for.
    pub fn prefer(&self, language: &str, show_purpose: bool) {
        let mut now = self.now();
        language.clone_into(&mut now.language);
        now.show_purpose = show_purpose;
    }

    /// Keeps it fresh until dropped: it is made when what stands on it has changed, and every quarter of an hour,
    /// whoever is signed in.
    pub async fn run(&self) {
        if !self.0.ports.documents.makes() {
            return;
        }
        loop {
            if let Err(error) = self.keep_fresh().await {
                tracing::warn!(code = %error.code.as_str(), %error, "the down-time sheet could not be made");
            }
            self.0.ports.clock.sleep(LOOK).await;
        }
    }

    /// When the kept one was made, whether a PIN opens it, and why it could not be made the last time.
    ///
    /// # Errors
    /// `Internal` when the folder cannot be read.
    pub async fn state(&self) -> Result<SheetState, DeskError> {
        let state = self.0.kept.state().await?;
        let problem = self.now().problem.or(state.problem);
        Ok(SheetState { problem, ..state })
    }

    /// A sheet as things stand, without keeping it; as many days and in the language as asked, else as set.
    ///
    /// # Errors
    /// `InvalidField` for more than 14 days or none, `CannotOpen` where no documents are made, or the store's.
    pub async fn paper(&self, days: Option<u32>, language: Option<&str>) -> Result<SheetPaper, DeskError> {
        match days {
            Some(0) => return Err(DeskError::invalid("days", "too-small")),
            Some(15..) => return Err(DeskError::invalid("days", "too-large")),
            _ => {}
        }
        let (facts, own) = self.facts(days).await?;
        let language = language.map_or(own, str::to_owned);
        self.typeset(&facts, language).await
    }

    /// Makes it now and keeps it.
    ///
    /// # Errors
    /// As [`Sheet::paper`]; `DiskFull`.
    pub async fn make(&self) -> Result<SheetState, DeskError> {
        self.renew().await?;
        self.state().await
    }

    /// The sheet for whoever is signed in, as things stand; where it cannot be made, the kept one. Put down in the
    /// access log.
    ///
    /// # Errors
    /// As [`Sheet::paper`], where there is no kept one either.
    pub async fn open(&self, way: SheetWay) -> Result<SheetPaper, DeskError> {
        let paper = match self.renew().await {
            Ok(paper) => paper,
            Err(error) => self.kept_paper().await.map_err(|_| error)?,
        };
        self.put_down(way).await;
        Ok(paper)
    }

    /// Puts down in the access log that a sheet came before somebody's eyes. A log that cannot be written does not
    /// keep the sheet from those who need it when nothing else works.
    pub async fn put_down(&self, way: SheetWay) {
        let line = line(AuditAct::SheetOpened, "way", way.as_str());
        let audit = self.0.audit.clone();
        if let Err(error) = self.0.store.write(move |tx| audit.record(tx, &line)).await {
            tracing::error!(%error, "that the down-time sheet was opened could not be put down");
        }
    }

    /// The kept sheet, by the staff PIN, for whoever is there.
    ///
    /// # Errors
    /// As [`KeptSheet::open_by_pin`].
    pub async fn open_by_pin(&self, pin: String) -> Result<SheetPaper, DeskError> {
        let paper = self.0.kept.open_by_pin(pin).await;
        if let Err(error) = self.absorb_openings().await {
            // The note stays for the next start.
            tracing::error!(%error, "openings of the down-time sheet could not be put down");
        }
        paper
    }

    /// Puts down in the access log who opened the sheet by its PIN, also while the store could not be opened.
    pub(crate) async fn absorb_openings(&self) -> Result<(), DeskError> {
        let kept = self.0.kept.clone();
        let openings = self.0.kept.aside(move || kept.openings()).await?;
        if openings.is_empty() {
            return Ok(());
        }
        let audit = self.0.audit.clone();
        let put_down = move |tx: &rusqlite::Transaction<'_>| {
            for opening in openings {
                let act = match opening.wrong {
                    true => AuditAct::WrongPassword,
                    false => AuditAct::SheetOpened,
                };
                let mut line = line(act, "way", SheetWay::Pin.as_str());
                line.changes.push(change("opened_at", &opening.at.to_rfc3339()));
                audit.record(tx, &line)?;
            }
            Ok(())
        };
        self.0.store.write(put_down).await?;
        let kept = self.0.kept.clone();
        self.0.kept.aside(move || kept.forget_openings()).await
    }

    /// Sets the PIN that staff open the sheet with. The sheet gets a new key, so that neither an earlier PIN nor an
    /// earlier copy opens it.
    ///
    /// # Errors
    /// `InvalidField` pin: `not-a-number`, `too-short`, `too-long`, `too-simple`; `KeyringUnavailable`; as
    /// [`Sheet::make`].
    pub async fn set_pin(&self, pin: &str) -> Result<SheetState, DeskError> {
        check_pin(pin)?;
        let making = self.0.making.lock().await;
        let (facts, language) = self.facts(None).await?;
        let paper = self.typeset(&facts, language).await?;
        let (ports, pin) = (self.0.ports.clone(), Zeroizing::new(pin.to_owned()));
        let (key, slot) = self
            .0
            .kept
            .aside(move || {
                let key = random_key(&*ports.random);
                let slot = PinSlot::make(&ports, &pin, &key)?;
                Ok((key, slot))
            })
            .await?;
        let keys = Keys {
            key: BASE64.encode(&key[..]),
            pin: Some(slot.clone()),
        };
        let audit = self.0.audit.clone();
        let earlier = self
            .0
            .store
            .write(move |tx| {
                let earlier = load(tx)?;
                save(tx, &keys)?;
                audit.record(tx, &line(AuditAct::SettingsChanged, "sheet_pin", "set"))?;
                Ok(earlier)
            })
            .await?;
        self.keep(key, Some(slot), paper).await?;
        drop(making);
        if let Some(slot) = earlier.and_then(|keys| keys.pin) {
            let kept = self.0.kept.clone();
            if let Err(error) = self.0.kept.aside(move || kept.forget_slot(&slot)).await {
                // It opens nothing any more.
                tracing::info!(%error, "the secret of an earlier PIN stays in the keyring");
            }
        }
        self.state().await
    }

    async fn keep_fresh(&self) -> Result<(), DeskError> {
        let (facts, language) = self.facts(None).await?;
        let digest = digest(&facts, &language)?;
        let same = self.now().digest == Some(digest);
        let made_at = self.0.kept.state().await?.made_at;
        let fresh = made_at.is_some_and(|at| (self.0.ports.clock.now() - at).abs() < FRESH);
        if same && fresh {
            return Ok(());
        }
        self.renew().await.map(drop)
    }

    /// Makes it and keeps it; what goes wrong is shown until it goes right.
    async fn renew(&self) -> Result<SheetPaper, DeskError> {
        let making = self.0.making.lock().await;
        let outcome = self.renewed().await;
        drop(making);
        self.now().problem = outcome.as_ref().err().map(|error| error.code);
        self.0.events.changed(&[Topic::Desk]);
        outcome
    }

    async fn renewed(&self) -> Result<SheetPaper, DeskError> {
        let (facts, language) = self.facts(None).await?;
        let digest = digest(&facts, &language)?;
        let paper = self.typeset(&facts, language).await?;
        let (key, pin) = self.keys().await?;
        self.keep(key, pin, paper.clone()).await?;
        self.now().digest = Some(digest);
        Ok(paper)
    }

    async fn keep(&self, key: Key, pin: Option<PinSlot>, paper: SheetPaper) -> Result<(), DeskError> {
        let (kept, random) = (self.0.kept.clone(), self.0.ports.random.clone());
        self.0
            .kept
            .aside(move || kept.write(&Sealed::make(&*random, &key, pin, &paper)?))
            .await
    }

    async fn kept_paper(&self) -> Result<SheetPaper, DeskError> {
        let (key, _) = self.keys().await?;
        let kept = self.0.kept.clone();
        self.0.kept.aside(move || kept.open(&key)).await
    }

    /// What stands on it, and in which language.
    async fn facts(&self, days: Option<u32>) -> Result<(DowntimeSheet, String), DeskError> {
        let counts = self.0.outbox.counts().await?;
        let wishes = Wishes {
            days,
            show_purpose: self.now().show_purpose,
            unsent: counts.unsent.saturating_add(counts.needs_person),
        };
        let now = self.0.ports.clock.now();
        let (facts, chosen) = self
            .0
            .store
            .read(move |conn| Ok((collect(conn, &wishes, now)?, language(conn)?)))
            .await?;
        Ok((facts, chosen.unwrap_or_else(|| self.now().language.clone())))
    }

    async fn typeset(&self, facts: &DowntimeSheet, language: String) -> Result<SheetPaper, DeskError> {
        let (made_at, days) = (facts.made_at, u32::try_from(facts.days.len()).unwrap_or(u32::MAX));
        let facts = json(facts)?;
        let documents = self.0.ports.documents.clone();
        let made = self
            .0
            .kept
            .aside(move || documents.make(NAME, &facts, &language))
            .await?;
        Ok(SheetPaper {
            made_at,
            days,
            title: made.title,
            bytes: made.bytes,
        })
    }

    /// The sheet's key, made on first use, and what opens it without the store.
    async fn keys(&self) -> Result<(Key, Option<PinSlot>), DeskError> {
        let found = self.0.store.read(load).await?;
        let keys = match found {
            Some(keys) => keys,
            None => {
                let random = self.0.ports.random.clone();
                self.0
                    .store
                    .write(move |tx| match load(tx)? {
                        // Another process was faster.
                        Some(keys) => Ok(keys),
                        None => {
                            let keys = Keys {
                                key: BASE64.encode(&random_key(&*random)[..]),
                                pin: None,
                            };
                            save(tx, &keys)?;
                            Ok(keys)
                        }
                    })
                    .await?
            }
        };
        let bytes = BASE64.decode(&keys.key).map(Zeroizing::new);
        let key = bytes.ok().and_then(|bytes| bytes[..].try_into().ok());
        let key = key.ok_or_else(|| DeskError::internal("the key of the sheet cannot be read"))?;
        Ok((Zeroizing::new(key), keys.pin))
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of everything that stands on the sheet but when it was made and when vendors last answered.
fn digest(facts: &DowntimeSheet, language: &str) -> Result<[u8; 32], DeskError> {
    let mut facts = facts.clone();
    facts.made_at = chrono::DateTime::UNIX_EPOCH;
    for connection in &mut facts.connections {
        connection.last_contact_at = None;
    }
    let mut hash = Sha256::new();
    hash.update(language.as_bytes());
    hash.update(json(&facts)?.to_string());
    Ok(hash.finalize().into())
}

fn json(facts: &DowntimeSheet) -> Result<Value, DeskError> {
    serde_json::to_value(facts)
        .map_err(|error| DeskError::internal(format!("the sheet cannot be written: {error}")))
}

fn line(act: AuditAct, field: &str, after: &str) -> NewLine {
    let mut line = NewLine::of(act);
    line.changes.push(change(field, after));
    line
}

fn change(field: &str, after: &str) -> FieldChange {
    FieldChange {
        field: field.to_owned(),
        before: None,
        after: Some(after.to_owned()),
        theirs: None,
    }
}

/// A PIN that is not guessed first: six to ten digits, not all the same and not a row.
fn check_pin(pin: &str) -> Result<(), DeskError> {
    let invalid = |reason| Err(DeskError::invalid("pin", reason));
    if !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return invalid("not-a-number");
    }
    if pin.len() < *PIN_DIGITS.start() {
        return invalid("too-short");
    }
    if pin.len() > *PIN_DIGITS.end() {
        return invalid("too-long");
    }
    let digits = pin.as_bytes().windows(2);
    let steps: Vec<i16> = digits
        .map(|pair| i16::from(pair[1]) - i16::from(pair[0]))
        .collect();
    if [-1, 0, 1].iter().any(|step| steps.iter().all(|own| own == step)) {
        return invalid("too-simple");
    }
    Ok(())
}

fn load(conn: &Database) -> Result<Option<Keys>, DeskError> {
    let text: Option<String> = conn
        .query_row("SELECT value FROM settings WHERE key = ?1", [SETTING], |row| {
            row.get(0)
        })
        .optional()?;
    text.map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|_| DeskError::internal("the keys of the sheet cannot be read"))
}

fn save(tx: &Database, keys: &Keys) -> Result<(), DeskError> {
    let text = serde_json::to_string(keys)
        .map_err(|_| DeskError::internal("the keys of the sheet cannot be written"))?;
    tx.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        [SETTING, &text],
    )?;
    Ok(())
}
