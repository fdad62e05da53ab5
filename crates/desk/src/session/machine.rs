//! The session of one process: who sits here, what they may ask, and when the desk locks itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use tokio::sync::Notify;

use super::hash::Hashing;
use super::place::{CameBy, Place, Who};
use super::users::UserRow;
use super::{PersonAtDesk, Seat, SessionKind, SessionState, UserRole, emergency, users};
use crate::audit::{Audit, AuditAct, NewLine};
use crate::clinic::DeskSettings;
use crate::error::{DeskError, ErrorCode};
use crate::events::{Events, Topic};
use crate::ports::Ports;
use crate::store::Store;

/// How often is looked whether the desk is to be locked.
const TICK: Duration = Duration::from_secs(5);
/// A clock that is further off than that after a tick was set, or the computer slept.
const JUMP: TimeDelta = TimeDelta::seconds(60);

/// The command by which a window tells that somebody touched it.
const TOUCH: &str = "session_touched";

/// Who may ask for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Whoever is signed in.
    Anyone,
    /// A receptionist or a manager.
    Receptionist,
    /// A manager.
    Manager,
}

/// Leave to ask for one thing: it ends when somebody comes or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leave {
    /// `None`: the desk has no users, so that nobody need sign in.
    turn: Option<u64>,
}

/// Who works at an open desk, and who sits at it in this process. Clones share it.
#[derive(Clone)]
pub struct Session(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) store: Store,
    pub(super) ports: Ports,
    pub(super) events: Events,
    pub(super) seat: Seat,
    pub(super) audit: Audit,
    pub(super) hashing: Hashing,
    place: Mutex<Place>,
    /// One comes or goes at a time.
    pub(super) coming: tokio::sync::Mutex<()>,
    came: Notify,
}

impl Session {
    /// The session of an open store. Whoever signs in takes `seat`.
    #[must_use]
    pub fn new(store: Store, ports: Ports, events: Events, seat: Seat, audit: Audit) -> Self {
        Self::with(store, ports, events, seat, audit, Hashing::default())
    }

    pub(super) fn with(
        store: Store,
        ports: Ports,
        events: Events,
        seat: Seat,
        audit: Audit,
        hashing: Hashing,
    ) -> Self {
        let now = ports.clock.now();
        Self(Arc::new(Inner {
            store,
            ports,
            events,
            seat,
            audit,
            hashing,
            place: Mutex::new(Place::empty(now)),
            coming: tokio::sync::Mutex::default(),
            came: Notify::new(),
        }))
    }

    /// Where the session stands, and who may sign in.
    ///
    /// # Errors
    /// The store's.
    pub async fn state(&self) -> Result<SessionState, DeskError> {
        let read = self.0.store.read(|conn| {
            Ok((
                users::all(conn)?,
                DeskSettings::load(conn)?.lock_after_minutes,
                emergency::load(conn)?.hash.is_some(),
            ))
        });
        let (all, lock_after_minutes, emergency_possible) = read.await?;
        let now = self.0.now();
        let place = self.0.place();
        let kind = match (&place.who, place.locked) {
            _ if all.is_empty() => SessionKind::FirstManager,
            (None, _) => SessionKind::SignedOut,
            (Some(_), true) => SessionKind::Locked,
            (Some(_), false) => SessionKind::SignedIn,
        };
        let own = place.who.as_ref().and_then(|who| who.id);
        let has_pin = all.iter().any(|row| Some(row.user.id) == own && row.user.has_pin);
        let people = all.into_iter().filter(|row| row.user.active);
        let people = people.map(|row| PersonAtDesk {
            pin_enough: row.user.has_pin && place.is_pin_enough(row.user.id, now),
            wait_until: row.tries.wait_until(now),
            id: row.user.id,
            name: row.user.name,
        });
        Ok(SessionState {
            kind,
            user: place.who.as_ref().map(Who::shown),
            people: people.collect(),
            lock_after_minutes,
            has_pin,
            emergency_possible: emergency_possible || place.emergency_begun(now).is_some(),
        })
    }

    /// Whether whoever sits here may ask for `what` (a command's name). What is refused is put down in the access log,
    /// once until somebody comes or goes. A desk without users asks nobody.
    ///
    /// # Errors
    /// `SignInNeeded`, `NotAllowed`, or the store's.
    pub async fn allows(&self, needs: Needs, what: &str) -> Result<Leave, DeskError> {
        let id = self.0.place().signed_in().and_then(|who| who.id);
        let read = self.0.store.read(move |conn| {
            let own = match id {
                Some(id) => users::by_id(conn, id)?,
                None => None,
            };
            let after = DeskSettings::load(conn)?.lock_after_minutes;
            Ok((own.is_some() || users::any(conn)?, own, after))
        });
        let (has_users, own, lock_after_minutes) = read.await?;
        if !has_users {
            return Ok(Leave { turn: None });
        }
        if self.is_due(lock_after_minutes) {
            self.lock().await;
        }
        // Also of whoever was just locked out: they stay whose desk it is.
        let came_by = self
            .0
            .place()
            .who
            .as_ref()
            .filter(|who| who.id == id)
            .map(|who| who.came_by);
        let may_stay = |row: &UserRow| row.user.active && came_by == Some(CameBy::of(&row.password));
        if id.is_some() && !own.as_ref().is_some_and(may_stay) {
            self.send_away(id).await;
        }
        let refusal = {
            let mut place = self.0.place();
            if let (Some(row), Some(who)) = (own, &mut place.who)
                && who.id == Some(row.user.id)
                && who.role != row.user.role
            {
                // Another process changed what they may.
                who.role = row.user.role;
                self.0.seat.take(Some(who.author()));
                self.0.events.changed(&[Topic::Session]);
            }
            match place.signed_in() {
                None => DeskError::new(ErrorCode::SignInNeeded, "nobody is signed in here"),
                Some(who) if needs == Needs::Manager && who.role != UserRole::Manager => {
                    DeskError::new(ErrorCode::NotAllowed, "only a manager may do this")
                }
                Some(_) => {
                    return Ok(Leave {
                        turn: Some(place.turn),
                    });
                }
            }
        };
        self.refused(what).await;
        Err(refusal)
    }

    /// Whether the leave still holds: an answer that comes after somebody else sat down, or the desk was locked, is
    /// for nobody's eyes.
    #[must_use]
    pub fn holds(&self, leave: Leave) -> bool {
        leave.turn.is_none_or(|turn| self.0.place().turn == turn)
    }

    async fn refused(&self, what: &str) {
        // A touch that arrives after the lock is nobody's wish.
        if what == TOUCH || !self.0.place().is_refused_first(what) {
            return;
        }
        let inner = self.0.clone();
        let line = NewLine {
            reason: Some(what.to_owned()),
            ..NewLine::of(AuditAct::Refused)
        };
        let put_down = self.0.store.write(move |tx| inner.audit.record(tx, &line)).await;
        if let Err(error) = put_down {
            tracing::warn!(%error, "a refusal could not be put down");
        }
        // A window that believes itself signed in looks again.
        self.0.events.changed(&[Topic::Session]);
    }

    /// A person touched the keyboard or the pointer.
    pub fn touched(&self) {
        let now = self.0.now();
        self.0.place().touch(now);
    }

    /// Locks the desk: by its person, by the system's own lock or sleep, or because nobody touched it. Reading and
    /// sending go on. Without effect where nobody is signed in.
    pub async fn lock(&self) {
        // Shut at once; the line in the log may take its time.
        let Some(who) = self.0.place().lock() else {
            return;
        };
        self.0.events.changed(&[Topic::Session]);
        self.rise(who, AuditAct::Locked).await;
    }

    /// Signs out whoever is signed in or has locked the desk; what is unsent stays with the desk under its author.
    pub async fn sign_out(&self) {
        let Some(who) = self.0.place().leave() else {
            return;
        };
        self.0.events.changed(&[Topic::Session]);
        self.rise(who, AuditAct::SignedOut).await;
    }

    /// Signs a user out who may not sign in any more, if it is they who sit here.
    pub(super) async fn send_away(&self, id: Option<uuid::Uuid>) {
        let sits = self.0.place().who.as_ref().map(|who| who.id);
        if sits == Some(id) {
            self.sign_out().await;
        }
    }

    /// Frees the chair, with the line that tells why.
    async fn rise(&self, who: Who, act: AuditAct) {
        let inner = self.0.clone();
        let done = self.0.store.write(move |tx| {
            inner.seat.take(Some(who.author()));
            let put_down = inner.audit.record(tx, &NewLine::of(act));
            inner.seat_as_it_is();
            put_down
        });
        if let Err(error) = done.await {
            tracing::warn!(%error, "an empty seat could not be put down");
            self.0.seat_as_it_is();
        }
    }

    /// Locks the desk when nobody touched it for as long as the manager set, when emergency access ends, and when
    /// the clock jumped, as it does over a sleep. Runs until dropped.
    pub async fn run(&self) {
        let mut after = DeskSettings::default().lock_after_minutes;
        loop {
            if self.0.place().signed_in().is_none() {
                self.0.came.notified().await;
                continue;
            }
            let settings = self.0.store.read(DeskSettings::load).await;
            after = settings.map_or(after, |settings| settings.lock_after_minutes);
            let before = self.0.now();
            let Some(at) = self.0.place().locks_at(minutes(after)) else {
                continue;
            };
            let rest = (at - before).to_std().unwrap_or_default().min(TICK);
            let mut came = std::pin::pin!(self.0.came.notified().fuse());
            let mut tick = self.0.ports.clock.sleep(rest).fuse();
            futures::select_biased! { () = came => {}, () = tick => {} }
            let now = self.0.now();
            let latest = before + TimeDelta::from_std(rest).unwrap_or_default() + JUMP;
            if now + JUMP < before || now > latest || self.is_due(after) {
                self.lock().await;
            }
        }
    }

    fn is_due(&self, lock_after_minutes: u32) -> bool {
        let now = self.0.now();
        let at = self.0.place().locks_at(minutes(lock_after_minutes));
        at.is_some_and(|at| at <= now)
    }

    /// The desk's own name, as a manager set it; empty where none was given.
    ///
    /// # Errors
    /// The store's.
    pub async fn desk_name(&self) -> Result<String, DeskError> {
        Ok(self.0.store.read(DeskSettings::load).await?.name)
    }
}

impl Inner {
    pub(super) fn place(&self) -> MutexGuard<'_, Place> {
        // A panic while it is held leaves a place that is whole: each change is one assignment after another of ours.
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The author is whoever is signed in now: somebody else may have come while a line was written.
    pub(super) fn seat_as_it_is(&self) {
        let place = self.place();
        self.seat.take(place.signed_in().map(Who::author));
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.ports.clock.now()
    }

    /// Somebody came: the desk is watched again.
    pub(super) fn watch(&self) {
        self.came.notify_one();
    }
}

fn minutes(minutes: u32) -> TimeDelta {
    TimeDelta::minutes(i64::from(minutes))
}
